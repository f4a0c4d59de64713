"""English: months, titles, contact labels, heads of rosters.

A language without numerals of its own needs no more than this; `Language` documents each attribute. zh.py shows the
rest: numerals and numbering, words of plans, sums and web pages.
"""

import re

from checker import (
    CLOCK_ASIDE,
    CLOCK_TIME,
    DASH,
    ISO_DATE,
    ISO_END,
    ISO_JOINT,
    MARK_SIGNS,
    NUMERIC_DATES,
    SHORT_DATES,
    WITHDRAWN,
    DateForm,
    DateGrammar,
    Language,
    NumberNotation,
    Pattern,
    TimeWords,
    TitleGrammar,
    regex,
)
from checker_languages.en_contacts import ENGLISH_CONTACTS
from checker_languages.en_counting import ENGLISH_COUNTERS
from checker_languages.en_numbering import ENGLISH_NUMBERINGS
from checker_languages.en_periods import ENGLISH_PERIODS
from checker_languages.leftovers import ENGLISH_LEFTOVERS

_MONTHS = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September", "October",
    "November", "December",
)  # fmt: skip
_SHORT = "|".join(month[:3] for month in (*_MONTHS, *(month.upper() for month in _MONTHS)))
_IN_FULL = "|".join(" ".join(month) for month in _MONTHS)  # narrow cells break words: Novembe r
_MONTH = rf"(?:{_IN_FULL}|{_IN_FULL.upper()}|(?:{_SHORT}|Sept|SEPT)\.?)(?![A-Za-z])"
_NAME = rf"(?P<name>{_MONTH})"
_DAY = r"(?P<day>\d{1,2})(?:st|nd|rd|th)?(?!\d)"
_WEEKDAY = r"(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day"
_ASIDE = (
    rf",? (?:\( (?:inclusive|included|including|{_WEEKDAY}) \)|inclusive|{_WEEKDAY}|(?:at )?{CLOCK_TIME})"
)
_YEAR = r"(?P<year>(?:19|20)\d\d)(?!\d)"
_UP_TO = r"to|through|THROUGH|TO|thru|until|till|up to(?: and including)?"
_JOINT = rf" ,? (?:{_ASIDE} ){{0,2}}(?:{DASH}|{ISO_JOINT}|{_UP_TO}) (?:{_WEEKDAY} ,? )?(?:the )?"

_NUMBERS = NumberNotation(
    percents=("%", "percent", "per cent", "pct"),
    scales={"thousand": 3, "million": 6, "billion": 9, "trillion": 12, "mn": 6, "bn": 9, "tn": 12, "k": 3, "m": 6},
    bounds={**NumberNotation().bounds, "less than": "<", "fewer than": "<", "more than": ">", "at least": ">=",
            "at most": "<=", "up to": "<="},
    notes=r"[(\[]?note \d{1,2}[)\]]?",
    nothing=("nil", "none", "zero"),
    not_applicable=("N/A", "NA", "N.A.", "n. a.", "not applicable", "not available"),
)  # fmt: skip
_MARKS = {
    **MARK_SIGNS,
    **dict.fromkeys(("yes", "y", "true", "checked", "v"), True),
    **dict.fromkeys(("no", "n", "false", "unchecked"), False),
}

_OF_PERIODS = (
    r"the|of|for|in|and|to|as|at|on|no|fiscal|financial|calendar|reporting|annual|quarterly|monthly|yearly|half-?yearly"
    r"|year|years|quarter|half|month|months|period|ended|ending|end|beginning|first|second|third|fourth|three|six|nine"
    r"|twelve|report|reports|fy|cy|q|h|ytd|\d+|[qh][1-4]|\d+(?:st|nd|rd|th)|date|dated|" + "|".join(_MONTHS)
)
_OF_DOCUMENTS = (
    "contents|table of contents|(?:executive |management )?summary|introduction|foreword|preface|background|overview"
    "|abstract|acknowledge?ments|glossary|scope|purpose|contact|appendix|annex|disclaimer|draft|final|template|sample"
)
_NO_BODY = regex(rf"(?:(?:{_OF_PERIODS})[\s.,/–—-]*)+|{_OF_DOCUMENTS}", re.IGNORECASE)

