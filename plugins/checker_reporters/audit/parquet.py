"""Audit tables as Parquet: typed columns, row groups of bounded size."""

from contextlib import ExitStack
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pyarrow as pa  # type: ignore[import-untyped]  # the library has no types
from pyarrow.parquet import ParquetWriter  # type: ignore[import-untyped]  # the library has no types

from checker_reporters.audit.exports import TableExport
from checker_reporters.audit.tables import SCHEMA, AuditTable, RowSink, RowValues, Value

_ROWS_PER_GROUP = 20_000
_TYPES = {str: pa.string(), int: pa.int64(), bool: pa.bool_(), Decimal: pa.float64(), date: pa.date32()}


@dataclass(frozen=True, slots=True)
class ParquetFormat:
    """Apache Parquet; the metadata of the file has the version of the tables under “schema”."""

    suffix: str = "parquet"

    def open(self, path: Path, table: AuditTable[Any], files: ExitStack) -> RowSink:
        """Begin a file."""
        columns = [pa.field(column.name, _TYPES[column.kind]) for column in table.columns]
        schema = pa.schema(columns, {"schema": SCHEMA, "table": table.name})
        writer = files.enter_context(ParquetWriter(path, schema, compression="zstd"))
        sink = _ParquetSink(writer, schema)
        files.callback(sink.flush)
        return sink


@dataclass
class _ParquetSink:
    """Collect rows until there are enough for a group."""

    writer: ParquetWriter
    schema: pa.Schema
    rows: list[RowValues] = field(default_factory=list)

    def write(self, row: RowValues) -> None:
        self.rows.append(row)
        if len(self.rows) >= _ROWS_PER_GROUP:
            self.flush()

    def flush(self) -> None:
        if self.rows:
            columns = zip(*self.rows, strict=True)
            arrays = [
                pa.array(map(_parquet_value, column), kind.type)
                for column, kind in zip(columns, self.schema, strict=True)
            ]
            self.writer.write_batch(pa.record_batch(arrays, schema=self.schema))
            self.rows.clear()


def _parquet_value(value: Value) -> Value | float:
    return float(value) if isinstance(value, Decimal) else value


REPORTER = TableExport("parquet", ParquetFormat())
