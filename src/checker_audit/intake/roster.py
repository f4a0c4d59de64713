"""Rosters: who must file, read from a table whose columns are found by what they are called."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from pathlib import Path

from rapidfuzz import fuzz, process

from checker.errors import AuditError
from checker.judging.audit_checks import Body
from checker.languages import Languages
from checker.messages import Message, Messages
from checker_audit.intake.matching import key
from checker_audit.intake.sheets import Row, Sheet, Value, read_sheets

_ = Messages(__package__)

_SEVERAL = {"aliases", "contact"}  # fields that several columns may fill
_HEAD_ROWS = 20  # a title, who compiled the roster and notes may stand above its head
_ASIDE = r"[(（\[【][^)）\]】]*[)）\]】]"
_ALIASES = re.compile(r"[、；;|/，\n]+")
_COMPACT = re.compile(r"((?:19|20)\d\d)([01]\d)([0-3]\d)")
_SERIAL = re.compile(r"[3-7]\d{4}(?:\.\d+)?")  # a day as workbooks count them, 1982 to 2119
_BEFORE_SERIALS = date(1899, 12, 30)
_NEAR = 70  # of 100; 县政府 and 青屏县政府 are 75 alike


@dataclass(frozen=True)
class Roster:
    """The bodies that must file, in the order of the table; `remarks` are doubts about it, with their places."""

    bodies: tuple[Body, ...]
    remarks: tuple[Message, ...] = ()


def read_roster(path: Path, languages: Languages) -> Roster:
    """Read a CSV file or a workbook; raise AuditError with every mistake, one line each."""
    sheets = tuple(read_sheets(path))
    heads = _Heads(languages)
    tables = [table for sheet in sheets if (table := _table(sheet, heads, languages)) is not None]
    if not tables:
        raise AuditError(_at(path, 1, _no_name_column(sheets, heads)))
    return _Roll(path, max(tables, key=lambda table: len(table.columns))).called()


def _at(path: Path, line: int, why: Message) -> Message:
    return Message("{file}:{line}: {why}", (("file", path), ("line", line), ("why", why)))


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
    """The rows below a head, and the columns that fill each field."""

    head: Row
    columns: Mapping[str, tuple[int, ...]]
    unknown: tuple[str, ...]
    rows: Sheet
    languages: Languages

    def labels(self, field: str) -> tuple[str, ...]:
        return tuple(_written(self.head.cells[at]) for at in self.columns[field])

    def values(self, row: Row, field: str) -> list[Value]:
        """List what a row has in the columns of a field, without blanks."""
        cells = (row.cells[at] for at in self.columns.get(field, ()) if at < len(row.cells))
        return [cell for cell in cells if isinstance(cell, date) or not self.languages.is_blank(cell)]

    def text(self, row: Row, field: str, joint: str = " ") -> str:
        return joint.join(map(_written, self.values(row, field)))


def _table(sheet: Sheet, heads: _Heads, languages: Languages) -> _Table | None:
    """Find the head, which names the bodies' column, and read what stands in it."""
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
    return _("no column is called as the bodies' names are ({known}); the first row has {found}",
             known=names.names, found=max(heads, key=len))  # fmt: skip


