"""Signs of symbol fonts, which Word stores by their place in the font, as the characters they show."""

from collections.abc import Iterable

_PRIVATE = 0xF000  # Word shifts the 256 places of a symbol font here


def _font(*ranges: tuple[int, Iterable[str]]) -> dict[int, str]:
    return {first + step: sign for first, signs in ranges for step, sign in enumerate(signs)}


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
# Without a font name Wingdings is likeliest: Word's own bullets and boxes come from there.
_ANY = {**_SYMBOL, **_WINGDINGS_2, **_WINGDINGS}


def symbol(code: str | None, font: str | None) -> str:
    """Return the character that a hexadecimal place in a symbol font shows; itself where nobody knows."""
    try:
        place = int(code or "", 16)
    except ValueError:
        return ""
    return _sign(place, font) if 0x20 <= place < 0xD800 or 0xE000 <= place < 0x10000 else ""


def plain(text: str, font: str | None = None) -> str:
    """Replace the private characters of symbol fonts in a text by what they show."""
    return "".join(_sign(ord(sign), font) if ord(sign) >= _PRIVATE else sign for sign in text)


def _sign(place: int, font: str | None) -> str:
    known = _FONTS.get((font or "").lower())
    if _PRIVATE <= place <= _PRIVATE + 0xFF:
        return (known or _ANY).get(place - _PRIVATE, chr(place))
    return known.get(place, chr(place)) if known else chr(place)
