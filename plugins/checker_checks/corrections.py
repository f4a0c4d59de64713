"""Which cells of a table to change, as few as can be, so that every relation they take part in is true."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from checker import BoundCell, BoundTable, Equation, Message, Messages

_ = Messages(__package__)

MOST_CELLS = 3  # a repair of more cells is a guess
MOST_STEPS = 500  # changes tried before the search for several cells is given up: some 10 ms
_ZERO = Decimal(0)
_SHOWN = 3  # repairs that advice names

Place = tuple[str, str]
Changes = tuple[tuple[Place, Decimal], ...]
Excesses = Mapping[int, Decimal]  # by the number of the equation, where its sides differ


@dataclass(frozen=True, slots=True)
class CellChange:
    """A cell and the number to type into it."""

    cell: BoundCell
    value: Decimal


Repair = tuple[CellChange, ...]


class _GivenUp(Exception):  # noqa: N818  # it ends a search, nothing is wrong
    """End a search that takes too long."""


class EquationSystem:
    """The equations of one table over its cells, and the changes that would correct those that are broken.

    A repair changes cells so that every equation in which one of them counts is true. One after the other, each
    cell takes up all that is left of some equation; counts stay whole and not negative. `steps` counts the changes
    that were tried.
    """

    def __init__(self, together: Sequence[Equation]) -> None:
        every = {(e.relation, e.line): (e, excess) for e in together if (excess := e.excess) is not None}
        equations = [equation for equation, _excess in every.values()]
        self._numbers = {key: number for number, key in enumerate(every)}
        self._signs = [equation.relation.sign for equation in equations]
        self._factors = [equation.factors for equation in equations]
        self._cells = {
            (cell.row, cell.column): cell
            for equation in equations
            for side in (equation.left, equation.right)
            for _factor, cell in side.cells
        }
        self._counts: dict[Place, dict[int, int]] = {place: {} for place in self._cells}
        for number, factors in enumerate(self._factors):
            for place, factor in factors.items():
                self._counts[place][number] = factor
        self._sums = {
            place: frozenset(number for number in counts if self._signs[number] == "==")
            for place, counts in self._counts.items()
        }
        self._excesses = {number: excess for number, (_e, excess) in enumerate(every.values()) if excess}
        self._broken = frozenset(self._still_broken(self._excesses, self._excesses))
        self._given_up = False
        self.steps = 0

    def repairs(self, broken: Equation) -> tuple[Repair, ...]:
        """List the smallest repairs that correct a broken equation; of those, the ones that correct most equations."""
        start = frozenset({self._numbers[broken.relation, broken.line]})
        for size in range(1, MOST_CELLS + 1):
            try:
                found = {tuple(sorted(changes)) for changes in self._search(start, self._excesses, (), size)}
            except _GivenUp:
                self._given_up = True
                return ()
            if found:
                most = max(map(self._mended, found))
                return tuple(
                    self._repair(changes) for changes in sorted(found) if self._mended(changes) == most
                )
            if self._given_up:
                return ()
        return ()

    def _search(
        self, still: frozenset[int], excesses: Excesses, chosen: Changes, left: int
    ) -> Iterator[Changes]:
        """Change one cell more of an equation that must still be mended, until none is or no cell is left."""
        tried = min(still, key=lambda number: (len(self._factors[number]), number))
        for place in self._factors[tried]:
            counts = self._counts[place]
            # the last cell mends all that is left; since it changes every sum in which it counts, each is broken
            if left == 1 and not (still <= counts.keys() and self._sums[place] <= excesses.keys()):
                continue
            if any(place == other for other, _change in chosen):
                continue
            for change in self._changes(place, excesses):
                self.steps += 1
                if self.steps > MOST_STEPS and (chosen or left > 1):
                    raise _GivenUp
                after = dict(excesses)
                for number, factor in counts.items():
                    after[number] = after.get(number, _ZERO) + factor * change
                    if not after[number]:
                        del after[number]
                broken = frozenset(self._still_broken(still.union(counts), after))
                if not broken:
                    yield (*chosen, (place, change))
                elif left > 1:
                    yield from self._search(broken, after, (*chosen, (place, change)), left - 1)

    def _still_broken(self, numbers: Iterable[int], excesses: Excesses) -> Iterator[int]:
        for number in numbers:
            excess = excesses.get(number)
            if excess and (self._signs[number] == "==" or (excess > 0) == (self._signs[number] == "<=")):
                yield number

    def _changes(self, place: Place, excesses: Excesses) -> Iterator[Decimal]:
        """Iterate over the changes of a cell, each of which takes up all that is left of some equation."""
        value, counts = self._cells[place].value, self._counts[place]
        assert value is not None, "an equation with a cell that is not a number is left out"
        whole = value == int(value)
        for change in {-excesses[number] / counts[number] for number in self._still_broken(counts, excesses)}:
            after = value + change
            if after >= 0 and (not whole or after == int(after)):
                yield change

    def _mended(self, changes: Changes) -> int:
        return len(self._broken & {number for place, _change in changes for number in self._counts[place]})

    def _repair(self, changes: Changes) -> Repair:
        cells = ((self._cells[place], change) for place, change in changes)
        return tuple(CellChange(cell, (cell.value or Decimal(0)) + change) for cell, change in cells)


def advice(repairs: Sequence[Repair], found: BoundTable) -> Message:
    """Advise what to change, and whether that is certain."""
    if not repairs:
        return _("more than one cell is wrong: go through the cells of this sum")
    if len(repairs[0]) == 1:
        changes = tuple(_change(repair[0], found) for repair in repairs[:_SHOWN])
        if len(repairs) == 1:
            return _("this one change makes every sum of the cell true: {change}", change=changes[0])
        return _("several corrections are possible, for example {changes}", changes=changes)
    together = tuple(_change(correction, found) for correction in repairs[0])
    if len(repairs) == 1:
        return _("these {count} changes together make every sum of the cells true: {changes}",
                 count=len(together), changes=together)  # fmt: skip
    return _("{count} cells are wrong, and which is not certain; these changes would do: {changes}",
             count=len(together), changes=together)  # fmt: skip


def _change(correction: CellChange, found: BoundTable) -> Message:
    old, cell = correction.cell.cell.text.strip(), correction.cell
    return _(
        "{place}: {old} → {new}",
        place=found.name(cell.row, cell.column),
        old=old or "“”",
        new=f"{correction.value:f}",
    )
