"""Lines that stand in the same columns, below a line that may be their head."""

from collections.abc import Sequence
from itertools import pairwise

from checker import Languages, dataclass
from checker_formats.pages.rulings import Stroke
from checker_formats.pages.segments import Row, Segment
from checker_formats.pages.text_rows import EXTRA, bottom, columns_of, step, steps_of, top

_SAME = 5.0  # points; rules of one table begin and end together, and cover its text
_APART = 3.0  # of the size; lines further apart do not belong together
_NEAR = 1.6  # of the size; so near a rule stands above or below the text it belongs to
_SIZES = 1.15  # text of one table differs in size by less


@dataclass(frozen=True, slots=True)
class Run:
    """Lines that stand in the same columns, the first of them the head, and the rules and bands about them."""

    lines: list[Row]
    columns: list[tuple[float, float]]
    rules: list[float]
    edges: list[float]

    @property
    def walls(self) -> list[float]:
        return [(left[1] + right[0]) / 2 for left, right in pairwise(self.columns)]

    @property
    def edges_of_columns(self) -> list[float]:
        """The walls, and the outer edges right beside the text."""
        return [self.columns[0][0] - 2, *self.walls, self.columns[-1][1] + 2]

    @property
    def above(self) -> bool:
        """Whether a rule stands above the head."""
        return any(y < self.lines[0][0].middle for y in self.rules)

    @property
    def below(self) -> bool:
        """Whether a rule ends the table."""
        return any(y > self.lines[-1][0].middle for y in self.rules)

    @property
    def head(self) -> int:
        """The number of lines above the first rule below the head, 0 without one."""
        inner = [y for y in self.rules if y > self.lines[0][0].middle]
        return sum(row[0].middle < inner[0] for row in self.lines) % len(self.lines) if inner else 0


def run_from(
    rows: Sequence[Row], first: int, rules: Sequence[Stroke], edges: Sequence[Stroke], languages: Languages
) -> tuple[Run, int]:
    """Take the lines from a head on that stand in its columns; return the place after them as well."""
    columns = [(one.x0, one.x1) for one in rows[first]]
    size = max(one.size for one in rows[first])
    stop = first + 1
    while stop < len(rows):
        row = rows[stop]
        above = rows[stop - 1]
        differs = max(one.size for one in row) > _SIZES * size or size > _SIZES * max(one.size for one in row)
        if differs or top([row]) - bottom([above]) > _APART * size:
            break
        if len(row) == 1 and languages.number(row[0].words).opens_section:
            break
        wider = _widened(columns, row, first=stop == first + 1)
        if wider is None:
            break
        columns = wider
        stop += 1
    lines = list(rows[first:stop])
    left, right = columns[0][0], columns[-1][1]
    high, low = top(lines) - _NEAR * size, bottom(lines) + _NEAR * size
    over = [
        one
        for one in rules
        if one.start < left + _SAME and one.end > right - _SAME and high < one.position < low
    ]
    bands = [
        one
        for one in edges
        if one.start < left + _SAME and one.end > right - _SAME and high < one.position < low
    ]
    levels = sorted(one.position for one in over)
    run = Run(lines, columns, levels, sorted(one.position for one in bands))
    kept = _closed(run)
    if kept < len(lines):
        lines = lines[:kept]
        low = bottom(lines) + _NEAR * size
        columns = _columns(lines)
        run = Run(lines, columns, [y for y in levels if y < low], [y for y in run.edges if y < low])
    return run, first + kept


def _columns(lines: Sequence[Row]) -> list[tuple[float, float]]:
    columns = [(one.x0, one.x1) for one in lines[0]]
    for place, row in enumerate(lines[1:]):
        columns = _widened(columns, row, first=place == 0) or columns
    return columns


def _widened(
    columns: Sequence[tuple[float, float]], row: Row, *, first: bool
) -> list[tuple[float, float]] | None:
    """Add a line to columns; `None` where its text does not stand in them one by one."""
    found = list(columns)
    taken: set[int] = set()
    for one in row:
        over = [place for place, (x0, x1) in enumerate(columns) if one.x0 < x1 and x0 < one.x1]
        if not over:
            if first and one is row[0] and one.x1 < columns[0][0]:
                return _widened([(one.x0, one.x1), *columns], row, first=False)
            over = _beside(columns, one)
        if len(over) != 1 or over[0] in taken:
            return None
        taken.add(over[0])
        x0, x1 = found[over[0]]
        found[over[0]] = min(x0, one.x0), max(x1, one.x1)
    if any(left[1] >= right[0] for left, right in pairwise(found)):
        return None
    return found


def _beside(columns: Sequence[tuple[float, float]], one: Segment) -> list[int]:
    """Return the column to whose text a segment stands clearly nearest."""
    far = sorted((max(x0 - one.x1, one.x0 - x1), place) for place, (x0, x1) in enumerate(columns))
    near = far[0][0] < _APART * one.size or 2 * far[0][0] < far[1][0]
    return [far[0][1]] if near and 2 * far[0][0] < far[1][0] else []


def _closed(run: Run) -> int:
    """Count the lines down to the rule that ends the table, or to the last that may be a row of it."""
    lines = run.lines
    if run.head and (below := [y for y in run.rules if y > lines[run.head][0].middle]):
        kept = sum(row[0].middle < below[-1] for row in lines)
        if kept == len(lines) or 2 * len(lines[kept]) < len(run.columns) or len(lines[kept]) == 1:
            return kept
    kept = len(lines)
    while kept > 1 and len(lines[kept - 1]) == 1 and _is_loose(run, kept - 1):
        kept -= 1
    return kept


def _is_loose(run: Run, place: int) -> bool:
    """Return whether a line of one piece below others is none of a cell: it stands apart, or where rows begin."""
    steps = [step(above, below) for above, below in pairwise(run.lines)]
    size = run.lines[0][0].size
    if steps[place - 1] > min(steps_of(run.lines), default=0.0) + EXTRA * size:
        return True
    first = columns_of(run.lines[place], run.walls) == [0]
    begun = [own for own, row in zip(steps, run.lines[1:], strict=True) if 2 * len(row) >= len(run.columns)]
    return first and bool(begun) and min(begun) < steps[place - 1] + EXTRA * size
