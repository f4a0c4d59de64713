"""Relations over any number of rows: components and their overall, rows of other tables by name, trees of codes."""

from collections.abc import Mapping, Sequence
from typing import Any

import pytest

from checker import Form, Language, NotApplicable, NotAssessed, Problem, TableSpec
from checker.forms.filing import Filing
from checker.testing import document, observed, sections
from checker_checks.arithmetic import TableArithmetic
from checker_languages.en import ENGLISH
from checker_languages.zh import CHINESE
from tests.support.prescribed import prescribed_tables

Rows = Sequence[Sequence[str]]


AGENCY = prescribed_tables(
    """
    requests:
      section: Requests
      title: Requests
      stub: Component
      columns: {start: Pending at Start, received: Received, processed: Processed, end: Pending at End}
      rows: {each: {any: true}, overall: AGENCY OVERALL}
      type: integer
    outcomes:
      section: Outcomes
      title: Outcomes
      stub: Component
      columns: {granted: Grants, denied: Denials, other: Other Reasons, total: TOTAL}
      rows: {each: {any: true}, overall: AGENCY OVERALL}
      type: integer
    reasons:
      section: Reasons
      title: Other Reasons Given
      stub: Component
      columns: {reason: {label: Description, type: text}, count: {label: Times Given, type: integer}}
      rows: {each: {any: true}}
    times:
      section: Times
      title: Response Time
      stub: Component
      columns: {median: Median Days, average: Average Days, lowest: Lowest Days, highest: Highest Days, cases: Cases}
      rows: {each: {any: true}, overall: AGENCY OVERALL}
      type: number
    fees:
      section: Fees
      title: Fees
      stub: Component
      columns:
        costs: {label: Processing Costs, type: money}
        fees: {label: Fees Collected, type: money}
        share: {label: Percentage of Costs, type: percent}
      rows: {each: {any: true}, overall: AGENCY OVERALL}
    """,
    ENGLISH,
)  # fmt: skip
TABLES: Mapping[str, Rows] = {
    "Requests": [
        ["Component", "Pending at Start", "Received", "Processed", "Pending at End"],
        ["OIP", "10", "1,100", "1,090", "20"],
        ["CRM", "4", "30", "31", "3"],
        ["BOP", "0", "7", "5", "2"],
        ["AGENCY OVERALL", "14", "1,137", "1,126", "25"],
    ],
    "Outcomes": [
        ["Component", "Grants", "Denials", "Other Reasons", "TOTAL"],
        ["CRM", "20", "11", "0", "31"],
        ["OIP", "1,000", "80", "10", "1,090"],
        ["BOP", "2", "0", "3", "5"],
        ["AGENCY OVERALL", "1,022", "91", "13", "1,126"],
    ],
    "Reasons": [
        ["Component", "Description", "Times Given"],
        ["OIP", "Moot", "6"],
        ["OIP", "Aggregated cases", "4"],
        ["BOP", "Moot", "3"],
    ],
    "Times": [
        ["Component", "Median Days", "Average Days", "Lowest Days", "Highest Days", "Cases"],
        ["OIP", "20", "30", "<1", "500", "3"],
        ["CRM", "10", "12.5", "1", "90", "1"],
        ["BOP", "N/A", "N/A", "N/A", "N/A", "0"],
        ["AGENCY OVERALL", "18", "25.63", "<1", "500", "4"],
    ],
    "Fees": [
        ["Component", "Processing Costs", "Fees Collected", "Percentage of Costs"],
        ["OIP", "$1,138,314.26", "$569.16", "0.05%"],
        ["CRM", "$30,000", "$0", "0%"],
        ["AGENCY OVERALL", "$1,168,314.26", "$569.16", "0.05%"],
    ],
}


def report(tables: Mapping[str, Rows], specs: tuple[TableSpec, ...], language: Language) -> Filing:
    blocks = [block for section, rows in tables.items() for block in (section, rows)]
    return Filing(document(*blocks), Form((), sections(*tables), specs, language=language))


def agency(**changes: str) -> Filing:
    """Write the report with changed cells: Requests_OIP_2="x" is the second figure of that row."""
    tables = {section: [list(row) for row in rows] for section, rows in TABLES.items()}
    for place, text in changes.items():
        section, label, at = place.split("_")
        row = next(row for row in tables[section] if row[0].startswith(label))
        row[int(at)] = text
    return report(tables, AGENCY, ENGLISH)


def seen(filing: Filing, *relations: str, **options: Any) -> list[Any]:
    return observed(TableArithmetic(relations=relations, **options), filing)


