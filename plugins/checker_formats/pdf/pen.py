"""The operators that write text."""

from collections.abc import Iterable
from math import hypot

from checker_formats.pdf.fonts import Face
from checker_formats.pdf.pages import CHAR_LIMIT, Char, overfull
from checker_formats.pdf.shapes import quarter_turns
from checker_formats.pdf.state import IDENTITY, Matrix, States, is_clipped, times
from checker_formats.pdf.syntax import numbers, shown

GLYPH_LIMIT = 10 * CHAR_LIMIT  # seen or not: what hangs off the page is painted as well
_RISE, _FALL = 0.88, -0.12  # an ideograph's em box; what fonts declare is too often nonsense


class Pen:
    """Write characters in the place and the font that are set."""

    def __init__(self, states: States, number: int) -> None:
        self._state, self._number = states.now, number
        self._width, self._height = states.width, states.height
        self._glyphs = 0
        self.chars: list[Char] = []
        self.acts = {
            b"BT": self._begin, b"Tm": self._place, b"Td": self._offset, b"TD": self._offset_leading,
            b"T*": self._next, b"TL": self._lead, b"Tc": self._space_out, b"Tw": self._space_words,
            b"Tz": self._stretch, b"Tr": self._render, b"Ts": self._raise,
            b"Tj": self._show, b"TJ": self._show, b"'": self._show_next, b'"': self._show_spaced,
        }  # fmt: skip

    def take(self, face: Face, size: float | None) -> None:
        """Take a font, and its size if there is one."""
        self._state.face = face
        if size is not None:
            self._state.size = size

    # --- place -------------------------------------------------------------------------------------------

    def _begin(self, _operands: bytes) -> None:
        self._set(IDENTITY)

    def _set(self, matrix: Matrix) -> None:
        state = self._state
        state.matrix, state.x, state.y = matrix, 0.0, 0.0

    def _place(self, operands: bytes) -> None:
        if found := numbers(operands, 6):
            a, b, c, d, e, f = found
            self._set((a, b, c, d, e, f))

    def _offset(self, operands: bytes) -> None:
        self._shift(*numbers(operands, 2))

    def _offset_leading(self, operands: bytes) -> None:
        found = numbers(operands, 2)
        self._shift(*found)
        for leading in found[1:] or numbers(operands, 1):
            self._state.leading = leading

    def _shift(self, x: float = 0.0, y: float = 0.0) -> None:
        a, b, c, d, e, f = self._state.matrix
        self._set((a, b, c, d, x * a + y * c + e, x * b + y * d + f))

    def _next(self, _operands: bytes = b"") -> None:
        a, b, c, d, e, f = self._state.matrix
        leading = self._state.leading
        self._set((a, b, c, d, leading * c + e, leading * d + f))

    # --- manner ------------------------------------------------------------------------------------------

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

    # --- characters --------------------------------------------------------------------------------------

    def _show(self, operands: bytes) -> None:
        self._write(shown(operands))

    def _show_next(self, operands: bytes) -> None:
        self._next()
        self._write(shown(operands))

    def _show_spaced(self, operands: bytes) -> None:
        pieces = list(shown(operands))
        spaces = [piece for piece in pieces if isinstance(piece, float)]
        if len(spaces) > 1:
            self._state.word, self._state.between = spaces[:2]
        self._next()
        self._write(piece for piece in pieces if isinstance(piece, bytes))

    def _write(self, pieces: Iterable[bytes | float]) -> None:
        """Write strings; the numbers between them take back so many thousandths of the size."""
        if (face := self._state.face) is None:
            return
        begin, clip = len(self.chars), self._state.clip
        one, other = self._state.matrix, self._state.base
        if face.vertical or one[1] or one[2] or other[1] or other[2]:
            self._write_anyhow(pieces, face, times(one, other))
        else:
            self._write_level(pieces, face, one, other)
        if clip is not None:
            self.chars[begin:] = [
                char._replace(invisible=True) if is_clipped(char[1:5], clip) else char
                for char in self.chars[begin:]
            ]
        if len(self.chars) > CHAR_LIMIT or self._glyphs > GLYPH_LIMIT:
            raise overfull(self._number)

    def _write_level(self, pieces: Iterable[bytes | float], face: Face, one: Matrix, other: Matrix) -> None:
        """Write what stands upright and runs along a line, as nearly all text does: only x changes."""
        state, a, d = self._state, other[0] * one[0], other[3] * one[3]
        e, f = other[0] * one[4] + other[4], other[3] * one[5] + other[5]
        scale, box, between = state.size * state.scaling, state.size * face.em, state.between * state.scaling
        blank = between + state.word * state.scaling
        size, angle = abs(box * d), quarter_turns(a, 0)
        white, invisible = state.mode == 0 and state.fill.white, state.mode in {3, 7} or size < 1
        x, width = state.x, 2 * self._width
        stand = d * (state.y + state.rise) + f
        bottom = d * (state.y + (state.rise + _FALL * box)) + f
        top = d * (state.y + (state.rise + _RISE * box)) + f
        if top > bottom:
            top, bottom = bottom, top
        if not 0 <= top + bottom <= 2 * self._height:
            width = -1  # nothing of it is on the page
        add, char = self.chars.append, Char._make
        for piece in pieces:
            if isinstance(piece, float):
                x -= piece * 0.001 * scale
                continue
            glyphs = face[piece]
            self._glyphs += len(glyphs)
            for text, wide, spaced in glyphs:
                advance = wide * scale
                x0, x1 = a * x + e, a * (x + advance) + e
                if 0 <= x0 + x1 <= width:
                    if x0 > x1:
                        x0, x1 = x1, x0
                    add(char((text, x0, top, x1, bottom, stand, size, angle, False, invisible, white)))
                x += advance + (blank if spaced else between)
        state.x = x

    def _write_anyhow(self, pieces: Iterable[bytes | float], face: Face, matrix: Matrix) -> None:
        """Write in any direction."""
        state, (a, b, c, d, e, f) = self._state, matrix
        scale, box, vertical = state.size * state.scaling, state.size * face.em, face.vertical
        between = state.between * state.scaling
        blank = between + state.word * state.scaling
        size, angle = abs(box) * hypot(c, d), quarter_turns(a, -b)
        sideways, white = angle in {1, 3}, state.mode == 0 and state.fill.white
        invisible = state.mode in {3, 7} or size < 1
        rise, low, high = state.rise, state.rise + _FALL * box, state.rise + _RISE * box
        width, height, x, y = 2 * self._width, 2 * self._height, state.x, state.y
        for piece in pieces:
            if isinstance(piece, float):
                x, y = (x, y - piece * 0.001 * scale) if vertical else (x - piece * 0.001 * scale, y)
                continue
            glyphs = face[piece]
            self._glyphs += len(glyphs)
            for text, wide, spaced in glyphs:
                advance = wide * scale
                if vertical:
                    left, foot, right, head = x - box / 2, y + rise, x + box / 2, y + rise + advance
                else:
                    left, foot, right, head = x, y + low, x + advance, y + high
                x0, x1 = a * left + c * foot + e, a * right + c * head + e
                y0, y1 = b * left + d * foot + f, b * right + d * head + f
                if 0 <= x0 + x1 <= width and 0 <= y0 + y1 <= height:
                    if x0 > x1:
                        x0, x1 = x1, x0
                    if y0 > y1:
                        y0, y1 = y1, y0
                    stand = a * x + c * (y + rise) + e if sideways else b * x + d * (y + rise) + f
                    self.chars.append(
                        Char(text, x0, y0, x1, y1, stand, size, angle, vertical, invisible, white)
                    )
                advance += blank if spaced else between
                x, y = (x, y + advance) if vertical else (x + advance, y)
        state.x, state.y = x, y
