"""The report covers its year, states the period, and mentions no other year."""

import re
from collections.abc import Sequence

import pytest

from checker.documents.document import Note
from checker.forms.filing import Filing
from checker.forms.form import Form
from checker.judging.checks import NotApplicable, NotAssessed, Observation, Problem
from checker.messages import Message
from checker.periods import Cycle, calendar_year
from checker.testing import document, observed, sections
from checker_checks.dates import DateRange
from checker_languages.en import ENGLISH
from checker_languages.zh import CHINESE

FORM = Form(
    ("政府信息公开工作年度报告",),
    sections("总体情况", "存在的主要问题及改进情况", "其他需要报告的事项"),
    language=CHINESE,
)
PHRASES = ("统计期限", "统计数据", "所列数据")
CHECK = DateRange(phrases=PHRASES, sections=FORM.section_titles)
PERIOD = "本报告所列数据的统计期限自2024年1月1日起至2024年12月31日止。"


def report(
    opening: str | Sequence[str] = PERIOD,
    overview: str = "2024年，本机关推进政府信息公开。",
    problems: str = "2024年工作取得成效，但仍有不足。下一步将加强培训。",
    others: str = "2024年未收取信息处理费。",
    *,
    year: int | None = 2024,
    lost: bool = False,
) -> Filing:
    paragraphs = [opening] if isinstance(opening, str) else opening
    notes = [Note("no-text-layer", Message("page 2 is a picture"), 2, lost=True)] if lost else []
    return Filing(
        document(
            "某县水务局2024年政府信息公开工作年度报告",
            *paragraphs,
            "一、总体情况",
            overview,
            "二、存在的主要问题及改进情况",
            problems,
            "三、其他需要报告的事项",
            others,
            notes=notes,
        ),
        FORM,
        None if year is None else calendar_year(year),
    )


def seen(filing: Filing, check: DateRange = CHECK) -> list[Observation]:
    return observed(check, filing)


def found(filing: Filing) -> list[tuple[str, str]]:
    """List (code, what was found) of the problems."""
    return [(each.code, str(each.actual)) for each in seen(filing) if isinstance(each, Problem)]


def only(filing: Filing) -> Problem:
    (problem,) = seen(filing)
    assert isinstance(problem, Problem)
    return problem


def test_report_of_its_year_passes() -> None:
    assert seen(report()) == []


# --- the period ---


@pytest.mark.parametrize(
    "opening",
    [
        "所列数据统计期限为2024年1月1日至12月31日。",
        "本报告统计数据从 2024 年 01 月 01 日至 2024 年 12 月 31 日。",
        "内容涵盖某县水务局2024年1月1日至12月31日期间的工作。",
        "所列数据统计期限为2024年度。",
        "所列数据统计期限为2024年1月至12月。",
        "统计数据截至2024年12月31日。",
        "统计期限自二O二四年一月一日起至二O二四年十二月三十一日止。",
        "统计期限自2024年1月1日（含）至2024年12月31日（含）。",
        "统计期限自2024年1月1日00:00起至2024年12月31日24:00止。",
        "统计期限为20240101至20241231。",
        "统计期限为2024.1.1-12.31。",
        "统计期限为01/01/2024-31/12/2024。",
        "统计期限为2024年1月1日至本年12月31日。",
        "统计期限为2024年度（1月1日至12月31日）。",
        "统计期限为2024年1月1日→2024年12月31日。",
        "统计期限从2024年1月1日至12月31止。",
        "统计期限自2024年1月1日至2024你那12月31日。",
        "统计\u200b期限为2024年1月\u20601日至12月31日。",
        "所列数据的统计期限从20241月1日至2024年12月31日止。",
        ["本报告所列数据的统计期限从2024", "年1月1日起至2024年12月31日止。"],
    ],
)
def test_period_is_read_in_every_notation(opening: str | list[str]) -> None:
    codes = {code for code, _ in found(report(opening))}
    assert not codes & {"period-missing", "period-mismatch"}


