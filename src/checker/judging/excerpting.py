"""Excerpts made of a document: the paragraphs with findings, and of tables the rows that they concern."""

from bisect import bisect_right
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import field
from itertools import islice

from checker.documents.document import Cell, Document, Location, Paragraph, Table
from checker.forms.filing import Filing
from checker.judging.excerpts import (
    MOST_COLUMNS,
    MOST_ROWS,
    CellExcerpt,
    SectionExcerpt,
    TableExcerpt,
    TextExcerpt,
)
from checker.judging.reports import Finding
from checker.lazy_dataclasses import dataclass
from checker.text import fold

_MOST_SECTIONS, _MOST_BLOCKS = 100, 300  # of a report
_HEADING = 120  # characters of a heading
_WHOLE = 400  # characters: a paragraph of this length is quoted whole
_AROUND = 120  # characters on both sides of what is quoted of a longer one
_STRETCHES = 3  # of one paragraph
_CELL = 160  # characters of a cell
_MOST_STUB = 6  # columns that name rows
_NOTHING = " 0.-—–/"
_FIRST = 3  # rows that are shown where a finding concerns a whole table

_Span = tuple[int, int]  # of characters, from and up to
_Position = tuple[int, int, int]


@dataclass(frozen=True, slots=True)
class TableLayout:
    """Which rows of a table name columns, and how many columns name rows."""

    heads: tuple[int, ...]
    stub: int


@dataclass
class _Place:
    """What findings concern in one block: characters of texts by row and column, and rows that are added up."""

    spans: dict[tuple[int | None, int | None], list[_Span]] = field(default_factory=dict)
    related: list[Location] = field(default_factory=list)


def excerpts(
    filing: Filing,
    document: Document,
    findings: Sequence[Finding],
    original: Callable[[Location], Location] = lambda location: location,
) -> tuple[SectionExcerpt, ...]:
    """Make the excerpts of a filing that was read from a document; findings have their places in the document.

    `original` maps places of the filing to those in the document.
    """
    layouts = {} if filing.document is not document else dict(_layouts(filing))
    headings = {_position(at): (heading, at) for heading, at in _headings(filing, original)}
    starts = sorted(headings)[:_MOST_SECTIONS]
    sections: list[dict[int, _Place]] = [{} for _start in range(len(starts) + 1)]
    for finding in findings:
        _add(finding, document, sections, starts)
    left = _MOST_BLOCKS
    made = []
    for start, places in zip((None, *starts), sections, strict=True):
        shown = dict(islice(sorted(places.items()), left))
        left -= len(shown)
        heading, at = headings[start] if start is not None else ("", None)
        made.append(SectionExcerpt(heading, at, *_drawn(document, shown, layouts)))
    return tuple(made)


def _position(at: Location) -> _Position:
    return at.block, -1 if at.row is None else at.row, -1 if at.column is None else at.column


def _headings(filing: Filing, original: Callable[[Location], Location]) -> Iterator[tuple[str, Location]]:
    outline = filing.outline
    outermost = [section for section in (*outline.sections, *outline.repeats) if not section.within]
    for section in outermost:
        yield section.heading.paragraph.text[:_HEADING], original(section.heading.paragraph.location)


def _layouts(filing: Filing) -> Iterator[tuple[int, TableLayout]]:
    """Yield the blocks of prescribed tables with what names their rows and columns."""
    for found in (found for occurrences in filing.occurrences.values() for found in occurrences):
        extra = {label.location.row for label in found.extra_rows}
        for piece in found.pieces:
            block = piece.location.block
            cells = [bound.cell for bound in found.cells.values() if bound.location.block == block]
            if cells:
                bound = {row for cell in cells for row in cell.rows}
                heads = (row for row in range(max(bound)) if row not in bound and row not in extra)
                yield block, TableLayout(tuple(heads), min(cell.column for cell in cells))


def _add(
    finding: Finding, document: Document, sections: Sequence[dict[int, _Place]], starts: Sequence[_Position]
) -> None:
    """Enter the places of a finding into its sections."""
    problem = finding.problem

    def place(at: Location) -> _Place | None:
        if not 0 <= at.block < len(document.blocks):
            return None
        section = sections[bisect_right(starts, _position(at))]
        return section.setdefault(at.block, _Place())

    edited: set[Location] = set()
    for edit in (edit for edit in problem.edits if not edit.adds):
        if (found := place(edit.location)) is not None:
            span = edit.start, edit.stop
            found.spans.setdefault((edit.location.row, edit.location.column), []).append(span)
            edited.add(edit.location)
    at = problem.location
    if (
        at is not None
        and at not in edited
        and not any(edit.adds for edit in problem.edits)
        and (found := place(at)) is not None
    ):
        quote = problem.actual.strip() if isinstance(problem.actual, str) and not problem.target else ""
        span = _quoted(_text(document, at), quote)
        found.spans.setdefault((at.row, at.column), []).append(span)
    for cell in problem.cells:
        section = sections[bisect_right(starts, _position(cell))]
        section.setdefault(cell.block, _Place()).related.append(cell)


