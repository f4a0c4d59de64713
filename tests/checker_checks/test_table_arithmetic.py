"""Relations in and between tables, on documents: each operator, what is not judged, and one finding for one cause."""

from collections.abc import Sequence
from typing import Any

import pytest

from checker.forms.filing import Filing
from checker.forms.form import Form
from checker.forms.relations import Per
from checker.forms.table_specs import Band, Label, TableSpec
from checker.judging.checks import NotApplicable, NotAssessed, Problem
from checker.periods import calendar_year
from checker.testing import document, observed, sections
from checker_checks.arithmetic import TableArithmetic

COSTS = TableSpec(
    "costs",
    "Costs",
    (
        Band(
            (
                Label("staff", "Staff"),
                Label("rent", "Rent"),
                Label("all", "All costs"),
                Label("share", "Share"),
            ),
            (Label("navy", "Navy"), Label("army", "Army"), Label("total", "TOTAL")),
        ),
    ),
    "Costs",
)
FEES = TableSpec(
    "fees",
    "Fees",
    (
        Band(
            (Label("staff", "Staff"), Label("paid", "Paid"), Label("owed", "Owed")),
            (Label("navy", "Navy"), Label("sum", "Overall")),
        ),
    ),
    "Fees",
)
FORM = Form(sections=sections("Costs", "Fees"), tables=(COSTS, FEES))

Rows = Sequence[Sequence[str]]
_COSTS: Rows = [
    ["", "Staff", "Rent", "All costs", "Share"],
    ["Navy", "10", "2", "12", "40"],
    ["Army", "15", "3", "18", "60"],
    ["TOTAL", "25", "5", "30", "100"],
]
_FEES: Rows = [["", "Staff", "Paid", "Owed"], ["Navy", "10", "7", "3"], ["Overall", "25", "20", "5"]]


def filing(costs: Rows | None = _COSTS, fees: Rows | None = _FEES) -> Filing:
    blocks = ["Costs", *([costs] if costs else []), "Fees", *([fees] if fees else [])]
    return Filing(document(*blocks), FORM, calendar_year(2024))


def changed(rows: Rows, **figures: str) -> Rows:
    """Change cells: Navy_2="x" is the second figure of that row."""
    new = [list(row) for row in rows]
    for place, text in figures.items():
        label, at = place.split("_")
        next(row for row in new if row[0] == label)[int(at)] = text
    return new


def seen(found: Filing, *relations: str, per: Per = "cell", table: str = "", **options: Any) -> list[Any]:
    return observed(TableArithmetic(relations=relations, table=table, per=per, **options), found)


