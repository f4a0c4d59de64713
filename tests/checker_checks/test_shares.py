"""Shares of a column are possible: ranges run upwards, and together they are at most the whole."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from checker import NotApplicable, Pattern
from checker.forms.filing import Filing
from checker.forms.form import Form
from checker.judging.checks import Problem
from checker.periods import calendar_year
from checker.testing import document, observed, sections
from checker_checks.shares import Shares
from checker_languages.en import ENGLISH

FORM = Form(("Report",), sections("Owners", "Notes"), language=ENGLISH)
CHECK = Shares("Owners", (Pattern("share"),), falling=True)


def codes(*shares: str, head: str = "Share") -> list[str]:
    rows = [["Owner", head], *([f"Owner {place}", share] for place, share in enumerate(shares))]
    text = document("Trust Report 2024", "1. Owners", rows, "2. Notes", "None.")
    seen = observed(CHECK, Filing(text, FORM, calendar_year(2024)))
    return [one.code for one in seen if isinstance(one, Problem)]


@pytest.mark.parametrize(
    "shares",
    [
        ("60 - 80 %", "10–20%", "< 5"),
        ("≥ 60 - < 80 % (w/w)", "<= 10", "5 to 7 wt.%"),
        ("33.4", "33,3", "33.3"),
        ("50", "to be agreed", "50"),
        ("> 95", "trace"),
    ],
)
def test_possible_shares_pass(shares: tuple[str, ...]) -> None:
    assert codes(*shares) == []


@pytest.mark.parametrize(
    ("shares", "code"),
    [
        (("80 - 60 %", "5"), "range-reversed"),
        (("60 - 80", "45 - 50"), "share-sum"),
        (("5 - 8", "10 - 20"), "share-order"),
    ],
)
def test_impossible_shares_are_reported(shares: tuple[str, ...], code: str) -> None:
    assert codes(*shares) == [code]


def test_a_table_without_such_a_column_is_not_judged() -> None:
    assert codes("80 - 60 %", head="Votes") == []
    text = document("Trust Report 2024", "1. Owners", "Ann owns all.", "2. Notes", "None.")
    (seen,) = observed(CHECK, Filing(text, FORM, calendar_year(2024)))
    assert isinstance(seen, NotApplicable)


@given(st.lists(st.integers(1, 60), min_size=1, max_size=6))
def test_shares_are_too_many_where_their_sum_is(numbers: list[int]) -> None:
    falling = sorted(numbers, reverse=True)
    assert codes(*map(str, falling)) == (["share-sum"] if sum(numbers) > 101 else [])


@given(st.integers(0, 100), st.integers(0, 100))
def test_a_range_is_reversed_where_its_first_figure_is_larger(first: int, second: int) -> None:
    assert codes(f"{first} - {second} %") == (["range-reversed"] if first > second else [])
