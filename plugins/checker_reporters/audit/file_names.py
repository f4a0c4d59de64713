"""File names made from names of bodies: valid on every system, and unique."""

import re
import unicodedata
from dataclasses import dataclass, field

from checker import clean, regex

_FORBIDDEN = regex(r'[<>:"/\\|?*%~$&;`\'{}]')  # forbidden by Windows, or special in shells and URLs
_RESERVED = regex(r"(con|prn|aux|nul|conin\$|conout\$|com[0-9¹²³]|lpt[0-9¹²³])(\..*)?", re.IGNORECASE)
_MAX_LENGTH = 150  # bytes; file systems allow 255 including numbers and suffix


@dataclass
class FileNames:
    """Make unique file names."""

    taken: set[str] = field(default_factory=set)

    def unique(self, name: str) -> str:
        """Return a file name without suffix that was not returned before."""
        plain, number = safe_file_name(name), 1
        candidate = plain
        while candidate.casefold() in self.taken:  # many file systems ignore case
            number += 1
            candidate = f"{plain}-{number}"
        self.taken.add(candidate.casefold())
        return candidate


def safe_file_name(name: str) -> str:
    """Make a valid file name of any name."""
    plain = _FORBIDDEN.sub("_", clean(unicodedata.normalize("NFC", name), 1000)).strip(" .-")
    plain = plain.encode()[:_MAX_LENGTH].decode(errors="ignore").strip(" .")
    return f"_{plain}" if not plain or _RESERVED.fullmatch(plain) else plain
