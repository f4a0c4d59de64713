"""Find the grids that rules draw, and put characters into their cells."""

import re
from bisect import bisect_left, bisect_right
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import groupby, pairwise
from math import inf
from typing import NamedTuple

from checker import BBox, Languages, Messages, ReadError
from checker_formats.pdf.alignment import (
    GAP,
    Region,
    is_crossed,
    regions,
    segments,
    split,
    unruled,
    with_columns,
)
from checker_formats.pdf.lines import TextLine, holds_two_numbers, lines, stacked
from checker_formats.pdf.pages import Box, Char, Page
from checker_formats.pdf.rulings import AGREE, SHORT, RulingGroup, Stroke, ruling_groups

_ = Messages(__package__)

_DRAWN = 0.5  # of an edge; this share must be drawn to separate two cells
_FRAME = 0.6  # of the page; a single cell this large is a page border
_ANY_LANGUAGE = Languages()  # for callers that know none
_BAND = (8.0, 60.0)  # points; the height of a coloured row
_BAND_WIDTH = 150.0  # points
_FREE = -1  # a place of a grid that no span covers yet
_GRID_LIMIT = 200_000  # places of one grid; a page of real tables has 2,000


class GridCell(NamedTuple):
    """One cell of a grid on one page: its position, its extent, its lines of text.

    `open_top` and `open_bottom`: no rule is drawn on that side, where the page may have cut the cell.
    """

    row: int
    column: int
    row_span: int
    column_span: int
    bbox: BBox
    certain: bool = True
    open_top: bool = False
    open_bottom: bool = False
    lines: tuple[TextLine, ...] = ()

    @property
    def text(self) -> str:
        return stacked(self.lines, self.bbox[2] - self.bbox[0])


@dataclass(frozen=True, slots=True)
class TablePiece:
    """The part of a table on one page; `columns` and `rows` are the edges of its grid."""

    page: int
    columns: tuple[float, ...]
    rows: tuple[float, ...]
    grid_cells: tuple[GridCell, ...]

    @property
    def bbox(self) -> BBox:
        return self.columns[0], self.rows[0], self.columns[-1], self.rows[-1]


def grids(page: Page, languages: Languages = _ANY_LANGUAGE) -> tuple[list[TablePiece], list[Char]]:
    """Find the tables of a page that have rules; return them from top to bottom, and the characters outside them."""
    groups, level = ruling_groups(page)
    found = [grid for group in groups if (grid := _grid(group)) is not None]
    whole = page.width * page.height
    found = [grid for grid in found if not (grid.single and _area(grid.bbox) > _FRAME * whole)]
    found = [grid for grid in found if not (grid.single and any(_inside(grid, other) for other in found))]
    found.sort(key=lambda grid: _area(grid.bbox))  # a character belongs to the innermost
    outside = list(page.chars)
    pieces: list[TablePiece] = []
    for grid in found:
        held, outside = _held(outside, grid)
        pieces.append(_split(page, grid, held) or _piece(page.number, grid, held))
    level += _bands(page, [grid.bbox for grid in found])
    for grid in _aligned(page, level, outside, languages):
        held, rest = _held(outside, grid)
        piece = _piece(page.number, grid, held)
        if _is_tabular(piece):
            pieces.append(_uncertain(piece))
            outside = rest
    return sorted(pieces, key=by_place), outside


def by_place(piece: TablePiece | TextLine) -> tuple[float, float]:
    """Order what is on a page from top to bottom, and from left to right."""
    return piece.bbox[1], piece.bbox[0]


_FIGURE = re.compile(r"\s[\d,.]+[%‰]?(?=\s|$)")
_FIGURES = 4  # on one line, or lines with one; fewer show no columns


def shows_columns(written: Iterable[TextLine]) -> bool:
    """Return whether lines may be set out in columns: numbers stand apart on several, or several on one."""
    counts = [len(_FIGURE.findall(line.text)) for line in written]
    return max(counts, default=0) >= _FIGURES or sum(map(bool, counts)) >= 2


