"""Advice on wrong sums: the fewest cells whose change makes every sum in which they count true."""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from decimal import Decimal
from functools import cache

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from checker.forms.application import applied
from checker.forms.calculation import Calculation
from checker.forms.equations import Equation
from checker.forms.filing import Filing
from checker.forms.tables import BoundTable
from checker.periods import calendar_year
from checker_checks.corrections import advice
from checker_checks.equation_system import MOST_CELLS, MOST_STEPS, EquationSystem, Repair
from tests.support.clean_document import CellText, clean
from tests.support.engine import checker

Place = tuple[str, str]
Figures = Mapping[Place, int]

PACK = next(pack for pack in checker().packs if pack.id == "annual-report/2021")
FORM = PACK.form
SPEC = FORM.table("applications")
COLUMNS = [path[-1].key for path in SPEC.bands[0].leaf_columns]
ROWS = [key for key, path in SPEC.rows.items() if not path[-1].children]
RESULTS = [row for row in ROWS if row not in {"new", "carried_in", "total", "carried_out"}]
TOTAL = COLUMNS[-1]


@cache
def empty() -> BoundTable:
    return Filing(clean(), FORM, calendar_year(2024)).tables["applications"]


def filled(figures: Figures) -> BoundTable:
    """Write figures into the table of the clean report."""
    cells = {
        place: replace(bound, cell=replace(bound.cell, text=str(figures[place])))
        for place, bound in empty().cells.items()
    }
    return replace(empty(), cells=cells)


