"""Which cells to change, as few as can be, so that every equation they take part in is true."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from decimal import ROUND_HALF_UP, Decimal

from checker import BoundCell, Calculation, Difference, Place, dataclass, solution

MOST_CELLS = 3  # a repair of more cells is a guess
MOST_STEPS = 500  # changes tried before the search for several cells is given up: some 10 ms
MOST_SOLVED = 60  # cells for which an equation that is more than a sum is solved
_ZERO = Decimal(0)

Changes = tuple[tuple[Place, Decimal], ...]


@dataclass(frozen=True, slots=True)
class CellChange:
    """A cell, where it stands, and the number to type into it."""

    place: Place
    cell: BoundCell
    value: Decimal


Repair = tuple[CellChange, ...]


class Differences:
    """How the sides of equations differ, by the number of the equation; those that are equal are left out.

    What changes of cells make of a few equations is kept apart from the many that stay as they are.
    """

    def __init__(self, printed: Mapping[int, Difference], changed: Mapping[int, Difference | None]) -> None:
        self._printed, self._changed = printed, changed

    def get(self, number: int) -> Difference | None:
        """Return the difference of an equation; `None` where its sides are equal."""
        return self._changed[number] if number in self._changed else self._printed.get(number)

    def __contains__(self, number: int) -> bool:
        return self.get(number) is not None

    def changed(self, found: Mapping[int, Difference | None]) -> "Differences":
        """Return the differences with those of some equations replaced."""
        return Differences(self._printed, {**self._changed, **found})


class _GivenUp(Exception):  # noqa: N818  # it ends a search, nothing is wrong
    """End a search that takes too long."""


class EquationSystem:
    """Equations over cells, and the changes that would correct those that are broken.

    A repair changes cells so that every equation in which one of them counts is true. One after the other, each
    cell takes up all that is left of some equation; counts stay whole and not negative. `steps` counts the changes
    that were tried.
    """

    def __init__(self, together: Iterable[Calculation]) -> None:
        computed = [(c, found) for c in together if (found := c.difference()) is not None]
        self._all = [calculation for calculation, _difference in computed]
        self._numbers = {id(calculation): number for number, calculation in enumerate(self._all)}
        self._cells: dict[Place, BoundCell] = {}
        self._counts: dict[Place, dict[int, Decimal | None]] = {}  # `None` in what is more than a sum
        for number, calculation in enumerate(self._all):
            self._cells |= calculation.cells
            factors = calculation.factors
            for place in calculation.cells if factors is None else factors:
                self._counts.setdefault(place, {})[number] = None if factors is None else factors[place]
        exact = [c.sign == "==" and c.factors is not None and not c.slack for c in self._all]
        self._exact = {
            place: frozenset(number for number in counts if exact[number])
            for place, counts in self._counts.items()
        }
        self._fractions = [sum(map(_is_fraction, c.cells.values())) for c in self._all]
        self._loose = not all(exact)
        printed = {number: d for number, (c, d) in enumerate(computed) if _matters(c, d)}
        self._differences = Differences(printed, {})
        self._broken = frozenset(self._still_broken(printed, self._differences))
        self._given_up = False
        self.steps = 0

    def repairs(self, broken: Calculation) -> tuple[Repair, ...]:
        """List the smallest repairs of a broken equation; of those, the ones that correct most equations.

        Where one of these fills in blank cells and the others do not, it is the only one.
        """
        start = frozenset({self._numbers[id(broken)]})
        for size in range(1, MOST_CELLS + 1):
            try:
                found = {
                    tuple(sorted(changes)) for changes in self._search(start, self._differences, (), size)
                }
            except _GivenUp:
                self._given_up = True
                return ()
            if found:
                most = max(map(self._corrected, found))
                best = [changes for changes in sorted(found) if self._corrected(changes) == most]
                best = self._closest(best) if self._loose else best
                blank = [
                    changes for changes in best if all(self._cells[p].is_blank for p, _change in changes)
                ]
                return tuple(map(self._repair, blank if len(blank) == 1 else best))
            if self._given_up:
                return ()
        return ()

    def _search(
        self, still: frozenset[int], differences: Differences, chosen: Changes, left: int
    ) -> Iterator[Changes]:
        """Change one cell more of an equation that is still broken, until none is or no cell is left."""
        tried = min(still, key=lambda number: (len(self._places(number)), number))
        for place in self._places(tried):
            counts = self._counts[place]
            # the last cell corrects all that is left; since it changes every sum in which it counts, each is broken
            if left == 1 and not (
                still <= counts.keys() and all(map(differences.__contains__, self._exact[place]))
            ):
                continue
            if any(place == other for other, _change in chosen):
                continue
            for change in self._changes(place, differences, chosen):
                self.steps += 1
                if self.steps > MOST_STEPS and (chosen or left > 1):
                    raise _GivenUp
                now = (*chosen, (place, change))
                after = self._after(differences, now)
                broken = frozenset(self._still_broken(still.union(counts), after))
                if not broken:
                    yield now
                elif left > 1:
                    yield from self._search(broken, after, now, left - 1)

    def _places(self, number: int) -> Sequence[Place]:
        """List the cells of an equation; of many that are more than a sum, the first."""
        calculation = self._all[number]
        if calculation.factors is not None:
            return tuple(calculation.factors)
        return tuple(calculation.cells)[:MOST_SOLVED]

    def _after(self, differences: Differences, chosen: Changes) -> Differences:
        """Return the differences once the last of the chosen cells is changed, too."""
        place, change = chosen[-1]
        after: dict[int, Difference | None] = {}
        for number, factor in self._counts[place].items():
            calculation = self._all[number]
            before = differences.get(number)
            found: Difference | None
            if factor is None:
                found = calculation.difference(self._values(chosen)) or _UNKNOWN
            else:
                by = factor * change
                found = (
                    before.moved(by)
                    if before is not None
                    else Difference(by - calculation.slack, by, by + calculation.slack)
                )
            after[number] = found if _matters(calculation, found) else None
        return differences.changed(after)

    def _values(self, chosen: Changes) -> Mapping[Place, Decimal]:
        return {place: (self._cells[place].value or _ZERO) + change for place, change in chosen}

    def _still_broken(self, numbers: Iterable[int], differences: Differences) -> Iterator[int]:
        for number in numbers:
            found = differences.get(number)
            if found is _UNKNOWN or (found is not None and not found.meets(self._all[number].sign)):
                yield number

    def _changes(self, place: Place, differences: Differences, chosen: Changes) -> Iterator[Decimal]:
        """Iterate over the changes of a cell, each of which takes up all that is left of some equation."""
        value, counts = self._cells[place].value, self._counts[place]
        if value is None:  # only its bounds are known: <1
            return
        broken = self._still_broken(counts, differences)
        changes = (change for n in broken for change in self._solutions(n, place, value, differences, chosen))
        yield from {change for change in changes if change and (value + change >= 0 or value < 0)}

    def _solutions(
        self, number: int, place: Place, value: Decimal, differences: Differences, chosen: Changes
    ) -> Iterator[Decimal]:
        calculation, factor = self._all[number], self._counts[place][number]
        whole = value == int(value) and not self._may_break(number)
        if factor is not None:
            difference = differences.get(number)
            assert difference is not None, "asked only for equations that are broken"
            change = -difference.as_decimal / factor
            if not whole or value + change == int(value + change):
                yield change
            return
        solved = solution(calculation, place, self._values(chosen))
        if solved is not None:
            exact = Decimal(solved.numerator) / Decimal(solved.denominator)
            digits = 0 if whole else max(calculation.decimals, -int(value.as_tuple().exponent))
            yield exact.quantize(Decimal(1).scaleb(-digits), ROUND_HALF_UP) - value

    def _may_break(self, number: int) -> bool:
        """Return whether a whole number may become a fraction: half of the other numbers are fractions."""
        fractions, cells = self._fractions[number], len(self._all[number].cells)
        return fractions > 1 and 2 * fractions >= cells - 1

    def _corrected(self, changes: Changes) -> int:
        return len(self._broken & {number for place, _change in changes for number in self._counts[place]})

    def _closest(self, repairs: Sequence[Changes]) -> list[Changes]:
        """Of repairs that change the same cells within a tolerance, keep the one that leaves least."""
        kept: dict[tuple[Place, ...], tuple[Decimal, Changes]] = {}
        for changes in repairs:
            after = self._differences
            for n in range(1, len(changes) + 1):
                after = self._after(after, changes[:n])
            numbers = {number for place, _change in changes for number in self._counts[place]}
            left = (found for number in numbers if (found := after.get(number)) is not None)
            rest = sum((abs(found.as_decimal) for found in left), _ZERO)
            places = tuple(place for place, _change in changes)
            if places not in kept or rest < kept[places][0]:
                kept[places] = rest, changes
        return [changes for _rest, changes in kept.values()]

    def _repair(self, changes: Changes) -> Repair:
        return tuple(
            CellChange(place, cell, (cell.value or _ZERO) + change)
            for place, change in changes
            for cell in (self._cells[place],)
        )


_UNKNOWN = Difference(
    Decimal("Infinity"), Decimal("Infinity"), Decimal("Infinity")
)  # cannot be computed any more


def _matters(calculation: Calculation, difference: Difference) -> bool:
    """Return whether sides differ; or are equal, and must not be."""
    return bool(difference.value) or calculation.sign in {"<", ">", "!="}


def _is_fraction(cell: BoundCell) -> bool:
    return (value := cell.value) is not None and value != int(value)