def unruled_grids(page: Page, chars: list[Char]) -> tuple[list[TablePiece], list[Char], list[BBox]]:
    """Find tables without rules, the characters outside them, and the areas of columns that are not read."""
    pieces: list[TablePiece] = []
    unread: list[BBox] = []
    for columns in unruled(chars):
        if columns.group is not None and (grid := _grid(columns.group)) is not None:
            held, chars = _held(chars, grid)
            pieces.append(_uncertain(_piece(page.number, grid, held)))
        else:
            unread.append((columns.left, columns.top, columns.right, columns.bottom))
    return pieces, chars, unread


_CAPTION = re.compile(
    r"(?:附?表|图|(?:table|tab\.|exhibit|figure|fig\.)(?=[\s\d]))\s*[-\d一二三四五六七八九十a-z.]*\d*",
    re.IGNORECASE,
)
_TEXTS = 2  # cells of a drawing that hold words; tables hold more
_EMPTY = 4  # cells of a drawing
_LONG = 3  # lines of a cell that are running text
_MOST_LINES = 8  # of a cell without rules beside it


def is_drawing(piece: TablePiece) -> bool:
    """Return whether hardly any cell holds text, as between the lines of a chart."""
    filled = sum(bool(cell.lines) for cell in piece.grid_cells)
    return filled <= _TEXTS and len(piece.grid_cells) - filled >= _EMPTY


def is_frame(piece: TablePiece, page: Page) -> bool:
    """Return whether a grid of one column frames most of a page, or running text."""
    if len(piece.columns) > 2:
        return False
    large = _area(piece.bbox) > _FRAME * page.width * page.height
    return large and max(len(cell.lines) for cell in piece.grid_cells) >= _LONG


def caption(piece: TablePiece) -> tuple[tuple[TextLine, ...], TablePiece]:
    """Take the caption off a table that has it as its first row; return its lines, and the rest."""
    first = piece.grid_cells[0] if piece.grid_cells else None
    wide = (
        first is not None
        and first.row == 0
        and first.row_span == 1
        and first.column_span == len(piece.columns) - 1
    )
    if first is None or not wide or len(piece.rows) < 4 or len(piece.columns) < 3:
        return (), piece
    found = _CAPTION.match(first.text)
    if found is None or not any(sign.isdigit() or sign in "一二三四五六七八九十" for sign in found.group()):
        return (), piece
    rest = tuple(cell._replace(row=cell.row - 1) for cell in piece.grid_cells[1:])
    return first.lines, replace(piece, rows=piece.rows[1:], grid_cells=rest)


def _is_tabular(piece: TablePiece) -> bool:
    """Return whether rows of a grid that was found by alignment are divided, and hold no running text."""
    whole = [cell for cell in piece.grid_cells if cell.column_span == len(piece.columns) - 1]
    counts = [len(cell.lines) for cell in piece.grid_cells if cell.lines]
    long = max(counts, default=0) > _MOST_LINES or sum(counts) > _LONG * len(counts)
    long |= any(len(cell.lines) >= _LONG for cell in whole)
    return not long and 2 * len(whole) < len(piece.rows) - 1 and not is_drawing(piece)


def _uncertain(piece: TablePiece) -> TablePiece:
    return replace(piece, grid_cells=tuple(cell._replace(certain=False) for cell in piece.grid_cells))


# --- cells ---------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Grid:
    columns: list[float]
    rows: list[float]
    spans: list[GridCell]
    owners: list[list[int]]
    hollow: set[int]  # spans with an open side: cells only if they hold text

    @property
    def bbox(self) -> BBox:
        return self.columns[0], self.rows[0], self.columns[-1], self.rows[-1]

    @property
    def single(self) -> bool:
        return len(self.spans) == 1

    def owner(self, x: float, y: float) -> int:
        """Return the span that covers a point of the grid."""
        column = min(bisect_right(self.columns, x), len(self.columns) - 1) - 1
        row = min(bisect_right(self.rows, y), len(self.rows) - 1) - 1
        return self.owners[row][column]


