"""Chinese dates and ranges are found in every notation and read as calendar days."""

from collections.abc import Callable
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from checker.dates import DateMention, RangeMention
from checker_languages.zh import CHINESE

NEW_YEAR, NEW_YEARS_EVE = date(2024, 1, 1), date(2024, 12, 31)


@pytest.mark.parametrize(
    "text",
    [
        "2024年1月1日",
        "2024 年 01 月 01 日",
        "2 0 2 4 年 0 1 月 0 1 日",
        "2024\n年 1 月 1 日",
        "二〇二四年一月一日",
        "二○二四年一月一日",
        "二零二四年一月一日",
        "２０２４年１月１日",
        "2024年1⽉1⽇",
        "2024年1月1号",
        "2024-01-01",
        "2024.1.1",
        "2024/1/1",
        "２０２４－０１－０１",
    ],
)
def test_every_way_to_write_a_day_is_read(text: str) -> None:
    (found,) = CHINESE.dates.dates(f"自{text}，施行")
    assert (found.text, found.value) == (text, NEW_YEAR)


@pytest.mark.parametrize(
    "text",
    [
        "2024年1月1日至2024年12月31日",
        "2024年1月1日起至12月31日",
        "2024年1月1日起到2024年12月31日",
        "2024年1月1日起，至2024年12月31日",
        "2024 年 01 月 01 日—12 月 31 日",
        "2024年1月1日—\n2024年12月31日",
        "2024年1月1日一12月31日",
        "2024年1月1日～12月31日",
        "2024.1.1-12.31",
        "2024-01-01~2024-12-31",
        "2024-1-1-2024-12-31",
        "2024/1/1－2024/12/31",
        "二〇二四年一月一日至二〇二四年十二月三十一日",
        "1月1日至2024年12月31日",
        "2024年1月至12月",
        "2024年1-12月",
        "二O二四年一月一日起至二O二四年十二月三十一日",
        "二Ｏ二四年一月一日至十二月三十一日",
        "二◯二四年一月一日至十二月三十一日",
        "二o二四年元月一日至十二月三十一日",
        "2O24年1月1日至12月31日",
        "2024年1月1日（含）至2024年12月31日",
        "2024年1月1日（含当日）起至12月31日",
        "2024年1月1日（星期一）至2024年12月31日",
        "2024年1月1日星期一至2024年12月31日",
        "2024年1月1日上午至2024年12月31日",
        "2024年1月1日（上午8:00）至2024年12月31日",
        "2024年1月1日0时起至2024年12月31日",
        "2024年1月1日零时至2024年12月31日",
        "2024年1月1日零点整至2024年12月31日",
        "2024年1月1日00:00至12月31日",
        "2024-01-01 00:00:00 至 2024-12-31",
        "2024-01-01T00:00:00/2024-12-31",
        "2024-01-01/2024-12-31",
        "20240101至20241231",
        "20240101—20241231",
        "01/01/2024-31/12/2024",
        "01/01/2024至12/31/2024",
        "01.01.2024-31.12.2024",
        "2024年1月1日至本年12月31日",
        "2024年1月1日至同年12月31日",
        "2024年1月1日起至当年度12月31日",
        "2024年1月至本年12月",
        "2024年度1月1日至12月31日",
        "2024年全年（1月1日至12月31日",
        "2024年1月1日→2024年12月31日",
        "2024年1月1日—>12月31日",
        "2024年1月1日————12月31日",
        "2024年1月1日-\u200b-12月31日",
        "2024年1\u00ad月1日⸺12月31日",
        *(f"2024年1月1日{dash}12月31日" for dash in "‐‑‒–—―−⁃⸺⸻﹘﹣－➖˗ーｰ─━~～〜∼⁓"),
    ],
)
def test_every_way_to_write_a_range_is_read(text: str) -> None:
    (found,) = CHINESE.dates.ranges(f"统计期限自{text}止。")
    assert (found.text, found.begins, found.ends) == (text, NEW_YEAR, NEW_YEARS_EVE)


def test_day_and_month_are_carried_over_in_a_range() -> None:
    spring, autumn = CHINESE.dates.ranges("2024年4月1日至30日，2024年9月3-5日")
    assert (spring.begins, spring.ends) == (date(2024, 4, 1), date(2024, 4, 30))
    assert (autumn.begins, autumn.ends) == (date(2024, 9, 3), date(2024, 9, 5))


def test_range_of_years_is_a_range() -> None:
    (found,) = CHINESE.dates.ranges("2021-2025年规划")
    assert (found.begins, found.ends) == (date(2021, 1, 1), date(2025, 12, 31))


@pytest.mark.parametrize(
    "text",
    [
        "2021年4月31日",
        "2月30日",
        "2024年13月",
        "2023年2月29日",
        "2024年1月311日",
        "2024-02-30",
        "2024年0月1日",
    ],
)
def test_impossible_date_is_returned_as_such(text: str) -> None:
    (found,) = CHINESE.dates.dates(f"（{text}）")
    assert (found.text, found.impossible, found.value) == (text, True, None)


