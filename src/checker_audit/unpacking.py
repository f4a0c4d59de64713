"""Filings in the store, unpacked on demand: by reporters, by checks across filings, and in workers that compare."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import replace
from decimal import Decimal
from typing import TypeVar

from checker import BoundCell, BoundTable, Cell, Form, Messages, NotAssessed, StoredFiling, TableSpec
from checker_audit.record_json import tables_unpacked
from checker_audit.records import CellRecord, TableRecord

_ = Messages(__package__)

T = TypeVar("T")


class Lazy(Mapping[str, T]):
    """A mapping whose names and values are loaded on demand, once."""

    def __init__(self, names: Callable[[], Iterable[str]], load: Callable[[str], T]) -> None:
        self._find, self._load = names, load
        self._names: tuple[str, ...] | None = None
        self._loaded: dict[str, T] = {}

    def _known(self) -> tuple[str, ...]:
        if self._names is None:
            self._names = tuple(self._find())
        return self._names

    def __getitem__(self, name: str) -> T:
        if name not in self._loaded:
            if name not in self._known():
                raise KeyError(name)
            self._loaded[name] = self._load(name)
        return self._loaded[name]

    def __iter__(self) -> Iterator[str]:
        return iter(self._known())

    def __len__(self) -> int:
        return len(self._known())


def tables_of(packed: bytes, form: Form) -> tuple[Lazy[BoundTable | NotAssessed], Lazy[str]]:
    """Return the tables of a filing by their ids, and the headings above them.

    Tables that the form does not have, from an older version of its pack, are left out.
    """

    found: dict[str, TableRecord] = {}

    def records() -> Mapping[str, TableRecord]:
        if not found:
            known = {spec.id for spec in form.tables}
            found.update((table.id, table) for table in tables_unpacked(packed) if table.id in known)
        return found

    return (
        Lazy(records, lambda name: _bound(records()[name], form.table(name))),
        Lazy(records, lambda name: records()[name].heading),
    )


def added_up(before: Sequence[tuple[str, StoredFiling]]) -> tuple[StoredFiling, ...]:
    """Return the filings of a body for the period before; of bodies that merged into it, their figures are added up.

    Each filing comes with the name of the body that filed it, empty for the body itself.
    """
    first = dict(reversed(before))
    filings = tuple(filed for _whose, filed in before)
    if len(first) < 2:  # one body's figures need no sum
        return filings
    merged = [first[whose] for whose in dict.fromkeys(whose for whose, _filed in before)]
    total = replace(merged[0], tables={name: _total(name, merged) for name in merged[0].tables})
    return (total, *filings[1:])


def _total(name: str, filings: Sequence[StoredFiling]) -> BoundTable | NotAssessed:
    tables = []
    for filed in filings:
        table = filed.tables.get(name)
        if not isinstance(table, BoundTable):
            return table or NotAssessed(_("the form of one of the merged bodies has no such table"))
        tables.append(table)
    cells = {
        key: _sum([table.cells[key] for table in tables if key in table.cells]) for key in tables[0].cells
    }
    return replace(tables[0], cells={key: cell for key, cell in cells.items() if cell is not None})


def _sum(cells: Sequence[BoundCell]) -> BoundCell | None:
    values = [cell.value for cell in cells]
    numbers = [value for value in values if value is not None]
    if len(numbers) < len(values):
        return None
    certain = all(cell.cell.certain for cell in cells)
    return replace(
        cells[0], cell=replace(cells[0].cell, text=f"{sum(numbers, Decimal(0)):f}", certain=certain)
    )


def _bound(table: TableRecord, spec: TableSpec) -> BoundTable | NotAssessed:
    if table.absent is not None:
        return NotAssessed(table.absent, table.unread)
    with suppress(ValueError):  # of an older version of the pack, without rows of any number
        spec = table.spec(spec)
    known = (cell for cell in table.cells if cell.row in spec.rows and cell.column in spec.columns)
    entries = {label.key: table.entries_of(label.key) for label in spec.repeated}
    return BoundTable(
        spec, (), {(cell.row, cell.column): _cell(cell, spec) for cell in known}, entries=entries
    )


def _cell(record: CellRecord, spec: TableSpec) -> BoundCell:
    at = record.location
    cell = Cell(record.text, at.row or 0, at.column or 0, certain=record.certain, page=at.page, bbox=at.bbox)
    kind = spec.cell_type(record.row, record.column)
    return BoundCell(record.row, record.column, cell, at, spec.language, kind)
