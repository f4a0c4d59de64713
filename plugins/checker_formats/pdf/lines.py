"""Characters into lines of text in reading order, and lines into running text."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import reduce
from itertools import pairwise
from math import inf
from operator import attrgetter, itemgetter, sub
from statistics import median
from typing import NamedTuple

from checker import BBox
from checker_formats.pdf.pages import Char

_TWICE = 0.6  # points; the same glyph painted again this near is boldness, not text
_LEVEL = 0.3  # of the size; glyphs whose baselines differ by less are on one line
_RAISED = 0.45  # the same for small glyphs, which are raised or lowered
_SMALL = 0.8  # of the size of their neighbours
_WORD_GAP = 0.18  # of the size; a space in Western text is 0.25, tracking rarely above 0.1
_COVERED = 0.05  # of the size; a written space that leaves a smaller gap is ignored
_DIGIT_GAP = 0.3  # digits of one number are set loosely in narrow columns
_TAB_GAP = 1.5  # a wider gap always separates words


class TextLine(NamedTuple):
    """A line of text; `first` is the width of its first word, which a line break cannot split."""

    text: str
    bbox: BBox
    baseline: float
    size: float
    first: float = 0.0
    upright: bool = True

    @property
    def left(self) -> float:
        return self.bbox[0]

    @property
    def right(self) -> float:
        return self.bbox[2]


def lines(chars: Iterable[Char]) -> list[TextLine]:
    """Group characters into lines in reading order; rotated and vertical text is grouped by direction."""
    written = list(chars)
    if not any(map(_ANGLE, written)) and not any(map(_VERTICAL, written)):  # as in nearly every cell and page
        return [line for row in _rows(written) if (line := _line(row)) is not None]
    written = [char for char in written if char.angle >= 0]  # slanted text is a watermark
    directions = dict.fromkeys((char.angle, char.vertical) for char in written)
    if directions.keys() == {(0, False)}:
        return lines(written)
    found: list[tuple[float, TextLine]] = []
    for direction in directions:
        frame = [char for char in written if (char.angle, char.vertical) == direction]
        top = min(char.top for char in frame)  # text in another direction stays together, at its top
        turned = {_turned(char): char for char in frame}
        rows = (_line(row, turned) for row in _rows(list(map(_turned, frame))))
        upright = direction == (0, False)
        found += [(line.bbox[1] if upright else top, line) for line in rows if line is not None]
    found.sort(key=itemgetter(0))
    return [line for _top, line in found]


def _turned(char: Char) -> Char:
    """Rotate a character so that its text runs to the right and lines follow downwards."""
    text, x0, top, x1, bottom, foot, size, angle, vertical, *_ = char
    if angle == 0 and not vertical:
        return char
    if angle == 0:
        return Char(text, top, x0, bottom, x1, -(x0 + x1) / 2, size)
    if angle == 1:
        return Char(text, -bottom, x0, -top, x1, foot, size)
    if angle == 2:  # quarter turns
        return Char(text, -x1, top, -x0, bottom, -foot, size)
    return Char(text, top, x0, bottom, x1, -foot, size)


def _rows(chars: list[Char]) -> Iterator[list[Char]]:
    """Split characters by baseline; boxes mislead, because 、，一 have tiny ones."""
    if len(set(map(_FOOT, chars))) == 1:  # as in most cells
        yield chars
        return
    row: list[Char] = []
    foot = size = 0.0
    for char in sorted(chars, key=_FOOT):
        if char.baseline == foot and char.size == size:
            row.append(char)
            continue
        larger = max(size, char.size)
        small = min(size, char.size) < _SMALL * larger
        if row and char.baseline - foot > (_RAISED if small else _LEVEL) * larger:
            yield row
            row, size = [], 0.0
        row.append(char)
        if char.size >= size:
            foot, size = char.baseline, char.size
    if row:
        yield row


_FOOT, _START = attrgetter("baseline"), attrgetter("x0", "x1")
_LEFT = attrgetter("x0")
_ANGLE, _VERTICAL = attrgetter("angle"), attrgetter("vertical")


def _line(row: list[Char], turned: Mapping[Char, Char] | None = None) -> TextLine | None:
    """Make a line of a row; `turned` maps rotated characters to those of the page."""
    if len(row) == 1 and turned is None:  # as in most cells of a form
        text, x0, top, x1, bottom, foot, size, *_ = row[0]
        return None if text.isspace() else TextLine(text, (x0, top, x1, bottom), foot, size, x1 - x0)
    chars = seen = _once(row)
    texts, lefts, tops, rights, bottoms, feet, sizes, *_ = zip(*chars, strict=True)
    if any(map(str.isspace, texts)):
        seen = [char for char in chars if not char.text.isspace()]
        if not seen:
            return None
        texts, lefts, tops, rights, bottoms, feet, sizes, *_ = zip(*seen, strict=True)
    gaps = list(map(sub, lefts[1:], rights))
    if turned is not None:
        standing = [turned[char] for char in seen]
        texts, lefts, tops, rights, bottoms, feet, sizes, *_ = zip(*standing, strict=True)
    smallest, largest = min(sizes), max(sizes)
    parted = gaps and max(gaps) > _COVERED * smallest
    return TextLine(
        "".join(_spaced(chars, max(median(gaps), 0)) if parted else texts),
        (min(lefts), min(tops), max(rights), max(bottoms)),
        feet[-1],
        largest if smallest == largest else median(sizes),
        _first_word(seen),
        turned is None or turned[seen[0]] == seen[0],
    )


def _once(row: list[Char]) -> list[Char]:
    """Sort a row and drop characters painted twice; most rows need neither."""
    lefts = list(map(_LEFT, row))
    if min(map(sub, lefts[1:], lefts), default=inf) >= _TWICE:
        return row
    kept: list[Char] = []
    for char in sorted(row, key=_START):
        if kept and char.x0 - kept[-1].x0 >= _TWICE:  # none begins later than the last
            kept.append(char)
            continue
        for other in kept[-3:]:
            near = char.x0 - other.x0 < _TWICE and abs(char.baseline - other.baseline) < _TWICE
            if near and other.text == char.text:
                break
        else:
            kept.append(char)
    return kept


def _spaced(chars: Iterable[Char], tracking: float) -> Iterator[str]:
    """Yield the text with its written spaces and the gaps between Western words."""
    left, written = None, False
    for char in chars:
        if char.text.isspace():
            written = True
            continue
        if left is not None and (gap := char.x0 - left.x1) > _COVERED * left.size:
            size = max(left.size, char.size)
            needed = _needed(left.text[-1:], char.text[:1])
            if (written and gap > _COVERED * size) or gap - tracking > needed * size:
                yield " "
        yield char.text
        left, written = char, False


def _needed(left: str, right: str) -> float:
    if not (_western(left) and _western(right)):
        return _TAB_GAP
    return _DIGIT_GAP if left in "0123456789.," and right in "0123456789.," else _WORD_GAP


def _western(sign: str) -> bool:
    return "!" <= sign <= "\u024f"


_CLOSING = frozenset("、，。．：；？！）》〉」』】〕”’…—,.:;?!)]}%％℃")
_OPENING = frozenset("（《〈「『【〔“‘([{")


def _first_word(seen: Sequence[Char]) -> float:
    """Return the width of the first unbreakable part of a line: a Western word, or a character with its punctuation."""
    end = seen[0].x1
    for left, right in pairwise(seen):
        one, other = left.text[-1:], right.text[:1]
        listed = one in _CLOSING and other.isdigit()  # 1，2，3 holds together
        bound = other in _CLOSING or one in _OPENING or listed or (_western(one) and _western(other))
        if not bound or right.x0 - left.x1 > _TAB_GAP * left.size:
            break
        end = right.x1
    return end - seen[0].x0


# --- running text --------------------------------------------------------------------------------------------

_TAIL = re.compile(r"[!-\u024f]+$")
_HEAD = re.compile(r"[!-\u024f]+")
_ADDRESS = re.compile(r"://|www\.|@", re.IGNORECASE)
_HINGE = frozenset("/-_@=&#~+(:?%[")


def running(texts: Iterable[str]) -> str:
    """Join the lines of one paragraph or cell; only Western words are separated by a space."""
    following = iter(texts)
    return reduce(_joined, following, next(following, ""))


def _joined(left: str, right: str) -> str:
    if not (_western(left[-1:]) and _western(right[:1])):
        return left + right
    tail, head = _TAIL.search(left), _HEAD.match(right)
    if tail is None or head is None or _one_word(left, tail.group(), head.group()):
        return left + right
    return f"{left} {right}"


def _one_word(left: str, tail: str, head: str) -> bool:
    """Return whether a line break cut a number, an address or a word with a hyphen."""
    if tail[-1] in _HINGE or head[0] in "/-_@)]}.,;:?!%":
        return True
    if tail[-1].isdigit() and head[0].isdigit():
        return True
    if _ADDRESS.search(tail):
        return tail[-1] not in ",;)"
    alone = len(tail) < len(left) and not left[-len(tail) - 1].isspace()  # it follows an ideograph: 邮箱：abc
    return alone and "@" in head
