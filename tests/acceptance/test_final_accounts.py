"""Final accounts of public bodies: nine tables that must agree with one another and with the text, by a pack alone."""

import re
from collections import Counter
from collections.abc import Callable, Mapping
from functools import cache
from pathlib import Path

import pytest

from checker.judging.engine import Engine
from checker.judging.reports import Outcome, Report
from checker.packs.loading import load_pack
from tests.support.draft_reports import Change, Draft, Grid, Line, changed, lines, table, text, word_file
from tests.support.engine import app
from tests.support.final_accounts import Accounts
from tests.support.paths import SHARED
from tests.support.quarterly_reports import print_all

PACKS = Path(__file__).parent / "final-accounts"
ONE, THREE = "2024.yaml", "three-columns.yaml"
CLEAN, FUND = Accounts(), Accounts(4, fund=True)
VARIANTS = {
    **{f"drawn-{seed}": Accounts(seed) for seed in range(20, 26)},
    "total-first": Accounts(2, total_first=True),
    "26-functions-other-words": Accounts(3, functions=26),
    "money-of-a-fund": Accounts(4, fund=True),
    "thousands-parted": Accounts(5, thousands=True),
    "blank-tables-with-whole-heads": Accounts(6, official_blank=False),
    "part-without-number": Accounts(7, bare_parts=True),
    "codes-in-three-columns": Accounts(8, codes=3),
    "codes-in-three-columns-fund": Accounts(9, codes=3, fund=True, total_first=True, thousands=True),
}


@cache
def engine(pack: str) -> Engine:
    return app().engine(packs=(load_pack(PACKS / pack, app().host.vocabulary, app().host.packs),))


def judged(report: Draft, pack: str = ONE) -> Report:
    return engine(pack).check("accounts.docx", word_file(report))


def failed(report: Report) -> set[str]:
    """List the rules that a report breaks; those broken by one cell are one finding."""
    return {one.rule.id for one in report.assessments if one.outcome is Outcome.FAIL}


@pytest.mark.parametrize("name", VARIANTS)
def test_accounts_that_agree_conform(name: str) -> None:
    accounts = VARIANTS[name]
    report = judged(accounts.draft(), ONE if accounts.codes == 1 else THREE)
    assert report.findings == ()
    assert {one.outcome for one in report.assessments} == {Outcome.PASS, Outcome.NOT_APPLICABLE}


# --- faults ---


def written(number: int, label: str, column: int, new: Callable[[str], str]) -> Change:
    """Change the cell in a column, counted from 0, of the first row of table `number` that has a cell of that label."""

    def change(grid: Grid) -> Draft:
        numbered = {label, *(f"{number}、{label}" for number in ("一", "二", "八", "九", "十九"))}
        named = (at for at, row in enumerate(grid) if numbered.intersection(row))
        at = next(at for at in named if grid[at][column].replace(".", "").isdecimal() or not grid[at][column])
        row = grid[at]
        assert new(row[column]) != row[column]
        return ((*grid[:at], (*row[:column], new(row[column]), *row[column + 1 :]), *grid[at + 1 :]),)

    return table(number - 1, change)


def more(number: int, label: str, column: int, by: float = 10) -> Change:
    return written(number, label, column, lambda old: f"{float(old or 0) + by:.2f}")


def without_table(number: int) -> Change:
    return table(number - 1, lambda _grid: ())


def sentence(pattern: str, new: str) -> Change:
    """Rewrite the first match of a pattern in a line."""

    def change(report: Draft) -> Draft:
        at = next(
            at for at, one in enumerate(report) if isinstance(one, Line) and re.search(pattern, one.text)
        )
        line = report[at]
        assert isinstance(line, Line)
        return (*report[:at], Line(re.sub(pattern, new, line.text, count=1)), *report[at + 1 :])

    return change


def without_section(title: str) -> Change:
    """Drop the last heading of that title, and the paragraph below it."""

    def change(report: Draft) -> Draft:
        at = max(at for at, one in enumerate(report) if isinstance(one, Line) and one.text == title)
        return (*report[:at], *report[at + 2 :])

    return change


def moved(number: int, column: int, other: int, *labels: str) -> tuple[Change, ...]:
    """Move 10 from one column to another in several rows."""
    return tuple(more(number, label, at, by) for label in labels for at, by in ((column, -10), (other, 10)))


def money(amount: int) -> str:
    return CLEAN.money(amount)