SUM = {"relations": ("overall == sum(each)",), "per": "column"}
CASES: Mapping[str, tuple[Mapping[str, Any], Mapping[str, str], str, str]] = {
    "start + received - processed = end": (
        {"relations": ("start + received - processed == end",), "table": "requests", "per": "row"},
        {"Requests_CRM_4": "4"}, "CRM", "4 → 3",
    ),
    "overall = sum of components": (
        {**SUM, "table": "requests"}, {"Requests_AGENCY_1": "15"}, "Pending at Start", "15 → 14",
    ),
    "total = processed of the same component": (
        {
            "relations": ("total == requests.processed", "total == granted + denied + other"),
            "table": "outcomes", "per": "row",
        },
        {"Outcomes_BOP_4": "6"}, "BOP", "6 → 5",
    ),
    "reasons of a component add up": (
        {"relations": ("other == sum(reasons.count)",), "table": "outcomes", "per": "row", "only": ("each",)},
        {"Reasons_BOP_2": "2"}, "BOP", "",
    ),
    "a component without reasons counts none": (
        {"relations": ("other == sum(reasons.count)",), "table": "outcomes", "per": "row", "only": ("each",)},
        {"Outcomes_CRM_3": "1"}, "CRM", "1 → 0",
    ),
    "lowest ≤ median ≤ highest": (
        {"relations": ("lowest <= median", "median <= highest"), "table": "times", "per": "row", "except_na": True},
        {"Times_CRM_3": "11"}, "CRM", "",
    ),
    "lowest overall is the smallest": (
        {"relations": ("overall == min(each)",), "table": "times", "per": "column", "only": ("lowest",)},
        {"Times_AGENCY_3": "2"}, "Lowest Days", "",
    ),
    "median overall lies between those of the components": (
        {
            "relations": ("overall >= min(each)", "overall <= max(each)"),
            "table": "times", "per": "column", "only": ("median",),
        },
        {"Times_AGENCY_1": "21"}, "Median Days", "",
    ),
    "average overall is weighted": (
        {"relations": ("overall.average == sum(each.average * each.cases) / sum(each.cases) ± 0.05",), "table": "times"},
        {"Times_AGENCY_2": "21.25"}, "AGENCY OVERALL / Average Days", "AGENCY OVERALL / Average Days: 21.25 → 25.63",
    ),
    "fees as a share of costs": (
        {"relations": ("share == fees / costs * 100 ± 0.005",), "table": "fees", "per": "row", "when": "costs > 0"},
        {"Fees_OIP_3": "0.5%"}, "OIP", "0.5% → 0.05",
    ),
    "a component named by its label": (
        {"relations": ('requests."OIP".received == outcomes."OIP".total + 10',)},
        {"Requests_OIP_2": "1,101"}, "OIP / Received", "1,101 → 1100",
    ),
}  # fmt: skip  # what holds, the cell that breaks it, where that is found, and the advice


RESULTS = prescribed_tables(
    """
    results:
      section: Results
      columns:
        item: {label: Item, type: text}
        count: {label: Count, type: number}
        price: {label: Price, type: number, blank: fine}
        cost: {label: Cost, type: number}
        limit: {label: Limit, type: number, blank: fine}
        yes: {label: "Yes", type: mark}
        no: {label: "No", type: mark}
      rows: {each: {any: true}, total: Total}
    """,
    ENGLISH,
)
RESULT_HEADS = ["Item", "Count", "Price", "Cost", "Limit", "Yes", "No"]


def results(*rows: Sequence[str]) -> Filing:
    return report({"Results": [RESULT_HEADS, *rows]}, RESULTS, ENGLISH)


@pytest.mark.parametrize("blank", ["", "—", "N/A"])
def test_nothing_is_compared_with_or_multiplied_by_a_cell_that_may_be_blank(blank: str) -> None:
    filing = results(
        ["A", "2", "3", "6", "7", "✓", ""], ["B", "2", blank, "5", blank, "✓", ""], ["Total", "", "", "11", "", "", ""]
    )  # fmt: skip
    relations = ("cost <= limit", "cost == count * price", "count == cost / price")
    assert seen(filing, *relations, table="results", per="row") == []
    wrong = results(
        ["A", "2", "3", "8", "7", "✓", ""], ["B", "", "3", "5", "", "✓", ""], ["Total", "", "", "13", "", "", ""]
    )  # fmt: skip
    found = seen(wrong, *relations[:2], table="results", per="row")
    assert [one.within for one in found] == ["A", "A", "B"]


