"""Periods are understood however English and Chinese state them."""

from datetime import date

import pytest

from checker.language import Language
from checker.periods import Cycle, Period
from checker_languages.en import ENGLISH
from checker_languages.zh import CHINESE

CALENDAR = Cycle()
QUARTERS = Cycle("quarter")
FISCAL_QUARTERS = Cycle("quarter", (10, 1))
HALVES = Cycle("half-year")
MONTHS = Cycle("month")
FISCAL = Cycle("fiscal-year", (10, 1))
FISCAL_IN_APRIL = Cycle("fiscal-year", (4, 1))


def read(language: Language, text: str, cycle: Cycle, year: int | None = None) -> str | None:
    """Return the label of the one period of the cycle that a text names."""
    found = {period.label for one in language.periods_in(text) if (period := one.period(cycle, year))}
    assert len(found) <= 1, found
    return next(iter(found), None)


@pytest.mark.parametrize(
    "text",
    [
        "Q3 2026",
        "Q3, 2026",
        "Q3/2026",
        "Q3 of 2026",
        "Q3 '26",
        "2026 Q3",
        "2026Q3",
        "2026-Q3",
        "3Q26",
        "3Q 2026",
        "third quarter of 2026",
        "the third quarter of calendar year 2026",
        "Third Quarter 2026",
        "THIRD QUARTER 2026",
        "3rd quarter, 2026",
        "2026, third quarter",
        "third quarter (July–September) 2026",
        "Quarter 3, 2026",
        "Quarter three of 2026",
        "July–September 2026",
        "July to September 2026",
        "Jul - Sep 2026",
        "JULY – SEPTEMBER 2026",
        "July 2026 to September 2026",
        "1 July 2026 to 30 September 2026",
        "1 July – 30 September 2026",
        "July 1 through September 30, 2026",
        "from July 1, 2026 through September 30, 2026",
        "between 1 July 2026 and 30 September 2026",
        "between July 1 and September 30, 2026",
        "1st July 2026 up to and including 30th September 2026",
        "07/01/2026 - 09/30/2026",
        "01/07/2026 – 30/09/2026",
        "01.07.2026–30.09.2026",
        "7/1/26 – 9/30/26",
        "2026-07-01/2026-09-30",
        "2026-07-01 to 2026-09-30",
        "20260701-20260930",
        "three months ended 30 September 2026",
        "the three-month period ended September 30, 2026",
        "3 months to 30 September 2026",
        "quarter ended 30 September 2026",
        "for the quarter ending September 30, 2026",
        "for the quarter ended 30/09/2026",
        "as of 30 September 2026",
        "as at September 30, 2026",
    ],
)
def test_quarters_are_understood_in_english(text: str) -> None:
    assert read(ENGLISH, text, QUARTERS) == "2026-Q3"
    assert read(ENGLISH, f"Harbour Trust: report for {text} (final).", QUARTERS) == "2026-Q3"


@pytest.mark.parametrize(
    "text",
    [
        "third quarter of FY24",
        "third quarter of fiscal year 2024",
        "third quarter of the 2024 fiscal year",
        "third fiscal quarter of 2024",
        "Q3 FY24",
        "Q3 FY 2024",
        "FY2024 Q3",
        "FY24-Q3",
        "3Q FY24",
        "Q3 2023/24",
        "1 April 2024 to 30 June 2024",
        "three months ended 30 June 2024",
        "April–June 2024",
    ],
)
def test_quarters_of_fiscal_years_are_understood_in_english(text: str) -> None:
    assert read(ENGLISH, text, FISCAL_QUARTERS) == "FY2024-Q3"


@pytest.mark.parametrize(
    "text",
    [
        "2026年第三季度",
        "2026年三季度",
        "2026年度第三季度",
        "2026年第3季度",
        "2026年3季度",
        "2026第三季度",
        "二〇二六年第三季度",
        "2026年第三季",
        "2026年三季报",
        "2026年Q3",
        "2026Q3",
        "2026年7-9月",
        "2026年7—9月",
        "2026年7月至9月",
        "2026年7月－9月",
        "2026年七月至九月",
        "2026年7月至2026年9月",
        "2026年7月1日至9月30日",
        "自2026年7月1日起至2026年9月30日止",
        "2026.7.1-2026.9.30",
        "2026.7.1-9.30",
        "20260701-20260930",
        "截至2026年9月30日止三个月",
        "截至2026年9月30日止的3个月",
        "截至2026年9月30日止季度",
        "截至2026年9月30日",
        "２０２６年第三季度",
        "2026 年 第 三 季 度",
    ],
)
def test_quarters_are_understood_in_chinese(text: str) -> None:
    assert read(CHINESE, text, QUARTERS) == "2026-Q3"
    assert read(CHINESE, f"某某公司（{text}）内部审计报告", QUARTERS) == "2026-Q3"


