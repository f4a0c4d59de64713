"""A time limit for one submission: none may keep the others waiting for ever."""

import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from time import monotonic
from types import FrameType

from checker.formats import Progress, silent

STALL = 30  # seconds without a page or part done; honest documents of 600 pages never spend 15 on one
TOTAL = 300  # seconds for the whole submission


class Stalled(BaseException):
    """Say that the time is up; no exception that a reader or a check may catch."""


@contextmanager
def limited() -> Iterator[Progress]:
    """Raise Stalled in the body when a limit is passed; the progress given to it starts the stall limit anew.

    Python code is interrupted, also within a loop; where there is no interval timer (Windows, or another thread
    than the main one) nothing is limited.
    """
    if not hasattr(signal, "setitimer") or threading.current_thread() is not threading.main_thread():
        yield silent
        return
    end = monotonic() + TOTAL

    def wind(_done: int = 0, _total: int | None = None) -> None:
        signal.setitimer(signal.ITIMER_REAL, max(0.001, min(STALL, end - monotonic())))

    before = signal.signal(signal.SIGALRM, _ring)
    wind()
    try:
        yield wind
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)


def _ring(_number: int, _frame: FrameType | None) -> None:
    raise Stalled
