"""The grid of a table: the position of each cell after spans and merges."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import accumulate, pairwise
from typing import NamedTuple

from checker import Cell, Messages
from checker_formats.docx.package import too_large

_ = Messages(__package__)

# Word allows 63 columns; other programs a few hundred
COLUMNS_LIMIT = 1024
SLIVER = 40  # twips (2 points): too narrow for any character


@dataclass(slots=True)
class WordCell:
    """A cell of a row: `merges` starts a vertical merge, `joins` continues one."""

    text: str
    span: int
    page: int | None
    merges: bool = False
    joins: bool = False


class _WordRow(NamedTuple):
    cells: Sequence[WordCell]
    edges: tuple[int, ...]  # one more than cells: the start of each, and the end of the last


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
    columns: these are closed.
    """

    def __init__(self, widths: Sequence[int] = ()) -> None:
        self.covered = 0  # texts in continued merged cells, which no program shows
        self._widths = widths
        self._rows: list[_WordRow] = []

    def add(self, cells: Sequence[WordCell], skipped: int = 0) -> int:
        """Add a row with `skipped` columns free at its start; return the number of columns."""
        edges = tuple(accumulate((cell.span for cell in cells), initial=skipped))
        if edges[-1] > COLUMNS_LIMIT:
            raise too_large(_("a table has more than {limit} columns", limit=COLUMNS_LIMIT))
        self._rows.append(_WordRow(cells, edges))
        return edges[-1]

    def cells(self) -> tuple[Cell, ...]:
        """Place the cells, each merged one once."""
        edges = self._edges()
        merged: list[_MergedCell] = []
        merging: dict[int, _MergedCell] = {}
        for number, row in enumerate(self._rows):
            above, merging = merging, {}
            for cell, left, right in zip(row.cells, row.edges, row.edges[1:], strict=False):
                start, stop = edges[left], edges[right]
                current = above.get(start) if cell.joins else None
                if current is not None and current.stop == stop:
                    current.rows += 1
                    self.covered += bool(cell.text.strip())
                else:
                    current = _MergedCell(cell, number, start, stop)
                    merged.append(current)
                if cell.merges or cell.joins:
                    merging[start] = current
        return tuple(
            Cell(d.cell.text, d.row, d.start, d.rows, d.stop - d.start, page=d.cell.page) for d in merged
        )

    def _edges(self) -> Sequence[int]:
        """Number the edges between columns; both edges of a closed column get the same number."""
        last = max((row.edges[-1] for row in self._rows), default=0)
        if min(self._widths, default=0) > SLIVER:
            return range(last + 1)
        edges = tuple(accumulate((width > SLIVER for width in self._widths), initial=0))
        fits = len(edges) == last + 1 and all(
            edges[left] < edges[right] for row in self._rows for left, right in pairwise(row.edges)
        )
        return edges if fits else range(last + 1)
