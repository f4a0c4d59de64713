"""The arithmetic of equations: exact, with the ranges that rounding leaves, and solved for one cell."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from decimal import Decimal
from fractions import Fraction
from typing import NamedTuple

from checker.caching import cached_property
from checker.forms.equations import Equation, Part, Place
from checker.forms.expressions import Call, Leaf, Number, Product, Sign, Sum, Tree
from checker.forms.tables import BoundCell
from checker.lazy_dataclasses import dataclass

Values = Mapping[Place, Decimal]

_ZERO, _ONE = Fraction(0), Fraction(1)
_NOTHING = Decimal(0)
UNCHANGED: Values = {}
_PLACES = Decimal("0.0001")  # to which a difference that does not end is written


class Range(NamedTuple):
    """A number, and how small and how great it may be."""

    low: Fraction
    value: Fraction
    high: Fraction


@dataclass(frozen=True, slots=True)
class Difference:
    """Left minus right, and how far from that it may be: rounding and tolerance taken into account."""

    low: Decimal | Fraction
    value: Decimal | Fraction
    high: Decimal | Fraction

    @property
    def as_decimal(self) -> Decimal:
        """Return left minus right as a decimal, rounded to four places where it does not end."""
        return as_decimal(self.value)

    def moved(self, by: Decimal) -> "Difference":
        """Return the difference when left grows by so much; only of a sum."""
        low, value, high = (
            number + by if isinstance(number, Decimal) else number + Fraction(by)
            for number in (self.low, self.value, self.high)
        )
        return Difference(low, value, high)

    def meets(self, sign: Sign) -> bool:
        """Return whether the sides compare as they must, or may do so."""
        match sign:
            case "==":
                return self.low <= 0 <= self.high
            case "!=":
                return self.value != 0
            case "<=":
                return self.low <= 0
            case "<":
                return self.low < 0
            case ">=":
                return self.high >= 0
            case ">":
                return self.high > 0


class Calculation:
    """The arithmetic of one equation.

    `unreadable` is the place of a cell that is not a number; then nothing can be computed. `values` are those of all
    other cells. `factors` map the places of cells to how often each counts in left minus right, where that is a sum;
    `None` where it is more than a sum. `slack` is how far such a sum may be from what it must be.
    """

    def __init__(self, equation: Equation) -> None:
        self.equation = equation
        self.sign = equation.comparison.sign
        self._tolerance = equation.comparison.tolerance
        rounded = equation.relation.rounded
        self.cells: dict[Place, BoundCell] = {}
        for part in equation.parts:
            for place, cell in zip(part.places, part.cells, strict=True):
                self.cells[place] = cell
        self.values: dict[Place, Decimal] = {}
        self._halves: dict[Place, Decimal] = {}  # how far numbers may be from their values
        for place, cell in self.cells.items():
            if rounded is None and (value := cell.value) is not None:
                self.values[place] = value
            else:
                self._read(place, cell, rounded)
        self.unreadable = (
            None
            if len(self.values) == len(self.cells)
            else next(place for place in self.cells if place not in self.values)
        )
        self._left, self._right = _Added.of(equation.left), _Added.of(equation.right)
        self._constant, self.factors = _left_minus_right(self._left, self._right)
        self.decimals = max(rounded or 0, -int(self._tolerance.as_tuple().exponent))
        self.slack = self._tolerance + sum(
            (
                self._halves[place] * abs(factor)
                for place, factor in (self.factors or {}).items()
                if place in self._halves
            ),
            Decimal(0),
        )

    def _read(self, place: Place, cell: BoundCell, rounded: int | None) -> None:
        """Read a number; of one that is known by its bounds alone (<1), take the middle."""
        if (value := cell.value) is not None:
            self.values[place] = value
            if rounded is not None and not (cell.type is not None and cell.type.kind == "integer"):
                decimals = rounded if cell.rounded is None else cell.rounded
                self._halves[place] = Decimal(5).scaleb(-decimals - 1)
            return
        reading = cell.reading
        if reading.kind == "bound" and reading.low is not None and reading.high is not None:
            self.values[place] = (reading.low + reading.high) / 2
            self._halves[place] = (reading.high - reading.low) / 2

    def difference(self, changed: Values = UNCHANGED) -> Difference | None:
        """Subtract right from left, with some cells changed; `None` where that cannot be computed."""
        if self.unreadable is not None:
            return None
        return self._subtracted(changed) if changed else self._as_printed

    @cached_property
    def _as_printed(self) -> Difference | None:
        return self._subtracted(UNCHANGED)

    def _subtracted(self, changed: Values) -> Difference | None:
        if self.factors is not None:
            values = self.values
            value = self._constant + sum(
                (
                    factor * (changed.get(p, values[p]) if changed else values[p])
                    for p, factor in self.factors.items()
                ),
                Decimal(0),
            )
            return Difference(value - self.slack, value, value + self.slack)
        left, right = (self.range_of(side, changed) for side in (self.equation.left, self.equation.right))
        if left is None or right is None:
            return None
        slack = Fraction(self._tolerance)
        return Difference(
            left.low - right.high - slack, left.value - right.value, left.high - right.low + slack
        )

    @property
    def holds(self) -> bool:
        """Return whether the sides compare as they must, or cannot be computed."""
        found = self.difference()
        return found is None or found.meets(self.sign)

    @property
    def is_one_term(self) -> bool:
        """Return whether the left side is one term."""
        return isinstance(self.equation.left, Leaf)

    @property
    def left(self) -> Decimal:
        """Return the value of the left side, which must be computable."""
        return self._side(self.equation.left)

    @property
    def right(self) -> Decimal:
        """Return the value of the right side, which must be computable."""
        return self._side(self.equation.right)

    def _side(self, tree: Tree[Part]) -> Decimal:
        found = self.range_of(tree, UNCHANGED)
        assert found is not None, "a side that cannot be computed is not asked for"
        return as_decimal(found.value)

    def sums(self) -> Iterator[tuple[Place, tuple[Place, ...]]]:
        """Iterate over the cells that the equation says are the sum of its other side."""
        sides = (self._left, self._right)
        for one, other in (sides, sides[::-1]) if self.sign == "==" else ():
            if one.is_single and len(other.counts) > 1 and other.is_plain:
                yield next(iter(one.counts)), tuple(other.counts)

    # --- ranges ---

    def range_of(self, tree: Tree[Part], changed: Values = UNCHANGED) -> Range | None:
        """Calculate a part of the equation; `None` where it divides by 0."""
        match tree:
            case Number(value):
                return Range(*(Fraction(value),) * 3)
            case Leaf(of):
                values = (changed.get(place, self.values[place]) for place in of.places)
                total = Fraction(sum(values, Decimal(0)))
                half = Fraction(sum((self._halves.get(place, Decimal(0)) for place in of.places), Decimal(0)))
                return Range(total - half, total, total + half)
            case Sum(parts):
                return _added((sign, self.range_of(part, changed)) for sign, part in parts)
            case Product(parts):
                return _multiplied((sign, self.range_of(part, changed)) for sign, part in parts)
            case Call("count", arguments):
                return Range(*(Fraction(len(arguments)),) * 3)
            case Call(function, arguments) if (cells := self._single_cells(arguments, changed)) is not None:
                return Range(*(Fraction(_CHOOSE[function](numbers)) for numbers in zip(*cells, strict=True)))
            case Call("sum", arguments):
                return _added((1, self.range_of(argument, changed)) for argument in arguments)
            case Call(function, arguments):
                ranges = [
                    found for argument in arguments if (found := self.range_of(argument, changed)) is not None
                ]
                choose = min if function == "min" else max
                return (
                    Range(*map(choose, zip(*ranges, strict=True))) if len(ranges) == len(arguments) else None
                )

    def _single_cells(
        self, arguments: tuple[Tree[Part], ...], changed: Values
    ) -> list[tuple[Decimal, Decimal, Decimal]] | None:
        """Read arguments that are all one cell each, as those of thousands of rows are; `None` for others."""
        places = [one.of.places[0] for one in arguments if isinstance(one, Leaf) and len(one.of.cells) == 1]
        if not places or len(places) < len(arguments):
            return None
        numbers = ((changed.get(p, self.values[p]), self._halves.get(p, Decimal(0))) for p in places)
        return [(value - half, value, value + half) for value, half in numbers]


_CHOOSE: Mapping[str, Callable[[Iterable[Decimal]], Decimal]] = {
    "sum": lambda numbers: sum(numbers, Decimal(0)),
    "min": min,
    "max": max,
}


@dataclass(frozen=True, slots=True)
class _Added:
    """A side as a sum: how often each cell counts, and its constant; `None` where it is more than a sum."""

    counts: Mapping[Place, Decimal]
    constant: Decimal | None

    @classmethod
    def of(cls, side: Tree[Part]) -> "_Added":
        counts: dict[Place, Decimal] = {}
        return cls(counts, _add_up(side, Decimal(1), counts))

    @property
    def is_plain(self) -> bool:
        """Return whether nothing but cells is added up, each of them once."""
        return self.constant == 0 and set(self.counts.values()) == {1}

    @property
    def is_single(self) -> bool:
        return len(self.counts) == 1 and self.is_plain


def _left_minus_right(left: _Added, right: _Added) -> tuple[Decimal, Mapping[Place, Decimal] | None]:
    """Return the constant of left minus right and how often each cell counts; `None` where it is more than a sum."""
    if left.constant is None or right.constant is None:
        return Decimal(0), None
    factors = dict(left.counts)
    for place, count in right.counts.items():
        factors[place] = factors[place] - count if place in factors else -count
    return left.constant - right.constant, {place: factor for place, factor in factors.items() if factor}


def _add_up(tree: Tree[Part], factor: Decimal, factors: dict[Place, Decimal]) -> Decimal | None:
    """Add the cells of a sum to `factors` and return its constant; `None` where it is more than a sum."""
    match tree:
        case Number(value):
            return factor * value
        case Leaf(part):
            for place in part.places:
                factors[place] = factors[place] + factor if place in factors else factor
            return _NOTHING
        case Sum(parts):
            constants = [_add_up(part, factor if sign > 0 else -factor, factors) for sign, part in parts]
        case Call("count", arguments):
            return factor * len(arguments)
        case Call(function, arguments) if function == "sum" or len(arguments) == 1:
            constants = [_add_up(argument, factor, factors) for argument in arguments]
        case Product(parts) if all(sign > 0 for sign, _part in parts):
            numbers = [part.value for _sign, part in parts if isinstance(part, Number)]
            others = [part for _sign, part in parts if not isinstance(part, Number)]
            for number in numbers:
                factor *= number
            if len(others) > 1:
                return None
            constants = [_add_up(part, factor, factors) for part in others]
            constants = constants or [factor]
        case _:
            return None
    known = [constant for constant in constants if constant is not None]
    return sum(known, Decimal(0)) if len(known) == len(constants) else None


def _added(parts: Iterable[tuple[int, Range | None]]) -> Range | None:
    low, value, high = _ZERO, _ZERO, _ZERO
    for sign, part in parts:
        if part is None:
            return None
        low, value, high = (
            (low + part.low, value + part.value, high + part.high)
            if sign > 0
            else (low - part.high, value - part.value, high - part.low)
        )
    return Range(low, value, high)


def _multiplied(parts: Iterable[tuple[int, Range | None]]) -> Range | None:
    low, value, high = _ONE, _ONE, _ONE
    for sign, part in parts:
        factor = _inverse(part) if part is not None and sign < 0 else part
        if factor is None:
            return None
        ends = [one * other for one in (low, high) for other in (factor.low, factor.high)]
        low, value, high = min(ends), value * factor.value, max(ends)
    return Range(low, value, high)


def _inverse(found: Range) -> Range | None:
    """Return the reciprocal; `None` where the number is 0, or may be."""
    if found.low <= 0 <= found.high:
        return None
    return Range(1 / found.high, 1 / found.value, 1 / found.low)


def as_decimal(number: Decimal | Fraction) -> Decimal:
    """Return a number as a decimal, rounded to four places where it does not end."""
    if isinstance(number, Decimal):
        return number
    exact = Decimal(number.numerator) / Decimal(number.denominator)
    return exact if Fraction(exact) == number else exact.quantize(_PLACES)
