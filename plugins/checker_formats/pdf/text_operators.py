"""The operators that show text."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from enum import Enum, auto
from functools import partial
from itertools import groupby, pairwise
from math import copysign, hypot
from operator import itemgetter, sub
from typing import cast

from checker import BBox
from checker_formats.pages.matrices import BLUR, IDENTITY, Matrix, is_clipped, times
from checker_formats.pages.page import CHAR_LIMIT, FALL, RISE, Char, overfull
from checker_formats.pages.runs import Run, run_of, runs_of
from checker_formats.pages.shapes import quarter_turns
from checker_formats.pdf.font_face import FontFace, Placed
from checker_formats.pdf.graphics_state import GraphicsStack
from checker_formats.pdf.syntax import numbers, rejoined

GLYPH_LIMIT = 10 * CHAR_LIMIT  # visible or not: content outside the page counts too
_NEAR = 0.5  # of the size; glyphs that follow one another so near on a line are one run
_LINE = itemgetter(3, 4)  # baseline and metrics

Handler = Callable[[bytes], None]
_Layout = Callable[[bytes], Placed]

# What level text of one font and size has in common: the top and bottom of the em box from the baseline, size, angle,
# invisible, white, clip. Plain tuples, because there is one for every string.
_TextMetrics = tuple[float, float, float, int, bool, bool, BBox | None]
_Shown = tuple[
    Placed, float, float, float, _TextMetrics
]  # glyphs, their scale along the line, their start, baseline


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
        self._shown: list[_Shown] = []
        self._runs: list[Run] = []
        self._count = 0  # of characters in them
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

    def show_text(  # noqa: C901, PLR0912, PLR0915  # one loop over local names: calls would double the time of most pages
        self,
        operations: Iterator[tuple[bytes, bytes]],
        font: Callable[[bytes], tuple[FontFace, float | None]],
        handlers: Mapping[bytes, Handler | TextStep],
    ) -> None:
        """Read a text object to its end; `font` resolves the names of Tf, `handlers` the other operators."""
        state = self._state
        (a, b, c, d, e, f), x, y = state.matrix, state.x, state.y
        layout: _Layout | None = None  # reset when font, size or direction change
        for operands, operator in operations:
            if (handler := handlers.get(operator)) is None:
                if b"[" not in operands:
                    continue
                operands, operator = rejoined(operands, operator, operations, handlers)  # noqa: PLW2901  # one operation
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
                    wide, metrics = a0 * a * unit, self._metrics(face, a0 * a * self._turned(), d0 * d)
                placed = layout(operands)
                self._pending += len(placed[0])
                if self._pending > CHAR_LIMIT:
                    self._flush()
                advance = placed[3] * unit
                if level:
                    self._shown.append(
                        (placed, wide, a0 * (a * x + e) + e0, d0 * (d * (y + rise) + f) + f0, metrics)
                    )
                    x += advance
                else:
                    self._show_rotated(placed, unit, times((a, b, c, d, e, f), state.base), x, y + rise)
                    x, y = (x, y + advance) if vertical else (x + advance, y)
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
        """Return the function that places the glyphs of a string, and its unit, negative for text set backwards."""
        state = self._state
        unit = state.size * state.scaling
        if not (state.char_spacing or state.word_spacing):
            return face.__getitem__, unit
        turned = self._turned()
        scaling = state.scaling * turned
        char_spacing, word_spacing = state.char_spacing * scaling, state.word_spacing * scaling
        return partial(face.spaced, abs(unit), char_spacing, char_spacing + word_spacing), turned

    def _turned(self) -> float:
        """Return -1 where a negative size or scaling sets text backwards along its line, or else 1."""
        return copysign(1.0, self._state.size * self._state.scaling)

    def _metrics(self, face: FontFace, right: float, down: float) -> _TextMetrics:
        """Return the metrics of a font; `right` and `down` are the unit of text space on the page."""
        state = self._state
        high = down * state.size * face.em
        top, bottom = (RISE, FALL) if high < 0 else (FALL, RISE)  # on the page, y grows downwards
        size, angle = abs(high), 0 if right > 0 else quarter_turns(right, 0)
        return top * high, bottom * high, size, angle, *self._visibility(size), state.clip

    def _visibility(self, size: float) -> tuple[bool, bool]:
        """Return whether text is invisible, and whether it is white."""
        mode = self._state.mode
        return mode in {3, 7} or size < 1, mode == 0 and self._state.fill.white

    def _show_rotated(self, placed: Placed, unit: float, matrix: Matrix, x: float, y: float) -> None:
        """Place glyphs in any direction."""
        state, (a, b, c, d, e, f) = self._state, matrix
        face = cast("FontFace", state.face)
        box, vertical = state.size * face.em, face.vertical
        turned = self._turned()
        size, angle = abs(box) * hypot(c, d), quarter_turns(a * turned, -b * turned)
        invisible, white = self._visibility(size)
        self._flush()
        chars: list[Char] = []
        for text, begin, end in zip(*placed[:3], strict=True):
            at, up = (x, y + begin * unit) if vertical else (x + begin * unit, y)
            if vertical:
                left, foot, right, head = x - box / 2, up, x + box / 2, y + end * unit
            else:
                left, foot, right, head = at, y + FALL * box, x + end * unit, y + RISE * box
            x0, x1 = a * left + c * foot + e, a * right + c * head + e
            y0, y1 = b * left + d * foot + f, b * right + d * head + f
            # slanted glyphs stand on their feet, and lean over the next ones
            if not vertical and angle in {0, 2}:
                x0, x1 = a * left + c * up + e, a * right + c * up + e
            elif not vertical and angle in {1, 3}:
                y0, y1 = b * left + d * up + f, b * right + d * up + f
            stand = a * at + c * up + e if angle in {1, 3} else b * at + d * up + f
            x0, x1, y0, y1 = min(x0, x1), max(x0, x1), min(y0, y1), max(y0, y1)
            if 0 <= x0 + x1 <= 2 * self._width and 0 <= y0 + y1 <= 2 * self._height:
                chars.append(Char(text, x0, y0, x1, y1, stand, size, angle, vertical, invisible, white))
        self.add(runs_of(chars), state.clip)

    # --- runs --------------------------------------------------------------------------------------------

    def runs(self) -> list[Run]:
        """Return the text on the page."""
        self._flush()
        return self._runs

    def cut(self, first: int) -> list[Run]:
        """Take off the runs from a number on and return them."""
        self._flush()
        gone = self._runs[first:]
        del self._runs[first:]
        self._count -= sum(len(run.texts) for run in gone)
        return gone

    def _flush(self) -> None:
        """Turn what was shown into runs: all at once takes half the time."""
        height = 2 * self._height
        for (foot, metrics), group in groupby(self._shown, _LINE):
            if 0 <= 2 * foot + metrics[0] + metrics[1] <= height:
                self._add_line(list(group), foot, metrics)
        self._glyphs += self._pending
        if self._glyphs > GLYPH_LIMIT:
            raise overfull(self._number)
        self._shown, self._pending = [], 0

    def _add_line(self, shown: Sequence[_Shown], foot: float, metrics: _TextMetrics) -> None:
        """Add strings on one line as runs, parted where glyphs stand apart or lie over others."""
        texts = [text for (signs, *_), *_ in shown for text in signs]
        if not texts:
            return
        lefts = [wide * x + start for (_t, begins, _e, _a), wide, start, *_ in shown for x in begins]
        rights = [wide * x + start for (_t, _b, ends, _a), wide, start, *_ in shown for x in ends]
        if shown[0][1] < 0:  # and so are all that share the angle
            lefts, rights = rights, lefts
        top, bottom, size, angle, invisible, white, clip = metrics
        shared = foot + top, foot + bottom, foot, size, angle, False, invisible, white
        gaps, near = list(map(sub, lefts[1:], rights)), _NEAR * size
        if not gaps or (max(gaps) < near and min(gaps) > -near):
            self._add_run(run_of(texts, lefts, rights, shared), clip)
            return
        ends = [place for place, gap in enumerate(gaps, 1) if not -near < gap < near]
        for start, stop in pairwise([0, *ends, len(texts)]):
            part = run_of(texts[start:stop], lefts[start:stop], rights[start:stop], shared)
            self._add_run(part, clip)

    def _add_run(self, run: Run, clip: BBox | None) -> None:
        """Add a run; characters beside the page are none of its."""
        if run.x0 >= 0 and run.x1 <= self._width:
            self.add((run,), clip)
        else:
            width = 2 * self._width
            places = zip(run.lefts, run.rights, strict=True)
            self.add(run.kept([0 <= left + right <= width for left, right in places]), clip)

    def add(self, runs: Iterable[Run], clip: BBox | None = None) -> None:
        """Add runs; clipped characters are invisible."""
        for run in runs:
            self._count += len(run.texts)
            self._runs += (run,) if clip is None else _clipped(run, clip)
        if self._count > CHAR_LIMIT:
            raise overfull(self._number)


def _clipped(run: Run, clip: BBox) -> Iterable[Run]:
    """Make the characters of a run that lie wholly outside of a clip invisible."""
    x0, top, x1, bottom = clip[0] - BLUR, clip[1] - BLUR, clip[2] + BLUR, clip[3] + BLUR
    if run.x0 >= x0 and run.x1 <= x1 and run.bottom >= top and run.top <= bottom:
        return (run,)
    return runs_of(
        char._replace(invisible=True) if is_clipped(char[1:5], clip) else char for char in run.chars()
    )
