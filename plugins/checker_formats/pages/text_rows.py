"""Lines in columns into the rows of a table: where rules, bands, spaces or full lines part them."""

from bisect import bisect
from collections.abc import Iterable, Sequence
from itertools import pairwise

from checker_formats.pages.centred import centred_rows
from checker_formats.pages.page import Char
from checker_formats.pages.segments import GAP, Row, Segment, is_crossed, segments

_LEVEL = (
    0.8  # of the size; lines nearer than this stand side by side, as in cells whose text is in their middle
)
EXTRA = 0.2  # of the size; rows stand further apart than the lines of a cell by more
_PITCH = 1.9  # of the size; lines of one cell are not further apart
_MOST_LINES = 12  # of a cell
_FULL = 0.75  # of the rows have text in most columns


def top(lines: Sequence[Row]) -> float:
    """Return the top of lines."""
    return min(one.top for row in lines for one in row)


def bottom(lines: Sequence[Row]) -> float:
    """Return the bottom of lines."""
    return max(one.bottom for row in lines for one in row)


def columns_of(row: Row, walls: Sequence[float]) -> list[int]:
    """List the columns in which a line has text."""
    return [bisect(walls, middle_of(one)) for one in row]


def middle_of(one: Segment) -> float:
    """Return the middle of a segment across."""
    return (one.x0 + one.x1) / 2


def rows_of(
    lines: Sequence[Row], walls: Sequence[float], parts: Sequence[float], *, ruled: bool
) -> list[list[Row]] | None:
    """Divide lines into rows; `None` where it cannot be told to which row a line belongs.

    `walls` are the edges between columns, `parts` the heights of rules and bands. With `ruled`, rules close each row.
    """
    bands = _bands(lines, parts)
    if ruled and _are_rows(bands):
        return bands
    return _parted(bands, walls)


def body_rows(chars: Iterable[Char], walls: Sequence[float], edges: Sequence[float]) -> list[float] | None:
    """Return the heights that part the rows of a body whose head alone has columns; `None` where they cannot be told."""
    lines = segments(chars, GAP, aligned=True)
    if sum(len(row) > 1 for row in lines) < 2:
        return None
    for row in lines:
        places = columns_of(row, walls)
        if len(set(places)) < len(places) or any(is_crossed(row, x) for x in walls):
            return None
    divided = rows_of(lines, walls, edges, ruled=False)
    if divided is None:
        return None
    if not are_full(divided, walls):
        return None
    return [(bottom(above) + top(below)) / 2 for above, below in pairwise(divided)]


def are_full(rows: Sequence[Sequence[Row]], walls: Sequence[float]) -> bool:
    """Return whether most rows have text in most columns."""
    held = [{place for row in lines for place in columns_of(row, walls)} for lines in rows]
    return sum(2 * len(places) > len(walls) + 1 for places in held) >= _FULL * len(rows)


def _bands(lines: Sequence[Row], parts: Sequence[float]) -> list[list[Row]]:
    """Split lines at rules and at the edges of bands."""
    found: list[list[Row]] = []
    reached = -1
    for row in lines:
        place = bisect(parts, row[0].middle)
        if place != reached:
            found.append([])
            reached = place
        found[-1].append(row)
    return found


def _are_rows(bands: Sequence[Sequence[Row]]) -> bool:
    """Return whether lines within bands stand nearer than those of neighbours: then each is a row."""
    within = [one for band in bands for one in _steps(band)]
    across = [step(above[-1], below[0]) for above, below in pairwise(bands)]
    size = max(one.size for one in bands[0][0])
    return not within or (bool(across) and max(within) + EXTRA * size < min(across))


def step(above: Row, below: Row) -> float:
    return bottom([below]) - bottom([above])


def _steps(lines: Sequence[Row]) -> list[float]:
    return [step(above, below) for above, below in pairwise(lines)]


def steps_of(lines: Sequence[Row]) -> list[float]:
    """List the steps from line to line, but for those that stand side by side."""
    return [one for above, below in pairwise(lines) if (one := step(above, below)) > _LEVEL * below[0].size]


def _parted(bands: Sequence[list[Row]], walls: Sequence[float]) -> list[list[Row]] | None:
    """Divide bands at extra space, and where a line is as full as the first of a row."""
    size = max(one.size for one in bands[0][0])
    steps = [one for band in bands for one in steps_of(band)]
    tight = min(steps, default=0.0)
    widest = 0.0 if tight > _PITCH * size else tight + EXTRA * size
    clusters = [cluster for band in bands for cluster in _clusters(band)]
    centred = any(len(cluster) > 1 for cluster in clusters)
    rows: list[list[Row]] = []
    for band in bands:
        for group in _spaced(_clusters(band), widest):
            divided = _divided(group, walls, centred=centred)
            if divided is None:
                lines_of_group = [row for cluster in group for row in cluster]
                head, body = lines_of_group[:1], lines_of_group[1:]
                divided = centred_rows(lines_of_group, walls)
                if divided is None and (rest := centred_rows(body, walls)):
                    divided = [head, *rest]
            if divided is None:
                return None
            rows += divided
    return rows if max(map(len, rows)) <= _MOST_LINES else None


def _clusters(lines: Sequence[Row]) -> list[list[Row]]:
    """Bring lines together that stand side by side."""
    found = [[lines[0]]]
    for above, below in pairwise(lines):
        if step(above, below) > _LEVEL * below[0].size:
            found.append([])
        found[-1].append(below)
    return found


def _spaced(clusters: Sequence[list[Row]], widest: float) -> list[list[list[Row]]]:
    """Split lines where they stand further apart than those of one cell."""
    found = [[clusters[0]]]
    for above, below in pairwise(clusters):
        if step(above[-1], below[0]) > widest:
            found.append([])
        found[-1].append(below)
    return found


def _divided(group: Sequence[list[Row]], walls: Sequence[float], *, centred: bool) -> list[list[Row]] | None:
    """Divide lines that stand near one another; a row begins where the first column and half of all have text."""
    held = [{place for row in cluster for place in columns_of(row, walls)} for cluster in group]
    begins = [0 in columns and 2 * len(columns) > len(walls) for columns in held]
    if sum(begins) < 2:
        return [[row for cluster in group for row in cluster]]
    unclear = any(columns == {0} and not begin for columns, begin in zip(held, begins, strict=True))
    if not begins[0] or unclear or (centred and not all(begins)):
        return None  # such lines may go on above or below
    rows: list[list[Row]] = []
    for cluster, begin in zip(group, begins, strict=True):
        if begin:
            rows.append([])
        rows[-1] += cluster
    return rows
