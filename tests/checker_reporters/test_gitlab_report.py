import json
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import jsonschema

from checker.formats import Style
from checker.judging.reports import Report
from checker_reporters.gitlab_report import GitlabReporter

SCHEMA = json.loads((Path(__file__).parents[1] / "schemas" / "gitlab-code-quality.json").read_text("utf-8"))


def write(reports: Sequence[Report]) -> str:
    return "".join(GitlabReporter().write(reports, Style("zh")))


def issues(reports: Sequence[Report]) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = json.loads(write(reports))
    jsonschema.validate(found, SCHEMA, jsonschema.Draft202012Validator)
    return found


def test_report_equals_the_golden_file(
    reports: Sequence[Report], unread: Report, golden: Callable[[str, str], None]
) -> None:
    golden("report.gitlab.json", write([*reports, unread]))


def test_no_finding_gives_an_empty_list(conforming: Report) -> None:
    assert issues([conforming]) == issues([]) == []


def test_fingerprints_are_unique_in_the_file(faulty: Report, hostile: Report) -> None:
    found = issues(
        [faulty, replace(faulty, path="b.docx"), hostile, hostile, replace(hostile, path="\ud801")]
    )
    assert len({issue["fingerprint"] for issue in found}) == len(found) == 14


def test_fingerprint_does_not_depend_on_other_documents(faulty: Report, hostile: Report) -> None:
    assert issues([faulty]) == issues([hostile, faulty])[2:]


def test_description_names_rule_and_place(faulty: Report) -> None:
    description = issues([faulty])[0]["description"]
    assert description.startswith(
        "applications-balance：三、收到和处理政府信息公开申请情况 › （七）总计 / 自然人 › 第 5 页："
    )


def test_failure_to_read_is_more_severe_than_any_finding(
    failed: Report, unread: Report, faulty: Report
) -> None:
    assert [issue["severity"] for issue in issues([failed, unread])] == ["blocker", "critical"]
    assert [issue["severity"] for issue in issues([faulty])] == ["major", "minor", "minor", "info"]


def test_path_is_as_gitlab_writes_it(faulty: Report) -> None:
    assert issues([replace(faulty, path="./a//b.docx")])[0]["location"]["path"] == "a/b.docx"
