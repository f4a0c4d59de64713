"""Tables with few rules or none: columns found by the alignment of their text.

The result is given as rules that are not drawn, so that the finder of ruled tables makes the cells; all of them are
uncertain. What is set out in columns but cannot be split into cells is returned as text that was not read.
"""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise
from math import inf
from operator import attrgetter
from statistics import median
from typing import NamedTuple

from checker import Languages
from checker_formats.pdf.lines import baseline_rows
from checker_formats.pdf.pages import Char
from checker_formats.pdf.rulings import RulingGroup, Stroke

GAP = 0.8  # of the size; text further apart may belong to two columns
_WIDE = 1.2  # of the size; the same where no rule is drawn
_SAME = 5.0  # points; rules of one table begin and end together
_SHARE = 0.12  # of the rows may cross the space between two columns
_WIDE_RULE = 0.5  # of the width of a table; shorter rules are within its head
_PROSE = 0.7  # of the table's width; lines of one piece that are as wide are running text
_MOST = 0.6  # of the rows may cross a place where rules are jointed: merged cells
_NARROWEST = 2.0  # points between two columns
_ROWS = 3  # rows that show columns, where no rule does
_NUMBERS = 5  # on one line show columns as well
_REGULAR = 0.8  # of the rows of a table that no rule draws
_LIST = 3  # lines of several pieces in one row of a table
_COUNTED = 0.6  # of them, that are rows of numbers of their own
_NEAR = 1.3  # of the height of a row; so near its rule stands a row without a second one
_CUT = 4  # lines of a row that the page break cuts
_STEP = 5.0  # of the size; rows further apart do not belong together
_MIDDLE, _MIDDLE_SHARE = 3.0, 0.05  # points, and of a cell's width, by which its text may be off its middle
_LEADER = re.compile(r"[.…·・]{4,}|(?:\. ){4,}")
_HEADING = re.compile(r"[一二三四五六七八九十]{1,3}、.{4}")
_NUMBER = re.compile(r"[-+−]?[\d,.，]*\d[%‰]?|[—–-]+|/")


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


@dataclass(frozen=True, slots=True)
class Region:
    """An area between rules: all of its level rules, from the first to the last."""

    left: float
    right: float
    level: list[Stroke]

    @property
    def top(self) -> float:
        return self.level[0].position

    @property
    def bottom(self) -> float:
        return self.level[-1].position

    def full(self) -> list[float]:
        """List where rules cross most of the area; row heads that are merged interrupt them."""
        return [one.position for one in self.level if _is_wide(one, self.left, self.right)]


def _is_wide(stroke: Stroke, left: float, right: float) -> bool:
    return stroke.end - stroke.start > _WIDE_RULE * (right - left)


def segments(chars: Iterable[Char], gap: float) -> list[Row]:
    """Group characters into lines, and these into segments."""
    level = [char for char in chars if char.angle == 0 and not char.vertical and not char.text.isspace()]
    return [_cut(sorted(row, key=_LEFT), gap) for row in baseline_rows(level)] if level else []


_LEFT = attrgetter("x0")


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


# --- areas between level rules -------------------------------------------------------------------------------


def regions(level: Sequence[Stroke]) -> Iterator[Region]:
    """Bring level rules together that lie above one another and are as wide."""
    clusters: list[Region] = []
    for stroke in sorted(level):
        for place, (left, right, strokes) in enumerate((one.left, one.right, one.level) for one in clusters):
            inside = left - _SAME <= stroke.start and stroke.end <= right + _SAME
            if inside or (stroke.start - _SAME <= left and right <= stroke.end + _SAME):
                strokes.append(stroke)
                clusters[place] = Region(min(left, stroke.start), max(right, stroke.end), strokes)
                break
        else:
            clusters.append(Region(stroke.start, stroke.end, [stroke]))
    for cluster in clusters:
        if len(wide := cluster.full()) > 1:
            level = [one for one in cluster.level if wide[0] <= one.position <= wide[-1]]
            yield Region(cluster.left, cluster.right, level)


def _bands(edges: Sequence[float], rows: Iterable[Row]) -> Iterator[tuple[float, float, list[Row]]]:
    """Iterate over the spaces between edges, with the lines in each."""
    bands: list[list[Row]] = [[] for _edge in edges]
    for row in rows:
        place = bisect_left(edges, row[0].middle)
        if 0 < place < len(edges) and row[0].middle < edges[place]:
            bands[place].append(row)
    yield from zip(edges, edges[1:], bands[1:], strict=False)


def split(region: Region, rows: Sequence[Row], languages: Languages) -> Iterator[Region]:
    """Split an area where running text or nothing stands between its rules, as below the rule of a page head."""
    kept: list[float] = []
    positions = [one.position for one in region.level]
    for top, bottom, band in _bands(region.full(), rows):
        wide = sum(
            len(row) == 1 and row[0].x1 - row[0].x0 > _PROSE * (region.right - region.left) for row in band
        )
        headed = bisect_right(positions, top + 1) < bisect_left(positions, bottom - 1)
        if wide > 1 or not band or _is_heading(region, band, languages) or (_is_list(band) and not headed):
            yield from _part(region, kept)
            kept = []
        else:
            kept = kept or [top]
            kept.append(bottom)
    yield from _part(region, kept)


