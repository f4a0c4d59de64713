"""Rulings into groups: parallels snapped, gaps closed, and those that cross brought together."""

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from operator import attrgetter
from typing import NamedTuple

from checker import dataclass
from checker_formats.pages.page import Box, Page, RuledLine
from checker_formats.pages.shapes import THIN

SHORT = 4.0  # points; what is shorter is a dot or a tick
AGREE = 5.0  # points; rules that end within this end together
_SNAP = 2.0  # points; parallels nearer than this are one rule (double borders, cells that draw their own)
_GAP = 3.5  # points; a rule goes on over gaps that are smaller (dashes, dots, joints)
_SLACK = 3.0  # points; rules that miss one another by less do meet
_ROW = 0.3  # of the page's height; the upright rules of a row that is higher than the page are longer


_BEGIN = attrgetter("start")


class Stroke(NamedTuple):
    """A rule with its joints closed; `position` is shared by all parallels that were snapped together."""

    position: float
    start: float
    end: float


@dataclass(frozen=True, slots=True)
class RulingGroup:
    """Rules that are connected by their crossings."""

    across: list[Stroke]
    down: list[Stroke]


@dataclass(frozen=True, slots=True)
class SetOut:
    """Lines set out in columns; `group` are the rules that would part their cells, if these can be told."""

    left: float
    top: float
    right: float
    bottom: float
    group: RulingGroup | None


def ruling_groups(page: Page) -> tuple[list[RulingGroup], list[Stroke]]:
    """Find the groups of connected rules on a page, each of which draws a table, and level rules that cross none."""
    return _connected(*_strokes(page), _ROW * page.height)


def _solid(rulings: Sequence[RuledLine]) -> Sequence[RuledLine]:
    """Join dots and short dashes into lines, each in the direction in which others follow it.

    A dot may belong to a line either way, and the dots of an upright line would join all level lines they pass.
    """
    tiny = [rule for rule in rulings if rule.end - rule.start < THIN]
    if not tiny:
        return rulings
    found = [rule for rule in rulings if rule.end - rule.start >= THIN]
    rows: dict[tuple[bool, float, bool], list[RuledLine]] = defaultdict(list)
    for rule in tiny:
        rows[rule.horizontal, round(rule.position, 1), rule.white].append(rule)
    for row in rows.values():
        found += _chained(sorted(row, key=_BEGIN))
    return found


def _chained(row: Sequence[RuledLine]) -> Iterator[RuledLine]:
    """Join the dots of one row where they follow one another; others are none of its lines."""
    first = last = row[0]
    for rule in row[1:]:
        if rule.start - last.end >= _GAP:
            if last.end - first.start > SHORT:
                yield first._replace(end=last.end)
            first = rule
        last = rule
    if last.end - first.start > SHORT:
        yield first._replace(end=last.end)


def _strokes(page: Page) -> tuple[list[Stroke], list[Stroke]]:
    coloured = [box for box in page.boxes if not box.white]
    seen = (_on_page(rule, page) for rule in _solid(page.rulings))
    drawn = [rule for rule in seen if rule.end > rule.start and (not rule.white or _on(rule, coloured))]
    across = [rule for rule in drawn if rule.horizontal]
    return list(_snapped(across)), list(_snapped(rule for rule in drawn if not rule.horizontal))


def _on_page(rule: RuledLine, page: Page) -> RuledLine:
    """Cut a rule at the edge of the page; cells cut by a page break run over it."""
    end = page.width if rule.horizontal else page.height
    if rule.start >= 0 and rule.end <= end:
        return rule
    return rule._replace(start=max(rule.start, 0), end=min(rule.end, end))


def _on(rule: RuledLine, boxes: Sequence[Box]) -> bool:
    """Return whether a white rule shows, because it lies on colour or between two coloured cells."""
    middle = (rule.start + rule.end) / 2
    x, y = (middle, rule.position) if rule.horizontal else (rule.position, middle)
    slack = rule.thickness + 1
    return any(
        box.x0 - slack < x < box.x1 + slack and box.top - slack < y < box.bottom + slack for box in boxes
    )


