"""Tables of text whose columns show in its alignment: with rules around the head only, with bands, or with none."""

from bisect import bisect
from collections.abc import Iterator, Sequence
from itertools import pairwise
from statistics import median

from checker import Languages
from checker_formats.pages.merged_heads import row_heads, spans_of, upper_head
from checker_formats.pages.rulings import RulingGroup, SetOut, Stroke
from checker_formats.pages.segments import GAP, Loose, Row, Segment
from checker_formats.pages.text_columns import Run, run_from
from checker_formats.pages.text_rows import (
    EXTRA,
    are_full,
    bottom,
    columns_of,
    middle_of,
    rows_of,
    step,
    steps_of,
    top,
)

_COLUMNS = 3  # of a table without rules
_ROWS = 2  # below the head
_ALIGNED, _SLACK = 0.7, 3.0  # of the text of a column has an edge or its middle in one place, within points
_HEAD = 40  # characters of a column's head
_PROSE = 18  # characters; columns of running text are as wide
_ALIKE = 1.5  # lengths of the text in the columns of a list differ by less
_PHONE = 6  # digits
_LABELS = ":："
_OTHERS = "@…"


def text_tables(
    chars: Loose, rules: Sequence[Stroke], edges: Sequence[Stroke], languages: Languages
) -> Iterator[SetOut]:
    """Find tables whose columns only the alignment of their text shows; `edges` are those of bands."""
    rows = chars.aligned(GAP)
    place = 0
    while place < len(rows) - 1:
        if len(rows[place]) == 1:
            place += 1
            continue
        run, stop = run_from(rows, place, rules, edges, languages)
        if len(run.lines) > _ROWS and (found := _set_out(run, rows, place, stop, languages)):
            yield found
            place = max(stop, place + 1)
        else:
            place = place + 1 if len(run.lines) <= _ROWS else stop


# --- tables -------------------------------------------------------------------------------------------------


def _set_out(run: Run, rows: Sequence[Row], first: int, stop: int, languages: Languages) -> SetOut | None:
    """Return the table that lines make, if they do."""
    ruled = bool(run.head and (run.above or run.below))
    least = _COLUMNS - (run.above and run.below and bool(run.head))
    upper = upper_head(rows[:first], rows[first], run.edges_of_columns, languages)
    headed = bool(upper) or _has_head(run.lines[0], len(run.columns), ruled=ruled)
    if len(run.columns) < least or not headed:
        return None
    if _is_other(run) or row_heads(run.lines):
        return None
    left, *_walls, right = run.edges_of_columns
    parts = sorted({*run.rules, *run.edges})
    divided = _rows(run, parts, headed=bool(upper))
    if divided is None:
        full = sum(len(row) >= _COLUMNS for row in run.lines)
        if full <= _ROWS or not _is_aligned(run, run.lines[1:]):
            return None
        return SetOut(left, top(run.lines) - 1, right, bottom(run.lines) + 1, None)
    body = divided[1:]
    if len(body) < _ROWS - (run.above and run.below):
        return None
    if not are_full(body, run.walls):
        return None
    held = [{place for row in lines for place in columns_of(row, run.walls)} for lines in body]
    counts = [sum(place in places for places in held) for place in range(len(run.columns))]
    if not ruled and sum(2 * count < len(body) for count in counts) > (len(run.columns) > _COLUMNS):
        return None
    if not ruled and not (
        _is_aligned(run, [row for lines in body for row in lines])
        and _stands_apart(run, rows, first - len(upper), stop)
    ):
        return None
    heights = [
        top(run.lines) - 1,
        *((bottom(above) + top(below)) / 2 for above, below in pairwise(divided)),
        bottom(run.lines) + 1,
    ]
    group = _ruled(run.edges_of_columns, heights)
    if upper:
        heights[0] = (max(one.bottom for one in upper[0]) + top(run.lines)) / 2
        group = _headed(run, heights, upper)
    return SetOut(left, group.across[0].position, right, heights[-1], group)


def _rows(run: Run, parts: Sequence[float], *, headed: bool) -> list[list[Row]] | None:
    """Divide lines into rows; below the upper part of a head, the first is a row."""
    found = rows_of(run.lines[headed:], run.walls, parts, ruled=len(run.rules) > _ROWS)
    return [run.lines[:headed], *found] if headed and found else found


def _ruled(columns: Sequence[float], rows: Sequence[float]) -> RulingGroup:
    return RulingGroup(
        [Stroke(y, columns[0], columns[-1]) for y in rows], [Stroke(x, rows[0], rows[-1]) for x in columns]
    )


