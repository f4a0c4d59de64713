"""Periods in English: third quarter of FY24, July–September 2026, three months ended 30 September 2026."""

from checker import COMMON_PERIODS, DASH, YEAR_ALONE, PeriodForm, PeriodGrammar

_B, _E = r"(?<![A-Za-z\d])", r"(?![A-Za-z\d])"
_SPLIT = r"(?: [/-] (?P<until>(?:19|20)?\d\d)(?!\d))?"
_FISCAL_YEAR = rf"(?P<fy>FY|(?:fiscal|financial) (?:year)?) ['’]?(?P<year>(?:19|20)?\d\d)(?!\d){_SPLIT}"
_YEAR_FISCAL = r"(?P<year>(?:19|20)\d\d) (?P<fy>fiscal|financial) year"
_YEAR = rf"(?:(?:calendar|reporting) )?(?:year |CY )?(?P<year>(?:19|20)\d\d)(?!\d){_SPLIT}"
_YEARS = (_FISCAL_YEAR, _YEAR_FISCAL, _YEAR)
_ASIDE = r"(?: \([^()\n]{0,40}\))?"
_OF = rf"{_ASIDE} (?:[,:/-] )?(?:(?:of|in|for) )?(?:the )?"
_ORDINAL = r"first|second|third|fourth|fifth|[1-9](?:st|nd|rd|th)"
_KIND = r"(?:fiscal |financial |calendar )?"

_QUARTERS = (
    rf"{_B}Q(?:uarter|tr\.?)? (?:no\.? )?(?P<quarter>[1-9]|one|two|three|four|IV|I{{1,3}}){_E}",
    rf"{_B}(?P<quarter>{_ORDINAL}) {_KIND}(?:quarter|qtr\.?){_E}",
)
_HALVES = (
    rf"{_B}HY? (?P<half>[1-9]){_E}",
    rf"{_B}(?P<half>{_ORDINAL}) {_KIND}half(?: -? year)?(?: of the year)?{_E}",
)
_PARTS = (*_QUARTERS, *_HALVES)

_MONTH = (
    r"Jan(?:uary)?|Feb(?:ruary)?|Mar(?:ch)?|Apr(?:il)?|May|June?|July?|Aug(?:ust)?|Sept?(?:ember)?|Oct(?:ober)?"
    r"|Nov(?:ember)?|Dec(?:ember)?"
)
_TO = rf"(?:{DASH}|to|through|thru|until|till)"
_LAST_MONTH = rf"(?P<month2>{_MONTH})\.?{_E}"

_COUNT = r"(?P<months>\d{1,2}|one|two|three|four|six|nine|twelve) -? months?"
_UNIT = rf"{_KIND}(?P<unit>quarter|half -? year|year|month)"
_END = r"(?:period )?(?:end(?:ed|ing)(?: on)?|closed|closing) (?:the )?(?P<date>)"

_NUMBERS = ("one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve")
_ORDINALS = ("first", "second", "third", "fourth", "fifth")
_ROMAN = ("i", "ii", "iii", "iv")
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_MONTHS_IN_FULL = (
    "january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november",
    "december",
)  # fmt: skip
_COUNTED = (_NUMBERS, _ORDINALS, _ROMAN, _MONTHS, _MONTHS_IN_FULL)

ENGLISH_PERIODS = PeriodGrammar(
    forms=(
        *(PeriodForm(rf"{part}{_OF}{year}{_E}") for part in _PARTS for year in _YEARS),
        *(PeriodForm(rf"{_B}{year} [,:/-]? (?:the )?{part}") for part in _PARTS for year in _YEARS),
        *(PeriodForm(part) for part in _PARTS),  # the year stands elsewhere
        PeriodForm(rf"{_B}(?P<month>{_MONTH})\.? {_TO} {_LAST_MONTH},? (?P<year>(?:19|20)\d\d)(?!\d)"),
        PeriodForm(rf"{_B}(?P<year>(?:19|20)\d\d),? (?P<month>{_MONTH})\.? {_TO} {_LAST_MONTH}"),
        PeriodForm(rf"{_B}(?P<month>{_MONTH})\.? {_TO} {_LAST_MONTH}"),
        PeriodForm(rf"{_B}(?P<year>(?:19|20)\d\d),? (?P<month>{_MONTH})\.?{_E}"),
        PeriodForm(rf"{_B}(?P<month>{_MONTH})\.?,? ['’](?P<year>\d\d)(?!\d)"),
        PeriodForm(rf"{_B}{_COUNT} {_END}"),
        PeriodForm(rf"{_B}{_COUNT} to (?:the )?(?P<date>)"),
        PeriodForm(rf"{_B}{_UNIT} {_END}"),
        PeriodForm(rf"{_B}{_UNIT} to (?:the )?(?P<date>)"),
        PeriodForm(rf"{_B}as (?:of|at|on)(?: the)?(?: close of(?: business)?(?: on)?)? (?P<date>)"),
        *(PeriodForm(rf"{_B}{year}{_E}") for year in (_FISCAL_YEAR, _YEAR_FISCAL)),
        PeriodForm(rf"{_B}(?:calendar|reporting) year (?P<year>(?:19|20)\d\d)(?!\d)"),
        *COMMON_PERIODS,
        YEAR_ALONE,
    ),
    words={
        **{word: number for words in _COUNTED for number, word in enumerate(words, start=1)},
        **{f"{number}{ending}": number for number in range(1, 10) for ending in ("st", "nd", "rd", "th")},
        "sept": 9,
        "quarter": 3,
        "half-year": 6,
        "halfyear": 6,
        "year": 12,
        "month": 1,
    },
    before=r"(?:(?:for|of|in|covering|from|during) )?(?:the )?(?:(?:reporting )?period )?(?:from |of )?[(\[]?",
    behind=r"[)\]]? (?:period(?![A-Za-z]))?",
    written={
        "half-year": "H{number} {year}",
        "quarter": "Q{number} {year}",
        "month": "{month_name} {year}",
        "fiscal": "FY {year}",
        "fiscal-half-year": "H{number} FY {year}",
        "fiscal-quarter": "Q{number} FY {year}",
    },
)