def test_period_may_stand_in_the_overview() -> None:
    assert (
        found(report("现公布本报告。", "2024年，推进公开。所列数据统计期限自2024年1月1日至12月31日。")) == []
    )


@pytest.mark.parametrize(
    ("opening", "quote"),
    [
        ("统计期限从2023年1月1日起至2023年12月31日止。", "2023年1月1日起至2023年12月31日"),
        ("统计期限从2024年1月1日起至2024年11月30日止。", "2024年1月1日起至2024年11月30日"),
        ("统计期限为2023年度。", "2023年"),
        (
            "统计期限为二O二三年一月一日起至二O二三年十二月三十一日止。",
            "二O二三年一月一日起至二O二三年十二月三十一日",
        ),
        ("统计期限为二Ｏ二三年一月一日至十二月三十一日。", "二Ｏ二三年一月一日至十二月三十一日"),
        ("统计期限为2023年1月1日（含）至同年12月31日。", "2023年1月1日（含）至同年12月31日"),
        ("统计期限为20230101-20231231。", "20230101-20231231"),
        ("统计期限为01/01/2023至31/12/2023。", "01/01/2023至31/12/2023"),
        ("统计期限自2023年1月1日起至次年的1月1日止。", "2023年1月1日"),
        ("统计数据截至2024年11月30日。", "2024年11月30日"),
        ("涵盖2023年1月1日至12月31日的工作情况。", "2023年1月1日至12月31日"),
    ],
)
def test_another_period_is_quoted_beside_the_prescribed_one(opening: str, quote: str) -> None:
    problem = only(report(opening))
    assert (problem.code, problem.actual, problem.subject) == ("period-mismatch", quote, ("period",))
    assert re.fullmatch("2024年1月1日(起至|至|-)2024年12月31日", str(problem.expected))


def test_the_prescribed_period_keeps_the_words_between_its_ends() -> None:
    problem = only(report("统计期限自2023年1月1日起至2023年12月31日止。"))
    assert problem.expected == "2024年1月1日起至2024年12月31日"


def test_a_stated_period_counts_more_than_another_one_that_is_right() -> None:
    opening = [PERIOD.replace("2024", "2023"), "2024年1月1日至2024年12月31日，本机关推进政府信息公开。"]
    assert [code for code, _found in found(report(opening))] == ["period-mismatch"]


@pytest.mark.parametrize(
    ("written", "resolved"),
    [
        ("2024年1日1日至12月31日", "2024年1月1日"),
        ("2024年1月1日至12月31年", "2024年12月31日"),
        ("2024年1月1日至2024年12年31日", "2024年12月31日"),
    ],
)
def test_a_wrong_sign_in_the_period_is_found_and_understood(written: str, resolved: str) -> None:
    (problem,) = (one for one in seen(report([f"统计期限自{written}。"])) if isinstance(one, Problem))
    assert (problem.code, problem.expected) == ("date-broken", resolved)


@pytest.mark.parametrize("words", ["上一年度的统计期限", "上年统计期限"])
def test_the_stated_period_of_another_report_is_not_this_one(words: str) -> None:
    assert found(report([PERIOD, f"{words}为2023年1月1日至2023年12月31日。"])) == []


@pytest.mark.parametrize(
    "opening",
    [
        "统计期限自2024年1月1日起至次年的12月31日止。",
        "统计期限自2024年1月1日起至本年度末止。",
        "统计期限自2024/1/1日至24/12/31日。",
        "统计期限自24.1.1至24.12.31。",
        "统计期限自2024年1月1日至2024 12 31止。",
    ],
)
def test_period_that_is_stated_but_not_understood_is_left_to_a_person(opening: str) -> None:
    outcomes = seen(report(opening))
    assert not [each for each in outcomes if isinstance(each, Problem)]
    assert any(isinstance(each, NotAssessed) and not each.unread for each in outcomes)