def _is_list(band: Sequence[Row]) -> bool:
    """Return whether many lines with gaps stand between two rules, so that these part sections and not rows."""
    divided = [row for row in band if len(row) > 1]
    counted = sum(any(one.is_number for one in row[1:]) for row in divided)
    return len(divided) > _LIST and counted < _COUNTED * len(divided)


def _is_heading(region: Region, band: Sequence[Row], languages: Languages) -> bool:
    """Return whether a numbered heading stands alone between two rules, and not in their middle as in a cell."""
    if len(band) > 1 or len(band[0]) > 1:
        return False
    only = band[0][0]
    off = abs(only.x0 + only.x1 - region.left - region.right) / 2
    return off > only.size and languages.number(only.text).numbering is not None


def _part(region: Region, edges: Sequence[float]) -> Iterator[Region]:
    if len(edges) > 1:
        yield Region(
            region.left, region.right, [one for one in region.level if edges[0] <= one.position <= edges[-1]]
        )


def with_columns(region: Region, rows: Sequence[Row], ends: Iterable[float] = ()) -> RulingGroup | None:
    """Add upright rules to an area where its text shows columns; none if it shows none.

    `ends` are the places where the drawn rules are jointed, as browsers draw them cell by cell.
    """
    inner = [row for row in rows if region.top < row[0].middle < region.bottom]
    inner = [
        [one for one in row if region.left - _SAME < one.x0 and one.x1 < region.right + _SAME]
        for row in inner
    ]
    inner = [row for row in inner if row]
    columns = _edges(region, inner, ends)
    if not columns or sum(len(row) > 1 for row in inner) < 2:
        return None
    if outer := _outer_rows(region, rows, columns):
        region, outer_rows = outer
        inner = sorted([*inner, *outer_rows], key=lambda row: row[0].top)
    level = [*region.level, *_between_lines(region, inner)]
    edges = [region.left, *columns, region.right]
    grid = _Alignment(edges, sorted({one.position for one in level}), level, inner)
    down = [Stroke(x, region.top, region.bottom) for x in (region.left, region.right)]
    return RulingGroup(sorted(level), [*down, *grid.walls()])


def _outer_rows(
    region: Region, rows: Sequence[Row], columns: Sequence[float]
) -> tuple[Region, list[Row]] | None:
    """Add the rows above the first rule and below the last one.

    These are a row that is set out in the same columns right beside the rule, and, at the edges of a page, the rows
    of numbers whose other rule the page break took.
    """
    above = [row for row in rows if row[0].bottom < region.top + _SAME]
    below = [row for row in rows if row[0].top > region.bottom - _SAME]
    edges = region.full()
    pitch = _NEAR * median(lower - upper for upper, lower in pairwise(edges))
    near_above = [row for row in above if row[0].top > region.top - pitch]
    near_below = [row for row in below if row[0].bottom < region.bottom + pitch]
    found: list[Row] = []
    level = list(region.level)
    for near, outside, first in ((near_above, above, True), (near_below, below, False)):
        chosen = near if any(_is_aligned(row, columns) for row in near) else outside
        counted = [row for row in outside if sum(one.is_number for one in row) >= len(columns) / 2]
        if chosen is outside and (not counted or len(outside) > _CUT):
            continue
        found += chosen
        edge = min(one.top for row in chosen for one in row) - 1
        if not first:
            edge = max(one.bottom for row in chosen for one in row) + 1
        level.append(Stroke(edge, region.left, region.right))
    return (Region(region.left, region.right, sorted(level)), found) if found else None


def _is_aligned(row: Row, columns: Sequence[float]) -> bool:
    """Return whether a line has a piece of text in most columns, and none over their edges."""
    parted = len(row) > 1 and 2 * len(row) > len(columns)
    return parted and not any(is_crossed(row, x) for x in columns)


def _between_lines(region: Region, rows: Sequence[Row]) -> Iterator[Stroke]:
    """Yield rules between the lines of an area that holds several rows of numbers, as below the head of a table."""
    positions = [one.position for one in region.level]
    for top, bottom, band in _bands(region.full(), rows):
        inside = bisect_right(positions, top) < bisect_left(positions, bottom)
        counted = [row for row in band if any(one.is_number for one in row) and len(row) > 1]
        if inside or len(counted) < 2:
            continue
        for above, below in pairwise(counted):
            between = [row for row in band if above[0].bottom <= row[0].top and row[0].bottom <= below[0].top]
            floor = max(one.bottom for row in [above, *between] for one in row)
            yield Stroke((floor + min(one.top for one in below)) / 2, region.left, region.right)