@st.composite
def consistent(draw: st.DrawFn) -> Figures:
    """Draw a table in which no cell is 0 and every sum is true."""
    seed = draw(st.integers(0, 10**6))
    figures: dict[Place, int] = {}
    for at, column in enumerate(COLUMNS[:-1]):
        figures |= {
            (row, column): 1 + (seed * (3 * n + 7) + 31 * at + n * n) % 40 for n, row in enumerate(RESULTS)
        }
        figures["total", column] = sum(figures[row, column] for row in RESULTS)
        figures["carried_out", column] = 1 + (seed + 5 * at) % 17
        figures["carried_in", column] = 1 + (seed // 7 + 3 * at) % 13
        figures["new", column] = (
            figures["total", column] + figures["carried_out", column] - figures["carried_in", column]
        )
    figures |= {(row, TOTAL): sum(figures[row, column] for column in COLUMNS[:-1]) for row in ROWS}
    return figures


def misprinted(draw: st.DrawFn, figure: int) -> int:
    """Draw a number that has one other digit."""
    digits = str(figure)
    at = draw(st.integers(0, len(digits) - 1))
    other = draw(st.sampled_from([digit for digit in "0123456789" if digit != digits[at]]))
    return int(digits[:at] + other + digits[at + 1 :])


@st.composite
def wrong(draw: st.DrawFn, count: int) -> tuple[Figures, Figures]:
    """Draw a consistent table, and the same with so many digits wrong."""
    true = draw(consistent())
    places = draw(st.lists(st.sampled_from(sorted(true)), min_size=count, max_size=count, unique=True))
    return true, {**true, **{place: misprinted(draw, true[place]) for place in places}}


def all_equations(table: BoundTable) -> list[Calculation]:
    return [
        Calculation(equation)
        for relation in FORM.relations["applications"]
        for equation, _condition in applied(relation, {"applications": table})
        if isinstance(equation, Equation)
    ]


def advice_on(repairs: tuple[Repair, ...], figures: Figures) -> str:
    return str(advice(repairs, {"applications": filled(figures)}, "applications"))


def advised(figures: Figures) -> Iterator[tuple[Calculation, tuple[Repair, ...]]]:
    """Iterate over the broken equations with their repairs."""
    together = all_equations(filled(figures))
    system = EquationSystem(together)
    yield from ((equation, system.repairs(equation)) for equation in together if not equation.holds)


def changes(repair: Repair) -> dict[Place, Decimal]:
    return {(correction.cell.row, correction.cell.column): correction.value for correction in repair}


@settings(max_examples=60, deadline=None)
@given(wrong(1))
def test_one_wrong_digit_is_among_the_corrections_and_alone_if_they_are_certain(
    case: tuple[Figures, Figures],
) -> None:
    true, printed = case
    truth = {place: Decimal(true[place]) for place in true if true[place] != printed[place]}
    texts = set()
    for _equation, repairs in advised(printed):
        assert truth in map(changes, repairs)
        texts.add(advice_on(repairs, printed))
        if "this one change" in advice_on(repairs, printed):
            assert list(map(changes, repairs)) == [truth]
    assert len(texts) == 1, "all sums that one cell breaks have the same advice"


@settings(max_examples=40, deadline=None)
@given(wrong(3))
def test_every_correction_makes_all_sums_of_its_cells_true(case: tuple[Figures, Figures]) -> None:
    _true, printed = case
    for broken, repairs in advised(printed):
        for repair in repairs:
            assert len(repair) <= MOST_CELLS
            assert all(value >= 0 and value == int(value) for value in changes(repair).values())
            corrected = {
                (after.equation.relation, after.equation.line): after.holds
                for after in all_equations(
                    filled({**printed, **{k: int(v) for k, v in changes(repair).items()}})
                )
                if {place[1:] for place in after.cells} & changes(repair).keys()
            }
            assert corrected[broken.equation.relation, broken.equation.line]
            assert all(corrected.values())


@settings(max_examples=40, deadline=None)
@given(wrong(2))
def test_two_wrong_digits_are_found(case: tuple[Figures, Figures]) -> None:
    true, printed = case
    truth = {place: Decimal(true[place]) for place in true if true[place] != printed[place]}
    for _equation, repairs in advised(printed):
        if len(repairs) == 1 and len(repairs[0]) == len(truth):
            assert changes(repairs[0]) == truth


def figures() -> dict[Place, int]:
    """Fill the table with small numbers that add up, each another."""
    table = {
        (row, column): 2 + (7 * n + 3 * at) % 11
        for n, row in enumerate(RESULTS)
        for at, column in enumerate(COLUMNS)
    }
    for column in COLUMNS[:-1]:
        table["total", column] = sum(table[row, column] for row in RESULTS)
        table |= {
            ("carried_out", column): 3,
            ("carried_in", column): 5,
            ("new", column): table["total", column] - 2,
        }
    return table | {(row, TOTAL): sum(table[row, column] for column in COLUMNS[:-1]) for row in ROWS}


@pytest.mark.parametrize(
    "places",
    [
        [("granted", COLUMNS[0]), ("granted", COLUMNS[2])],
        [("repeated", COLUMNS[1]), ("petition", COLUMNS[1])],
        [("granted", COLUMNS[0]), ("granted", COLUMNS[2]), ("partly", COLUMNS[2])],
        [("new", COLUMNS[3]), ("new", TOTAL), ("total", TOTAL)],
    ],
)
def test_wrong_cells_that_share_sums_are_named_together(places: list[Place]) -> None:
    true = figures()
    printed = true | {place: true[place] + step for place, step in zip(places, (10, 40, 300), strict=False)}
    texts = set()
    for _equation, repairs in advised(printed):
        assert [set(changes(repair)) for repair in repairs] == [set(places)]
        texts.add(advice_on(repairs, printed))
    (only,) = texts
    assert only.startswith(f"these {len(places)} changes together")
    assert f"{printed[places[0]]} → {true[places[0]]}" in only


def test_uncertain_corrections_are_marked_as_such() -> None:
    true = figures()
    moved = true | {("granted", COLUMNS[0]): true["granted", COLUMNS[0]] + 1}
    moved |= {("granted", COLUMNS[1]): true["granted", COLUMNS[1]] - 1}
    uncertain = {advice_on(repairs, moved) for _equation, repairs in advised(moved)}
    assert all(text.startswith("2 cells are wrong, and which is not certain") for text in uncertain)


def test_total_left_at_zero_is_the_only_proposed_change() -> None:
    printed = figures() | {("total", TOTAL): 0}
    total = figures()["total", TOTAL]
    for _equation, repairs in advised(printed):
        assert f"0 → {total}" in advice_on(repairs, printed)


@settings(max_examples=15, deadline=None)
@given(st.lists(st.integers(0, 99), min_size=len(ROWS) * len(COLUMNS), max_size=len(ROWS) * len(COLUMNS)))
def test_search_in_a_completely_wrong_table_is_bounded(numbers: list[int]) -> None:
    printed = dict(zip(((row, column) for row in ROWS for column in COLUMNS), numbers, strict=True))
    together = all_equations(filled(printed))
    system = EquationSystem(together)
    for equation in together:
        if not equation.holds:
            system.repairs(equation)
    singles = sum(3 * len(equation.cells) for equation in together)  # no cell counts in more than 3
    assert system.steps <= MOST_STEPS + singles


def test_findings_carry_the_advice() -> None:
    place = empty().cells["total", TOTAL].location
    assert place.row is not None
    assert place.column is not None
    report = checker().judge("report", CellText(1, place.row, place.column, "0")(clean()))
    texts = {
        str(finding.problem.advice) for finding in report.findings if finding.problem.code == "sum-mismatch"
    }
    (only,) = texts
    assert only.startswith("this one change corrects every sum of the cell")
    assert "0 → 15" in only
