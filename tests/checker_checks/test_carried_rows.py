"""What a report carries in, row by row, is what the report of the year before carried out."""

from collections.abc import Mapping

import pytest
from hypothesis import given
from hypothesis import strategies as st

from checker import NotApplicable, NotAssessed, Pattern
from checker.forms.filing import Filing
from checker.forms.form import Form
from checker.judging.checks import Observation, Problem
from checker.periods import calendar_year
from checker.testing import document, observed, sections
from checker_checks.carried_rows import CarryOverRows
from checker_languages.en import ENGLISH
from tests.support.prescribed import prescribed_tables

TABLES = """
    stock:
      title: Stock
      stub: Office
      columns: {start: At the start, end: At the end}
      rows: {each: {any: true}, total: Total}
    """
FORM = Form(("Report",), sections("Figures"), prescribed_tables(TABLES), language=ENGLISH)
CHECK = CarryOverRows("stock", {"start": "end"}, (Pattern("adjusted"),))
Figures = Mapping[str, tuple[int, int]]


def filing(
    year: int, offices: Figures, *notes: str | list[list[str]], previous: Filing | None = None
) -> Filing:
    total = [str(sum(figures)) for figures in zip(*offices.values(), strict=True)] or ["0", "0"]
    rows = [[name, *map(str, figures)] for name, figures in offices.items()]
    table = [["Office", "At the start", "At the end"], *rows, ["Total", *total]]
    text = document(f"Report {year}", "1. Figures", "Stock", table, *notes)
    return Filing(text, FORM, calendar_year(year), name=f"{year}.docx", previous=previous)


def seen(before: Figures, now: Figures, *notes: str | list[list[str]]) -> list[Observation]:
    return list(observed(CHECK, filing(2024, now, *notes, previous=filing(2023, before))))


def reported(before: Figures, now: Figures, *notes: str | list[list[str]]) -> list[tuple[str, bool]]:
    found = [one for one in seen(before, now, *notes) if isinstance(one, Problem)]
    return [(one.subject[1], one.doubtful) for one in found]


BEFORE = {"North": (1, 5), "South": (2, 7)}


def test_what_is_carried_in_passes_in_any_order_of_rows() -> None:
    assert seen(BEFORE, {"South": (7, 1), "North": (5, 3)}) == []


def test_a_difference_is_reported_in_its_row_and_in_the_total() -> None:
    assert reported(BEFORE, {"North": (6, 3), "South": (7, 1)}) == [("north", False), ("total", False)]


@pytest.mark.parametrize(
    "note", ["* North adjusted its figures.", "The following adjusted figures: South, North."]
)
def test_a_note_that_names_the_row_leaves_it_to_a_person(note: str) -> None:
    assert reported(BEFORE, {"North": (6, 3), "South": (7, 1)}, note) == [("north", True), ("total", True)]


def test_notes_may_be_set_in_a_table_and_go_on_below_it() -> None:
    changed = {"North": (6, 3), "South": (7, 1)}
    explained = [("north", True), ("total", True)]
    assert reported(BEFORE, changed, [["Footnotes"], ["* North adjusted its figures."]]) == explained
    assert reported(BEFORE, changed, [["Footnotes"], [""]], "* North adjusted its figures.") == explained
    assert ("north", False) in reported(BEFORE, changed, [["Footnotes"], ["* South adjusted its figures."]])


@pytest.mark.parametrize(
    "note", ["* South adjusted its figures.", "North is in the north.", "Northwest adjusted figures."]
)
def test_a_note_that_does_not_explain_the_row_changes_nothing(note: str) -> None:
    assert ("north", False) in reported(BEFORE, {"North": (6, 3), "South": (7, 1)}, note)


def test_a_row_that_was_not_there_is_not_judged_and_without_the_year_before_nothing_is() -> None:
    new = seen(BEFORE, {"North": (5, 3), "South": (7, 1), "East": (2, 2)})
    assert any(isinstance(one, NotAssessed) and "East" in str(one.reason) for one in new)
    (alone,) = observed(CHECK, filing(2024, BEFORE))
    assert isinstance(alone, NotApplicable)


@given(
    st.dictionaries(
        st.sampled_from(["North", "South", "East", "West"]),
        st.tuples(st.integers(0, 99), st.integers(0, 99)),
        min_size=1,
    ),
    st.data(),
)
def test_exactly_the_rows_that_changed_are_reported(before: Figures, data: st.DataObject) -> None:
    changed = data.draw(st.sets(st.sampled_from(sorted(before))))
    now = {name: (end + (name in changed), 0) for name, (_start, end) in before.items()}
    wanted = {name.lower() for name in changed} | ({"total"} if changed else set())
    assert {name for name, _doubtful in reported(before, now)} == wanted
