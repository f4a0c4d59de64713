"""A pack of another form and language needs nothing that exists for one form only."""

import shutil
import subprocess
from collections.abc import Sequence
from dataclasses import replace
from functools import cache
from pathlib import Path

import pytest

from checker.documents.document import Block, Document, Paragraph
from checker.judging.reports import Report
from checker.testing import document
from tests.support.draft_reports import Draft, word_file
from tests.support.engine import checker
from tests.support.grant_report import clean_grants, faulty_grants

PACK = "grant-report/2024"


def judged(report: Draft) -> Report:
    return checker().check("grants.docx", word_file(report))


def codes(report: Report) -> list[tuple[str, str]]:
    return sorted({(finding.rule.id, finding.problem.code) for finding in report.findings})


@cache
def clean() -> Document:
    return checker().read("grants.docx", word_file(clean_grants()))


def changed(**changes: str) -> Report:
    """Judge the clean report with words replaced, “_” for a space, and headings without style."""
    blocks = tuple(_changed(block, changes) for block in clean().blocks)
    return checker().judge("report", replace(clean(), blocks=blocks))


def _changed(block: Block, changes: dict[str, str]) -> Block:
    if not isinstance(block, Paragraph):
        return block
    text = block.text
    for old, new in changes.items():
        text = text.replace(old.replace("_", " "), new)
    return replace(block, text=text, level=None)


def test_clean_example_conforms() -> None:
    report = judged(clean_grants())
    assert (report.pack, report.language, report.year) == (PACK, "en", 2024)
    assert report.body == "Harbour Quay Trust"
    assert report.title == "Harbour Quay Trust Annual Grant Programme Report 2024"
    assert report.findings == ()
    assert report.conforms()


def test_faults_are_found_and_nothing_else() -> None:
    report = judged(faulty_grants())
    assert codes(report) == [
        ("awards-balance", "sum-mismatch"),
        ("contact-valid", "phone-invalid"),
        ("interests-declared", "statement-missing"),
        ("leftovers-placeholders", "placeholder"),
        ("payments-blanks", "cell-blank"),
        ("period-year", "period-mismatch"),
        ("sections-wording", "section-title"),
    ]
    (period,) = (finding.problem for finding in report.findings if finding.rule.id == "period-year")
    assert (period.expected, period.actual) == (
        "1 January 2024 to 31 December 2024",
        "1 January 2023 to 31 December 2023",
    )


@pytest.mark.needs("soffice")
def test_example_conforms_as_pdf(tmp_path: Path) -> None:
    office = shutil.which("soffice")
    assert office is not None, "the mark says so"
    profile = f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}"
    source = tmp_path / "grants.docx"
    source.write_bytes(word_file(clean_grants()))
    convert: Sequence[str] = ("--headless", "--convert-to", "pdf", "--outdir", str(tmp_path), str(source))
    subprocess.run([office, profile, *convert], check=True, capture_output=True, timeout=120)
    printed = (tmp_path / "grants.pdf").read_bytes()
    assert codes(checker().check("grants.pdf", printed)) == []


def test_headings_without_style_are_recognised_by_their_numbers() -> None:
    assert codes(changed()) == []
    assert codes(changed(Monitoring_and_results="Monitoring and outcomes")) == [
        ("sections-wording", "section-title")
    ]
    assert codes(
        changed(**{"3._Payments": "4. Payments", "4._Monitoring": "5. Monitoring", "5._Gov": "6. Gov"})
    ) == [("sections-numbering", "numbering")]


@pytest.mark.parametrize(
    ("lines", "body"),
    [
        (["Annual Grant Programme Report 2024 of the Harbour Quay Trust"], "Harbour Quay Trust"),
        (["HARBOUR QUAY TRUST", "ANNUAL GRANT", "PROGRAMME REPORT", "2024"], "HARBOUR QUAY TRUST"),
        (
            ["2024 Annual Grant Programme Report – Harbour Quay Trust (Porthaven)"],
            "Harbour Quay Trust (Porthaven)",
        ),
    ],
)
def test_title_names_body_and_year_in_any_order(lines: list[str], body: str) -> None:
    period = "The reporting period is 1 January 2024 to 31 December 2024."
    filing = checker().judge("report", document(*lines, period, "1. Summary of the year", "12 awards"))
    assert (filing.pack, filing.year, filing.body) == (PACK, 2024, body)
    assert not [code for code in codes(filing) if code[0].startswith("title")]


def test_another_year_in_the_title_is_reported_in_english() -> None:
    report = changed(Report_2024="Report 2023")
    (finding,) = report.findings
    assert finding.problem.code == "title-year"
    assert finding.problem.expected == "2024"
    assert str(finding.problem.message) == "the title says 2023, the report is for 2024"
    assert str(finding.problem.advice) == "write “Harbour Quay Trust Annual Grant Programme Report 2024”"


@pytest.mark.parametrize(
    "period",
    [
        "January 1, 2024 through December 31, 2024",
        "1 January – 31 December 2024",
        "1st January 2024 until 31st Dec. 2024",
    ],
)
def test_period_is_read_in_every_english_notation(period: str) -> None:
    assert codes(changed(**{"1_January_2024_to_31_December_2024": period})) == []


def test_missing_period_and_contacts_are_reported_in_english() -> None:
    report = changed(
        The_reporting_period_is_1_January_2024_to_31_December_2024="This is our report",
        **{"Address:": "At", "phone:_020_7946_0018": ""},
    )
    problems = {finding.rule.id: finding.problem for finding in report.findings}
    assert set(problems) == {"period-stated", "contact-given"}
    advice = " ".join(str(problem.advice) for problem in problems.values())
    assert "The reporting period is 1 January 2024 to 31 December 2024." in advice
    assert "Phone: +44" in advice
    assert advice.isascii() or not any("\u4e00" <= sign <= "\u9fff" for sign in advice)