def _snapped(rules: Iterable[RuledLine]) -> Iterator[Stroke]:
    parallel: list[RuledLine] = []
    for rule in sorted(rules, key=attrgetter("position")):
        if parallel and rule.position - parallel[-1].position > _SNAP:
            yield from _joined(parallel)
            parallel = []
        parallel.append(rule)
    yield from _joined(parallel)


def _joined(parallel: Sequence[RuledLine]) -> Iterator[Stroke]:
    if not parallel:
        return
    weight = sum(rule.end - rule.start + 1e-6 for rule in parallel)
    position = sum(rule.position * (rule.end - rule.start + 1e-6) for rule in parallel) / weight
    start = end = None
    for rule in sorted(parallel, key=attrgetter("start")):
        if start is None or end is None:
            start, end = rule.start, rule.end
        elif rule.start - end < _GAP:
            end = max(end, rule.end)
        else:
            if end - start > SHORT:
                yield Stroke(position, start, end)
            start, end = rule.start, rule.end
    if start is not None and end is not None and end - start > SHORT:
        yield Stroke(position, start, end)


def _connected(
    across: list[Stroke], down: list[Stroke], least: float
) -> tuple[list[RulingGroup], list[Stroke]]:
    """Split rules into groups: two rules belong together when they cross, or are by_root by rules that do."""
    root = list(range(len(across) + len(down)))

    def find(index: int) -> int:
        while root[index] != index:
            root[index] = root[root[index]]
            index = root[index]
        return index

    positions = [stroke.position for stroke in down]  # sorted, as _snapped yields them
    for index, one in enumerate(across):
        first = bisect_left(positions, one.start - _SLACK)
        for other in range(first, bisect_right(positions, one.end + _SLACK)):
            if down[other].start - _SLACK <= one.position <= down[other].end + _SLACK:
                root[find(index)] = find(len(across) + other)
    by_root: dict[int, RulingGroup] = {}
    for index, stroke in enumerate([*across, *down]):
        top = find(index)
        if (group := by_root.get(top)) is None:
            group = by_root[top] = RulingGroup([], [])
        (group.across if index < len(across) else group.down).append(stroke)
    found = [group for group in by_root.values() if group.across and group.down]
    loose = [stroke for group in by_root.values() if not group.across for stroke in group.down]
    others = _adopted(loose, found, least)
    level = [stroke for group in by_root.values() if not group.down for stroke in group.across]
    return [*found, *others], level


def _adopted(loose: Iterable[Stroke], found: Sequence[RulingGroup], least: float) -> list[RulingGroup]:
    """Add vertical rules that cross nothing to the group whose rules have the same ends.

    Where the page cuts a table, merged cells that fill its height are such rules. Three or more that belong
    to no group are the middle of a row higher than the page, if they are as long as `least`.
    """
    others: list[list[Stroke]] = []
    for stroke in loose:
        alike = (group for group in found if _has_same_ends(stroke, group.down))
        if (group := next(alike, None)) is not None:
            group.down.append(stroke)
        elif (level := next((level for level in others if _are_level(stroke, level[0])), None)) is not None:
            level.append(stroke)
        elif stroke.end - stroke.start > least:
            others.append([stroke])
    return [RulingGroup([], level) for level in others if len(level) > 2]


def _has_same_ends(stroke: Stroke, down: Sequence[Stroke]) -> bool:
    """Return whether rules of a group begin and end with this one: two at one end, one at least at the other."""
    starts = [abs(stroke.start - own.start) < AGREE for own in down]
    ends = [abs(stroke.end - own.end) < AGREE for own in down]
    return min(sum(starts), sum(ends)) > 0 and max(sum(starts), sum(ends)) > 1


def _are_level(one: Stroke, other: Stroke) -> bool:
    return abs(one.start - other.start) < AGREE and abs(one.end - other.end) < AGREE
