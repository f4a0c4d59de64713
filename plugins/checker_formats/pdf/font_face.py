"""A font as text needs it: operands of text operators to glyphs placed along a line."""

from collections.abc import Callable, Iterable, Sequence
from itertools import accumulate

from checker import Messages
from checker_formats.pages.page import PLAIN
from checker_formats.pdf.objects import too_large
from checker_formats.pdf.syntax import shown, string_of

_ = Messages(__package__)

Glyph = tuple[str, float, bool]  # its character, its advance at size 1, and whether word spacing widens it
_Steps = tuple[list[str], list[float]]  # characters, and the steps over each and to the next one
Placed = tuple[
    list[str], list[float], list[float], float
]  # characters, where each begins and ends, their advance

STRING_LIMIT = 1_000_000  # bytes; a page full of text is a tenth of that
_SHORT = 16  # bytes; typesetters write most strings one or two characters at a time, and the same ones often
_PART = 12  # bytes; the same of strings with the numbers behind them
_AROUND = b"[] \t\r\n"
_PIECE = 4  # bytes; the same of the strings between numbers


class FontFace(dict[bytes, Placed]):
    """A font; maps the operands of a text operator to glyphs placed along a line at size 1.

    `codes` splits a string into codes, `character` and `advance` give the text and the advance of a code at size 1;
    `em` is the height of the em box at that size.
    """

    def __init__(
        self,
        codes: Callable[[bytes], Iterable[int]],
        character: Callable[[int], str],
        advance: Callable[[int], float],
        *,
        vertical: bool = False,
        multibyte: bool = False,
        em: float = 1.0,
    ) -> None:
        super().__init__()
        self._codes, self._character, self._advance = codes, character, advance
        self.vertical, self.multibyte, self.em = vertical, multibyte, em
        self._glyphs: dict[int, Glyph] = {}
        self._pieces: dict[bytes, Sequence[Glyph]] = {}
        parts: tuple[dict[bytes, _Steps], dict[bytes, _Steps]] = {}, {}
        self._brackets = (b"<", b">", parts[0]), (b"(", b")", parts[1])
        self._backward = False  # whether a glyph has a negative advance

    def __missing__(self, operands: bytes) -> Placed:
        if len(operands) > _SHORT and (placed := self._plain(operands)):
            return placed
        placed = self.spaced(1.0, 0.0, 0.0, operands)
        if len(operands) <= _SHORT:
            self[operands] = placed
        return placed

    def spaced(self, unit: float, between: float, blank: float, operands: bytes) -> Placed:
        """Place the glyphs of strings at a size, `between` apart, and words `blank`.

        Numbers between strings move back by thousandths of the size.
        """
        if len(operands) > STRING_LIMIT:
            raise too_large(_("a string holds more than a page can"))
        texts: list[str] = []
        begins: list[float] = []
        ends: list[float] = []
        known, x = self._pieces, 0.0
        for piece in shown(operands):
            if isinstance(piece, float):
                x -= piece * 0.001 * unit
                continue
            for text, advance, parts in known.get(piece) or self._glyphs_of(piece):
                end = x + advance * unit
                texts.append(text)
                begins.append(x)
                ends.append(end)
                x = end + (blank if parts else between)
        if self._backward and not self.vertical:
            begins, ends = list(map(min, begins, ends)), list(map(max, begins, ends))
        return texts, begins, ends, x

    def _plain(self, operands: bytes) -> Placed | None:
        """Place the glyphs of strings in which nothing is unusual, as nearly all are; others are none."""
        opening, close, known = self._brackets[b"(" in operands]
        if self._backward or len(operands) > STRING_LIMIT:
            return None
        before, *parts = operands.strip(_AROUND).split(opening)
        texts: list[str] = []
        steps = [0.0]
        try:
            for part in parts:
                signs, own = known.get(part) or self._steps(part, close, known)
                texts += signs
                steps += own
        except ValueError:
            return None
        if before or self._backward:
            return None
        places = list(accumulate(steps))
        return texts, places[:-1:2], places[1::2], places[-1]

    def _steps(self, part: bytes, close: bytes, known: dict[bytes, _Steps]) -> _Steps:
        """Return the characters of a string, and the steps over each and to the next one."""
        string, back = string_of(part, close)
        glyphs = self._pieces.get(string) or self._glyphs_of(string)
        if not glyphs:
            raise ValueError
        steps = [step for _text, advance, _spaced in glyphs for step in (advance, 0.0)]
        steps[-1] = -back * 0.001
        found = [text for text, _advance, _spaced in glyphs], steps
        if len(part) <= _PART:
            known[part] = found
        return found

    def _glyphs_of(self, piece: bytes) -> Sequence[Glyph]:
        known = self._glyphs
        glyphs = [known.get(code) or self._glyph(code) for code in self._codes(piece)]
        if len(piece) <= _PIECE:
            self._pieces[piece] = glyphs
        return glyphs

    def _glyph(self, code: int) -> Glyph:
        spaced = code == 32 and not self.multibyte
        text = self._character(code)
        advance = self._advance(code)
        self._backward |= advance < 0
        glyph = self._glyphs[code] = PLAIN.get(text, text), advance, spaced
        return glyph