def test_relations_that_only_compare_blank_cells_do_not_apply() -> None:
    filing = results(["A", "2", "", "5", "", "✓", ""], ["Total", "", "", "5", "", "", ""])
    assert [type(one) for one in seen(filing, "cost <= limit", table="results", per="row")] == [NotApplicable]


def test_columns_of_texts_are_not_added_up_and_relations_about_them_are_refused() -> None:
    filing = results(["A", "2", "1", "5", "1", "", ""], ["Total", "2", "1", "5", "1", "", ""])
    assert seen(filing, "total == sum(each)", table="results", per="column") == []
    form = Form((), sections("Results"), RESULTS, language=ENGLISH)
    (mistake,) = TableArithmetic(relations=("item <= limit",), table="results", per="row").mistakes(form)
    wrong = "“item <= limit”: relations are about numbers, and the cells of “item” hold: text"
    assert (mistake.path, mistake.message) == (("relations", 0), wrong)


def test_of_two_marks_one_is_set() -> None:
    options: Mapping[str, Any] = {"table": "results", "per": "row", "only": ("each",)}
    right = results(["A", "2", "", "5", "", "✓", ""], ["B", "2", "", "5", "", "☐", "☑"], ["Total", *[""] * 6])
    assert seen(right, "yes + no == 1", **options) == []
    assert (
        seen(right, "total == sum(each)", table="results", per="column", only=("yes", "no"))[0].reason
        is not None
    )
    wrong = results(["A", "2", "", "5", "", "✓", "x"], ["B", "2", "", "5", "", "", ""])
    assert [one.within for one in seen(wrong, "yes + no == 1", **options)] == ["A", "B"]


@pytest.mark.parametrize("case", CASES)
def test_a_clean_report_passes(case: str) -> None:
    options, *_rest = CASES[case]
    assert (
        seen(agency(), *options["relations"], **{k: v for k, v in options.items() if k != "relations"}) == []
    )


@pytest.mark.parametrize("case", CASES)
def test_a_wrong_cell_is_found_where_it_is(case: str) -> None:
    options, change, place, advice = CASES[case]
    found = seen(
        agency(**change), *options["relations"], **{k: v for k, v in options.items() if k != "relations"}
    )
    problems = [one for one in found if isinstance(one, Problem)]
    assert problems
    for problem in problems:
        assert problem.within.endswith(place)
        assert advice in str(problem.advice)


def test_a_table_without_rows_is_not_judged() -> None:
    tables = {**TABLES, "Requests": [TABLES["Requests"][0], TABLES["Requests"][-1]]}
    found = seen(report(tables, AGENCY, ENGLISH), "overall == sum(each)", table="requests", per="column")
    assert [type(one) for one in found] == [NotAssessed]
    assert str(found[0].reason) == "table “Requests” has no rows to add up or compare"


def test_rows_without_value_are_left_out_only_if_the_pack_says_so() -> None:
    found = seen(agency(), "lowest <= median", table="times", per="row")
    assert [str(one.reason) for one in found] == ["“N/A” is not a number (BOP / Lowest Days)"]
    alone = agency(Times_OIP_1="N/A", Times_CRM_1="N/A", Times_AGENCY_1="N/A")
    found = seen(alone, "lowest <= median", table="times", per="row", except_na=True)
    assert [type(one) for one in found] == [NotAssessed], "nothing was compared: no pass"


@pytest.mark.parametrize(("median", "holds"), [("0.4", True), ("1", True), ("1.5", False)])
def test_less_than_one_is_a_range(median: str, holds: bool) -> None:
    found = seen(agency(Times_OIP_1=median), "each.median == each.lowest", table="times")
    broken = [one.within for one in found if isinstance(one, Problem)]
    assert ("OIP / Median Days" not in broken) == holds


def test_a_component_that_is_not_in_the_other_table_is_not_judged() -> None:
    (found,) = seen(agency(Requests_BOP_0="BOPS"), "total == requests.processed", table="outcomes", per="row")
    assert isinstance(found, NotAssessed)
    assert str(found.reason) == "table “Requests” has no row “BOP”"


def test_subjects_name_rows_by_their_labels() -> None:
    (found,) = seen(
        agency(Requests_CRM_4="4"), "start + received - processed == end", table="requests", per="row"
    )
    assert found.subject == ("requests", "row", "crm", "start", "received", "processed", "end")


# --- trees of codes ---

