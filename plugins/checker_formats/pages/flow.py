"""The flow of pages as blocks: paragraphs and tables in reading order, over page breaks."""

from collections.abc import Container, Iterable, Iterator
from dataclasses import replace
from itertools import count, groupby, pairwise
from operator import attrgetter

from checker import BBox, Block, Languages, Location, Paragraph, Table, dataclass
from checker_formats.pages.legibility import is_legible
from checker_formats.pages.lines import TextLine, running
from checker_formats.pages.paragraphs import PlacedLine, framed, measures, paragraphs
from checker_formats.pages.pieces import TablePiece
from checker_formats.pages.running_heads import Furniture, PageContent
from checker_formats.pages.stitch import OpenTable, begin, goes_on, stitch


@dataclass(frozen=True, slots=True)
class _FlowTable:
    """A table in the flow, its pieces on the pages, and the columns of the pages that those stand in."""

    table: OpenTable
    pieces: tuple[TablePiece, ...]
    columns: tuple[int, ...]


def blocks(
    contents: list[PageContent],
    furniture: Furniture,
    guessed: Container[int],
    languages: Languages,
    traced: dict[int, list[PlacedLine]] | None = None,
) -> Iterator[Block]:
    """Yield the paragraphs and tables of pages without their furniture; cells on the pages in `guessed` are uncertain.

    `traced` receives the lines of each paragraph of the body, by its block.
    """
    index = count()
    for page, line in furniture.heads:
        yield Paragraph(line.text, Location(next(index), page, bbox=line.bbox), part="header")
    pages = measures(contents)
    for together, run in groupby(_flow(contents, languages), key=type):
        if together is _FlowTable:
            grown = (flow_table.table for flow_table in run if isinstance(flow_table, _FlowTable))
            yield from (_table(table, next(index), guessed) for table in grown)
        else:
            placed = (line for line in run if isinstance(line, PlacedLine))
            for group in paragraphs(placed, pages, languages):
                block = next(index)
                if traced is not None:
                    traced[block] = group
                yield _paragraph(group, block)
    for page, line in furniture.numbers:
        yield Paragraph(line.text, Location(next(index), page, bbox=line.bbox), part="header")


def _flow(contents: Iterable[PageContent], languages: Languages) -> Iterator[PlacedLine | _FlowTable]:
    """Yield lines and tables in reading order; a table over a page break comes once."""
    pending: _FlowTable | None = None
    last: PageContent | None = None  # where it ends
    for content in contents:
        for entry in _ordered(content):
            flow_table = (
                _FlowTable(begin(entry), (entry,), (content.column,))
                if isinstance(entry, TablePiece)
                else None
            )
            if pending is not None and flow_table is not None and last is not None and last is not content:
                moved = last.column != content.column
                if _is_rest(pending.table, flow_table.table, languages, moved=moved):
                    table = stitch(pending.table, flow_table.table, languages)
                    pending = _FlowTable(
                        table, pending.pieces + flow_table.pieces, pending.columns + flow_table.columns
                    )
                    last = content
                    continue
            if pending is not None:
                yield from _settled(pending)
            pending, last = flow_table, content
            if isinstance(entry, TextLine):
                yield PlacedLine(content.number, entry, content.column)
    if pending is not None:
        yield from _settled(pending)


def _ordered(content: PageContent) -> Iterator[TextLine | TablePiece]:
    pieces = list(content.pieces)
    for line in content.lines:
        while pieces and pieces[0].bbox[1] <= line.baseline - line.size / 3:
            yield pieces.pop(0)
        yield line
    yield from pieces


def _is_rest(table: OpenTable, piece: OpenTable, languages: Languages, *, moved: bool) -> bool:
    return table.last >= piece.page - 1 and goes_on(table, piece, languages, moved=moved)


def _settled(flow_table: _FlowTable) -> Iterator[PlacedLine | _FlowTable]:
    """Yield a complete table; a frame around text yields its lines, and an empty grid nothing."""
    if _is_cut_frame(flow_table.pieces):
        yield from framed(flow_table.pieces, flow_table.columns)
    elif len(flow_table.table.cells) == 1:
        yield from framed(flow_table.pieces[:1], flow_table.columns)
    elif any(cell.text for cell in flow_table.table.cells):
        yield flow_table


def _is_cut_frame(pieces: tuple[TablePiece, ...]) -> bool:
    """Return whether pieces are one box that pages cut, without a rule at the cuts."""
    return all(len(piece.grid_cells) == 1 for piece in pieces) and all(
        upper.grid_cells[0].open_bottom and lower.grid_cells[0].open_top for upper, lower in pairwise(pieces)
    )


def _table(table: OpenTable, index: int, guessed: Container[int]) -> Table:
    cells = (
        cell if is_legible(cell.text) and cell.page not in guessed else replace(cell, certain=False)
        for cell in sorted(table.cells, key=attrgetter("row", "column"))
    )
    return Table(tuple(cells), Location(index, table.page, bbox=table.bbox))


def _paragraph(placed: list[PlacedLine], index: int) -> Paragraph:
    page = placed[0].page
    boxes = [one.line.bbox for one in placed if one.place == placed[0].place]
    bbox: BBox = (
        min(box[0] for box in boxes),
        min(box[1] for box in boxes),
        max(box[2] for box in boxes),
        max(box[3] for box in boxes),
    )
    return Paragraph(running(one.line.text for one in placed), Location(index, page, bbox=bbox))
