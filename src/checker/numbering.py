"""Numbers in front of headings, list entries and labels: the ways to write them, and what was read."""

import re
from collections.abc import Callable
from functools import partial

from checker.lazy_dataclasses import dataclass
from checker.regexes import regex


@dataclass(frozen=True, slots=True)
class Numerals:
    """Signs to count with: `read` and `write` turn them into a number and back."""

    read: Callable[[str], int]
    write: Callable[[int], str]


def _read_roman(numeral: str) -> int:
    values = [_ROMAN[sign] for sign in numeral.upper()]
    pairs = zip(values, [*values[1:], 0], strict=True)
    return sum(-value if value < following else value for value, following in pairs)


def _write_roman(value: int) -> str:
    written = ""
    for sign, weight in _ROMAN_STEPS:
        count, value = divmod(value, weight)
        written += sign * count
    return written


_ROMAN = {"I": 1, "V": 5, "X": 10, "L": 50, "C": 100, "D": 500, "M": 1000}
_ROMAN_STEPS = (
    ("C", 100), ("XC", 90), ("L", 50), ("XL", 40), ("X", 10), ("IX", 9), ("V", 5), ("IV", 4), ("I", 1),
)  # fmt: skip


def _write_small_roman(value: int) -> str:
    return _write_roman(value).lower()


def _from(first: str) -> Numerals:
    """Count with signs that follow each other in Unicode."""
    return Numerals(partial(_place_after, first), partial(_sign_after, first))


def _place_after(first: str, sign: str) -> int:
    return ord(sign) - ord(first) + 1


def _sign_after(first: str, value: int) -> str:
    return chr(ord(first) + value - 1)


ARABIC = Numerals(int, str)
CIRCLED = _from("①")
CAPITALS, SMALL_LETTERS, ROMAN_SIGNS = _from("A"), _from("a"), _from("\N{ROMAN NUMERAL ONE}")
ROMAN = Numerals(_read_roman, _write_roman)
SMALL_ROMAN = Numerals(_read_roman, _write_small_roman)
# up to 89, and no single letter but I, V and X: C, D, L and M rather count A, B, C
ROMAN_NUMERAL = r"(?=[IVXL])(?!L(?![IVX]))(?:L?X{0,3}|XL)(?:IX|IV|V?I{0,3})(?<=[IVXL])(?![A-Z])"
SMALL_ROMAN_NUMERAL = ROMAN_NUMERAL.lower()


@dataclass(frozen=True, slots=True)
class Numbering:
    """A way to number: `style` is how it writes one (“1.”, “(1)”) and its name.

    `pattern` matches the number with its punctuation at the start of a text in plain characters; its last group
    is the numeral, a group `lead` what stands before it (“2.” in 2.1). `level` is the outline level of headings that
    are numbered so, `None` where it numbers no headings. `consecutive` numbers follow each other within a section;
    references such as “Article 5” do not. `opens_section` marks the numbering of the sections themselves, after which
    a section's text may follow at once. `unsure` signs may be something else (“5 Years”, “A. Smith”): they number a
    heading, but not a label, and a list only where they begin with the first or go on.
    """

    style: str
    pattern: re.Pattern[str]
    numerals: Numerals = ARABIC
    level: int | None = None
    consecutive: bool = True
    opens_section: bool = False
    unsure: bool = False

    def __hash__(self) -> int:
        return hash(self.style)  # looked up for every paragraph

    def written(self, value: int, lead: str = "") -> str:
        """Write a number in this style; `lead` is what stands before the last part of a number of several."""
        first = self.numerals.write(1)
        before, _first, after = self.style.rpartition(first)
        return (lead or before) + self.numerals.write(value) + after


@dataclass(frozen=True, slots=True)
class Number:
    """A number that leads a text, and the text after it; without one, `value` is 0 and `rest` the whole text.

    `lead` is what stands before the last part of a number of several: “2.” in 2.1.
    """

    numbering: Numbering | None
    value: int
    rest: str
    lead: str = ""

    @property
    def style(self) -> str:
        """Return the name of the number's style, "" where there is no number."""
        return self.numbering.style if self.numbering else ""

    @property
    def level(self) -> int | None:
        return self.numbering.level if self.numbering else None

    @property
    def heads(self) -> bool:
        """Return whether only headings of sections and of the parts right below them are numbered so."""
        return (
            self.numbering is not None
            and self.numbering.consecutive
            and not self.numbering.unsure
            and self.level in {1, 2}
        )

    @property
    def opens_section(self) -> bool:
        return self.numbering is not None and self.numbering.opens_section

    @property
    def is_top(self) -> bool:
        """Return whether sections of the highest level are numbered so."""
        return self.opens_section or (self.heads and self.level == 1)

    def written(self, value: int) -> str:
        """Write a number in this one's style, with what leads it."""
        assert self.numbering is not None, "without a number there is no style"
        return self.numbering.written(value, self.lead)


