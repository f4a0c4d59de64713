"""Which cells of a table to change, as few as can be, so that every relation they take part in is true.

Blank sums are filled in first: what they should be follows from their parts.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import cached_property, lru_cache

from checker import BoundCell, BoundTable, Equation, Filing, Message, Messages, Relation, Side, equations

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
        """List the smallest repairs of a broken equation; of those, the ones that correct most equations.

        Where one of these fills in blank cells and the others do not, it is the only one.
        """
        start = frozenset({self._numbers[broken.relation, broken.line]})
        for size in range(1, MOST_CELLS + 1):
            try:
                found = {tuple(sorted(changes)) for changes in self._search(start, self._excesses, (), size)}
            except _GivenUp:
                self._given_up = True
                return ()
            if found:
                most = max(map(self._corrected, found))
                best = [changes for changes in sorted(found) if self._corrected(changes) == most]
                blank = [
                    changes for changes in best if all(self._cells[p].is_blank for p, _change in changes)
                ]
                return tuple(map(self._repair, blank if len(blank) == 1 else best))
            if self._given_up:
                return ()
        return ()

    def _search(
        self, still: frozenset[int], excesses: Excesses, chosen: Changes, left: int
    ) -> Iterator[Changes]:
        """Change one cell more of an equation that is still broken, until none is or no cell is left."""
        tried = min(still, key=lambda number: (len(self._factors[number]), number))
        for place in self._factors[tried]:
            counts = self._counts[place]
            # the last cell corrects all that is left; since it changes every sum in which it counts, each is broken
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

    def _corrected(self, changes: Changes) -> int:
        return len(self._broken & {number for place, _change in changes for number in self._counts[place]})

    def _repair(self, changes: Changes) -> Repair:
        cells = ((self._cells[place], change) for place, change in changes)
        return tuple(CellChange(cell, (cell.value or Decimal(0)) + change) for cell, change in cells)


class Diagnosis:
    """What is wrong with the numbers of one table, as the relations that must hold in it show.

    `blank_sums` are the blank cells that are the sum of others, with that sum, where it is not 0. `table` is the table
    with these filled in; everything else is about that table.
    """

    def __init__(self, found: BoundTable, relations: Sequence[Relation]) -> None:
        self._relations = relations
        self.blank_sums = _blank_sums([e for relation in relations for e in equations(relation, found)])
        self.table = _with(found, self.blank_sums)

    @cached_property
    def _equations(self) -> Sequence[Equation]:
        return [equation for relation in self._relations for equation in equations(relation, self.table)]

    @cached_property
    def _system(self) -> EquationSystem:
        return EquationSystem(self._equations)

    @cached_property
    def _repairs(self) -> Mapping[tuple[Relation, str], tuple[Repair, ...]]:
        broken = (equation for equation in self._equations if not equation.holds)
        return {(e.relation, e.line): _sums_first(self._system.repairs(e), e) for e in broken}

    def repairs(self, broken: Equation) -> tuple[Repair, ...]:
        """List the smallest repairs of a broken equation, those of a sum before those of its parts."""
        return self._repairs[broken.relation, broken.line]

    @cached_property
    def corrections(self) -> Mapping[Place, tuple[Decimal, tuple[str, ...]]]:
        """Map the cells that are certainly wrong to the right number, and to the cause of what is broken by them."""
        certain: dict[Place, tuple[Decimal, tuple[str, ...]]] = {
            place: (value, self.blank_cause) for place, value in self.blank_sums.items()
        }
        for repairs in self._repairs.values():
            for correction in repairs[0] if len(repairs) == 1 else ():
                place = (correction.cell.row, correction.cell.column)
                certain.setdefault(place, (correction.value, self.cause(repairs)))
        return certain

    def possible_corrections(self) -> Iterator[tuple[tuple[str, ...], Mapping[Place, Decimal]]]:
        """Iterate over causes with the right numbers of the cells to change, beside the blank sums."""
        yield self.blank_cause, self.blank_sums
        for repairs in dict.fromkeys(self._repairs.values()):
            for repair in repairs:
                changes = {(c.cell.row, c.cell.column): c.value for c in repair}
                yield self.cause(repairs), {**self.blank_sums, **changes}

    @cached_property
    def corrected(self) -> BoundTable:
        """Return the table as it is right, where that is certain."""
        return _with(self.table, {place: value for place, (value, _cause) in self.corrections.items()})

    def confirms(self, places: Iterable[Place]) -> bool:
        """Return whether each cell takes part in sums, and all of these are true once what is certain is corrected."""
        after = [e for relation in self._relations for e in equations(relation, self.corrected)]
        sums_of = {
            place: [e for e in after if e.relation.sign == "==" and place in e.factors] for place in places
        }
        return all(found and all(e.excess == 0 for e in found) for found in sums_of.values())

    @property
    def blank_cause(self) -> tuple[str, ...]:
        """Return the cause of blank sums: all of a table are one finding."""
        return (self.table.spec.id, "blank")

    def cause(self, repairs: Sequence[Repair]) -> tuple[str, ...]:
        """Name the cells that repairs change: relations broken by the same cells have one cause."""
        changes = {f"{c.cell.row}\x1f{c.cell.column}\x1f{c.value}" for repair in repairs for c in repair}
        return (self.table.spec.id, *sorted(changes)) if changes else ()


def diagnosis(found: BoundTable, filing: Filing, own: Sequence[Relation] = ()) -> Diagnosis:
    """Diagnose a table by all relations that rules prescribe for it, and by a check's own."""
    relations = dict.fromkeys((*filing.form.relations.get(found.spec.id, ()), *own))
    return _diagnosis(_Identity(found), tuple(relations))