TOTAL = CLEAN.spent() + CLEAN.other + CLEAN.brought
STAFF = CLEAN.kind("301", "303")
ALLOWED = money(CLEAN.allowance(0))  # in the one row of T7
GUESTS = money(CLEAN.allowance(1, "guests"))
NOTE = "说明：青屏市水务局本年度没有政府性基金预算财政拨款收入和支出，故本表无数据。"
NO_FUND = "青屏市水务局2024年度无政府性基金预算财政拨款收入和支出。"
CHANGE = "减少[0-9.]+万元，下降[0-9.]+%"
FAULTS: Mapping[str, tuple[tuple[Change, ...], set[str]]] = {
    "A1 a source": ((more(1, "其他收入", 1),), {"a1", "b1"}),
    "A2 a function": ((more(1, "卫生健康支出", 3),), {"a2", "b2"}),
    "A2 what is carried on": ((more(1, "年末结转和结余", 3),), {"a2"}),
    "A3 totals of both sides": ((more(1, "年末结转和结余", 3), more(1, "总计", 3)), {"a3"}),
    "A4 a kind is not its items": ((more(3, "21011", 2), more(3, "21011", 4)), {"a4-t3"}),
    "A4 a class": ((more(5, "208", 2), more(5, "208", 4)), {"a4-t5", "b4"}),
    "A5 a row of T2": ((more(2, "2080505", 8),), {"a4-t2", "a5-t2"}),
    "A5 a row of T3": ((more(3, "2080505", 2),), {"a4-t3", "a5-t3"}),
    "A5 a row of T5": ((more(5, "2210201", 3),), {"a4-t5", "a5-t5"}),
    "A6 a row": ((more(4, "卫生健康支出", 3),), {"a6-rows", "a6-out"}),
    "A6 what is brought in": ((more(4, "年初财政拨款结转和结余", 1),), {"a6-in"}),
    "A6 totals of both sides": (
        (*(more(4, "总计", at) for at in (3, 4)), *(more(4, "年末财政拨款结转和结余", at) for at in (3, 4))),
        {"a6-sides"},
    ),
    "A7 wages": ((more(6, "30102", 2),), {"a7-left"}),
    "A7 goods": ((more(6, "30228", 5),), {"a7-right"}),
    "A7 total": ((more(6, "人员经费合计", 2),), {"a7-totals", "b6"}),
    "A8 total": ((written(7, ALLOWED, 0, lambda _: "9999.00"),), {"a8", "c7"}),
    "B1 a source for another": (
        (more(1, "一般公共预算财政拨款收入", 1, -10), more(1, "其他收入", 1)),
        {"b1"},
    ),
    "B2 a function for another": ((more(1, "卫生健康支出", 3, -10), more(1, "住房保障支出", 3)), {"b2"}),
    "B3 income of the budget": (moved(2, 3, 8, "合计", "212", "21202", "2120201"), {"b1", "b3", "c2-parts"}),
    "B4 a function for another": (
        tuple(
            more(4, label, at, by)
            for at in (3, 4)
            for label, by in (("卫生健康支出", -10), ("住房保障支出", 10))
        ),
        {"b4"},
    ),
    "B6 staff": (tuple(more(6, label, 2) for label in ("30102", "301", "人员经费合计")), {"b6", "c6"}),
    "B7 less in all than of the budget": (
        moved(3, 3, 4, "合计", "208", "20805", "2080505"),
        {"b7", "c3-parts"},
    ),
    "B8 guests above the allowance": (
        (
            written(7, ALLOWED, 11, lambda _: "0.01"),
            text(f"公务接待费支出决算为{GUESTS}万元", "公务接待费支出决算为0.01万元"),
        ),
        {"a8", "b8", "c7-guests", "c7-guests-share"},
    ),
    "C1 0 for the total": (
        (text(f"收入支出总计{money(TOTAL)}万元。", "收入支出总计0万元。"),),
        {"c1", "c9-less"},
    ),
    "C2 income": ((text("本年收入合计", "本年收入合计1"),), {"c2"}),
    "C2 a share": ((sentence("占[0-9.]+%。", "占99.00%。"),), {"c2-parts"}),
    "C3 spending": ((sentence("本年支出合计[0-9]", "本年支出合计"),), {"c3"}),
    "C4 0.3 for the total": (
        (text(f"财政拨款收入支出总计{money(CLEAN.spent())}万元。", "财政拨款收入支出总计0.3万元。"),),
        {"c4", "c9-less"},
    ),
    "C5 share of all": ((text("占本年支出合计的", "占本年支出合计的1"),), {"c5"}),
    "C5 structure": ((text("；卫生健康支出（类）", "；卫生健康支出（类）1"),), {"c5-structure"}),
    "C5 an item": (
        (text(f"支出决算为{money(CLEAN.spent('2080501'))}万元", "支出决算为7.70万元"),),
        {"c5-items", "c10-same"},
    ),
    "C5 an item of another kind": (
        (text("住房改革支出（款）购房补贴", "住房支出（款）购房补贴"),),
        {"c5-items"},
    ),
    "C6 figures of T3": ((text(f"人员经费{money(STAFF)}", f"人员经费{money(STAFF + 128900)}"),), {"c6"}),
    "C7 spent": (
        (text(f"支出决算为{money(CLEAN.allowance(1))}万元，完成预算", "支出决算为1.00万元，完成预算"),),
        {"c7", "c7-share"},
    ),
    "C7 nothing planned": ((written(7, ALLOWED, 10, lambda _: "0.00"),), {"a8", "c7-guests-zero"}),
    "C9 wrong percentage": ((sentence("下降[0-9.]+%", "下降3.33%"),), {"c9-less"}),
    "C9 wrong direction": ((sentence("，下降", "，增长"),), {"c9-direction"}),
    "C9 nothing the year before": ((sentence(CHANGE, f"增加{money(TOTAL)}万元，增长100.00%"),), {"c9-base"}),
    "C9 no change of so much": ((sentence("，下降[0-9.]+%", "，与上年持平"),), {"c9-direction"}),
    "C9 no %": ((sentence("%。主要原因", "。主要原因"),), {"c9-percent"}),
    "C9 choice of the template": ((sentence("减少", "减少（增加）"),), {"c9-percent"}),
    "C10 more for less": (
        (text("决算数小于预算数的主要原因：部分", "决算数大于预算数的主要原因：部分"),),
        {"c10-more"},
    ),
    "C10 less for more": ((sentence("决算数大于预算数", "决算数小于预算数"),), {"c10-less"}),
    "C10 no reason": ((text("主要原因：部分项目未完成。", "主要原因：。"),), {"c10-reason"}),
    "C11 procurement": ((text("为251.25万元", "为261.25万元"),), {"c11-procurement"}),
    "C11 vehicles": ((text("车辆5辆", "车辆6辆"),), {"c11-vehicles"}),
    "C11 ratings": ((text("项目9个", "项目8个"),), {"c11-ratings"}),
    "C12 note missing": ((lines(NOTE),), {"c12-t8-note"}),
    "C12 sentence missing": ((lines(NO_FUND, "情况见上表。"),), {"c12-t8-text"}),
    "T9 missing": ((without_table(9),), {"t9-there"}),
    "a section missing": ((without_section("三、支出决算情况说明"),), {"sections"}),
    "year of the cover": ((lines("2024年度部门决算", "2023年度部门决算"),), {"title", "headings-year"}),
    "year of a heading": (
        (text("第三部分 青屏市水务局2024年度", "第三部分 青屏市水务局2023年度"),),
        {"headings-year"},
    ),
    "units for departments": (
        (text("第一部分 青屏市水务局概况", "第一部分 单位概况"),),
        {"level", "sections-form"},
    ),
    "another body": (
        (text("第二部分 青屏市水务局2024", "第二部分 青屏市教育局2024"),),
        {"own-name", "sections-form"},
    ),
    "XX left": ((text("负责全市", "负责XX市"),), {"leftovers"}),
    "yuan for ten thousands": ((text("单位：万元", "单位：元"),), {"unit"}),
    "no number": ((written(2, "2101101", 2, lambda _: "见附件"),), {"t2-cells"}),
}
FUND_FAULTS: Mapping[str, tuple[tuple[Change, ...], set[str]]] = {
    "A9 what is carried on": (
        tuple(more(8, label, 7) for label in ("合计", "229", "22904", "2290402")),
        {"a9-t8"},
    ),
    "B5 money of the fund": (
        (
            table(
                7, lambda grid: (tuple(tuple("9.99" if "." in one else one for one in row) for row in grid),)
            ),
        ),
        {"b5"},
    ),
    "C12 it says there is none": (
        (sentence("政府性基金预算财政拨款收入[0-9.]+万元.*", NO_FUND),),
        {"c12-t8-none"},
    ),
}


