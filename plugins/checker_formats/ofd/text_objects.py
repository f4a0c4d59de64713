"""Text objects: characters where their codes, steps and transformations place them."""

from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise
from math import hypot
from typing import NamedTuple

from lxml.etree import _Element

from checker import regex
from checker_formats.ofd.elements import children, is_true, local, number, numbers, steps, text_of
from checker_formats.ofd.fonts import FontFace
from checker_formats.ofd.graphics import Canvas, Frame
from checker_formats.pages.matrices import Matrix, is_clipped
from checker_formats.pages.page import CHAR_LIMIT, FALL, PLAIN, RISE, UNMAPPED, Char, overfull
from checker_formats.pages.shapes import quarter_turns

_ESCAPE = regex(r"\\([0-9A-Fa-f]{4})")
_BREAK = regex(r"[ \t]*[\r\n]\s*")
READ_LIMIT = 10 * CHAR_LIMIT  # characters of a layer: what lies outside of the page counts too
_SMALLEST = 1.0  # points; smaller text cannot be read
_new = tuple.__new__  # a third faster than calling the class, which checks the number of values
_RUNS = {
    0: (1.0, 0.0),
    90: (0.0, 1.0),
    180: (-1.0, 0.0),
    270: (0.0, -1.0),
}  # turned clockwise, y grows downwards

Place = tuple[
    str, float, float, float, float
]  # a character, its origin, its advance, the step that could be that


class Ink(NamedTuple):
    """The size of text in its own space, and how it is painted."""

    size: float
    invisible: bool
    white: bool


def paint_text(
    element: _Element, content: Sequence[_Element], face: FontFace, frame: Frame, canvas: Canvas
) -> None:
    """Add the characters of a text object; its codes are among its content."""
    get, base = element.get, frame.base
    ink = Ink(abs(number(get("Size"))), *_visibility(element, frame))
    wide = ink.size * (number(get("HScale"), 1.0) or 1.0)
    turn = get("CharDirection")
    turned = int(number(turn)) % 360 if turn else 0
    level = not (turned or base[1] or base[2]) and base[0] > 0
    before = len(canvas.chars)
    for code in _codes(element, content, face, wide, canvas):
        if level and not _goes_down(code):
            _paint_level(code, base, ink, canvas)
        else:
            _paint_turned(code, base, ink, turned, canvas)
    if frame.clip is not None:
        clip, new = frame.clip, canvas.chars[before:]
        canvas.chars[before:] = [
            char._replace(invisible=True) if is_clipped(char[1:5], clip) else char for char in new
        ]


def _visibility(element: _Element, frame: Frame) -> tuple[bool, bool]:
    """Return whether text is invisible, and whether it is white."""
    style = frame.style
    fill, stroke = element.get("Fill"), element.get("Stroke")
    filled = fill is None or is_true(fill, True)
    stroked = stroke is not None and is_true(stroke, False)
    filled, stroked = filled and style.filling.seen, stroked and style.stroking.seen
    inked = filled or stroked
    white = inked and (style.filling.white or not filled) and (style.stroking.white or not stroked)
    return frame.hidden or not inked, white


def _glyphs(element: _Element) -> dict[int, int]:
    """Map places in the text to glyph numbers, where there is one for each character."""
    found: dict[int, int] = {}
    for change in children(element, "CGTransform"):
        start = int(number(change.get("CodePosition")))
        count, many = number(change.get("CodeCount"), 1), number(change.get("GlyphCount"), 1)
        if count == many and start >= 0 and len(found) <= CHAR_LIMIT:
            listed = next((text_of(glyphs) for glyphs in children(change, "Glyphs")), "")
            found.update(enumerate(map(int, numbers(listed, int(min(many, CHAR_LIMIT)))), start))
    return found


def _codes(
    element: _Element, content: Sequence[_Element], face: FontFace, wide: float, canvas: Canvas
) -> Iterator[list[Place]]:
    """Iterate over the text codes of an object, in its own space."""
    glyphs = _glyphs(element) if face.needs_glyphs else {}
    x = y = 0.0
    position = 0
    turn = element.get("ReadDirection")
    along = int(number(turn)) % 360 if turn else 0
    for code in content:
        if local(code.tag) != "TextCode":
            continue
        get = code.get
        x, y = number(get("X"), x), number(get("Y"), y)
        text = code.text or ""
        if "\\" in text:
            text = _ESCAPE.sub(lambda found: chr(int(found[1], 16)), text)
        if "\n" in text or "\r" in text:
            text = _BREAK.sub(" ", text.strip())
        if not text:
            continue
        canvas.read += len(text)
        if len(canvas.chars) + len(text) > CHAR_LIMIT or canvas.read > READ_LIMIT:
            raise overfull(canvas.number)
        if len(text) == 1 and text in face and not glyphs:  # as in files of one object for each character
            position += 1
            width, touching = face[text]
            yield [(PLAIN.get(text, text), x, y, width * wide, touching * wide)]
            continue
        if text.isprintable():
            signs = [PLAIN.get(sign, sign) for sign in text]
        else:  # private characters among others
            signs, glyphs = list(map(_readable, text)), glyphs or _glyphs(element)
        if glyphs:
            signs = [_named(sign, glyphs.get(place), face) for place, sign in enumerate(signs, position)]
            sizes = [
                face.of_glyph(sign, glyphs[place]) if place in glyphs else face[sign]
                for place, sign in enumerate(signs, position)
            ]
        else:
            sizes = [face[sign] for sign in signs]
        position += len(signs)
        yield _placed(
            signs, sizes, wide, (x, y), _steps(code, along, [width * wide for width, _touching in sizes])
        )


