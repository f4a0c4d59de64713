"""Restart of Python in isolated mode, so that modules of the tree under test on PYTHONPATH are not imported."""

import os
import sys
from collections.abc import Iterable, Sequence
from pathlib import Path

OPTION = "--trusted-config"


def isolate(words: Sequence[str]) -> None:
    """Restart the command in isolated mode if it must not trust the tree and PYTHONPATH points into it.

    A sitecustomize.py there has run already: only `python -I` prevents that.
    """
    untrusted = any(word == OPTION or word.startswith(f"{OPTION}=") for word in words)
    if untrusted and not sys.flags.isolated and _path_in_tree(words):
        os.execv(sys.executable, [sys.executable, "-I", "-m", "checker", *words])  # noqa: S606  # ourselves, no shell


def _path_in_tree(words: Iterable[str]) -> bool:
    listed = os.environ.get("PYTHONPATH")
    if not listed:
        return False
    entries = [Path(entry or ".").resolve() for entry in listed.split(os.pathsep)]
    paths = [Path(), *(Path(word) for word in words if os.path.lexists(word))]
    trees = {_tree(path.resolve()) for path in paths}
    return any(
        entry.is_relative_to(tree) or tree.is_relative_to(entry) for entry in entries for tree in trees
    )


def _tree(path: Path) -> Path:
    """Return the folder that whoever changes a submission can change too: its repository, else its folder."""
    folders = (path, *path.parents)
    repository = next((folder for folder in folders if os.path.lexists(folder / ".git")), None)
    return repository or (path if path.is_dir() else path.parent)