@pytest.mark.parametrize("name", FAULTS)
def test_a_fault_is_found_by_its_rules(name: str) -> None:
    changes, expected = FAULTS[name]
    report = judged(changed(CLEAN.draft(), *changes))
    assert failed(report) == expected
    assert {finding.rule.id for finding in report.findings} <= expected


@pytest.mark.parametrize("name", FUND_FAULTS)
def test_a_fault_in_money_of_a_fund_is_found(name: str) -> None:
    changes, expected = FUND_FAULTS[name]
    assert failed(judged(changed(FUND.draft(), *changes))) == expected


# --- in print ---

PRINTED = (
    "A2 a function", "A4 a kind is not its items", "A7 wages", "A8 total", "B2 a function for another", "B6 staff",
    "C2 income", "C6 figures of T3", "C9 wrong percentage", "C12 note missing", "T9 missing",
)  # fmt: skip


@pytest.fixture(scope="module")
def prints(tmp_path_factory: pytest.TempPathFactory) -> Mapping[str, bytes]:
    clean = {
        name: word_file(VARIANTS[name].draft(), landscape=True)
        for name in ("drawn-20", "total-first", "thousands-parted", "26-functions-other-words")
    }
    clean |= {  # page breaks cut rows in their numbers
        f"{name} upright": word_file(VARIANTS[name].draft())
        for name in ("drawn-20", "drawn-21", "26-functions-other-words")
    }
    faulty = {
        f"fault {at}": word_file(changed(CLEAN.draft(), *FAULTS[name][0]), landscape=True)
        for at, name in enumerate(PRINTED)
    }
    return print_all({**clean, **faulty}, tmp_path_factory.mktemp("accounts"))