def _grid(group: RulingGroup) -> _Grid | None:
    columns, left, right = _edges(group.down, group.across)
    rows, top, bottom = _edges(group.across, group.down)
    width, height = len(columns) - 1, len(rows) - 1
    if width < 1 or height < 1:
        return None
    if width * height > _GRID_LIMIT:
        raise ReadError("too-large", _("a table of the PDF has {count} places", count=width * height))
    walls, floors = _drawn(columns, rows, group.down), _drawn(rows, columns, group.across)
    walls = _implied(walls, height, before=left, after=right)
    spans, owners = _spans(width, height, walls, _implied(floors, width, before=top, after=bottom))
    hollow: set[int] = set()
    grid_cells: list[GridCell] = []
    for index, (row, column, below, right_side) in enumerate(spans):
        high, wide = below - row, right_side - column
        beside = min(_count(walls[column], row, below), _count(walls[right_side], row, below))
        above, under = _count(floors[row], column, right_side), _count(floors[below], column, right_side)
        open_top, open_bottom = 2 * above < wide, 2 * under < wide
        if 2 * beside < high or (open_top and row > 0) or (open_bottom and below < height):
            hollow.add(index)
        certain = beside == high and (row == 0 or above == wide) and (below == height or under == wide)
        bbox = (columns[column], rows[row], columns[right_side], rows[below])
        grid_cells.append(GridCell(row, column, high, wide, bbox, certain, open_top, open_bottom))
    return _Grid(columns, rows, grid_cells, owners, hollow)


def _edges(strokes: Iterable[Stroke], crossing: Iterable[Stroke]) -> tuple[list[float], bool, bool]:
    """Return the positions of rules; the first and last are implied where two or more crossing rules end together."""
    edges = [position for position, _same in groupby(sorted(stroke.position for stroke in strokes))]
    first, last = (edges[0], edges[-1]) if edges else (inf, -inf)
    starts = sorted(stroke.start for stroke in crossing if stroke.start < first - SHORT)
    ends = sorted((stroke.end for stroke in crossing if stroke.end > last + SHORT), reverse=True)
    before = len(starts) > 1 and starts[1] - starts[0] < AGREE
    after = len(ends) > 1 and ends[0] - ends[1] < AGREE
    return [*starts[:before], *edges, *ends[:after]], before, after


def _drawn(edges: list[float], crossing: list[float], strokes: Iterable[Stroke]) -> list[int]:
    """Return, for each edge, the intervals where a rule separates the cells on its sides, as bits."""
    drawn = dict.fromkeys(edges, 0)
    partly: defaultdict[tuple[float, int], float] = defaultdict(float)
    for position, start, end in strokes:
        first, last = bisect_left(crossing, start), bisect_right(crossing, end) - 1
        if first < last:
            drawn[position] |= (1 << last) - (1 << first)
        for place in {first - 1, last}:
            if 0 <= place < len(crossing) - 1:
                partly[position, place] += min(end, crossing[place + 1]) - max(start, crossing[place])
    for (position, place), covered in partly.items():
        if covered >= _DRAWN * (crossing[place + 1] - crossing[place]):
            drawn[position] |= 1 << place
    return list(drawn.values())


def _implied(drawn: list[int], places: int, *, before: bool, after: bool) -> list[int]:
    """Close the first or the last edge over all its intervals."""
    every = (1 << places) - 1
    return [every] * before + drawn[before : len(drawn) - after] + [every] * after


def _count(drawn: int, start: int, stop: int) -> int:
    return (drawn >> start & (1 << stop - start) - 1).bit_count()


def _spans(
    width: int, height: int, walls: list[int], floors: list[int]
) -> tuple[list[tuple[int, int, int, int]], list[list[int]]]:
    """Split the grid into the largest rectangles that no rule crosses: (row, column, end row, end column)."""
    spans: list[tuple[int, int, int, int]] = []
    owners = [[_FREE] * width for _row in range(height)]
    for row, own in enumerate(owners):
        for column in range(width):
            if own[column] != _FREE:
                continue
            right = column + 1
            while right < width and not walls[right] >> row & 1 and own[right] == _FREE:
                right += 1
            below = row + 1
            while below < height and _goes_on(below, column, right, walls, floors):
                below += 1
            for line in owners[row:below]:
                line[column:right] = [len(spans)] * (right - column)
            spans.append((row, column, below, right))
    return spans, owners