PASSING = [
    ("all == staff + rent", "row"),
    ("rent == all - staff", "row"),
    ("staff == rent * 5", "row"),
    ("share == all / total.all * 100", "row"),
    ("all == sum(staff, rent)", "row"),
    ("rent == min(staff, rent, all)", "row"),
    ("all == max(staff, rent, all)", "row"),
    ("(all - staff) * 6 <= all + staff - rent * 3", "row"),
    ("staff >= 10", "row"),
    ("staff < all", "row"),
    ("staff > 9.5", "row"),
    ("staff != rent", "row"),
    ("total == navy + army", "column"),
    ("total > 4", "column"),
    ('"TOTAL" == sum(navy, army)', "column"),
    ("total.all == navy.all + army.all", "cell"),
    ("costs.total.staff == fees.sum.paid + fees.sum.owed", "cell"),
    ("share * 3 == all * 10 ± 1", "row"),
]
FAILING = {
    "all == staff + rent": ("Army_3", "19", "All costs 19 ≠ Staff 15 + Rent 3, difference 1"),
    "rent == all - staff": ("Army_2", "4", "Rent 4 ≠ All costs 18 − Staff 15, difference 1"),
    "staff == rent * 5": ("Army_1", "16", "Staff 16 ≠ Rent 3 × 5, difference 1"),
    "share == all / total.all * 100": (
        "Army_4", "61",
        "Share 61 ≠ All costs 18 ÷ TOTAL / All costs 30 × 100 = 60, difference 1",
    ),
    "all == sum(staff, rent)": ("Navy_3", "13", "All costs 13 ≠ Staff 10 + Rent 2, difference 1"),
    "rent == min(staff, rent, all)": (
        "Navy_2", "11",
        "Rent 11 ≠ min(Staff 10, Rent 11, All costs 12) = 10, difference 1",
    ),
    "all == max(staff, rent, all)": (
        "Navy_1", "13",
        "All costs 12 ≠ max(Staff 13, Rent 2, All costs 12) = 13, difference 1",
    ),
    "(all - staff) * 6 <= all + staff - rent * 3": (
        "Army_3", "20",
        "(All costs 20 − Staff 15) × 6 > All costs 20 + Staff 15 − Rent 3 × 3, difference 4",
    ),
    "staff >= 10": ("Navy_1", "9", "Staff 9 < 10, difference 1"),
    "staff < all": ("Navy_1", "12", "Staff 12 ≥ All costs 12, difference 0"),
    "staff > 9.5": ("Navy_1", "9", "Staff 9 ≤ 9.5, difference 0.5"),
    "staff != rent": ("Navy_1", "2", "Staff 2 = Rent 2, difference 0"),
    "total == navy + army": ("TOTAL_3", "31", "TOTAL 31 ≠ Navy 12 + Army 18, difference 1"),
    "total > 4": ("TOTAL_2", "3", "TOTAL 3 ≤ 4, difference 1"),
    '"TOTAL" == sum(navy, army)': ("Navy_2", "3", "TOTAL 5 ≠ Navy 3 + Army 3, difference 1"),
    "total.all == navy.all + army.all": (
        "TOTAL_3", "31",
        "TOTAL / All costs 31 ≠ Navy / All costs 12 + Army / All costs 18, difference 1",
    ),
    "costs.total.staff == fees.sum.paid + fees.sum.owed": (
        "TOTAL_1", "26",
        "TOTAL / Staff 26 ≠ Fees: Overall / Paid 20 + Fees: Overall / Owed 5, difference 1",
    ),
    "share * 3 == all * 10 ± 1": ("Army_4", "61", "Share 61 × 3 ≠ All costs 18 × 10, difference 3"),
}  # fmt: skip  # the words of each relation that fails, with the cell that makes it fail


@pytest.mark.parametrize(("relation", "per"), PASSING)
def test_true_relations_pass(relation: str, per: Per) -> None:
    table = "" if relation.startswith("costs.") else "costs"
    assert seen(filing(), relation, per=per, table=table) == []


@pytest.mark.parametrize(("relation", "per"), PASSING)
def test_false_relations_fail(relation: str, per: Per) -> None:
    place, text, message = FAILING[relation]
    table = "" if relation.startswith("costs.") else "costs"
    found = filing(changed(_COSTS, **{place: text}))
    (problem,) = seen(found, relation, per=per, table=table)
    assert isinstance(problem, Problem)
    assert str(problem.message) == message
    assert problem.cells


# --- what is not judged ---


@pytest.mark.parametrize(
    ("relation", "per", "costs", "reason"),
    [
        (
            "all == staff + rent",
            "row",
            changed(_COSTS, Army_1="many"),
            "“many” is not a number (Army / Staff)",
        ),
        (
            "share == all / rent",
            "row",
            changed(_COSTS, Navy_2="0", Navy_4="3"),
            "“share == all / rent” divides by 0",
        ),
        ("total == navy + army", "column", [row for row in _COSTS if row[0] != "Army"], "“Army” is missing"),
        ("rent == all - staff", "row", [[*row[:2], *row[3:]] for row in _COSTS], "“Rent” is missing"),
        (
            "costs.total.rent == costs.army.rent",
            "cell",
            [row for row in _COSTS if row[0] != "Army"],
            "“Army” is missing",
        ),
    ],
)
def test_what_cannot_be_computed_is_not_assessed(relation: str, per: Per, costs: Rows, reason: str) -> None:
    found = seen(filing(costs), relation, per=per, table="" if per == "cell" else "costs")
    assert [str(one.reason) for one in found if isinstance(one, NotAssessed)] == [reason]


