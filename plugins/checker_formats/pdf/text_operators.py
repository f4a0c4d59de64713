"""The operators that show text."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from enum import Enum, auto
from functools import partial
from math import hypot
from typing import cast

from checker import BBox
from checker_formats.pages.matrices import BLUR, IDENTITY, Matrix, is_clipped, times
from checker_formats.pages.page import CHAR_LIMIT, FALL, RISE, Char, overfull
from checker_formats.pages.shapes import quarter_turns
from checker_formats.pdf.fonts import FontFace, PlacedGlyph
from checker_formats.pdf.graphics_state import GraphicsStack
from checker_formats.pdf.syntax import numbers

GLYPH_LIMIT = 10 * CHAR_LIMIT  # visible or not: content outside the page counts too
_new = tuple.__new__  # a third faster than calling the class, which checks the number of values

Handler = Callable[[bytes], None]
_Layout = Callable[[bytes], tuple[Sequence[PlacedGlyph], float]]

# The metrics of level text: its scale along the line, the top and bottom of the em box from the baseline, size, angle,
# invisible, white. Plain tuples, because there is one for every string.
_TextMetrics = tuple[float, float, float, float, int, bool, bool]
_Run = tuple[Sequence[PlacedGlyph], float, float, _TextMetrics]  # glyphs, their start x, their baseline


class TextStep(Enum):
    """The operators that `TextOperators.show_text` handles itself."""

    SHOW = auto()
    MOVE = auto()
    PLACE = auto()
    FONT = auto()
    NEXT = auto()
    END = auto()


_SHOW, _MOVE, _PLACE, _FONT, _NEXT, _END = TextStep
STEPS = {
    b"Tj": _SHOW, b"TJ": _SHOW, b"Td": _MOVE, b"TD": _MOVE, b"Tm": _PLACE, b"Tf": _FONT, b"T*": _NEXT, b"ET": _END,
}  # fmt: skip


class TextOperators:
    """Place characters at the position and in the font that are set."""

    def __init__(self, states: GraphicsStack, number: int) -> None:
        self._state, self._number = states.now, number
        self._width, self._height = states.width, states.height
        self._glyphs = self._pending = 0
        self._runs: list[_Run] = []
        self._clip: BBox | None = None  # of all runs
        self._chars: list[Char] = []
        self.handlers: dict[bytes, Handler] = {
            b"BT": self._begin_text, b"TL": self._set_leading, b"Tc": self._set_char_spacing, b"Tw": self._set_word_spacing,
            b"Tz": self._set_scaling, b"Tr": self._set_render_mode, b"Ts": self._set_rise,
        }  # fmt: skip

    # --- text state ------------------------------------------------------------------------------------------

    def _begin_text(self, _operands: bytes) -> None:
        state = self._state
        state.matrix, state.x, state.y = IDENTITY, 0.0, 0.0

    def _set_leading(self, operands: bytes) -> None:
        for leading in numbers(operands, 1):
            self._state.leading = -leading

    def _set_char_spacing(self, operands: bytes) -> None:
        for char_spacing in numbers(operands, 1):
            self._state.char_spacing = char_spacing

    def _set_word_spacing(self, operands: bytes) -> None:
        for word_spacing in numbers(operands, 1):
            self._state.word_spacing = word_spacing

    def _set_scaling(self, operands: bytes) -> None:
        for scaling in numbers(operands, 1):
            self._state.scaling = scaling * 0.01

    def _set_render_mode(self, operands: bytes) -> None:
        for mode in numbers(operands, 1):
            self._state.mode = int(mode)

    def _set_rise(self, operands: bytes) -> None:
        for rise in numbers(operands, 1):
            self._state.rise = rise

    # --- text objects ------------------------------------------------------------------------------------

    def show_text(  # noqa: C901, PLR0912  # one loop over local names: calls would double the time of most pages
        self,
        operations: Iterable[tuple[bytes, bytes]],
        font: Callable[[bytes], tuple[FontFace, float | None]],
        handlers: Mapping[bytes, Handler | TextStep],
    ) -> None:
        """Read a text object to its end; `font` resolves the names of Tf, `handlers` the other operators."""
        state = self._state
        (a, b, c, d, e, f), x, y = state.matrix, state.x, state.y
        layout: _Layout | None = None  # reset when font, size or direction change
        for operands, operator in operations:
            if (handler := handlers.get(operator)) is None:
                continue
            if handler is _SHOW:
                if layout is None:
                    face = state.face
                    if face is None:
                        continue
                    layout, unit = self._layout(face)
                    vertical = face.vertical
                    (a0, b0, c0, d0, e0, f0), rise = state.base, state.rise
                    level = not (vertical or b or c or b0 or c0)
                    metrics = self._metrics(face, a0 * a, d0 * d, unit)
                glyphs, advance = layout(operands)
                self._pending += len(glyphs)
                if self._pending > CHAR_LIMIT:
                    self._flush()
                if level:
                    self._runs.append(
                        (glyphs, a0 * (a * x + e) + e0, d0 * (d * (y + rise) + f) + f0, metrics)
                    )
                    x += advance * unit
                else:
                    self._show_rotated(glyphs, unit, times((a, b, c, d, e, f), state.base), x, y + rise)
                    x, y = (x, y + advance * unit) if vertical else (x + advance * unit, y)
            elif handler is _MOVE:
                across, up = numbers(operands, 2) or (0.0, 0.0)
                e, f, x, y = across * a + e, up * d + f, 0.0, 0.0
                if b or c:
                    e, f = up * c + e, across * b + f
                if operator == b"TD":
                    state.leading = up
            elif handler is _PLACE:
                if found := numbers(operands, 6):
                    layout = layout if found[:4] == [a, b, c, d] else None
                    (a, b, c, d, e, f), x, y = found, 0.0, 0.0
            elif handler is _FONT:
                state.face, size = font(operands)
                state.size = state.size if size is None else size
                layout = None
            elif handler is _NEXT:
                e, f, x, y = state.leading * c + e, state.leading * d + f, 0.0, 0.0
            elif handler is _END:
                break
            else:
                state.matrix, state.x, state.y = (a, b, c, d, e, f), x, y
                handler(operands)  # type: ignore[operator]  # all steps are done above
                (a, b, c, d, e, f), x, y, layout = state.matrix, state.x, state.y, None
        state.matrix, state.x, state.y = (a, b, c, d, e, f), x, y

    def _layout(self, face: FontFace) -> tuple[_Layout, float]:
        """Return the function that places the glyphs of a string, and its unit."""
        state = self._state
        unit = state.size * state.scaling
        if not (state.char_spacing or state.word_spacing):
            return face.__getitem__, unit
        char_spacing = state.char_spacing * state.scaling
        return partial(
            face.spaced, unit, char_spacing, char_spacing + state.word_spacing * state.scaling
        ), 1.0

    def _metrics(self, face: FontFace, right: float, down: float, unit: float) -> _TextMetrics:
        """Return the metrics of a font; `right` and `down` are its unit of text space on the page."""
        state = self._state
        if state.clip != self._clip:
            self._flush()
            self._clip = state.clip
        high = down * state.size * face.em
        top, bottom = (RISE, FALL) if high < 0 else (FALL, RISE)  # on the page, y grows downwards
        size, angle = abs(high), 0 if right > 0 else quarter_turns(right, 0)
        invisible, white = self._visibility(size)
        return right * unit, top * high, bottom * high, size, angle, invisible, white

    def _visibility(self, size: float) -> tuple[bool, bool]:
        """Return whether text is invisible, and whether it is white."""
        mode = self._state.mode
        return mode in {3, 7} or size < 1, mode == 0 and self._state.fill.white

    def _show_rotated(
        self, glyphs: Sequence[PlacedGlyph], unit: float, matrix: Matrix, x: float, y: float
    ) -> None:
        """Place glyphs in any direction."""
        state, (a, b, c, d, e, f) = self._state, matrix
        face = cast("FontFace", state.face)
        box, vertical = state.size * face.em, face.vertical
        size, angle = abs(box) * hypot(c, d), quarter_turns(a, -b)
        invisible, white = self._visibility(size)
        self._flush()
        chars: list[Char] = []
        for text, begin, end in glyphs:
            at, up = (x, y + begin * unit) if vertical else (x + begin * unit, y)
            if vertical:
                left, foot, right, head = x - box / 2, up, x + box / 2, y + end * unit
            else:
                left, foot, right, head = at, y + FALL * box, x + end * unit, y + RISE * box
            x0, x1 = a * left + c * foot + e, a * right + c * head + e
            y0, y1 = b * left + d * foot + f, b * right + d * head + f
            stand = a * at + c * up + e if angle in {1, 3} else b * at + d * up + f
            x0, x1, y0, y1 = min(x0, x1), max(x0, x1), min(y0, y1), max(y0, y1)
            if 0 <= x0 + x1 <= 2 * self._width and 0 <= y0 + y1 <= 2 * self._height:
                chars.append(Char(text, x0, y0, x1, y1, stand, size, angle, vertical, invisible, white))
        self._add(chars)

    # --- characters --------------------------------------------------------------------------------------

    def chars(self) -> list[Char]:
        """Return the characters on the page."""
        self._flush()
        return self._chars

    def _flush(self) -> None:
        """Turn pending runs into characters: all at once takes half the time."""
        width, height = 2 * self._width, 2 * self._height
        self._add([
            _new(Char, (text, left, high, right, low, foot, size, angle, False, invisible, white))
            for glyphs, start, foot, (wide, top, bottom, size, angle, invisible, white) in self._runs
            if 0 <= 2 * foot + top + bottom <= height
            for high, low in [(foot + top, foot + bottom)]
            for text, x0, x1 in (glyphs if wide >= 0 else [(text, x1, x0) for text, x0, x1 in glyphs])
            for left, right in [(wide * x0 + start, wide * x1 + start)]
            if 0 <= left + right <= width
        ])  # fmt: skip
        self._glyphs += self._pending
        if self._glyphs > GLYPH_LIMIT:
            raise overfull(self._number)
        self._runs, self._pending = [], 0

    def _add(self, chars: list[Char]) -> None:
        """Add characters; clipped ones are invisible."""
        if (clip := self._clip) is not None:
            x0, top, x1, bottom = clip[0] - BLUR, clip[1] - BLUR, clip[2] + BLUR, clip[3] + BLUR
            if any(char[3] < x0 or char[1] > x1 or char[4] < top or char[2] > bottom for char in chars):
                chars = [
                    char._replace(invisible=True) if is_clipped(char[1:5], clip) else char for char in chars
                ]
        self._chars += chars
        if len(self._chars) > CHAR_LIMIT:
            raise overfull(self._number)
