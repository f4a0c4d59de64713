"""Corrected copies on the command line: only what was asked for changes, and the rest is commented."""

from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import Result

from checker import check
from checker.judging.reports import Report
from tests.support.clean_drafts import clean
from tests.support.draft_reports import changed, figure, text, word_file

Run = Callable[..., Result]


@pytest.fixture(autouse=True)
def built_in_plugins(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:  # noqa: ARG001  # `run` disables some
    monkeypatch.setenv("CHECKER_DISABLE_PLUGINS", "example")


@pytest.fixture
def report(tmp_path: Path) -> Path:
    """Write a report with a wrong heading, and a total that is wrong by 1."""
    path = tmp_path / "report.docx"
    draft = changed(
        clean(),
        text("五、存在的主要问题及改进情况", "五、存在的主要问题及改进措施"),
        figure("三、本年度办理结果", 9, "99"),
    )
    path.write_bytes(word_file(draft))
    return path


def codes(report: Report) -> set[str]:
    return {finding.problem.code for finding in report.findings}


def test_only_the_form_changes_unless_more_is_asked_for(run: Run, report: Path, tmp_path: Path) -> None:
    before = codes(check(report))
    assert {"section-title", "sum-mismatch"} <= before
    copy = tmp_path / "copy.docx"
    result = run("fix", str(report), "-o", str(copy), "--lang", "en")
    assert result.exit_code == 0, result.stderr
    assert codes(check(copy)) == before - {"section-title"} | {"tracked-changes", "comments"} & codes(
        check(copy)
    )
    both = tmp_path / "both.docx"
    assert run("fix", str(report), "-o", str(both), "--also", "sum-mismatch").exit_code == 0
    assert not {"section-title", "sum-mismatch"} & codes(check(both))


def test_a_copy_is_judged_beside_the_report_of_the_year_before(
    run: Run, report: Path, tmp_path: Path
) -> None:
    before = tmp_path / "2023.docx"
    before.write_bytes(
        word_file(changed(clean(), text("2024", "2023"), figure("四、结转下年度继续办理", 1, "7")))
    )
    copy = tmp_path / "copy.docx"
    assert "carry-over" in codes(check(report, previous=before))
    result = run("fix", str(report), "-o", str(copy), "--previous", str(before), "--lang", "en")
    assert result.exit_code == 0, result.stderr
    assert "carry-over" in codes(check(copy, previous=before))


def test_accepted_findings_get_no_comment(run: Run, report: Path, tmp_path: Path) -> None:
    (tmp_path / "checker.toml").write_text("", encoding="utf-8")
    (tmp_path / "checker-waivers.toml").write_text(
        '[[waiver]]\nrule = "applications-results"\nreason = "agreed"\npath = "report.docx"\n'
        'place = "三、收到和处理政府信息公开申请情况"\n',
        encoding="utf-8",
    )
    result = run("fix", str(report), "-o", str(tmp_path / "copy.docx"), "--lang", "en")
    assert result.stdout.endswith("copy.docx: 1 changes, 0 comments\n"), result.stdout


def test_a_dry_run_shows_the_changes_and_writes_nothing(run: Run, report: Path, tmp_path: Path) -> None:
    result = run("fix", str(report), "--dry-run", "--lang", "en")
    assert result.exit_code == 0
    assert "“存在的主要问题及改进措施” → “存在的主要问题及改进情况” (section-title)" in result.stdout
    assert "2 findings are not corrected" in result.stdout or "1 findings are not corrected" in result.stdout
    assert "are certain, too: --also sum-mismatch corrects them" in result.stdout
    assert [path.name for path in tmp_path.iterdir()] == ["report.docx"]


def test_an_unknown_code_is_refused_with_the_nearest_one(run: Run, report: Path) -> None:
    result = run("fix", str(report), "--also", "sum-mismatches", "--lang", "en")
    assert result.exit_code == 2
    assert "did you mean “sum-mismatch”?" in result.stderr


def test_the_same_date_gives_the_same_bytes(run: Run, report: Path, tmp_path: Path) -> None:
    copies = [tmp_path / f"{name}.docx" for name in ("one", "other")]
    for copy in copies:
        assert (
            run("fix", str(report), "-o", str(copy), "--date", "2026-01-05", "--also", "all").exit_code == 0
        )
    assert copies[0].read_bytes() == copies[1].read_bytes()
