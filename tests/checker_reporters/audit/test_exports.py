"""Exports are read back as programs do: the same rows in each format, with stable columns."""

import csv
import json
import re
import sys
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import pytest
from pyarrow import parquet  # type: ignore[import-untyped]  # the library has no types

from checker.errors import UsageError
from checker.formats import Style
from checker.judging.audit_results import BodyReport
from checker.text import clean
from checker_reporters import register_audit_reporters
from checker_reporters.audit.exports import TABLES
from tests.support.audit_results import KeptResults, example, filled, results_of

REPORTERS = {reporter.name: reporter for reporter in register_audit_reporters()}
DOCUMENTED = Path(__file__).parents[3] / "docs" / "audit-tables.md"
NAMES = tuple(table.name for table in TABLES)
HOSTILE = (
    '=HYPERLINK("http://a.b","c")',
    "+cmd|' /C calc'!A0",
    "\x1b[31m\u202e\ud800\x00\r\n\u2028",
    'a","b;=1',
    "]]>🙂" * 400,
)

Rows = list[dict[str, Any]]


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return exported(example(), tmp_path_factory.mktemp("exports"))


def exported(results: KeptResults, folder: Path, *names: str) -> Path:
    for name in names or ("csv", "jsonl", "parquet"):
        REPORTERS[name].write_audit(results, folder, Style())
    return folder


