"""Tables with rules between their rows only: columns found by the alignment of their text.

The result is given as rules that are not drawn, so that the finder of ruled tables makes the cells; all of them are
uncertain.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Container, Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import pairwise, takewhile
from statistics import median

from checker import Languages, dataclass
from checker_formats.pages.centred import centred_rows
from checker_formats.pages.merged_heads import row_heads
from checker_formats.pages.rulings import RulingGroup, Stroke
from checker_formats.pages.segments import Row, Segment, gutters, is_crossed, may_go_on, middle_of_gutter
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
_HEADING = 4  # characters of a heading, its number apart
_BELOW = 12  # lines that show the columns below a heading
_LARGER = 1.15  # of the size of a table's text


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
        first, stop = _headings(band, rows, languages)
        if first < stop:
            kept = [*(kept or [top]), _above(band[first], band[first - 1])] if first else kept
            region = _with_rule(region, kept[-1:])
            yield from _part(region, kept)
            kept = [_above(band[stop], band[stop - 1]), bottom] if stop < len(band) else []
            region = _with_rule(region, kept[:1])
            continue
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


def _with_rule(region: Region, heights: Iterable[float]) -> Region:
    """Add rules across an area."""
    added = [Stroke(y, region.left, region.right) for y in heights if y not in region.full()]
    return replace(region, level=sorted([*region.level, *added])) if added else region


def _above(row: Row, before: Row) -> float:
    return (max(one.bottom for one in before) + min(one.top for one in row)) / 2


def _headings(band: Sequence[Row], rows: Sequence[Row], languages: Languages) -> tuple[int, int]:
    """Return where a heading and its captions stand beside rows of a table, where no rule parts them.

    They go over the columns below them, or are larger, unlike the first line of a label.
    """
    for first, row in enumerate(band if len(band) > 1 else ()):
        number = languages.number(row[0].words) if len(row) == 1 else None
        if number is None or not number.is_top or len(number.rest) < _HEADING:
            continue
        start = next(place for place, one in enumerate(rows) if one is row)
        spaces = gutters([one for one in rows[start + 1 : start + _BELOW] if one[0].top > row[0].bottom])
        others = [one.size for other in band for one in other if len(other) > 1]
        larger = bool(others) and row[0].size > _LARGER * max(others)
        stop = first
        for one in band[first:]:
            over = any(one[0].x0 < begin and end < one[0].x1 for begin, end in spaces)
            goes_on = over or (larger and stop == first) or languages.is_caption(one[0].words)
            if len(one) > 1 or not goes_on:
                break
            stop += 1
        if stop > first:
            return first, stop
    return 0, 0


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
    return off > only.size and languages.number(only.words).numbering is not None


def _part(region: Region, edges: Sequence[float]) -> Iterator[Region]:
    if len(edges) > 1:
        yield Region(
            region.left, region.right, [one for one in region.level if edges[0] <= one.position <= edges[-1]]
        )


def with_columns(
    region: Region, rows: Sequence[Row], languages: Languages, ends: Iterable[float] = ()
) -> RulingGroup | None:
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
    if len(inner) > 1 and len(inner[0]) == 1 and languages.is_caption(inner[0][0].words):
        region = _without_caption(region, inner[0][0], inner[1])
        inner = inner[1:]
    elif outer := _outer_rows(region, rows, columns, languages):
        region, outer_rows = outer
        inner = sorted([*inner, *outer_rows], key=lambda row: row[0].top)
    beside: set[int] = set()
    few = 2 * len(region.full()) < len(inner)
    if few and len(inner) > 2 and (heads := row_heads(inner)):
        beside = {id(row) for place, row in enumerate(heads.rows) if place not in heads.starts}
        inner = [inner[0], *heads.rows]
        columns = sorted([heads.wall, *(x for x in columns if x > heads.left)])
    level = [*region.level, *_between_lines(region, inner, columns, beside)]
    edges = [region.left, *columns, region.right]
    grid = AlignedGrid(edges, sorted({one.position for one in level}), level, inner)
    down = [Stroke(x, region.top, region.bottom) for x in (region.left, region.right)]
    return RulingGroup(sorted(level), [*down, *grid.walls()])


def _without_caption(region: Region, caption: Segment, below: Row) -> Region:
    """Begin an area below the caption within it."""
    edge = (caption.bottom + min(one.top for one in below)) / 2
    kept = [one for one in region.level if one.position > caption.middle]
    if not any(one.position < below[0].middle for one in kept):
        kept = [Stroke(edge, region.left, region.right), *kept]
    return Region(region.left, region.right, kept)


def _outer_rows(
    region: Region, rows: Sequence[Row], columns: Sequence[float], languages: Languages
) -> tuple[Region, list[Row]] | None:
    """Add the rows above the first rule and below the last one.

    These are a row that is set out in the same columns right beside the rule, and, at the edges of a page, the rows
    of numbers whose other rule the page break took.
    """
    above = [row for row in rows if row[0].bottom < region.top + _SAME]
    above = [*takewhile(lambda row: not _is_running(row, columns, languages), reversed(above))][::-1]
    below = [row for row in rows if row[0].top > region.bottom - _SAME]
    below = [*takewhile(lambda row: not _is_running(row, columns, languages), below)]
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


def _is_running(row: Row, columns: Sequence[float], languages: Languages) -> bool:
    """Return whether a line of one piece goes over columns, or is a caption."""
    return len(row) == 1 and (any(is_crossed(row, x) for x in columns) or languages.is_caption(row[0].words))


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


def _between_lines(
    region: Region, rows: Sequence[Row], columns: Sequence[float], beside: Container[int]
) -> Iterator[Stroke]:
    """Yield rules between the lines of an area that holds several rows of numbers, as below the head of a table.

    They begin at the first wall where a row, by its id, stands beside a head that goes on.
    """
    positions = [one.position for one in region.level]
    wall = columns[0]
    labels = [row[0] for row in rows if row[0].x1 < wall]
    width = max((one.x1 - one.x0 for one in labels), default=0.0)
    for top, bottom, band in _bands(region.full(), rows):
        inside = bisect_right(positions, top) < bisect_left(positions, bottom)
        most = max(map(len, band), default=0)
        counted = [row for row in band if 2 * len(row) >= most > 1 and any(one.is_number for one in row)]
        if inside or len(counted) < 2:
            continue
        rows_of_band = centred_rows(band, columns) or centred_rows(band[1:], columns)
        if rows_of_band:
            begins = {id(lines[0]) for lines in rows_of_band}
        else:
            begins = _beginnings(band, {id(row) for row in counted}, wall, width)
        for above, below in pairwise(band):
            if id(below) in begins:
                floor, ceiling = max(one.bottom for one in above), min(one.top for one in below)
                left = wall if id(below) in beside else region.left
                yield Stroke((floor + ceiling) / 2, left, region.right)


def _beginnings(band: Sequence[Row], counted: Container[int], wall: float, width: float) -> set[int]:
    """Return the lines, by their ids, at which rows begin.

    They do at lines of numbers, and at labels that stand alone: neither the label above nor the one below had no room
    for the first word of the next.
    """
    found: set[int] = set()
    free = False  # whether the next line of numbers begins a row
    for place, row in enumerate(band):
        if id(row) in counted:
            if free:
                found.add(id(row))
            free = True
            continue
        if len(row) > 1 or row[0].x1 > wall:
            continue
        above, below = band[place - 1 : place], band[place + 1 : place + 2]
        if above and (above[0][0].x0 > wall or may_go_on(above[0][0], row[0], width)):
            continue
        if above or not below:
            found.add(id(row))
        free = not (below and below[0][0].x1 < wall and may_go_on(row[0], below[0][0], width))
    return found


def _edges(region: Region, rows: Sequence[Row], ends: Iterable[float]) -> list[float]:
    """Return where columns meet: where rules end or are jointed, and in spaces that no row crosses."""
    ends = [*ends, *(one.start for one in region.level), *(one.end for one in region.level)]
    jointed: list[float] = []
    for x in sorted(x for x in ends if region.left + _SAME < x < region.right - _SAME):
        if not jointed or x - jointed[-1] > _SAME:
            jointed.append(x)
    jointed = [x for x in jointed if sum(is_crossed(row, x) for row in rows) <= _MOST * len(rows)]
    spaces = [
        middle_of_gutter(begin, end, rows)
        for begin, end in gutters(rows)
        if not any(begin - _SAME < x < end + _SAME for x in jointed)
    ]
    return sorted([*jointed, *spaces])
