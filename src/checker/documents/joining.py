"""One document of the parts in which a submission was handed in."""

from collections.abc import Sequence
from dataclasses import replace
from itertools import accumulate

from checker.documents.document import Block, Document, FilePart, Note, Paragraph, Table
from checker.text import fold


def joined(parts: Sequence[Document]) -> Document:
    """Join parts, the one with the text first; what follows a line that the first part has, too, goes behind it there.

    Pages are counted on from part to part. What stands around the pages is that of the first part.
    """
    first, *others = parts
    placed: list[tuple[int, Block, int, int]] = [(at, block, 0, at) for at, block in enumerate(first.blocks)]
    lines = {line: at for at, block in enumerate(first.blocks) if (line := _line(block))}
    for number, part in enumerate(others, start=1):
        place = len(first.blocks)
        for at, block in enumerate(part.blocks):
            known = lines.get(_line(block))
            if known is not None:
                place = known
            else:
                placed.append((place, block, number, at))
    placed.sort(key=lambda one: one[0])  # stable: behind the line of the first part
    pages = [0, *accumulate(part.pages or 0 for part in parts)]
    moved = {(number, at): new for new, (_place, _block, number, at) in enumerate(placed)}
    blocks = tuple(_moved(block, new, pages[number]) for new, (_p, block, number, _at) in enumerate(placed))
    notes = tuple(
        _noted(note, moved.get((number, note.block)) if note.block is not None else None, pages[number])
        for number, part in enumerate(parts)
        for note in part.notes
    )
    files = tuple(
        FilePart(new, number, pages[number])
        for new, (_place, _block, number, _at) in enumerate(placed)
        if new == 0 or placed[new - 1][2] != number
    )
    return replace(first, blocks=blocks, notes=notes, pages=pages[-1] or None, files=files if others else ())


def _line(block: Block) -> str:
    return fold(block.text).strip() if isinstance(block, Paragraph) else ""


def _moved(block: Block, new: int, pages: int) -> Block:
    location = replace(block.location, block=new, page=_page(block.location.page, pages))
    if isinstance(block, Table):
        cells = tuple(replace(cell, page=_page(cell.page, pages)) for cell in block.cells)
        return replace(block, cells=cells, location=location)
    return replace(block, location=location)


def _noted(note: Note, block: int | None, pages: int) -> Note:
    return replace(note, block=block, page=_page(note.page, pages))


def _page(page: int | None, before: int) -> int | None:
    return None if page is None else page + before
