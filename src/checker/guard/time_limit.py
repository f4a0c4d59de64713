"""A time limit for one submission."""

import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from time import monotonic
from types import FrameType

from checker.documents.readers import Progress, silent
from checker.errors import OutOfTime

STALL = 30  # seconds without a finished page or part; documents of 600 pages take less than 15 for each
TOTAL = 300  # seconds for the whole submission


@contextmanager
def limited() -> Iterator[Progress]:
    """Raise OutOfTime in the body of `with` when a limit is passed; progress restarts the stall limit.

    A reader may catch it and keep the finished pages; reading and judging then have STALL seconds until it is raised
    again. Nothing is limited without an interval timer (on Windows) or outside the main thread.
    """
    if not hasattr(signal, "setitimer") or threading.current_thread() is not threading.main_thread():
        yield silent
        return
    end = monotonic() + TOTAL

    def restart(_done: int = 0, _total: int | None = None) -> None:
        left = min(STALL, end - monotonic())
        if left > 0.001:  # else the timer is about to expire, and restarting it would postpone that
            signal.setitimer(signal.ITIMER_REAL, left)

    def expire(_number: int, _frame: FrameType | None) -> None:
        nonlocal end
        end = monotonic() + STALL
        restart()
        raise OutOfTime

    before = signal.signal(signal.SIGALRM, expire)
    restart()
    try:
        yield restart
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)
