"""Limits of a protected child process."""

from dataclasses import dataclass

MIB = 1024**2


@dataclass(frozen=True, slots=True)
class ChildLimits:
    """What a child may take: `memory` bytes of address space (not enforced on macOS), wall time as a far outer bound.

    A child that reports no progress for `stall` seconds, or needs `total` seconds for one submission, is killed; CPU
    time is limited much more closely (`time_limit`). `result` is the size of one result in
    bytes; a child that has held `resident` bytes is replaced.
    """

    memory: int | None = 1024 * MIB
    stall: float = 600
    total: float = 3600
    result: int = 64 * MIB
    resident: int = 300 * MIB


DEFAULT = ChildLimits()
WITH_PROGRAMS = ChildLimits(memory=8192 * MIB)  # LibreOffice and Tesseract run below the child
