"""What is wrong with the numbers of a document's tables, as the relations between them show, and how to correct it.

Blank sums are filled in first: what they should be follows from their parts.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import replace
from decimal import Decimal
from functools import cached_property

from checker import (
    BoundCell,
    BoundTable,
    Calculation,
    Equation,
    Filing,
    Gap,
    Message,
    Messages,
    Place,
    Relation,
    Tables,
    applied,
    dataclass,
    says_nothing,
)
from checker_checks.absent_rows import AbsentRow, AbsentRows
from checker_checks.blank_lines import BlankLines, blank_lines
from checker_checks.equation_system import CellChange, EquationSystem, Repair

_ = Messages(__package__)

_SHOWN = 3  # repairs that advice names

TablePlace = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Applied:
    """A relation in the lines where it can be computed, why not in others, and in how many it need not hold."""

    calculations: tuple[Calculation, ...]
    gaps: tuple[Gap, ...]
    exempt: int = 0


class Diagnosis:
    """What is wrong with the numbers of tables, as the relations that must hold in and between them show.

    `blank_sums` are the blank cells that are the sum of others, with that sum, where it is not 0; they include
    `blank_parts`, those of a line left blank whose numbers follow from the rest. `tables` are the tables with these filled
    in; everything else is about those.
    """

    def __init__(self, found: Tables, relations: Sequence[Relation]) -> None:
        self._relations = [relation for relation in relations if set(relation.tables) <= found.keys()]
        unconditional = [relation for relation in self._relations if relation.when is None]
        before = {relation: apply(relation, found) for relation in self._relations}
        together = [c for r in unconditional for c in before[r].calculations]
        sums = _blank_sums(together)
        self.blank_parts = _blank_parts(together, sums)
        self.blank_sums = {**sums, **self.blank_parts}
        self.tables = _with(found, self.blank_sums)
        changed = {place[0] for place in self.blank_sums}
        self._applied = {
            relation: apply(relation, self.tables) if changed & set(relation.tables) else one
            for relation, one in before.items()
        }

    def applied(self, relation: Relation) -> Applied:
        """Return where a relation was computed."""
        return self._applied.get(relation) or Applied((), ())

    @cached_property
    def _calculations(self) -> Sequence[Calculation]:
        return [calculation for one in self._applied.values() for calculation in one.calculations]

    @cached_property
    def added(self) -> Mapping[str, AbstractSet[TablePlace]]:
        """Map tables to the rows and columns of the cells that take part in relations between rows."""
        added: dict[str, set[TablePlace]] = {}
        for calculation in self._calculations:
            if calculation.equation.relation.per != "row":
                for table, *place in calculation.cells:
                    added.setdefault(table, set()).add((place[0], place[1]))
        return added

    @cached_property
    def _repairs(self) -> Mapping[int, tuple[Repair, ...]]:
        broken = [calculation for calculation in self._calculations if not calculation.holds]
        if not broken:
            return {}
        system = EquationSystem(self._calculations)
        return {
            id(calculation): _sums_first(system.repairs(calculation), calculation) for calculation in broken
        }

    def repairs(self, broken: Calculation) -> tuple[Repair, ...]:
        """List the smallest repairs of a broken equation, those of a sum before those of its parts."""
        return self._repairs[id(broken)]

    @cached_property
    def _absent_rows(self) -> AbsentRows:
        return AbsentRows(self._calculations, self.tables)

    def absent_row(self, broken: Calculation) -> AbsentRow | None:
        """Return the row that a table lacks and others have, if that is why a total is not that of its parts."""
        return self._absent_rows.of(broken)

    @cached_property
    def blank_lines(self) -> Mapping[str, BlankLines]:
        """Map tables to their lines left blank that sums lack, where it is not clear which number belongs where."""
        broken = [c for c in self._calculations if not c.holds and len(self.repairs(c)) != 1]
        found = {
            name: blank_lines(table, broken, self.blank_sums)
            for name, table in (self.tables.items() if broken else ())
        }
        return {name: lines for name, lines in found.items() if lines is not None}

    @cached_property
    def corrections(self) -> Mapping[Place, tuple[Decimal, tuple[str, ...]]]:
        """Map the cells that are certainly wrong to the right number, and to the cause of what is broken by them."""
        certain: dict[Place, tuple[Decimal, tuple[str, ...]]] = {
            place: (value, blank_cause(place[0])) for place, value in self.blank_sums.items()
        }
        for repairs in self._repairs.values():
            for correction in repairs[0] if len(repairs) == 1 else ():
                certain.setdefault(correction.place, (correction.value, cause(repairs)))
        return certain

    def possible_corrections(self) -> Iterator[tuple[tuple[str, ...], Mapping[Place, Decimal]]]:
        """Iterate over causes with the right numbers of the cells to change, beside the blank sums."""
        for repairs in dict.fromkeys(self._repairs.values()):
            for repair in repairs:
                yield cause(repairs), {**self.blank_sums, **{c.place: c.value for c in repair}}

    @cached_property
    def corrected(self) -> Tables:
        """Return the tables as they are right, where that is certain."""
        return _with(self.tables, {place: value for place, (value, _cause) in self.corrections.items()})

    def confirms(self, places: Iterable[Place]) -> bool:
        """Return whether each cell takes part in sums, and all of these are true once what is certain is corrected."""
        values = {place: value for place, (value, _cause) in self.corrections.items()}
        for place in places:
            if self.tables[place[0]].cells[place[1:]].is_blank:
                return False  # blank may be 0, and may be forgotten
            sums = [c for c in self._calculations if c.sign == "==" and place in (c.factors or c.cells)]
            after = [c.difference(values) for c in sums]
            if not after or not all(found is not None and found.meets("==") for found in after):
                return False
        return True


@dataclass(frozen=True)
class TableDiagnosis:
    """What a diagnosis says of one table, by row and column."""

    whole: Diagnosis
    name: str

    @property
    def corrected(self) -> BoundTable:
        """Return the table as it is right, where that is certain."""
        return self.whole.corrected[self.name]

    @property
    def corrections(self) -> Mapping[TablePlace, tuple[Decimal, tuple[str, ...]]]:
        """Map the cells that are certainly wrong to the right number and the cause."""
        return {place[1:]: right for place, right in self.whole.corrections.items() if place[0] == self.name}

    @property
    def blank_lines(self) -> AbstractSet[TablePlace]:
        """Return the cells of lines left blank that sums lack."""
        lines = self.whole.blank_lines.get(self.name)
        return {place[1:] for place in lines.places} if lines is not None else set()

    @property
    def added(self) -> AbstractSet[TablePlace]:
        """List the places that take part in relations between rows."""
        return self.whole.added.get(self.name, frozenset())

    def possible_corrections(self) -> Iterator[tuple[tuple[str, ...], Mapping[TablePlace, Decimal]]]:
        """Iterate over causes with the right numbers of the cells to change, the blank sums first."""
        yield blank_cause(self.name), self._own(self.whole.blank_sums)
        for reason, values in self.whole.possible_corrections():
            yield reason, self._own(values)

    def confirms(self, places: Iterable[TablePlace]) -> bool:
        """Return whether each cell takes part in sums that are true once what is certain is corrected."""
        return self.whole.confirms((self.name, *place) for place in places)

    def _own(self, values: Mapping[Place, Decimal]) -> Mapping[TablePlace, Decimal]:
        return {place[1:]: value for place, value in values.items() if place[0] == self.name}


def diagnosis(filing: Filing, own: Sequence[Relation] = ()) -> Diagnosis:
    """Diagnose the tables of a filing by all relations that rules prescribe, and by a check's own."""
    prescribed = filing.form.distinct_relations
    return filing.once(_diagnosis, tuple(one for one in dict.fromkeys(own) if one not in prescribed))


