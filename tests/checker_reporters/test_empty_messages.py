"""Empty messages stay empty in every output: gettext would answer them with the header of the catalogue."""

import zipfile
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from pyarrow import parquet  # type: ignore[import-untyped]  # the library has no types

from checker.documents.document import Note
from checker.formats import Style
from checker.judging.audit_results import AuditedSubmission, BodyReport, CrossFinding
from checker.judging.reports import Assessment, Failure, Finding, Outcome, Report
from checker.messages import LANGUAGES, Message
from checker_reporters import register_audit_reporters
from tests.support.audit_results import example, results_of
from tests.support.engine import app

REPORTERS = app().host.reporters
AUDIT_REPORTERS = {reporter.name: reporter for reporter in register_audit_reporters()}
EMPTY = (Message(""), Message("", domain="checker_reporters"))
HEADER = ("Project-Id-Version", "MIME-Version", "Content-Transfer-Encoding")


def without_place(finding: Finding, message: Message) -> Finding:
    problem = replace(finding.problem, location=None, subject=())
    return replace(finding, problem=problem, place=message)


def emptied(report: Report, message: Message) -> Iterator[Report]:
    """Empty all messages of a report: the place of findings only, then every other message, too."""
    findings = tuple(without_place(finding, message) for finding in report.findings)
    yield replace(report, findings=findings)
    rule = report.findings[0].rule
    yield replace(
        report,
        failure=Failure("unreadable", message),
        findings=tuple(
            replace(f, problem=replace(f.problem, message=message, advice=message, actual=message))
            for f in findings
        ),
        assessments=(Assessment(rule, Outcome.NOT_ASSESSED, message, unread=True),),
        notes=(Note("picture", message), Note("timeout", message, page=1)),
    )


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", REPORTERS)
def test_no_report_shows_the_header_of_a_catalogue(name: str, language: str, faulty: Report) -> None:
    for message in EMPTY:
        for report in emptied(faulty, message):
            text = "".join(REPORTERS[name].write([report, report], Style(language)))
            shown = text.replace("\\", "")  # which Markdown escapes are
            assert faulty.findings[0].rule.id in shown
            assert not [part for part in HEADER if part in shown]


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", AUDIT_REPORTERS)
def test_no_audit_shows_the_header_of_a_catalogue(name: str, language: str, tmp_path: Path) -> None:
    def bodies() -> Iterator[BodyReport]:
        for body_report in (example().kept[2], example().kept[7]):
            for kind in (0, 1):
                yield replace(
                    body_report,
                    submissions=tuple(changed(one, kind) for one in body_report.submissions),
                    findings=tuple(cross(one) for one in body_report.findings),
                )

    def changed(one: AuditedSubmission, kind: int) -> AuditedSubmission:
        if not one.report.findings:
            return one
        return replace(one, report=tuple(emptied(one.report, EMPTY[0]))[kind])

    def cross(one: CrossFinding) -> CrossFinding:
        return replace(one, finding=without_place(one.finding, EMPTY[0]))

    AUDIT_REPORTERS[name].write_audit(results_of(tuple(bodies())), tmp_path, Style(language))
    texts = [text for path in sorted(tmp_path.rglob("*")) if path.is_file() for text in contents(path)]
    assert texts
    assert not [part for part in HEADER if any(part in text for text in texts)]


def contents(path: Path) -> Iterator[str]:
    """Iterate over the texts of a file, compressed or not."""
    if path.suffix == ".parquet":
        yield str(parquet.read_table(path).to_pylist())
    elif zipfile.is_zipfile(path):
        with zipfile.ZipFile(path) as package:
            yield from (package.read(name).decode("utf-8", "replace") for name in package.namelist())
    else:
        yield path.read_text(encoding="utf-8")


@pytest.mark.parametrize("name", ["text", "markdown"])
def test_finding_without_a_place_begins_with_its_message(name: str, faulty: Report) -> None:
    report = next(emptied(faulty, EMPTY[0]))
    lines = "".join(REPORTERS[name].write([report], Style("zh"))).splitlines()
    (first,) = (line for line in lines if line.lstrip().startswith("1."))
    assert "新收" in first
