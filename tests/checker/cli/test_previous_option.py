"""`checker check REPORT --previous FILE`: the report of the year before, read and compared."""

from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import Result

from tests.support.clean_drafts import clean
from tests.support.draft_reports import Change, changed, figure, text, word_file

Run = Callable[..., Result]
BALANCE = "四、结转下年度继续办理"


@pytest.fixture
def check(run: Run, tmp_path: Path) -> Run:
    """Return `checker check 2024.docx --format json` with the built-in plugins, in a folder that has the file."""
    (tmp_path / "2024.docx").write_bytes(word_file(clean()))

    def checked(*args: str) -> Result:
        return run("check", "--lang", "en", *args, CHECKER_DISABLE_PLUGINS="")

    return checked


def before(folder: Path, *changes: Change) -> None:
    carried = (figure(BALANCE, place, "1" if place in {1, 7} else "0") for place in range(1, 8))
    report = changed(clean(), text("2024", "2023"), *carried, *changes)
    (folder / "2023.docx").write_bytes(word_file(report))


def test_figures_that_go_on_conform(check: Run, tmp_path: Path) -> None:
    before(tmp_path)
    assert check("2024.docx", "--previous", "2023.docx").exit_code == 0


def test_figures_that_do_not_go_on_are_findings(check: Run, tmp_path: Path) -> None:
    before(tmp_path, figure(BALANCE, 1, "7"))
    result = check("2024.docx", "--previous", "2023.docx", "--format", "json")
    assert result.exit_code == 1
    assert "2023.docx《青屏县水务局2023年政府信息公开工作年度报告》 has 7" in result.stdout


@pytest.mark.parametrize("name", ["absent.docx", "broken.docx", "odd.xyz"])
def test_previous_report_that_cannot_be_read_is_named(name: str, check: Run, tmp_path: Path) -> None:
    (tmp_path / "broken.docx").write_bytes(b"PK")
    (tmp_path / "odd.xyz").write_bytes(b"odd")
    result = check("2024.docx", "--previous", name)
    assert result.exit_code == 2
    assert f"the previous report {name} cannot be used" in result.stderr
    assert result.stdout == ""


def test_previous_report_that_is_no_report_is_named(check: Run, tmp_path: Path) -> None:
    (tmp_path / "letter.docx").write_bytes(word_file(changed(clean()[-1:])))
    result = check("2024.docx", "--previous", "letter.docx")
    assert result.exit_code == 2
    assert "letter.docx cannot be used" in result.stderr


def test_previous_report_of_another_body_is_reported_and_leaves_the_other_findings(
    check: Run, tmp_path: Path
) -> None:
    before(tmp_path, text("青屏县水务局", "青屏县林业局"))
    result = check("2024.docx", "--previous", "2023.docx", "--format", "json")
    assert result.exit_code == 2
    assert "is a report of “青屏县林业局”, not of “青屏县水务局”" in result.stdout


def test_previous_report_goes_with_one_report(check: Run, tmp_path: Path) -> None:
    before(tmp_path)
    result = check("2024.docx", "2023.docx", "--previous", "2023.docx")
    assert result.exit_code == 2
    assert "--previous works with exactly one report" in result.stderr