# A heading follows: a word that does not begin with a small letter (“1.5 million”), perhaps in quotes or brackets.
HEADING_FOLLOWS = r"(?=[\"'“‘(\[《「]?[^\W\d_a-z])"
TITLE_FOLLOWS = r"(?=[\"'“‘(\[《「]?[^\W_a-z])"  # the same, or a figure


def decimal_numberings(follows: str = rf"\s+{HEADING_FOLLOWS}") -> tuple[Numbering, ...]:
    """Return the numberings of several parts (1.0, 1.1, 1.1.1); `follows` is a pattern of what must stand behind."""
    parts = (
        Numbering(
            ".".join("1" * depth),
            regex(rf"(?P<lead>(?:\d{{1,2}}[.．]){{{depth - 1}}})(\d{{1,2}})[.．]?{follows}"),
            level=depth,
        )
        for depth in (4, 3, 2)
    )
    return (Numbering("1.0", regex(rf"(\d{{1,2}})\.0\.?{follows}"), level=1), *parts)


SIGN_NUMBERINGS = (
    Numbering(
        "§ 1",
        regex(r"§§?\s*(?P<lead>(?:\d{1,3}\.)*)(\d{1,3})[a-z]?[.:]?(?=\s|$)\s*"),
        level=1,
        consecutive=False,
    ),
    Numbering("（1）", regex(r"[(（]\s*(\d{1,3})\s*[)）][、.．]?\s*"), level=4),
    Numbering("1)", regex(r"(\d{1,3})\s*[)）]\s*"), level=4),
    Numbering("①", regex(r"([\u2460-\u2473])[、.．]?\s*"), CIRCLED, level=5),
    Numbering("Ⅰ.", regex(r"([\u2160-\u216b])[、.．:：)]\s*"), ROMAN_SIGNS, level=1),
    Numbering("1.", regex(r"(\d{1,3})\s*(?:[、．]|[.,，](?!\d))\s*"), level=3),
)
COMMON_NUMBERINGS = (*decimal_numberings(), *SIGN_NUMBERINGS)  # what every language uses

_LETTER_FOLLOWS = rf"(?:\s+|$)(?![A-Z]\.){TITLE_FOLLOWS}"
_BRACKET_FOLLOWS = r"\s*(?=[^\s.,;:])"
LATIN_NUMBERINGS = (  # what languages in Latin letters use besides
    Numbering(
        "I.",
        regex(rf"({ROMAN_NUMERAL})(?:[.:)]|\s?[–—-])\s*(?![A-Z]\.[\s(]){TITLE_FOLLOWS}"),
        ROMAN,
        level=1,
    ),
    Numbering(
        "A.(1)",
        regex(rf"(?P<lead>(?:{ROMAN_NUMERAL}\.)?[A-Z]\.)\((\d{{1,2}})\)\.?\s*{TITLE_FOLLOWS}"),
        level=3,
    ),
    Numbering("I.A.", regex(rf"(?P<lead>{ROMAN_NUMERAL}\.)([A-Z])\.{_LETTER_FOLLOWS}"), CAPITALS, level=2),
    Numbering("A.1", regex(rf"(?P<lead>[A-Z]\.(?:\d{{1,2}}\.)*)(\d{{1,2}})\.?\s+{HEADING_FOLLOWS}"), level=2),
    Numbering("A.", regex(rf"([A-Z])[.:]{_LETTER_FOLLOWS}"), CAPITALS, level=2, unsure=True),
    Numbering("A)", regex(rf"([A-Z])\){_BRACKET_FOLLOWS}"), CAPITALS, level=2, unsure=True),
    Numbering("(A)", regex(rf"\(([A-Z])\){_BRACKET_FOLLOWS}"), CAPITALS, level=3, unsure=True),
    Numbering("(i)", regex(rf"\(({SMALL_ROMAN_NUMERAL})\){_BRACKET_FOLLOWS}"), SMALL_ROMAN, level=5),
    Numbering("(a)", regex(rf"\(([a-z])\){_BRACKET_FOLLOWS}"), SMALL_LETTERS, level=4),
    Numbering("i)", regex(rf"({SMALL_ROMAN_NUMERAL})\){_BRACKET_FOLLOWS}"), SMALL_ROMAN, level=5),
    Numbering("a)", regex(rf"([a-z])\){_BRACKET_FOLLOWS}"), SMALL_LETTERS, level=4),
    Numbering("i.", regex(rf"({SMALL_ROMAN_NUMERAL})\.{_LETTER_FOLLOWS}"), SMALL_ROMAN, level=5, unsure=True),
    Numbering("a.", regex(rf"([a-z])\.{_LETTER_FOLLOWS}"), SMALL_LETTERS, level=4, unsure=True),
)
