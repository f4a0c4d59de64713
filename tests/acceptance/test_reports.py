"""What users are promised, on whole reports: the examples, and the shared samples."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from checker.forms.filing import Filing
from checker.judging.reports import Report
from checker.periods import calendar_year
from tests.support.engine import checker
from tests.support.paths import EXAMPLES, SHARED


def report(path: Path) -> Report:
    return checker().check(path.name, path.read_bytes())


def found(path: Path) -> set[tuple[str, str]]:
    return {(finding.rule.id, finding.problem.code) for finding in report(path).findings}


@pytest.mark.parametrize("suffix", ["docx", "pdf"])
def test_a_real_report_gets_its_three_findings(suffix: str) -> None:
    assert found(EXAMPLES / f"zhongning-sfj-2021.{suffix}") == {
        ("sections-wording", "section-title"),
        ("overview-aspects", "topic-missing"),
        ("other-matters-fees", "statement-missing"),
    }


def test_word_and_pdf_of_one_report_get_the_same_fingerprints() -> None:
    word, pdf = (report(EXAMPLES / f"zhongning-sfj-2021.{suffix}") for suffix in ("docx", "pdf"))
    assert [f.fingerprint for f in word.findings] == [f.fingerprint for f in pdf.findings]


@pytest.mark.parametrize("suffix", ["docx", "html", "pdf"])
def test_a_clean_report_conforms(suffix: str) -> None:
    clean = report(EXAMPLES / f"qingping-2024.{suffix}")
    assert clean.findings == ()
    assert clean.conforms()
    assert {assessment.outcome.value for assessment in clean.assessments} <= {"pass", "not_applicable"}


@pytest.mark.parametrize(
    "name",
    [
        "zhongning-sfj-2021.docx",
        "zhongning-sfj-2021.pdf",
        "qingping-2024.docx",
        "qingping-2024.html",
        "qingping-2024.pdf",
    ],
)
def test_every_prescribed_cell_is_bound_in_every_format_alike(name: str) -> None:
    path = EXAMPLES / name
    document = checker().read(path.name, path.read_bytes())
    pack, year = checker().govern(document)
    tables = Filing(document, pack.form, year).tables
    assert {table: len(bound.cells) for table, bound in tables.items()} == {
        "disclosure": 10,
        "applications": 175,
        "review": 15,
    }


@pytest.mark.needs("shared")
def test_a_published_report_is_bound_and_its_two_defects_found() -> None:
    path = SHARED / "samples" / "hongze-2024-published.pdf"
    errors = {("applications-present", "table-row-missing"), ("applications-labels", "table-label")}
    assert found(path) == errors
    document = checker().read(path.name, path.read_bytes())
    tables = Filing(document, checker().govern(document)[0].form, calendar_year(2024)).tables
    # 22 rows of the form, and （六）其他处理 as one row without its three parts
    assert {table: len(bound.cells) for table, bound in tables.items()} == {
        "disclosure": 10,
        "applications": 161,
        "review": 15,
    }
    values = {key: bound.cell.text for key, bound in tables["applications"].cells.items()}
    total, natural = "申请人情况/总计", "申请人情况/自然人"
    assert (values["new", total], values["not_held", natural], values["other", total]) == ("95", "31", "0")


@pytest.mark.needs("shared")
def test_the_official_template_is_found_blank_with_its_instructions_left_in() -> None:
    codes = [code for _, code in found(SHARED / "samples" / "annual-report-template-2021.docx")]
    assert codes.count("table-blank") == 3
    assert "template-text" in codes
    assert not {"table-row-missing", "table-column-missing", "table-label", "sum-mismatch"} & set(codes)


@pytest.mark.needs("shared")
def test_the_labelled_corpus_is_judged_as_labelled() -> None:
    corpus = SHARED / "corpus"
    command = [
        sys.executable,
        str(corpus / "score.py"),
        str(corpus),
        "--min-recall",
        "0.98",
        "--max-alarms",
        "0",
    ]
    run = subprocess.run(
        [*command, "--checker", f"{sys.executable} -m checker"], capture_output=True, text=True, check=False
    )
    assert run.returncode == 0, run.stdout + run.stderr
    assert "alarms beyond the label on 36 faulty documents 0" in run.stdout


def test_one_unreadable_file_among_ten_is_named_and_the_others_are_judged(tmp_path: Path) -> None:
    clean = (EXAMPLES / "qingping-2024.docx").read_bytes()
    for number in range(9):
        (tmp_path / f"{number}.docx").write_bytes(clean)
    (tmp_path / "cut.docx").write_bytes(clean[:2000])
    command = [sys.executable, "-m", "checker", "check", "--format", "json", str(tmp_path)]
    run = subprocess.run(command, capture_output=True, text=True, check=False, encoding="utf-8")
    failures = {
        Path(document["path"]).name: document["failure"] and document["failure"]["code"]
        for document in json.loads(run.stdout)["documents"]
    }
    assert run.returncode == 2
    assert failures == {f"{number}.docx": None for number in range(9)} | {"cut.docx": "unreadable"}
