"""Paths in the store: any bytes as characters that every database can store, and back."""

import re
from hashlib import sha256

TOGETHER = " + "  # between the paths of the files of one submission
NUMBERED = "#"  # before the number of a report among several in a file, the second and those after it

_PLANE = 0x10FE00  # 256 private characters, one for each byte, which names hardly contain
_ODD = re.compile(f"[\0\udc80-\udcff{chr(_PLANE)}-{chr(_PLANE + 0xFF)}]")
_BYTES = re.compile(f"[{chr(_PLANE)}-{chr(_PLANE + 0xFF)}]+")
_LONGEST = 2000  # bytes; PostgreSQL has no index of longer ones


def written(path: str) -> str:
    """Encode a path; bytes that are not UTF-8, lone surrogates in Python, become private characters."""
    return _ODD.sub(_bytes, path)


def read(text: str) -> str:
    """Decode a path."""
    return _BYTES.sub(_characters, text)


def shortened(path: str) -> str | None:
    """Return the beginning and a digest of a path that is too long to be stored; `None` if it is not."""
    encoded = path.encode("utf-8", "surrogateescape")
    if len(encoded) <= _LONGEST:
        return None
    return f"{path[:200]}…{sha256(encoded).hexdigest()[:16]}"


def _bytes(match: re.Match[str]) -> str:
    return "".join(chr(_PLANE + byte) for byte in match.group().encode("utf-8", "surrogateescape"))


def _characters(match: re.Match[str]) -> str:
    return bytes(ord(char) - _PLANE for char in match.group()).decode("utf-8", "surrogateescape")


def is_joined(path: str) -> bool:
    """Return whether a path names the files of one submission."""
    first, together, second = path.partition(TOGETHER)
    return bool(together) and "." in first.rpartition("/")[2] and "/" in second


def numbered_path(path: str, number: int) -> str:
    """Return the path of a report behind so many others in a file."""
    return f"{path}{NUMBERED}{number + 1}"