@pytest.mark.parametrize(
    "opening", ["统计期限为2024年度（1月1日至9月31日）。", "统计期限为2024年2月30日至12月31日。"]
)
def test_period_with_a_day_of_no_calendar_does_not_pass(opening: str) -> None:
    outcomes = seen(report(opening))
    assert [each.code for each in outcomes if isinstance(each, Problem)] == ["date-invalid"]
    assert any(isinstance(each, NotAssessed) for each in outcomes)


def test_missing_period_is_advised_as_a_sentence() -> None:
    problem = only(report("根据《条例》（国令第711号）编制本报告。"))
    assert (problem.code, problem.subject) == ("period-missing", ("period",))
    assert "2024年1月1日" in str(problem.advice)


def test_missing_period_passes_if_the_pack_does_not_require_it() -> None:
    check = DateRange(phrases=PHRASES, required=False)
    (outcome,) = seen(report("现公布本报告。"), check)
    assert isinstance(outcome, NotApplicable)


def test_period_is_not_called_missing_if_a_page_is_unread() -> None:
    outcomes = seen(report("现公布本报告。", lost=True))
    assert outcomes
    assert all(isinstance(outcome, NotAssessed) and outcome.unread for outcome in outcomes)


def test_unreadable_period_is_reported_once_as_an_invalid_date() -> None:
    outcomes = seen(report("统计期限从2024年1月1日起至2024年12月32日止。"))
    assert [each.code for each in outcomes if isinstance(each, Problem)] == ["date-invalid"]
    assert any(isinstance(each, NotAssessed) and not each.unread for each in outcomes)


def test_without_a_year_only_impossible_dates_are_reported() -> None:
    outcomes = seen(report(others="4月31日召开会议。", year=None))
    assert [getattr(each, "code", type(each).__name__) for each in outcomes] == [
        "date-invalid",
        "NotAssessed",
    ]


# --- the calendar ---


def test_impossible_day_is_reported_with_the_length_of_the_month() -> None:
    problem = only(report(overview="2024年 4 月 31 日组织开展政府开放日活动。"))
    assert (problem.code, problem.subject) == ("date-invalid", ("date-invalid", "2024年4月31日"))
    assert (str(problem.expected), problem.doubtful) == ("a day from 1 to 30", False)


@pytest.mark.parametrize(
    ("text", "resolved"), [("202424年", "2024年"), ("20241月5日", "2024年1月5日"), ("2024年1月日", None)]
)
def test_broken_date_is_for_review(text: str, resolved: str | None) -> None:
    problem = only(report(others=f"会议于{text}召开。"))
    assert (problem.code, problem.actual, problem.doubtful) == ("date-broken", text, True)
    assert problem.expected == resolved


# --- other years ---


@pytest.mark.parametrize(
    "overview",
    [
        "2027年3月12日，举办政府开放日活动。",
        "及时公开规划、预决算等信息。2025 年 1 月 12 日，举办政府开放日活动。",
        "2025年3月1日至5日，举办培训班。",
    ],
)
def test_day_after_the_period_is_outside(overview: str) -> None:
    problem = only(report(overview=overview))
    assert problem.code == "date-outside"
    assert problem.subject[1] in {"2027年3月12日", "2025年1月12日", "2025年3月1日"}


@pytest.mark.parametrize(
    "overview",
    [
        "将于2025年3月1日前完成整改。",
        "下一步，加强培训。2025年3月1日，举办培训班。",
        "本报告于2025年1月20日在门户网站公布。",
        "截至2025年1月10日，上述申请均已办结。",
        "落实《某县2025年1月1日起试行的办法》。",
        "《办法》自2025年2月1日起施行，有效期至2030年1月31日。",
        "2024年12月31日前办结。",
    ],
)
def test_plans_publication_and_titles_may_have_later_dates(overview: str) -> None:
    assert found(report(overview=overview)) == []


@pytest.mark.parametrize(
    "line", ["2025年1月20日", "某县水务局 2025年1月20日", "（2025年1月20日）", "2025-01-20 10:23"]
)
def test_date_of_the_signature_may_be_outside_the_period(line: str) -> None:
    assert found(report([PERIOD, line])) == []


