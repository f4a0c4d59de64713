"""The tables of a roster: their headings, columns and rows, without totals and notes."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from checker import Languages, fold
from checker_audit.intake.names import key
from checker_audit.intake.sheets import Sheet, SheetRow, Value

_HEAD_ROWS = 20  # a title and notes may precede the headings
_ASIDE = r"[(（\[【][^)）\]】]*[)）\]】]"
_COUNT = r"\s*(?:[:：(（\d.、]|$)"  # what follows the word of a total or a note


class Heads:
    """What columns are called in the installed languages; those of the field "" only number the rows."""

    def __init__(self, languages: Languages) -> None:
        columns = [language.roster_columns for language in languages.values()]
        marks = (mark for language in languages.values() for mark in language.roster_marks)
        self._aside = re.compile("|".join([_ASIDE, *map(re.escape, marks)]))
        self._fields = {key(name): field for one in columns for field, names in one.items() for name in names}
        self.asides = aside_pattern(languages)
        self.names = tuple(name for one in columns for name in one.get("name", ()))

    def field(self, label: str) -> str | None:
        """Return the field that a column of this head fills."""
        return self._fields.get(key(self._aside.sub("", label)))


@dataclass(frozen=True, slots=True)
class RosterTable:
    """The rows below the headings, and the columns of each field."""

    head: SheetRow
    columns: Mapping[str, tuple[int, ...]]
    unknown: tuple[str, ...]
    rows: Sheet
    languages: Languages

    def labels(self, field: str) -> tuple[str, ...]:
        return tuple(written(self.head.cells[at]) for at in self.columns[field])

    def values(self, row: SheetRow, field: str) -> list[Value]:
        """Return the values of a field in a row, without blanks."""
        cells = (row.cells[at] for at in self.columns.get(field, ()) if at < len(row.cells))
        return [cell for cell in cells if isinstance(cell, date) or not self.languages.is_blank(cell)]

    def text(self, row: SheetRow, field: str, joint: str = " ") -> str:
        return joint.join(map(written, self.values(row, field)))


def find_table(sheet: Sheet, heads: Heads, languages: Languages) -> RosterTable | None:
    """Find the row of headings, which has a column of names."""
    for at, head in enumerate(sheet[:_HEAD_ROWS]):
        labels = [written(cell) for cell in head.cells]
        fields = list(map(heads.field, labels))
        if "name" not in fields:
            continue
        columns = {
            name: tuple(place for place, field in enumerate(fields) if field == name)
            for name in dict.fromkeys(filter(None, fields))
        }
        unknown = tuple(label for label, field in zip(labels, fields, strict=True) if field is None and label)
        rows = tuple(
            row for row in sheet[at + 1 :] if row.cells != head.cells and not is_aside(row, heads.asides)
        )
        return RosterTable(head, columns, unknown, rows, languages)
    return None


def aside_pattern(languages: Languages) -> re.Pattern[str] | None:
    """Match how rows begin that name no body: totals and notes."""
    words = [re.escape(fold(word)) for language in languages.values() for word in language.roster_asides]
    return re.compile(rf"(?:{'|'.join(words)}){_COUNT}") if words else None


def is_aside(row: SheetRow, asides: re.Pattern[str] | None) -> bool:
    """Return whether a row is a total or a note, by its first cell that is not empty or by one that is only the word."""
    cells = [fold(written(cell)) for cell in row.cells if cell]
    if asides is None or not cells:
        return False
    return asides.match(cells[0]) is not None


def written(cell: Value) -> str:
    """Write a cell as text."""
    return cell.isoformat() if isinstance(cell, date) else cell
