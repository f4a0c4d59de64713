"""docs/packs.md holds what it says: its commands and its YAML are run as they are printed."""

import re
import shlex
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import chdir
from dataclasses import dataclass
from pathlib import Path

import pytest
from click.testing import CliRunner

from checker.cli import main
from checker.packs import inheritance
from tests.support.paths import ROOT

PAGE = (ROOT / "docs" / "packs.md").read_text("utf-8")
TUTORIAL, REFERENCE = PAGE.split("## What a pack may say")
_BLOCK = re.compile(r"^```(?P<kind>\w+)\n(?P<text>.*?)^```", re.MULTILINE | re.DOTALL)
_SAVED = re.compile(r"ave this as `([^`]+)`")


@dataclass(frozen=True)
class Step:
    """A block of the page: a file to be saved, or commands."""

    kind: str
    text: str
    file: str


def steps(page: str) -> Iterator[Step]:
    """Iterate over the blocks of a page; a file's name stands in the text right before it."""
    end = 0
    for block in _BLOCK.finditer(page):
        named = _SAVED.findall(page[end : block.start()])
        yield Step(block["kind"], block["text"], named[-1] if named else "")
        end = block.end()


@dataclass(frozen=True)
class Done:
    """How a command ended."""

    returncode: int
    stdout: str
    stderr: str


def run(command: str, folder: Path) -> Done:
    """Run a line of the page as a shell does; the checker of this checkout runs in this process, which takes a tenth."""
    words = shlex.split(command)
    with chdir(folder):
        if words[0] == "checker" and not set(command) & set("|<>&;$`*?"):
            result = CliRunner().invoke(main, words[1:])
            return Done(result.exit_code, result.stdout, result.stderr)
        own = (
            command.replace("checker ", f"{sys.executable} -m checker ", 1)
            if words[0] == "checker"
            else command
        )
        done = subprocess.run(
            ["/bin/sh", "-c", own], capture_output=True, encoding="utf-8", timeout=120, check=False
        )
    return Done(done.returncode, done.stdout, done.stderr)


@pytest.fixture(scope="module")
def followed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Follow the tutorial word for word; return the folder in which that was done."""
    folder = tmp_path_factory.mktemp("tutorial")
    begun = time.monotonic()
    count = 0
    for step in steps(TUTORIAL):
        if step.kind == "sh":
            for line in step.text.splitlines():
                command, _hash, note = line.partition("  # exit code ")
                done = run(command, folder)
                assert done.returncode == int(note or 0), f"{line}\n{done.stdout}{done.stderr}"
                count += 1
        elif step.file:
            (folder / step.file).parent.mkdir(exist_ok=True)
            (folder / step.file).write_text(step.text, "utf-8")
    sys.stderr.write(f"tutorial: {count} commands in {time.monotonic() - begun:.1f} s\n")
    return folder


def test_tutorial_leads_to_a_tested_pack(followed: Path) -> None:
    tested = run("checker packs test cases --pack quarterly/2026.yaml", followed)
    assert tested.stdout == "quarterly/2026: documents 6, rules tested 5 of 5\n"
    judged = run("checker check report.html", followed)
    assert "checked against quarterly/2026" in judged.stdout
    assert (followed / "form.docx").is_file()


@pytest.mark.parametrize("text", [step.text for step in steps(PAGE) if step.kind == "yaml" and not step.file])
def test_yaml_of_the_reference_loads(followed: Path, text: str) -> None:
    pack = followed / "other" / "2026.yaml"
    pack.parent.mkdir(exist_ok=True)
    pack.write_text(
        text if text.startswith("extends") else f"extends: ../quarterly/2026.yaml\n{text}", "utf-8"
    )
    linted = run("checker packs lint other/2026.yaml", followed)
    assert linted.returncode == 0, linted.stdout


def test_pack_of_the_chinese_page_loads(tmp_path: Path) -> None:
    page = (ROOT / "docs" / "packs.zh-CN.md").read_text("utf-8")
    (pack,) = (step.text for step in steps(page) if step.kind == "yaml")
    (tmp_path / "pack.yaml").write_text(pack, "utf-8")
    linted = run("checker packs lint pack.yaml", tmp_path)
    assert linted.stdout == "pack.yaml: no mistakes, rules: 4\n"


def test_page_names_every_key_of_a_pack() -> None:
    rare = {"outdated_sections", "endings", "names", "numbers"}
    assert [key for key in inheritance._KEYS if f"`{key}`" not in REFERENCE and key not in rare] == []  # noqa: SLF001  # the list itself