@pytest.mark.parametrize("text", ["第三季度", "三季度", "7-9月", "7月至9月"])
def test_quarters_in_chinese_take_the_year_from_elsewhere(text: str) -> None:
    assert read(CHINESE, text, QUARTERS, 2026) == "2026-Q3"
    assert read(CHINESE, text, QUARTERS) is None


@pytest.mark.parametrize("text", ["the third quarter", "Q3", "3rd quarter", "July to September"])
def test_quarters_in_english_take_the_year_from_elsewhere(text: str) -> None:
    assert read(ENGLISH, text, QUARTERS, 2026) == "2026-Q3"
    assert read(ENGLISH, text, QUARTERS) is None


@pytest.mark.parametrize(
    ("language", "text"),
    [
        (ENGLISH, "September 2026"),
        (ENGLISH, "SEPTEMBER 2026"),
        (ENGLISH, "Sept. 2026"),
        (ENGLISH, "Sep 2026"),
        (ENGLISH, "Sep '26"),
        (ENGLISH, "2026 September"),
        (ENGLISH, "2026-09"),
        (ENGLISH, "09/2026"),
        (ENGLISH, "the month of September, 2026"),
        (ENGLISH, "month ended 30 September 2026"),
        (ENGLISH, "one month ended September 30, 2026"),
        (ENGLISH, "1–30 September 2026"),
        (ENGLISH, "September 1–30, 2026"),
        (ENGLISH, "September 1 to September 30, 2026"),
        (CHINESE, "2026年9月"),
        (CHINESE, "2026年9月份"),
        (CHINESE, "二〇二六年九月"),
        (CHINESE, "2026年9月1日至30日"),
        (CHINESE, "2026-09"),
    ],
)
def test_months_are_understood(language: Language, text: str) -> None:
    assert read(language, text, MONTHS) == "2026-09"


@pytest.mark.parametrize(
    ("language", "text"),
    [
        (ENGLISH, "H1 2026"),
        (ENGLISH, "1H26"),
        (ENGLISH, "1H 2026"),
        (ENGLISH, "2026 H1"),
        (ENGLISH, "2026H1"),
        (ENGLISH, "first half of 2026"),
        (ENGLISH, "First Half 2026"),
        (ENGLISH, "first half-year 2026"),
        (ENGLISH, "1st half of the year 2026"),
        (ENGLISH, "January–June 2026"),
        (ENGLISH, "six months ended 30 June 2026"),
        (ENGLISH, "half-year ended 30 June 2026"),
        (ENGLISH, "1 January 2026 to 30 June 2026"),
        (CHINESE, "2026年上半年"),
        (CHINESE, "2026上半年"),
        (CHINESE, "2026年度上半年"),
        (CHINESE, "2026年1-6月"),
        (CHINESE, "2026年1月至6月"),
        (CHINESE, "截至2026年6月30日止六个月"),
        (CHINESE, "截至2026年6月30日止半年度"),
        (CHINESE, "2026年前两个季度"),
    ],
)
def test_half_years_are_understood(language: Language, text: str) -> None:
    assert read(language, text, HALVES) == "2026-H1"


@pytest.mark.parametrize(
    ("language", "text"),
    [
        (ENGLISH, "FY2024"),
        (ENGLISH, "FY 2024"),
        (ENGLISH, "FY24"),
        (ENGLISH, "FY’24"),
        (ENGLISH, "FY 2023-24"),
        (ENGLISH, "FY2023/24"),
        (ENGLISH, "fiscal year 2024"),
        (ENGLISH, "Fiscal Year 2024"),
        (ENGLISH, "fiscal 2024"),
        (ENGLISH, "the 2024 fiscal year"),
        (ENGLISH, "financial year 2023/24"),
        (ENGLISH, "2023/24"),
        (ENGLISH, "2023-24"),
        (ENGLISH, "2023/2024"),
        (ENGLISH, "2024"),
        (ENGLISH, "year ended 30 September 2024"),
        (ENGLISH, "fiscal year ended September 30, 2024"),
        (ENGLISH, "twelve months ended 30 September 2024"),
        (ENGLISH, "12 months to 30 September 2024"),
        (ENGLISH, "October 1, 2023 through September 30, 2024"),
        (ENGLISH, "between 1 October 2023 and 30 September 2024"),
        (ENGLISH, "10/01/2023 to 09/30/2024"),
        (CHINESE, "2024财年"),
        (CHINESE, "2024年财政年度"),
        (CHINESE, "2023-2024财政年度"),
        (CHINESE, "2023/24财年"),
        (CHINESE, "截至2024年9月30日止年度"),
        (CHINESE, "自2023年10月1日至2024年9月30日"),
    ],
)
def test_fiscal_years_are_understood(language: Language, text: str) -> None:
    assert read(language, text, FISCAL) == "FY2024"


