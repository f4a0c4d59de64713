import json
from collections.abc import Callable, Sequence
from dataclasses import replace
from importlib.resources import files
from typing import Any

import jsonschema
import pytest

from checker.documents.document import Note
from checker.formats import Style
from checker.judging.reports import Report
from checker.judging.rules import Severity
from checker.messages import Message
from checker.version import VERSION
from checker_reporters.json_report import JsonReporter


def write(reports: Sequence[Report], style: Style | None = None) -> str:
    return "".join(JsonReporter().write(reports, style or Style()))


@pytest.fixture
def schema() -> dict[str, Any]:
    schema: dict[str, Any] = json.loads(files("checker").joinpath("report.schema.json").read_text("utf-8"))
    return schema


def test_report_equals_the_golden_file(reports: Sequence[Report], golden: Callable[[str, str], None]) -> None:
    golden("report.json", write(reports).replace(f'"version": "{VERSION}"', '"version": "X"'))


def test_report_keeps_the_published_schema(
    reports: Sequence[Report], hostile: Report, schema: dict[str, Any]
) -> None:
    jsonschema.Draft202012Validator.check_schema(schema)
    jsonschema.validate(json.loads(write([*reports, hostile])), schema, jsonschema.Draft202012Validator)
    jsonschema.validate(json.loads(write([])), schema, jsonschema.Draft202012Validator)


def test_schema_allows_no_undefined_keys(schema: dict[str, Any]) -> None:
    objects = [schema, *(part for part in schema["$defs"].values() if part["type"] == "object")]
    objects += [schema["properties"]["tool"], schema["$defs"]["summary"]["properties"]["findings"]]
    for part in objects:
        assert part["additionalProperties"] is False
        assert part["required"] == list(part["properties"])


def test_same_reports_are_the_same_bytes(reports: Sequence[Report]) -> None:
    assert write(reports) == write(reports)
    assert write(reports).endswith("}\n")


def test_fingerprints_are_unique_in_a_document(hostile: Report) -> None:
    findings = json.loads(write([hostile]))["documents"][0]["findings"]
    assert len({finding["fingerprint"] for finding in findings}) == len(findings) == 2


def test_summary_counts_every_document_once(reports: Sequence[Report]) -> None:
    assert json.loads(write(reports))["summary"] == {
        "documents": 3,
        "conforming": 1,
        "failing": 1,
        "unreadable": 1,
        "findings": {"error": 1, "warning": 1, "info": 1, "review": 1, "waived": 0},
        "not_assessed": 1,
    }


def test_conforms_follows_the_threshold(faulty: Report) -> None:
    conforms = [
        json.loads(write([faulty], Style(threshold=threshold)))["documents"][0]["conforms"]
        for threshold in (Severity.ERROR, None)
    ]
    assert conforms == [False, True]


def test_messages_are_in_the_requested_language(conforming: Report) -> None:
    note = Note("picture", Message("[please check] ", domain="checker_reporters"))
    report = replace(conforming, notes=(note,))
    messages = [
        json.loads(write([report], Style(lang)))["documents"][0]["notes"][0]["message"] for lang in ("", "en")
    ]
    assert messages == ["【请核对】", "[please check] "]


def test_hostile_text_is_inert(hostile: Report) -> None:
    text = write([hostile])
    text.encode("utf-8")
    assert all(character.isprintable() or character == "\n" for character in text)
    assert json.loads(text)["documents"][0]["findings"][0]["actual"].startswith("\\u{1b}[31m")


def test_long_path_is_not_cut_short(conforming: Report) -> None:
    path = "长" * 1000 + ".docx"
    assert json.loads(write([replace(conforming, path=path)]))["documents"][0]["path"] == path
