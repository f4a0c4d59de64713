"""What lies over or under the text of a page: watermarks, underlines, strike-through lines."""

from bisect import bisect_left, bisect_right
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import accumulate, islice, takewhile
from operator import attrgetter, itemgetter

from checker import dataclass
from checker_formats.pages.page import Char, Page, RuledLine
from checker_formats.pages.runs import Text, as_text, chars_of, runs_of
from checker_formats.pages.shapes import THIN

_LARGE = 1.8  # of the usual size; watermarks are larger
_OVERLAPPED = 2  # characters of the text that a watermark lies under at least
_TILE, _TILES = 40, 4  # characters of a word that is painted again and again; how often at least
_LOOKED_AT = 40  # words of a watermark
_BELOW = 0.3  # of the size; an underline is no further below the baseline
_STRUCK = (0.12, 0.55)  # of the size; so far above the baseline a line strikes text through
_ENDS = 0.35  # of the size; lines on text begin and end with it
_THICK = 0.16  # of the size; thicker lines are grounds
_STRIPES = 3  # lines one above the other that are no lines on text
_TOUCH = 1.2  # points; lines that end at an upright rule belong to a table
_HEIGHT = itemgetter(1)  # of a point


@dataclass(frozen=True, slots=True)
class Uncovered:
    """A page without its overlays, and what they were."""

    page: Page
    watermarks: frozenset[str] = frozenset()
    struck: int = 0


def uncovered(page: Page) -> Uncovered:
    """Take watermarks, underlines, and text that is struck through off a page."""
    painted = text = as_text(page.chars)
    words = set[str]()
    if tiles := _tiles(text):
        gone = {id(char) for tile in tiles for char in tile}
        text = _without(text, lambda char: id(char) in gone)
        words.add("".join(char.text for char in tiles[0] if not char.text.isspace()))
    text, watermarks = _without_watermarks(text)
    lines, struck = _lines_on_text(page, text)
    if lines:
        page = replace(page, rulings=tuple(rule for rule in page.rulings if rule not in lines))
        text = _without(text, struck.__contains__) if struck else text
    if text is not painted:
        page = replace(page, chars=text)
    return Uncovered(page, watermarks | words, sum(not char.text.isspace() for char in struck))


def _without(text: Text, gone: Callable[[Char], bool]) -> Text:
    return Text(runs_of(char for char in text if not gone(char)))


# --- watermarks ----------------------------------------------------------------------------------------------


def _without_watermarks(text: Text) -> tuple[Text, frozenset[str]]:
    """Drop level text that is much larger than the text that it lies under."""
    sizes = {run.size for run in text.runs}
    if not sizes or max(sizes) < _LARGE * min(sizes):
        return text, frozenset()
    usual = _usual_size(text)
    if max(sizes) < _LARGE * usual:
        return text, frozenset()
    runs: dict[tuple[float, float], list[Char]] = defaultdict(list)
    for one in text.runs:
        if one.size >= _LARGE * usual and one.level:
            runs[round(one.baseline, 1), round(one.size, 1)] += one.chars()
    if not runs:
        return text, frozenset()
    smaller = chars_of(one for one in text.runs if one.size < _LARGE * usual)
    small = [char.middle for char in smaller if not char.text.isspace()]
    small.sort(key=_HEIGHT)
    gone = {char for run in runs.values() if _lies_under(run, small) for char in run}
    if not gone:
        return text, frozenset()
    words = {
        "".join(char.text for char in run if not char.text.isspace())
        for run in runs.values()
        if run[0] in gone
    }
    return _without(text, gone.__contains__), frozenset(words)


