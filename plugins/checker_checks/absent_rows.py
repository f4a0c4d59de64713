"""Rows that a table lacks, though tables beside it have them: most of its totals are more than their parts."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from decimal import Decimal

from checker import BoundTable, Calculation, Tables, dataclass, entry_name, is_entry

_LEAST = 2  # totals that are too large: one may be a slip


@dataclass(frozen=True, slots=True)
class AbsentRow:
    """What a row is called that a table lacks, and the table that has it."""

    name: str
    beside: str


class AbsentRows:
    """The row that each table lacks whose totals are, in most columns, more than the sum of their parts.

    Only tables with rows of the same kind are compared: their heads call them the same, and they share one. Where
    several rows may be the one, it is that which most tables lack.
    """

    def __init__(self, together: Iterable[Calculation], tables: Tables) -> None:
        self._names = {name: _entries(found) for name, found in tables.items()}
        self._tables = tables
        candidates = {table: self._lacking(table) for table in _with_large_totals(together, tables)}
        count = Counter(name for lacking in candidates.values() for name in lacking)
        self._found = {
            table: max(lacking, key=lambda name: count[name])
            for table, lacking in candidates.items()
            if lacking
        }

    def of(self, broken: Calculation) -> AbsentRow | None:
        """Return the row whose absence breaks an equation between a total and its parts."""
        for table in broken.equation.relation.tables:
            entries = {is_entry(self._tables[table], row) for at, row, _column in broken.cells if at == table}
            if len(entries) == 1 or (found := self._absent(table)) is None:
                continue
            total = _total(broken, self._tables)
            if total is None or total > 0:
                return found
        return None

    def _absent(self, table: str) -> AbsentRow | None:
        lacking = self._lacking(table) if self._found else {}
        own = self._found.get(table)
        name = own or next((name for name in self._found.values() if name in lacking), None)
        return lacking[name] if name is not None else None

    def _lacking(self, table: str) -> Mapping[str, AbsentRow]:
        """Map the names, bare, of the rows that a table lacks and tables of its kind have."""
        own, stubs = self._names[table], _stubs(self._tables[table])
        return {
            bare: AbsentRow(name, self._tables[other].spec.name)
            for other, names in self._names.items()
            if names.keys() & own.keys() and stubs & _stubs(self._tables[other])
            for bare, name in names.items()
            if bare not in own
        }


def _with_large_totals(together: Iterable[Calculation], tables: Tables) -> Iterator[str]:
    """Iterate over the tables in which most totals are more than their parts, and none is less."""
    above: dict[str, list[int]] = {}
    for calculation in together:
        if (more := _total(calculation, tables)) is not None:
            above.setdefault(calculation.equation.relation.table, []).append((more > 0) - (more < 0))
    for table, signs in above.items():
        if min(signs) >= 0 and sum(signs) >= _LEAST and 2 * sum(signs) > len(signs):
            yield table


def _total(calculation: Calculation, tables: Tables) -> Decimal | None:
    """Return by how much a total is more than its parts, rows of any number; `None` where it is no such sum, or 0."""
    if calculation.sign != "==" or calculation.factors is None or calculation.unreadable is not None:
        return None
    fixed = [place for place in calculation.factors if not is_entry(tables[place[0]], place[1])]
    if len(fixed) != 1 or len(calculation.factors) == 1 or not calculation.cells[fixed[0]].value:
        return None
    difference, factor = calculation.difference(), calculation.factors[fixed[0]]
    alike = (
        factor * other < 0 and place[0] == fixed[0][0]
        for place, other in calculation.factors.items()
        if place != fixed[0]
    )
    return difference.as_decimal * factor if difference is not None and all(alike) else None


def _entries(found: BoundTable) -> Mapping[str, str]:
    """Map what the rows of any number are called, bare, to what the document prints."""
    language = found.spec.language
    names = (
        language.notation.without_notes(entry_name(found, row)).strip()
        for rows in found.repeated.values()
        for row in rows
    )
    return {language.bare(name): name for name in names if name}


def _stubs(found: BoundTable) -> frozenset[str]:
    return frozenset(filter(None, (band.stub for band in found.spec.bands)))
