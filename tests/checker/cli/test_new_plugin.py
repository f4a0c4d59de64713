"""`checker plugins new` writes a plugin that works, and docs/plugins.md shows it."""

import os
import re
import subprocess
import sys
from collections.abc import Callable
from dataclasses import fields
from pathlib import Path

import pytest
from click.testing import Result

from checker import Language, needs
from checker.cli.plugins.new import plugin_files
from tests.support.plugin_sites import install

Run = Callable[..., Result]

ROOT = Path(__file__).parents[3]
PAGE = (ROOT / "docs" / "plugins.md").read_text(encoding="utf-8")
FILES = dict(re.findall(r"^`([\w/.]+)`:\n\n```\w+\n(.*?)^```$", PAGE, re.DOTALL | re.MULTILINE))


def run_installed(project: Path, site: Path, *args: str, cwd: Path) -> subprocess.CompletedProcess[str]:
    """Run Python with a project installed beside the product."""
    install(site, project)
    paths = os.pathsep.join([str(site), *filter(None, sys.path)])
    return subprocess.run(
        [sys.executable, *args],
        cwd=cwd,
        env=os.environ | {"PYTHONPATH": paths, "LC_ALL": "en_US.UTF-8", "CHECKER_DISABLE_PLUGINS": "example"},
        capture_output=True,
        encoding="utf-8",
        check=False,
    )


def test_documentation_shows_the_files_that_are_written() -> None:
    assert {path: text for path, text in plugin_files("memo") if text} == FILES


def test_a_plugin_may_be_named_after_the_template() -> None:
    written = dict(plugin_files("memo-thing"))
    assert "checker_memo_thing/checks.py" in {path.removeprefix("src/") for path in written}
    assert not any("memo-thing_" in text or "memo_thing-" in text for text in (*written, *written.values()))


def test_documentation_names_every_need_and_every_attribute_of_a_language() -> None:
    described = set(
        re.findall(r"`(\w+)[`(]", "".join(line for line in PAGE.splitlines() if line.startswith("|")))
    )
    kinds = {
        name for name, kind in vars(needs).items() if isinstance(kind, type) and hasattr(kind, "missing")
    }
    assert {field.name for field in fields(Language)} | kinds <= described


def test_documented_plugin_works_word_for_word(tmp_path: Path) -> None:
    project = tmp_path / "checker-memo"
    for path, text in FILES.items():
        (project / path).parent.mkdir(parents=True, exist_ok=True)
        (project / path).write_text(text, encoding="utf-8")
    [memo] = re.findall(r"`note.memo`:\n\n```\n(.*?)```", PAGE, re.DOTALL)
    [(command, output)] = re.findall(r"```console\n\$ checker ([^\n]*)\n(.*?)```", PAGE, re.DOTALL)
    (tmp_path / "note.memo").write_text(memo, encoding="utf-8")
    ran = run_installed(project, tmp_path / "site", "-m", "checker", *command.split(), cwd=tmp_path)
    assert (ran.returncode, ran.stdout) == (1, output), ran.stderr


@pytest.mark.parametrize("name", ["letter", "site-visit"])
def test_new_plugin_passes_its_own_tests(name: str, run: Run, tmp_path: Path) -> None:
    written = run("plugins", "new", name)
    assert written.exit_code == 0, written.stderr
    project = tmp_path / f"checker-{name}"
    ran = run_installed(
        project,
        tmp_path / "site",
        "-m",
        "pytest",
        "-q",
        "-p",
        "no:cacheprovider",
        "--strict-markers",
        cwd=project,
    )
    assert ran.returncode == 0, ran.stdout + ran.stderr
    assert "5 passed" in ran.stdout


@pytest.mark.parametrize(
    ("name", "problem"),
    [
        ("Memo", "“Memo” is not a valid name"),
        ("../memo", "is not a valid name"),
        ("example", "a plugin “example” is already installed"),
        ("there", "checker-there already exists"),
    ],
)
def test_name_that_cannot_be_used_is_refused(name: str, problem: str, run: Run) -> None:
    Path("checker-there").mkdir()
    refused = run("plugins", "new", name)
    assert refused.exit_code == 2
    assert problem in refused.stderr
    assert list(Path().iterdir()) == [Path("checker-there")]
