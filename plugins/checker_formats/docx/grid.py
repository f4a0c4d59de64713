"""The grid of a table: the position of each cell after spans and merges."""

from bisect import bisect_right
from collections.abc import Sequence
from itertools import accumulate, pairwise
from typing import NamedTuple

from lxml.etree import _Element

from checker import Cell, Messages, dataclass
from checker_formats.docx.names import W, whole
from checker_formats.zip_package import too_large

_ = Messages(__package__)

# Word allows 63 columns; other programs a few hundred
COLUMNS_LIMIT = 1024
SLIVER = 40  # twips (2 points): too narrow for any character
SAME = 100  # twips (5 points): edges of rows that differ less are the same


@dataclass(slots=True)
class WordCell:
    """A cell of a row with its `w:tcW`.

    `merges` starts a vertical merge, `joins` continues one; `across` continues a horizontal one.
    """

    element: _Element
    text: str = ""
    span: int = 1
    width: _Element | None = None
    page: int | None = None
    merges: bool = False
    joins: bool = False
    across: bool = False
    shaded: bool = False
    certain: bool = True


class _WordRow(NamedTuple):
    cells: Sequence[WordCell]
    edges: Sequence[int]  # one more than cells: the start of each, and the end of the last
    after: int = 0
    start: int = 0


@dataclass(slots=True)
class _MergedCell:
    cell: WordCell
    row: int
    start: int
    stop: int
    rows: int = 1


class WordGrid:
    """Collect rows, then place their cells; a vertical merge continues only in the same grid columns.

    `widths` are those of the columns in twips. Where edges of rows differ by rounding, the grid has invisible
    columns: these are closed. Where the spans of rows contradict each other, the widths of cells decide.
    """

    def __init__(self, widths: Sequence[int] = ()) -> None:
        self.covered = 0  # texts in continued merged cells, which no program shows
        self._widths = widths
        self._rows: list[_WordRow] = []

    def add(self, cells: Sequence[WordCell], before: int = 0, after: int = 0, start: int = 0) -> int:
        """Add a row with columns free before and after its cells; return the number of columns.

        `start` is the width of the columns before it.
        """
        edges = tuple(accumulate((cell.span for cell in cells), initial=before))
        if edges[-1] > COLUMNS_LIMIT:
            raise too_large(_("a table has more than {limit} columns", limit=COLUMNS_LIMIT))
        start = start or sum(self._widths[:before])
        self._rows.append(_WordRow(cells, edges, after, start))
        return edges[-1]

    def cells(self) -> dict[Cell, _Element]:
        """Place the cells, each merged one once, and map them to their elements."""
        merged: list[_MergedCell] = []
        merging: dict[int, _MergedCell] = {}
        for number, row in enumerate(self._by_width() or self._by_span()):
            above, merging = merging, {}
            for cell, (start, stop) in zip(row.cells, pairwise(row.edges), strict=True):
                current = above.get(start) if cell.joins else None
                if current is not None and current.stop == stop:
                    current.rows += 1
                    self.covered += bool(cell.text.strip())
                else:
                    current = _MergedCell(cell, number, start, stop)
                    merged.append(current)
                if cell.merges or cell.joins:
                    merging[start] = current
        return {
            Cell(
                m.cell.text, m.row, m.start, m.rows, m.stop - m.start, m.cell.certain, m.cell.page
            ): m.cell.element
            for m in merged
        }

    def _by_span(self) -> list[_WordRow]:
        """Number the edges of cells by their spans; both edges of a closed column get the same number."""
        last = max((row.edges[-1] for row in self._rows), default=0)
        if min(self._widths, default=0) > SLIVER or len(self._widths) != last:
            return self._rows
        numbers = tuple(accumulate((width > SLIVER for width in self._widths), initial=0))
        rows = [row._replace(edges=[numbers[edge] for edge in row.edges]) for row in self._rows]
        return rows if _is_grid(rows) else self._rows

    def _by_width(self) -> list[_WordRow] | None:
        """Number the edges of cells by their widths; `None` if the spans are consistent or the widths are not."""
        totals = {row.edges[-1] + row.after for row in self._rows}
        most = max(totals, default=0)
        if len(totals | {len(self._widths) or most}) < 2:
            return None
        elements = [cell.width for row in self._rows for cell in row.cells]
        units = {element.get(f"{W}type", "dxa") for element in elements if element is not None}
        widths = [[extent(cell.width) for cell in row.cells] for row in self._rows]
        if len(units) != 1 or (units == {"pct"} and any(row.start for row in self._rows)):
            return None
        if any(width <= SLIVER for row in widths for width in row):
            return None
        places = [
            list(accumulate(own, initial=row.start)) for row, own in zip(self._rows, widths, strict=True)
        ]
        edges = sorted({place for row in places for place in row})
        starts = [edge for before, edge in pairwise([-SAME - 1, *edges]) if edge - before > SAME]
        if len(starts) - 1 > max(most, len(self._widths)):
            return None
        numbers = {edge: bisect_right(starts, edge) - 1 for edge in edges}
        rows = [
            row._replace(edges=[numbers[place] for place in own])
            for row, own in zip(self._rows, places, strict=True)
        ]
        complete = all(row.after or row.edges[-1] == len(starts) - 1 for row in rows)
        return rows if complete and _is_grid(rows) else None


def _is_grid(rows: Sequence[_WordRow]) -> bool:
    """Return whether every cell spans at least one column."""
    return all(left < right for row in rows for left, right in pairwise(row.edges))


def extent(width: _Element | None) -> int:
    """Read a width in twips or fiftieths of a percent; 0 if it is unknown."""
    if width is None or width.get(f"{W}type", "dxa") not in {"dxa", "pct"}:
        return 0
    number, percent, _rest = width.get(f"{W}w", "").partition("%")
    return whole(number.partition(".")[0], 0) * (50 if percent else 1)
