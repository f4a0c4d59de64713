"""Rows whose cells stand in the middle of their height: which lines belong to which."""

from bisect import bisect
from collections.abc import Sequence

from checker_formats.pages.segments import Row

_OFF = 0.35  # of the size, by which the lines of a cell may be off the middle of its row


def centred_rows(lines: Sequence[Row], walls: Sequence[float]) -> list[list[Row]] | None:
    """Divide lines into rows so that those of each cell stand around the middle of its row; `None` if they do not.

    The middles are the lines with text in the first column and in half of all. Rows whose cells all begin with their
    first line are none of these.
    """
    anchors = [row for row in lines if row[0].x1 < walls[0] and 2 * len(row) > len(walls)]
    if len(anchors) < 2 or len(anchors) == len(lines):
        return None
    middles = [row[0].middle for row in anchors]
    row_of: dict[int, int] = {}
    above = False
    for column in range(len(walls) + 1):
        places = [
            place
            for place, row in enumerate(lines)
            if any(_column(one.x0, one.x1, walls) == column for one in row)
        ]
        heights = [
            next(one.middle for one in lines[place] if _column(one.x0, one.x1, walls) == column)
            for place in places
        ]
        groups = _around(heights, middles, _OFF * lines[0][0].size)
        if groups is None:
            return None
        for place, group in zip(places, groups, strict=True):
            if row_of.setdefault(place, group) != group:
                return None  # a line through two rows
            above |= lines[place][0].middle < middles[group] - 1
    owners = [row_of[place] for place in range(len(lines))]
    if not above or owners != sorted(owners):
        return None
    return [
        [row for row, owner in zip(lines, owners, strict=True) if owner == group]
        for group in range(len(anchors))
    ]


def _column(x0: float, x1: float, walls: Sequence[float]) -> int:
    return bisect(walls, (x0 + x1) / 2)


def _around(heights: Sequence[float], middles: Sequence[float], off: float) -> list[int] | None:
    """Return the row of each line of a column, so that the lines of each row stand around its middle."""
    found: list[int] = []
    for group, middle in enumerate(middles):
        start = len(found)
        stops = range(start + 1, len(heights) + 1)
        stop = next((s for s in stops if abs((heights[start] + heights[s - 1]) / 2 - middle) < off), start)
        found += [group] * (stop - start)
    return found if len(found) == len(heights) else None
