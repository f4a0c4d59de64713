"""The operators that write text."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from enum import Enum, auto
from functools import partial
from math import hypot
from typing import cast

from checker import BBox
from checker_formats.pdf.fonts import Face, Laid
from checker_formats.pdf.pages import CHAR_LIMIT, Char, overfull
from checker_formats.pdf.shapes import quarter_turns
from checker_formats.pdf.state import IDENTITY, Matrix, States, is_clipped, times
from checker_formats.pdf.syntax import numbers

GLYPH_LIMIT = 10 * CHAR_LIMIT  # seen or not: what hangs off the page is painted as well
_RISE, _FALL = 0.88, -0.12  # an ideograph's em box; what fonts declare is too often nonsense
_new = tuple.__new__  # by a third faster than to call the class, which checks how many values there are

Act = Callable[[bytes], None]
_Layer = Callable[[bytes], tuple[Sequence[Laid], float]]

# How text that is level comes out, upright and along a line as nearly all is: its size along the line, where its em
# box ends above and below its foot, then what `Char` says of it. Tuples without names: there is one for every string.
_Hand = tuple[float, float, float, float, int, bool, bool]
_Run = tuple[Sequence[Laid], float, float, _Hand]  # glyphs, the x they begin at, and the y they stand on


class Step(Enum):
    """What `Pen.write` does itself."""

    SHOW = auto()
    MOVE = auto()
    PLACE = auto()
    FONT = auto()
    NEXT = auto()
    END = auto()


_SHOW, _MOVE, _PLACE, _FONT, _NEXT, _END = Step
STEPS = {
    b"Tj": _SHOW, b"TJ": _SHOW, b"Td": _MOVE, b"TD": _MOVE, b"Tm": _PLACE, b"Tf": _FONT, b"T*": _NEXT, b"ET": _END,
}  # fmt: skip


class Pen:
    """Write characters in the place and the font that are set."""

    def __init__(self, states: States, number: int) -> None:
        self._state, self._number = states.now, number
        self._width, self._height = states.width, states.height
        self._glyphs = self._pending = 0
        self._runs: list[_Run] = []
        self._clip: BBox | None = None  # of all runs
        self._chars: list[Char] = []
        self.acts: dict[bytes, Act] = {
            b"BT": self._begin, b"TL": self._lead, b"Tc": self._space_out, b"Tw": self._space_words,
            b"Tz": self._stretch, b"Tr": self._render, b"Ts": self._raise,
        }  # fmt: skip

    # --- manner ------------------------------------------------------------------------------------------

    def _begin(self, _operands: bytes) -> None:
        state = self._state
        state.matrix, state.x, state.y = IDENTITY, 0.0, 0.0

    def _lead(self, operands: bytes) -> None:
        for leading in numbers(operands, 1):
            self._state.leading = -leading

    def _space_out(self, operands: bytes) -> None:
        for between in numbers(operands, 1):
            self._state.between = between

    def _space_words(self, operands: bytes) -> None:
        for word in numbers(operands, 1):
            self._state.word = word

    def _stretch(self, operands: bytes) -> None:
        for scaling in numbers(operands, 1):
            self._state.scaling = scaling * 0.01

    def _render(self, operands: bytes) -> None:
        for mode in numbers(operands, 1):
            self._state.mode = int(mode)

    def _raise(self, operands: bytes) -> None:
        for rise in numbers(operands, 1):
            self._state.rise = rise

    # --- text objects ------------------------------------------------------------------------------------

    def write(  # noqa: C901, PLR0912  # one loop over local names: calls would double the time of most pages
        self,
        operations: Iterable[tuple[bytes, bytes]],
        font: Callable[[bytes], tuple[Face, float | None]],
        acts: Mapping[bytes, Act | Step],
    ) -> None:
        """Write a text object up to its end; `font` knows what Tf names, `acts` what else may stand in it."""
        state = self._state
        (a, b, c, d, e, f), x, y = state.matrix, state.x, state.y
        lay: _Layer | None = None  # until something is written, and again when font, size or direction change
        for operands, operator in operations:
            if (act := acts.get(operator)) is None:
                continue
            if act is _SHOW:
                if lay is None:
                    face = state.face
                    if face is None:
                        continue
                    lay, unit = self._layer(face)
                    vertical = face.vertical
                    (a0, b0, c0, d0, e0, f0), rise = state.base, state.rise
                    level = not (vertical or b or c or b0 or c0)
                    hand = self._hand(face, a0 * a, d0 * d, unit)
                glyphs, advance = lay(operands)
                self._pending += len(glyphs)
                if self._pending > CHAR_LIMIT:
                    self._settle()
                if level:
                    self._runs.append((glyphs, a0 * (a * x + e) + e0, d0 * (d * (y + rise) + f) + f0, hand))
                    x += advance * unit
                else:
                    self._write_anyhow(glyphs, unit, times((a, b, c, d, e, f), state.base), x, y + rise)
                    x, y = (x, y + advance * unit) if vertical else (x + advance * unit, y)
            elif act is _MOVE:
                across, up = numbers(operands, 2) or (0.0, 0.0)
                e, f, x, y = across * a + e, up * d + f, 0.0, 0.0
                if b or c:
                    e, f = up * c + e, across * b + f
                if operator == b"TD":
                    state.leading = up
            elif act is _PLACE:
                if found := numbers(operands, 6):
                    lay = lay if found[:4] == [a, b, c, d] else None
                    (a, b, c, d, e, f), x, y = found, 0.0, 0.0
            elif act is _FONT:
                state.face, size = font(operands)
                state.size = state.size if size is None else size
                lay = None
            elif act is _NEXT:
                e, f, x, y = state.leading * c + e, state.leading * d + f, 0.0, 0.0
            elif act is _END:
                break
            else:
                state.matrix, state.x, state.y = (a, b, c, d, e, f), x, y
                act(operands)  # type: ignore[operator]  # all steps are done above
                (a, b, c, d, e, f), x, y, lay = state.matrix, state.x, state.y, None
        state.matrix, state.x, state.y = (a, b, c, d, e, f), x, y

    def _layer(self, face: Face) -> tuple[_Layer, float]:
        """Return what lays a string along a line, and the unit in which it does."""
        state = self._state
        unit = state.size * state.scaling
        if not (state.between or state.word):
            return face.__getitem__, unit
        between = state.between * state.scaling
        return partial(face.spaced, unit, between, between + state.word * state.scaling), 1.0

    def _hand(self, face: Face, right: float, down: float, unit: float) -> _Hand:
        """Return how a font comes out, whose unit of text space goes so far to the right and down on the page."""
        state = self._state
        if state.clip != self._clip:
            self._settle()
            self._clip = state.clip
        high = down * state.size * face.em
        top, bottom = (_RISE, _FALL) if high < 0 else (_FALL, _RISE)  # on the page, y grows downwards
        size, angle = abs(high), quarter_turns(right, 0)
        return right * unit, top * high, bottom * high, size, angle, *self._ink(size)

    def _ink(self, size: float) -> tuple[bool, bool]:
        """Tell whether text is invisible, and whether it is white."""
        mode = self._state.mode
        return mode in {3, 7} or size < 1, mode == 0 and self._state.fill.white

    def _write_anyhow(self, glyphs: Sequence[Laid], unit: float, matrix: Matrix, x: float, y: float) -> None:
        """Write in any direction."""
        state, (a, b, c, d, e, f) = self._state, matrix
        face = cast("Face", state.face)
        box, vertical = state.size * face.em, face.vertical
        size, angle = abs(box) * hypot(c, d), quarter_turns(a, -b)
        invisible, white = self._ink(size)
        self._settle()
        chars: list[Char] = []
        for text, begin, end in glyphs:
            at, up = (x, y + begin * unit) if vertical else (x + begin * unit, y)
            if vertical:
                left, foot, right, head = x - box / 2, up, x + box / 2, y + end * unit
            else:
                left, foot, right, head = at, y + _FALL * box, x + end * unit, y + _RISE * box
            x0, x1 = a * left + c * foot + e, a * right + c * head + e
            y0, y1 = b * left + d * foot + f, b * right + d * head + f
            stand = a * at + c * up + e if angle in {1, 3} else b * at + d * up + f
            x0, x1, y0, y1 = min(x0, x1), max(x0, x1), min(y0, y1), max(y0, y1)
            if 0 <= x0 + x1 <= 2 * self._width and 0 <= y0 + y1 <= 2 * self._height:
                chars.append(Char(text, x0, y0, x1, y1, stand, size, angle, vertical, invisible, white))
        self._keep(chars)

    # --- characters --------------------------------------------------------------------------------------

    def chars(self) -> list[Char]:
        """Return what was written, but for what is not on the page."""
        self._settle()
        return self._chars

    def _settle(self) -> None:
        """Turn runs into characters, many at once, which takes half as long as one after the other."""
        width, height = 2 * self._width, 2 * self._height
        self._keep([
            _new(Char, (text, left, foot + top, right, foot + bottom, foot, size, angle, False, invisible, white))
            for glyphs, start, foot, (wide, top, bottom, size, angle, invisible, white) in self._runs
            if 0 <= 2 * foot + top + bottom <= height
            for text, x0, x1 in (glyphs if wide >= 0 else [(text, x1, x0) for text, x0, x1 in glyphs])
            for left, right in [(wide * x0 + start, wide * x1 + start)]
            if 0 <= left + right <= width
        ])  # fmt: skip
        self._glyphs += self._pending
        if self._glyphs > GLYPH_LIMIT:
            raise overfull(self._number)
        self._runs, self._pending = [], 0

    def _keep(self, chars: list[Char]) -> None:
        """Keep characters; those that are clipped cannot be seen."""
        if (clip := self._clip) is not None:
            chars = [char._replace(invisible=True) if is_clipped(char[1:5], clip) else char for char in chars]
        self._chars += chars
        if len(self._chars) > CHAR_LIMIT:
            raise overfull(self._number)
