"""What a company writes on its first day: a pack of a few lines judges reports that it has never seen."""

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

import pytest

from checker import check
from checker.judging.reports import Report
from tests.support.quarterly_reports import Quarterly, print_all, word_file

PACK = Path(__file__).parent / "first-day.yaml"

CLEAN = Quarterly()
CONFORMING = {
    "styled": CLEAN,
    "numbered": replace(
        CLEAN, title=("Quarterly Report of Northwind Traders", "Q3 2026"), layout="numbered"
    ).changed("Summary", "This report covers the reporting period from July 1 through September 30, 2026."),
    "bold": replace(CLEAN, title=("Quarterly Report Q3 2026",), layout="bold")
    .changed("Contact", "Internal Audit, Northwind Traders", "audit@mail.example.com")
    .with_cell(0, "Severity", "Low"),
}
FAULTY = {
    "section-missing": (CLEAN.without("Scope"), ("sections", "section-missing", "Scope")),
    "section-empty": (CLEAN.changed("Scope"), ("sections", "section-empty", "Scope")),
    "no-owner": (CLEAN.without_column("Owner"), ("findings-table", "table-column-missing", "owner")),
    "severity-word": (CLEAN.with_cell(1, "Severity", "Severe"), ("findings-cells", "cell-type", "severity")),
    "next-quarter": (
        CLEAN.changed("Summary", "Reporting period: 1 October 2026 to 31 December 2026.", "Three findings."),
        ("period", "period-mismatch", ""),
    ),
    "other-domain": (
        CLEAN.changed("Contact", "E-mail: internal.audit@example.org"),
        ("contact", "email-invalid", ""),
    ),
}
EVERY = {**CONFORMING, **{name: report for name, (report, _expected) in FAULTY.items()}}


@pytest.fixture(scope="module")
def words(tmp_path_factory: pytest.TempPathFactory) -> Mapping[str, Path]:
    folder = tmp_path_factory.mktemp("word")
    for name, report in EVERY.items():
        (folder / f"{name}.docx").write_bytes(word_file(report))
    return {name: folder / f"{name}.docx" for name in EVERY}


@pytest.fixture(scope="module")
def prints(tmp_path_factory: pytest.TempPathFactory) -> Mapping[str, Path]:
    folder = tmp_path_factory.mktemp("print")
    print_all({name: word_file(report) for name, report in EVERY.items()}, folder)
    return {name: folder / f"{name}.pdf" for name in EVERY}


def found(report: Report) -> list[tuple[str, str, str]]:
    return [
        (
            finding.rule.id,
            finding.problem.code,
            finding.problem.subject[-1] if finding.problem.subject else "",
        )
        for finding in report.findings
    ]


def judged(path: Path) -> Report:
    report = check(path, pack=str(PACK))
    assert report.failure is None, report.failure
    assert not report.unread, [one for one in report.assessments if one.unread]
    return report


def conforms(path: Path) -> bool:
    report = judged(path)
    assert found(report) == []
    assert {one.outcome.value for one in report.assessments} == {"pass"}
    return report.conforms()


def shows(path: Path, rule: str, code: str, subject: str) -> bool:
    ((found_rule, found_code, found_subject),) = found(judged(path))
    assert (found_rule, found_code) == (rule, code)
    return not subject or found_subject == subject or subject in found_subject


@pytest.mark.parametrize("name", CONFORMING)
def test_a_conforming_report_in_word_conforms(words: Mapping[str, Path], name: str) -> None:
    assert conforms(words[name])


@pytest.mark.parametrize("name", FAULTY)
def test_a_faulty_report_in_word_shows_its_fault_alone(words: Mapping[str, Path], name: str) -> None:
    assert shows(words[name], *FAULTY[name][1])


@pytest.mark.needs("soffice")
@pytest.mark.parametrize("name", CONFORMING)
def test_a_conforming_report_in_pdf_conforms(prints: Mapping[str, Path], name: str) -> None:
    assert conforms(prints[name])


@pytest.mark.needs("soffice")
@pytest.mark.parametrize("name", FAULTY)
def test_a_faulty_report_in_pdf_shows_its_fault_alone(prints: Mapping[str, Path], name: str) -> None:
    assert shows(prints[name], *FAULTY[name][1])


@pytest.mark.needs("soffice")
@pytest.mark.parametrize("style", ["Normal Table", "Light Shading", "Medium Shading 1"])
def test_a_table_that_is_hard_to_read_is_never_missing(tmp_path: Path, style: str) -> None:
    printed = print_all({"report": word_file(CLEAN, style)}, tmp_path)
    path = tmp_path / "report.pdf"
    assert path.read_bytes() == printed["report"]
    report = check(path, pack=str(PACK))
    certain = {finding.problem.code for finding in report.findings if not finding.problem.doubtful}
    assert certain == set()
    assert report.unread or report.conforms()
