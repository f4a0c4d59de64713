"""CPU time limits for one submission: a busy machine changes no verdict, and no submission holds up the others."""

import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from time import process_time
from types import FrameType

from checker.documents.readers import Progress, silent
from checker.errors import OutOfTime

STALL = 30  # seconds of CPU time without a page done; honest documents of 600 pages never spend 15 on one
TOTAL = 300  # seconds of CPU time for the whole submission
_GRACE = 10  # seconds of user CPU time after an interrupt that only C code can ignore


@contextmanager
def limited(
    stall: float | None = None, total: float | None = None, *, kill: bool = False
) -> Iterator[Progress]:
    """Raise OutOfTime in the body when a limit is passed; each call of the progress given to it renews the stall limit.

    The limits are `STALL` and `TOTAL` where others are not given.

    A reader that keeps the pages it has read by then gets the time of one page for the rest of the work, judging
    included; then OutOfTime is raised again. Python code is interrupted anywhere, C code only between two calls:
    with `kill`, a process that goes on computing in C is killed (SIGVTALRM). Nothing is limited where there is no
    interval timer (Windows) or outside the main thread.
    """
    if not hasattr(signal, "setitimer") or threading.current_thread() is not threading.main_thread():
        yield silent
        return
    stall, total = stall or STALL, total or TOTAL
    end = process_time() + total

    def renew(_done: int = 0, _total: int | None = None) -> None:
        left = min(stall, end - process_time())
        if (
            left > 0.001
        ):  # else the timer is about to fire, and renewing it again and again would put that off
            signal.setitimer(signal.ITIMER_PROF, left)
            if kill:
                signal.setitimer(signal.ITIMER_VIRTUAL, left + _GRACE)

    def interrupt(_number: int, _frame: FrameType | None) -> None:
        nonlocal end
        end = process_time() + stall
        renew()
        raise OutOfTime

    before = signal.signal(signal.SIGPROF, interrupt)
    renew()
    try:
        yield renew
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)
        signal.setitimer(signal.ITIMER_VIRTUAL, 0)
        signal.signal(signal.SIGPROF, before)