def test_fiscal_years_begin_where_the_pack_says() -> None:
    period = FISCAL_IN_APRIL.read("FY2024")
    assert period == Period(date(2023, 4, 1), date(2024, 3, 31), "FY2024")
    assert read(ENGLISH, "year ended 31 March 2024", FISCAL_IN_APRIL) == "FY2024"
    assert read(ENGLISH, "year ended 31 March 2024", FISCAL) is None


@pytest.mark.parametrize(
    ("language", "text"),
    [(ENGLISH, "2026"), (ENGLISH, "year 2026"), (CHINESE, "2026年"), (CHINESE, "2026年度")],
)
def test_calendar_years_are_understood(language: Language, text: str) -> None:
    assert read(language, text, CALENDAR) == "2026"


@pytest.mark.parametrize(
    ("language", "text"),
    [
        (ENGLISH, "Q5 2026"),
        (ENGLISH, "fifth quarter of 2026"),
        (ENGLISH, "1 July 2026 to 31 September 2026"),
        (ENGLISH, "three months ended 31 September 2026"),
        (ENGLISH, "30 September 2026 to 1 July 2026"),
        (ENGLISH, "07/01/2026 – 09/31/2026"),
        (CHINESE, "2026年第五季度"),
        (CHINESE, "2026年7月1日至9月31日"),
        (CHINESE, "2026年7-13月"),
    ],
)
def test_period_that_no_calendar_has_is_none(language: Language, text: str) -> None:
    assert read(language, text, QUARTERS) is None
    assert any(one.impossible for one in language.periods_in(text))


def test_figures_that_may_be_read_in_two_ways_are_read_as_a_period_of_the_cycle() -> None:
    (mention,) = ENGLISH.periods_in("01/07/2026 – 12/09/2026")
    assert mention.limits(QUARTERS) is None
    assert (
        read(ENGLISH, "01/10/2026 – 12/31/2026", QUARTERS) is None
    )  # 10 January, or a thirteenth month and more
    (mention,) = ENGLISH.periods_in("01/01/2026 – 03/12/2026")
    assert mention.limits(QUARTERS) is None


@pytest.mark.parametrize("text", ["week 23", "we may start in the half", "3 QUARTZ", "room Q, 3", "前三季度"])
def test_other_words_name_no_period(text: str) -> None:
    assert read(ENGLISH, text, QUARTERS) is None
    assert read(CHINESE, text, QUARTERS, 2026) is None


@pytest.mark.parametrize(
    ("language", "text", "rest"),
    [
        (
            ENGLISH,
            "Harbour Trust Quarterly Report for the third quarter of 2026",
            "Harbour Trust Quarterly Report",
        ),
        (ENGLISH, "Harbour Trust, Q3 2026", "Harbour Trust,"),
        (ENGLISH, "Harbour Trust FY 2024 Report", "Harbour Trust Report"),
        (ENGLISH, "Fiscal Year 2024 Harbour Trust", "Harbour Trust"),
        (CHINESE, "某某公司2026年第三季度", "某某公司"),
        (CHINESE, "某某公司（2026年上半年）", "某某公司"),
    ],
)
def test_periods_are_taken_out_of_titles(language: Language, text: str, rest: str) -> None:
    assert " ".join(language.without_periods(text).split()) == rest


@pytest.mark.parametrize(
    ("cycle", "label", "english", "chinese"),
    [
        (CALENDAR, "2026", "2026", "2026年"),
        (QUARTERS, "2026-Q3", "Q3 2026", "2026年第三季度"),
        (HALVES, "2026-H1", "H1 2026", "2026年上半年"),
        (MONTHS, "2026-09", "September 2026", "2026年9月"),
        (FISCAL, "FY2024", "FY 2024", "2024财政年度"),
        (FISCAL_QUARTERS, "FY2024-Q3", "Q3 FY 2024", "2024财政年度第三季度"),
    ],
)
def test_periods_are_written_as_the_language_does(
    cycle: Cycle, label: str, english: str, chinese: str
) -> None:
    period = cycle.read(label)
    assert period is not None
    assert (ENGLISH.written_period(period), CHINESE.written_period(period)) == (english, chinese)
    for language in (ENGLISH, CHINESE):
        assert read(language, language.written_period(period), cycle) == label
