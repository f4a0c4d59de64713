"""Packs of one's own: from a folder, from the configuration, and extended by relative path."""

from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import Result

from tests.checker.cli.conftest import TITLE

Run = Callable[..., Result]

NOTE = """\
title: Note
language: en
titles: [Note to the file]
sections: [Whereabouts of everybody]
rules:
  short:
    check: word-limit
    clause: House rules, paragraph 5
    requirement: A note is short.
    category: form
    severity: error
    words: 3
"""
LATER = """\
extends: {parent}
years: {{from: 2030}}
rules:
  short-sections: null
  own:
    check: word-limit
    clause: House rules, paragraph 4
    requirement: A memo is very short.
    category: form
    severity: warning
    words: 2
"""


@pytest.fixture
def own(tmp_path: Path) -> Path:
    """Write a folder of two packs: one of its own kind, one that extends the example's."""
    (tmp_path / "packs" / "note").mkdir(parents=True)
    (tmp_path / "packs" / "later").mkdir()
    (tmp_path / "packs" / "note" / "2020.yaml").write_text(NOTE, "utf-8")
    (tmp_path / "packs" / "later" / "2030.yaml").write_text(LATER.format(parent="memo/2020"), "utf-8")
    (tmp_path / "note.memo").write_text(
        "Note to the file\n# Whereabouts of everybody\nWe stay where we are.\n", "utf-8"
    )
    return tmp_path / "packs"


# --- a folder ---


@pytest.mark.usefixtures("own")
def test_documents_are_judged_by_the_pack_of_a_folder_that_fits_them(run: Run, tmp_path: Path) -> None:
    judged = run("check", "note.memo", "--pack", "packs")
    assert "checked against note/2020" in judged.stdout
    assert judged.exit_code == 1
    (tmp_path / "memo.memo").write_text(f"{TITLE}# Decisions\nWe stay.\n", "utf-8")
    assert "checked against later/2030" in run("check", "memo.memo", "--pack", "packs").stdout
    assert run("check", "note.memo", "--pack", "packs/note").exit_code == 1, "a folder of one pack"


@pytest.mark.usefixtures("own")
def test_folder_of_several_packs_is_no_single_pack(run: Run, tmp_path: Path) -> None:
    shown = run("packs", "show", "packs")
    assert shown.exit_code == 2
    assert "packs holds several packs: later/2030, note/2020" in shown.stderr
    assert run("packs", "show", "packs/note").exit_code == 0
    (tmp_path / "empty").mkdir()
    assert "no packs in empty" in run("check", "note.memo", "--pack", "empty").stderr


# --- the configuration ---


@pytest.mark.usefixtures("own")
def test_packs_of_the_configuration_are_known_beside_the_installed_ones(run: Run, tmp_path: Path) -> None:
    assert "not-this-kind" in run("check", "note.memo", "--format", "json").stdout
    (tmp_path / "checker.toml").write_text('packs = ["packs/note/2020.yaml"]\n', "utf-8")
    assert "checked against note/2020" in run("check", "note.memo").stdout
    assert run("check", "note.memo", "--pack", "note/2020").exit_code == 1
    listed = run("packs", "list").stdout
    assert "\nnote/2020 " in listed
    assert "\nmemo/2020 " in listed
    assert "A note is short." in run("explain", "short").stdout
    assert run("packs", "show", "note/2020").exit_code == 0


@pytest.mark.usefixtures("own")
def test_packs_of_the_configuration_are_relative_to_its_file_and_bind_its_documents_only(
    run: Run, tmp_path: Path
) -> None:
    inner = tmp_path / "inner"
    (tmp_path / "packs").rename(tmp_path / "inner-packs")
    inner.mkdir()
    (inner / "checker.toml").write_text('packs = ["../inner-packs"]\n', "utf-8")
    (inner / "note.memo").write_bytes((tmp_path / "note.memo").read_bytes())
    judged = run("check", "inner/note.memo", "note.memo")
    assert judged.stdout.count("checked against note/2020") == 1
    assert judged.exit_code == 2, "the other one is of an unknown kind"


@pytest.mark.usefixtures("own")
def test_wrong_packs_of_the_configuration_are_named(run: Run, tmp_path: Path) -> None:
    (tmp_path / "checker.toml").write_text('packs = ["absent.yaml"]\n', "utf-8")
    assert "checker.toml: packs: there is no absent.yaml" in run("check", "note.memo").stderr
    (tmp_path / "checker.toml").write_text("packs = [3]\n", "utf-8")
    assert "should be a list of paths" in run("check", "note.memo").stderr
    (tmp_path / "memo").mkdir()
    (tmp_path / "memo" / "2020.yaml").write_text(NOTE, "utf-8")
    (tmp_path / "checker.toml").write_text('packs = ["memo"]\n', "utf-8")
    assert "have the same id: memo/2020" in run("check", "note.memo").stderr


@pytest.mark.usefixtures("own")
def test_packs_of_a_checked_tree_do_not_count_beside_a_trusted_configuration(
    run: Run, tmp_path: Path
) -> None:
    (tmp_path / "checker.toml").write_text('packs = ["packs"]\n', "utf-8")
    (tmp_path / "trusted").mkdir()
    trusted = tmp_path / "trusted" / "checker.toml"
    trusted.write_text('fail_on = "error"\n', "utf-8")
    judged = run("check", "note.memo", "--trusted-config", str(trusted))
    assert "packs weakens the trusted configuration and is ignored" in judged.stderr
    assert judged.exit_code == 2
    assert "checked against" not in judged.stdout
    trusted.write_text('packs = ["../packs"]\n', "utf-8")
    assert "checked against note/2020" in run("check", "note.memo", "--trusted-config", str(trusted)).stdout


# --- extends ---


def test_pack_extends_another_by_relative_path(run: Run, own: Path) -> None:
    later = own / "later" / "2031.yaml"
    later.write_text("extends: 2030.yaml\ntitle: Later\nrules: {own: error}\n", "utf-8")
    assert run("packs", "lint", str(later)).stdout.endswith("2031.yaml: no mistakes, rules: 1\n")
    later.write_text("extends: ../note/2020.yaml\nrules: {short: warning}\n", "utf-8")
    assert run("packs", "lint", str(later)).exit_code == 0


@pytest.mark.parametrize(
    ("parent", "message"),
    [
        ("absent.yaml", "there is no file absent.yaml beside this pack"),
        ("../../secret.yaml", "is not in"),
        ("/etc/secret.yaml", "is not in"),
        ("linked.yaml", "is not in"),
        ("2031.yaml", "a pack extends itself: later/2031 → later/2031"),
        ("circle.yaml", "a pack extends itself: later/2031 → later/circle → later/2031"),
    ],
)
def test_path_of_the_pack_that_is_extended_stays_beside_it(
    run: Run, own: Path, tmp_path: Path, parent: str, message: str
) -> None:
    (tmp_path / "secret.yaml").write_text(NOTE, "utf-8")
    (own / "later" / "linked.yaml").symlink_to(tmp_path / "secret.yaml")
    (own / "later" / "circle.yaml").write_text("extends: 2031.yaml\n", "utf-8")
    later = own / "later" / "2031.yaml"
    later.write_text(f"extends: {parent}\n", "utf-8")
    linted = run("packs", "lint", str(later))
    assert linted.exit_code == 2
    assert "2031.yaml:1:10: extends: " in linted.stdout or "circle" in linted.stdout
    assert message in linted.stdout
