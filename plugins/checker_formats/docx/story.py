"""A story of a document (its body, a note, a header): its paragraphs and tables in reading order."""

from collections.abc import Iterator
from dataclasses import dataclass

from lxml.etree import _Element

from checker import Cell, Messages, Note
from checker_formats.docx.grid import COLUMNS_LIMIT, Grid, Slot
from checker_formats.docx.lines import Line, Lines
from checker_formats.docx.names import MC, VAL, W, inside, value, whole
from checker_formats.docx.package import too_large
from checker_formats.docx.pictures import branch
from checker_formats.docx.runs import Runs

_ = Messages(__package__)

# a grid is held in memory place by place; the largest honest tables have some ten thousands
PLACES_LIMIT = 500_000

_PARAGRAPH, _TABLE, _ROW, _CELL, _CONTROL = (f"{W}{name}" for name in ("p", "tbl", "tr", "tc", "sdt"))
_ROW_PROPERTIES, _CELL_PROPERTIES = f"{W}trPr", f"{W}tcPr"
_SPAN, _DOWN, _ACROSS, _DELETED = (f"{W}{name}" for name in ("gridSpan", "vMerge", "hMerge", "cellDel"))
_ALTERNATIVES = f"{MC}AlternateContent"
_SKIPPED = frozenset(
    f"{W}{name}"
    for name in (
        "sectPr",
        "del",
        "moveFrom",
        "sdtPr",
        "sdtEndPr",
        "tblPr",
        "tblPrEx",
        "tblGrid",
        "tcPr",
        "trPr",
    )
)
_EMBEDDED = frozenset({f"{W}altChunk", f"{W}subDoc"})


@dataclass(frozen=True, slots=True)
class Tables:
    """A table's cells, and those of the tables inside it, the outer one first."""

    cells: tuple[tuple[Cell, ...], ...]


class Story:
    """Walk once through a story; notes on what was not read gather in its runs.

    A `flat` story has no tables of its own: their paragraphs are read one by one.
    """

    def __init__(self, lines: Lines, runs: Runs, *, flat: bool = False) -> None:
        self._flat = flat
        self._lines = lines
        self._runs = runs
        self._places = 0

    def read(self, parent: _Element) -> Iterator[Line | Tables]:
        """Read what stands in an element, in its order."""
        yield from self._content(parent)
        rest = self._lines.rest()
        if rest is not None:
            yield rest

    def _content(self, parent: _Element) -> Iterator[Line | Tables]:
        for element in parent:
            tag = element.tag
            if tag == _PARAGRAPH:
                line = self._lines.read(element)
                if line is not None:
                    yield line
            elif tag in _SKIPPED:
                continue
            elif tag == _TABLE and not self._flat:
                yield from self._table(element)
            elif tag in _EMBEDDED:
                self._runs.notes.append(Note("embedded", _("an embedded document was not read"), lost=True))
            else:
                chosen = self._chosen(element)
                if chosen is not None:
                    yield from self._content(chosen)

    def _chosen(self, element: _Element) -> _Element | None:
        if element.tag == _CONTROL:
            self._runs.control(element)
        return branch(element) if element.tag == _ALTERNATIVES else element

    def _table(self, table: _Element) -> Iterator[Line | Tables]:
        rows = [
            (skipped, list(self._inside(row, _CELL)))
            for row in self._inside(table, _ROW)
            if (skipped := _skipped(row)) is not None
        ]
        if len(rows) == 1 and _is_frame(rows[0][1]):
            yield from self._content(rows[0][1][0])
            return
        grid, inner = Grid(_widths(table)), list[tuple[Cell, ...]]()
        for skipped, cells in rows:
            self._places += grid.add(self._row(cells, inner), skipped)
            if self._places > PLACES_LIMIT:
                raise too_large(_("the tables have more than {limit} cells", limit=PLACES_LIMIT))
        placed = grid.cells()
        self._runs.hidden += grid.covered
        if placed:
            yield Tables((placed, *inner))

    def _row(self, cells: list[_Element], inner: list[tuple[Cell, ...]]) -> list[Slot]:
        slots: list[Slot] = []
        first_page = last_page = self._runs.page
        for element in cells:
            shape = _shape(element)
            if shape is None:
                continue
            span, down, across = shape
            self._runs.page = first_page  # cells of a row stand side by side: each may go on over a page
            lines = self._lines_of(element, inner)
            last_page = max(last_page, self._runs.page)
            text = "\n".join([line.text for line in lines])
            if across == "continue" and slots:
                slots[-1].span += span
                self._runs.hidden += bool(text)
            else:
                page = lines[0].page if lines else None
                slots.append(Slot(text, span, page, down == "restart", down == "continue"))
        self._runs.page = last_page
        return slots

    def _lines_of(self, cell: _Element, inner: list[tuple[Cell, ...]]) -> list[Line]:
        lines: list[Line] = []
        for content in self._content(cell):
            if isinstance(content, Line):
                lines.append(content)
            else:
                inner.extend(content.cells)
        return lines

    def _inside(self, parent: _Element, tag: str) -> Iterator[_Element]:
        """Find the rows of a table or the cells of a row, in content controls too."""
        for element in parent:
            if element.tag == tag:
                yield element
            elif element.tag not in _SKIPPED and element.tag not in {_TABLE, _PARAGRAPH}:
                chosen = self._chosen(element)
                if chosen is not None:
                    yield from self._inside(chosen, tag)


def _is_frame(cells: list[_Element]) -> bool:
    """Tell whether the cells of a table's only row are one that frames a page: it holds a table itself."""
    return len(cells) == 1 and next(cells[0].iter(_TABLE), None) is not None


def _widths(table: _Element) -> list[int]:
    columns = table.iterfind(f"{W}tblGrid/{W}gridCol")
    return [whole(column.get(f"{W}w"), 0) for column in columns]


def _skipped(row: _Element) -> int | None:
    """Count the columns that a row leaves free at its start; `None` for a deleted row."""
    properties = inside(next(row.iterchildren(_ROW_PROPERTIES), None))
    if f"{W}del" in properties:
        return None
    return whole(value(properties.get(f"{W}gridBefore")), 0, most=COLUMNS_LIMIT + 1)


def _shape(cell: _Element) -> tuple[int, str, str] | None:
    """Read how many columns a cell spans, and whether it is merged downwards and across.

    Merges are "restart", "continue" or ""; a deleted cell has no shape.
    """
    span, down, across = 1, "", ""
    properties = cell[0] if len(cell) else None
    if properties is None or properties.tag != _CELL_PROPERTIES:
        return span, down, across
    for element in properties:
        tag = element.tag
        if tag == _SPAN:
            span = whole(element.get(VAL), 1, least=1, most=COLUMNS_LIMIT + 1)
        elif tag == _DELETED:
            return None
        elif tag == _DOWN:
            down = "restart" if element.get(VAL) == "restart" else "continue"
        elif tag == _ACROSS:
            across = "restart" if element.get(VAL) == "restart" else "continue"
    return span, down, across
