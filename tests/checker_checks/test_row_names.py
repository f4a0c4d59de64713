"""Rows are called what a list of the document says."""

import pytest

from checker import NotApplicable
from checker.forms.filing import Filing
from checker.forms.form import Form
from checker.judging.checks import Observation, Problem
from checker.periods import calendar_year
from checker.testing import document, observed, sections
from checker_checks.row_names import RowNames
from checker_languages.en import ENGLISH
from tests.support.prescribed import prescribed_tables

TABLES = """
    offices:
      title: Offices
      columns: {short: {label: Short, type: text}, name: {label: Name of office, type: text}}
      rows: {each: {any: true}}
    costs:
      title: Costs
      stub: Office
      columns: {cost: Cost, staff: Staff}
      rows: {each: {any: true}, total: Total}
    laws:
      title: Laws
      columns: {law: {label: Law, type: text}, office: {label: By office, type: text}, count: Times}
      rows: {each: {any: true, grouped_by: law, named_by: office}}
    """
FORM = Form(("Report",), sections("Figures"), prescribed_tables(TABLES), language=ENGLISH)
OFFICES = [["Short", "Name of office"], ["NO", "North Office"], ["SO", "South Office"]]


def seen(*names: str, table: str = "costs") -> list[Observation]:
    costs = [["Office", "Cost", "Staff"], *([name, "1", "2"] for name in names), ["Total", "9", "9"]]
    laws = [["Law", "By office", "Times"], *([f"Law {at}", name, "1"] for at, name in enumerate(names))]
    printed = costs if table == "costs" else laws
    text = document("Report 2024", "1. Figures", "Offices", OFFICES, table.title(), printed)
    return observed(RowNames(table, "offices"), Filing(text, FORM, calendar_year(2024)))


def unlisted(*names: str, table: str = "costs") -> list[tuple[object, object]]:
    return [(one.actual, one.expected) for one in seen(*names, table=table) if isinstance(one, Problem)]


@pytest.mark.parametrize("table", ["costs", "laws"])
@pytest.mark.parametrize("names", [("NO", "SO"), ("North Office", "so"), ("N.O.", "SO*")])
def test_short_and_full_names_of_the_list_pass(names: tuple[str, ...], table: str) -> None:
    assert seen(*names, table=table) == []


@pytest.mark.parametrize("table", ["costs", "laws"])
def test_a_name_that_the_list_does_not_have_is_reported_with_a_similar_one(table: str) -> None:
    assert unlisted("NO", "South Ofice", table=table) == [("South Ofice", "South Office")]
    assert unlisted("NO", "Harbour", table=table) == [("Harbour", None)]


def test_a_report_without_offices_may_call_its_row_what_the_total_is_called() -> None:
    assert unlisted("Total", table="laws") == []


def test_a_name_is_reported_once_and_the_total_is_no_name() -> None:
    assert unlisted("Harbour", "NO", "Harbour") == [("Harbour", None)]


def test_a_table_without_rows_is_not_judged() -> None:
    (one,) = seen()
    assert isinstance(one, NotApplicable)
