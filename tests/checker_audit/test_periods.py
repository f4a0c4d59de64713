"""Audits are keyed by body and period: two quarterly reports of a body in one year are two filings."""

import json
import subprocess
from pathlib import Path

import pytest

from checker.forms.form import Form
from checker.judging.audit_results import SubmissionState
from checker.periods import Cycle
from checker_audit.period_from_path import PeriodFolders
from checker_audit.store import Store, SubmissionSummary
from checker_languages.en import ENGLISH
from checker_languages.zh import CHINESE
from tests.support.stores import CHECKER

PACK = """
title: Quarterly case report
language: en
basis: Manual
period: {every: quarter}
titles: [Quarterly Case Report]
sections: [Cases, Contact]
tables:
  cases:
    section: Cases
    stub: Cases
    columns: {count: Number}
    rows: {before: Carried in, new: New, closed: Closed, after: Carried out}
rules:
  period: {check: date-range, clause: "{basis}, 1", requirement: The quarter., category: timeliness, severity: error,
           phrases: [reporting period]}
audit:
  missing: {check: filing-missing, clause: "{basis}, 2", requirement: Everybody files., category: timeliness,
            severity: error}
  once: {check: filing-duplicate, clause: "{basis}, 3", requirement: Once a quarter., category: form, severity: error,
         cases: [identical, same-format, differing]}
  late: {check: filing-late, clause: "{basis}, 4", requirement: In 30 days., category: timeliness, severity: error,
         deadlines: [{name: ".", days: 30}]}
  carried: {check: carry-over, clause: "{basis}, 5", requirement: What is carried over., category: accuracy,
            severity: error, table: cases, row: before, earlier: after}
"""
ROSTER = "name,submitted\nHarbour Trust,2026-10-20\nQuay Trust,2026-11-02\nPier Trust,\n"


def report(folder: Path, body: str, quarter: str, figures: tuple[int, int, int, int]) -> None:
    labels = ("Carried in", "New", "Closed", "Carried out")
    rows = "".join(
        f"<tr><td>{label}</td><td>{figure}</td></tr>" for label, figure in zip(labels, figures, strict=True)
    )
    folder.mkdir(parents=True, exist_ok=True)
    (folder / f"{body} {quarter}.html").write_text(
        f"<html><body><h1>{body} Quarterly Case Report</h1><p>Reporting period: {quarter}</p>"
        f"<h2>1. Cases</h2><table><tr><th>Cases</th><th>Number</th></tr>{rows}</table>"
        "<h2>2. Contact</h2><p>Write to us.</p></body></html>",
        encoding="utf-8",
    )


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "quarterly").mkdir()
    (tmp_path / "quarterly" / "2026.yaml").write_text(PACK, encoding="utf-8")
    (tmp_path / "roster.csv").write_text(ROSTER, encoding="utf-8")
    report(tmp_path / "in", "Harbour Trust", "Q2 2026", (3, 4, 5, 2))
    report(tmp_path / "in", "Harbour Trust", "Q3 2026", (2, 4, 5, 1))
    report(tmp_path / "in", "Quay Trust", "Q2 2026", (3, 4, 5, 2))
    report(tmp_path / "in", "Quay Trust", "Q3 2026", (3, 4, 5, 2))
    report(tmp_path / "in", "Pier Trust", "Q2 2026", (0, 4, 1, 3))
    return tmp_path


def audited(folder: Path, *words: str) -> "subprocess.CompletedProcess[str]":
    words = ("in", "--roster", "roster.csv", "--pack", "quarterly/2026.yaml", "--workers", "1", *words)
    return subprocess.run(
        [*CHECKER, "--lang", "en", "audit", *words], check=False, capture_output=True, text=True, cwd=folder
    )


