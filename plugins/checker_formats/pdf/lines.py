"""Characters into lines of text in reading order, and lines into running text."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import reduce
from itertools import pairwise
from operator import attrgetter, itemgetter
from statistics import median
from typing import NamedTuple

from checker.document import BBox
from checker_formats.pdf.pages import Char

_TWICE = 0.6  # points; the same glyph painted again this near is boldness, not text
_LEVEL = 0.3  # of the size; glyphs whose feet differ by less stand on one line
_RAISED = 0.45  # the same for small glyphs, which are raised or lowered
_SMALL = 0.8  # of the size of their neighbours
_WORD_GAP = 0.18  # of the size; a space in Western text is 0.25, tracking rarely above 0.1
_COVERED = 0.05  # of the size; a written space that leaves no more than this open is none
_DIGIT_GAP = 0.3  # digits of one number are set loosely in narrow columns
_TAB_GAP = 1.5  # whatever stands this far apart is not one word


@dataclass(frozen=True, slots=True)
class Line:
    """A line of text; `first` is the width of what a line break would have to carry over as its first word."""

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


class _Glyph(NamedTuple):
    """A character in the frame of its own writing direction: along the line, across the lines."""

    char: Char
    start: float
    end: float
    across: float


def lines(chars: Iterable[Char]) -> list[Line]:
    """Gather characters into lines, in reading order; text that is turned or vertical comes by its direction."""
    frames: dict[tuple[int, bool], list[_Glyph]] = {}
    for char in chars:
        if char.angle >= 0:  # what leans is a watermark
            frames.setdefault((char.angle, char.vertical), []).append(_glyph(char))
    found: list[tuple[float, Line]] = []
    for direction, glyphs in frames.items():
        upright = direction == (0, False)
        top = min(
            glyph.char.top for glyph in glyphs
        )  # text in another direction comes as one, where it begins
        rows = (_line(row, upright=upright) for row in _rows(glyphs))
        found += [(line.bbox[1] if upright else top, line) for line in rows if line is not None]
    if len(frames) > 1:
        found.sort(key=itemgetter(0))
    return [line for _top, line in found]


def _glyph(char: Char) -> _Glyph:
    if char.angle == 0 and not char.vertical:
        return _Glyph(char, char.x0, char.x1, char.baseline)
    if char.angle == 0:
        return _Glyph(char, char.top, char.bottom, -(char.x0 + char.x1) / 2)
    if char.angle == 1:
        return _Glyph(char, -char.bottom, -char.top, char.baseline)
    if char.angle == 2:  # quarter turns
        return _Glyph(char, -char.x1, -char.x0, -char.baseline)
    return _Glyph(char, char.top, char.bottom, -char.baseline)


def _rows(glyphs: list[_Glyph]) -> Iterator[list[_Glyph]]:
    """Split glyphs where their feet stand on another line: boxes mislead, as 、，一 have tiny ones."""
    if len({(glyph.across, glyph.char.size) for glyph in glyphs}) == 1:
        yield glyphs
        return
    row: list[_Glyph] = []
    across = size = 0.0
    for glyph in sorted(glyphs, key=attrgetter("across")):
        larger = max(size, glyph.char.size)
        small = min(size, glyph.char.size) < _SMALL * larger
        if row and glyph.across - across > (_RAISED if small else _LEVEL) * larger:
            yield row
            row, size = [], 0.0
        row.append(glyph)
        if glyph.char.size >= size:
            across, size = glyph.across, glyph.char.size
    if row:
        yield row


def _line(row: list[_Glyph], *, upright: bool) -> Line | None:
    glyphs = _once(sorted(row, key=attrgetter("start", "end")))
    seen = [glyph for glyph in glyphs if not glyph.char.text.isspace()]
    if not seen:
        return None
    text = "".join(_spaced(glyphs, seen))
    lefts, tops, rights, bottoms = zip(*(glyph.char[1:5] for glyph in seen), strict=True)
    bbox = min(lefts), min(tops), max(rights), max(bottoms)
    size = median(glyph.char.size for glyph in seen)
    return Line(text, bbox, seen[-1].char.baseline, size, _first_word(seen), upright)


def _once(glyphs: Sequence[_Glyph]) -> list[_Glyph]:
    kept: list[_Glyph] = []
    for glyph in glyphs:
        if kept and glyph.start - kept[-1].start >= _TWICE:  # none begins later than the last
            kept.append(glyph)
            continue
        for other in kept[-3:]:
            near = glyph.start - other.start < _TWICE and abs(glyph.across - other.across) < _TWICE
            if near and other.char.text == glyph.char.text:
                break
        else:
            kept.append(glyph)
    return kept


def _spaced(glyphs: Sequence[_Glyph], seen: Sequence[_Glyph]) -> Iterator[str]:
    """Yield the text, with the spaces that were written and those that Western words are set apart by."""
    gaps = [right.start - left.end for left, right in pairwise(seen)]
    tracking = max(median(gaps), 0) if gaps else 0
    left, written = None, False
    for glyph in glyphs:
        if glyph.char.text.isspace():
            written = True
            continue
        if left is not None and glyph.start - left.end > _COVERED * left.char.size:
            size = max(left.char.size, glyph.char.size)
            gap, loose = glyph.start - left.end, glyph.start - left.end - tracking
            needed = _needed(left.char.text[-1:], glyph.char.text[:1])
            if (written and gap > _COVERED * size) or loose > needed * size:
                yield " "
        yield glyph.char.text
        left, written = glyph, False


def _needed(left: str, right: str) -> float:
    if not (_western(left) and _western(right)):
        return _TAB_GAP
    return _DIGIT_GAP if left in "0123456789.," and right in "0123456789.," else _WORD_GAP


def _western(sign: str) -> bool:
    return "!" <= sign <= "\u024f"


_CLOSING = frozenset("、，。．：；？！）》〉」』】〕”’…—,.:;?!)]}%％℃")
_OPENING = frozenset("（《〈「『【〔“‘([{")


def _first_word(seen: Sequence[_Glyph]) -> float:
    """Measure what cannot be torn apart at the start of a line: a Western word, or a sign and its punctuation."""
    end = seen[0].end
    for left, right in pairwise(seen):
        one, other = left.char.text[-1:], right.char.text[:1]
        listed = one in _CLOSING and other.isdigit()  # 1，2，3 holds together
        bound = other in _CLOSING or one in _OPENING or listed or (_western(one) and _western(other))
        if not bound or right.start - left.end > _TAB_GAP * left.char.size:
            break
        end = right.end
    return end - seen[0].start


# --- running text --------------------------------------------------------------------------------------------

_TAIL = re.compile(r"[!-\u024f]+$")
_HEAD = re.compile(r"[!-\u024f]+")
_ADDRESS = re.compile(r"://|www\.|@", re.IGNORECASE)
_HINGE = frozenset("/-_@=&#~+(:?%[")


def running(texts: Iterable[str]) -> str:
    """Join the lines of one paragraph or cell; only Western words are set apart by a space."""
    return reduce(_joined, texts, "")


def _joined(left: str, right: str) -> str:
    tail, head = _TAIL.search(left), _HEAD.match(right)
    if tail is None or head is None or _one_word(left, tail.group(), head.group()):
        return left + right
    return f"{left} {right}"


def _one_word(left: str, tail: str, head: str) -> bool:
    """Tell whether a line break cut a number, an address or a word with a hyphen."""
    if tail[-1] in _HINGE or head[0] in "/-_@)]}.,;:?!%":
        return True
    if tail[-1].isdigit() and head[0].isdigit():
        return True
    if _ADDRESS.search(tail):
        return tail[-1] not in ",;)"
    alone = len(tail) < len(left) and not left[-len(tail) - 1].isspace()  # it follows an ideograph: 邮箱：abc
    return alone and "@" in head
