"""Tables with rules between their rows only: columns found by the alignment of their text.

The result is given as rules that are not drawn, so that the finder of ruled tables makes the cells; all of them are
uncertain.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise, takewhile
from statistics import median

from checker import Languages
from checker_formats.pages.rulings import RulingGroup, Stroke
from checker_formats.pages.segments import Row, gutters, is_crossed
from checker_formats.pages.walls import AlignedGrid

_SAME = 5.0  # points; rules of one table begin and end together
_WIDE_RULE = 0.5  # of the width of a table; shorter rules are within its head
_PROSE = 0.7  # of the table's width; lines of one piece that are as wide are running text
_MOST = 0.6  # of the rows may cross a place where rules are jointed: merged cells
_LIST = 3  # lines of several pieces in one row of a table
_COUNTED = 0.6  # of them, that are rows of numbers of their own
_NEAR = 1.3  # of the height of a row; so near its rule stands a row without a second one
_LINE = 0.5  # of the size; lines of one cell are not further apart
_CUT = 4  # lines of a row that the page break cuts


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
    grid = AlignedGrid(edges, sorted({one.position for one in level}), level, inner)
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
    near_above = _beside([row for row in reversed(above) if row[0].top > region.top - pitch], columns)[::-1]
    if len(near_above) > 1 and _is_caption(near_above[0], near_above[1], columns):
        del near_above[0]
    near_below = _beside([row for row in below if row[0].bottom < region.bottom + pitch], columns)
    near_below += _beside([*_rest_of_cells(below[len(near_below) :], near_below)], columns)
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


def _beside(rows: Sequence[Row], columns: Sequence[float]) -> list[Row]:
    """Take rows up to the first that crosses the edges of columns, if the one at the rule is set out in them."""
    if not any(_is_aligned(row, columns) for row in rows):
        return list(rows)
    return list(takewhile(lambda row: not any(is_crossed(row, x) for x in columns), rows))


def _is_caption(row: Row, below: Row, columns: Sequence[float]) -> bool:
    """Return whether a line of one piece above a head is none of its cells: it begins where rows do, or stands off."""
    off = below[0].top - row[0].bottom
    return len(row) == 1 and (row[0].x0 < columns[0] or off > _LINE * row[0].size)


def _rest_of_cells(rows: Sequence[Row], above: Sequence[Row]) -> Iterator[Row]:
    """Yield the lines right below others that are as near as those of one cell, and no row of their own."""
    if not above:
        return
    last, most = above[-1], max(map(len, above))
    for row in rows:
        if row[0].top - last[0].bottom > _LINE * row[0].size or 2 * len(row) > most:
            return
        yield row
        last = row


def _is_aligned(row: Row, columns: Sequence[float]) -> bool:
    """Return whether a line has a piece of text in most columns, and none over their edges."""
    parted = len(row) > 1 and 2 * len(row) > len(columns)
    return parted and not any(is_crossed(row, x) for x in columns)


def _between_lines(region: Region, rows: Sequence[Row]) -> Iterator[Stroke]:
    """Yield rules between the lines of an area that holds several rows of numbers, as below the head of a table."""
    positions = [one.position for one in region.level]
    for top, bottom, band in _bands(region.full(), rows):
        inside = bisect_right(positions, top) < bisect_left(positions, bottom)
        most = max(map(len, band), default=0)
        counted = [row for row in band if 2 * len(row) >= most > 1 and any(one.is_number for one in row)]
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
        for begin, end in gutters(rows)
        if not any(begin - _SAME < x < end + _SAME for x in jointed)
    ]
    return sorted([*jointed, *spaces])
