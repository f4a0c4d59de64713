"""English: months, titles, contact labels, heads of rosters.

A language without numerals of its own needs no more than this; `Language` documents each attribute. zh.py shows the
rest: numerals and numbering, words of plans, sums and web pages.
"""

import re
from collections.abc import Iterator

from checker import (
    ARABIC,
    BARE_YEAR,
    CAPITALS,
    CLOCK_TIME,
    DASH,
    HEADING_FOLLOWS,
    ISO_DATE,
    ISO_END,
    ISO_JOINT,
    LATIN_NUMBERINGS,
    ROMAN,
    ROMAN_NUMERAL,
    SIGN_NUMBERINGS,
    TITLE_FOLLOWS,
    ContactWords,
    DateForm,
    DateGrammar,
    Language,
    Numbering,
    Numerals,
    Pattern,
    TitleGrammar,
    decimal_numberings,
)
from checker_languages.leftovers import ENGLISH_LEFTOVERS

_MONTHS = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September", "October",
    "November", "December",
)  # fmt: skip
_SHORT = "|".join(month[:3] for month in _MONTHS)
_NAME = rf"(?P<name>{'|'.join(_MONTHS)}|(?:{_SHORT}|Sept)\.?)(?![A-Za-z])"
_DAY = r"(?P<day>\d{1,2})(?:st|nd|rd|th)?(?!\d)"
_WEEKDAY = r"(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day"
_ASIDE = (
    rf",? (?:\( (?:inclusive|included|including|{_WEEKDAY}) \)|inclusive|{_WEEKDAY}|(?:at )?{CLOCK_TIME})"
)
_YEAR = r"(?P<year>(?:19|20)\d\d)(?!\d)"

# --- numbering ---

_COUNT_WORDS = (
    "one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen"
    " eighteen nineteen twenty"
).split()
_WORDS = Numerals(
    lambda word: _COUNT_WORDS.index(word.lower()) + 1,
    lambda value: _COUNT_WORDS[value - 1].capitalize() if value <= len(_COUNT_WORDS) else str(value),
)
_NUMBERED = rf"(?:\s*[.:)]\s*|\s+[–—-]+\s*|\s*[–—]\s*|\s+{TITLE_FOLLOWS}|\s*$)"  # what may follow “Section 3”


def _worded(word: str, words: str, level: int) -> Iterator[Numbering]:
    """Yield the numberings by a word: Section 3, PART ONE, Appendix A."""
    for one, numeral, numerals in (
        ("1", r"\d{1,3}", ARABIC),
        ("I", ROMAN_NUMERAL, ROMAN),
        ("A", "[A-Z]", CAPITALS),
        ("One", f"(?i:{'|'.join(sorted(_COUNT_WORDS, key=len, reverse=True))})", _WORDS),
    ):
        pattern = rf"(?P<lead>(?i:{words})\s+(?:(?:[A-Z]\.)?(?:\d{{1,2}}\.)*))({numeral})(?![A-Za-z0-9]){_NUMBERED}"
        yield Numbering(
            f"{word} {one}", re.compile(pattern), numerals, level, consecutive=False, opens_section=True, unsure=True
        )


_NUMBERINGS = (
    *_worded("Part", r"part|volume|book|title", 1),
    *_worded("Chapter", r"chapter|ch\.|unit|module", 1),
    *_worded("Section", r"section|sec\.|article|art\.|clause|item|step|stage|question|topic", 1),
    *_worded("Appendix", r"appendix|app\.|annex|annexe|schedule|exhibit|attachment|enclosure|supplement", 1),
    *decimal_numberings(rf"\s+(?![AP]\.?M\b){HEADING_FOLLOWS}"),
    *LATIN_NUMBERINGS,
    Numbering("1.", re.compile(r"(\d{1,3})\s*[.．](?!\d)\s*"), level=1),
    Numbering("1:", re.compile(rf"(\d{{1,2}}):\s+{HEADING_FOLLOWS}"), level=1, unsure=True),
    Numbering(
        "1",
        re.compile(
            rf"(\d{{1,2}})(?:\s+|\s*[–—]\s*|\s+-\s+)(?!(?:{'|'.join(_MONTHS)}|{_SHORT})\b|[AP]\.?M\b){HEADING_FOLLOWS}"
        ),
        level=1,
        unsure=True,
    ),
    *(one for one in SIGN_NUMBERINGS if one.style != "1."),
)