@pytest.mark.needs("soffice")
def test_printed_accounts_are_judged_alike(prints: Mapping[str, bytes]) -> None:
    expected = {f"fault {at}": FAULTS[name][1] for at, name in enumerate(PRINTED)}
    found = {name: failed(engine(ONE).check("accounts.pdf", printed)) for name, printed in prints.items()}
    assert found == {name: expected.get(name, set()) for name in prints}


# --- a published report ---

PUBLISHED = {
    # 增长13.95。: the sign of per cent is missing
    ("c9-percent", "text-forbidden", "五"): 1,
    # 下降（增长）27.78%: a choice of the template is left
    ("c9-percent", "text-forbidden", "七"): 1,
    # 六 gives the figures of T3 (5377.64, 4896.98) for those of T5 and T6 (5364.75, 4884.09)
    ("c6", "text-arithmetic", "六"): 2,
    # items that T5 does not have: 退休人员活动费支出 and 其他国土资源事务支出 under older names, 公积金 and 购房补贴
    # under 住房保障支出（款） instead of 住房改革支出（款）
    ("c5-items", "text-arithmetic", "五"): 4,
    # the heading above the tables names 上海市规划和自然资源局, without its district
    ("own-name", "text-forbidden", "表"): 1,
    # 完成预算的0.00% of a budget of 0.00: travel abroad and cars
    ("c7-abroad-zero", "text-arithmetic", "七"): 1,
    ("c7-cars-zero", "text-arithmetic", "七"): 1,
}


@pytest.mark.needs("shared")
def test_every_finding_in_a_published_report_is_a_fault() -> None:
    path = SHARED / "samples" / "final-accounts" / "published-2024.pdf"
    report = engine(ONE).check(path.name, path.read_bytes())
    assert {one.rule.id for one in report.assessments if one.outcome is Outcome.NOT_ASSESSED} == set()
    found = Counter((one.rule.id, one.problem.code) for one in report.findings)
    expected: Counter[tuple[str, str]] = Counter()
    for (rule, code, _part), count in PUBLISHED.items():
        expected[rule, code] += count
    assert found == expected


@pytest.mark.needs("shared")
def test_the_blank_template_is_bound() -> None:
    """Its tables are there with all their rows and columns; what is not filled in is found as left over."""
    path = SHARED / "samples" / "final-accounts" / "template.pdf"
    report = engine(ONE).check(path.name, path.read_bytes())
    assert not {
        rule
        for rule in failed(report)
        if rule.endswith("-there") and rule not in {"t2-there", "t3-there", "t5-there"}
    }
    assert "leftovers" in failed(report)
