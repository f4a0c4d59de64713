"""The integrations that this repository offers, run as their hosts run them."""

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import yaml

from tests.support.git_repositories import Ran, Repository
from tests.support.paths import CLEAN, FAULTY, ROOT

PRODUCT = ("src", "plugins", "rules", "pyproject.toml", "README.md", "LICENSE", ".pre-commit-hooks.yaml")

Make = Callable[[str], Repository]

pytestmark = [pytest.mark.usefixtures("installed"), pytest.mark.needs("git")]


def loaded(name: str) -> Any:
    return yaml.safe_load((ROOT / name).read_text(encoding="utf-8"))


# --- pre-commit ---


@pytest.fixture
def hooks(repository_at: Make) -> Repository:
    """Return a repository of the product as it stands, from which pre-commit installs the hook."""
    product = repository_at("product")
    for name in PRODUCT:
        copy = shutil.copytree if (ROOT / name).is_dir() else shutil.copy
        copy(ROOT / name, product.folder / name)
    (product.folder / ".gitignore").write_text("__pycache__/\n*.egg-info/\n", encoding="utf-8")
    product.commit()
    return product


def test_pre_commit_blocks_a_bad_report_and_passes_a_clean_one(
    hooks: Repository, repository: Repository
) -> None:
    revision = hooks.git("rev-parse", "HEAD").strip()
    (repository.folder / ".pre-commit-config.yaml").write_text(
        f"repos: [{{repo: '{hooks.folder.as_uri()}', rev: {revision}, hooks: [{{id: checker}}]}}]\n",
        encoding="utf-8",
    )
    home = {"PRE_COMMIT_HOME": str(hooks.folder.parent / "home"), "PIP_NO_COMPILE": "1"}  # a quarter faster
    for name in ("~$old.docx", "more.docx"):
        repository.add(CLEAN, name)
    (repository.folder / "notes.txt").write_text("Notes", encoding="utf-8")
    repository.git("add", "-A")
    installed = repository.run("pre-commit", "install", **home)
    assert installed.returncode == 0, installed.stdout
    clean = repository.run("git", "commit", "-qm", "Clean", **home)
    assert clean.returncode == 0, clean.stderr
    assert "checker (documents)" in clean.stderr
    repository.add(FAULTY, "bad.DOCX")
    repository.add(FAULTY, "renamed.md")
    repository.git("add", "-A")
    bad = repository.run("git", "commit", "-qm", "Bad", **home)
    assert bad.returncode == 1
    assert "exit code: 2" in bad.stderr
    assert "renamed.md" in bad.stderr
    assert "overview-aspects" in bad.stderr
    assert "more.docx" not in bad.stderr


# --- GitHub ---


def steps() -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = loaded("action.yml")["runs"]["steps"]
    return found


def test_action_passes_its_inputs_through_the_environment_only() -> None:
    assert all("${{" not in step["run"] and step["shell"] == "bash" for step in steps())
    passed = {word for step in steps() for word in step.get("env", {}).values()}
    assert passed == {f"${{{{ inputs.{name} }}}}" for name in loaded("action.yml")["inputs"]}


def act(repository: Repository, **inputs: str) -> Ran:
    """Run the action's second step as a runner does; the present installation replaces its first."""
    runner = repository.folder.parent / "runner"
    stand_in = runner / "checker" / "bin" / "python"
    stand_in.parent.mkdir(parents=True)
    stand_in.write_text(f'#!/bin/sh\nexec "{sys.executable}" "$@"\n', encoding="utf-8")
    stand_in.chmod(0o755)
    (step,) = (step for step in steps() if step.get("id") == "check")
    names = {name: word.removeprefix("${{ inputs.").removesuffix(" }}") for name, word in step["env"].items()}
    known = loaded("action.yml")["inputs"]
    given = {name: inputs.get(name, str(known[key]["default"])) for name, key in names.items()}
    (runner / "script").write_text(step["run"], encoding="utf-8")
    places = {
        "RUNNER_TEMP": runner,
        "GITHUB_OUTPUT": runner / "output",
        "GITHUB_STEP_SUMMARY": runner / "summary",
    }
    variables = given | {name: str(place) for name, place in places.items()}
    return repository.run(
        "bash", "--noprofile", "--norc", "-e", "-o", "pipefail", str(runner / "script"), **variables
    )


