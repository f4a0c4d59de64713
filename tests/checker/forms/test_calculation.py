"""The arithmetic of relations against the plainest there is, and against all that rounding can hide."""

import re
from decimal import Decimal
from fractions import Fraction
from itertools import product

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from checker.documents.document import Document
from checker.forms.application import applied
from checker.forms.calculation import Calculation
from checker.forms.equations import Equation, Part
from checker.forms.expressions import Call, Leaf, Number, Product, Sum, Tree
from checker.forms.filing import Filing
from checker.forms.form import Form
from checker.forms.relations import RelationScope, parse_relation
from checker.forms.solving import solution
from checker.forms.table_specs import Band, Label, TableSpec
from checker.forms.tables import BoundTable
from checker.periods import calendar_year
from checker.testing import document, sections

COLUMNS = "abcd"
SPEC = TableSpec(
    "t", "Part", (Band(tuple(Label(key, f"Column {key}") for key in COLUMNS), (Label("r", "Row"),)),), "T"
)
FORM = Form(sections=sections("Part"), tables=(SPEC,))


def table(*figures: str) -> BoundTable:
    return Filing(written(*figures), FORM, calendar_year(2024)).tables["t"]


def written(*figures: str) -> Document:
    return document("Part", [["", *(f"Column {key}" for key in COLUMNS)], ["Row", *figures]])


def calculation(text: str, *figures: str, rounded: int | None = None) -> Calculation:
    relation = parse_relation(text, RelationScope((SPEC,), "t", "row", rounded=rounded))
    ((equation, _condition),) = applied(relation, {"t": table(*figures)})
    assert isinstance(equation, Equation)
    return Calculation(equation)


def names_a_column(text: str) -> bool:
    return any(name in COLUMNS for name in re.findall(r"\w+", text))


def worth(side: Tree[Part], moved: dict[str, Fraction]) -> Fraction:
    """Calculate a side in the plainest way; `moved` says by how much each column is changed."""
    match side:
        case Number(value):
            return Fraction(value)
        case Leaf(of):
            return sum(
                (Fraction(c.value or 0) + moved.get(c.column, Fraction(0)) for c in of.cells), Fraction(0)
            )
        case Sum(parts):
            return sum((sign * worth(part, moved) for sign, part in parts), Fraction(0))
        case Product(parts):
            found = Fraction(1)
            for sign, part in parts:
                found *= worth(part, moved) ** sign
            return found
        case Call(function, arguments):
            values = [worth(argument, moved) for argument in arguments]
            return (
                sum(values, Fraction(0))
                if function == "sum"
                else min(values)
                if function == "min"
                else max(values)
            )


def texts(depth: int) -> st.SearchStrategy[str]:
    leaf = st.sampled_from([*COLUMNS, "2", "0.5", "3"])
    if depth == 0:
        return leaf
    below = texts(depth - 1)
    joined = st.tuples(below, st.sampled_from(["+", "-", "*", "/"]), below).map(
        lambda found: f"({' '.join(found)})"
    )
    called = st.tuples(st.sampled_from(["sum", "min", "max"]), below, below).map(
        lambda found: f"{found[0]}({found[1]}, {found[2]})"
    )
    return leaf | joined | called


figures = st.tuples(*[st.integers(0, 400).map(lambda n: f"{Decimal(n) / 4:f}")] * 4)


@settings(max_examples=150, deadline=None)
@given(texts(3), st.sampled_from(["==", "!=", "<=", ">=", "<", ">"]), texts(2), figures)
def test_sides_are_worth_what_plain_fractions_say(
    left: str, sign: str, right: str, cells: tuple[str, ...]
) -> None:
    assume(names_a_column(left + right))
    found = calculation(f"{left} {sign} {right}", *cells)
    try:
        difference = worth(found.equation.left, {}) - worth(found.equation.right, {})
    except ZeroDivisionError:
        assert found.difference() is None
        assert found.holds
        return
    true = {
        "==": difference == 0, "!=": difference != 0, "<=": difference <= 0,
        ">=": difference >= 0, "<": difference < 0, ">": difference > 0,
    }  # fmt: skip
    seen = found.difference()
    assert seen is not None
    assert seen.value == difference
    assert found.holds == true[sign]


@settings(max_examples=100, deadline=None)
@given(texts(2), texts(1), figures)
def test_what_rounded_numbers_can_make_equal_is_equal(left: str, right: str, cells: tuple[str, ...]) -> None:
    """No finding where the cells, each moved by at most half a unit, have equal sides."""
    assume(names_a_column(left + right))
    found = calculation(f"{left} == {right}", *cells, rounded=1)
    half = Fraction(1, 20)
    signs = set()
    for steps in product((-half, Fraction(0), half), repeat=len(COLUMNS)):
        moved = dict(zip(COLUMNS, steps, strict=True))
        try:
            difference = worth(found.equation.left, moved) - worth(found.equation.right, moved)
        except ZeroDivisionError:
            return
        signs.add((difference > 0) - (difference < 0))
    if 0 in signs:
        assert found.holds


@pytest.mark.parametrize(
    ("figures", "holds"),
    [
        (("0.04", "0.01", "0.01", "0.01"), True),
        (("0.05", "0.01", "0.01", "0.01"), True),
        (("0.06", "0.01", "0.01", "0.01"), False),
    ],
)
def test_three_rounded_parts_may_be_two_hundredths_off(figures: tuple[str, ...], holds: bool) -> None:
    assert calculation("a == b + c + d", *figures, rounded=2).holds is holds


@settings(max_examples=150, deadline=None)
@given(texts(3), texts(2), figures, st.sampled_from(COLUMNS))
def test_a_solved_equation_is_true(left: str, right: str, cells: tuple[str, ...], column: str) -> None:
    assume(names_a_column(left + right))
    found = calculation(f"{left} == {right}", *cells)
    if ("t", "r", column) not in found.cells or found.difference() is None:
        return
    number = solution(found, ("t", "r", column))
    if number is None or any(name in left + right for name in ("min", "max")):
        return  # of min and max, the solution may belong to another case: the search tries it
    moved = {column: number - Fraction(found.values["t", "r", column])}
    assert worth(found.equation.left, moved) == worth(found.equation.right, moved)


def test_nothing_is_solved_by_a_division_by_zero() -> None:
    found = calculation("a / (b / c) == d", "1", "1", "2", "0")
    assert solution(found, ("t", "r", "c")) is None  # 0 would do, if b / 0 were a number


def test_thirds_add_up() -> None:
    assert calculation("a / 3 * 3 == a", "1", "0", "0", "0").holds


def test_a_missing_column_is_a_gap() -> None:
    relation = parse_relation("a == b", RelationScope((SPEC,), "t", "row"))
    short = document("Part", [["", "Column a", "Column c", "Column d"], ["Row", "1", "2", "3"]])
    ((gap, _condition),) = applied(relation, {"t": Filing(short, FORM, calendar_year(2024)).tables["t"]})
    assert not isinstance(gap, Equation)
    assert str(gap.reason) == "“Column b” is missing"
