"""What a person meets on the command line: short ways in, nothing passed over, nothing half written."""

import stat
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import Result

from checker.cli import setup

Run = Callable[..., Result]


@pytest.mark.usefixtures("memos")
@pytest.mark.parametrize("args", [["memos/long.memo"], ["--fail-on", "never", "memos/long.memo"], ["memos"]])
def test_a_file_or_folder_without_a_command_is_checked(run: Run, args: list[str]) -> None:
    short, long = run(*args), run("check", *args)
    assert (short.exit_code, short.stdout, short.stderr) == (long.exit_code, long.stdout, long.stderr)


@pytest.mark.usefixtures("memos")
def test_a_path_that_does_not_exist_is_named(run: Run) -> None:
    result = run("absent.memo")
    assert result.exit_code == 2
    assert "no such file or directory: absent.memo" in result.stderr


def test_a_misspelt_command_or_option_is_a_usage_error(run: Run) -> None:
    assert "No such command 'chek'" in run("chek").stderr
    assert "No such option '--colour'" in run("--colour", "always").stderr


@pytest.mark.parametrize(
    ("locale", "word"), [("zh_CN.UTF-8", "批注"), ("en_GB.UTF-8", "comment"), ("", "comment")]
)
def test_without_arguments_five_lines_say_what_there_is(run: Run, locale: str, word: str) -> None:
    result = run(LANG=locale)
    assert (result.exit_code, result.stdout) == (2, "")
    assert len(result.stderr.splitlines()) == 5
    assert word in result.stderr


def test_windows_tells_its_language(monkeypatch: pytest.MonkeyPatch) -> None:
    class Kernel:
        @staticmethod
        def GetUserDefaultUILanguage() -> int:  # noqa: N802  # its name on Windows
            return 0x0804

    for name in ("LC_ALL", "LC_MESSAGES", "LANG"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setattr("ctypes.windll", type("Dlls", (), {"kernel32": Kernel}), raising=False)
    assert setup.Setup().effective_language == "zh"
    assert setup.Setup("en").effective_language == "en"


def test_completion_scripts_are_printed(run: Run) -> None:
    result = run(_CHECKER_COMPLETE="bash_source")
    assert result.exit_code == 0
    assert "_checker_completion" in result.stdout


@pytest.mark.usefixtures("memos")
def test_quiet_leaves_the_exit_code_and_the_files(run: Run, tmp_path: Path) -> None:
    result = run("check", "-q", "memos/long.memo", "--out", "text:report.txt")
    assert (result.exit_code, result.stdout) == (1, "")
    assert (tmp_path / "report.txt").read_text(encoding="utf-8")


@pytest.mark.usefixtures("memos")
def test_concise_and_statistics_are_reporters(run: Run) -> None:
    lines = run("check", "--concise", "memos/long.memo").stdout.splitlines()
    assert lines[0].startswith("memos/long.memo")
    assert lines == run("check", "--format", "concise", "memos/long.memo").stdout.splitlines()
    assert run("check", "--statistics", "memos/long.memo").stdout.split()[0] == "1"


# --- files that no reader knows ---


def test_files_of_other_kinds_are_named(run: Run, memos: Path) -> None:
    for name in ("plan.xls", ".hidden", "checker.toml"):
        (memos / name).write_text("", encoding="utf-8")
    assert run("memos").stderr == "checker: memos: not judged, as no reader knows such files: plan.xls\n"
    for number in range(9):
        (memos / f"b{number}.xls").write_text("", encoding="utf-8")
    assert run("memos").stderr.endswith("b0.xls, b1.xls, b2.xls, b3.xls, b4.xls and 5 more\n")
    assert "xls" not in run("check", "--exclude", "*.xls", "memos").stderr


# --- --out ---


@pytest.mark.usefixtures("memos")
@pytest.mark.parametrize(
    ("target", "reason"), [("memos", "it is a folder"), ("absent/report.json", "there is no folder")]
)
def test_a_file_that_cannot_be_written_is_reported_before_judging(run: Run, target: str, reason: str) -> None:
    result = run("check", "memos/broken.memo", "--out", f"json:{target}")
    assert (result.exit_code, result.stdout) == (2, "")
    assert reason in result.stderr


def test_a_report_is_replaced_whole(run: Run, memos: Path, tmp_path: Path) -> None:
    report, link = tmp_path / "report.json", tmp_path / "link.json"
    report.write_text("old", encoding="utf-8")
    report.chmod(0o600)
    link.symlink_to(report)
    run("check", str(memos / "good.memo"), "--out", f"json:{link}")
    assert link.is_symlink()
    assert report.read_text(encoding="utf-8").startswith("{")
    assert stat.S_IMODE(report.stat().st_mode) == 0o600
    assert [path.name for path in tmp_path.iterdir() if path.name.startswith(".")] == []


@pytest.mark.usefixtures("memos")
@pytest.mark.skipif(not Path("/dev/null").exists(), reason="no devices")
def test_a_device_is_written_to(run: Run) -> None:
    assert run("check", "memos/good.memo", "--out", "json:/dev/null").exit_code == 0
    assert not Path("/dev/null").is_file()


# --- --watch ---


def test_a_document_is_judged_again_when_it_changes(
    run: Run, memos: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path, long = memos / "good.memo", (memos / "long.memo").read_bytes()
    looks = 0

    def sleep(_seconds: float) -> None:
        nonlocal looks
        looks += 1
        if looks == 1:
            path.unlink()  # as programs do that replace a file
        elif looks == 2:
            path.write_bytes(long)
        elif looks > 5:
            raise KeyboardInterrupt

    monkeypatch.setattr("checker.cli.watching.time.sleep", sleep)
    result = run("check", "--watch", "--concise", str(path), "--lang", "en")
    assert result.exit_code == 1
    totals = [line for line in result.stdout.splitlines() if line.startswith("documents:")]
    assert totals == ["documents: 1 — conforms: 1", "documents: 1 — does not conform: 1"]


@pytest.mark.usefixtures("memos")
def test_standard_input_cannot_be_watched(run: Run) -> None:
    assert run("check", "--watch", "-", "--stdin-name", "a.memo").exit_code == 2


def test_a_scan_suggests_ocr(run: Run, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    from tests.support.pdf_files import scan  # noqa: PLC0415  # brings pictures

    monkeypatch.setenv("CHECKER_DISABLE_PLUGINS", "example")
    (tmp_path / "scan.pdf").write_bytes(scan())
    assert "--ocr" in run("check", "scan.pdf").stderr
