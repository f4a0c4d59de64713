"""Rankings that lie in a row are in order, without gaps, and that of all is the foremost of each."""

from collections.abc import Sequence
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from checker.forms.filing import Filing
from checker.forms.form import Form
from checker.judging.checks import Problem
from checker.periods import calendar_year
from checker.testing import document, observed, sections
from checker_checks.rankings import Ranking
from checker_languages.en import ENGLISH
from tests.support.prescribed import prescribed_tables

TABLES = """
    oldest:
      title: Oldest cases
      stub: Office
      columns: {third: 3rd, second: 2nd, first: Oldest}
      rows:
        each:
          any: true
          rows:
            day: {label: Received, type: date, not_applicable: fine}
            waiting: {label: Days, type: integer, not_applicable: fine}
        all:
          label: All offices
          rows:
            all_day: {label: Received, type: date, not_applicable: fine}
            all_waiting: {label: Days, type: integer, not_applicable: fine}
    """
FORM = Form(("Report",), sections("Figures"), prescribed_tables(TABLES), language=ENGLISH)
CHECK = Ranking("oldest", "waiting", "day", "all_waiting", "all_day")
END = date(2024, 12, 31)
Ranked = Sequence[tuple[str, str]]  # days and numbers, the foremost last


def codes(*rankings: Ranked, everything: Ranked | None = None, check: Ranking = CHECK) -> list[str]:
    every = sorted(
        (item for ranking in rankings for item in ranking if item[1].isdecimal()), key=lambda i: i[0]
    )
    foremost = everything or ([("N/A", "N/A")] * 3 + every[:3][::-1])[-3:]
    rows = [["Office", "", "3rd", "2nd", "Oldest"]]
    for name, ranking in [*((f"Office {at}", r) for at, r in enumerate(rankings)), ("All offices", foremost)]:
        rows += [
            [name, "Received", *(day for day, _n in ranking)],
            ["^", "Days", *(n for _day, n in ranking)],
        ]
    text = document("Report 2024", "1. Figures", "Oldest cases", rows)
    seen = observed(check, Filing(text, FORM, calendar_year(2024)))
    assert all(isinstance(one, Problem) for one in seen)
    return [one.code for one in seen if isinstance(one, Problem)]


def days(*numbers: int) -> Ranked:
    """Write cases that are so many days old, the first one foremost."""
    items = [((END - timedelta(days=number)).isoformat(), str(number)) for number in numbers]
    return [("N/A", "N/A")] * (3 - len(items)) + items[::-1]


@pytest.mark.parametrize("ranking", [days(30, 20, 10), days(5, 5, 5), days(7), days()])
def test_a_ranking_in_order_passes(ranking: Ranked) -> None:
    assert codes(ranking) == []
    assert codes(ranking, days(9, 8)) == []


GAP = [("2024-12-20", "11"), ("N/A", "0"), ("2024-12-01", "30")]
NO_DAY = [("N/A", "N/A"), ("N/A", "40"), ("2024-12-01", "41")]
LATE = [("2025-01-02", "1"), ("2024-12-11", "20"), ("2024-12-01", "30")]


@pytest.mark.parametrize(
    ("ranking", "everything", "code"),
    [
        (days(20, 30, 10), days(30, 20, 10), "ranking-order"),
        (GAP, [("N/A", "N/A"), ("2024-12-20", "11"), ("2024-12-01", "30")], "ranking-gap"),
        (NO_DAY, [("N/A", "N/A"), ("N/A", "40"), ("2024-12-01", "41")], "ranking-pair"),
        (days(30, 20, 10), days(30, 21, 10), "ranking-all"),
        (LATE, LATE, "ranking-late"),
    ],
)
def test_each_fault_of_a_ranking_is_reported(ranking: Ranked, everything: Ranked, code: str) -> None:
    assert set(codes(ranking, everything=everything)) == {code}


def test_a_case_that_the_ranking_of_all_leaves_out_is_one_finding() -> None:
    assert codes(days(30, 20, 10), days(40), everything=days(30, 20, 10)) == ["ranking-all"]


COUNTED = """
    cases:
      title: Cases
      stub: Office
      columns: {north: North, south: South}
      rows: {each: {any: true}, total: All offices}
    """


@pytest.mark.parametrize(
    ("counts", "listed", "wrong"),
    [
        (("1", "1"), 2, 0),
        (("0", "N/A"), 0, 0),
        (("9", "1"), 3, 0),
        (("2", "1"), 2, 2),
        (("0", "0"), 1, 2),
        (("", "1"), 3, 0),
    ],
)
def test_as_many_are_listed_as_there_are(counts: tuple[str, str], listed: int, wrong: int) -> None:
    tables = prescribed_tables(
        f"{TABLES}{COUNTED}".replace(
            "North,", "{label: North, type: integer, not_applicable: fine},"
        ).replace("South}", "{label: South, type: integer, not_applicable: fine}}")
    )
    form = Form(("Report",), sections("Figures"), tables, language=ENGLISH)
    check = Ranking(
        "oldest", "waiting", "day", "all_waiting", "all_day", counted=("cases.north", "cases.south")
    )
    ranking = days(*range(30, 30 - listed, -1))
    rows = [["Office", "", "3rd", "2nd", "Oldest"]]
    for name in ("Harbour", "All offices"):
        rows += [
            [name, "Received", *(day for day, _n in ranking)],
            ["^", "Days", *(n for _day, n in ranking)],
        ]
    cases = [["Office", "North", "South"], ["Harbour", *counts], ["All offices", *counts]]
    text = document("Report 2024", "1. Figures", "Oldest cases", rows, "Cases", cases)
    seen = observed(check, Filing(text, form, calendar_year(2024)))
    assert [one.code for one in seen if isinstance(one, Problem)] == ["ranking-count"] * wrong


def test_numbers_of_working_days_that_do_not_fit_their_day_are_for_a_person() -> None:
    check = Ranking("oldest", "waiting", "day", "all_waiting", "all_day", working_days=True)
    assert codes([*[("N/A", "0")] * 2, ("2024-10-01", "63")], check=check) == []
    assert codes([*[("N/A", "0")] * 2, ("2024-10-01", "91")], check=check) == ["ranking-time"] * 2


@given(st.lists(st.lists(st.integers(1, 360), max_size=3), min_size=1, max_size=4))
def test_rankings_that_are_sorted_pass_and_swapping_two_of_one_is_reported(cases: list[list[int]]) -> None:
    rankings = [days(*sorted(numbers, reverse=True)) for numbers in cases]
    assert codes(*rankings) == []
    first = rankings[0]
    if len(set(cases[0])) == 3:
        assert "ranking-order" in codes([first[0], first[2], first[1]], *rankings[1:])
