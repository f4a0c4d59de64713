"""Figures of sentences: they agree with one another and with the cells of tables."""

from typing import Any

import pytest

from checker import Form, NotApplicable, NotAssessed, Pattern, Problem
from checker.forms.filing import Filing
from checker.testing import document, observed, sections
from checker_checks.text_arithmetic import TextArithmetic
from checker_languages.en import ENGLISH
from tests.support.prescribed import prescribed_tables

SPEC = """
costs:
  section: Costs
  stub: Purpose
  type: money
  columns: {planned: Planned, actual: Actual}
  rows: {each: {any: true}, total: Total}
"""
ROWS = [
    ["Purpose", "Planned", "Actual"], ["Staff", "40.00", "44.44"], ["Rooms", "60.00", "50.01"], ["Total", "100.00", "94.45"],
]  # fmt: skip
N = "[0-9][0-9.,]*"
SPENT = Pattern(f"wespent(?P<x>{N}),(?P<p>{N})%")
RELATIONS = ("x == costs.total.actual", "p == x / costs.total.planned * 100")


def filing(*text: str, rows: list[list[str]] = ROWS) -> Filing:
    (spec,) = prescribed_tables(SPEC)
    blocks = ("Summary", *text, "Costs", rows)
    return Filing(document(*blocks), Form((), sections("Summary", "Costs"), (spec,), language=ENGLISH))


def seen(text: str, rows: list[list[str]] = ROWS, **options: Any) -> list[Any]:
    given = {"sentences": (SPENT,), "relations": RELATIONS, "rounded": 2, **options}
    return observed(TextArithmetic(section="Summary", **given), filing(text, rows=rows))


@pytest.mark.parametrize(
    "text", ["In all we spent 94.45, 94.45% of it.", "We spent 94, or so.", "We spent 94.4, 94%."]
)
def test_figures_that_agree_pass(text: str) -> None:
    assert [one for one in seen(text) if isinstance(one, Problem)] == []


def test_figures_are_rounded_to_the_places_they_are_written_with() -> None:
    assert seen("We spent 94.5, 94% of it.") == []
    (problem,) = seen("We spent 94.3, 94% of it.")
    assert problem.actual == "We spent 94.3, 94%"


def test_a_wrong_figure_is_found_with_the_right_one() -> None:
    (problem,) = seen("In all we spent 84.45, 84.45% of it.", names={"x": "costs"})
    assert (problem.code, problem.expected) == ("text-arithmetic", "94.45")
    assert str(problem.message) == "in the text costs 84.45 ≠ costs: Total / Actual 94.45"
    assert problem.actual == "we spent 84.45, 84.45%"


def test_a_wrong_percentage_is_found() -> None:
    (problem,) = seen("In all we spent 94.45, 90.00% of it.")
    assert problem.expected == "94.45"


def test_text_names_the_row() -> None:
    options: dict[str, Any] = {
        "sentences": (Pattern(f"(?P<x>{N})on(?P<name>[a-z]+)"),),
        "relations": ('x == sum(costs."{name}".actual)',),
    }
    assert seen("It was 44.44 on staff; 50.01 on rooms.", **options) == []
    wrong = seen("It was 44.44 on staff; 51.01 on rooms; 3 on cars.", **options)
    assert [one.expected for one in wrong] == ["50.01", "0"]


def test_a_condition_exempts() -> None:
    found = seen("We spent 1.00, 2% of it.", when="costs.total.planned < 100")
    assert {type(one) for one in found} == {NotApplicable}


def test_a_sentence_that_is_not_there() -> None:
    (absent,) = seen("Nothing.")
    assert isinstance(absent, NotApplicable)
    (missing,) = seen("Nothing.", required=True, example="We spent 5, 5% of it.")
    assert (missing.code, missing.expected) == ("figure-missing", "We spent 5, 5% of it.")
    (exempt,) = seen("Nothing.", required=True, when="costs.total.planned == 0")
    assert isinstance(exempt, NotApplicable)


def test_what_cannot_be_computed_is_not_assessed() -> None:
    (unread,) = seen("In all we spent 94.45, 94.45% of it.", rows=[*ROWS[:3], ["Total", "0", "94.45"]])
    assert isinstance(unread, NotAssessed)


@pytest.mark.parametrize(
    ("options", "mistake"),
    [
        ({"relations": ("y == costs.total.actual",)}, "y"),
        ({"relations": ("x == costs.total",)}, "name a cell"),
        ({"relations": ('x == costs."{name}".actual',)}, "{name}"),
        ({"names": {"z": "costs"}}, "z"),
        ({"relations": ()}, "add relations"),
    ],
)
def test_mistakes_are_explained(options: dict[str, Any], mistake: str) -> None:
    check = TextArithmetic(**{"sentences": (SPENT,), "relations": RELATIONS, **options})
    assert any(mistake in str(one) for one in check.mistakes(filing("x").form))
