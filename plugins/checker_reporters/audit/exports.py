"""An audit as tables for programs: CSV, JSON lines or Parquet, one file per table, written row by row."""

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
from checker_reporters.audit.atomic_files import atomic_path
from checker_reporters.audit.decision_rows import DECISIONS
from checker_reporters.audit.tables import (
    ASSESSMENTS,
    BODIES,
    FACTS,
    FINDINGS,
    REPORTS,
    SCHEMA,
    UNMATCHED,
    AuditTable,
    RowSink,
    RowValues,
    Value,
    write_rows,
)
from checker_reporters.csv_report import inert
from checker_reporters.wording import ReportWording

# Any: each table has rows of its own type
TABLES: tuple[AuditTable[Any], ...] = (BODIES, REPORTS, FINDINGS, ASSESSMENTS, FACTS, UNMATCHED, DECISIONS)


class TableFormat(Protocol):
    """A file format of tables; `suffix` is that of its files."""

    @property
    def suffix(self) -> str: ...
    def open(self, path: Path, table: AuditTable[Any], files: ExitStack) -> RowSink:
        """Begin a file, which `files` closes."""
        ...


@dataclass(frozen=True)
class TableExport:
    """Write every table into its own file; `name` is that of the format."""

    name: str
    format: TableFormat

    def write_audit(self, results: AuditResults, folder: Path, style: Style) -> None:
        """Write all tables in one pass over the results, without keeping rows."""
        wording = ReportWording(style.language or results.pack.language)
        with ExitStack() as files:
            sinks = []
            for table in TABLES:
                path = files.enter_context(atomic_path(folder / f"{table.name}.{self.format.suffix}"))
                sinks.append((table, self.format.open(path, table, files)))
            for body_report in results.body_reports():
                for table, sink in sinks:
                    write_rows(table.rows(body_report, style, wording), sink)
            for unmatched in results.unmatched():
                for table, sink in sinks:
                    write_rows(table.unmatched_rows(unmatched, wording), sink)
            for table, sink in sinks:
                write_rows(table.audit_rows(results, wording), sink)


# --- CSV ---


@dataclass(frozen=True, slots=True)
class CsvFormat:
    """Comma-separated values in UTF-8; texts that a spreadsheet would take for formulas get an apostrophe in front."""

    suffix: str = "csv"

    def open(self, path: Path, table: AuditTable[Any], files: ExitStack) -> RowSink:
        file = files.enter_context(path.open("w", encoding="utf-8", newline=""))
        sink = _CsvSink(csv.writer(file, lineterminator="\n"))
        sink.writer.writerow(column.name for column in table.columns)
        return sink


class _CsvWriter(Protocol):
    def writerow(self, row: Iterator[str]) -> object: ...


@dataclass(frozen=True, slots=True)
class _CsvSink:
    writer: _CsvWriter

    def write(self, row: RowValues) -> None:
        self.writer.writerow(map(_csv_text, row))


def _csv_text(value: Value) -> str:
    if isinstance(value, str):
        return inert(value)
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    return format(value, "f") if isinstance(value, Decimal) else str(value)


# --- JSON lines ---


@dataclass(frozen=True, slots=True)
class JsonLinesFormat:
    """One JSON object per line, whose first field is the version of the tables."""

    suffix: str = "jsonl"

    def open(self, path: Path, table: AuditTable[Any], files: ExitStack) -> RowSink:
        file = files.enter_context(path.open("w", encoding="utf-8", newline="\n"))
        return _JsonLinesSink(file, tuple(column.name for column in table.columns))


@dataclass(frozen=True, slots=True)
class _JsonLinesSink:
    file: TextIO
    names: Sequence[str]

    def write(self, row: RowValues) -> None:
        values = {"schema": SCHEMA, **dict(zip(self.names, map(_json_value, row), strict=True))}
        self.file.write(json.dumps(values, ensure_ascii=False) + "\n")


def _json_value(value: Value) -> str | bool | int | float | None:
    if isinstance(value, Decimal):
        return int(value) if value == value.to_integral_value() else float(value)
    return value.isoformat() if isinstance(value, date) else value