def table_diagnosis(found: BoundTable, filing: Filing) -> TableDiagnosis:
    """Diagnose one table by all relations that rules prescribe for it."""
    return TableDiagnosis(diagnosis(filing), found.spec.id)


def _diagnosis(filing: Filing, own: tuple[Relation, ...]) -> Diagnosis:
    current = {name: found for name, found in filing.tables.items() if filing.older_edition(found) is None}
    return Diagnosis(current, (*filing.form.distinct_relations, *own))


def blank_cause(table: str) -> tuple[str, ...]:
    """Return the cause of blank sums and of blank lines: all of a table are one finding."""
    return (table, "blank")


def cause(repairs: Sequence[Repair]) -> tuple[str, ...]:
    """Name the cells that repairs change: relations broken by the same cells have one cause."""
    changes = {"\x1f".join((*c.place, str(c.value))) for repair in repairs for c in repair}
    return tuple(sorted(changes))


def absence(row: AbsentRow) -> tuple[str, ...]:
    """Return the cause of what fails because a row is not there: the same in all tables."""
    return (row.name, "absent")


def apply(relation: Relation, tables: Tables) -> Applied:
    """Apply a relation where its condition holds; where that cannot be computed, it is not judged either.

    With `except_na`, it does not bind a row that says there is no value. Cells that may be blank bind nothing where what
    is compared, or a factor, is blank.
    """
    calculations: list[Calculation] = []
    gaps: list[Gap] = []
    unnumbered: list[Calculation] = []
    exempt = 0
    for found, needed in applied(relation, tables):
        demand = Calculation(needed) if isinstance(needed, Equation) else None
        unmet = demand is not None and demand.difference() is not None and not demand.holds
        if unmet or (isinstance(needed, Gap) and needed.empty):
            exempt += 1
            continue
        if isinstance(found, Gap) or isinstance(needed, Gap):
            gaps += [gap for gap in (found, needed) if isinstance(gap, Gap)][:1]
            continue
        if demand is not None and demand.difference() is None:
            calculations.append(demand)  # never holds, never fails: it says what is not a number
            continue
        calculation = Calculation(found)
        if relation.except_na and _says_not_applicable(calculation):
            unnumbered.append(calculation)
            continue
        if says_nothing(calculation, tables):
            exempt += 1
            continue
        calculations.append(calculation)
    if not calculations and not exempt:  # nothing was computed: say why
        calculations = unnumbered[:1]
    return Applied(tuple(calculations), tuple(gaps), exempt)


