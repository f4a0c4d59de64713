"""An audit as tables for programs: CSV, JSON lines or Parquet, one file a table, written as a stream."""

import csv
import json
from collections.abc import Iterator, Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any, Protocol, TextIO

from checker import AuditResults, Style
from checker_reporters.audit.atomic_files import fresh
from checker_reporters.audit.tables import (
    ASSESSMENTS,
    ASTRAY,
    BODIES,
    FACTS,
    FINDINGS,
    REPORTS,
    SCHEMA,
    Row,
    Table,
    Value,
)
from checker_reporters.csv_report import inert
from checker_reporters.wording import Voice

# Any: a list of tables of many things
TABLES: tuple[Table[Any], ...] = (BODIES, REPORTS, FINDINGS, ASSESSMENTS, FACTS, ASTRAY)


class Sink(Protocol):
    """Where the rows of one table go."""

    def write(self, row: Row) -> None:
        """Take a row."""
        ...


class Format(Protocol):
    """A way of writing tables; `suffix` ends the names of its files."""

    @property
    def suffix(self) -> str: ...
    def open(self, path: Path, table: Table[Any], files: ExitStack) -> Sink:
        """Begin a file; what must be closed at its end is left to `files`."""
        ...


@dataclass(frozen=True)
class Export:
    """Write every table into a file of its own; `name` is the format's."""

    name: str
    format: Format

    def write_audit(self, results: AuditResults, folder: Path, style: Style) -> None:
        """Write all tables at once, so that the results are read once and nothing is kept."""
        said = Voice(style.language or results.pack.language)
        with ExitStack() as files:
            sinks = []
            for table in TABLES:
                path = files.enter_context(fresh(folder / f"{table.name}.{self.format.suffix}"))
                sinks.append((table, self.format.open(path, table, files)))
            for dossier in results.body_reports():
                for table, sink in sinks:
                    _poured(table.rows(dossier, style, said), sink)
            for stray in results.unmatched():
                for table, sink in sinks:
                    _poured(table.stray_rows(stray, said), sink)


def _poured(rows: Iterator[Row], sink: Sink) -> None:
    for row in rows:
        sink.write(row)


# --- CSV ---


@dataclass(frozen=True, slots=True)
class Csv:
    """Comma-separated values in UTF-8; a text that a spreadsheet would take for a formula begins with an apostrophe."""

    suffix: str = "csv"

    def open(self, path: Path, table: Table[Any], files: ExitStack) -> Sink:
        file = files.enter_context(path.open("w", encoding="utf-8", newline=""))
        lines = _Lines(csv.writer(file, lineterminator="\n"))
        lines.writer.writerow(column.name for column in table.columns)
        return lines


class _Writer(Protocol):
    def writerow(self, row: Iterator[str]) -> object: ...


@dataclass(frozen=True, slots=True)
class _Lines:
    writer: _Writer

    def write(self, row: Row) -> None:
        self.writer.writerow(map(_printed, row))


def _printed(value: Value) -> str:
    if isinstance(value, str):
        return inert(value)
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    return format(value, "f") if isinstance(value, Decimal) else str(value)


# --- JSON lines ---


@dataclass(frozen=True, slots=True)
class JsonLines:
    """One JSON object a line, the version of the tables its first field."""

    suffix: str = "jsonl"

    def open(self, path: Path, table: Table[Any], files: ExitStack) -> Sink:
        file = files.enter_context(path.open("w", encoding="utf-8", newline="\n"))
        return _Objects(file, tuple(column.name for column in table.columns))


@dataclass(frozen=True, slots=True)
class _Objects:
    file: TextIO
    names: Sequence[str]

    def write(self, row: Row) -> None:
        values = {"schema": SCHEMA, **dict(zip(self.names, map(_jsonable, row), strict=True))}
        self.file.write(json.dumps(values, ensure_ascii=False) + "\n")


def _jsonable(value: Value) -> str | bool | int | float | None:
    if isinstance(value, Decimal):
        return int(value) if value == value.to_integral_value() else float(value)
    return value.isoformat() if isinstance(value, date) else value
