"""`checker_audit.audit(…)` is a plain, typed function for programs."""

import inspect
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

import checker_audit
from checker import CheckerError, Report

EXAMPLE = Path(__file__).parents[2] / "examples" / "zhongning-sfj-2021.docx"


def test_a_program_audits_a_folder(tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    shutil.copy(EXAMPLE, tmp_path / "in")
    reports: Iterator[Report] = checker_audit.audit(  # mypy sees the type
        tmp_path / "in", year=2021, store=tmp_path / "audit.db", workers=1
    )
    assert [(report.body, report.year) for report in reports] == [("中宁县司法局", 2021)]


def test_an_argument_that_cannot_be_used_is_an_error_of_the_checker(tmp_path: Path) -> None:
    with pytest.raises(CheckerError, match="no such file"):
        list(checker_audit.audit(tmp_path / "missing", year=2021, store=tmp_path / "audit.db"))


def test_the_function_is_documented() -> None:
    assert "yield the report of each" in (inspect.getdoc(checker_audit.audit) or "")


def test_other_names_are_not_public() -> None:
    with pytest.raises(AttributeError, match="audits"):
        _ = checker_audit.audits
