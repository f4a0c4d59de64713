"""Words and patterns of a language, in tables that a plugin fills in; the defaults hold for every language."""

import re
from collections.abc import Mapping
from dataclasses import field

from checker.lazy_dataclasses import dataclass
from checker.regexes import regex

NEVER = regex(r"(?!)")  # matches nothing: what a language does not have, or what nobody has listed yet
_AROUND = regex(r"^[^\w(]+|(?<=[^\W_]{5})\.$|[^\w).]+$")
BARE_YEAR = regex(r"(?<![\d./-])(?:19|20)\d{2}(?![\d/-]|\.\d)")


@dataclass(frozen=True, eq=False)
class TitleGrammar:
    """How a title is composed, and how the body that files is found in one.

    `lines` are the title's, with places {body}, {year} and {words}, the prescribed ones. `beside_body` are removed, in
    order, from a title without its words: the rest is the body. `year_line` is a line that only says the year, folded.
    `year` is a year that stands in a title by itself, folded; its first group is the number. `office` is the ending of
    a body's name that only names the office which writes for it; `place_ends` are the last characters of places within
    names. `introduces` is how a text gives the body a short name; its groups are `name` and `alias`. `own` is how a
    body calls itself. Both see folded text.

    Where words stand apart, `parts` are what separates the body from the rest of a title, `asides` words on the document
    itself (“draft”, “version 2”), `links` what leads to the body or follows it (“of the”), `topics` what leads to
    anything else (“on”), and `no_body` what no body is called, as a whole (“fiscal year”, “contents”).
    """

    lines: tuple[str, ...] = ("{body}", "{words} {year}")
    beside_body: tuple[re.Pattern[str], ...] = (BARE_YEAR, regex(r"^\W+|[^\w)]+$"))
    year_line: re.Pattern[str] = regex(r"\W*(?:19|20)\d\d\W*")
    year: re.Pattern[str] = NEVER
    office: re.Pattern[str] = NEVER
    place_ends: str = ""
    introduces: re.Pattern[str] = NEVER
    own: re.Pattern[str] = NEVER
    parts: re.Pattern[str] = NEVER
    asides: re.Pattern[str] = NEVER
    links: tuple[re.Pattern[str], ...] = ()
    topics: re.Pattern[str] = NEVER
    no_body: re.Pattern[str] = NEVER

    def body(self, rest: str) -> str:
        """Return the name of the body in what remains of a title without its words and periods; empty for none."""
        for part in self.parts.split(rest):
            name = _unwrapped(" ".join(self.asides.sub(" ", part).split()))
            if self.topics.match(name):
                continue
            for link in self.links:
                name = _unwrapped(link.sub("", name))
            if any(map(str.isalpha, name)) and self.no_body.fullmatch(name) is None:
                return name
        return ""


def _unwrapped(name: str) -> str:
    """Return a name without punctuation around it; the stop of a short form (“Inc.”) is part of it."""
    name = _AROUND.sub("", name)
    if name.count("(") != name.count(")") or (name[:1] == "(" and name.find(")") == len(name) - 1):
        return _AROUND.sub("", name.removeprefix("(").removesuffix(")"))
    return name


@dataclass(frozen=True, eq=False)
class YearWords:
    """How a year is written: `written` has the place {year}; `pattern` finds it, its first group is the number.

    `after` is a pattern of what may follow the digits in a file's name. The others see folded text: `in_words` finds
    the number of a year that is not written in Arabic digits, `masked_date` a date whose figures are all 0, and `whole`
    years named by their first and last day; where it is `None`, long ranges of dates count in its place.
    """

    written: str = "{year}"
    pattern: re.Pattern[str] = regex(f"({BARE_YEAR.pattern})")
    after: str = ""
    in_words: re.Pattern[str] = NEVER
    masked_date: re.Pattern[str] = NEVER
    whole: re.Pattern[str] | None = None


