"""What one task may take, in time and in memory, and when its worker is replaced."""

from dataclasses import dataclass, field

from checker_audit.workers.frames import CAP

MIB = 1024**2


@dataclass(frozen=True, slots=True)
class Timeouts:
    """How many seconds a task may go without progress (`stall`), and may take in all (`total`)."""

    stall: float
    total: float


@dataclass(frozen=True, slots=True)
class Bounds:
    """What a worker may have, in bytes; None bounds nothing.

    `memory` is address space (macOS does not enforce it), `file_size` what it writes to any one file, `open_files` a
    number of descriptors, `frame` the size of a result. A worker that has held `resident` bytes is replaced.
    """

    memory: int | None = 1024 * MIB
    file_size: int | None = 0
    open_files: int | None = 64
    frame: int = CAP
    resident: int = 400 * MIB


@dataclass(frozen=True, slots=True)
class Limits:
    """Bound tasks by `patience`, and by the patience of the slow lane if they ran out of time once.

    A worker is replaced after `tasks` tasks. `start` seconds may the zygote prepare, and a worker take to appear.
    """

    patience: Timeouts = Timeouts(stall=30, total=300)
    slow: Timeouts = Timeouts(stall=120, total=1800)
    bounds: Bounds = field(default_factory=Bounds)
    tasks: int = 200
    start: float = 60


DEFAULT = Limits()
