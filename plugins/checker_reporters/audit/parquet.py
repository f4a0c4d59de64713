"""An audit's tables as Parquet: columns with types, row groups of bounded size."""

from contextlib import ExitStack
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pyarrow as pa  # type: ignore[import-untyped]  # the library has no types
from pyarrow.parquet import ParquetWriter  # type: ignore[import-untyped]  # the library has no types

from checker_reporters.audit.exports import Export, Sink
from checker_reporters.audit.tables import SCHEMA, Row, Table, Value

_GROUP = 20_000  # rows
_TYPES = {str: pa.string(), int: pa.int64(), bool: pa.bool_(), Decimal: pa.float64(), date: pa.date32()}


@dataclass(frozen=True, slots=True)
class Parquet:
    """Apache Parquet; the version of the tables is in the file's metadata under “schema”."""

    suffix: str = "parquet"

    def open(self, path: Path, table: Table[Any], files: ExitStack) -> Sink:
        """Begin a file."""
        columns = [pa.field(column.name, _TYPES[column.kind]) for column in table.columns]
        schema = pa.schema(columns, {"schema": SCHEMA, "table": table.name})
        writer = files.enter_context(ParquetWriter(path, schema, compression="zstd"))
        groups = _Groups(writer, schema)
        files.callback(groups.flush)
        return groups


@dataclass
class _Groups:
    """Rows that wait until there are enough for a group."""

    writer: ParquetWriter
    schema: pa.Schema
    rows: list[Row] = field(default_factory=list)

    def write(self, row: Row) -> None:
        self.rows.append(row)
        if len(self.rows) >= _GROUP:
            self.flush()

    def flush(self) -> None:
        if self.rows:
            columns = zip(*self.rows, strict=True)
            arrays = [
                pa.array(map(_held, column), kind.type)
                for column, kind in zip(columns, self.schema, strict=True)
            ]
            self.writer.write_batch(pa.record_batch(arrays, schema=self.schema))
            self.rows.clear()


def _held(value: Value) -> Value | float:
    return float(value) if isinstance(value, Decimal) else value


REPORTER = Export("parquet", Parquet())