def test_action_fails_the_job_keeps_the_code_and_writes_the_summary(repository: Repository) -> None:
    repository.add(FAULTY, "bad $(touch trace).docx")
    ran = act(repository, INPUT_PATHS=".\n", INPUT_SARIF_FILE="out.sarif", INPUT_FAIL_ON="error")
    runner = repository.folder.parent / "runner"
    assert ran.returncode == 1, ran.stderr
    assert ran.stdout.startswith("::error ")
    assert (runner / "output").read_text("utf-8") == "exit-code=1\n"
    assert "一、总体情况" in (runner / "summary").read_text("utf-8")
    assert '"overview-aspects"' in (repository.folder / "out.sarif").read_text("utf-8")
    assert not (repository.folder / "trace").exists()


def test_action_passes_what_is_clean_and_takes_no_input_for_a_command(repository: Repository) -> None:
    repository.add(CLEAN, "a b; touch trace.docx")
    ran = act(
        repository,
        INPUT_PATHS="old.docx\na b; touch trace.docx",
        INPUT_ANNOTATE="false",
        INPUT_CHANGED_FROM="",
    )
    assert ran.returncode == 0, ran.stderr
    assert "a b; touch trace.docx" in ran.stdout
    assert not (repository.folder / "trace.docx").exists()


# --- any other ---


def test_gate_script_judges_a_branch_by_the_configuration_it_started_from(repository: Repository) -> None:
    (repository.folder / "checker.toml").write_text('fail_on = "warning"\n', encoding="utf-8")
    repository.commit()
    repository.git("switch", "-qc", "topic")
    (repository.folder / "checker.toml").write_text('fail_on = "never"\nexclude = ["*"]\n', encoding="utf-8")
    repository.commit()
    script, python = str(ROOT / "ci" / "templates" / "gate.sh"), {"CHECKER_PYTHON": sys.executable}
    unchanged = repository.run(script, "main", **python)
    assert unchanged.returncode == 0, unchanged.stderr
    repository.add(FAULTY, "bad.docx")
    repository.commit()
    ran = repository.run(script, "main", **python)
    assert ran.returncode == 1, ran.stderr
    assert "old.docx" not in ran.stdout
    assert {path.name for path in (repository.folder / "checker-reports").iterdir()} == {
        "checker.sarif", "gitlab.json", "junit.xml",
    }  # fmt: skip
    assert repository.run(script, "nowhere", **python).returncode == 128


def test_templates_are_valid_yaml_and_name_existing_options() -> None:
    job = loaded("ci/templates/github.yml")["jobs"]["check"]
    used = next(step["with"] for step in job["steps"] if step["uses"].startswith("OWNER/"))
    assert set(used) <= set(loaded("action.yml")["inputs"])
    reports = loaded("ci/templates/gitlab.yml")["checker"]["artifacts"]["reports"]
    script = (ROOT / "ci" / "templates" / "gate.sh").read_text("utf-8")
    assert all(f":$reports/{Path(report).name}" in script for report in reports.values())


@pytest.mark.parametrize("manual", ["gate.md", "gate.zh-CN.md"])
def test_every_integration_is_documented_in_both_languages(manual: str) -> None:
    text = (ROOT / "docs" / manual).read_text("utf-8")
    links = re.findall(r"\]\(([^)]+)\)", text)
    assert all((ROOT / "docs" / link).exists() for link in links)
    offered = {path.name for path in (ROOT / "ci" / "templates").iterdir()} | {"action.yml"}
    assert offered <= {Path(link).name for link in links}


# --- a server ---


@pytest.fixture
def server(repository: Repository) -> Path:
    """Return a bare repository with the hook, to which the test repository pushes."""
    bare = repository.folder.parent / "server.git"
    repository.git("init", "-q", "--bare", "-b", "main", str(bare))
    shutil.copy(ROOT / "ci" / "templates" / "pre-receive", bare / "hooks" / "pre-receive")
    repository.git("remote", "add", "origin", str(bare))
    return bare


def push(repository: Repository, *words: str) -> Ran:
    return repository.run("git", "push", "-q", "origin", *words, CHECKER_PYTHON=sys.executable)