def _goes_on(row: int, left: int, right: int, walls: list[int], floors: list[int]) -> bool:
    """Return whether the cell above `row` reaches down into it over its whole width."""
    return not _count(floors[row], left, right) and not any(
        wall >> row & 1 for wall in walls[left + 1 : right]
    )


# --- text ----------------------------------------------------------------------------------------------------

_HANGING = frozenset("、，。．：；？！）》〉」』】〕”’,.;:!?)")


def _held(chars: Iterable[Char], grid: _Grid) -> tuple[dict[int, list[Char]], list[Char]]:
    """Put characters into the cells that contain their centres; return the others as well.

    Hanging punctuation counts by its left side. Most characters are in the same cell as the one before.
    """
    left, top, right, bottom = grid.bbox
    held: dict[int, list[Char]] = {}
    outside: list[Char] = []
    cell = outside
    x0 = y0 = x1 = y1 = inf
    for char in chars:
        x, y = (char.x0 + char.x1) / 2, (char.top + char.bottom) / 2
        if char.text in _HANGING and char.angle == 0 and not char.vertical:
            x = char.x0
        if x0 < x < x1 and y0 < y < y1:
            cell.append(char)
        elif left <= x <= right and top <= y <= bottom:
            owner = grid.owner(x, y)
            x0, y0, x1, y1 = grid.spans[owner].bbox
            cell = held.setdefault(owner, [])
            cell.append(char)
        else:
            outside.append(char)
    return held, outside


def _piece(page: int, grid: _Grid, held: dict[int, list[Char]]) -> TablePiece:
    grid_cells = [
        cell
        for owner, span in enumerate(grid.spans)
        if owner in held or owner not in grid.hollow
        for cell in (_filled(span, held[owner], grid.columns) if owner in held else (span,))
    ]
    return _without_empty_rows(
        TablePiece(page, tuple(grid.columns), tuple(grid.rows), tuple(_drawn_down(grid_cells, grid.rows)))
    )


def _filled(span: GridCell, chars: list[Char], columns: Sequence[float]) -> Iterable[GridCell]:
    """Put text into a cell; one that holds two numbers is uncertain, or divided where columns part them."""
    cell = GridCell(*span[:-1], tuple(lines(chars)))
    if len(cell.lines) == 1 and " " not in cell.lines[0].text:
        return (cell,)
    if cell.column_span > 1 and len(cell.lines) == 1 and (divided := _divided(cell, chars, columns)):
        return divided
    return (cell._replace(certain=False) if holds_two_numbers(cell.text) else cell,)


