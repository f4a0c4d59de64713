"""Headings in cells: tables that hold sections of a form are opened, so that sections are runs of blocks."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from operator import is_

from checker.documents.document import Block, Cell, Document, Location, Paragraph, Table
from checker.documents.edits import Edit, text_at
from checker.forms.form import Form
from checker.forms.numbered_lines import NumberedLine, NumberedLines
from checker.lazy_dataclasses import dataclass

_LONG_TITLE = 12  # characters


@dataclass(frozen=True, slots=True)
class Opened:
    """A document whose headings are paragraphs of their own; `origins` says where each block was before."""

    document: Document
    origins: tuple[Location, ...]

    def original(self, location: Location) -> Location:
        """Return where something stands in the document as it was read."""
        if location.block >= len(self.origins):
            return location
        origin = self.origins[location.block]
        row = location.row + (origin.row or 0) if location.row is not None else origin.row
        column = location.column if location.column is not None else origin.column
        if isinstance(self.document.blocks[location.block], Table) and location.row is None:
            row = column = None
        return replace(location, block=origin.block, row=row, column=column)

    def original_edits(self, edits: Sequence[Edit], document: Document) -> tuple[Edit, ...]:
        """Return edits as edits of the document as it was read; none where one of them has no place there."""
        found = tuple(filter(None, (self._original_edit(edit, document) for edit in edits)))
        return found if len(found) == len(edits) else ()

    def _original_edit(self, edit: Edit, document: Document) -> Edit | None:
        place = self.original(edit.location)
        if edit.adds:
            like = self.origins[edit.like].block
            beside = isinstance(document.blocks[place.block], Paragraph) and place.row is None
            return replace(edit, location=place, like=like) if beside else None
        text, whole = text_at(self.document, edit.location), text_at(document, place)
        if whole.count(text) != 1:
            return None
        return replace(edit, location=place, start=whole.index(text) + edit.start)


def opened_for(document: Document, form: Form) -> Opened:
    """Return a document as the sections of a form are looked for: opened where they are known by their numbers."""
    return opened(document, form.lines) if form.numbered else Opened(document, ())


def opened(document: Document, lines: NumberedLines) -> Opened:
    """Take headings out of tables, and join those that go on in the next line."""
    blocks: list[Block] = []
    origins: list[Location] = []
    last: NumberedLine | None = None
    for block in document.blocks:
        for part, origin in _parts(block, lines):
            if isinstance(part, Paragraph) and part.part == "body":
                above = blocks[-1] if blocks else None
                if last is not None and isinstance(above, Paragraph) and lines.goes_on(last, part.text):
                    joined = f"{above.text.rstrip()} {part.text.strip()}"
                    blocks[-1] = replace(above, text=joined)
                    last = lines.numbered(joined)
                    continue
                last = lines.numbered(part.text)
            else:
                last = None
            moved = part.location.block != len(blocks)
            at = replace(part.location, block=len(blocks))
            blocks.append(replace(part, location=at) if moved else part)
            origins.append(origin)
    if len(blocks) == len(document.blocks) and all(map(is_, blocks, document.blocks)):
        return Opened(document, tuple(origins))
    new = {origin.block: index for index, origin in reversed(list(enumerate(origins)))}
    notes = tuple(
        replace(note, block=new.get(note.block, note.block)) if note.block is not None else note
        for note in document.notes
    )
    return Opened(replace(document, blocks=tuple(blocks), notes=notes), tuple(origins))


def _parts(block: Block, lines: NumberedLines) -> Iterator[tuple[Block, Location]]:
    if isinstance(block, Paragraph):
        parts = lines.glued(block.text) if block.part == "body" and not block.label else [block.text]
        for text in parts:
            yield (
                (block if text == block.text or len(parts) == 1 else replace(block, text=text)),
                block.location,
            )
        return
    headed = {row for row in range(block.height) if _heading(block, row, lines)}
    if not headed:
        yield block, block.location
        return
    first = 0
    for row in (*sorted(headed), block.height):
        if (rest := _rows(block, first, row)) is not None:
            yield rest, Location(block.location.block, row=first)
        if row < block.height:
            yield from _paragraphs(block, row, lines)
        first = row + 1


def _own_cells(table: Table, row: int) -> list[Cell]:
    return [cell for cell in table.row(row) if cell.row == row and cell.text.strip()]


def _heading(table: Table, row: int, lines: NumberedLines) -> bool:
    cells = _own_cells(table, row)
    if not cells:
        return False
    texts = [" ".join(cell.text.split()) for cell in cells]
    read = [lines.numbered(texts[0]), lines.numbered(" ".join(texts[:2])), lines.titled(texts[0])]
    if any(line is not None and line.worded for line in read) or any(lines.ranged(" ".join(texts[:2]))):
        return True
    first = read[0]
    if first is not None and "." in first.number and len(first.title) >= _LONG_TITLE:
        return True  # a number of the form with other words than its title
    return len(cells) == 1 and any(
        line is not None and line.worded for line in map(lines.numbered, cells[0].text.split("\n"))
    )


def _paragraphs(table: Table, row: int, lines: NumberedLines) -> Iterator[tuple[Paragraph, Location]]:
    """Yield the cells of a row as paragraphs, line by line; a number in a cell of its own leads the next cell."""
    cells = _own_cells(table, row)
    alone = lines.numbered(" ".join(cells[0].text.split()))
    if len(cells) > 1 and alone is None and lines.titled(cells[0].text) is None:
        both = f"{cells[0].text.strip()} {cells[1].text.strip()}"
        cells = [replace(cells[0], text=both), *cells[2:]]
    for cell in cells:
        where = table.locate(cell)
        for text in _lines(cell.text, lines):
            yield Paragraph(text, Location(where.block, where.page, bbox=where.bbox)), where


def _lines(text: str, lines: NumberedLines) -> Sequence[str]:
    parts = [part for part in text.split("\n") if part.strip()]
    whole = lines.numbered(" ".join(text.split()))
    first = lines.numbered(parts[0])
    if whole is not None and whole.worded and not whole.run_in and (first is None or not first.worded):
        return [" ".join(text.split())]
    return parts


def _rows(table: Table, first: int, stop: int) -> Table | None:
    """Return the rows of a table from `first` up to, not including, `stop`; `None` where they are blank."""
    cells = [
        replace(
            cell, row=max(cell.row, first) - first, row_span=min(cell.rows.stop, stop) - max(cell.row, first)
        )
        for cell in table.cells
        if cell.row < stop and cell.rows.stop > first
    ]
    if not any(cell.text.strip() for cell in cells):
        return None
    top = next((cell for cell in cells if cell.page is not None), None)
    page = top.page if top is not None else table.location.page
    return Table(tuple(cells), Location(table.location.block, page, bbox=table.location.bbox))
