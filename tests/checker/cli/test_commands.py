import json
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import Result

from checker.terminal import width
from checker.version import VERSION

Run = Callable[..., Result]
Install = Callable[..., None]

COMMAND = [sys.executable, "-c", "from checker.cli import program; program()"]


def test_version_imports_no_more_than_it_needs() -> None:
    code = (
        "import sys; from checker.cli import main\n"
        "try: main(['--version'])\n"
        "finally: print([name for name in ('rapidfuzz', 'pydantic', 'pluggy', 'rich', 'lxml') if name in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout == f"checker {VERSION}\n[]\n"


def test_a_caller_goes_on_after_the_command() -> None:
    code = (
        "import sys; from checker.cli import main\n"
        "sys.argv = ['checker', '--version']\n"
        "try: main()\n"
        "except SystemExit as ended: print('ended', ended.code)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout == f"checker {VERSION}\nended 0\n"


def test_a_profiler_of_the_command_writes_its_file(tmp_path: Path) -> None:
    script, profile = tmp_path / "script.py", tmp_path / "profile"
    script.write_text(
        "import sys; sys.argv = ['checker', '--version']\nfrom checker.cli import program; program()"
    )
    subprocess.run([sys.executable, "-m", "cProfile", "-o", profile, script], check=True, capture_output=True)
    assert profile.stat().st_size


@pytest.mark.parametrize(
    "args", [[], ["check"], ["packs"], ["inspect"], ["extract"], ["explain"], ["plugins"]]
)
def test_every_command_has_help(args: list[str], run: Run) -> None:
    result = run(*args, "-h")
    assert result.exit_code == 0
    assert result.stdout.startswith("Usage: checker")


def test_help_lists_the_commands_of_plugins(run: Run) -> None:
    assert "\n  audit " in run("--help").stdout


def test_help_survives_a_plugin_that_does_not_load(run: Run, plugin: Install) -> None:
    plugin("broken", "raise RuntimeError('out of order')")
    result = run("--help")
    assert result.exit_code == 0
    assert "\n  check " in result.stdout
    assert "checker: plugin “broken” does not load: RuntimeError: out of order\n" in result.stderr
    assert "broken" not in result.stdout


def test_command_that_does_not_exist_is_a_usage_error(run: Run) -> None:
    assert run("chek").exit_code == 2


@pytest.mark.usefixtures("run")
def test_output_is_utf8_whatever_the_locale_says() -> None:
    done = subprocess.run(
        [*COMMAND, "--lang", "zh", "check", "没有.memo"],
        capture_output=True,
        check=False,
        env={"PYTHONPATH": os.pathsep.join(sys.path), "LC_ALL": "C", "PYTHONIOENCODING": "ascii"},
    )
    assert done.returncode == 2
    assert "没有.memo" in done.stderr.decode("utf-8")


def test_plugins_are_listed_with_their_hooks(run: Run) -> None:
    listed = json.loads(run("plugins", "--json", CHECKER_DISABLE_PLUGINS="").stdout)
    assert [plugin["name"] for plugin in listed] == [
        "audit",
        "checks",
        "example",
        "formats",
        "languages",
        "reporters",
        "rules",
        "web",
    ]
    assert listed[2] == {
        "name": "example",
        "distribution": "checker-example",
        "version": "1.0",
        "hooks": ["register_checks", "register_readers", "register_reporters", "register_rule_packs"],
    }
    shown = run("plugins", CHECKER_DISABLE_PLUGINS="").stdout.splitlines()
    assert len(shown) == 1 + len(listed)
    assert shown[3].split()[:3] == ["example", "1.0", "checker-example"]


def test_switched_off_plugin_is_not_listed(run: Run) -> None:
    assert "example" not in run("-p", "no:example", "plugins").stdout


def test_rule_is_explained_by_its_clause_and_its_checks_manual(run: Run) -> None:
    shown = run("explain", "short-sections").stdout
    for text in (
        "“A memo is short.”", "House rules, paragraph 3", "memo/2020", "word-limit",
        "Every prescribed section must be short enough.", "words: 8",
    ):  # fmt: skip
        assert text in shown


def test_rule_across_filings_is_explained_and_shown_like_any_other(run: Run) -> None:
    shown = run("explain", "filing-late", "--pack", "annual-report/2021", CHECKER_DISABLE_PLUGINS="").stdout
    for text in ("《中华人民共和国政府信息公开条例》第四十九条", "files by its deadline", "01-31", "audit:"):
        assert text in shown
    packed = run("packs", "show", "annual-report/2021", CHECKER_DISABLE_PLUGINS="").stdout
    for text in ("rule across filings", "narrative-original", "人民政府办公室 | 人民政府办公厅"):
        assert text in packed
    assert "did you mean" in run("explain", "filing-lat", CHECKER_DISABLE_PLUGINS="").stderr


def test_unknown_rule_comes_with_a_suggestion(run: Run) -> None:
    result = run("explain", "short-section")
    assert result.exit_code == 2
    assert "did you mean “short-sections”?" in result.stderr


def test_packs_are_listed_and_shown(run: Run) -> None:
    assert any(line.startswith("memo/2020 ") for line in run("packs", "list").stdout.splitlines())
    shown = run("packs", "show", "memo/2020").stdout
    for text in ("Memo of the harbour office", "2020–", "Decisions", "short-sections", "word-limit"):
        assert text in shown


def test_lint_shows_every_mistake_at_its_place(run: Run, example_site: Path) -> None:
    good = (example_site / "checker_example" / "memo" / "2020.yaml").read_text("utf-8")
    assert run("packs", "lint", str(example_site / "checker_example")).exit_code == 0
    Path("bad.yaml").write_text(good.replace("word-limit", "word-limits").replace("form", "farm"), "utf-8")
    result = run("packs", "lint", "bad.yaml")
    assert result.exit_code == 2
    assert len([line for line in result.stdout.splitlines() if line.startswith("bad.yaml:")]) >= 2


@pytest.mark.usefixtures("memos")
def test_inspect_shows_blocks_with_number_and_level(run: Run) -> None:
    shown = run("inspect", "memos/good.memo").stdout.splitlines()
    assert shown[0] == "memo: pages –, blocks 5, tables 0"
    assert shown[3:5] == ["    0    –   –  Memo of the harbour office", "    1    –   1  Decisions"]


@pytest.mark.usefixtures("memos")
def test_place_that_the_document_has_not_is_an_error(run: Run) -> None:
    assert run("inspect", "--table", "1", "memos/good.memo").exit_code == 2
    assert run("inspect", "--page", "1", "memos/good.memo").exit_code == 2
    assert run("inspect", "memos/broken.memo").exit_code == 2


@pytest.mark.usefixtures("memos")
def test_extract_writes_the_document_as_it_was_read(run: Run) -> None:
    document = json.loads(run("extract", "memos/good.memo").stdout)
    assert document["schema"] == "checker-document/1"
    assert document["blocks"][1] == {
        "kind": "paragraph", "block": 1, "page": None, "bbox": None,
        "text": "Decisions", "level": 1, "label": "", "part": "body",
    }  # fmt: skip


def test_messages_speak_the_locales_language(run: Run) -> None:
    assert "no such file" in run("check", "absent", LANG="C.UTF-8").stderr
    assert "没有" in run("check", "absent", LANG="zh_CN.UTF-8").stderr
    assert "no such file" in run("--lang", "en", "check", "absent", LC_ALL="zh_CN").stderr
    assert max(map(width, run("packs", "list").stdout.splitlines())) < 200


def test_explanation_lists_the_codes_that_a_rule_takes(run: Run) -> None:
    result = run("--lang", "en", "explain", "applications-filled", CHECKER_DISABLE_PLUGINS="")
    assert '  codes: ["table-blank", "cell-type"]' in result.stdout.splitlines()
