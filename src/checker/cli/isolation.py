"""Python started anew without what the tree under test could plant: its modules on PYTHONPATH."""

import os
import sys
from collections.abc import Iterable, Sequence
from pathlib import Path

OPTION = "--trusted-config"


def isolate(words: Sequence[str]) -> None:
    """Run the same command in isolated mode where it trusts no tree and PYTHONPATH leads into one.

    What Python itself found there while it started (sitecustomize.py) has run: only `python -I` prevents that.
    """
    wished = any(word == OPTION or word.startswith(f"{OPTION}=") for word in words)
    if wished and not sys.flags.isolated and _planted(words):
        os.execv(sys.executable, [sys.executable, "-I", "-m", "checker", *words])  # noqa: S606  # ourselves, no shell


def _planted(words: Iterable[str]) -> bool:
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
    """Return the folder that a change to a submission could change as well: its repository, else its own folder."""
    folders = (path, *path.parents)
    repository = next((folder for folder in folders if os.path.lexists(folder / ".git")), None)
    return repository or (path if path.is_dir() else path.parent)
