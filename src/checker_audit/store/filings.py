"""Filings in the store, unpacked on demand."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import suppress
from functools import cache
from typing import TypeVar

from checker import BoundCell, BoundTable, Cell, Form, NotAssessed, TableSpec
from checker_audit.record_json import tables_unpacked
from checker_audit.records import CellRecord, TableRecord

T = TypeVar("T")


class Lazy(Mapping[str, T]):
    """A mapping whose names and values are loaded on demand, once."""

    def __init__(self, names: Callable[[], Iterable[str]], load: Callable[[str], T]) -> None:
        self._names, self._load = cache(names), cache(load)

    def __getitem__(self, name: str) -> T:
        if name not in self._names():
            raise KeyError(name)
        return self._load(name)

    def __iter__(self) -> Iterator[str]:
        return iter(self._names())

    def __len__(self) -> int:
        return len(tuple(self._names()))


def tables_of(packed: bytes, form: Form) -> tuple[Lazy[BoundTable | NotAssessed], Lazy[str]]:
    """Return the tables of a filing by their ids, and the headings above them.

    Tables that the form does not have, from an older version of its pack, are left out.
    """

    @cache
    def records() -> Mapping[str, TableRecord]:
        known = {spec.id for spec in form.tables}
        return {table.id: table for table in tables_unpacked(packed) if table.id in known}

    def names() -> Iterable[str]:
        return records().keys()

    return (
        Lazy(names, lambda name: _bound(records()[name], form.table(name))),
        Lazy(names, lambda name: records()[name].heading),
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
