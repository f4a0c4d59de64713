"""The upright rules between aligned columns, and the merged cells among them."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from functools import cached_property
from itertools import pairwise
from math import inf

from checker import dataclass
from checker_formats.pages.rulings import Stroke
from checker_formats.pages.segments import Row, Segment, is_crossed

_SAME = 5.0  # points; rules of one table begin and end together
_MIDDLE, _MIDDLE_SHARE = 3.0, 0.05  # points, and of a cell's width, by which its text may be off its middle


@dataclass(frozen=True)
class AlignedGrid:
    """A grid whose columns and rows are known, and the text in it."""

    columns: list[float]
    rows: list[float]
    level: list[Stroke]
    text: list[Row]

    def walls(self) -> Iterator[Stroke]:
        """Yield the upright rules between columns, but for those in merged cells."""
        merged = set(self._merged())
        for place, x in enumerate(self.columns[1:-1], 1):
            for row, (top, bottom) in enumerate(pairwise(self.rows)):
                if (row, place) not in merged:
                    yield Stroke(x, top, bottom)

    def _merged(self) -> Iterator[tuple[int, int]]:
        """Yield the walls that text crosses, and those in cells of the head whose text stands in their middle."""
        heads = self._heads()
        for row in range(len(self.rows) - 1):
            column = 0
            while column < len(self.columns) - 1:
                extent = self._rows_of(row, column)
                stop = column + 1
                while stop < len(self.columns) - 1 and self._rows_of(row, stop) == extent:
                    stop += 1
                yield from (
                    (row, wall)
                    for wall in self._inner(extent, column, stop, head=heads.issuperset(range(*extent)))
                )
                column = stop

    def _heads(self) -> set[int]:
        """List the rows without numbers above the first with numbers, and those right above another."""
        counted = [
            any(one.is_number for one in self._within((row, row + 1), -inf, inf))
            for row in range(len(self.rows) - 1)
        ]
        first = counted.index(True) if True in counted else len(counted)
        following = zip(range(len(counted)), counted, counted[1:], strict=False)
        return {*range(first), *(row for row, own, below in following if below and not own)}

    def _rows_of(self, row: int, column: int) -> tuple[int, int]:
        """Return the rows that a column does not divide around a row."""
        drawn = self._drawn[column]
        first, last = row, row + 1
        while first > 0 and self.rows[first] not in drawn:
            first -= 1
        while last < len(self.rows) - 1 and self.rows[last] not in drawn:
            last += 1
        return first, last

    @cached_property
    def _drawn(self) -> list[set[float]]:
        """The positions of the level rules over the middle of each column."""
        middles = [(left + right) / 2 for left, right in pairwise(self.columns)]
        found: list[set[float]] = [set() for _column in middles]
        for one in self.level:
            over = bisect_right(middles, one.start - _SAME), bisect_left(middles, one.end + _SAME)
            for column in range(*over):
                found[column].add(one.position)
        return found

    @cached_property
    def _in_row(self) -> list[list[Segment]]:
        found: list[list[Segment]] = [[] for _row in self.rows]
        for one in (one for row in self.text for one in row):
            found[bisect_right(self.rows, one.middle) - 1].append(one)  # the last holds what is outside
        return found

    def _within(self, extent: tuple[int, int], left: float, right: float) -> list[Segment]:
        return [
            one
            for row in self._in_row[slice(*extent)]
            for one in row
            if self.rows[extent[0]] < one.middle and left < (one.x0 + one.x1) / 2 < right
        ]

    def _inner(self, extent: tuple[int, int], start: int, stop: int, *, head: bool) -> list[int]:
        """List the walls from column `start` to `stop` that are not there."""
        texts = self._within(extent, self.columns[start], self.columns[stop])
        crossed = [wall for wall in range(start + 1, stop) if is_crossed(texts, self.columns[wall])]
        found = blocks(texts)
        if not 0 < len(found) < stop - start:
            return crossed
        kept = partition(self.columns[start : stop + 1], found, gaps=not head)
        if kept is None:
            return crossed
        return [wall for wall in range(start + 1, stop) if wall - start not in kept]


def blocks(texts: Iterable[Segment]) -> list[tuple[float, float]]:
    """Bring segments together that overlap across, as the lines of one cell do."""
    found: list[tuple[float, float]] = []
    for one in sorted(texts):
        if found and one.x0 < found[-1][1]:
            found[-1] = found[-1][0], max(found[-1][1], one.x1)
        else:
            found.append((one.x0, one.x1))
    return found


def partition(edges: Sequence[float], texts: Sequence[tuple[float, float]], *, gaps: bool) -> set[int] | None:
    """Merge columns into cells so that each block of text stands in the middle of one.

    With `gaps`, columns may stay empty, and all blocks must be in the middle; `None` where they are not.
    """
    count, width = len(texts), len(edges) - 1
    best: dict[tuple[int, int], tuple[float, int, tuple[int, ...]]] = {(0, 0): (0.0, 0, ())}
    for stop in range(1, width + 1):
        for block in range(count + 1):
            choices = []
            if gaps and (block, stop - 1) in best:
                cost, cells, cuts = best[block, stop - 1]
                choices.append((cost, cells - 1, (*cuts, stop)))
            for start in range(stop) if block else ():
                if (block - 1, start) in best:
                    cost, cells, cuts = best[block - 1, start]
                    off = _off(edges[start], edges[stop], *texts[block - 1])
                    if gaps and off > _MIDDLE + _MIDDLE_SHARE * (edges[stop] - edges[start]):
                        continue
                    choices.append((cost + round(off), cells - 1, (*cuts, stop)))
            if choices:
                best[block, stop] = min(choices)
    return set(best[count, width][2][:-1]) if (count, width) in best else None


def _off(left: float, right: float, x0: float, x1: float) -> float:
    """Return how badly text fits a cell: off its middle, or out of it."""
    outside = max(left - x0, 0.0) + max(x1 - right, 0.0)
    return abs(left + right - x0 - x1) / 2 + 10 * outside
