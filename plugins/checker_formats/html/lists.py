"""The numbers that browsers put before the entries of ordered lists."""

import re

from lxml.etree import _Element

from checker_formats.docx.numerals import numeral

_FORMS = {
    "1": "decimal", "a": "lowerLetter", "A": "upperLetter", "i": "lowerRoman", "I": "upperRoman",
    "decimal": "decimal", "lower-alpha": "lowerLetter", "lower-latin": "lowerLetter", "upper-alpha": "upperLetter",
    "upper-latin": "upperLetter", "lower-roman": "lowerRoman", "upper-roman": "upperRoman",
    "cjk-ideographic": "chineseCounting", "simp-chinese-informal": "chineseCounting",
    "trad-chinese-informal": "chineseCounting",
}  # fmt: skip
_STYLE = re.compile(r"(?:^|;)\s*list-style(?:-type)?\s*:\s*([a-z-]+)", re.IGNORECASE)
_COUNT = re.compile(r"\s*(-?\d{1,6})")


def first(parent: _Element) -> int:
    """Return the number of an ordered list's first entry."""
    start = _COUNT.match(parent.get("start", ""))
    return int(start.group(1)) if start else 1


def own(entry: _Element) -> int | None:
    """Return the number that an entry gives itself; `None` where it follows the one before."""
    match = _COUNT.match(entry.get("value", ""))
    return int(match.group(1)) if match else None


def label(entry: _Element, parent: _Element, number: int) -> str:
    """Write the number before an entry of an ordered list with its sign; "" where it shows none."""
    form = _form(entry) or _form(parent) or "decimal"
    if form == "none":
        return ""
    return numeral(number, form) + ("、" if form == "chineseCounting" else ".")


def _form(element: _Element) -> str:
    if (match := _STYLE.search(element.get("style", ""))) is not None:
        return _FORMS.get(match.group(1).lower(), "none")
    return _FORMS.get(element.get("type", ""), "")
