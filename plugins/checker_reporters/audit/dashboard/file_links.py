"""Links from the dashboard to the files that it is about."""

import os
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from urllib.parse import quote

from checker import Location, Report, regex

_INSIDE = "!/"  # in the path of a member of an archive
_TOGETHER = " + "  # between the files of a submission in parts
_NUMBERED = regex(r"#\d+\Z")  # of a report among several in a file


@dataclass(frozen=True)
class FileLinks:
    """Make relative addresses, which hold as long as the folders stay where they are to each other."""

    site: Path

    def of(self, path: str) -> str:
        """Return the address of a file, or of the archive that it is in; empty if it is not on this machine."""
        return _address(self.site, path)


def place_in(report: Report, location: Location) -> tuple[str, int | None]:
    """Return the path of the file in which something stands, and its page there."""
    number, page = report.file_of(location)
    files = report.path.split(_TOGETHER)
    return files[number] if number < len(files) else report.path, page


@lru_cache(maxsize=4096)
def _address(site: Path, path: str) -> str:
    found = next(filter(os.path.isfile, _candidates(path)), None)
    if found is None:
        return ""
    try:
        relative = os.path.relpath(found, site)
    except ValueError:  # another drive
        return ""
    return quote(os.fsencode(relative.replace(os.sep, "/")))


def _candidates(path: str) -> list[str]:
    """List the file itself and the archives in its path, the outermost last."""
    if "\0" in path:
        return []
    parts = path.split(_TOGETHER, maxsplit=1)[0].split(_INSIDE)
    found = [_INSIDE.join(parts[:count]) for count in range(len(parts), 0, -1)]
    return [found[0], _NUMBERED.sub("", found[0]), *found[1:]]
