"""A rule binds where other sections say so; cells of a row are one text where a rule asks for that."""

from typing import Any

import pytest

from checker import NotApplicable, NotAssessed, Observation, Pattern
from checker.documents.document import Note
from checker.forms.filing import Filing
from checker.forms.form import Form
from checker.judging.checks import Problem
from checker.messages import Message
from checker.periods import calendar_year
from checker.testing import document, observed, sections
from checker_checks.text import Text
from checker_checks.text_arithmetic import TextArithmetic
from checker_languages.en import ENGLISH

FORM = Form(("Report",), sections("Kind", "Limits"), language=ENGLISH)
IF: dict[str, Any] = {"if_text": {"Kind": (Pattern("hot"),)}}
UNLESS: dict[str, Any] = {"unless_text": {"Kind": (Pattern("hot"),)}}


def filing(kind: str, *, lost: bool = False, table: bool = False) -> Filing:
    notes = [Note("no-text-layer", Message("page 2 is a picture"), 2, lost=True)] if lost else []
    limit = [["Limit", "30 °C"]] if table else "Limit: 30 °C"
    text = document("Trust Report 2024", "1. Kind", kind, "2. Limits", limit, notes=notes)
    return Filing(text, FORM, calendar_year(2024))


def seen(of: Filing, **options: Any) -> Observation | None:  # of any type, as in a pack
    found = observed(Text(section="Limits", must_not=("30°c",), **options), of)
    return found[0] if found else None


def test_a_rule_binds_where_another_section_says_so() -> None:
    assert isinstance(seen(filing("A hot one."), **IF), Problem)
    assert isinstance(seen(filing("A cold one."), **IF), NotApplicable)
    assert isinstance(seen(filing("A hot one."), **UNLESS), NotApplicable)
    assert isinstance(seen(filing("A cold one."), **UNLESS), Problem)


def test_what_was_not_read_may_say_that_a_rule_binds() -> None:
    for options in (IF, UNLESS):
        answer = seen(filing("A cold one.", lost=True), **options)
        assert isinstance(answer, NotAssessed)
        assert answer.unread


def test_a_missing_section_leaves_the_rule_unjudged() -> None:
    text = document("Trust Report 2024", "2. Limits", "Limit: 30 °C")
    assert isinstance(seen(Filing(text, FORM, calendar_year(2024)), **IF), NotAssessed)


def test_a_person_must_look_where_the_rule_says_so() -> None:
    problem = seen(filing("A hot one."), review=True)
    assert isinstance(problem, Problem)
    assert problem.doubtful


def test_cells_of_a_row_are_one_text() -> None:
    wanted: dict[str, Any] = {"section": "Limits", "must_not": ("limit30°c",)}
    table = filing("A hot one.", table=True)
    assert observed(Text(**wanted), table) == []
    assert observed(Text(**wanted, rows=True), table)


@pytest.mark.parametrize(("limit", "holds"), [("limit < 23", False), ("limit <= 30", True)])
def test_figures_of_rows_are_compared(limit: str, holds: bool) -> None:  # as parametrized
    check = TextArithmetic(
        (Pattern(r"limit:?(?P<limit>[0-9]+)°c"),), (limit,), section="Limits", rows=True, review=True, **IF
    )
    for table in (False, True):
        found = observed(check, filing("A hot one.", table=table))
        assert [isinstance(one, Problem) and one.doubtful for one in found] == ([] if holds else [True])
    assert isinstance(observed(check, filing("A cold one."))[0], NotApplicable)


def test_conditions_name_sections_of_the_form() -> None:
    (mistake,) = Text(must=("x",), if_text={"Nowhere": (Pattern("y"),)}).mistakes(FORM)
    assert mistake.path == ("if_text", "Nowhere")
