"""The number formats of automatic numbering."""

from collections.abc import Callable

from checker import Languages

_ROMAN = (
    (1000, "M"), (900, "CM"), (500, "D"), (400, "CD"), (100, "C"), (90, "XC"),
    (50, "L"), (40, "XL"), (10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I"),
)  # fmt: skip
_RUSSIAN = "абвгдежзиклмнопрстуфхцчшщыэюя"
_CHICAGO = "*†‡§"
_LONGEST_LETTERS = 780  # Word repeats a letter up to 30 times
_ROMAN_LIMIT = 30_000  # Word counts up to 32 767; Roman numerals would only get longer


def numeral(value: int, form: str, languages: Languages) -> str:
    """Format a value in one of Word's number formats, those of languages included; unknown formats are decimal."""
    return (_FORMS.get(form) or languages.counter(form) or str)(value)


def _digits(digits: str) -> Callable[[int], str]:
    return lambda value: "".join(digits[int(digit)] for digit in str(abs(value)))


def _set(characters: str) -> Callable[[int], str]:
    """Number with the characters of a set; beyond its end Word continues with decimal numbers."""
    return lambda value: characters[value - 1] if 0 < value <= len(characters) else str(value)


def _characters_from(first: str, count: int) -> str:
    return "".join(chr(ord(first) + step) for step in range(count))


def _roman(value: int) -> str:
    if not 0 < value < _ROMAN_LIMIT:
        return str(value)
    text = ""
    for amount, letters in _ROMAN:
        count, value = divmod(value, amount)
        text += letters * count
    return text


def _letters(alphabet: str) -> Callable[[int], str]:
    """Count a … z, aa, bb …"""

    def letters(value: int) -> str:
        if not 0 < value <= _LONGEST_LETTERS:
            return str(value)
        round_, place = divmod(value - 1, len(alphabet))
        return alphabet[place] * (round_ + 1)

    return letters


def _chicago(value: int) -> str:
    if not 0 < value <= _LONGEST_LETTERS:
        return str(value)
    round_, place = divmod(value - 1, len(_CHICAGO))
    return _CHICAGO[place] * (round_ + 1)


_LATIN = _characters_from("a", 26)
_FORMS: dict[str, Callable[[int], str]] = {
    "decimal": str,
    "decimalHalfWidth": str,
    "decimalZero": "{:02d}".format,
    "decimalFullWidth": _digits("０１２３４５６７８９"),
    "decimalFullWidth2": _digits("０１２３４５６７８９"),
    "decimalEnclosedCircle": _set(_characters_from("①", 20)),
    "decimalEnclosedCircleChinese": _set(_characters_from("①", 20)),
    "decimalEnclosedFullstop": _set(_characters_from("⒈", 20)),
    "decimalEnclosedParen": _set(_characters_from("⑴", 20)),
    "numberInDash": "- {} -".format,
    "hex": "{:X}".format,
    "upperRoman": _roman,
    "lowerRoman": lambda value: _roman(value).lower(),
    "upperLetter": _letters(_LATIN.upper()),
    "lowerLetter": _letters(_LATIN),
    "russianUpper": _letters(_RUSSIAN.upper()),
    "russianLower": _letters(_RUSSIAN),
    "chicago": _chicago,
    "bullet": lambda _value: "",
    "none": lambda _value: "",
}