ENGLISH = Language(
    code="en",
    numberings=_NUMBERINGS,
    spellings={"&": "and"},
    linking=frozenset("a an and by for from in of on or the to with".split()),
    no_value=frozenset({"n/a"}),  # folded: in lower case, without spaces
    nothing=frozenset({"none"}),
    figure=Pattern(r"(^|[^0-9])[0-9]{1,3}([^0-9]|$)|[0-9],[0-9]{3}|[0-9]{5}"),  # four digits may be a year
    dates=DateGrammar(
        begins=rf"(?<!\d)\d|(?<![A-Za-z])(?:{_SHORT})[a-z]*\.? (?=\d)",
        joint=(
            rf" (?:{_ASIDE} ){{0,2}}(?:{DASH}|{ISO_JOINT}|to|through|until|till) (?:{_WEEKDAY} ,? )?(?:the )?"
        ),
        forms=(  # a blank stands for any gap
            DateForm(rf"{_DAY} (?:of )?{_NAME} ,? {_YEAR}"),  # 1 January 2024
            DateForm(rf"{_NAME} {_DAY} ,? {_YEAR}"),  # January 1, 2024
            DateForm(rf"{_DAY} (?:of )?{_NAME}"),
            DateForm(rf"{_NAME} {_YEAR}"),
            DateForm(rf"{_NAME} {_DAY}"),
            ISO_DATE,
        ),
        ends=(ISO_END,),
        months=_MONTHS,
        written="{day} {month_name} {year}",
        range_joint=" to ",
    ),
    period_sentence="The reporting period is {first} to {last}.",
    titles=TitleGrammar(
        lines=("{body}", "{words} {year}"),
        beside_body=(
            BARE_YEAR,
            re.compile(r"^\W*(?:(?:of|for|by) )?(?:the )?\W*|(?: (?:for|of|in))?[^\w)]*$", re.IGNORECASE),
        ),
        year_line=re.compile(r"\W*(?:fortheyear)?(?:19|20)\d\d\W*"),
    ),
    comma=", ",
    contacts=ContactWords(
        labels={  # without spaces; longer ones first
            "url": ("Webaddress", "Webpage", "Website"),
            "email": ("E-mailaddress", "Emailaddress", "E-mail", "Email"),
            "postcode": ("Postcode", "Postalcode", "ZIPcode"),
            "fax": ("Faxnumber", "Fax"),
            "phone": ("Telephonenumber", "Telephone", "Phonenumber", "Phone", "Mobile", "Tel"),
            "address": ("IPaddress", "Postaladdress", "Address"),
        },
        samples={
            "address": "Address: 1 High Street, Town",
            "phone": "Phone: {number}",
            "fax": "Fax: {number}",
            "email": "Email: name@example.com",
            "postcode": "Postcode: …",
            "url": "Website: https://www.example.com",
        },
    ),
    leftovers=ENGLISH_LEFTOVERS,
    page_edges=re.compile(r"copyright|©|.{0,8}[>»›].{0,20}[>»›]"),
    roster_columns={
        "name": ("name", "body", "organisation", "organization", "agency", "department", "authority"),
        "aliases": ("alias", "aliases", "short-name", "former-name"),
        "kind": ("kind", "type", "category"),
        "parent": ("parent", "superior"),
        "deadline": ("deadline", "due", "due-date"),
        "contact": ("contact", "phone", "telephone", "email"),
        "submitted": ("submitted", "submitted-at", "submitted-on", "date-submitted", "filed", "published"),
        "": ("no", "number", "id"),
    },
)
