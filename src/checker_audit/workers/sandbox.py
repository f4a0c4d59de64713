"""How a process confines itself, and answers for what it leaves behind."""

import ctypes
import os
import resource
import signal
import sys
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

from checker_audit.workers.limits import Bounds

# <linux/prctl.h>
_PDEATHSIG, _CHILD_SUBREAPER, _NO_NEW_PRIVILEGES = 1, 36, 38


def confine(bounds: Bounds, parent: int) -> None:
    """Bind this process, newly forked, to its bounds and to its parent's life, in a session of its own."""
    os.setsid()
    _prctl(_PDEATHSIG, signal.SIGKILL)
    _prctl(_NO_NEW_PRIVILEGES, 1)
    with suppress(OSError):  # if the machine's memory runs out, a worker is to go, not who watches over it
        Path("/proc/self/oom_score_adj").write_text("500", encoding="ascii")
    if os.getppid() != parent:  # it died before it could take us along
        os._exit(1)
    _bound(resource.RLIMIT_CORE, 0)
    _bound(resource.RLIMIT_NOFILE, bounds.open_files)
    _bound(resource.RLIMIT_FSIZE, bounds.file_size)
    if sys.platform != "darwin":  # which knows the name and enforces nothing
        _bound(resource.RLIMIT_AS, bounds.memory)


def adopt_orphans() -> None:
    """Become the parent of every descendant that loses its own; Linux only, elsewhere init does."""
    _prctl(_CHILD_SUBREAPER, 1)


def children() -> Iterator[int]:
    """Iterate over the processes whose parent is this thread's process; none where the system does not tell."""
    try:
        yield from map(int, Path("/proc/thread-self/children").read_bytes().split())
    except OSError:
        return


def _bound(what: int, most: int | None) -> None:
    if most is not None:
        _soft, hard = resource.getrlimit(what)
        most = most if hard == resource.RLIM_INFINITY else min(most, hard)
        resource.setrlimit(what, (most, most))


def _prctl(option: int, value: int) -> None:
    if sys.platform == "linux":  # a second net below killpg: that a sandbox refuses it is no reason to stop
        ctypes.CDLL(None).prctl(option, value, 0, 0, 0)
