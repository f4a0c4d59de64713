"""The widths of characters, which an OFD file does not give: of its embedded fonts, or guessed by a font's name."""

import re
from functools import cache
from unicodedata import east_asian_width

from pdfminer.fontmetrics import FONT_METRICS

from checker import regex
from checker_formats.ofd.font_files import FontFile

_HOUSE = regex(
    r"[宋仿黑楷隶]|song|sim(?:sun|hei)|hei ?ti|kai|fang|gb_?2312", re.IGNORECASE
)  # letters of half an em
_PROPORTIONAL = regex(
    r"noto|source|yahei|雅黑|思源|dengxian|等线", re.IGNORECASE
)  # fonts of Chinese characters as well
_FIXED = regex(r"courier|mono|consol", re.IGNORECASE)
_SANS = regex(r"arial|helvetica|calibri|verdana|tahoma|sans", re.IGNORECASE)
_WIDE = frozenset("WF")
_HALF = 0.5  # of the em
_TOUCHING = 0.62  # of the size; a step of a letter up to this is its advance,
_BESIDE = 0.2  # or one up to so much more than its guessed width: a word gap is larger


class FontFace(dict[str, tuple[float, float]]):
    """The advance of each character at size 1; where it is a guess, the step that would be its advance, otherwise 0."""

    def __init__(self, name: str = "", file: FontFile | None = None) -> None:
        super().__init__()
        self._name, self._file = name, file
        self._back: dict[int, str] | None = None

    def __missing__(self, text: str) -> tuple[float, float]:
        own = self._file.width_of(text) if self._file is not None else None
        found = (own, 0.0) if own is not None else _guess(text, self._name)
        self[text] = found
        return found

    @property
    def needs_glyphs(self) -> bool:
        """Whether the embedded font names glyphs by their numbers only."""
        return self._file is not None and not self._file.glyphs

    def of_glyph(self, text: str, glyph: int) -> tuple[float, float]:
        """Return the advance of a character whose glyph is known."""
        own = self._file.width(glyph) if self._file is not None else None
        return self[text] if own is None else (own, 0.0)

    def character(self, glyph: int) -> str | None:
        """Return the character of a glyph of the embedded font, if that says."""
        if self._file is None:
            return None
        if self._back is None:
            self._back = self._file.characters()
        return self._back.get(glyph)


def _guess(text: str, name: str) -> tuple[float, float]:
    """Guess an advance at size 1 as in common fonts of a name, and the largest step that could be it."""
    if is_wide(text):
        return 1.0, 0.0
    chinese = _HOUSE.search(name) or _PROPORTIONAL.search(name)
    if chinese and east_asian_width(text[:1] or " ") == "A":  # quotation marks, dashes, signs such as ×
        return 1.0, 1.0
    metrics = _metrics(
        "Courier" if _FIXED.search(name) else "Helvetica" if _SANS.search(name) else "Times-Roman"
    )
    width = metrics.get(text, 1000 * _HALF) * 0.001
    touching = max(_TOUCHING, width + _BESIDE)
    return (_HALF if chinese and not _PROPORTIONAL.search(name) else width), touching


@cache
def _metrics(name: str) -> dict[str, float]:
    return dict(FONT_METRICS[name][1])


def is_wide(text: str) -> bool:
    """Return whether a character is as wide as an ideograph in every font."""
    return east_asian_width(text[:1] or " ") in _WIDE