def _headed(run: Run, rows: Sequence[float], upper: Sequence[Row]) -> RulingGroup:
    """Return the rules of a table whose head has an upper part: columns without text below it go through both."""
    columns = run.edges_of_columns
    high = top(upper) - 1
    lower = set(columns_of(run.lines[0], run.walls))
    between = [Stroke(rows[0], columns[place], columns[place + 1]) for place in sorted(lower)]
    level = [Stroke(high, columns[0], columns[-1]), *between]
    level += [Stroke(y, columns[0], columns[-1]) for y in rows[1:]]
    inner = {column for a, b in spans_of(upper, columns) for column in range(a + 1, b)}
    down = [Stroke(x, rows[0] if place in inner else high, rows[-1]) for place, x in enumerate(columns)]
    return RulingGroup(level, down)


def _has_head(row: Row, width: int, *, ruled: bool) -> bool:
    """Return whether a line may be the head of columns: short labels over all of them, or all but one."""
    if len(row) < max(width - 1, 2) or any(len(one.text) > _HEAD for one in row):
        return False
    if any(one.text[-1] in _LABELS for one in row):
        return False
    return ruled or not any(one.is_number or _is_contact(one.text) for one in row)


def _is_contact(text: str) -> bool:
    return any(sign in text for sign in _OTHERS) or sum(map(str.isdigit, text)) >= _PHONE


def _is_other(run: Run) -> bool:
    """Return whether lines are labels and their values, contents with page numbers, or columns of running text."""
    texts = [one.text for row in run.lines for one in row]
    if sum(text[-1] in _LABELS for text in texts) > 0.15 * len(texts):
        return True
    if any("...." in text or "……" in text or "····" in text for text in texts):
        return True
    last = [row[-1].text for row in run.lines[1:] if columns_of(row, run.walls)[-1] == len(run.walls)]
    pages = last and all(text.isdecimal() and len(text) < 4 for text in last)
    if pages and all(int(one) <= int(other) for one, other in pairwise(last)):
        return True
    return _is_alike(run) or _is_running(run)


def _is_alike(run: Run) -> bool:
    """Return whether the text of all columns is of one kind, the head's as well: a list in columns."""
    if run.rules or run.edges:
        return False
    held: list[list[int]] = [[] for _column in run.columns]
    for row in run.lines:
        for one, place in zip(row, columns_of(row, run.walls), strict=True):
            if any(map(str.isdigit, one.text)):
                return False
            held[place].append(len(one.text))
    typical = [median(lengths) for lengths in held if lengths]
    return max(typical) <= _ALIKE * min(typical)


def _is_running(run: Run) -> bool:
    """Return whether each line is as full as the others, and long: text in columns that are read one by one."""
    if run.rules:
        return False
    full = [row for row in run.lines if len(row) == len(run.columns)]
    if len(full) < 0.8 * len(run.lines):
        return False
    long = [median(len(row[place].text) for row in full) >= _PROSE for place in range(len(run.columns))]
    return 2 * sum(long) > len(long)


def _is_aligned(run: Run, lines: Sequence[Row]) -> bool:
    """Return whether the text of each column has its left or right edges or its middles in one place."""
    held: list[list[Segment]] = [[] for _column in run.columns]
    for row in lines:
        for one in row:
            held[bisect(run.walls, middle_of(one))].append(one)
    return all(_agrees(column) for column in held)


def _agrees(column: Sequence[Segment]) -> bool:
    for places in (
        [one.x0 for one in column],
        [one.x1 for one in column],
        [middle_of(one) for one in column],
    ):
        if places and sum(abs(x - median(places)) < _SLACK for x in places) >= _ALIGNED * len(places):
            return True
    return not column


def _stands_apart(run: Run, rows: Sequence[Row], first: int, stop: int) -> bool:
    """Return whether text before and after is of one piece, stands further off than lines do, or begins elsewhere."""
    tight = min(steps_of(run.lines), default=0.0)
    size = run.lines[0][0].size
    beside = []
    if first:
        beside.append((rows[first - 1], step(rows[first - 1], rows[first])))
    if stop < len(rows):
        beside.append((rows[stop], step(rows[stop - 1], rows[stop])))
    return all(
        len(row) == 1 or far > tight + EXTRA * size or abs(row[0].x0 - run.columns[0][0]) > 1
        for row, far in beside
    )
