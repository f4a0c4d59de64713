"""Relations in and between tables, on documents: each operator, what is not judged, and one finding for one cause."""

from collections.abc import Sequence
from typing import Any

import pytest

from checker.forms.filing import Filing
from checker.forms.form import Form
from checker.forms.relations import Per
from checker.forms.tables import Band, Label, TableSpec
from checker.judging.checks import Problem
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
