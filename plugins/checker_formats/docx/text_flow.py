"""The text flow of a part (the body, a note, a header): paragraphs and tables in reading order."""

from collections.abc import Iterator
from dataclasses import dataclass

from lxml.etree import _Element

from checker import Cell, Messages, Note
from checker_formats.docx.grid import COLUMNS_LIMIT, WordCell, WordGrid
from checker_formats.docx.names import MC, VAL, W, inside, value, whole
from checker_formats.docx.package import too_large
from checker_formats.docx.paragraphs import ParagraphReader, WordParagraph
from checker_formats.docx.pictures import branch
from checker_formats.docx.runs import RunReader

_ = Messages(__package__)

# the grid takes memory per place; the largest real tables have some ten thousand
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
class TableGroup:
    """The cells of a table and of the tables nested in it, the outer one first."""

    cells: tuple[tuple[Cell, ...], ...]


class TextFlow:
    """Read the content of a part once; notes are collected by its runs.

    In a `flat` flow tables are read as paragraphs.
    """

    def __init__(self, lines: ParagraphReader, runs: RunReader, *, flat: bool = False) -> None:
        self._flat = flat
        self._lines = lines
        self._runs = runs
        self._places = 0

    def read(self, parent: _Element) -> Iterator[WordParagraph | TableGroup]:
        """Read the content of an element in order."""
        yield from self._content(parent)
        rest = self._lines.rest()
        if rest is not None:
            yield rest

    def _content(self, parent: _Element) -> Iterator[WordParagraph | TableGroup]:
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

    def _table(self, table: _Element) -> Iterator[WordParagraph | TableGroup]:
        rows = [
            (skipped, list(self._inside(row, _CELL)))
            for row in self._inside(table, _ROW)
            if (skipped := _skipped(row)) is not None
        ]
        if len(rows) == 1 and _is_frame(rows[0][1]):
            yield from self._content(rows[0][1][0])
            return
        grid, inner = WordGrid(_widths(table)), list[tuple[Cell, ...]]()
        for skipped, cells in rows:
            self._places += grid.add(self._row(cells, inner), skipped)
            if self._places > PLACES_LIMIT:
                raise too_large(_("the tables have more than {limit} cells", limit=PLACES_LIMIT))
        placed = grid.cells()
        self._runs.hidden += grid.covered
        if placed:
            yield TableGroup((placed, *inner))

    def _row(self, elements: list[_Element], inner: list[tuple[Cell, ...]]) -> list[WordCell]:
        cells: list[WordCell] = []
        first_page = last_page = self._runs.page
        for element in elements:
            shape = _shape(element)
            if shape is None:
                continue
            span, down, across = shape
            self._runs.page = first_page  # cells of a row are side by side: each may continue over a page
            lines = self._lines_of(element, inner)
            last_page = max(last_page, self._runs.page)
            text = "\n".join([line.text for line in lines])
            if across == "continue" and cells:
                cells[-1].span += span
                self._runs.hidden += bool(text)
            else:
                page = lines[0].page if lines else None
                cells.append(WordCell(text, span, page, down == "restart", down == "continue"))
        self._runs.page = last_page
        return cells

    def _lines_of(self, cell: _Element, inner: list[tuple[Cell, ...]]) -> list[WordParagraph]:
        lines: list[WordParagraph] = []
        for content in self._content(cell):
            if isinstance(content, WordParagraph):
                lines.append(content)
            else:
                inner.extend(content.cells)
        return lines

    def _inside(self, parent: _Element, tag: str) -> Iterator[_Element]:
        """Iterate over the rows of a table or the cells of a row, also in content controls."""
        for element in parent:
            if element.tag == tag:
                yield element
            elif element.tag not in _SKIPPED and element.tag not in {_TABLE, _PARAGRAPH}:
                chosen = self._chosen(element)
                if chosen is not None:
                    yield from self._inside(chosen, tag)


def _is_frame(cells: list[_Element]) -> bool:
    """Return whether the only cell of a table is a frame around other tables."""
    return len(cells) == 1 and next(cells[0].iter(_TABLE), None) is not None


def _widths(table: _Element) -> list[int]:
    columns = table.iterfind(f"{W}tblGrid/{W}gridCol")
    return [whole(column.get(f"{W}w"), 0) for column in columns]


def _skipped(row: _Element) -> int | None:
    """Count the free columns at the start of a row; `None` for a deleted row."""
    properties = inside(next(row.iterchildren(_ROW_PROPERTIES), None))
    if f"{W}del" in properties:
        return None
    return whole(value(properties.get(f"{W}gridBefore")), 0, most=COLUMNS_LIMIT + 1)


def _shape(cell: _Element) -> tuple[int, str, str] | None:
    """Read the column span of a cell, and its vertical and horizontal merge.

    Merges are "restart", "continue" or ""; `None` for a deleted cell.
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
