"""Marked copies on the command line: written whole, and never over a submission."""

from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import Result

from checker import read
from tests.support.paths import CLEAN, FAULTY

Run = Callable[..., Result]


@pytest.fixture(autouse=True)
def built_in_plugins(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:  # noqa: ARG001  # `run` disables some
    monkeypatch.setenv("CHECKER_DISABLE_PLUGINS", "example")


def comments(path: Path) -> int:
    return sum(1 for block in read(path).blocks if getattr(block, "part", "") == "comment")


def test_a_copy_has_a_comment_at_each_place(run: Run, tmp_path: Path) -> None:
    copy = tmp_path / "copy.docx"
    result = run("annotate", str(FAULTY), "-o", str(copy), "--lang", "en")
    assert (result.exit_code, result.stdout) == (0, f"{copy}: 3 comments\n")
    assert comments(copy) > 3


def test_a_pdf_file_gets_marks_behind_its_own_bytes(run: Run, tmp_path: Path) -> None:
    copy, original = tmp_path / "copy.pdf", FAULTY.with_suffix(".pdf")
    result = run("annotate", str(original), "-o", str(copy), "--lang", "en")
    assert (result.exit_code, result.stdout) == (0, f"{copy}: 3 comments\n")
    assert copy.read_bytes().startswith(original.read_bytes())
    assert comments(copy) == 3


def test_the_copy_stands_beside_the_document_by_default(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "report.docx"
    path.write_bytes(FAULTY.read_bytes())
    assert run("annotate", str(path)).exit_code == 0
    assert comments(tmp_path / "report-marked.docx") > 3
    assert run("annotate", str(path)).exit_code == 2  # it exists
    assert run("annotate", str(path), "--force").exit_code == 0
    assert path.read_bytes() == FAULTY.read_bytes()


def test_the_same_date_gives_the_same_bytes(run: Run, tmp_path: Path) -> None:
    one, other = tmp_path / "one.docx", tmp_path / "other.docx"
    for copy in (one, other):
        assert run("annotate", str(FAULTY), "-o", str(copy), "--date", "2026-01-05").exit_code == 0
    assert one.read_bytes() == other.read_bytes()


def test_a_document_is_never_overwritten(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "report.docx"
    path.write_bytes(FAULTY.read_bytes())
    assert run("annotate", str(path), "-o", str(path), "--force").exit_code == 2
    assert path.read_bytes() == FAULTY.read_bytes()


@pytest.mark.parametrize(
    ("name", "reason"),
    [("missing.docx", "missing.docx"), ("report.html", "cannot be marked"), ("broken.docx", "broken.docx")],
)
def test_what_cannot_be_marked_is_reported(run: Run, tmp_path: Path, name: str, reason: str) -> None:
    path = tmp_path / name
    if name != "missing.docx":
        path.write_bytes(b"PK, but no package")
    result = run("annotate", str(path), "--lang", "en")
    assert result.exit_code == 2
    assert reason in result.stderr
    assert not list(tmp_path.glob("*-marked*"))


def test_check_marks_copies_of_what_has_findings(run: Run, tmp_path: Path) -> None:
    folder = tmp_path / "copies"
    pages = tmp_path / "pages"
    pages.mkdir()
    twin = pages / FAULTY.name
    twin.write_bytes(FAULTY.read_bytes())
    result = run("check", str(FAULTY), str(CLEAN), str(twin), "--annotate", str(folder))
    assert result.exit_code == 1
    assert sorted(path.name for path in folder.iterdir()) == [f"{FAULTY.stem}-2.docx", FAULTY.name]


@pytest.mark.parametrize("command", ["annotate", "fix"])
def test_a_waiver_that_is_malformed_is_reported_beside_the_copy(
    run: Run, tmp_path: Path, command: str
) -> None:
    path = tmp_path / "report.docx"
    path.write_bytes(FAULTY.read_bytes())
    (tmp_path / "checker-waivers.toml").write_text('[[waiver]]\nrule = "nonsense"\n', "utf-8")
    result = run(command, str(path), "--lang", "en")
    assert (result.exit_code, result.stdout.count("\n")) == (0, 1)
    assert "checker-waivers.toml: " in result.stderr
    assert "crashed" not in result.stderr


@pytest.mark.parametrize("command", ["annotate", "fix"])
def test_copies_are_made_by_the_packs_of_the_configuration(run: Run, tmp_path: Path, command: str) -> None:
    path = tmp_path / "report.docx"
    path.write_bytes(CLEAN.read_bytes())
    (tmp_path / "mine").mkdir()
    (tmp_path / "mine" / "2021.yaml").write_text(
        "extends: annual-report/2021\nrules:\n  own:\n    check: text\n    clause: House rules\n"
        "    requirement: A report has our mark.\n    category: form\n    severity: error\n    must: [our mark]\n",
        "utf-8",
    )
    (tmp_path / "checker.toml").write_text('packs = ["mine"]\npack = "mine/2021"\n', "utf-8")
    result = run(command, str(path), "--lang", "en")
    assert result.exit_code == 0, result.stderr
    assert "1 comments" in result.stdout


@pytest.mark.parametrize(
    ("arguments", "reason"),
    [
        (["-o", "copy.pdf"], "end --output with .docx"),
        (["-o", "report.docx"], "would be replaced by its own copy"),
        (["-o", "taken.docx"], "--force replaces it"),
    ],
)
def test_a_copy_that_cannot_be_written_is_refused_with_a_way_out(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, arguments: list[str], reason: str
) -> None:
    monkeypatch.chdir(tmp_path)
    for name in ("report.docx", "taken.docx"):
        Path(name).write_bytes(FAULTY.read_bytes())
    result = run("annotate", "report.docx", *arguments, "--lang", "en")
    assert result.exit_code == 2
    assert reason in result.stderr


def test_a_faultless_document_needs_no_comments(run: Run, tmp_path: Path) -> None:
    result = run("annotate", str(CLEAN), "-o", str(tmp_path / "copy.docx"), "--lang", "en")
    assert (result.exit_code, result.stdout.partition(": ")[2]) == (
        0,
        "nothing to correct, the copy has no comments\n",
    )


def test_a_missing_file_is_reported_in_the_language_asked_for(run: Run) -> None:
    assert "没有这个文件或文件夹" in run("annotate", "none.docx", "--lang", "zh").stderr
