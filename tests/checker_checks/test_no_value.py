"""Cells say that there is no value exactly where there is none."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from checker.forms.filing import Filing
from checker.forms.form import Form
from checker.judging.checks import Problem
from checker.periods import calendar_year
from checker.testing import document, observed, sections
from checker_checks.no_value import NoValue
from checker_languages.en import ENGLISH
from tests.support.prescribed import prescribed_tables

TABLES = """
    waiting:
      title: Waiting
      stub: Office
      columns: {count: Cases, median: {label: Median days, type: number, not_applicable: fine}}
      rows: {each: {any: true}, total: Total}
    appeals:
      title: Appeals
      stub: Office
      columns: {end: Pending, oldest: Oldest}
      rows: {each: {any: true}, total: Total}
    """
FORM = Form(("Report",), sections("Figures"), prescribed_tables(TABLES), language=ENGLISH)
CHECK = NoValue("waiting", {"median": "count == 0"})


def problems(
    check: NoValue, rows: list[tuple[str, str, str]], appeals: tuple[str, ...] = ()
) -> list[Problem]:
    waiting = [["Office", "Cases", "Median days"], *map(list, rows), ["Total", "9", "5"]]
    others = [["Office", "Pending", "Oldest"], *([name, "1", "3"] for name in appeals), ["Total", "9", "9"]]
    text = document("Report 2024", "1. Figures", "Waiting", waiting, "Appeals", others)
    seen = observed(check, Filing(text, FORM, calendar_year(2024)))
    assert all(isinstance(one, Problem) for one in seen)
    return [one for one in seen if isinstance(one, Problem)]


@pytest.mark.parametrize("cases", [("0", "N/A"), ("3", "2.5"), ("1", "<1"), ("2", "0"), ("", "7"), ("0", "")])
def test_a_value_where_there_is_one_and_none_where_there_is_none_pass(cases: tuple[str, str]) -> None:
    assert problems(CHECK, [("North", *cases)]) == []


@pytest.mark.parametrize(
    ("cases", "code", "expected"),
    [
        (("0", "0"), "value-given", "N/A"),
        (("0", "<1"), "value-given", "N/A"),
        (("3", "N/A"), "value-missing", "a number"),
    ],
)
def test_a_value_of_nothing_and_a_missing_one_are_reported(
    cases: tuple[str, str], code: str, expected: str
) -> None:
    (problem,) = problems(CHECK, [("North", *cases), ("South", "4", "2")])
    assert (problem.code, str(problem.expected), problem.actual) == (code, expected, cases[1])
    assert "North" in str(problem.message)


def test_all_cells_of_a_column_are_one_finding_with_an_edit_each() -> None:
    (problem,) = problems(CHECK, [(f"Office {at}", "0", "0") for at in range(9)])
    assert len(problem.cells) == len(problem.edits) == 9
    assert {edit.new for edit in problem.edits} == {"N/A"}
    assert str(problem.message).startswith("9 cells")


def test_a_condition_may_ask_whether_another_table_has_the_row() -> None:
    check = NoValue("waiting", {"median": "count(appeals.end) == 0"})
    rows = [("North", "3", "N/A"), ("South", "4", "2")]
    assert problems(check, rows, ("South",)) == []
    assert [problem.code for problem in problems(check, rows, ("North",))] == ["value-given", "value-missing"]


@given(st.lists(st.tuples(st.integers(0, 3), st.sampled_from(["N/A", "0", "12"])), max_size=8))
def test_exactly_the_cells_that_say_the_wrong_thing_are_listed(cases: list[tuple[int, str]]) -> None:
    rows = [(f"Office {at}", str(count), median) for at, (count, median) in enumerate(cases)]
    found = problems(CHECK, rows)
    wrong = [at for at, (count, median) in enumerate(cases) if (count == 0) != (median == "N/A")]
    assert sorted(cell.row or 0 for problem in found for cell in problem.cells) == [at + 1 for at in wrong]


def test_a_column_that_may_not_say_so_and_an_unknown_one_are_mistakes_of_the_pack() -> None:
    assert [m.message for m in NoValue("waiting", {"count": "median == 0"}).mistakes(FORM)] == [
        "needs a column with “not_applicable: fine”"
    ]
    assert [m.path for m in NoValue("waiting", {"medium": "count == 0"}).mistakes(FORM)] == [("cells",)]
    assert [m.path for m in NoValue("waiting", {"median": "cases == 0"}).mistakes(FORM)] == [
        ("cells", "median")
    ]