def in_csv(folder: Path, table: str) -> Rows:
    with (folder / f"{table}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def in_jsonl(folder: Path, table: str) -> Rows:
    text = (folder / f"{table}.jsonl").read_bytes().decode()
    return [json.loads(line) for line in text.split("\n") if line]


def in_parquet(folder: Path, table: str) -> Rows:
    rows: Rows = parquet.read_table(folder / f"{table}.parquet").to_pylist()
    return rows


def test_each_format_writes_every_table_and_nothing_else(folder: Path) -> None:
    suffixes = ("csv", "jsonl", "parquet")
    assert {path.name for path in folder.iterdir()} == {f"{name}.{end}" for name in NAMES for end in suffixes}


@pytest.mark.parametrize("table", NAMES)
def test_formats_hold_the_same_rows(folder: Path, table: str) -> None:
    lines, objects, columns = in_csv(folder, table), in_jsonl(folder, table), in_parquet(folder, table)
    assert len(lines) == len(objects) == len(columns) > 0
    for line, one, row in zip(lines, objects, columns, strict=True):
        assert one.pop("schema") == "checker-audit/1"
        assert {name: str(value) for name, value in row.items() if hasattr(value, "isoformat")} | {
            name: value for name, value in row.items() if not hasattr(value, "isoformat")
        } == one
        assert {name: _printed(value) for name, value in one.items()} == line


def _printed(value: object) -> str:
    return "" if value is None else json.dumps(value) if isinstance(value, bool) else str(value)


@pytest.mark.parametrize("table", NAMES)
def test_columns_are_those_in_the_documentation(folder: Path, table: str) -> None:
    section = DOCUMENTED.read_text(encoding="utf-8").split(f"## `{table}`")[1].split("\n## ")[0]
    documented = re.findall(r"^\| `(\w+)` \| (\w+) \|", section, re.MULTILINE)
    schema = parquet.read_schema(folder / f"{table}.parquet")
    types = {
        "string": "text",
        "int64": "integer",
        "bool": "boolean",
        "double": "number",
        "date32[day]": "date",
    }
    assert documented == [(column.name, types[str(column.type)]) for column in schema]
    assert list(in_csv(folder, table)[0]) == [name for name, _type in documented]
    assert schema.metadata[b"schema"] == b"checker-audit/1"


def test_codes_are_the_same_in_every_language(tmp_path: Path) -> None:
    kept = results_of(example().kept[2:5])
    rows = []
    for language in ("zh", "en"):
        REPORTERS["jsonl"].write_audit(kept, tmp_path, Style(language))
        rows.append(in_jsonl(tmp_path, "findings"))
    chinese, english = rows
    assert [row["severity"] for row in chinese] == [row["severity"] for row in english]
    assert chinese[0]["message"] != english[0]["message"]


def test_every_submission_is_a_report_with_its_place(folder: Path) -> None:
    roles = [(row["body"], row["role"], row["state"]) for row in in_jsonl(folder, "reports")]
    assert len(roles) == example().counts.found
    assert ("石河镇人民政府", "counts", "ok") in roles
    assert ("石河镇人民政府", "further", "ok") in roles
    assert ("石河镇人民政府", "before", "ok") in roles
    assert ("青屏县档案馆", "unread", "error") in roles
    assert [role for _body, role, _state in roles].count("stray") == 5


def test_rules_not_judged_have_their_reason(folder: Path) -> None:
    rows = [
        row for row in in_jsonl(folder, "assessments") if row["body"] == "青山镇人民政府" and row["unread"]
    ]
    assert {row["outcome"] for row in rows} == {"not_assessed"}
    assert {row["reason"] for row in rows} == {"time ran out after page 4 of 9"}


def test_a_number_too_large_to_store_stays_a_text(tmp_path: Path) -> None:
    exported(filled("9" * 400), tmp_path)
    for read in (in_jsonl, in_parquet):
        assert {row["value"] for row in read(tmp_path, "facts")} == {None}
        assert {row["text"] for row in read(tmp_path, "facts")} == {"9" * 400}


@pytest.mark.parametrize("text", HOSTILE)
def test_any_text_arrives_and_is_inert(text: str, tmp_path: Path) -> None:
    exported(filled(text), tmp_path)
    cleaned = clean(text, 100_000)
    for table in NAMES:
        assert cleaned in {value for row in in_jsonl(tmp_path, table) for value in row.values()}
        assert cleaned in {value for row in in_parquet(tmp_path, table) for value in row.values()}
        cells = {cell for row in in_csv(tmp_path, table) for cell in row.values()}
        assert cleaned.replace("'", "") in {cell.replace("'", "") for cell in cells}
        assert not [cell for cell in cells if re.match(r"\s*[=+@]", cell)]


@pytest.mark.parametrize("name", ["csv", "jsonl", "parquet"])
def test_same_audit_is_the_same_bytes(name: str, tmp_path: Path) -> None:
    contents = []
    for _time in range(2):
        exported(results_of(example().kept[:3]), tmp_path, name)
        contents.append([path.read_bytes() for path in sorted(tmp_path.iterdir())])
    assert contents[0] == contents[1]


@dataclass(frozen=True)
class BrokenResults(KeptResults):
    """Results that are read body by body, and break off after some."""

    breaks: bool = False

    def body_reports(self) -> Iterator[BodyReport]:
        yield from super().body_reports()
        if self.breaks:
            raise OSError("the store is gone")


def test_what_is_not_finished_leaves_the_older_files_as_they_are(tmp_path: Path) -> None:
    one = example()
    exported(one, tmp_path, "csv")
    before = {path.name: path.read_bytes() for path in tmp_path.iterdir()}
    broken = BrokenResults(one.year, one.pack, one.counts, one.kept[:1], breaks=True)
    for name in ("csv", "jsonl", "parquet", "workbook"):
        with pytest.raises(OSError, match="gone"):
            exported(broken, tmp_path, name)
    assert {path.name: path.read_bytes() for path in tmp_path.iterdir()} == before


@pytest.mark.parametrize(
    ("name", "library", "package"),
    [
        ("parquet", "pyarrow", "pyarrow"),
        ("letters", "docx", "python-docx"),
        ("workbook", "xlsxwriter", "xlsxwriter"),
    ],
)
def test_a_library_that_is_not_installed_is_named(
    name: str, library: str, package: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    results = replace(example(), kept=())  # made with the libraries
    for module in [module for module in sys.modules if module.startswith("checker_reporters.audit.")]:
        monkeypatch.delitem(sys.modules, module)
    monkeypatch.setitem(sys.modules, library, None)
    with pytest.raises(UsageError, match=rf"pip install .*\b{package}>="):
        REPORTERS[name].write_audit(results, tmp_path, Style())
