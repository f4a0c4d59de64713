"""The numbers of ordered lists as browsers show them."""

import re

from lxml.etree import _Element

from checker import Languages, regex
from checker_formats.docx.numerals import numeral

_FORMS = {
    "1": "decimal", "a": "lowerLetter", "A": "upperLetter", "i": "lowerRoman", "I": "upperRoman",
    "decimal": "decimal", "lower-alpha": "lowerLetter", "lower-latin": "lowerLetter", "upper-alpha": "upperLetter",
    "upper-latin": "upperLetter", "lower-roman": "lowerRoman", "upper-roman": "upperRoman",
    "cjk-ideographic": "chineseCounting", "simp-chinese-informal": "chineseCounting",
    "trad-chinese-informal": "chineseCounting",
}  # fmt: skip
_STYLE = regex(r"(?:^|;)\s*list-style(?:-type)?\s*:\s*([a-z-]+)", re.IGNORECASE)
_COUNT = regex(r"\s*(-?\d{1,6})")


def first_number(parent: _Element) -> int:
    """Return the number of the first entry of an ordered list."""
    start = _COUNT.match(parent.get("start", ""))
    return int(start.group(1)) if start else 1


def own_number(entry: _Element) -> int | None:
    """Return the explicit number of an entry; `None` if it follows the one before."""
    match = _COUNT.match(entry.get("value", ""))
    return int(match.group(1)) if match else None


def label(entry: _Element, parent: _Element, number: int, languages: Languages) -> str:
    """Format the number of an entry of an ordered list; "" if it has none."""
    form = _form(entry) or _form(parent) or "decimal"
    if form == "none":
        return ""
    return numeral(number, form, languages) + ("、" if form == "chineseCounting" else ".")


def _form(element: _Element) -> str:
    if (match := _STYLE.search(element.get("style", ""))) is not None:
        return _FORMS.get(match.group(1).lower(), "none")
    return _FORMS.get(element.get("type", ""), "")
