"""Numbers in front of headings, list entries and labels: the ways to write them, and what was read."""

import re
from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Numerals:
    """Signs to count with: `read` and `write` turn them into a number and back."""

    read: Callable[[str], int]
    write: Callable[[int], str]


ARABIC = Numerals(int, str)


def _read_circled(sign: str) -> int:
    return ord(sign) - 0x245F


def _write_circled(value: int) -> str:
    return chr(0x245F + value)


CIRCLED = Numerals(_read_circled, _write_circled)


@dataclass(frozen=True, slots=True)
class Numbering:
    """A way to number: `style` is how it writes one (“1.”, “(1)”) and its name.

    `pattern` matches the number with its punctuation at the start of a text in plain characters; its first group
    is the numeral. `level` is the outline level of headings that are numbered so, `None` where it numbers no
    headings. `consecutive` numbers follow each other within a section; references such as “Article 5” do not.
    `opens_section` marks the numbering of the sections themselves, after which a section's text may follow at once.
    """

    style: str
    pattern: re.Pattern[str]
    numerals: Numerals = ARABIC
    level: int | None = None
    consecutive: bool = True
    opens_section: bool = False

    def written(self, value: int) -> str:
        """Write a number in this style."""
        return self.style.replace(self.numerals.write(1), self.numerals.write(value))


@dataclass(frozen=True, slots=True)
class Number:
    """A number that leads a text, and the text after it; without one, `value` is 0 and `rest` the whole text."""

    numbering: Numbering | None
    value: int
    rest: str

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
        return self.numbering is not None and self.numbering.consecutive and self.level in {1, 2}

    @property
    def opens_section(self) -> bool:
        return self.numbering is not None and self.numbering.opens_section


# What every language uses.
COMMON_NUMBERINGS = (
    Numbering("（1）", re.compile(r"[(（]\s*(\d{1,3})\s*[)）][、.．]?\s*"), level=4),
    Numbering("1)", re.compile(r"(\d{1,3})\s*[)）]\s*"), level=4),
    Numbering("①", re.compile(r"([\u2460-\u2473])[、.．]?\s*"), CIRCLED, level=5),
    Numbering("1.", re.compile(r"(\d{1,3})\s*(?:[、．]|[.,，](?!\d))\s*"), level=3),
)