@dataclass(frozen=True, eq=False)
class _Identity:
    """Makes a table a key that is equal to itself alone."""

    found: BoundTable

    def __hash__(self) -> int:
        return id(self.found)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Identity) and self.found is other.found


@lru_cache(maxsize=4)  # the checks of one document ask for its tables in turn
def _diagnosis(key: _Identity, relations: tuple[Relation, ...]) -> Diagnosis:
    return Diagnosis(key.found, relations)


def _with(found: BoundTable, values: Mapping[Place, Decimal]) -> BoundTable:
    """Write numbers into a table."""
    written = found.spec.language.notation.written
    cells = {
        place: replace(found.cells[place], cell=replace(found.cells[place].cell, text=written(value)))
        for place, value in values.items()
    }
    return replace(found, cells={**found.cells, **cells}) if cells else found


def sums(equation: Equation) -> Iterator[tuple[BoundCell, Side]]:
    """Iterate over the cells that an equation says are the sum of its other side."""
    for one, other in ((equation.left, equation.right), (equation.right, equation.left)):
        is_sum = len(one.cells) == 1 and one.cells[0][0] == 1 and len(other.cells) > 1
        if equation.relation.sign == "==" and is_sum and all(factor == 1 for factor, _cell in other.cells):
            yield one.cells[0][1], other


def _blank_sums(together: Sequence[Equation]) -> Mapping[Place, Decimal]:
    """Add up the blank sums, first those whose parts are not blank sums themselves."""
    sides: dict[Place, list[Side]] = {}
    for cell, parts in (found for equation in together for found in sums(equation)):
        if cell.is_blank:
            sides.setdefault((cell.row, cell.column), []).append(parts)
    values: dict[Place, Decimal] = {}

    def value(cell: BoundCell) -> Decimal | None:
        place = (cell.row, cell.column)
        return values.get(place) if place in sides else cell.value

    def added(cells: Iterable[tuple[int, BoundCell]]) -> Decimal | None:
        numbers = [number * factor if (number := value(cell)) is not None else None for factor, cell in cells]
        return None if None in numbers else sum((n for n in numbers if n is not None), _ZERO)

    while True:
        known: dict[Place, Decimal] = {}
        for place in (place for place in sides if place not in values):
            candidates = [total for parts in sides[place] if (total := added(parts.cells)) is not None]
            if candidates:
                known[place] = max(candidates, key=candidates.count)
        if not known:
            return {place: number for place, number in values.items() if number}
        values.update(known)


def _sums_first(repairs: tuple[Repair, ...], equation: Equation) -> tuple[Repair, ...]:
    totals = {(cell.row, cell.column) for cell, _parts in sums(equation)}
    return tuple(
        sorted(repairs, key=lambda repair: (repair[0].cell.row, repair[0].cell.column) not in totals)
    )


def advice(repairs: Sequence[Repair], found: BoundTable) -> Message:
    """Advise what to change; if that is not certain, list the possibilities."""
    if not repairs:
        return _("more than one cell is wrong: go through the cells of this sum")
    together = [tuple(_change(correction, found) for correction in repair) for repair in repairs]
    count = len(together[0])
    if len(repairs) == 1 and count == 1:
        return _("this one change corrects every sum of the cell: {change}", change=together[0][0])
    if len(repairs) == 1:
        return _("these {count} changes together correct every sum of the cells: {changes}",
                 count=count, changes=together[0])  # fmt: skip
    listed = tuple(
        _("({number}) {changes}", number=number, changes=changes)
        for number, changes in enumerate(together[:_SHOWN], start=1)
    )
    if count > 1:
        return _("{count} cells are wrong, and which is not certain; check, and choose one correction: {changes}",
                 count=count, changes=listed)  # fmt: skip
    if len(repairs) > _SHOWN:
        return _("one of {count} cells is wrong; find out which, and change only that one: {changes} …",
                 count=len(repairs), changes=listed)  # fmt: skip
    return _("one of these cells is wrong; find out which, and change only that one: {changes}",
             changes=listed)  # fmt: skip


def _change(correction: CellChange, found: BoundTable) -> Message:
    old, cell = correction.cell.cell.text.strip(), correction.cell
    return _(
        "{place}: {old} → {new}",
        place=found.name(cell.row, cell.column),
        old=old or "“”",
        new=f"{correction.value:f}",
    )