def _divided(cell: GridCell, chars: Sequence[Char], columns: Sequence[float]) -> list[GridCell]:
    """Divide a cell over several columns whose text stands in them one by one, where no rule divides it."""
    edges = columns[cell.column : cell.column + cell.column_span + 1]
    rows = segments(chars, GAP)
    crossed = any(is_crossed(row, x) for row in rows for x in edges[1:-1])
    if len(rows) != 1 or len(rows[0]) < max(2, (cell.column_span + 1) // 2) or crossed:
        return []
    _left, top, _right, bottom = cell.bbox
    return [
        GridCell(
            cell.row, place, 1, 1, (start, top, stop, bottom), certain=False,
            open_top=cell.open_top, open_bottom=cell.open_bottom,
            lines=tuple(lines(char for char in chars if start <= char.middle[0] < stop)),
        )
        for place, (start, stop) in enumerate(pairwise(edges), cell.column)
    ]  # fmt: skip


def _drawn_down(grid_cells: Sequence[GridCell], rows: Sequence[float]) -> Iterator[GridCell]:
    """Extend cells that the page cut at their top over the gap below them.

    Browsers end such a cell where its own text does, out of line with the cells beside it.
    """
    if not any(cell.row == 0 and cell.open_top for cell in grid_cells):
        yield from grid_cells
        return
    ends = Counter(cell.row + cell.row_span for cell in grid_cells)
    starts = Counter(cell.row for cell in grid_cells)
    torn = {
        (cell.row_span, cell.column, cell.column_span)
        for cell in grid_cells
        if cell.row == 0 and cell.open_top and ends[cell.row_span] == 1
    }
    gaps = {
        cell
        for cell in grid_cells
        if (cell.row, cell.column, cell.column_span) in torn and starts[cell.row] == 1 and not cell.lines
    }
    taken = {
        (row, column)
        for cell in set(grid_cells) - gaps
        for row in range(cell.row, cell.row + cell.row_span)
        for column in range(cell.column, cell.column + cell.column_span)
    }
    for cell in grid_cells:
        stop, columns = (
            cell.row + cell.row_span,
            range(cell.column, cell.column + cell.column_span),
        )
        if cell.row == 0 and cell.open_top:
            while stop < len(rows) - 1 and not any((stop, column) in taken for column in columns):
                stop += 1
        if cell not in gaps:
            left, top, right, _bottom = cell.bbox
            yield cell._replace(row_span=stop - cell.row, bbox=(left, top, right, rows[stop]))


def _without_empty_rows(piece: TablePiece) -> TablePiece:
    """Drop rows whose cells all continue into the row above or below.

    Where a browser moves a row to the next page, its merged heads alone reach down to the page's end.
    """
    height = len(piece.rows) - 1
    starts = {cell.row for cell in piece.grid_cells}
    ends = {cell.row + cell.row_span for cell in piece.grid_cells}
    empty_rows: list[int] = []
    for row in range(height):
        above = row > 0 and row - 1 not in empty_rows and row not in starts
        below = row + 1 < height and row + 1 not in ends
        if above or below:
            empty_rows.append(row)
    if not empty_rows:
        return piece
    kept = [row for row in range(height) if row not in empty_rows]
    place = [sum(row < edge for row in kept) for edge in range(height + 1)]
    grid_cells = (
        p._replace(row=place[p.row], row_span=place[p.row + p.row_span] - place[p.row])
        for p in piece.grid_cells
    )
    return replace(
        piece, rows=(*(piece.rows[row] for row in kept), piece.rows[-1]), grid_cells=tuple(grid_cells)
    )


def _area(bbox: BBox) -> float:
    return (bbox[2] - bbox[0]) * (bbox[3] - bbox[1])


def _inside(grid: _Grid, other: _Grid) -> bool:
    x0, top, x1, bottom = grid.bbox
    u0, above, u1, below = other.bbox
    return grid is not other and u0 <= x0 and x1 <= u1 and above <= top and bottom <= below


# --- tables with few rules ------------------------------------------------------------------------------------


def _aligned(
    page: Page, level: Sequence[Stroke], chars: Sequence[Char], languages: Languages
) -> Iterator[_Grid]:
    """Find tables whose rules lie between rows only, and those without rules."""
    areas = list(regions(level))
    rows = segments(chars, GAP) if areas else []
    for area in areas:
        for region in split(area, rows, languages):
            group = with_columns(region, rows, _joints(page, region))
            if group is not None and (grid := _grid(group)) is not None:
                yield grid


def _split(page: Page, grid: _Grid, held: Mapping[int, list[Char]]) -> TablePiece | None:
    """Split a grid of one column whose text shows several; `None` where it shows none, or is not a list of rows."""
    if len(grid.columns) > 2 or len(grid.rows) < 4:
        return None
    left, _top, right, _bottom = grid.bbox
    rows = segments((char for chars in held.values() for char in chars), GAP)
    if sum(len(row) > 1 for row in rows) < len(rows) / 2 or len(rows) > 2 * len(grid.rows):
        return None
    region = Region(left, right, [Stroke(y, left, right) for y in grid.rows])
    group = with_columns(region, rows)
    if group is None or (finer := _grid(group)) is None:
        return None
    own, _outside = _held([char for chars in held.values() for char in chars], finer)
    return _uncertain(_piece(page.number, finer, own))


def _bands(page: Page, tables: Sequence[BBox]) -> Iterator[Stroke]:
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


def _joints(page: Page, region: Region) -> list[float]:
    """List where the level rules of an area are jointed in two rows or more."""
    ends: defaultdict[int, set[float]] = defaultdict(set)
    for rule in page.rulings:
        if rule.horizontal and region.top - 1 < rule.position < region.bottom + 1:
            ends[round(rule.start)].add(rule.position)
    jointed = sorted(x for x, places in ends.items() if len(places) > 1)
    return [x for one, x in pairwise([-inf, *jointed]) if x - one > AGREE]