def test_two_quarters_of_a_body_are_two_filings(folder: Path) -> None:
    run = audited(folder, "--period", "2026Q3", "--out", "out", "--report", "jsonl")
    assert "2026-Q3" in run.stdout, run.stderr
    lines = (folder / "out" / "findings.jsonl").read_text(encoding="utf-8").splitlines()
    findings = [json.loads(line) for line in lines]
    assert {(one["body"], one["rule"]) for one in findings if one["rule"] != "period"} == {
        ("Quay Trust", "carried"),
        ("Quay Trust", "late"),
        ("Pier Trust", "missing"),
    }
    lines = (folder / "out" / "reports.jsonl").read_text(encoding="utf-8").splitlines()
    roles = {(one["body"], one["period"], one["role"], one["year"]) for one in map(json.loads, lines)}
    assert roles == {
        ("Harbour Trust", "2026-Q2", "before", 2026),
        ("Harbour Trust", "2026-Q3", "counts", 2026),
        ("Quay Trust", "2026-Q2", "before", 2026),
        ("Quay Trust", "2026-Q3", "counts", 2026),
        ("Pier Trust", "2026-Q2", "before", 2026),
    }


def test_audit_of_the_quarter_before_is_found_in_the_store(folder: Path) -> None:
    assert "2026-Q2" in audited(folder, "--period", "2026-Q2").stdout
    for path in (folder / "in").glob("*Q2*"):
        path.unlink()
    assert "2026-Q3" in audited(folder, "--period", "2026-Q3").stdout
    with Store(str(folder / "audit.db")) as store:
        assert [label for _number, label, _begun, _finished in store.runs()] == ["2026-Q2", "2026-Q3"]
        assert store.newest(period="2026-Q2").period == "2026-Q2"
        assert set(store.newest(2026).filings_for("2026-Q2")) == {"Harbour Trust", "Quay Trust", "Pier Trust"}


@pytest.mark.parametrize(
    ("words", "message"),
    [
        ((), "either --year or --period"),
        (("--year", "2026", "--period", "2026-Q3"), "either --year or --period"),
        (("--period", "soon"), "is not a period"),
        (("--year", "2026"), "is not a period of quarterly/2026"),
    ],
)
def test_period_that_cannot_be_audited_is_refused(folder: Path, words: tuple[str, ...], message: str) -> None:
    run = audited(folder, *words)
    assert (run.returncode, message in run.stderr) == (2, True), run.stderr


QUARTERS = Form(("Quarterly Case Report",), language=ENGLISH, cycle=Cycle("quarter"))
CHINESE_QUARTERS = Form(("季度报告",), language=CHINESE, cycle=Cycle("quarter"))


@pytest.mark.parametrize(
    ("form", "path", "wanted"),
    [
        (QUARTERS, "2026Q3/a.pdf", "2026-Q3"),
        (QUARTERS, "2026-Q3/a.pdf", "2026-Q3"),
        (QUARTERS, "2026/Q3/a.pdf", "2026-Q3"),
        (QUARTERS, "Q3_2026/a.pdf", "2026-Q3"),
        (CHINESE_QUARTERS, "2026年第三季度/a.pdf", "2026-Q3"),
        (CHINESE_QUARTERS, "2026年/三季度/a.pdf", "2026-Q3"),
        (QUARTERS, "Q2 2026/a.pdf", None),  # no report there was read
        (QUARTERS, "x/Harbour Quarterly Case Report Q1 2026.pdf", "2026-Q1"),
        (QUARTERS, "2026/a.pdf", None),
        (QUARTERS, "2026Q3/a Q2 2026.pdf", None),
    ],
)
def test_path_names_the_quarter_of_what_cannot_be_read(form: Form, path: str, wanted: str | None) -> None:
    folders = ("2026Q3", "2026-Q3", "2026/Q3", "Q3_2026", "2026年第三季度", "2026年/三季度")
    read = [
        SubmissionSummary(
            1, f"{folder}/{name}.pdf", SubmissionState.OK, "pdf", "", "", 2026, "q/1", "", "2026-Q3"
        )
        for folder in folders
        for name in ("x", "y")
    ]
    assert PeriodFolders.of(read, form).period(path) == wanted
