"""Read tables of decisions; a row that cannot be used is kept, with its mistake."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path

from checker import AuditError, Decision, DecisionKind, Languages, Message, Messages, join_messages
from checker_audit.intake.names import key
from checker_audit.intake.sheets import Sheet, SheetRow, Value, read_sheets

_ = Messages(__package__)

_HEAD_ROWS = 20
_SUBJECTS = ("fingerprint", "rule", "body")
_FILLED = ("reason", "by", "until", "day", "note")  # by whoever decides
_FIRST_SERIAL, _LAST_SERIAL = 30_000, 80_000  # days since 1899-12-30 that a workbook may show as a number
_BEFORE_SERIALS = date(1899, 12, 30)


@dataclass(frozen=True, slots=True)
class Mistake:
    """Why a row is not a decision."""

    code: str
    reason: Message


@dataclass(frozen=True, slots=True)
class DecisionTable:
    """The decisions of a file, in its order, each with its mistake if it has one."""

    source: str
    rows: tuple[tuple[Decision, Mistake | None], ...]


def read_decisions(path: Path, languages: Languages) -> DecisionTable:
    """Read a CSV file or a workbook; raise AuditError if it is neither, or has no column of decisions."""
    tables = [table for sheet in read_sheets(path) if (table := _table(sheet.rows, languages)) is not None]
    if not tables:
        why = _("no column has the heading “decision”, beside one for a fingerprint, a rule or a body")
        raise AuditError(join_messages([str(path), why], ": "))
    widest = max(len(table.columns) for table in tables)
    if not path.suffix.lower().startswith(".xls"):  # a text was read once for each separator
        tables = [table for table in tables if len(table.columns) == widest][:1]
    return DecisionTable(path.name, tuple(one for table in tables for one in table.decisions()))


def _heads(languages: Languages) -> Mapping[str, str]:
    return {
        key(name): field
        for language in languages.values()
        for field, names in language.decision_columns.items()
        for name in names
    }


@dataclass(frozen=True, slots=True)
class _Table:
    """The rows below the headings, and the first column of each field."""

    columns: Mapping[str, int]
    rows: Sequence[SheetRow]
    languages: Languages

    def decisions(self) -> Iterator[tuple[Decision, Mistake | None]]:
        kinds = {
            key(name): DecisionKind(kind)
            for language in self.languages.values()
            for kind, names in language.decision_words.items()
            for name in names
        }
        for row in self.rows:
            word = self._text(row, "decision")
            if not word and not any(self._text(row, field) for field in _FILLED):
                continue  # a finding about which nothing was decided
            yield self._decision(row, word, kinds.get(key(word)))

    def _decision(
        self, row: SheetRow, word: str, kind: DecisionKind | None
    ) -> tuple[Decision, Mistake | None]:
        days = {field: self._value(row, field) for field in ("until", "day")}
        read = {field: _day(value, self.languages) for field, value in days.items()}
        texts = {
            field: self._text(row, field)
            for field in ("body", "rule", "fingerprint", "found", "reason", "by", "note", "period")
        }
        decision = Decision(row.line, kind, until=read["until"], day=read["day"], **texts)
        bad = next((str(value) for field, value in days.items() if value and read[field] is None), "")
        return decision, _mistake(decision, word, bad)

    def _value(self, row: SheetRow, field: str) -> Value:
        at = self.columns.get(field, len(row.cells))
        return row.cells[at] if at < len(row.cells) else ""

    def _text(self, row: SheetRow, field: str) -> str:
        value = self._value(row, field)
        return value.isoformat() if isinstance(value, date) else value.strip()


def _table(sheet: Sheet, languages: Languages) -> _Table | None:
    heads = _heads(languages)
    for at, head in enumerate(sheet[:_HEAD_ROWS]):
        columns: dict[str, int] = {}
        for place, cell in enumerate(head.cells):
            if isinstance(cell, str) and (field := heads.get(key(cell))):
                columns.setdefault(field, place)
        if "decision" in columns and any(field in columns for field in _SUBJECTS):
            return _Table(columns, sheet[at + 1 :], languages)
    return None


def _mistake(decision: Decision, word: str, bad_day: str) -> Mistake | None:
    if decision.kind is None:
        known = tuple(DecisionKind)
        return Mistake("unknown-decision", _("“{word}” is not one of {known}", word=word or "-", known=known))
    if bad_day:
        return Mistake("not-a-date", _("“{value}” is not a date such as 2025-01-31", value=bad_day))
    if decision.kind is DecisionKind.RETURNED:
        if not decision.body and not decision.fingerprint:
            return Mistake("no-subject", _("the row names no body"))
        return None if decision.day else Mistake("no-date", _("the day of the return is missing"))
    if not decision.fingerprint and not (decision.body and decision.rule):
        return Mistake("no-subject", _("the row gives neither a fingerprint nor a body and a rule"))
    if decision.kind is DecisionKind.ACCEPTED and not (decision.reason and decision.by):
        return Mistake("no-reason", _("an acceptance needs a reason and the name of who decided"))
    return None


def _day(value: Value, languages: Languages) -> date | None:
    """Read a date as people and workbooks write it."""
    if isinstance(value, date) or not value:
        return value or None
    if value.isdecimal() and _FIRST_SERIAL <= int(value[:6]) <= _LAST_SERIAL:
        return _BEFORE_SERIALS + timedelta(days=int(value[:6]))
    found = languages.dates(value)
    return found[0].value if len(found) == 1 else None
