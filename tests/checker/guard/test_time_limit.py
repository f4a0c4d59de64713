"""No submission keeps the others waiting for ever."""

import signal
from contextlib import suppress
from time import process_time

import pytest

from checker.documents.readers import Progress, silent
from checker.errors import OutOfTime
from checker.guard import time_limit as clock

pytestmark = pytest.mark.skipif(not hasattr(signal, "setitimer"), reason="this system has no interval timer")


def never_end(progress: Progress) -> None:
    """Go on as a reader does that swallows everything and always has one more part done."""
    while True:
        with suppress(Exception):
            progress(1, None)


def test_endless_task_is_interrupted(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(clock, "STALL", 0.1)
    with pytest.raises(OutOfTime), clock.limited():
        never_end(silent)


def test_each_finished_page_restarts_the_stall_limit(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(clock, "STALL", 0.3)
    began = process_time()
    with clock.limited() as progress:
        while (passed := process_time() - began) < 0.8:
            progress(int(passed * 100), None)


def test_total_limit_does_not_depend_on_finished_pages(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(clock, "TOTAL", 0.3)
    with pytest.raises(OutOfTime), clock.limited() as progress:
        never_end(progress)


def test_reader_that_returns_finished_pages_gets_one_more_page_limit(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(clock, "STALL", 0.4)
    monkeypatch.setattr(clock, "TOTAL", 0.1)
    with clock.limited() as progress:
        with pytest.raises(OutOfTime):
            never_end(progress)
        began = process_time()
        with pytest.raises(OutOfTime):
            never_end(progress)
    assert 0.3 < process_time() - began < 1


def test_timer_is_off_after_the_limit() -> None:
    before = signal.getsignal(signal.SIGPROF)
    with clock.limited():
        pass
    assert signal.getitimer(signal.ITIMER_PROF) == (0.0, 0.0)
    assert signal.getsignal(signal.SIGPROF) == before
