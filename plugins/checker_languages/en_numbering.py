"""English numbers in front of headings: Section 3, PART ONE, Appendix A, 1.1, IV."""

from collections.abc import Iterator

from checker import (
    ARABIC,
    CAPITALS,
    HEADING_FOLLOWS,
    LATIN_NUMBERINGS,
    ROMAN,
    ROMAN_NUMERAL,
    SIGN_NUMBERINGS,
    TITLE_FOLLOWS,
    Numbering,
    Numerals,
    decimal_numberings,
    regex,
)

_COUNT_WORDS = [
    "one",
    "two",
    "three",
    "four",
    "five",
    "six",
    "seven",
    "eight",
    "nine",
    "ten",
    "eleven",
    "twelve",
    "thirteen",
    "fourteen",
    "fifteen",
    "sixteen",
    "seventeen",
    "eighteen",
    "nineteen",
    "twenty",
]


def _read_word(word: str) -> int:
    return _COUNT_WORDS.index(word.lower()) + 1


def _write_word(value: int) -> str:
    return _COUNT_WORDS[value - 1].capitalize() if value <= len(_COUNT_WORDS) else str(value)


_WORDS = Numerals(_read_word, _write_word)
_NUMBERED = rf"(?:\s*[.:)]\s*|\s+[–—-]+\s*|\s*[–—]\s*|\s+{TITLE_FOLLOWS}|\s*$)"  # what may follow “Section 3”


def _worded(word: str, words: str, level: int) -> Iterator[Numbering]:
    """Yield the numberings by a word: Section 3, PART ONE, Appendix A."""
    for one, numeral, numerals in (
        ("1", r"\d{1,3}", ARABIC),
        ("I", ROMAN_NUMERAL, ROMAN),
        ("A", "[A-Z]", CAPITALS),
        ("One", f"(?i:{'|'.join(sorted(_COUNT_WORDS, key=len, reverse=True))})", _WORDS),
    ):
        pattern = (
            rf"(?P<lead>(?i:{words})\s+(?:(?:[A-Z]\.)?(?:\d{{1,2}}\.)*))({numeral})(?![A-Za-z0-9]){_NUMBERED}"
        )
        yield Numbering(
            f"{word} {one}",
            regex(pattern),
            numerals,
            level,
            consecutive=False,
            opens_section=True,
            unsure=True,
        )


_MONTH = "Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec"  # “5 May” is a day

ENGLISH_NUMBERINGS = (
    *_worded("Part", r"part|volume|book|title", 1),
    *_worded("Chapter", r"chapter|ch\.|unit|module", 1),
    *_worded("Section", r"section|sec\.|article|art\.|clause|item|step|stage|question|topic", 1),
    *_worded("Appendix", r"appendix|app\.|annex|annexe|schedule|exhibit|attachment|enclosure|supplement", 1),
    *decimal_numberings(rf"\s+(?![AP]\.?M\b){HEADING_FOLLOWS}"),
    *LATIN_NUMBERINGS,
    Numbering("1.", regex(r"(\d{1,3})\s*[.．](?!\d)\s*"), level=1),
    Numbering("1:", regex(rf"(\d{{1,2}}):\s+{HEADING_FOLLOWS}"), level=1, unsure=True),
    Numbering(
        "1",
        regex(rf"(\d{{1,2}})(?:\s+|\s*[–—]\s*|\s+-\s+)(?!(?:{_MONTH})[a-z]*\b|[AP]\.?M\b){HEADING_FOLLOWS}"),
        level=1,
        unsure=True,
    ),
    *(one for one in SIGN_NUMBERINGS if one.style != "1."),
)
