"""Names of files that are made of names of bodies: such as every system takes, each given once."""

import re
import unicodedata
from dataclasses import dataclass, field

from checker import clean

_FORBIDDEN = re.compile(r'[<>:"/\\|?*%~$&;`\'{}]')  # Windows', and what shells and addresses would read
_RESERVED = re.compile(r"(con|prn|aux|nul|conin\$|conout\$|com[0-9¹²³]|lpt[0-9¹²³])(\..*)?", re.IGNORECASE)
_LONGEST = 150  # bytes; file systems hold 255, with what is put behind


@dataclass
class Names:
    """Give out file names; no name is given twice."""

    taken: set[str] = field(default_factory=set)

    def free(self, name: str) -> str:
        """Return a file name, without its suffix, that no body has yet."""
        plain, number = safe(name), 1
        free = plain
        while free.casefold() in self.taken:  # on most systems, case makes no difference
            number += 1
            free = f"{plain}-{number}"
        self.taken.add(free.casefold())
        return free


def safe(name: str) -> str:
    """Make a file name of any name."""
    plain = _FORBIDDEN.sub("_", clean(unicodedata.normalize("NFC", name), 1000)).strip(" .-")
    plain = plain.encode()[:_LONGEST].decode(errors="ignore").strip(" .")
    return f"_{plain}" if not plain or _RESERVED.fullmatch(plain) else plain
