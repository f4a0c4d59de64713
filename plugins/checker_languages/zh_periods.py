"""Periods in Chinese: 2026年第三季度, 上半年, 2026年7—9月, 截至2026年9月30日止三个月, 2026财年."""

from checker import COMMON_PERIODS, DASH, YEAR_ALONE, Numerals, PeriodForm, PeriodGrammar

_DIGIT = "[0-9〇零○OoΟοО一二三四五六七八九]"
_SPLIT = r"(?: [/-] (?P<until>(?:19|20)?\d\d)(?!\d))?"
_YEAR = rf"(?<!\d)(?P<year>(?:19|20) \d \d|二 [〇零○OoΟοО0] {_DIGIT} {_DIGIT}){_SPLIT} (?:年 度?)?"
_FISCAL_YEAR = (
    rf"(?<!\d)(?P<year>(?:19|20) \d \d){_SPLIT} 年? (?P<fy>财年|财政年度|会计年度|FY)",
    rf"(?P<fy>FY|财年|财政年度) (?P<year>(?:19|20) \d \d){_SPLIT} 年?",
)
_YEARS = (*_FISCAL_YEAR, _YEAR)
_N = "[一二三四五六七八九1-9]"
_QUARTERS = (
    rf"(?<!前)(?:第 )?(?P<quarter>{_N}) 个?季 (?:度|报)",
    rf"(?<!前)第 (?P<quarter>{_N}) 个?季(?!节)",
    r"Q(?P<quarter>[1-9])(?!\d)",
)
_HALVES = (r"(?P<half>[上下]) 半 年 度?", r"H(?P<half>[1-9])(?!\d)")
_UP_TO = (r"前 (?P<quarters>[一二两三四1-4]) 个?季度",)
_PARTS = (*_QUARTERS, *_HALVES, *_UP_TO)
_TO = rf"(?:{DASH}|至|到)"
_MONTH = r"(?P<month>\d{1,2}|十[一二]?|[一二三四五六七八九])"
_LAST_MONTH = r"(?P<month2>\d{1,2}|十[一二]?|[一二三四五六七八九])"
_COUNT = r"(?P<months>\d{1,2}|十二|[一三六九]) 个 月"
_END = r"截 [至止到]{1,2} (?P<date>)"


def chinese_periods(numerals: Numerals) -> PeriodGrammar:
    """Return how Chinese writes periods."""
    return PeriodGrammar(
        forms=(
            *(PeriodForm(rf"{year} [(（]? {part}") for part in _PARTS for year in _YEARS),
            *(PeriodForm(part) for part in _PARTS),  # the year stands elsewhere
            PeriodForm(rf"{_YEAR} {_MONTH} 月? {_TO} {_LAST_MONTH} 月(?! \d{{1,2}} [日号])"),
            PeriodForm(rf"(?<![\d年月/.-]){_MONTH} 月? {_TO} {_LAST_MONTH} 月(?! \d{{1,2}} [日号])"),
            PeriodForm(_END, after=rf" 止? 的? {_COUNT} (?:期间)?"),
            PeriodForm(_END, after=r" 止? 的? (?P<unit>半年度?|季度|年度|月份)"),
            PeriodForm(_END),
            *(PeriodForm(year) for year in _FISCAL_YEAR),
            PeriodForm(rf"{_YEAR}(?<=年|度)"),
            *COMMON_PERIODS,
            YEAR_ALONE,
        ),
        words={"上": 1, "下": 2, "两": 2, "季度": 3, "半年": 6, "半年度": 6, "年度": 12, "月份": 1},
        numerals=numerals,
        before=r"[(（〔\[]?",
        behind=r"(?:期间|份)?[)）〕\]]?",
        written={
            "half-year": "{year}年{half}半年",
            "quarter": "{year}年第{numeral}季度",
            "month": "{year}年{number}月",
            "fiscal": "{year}财政年度",
            "fiscal-half-year": "{year}财政年度{half}半年",
            "fiscal-quarter": "{year}财政年度第{numeral}季度",
        },
        halves=("上", "下"),
    )
