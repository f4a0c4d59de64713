"""Paths as the store writes them: any bytes in characters that every database keeps, and back."""

import re
from hashlib import sha256

_PLANE = 0x10FE00  # so many private characters as there are bytes, which no name is likely to have
_ODD = re.compile(f"[\0\udc80-\udcff{chr(_PLANE)}-{chr(_PLANE + 0xFF)}]")
_BYTES = re.compile(f"[{chr(_PLANE)}-{chr(_PLANE + 0xFF)}]+")
_LONGEST = 2000  # bytes; PostgreSQL has no index of longer ones


def written(path: str) -> str:
    """Write a path; bytes that are no UTF-8, which Python shows as lone surrogates, become private characters."""
    return _ODD.sub(_bytes, path)


def read(text: str) -> str:
    """Read a path that was written."""
    return _BYTES.sub(_characters, text)


def shortened(path: str) -> str | None:
    """Name a path that is too long to be kept by its beginning and a digest; `None` where it is not."""
    whole = path.encode("utf-8", "surrogateescape")
    if len(whole) <= _LONGEST:
        return None
    return f"{path[:200]}…{sha256(whole).hexdigest()[:16]}"


def _bytes(match: re.Match[str]) -> str:
    return "".join(chr(_PLANE + byte) for byte in match.group().encode("utf-8", "surrogateescape"))


def _characters(match: re.Match[str]) -> str:
    return bytes(ord(sign) - _PLANE for sign in match.group()).decode("utf-8", "surrogateescape")
