import json
import os
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from click.testing import Result

Run = Callable[..., Result]
Install = Callable[..., None]

ILL_PACK = """
title: Memo
language: en
years: {from: 2020}
titles: [Memo of the harbour office]
sections: [Decisions, Costs]
rules:
  ill: {check: ill, clause: House rules, requirement: nothing, category: form, severity: error}
  short:
    {check: word-limit, clause: House rules, requirement: short, category: form, severity: error, words: 99}
"""


@pytest.mark.parametrize(
    ("args", "code"),
    [
        (["memos/good.memo"], 0),
        (["memos/long.memo"], 1),
        (["memos/broken.memo"], 2),
        (["memos/good.memo", "memos/long.memo"], 1),
        (["memos/long.memo", "memos/good.memo"], 1),
        (["memos/long.memo", "memos/broken.memo"], 2),
        (["memos/broken.memo", "memos/long.memo"], 2),
        (["memos"], 2),
        (["--fail-on", "never", "memos/long.memo"], 0),
        (["--fail-on", "never", "memos/broken.memo"], 2),
        (["--fail-on", "info", "memos/long.memo"], 1),
        (["memos/absent.memo"], 2),
        (["memos/*.memo"], 2),
        (["--format", "lime", "memos/good.memo"], 2),
        (["--pack", "memo/2021", "memos/good.memo"], 2),
        (["--out", "json", "memos/good.memo"], 2),
        (["--fail-on", "catastrophe", "memos/good.memo"], 2),
        ([], 2),
    ],
)
@pytest.mark.usefixtures("memos")
def test_exit_code_is_that_of_the_worst_document(args: list[str], code: int, run: Run) -> None:
    for format_ in ("text", "json", "lines"):
        assert run("check", "--format", format_, *args).exit_code == code


def test_unreadable_one_among_ten_leaves_nine_reports(run: Run, memos: Path) -> None:
    for number in range(7):
        (memos / f"more{number}.memo").write_bytes((memos / "good.memo").read_bytes())
    result = run("check", "--format", "json", "memos")
    report = json.loads(result.stdout)
    assert result.exit_code == 2
    assert report["summary"] | {"findings": None} == {
        "documents": 10, "conforming": 8, "failing": 1, "unreadable": 1, "findings": None, "not_assessed": 0,
    }  # fmt: skip
    paths = [document["path"] for document in report["documents"]]
    assert paths == sorted(paths)


@pytest.mark.usefixtures("stand_in")
def test_reader_that_breaks_down_is_that_files_failure(run: Run, memos: Path) -> None:
    (memos / "ill.boom").touch()
    result = run("check", "--format", "lines", "memos/ill.boom", "memos/long.memo")
    assert result.exit_code == 2
    assert (
        "ill.boom\tunreadable\treader boom of plugin stand_in failed: RuntimeError: the reader is ill"
        in result.stdout
    )
    assert "long.memo\tshort-sections" in result.stdout


@pytest.mark.usefixtures("stand_in", "memos")
def test_check_that_breaks_down_leaves_its_rule_unjudged(run: Run) -> None:
    Path("ill.yaml").write_text(ILL_PACK, encoding="utf-8")
    result = run("check", "--pack", "ill.yaml", "--format", "json", "memos/good.memo")
    document = json.loads(result.stdout)["documents"][0]
    assert result.exit_code == 2
    assert not document["conforms"]
    assert document["assessments"] == [
        {
            "rule": "ill",
            "outcome": "not_assessed",
            "reason": "check ill of plugin stand_in (rule ill) failed: RuntimeError: the check is ill",
        },
        {"rule": "short", "outcome": "pass", "reason": None},
    ]


@pytest.mark.usefixtures("stand_in", "memos")
def test_reporter_that_breaks_down_is_named(run: Run) -> None:
    result = run("check", "--format", "sulk", "memos/good.memo")
    assert result.exit_code == 2
    assert "reporter sulk of plugin stand_in failed" in result.stderr