def _usual_size(text: Text) -> float:
    """Return the median of the sizes of characters."""
    counts: Counter[float] = Counter()
    for run in text.runs:
        counts[run.size] += len(run.texts)
    sizes = sorted(counts)
    places = list(accumulate(map(counts.__getitem__, sizes)))
    low, high = ((places[-1] - 1) // 2, places[-1] // 2)
    return (sizes[bisect_right(places, low)] + sizes[bisect_right(places, high)]) / 2


def _lies_under(run: Sequence[Char], small: Sequence[tuple[float, float]]) -> bool:
    """Return whether large text lies under some of the small text, whose middles come from top to bottom."""
    first = bisect_right(small, run[0].top, key=_HEIGHT)
    last = bisect_left(small, run[0].bottom, key=_HEIGHT)
    return sum(any(x0 < x < x1 for _t, x0, _y, x1, *_ in run) for x, _y in small[first:last]) >= _OVERLAPPED


def _tiles(chars: Text) -> list[Sequence[Char]]:
    """Return the words that are painted all over the page, before or after all text, and lie on some of it."""
    most = _TILE * _TILES
    for first in (True, False):
        length = _period(chars.texts[:most] if first else chars.texts[: -most - 1 : -1])
        if not length:
            continue
        starts = range(0, len(chars), length) if first else range(len(chars) - length, -1, -length)
        painted = [chars[at : at + length] for at in starts]
        tiles = _alike(painted)
        spread = min(len({round(tile[0].x0) for tile in tiles}), len({round(tile[0].top) for tile in tiles}))
        others = (char for rest in painted[len(tiles) :] for char in rest)
        if spread > 1 and _cover(tiles[:: len(tiles) // _LOOKED_AT + 1], others):
            return tiles
    return []


def _alike(painted: Sequence[Sequence[Char]]) -> list[Sequence[Char]]:
    """Return the parts that are the same word as the first, up to the first other one."""
    word = list(map(_TEXT, painted[0]))
    return list(takewhile(lambda part: list(map(_TEXT, part)) == word, painted))


def _period(texts: list[str]) -> int:
    """Return the length of the word that is repeated several times at the start of texts; 0 without one."""
    for length in range(2, len(texts) // _TILES + 1):
        if texts[length] != texts[0]:
            continue
        unit = texts[:length]
        words = len(set(unit)) > 1 and any(map(str.isalpha, unit))
        if words and texts[: _TILES * length] == unit * _TILES:
            return length
    return 0


def _cover(tiles: Iterable[Sequence[Char]], others: Iterable[Char]) -> bool:
    """Return whether words lie on several characters of others."""
    boxes = [char[1:5] for tile in tiles for char in tile if not char.text.isspace()]
    middles = (char.middle for char in others if not char.text.isspace())
    over = (1 for x, y in middles if any(x0 < x < x1 and top < y < low for x0, top, x1, low in boxes))
    return sum(islice(over, _OVERLAPPED)) == _OVERLAPPED


# --- lines on text -------------------------------------------------------------------------------------------

_SIZE, _TEXT, _POSITION = attrgetter("size"), attrgetter("text"), attrgetter("position")


def _lines_on_text(page: Page, text: Text) -> tuple[set[RuledLine], set[Char]]:
    """Find lines that underline text or strike it through, and the characters that are struck."""
    level = [
        rule for rule in page.rulings if rule.horizontal and rule.thickness < THIN < rule.end - rule.start
    ]
    alone = list(_without_borders(level, page)) if level else []
    if not alone:
        return set(), set()  # as on nearly every page
    largest = max((run.size for run in text.runs), default=0.0)
    baselines = sorted({run.baseline for run in text.runs})
    near = {
        rule: baselines[
            bisect_left(baselines, rule.position - _BELOW * largest) : bisect_right(
                baselines, rule.position + _STRUCK[1] * largest
            )
        ]
        for rule in alone
    }
    rows: dict[float, list[Char]] = {foot: [] for feet in near.values() for foot in feet}
    for run in text.runs:
        if run.baseline in rows and run.level:
            rows[run.baseline] += (char for char in run.chars() if not char.text.isspace())
    lines: set[RuledLine] = set()
    struck: set[Char] = set()
    for rule, feet in near.items():
        for baseline in feet:
            over = [char for char in rows[baseline] if rule.start < (char.x0 + char.x1) / 2 < rule.end]
            if not over or not _fits(rule, over) or rule.thickness > _THICK * over[0].size:
                continue
            above = (baseline - rule.position) / max(map(_SIZE, over))
            if not (-_BELOW <= above <= 0.05 or _STRUCK[0] <= above <= _STRUCK[1]):
                continue
            if _is_ground(rule, level, max(map(_SIZE, over))):
                continue
            lines.add(rule)
            if above > _STRUCK[0]:
                struck.update(over)
    return lines, struck


def _fits(rule: RuledLine, over: Sequence[Char]) -> bool:
    """Return whether a line begins and ends with the characters on it."""
    slack = _ENDS * max(char.size for char in over)
    left, right = min(char.x0 for char in over), max(char.x1 for char in over)
    return abs(left - rule.start) < slack and abs(right - rule.end) < slack


def _is_ground(rule: RuledLine, level: Iterable[RuledLine], size: float) -> bool:
    """Return whether a line is one of many as long that fill the ground of text, such as a shading."""
    alike = sum(
        abs(one.position - rule.position) < size
        and abs(one.start - rule.start) < _TOUCH
        and abs(one.end - rule.end) < _TOUCH
        for one in level
    )
    return alike > _STRIPES


def _without_borders(level: Iterable[RuledLine], page: Page) -> Iterator[RuledLine]:
    """Leave out the lines that end at an upright rule."""
    upright = sorted((one for one in page.rulings if not one.horizontal), key=_POSITION)
    return (rule for rule in level if not _meets(rule, upright))


def _meets(rule: RuledLine, upright: Sequence[RuledLine]) -> bool:
    """Return whether a line ends at one of the upright rules, as the edges of cells do; these come from left to right."""
    for end in (rule.start, rule.end):
        first = bisect_left(upright, end - 2 * _TOUCH, key=_POSITION)
        for one in upright[first : bisect_right(upright, end + 2 * _TOUCH, key=_POSITION)]:
            if abs(one.position - end) < _TOUCH and one.start - _TOUCH < rule.position < one.end + _TOUCH:
                return True
    return False
