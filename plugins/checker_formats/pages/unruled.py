"""Text that is set out in columns where no rule is drawn.

What cannot be split into cells is returned as text that was not read.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import median

from checker import Languages
from checker_formats.pages.alignment import Region, with_columns
from checker_formats.pages.page import Char
from checker_formats.pages.rulings import RulingGroup, Stroke
from checker_formats.pages.segments import Row, gutters, segments

_WIDE = 1.2  # of the size; the same where no rule is drawn
_PROSE = 0.7  # of the table's width; lines of one piece that are as wide are running text
_ROWS = 3  # rows that show columns, where no rule does
_NUMBERS = 5  # on one line show columns as well
_REGULAR = 0.8  # of the rows of a table that no rule draws
_STEP = 5.0  # of the size; rows further apart do not belong together
_LEADER = re.compile(r"[.…·・]{4,}|(?:\. ){4,}")
_NUMBERING = re.compile(r"[\d.]+")
_HEADING = 4  # characters of a heading, its number apart


@dataclass(frozen=True, slots=True)
class Columns:
    """Lines set out in columns; `group` are the rules that would part its cells, if these can be found."""

    top: float
    bottom: float
    left: float
    right: float
    group: RulingGroup | None


def unruled(chars: Iterable[Char], languages: Languages) -> Iterator[Columns]:
    """Find lines that are set out in columns where no rule is drawn."""
    chars = list(chars)
    if sum(char.text.isdigit() for char in chars) < _ROWS:
        return
    run: list[Row] = []
    for row in segments(chars, _WIDE):
        if run and (_is_far(run[-1], row) or (len(row) == 1 and _is_prose(run, row, languages))):
            yield from _columns(run)
            run = []
        if run or len(row) > 1:
            run.append(row)
    yield from _columns(run)


def _is_far(above: Row, row: Row) -> bool:
    step = min(one.top for one in row) - max(one.bottom for one in above)
    return step > _STEP * max(one.size for one in row)


def _is_prose(run: Sequence[Row], row: Row, languages: Languages) -> bool:
    """Return whether a line of one piece is wider than a column, so that it ends the columns."""
    number = languages.number(row[0].text)
    if number.opens_section and len(number.rest) >= _HEADING:
        return True
    left, right = min(one.x0 for above in run for one in above), max(one.x1 for above in run for one in above)
    if row[0].x1 - row[0].x0 < _PROSE / 2 * (right - left):
        return False
    spaces = gutters(run)
    return not spaces or any(row[0].x0 < begin and end < row[0].x1 for begin, end in spaces)


def _columns(run: list[Row]) -> Iterator[Columns]:
    while run and len(run[-1]) == 1:
        run.pop()
    telling = [row for row in run if len(row) > 1]
    if len(telling) < 2 or any(_LEADER.search(one.text) for row in run for one in row):
        return
    spaces = gutters(run)
    counted = sum(any(one.is_number for one in row[1:]) for row in telling)
    many = max(sum(one.is_number for one in row) for row in telling) >= _NUMBERS
    if not spaces or not (many or _ROWS <= counted >= len(telling) / 2):
        return
    numbered = all(_NUMBERING.fullmatch(row[0].text) for row in telling)
    if (numbered or max(map(len, telling)) == 2) and _is_contents([row[-1].text for row in telling]):
        return
    if sum(one.text[-1] in ":：" for row in telling for one in row) >= 2 * len(telling):
        return  # labels and their values
    left, right = min(one.x0 for row in run for one in row), max(one.x1 for row in run for one in row)
    top, bottom = min(one.top for one in run[0]), max(one.bottom for one in run[-1])
    level = [Stroke(top - 1, left - 2, right + 2)]
    for above, below in pairwise(run):
        y = (max(one.bottom for one in above) + min(one.top for one in below)) / 2
        level.append(Stroke(y, left - 2, right + 2))
    level.append(Stroke(bottom + 1, left - 2, right + 2))
    simple = len(run) >= _ROWS and _is_regular(run, len(spaces) + 1) and _is_even(run)
    group = with_columns(Region(left - 2, right + 2, level), run) if simple else None
    yield Columns(top - 1, bottom + 1, left - 2, right + 2, group)


def _is_contents(texts: Sequence[str]) -> bool:
    """Return whether numbers at the ends of lines are those of pages, in their order."""
    if not all(text.isdecimal() and len(text) < 4 for text in texts):
        return False
    return all(int(one) <= int(other) for one, other in pairwise(texts))


def _is_regular(run: Sequence[Row], columns: int) -> bool:
    """Return whether each line below the first is a row of numbers that fills all columns, or nearly all."""
    rows = run[1:]
    full = sum(len(row) == columns for row in rows)
    return (
        len(run[0]) >= columns - 1
        and all(1 < len(row) <= columns for row in rows)
        and full >= _REGULAR * len(rows)
        and sum(any(one.is_number for one in row) for row in rows) >= _REGULAR * len(rows)
    )


def _is_even(run: Sequence[Row]) -> bool:
    """Return whether lines follow at the steps of rows, none of them as near as lines of one cell."""
    steps = [below[0].top - above[0].top for above, below in pairwise(run)]
    return min(steps) > 0.6 * median(steps)