def test_broken_plugin_is_named_and_stops_the_run(run: Run, plugin: Install, memos: Path) -> None:
    plugin("broken", "raise RuntimeError('out of order')")
    result = run("check", str(memos / "good.memo"))
    assert result.exit_code == 2
    assert result.stdout == ""
    assert "plugin “broken” does not load: RuntimeError: out of order" in result.stderr


@pytest.mark.usefixtures("memos")
def test_broken_plugin_can_be_switched_off(run: Run, plugin: Install) -> None:
    plugin("broken", "raise RuntimeError('out of order')")
    assert run("-p", "no:broken", "check", "memos/good.memo").exit_code == 0
    assert (
        run("check", "memos/good.memo", CHECKER_DISABLE_PLUGINS="checks, formats,rules, broken").exit_code
        == 0
    )


@pytest.mark.usefixtures("memos")
def test_unknown_name_comes_with_a_suggestion(run: Run) -> None:
    assert "did you mean “lines”?" in run("check", "--format", "lime", "memos/good.memo").stderr
    assert "did you mean “memo/2020”?" in run("check", "--pack", "memo/2021", "memos/good.memo").stderr


def test_lock_files_and_unknown_files_below_a_directory_are_passed_over(run: Run, memos: Path) -> None:
    (memos / "broken.memo").unlink()
    for name in ("~$good.memo", "._good.memo", "notes.xyz"):
        (memos / name).write_bytes(b"\xff")
    assert json.loads(run("check", "--format", "json", "memos").stdout)["summary"]["documents"] == 2


def test_directory_without_submissions_is_an_error(run: Run) -> None:
    Path("empty").mkdir()
    result = run("check", "empty")
    assert result.exit_code == 2
    assert "no documents in empty" in result.stderr


@pytest.mark.usefixtures("memos")
def test_file_that_is_named_twice_is_judged_once(run: Run) -> None:
    result = run("check", "--format", "json", "memos/good.memo", "./memos/good.memo", "memos")
    assert json.loads(result.stdout)["summary"]["documents"] == 3


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="the platform has no FIFOs")
def test_fifo_is_refused_without_waiting(run: Run) -> None:
    os.mkfifo("pipe.memo")
    result = run("check", "--format", "lines", "pipe.memo")
    assert (result.exit_code, result.stdout) == (2, "pipe.memo\tunreadable\tis not a regular file\n")


def test_submission_that_is_too_large_is_not_read(run: Run) -> None:
    with Path("large.memo").open("wb") as file:
        file.truncate(256 * 1024**2 + 1)
    assert "large.memo\ttoo-large\t" in run("check", "--format", "lines", "large.memo").stdout


