"""Limits of a protected child process."""

from dataclasses import dataclass

MIB = 1024**2


@dataclass(frozen=True, slots=True)
class ChildLimits:
    """What a child process may take.

    `memory` is bytes of address space beside what it inherits (not enforced on macOS), `result` the size of one result.
    CPU time is limited by `time_limit`; wall time is a far outer bound: a child is killed that reports no progress for
    `stall` seconds, or needs `total` seconds for one submission. One that holds `resident` bytes more than it
    inherited is replaced, so that one submission does not count against the next.
    """

    memory: int | None = 1024 * MIB
    stall: float = 600
    total: float = 3600
    result: int = 64 * MIB
    resident: int = 300 * MIB


DEFAULT = ChildLimits()
WITH_PROGRAMS = ChildLimits(memory=8192 * MIB)  # LibreOffice and Tesseract run below the child