def test_a_relation_between_tables_needs_both() -> None:
    (found,) = seen(filing(fees=None), "costs.total.staff == fees.sum.paid")
    assert isinstance(found, NotAssessed)
    assert str(found.reason) == "table “Fees” is missing"


def test_a_missing_table_does_not_keep_other_relations_from_being_judged() -> None:
    wrong = filing(changed(_COSTS, TOTAL_3="31"), fees=None)
    found = seen(
        wrong, "costs.total.staff == fees.sum.paid", "costs.total.all == costs.navy.all + costs.army.all"
    )
    assert [type(one) for one in found] == [NotAssessed, Problem]


# --- options ---


def test_only_some_lines_must_hold() -> None:
    wrong = filing(changed(_COSTS, TOTAL_4="60"))  # a share is no sum
    assert (
        seen(wrong, "total == navy + army", per="column", table="costs", only=("staff", "rent", "all")) == []
    )
    assert len(seen(wrong, "total == navy + army", per="column", table="costs")) == 1


def test_a_condition_exempts_lines() -> None:
    half = filing(changed(_COSTS, Navy_1="0", Navy_4="0"))
    assert len(seen(half, "share > 0", per="row", table="costs")) == 1
    assert seen(half, "share > 0", per="row", table="costs", when="staff > 0") == []


def test_a_condition_that_is_met_nowhere_is_no_pass() -> None:
    (found,) = seen(filing(), "share > 200", per="row", table="costs", when="staff > 1000")
    assert isinstance(found, NotApplicable)


def test_rounded_parts_need_not_add_up_exactly() -> None:
    money = filing(changed(_COSTS, TOTAL_1="25.02", TOTAL_2="5.01"))
    assert len(seen(money, "total == navy + army", per="column", table="costs")) == 2
    found = seen(money, "total == navy + army", per="column", table="costs", rounded=2)
    assert [problem.within for problem in found] == ["Staff"], "three numbers may be 0.015 off, and not 0.02"
    assert seen(money, "total == navy + army ± 0.02", per="column", table="costs") == []


# --- what to change ---


def test_one_wrong_cell_is_one_cause_in_all_tables() -> None:
    wrong = filing(changed(_COSTS, TOTAL_1="26"))
    relations = (
        "costs.total.staff == costs.navy.staff + costs.army.staff",
        "costs.total.staff == fees.sum.staff",
    )
    found = seen(wrong, *relations)
    assert len({problem.cause for problem in found}) == 1
    for problem in found:
        assert (problem.actual, problem.expected) == ("26", "25")
        assert problem.within == "TOTAL / Staff"
        assert "TOTAL / Staff: 26 → 25" in str(problem.advice)


def test_a_wrong_cell_of_the_other_table_is_named_with_it() -> None:
    wrong = filing(fees=changed(_FEES, Overall_1="24"))
    (found,) = seen(
        wrong,
        "costs.total.staff == costs.navy.staff + costs.army.staff",
        "costs.total.staff == fees.sum.staff",
        "fees.sum.staff == fees.sum.paid + fees.sum.owed",
    )[:1]
    assert (found.actual, found.expected) == ("24", "25")
    assert found.within == "Fees: Overall / Staff"
    assert found.location == wrong.tables["fees"].cells["sum", "staff"].location


def test_a_share_is_worked_out() -> None:
    wrong = filing(changed(_COSTS, Army_4="66"))
    (found,) = seen(wrong, "share == all / total.all * 100", per="row", table="costs")
    assert "Army / Share: 66 → 60" in str(found.advice)


def test_fingerprints_do_not_depend_on_other_relations() -> None:
    wrong = filing(changed(_COSTS, TOTAL_3="31"))
    (alone,) = seen(wrong, "total == navy + army", per="column", table="costs")
    assert alone.subject == ("costs", "column", "all", "total", "navy", "army")
    (cell,) = seen(wrong, "total.all == sum(navy.all, army.all)", table="costs")
    assert cell.subject == ("costs", "cell", "total.all == sum(navy.all, army.all)")
