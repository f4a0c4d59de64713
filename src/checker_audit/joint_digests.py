"""Hashes of several contents together."""

from collections.abc import Iterable
from hashlib import sha256


def joint_digest(digests: Iterable[str]) -> str:
    """Return the hash of several contents together, given by their own."""
    return sha256("\0".join(digests).encode()).hexdigest()
