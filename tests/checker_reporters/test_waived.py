"""Accepted and known findings are shown as such by every reporter."""

import csv
import json
import re
from dataclasses import replace
from datetime import date
from importlib.resources import files
from xml.etree import ElementTree as ET

import jsonschema
import pytest

from checker.formats import Style
from checker.judging.reports import Report, Waiver
from checker.judging.rules import Severity
from checker.plugins import load

REPORTERS = load().reporters
ACCEPTED = Waiver("上级已同意", "checker-waivers.toml #2", "张三", date(2026, 3, 31))
KNOWN = Waiver("", "baseline.json", known=True)
STYLE = Style("en", Severity.INFO)


@pytest.fixture
def waived(faulty: Report) -> Report:
    """Return a report of which the first finding is accepted, and the second known."""
    first, second, *rest = faulty.findings
    return replace(faulty, findings=(replace(first, waiver=ACCEPTED), replace(second, waiver=KNOWN), *rest))


def written(name: str, report: Report, style: Style = STYLE) -> str:
    return "".join(REPORTERS[name].write([report], style))


def plain(text: str) -> str:
    """Remove Markdown escapes."""
    return re.sub(r"\\(?=\W)|\N{ZERO WIDTH SPACE}", "", text)


@pytest.mark.parametrize("name", REPORTERS)
def test_every_finding_is_still_there(name: str, waived: Report, faulty: Report) -> None:
    text, before = (plain(written(name, report)) for report in (waived, faulty))
    for finding in faulty.findings:
        assert text.count(finding.rule.id) == before.count(finding.rule.id), finding.rule.id
    assert text != before


@pytest.mark.parametrize("name", ["text", "markdown", "github-summary"])
def test_people_read_who_accepted_it_and_until_when(name: str, waived: Report) -> None:
    text = plain(written(name, waived))
    assert "[accepted] 新收" in text
    assert "[known] “0719-555”" in text
    assert "上级已同意, approved by 张三, until 2026-03-31 (checker-waivers.toml #2)" in text
    assert "accepted or known: 2" in text
    assert "errors: 1 (of which accepted or known: 1)" in text


def test_json_has_the_waiver_by_the_schema(waived: Report) -> None:
    report = json.loads(written("json", waived))
    schema = json.loads(files("checker").joinpath("report.schema.json").read_text("utf-8"))
    jsonschema.validate(report, schema, cls=jsonschema.Draft202012Validator)
    first, second, *rest = (finding["waived"] for finding in report["documents"][0]["findings"])
    assert first == {
        "kind": "accepted", "reason": "上级已同意", "approver": "张三", "expires": "2026-03-31",
        "source": "checker-waivers.toml #2",
    }  # fmt: skip
    assert second["kind"] == "known"
    assert rest == [None, None]
    assert report["summary"]["findings"] == {"error": 0, "warning": 0, "info": 1, "review": 1, "waived": 2}


@pytest.mark.parametrize("name", ["sarif", "sarif-github"])
def test_sarif_suppresses_it_with_the_reason(name: str, waived: Report) -> None:
    results = json.loads(written(name, waived))["runs"][0]["results"]
    excuses = [result["suppressions"] for result in results if result.get("suppressions")]
    assert excuses == [
        [{"kind": "external", "status": "accepted", "justification": reason}]
        for reason in ("上级已同意", "baseline.json")
    ]


def test_junit_skips_it(waived: Report, faulty: Report) -> None:
    def kinds(report: Report) -> list[str]:
        cases = ET.fromstring(written("junit", report)).iter("testcase")  # noqa: S314  # we wrote it
        return [case[0].tag for case in cases if len(case)]

    assert kinds(faulty)[:2] == ["failure", "failure"]
    assert kinds(waived)[:2] == ["skipped", "skipped"]


def test_platforms_show_it_as_a_hint(waived: Report) -> None:
    issues = json.loads(written("gitlab", waived))
    assert [issue["severity"] for issue in issues if "[" in issue["description"]][:2] == ["info", "info"]
    commands = [
        line for line in written("github", waived).splitlines() if "accepted]" in line or "known]" in line
    ]
    assert [command.partition(" ")[0] for command in commands] == ["::notice", "::notice"]


def test_table_has_it_in_its_own_column(waived: Report) -> None:
    rows = list(csv.DictReader(written("csv", waived).splitlines()))
    assert [row["outcome"] for row in rows][:2] == ["accepted", "known"]


def test_nothing_else_fails(waived: Report) -> None:
    assert [finding.rule.id for finding in waived.failing(Severity.INFO)] == ["specific-text"]
