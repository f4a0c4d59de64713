"""Characters of symbol fonts, which Word stores by their position in the font."""

from collections.abc import Iterable

_PRIVATE = 0xF000  # where Word maps the 256 positions of a symbol font


def _font(*ranges: tuple[int, Iterable[str]]) -> dict[int, str]:
    return {
        first + step: character for first, characters in ranges for step, character in enumerate(characters)
    }


_WINGDINGS = _font(
    (0x21, "✏✂✁"), (0x28, "☎✆✉"), (0x46, "☞"), (0x4A, "☺"), (0x6C, "●❍■□▢❑❒⬧⧫◆❖⬥"), (0x81, "①②③④⑤⑥⑦⑧⑨⑩"),
    (0x8C, "❶❷❸❹❺❻❼❽❾❿"), (0x9E, "·•▪○"), (0xA1, "○"), (0xA4, "◉◎"), (0xA7, "▪◻"), (0xAB, "★"),
    (0xD8, "➢"), (0xDF, "←→↑↓"), (0xE0, "→"), (0xE8, "➔"), (0xF0, "⇨"), (0xFB, "✗✓☒☑"),
)  # fmt: skip
_WINGDINGS_2 = _font((0x4F, "✗✓☓☑☒"), (0x97, "●"), (0xA3, "□"))
_SYMBOL = _font(
    (0x41, "ΑΒΧΔΕΦΓΗΙϑΚΛΜΝΟΠΘΡΣΤΥςΩΞΨΖ"), (0x61, "αβχδεφγηιϕκλμνοπθρστυϖωξψζ"), (0xA3, "≤⁄∞ƒ♣♦♥♠↔←↑→↓°±″≥×∝∂•÷≠≡≈…"),
    (0xB4, "×"), (0xB7, "•"), (0xD6, "√⋅"), (0xE5, "∑"),
)  # fmt: skip
_FONTS = {"wingdings": _WINGDINGS, "wingdings 2": _WINGDINGS_2, "symbol": _SYMBOL}
# Without a font name Wingdings is the likeliest: it has Word's own bullets and boxes.
_ANY = {**_SYMBOL, **_WINGDINGS_2, **_WINGDINGS}


def symbol(code: str | None, font: str | None) -> str:
    """Return the character at a hexadecimal position of a symbol font; itself if unknown."""
    try:
        position = int(code or "", 16)
    except ValueError:
        return ""
    return _character(position, font) if 0x20 <= position < 0xD800 or 0xE000 <= position < 0x10000 else ""


def plain(text: str, font: str | None = None) -> str:
    """Replace the private characters of symbol fonts in a text."""
    return "".join(
        _character(ord(character), font) if ord(character) >= _PRIVATE else character for character in text
    )


def _character(position: int, font: str | None) -> str:
    known = _FONTS.get((font or "").lower())
    if _PRIVATE <= position <= _PRIVATE + 0xFF:
        return (known or _ANY).get(position - _PRIVATE, chr(position))
    return known.get(position, chr(position)) if known else chr(position)