@pytest.mark.parametrize(
    ("place", "text"),
    [
        ("problems", "2023年工作取得了一定成效，但仍存在不足：一是针对性有待增强；二是解读形式较为单一。"),
        ("problems", "一是2023年，我局公开不够及时。"),
        ("overview", "2023年，某县水务局认真贯彻落实《条例》。"),
        ("overview", "2022年度政府信息公开工作扎实推进。"),
        ("overview", "依申请公开。2023年共收到政府信息公开申请5件。"),
        ("others", "2023年，本机关未收取信息处理费。"),
        ("others", "二〇二三年，本机关未收取信息处理费。"),
        ("opening", PERIOD + "现发布《某县水务局2023年政府信息公开工作年度报告》。"),
    ],
)
def test_work_of_another_year_is_reported_as_stale(place: str, text: str) -> None:
    texts = {"opening": PERIOD} | {place: text}
    problem = only(report(**texts))  # type: ignore[arg-type]  # places are texts
    section = {
        "problems": FORM.section_titles[1],
        "overview": FORM.section_titles[0],
        "others": FORM.section_titles[2],
    }
    assert problem.subject == ("year-stale", section.get(place, ""), "2022年" if "2022" in text else "2023年")
    assert problem.expected == "2024年"


def test_stale_year_beside_the_right_one_is_for_review() -> None:
    problem = only(report(overview="2023年，我局认真贯彻《条例》。2024年共收到申请5件。"))
    assert (problem.code, problem.doubtful) == ("year-stale", True)


@pytest.mark.parametrize(
    ("place", "text"),
    [
        ("overview", "较2023年增长5%，与2022年相比下降。"),
        ("overview", "自2019年以来，持续推进公开。"),
        ("overview", "2019年印发《某县政务公开办法》。"),
        ("overview", "2023年，县政府修订了公开指南。"),
        ("overview", "2023年结转的3件申请均已办结。"),
        ("overview", "2023年政府信息公开工作年度报告按时发布。"),
        ("overview", "2023年、2024年连续两年公开。"),
        ("overview", "2023年5月，我局成立领导小组。"),
        ("overview", "2023年部门决算已公开。"),
        ("overview", "《2023年政务公开工作要点》落实到位。"),
        ("problems", "存在不足。下一步改进：2025年，我们将加强培训。"),
        ("problems", "2025年，我局继续加强政府信息公开。"),
        ("problems", "下一步工作打算。2025年，我局完成以下工作。"),
        ("others", "根据国办公开办函〔2021〕30号编制。"),
    ],
)
def test_comparisons_history_and_plans_may_name_other_years(place: str, text: str) -> None:
    assert found(report(**{place: text})) == []  # type: ignore[arg-type]  # places are texts


def test_stale_year_is_reported_once_per_section() -> None:
    overview = "2023年，我局认真贯彻《条例》。2023年共公开信息5条。"
    assert len(found(report(overview=overview))) == 1


def test_meaningless_options_are_refused() -> None:
    check = DateRange(start="{year}-13-01", sections=("别的",))
    assert [mistake.path for mistake in check.mistakes(FORM)] == [("start",), ("sections", 0)]


@pytest.mark.parametrize(
    ("statement", "right"),
    [
        ("This return covers the financial year ended 31 March 2025.", True),
        ("This return covers the financial year ended 31 March 2026.", False),
        ("This return covers the financial year 2025/26.", False),
    ],
)
def test_period_that_holds_the_words_themselves_contradicts_the_title(statement: str, right: bool) -> None:
    cycle = Cycle("fiscal-year", (4, 1))
    form = Form(("Annual Return",), sections("Summary", language=ENGLISH), language=ENGLISH, cycle=cycle)
    opened = document("Annual Return 2024/25", "Harbour Quay Council", statement, "Summary", "Fine.")
    filing = Filing(opened, form, cycle.of_year(2025))
    found = observed(DateRange(phrases=("financial year",)), filing)
    assert [one.code for one in found if isinstance(one, Problem)] == ([] if right else ["period-mismatch"])
