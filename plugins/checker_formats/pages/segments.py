"""Text on one line without wide gaps, and the spaces between columns of it."""

import re
from collections.abc import Iterable, Sequence
from math import inf
from operator import attrgetter
from typing import NamedTuple

from checker_formats.pages.lines import baseline_rows
from checker_formats.pages.page import Char

GAP = 0.8  # of the size; text further apart may belong to two columns
_SHARE = 0.12  # of the rows may cross the space between two columns
_NARROWEST = 2.0  # points between two columns
_NUMBER = re.compile(r"[-+−]?[\d,.，]*\d[%‰]?|[—–-]+|/")
_LEFT = attrgetter("x0")


class Segment(NamedTuple):
    """Text on one line without a wide gap in it."""

    x0: float
    x1: float
    top: float
    bottom: float
    size: float
    text: str

    @property
    def is_number(self) -> bool:
        return _NUMBER.fullmatch(self.text) is not None

    @property
    def middle(self) -> float:
        return (self.top + self.bottom) / 2


Row = list[Segment]


def segments(chars: Iterable[Char], gap: float) -> list[Row]:
    """Group characters into lines, and these into segments."""
    level = [char for char in chars if char.angle == 0 and not char.vertical and not char.text.isspace()]
    return [_cut(sorted(row, key=_LEFT), gap) for row in baseline_rows(level)] if level else []


def _cut(row: Sequence[Char], gap: float) -> Row:
    """Cut a line of characters where they stand far apart."""
    found: Row = []
    first, reached = 0, row[0].x1
    for place, char in enumerate(row):
        if char.x0 - reached > gap * char.size:
            found.append(_segment(row[first:place], reached))
            first, reached = place, char.x1
        elif char.x1 > reached:
            reached = char.x1
    found.append(_segment(row[first:], reached))
    return found


def _segment(part: Sequence[Char], right: float) -> Segment:
    texts, _x0, tops, _x1, bottoms, _feet, sizes, *_ = zip(*part, strict=True)
    return Segment(part[0].x0, right, min(tops), max(bottoms), max(sizes), "".join(texts))


def is_crossed(row: Row, x: float) -> bool:
    """Return whether text stands on both sides of a place."""
    return any(one.x0 < x - 1 and x + 1 < one.x1 for one in row)


def gutters(rows: Sequence[Row]) -> list[tuple[float, float]]:
    """Find the spaces that hardly any row crosses, with text on both sides."""
    telling = [row for row in rows if len(row) > 1]
    if not telling:
        return []
    most = max(map(len, telling))
    telling = [row for row in telling if len(row) > most / 2]  # heads that span columns show less
    edges = sorted(
        [(one.x0, 1) for row in telling for one in row] + [(one.x1, -1) for row in telling for one in row]
    )
    allowed = int(_SHARE * len(telling))
    found: list[tuple[float, float]] = []
    covered, begin = 0, -inf
    for x, change in edges:
        before, covered = covered, covered + change
        if before > allowed >= covered:
            begin = x
        elif before <= allowed < covered and begin > -inf and x - begin >= _NARROWEST:
            found.append((begin, x))
    return found
