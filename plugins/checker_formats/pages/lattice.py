"""Grids that rules draw, and the characters in their cells."""

from bisect import bisect_left, bisect_right
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import groupby, pairwise
from math import inf

from checker import BBox, Messages, ReadError, dataclass
from checker_formats.pages.lines import has_words, holds_two_numbers, lines, lines_of
from checker_formats.pages.page import Char
from checker_formats.pages.pieces import GridCell, TablePiece
from checker_formats.pages.rulings import AGREE, SHORT, RulingGroup, Stroke
from checker_formats.pages.runs import Run, Text, chars_of
from checker_formats.pages.segments import GAP, is_crossed, segments

_ = Messages(__package__)
_new = tuple.__new__  # a third faster than calling the class, which checks the number of values
_DRAWN = 0.5  # of an edge; this share must be drawn to separate two cells
_FREE = -1  # a place of a grid that no span covers yet
_TOUCH = 0.1  # of the size; letters of one word are not further apart
_LOWEST = 8.0  # points; no row of text is lower
_GRID_LIMIT = 200_000  # places of one grid; a page of real tables has 2,000


@dataclass(frozen=True, slots=True)
class Grid:
    """The edges of rows and columns, and the cells between them; `owners` are the cells at each place."""

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


def grid_of(group: RulingGroup) -> Grid | None:
    """Return the grid that connected rules draw, if any."""
    columns, left, right = _edges(group.down, group.across)
    rows, top, bottom = _edges(group.across, group.down)
    width, height = len(columns) - 1, len(rows) - 1
    if width < 1 or height < 1:
        return None
    if width * height > _GRID_LIMIT:
        raise ReadError("too-large", _("a table of the file has {count} places", count=width * height))
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
    return Grid(columns, rows, grid_cells, owners, hollow)


def _edges(strokes: Iterable[Stroke], crossing: Sequence[Stroke]) -> tuple[list[float], bool, bool]:
    """Return the positions of rules; the first and last are implied where crossing rules end together beyond them."""
    edges = [position for position, _same in groupby(sorted(stroke.position for stroke in strokes))]
    first, last = (edges[0], edges[-1]) if edges else (inf, -inf)
    lone = len(edges) > 1
    starts = _beyond(first, (stroke.start for stroke in crossing), lone=lone)
    ends = _beyond(-last, (-stroke.end for stroke in crossing), lone=lone)
    return [*starts, *edges, *(-end for end in ends)], bool(starts), bool(ends)


def _beyond(edge: float, starts: Iterable[float], *, lone: bool) -> list[float]:
    """Return where two or more rules begin together before an edge, or a `lone` one that crosses it: one place or none.

    A last row that only one rule divides has no other; where other rules begin at the edge, it is the border.
    """
    reaching = sorted(start for start in starts if start < edge + SHORT)
    early = [start for start in reaching if start < edge - SHORT]
    if len(early) > 1:
        return early[:1] if early[1] - early[0] < AGREE else []
    return early if lone and len(reaching) == 1 and early and edge - early[0] > _LOWEST else []


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


Held = dict[int, list[Run]]  # the text in the cells of a grid
_Area = tuple[float, float, float, float, Grid, Held]


def held_by(runs: Iterable[Run], grid: Grid) -> tuple[Held, list[Run]]:
    """Put text into the cells that contain the centres of its characters; return the rest as well."""
    (held,), outside = held_by_each(runs, [grid])
    return held, outside


def held_by_each(runs: Iterable[Run], grids: Sequence[Grid]) -> tuple[list[Held], list[Run]]:
    """Put text into the cells of several grids, each character into the first that holds it.

    Hanging punctuation counts by its left side.
    """
    every: list[Held] = [{} for _grid in grids]
    areas = [(*grid.bbox, grid, held) for grid, held in zip(grids, every, strict=True)]
    outside: list[Run] = []
    for run in runs:
        y = (run.top + run.bottom) / 2
        near = [area for area in areas if area[1] <= y <= area[3]]
        if near:
            near = [area for area in near if area[0] <= run.x1 and run.x0 <= area[2]]
        if not near:
            outside.append(run)
            continue
        left, _top, right, _bottom, grid, held = near[0]
        if left <= run.x0 and run.x1 <= right and (owner := grid.owner(run.x0, y)) == grid.owner(run.x1, y):
            held.setdefault(owner, []).append(run)
            continue
        cells = [_cell(x, y, near, outside) for x in _places(run)]
        start = 0
        for stop, cell in enumerate(cells, 1):
            if stop == len(cells) or cells[stop] is not cell:
                cell.append(run.part(start, stop))
                start = stop
    return every, outside


def _places(run: Run) -> Iterator[float]:
    """Yield where each character is, across the page."""
    for text, left, right in zip(run.texts, run.lefts, run.rights, strict=True):
        yield left if text in _HANGING and run.level else (left + right) / 2


def _cell(x: float, y: float, areas: Iterable[_Area], outside: list[Run]) -> list[Run]:
    """Return the text of the first cell that holds a point."""
    for left, _top, right, _bottom, grid, held in areas:
        if left <= x <= right:
            return held.setdefault(grid.owner(x, y), [])
    return outside


def cuts_words(held: Held) -> bool:
    """Return whether letters of one word stand in two cells: the columns are not those of the text."""
    rows: defaultdict[int, list[tuple[Char, int]]] = defaultdict(list)
    for owner, runs in held.items():
        for char in chars_of(run for run in runs if run.level):
            if char.text.isalpha():
                rows[round(char.baseline)].append((char, owner))
    return any(
        owner != beside and abs(other.x0 - one.x1) < _TOUCH * one.size
        for row in rows.values()
        for (one, owner), (other, beside) in pairwise(sorted(row, key=lambda held: held[0].x0))
    )


def filled(page: int, grid: Grid, held: Held) -> TablePiece:
    """Return a grid with the text in its cells as lines."""
    grid_cells = [
        cell
        for owner, span in enumerate(grid.spans)
        if owner in held or owner not in grid.hollow
        for cell in (_cells(span, held[owner], grid.columns) if owner in held else (span,))
    ]
    return _without_empty_rows(
        TablePiece(page, tuple(grid.columns), tuple(grid.rows), tuple(_drawn_down(grid_cells, grid.rows)))
    )


def _cells(span: GridCell, runs: list[Run], columns: Sequence[float]) -> Iterable[GridCell]:
    """Put text into a cell; one that holds two numbers is uncertain, or divided where columns part them."""
    cell = _new(GridCell, (*span[:-1], tuple(lines_of(runs))))
    if len(cell.lines) == 1 and " " not in cell.lines[0].text:
        return (cell,)
    if cell.column_span > 1 and len(cell.lines) == 1 and (divided := _divided(cell, Text(runs), columns)):
        return divided
    if any(has_words(line.text) for line in cell.lines) or not holds_two_numbers(cell.text):
        return (cell,)
    return (cell._replace(certain=False),)


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
