"""Rows of real tables that relations go through: entries, of which there are any number, and what they are called."""

from collections.abc import Iterator, Mapping, Sequence
from itertools import takewhile
from typing import Literal

from checker.forms.table_specs import entry_key
from checker.forms.tables import BoundTable


def table_title(table: BoundTable) -> str:
    """Name a table by its title, or its id."""
    return table.spec.title or table.spec.id


def is_entry(table: BoundTable, key: str) -> bool:
    """Return whether a row may be there any number of times, or is a part of one that may."""
    return key not in table.spec.rows or key in table.spec.free_rows


def rows_of(table: BoundTable, key: str) -> Sequence[str]:
    """List the rows of a table that a key stands for; of a part of entries, that part of each."""
    if not is_entry(table, key):
        return (key,)
    repeated = table.repeated
    if key in repeated:
        return repeated[key]
    parts = (f"{entry}/{key}" for entries in repeated.values() for entry in entries)
    return tuple(part for part in parts if part in table.spec.rows)


def entries_below(table: BoundTable, key: str) -> Iterator[str]:
    """Iterate over the entries right below a row, by their codes."""
    children = table.spec.rows[key][-1].children
    yield from (child.key for child in children if _is_entry_of(child.key, table))


def first_of_group(table: BoundTable, key: str) -> str:
    """Return the first of the rows that share the cells filled in once with a row, or that row itself."""
    head, _slash, number = key.rpartition("/")
    first = table.entries[head][int(number) - 1].first if _is_entry_of(key, table) else None
    return key if first is None else entry_key(head, first)


def group_of(table: BoundTable, key: str) -> Sequence[str]:
    """List the rows that share the cells filled in once with a row, that row included."""
    first = first_of_group(table, key)
    if not _is_entry_of(first, table):
        return (key,)
    head, _slash, number = first.rpartition("/")
    entries, at = table.entries[head], int(number) - 1
    rest = takewhile(lambda other: entries[other].first == at, range(at + 1, len(entries)))
    return (first, *(entry_key(head, other) for other in rest))


def row_label(table: BoundTable, row: str) -> str:
    """Return the label of a row; as the document prints it if there may be any number of them."""
    return table.spec.rows[row][-1].text


def entry_name(table: BoundTable, row: str) -> str:
    """Return what a row is called, as the document prints it: its text in the columns that name it, or its label."""
    return " ".join(_texts_in(table, row, "named_by")) or row_label(table, row)


def row_name(table: BoundTable, row: str) -> str:
    """Return what a row is called, bare; a part of an entry by the entry's label and its own key."""
    if (named := _bare_in(table, row, "named_by")) and _is_entry_of(row, table):
        return named
    path, bare = table.spec.rows[row], table.spec.language.bare
    entry = next((label for label in reversed(path) if _is_entry_of(label.key, table)), None)
    if entry is None or entry is path[-1]:
        return bare(path[-1].text)
    return f"{bare(entry.text)}/{row.removeprefix(entry.key)}"


def _is_entry_of(key: str, table: BoundTable) -> bool:
    head, _slash, number = key.rpartition("/")
    return number.isdecimal() and head in table.entries


def rows_by_name(table: BoundTable) -> Mapping[str, Sequence[str]]:
    """Map what rows are called, bare, to the rows: their labels, and the codes of entries."""
    names: dict[str, dict[str, None]] = {}
    for row in table.bound_rows:
        found = (row_name(table, row), _nested_name(table, row), _bare_in(table, row, "nested_by"))
        for name in filter(None, found):
            names.setdefault(name, {})[row] = None
    return {name: tuple(rows) for name, rows in names.items()}


def _nested_name(table: BoundTable, row: str) -> str:
    """Return the label of an entry behind that of the one it is a part of; empty where it is a part of none."""
    path, bare = table.spec.rows[row], table.spec.language.bare
    above = [label for label in path[:-1] if _is_entry_of(label.key, table)]
    return bare(above[-1].text) + bare(path[-1].text) if above and _is_entry_of(row, table) else ""


def _bare_in(table: BoundTable, row: str, option: Literal["nested_by", "named_by"]) -> str:
    """Join, bare, the texts of an entry in the columns that an option of its label names."""
    return "".join(map(table.spec.language.bare, _texts_in(table, row, option)))


def _texts_in(table: BoundTable, row: str, option: Literal["nested_by", "named_by"]) -> Iterator[str]:
    head = row.rpartition("/")[0]
    repeat = table.spec.rows[head][-1].repeat if head in table.entries else None
    columns: tuple[str, ...] = getattr(repeat, option) if repeat is not None else ()
    cells = (table.cells.get((row, column)) for column in columns)
    yield from (cell.cell.text for cell in cells if cell is not None)
