"""A time limit for one submission: none may keep the others waiting for ever."""

import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from time import monotonic
from types import FrameType

from checker.documents.readers import Progress, silent
from checker.errors import OutOfTime

STALL = 30  # seconds without a page or part done; honest documents of 600 pages never spend 15 on one
TOTAL = 300  # seconds for the whole submission


@contextmanager
def limited() -> Iterator[Progress]:
    """Raise OutOfTime in the body when a limit is passed; the progress given to it starts the stall limit anew.

    A reader that keeps the pages it has read by then gets as much time as one page may take for all that is left
    to do, the judging included; then it is raised again.
    Python code is interrupted, also within a loop; where there is no interval timer (Windows, or another thread
    than the main one) nothing is limited.
    """
    if not hasattr(signal, "setitimer") or threading.current_thread() is not threading.main_thread():
        yield silent
        return
    end = monotonic() + TOTAL

    def wind(_done: int = 0, _total: int | None = None) -> None:
        left = min(STALL, end - monotonic())
        if left > 0.001:  # else it is about to ring, and winding it again and again would put that off
            signal.setitimer(signal.ITIMER_REAL, left)

    def ring(_number: int, _frame: FrameType | None) -> None:
        nonlocal end
        end = monotonic() + STALL
        wind()
        raise OutOfTime

    before = signal.signal(signal.SIGALRM, ring)
    wind()
    try:
        yield wind
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)
