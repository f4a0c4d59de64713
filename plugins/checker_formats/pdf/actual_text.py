"""Text that marked content gives instead of its glyphs (/ActualText)."""

from collections.abc import Sequence

from checker_formats.pages.page import UNMAPPED, Char

_LONGEST = 64  # glyphs; marked content that is longer is a paragraph, whose glyphs are kept
_EACH = 8  # characters for a glyph: more is not what its marked content shows
_SOFT_HYPHEN = "\N{SOFT HYPHEN}"


def retexted(chars: Sequence[Char], text: str) -> list[Char]:
    """Return the characters with the given text: glyph by glyph where the numbers agree, else as one.

    Digits that a font maps stay as they are drawn: what a reader sees counts.
    """
    glyphs = [char for char in chars if not char.text.isspace()]
    text = text.strip("\N{NULL}")
    if (
        not glyphs
        or len(glyphs) > _LONGEST
        or len(text) > _EACH * _LONGEST
        or len({(char.baseline, char.angle) for char in glyphs}) > 1
    ):
        return list(chars)
    if any(char.text.isdigit() for char in glyphs) and UNMAPPED not in "".join(char.text for char in glyphs):
        return list(chars)
    if not text.strip(_SOFT_HYPHEN + " \t"):
        return [char for char in chars if char.text.isspace()] if _SOFT_HYPHEN in text else list(chars)
    if len(text) == len(glyphs):
        return [char._replace(text=sign) for char, sign in zip(glyphs, text, strict=True)]
    whole = glyphs[0]._replace(
        text=text, x0=min(char.x0 for char in glyphs), top=min(char.top for char in glyphs),
        x1=max(char.x1 for char in glyphs), bottom=max(char.bottom for char in glyphs),
    )  # fmt: skip
    return [whole]
