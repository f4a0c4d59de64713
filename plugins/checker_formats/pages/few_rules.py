"""Tables with few rules: between rows only, or coloured rows, or one column that text divides."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from itertools import chain, pairwise
from math import inf

from checker import BBox, Languages
from checker_formats.pages.alignment import Region, regions, split, with_columns
from checker_formats.pages.lattice import Grid, Held, filled, grid_of, held_by
from checker_formats.pages.page import Box, Page
from checker_formats.pages.pieces import TablePiece, uncertain
from checker_formats.pages.rulings import AGREE, RulingGroup, Stroke
from checker_formats.pages.runs import Text
from checker_formats.pages.segments import GAP, Loose, segments
from checker_formats.pages.text_rows import body_rows

_BAND = (8.0, 60.0)  # points; the height of a coloured row
_BAND_WIDTH = 150.0  # points
_BAR, _BAR_SHARE = (
    3.0,
    0.4,
)  # points, and of the width of a chart: bars are as wide, and cross its lines by more


def aligned(page: Page, level: Sequence[Stroke], chars: Loose, languages: Languages) -> Iterator[Grid]:
    """Find tables whose rules lie between rows only, and those without rules."""
    areas = list(regions(without_charts(page, level)))
    rows = chars.aligned(GAP) if areas else []
    for area in areas:
        for region in split(area, rows, languages):
            group = with_columns(region, rows, languages, _joints(page, region))
            if group is not None and (grid := grid_of(group)) is not None:
                yield grid


def without_charts(page: Page, level: Sequence[Stroke]) -> list[Stroke]:
    """Leave out the lines of charts: several filled boxes, as bars are, begin or end between lines and cross others."""
    alike: defaultdict[tuple[int, int], list[float]] = defaultdict(list)
    for one in level:
        alike[round(one.start), round(one.end)].append(one.position)
    coloured = [box for box in page.boxes if not box.white and box.x1 - box.x0 > _BAR]
    charts = set()
    for (start, end), heights in alike.items():
        bars = (
            box
            for box in coloured
            if start < box.x0 and box.x1 < end and box.x1 - box.x0 < _BAR_SHARE * (end - start)
        )
        if sum(any(box.top + _BAR < y < box.bottom - _BAR for y in heights) for box in bars) > 1:
            charts.add((start, end))
    return [one for one in level if (round(one.start), round(one.end)) not in charts]


def split_column(page: Page, grid: Grid, held: Held, languages: Languages) -> TablePiece | None:
    """Split a grid of one column whose text shows several; `None` where it shows none, or is not a list of rows."""
    if len(grid.columns) > 2 or len(grid.rows) < 4:
        return None
    left, _top, right, _bottom = grid.bbox
    rows = segments(Text(chain.from_iterable(held.values())), GAP, aligned=True)
    if sum(len(row) > 1 for row in rows) < len(rows) / 2 or len(rows) > 2 * len(grid.rows):
        return None
    region = Region(left, right, [Stroke(y, left, right) for y in grid.rows])
    group = with_columns(region, rows, languages)
    if group is None or (finer := grid_of(group)) is None:
        return None
    own, _outside = held_by(chain.from_iterable(held.values()), finer)
    return uncertain(filled(page.number, finer, own))


def split_body(page: Page, grid: Grid, held: Held) -> TablePiece | None:
    """Split cells as wide as the grid whose text stands in the columns of the head above them."""
    width = len(grid.columns) - 1
    wide = {
        owner
        for owner, span in enumerate(grid.spans)
        if span.column_span == width and sum(len(run.texts) for run in held.get(owner, ())) > width
    }
    if (
        not wide
        or width < 2
        or any(span.row_span > 1 for span in grid.spans)
        or grid.spans[0].column_span == width
    ):
        return None
    edges = sorted(one.position for one in band_edges(page))
    heights, added = list(grid.rows), False
    down: list[Stroke] = []
    for owner, span in enumerate(grid.spans):
        left, top, right, bottom = span.bbox
        inner = [x for x in grid.columns if left <= x <= right] if owner in wide else [left, right]
        parts = body_rows(Text(held[owner]), inner[1:-1], edges) if owner in wide else None
        if parts is None:
            inner = [left, right]
        else:
            heights += parts
            added = True
        down += [Stroke(x, top, bottom) for x in inner]
    if not added:
        return None
    heights.sort()
    group = RulingGroup([Stroke(y, grid.columns[0], grid.columns[-1]) for y in heights], sorted(set(down)))
    finer = grid_of(group)
    if finer is None:
        return None
    own, _outside = held_by(chain.from_iterable(held.values()), finer)
    return uncertain(filled(page.number, finer, own))


def bands(page: Page, tables: Sequence[BBox]) -> Iterator[Stroke]:
    """Yield the edges of coloured rows, which stand for rules between rows."""
    bands: defaultdict[tuple[int, int], list[Box]] = defaultdict(list)
    for box in page.boxes:
        middle = (box.x0 + box.x1) / 2, (box.top + box.bottom) / 2
        in_table = any(x0 < middle[0] < x1 and y0 < middle[1] < y1 for x0, y0, x1, y1 in tables)
        if not (box.white or in_table) and _BAND[0] < box.bottom - box.top < _BAND[1]:
            bands[round(box.top), round(box.bottom)].append(box)
    rows: defaultdict[tuple[int, int], list[Box]] = defaultdict(list)
    for boxes in bands.values():
        boxes.sort()
        joined = all(after.x0 - before.x1 < AGREE for before, after in pairwise(boxes))
        left, right = boxes[0].x0, max(box.x1 for box in boxes)
        if joined and right - left > _BAND_WIDTH:
            rows[round(left), round(right)].append(boxes[0]._replace(x1=right))
    for row in rows.values():
        if len(row) > 1:
            yield from (Stroke(y, box.x0, box.x1) for box in row for y in (box.top, box.bottom))


def band_edges(page: Page) -> Iterator[Stroke]:
    """Yield the upper and lower edges of coloured rows of any height, joined cell by cell."""
    bands: defaultdict[tuple[int, int], list[Box]] = defaultdict(list)
    for box in page.boxes:
        if not box.white and box.bottom - box.top > _BAND[0]:
            bands[round(box.top), round(box.bottom)].append(box)
    for boxes in bands.values():
        boxes.sort()
        joined = all(after.x0 - before.x1 < AGREE for before, after in pairwise(boxes))
        left, right = boxes[0].x0, max(box.x1 for box in boxes)
        if joined and right - left > _BAND_WIDTH:
            yield from (Stroke(y, left, right) for y in (boxes[0].top, boxes[0].bottom))


def _joints(page: Page, region: Region) -> list[float]:
    """List where the level rules of an area are jointed in two rows or more."""
    ends: defaultdict[int, set[float]] = defaultdict(set)
    for rule in page.rulings:
        if rule.horizontal and region.top - 1 < rule.position < region.bottom + 1:
            ends[round(rule.start)].add(rule.position)
    jointed = sorted(x for x, places in ends.items() if len(places) > 1)
    return [x for one, x in pairwise([-inf, *jointed]) if x - one > AGREE]
