"""Numbers in digits, as cells hold them: full width, spaced out, with thousands separators and a unit."""

import re
import unicodedata
from collections.abc import Iterable
from decimal import Decimal

from checker.regexes import regex
from checker.text import fold

_GAP = regex(r"[^\S\n]+")
# “1 2” is one number spaced out; over a line break, digits are two
_TWO_NUMBERS = regex(r"\d\d[^\S\n]+\d|\d[^\S\n]+\d\d|\d\s*\n\s*\d")
_GROUPED = regex(r"[+-]?\d{1,3}(?:_\d{3})+(?:\.\d+)?_?\D*")


def amount_pattern(decimal: str, units: Iterable[str]) -> re.Pattern[str]:
    """Match a number in folded text; its groups are sign, whole part and fraction."""
    after = "|".join(map(re.escape, units))
    point, comma = (r"\.", ",") if decimal == "." else (",", r"\.")
    number = rf"([+-]?)(\d{{1,3}}(?:[{comma}']\d{{3}})+|\d+)({point}\d+)?"
    return regex(rf"=?{number}(?:{after}|\((?:{after})\))?[,.;]?")


def read_amount(text: str, pattern: re.Pattern[str]) -> Decimal | None:
    """Read a number; `pattern` is one of `amount_pattern`. A number in a circle is one only by itself."""
    if any(unicodedata.category(character) == "No" for character in text):
        sign = text.strip()
        circled = len(sign) == 1 and unicodedata.decomposition(sign).startswith("<circle>")
        return Decimal(folded) if circled and (folded := fold(sign)).isascii() else None
    if _TWO_NUMBERS.search(text) and _GROUPED.fullmatch(fold(_GAP.sub("_", text.strip()))) is None:
        return None
    match = pattern.fullmatch(fold(text).replace("，", ","))
    if match is None:
        return None
    sign, whole, fraction = match.groups(default="")
    digits = "".join(filter(str.isdecimal, whole))
    return Decimal(sign + digits + (f".{fraction[1:]}" if fraction else ""))
