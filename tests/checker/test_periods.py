"""Time falls into the periods of a cycle without gaps, and labels name them."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from checker.periods import EVERY, Cycle, Period, calendar_year, fill, places_in

BEGINS = st.tuples(st.integers(1, 12), st.integers(1, 28))
CYCLES = st.builds(Cycle, st.sampled_from([every for every in EVERY if every != "none"]), BEGINS)
DAYS = st.dates(date(1950, 1, 1), date(2900, 1, 1))


@given(CYCLES, DAYS)
def test_every_day_is_in_one_period_which_its_neighbours_meet(cycle: Cycle, day: date) -> None:
    period = cycle.containing(day)
    assert period is not None
    assert period.start <= day <= period.end
    before, after = cycle.before(period), cycle.after(period)
    assert before is not None
    assert after is not None
    assert (before.end + timedelta(days=1), period.end + timedelta(days=1)) == (period.start, after.start)
    assert cycle.covering(period.start, period.end) == cycle.ending(period.end) == period


@given(CYCLES, DAYS)
def test_label_names_one_period(cycle: Cycle, day: date) -> None:
    period = cycle.containing(day)
    assert period is not None
    assert cycle.read(period.label) == cycle.read(period.label.lower()) == period


@given(DAYS, DAYS)
def test_free_periods_are_named_by_their_days(one: date, other: date) -> None:
    free = Cycle("none")
    start, end = sorted((one, other))
    period = free.covering(start, end)
    assert period is not None
    assert free.read(period.label) == period
    assert (period.unit, period.year) == ("free", end.year)
    assert free.before(period) is None


def test_fiscal_year_is_named_after_the_year_in_which_it_ends() -> None:
    cycle = Cycle("fiscal-year", (10, 1))
    assert cycle.of_year(2024) == Period(date(2023, 10, 1), date(2024, 9, 30), "FY2024")
    quarter = Cycle("quarter", (10, 1)).containing(date(2023, 12, 31))
    assert quarter == Period(date(2023, 10, 1), date(2023, 12, 31), "FY2024-Q1")
    assert (quarter.year, quarter.unit, quarter.number, quarter.fiscal) == (2024, "quarter", 1, True)


@pytest.mark.parametrize(
    ("cycle", "label"),
    [
        (Cycle(), "2026-Q3"),
        (Cycle("quarter"), "2026"),
        (Cycle("quarter"), "2026-Q5"),
        (Cycle("quarter"), "2026-07-01/2026-08-31"),
        (Cycle("month"), "2026-13"),
        (Cycle("none"), "2026-09-31"),
        (Cycle("none"), "2026-09-30/2026-07-01"),
        (Cycle(), "0000"),
        (Cycle(), "soon"),
    ],
)
def test_label_of_no_period_of_the_cycle_is_none(cycle: Cycle, label: str) -> None:
    assert cycle.read(label) is None


def test_places_are_filled_with_years_and_days() -> None:
    text = "{start} to {end}: {year}, after {last_year}, before {next_year}, {body}"
    filled = fill(text, calendar_year(2026).places)
    assert filled == "2026-01-01 to 2026-12-31: 2026, after 2025, before 2027, {body}"
    assert set(places_in(text)) - set(calendar_year(2026).places) == {"body"}