def _quoted(text: str, quote: str) -> _Span:
    start = max(text.find(quote), 0)
    return start, start + len(quote)


def _text(document: Document, at: Location) -> str:
    block = document.blocks[at.block]
    if isinstance(block, Paragraph):
        return block.text
    cell = block.at(at.row, at.column) if at.row is not None and at.column is not None else None
    return cell.text if cell is not None else ""


def _drawn(
    document: Document, places: Mapping[int, _Place], layouts: Mapping[int, TableLayout]
) -> tuple[tuple[TextExcerpt, ...], tuple[TableExcerpt, ...]]:
    texts: list[TextExcerpt] = []
    tables: list[TableExcerpt] = []
    for number, place in places.items():
        block = document.blocks[number]
        spans = [span for found in place.spans.values() for span in found]
        if isinstance(block, Paragraph):
            texts += _stretches(block, spans) if spans else ()
        elif spans and block.cells:
            tables.append(_table(block, place, layouts.get(number) or _guessed(block)))
    return tuple(texts), tuple(tables)


def _stretches(paragraph: Paragraph, spans: Iterable[_Span]) -> Iterator[TextExcerpt]:
    text, length = paragraph.text, len(paragraph.text)
    if length <= _WHOLE:
        yield TextExcerpt(paragraph.location, text, 0, length)
        return
    wide: list[_Span] = []
    for start, stop in sorted(spans):
        first, last = max(start - _AROUND, 0), min(min(stop, start + _WHOLE) + _AROUND, length)
        if wide and first <= wide[-1][1]:
            wide[-1] = wide[-1][0], max(last, wide[-1][1])
        else:
            wide.append((first, last))
    for first, last in wide[:_STRETCHES]:
        yield TextExcerpt(paragraph.location, text[first:last], first, length)


def _guessed(table: Table) -> TableLayout:
    """Take the first row of a table that no form prescribes for its head."""
    return TableLayout((0,) if table.height > 1 else (), 0)


def _table(table: Table, place: _Place, layout: TableLayout) -> TableExcerpt:
    stub = min(layout.stub, _MOST_STUB)
    rows = _rows(table, place, layout)
    related = (at.column for at in place.related if at.row in rows)
    columns = _columns(table, [column for _row, column in place.spans], related, stub)
    shown = dict.fromkeys(table.at(row, column) for row in rows for column in columns)
    cells = tuple(
        _cell(cell, place.spans.get((cell.row, cell.column), ())) for cell in shown if cell is not None
    )
    heads = tuple(row for row in rows if row in set(layout.heads))
    return TableExcerpt(table.location, rows, columns, heads, stub, table.height, table.width, cells)


def _cell(cell: Cell, spans: Sequence[_Span]) -> CellExcerpt:
    length = len(cell.text)
    first = max(min(spans)[0] - _CELL // 2, 0) if spans and length > _CELL else 0
    text = cell.text[first : first + _CELL]
    return CellExcerpt(cell.row, cell.column, cell.row_span, cell.column_span, text, first, length)


def _rows(table: Table, place: _Place, layout: TableLayout) -> tuple[int, ...]:
    """Choose the rows of findings, then those that are added up, each with the head above it."""
    own = [row for row, _column in place.spans if row is not None]
    whole = range(len(own) < len(place.spans) and _FIRST + len(layout.heads))
    chosen: set[int] = set()
    added = (at.row for at in place.related if at.row is not None and _counts(table, at))
    for row in (*own, *whole, *added):
        if 0 <= row < table.height:
            needed = {row, *_heads_above(row, layout.heads)}
            if len(chosen | needed) <= MOST_ROWS:
                chosen |= needed
    return tuple(sorted(chosen))


def _counts(table: Table, at: Location) -> bool:
    """Return whether a cell that is added up says something else than nothing or zero."""
    cell = table.at(at.row, at.column) if at.row is not None and at.column is not None else None
    return cell is not None and bool(fold(cell.text).strip(_NOTHING))


def _heads_above(row: int, heads: Sequence[int]) -> Iterator[int]:
    """Iterate over the run of head rows next above a row, upwards."""
    at = bisect_right(heads, row) - 1
    last = heads[at] if at >= 0 else -1
    while at >= 0 and heads[at] == last:
        yield last
        at, last = at - 1, last - 1


def _columns(
    table: Table, own: Iterable[int | None], related: Iterable[int | None], stub: int
) -> tuple[int, ...]:
    """Choose all columns, or of a wide table those that name rows, those of findings and those that are added up."""
    if table.width <= MOST_COLUMNS:
        return tuple(range(table.width))
    wanted = (*range(stub), *own, *related, *range(table.width))
    chosen = dict.fromkeys(column for column in wanted if column is not None and 0 <= column < table.width)
    return tuple(sorted(islice(chosen, MOST_COLUMNS)))
