"""Pages set in two columns, cut into parts that are read one after the other."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise

from checker import dataclass
from checker_formats.pages.page import Char, Page, RuledLine
from checker_formats.pages.runs import Text, as_text, runs_of
from checker_formats.pages.segments import Segment, segments

_GAP = 1.0  # of the size; the space between columns is wider
_CROSSED = 0.3  # of the lines may cross the middle of the text
_LINES = 6  # of each column
_WIDTH = 0.3  # of the page
_FULL = 0.75  # of the column's width; lines of running text are as wide
_SHARE = 0.4  # of the lines of a column are as wide, or
_RULES = 4  # rules of tables are


@dataclass(frozen=True, slots=True)
class PageColumn:
    """A part of a page that is read as one; `width` is the sum of its margins' places, as if it were a page."""

    page: Page
    column: int
    width: float


def page_columns(page: Page) -> list[PageColumn]:
    """Cut a page that is set in two columns; any other page is one part."""
    whole = [PageColumn(page, 0, page.width)]
    text = as_text(page.chars)
    if len(text) < 2 * _LINES or page.recognised:
        return whole
    x = (min(run.x0 for run in text.runs) + max(run.x1 for run in text.runs)) / 2
    over = (run for run in text.runs if run.x0 < x < run.x1)
    crossing = sum(
        left < x < right for run in over for left, right in zip(run.lefts, run.rights, strict=True)
    )
    if crossing > _CROSSED * len({run.baseline for run in text.runs}):
        return whole  # as nearly every page
    if sum(rule.horizontal and rule.start < x < rule.end for rule in page.rulings) > _RULES:
        return whole  # wide tables
    rows = [one for row in segments(text, _GAP) for one in row]
    top, bottom = _band(page, rows, x)
    inside = [one for one in rows if top < (one.top + one.bottom) / 2 < bottom]
    left, right = [one for one in inside if one.x1 < x], [one for one in inside if one.x0 > x]
    level = [rule for rule in page.rulings if rule.horizontal and top < rule.position < bottom]
    sides = (
        (left, [rule for rule in level if rule.end < x]),
        (right, [rule for rule in level if rule.start > x]),
    )
    if not all(_is_column(lines, rules, _WIDTH * page.width) for lines, rules in sides):
        return whole
    margins = [min(one.x0 for one in side) + max(one.x1 for one in side) for side in (left, right)]
    return list(_cut(page, text, x, (top, bottom), [page.width, *margins, page.width]))


def _band(page: Page, rows: Sequence[Segment], x: float) -> tuple[float, float]:
    """Return the highest band of the page in which nothing crosses the space between the columns."""
    crossing = [(one.top, one.bottom) for one in rows if one.x0 < x < one.x1]
    crossing += [
        (rule.position, rule.position)
        for rule in page.rulings
        if rule.horizontal and rule.start < x < rule.end
    ]
    edges = [(0.0, 0.0), *sorted(crossing), (page.height, page.height)]
    reached = 0.0
    bands: list[tuple[float, float]] = []
    for (_top, bottom), (below, _bottom) in pairwise(edges):
        reached = max(reached, bottom)
        bands.append((reached, below))
    return max(bands, key=lambda band: band[1] - band[0])


def _is_column(lines: Sequence[Segment], rules: Sequence[RuledLine], least: float) -> bool:
    """Return whether running text, or tables as wide as it, fill a column."""
    if len(lines) < _LINES:
        return False
    left, right = min(one.x0 for one in lines), max(one.x1 for one in lines)
    if right - left < least:
        return False  # labels and what follows them
    width = _FULL * (right - left)
    full = sum(one.x1 - one.x0 > width for one in lines)
    spans: defaultdict[int, float] = defaultdict(float)
    for rule in rules:
        spans[round(rule.position)] += rule.end - rule.start
    return full >= _SHARE * len(lines) or sum(span > width for span in spans.values()) >= _RULES


def _cut(
    page: Page, text: Text, x: float, band: tuple[float, float], widths: Sequence[float]
) -> Iterator[PageColumn]:
    """Yield the part above the columns, the columns, and the part below them."""
    top, bottom = band

    def part(char: Char) -> int:
        across, y = char.middle
        return 0 if y <= top else 3 if y >= bottom else 1 + (across > x)

    def ruled(rule: RuledLine) -> int:
        middle = (rule.start + rule.end) / 2
        across, y = (middle, rule.position) if rule.horizontal else (rule.position, middle)
        return 0 if y <= top else 3 if y >= bottom else 1 + (across > x)

    places, rules = list(map(part, text)), list(map(ruled, page.rulings))
    for number in range(4):
        chars = Text(runs_of(char for char, own in zip(text, places, strict=True) if own == number))
        rulings = tuple(rule for rule, own in zip(page.rulings, rules, strict=True) if own == number)
        if chars or rulings:
            yield PageColumn(replace(page, chars=chars, rulings=rulings), number, widths[number])