def test_server_accepts_clean_reports_and_refuses_bad_ones(repository: Repository, server: Path) -> None:
    first = push(repository, "main")
    assert first.returncode == 0, first.stderr
    repository.add(FAULTY, "sub/bad 报告.docx")
    (repository.folder / ".gitattributes").write_text("*.docx export-ignore -diff\n", encoding="utf-8")
    (repository.folder / "checker.toml").write_text('fail_on = "never"\nexclude = ["*"]\n', encoding="utf-8")
    repository.commit()
    for target in ("main", "main:topic", "main:refs/tags/v1"):
        refused = push(repository, target)
        assert refused.returncode == 1, refused.stderr
        assert "bad 报告.docx" in refused.stderr
        assert "overview-aspects" in refused.stderr
        assert "old.docx" not in refused.stderr
    (server / "checker").mkdir()
    (server / "checker" / "checker.toml").write_text('fail_on = "never"\n', encoding="utf-8")
    accepted = push(repository, "main")
    assert accepted.returncode == 0, accepted.stderr
    assert push(repository, "main:topic").returncode == 0
    assert push(repository, ":topic").returncode == 0


@pytest.mark.usefixtures("server")
def test_server_refuses_reports_under_another_name(repository: Repository) -> None:
    assert push(repository, "main").returncode == 0
    (repository.folder / "notes.md").write_text("# A PDF file begins with %PDF-1.7", encoding="utf-8")
    repository.commit()
    assert push(repository, "main").returncode == 0
    for name in ("report.doc", "report.DOTX", "report.rtf", "report.mht", "report.txt", "report"):
        repository.add(FAULTY, name)
        repository.commit()
        refused = push(repository, f"main:{name.replace('.', '-')}")
        assert refused.returncode == 1, refused.stderr
        assert name in refused.stderr


@pytest.mark.usefixtures("server")
def test_server_refuses_paths_that_lead_out_of_the_tree(repository: Repository) -> None:
    blob = repository.git("hash-object", "-w", "old.docx").strip()
    tree = repository.folder / "tree"
    tree.write_bytes(b"100644 x.docx\0" + bytes.fromhex(blob))
    inner = repository.git("hash-object", "--literally", "-w", "-t", "tree", "tree").strip()
    tree.write_bytes(b"40000 ..\0" + bytes.fromhex(inner))
    outer = repository.git("hash-object", "--literally", "-w", "-t", "tree", "tree").strip()
    commit = repository.git("commit-tree", "-m", "Out", outer).strip()
    refused = push(repository, f"{commit}:refs/heads/out")
    assert refused.returncode == 1
    assert "no path for a file: ../x.docx" in refused.stderr


# --- a container ---


def instructions() -> list[tuple[str, str]]:
    lines = (ROOT / "Dockerfile").read_text("utf-8").splitlines()
    return [
        (line.split()[0], line.split(maxsplit=1)[1]) for line in lines if line and not line.startswith("#")
    ]


def test_container_runs_isolated_and_as_an_unprivileged_user() -> None:
    last = dict(instructions())
    assert {name for name, _ in instructions()} <= {
        "FROM", "WORKDIR", "COPY", "RUN", "ENV", "USER", "ENTRYPOINT", "CMD",
    }  # fmt: skip
    assert all(base.split()[0].startswith("python:3.") for name, base in instructions() if name == "FROM")
    assert last["USER"] == "10001:10001"
    assert last["ENTRYPOINT"] == '["/opt/checker/bin/python", "-I", "-m", "checker"]'


def test_container_is_built_from_existing_files(tmp_path: Path) -> None:
    copied = [words.split() for name, words in instructions() if name == "COPY" and "--from" not in words]
    included = (ROOT / ".dockerignore").read_text("utf-8").splitlines()
    for *sources, target in copied:
        for source in sources:
            assert f"!{source}" in included
            into = tmp_path / target / ("" if target == "./" else ".")
            copy = shutil.copytree if (ROOT / source).is_dir() else shutil.copy
            copy(ROOT / source, into)
    (command,) = (words for name, words in instructions() if name == "RUN")
    (requirement,) = (word.strip('"') for word in command.split() if word.startswith('"'))
    dry = [sys.executable, "-m", "pip", "install", "--dry-run", "--quiet", "--no-cache-dir", requirement]
    ran = subprocess.run(
        dry, cwd=tmp_path, capture_output=True, encoding="utf-8", check=False, env=dict(os.environ)
    )
    assert ran.returncode == 0, ran.stderr
