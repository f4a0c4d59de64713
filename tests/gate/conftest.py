"""Git repositories with reports in them."""

import os
import sysconfig
from collections.abc import Callable
from importlib.metadata import PackageNotFoundError, distribution
from pathlib import Path

import pytest

from tests.support.git_repositories import Repository
from tests.support.paths import CLEAN


@pytest.fixture
def repository_at(tmp_path: Path) -> Callable[[str], Repository]:
    """Return a function that makes an empty repository in the folder of the test."""
    inherited = {
        k: v
        for k, v in os.environ.items()
        if not k.startswith(("GIT_", "CHECKER_", "GITHUB_", "LC_", "LANG"))
    }
    variables = inherited | {
        "GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_NOSYSTEM": "1",
        "GIT_AUTHOR_NAME": "A", "GIT_AUTHOR_EMAIL": "a@example.org",
        "GIT_COMMITTER_NAME": "A", "GIT_COMMITTER_EMAIL": "a@example.org",
        "PATH": os.pathsep.join((sysconfig.get_path("scripts"), os.environ["PATH"])),
    }  # fmt: skip

    def make(name: str) -> Repository:
        made = Repository(tmp_path / name, variables)
        made.folder.mkdir()
        made.git("init", "-q", "-b", "main", ".")
        return made

    return make


@pytest.fixture
def repository(repository_at: Callable[[str], Repository]) -> Repository:
    """Return a repository whose first commit holds a clean report."""
    made = repository_at("scratch")
    made.add(CLEAN, "old.docx")
    made.commit()
    return made


@pytest.fixture
def installed() -> None:
    """Leave the test out where the project is not installed: it runs `checker` as others do."""
    try:
        distribution("filing-checker")
    except PackageNotFoundError:
        pytest.skip("runs the console script: install the project first")