ACCOUNTS = prescribed_tables(
    """
    spending:
      section: 支出
      title: 支出决算表
      columns:
        code: {label: 功能分类科目编码, type: text}
        name: {label: 科目名称, type: text}
        all: {label: 本年支出合计, type: money}
        basic: {label: 基本支出, type: money}
        project: {label: 项目支出, type: money}
      rows: {total: 合计, each: {any: true, nested_by: [code]}}
    summary:
      section: 总表
      title: 收入支出决算总表
      columns: {amount: {label: 决算数, type: money}}
      rows: {general: 一般公共服务支出, defence: 国防支出, sum: 本年支出合计}
    """,
    CHINESE,
)
SPENDING: Rows = [
    ["功能分类科目编码", "科目名称", "本年支出合计", "基本支出", "项目支出"],
    ["", "合计", "100.02", "60.01", "40.01"],
    ["201", "一般公共服务支出", "100.02", "60.01", "40.01"],
    ["20106", "财政事务", "70.01", "50.00", "20.01"],
    ["2010601", "行政运行", "50.00", "50.00", "0.00"],
    ["2010602", "一般行政管理事务", "20.01", "0.00", "20.01"],
    ["20108", "审计事务", "30.01", "10.01", "20.00"],
    ["2010801", "行政运行", "30.01", "10.01", "20.00"],
]
SUMMARY: Rows = [
    ["项目", "决算数"],
    ["一般公共服务支出", "100.02"],
    ["国防支出", "0.00"],
    ["本年支出合计", "100.02"],
]
TREE = {"table": "spending", "per": "column", "only": ("all", "basic", "project"), "rounded": 2}


def accounts(summary: Rows = SUMMARY, **changes: str) -> Filing:
    """Write the accounts with changed cells: c20106_4="x" is the fourth cell of that code."""
    rows = [list(row) for row in SPENDING]
    for place, text in changes.items():
        code, at = place.removeprefix("c").split("_")
        next(row for row in rows if row[0] == code)[int(at)] = text
    return report({"支出": rows, "总表": summary}, ACCOUNTS, CHINESE)


def test_codes_add_up_to_those_above_them() -> None:
    assert seen(accounts(), "each == sum(children)", "total == sum(top)", **TREE) == []


def test_a_hundredth_more_is_rounding() -> None:
    assert seen(accounts(c20106_2="70.02"), "each == sum(children)", "total == sum(top)", **TREE) == []


def test_a_wrong_item_is_found_by_its_class_and_its_row() -> None:
    wrong = accounts(c2010602_4="25.01")
    found = seen(wrong, "each == sum(children)", "total == sum(top)", **TREE)
    (problem,) = found
    assert (problem.actual, problem.expected) == ("25.01", "20.01")
    assert problem.location == wrong.tables["spending"].cells["each/4", "project"].location
    assert problem.target.endswith("一般行政管理事务 / 项目支出")
    assert problem.subject[:2] == ("spending", "column")


def test_codes_are_found_in_other_tables() -> None:
    relations = (
        'summary.general.amount == sum(spending."201".all)',
        'summary.defence.amount == sum(spending."203".all)',
        "summary.sum.amount == spending.total.all",
    )
    assert seen(accounts(), *relations) == []
    (problem,) = seen(accounts([*SUMMARY[:2], ["国防支出", "5.00"], SUMMARY[3]]), *relations)
    assert (problem.actual, problem.expected) == ("5.00", "0.00")


# --- tables that repeat ---

REPEATED = prescribed_tables(
    """
    office:
      section: Offices
      title: Costs of the Office
      repeats: true
      stub: Item
      columns: {amount: Amount in Dollars}
      rows: {staff: Staff Costs, rent: Rent and Heating, sum: Total Costs}
    """,
    ENGLISH,
)


def offices(*sums: str) -> Filing:
    rows = [
        [
            ["Item", "Amount in Dollars"],
            ["Staff Costs", "3"],
            ["Rent and Heating", "2"],
            ["Total Costs", total],
        ]
        for total in sums
    ]
    blocks = [
        block for at, table in enumerate(rows) for block in (f"Costs of the Office of Town {at}", table)
    ]
    return Filing(document("Offices", *blocks), Form((), sections("Offices"), REPEATED, language=ENGLISH))


def test_each_of_several_tables_is_judged() -> None:
    found = seen(offices("5", "6", "5"), "sum == staff + rent", table="office", per="column")
    assert [(type(one), one.expected) for one in found] == [(Problem, "5")]


def test_a_cell_of_one_of_several_tables_is_not_guessed() -> None:
    (found,) = seen(offices("5", "6"), "office.sum.amount == 5")
    assert isinstance(found, NotAssessed)