@pytest.mark.usefixtures("memos")
def test_folder_that_cannot_be_listed_is_unreadable_and_the_others_are_judged(
    run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    def walk(top: Path, onerror: Callable[[OSError], None]) -> Iterator[tuple[str, list[str], list[str]]]:
        yield str(top), ["locked"], ["good.memo"]
        onerror(PermissionError(13, "Permission denied", str(top / "locked")))

    Path("memos/locked").mkdir()
    monkeypatch.setattr(os, "walk", walk)
    documents = json.loads(run("check", "memos", "--format", "json").stdout)["documents"]
    assert [document["path"] for document in documents] == ["memos/good.memo", "memos/locked"]
    assert [document["failure"] and document["failure"]["code"] for document in documents] == [
        None,
        "unreadable",
    ]


def test_link_that_leads_nowhere_is_a_failure(run: Run) -> None:
    Path("link.memo").symlink_to("nowhere")
    assert "link.memo\tunreadable\tcannot be opened" in run("check", "--format", "lines", "link.memo").stdout


@pytest.mark.usefixtures("memos")
def test_out_writes_files_beside_the_report_on_stdout(run: Run) -> None:
    result = run(
        "check", "--color", "always", "--out", "json:r.json", "--out", "text:r.txt", "memos/long.memo"
    )
    assert result.exit_code == 1
    assert "\x1b[" in result.stdout
    assert "\x1b[" not in Path("r.txt").read_text("utf-8")
    assert json.loads(Path("r.json").read_text("utf-8"))["documents"][0]["path"] == "memos/long.memo"


@pytest.mark.usefixtures("memos")
def test_many_reports_are_written_at_once_and_stdout_carries_one(run: Run) -> None:
    names = (
        "csv",
        "csv-excel",
        "github",
        "github-summary",
        "gitlab",
        "html",
        "junit",
        "markdown",
        "sarif",
        "sarif-github",
    )
    wanted = [word for name in names for word in ("--out", f"{name}:{name}.out")]
    result = run("check", "--format", "json", *wanted, "memos")
    assert result.exit_code == 2
    assert list(json.loads(result.stdout)) == ["schema", "tool", "documents", "summary"]
    assert not result.stderr
    for name in names:
        alone = run("check", "--format", name, "memos")
        assert (alone.exit_code, alone.stdout) == (2, Path(f"{name}.out").read_text("utf-8")), name


def test_out_never_overwrites_a_submission(run: Run, memos: Path) -> None:
    before = (memos / "good.memo").read_bytes()
    assert run("check", "--out", "json:memos/good.memo", "memos").exit_code == 2
    assert (memos / "good.memo").read_bytes() == before


@pytest.mark.usefixtures("memos")
def test_out_that_cannot_be_written_is_named(run: Run) -> None:
    result = run("check", "--out", "json:absent/r.json", "memos/good.memo")
    assert result.exit_code == 2
    assert "cannot write absent/r.json" in result.stderr


@pytest.mark.parametrize(
    ("args", "env", "colored"),
    [
        ([], {}, False),
        ([], {"FORCE_COLOR": "1"}, True),
        ([], {"FORCE_COLOR": "1", "NO_COLOR": "1"}, False),
        ([], {"FORCE_COLOR": "1", "NO_COLOR": ""}, True),
        (["--color", "always"], {"NO_COLOR": "1"}, True),
        (["--color", "never"], {"FORCE_COLOR": "1"}, False),
    ],
)
@pytest.mark.usefixtures("memos")
def test_color_follows_the_option_then_the_environment(
    args: list[str], env: dict[str, str], colored: bool, run: Run
) -> None:
    assert ("\x1b[" in run("check", *args, "memos/long.memo", **env).stdout) is colored


@pytest.mark.usefixtures("memos")
def test_findings_speak_the_packs_language_unless_another_is_wished(run: Run) -> None:
    assert "does not conform" in run("check", "memos/long.memo", LANG="zh_CN.UTF-8").stdout
    assert "不符合要求" in run("check", "--lang", "zh", "memos/long.memo").stdout
    assert "不符合要求" in run("--lang", "zh", "check", "memos/long.memo").stdout


@pytest.mark.usefixtures("memos")
def test_same_input_is_the_same_output(run: Run) -> None:
    assert (
        run("check", "--format", "json", "memos").stdout == run("check", "--format", "json", "memos").stdout
    )


def test_conversion_is_asked_for_by_an_option(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Without it nothing is converted; with it the reader converts, and names a missing program."""
    monkeypatch.setenv("PATH", str(tmp_path))
    (tmp_path / "old.rtf").write_text(r"{\rtf1 x}", encoding="ascii")
    for options, reason in (((), "use --convert"), (("--convert",), "not installed")):
        stopped = run(
            "--lang",
            "en",
            "check",
            str(tmp_path / "old.rtf"),
            *options,
            CHECKER_DISABLE_PLUGINS="checks,rules",
        )
        assert stopped.exit_code == 2
        assert reason in " ".join(stopped.stdout.split())
