"""Edits: which characters of a document to replace, and by what, and which paragraphs to add."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from itertools import groupby
from typing import Literal

from checker.documents.document import Block, Document, Location, Paragraph, Table
from checker.lazy_dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Edit:
    """Replace the characters `old`, from `start` on, in the paragraph or cell at `location` by `new`.

    `safe` says that nobody need decide: only the form changes, or a year that the rest of the document contradicts.
    `way` is 0 for an edit that is certain; edits with the same number from 1 on belong together, and one of the numbers
    is right. One that `adds` a paragraph leaves the one at `location`, or the table, as it is: `new` is a paragraph of
    its own before or after that, formatted as the block number `like`.
    """

    location: Location
    start: int
    old: str
    new: str
    safe: bool = False
    way: int = 0
    adds: Literal["", "before", "after"] = ""
    like: int = 0

    @property
    def stop(self) -> int:
        return self.start + len(self.old)


def whole(location: Location, old: str, new: str, *, safe: bool = False, way: int = 0) -> Edit:
    """Replace all that a cell or paragraph holds, the blanks around it excepted."""
    text = old.strip()
    return Edit(location, old.index(text), text, new, safe, way)


def overlap(one: Edit, other: Edit) -> bool:
    """Return whether two edits change the same characters, or insert at the same place."""
    if one.location != other.location or one.adds or other.adds:
        return False
    return one.start == other.start or (one.start < other.stop and other.start < one.stop)


def text_at(document: Document, location: Location) -> str:
    """Return the text of a paragraph or cell; raise ValueError where there is none."""
    block = document.blocks[location.block] if location.block < len(document.blocks) else None
    if isinstance(block, Paragraph) and location.row is None:
        return block.text
    if isinstance(block, Table) and location.row is not None and location.column is not None:
        cell = block.at(location.row, location.column)
        if cell is not None:
            return cell.text
    raise ValueError(f"no text at {location}")


def edited(document: Document, edits: Iterable[Edit]) -> Document:
    """Return the document with edits made.

    Raise ValueError where the old text does not stand there, edits overlap, or an automatic number would change.
    """
    blocks = list(document.blocks)
    every = sorted(edits, key=_place)
    changes = [edit for edit in every if not edit.adds]
    for at, group in groupby(changes, key=lambda edit: edit.location.block):
        texts = {
            place: _edited_text(text_at(document, found[0].location), found)
            for place, found in ((p, list(g)) for p, g in groupby(group, key=lambda edit: _place(edit)[1:3]))
        }
        blocks[at] = _with_texts(blocks[at], texts)
    return _with_paragraphs(replace(document, blocks=tuple(blocks)), [edit for edit in every if edit.adds])


def _with_paragraphs(document: Document, added: Sequence[Edit]) -> Document:
    """Add paragraphs; the blocks and notes after them have higher numbers."""
    if not added:
        return document
    blocks: list[Block] = []
    moved: dict[int, int] = {}
    for at, block in enumerate(document.blocks):
        own = [edit for edit in added if edit.location.block == at]
        blocks += [_paragraph(edit, document) for edit in own if edit.adds == "before"]
        moved[at] = len(blocks)
        blocks.append(block)
        blocks += [_paragraph(edit, document) for edit in own if edit.adds == "after"]
    if len(blocks) < len(document.blocks) + len(added):
        raise ValueError("a paragraph was to be added beside a block that is not there")
    numbered = (replace(block, location=replace(block.location, block=at)) for at, block in enumerate(blocks))
    notes = (
        note if note.block is None else replace(note, block=moved.get(note.block, note.block))
        for note in document.notes
    )
    return replace(document, blocks=tuple(numbered), notes=tuple(notes))


def _paragraph(edit: Edit, document: Document) -> Paragraph:
    """Return the paragraph that an edit adds; raise ValueError where it would get an automatic number."""
    like = document.blocks[edit.like] if edit.like < len(document.blocks) else None
    if not isinstance(like, Paragraph) or like.label or like.part != "body":
        raise ValueError("there is no paragraph of the body to be formatted like")
    return Paragraph(edit.new, edit.location, like.level)


def _place(edit: Edit) -> tuple[int, int, int, int]:
    at = edit.location
    return at.block, -1 if at.row is None else at.row, -1 if at.column is None else at.column, edit.start


def _with_texts(block: Block, texts: Mapping[tuple[int, int], str]) -> Block:
    """Replace the texts of cells by row and column, or of a paragraph."""
    if isinstance(block, Paragraph):
        (text,) = texts.values()
        if not text.startswith(block.label):
            raise ValueError("an automatic number cannot be edited")
        return replace(block, text=text)
    cells = {block.at(row, column): text for (row, column), text in texts.items()}
    return Table(
        tuple(replace(cell, text=cells[cell]) if cell in cells else cell for cell in block.cells),
        block.location,
    )


def _edited_text(text: str, edits: Sequence[Edit]) -> str:
    """Make edits, sorted by their start, in one text."""
    parts: list[str] = []
    done = 0
    for before, edit in zip((None, *edits), edits, strict=False):
        if (before is not None and overlap(before, edit)) or text[edit.start : edit.stop] != edit.old:
            raise ValueError(f"“{edit.old}” does not stand at {edit.start}")
        parts += (text[done : edit.start], edit.new)
        done = edit.stop
    return "".join((*parts, text[done:]))
