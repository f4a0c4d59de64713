"""Characters into lines of text in reading order, and lines into running text."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import reduce
from itertools import compress, pairwise
from math import inf
from operator import attrgetter, itemgetter, sub
from statistics import median
from typing import NamedTuple

from checker import BBox, regex
from checker_formats.pages.page import Char
from checker_formats.pages.runs import Columns, Run, as_text, chars_of, columns_of, runs_of

_new = tuple.__new__  # a third faster than calling the class, which checks the number of values
_TWICE = 0.6  # points; the same glyph painted again this near is boldness, not text
_SHADOW = 0.2  # of the size; the same, for large type and shadows,
_SHADOW_WIDTH = 0.75  # but no more than so much of the glyph's width
_LEVEL = 0.3  # of the size; glyphs whose baselines differ by less are on one line
_RAISED = 0.45  # the same for small glyphs, which are raised or lowered
_SMALL = 0.88  # of the size of their neighbours; browsers raise text of 0.83
_RISE = 0.15  # of the size; small glyphs raised by more are superscripts
_WORD_GAP = 0.18  # of the size; a space in Western text is 0.25, tracking rarely above 0.1
_COVERED = 0.05  # of the size; a written space that leaves a smaller gap is ignored
_DIGIT_GAP = 0.3  # digits of one number are set loosely in narrow columns
_COLUMN_GAP = 0.8  # of the size; text further apart may belong to two columns
_TAB_GAP = 1.5  # a wider gap always separates words


class TextLine(NamedTuple):
    """A line of text; `first` is the width of its first word, which a line break cannot split.

    `gaps` counts the spaces in it that are as wide as those between columns.
    """

    text: str
    bbox: BBox
    baseline: float
    size: float
    first: float = 0.0
    upright: bool = True
    gaps: int = 0

    @property
    def left(self) -> float:
        return self.bbox[0]

    @property
    def right(self) -> float:
        return self.bbox[2]


def lines(chars: Iterable[Char]) -> list[TextLine]:
    """Group characters into lines in reading order; rotated and vertical text is grouped by direction."""
    return lines_of(as_text(chars).runs)


def lines_of(runs: Sequence[Run]) -> list[TextLine]:
    """Group text into lines, as `lines` does."""
    if len(runs) == 1 and runs[0].level:  # as in most cells
        line = _line(runs)
        return [line] if line else []
    directions = dict.fromkeys(
        (run.angle, run.vertical) for run in runs if run.angle >= 0
    )  # slanted: a watermark
    if directions.keys() <= {(0, False)}:  # as in nearly every cell and page
        found = map(_line, baseline_rows([run for run in runs if run.angle == 0]))
        return [line for line in found if line is not None]
    placed: list[tuple[float, TextLine]] = []
    for direction in directions:
        frame = [run for run in runs if (run.angle, run.vertical) == direction]
        if direction == (0, False):
            placed += [(line.bbox[1], line) for line in lines_of(frame)]
            continue
        top = min(run.top for run in frame)  # text in another direction stays together, at its top
        turned = {_turned(char): char for char in chars_of(frame)}
        rows = baseline_rows(list(runs_of(map(_turned, chars_of(frame)))))
        placed += [(top, line) for row in rows if (line := _line(row, turned)) is not None]
    placed.sort(key=itemgetter(0))
    return [line for _top, line in placed]


def _turned(char: Char) -> Char:
    """Rotate a character so that its text runs to the right and lines follow downwards."""
    text, x0, top, x1, bottom, foot, size, angle, vertical, *_ = char
    if angle == 1:
        x0, top, x1, bottom = -bottom, x0, -top, x1
    elif angle == 2:  # quarter turns
        x0, top, x1, bottom, foot = -x1, -bottom, -x0, -top, -foot
    elif angle == 3:
        x0, top, x1, bottom, foot = top, -x1, bottom, -x0, -foot
    if vertical:
        x0, top, x1, bottom, foot = top, x0, bottom, x1, -(x0 + x1) / 2
    return Char(text, x0, top, x1, bottom, foot, size)


def baseline_rows(runs: Sequence[Run]) -> Iterator[Sequence[Run]]:
    """Split text by baseline; boxes mislead, because 、，一 have tiny ones."""
    if len({run.baseline for run in runs}) < 2:  # as in most cells
        if runs:
            yield runs
        return
    row: list[Run] = []
    foot = size = 0.0
    for run in sorted(runs, key=_FOOT):
        if run.baseline == foot and run.size == size:
            row.append(run)
            continue
        larger = max(size, run.size)
        small = min(size, run.size) < _SMALL * larger
        if row and run.baseline - foot > (_RAISED if small else _LEVEL) * larger:
            yield row
            row, size = [], 0.0
        row.append(run)
        if run.size >= size:
            foot, size = run.baseline, run.size
    if row:
        yield row


_FOOT, _START = attrgetter("baseline"), attrgetter("x0", "x1")


def _line(row: Sequence[Run], turned: Mapping[Char, Char] | None = None) -> TextLine | None:
    """Make a line of a row; `turned` maps rotated characters to those of the page."""
    texts, lefts, tops, rights, bottoms, feet, sizes = columns = columns_of(row)
    smallest, largest = min(sizes), max(sizes)
    if len(texts) == 1 and turned is None:  # as in most cells of a form
        box = (lefts[0], tops[0], rights[0], bottoms[0])
        one = texts[0], box, feet[0], largest, box[2] - box[0], True, 0
        return None if texts[0].isspace() else _new(TextLine, one)
    if min(map(sub, lefts[1:], lefts), default=inf) < max(_TWICE, _SHADOW * sizes[0]):
        columns = _side_by_side(_once(map(Char, *columns)))
    if smallest < _SMALL * largest:
        columns = _side_by_side(_without_marks(map(Char, *columns)))
    text = "".join(columns.texts)
    spaces: Sequence[int] = ()
    if " " in text or not text.isprintable():
        spaces = [place for place, sign in enumerate(columns.texts) if sign.isspace()]
        if len(spaces) == len(columns.texts):
            return None
        solid = [not sign.isspace() for sign in columns.texts]
        columns = _new(Columns, [list(compress(column, solid)) for column in columns])
    texts, lefts, tops, rights, bottoms, feet, sizes = columns
    gaps = list(map(sub, lefts[1:], rights))
    last = _first_word(texts, sizes, gaps)
    first = rights[last] - lefts[0]
    if turned is not None:
        originals = _side_by_side(_original(char, turned) for char in map(Char, *columns))
        _texts, lefts, tops, rights, bottoms, feet, sizes = originals
    smallest, largest = min(sizes), max(sizes)
    widest = max(gaps, default=0.0)
    if spaces or widest > _COVERED * smallest:
        text = _spaced(texts, sizes, gaps, spaces) if widest > _COVERED * smallest else "".join(texts)
    box = min(lefts), min(tops), max(rights), max(bottoms)
    size = largest if smallest == largest else median(sizes)
    wide = sum(gap > _COLUMN_GAP * largest for gap in gaps) if widest > _COLUMN_GAP * largest else 0
    return _new(TextLine, (text, box, feet[-1], size, first, turned is None, wide))


def _original(char: Char, turned: Mapping[Char, Char]) -> Char:
    """Return the character of the page; an exponent was set off by `^` here."""
    return turned.get(char) or turned[char._replace(text=char.text[1:])]


def _side_by_side(chars: Iterable[Char]) -> Columns:
    return Columns._make(tuple(zip(*chars, strict=True))[: len(Columns._fields)])


def _once(row: Iterable[Char]) -> list[Char]:
    """Sort a row and drop characters painted twice."""
    kept: list[Char] = []
    for char in sorted(row, key=_START):
        near = max(_TWICE, min(_SHADOW * char.size, _SHADOW_WIDTH * (char.x1 - char.x0)))
        if kept and char.x0 - kept[-1].x0 >= near:  # none begins later than the last
            kept.append(char)
            continue
        for other in kept[-3:]:
            level = abs(char.baseline - other.baseline) < near
            if level and char.x0 - other.x0 < near and other.text == char.text:
                break
        else:
            kept.append(char)
    return kept


_MARK = regex(r"[\d*†‡※#,，()（）\[\]〔〕]+")
_POWER = regex(r"[×xX*·✕]\s*10$")


def _without_marks(chars: Iterable[Char]) -> list[Char]:
    """Drop small raised marks that follow a number: they refer to a note and are not digits of it.

    Those of a power of ten are its exponent, which `^` sets off.
    """
    kept: list[Char] = []
    base: Char | None = None  # the last character of full size
    exponent = ""
    for char in chars:
        raised = base is not None and _is_raised(char, base)
        if not (raised and base is not None and base.text.isdigit() and _MARK.fullmatch(char.text)):
            kept.append(char)
        elif exponent or _POWER.search("".join(one.text for one in kept[-6:])):
            kept.append(char if exponent else char._replace(text=f"^{char.text}"))
            exponent = "^"
        if not raised and not char.text.isspace():
            base, exponent = char, ""
    return kept


def _is_raised(char: Char, base: Char) -> bool:
    return char.size < _SMALL * base.size and base.baseline - char.baseline > _RISE * base.size


def _spaced(
    texts: Sequence[str], sizes: Sequence[float], gaps: Sequence[float], spaces: Sequence[int]
) -> str:
    """Return the text with its written spaces and the gaps between Western words.

    `gaps` follow each text but the last, `spaces` are the places of written spaces among them and the texts.
    """
    tracking = max(median(gaps), 0)
    written = {place - count for count, place in enumerate(spaces)}  # before these texts
    words: list[str] = []
    begin, least = 0, _COVERED * min(sizes)
    for place in [place for place, gap in enumerate(gaps, 1) if gap > least]:
        gap = gaps[place - 1]
        if gap > _COVERED * sizes[place - 1]:
            size = max(sizes[place - 1], sizes[place])
            if (place in written and gap > _COVERED * size) or gap - tracking > size * _needed(
                texts[place - 1][-1:], texts[place][:1]
            ):
                words.append("".join(texts[begin:place]))
                begin = place
    return " ".join([*words, "".join(texts[begin:])])


def _needed(left: str, right: str) -> float:
    if not (_western(left) and _western(right)):
        return _TAB_GAP
    return _DIGIT_GAP if left in "0123456789.," and right in "0123456789.," else _WORD_GAP


def _western(sign: str) -> bool:
    return "!" <= sign <= "\u024f"


_CLOSING = frozenset("、，。．：；？！）》〉」』】〕”’…—,.:;?!)]}%％℃")
_OPENING = frozenset("（《〈「『【〔“‘([{")


def _first_word(texts: Sequence[str], sizes: Sequence[float], gaps: Sequence[float]) -> int:
    """Return where the first unbreakable part of a line ends: a Western word, or a character with its punctuation."""
    for place, gap in enumerate(gaps):
        one, other = texts[place][-1:], texts[place + 1][:1]
        western = _western(one) and _western(other)
        if western and gap <= _WORD_GAP * sizes[place]:
            continue  # as within nearly every word
        listed = one in _CLOSING and other.isdigit()  # 1，2，3 holds together
        bound = western or other in _CLOSING or one in _OPENING or listed
        if not bound or gap > _needed(one, other) * sizes[place]:
            return place
    return len(gaps)


# --- running text --------------------------------------------------------------------------------------------

_SIGNS = "".join(map(chr, range(ord("!"), 0x250)))  # of Western words
_HEAD = regex(r"[!-\u024f]+")
_ADDRESS = regex(r"://|www\.|@", re.IGNORECASE)
_THOUSANDS = regex(r"(?<![\d.,])\d{1,3}(?:,\d{3})*,$")
_THREE_DIGITS = regex(r"\d{3}(?!\d)")
_HINGE = frozenset("/-_@=&#~+(:?%[")


def running(texts: Iterable[str]) -> str:
    """Join the lines of one paragraph or cell; only Western words are separated by a space."""
    following = iter(texts)
    return reduce(_joined, following, next(following, ""))


_PADDING = 11.0  # points of a cell that stay free beside a full line; word processors leave 5.4 on each side
_TWO_NUMBERS = regex(
    r"[\d%‰％]\s*\n\s*\d|(?<![\d.,])(?!\d{1,3}(?: \d{3})+(?![\d]))[\d.,%-]*[\d%] [\d.,%-]*\d"
)


_PERCENT = frozenset("%‰％")
_UNFINISHED, _DECIMALS = (
    regex(r"[-+−(¥$€£]?\d[\d,]*\."),
    regex(r"\d+[%)）]?"),
)  # of a number over two lines


def stacked(lines: Sequence[TextLine], width: float) -> str:
    """Join the lines of a cell; digits are joined only where the line before them fills the cell's width."""
    text = lines[0].text if lines else ""
    for above, line in pairwise(lines):
        one, other = text[-1:], line.text[:1]
        ended = one in _PERCENT and other.isdigit() and not _WORDS.search(text)
        within = is_cut_number(text, line.text)
        ended |= (within or (one.isdigit() and other.isdigit())) and not _is_full(above, line, width)
        if ended and above.upright:
            text = f"{text}\n{line.text}"
        else:
            text = text + line.text if within else _joined(text, line.text)
    return text


