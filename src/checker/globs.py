"""Globs of configuration files: which paths below a folder they mean."""

from collections.abc import Sequence
from fnmatch import fnmatchcase
from functools import cache
from pathlib import PurePath


def matches(glob: str, path: PurePath, folder: PurePath) -> bool:
    """Tell whether a glob means a file, or a folder above it, below the glob's own folder.

    `*` stays within a name, `**` goes over folders; a glob without “/” means that name at any depth.
    """
    if not path.is_relative_to(folder):
        return False
    wanted = [part for part in glob.split("/") if part not in {"", "."}]
    if len(wanted) == 1 and not glob.startswith(("/", "./")):
        wanted.insert(0, "**")
    return bool(wanted) and _match(path.relative_to(folder).parts, wanted)


def _match(parts: Sequence[str], wanted: Sequence[str]) -> bool:
    @cache  # a glob of many “**” would be tried in very many ways
    def rest(part: int, want: int) -> bool:
        if want == len(wanted):
            return True  # what is below a folder that is meant is meant, too
        if wanted[want] == "**":
            return (
                rest(part, want + 1) if part == len(parts) else rest(part, want + 1) or rest(part + 1, want)
            )
        return part < len(parts) and fnmatchcase(parts[part], wanted[want]) and rest(part + 1, want + 1)

    return rest(0, 0)
