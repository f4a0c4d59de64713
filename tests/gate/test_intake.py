"""The gate checks the documents of a folder, of a change, or the one on standard input."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.support.git_repositories import Ran, Repository
from tests.support.paths import CLEAN, FAULTY

pytestmark = pytest.mark.needs("git")

LFS = "version https://git-lfs.github.com/spec/v1\noid sha256:00\nsize 1\n"


def judged(ran: Ran) -> dict[str, str]:
    """Map each document to what became of it."""
    documents = json.loads(ran.stdout)["documents"]
    return {
        document["path"]: document["failure"]["message"] if document["failure"] else "read"
        for document in documents
    }


def check(repository: Repository, *words: str, **variables: str) -> Ran:
    return repository.checker("check", "--format", "json", *words, **variables)


def test_folder_is_judged_without_what_git_ignores(repository: Repository) -> None:
    for name in ("ignored.docx", "new.docx", "tracked.docx", "~$new.docx"):
        repository.add(CLEAN, name)
    repository.git("add", "tracked.docx")
    (repository.folder / ".gitignore").write_text("ignored.docx\ntracked.docx\n", encoding="utf-8")
    ran = check(repository, ".")
    assert set(judged(ran)) == {"new.docx", "old.docx", "tracked.docx"}
    assert ran.stderr == ""


def test_failing_git_hides_no_document(repository: Repository) -> None:
    repository.add(CLEAN, "ignored.docx")
    (repository.folder / ".gitignore").write_text("ignored.docx\n", encoding="utf-8")
    (repository.folder / ".git" / "HEAD").unlink()
    ran = check(repository, ".")
    assert set(judged(ran)) == {"ignored.docx", "old.docx"}
    assert ".gitignore is not applied: git ls-files failed" in ran.stderr


def test_exclude_applies_to_files_found_and_not_to_files_named(repository: Repository) -> None:
    for name in ("drafts/a.docx", "b.docx", "c.docx"):
        repository.add(CLEAN, name)
    ran = check(repository, ".", "c.docx", "--exclude", "drafts", "--exclude", "/[bc].docx")
    assert set(judged(ran)) == {"old.docx", "c.docx"}
    assert "files excluded: 2" in ran.stderr


def test_only_what_a_branch_changed_is_judged_under_its_new_name(repository: Repository) -> None:
    repository.add(CLEAN, "kept.docx")
    repository.add(CLEAN, "gone.docx")
    repository.commit()
    repository.git("switch", "-qc", "topic")
    repository.git("mv", "old.docx", "新 名.docx")
    repository.git("rm", "-q", "gone.docx")
    repository.add(FAULTY, "sub/committed.docx")
    repository.commit()
    repository.add(FAULTY, "untracked.docx")
    repository.git("switch", "-q", "main")
    repository.add(CLEAN, "later.docx")
    repository.git("add", "later.docx")
    repository.git("commit", "-qm", "Later, on main")
    repository.git("switch", "-q", "topic")
    ran = check(repository, "--changed-from", "main")
    assert set(judged(ran)) == {"新 名.docx", "sub/committed.docx", "untracked.docx"}
    assert ran.returncode == 1
    assert set(judged(check(repository, "--changed-from", "main", "sub"))) == {"sub/committed.docx"}
    within = Repository(repository.folder / "sub", repository.variables)
    assert set(judged(check(within, "--changed-from", "main"))) == {"committed.docx"}


def test_no_change_is_reported_and_passes(repository: Repository) -> None:
    ran = check(repository, "--changed-from", "HEAD", "--out", "junit:junit.xml")
    assert (ran.returncode, judged(ran)) == (0, {})
    assert "no document differs from HEAD" in ran.stderr
    assert (repository.folder / "junit.xml").exists()


def test_pointers_links_and_submodules_are_reported_unreadable(repository: Repository) -> None:
    repository.git("switch", "-qc", "topic")
    (repository.folder / "pointer.docx").write_text(LFS, encoding="utf-8")
    (repository.folder / "link.docx").symlink_to(repository.folder.parent / "secret.docx")
    (repository.folder / "within.docx").symlink_to("old.docx")
    (repository.folder.parent / "secret.docx").write_bytes(CLEAN.read_bytes())
    inner = Repository(repository.folder / "inner", repository.variables)
    inner.folder.mkdir()
    inner.git("init", "-q")
    inner.git("commit", "-q", "--allow-empty", "-m", "Inner")
    repository.commit()
    ran = check(repository, "--changed-from", "main")
    assert ran.returncode == 2
    results = judged(ran)
    assert set(results) == {"inner", "link.docx", "pointer.docx", "within.docx"}
    assert results["within.docx"] == "read"
    assert "submodule" in results["inner"]
    assert "outside its repository" in results["link.docx"]
    assert "Git LFS" in results["pointer.docx"]
    assert "outside its repository" in judged(check(repository, "."))["link.docx"]


@pytest.mark.parametrize(
    ("reference", "reason"),
    [
        ("--output=x", "not “--output=x”"),
        ("-q", "not “-q”"),
        ("nowhere", "no such commit"),
        ("other", "common"),
    ],
)
def test_unknown_git_reference_is_refused(reference: str, reason: str, repository: Repository) -> None:
    tree = repository.git("hash-object", "-w", "-t", "tree", os.devnull).strip()
    repository.git("branch", "other", repository.git("commit-tree", "-m", "Other", tree).strip())
    ran = check(repository, f"--changed-from={reference}", ".")
    assert ran.returncode == 2
    assert reason in ran.stderr


@pytest.mark.parametrize("name", ["x", "a=b"])  # of the filter; “-c filter.a=b.clean=” would set another key
def test_git_runs_no_program_configured_in_the_repository(name: str, repository: Repository) -> None:
    trace = repository.folder / "trace"
    program = repository.folder / "program"
    program.write_text(f"#!/bin/sh\ntouch '{trace}'\ncat\n", encoding="utf-8")
    program.chmod(0o755)
    for key in ("core.fsmonitor", "diff.external", "diff.x.textconv", "diff.x.command", f"filter.{name}.clean",
                "core.pager"):  # fmt: skip
        repository.git("config", key, str(program))
    repository.git("config", f"filter.{name}.required", "true")
    (repository.folder / ".gitattributes").write_text(f"*.docx diff=x filter={name}\n", encoding="utf-8")
    (repository.folder / "old.docx").write_bytes(FAULTY.read_bytes())
    trace.unlink(missing_ok=True)
    ran = check(repository, "--changed-from", "HEAD", GIT_EXTERNAL_DIFF=str(program))
    assert set(judged(ran)) == {"old.docx"}
    assert set(judged(check(repository, "."))) == {"old.docx"}
    assert not trace.exists()
    repository.run("git", "diff", "old.docx")
    assert trace.exists(), "the programs are such as git would run"


def piped(folder: Path, content: bytes, *words: str) -> tuple[int, bytes, bytes]:
    command = [sys.executable, "-m", "checker", "--lang", "en", "check", "--format", "json", *words]
    ran = subprocess.run(command, cwd=folder, input=content, capture_output=True, check=False)
    return ran.returncode, ran.stdout, ran.stderr


def test_standard_input_is_judged_under_its_name(repository: Repository) -> None:
    (repository.folder / "2021").mkdir()
    (repository.folder / "2021" / "checker.toml").write_text('fail_on = "never"\n', encoding="utf-8")
    code, output, _ = piped(repository.folder, FAULTY.read_bytes(), "-", "--stdin-name", "2021/report.docx")
    (document,) = json.loads(output)["documents"]
    assert (code, document["path"], len(document["findings"])) == (0, "2021/report.docx", 3)


@pytest.mark.parametrize(
    "words", [["-"], ["old.docx", "--stdin-name", "x.docx"], ["x", "-", "--stdin-name", "x"]]
)
def test_standard_input_and_its_name_need_each_other(words: list[str], repository: Repository) -> None:
    assert piped(repository.folder, b"", *words)[0] == 2
