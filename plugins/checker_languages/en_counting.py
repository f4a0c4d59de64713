"""Numbers of lists in English words, by the names that Word gives to their formats."""

from collections.abc import Callable, Mapping
from functools import partial

_ONES = (
    "zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve",
    "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen",
)  # fmt: skip
_TENS = ("", "", "twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety")
_ORDINALS = {
    "one": "first", "two": "second", "three": "third", "five": "fifth", "eight": "eighth", "nine": "ninth",
    "twelve": "twelfth",
}  # fmt: skip


def _ordinal(value: int) -> str:
    teens = value % 100 in range(11, 14)
    return f"{value}{'th' if teens else {1: 'st', 2: 'nd', 3: 'rd'}.get(value % 10, 'th')}"


def _cardinal(value: int) -> str:
    if value < len(_ONES):
        return _ONES[value] if value >= 0 else str(value)
    if value < 100:
        tens, ones = divmod(value, 10)
        return _TENS[tens] + (f"-{_ONES[ones]}" if ones else "")
    unit, name = (100, "hundred") if value < 1000 else (1000, "thousand")
    many, rest = divmod(value, unit)
    return f"{_cardinal(many)} {name}" + (f" {_cardinal(rest)}" if rest else "")


def _ordinal_words(value: int) -> str:
    words = _cardinal(value)
    start = max(words.rfind(" "), words.rfind("-")) + 1
    last = words[start:]
    regular = f"{last[:-1]}ieth" if last.endswith("y") else f"{last}th"
    return words[:start] + _ORDINALS.get(last, regular)


def _capitalised(words: Callable[[int], str], value: int) -> str:
    return words(value).capitalize()


ENGLISH_COUNTERS: Mapping[str, Callable[[int], str]] = {
    "ordinal": _ordinal,
    "cardinalText": partial(_capitalised, _cardinal),
    "ordinalText": partial(_capitalised, _ordinal_words),
}