def _says_not_applicable(calculation: Calculation) -> bool:
    place = calculation.unreadable
    return place is not None and calculation.cells[place].reading.kind == "not-applicable"


def _with(tables: Tables, values: Mapping[Place, Decimal]) -> Tables:
    """Write numbers into tables."""
    cells: dict[str, dict[TablePlace, BoundCell]] = {}
    for (table, *place), value in values.items():
        bound = tables[table].cells[place[0], place[1]]
        text = bound.language.notation.written(value)
        cells.setdefault(table, {})[place[0], place[1]] = replace(bound, cell=replace(bound.cell, text=text))
    return {
        name: replace(table, cells={**table.cells, **cells[name]}) if name in cells else table
        for name, table in tables.items()
    }


def _blank_sums(together: Sequence[Calculation]) -> Mapping[Place, Decimal]:
    """Add up the blank sums, first those whose parts are not blank sums themselves."""
    cells: dict[Place, BoundCell] = {}
    sides: dict[Place, list[tuple[Place, ...]]] = {}
    for calculation in together:
        for place, parts in calculation.sums():
            if calculation.cells[place].is_blank:
                sides.setdefault(place, []).append(parts)
                cells |= calculation.cells
    values: dict[Place, Decimal] = {}

    def added(places: Iterable[Place]) -> Decimal | None:
        numbers = [values.get(place) if place in sides else cells[place].value for place in places]
        known = [number for number in numbers if number is not None]
        return sum(known, Decimal(0)) if len(known) == len(numbers) else None

    while True:
        known: dict[Place, Decimal] = {}
        for place in (place for place in sides if place not in values):
            candidates = [total for parts in sides[place] if (total := added(parts)) is not None]
            if candidates:
                known[place] = max(candidates, key=candidates.count)
        if not known:
            return {place: number for place, number in values.items() if number}
        values.update(known)