def _edges(region: Region, rows: Sequence[Row], ends: Iterable[float]) -> list[float]:
    """Return where columns meet: where rules end or are jointed, and in spaces that no row crosses."""
    ends = [*ends, *(one.start for one in region.level), *(one.end for one in region.level)]
    jointed: list[float] = []
    for x in sorted(x for x in ends if region.left + _SAME < x < region.right - _SAME):
        if not jointed or x - jointed[-1] > _SAME:
            jointed.append(x)
    jointed = [x for x in jointed if sum(is_crossed(row, x) for row in rows) <= _MOST * len(rows)]
    spaces = [
        (begin + end) / 2
        for begin, end in _gutters(rows)
        if not any(begin - _SAME < x < end + _SAME for x in jointed)
    ]
    return sorted([*jointed, *spaces])


def is_crossed(row: Row, x: float) -> bool:
    """Return whether text stands on both sides of a place."""
    return any(one.x0 < x - 1 and x + 1 < one.x1 for one in row)


def _gutters(rows: Sequence[Row]) -> list[tuple[float, float]]:
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


# --- cells ---------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class _Alignment:
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
        blocks = _blocks(texts)
        if not 0 < len(blocks) < stop - start:
            return crossed
        kept = _partition(self.columns[start : stop + 1], blocks, gaps=not head)
        if kept is None:
            return crossed
        return [wall for wall in range(start + 1, stop) if wall - start not in kept]


def _blocks(texts: Iterable[Segment]) -> list[tuple[float, float]]:
    """Bring segments together that overlap across, as the lines of one cell do."""
    found: list[tuple[float, float]] = []
    for one in sorted(texts):
        if found and one.x0 < found[-1][1]:
            found[-1] = found[-1][0], max(found[-1][1], one.x1)
        else:
            found.append((one.x0, one.x1))
    return found


def _partition(
    edges: Sequence[float], blocks: Sequence[tuple[float, float]], *, gaps: bool
) -> set[int] | None:
    """Merge columns into cells so that each block of text stands in the middle of one.

    With `gaps`, columns may stay empty, and all blocks must be in the middle; `None` where they are not.
    """
    count, width = len(blocks), len(edges) - 1
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
                    off = _off(edges[start], edges[stop], *blocks[block - 1])
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


# --- text in columns without any rule ------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Columns:
    """Lines set out in columns; `group` are the rules that would part its cells, if these can be found."""

    top: float
    bottom: float
    left: float
    right: float
    group: RulingGroup | None


def unruled(chars: Iterable[Char]) -> Iterator[Columns]:
    """Find lines that are set out in columns where no rule is drawn."""
    chars = list(chars)
    if sum(char.text.isdigit() for char in chars) < _ROWS:
        return
    run: list[Row] = []
    for row in segments(chars, _WIDE):
        if run and (_is_far(run[-1], row) or (len(row) == 1 and _is_prose(run, row))):
            yield from _columns(run)
            run = []
        if run or len(row) > 1:
            run.append(row)
    yield from _columns(run)


def _is_far(above: Row, row: Row) -> bool:
    step = min(one.top for one in row) - max(one.bottom for one in above)
    return step > _STEP * max(one.size for one in row)


def _is_prose(run: Sequence[Row], row: Row) -> bool:
    """Return whether a line of one piece is wider than a column, so that it ends the columns."""
    if _HEADING.match(row[0].text):
        return True
    left, right = min(one.x0 for above in run for one in above), max(one.x1 for above in run for one in above)
    if row[0].x1 - row[0].x0 < _PROSE / 2 * (right - left):
        return False
    spaces = _gutters(run)
    return not spaces or any(row[0].x0 < begin and end < row[0].x1 for begin, end in spaces)


def _columns(run: list[Row]) -> Iterator[Columns]:
    while run and len(run[-1]) == 1:
        run.pop()
    telling = [row for row in run if len(row) > 1]
    if len(telling) < 2 or any(_LEADER.search(one.text) for row in run for one in row):
        return
    gutters = _gutters(run)
    counted = sum(any(one.is_number for one in row[1:]) for row in telling)
    many = max(sum(one.is_number for one in row) for row in telling) >= _NUMBERS
    if not gutters or not (many or _ROWS <= counted >= len(telling) / 2):
        return
    if max(map(len, telling)) == 2 and _is_contents([row[-1].text for row in telling]):
        return
    left, right = min(one.x0 for row in run for one in row), max(one.x1 for row in run for one in row)
    top, bottom = min(one.top for one in run[0]), max(one.bottom for one in run[-1])
    level = [Stroke(top - 1, left - 2, right + 2)]
    for above, below in pairwise(run):
        y = (max(one.bottom for one in above) + min(one.top for one in below)) / 2
        level.append(Stroke(y, left - 2, right + 2))
    level.append(Stroke(bottom + 1, left - 2, right + 2))
    simple = len(run) >= _ROWS and _is_regular(run, len(gutters) + 1) and _is_even(run)
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
