"""Python started anew without what the tree under test could plant: its modules on PYTHONPATH."""

import os
import sys
from collections.abc import Iterable
from pathlib import Path


def isolate(paths: Iterable[Path]) -> None:
    """Run the same command in isolated mode where PYTHONPATH leads into the tree of what is checked.

    What Python itself ran from there while it started (sitecustomize.py) has run: only `python -I` prevents that.
    """
    if sys.flags.isolated or not _planted(paths):
        return
    for stream in (sys.stdout, sys.stderr):
        stream.flush()
    os.execv(sys.executable, [sys.executable, "-I", "-m", "checker", *sys.argv[1:]])  # noqa: S606  # ourselves, no shell


def _planted(paths: Iterable[Path]) -> bool:
    listed = os.environ.get("PYTHONPATH")
    if not listed:
        return False
    entries = [Path(entry or ".").resolve() for entry in listed.split(os.pathsep)]
    trees = {_tree(path.resolve()) for path in paths}
    return any(
        entry.is_relative_to(tree) or tree.is_relative_to(entry) for entry in entries for tree in trees
    )


def _tree(path: Path) -> Path:
    """Return the folder that a change to a submission could change as well: its repository, else its own folder."""
    folders = (path, *path.parents)
    repository = next((folder for folder in folders if os.path.lexists(folder / ".git")), None)
    return repository or (path if path.is_dir() else path.parent)
