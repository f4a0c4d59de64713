"""Heads over several columns or beside several rows, where no rule shows how far they reach."""

from collections.abc import Sequence
from itertools import pairwise
from statistics import median

from checker import Languages, dataclass
from checker_formats.pages.runs import Columns
from checker_formats.pages.segments import Row, Segment
from checker_formats.pages.walls import blocks, partition

_NEAR = 1.3  # of the size; lines of a head stand no further apart
_LINES = 3  # of the upper part of a head
_LONG = 40  # characters of a head
_NEARER = 0.15  # of the size; lines of a cell stand nearer than rows by more
_OFF = 0.35  # of the distance of two rows, by which a row head may be off the middle of its rows
_LABELS = ":："


def upper_head(above: Sequence[Row], first: Row, edges: Sequence[float], languages: Languages) -> list[Row]:
    """Return the lines right above the first of a table that are the upper part of its head: they span its columns.

    `edges` are those of the columns, with the outer ones. A caption ends the head.
    """
    taken: list[Row] = []
    below = first
    for row in reversed(above[-_LINES:]):
        apart = min(one.top for one in below) - max(one.bottom for one in row)
        if apart > _NEAR * row[0].size or not all(_is_label(one, edges) for one in row):
            break
        if len(row) == 1 and languages.is_caption(row[0].words):
            break
        taken.insert(0, row)
        below = row
    while taken and len(taken[0]) == 1 and len(_over(taken[0][0], edges)) != 1:
        del taken[0]  # a caption
    return taken if len([one for row in taken for one in row]) > 1 and spans_of(taken, edges) else []


def spans_of(lines: Sequence[Row], edges: Sequence[float]) -> list[tuple[int, int]]:
    """Return the columns that each text of an upper head spans; none if it cannot be told, or all span one."""
    texts = blocks(one for row in lines for one in row)
    places = [_over_block(block, edges) for block in texts]
    start = 1 if places and places[0] == [0] and len(texts) > 1 else 0
    cuts = partition(edges[start:], texts[start:], gaps=False)
    if cuts is None or len(texts) >= len(edges) - 1:
        return []
    stops = [0] * start + [start + cut for cut in [0, *sorted(cuts)]] + [len(edges) - 1]
    spans = list(pairwise(stops)) if not start else [(0, 1), *pairwise(stops[1:])]
    fits = all(edges[a] - 1 < x0 and x1 < edges[b] + 1 for (a, b), (x0, x1) in zip(spans, texts, strict=True))
    return spans if fits and any(b - a > 1 for a, b in spans) else []


def _is_label(one: Segment, edges: Sequence[float]) -> bool:
    return (
        len(one.text) <= _LONG
        and one.text[-1] not in _LABELS
        and edges[0] - 2 < one.x0
        and one.x1 < edges[-1] + 2
    )


def _over(one: Segment, edges: Sequence[float]) -> list[int]:
    return _over_block((one.x0, one.x1), edges)


def _over_block(block: tuple[float, float], edges: Sequence[float]) -> list[int]:
    return [
        place for place, (left, right) in enumerate(pairwise(edges)) if block[0] < right and left < block[1]
    ]


def with_rest(lines: Sequence[Row]) -> list[Row]:
    """Join lines of one piece to the text right above that they go on, where lines of a cell stand nearer than rows."""
    steps = [below[0].middle - above[0].middle for above, below in pairwise(lines) if len(below) > 1]
    if not steps:
        return list(lines)
    found: list[Row] = []
    for row in lines:
        near = found and row[0].middle - found[-1][0].middle < median(steps) - _NEARER * row[0].size
        over = (
            [place for place, one in enumerate(found[-1]) if one.x0 < row[0].x1 and row[0].x0 < one.x1]
            if near
            else []
        )
        if len(row) == 1 and len(over) == 1:
            above = list(found[-1])
            above[over[0]] = _joined(above[over[0]], row[0])
            found[-1] = above
        else:
            found.append(row)
    return found


def _joined(one: Segment, other: Segment) -> Segment:
    x0, x1 = min(one.x0, other.x0), max(one.x1, other.x1)
    columns = Columns._make([*own, *more] for own, more in zip(one.columns, other.columns, strict=True))
    return one._replace(x0=x0, x1=x1, bottom=other.bottom, text=one.text + other.text, columns=columns)


@dataclass(frozen=True, slots=True)
class RowHeads:
    """Rows without the heads that stood beside several of them; `starts` are those at which one begins."""

    rows: list[Row]
    starts: set[int]
    wall: float  # right of the heads
    left: float  # where the rows begin


def row_heads(lines: Sequence[Row]) -> RowHeads | None:
    """Take heads in the first column out of rows that each of them stands beside the middle of.

    The first line is the head of the table. Return `None` where heads are not in the middle.
    """
    label = lines[0][0]
    left = min((row[0].x0 for row in lines[1:] if len(row) > 1 and row[0].x0 > label.x1), default=0.0)
    heads = [one for row in lines[1:] for one in row if one.x1 < left]
    rest = [row for line in lines[1:] if (row := [one for one in line if one.x1 >= left])]
    if not heads or 2 * len(heads) > len(rest) or any(len(row) < 2 or row[0].is_number for row in rest):
        return None
    if any(row[0].x0 < left for row in rest):
        return None
    pitch = median(below[0].middle - above[0].middle for above, below in pairwise(rest))
    middles = [row[0].middle for row in rest]
    if abs(heads[0].middle - middles[0]) < _OFF * pitch:
        return None  # beside its first row
    starts: set[int] = set()
    start = 0
    for head in heads:
        fitting = (
            stop
            for stop in range(start + 1, len(rest) + 1)
            if abs((middles[start] + middles[stop - 1]) / 2 - head.middle) < _OFF * pitch
        )
        stop = next(fitting, None)
        if stop is None:
            return None
        starts.add(start)
        start = stop
    wall = (max(label.x1, *(one.x1 for one in heads)) + left) / 2
    return RowHeads(rest, starts, wall, left) if start == len(rest) else None
