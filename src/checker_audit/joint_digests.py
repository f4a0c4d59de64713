"""Hashes of submissions that are not one file: several files, or one of the reports in a file."""

from collections.abc import Iterable
from hashlib import sha256


def joint_digest(digests: Iterable[str]) -> str:
    """Return the hash of several contents together, given by their own."""
    return sha256("\0".join(digests).encode()).hexdigest()


def numbered_digest(digest: str, number: int) -> str:
    """Return the hash of a report in a file with this hash; the first has that of the file itself."""
    return joint_digest((digest, str(number)))