@dataclass(frozen=True, eq=False)
class ContactWords:
    """How contacts are given: labels of each field, longer ones first, and samples of each.

    The fields are address, phone, fax, email, postcode and url. Labels are written without spaces; `initials` are those
    of one letter (“T: …”). Samples have the places {number}, {postcode}, {mail} and {url}. `regions` are those whose
    telephone numbers and postcodes are expected where a pack names none. `joints` are signs that join two labels
    (“电话/传真”), `links` words that stand in for the colon, `label_ends` a pattern of what may stand before it (“no.”).
    `number_joints` is a pattern of what stands between two telephone numbers, `extension` one of what leads an extension,
    `no_number` are signs behind what is not a telephone number after all. `begins` is how a value looks behind a label
    without a colon, `street` how an address looks without a label. `of_others` marks paragraphs whose contacts are not
    the body's.
    """

    labels: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    initials: Mapping[str, str] = field(default_factory=dict)
    samples: Mapping[str, str] = field(default_factory=dict)
    regions: tuple[str, ...] = ()
    joints: str = "/"
    links: str = ""
    label_ends: str = ""
    number_joints: str = ""
    extension: str = r"ext\.?"
    no_number: str = ""
    begins: Mapping[str, re.Pattern[str]] = field(default_factory=dict)
    street: re.Pattern[str] = NEVER
    of_others: re.Pattern[str] = NEVER


@dataclass(frozen=True, eq=False)
class TimeWords:
    """What distinguishes reports of the past year from plans and history; all patterns see folded text.

    `plan`: words of plans. `plan_opens`, `problems_open`: a passage of plans, or of problems, begins. `published`: a day
    of publication. `history`: what happened long ago, or is compared. `report`: what follows a year whose work is
    reported. `document`: names of documents, which are named after years. `done`: something was done. `lead`: what may
    stand before the year that opens a sentence. `range_opens`: what stands before one end of a range. `not_this`: words
    that keep a year from being the title's. `other_period`: what stands before the words that introduce a period, where
    it is not the report's own. `signed`: signs of a signature, besides figures.
    """

    plan: re.Pattern[str] = NEVER
    plan_opens: re.Pattern[str] = NEVER
    problems_open: re.Pattern[str] = NEVER
    published: re.Pattern[str] = NEVER
    history: re.Pattern[str] = NEVER
    report: re.Pattern[str] = NEVER
    document: re.Pattern[str] = NEVER
    done: re.Pattern[str] = NEVER
    lead: tuple[str, ...] = ()
    range_opens: tuple[str, ...] = ()
    not_this: str = ""
    other_period: re.Pattern[str] = NEVER
    signed: str = ""


@dataclass(frozen=True, eq=False)
class NumberWords:
    """What stands around numbers: `counted` follows one that counts something, `code` leads one that is a code."""

    counted: re.Pattern[str] = regex(r"\s*(?:[.,]\d|%)")
    code: re.Pattern[str] = NEVER


@dataclass(frozen=True, eq=False)
class SumGrammar:
    """How a sentence gives a total and its parts; all patterns see plain characters without spaces.

    `figure` has the groups `n` and `unit`; so has `part`, which has a `label`, too. `all_parts` and `some_parts` stand
    between a total and its parts, where these are all of them or some; a colon means all of them where `total_word`
    stands before the total. `closing` ends parts that `opening_word` begins; its groups are `total` and `unit`. `share`
    is the percentage of a part, `p`. `loose` is a list that need not add up, `growth` a figure that is not a total,
    `nested` a label of a part's parts, `done` a statement and no label. `goes_on` begins a sentence that belongs to the
    one before it.
    """

    figure: re.Pattern[str] = NEVER
    part: re.Pattern[str] = NEVER
    all_parts: re.Pattern[str] = NEVER
    some_parts: re.Pattern[str] = NEVER
    closing: re.Pattern[str] = NEVER
    share: re.Pattern[str] = NEVER
    loose: re.Pattern[str] = NEVER
    growth: re.Pattern[str] = NEVER
    nested: re.Pattern[str] = NEVER
    done: re.Pattern[str] = NEVER
    total_word: str = ""
    opening_word: str = ""
    goes_on: tuple[str, ...] = ()
