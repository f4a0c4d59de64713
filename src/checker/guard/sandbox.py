"""The sandbox of a child process, and the control of its descendants."""

import ctypes
import os
import resource
import signal
import sys
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

# <linux/prctl.h>
_PDEATHSIG, _CHILD_SUBREAPER, _NO_NEW_PRIVILEGES = 1, 36, 38


def enter_sandbox(
    parent: int, *, memory: int | None = None, open_files: int | None = None, file_size: int | None = None
) -> None:
    """Limit the resources of this newly forked process, give it its own session, and have it die with its parent.

    `memory` (address space) and `file_size` are in bytes; `None` is unlimited.
    """
    os.setsid()
    _prctl(_PDEATHSIG, signal.SIGKILL)
    _prctl(_NO_NEW_PRIVILEGES, 1)
    with suppress(OSError):  # if the machine runs out of memory, a worker is killed before its parent
        Path("/proc/self/oom_score_adj").write_text("500", encoding="ascii")
    if os.getppid() != parent:  # it died before the death signal was set
        os._exit(1)
    _limit(resource.RLIMIT_CORE, 0)
    _limit(resource.RLIMIT_NOFILE, open_files)
    _limit(resource.RLIMIT_FSIZE, file_size)
    if sys.platform != "darwin":  # macOS does not enforce it
        _limit(resource.RLIMIT_AS, memory)


def address_space() -> int:
    """Return the size of this process's address space in bytes; 0 where the system does not tell."""
    try:
        return int(Path("/proc/self/statm").read_bytes().split()[0]) * resource.getpagesize()
    except OSError:
        return 0


def resident() -> int:
    """Return the most memory that this process has held so far, in bytes."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * (1 if sys.platform == "darwin" else 1024)


def kill_group(pid: int) -> None:
    """Kill a confined child and all processes of its group; one that is dead already is fine."""
    with suppress(ProcessLookupError, PermissionError):
        os.killpg(pid, signal.SIGKILL)
    with suppress(ProcessLookupError):  # it may not have its own group yet
        os.kill(pid, signal.SIGKILL)


def adopt_orphans() -> None:
    """Become the parent of every descendant that loses its own; Linux only, elsewhere init does."""
    _prctl(_CHILD_SUBREAPER, 1)


def children() -> Iterator[int]:
    """Yield the child processes of this process; none where the system has no such list."""
    try:
        yield from map(int, Path("/proc/thread-self/children").read_bytes().split())
    except OSError:
        return


def _limit(what: int, most: int | None) -> None:
    if most is not None:
        _soft, hard = resource.getrlimit(what)
        most = most if hard == resource.RLIM_INFINITY else min(most, hard)
        resource.setrlimit(what, (most, most))


def _prctl(option: int, value: int) -> None:
    if sys.platform == "linux":  # in addition to killpg: failures are ignored
        ctypes.CDLL(None).prctl(option, value, 0, 0, 0)
