"""Limits in time and memory for one task, and when its worker is replaced."""

from dataclasses import dataclass, field

from checker.guard.frames import MAX_BYTES

MIB = 1024**2


@dataclass(frozen=True, slots=True)
class Timeouts:
    """Seconds that a task may run without progress (`stall`) and in all (`total`)."""

    stall: float
    total: float


@dataclass(frozen=True, slots=True)
class Bounds:
    """Resources of one worker, in bytes; None is unlimited.

    `memory` is address space (macOS does not enforce it), `file_size` the size of any file it writes, `open_files` a
    number of descriptors, `frame` the size of a result. A worker whose memory has grown to `resident` is replaced.
    """

    memory: int | None = 1024 * MIB
    file_size: int | None = 0
    open_files: int | None = 64
    frame: int = MAX_BYTES
    resident: int = 400 * MIB


@dataclass(frozen=True, slots=True)
class Limits:
    """The limits of a worker pool.

    A worker is replaced after `tasks` tasks. `start` is the number of seconds in which the fork server must be
    prepared, and in which a worker must start.
    """

    timeouts: Timeouts = Timeouts(stall=30, total=300)
    bounds: Bounds = field(default_factory=Bounds)
    tasks: int = 200
    start: float = 60


DEFAULT = Limits()