def _blank_parts(together: Sequence[Calculation], sums: Mapping[Place, Decimal]) -> Mapping[Place, Decimal]:
    """Find what the blank cells of a line must be, where every equation in which they count is true then.

    One blank cell alone is a wrong cell like another, and cells that may be blank are 0.
    """
    cells = {place: cell for calculation in together for place, cell in calculation.cells.items()}
    due = {place for place, cell in cells.items() if _is_due(cell)} - sums.keys()
    if not due:
        return {}
    equations = [c for c in together if c.sign == "==" and c.factors and c.difference() is not None]
    values: dict[Place, Decimal] = {}
    for calculation in equations:
        factors = calculation.factors or {}
        blank = [place for place in factors if place in due]
        left = calculation.difference(sums) if len(blank) == 1 else None
        if left is not None and not left.meets("=="):
            values.setdefault(blank[0], -left.as_decimal / factors[blank[0]])
    if not values:
        return {}
    for calculation in equations:
        for place, parts in calculation.sums():
            if calculation.cells[place].is_blank and not values.keys().isdisjoint(parts):
                numbers = (values.get(part, sums.get(part, calculation.values[part])) for part in parts)
                values[place] = sum(numbers, Decimal(0))
    filled = {**sums, **values}
    touched = [c.difference(filled) for c in equations if not values.keys().isdisjoint(c.factors or ())]
    true = all(found is not None and found.meets("==") for found in touched)
    counts = all(value > 0 and value == value.to_integral_value() for value in values.values())
    return values if len(values) > 1 and true and counts else {}


def _is_due(cell: BoundCell) -> bool:
    """Return whether a cell is blank and must not be."""
    return cell.is_blank and (cell.type is None or cell.type.required)


def _sums_first(repairs: tuple[Repair, ...], calculation: Calculation) -> tuple[Repair, ...]:
    totals = {place for place, _parts in calculation.sums()}
    return tuple(sorted(repairs, key=lambda repair: repair[0].place not in totals))


def advice(repairs: Sequence[Repair], tables: Tables, own: str) -> Message:
    """Advise what to change; if that is not certain, list the possibilities. Cells of other tables are named so."""
    if not repairs:
        return _("more than one cell is wrong: go through the cells of this sum")
    together = [
        tuple(_change(correction, tables, own) for correction in repair) for repair in repairs[:_SHOWN]
    ]
    count = len(repairs[0])
    if len(repairs) == 1 and count == 1:
        return _("this one change corrects every sum of the cell: {change}", change=together[0][0])
    if len(repairs) == 1:
        return _("these {count} changes together correct every sum of the cells: {changes}",
                 count=count, changes=together[0])  # fmt: skip
    listed = tuple(
        _("({number}) {changes}", number=number, changes=changes)
        for number, changes in enumerate(together, start=1)
    )
    if count > 1:
        return _("{count} cells are wrong, and which is not certain; check, and choose one correction: {changes}",
                 count=count, changes=listed)  # fmt: skip
    if len(repairs) > _SHOWN:
        return _("one of {count} cells is wrong; find out which, and change only that one: {changes} …",
                 count=len(repairs), changes=listed)  # fmt: skip
    return _("one of these cells is wrong; find out which, and change only that one: {changes}",
             changes=listed)  # fmt: skip


def full_name(place: Place, tables: Tables, own: str) -> str:
    """Name a cell in printed labels, with its table if that is not the one it is spoken of."""
    table, row, column = place
    name = tables[table].name(row, column)
    return name if table == own else f"{tables[table].spec.title or table}: {name}"


def _change(correction: CellChange, tables: Tables, own: str) -> Message:
    old = correction.cell.cell.text.strip()
    return _(
        "{place}: {old} → {new}",
        place=full_name(correction.place, tables, own),
        old=old or "“”",
        new=f"{correction.value:f}",
    )