class _Roll:
    """Call the rows of a table, and note what is wrong with them."""

    def __init__(self, path: Path, table: _Table) -> None:
        self._path = path
        self._table = table
        self._mistakes: list[tuple[int, Message]] = []
        self._remarks: list[tuple[int, Message]] = []

    def called(self) -> Roster:
        """Make the roster; raise AuditError where there are mistakes."""
        self._judge_head()
        lines = [(row.line, body) for row in self._table.rows if (body := self._body(row)) is not None]
        if not lines:
            self._wrong(self._table.head.line, _("no row below names a body"))
        owners = self._owners(lines)
        bodies = tuple(self._below(line, body, owners) for line, body in lines)
        self._judge_parents(bodies, {body.name: line for line, body in lines})
        if self._mistakes:
            names = {f"line{number}": line for number, line in enumerate(self._told(self._mistakes))}
            raise AuditError(Message("\n".join(f"{{{name}}}" for name in names), tuple(names.items())))
        return Roster(bodies, tuple(self._told(self._remarks)))

    def _told(self, notes: Sequence[tuple[int, Message]]) -> Iterator[Message]:
        return (_at(self._path, line, why) for line, why in sorted(notes, key=lambda note: note[0]))

    def _wrong(self, line: int, why: Message) -> None:
        self._mistakes.append((line, why))

    def _judge_head(self) -> None:
        line = self._table.head.line
        for field in self._table.columns:
            labels = self._table.labels(field)
            if len(labels) > 1 and field not in _SEVERAL:
                self._wrong(line, _("several columns say the same: {labels}", labels=labels))
        for label in self._table.unknown:
            self._remarks.append((line, _("column “{label}” is not used", label=label)))

    def _body(self, row: Row) -> Body | None:
        table = self._table
        name = table.text(row, "name")
        if not key(name):
            if any(table.values(row, field) for field in table.columns):
                self._wrong(row.line, _("the row does not name its body"))
            else:  # a note, a sum
                self._remarks.append((row.line, _("the row names no body and is left out")))
            return None
        said = {key(name): name}
        for alias in _ALIASES.split(table.text(row, "aliases", "、")):
            said.setdefault(key(alias), alias.strip())
        said.pop("", None)
        return Body(
            name,
            tuple(said.values())[1:],
            table.text(row, "kind"),
            table.text(row, "parent"),
            self._day(row, "deadline"),
            table.text(row, "contact"),
            self._day(row, "submitted"),
        )

    def _day(self, row: Row, field: str) -> date | None:
        value = next(iter(self._table.values(row, field)), None)
        day = _day(value, self._table.languages) if isinstance(value, str) else value
        if value is not None and day is None:
            label, *_others = self._table.labels(field)
            why = _("{label}: “{value}” is no day, such as 2025-01-31", label=label, value=value)
            self._wrong(row.line, why)
        return day

    def _owners(self, lines: Sequence[tuple[int, Body]]) -> Mapping[str, str]:
        """Map the keys of all names to the bodies that are called so."""
        owners: dict[str, tuple[int, str]] = {}
        for line, body in lines:
            for name in body.names:
                first, _owner = owners.setdefault(key(name), (line, body.name))
                if first != line:
                    self._wrong(
                        line, _("“{name}” is the name of the body in line {first}", name=name, first=first)
                    )
        return {name: owner for name, (_line, owner) in owners.items()}

    def _below(self, line: int, body: Body, owners: Mapping[str, str]) -> Body:
        """Call a body's parent as its own row does; one that has no row may be outside of the roster."""
        parent = key(body.parent)
        if not parent or parent in owners:
            return replace(body, parent=owners.get(parent, ""))
        if found := process.extractOne(parent, owners.keys(), scorer=fuzz.ratio, score_cutoff=_NEAR):
            told = _(
                "the parent “{parent}” has no row; “{near}” has one",
                parent=body.parent,
                near=owners[found[0]],
            )
            self._remarks.append((line, told))
        return body

    def _judge_parents(self, bodies: Sequence[Body], lines: Mapping[str, int]) -> None:
        parents = {body.name: body.parent for body in bodies if body.parent}
        done: set[str] = set()
        for body in parents:
            trail = list(_upward(body, parents, done))
            again = parents.get(trail[-1]) if trail else None
            if again in trail:
                circle = tuple(trail[trail.index(again) :])
                self._wrong(lines[again], _("these are one another's parents: {circle}", circle=circle))
            done.update(trail)


def _upward(body: str, parents: Mapping[str, str], done: set[str]) -> Iterator[str]:
    """Iterate over a body and those above it, as far as they are neither done nor passed."""
    passed: set[str] = set()
    while body in parents and body not in done and body not in passed:
        yield body
        passed.add(body)
        body = parents[body]


def _day(text: str, languages: Languages) -> date | None:
    """Read a day as people and workbooks write it, whatever time of the day follows."""
    if _SERIAL.fullmatch(text):
        return _BEFORE_SERIALS + timedelta(days=int(float(text)))
    if compact := _COMPACT.fullmatch(text):
        text = "-".join(compact.groups())
    found = languages.dates(text)
    return found[0].value if len(found) == 1 else None


def _written(cell: Value) -> str:
    return cell.isoformat() if isinstance(cell, date) else cell