def test_impossible_end_of_a_range_is_known_by_the_year_carried_over() -> None:
    (found,) = CHINESE.dates.ranges("2023年2月1日至29日")
    assert found.last.impossible
    assert not DateMention("2月29日", 0, 5, month=2, day=29).impossible


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("202020年", None),
        ("202020年1月1日", None),
        ("202年1月1日", None),
        ("20231月1日", date(2023, 1, 1)),
        ("2023 12月31日", date(2023, 12, 31)),
        ("2024年1月日", None),
        ("2024年月日", None),
    ],
)
def test_broken_date_is_returned_as_such(text: str, value: date | None) -> None:
    (found,) = CHINESE.dates.dates(f"从{text}。")
    assert (found.text, found.broken, found.value) == (text, True, value)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("现将2023政务信息公开情况公布", "2023"),
        ("现将2023政府信息公开工作年度报告公布", "2023"),
        ("总结2021度政府信息公开工作", "2021度"),
    ],
)
def test_year_without_its_sign_is_broken_but_read(text: str, found: str) -> None:
    (mention,) = CHINESE.dates.dates(text)
    assert (mention.text, mention.year, mention.broken) == (found, int(found[:4]), True)


@pytest.mark.parametrize(
    "text",
    ["用电2021度", "《2024政务公开工作要点》", "某局2024政府信息公开工作年度报告", "2024\n政府信息公开"],
)
def test_number_beside_such_words_is_no_year(text: str) -> None:
    assert list(CHINESE.dates.mentions(text)) == []


def test_day_without_its_sign_is_broken_but_read() -> None:
    (found,) = CHINESE.dates.ranges("2024年1月1至2024年12月31日")
    assert (found.first.broken, found.begins, found.ends) == (True, NEW_YEAR, NEW_YEARS_EVE)


@pytest.mark.parametrize(
    "text", ["2024年1月1日至2024你那12月31日", "2024年1月1日至12月31", "2024年1月1日至2024念12月31日"]
)
def test_misspelt_end_of_a_range_is_broken_but_read(text: str) -> None:
    (found,) = CHINESE.dates.ranges(f"从{text}止")
    assert (found.text, found.last.broken, found.ends) == (text, True, NEW_YEARS_EVE)


@pytest.mark.parametrize(
    "text",
    [
        "20240101",
        "编号20240101、20240102",
        "01/02/2024",
        "比例为1/12/2024",
        "国办公开办函〔2021〕30号",
        "国令第711号",
        "http://example.cn/art/2024/1/15/art_1.html",
        "版本2024.1.1.5",
        "110101199003077774",
        "电话：0955-5021272",
        "全年公开2024条",
        "3个月12日志",
    ],
)
def test_numbers_of_other_things_are_no_dates(text: str) -> None:
    assert list(CHINESE.dates.mentions(text)) == []


def test_month_before_a_word_that_begins_with_day_is_whole() -> None:
    (found,) = CHINESE.dates.dates("2024年1月日常巡查")
    assert (found.text, found.broken) == ("2024年1月", False)


def test_plain_wording_is_the_same_whatever_the_gaps() -> None:
    assert {
        CHINESE.dates.plain(found)
        for found in CHINESE.dates.dates("2024 年 1 月 1 日；2024年01月01日；2024-1-1")
    } == {"2024年1月1日"}


DAYS = st.dates(date(1900, 1, 1), date(2099, 12, 31))
NUMERALS = "〇一二三四五六七八九"


def numeral(value: int) -> str:
    tens, ones = divmod(value, 10)
    lead = "" if tens == 0 else "十" if tens == 1 else f"{NUMERALS[tens]}十"
    return lead + (NUMERALS[ones] if ones else "")


def in_numerals(day: date) -> str:
    year = "".join(NUMERALS[int(digit)] for digit in str(day.year))
    return f"{year}年{numeral(day.month)}月{numeral(day.day)}日"


FORMATS = st.sampled_from(
    [
        CHINESE.dates.written,
        in_numerals,
        date.isoformat,
        lambda day: f"{day.year} 年 {day.month:02} 月 {day.day:02} 日",
        lambda day: f"{day.year}.{day.month}.{day.day}",
        lambda day: f"{day.year}/{day.month:02}/{day.day:02}",
    ]
)


@given(
    DAYS,
    FORMATS,
    st.sampled_from(["", "于", "（", "信息3条，"]),
    st.sampled_from(["", "止", "，", "）", "召开"]),
)
def test_written_dates_are_read_back(
    day: date, write: Callable[[date], str], before: str, after: str
) -> None:
    text = f"{before}{write(day)}{after}"
    (found,) = CHINESE.dates.dates(text)
    assert found.value == day
    assert text[found.start : found.end] == found.text == write(day)


@given(DAYS, DAYS, FORMATS, st.sampled_from(["至", "到", "起至", "—", "～", " - ", "——"]))
def test_written_ranges_are_read_back(
    one: date, other: date, write: Callable[[date], str], joint: str
) -> None:
    text = f"自{write(one)}{joint}{write(other)}止"
    (found,) = CHINESE.dates.mentions(text)
    assert isinstance(found, RangeMention)
    assert (found.begins, found.ends, found.text) == (one, other, text[1:-1])


@given(st.text("年月日号0123456789二〇一十至-.起 ", max_size=40))
def test_quotes_are_spans_of_the_text(text: str) -> None:
    end = 0
    for found in CHINESE.dates.mentions(text):
        assert found.start >= end
        assert found.text == text[found.start : found.end]
        end = found.end


def test_days_are_written_in_signs() -> None:
    assert CHINESE.dates.written(NEW_YEAR) == "2024年1月1日"
    assert CHINESE.dates.written_range(NEW_YEAR, NEW_YEARS_EVE) == "2024年1月1日至2024年12月31日"
