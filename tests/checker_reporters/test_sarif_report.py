import json
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import jsonschema
import pytest

from checker.formats import Style
from checker.judging.reports import Report
from checker.version import VERSION
from checker_reporters.sarif_report import SarifReporter, uri
from checker_reporters.sarif_rules import SarifDialect

SCHEMA = json.loads((Path(__file__).parents[1] / "schemas" / "sarif-2.1.0.json").read_text("utf-8"))
REPORTERS = {
    "sarif": SarifReporter(),
    "complete": SarifReporter(complete=True),
    "github": SarifReporter(dialect=SarifDialect.GITHUB),
}


def write(reports: Sequence[Report], name: str = "sarif", style: Style | None = None) -> str:
    return "".join(REPORTERS[name].write(reports, style or Style()))


def run(reports: Sequence[Report], name: str = "sarif") -> dict[str, Any]:
    runs: list[dict[str, Any]] = json.loads(write(reports, name))["runs"]
    assert len(runs) == 1
    return runs[0]


def results(reports: Sequence[Report], name: str = "sarif") -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = run(reports, name)["results"]
    return found


@pytest.mark.parametrize("name", REPORTERS)
def test_report_equals_the_golden_file(
    name: str, reports: Sequence[Report], unread: Report, golden: Callable[[str, str], None]
) -> None:
    text = write([*reports, unread], name).replace(f'ersion": "{VERSION}"', 'ersion": "X"')
    golden(f"report.{name}.json" if name == "sarif" else f"report.sarif.{name}.json", text)


@pytest.mark.parametrize("name", REPORTERS)
def test_log_keeps_the_published_schema(
    name: str, reports: Sequence[Report], unread: Report, hostile: Report
) -> None:
    for some in ([], reports, [unread], [hostile], [*reports, unread, hostile]):
        log = json.loads(write(some, name))
        jsonschema.validate(log, SCHEMA, jsonschema.Draft4Validator)


@pytest.mark.parametrize("name", REPORTERS)
def test_every_index_is_correct(name: str, reports: Sequence[Report], unread: Report) -> None:
    log = run([*reports, unread], name)
    driver = log["tool"]["driver"]
    for result in log["results"]:
        artifact = result["locations"][0]["physicalLocation"]["artifactLocation"]
        assert log["artifacts"][artifact["index"]]["location"]["uri"] == artifact["uri"]
        if "ruleIndex" in result:
            assert driver["rules"][result["ruleIndex"]]["id"] == result["ruleId"]
    for rule in driver["rules"]:
        target = rule["relationships"][0]["target"]
        taxonomy = log["taxonomies"][target["toolComponent"]["index"]]
        assert taxonomy["name"] == target["toolComponent"]["name"]
        assert taxonomy["taxa"][target["index"]]["id"] == target["id"]
    for notice in log["invocations"][0]["toolExecutionNotifications"]:
        assert driver["notifications"][notice["descriptor"]["index"]]["id"] == notice["descriptor"]["id"]
    assert [taxonomy["name"] for taxonomy in driver["supportedTaxonomies"]] == ["annual-report/2021"]


def test_standard_has_no_lines_in_binary_files(faulty: Report) -> None:
    assert '"region"' not in write([faulty])
    location = results([faulty])[0]["locations"][0]
    assert location["properties"] == {
        "page": 5, "block": 14, "row": 24, "column": 3,
        "bbox": [100.0, 200.12, 130.5, 212.0], "unit": "pt", "origin": "top-left",
    }  # fmt: skip
    place = location["logicalLocations"][0]
    assert place["fullyQualifiedName"].endswith("（七）总计 / 自然人 › 第 5 页")
    assert (place["kind"], place["decoratedName"]) == ("cell", "applications/total/natural")


def test_finding_to_review_does_not_fail(faulty: Report) -> None:
    levels = [(result["kind"], result["level"]) for result in results([faulty])]
    assert levels == [("fail", "error"), ("fail", "warning"), ("review", "none"), ("fail", "note")]


