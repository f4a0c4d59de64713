"""Where packs are: their files, and the ids that these have."""

from pathlib import Path

from checker.errors import UsageError
from checker.messages import Messages

_ = Messages(__package__)

SUFFIXES = (".yaml", ".yml")


def pack_id(path: Path) -> str:
    """Name a pack after the folder and the stem of its file."""
    path = path.absolute()
    return f"{path.parent.name}/{path.stem}"


def pack_files(path: Path) -> tuple[Path, ...]:
    """List the pack files below a folder; a file is itself. Raise UsageError where there is none."""
    if path.is_file():
        return (path,)
    found = sorted(file for suffix in SUFFIXES for file in path.rglob(f"*{suffix}") if file.is_file())
    if not found:
        raise UsageError(_("no packs in {path} (looked for .yaml)", path=path))
    return tuple(found)
