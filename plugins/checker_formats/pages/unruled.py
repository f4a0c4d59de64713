"""Text that is set out in columns where no rule is drawn.

What cannot be split into cells is returned as text that was not read.
"""

from collections.abc import Container, Iterator, Sequence
from itertools import pairwise
from statistics import median

from checker import Languages, regex
from checker_formats.pages.alignment import Region, with_columns
from checker_formats.pages.merged_heads import row_heads, with_rest
from checker_formats.pages.rulings import SetOut, Stroke
from checker_formats.pages.segments import Loose, Row, gutters, may_go_on

_WIDE = 1.2  # of the size; the same where no rule is drawn
_PROSE = 0.7  # of the table's width; lines of one piece that are as wide are running text
_ROWS = 3  # rows that show columns, where no rule does
_NUMBERS = 5  # on one line show columns as well
_REGULAR = 0.8  # of the rows of a table that no rule draws
_STEP = 5.0  # of the size; rows further apart do not belong together
_LEADER = regex(r"[.…·・]{4,}|(?:\. ){4,}")
_NUMBERING = regex(r"[\d.]+")
_APART = 0.6  # of the size between rows, and not between lines of a cell
_HEADING = 4  # characters of a heading, its number apart


def unruled(chars: Loose, languages: Languages) -> Iterator[SetOut]:
    """Find lines that are set out in columns where no rule is drawn."""
    if sum(map(str.isdigit, chars.texts)) < _ROWS:
        return
    run: list[Row] = []
    for row in chars.aligned(_WIDE):
        if run and (_is_far(run[-1], row) or (len(row) == 1 and _is_prose(run, row, languages))):
            yield from _columns(run, languages)
            run = []
        if run or len(row) > 1:
            run.append(row)
    yield from _columns(run, languages)


def _is_far(above: Row, row: Row) -> bool:
    step = min(one.top for one in row) - max(one.bottom for one in above)
    return step > _STEP * max(one.size for one in row)


def _is_prose(run: Sequence[Row], row: Row, languages: Languages) -> bool:
    """Return whether a line of one piece is wider than a column, so that it ends the columns."""
    number = languages.number(row[0].words)
    if number.opens_section and len(number.rest) >= _HEADING:
        return True
    left, right = min(one.x0 for above in run for one in above), max(one.x1 for above in run for one in above)
    if row[0].x1 - row[0].x0 < _PROSE / 2 * (right - left):
        return False
    spaces = gutters(run)
    return not spaces or any(row[0].x0 < begin and end < row[0].x1 for begin, end in spaces)


def _columns(run: list[Row], languages: Languages) -> Iterator[SetOut]:
    run = run[:1] + with_rest(run[1:])
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
    wall = sum(spaces[0]) / 2
    starts: Container[int] = range(len(run))
    head, columns = run[0], len(spaces) + 1
    if heads := row_heads(run):
        run, starts, wall = [head, *heads.rows], heads.starts, heads.wall
        columns = len(gutters(heads.rows)) + 2
    level = [Stroke(top - 1, left - 2, right + 2)]
    for place, (above, below) in enumerate(pairwise(run)):
        y = (max(one.bottom for one in above) + min(one.top for one in below)) / 2
        level.append(Stroke(y, left - 2 if place in starts else wall, right + 2))
    level.append(Stroke(bottom + 1, left - 2, right + 2))
    simple = len(run) >= _ROWS and _is_regular(run, columns, wall, beside=bool(heads)) and _is_even(run)
    group = with_columns(Region(left - 2, right + 2, level), run, languages) if simple else None
    yield SetOut(left - 2, top - 1, right + 2, bottom + 1, group)


def _is_contents(texts: Sequence[str]) -> bool:
    """Return whether numbers at the ends of lines are those of pages, in their order."""
    if not all(text.isdecimal() and len(text) < 4 for text in texts):
        return False
    return all(int(one) <= int(other) for one, other in pairwise(texts))


def _is_regular(run: Sequence[Row], columns: int, wall: float, *, beside: bool) -> bool:
    """Return whether lines below the first are rows of numbers that fill all columns, or nearly all, or labels alone."""
    width = max((row[0].x1 - row[0].x0 for row in run if row[0].x1 < wall), default=0.0)
    alone = {
        place
        for place, row in enumerate(run)
        if len(row) == 1 and 0 < place < len(run) - 1 and _is_alone(run[place - 1 : place + 2], wall, width)
    }
    rows = [row for place, row in enumerate(run) if place and place not in alone]
    if len(alone) >= len(rows):
        return False
    width_of_rows = columns - beside
    full = sum(len(row) == width_of_rows for row in rows)
    nearly = sum(len(row) >= width_of_rows - (columns > _ROWS) for row in rows)
    return (
        len(run[0]) >= columns - 1
        and all(1 < len(row) <= width_of_rows for row in rows)
        and nearly >= _REGULAR * len(rows)
        and 2 * full >= len(rows)
        and sum(any(one.is_number for one in row) for row in rows) >= _REGULAR * len(rows)
    )


def _is_alone(lines: Sequence[Row], wall: float, width: float) -> bool:
    """Return whether a label is neither the rest of the one above nor goes on in the one below."""
    above, own, below = (row[0] for row in lines)
    if own.x1 < wall and min(own.top - above.bottom, below.top - own.bottom) > _APART * own.size:
        return True  # rows that stand further apart than lines of one cell
    if own.x1 > wall or above.x1 > wall or below.x1 > wall:
        return False
    return not may_go_on(above, own, width) and not may_go_on(own, below, width)


def _is_even(run: Sequence[Row]) -> bool:
    """Return whether lines follow at the steps of rows, none of them as near as lines of one cell."""
    steps = [below[0].top - above[0].top for above, below in pairwise(run)]
    return min(steps) > 0.6 * median(steps)