def test_failure_to_read_is_not_a_success(failed: Report, unread: Report, conforming: Report) -> None:
    assert run([conforming])["invocations"][0]["executionSuccessful"] is True
    for report, code in ((failed, "no-text-layer"), (unread, "not-judged")):
        invocation = run([conforming, report])["invocations"][0]
        assert invocation["executionSuccessful"] is False
        notices = invocation["toolExecutionNotifications"]
        assert [(notice["descriptor"]["id"], notice["level"]) for notice in notices] == [(code, "error")]


def test_rule_that_could_not_be_judged_is_open(unread: Report) -> None:
    assert [(r["ruleId"], r["kind"], r["level"]) for r in results([unread])] == [
        ("applications-balance", "open", "none")
    ]


def test_complete_log_has_the_outcome_of_every_rule(
    faulty: Report, unread: Report, conforming: Report
) -> None:
    ended = [(r["ruleId"], r["kind"]) for r in results([faulty, unread, conforming], "complete")]
    assert ended[4:] == [
        ("reviews-shape", "open"),
        ("applications-balance", "open"),
        ("reviews-shape", "notApplicable"),
        ("applications-balance", "pass"),
    ]


def test_github_gets_what_it_needs(reports: Sequence[Report], unread: Report) -> None:
    log = run([*reports, unread], "github")
    for result in log["results"]:
        region = result["locations"][0]["physicalLocation"]["region"]
        assert region == {"startLine": 1, "startColumn": 1, "endLine": 1, "endColumn": 1}
        assert result["level"] in {"error", "warning", "note"}
        assert "kind" not in result
        assert result["partialFingerprints"]["primaryLocationLineHash"]
    for rule in log["tool"]["driver"]["rules"]:
        assert 0 < len(rule["fullDescription"]["text"]) <= 1024
        assert rule["shortDescription"]["text"]
        assert rule["help"]["text"]


def test_github_message_begins_with_the_place(faulty: Report) -> None:
    first = results([faulty], "github")[0]["message"]["text"].splitlines()[0]
    assert first.startswith("三、收到和处理政府信息公开申请情况 › （七）总计 / 自然人 › 第 5 页：新收 + 结转")


def test_github_shows_failures_to_read(failed: Report, unread: Report) -> None:
    found = [(r["ruleId"], r["level"]) for r in results([failed, unread], "github")]
    assert found == [("no-text-layer", "error"), ("applications-balance", "error")]


def test_github_gets_the_most_severe_results_and_the_number_of_others(faulty: Report) -> None:
    reporter = SarifReporter(dialect=SarifDialect.GITHUB, limit=4)
    text = "".join(reporter.write([faulty, replace(faulty, path="b.docx")], Style()))
    found = json.loads(text)["runs"][0]["results"]
    assert [result["level"] for result in found] == ["error", "error", "error", "warning"]
    assert found[0]["message"]["text"] == "问题过多，此处略去 5 处"


def test_two_packs_may_use_one_id(faulty: Report) -> None:
    older = replace(faulty, path="b.docx", pack="annual-report/2019")
    assert len(run([faulty, older])["tool"]["driver"]["rules"]) == 10
    assert len(run([faulty, older], "github")["tool"]["driver"]["rules"]) == 5
    assert [t["name"] for t in run([faulty, older])["taxonomies"]] == [
        "annual-report/2021",
        "annual-report/2019",
    ]


def test_fingerprints_are_unique_in_a_document(hostile: Report) -> None:
    marks = [result["partialFingerprints"]["structuralPlace/v1"] for result in results([hostile])]
    assert len(set(marks)) == len(marks) == 2


@pytest.mark.parametrize(
    ("path", "expected"),
    [
        ("年报/a b.docx", "%E5%B9%B4%E6%8A%A5/a%20b.docx"),
        ("/srv/a#?.pdf", "file:///srv/a%23%3F.pdf"),
        ("C:/a.pdf", "file:///C:/a.pdf"),
        ("javascript:alert(1)", "javascript%3Aalert%281%29"),
        ("a\ud800.pdf", "a%3F.pdf"),
    ],
)
def test_path_is_a_uri(path: str, expected: str) -> None:
    assert uri(path) == expected
