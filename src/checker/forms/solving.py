"""Equations solved for the number in one cell."""

from dataclasses import field
from decimal import Decimal
from fractions import Fraction

from checker.forms.calculation import UNCHANGED, Calculation, Values
from checker.forms.equations import Part, Place
from checker.forms.expressions import Call, Leaf, Number, Product, Sum, Tree, leaves
from checker.lazy_dataclasses import dataclass

Polynomial = tuple[Fraction, ...]
Ratio = tuple[Polynomial, Polynomial]

_ZERO, _ONE = Fraction(0), Fraction(1)
_DEGREE = 2  # an equation of a higher degree is not solved


def solution(calculation: Calculation, place: Place, changed: Values = UNCHANGED) -> Fraction | None:
    """Return the number that makes both sides equal if it stands at a place; `None` where none is found."""
    if calculation.unreadable is not None:
        return None
    solver, equation = _Solver(calculation, place, changed), calculation.equation
    left, right = solver.ratio(equation.left), solver.ratio(equation.right)
    if left is None or right is None:
        return None
    whole = _minus(_times(left[0], right[1]), _times(right[0], left[1]))
    if len(whole) != 2:
        return None
    found = -whole[0] / whole[1]
    return found if all(_at(divisor, found) for divisor in solver.divisors) else None


@dataclass(frozen=True, slots=True)
class _Solver:
    """Writes sides as ratios of polynomials in the number at a place."""

    calculation: Calculation
    place: Place
    changed: Values
    divisors: list[Polynomial] = field(default_factory=list)  # what sides are divided by, which must not be 0

    def ratio(self, tree: Tree[Part]) -> Ratio | None:
        """Return a part as a ratio; `None` where that is too difficult."""
        match tree:
            case Number(value):
                return (Fraction(value),), (_ONE,)
            case Leaf(of):
                values = self.calculation.values
                others = (self.changed.get(p, values[p]) for p in of.places if p != self.place)
                count = sum(p == self.place for p in of.places)
                return _trimmed((Fraction(sum(others, Decimal(0))), Fraction(count))), (_ONE,)
            case Sum(parts):
                return self._sum(parts)
            case Product(parts):
                return self._product(parts)
            case Call("sum", arguments):
                return self._sum(tuple((1, argument) for argument in arguments))
            case Call(_function, arguments):  # the one with the cell decides, or the result is not true
                mine = [one for one in arguments if any(self.place in part.places for part in leaves(one))]
                if mine:
                    return self.ratio(mine[0])
                found = self.calculation.range_of(tree, self.changed)
                return None if found is None else ((found.value,), (_ONE,))

    def _product(self, parts: tuple[tuple[int, Tree[Part]], ...]) -> Ratio | None:
        over: Polynomial = (_ONE,)
        under: Polynomial = (_ONE,)
        for sign, part in parts:
            ratio = self.ratio(part)
            if ratio is None or (sign < 0 and ratio[0] == (_ZERO,)):
                return None
            if sign < 0:
                self.divisors.append(ratio[0])
            above, below = ratio if sign > 0 else (ratio[1], ratio[0])
            over, under = _times(over, above), _times(under, below)
        return (over, under) if max(len(over), len(under)) <= _DEGREE + 1 else None

    def _sum(self, parts: tuple[tuple[int, Tree[Part]], ...]) -> Ratio | None:
        over: Polynomial = (_ZERO,)
        under: Polynomial = (_ONE,)
        for sign, part in parts:
            ratio = self.ratio(part)
            if ratio is None:
                return None
            added = ratio[0] if sign > 0 else tuple(-coefficient for coefficient in ratio[0])
            if ratio[1] == under:
                over = _plus(over, added)
            else:
                over, under = _plus(_times(over, ratio[1]), _times(added, under)), _times(under, ratio[1])
        return (over, under) if max(len(over), len(under)) <= _DEGREE + 1 else None


def _times(one: Polynomial, other: Polynomial) -> Polynomial:
    found = [_ZERO] * (len(one) + len(other) - 1)
    for i, left in enumerate(one):
        for j, right in enumerate(other):
            found[i + j] += left * right
    return _trimmed(tuple(found))


def _plus(one: Polynomial, other: Polynomial) -> Polynomial:
    longest = max(len(one), len(other))
    left, right = (p + (_ZERO,) * (longest - len(p)) for p in (one, other))
    return _trimmed(tuple(a + b for a, b in zip(left, right, strict=True)))


def _minus(one: Polynomial, other: Polynomial) -> Polynomial:
    return _plus(one, tuple(-coefficient for coefficient in other))


def _trimmed(found: Polynomial) -> Polynomial:
    while len(found) > 1 and not found[-1]:
        found = found[:-1]
    return found


def _at(polynomial: Polynomial, number: Fraction) -> Fraction:
    return sum((coefficient * number**n for n, coefficient in enumerate(polynomial)), _ZERO)
