"""The grid of a table: where each cell stands once rows, spans and merges are counted out."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import accumulate, pairwise
from typing import NamedTuple

from checker import Cell, Messages
from checker_formats.docx.package import too_large

_ = Messages(__package__)

# Word allows 63 columns; other programs write a few hundred
COLUMNS_LIMIT = 1024
SLIVER = 40  # twips, 2 points: no character fits into such a column


@dataclass(slots=True)
class Slot:
    """A cell as its row has it; `joins` says that it goes on from the cell above."""

    text: str
    span: int
    page: int | None
    merges: bool = False
    joins: bool = False


class _Row(NamedTuple):
    slots: Sequence[Slot]
    edges: tuple[int, ...]  # one more than slots: where each begins, and where the last ends


@dataclass(slots=True)
class _Draft:
    slot: Slot
    row: int
    start: int
    stop: int
    rows: int = 1


class Grid:
    """Gather row after row, then place their cells; one goes on downwards only in its own grid columns.

    `widths` are the columns' in twips. Rows drawn by hand or rounded by a program miss one another by a hair,
    which gives the grid a column that nobody sees: such columns are closed.
    """

    def __init__(self, widths: Sequence[int] = ()) -> None:
        self.covered = 0  # texts that no program shows: they stand in the lower cells of a merged one
        self._widths = widths
        self._rows: list[_Row] = []

    def add(self, slots: Sequence[Slot], skipped: int = 0) -> int:
        """Take a row that leaves `skipped` columns free at its start; return the columns it reaches over."""
        edges = tuple(accumulate((slot.span for slot in slots), initial=skipped))
        if edges[-1] > COLUMNS_LIMIT:
            raise too_large(_("a table has more than {limit} columns", limit=COLUMNS_LIMIT))
        self._rows.append(_Row(slots, edges))
        return edges[-1]

    def cells(self) -> tuple[Cell, ...]:
        """Place the cells, each merged one once."""
        edges = self._edges()
        drafts: list[_Draft] = []
        merging: dict[int, _Draft] = {}
        for number, row in enumerate(self._rows):
            above, merging = merging, {}
            for slot, left, right in zip(row.slots, row.edges, row.edges[1:], strict=False):
                start, stop = edges[left], edges[right]
                draft = above.get(start) if slot.joins else None
                if draft is not None and draft.stop == stop:
                    draft.rows += 1
                    self.covered += bool(slot.text.strip())
                else:
                    draft = _Draft(slot, number, start, stop)
                    drafts.append(draft)
                if slot.merges or slot.joins:
                    merging[start] = draft
        return tuple(
            Cell(d.slot.text, d.row, d.start, d.rows, d.stop - d.start, page=d.slot.page) for d in drafts
        )

    def _edges(self) -> Sequence[int]:
        """Number the edges between columns; those of a closed column get one number."""
        last = max((row.edges[-1] for row in self._rows), default=0)
        if min(self._widths, default=0) > SLIVER:
            return range(last + 1)
        edges = tuple(accumulate((width > SLIVER for width in self._widths), initial=0))
        fits = len(edges) == last + 1 and all(
            edges[left] < edges[right] for row in self._rows for left, right in pairwise(row.edges)
        )
        return edges if fits else range(last + 1)
