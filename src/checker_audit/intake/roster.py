"""Read rosters: the bodies that must file, from a table whose columns are found by their headings."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from pathlib import Path

from rapidfuzz import fuzz, process

from checker import NEUTRAL, AuditError, Body, Languages, Message, Messages, fold, join_messages
from checker_audit.intake.names import key
from checker_audit.intake.roster_columns import Heads, RosterTable, find_table, written
from checker_audit.intake.sheets import Sheet, SheetRow, read_sheets

_ = Messages(__package__)

_SEVERAL = {"aliases", "contact"}  # fields that several columns may fill
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
    """Read a CSV file or all sheets of a workbook; raise AuditError with all mistakes, one line each."""
    sheets = tuple(read_sheets(path))
    heads = Heads(languages)
    found = [(sheet, find_table(sheet.rows, heads, languages)) for sheet in sheets]
    tables = [(sheet.title, table) for sheet, table in found if table is not None]
    if not tables:
        raise AuditError(_at(path, "", 1, _no_name_column([sheet.rows for sheet in sheets], heads)))
    if not any(sheet.title for sheet in sheets):  # the same rows, parted by each separator
        tables = [max(tables, key=lambda one: len(one[1].columns))]
    unused = tuple(sheet.title for sheet, table in found if table is None and sheet.rows and sheet.title)
    return _Parser(path, tables, unused, languages).roster()


def _at(path: Path, sheet: str, line: int, why: Message) -> Message:
    return join_messages([f"{path}:{sheet}:{line}" if sheet else f"{path}:{line}", why], ": ")


def _no_name_column(sheets: Sequence[Sheet], names: Heads) -> Message:
    heads = [tuple(written(cell) for cell in sheet[0].cells if cell) for sheet in sheets if sheet]
    if not heads:
        return _("the roster is empty")
    return _("no column has a heading for the names of bodies ({known}); the first row has {found}",
             known=names.names, found=max(heads, key=len))  # fmt: skip


@dataclass(frozen=True, slots=True)
class _Row:
    """A body with the sheet and the line that it is in, and the title of the sheet if that may be its parent."""

    sheet: str
    line: int
    body: Body
    parent: str = ""


class _Parser:
    """Parse the rows of tables, and collect mistakes and warnings."""

    def __init__(
        self,
        path: Path,
        tables: Sequence[tuple[str, RosterTable]],
        unused: Sequence[str],
        languages: Languages,
    ) -> None:
        self._path = path
        self._tables = tables
        self._unused = unused
        self._title = ""
        self._table = tables[0][1]
        sheets = (word for language in (*languages.values(), NEUTRAL) for word in language.roster_sheets)
        self._no_parents = tuple(sheets)
        self._mistakes: list[tuple[str, int, Message]] = []
        self._warnings: list[tuple[str, int, Message]] = []
        self._doubted: set[str] = set()  # parents without a row

    def roster(self) -> Roster:
        """Return the roster; raise AuditError if there are mistakes."""
        rows: list[_Row] = []
        for title, table in self._tables:
            self._title, self._table = title, table
            self._check_headings()
            rows += self._rows()
        self._title = ""
        for title in self._unused:
            self._warnings.append((title, 1, _("the sheet has no column of names of bodies and is not used")))
        if not rows:
            self._wrong(self._table.head.line, _("no row names a body"))
        rows = self._distinguished(rows)
        owners = self._owners(rows)
        bodies = tuple(self._with_parent(row, owners) for row in rows)
        self._check_parents(bodies, {row.body.name: row for row in rows})
        if self._mistakes:
            raise AuditError(join_messages(self._located(self._mistakes), "\n"))
        return Roster(bodies, tuple(self._located(self._warnings)))

    def _rows(self) -> Iterator[_Row]:
        several = len(self._tables) > 1 and "parent" not in self._table.columns
        title = fold(self._title)
        parent = self._title if several and not title.startswith(self._no_parents) else ""
        for row in self._table.rows:
            if (body := self._body(row)) is not None:
                named = replace(body, parent=body.parent or ("" if key(body.name) == key(parent) else parent))
                yield _Row(self._title if len(self._tables) > 1 else "", row.line, named, parent)

    def _distinguished(self, rows: Sequence[_Row]) -> list[_Row]:
        """Put the parent before the names of bodies that have one name and several parents."""
        parents: dict[str, set[str]] = {}
        for row in rows:
            parents.setdefault(key(row.body.name), set()).add(key(row.body.parent))
        return [
            replace(row, body=_qualified(row.body))
            if row.body.parent and len(parents[key(row.body.name)]) > 1
            else row
            for row in rows
        ]

    def _located(self, notes: Sequence[tuple[str, int, Message]]) -> Iterator[Message]:
        several = len(self._tables) + len(self._unused) > 1
        order = {title: at for at, (title, _table) in enumerate(self._tables)}
        ordered = sorted(notes, key=lambda note: (order.get(note[0], len(order)), note[1]))
        return (_at(self._path, sheet if several else "", line, why) for sheet, line, why in ordered)

    def _wrong(self, line: int, why: Message, sheet: str | None = None) -> None:
        self._mistakes.append((self._title if sheet is None else sheet, line, why))

    def _warn(self, line: int, why: Message, sheet: str | None = None) -> None:
        self._warnings.append((self._title if sheet is None else sheet, line, why))

    def _check_headings(self) -> None:
        line = self._table.head.line
        for field in self._table.columns:
            labels = self._table.labels(field)
            if len(labels) > 1 and field not in _SEVERAL:
                self._wrong(line, _("several columns have the same meaning: {labels}", labels=labels))
        for label in self._table.unknown:
            self._warn(line, _("column “{label}” is not used", label=label))

    def _body(self, row: SheetRow) -> Body | None:
        table = self._table
        name = table.text(row, "name")
        if not key(name):
            if any(table.values(row, field) for field in table.columns):
                self._wrong(row.line, _("the row does not name its body"))
            else:  # a note or a total
                self._warn(row.line, _("the row names no body and is ignored"))
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
            self._day(row, "valid_from"),
            self._day(row, "valid_until"),
            table.text(row, "successor"),
            table.text(row, "counts"),
        )

    def _day(self, row: SheetRow, field: str) -> date | None:
        value = next(iter(self._table.values(row, field)), None)
        day = _day(value, self._table.languages) if isinstance(value, str) else value
        if value is not None and day is None:
            label, *_others = self._table.labels(field)
            why = _("{label}: “{value}” is not a date such as 2025-01-31", label=label, value=value)
            self._wrong(row.line, why)
        return day

    def _owners(self, rows: Sequence[_Row]) -> Mapping[str, str]:
        """Map the keys of names to their bodies; a body's own name is no other's short name, which may be shared."""
        own: dict[str, _Row] = {}
        for row in rows:
            first = own.setdefault(key(row.body.name), row)
            if first is not row:
                self._wrong(
                    row.line,
                    _(
                        "“{name}” is a name of the body in line {first}, too",
                        name=row.body.name,
                        first=first.line,
                    ),
                    row.sheet,
                )
        shared: dict[str, dict[str, _Row]] = {}
        for row in rows:
            for name in row.body.aliases:
                shared.setdefault(key(name), {})[row.body.name] = row
        return {name: next(iter(bodies)) for name, bodies in shared.items() if len(bodies) == 1} | {
            name: row.body.name for name, row in own.items()
        }

    def _with_parent(self, row: _Row, owners: Mapping[str, str]) -> Body:
        """Replace the parent of a body by the name in its own row; a parent without a row may be outside the roster."""
        body = row.body
        parent = key(body.parent)
        if not parent or parent in owners:
            return replace(body, parent=owners.get(parent, ""))
        if row.parent == body.parent:  # the title of the sheet
            return body
        if parent in self._doubted:  # one warning is enough for all bodies below it
            return body
        if found := process.extractOne(parent, owners.keys(), scorer=fuzz.ratio, score_cutoff=_NEAR):
            warning = _(
                "the parent “{parent}” has no row; “{near}” has one",
                parent=body.parent,
                near=owners[found[0]],
            )
            self._doubted.add(parent)
            self._warn(row.line, warning, row.sheet)
        return body

    def _check_parents(self, bodies: Sequence[Body], rows: Mapping[str, _Row]) -> None:
        parents = {body.name: body.parent for body in bodies if body.parent}
        done: set[str] = set()
        for body in parents:
            trail = list(_upward(body, parents, done))
            first = parents.get(trail[-1]) if trail else None
            if first in trail:
                cycle = tuple(trail[trail.index(first) :])
                why = _("these bodies are one another's parents: {cycle}", cycle=cycle)
                self._wrong(rows[first].line, why, rows[first].sheet)
            done.update(trail)


def _qualified(body: Body) -> Body:
    """Put the parent before the name of a body, which becomes one of its other names."""
    joint = "" if not (body.parent + body.name).isascii() else " "
    return replace(body, name=f"{body.parent}{joint}{body.name}", aliases=(body.name, *body.aliases))


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
