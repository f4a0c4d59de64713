"""Globs of configuration files, and the paths that they match."""

from collections.abc import Sequence
from fnmatch import fnmatchcase
from functools import cache
from pathlib import PurePath


def matches(glob: str, path: PurePath, folder: PurePath) -> bool:
    """Return whether a glob, relative to a folder, matches a path or a folder above it.

    `*` matches within a name, `**` any folders; a glob without “/” matches that name at any depth.
    """
    if not path.is_relative_to(folder):
        return False
    pattern = [part for part in glob.split("/") if part not in {"", "."}]
    if len(pattern) == 1 and not glob.startswith(("/", "./")):
        pattern.insert(0, "**")
    return bool(pattern) and _match(path.relative_to(folder).parts, pattern)


def _match(parts: Sequence[str], pattern: Sequence[str]) -> bool:
    @cache  # globs with many “**” would take exponential time
    def rest(part: int, want: int) -> bool:
        if want == len(pattern):
            return True  # the rest of the path is below a matching folder
        if pattern[want] == "**":
            return (
                rest(part, want + 1) if part == len(parts) else rest(part, want + 1) or rest(part + 1, want)
            )
        return part < len(parts) and fnmatchcase(parts[part], pattern[want]) and rest(part + 1, want + 1)

    return rest(0, 0)