def is_cut_number(above: str, below: str) -> bool:
    """Return whether the break of a line or a page is right after the point of a number."""
    return _UNFINISHED.fullmatch(above) is not None and _DECIMALS.fullmatch(below) is not None


_WITHIN = frozenset("-/,")
_BROKEN = regex(r"[0-9]{4}([-/])[0-9]{1,2}\1[0-9]{1,2}|[$€£]?[0-9]{1,3}(,[0-9]{3})+(\.[0-9]+)?")


def is_cut_value(above: str, below: str) -> bool:
    """Return whether the break of a page is within a number or a date, after a sign that ends neither (2016-09-)."""
    broken = above[-1:] in _WITHIN and _BROKEN.fullmatch(above + below) is not None
    return broken or is_cut_number(above, below)


def is_filled(line: TextLine, width: float) -> bool:
    """Return whether a line of a cell has no room for another character."""
    return not line.upright or line.right - line.left + line.size > width - _PADDING


def _is_full(above: TextLine, line: TextLine, width: float) -> bool:
    """Return whether a line has no room for the first digit of the next, which is no longer than it."""
    used = above.right - above.left
    return used + line.size / 2 > width - _PADDING and line.right - line.left <= used + line.size / 2


def holds_two_numbers(text: str) -> bool:
    """Return whether a text without words is more than one number, side by side or one above the other."""
    return _TWO_NUMBERS.search(text) is not None and not has_words(text)


def has_words(text: str) -> bool:
    """Return whether a text holds a letter."""
    return _WORDS.search(text) is not None


_WORDS = regex(r"[^\W\d_]")


def _joined(left: str, right: str) -> str:
    if not (_western(left[-1:]) and _western(right[:1])):
        return left + right
    tail, head = left[len(left.rstrip(_SIGNS)) :], _HEAD.match(right)
    if head is None or _one_word(left, tail, head.group()):
        return left + right
    return f"{left} {right}"


def _one_word(left: str, tail: str, head: str) -> bool:
    """Return whether a line break cut a number, an address or a word with a hyphen."""
    if tail[-1] in _HINGE or head[0] in "/-_@)]}.,;:?!%":
        return True
    if tail[-1].isdigit() and head[0].isdigit():
        return True
    if _THOUSANDS.search(tail) and _THREE_DIGITS.match(head):
        return True
    if _ADDRESS.search(tail):
        return tail[-1] not in ",;)"
    alone = len(tail) < len(left) and not left[-len(tail) - 1].isspace()  # it follows an ideograph: 邮箱：abc
    return alone and "@" in head
