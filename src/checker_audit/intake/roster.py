"""Read rosters: the bodies that must file, from a table whose columns are found by their headings."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from pathlib import Path

from rapidfuzz import fuzz, process

from checker import AuditError, Body, Languages, Message, Messages, join_messages
from checker_audit.intake.matching import key
from checker_audit.intake.sheets import Sheet, SheetRow, Value, read_sheets

_ = Messages(__package__)

_SEVERAL = {"aliases", "contact"}  # fields that several columns may fill
_HEAD_ROWS = 20  # a title and notes may precede the headings
_ASIDE = r"[(（\[【][^)）\]】]*[)）\]】]"
_ALIASES = re.compile(r"[、；;|/，\n]+")
_COMPACT = re.compile(r"((?:19|20)\d\d)([01]\d)([0-3]\d)")
_SERIAL = re.compile(r"[3-7]\d{4}(?:\.\d+)?")  # a date as a serial number of workbooks, 1982 to 2119
_BEFORE_SERIALS = date(1899, 12, 30)
_NEAR = 70  # of 100; 县政府 and 青屏县政府 have 75


@dataclass(frozen=True)
class Roster:
    """The bodies that must file, in the order of the table; `warnings` name doubtful lines."""

    bodies: tuple[Body, ...]
    warnings: tuple[Message, ...] = ()


def read_roster(path: Path, languages: Languages) -> Roster:
    """Read a CSV file or a workbook; raise AuditError with all mistakes, one line each."""
    sheets = tuple(read_sheets(path))
    heads = _Heads(languages)
    tables = [table for sheet in sheets if (table := _table(sheet, heads, languages)) is not None]
    if not tables:
        raise AuditError(_at(path, 1, _no_name_column(sheets, heads)))
    return _Parser(path, max(tables, key=lambda table: len(table.columns))).roster()


def _at(path: Path, line: int, why: Message) -> Message:
    return join_messages([f"{path}:{line}", why], ": ")


class _Heads:
    """What columns are called in the installed languages; those of the field "" only number the rows."""

    def __init__(self, languages: Languages) -> None:
        columns = [language.roster_columns for language in languages.values()]
        marks = (mark for language in languages.values() for mark in language.roster_marks)
        self._aside = re.compile("|".join([_ASIDE, *map(re.escape, marks)]))
        self._fields = {key(name): field for one in columns for field, names in one.items() for name in names}
        self.names = tuple(name for one in columns for name in one.get("name", ()))

    def field(self, label: str) -> str | None:
        """Return the field that a column of this head fills."""
        return self._fields.get(key(self._aside.sub("", label)))


@dataclass(frozen=True, slots=True)
class _Table:
    """The rows below the headings, and the columns of each field."""

    head: SheetRow
    columns: Mapping[str, tuple[int, ...]]
    unknown: tuple[str, ...]
    rows: Sheet
    languages: Languages

    def labels(self, field: str) -> tuple[str, ...]:
        return tuple(_written(self.head.cells[at]) for at in self.columns[field])

    def values(self, row: SheetRow, field: str) -> list[Value]:
        """Return the values of a field in a row, without blanks."""
        cells = (row.cells[at] for at in self.columns.get(field, ()) if at < len(row.cells))
        return [cell for cell in cells if isinstance(cell, date) or not self.languages.is_blank(cell)]

    def text(self, row: SheetRow, field: str, joint: str = " ") -> str:
        return joint.join(map(_written, self.values(row, field)))


def _table(sheet: Sheet, heads: _Heads, languages: Languages) -> _Table | None:
    """Find the row of headings, which has a column of names."""
    for at, head in enumerate(sheet[:_HEAD_ROWS]):
        labels = [_written(cell) for cell in head.cells]
        fields = list(map(heads.field, labels))
        if "name" not in fields:
            continue
        columns = {
            name: tuple(place for place, field in enumerate(fields) if field == name)
            for name in dict.fromkeys(filter(None, fields))
        }
        unknown = tuple(label for label, field in zip(labels, fields, strict=True) if field is None and label)
        return _Table(head, columns, unknown, sheet[at + 1 :], languages)
    return None


def _no_name_column(sheets: Sequence[Sheet], names: _Heads) -> Message:
    heads = [tuple(_written(cell) for cell in sheet[0].cells if cell) for sheet in sheets if sheet]
    if not heads:
        return _("the roster is empty")
    return _("no column has a heading for the names of bodies ({known}); the first row has {found}",
             known=names.names, found=max(heads, key=len))  # fmt: skip


class _Parser:
    """Parse the rows of a table, and collect mistakes and warnings."""

    def __init__(self, path: Path, table: _Table) -> None:
        self._path = path
        self._table = table
        self._mistakes: list[tuple[int, Message]] = []
        self._warnings: list[tuple[int, Message]] = []

    def roster(self) -> Roster:
        """Return the roster; raise AuditError if there are mistakes."""
        self._check_headings()
        lines = [(row.line, body) for row in self._table.rows if (body := self._body(row)) is not None]
        if not lines:
            self._wrong(self._table.head.line, _("no row names a body"))
        owners = self._owners(lines)
        bodies = tuple(self._with_parent(line, body, owners) for line, body in lines)
        self._check_parents(bodies, {body.name: line for line, body in lines})
        if self._mistakes:
            raise AuditError(join_messages(self._located(self._mistakes), "\n"))
        return Roster(bodies, tuple(self._located(self._warnings)))

    def _located(self, notes: Sequence[tuple[int, Message]]) -> Iterator[Message]:
        return (_at(self._path, line, why) for line, why in sorted(notes, key=lambda note: note[0]))

    def _wrong(self, line: int, why: Message) -> None:
        self._mistakes.append((line, why))

    def _check_headings(self) -> None:
        line = self._table.head.line
        for field in self._table.columns:
            labels = self._table.labels(field)
            if len(labels) > 1 and field not in _SEVERAL:
                self._wrong(line, _("several columns have the same meaning: {labels}", labels=labels))
        for label in self._table.unknown:
            self._warnings.append((line, _("column “{label}” is not used", label=label)))

    def _body(self, row: SheetRow) -> Body | None:
        table = self._table
        name = table.text(row, "name")
        if not key(name):
            if any(table.values(row, field) for field in table.columns):
                self._wrong(row.line, _("the row does not name its body"))
            else:  # a note or a total
                self._warnings.append((row.line, _("the row names no body and is ignored")))
            return None
        names = {key(name): name}
        for alias in _ALIASES.split(table.text(row, "aliases", "、")):
            names.setdefault(key(alias), alias.strip())
        names.pop("", None)
        return Body(
            name,
            tuple(names.values())[1:],
            table.text(row, "kind"),
            table.text(row, "parent"),
            self._day(row, "deadline"),
            table.text(row, "contact"),
            self._day(row, "submitted"),
        )

    def _day(self, row: SheetRow, field: str) -> date | None:
        value = next(iter(self._table.values(row, field)), None)
        day = _day(value, self._table.languages) if isinstance(value, str) else value
        if value is not None and day is None:
            label, *_others = self._table.labels(field)
            why = _("{label}: “{value}” is not a date such as 2025-01-31", label=label, value=value)
            self._wrong(row.line, why)
        return day

    def _owners(self, lines: Sequence[tuple[int, Body]]) -> Mapping[str, str]:
        """Map the keys of all names to their bodies."""
        owners: dict[str, tuple[int, str]] = {}
        for line, body in lines:
            for name in body.names:
                first, _owner = owners.setdefault(key(name), (line, body.name))
                if first != line:
                    self._wrong(
                        line, _("“{name}” is a name of the body in line {first}, too", name=name, first=first)
                    )
        return {name: owner for name, (_line, owner) in owners.items()}

    def _with_parent(self, line: int, body: Body, owners: Mapping[str, str]) -> Body:
        """Replace the parent of a body by the name in its own row; a parent without a row may be outside the roster."""
        parent = key(body.parent)
        if not parent or parent in owners:
            return replace(body, parent=owners.get(parent, ""))
        if found := process.extractOne(parent, owners.keys(), scorer=fuzz.ratio, score_cutoff=_NEAR):
            warning = _(
                "the parent “{parent}” has no row; “{near}” has one",
                parent=body.parent,
                near=owners[found[0]],
            )
            self._warnings.append((line, warning))
        return body

    def _check_parents(self, bodies: Sequence[Body], lines: Mapping[str, int]) -> None:
        parents = {body.name: body.parent for body in bodies if body.parent}
        done: set[str] = set()
        for body in parents:
            trail = list(_upward(body, parents, done))
            first = parents.get(trail[-1]) if trail else None
            if first in trail:
                cycle = tuple(trail[trail.index(first) :])
                self._wrong(lines[first], _("these bodies are one another's parents: {cycle}", cycle=cycle))
            done.update(trail)


def _upward(body: str, parents: Mapping[str, str], done: set[str]) -> Iterator[str]:
    """Yield a body and those above it, until one is done or repeated."""
    visited: set[str] = set()
    while body in parents and body not in done and body not in visited:
        yield body
        visited.add(body)
        body = parents[body]


def _day(text: str, languages: Languages) -> date | None:
    """Parse a date as people and workbooks write it, with or without a time."""
    if _SERIAL.fullmatch(text):
        return _BEFORE_SERIALS + timedelta(days=int(float(text)))
    if compact := _COMPACT.fullmatch(text):
        text = "-".join(compact.groups())
    found = languages.dates(text)
    return found[0].value if len(found) == 1 else None


def _written(cell: Value) -> str:
    return cell.isoformat() if isinstance(cell, date) else cell