ENGLISH = Language(
    code="en",
    numberings=ENGLISH_NUMBERINGS,
    spellings={"&": "and"},
    linking=frozenset(["a", "an", "and", "by", "for", "from", "in", "of", "on", "or", "the", "to", "with"]),
    notation=_NUMBERS,
    mark_words=_MARKS,
    no_value=frozenset({"n/a"}),  # folded: in lower case, without spaces
    nothing=frozenset({"none"}),
    time=TimeWords(
        other_period=regex("(?:previous|prior|last|preceding|next|following|earlier|comparative|base)$")
    ),
    figure=Pattern(r"(^|[^0-9])[0-9]{1,3}([^0-9]|$)|[0-9],[0-9]{3}|[0-9]{5}"),  # four digits may be a year
    beside_date=regex(
        rf"(?:{CLOCK_ASIDE}|(?:mon|tues?|wed(?:nes)?|thu(?:rs?)?|fri|sat(?:ur)?|sun)(?:day)?|[(),.])*"
    ),
    dates=DateGrammar(
        begins=rf"(?<!\d)\d|(?<![A-Za-z])(?:{_SHORT})[A-Za-z]*(?: [A-Za-z]{{1,6}})?\.?,? (?=\d)",
        joint=_JOINT,
        pair=(r"(?<![A-Za-z])[Bb]etween (?:the )?", r" and (?:the )?"),
        forms=(  # a blank stands for any gap
            DateForm(rf"{_DAY} (?:of )?{_NAME} ,? {_YEAR}"),  # 1 January 2024
            DateForm(rf"{_NAME} {_DAY} ,? {_YEAR}"),  # January 1, 2024
            DateForm(rf"{_DAY} - {_NAME} - {_YEAR}"),  # 1-Jan-2024
            DateForm(rf"{_DAY} (?:of )?{_NAME}"),
            DateForm(rf"{_NAME} ,? {_YEAR}"),
            DateForm(rf"{_NAME} {_DAY}"),
            ISO_DATE,
        ),
        range_forms=(
            *NUMERIC_DATES,
            *SHORT_DATES,
            DateForm(_DAY, end=rf"\d{{1,2}}(?:st|nd|rd|th)? (?:of )?{_MONTH}"),  # 1–30 September 2026
        ),
        ends=(DateForm(rf"{_DAY} ,? {_YEAR}"), ISO_END),  # September 1–30, 2026
        months=_MONTHS,
        written="{day} {month_name} {year}",
        range_joint=" to ",
    ),
    periods=ENGLISH_PERIODS,
    period_sentence="The reporting period is {first} to {last}.",
    titles=TitleGrammar(
        lines=("{body}", "{words} {year}"),
        parts=regex(r"\s*[\n|•·;]\s*|\s+[–—-]+\s+|\s*[–—]\s*|(?<=\w)\s*:\s+|\s*/\s+|,\s*,"),
        asides=regex(
            r"\b(?:(?:working |final |first |second )?draft|final(?: version)?|(?:version|ver|rev|revision|v)\.? ?\d[\d.]*"
            r"|revised|un-?audited|audited|confidential|restricted|public version|for internal use(?: only)?)\b|\(\s*\)",
            re.IGNORECASE,
        ),
        links=(
            regex(
                r"^(?:(?:of|for|by|from|at|prepared|submitted|issued|published|on behalf of|to)\s+)*(?:by\s+)?(?:the\s+)?",
                re.IGNORECASE,
            ),
            regex(
                r"(?:['’]s|['’](?=$)|(?:,?\s+(?:for|of|in|on|to|by|from|and|the|as|at|no))+)$", re.IGNORECASE
            ),
        ),
        topics=regex(r"(?:on|about|concerning|regarding|covering|under|pursuant|to the)\b", re.IGNORECASE),
        no_body=_NO_BODY,
        year_line=regex(r"\W*(?:fortheyear)?(?:19|20)\d\d\W*"),
    ),
    comma=", ",
    contacts=ENGLISH_CONTACTS,
    leftovers=ENGLISH_LEFTOVERS,
    counters=ENGLISH_COUNTERS,
    page_number=regex(r"page(\d{1,4})(?:(?:/|of)\d{1,4})?|(\d{1,4})of\d{1,4}"),
    caption=regex(
        r"(?:table|tab\.|exhibit|figure|fig\.)(?=[\s\d])\s*(?=[-a-z.]*\d)[-\da-z.]*\d*", re.IGNORECASE
    ),
    page_edges=regex(r"copyright|©|.{0,8}[>»›].{0,20}[>»›]"),
    roster_asides=("total", "subtotal", "note", "notes", "remark", "remarks"),
    version_words={
        **dict.fromkeys(("void", "withdrawn", "obsolete", "superseded", "do not use", "old"), WITHDRAWN),
        **dict.fromkeys(("draft", "rough"), -2),
        **dict.fromkeys(("revised", "corrected", "amended", "resubmitted"), 1),
        **dict.fromkeys(("final", "approved", "signed"), 2),
        "latest": 3,
    },
    roster_columns={
        "name": ("name", "body", "organisation", "organization", "agency", "department", "authority"),
        "aliases": ("alias", "aliases", "short-name", "former-name"),
        "kind": ("kind", "type", "category"),
        "parent": ("parent", "superior"),
        "deadline": ("deadline", "due", "due-date"),
        "contact": ("contact", "phone", "telephone", "email"),
        "submitted": ("submitted", "submitted-at", "submitted-on", "date-submitted", "filed", "published"),
        "valid_from": ("valid-from", "founded", "established"),
        "valid_until": ("valid-until", "valid-to", "dissolved", "abolished"),
        "successor": ("successor", "renamed-to", "merged-into"),
        "counts": ("filing-that-counts", "file-that-counts"),
        "": ("no", "number", "id"),
    },
    decision_columns={
        "decision": ("decision", "decided"),
        "fingerprint": ("fingerprint",),
        "body": ("body", "name", "organisation", "organization", "agency", "department", "authority"),
        "rule": ("rule",),
        "found": ("found",),
        "reason": ("reason", "why"),
        "by": ("by", "decided-by", "approver", "who"),
        "until": ("until", "expires", "valid-until"),
        "day": ("date", "day", "returned", "returned-on", "decided-on"),
        "note": ("note", "notes", "remark", "remarks", "comment"),
        "period": ("period", "year"),
    },
    decision_words={
        "false-alarm": ("false-alarm", "wrong"),
        "accepted": ("accepted", "accept"),
        "returned": ("returned", "return", "sent-back"),
    },
)