def _steps(code: _Element, along: int, advances: Sequence[float]) -> tuple[Sequence[float], Sequence[float]]:
    """Return the steps to the right and down between characters; none down where all are zero."""
    count = len(advances) - 1
    across, down = code.get("DeltaX"), code.get("DeltaY")
    if not count:
        return (0.0,), ()
    if across is None and down is None:
        right, below = _RUNS.get(along, _RUNS[0])
        return [right * one for one in advances], [below * one for one in advances] if below else ()
    rights = steps(across or "", count)
    return [*rights, 0.0], [*steps(down, count), 0.0] if down is not None else ()


def _placed(
    signs: Sequence[str],
    sizes: Sequence[tuple[float, float]],
    wide: float,
    start: tuple[float, float],
    moves: tuple[Sequence[float], Sequence[float]],
) -> list[Place]:
    x, y = start
    rights, downs = moves
    found: list[Place] = []
    for place, (sign, (width, touching)) in enumerate(zip(signs, sizes, strict=True)):
        found.append((sign, x, y, width * wide, touching * wide))
        x += rights[place]
        if downs:
            y += downs[place]
    return found


def _goes_down(code: Sequence[Place]) -> bool:
    """Return whether upright characters stand below one another."""
    return (
        len(code) > 1
        and code[0][1] == code[1][1]
        and all(above[1] == below[1] and above[2] < below[2] for above, below in pairwise(code))
    )


def _paint_level(code: Iterable[Place], base: Matrix, ink: Ink, canvas: Canvas) -> None:
    a, _b, _c, d, e, f = base
    size, invisible, white = ink
    high = abs(d) * size
    rise, fall = (RISE, -FALL) if d > 0 else (-FALL, RISE)
    rise, fall = rise * high, fall * high
    invisible |= high < _SMALLEST
    chars = canvas.chars
    width, height, add = 2 * canvas.width, 2 * canvas.height, chars.append
    guesses = canvas.guesses
    for text, x, y, advance, touching in code:
        left, foot = a * x + e, d * y + f
        right = left + a * advance
        if 0 <= left + right <= width and 0 <= 2 * foot - rise + fall <= height:
            if touching:
                guesses.append((len(chars), a * touching))
            top, bottom = foot - rise, foot + fall
            add(_new(Char, (text, left, top, right, bottom, foot, high, 0, False, invisible, white)))


def _paint_turned(code: Sequence[Place], base: Matrix, ink: Ink, turned: int, canvas: Canvas) -> None:
    a, b, c, d, e, f = base
    size, invisible, white = ink
    right, below = _RUNS.get(turned, _RUNS[0])
    along, up = (
        a * right + c * below,
        b * right + d * below,
    )  # where glyphs run on the page, in units of theirs
    foot_x, foot_y = -a * below + c * right, -b * below + d * right  # where their feet point
    high = size * hypot(foot_x, foot_y)
    angle = quarter_turns(along, -up)
    vertical = angle == 0 and _goes_down(code)
    invisible |= high < _SMALLEST
    unit = hypot(along, up)
    for text, x, y, advance, touching in code:
        at, foot = a * x + c * y + e, b * x + d * y + f
        xs = [at + reach * along - lift * size * foot_x for reach in (0.0, advance) for lift in (FALL, RISE)]
        ys = [foot + reach * up - lift * size * foot_y for reach in (0.0, advance) for lift in (FALL, RISE)]
        x0, x1, top, bottom = min(xs), max(xs), min(ys), max(ys)
        if 0 <= x0 + x1 <= 2 * canvas.width and 0 <= top + bottom <= 2 * canvas.height:
            if touching and not vertical:
                canvas.guesses.append((len(canvas.chars), unit * touching))
            stand = at if angle in {1, 3} else foot
            canvas.chars.append(
                Char(text, x0, top, x1, bottom, stand, high, angle, vertical, invisible, white)
            )


def _readable(sign: str) -> str:
    if sign.isspace():
        return max(sign, " ")
    return PLAIN.get(sign, sign) if sign >= " " and not "\ud800" <= sign <= "\udfff" else UNMAPPED


def _named(sign: str, glyph: int | None, face: FontFace) -> str:
    """Return the character of a glyph where the text names a private one."""
    if glyph is None or not (sign == UNMAPPED or "\ue000" <= sign <= "\uf8ff" or sign >= "\U000f0000"):
        return sign
    return face.character(glyph) or sign
