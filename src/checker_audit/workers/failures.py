"""Why tasks fail, and the messages that say so."""

import signal
from enum import StrEnum

from checker import Message, Messages, clean
from checker.guard.frames import Frame

_ = Messages(__package__)


class TaskFailure(StrEnum):
    """Why a task failed.

    `timeout`: no progress, or too long in all · `memory`: a worker's memory was not enough · `crash`: the worker died ·
    `too-large`: the job or the result is larger than a frame · `garbled`: the worker broke the protocol ·
    `broke`: an exception, or a result that is not JSON · `interrupted`: KeyboardInterrupt.
    """

    TIMEOUT = "timeout"
    MEMORY = "memory"
    CRASH = "crash"
    TOO_LARGE = "too-large"
    GARBLED = "garbled"
    BROKE = "broke"
    INTERRUPTED = "interrupted"


# failures that a worker may report itself; the pool finds the others
REPORTED = frozenset(
    {
        TaskFailure.TIMEOUT,
        TaskFailure.MEMORY,
        TaskFailure.TOO_LARGE,
        TaskFailure.BROKE,
        TaskFailure.INTERRUPTED,
    }
)


def reported_failure(failure: TaskFailure, text: str) -> Message:
    """Describe a failure that a worker reported."""
    text = clean(text, 500)
    if failure is TaskFailure.TIMEOUT:
        return _("no progress within the limit of computing time")
    if failure is TaskFailure.MEMORY:
        return _("needs more memory than a worker may use")
    if failure is TaskFailure.TOO_LARGE:
        return _("the result is too large: {reason}", reason=text)
    return _("interrupted") if failure is TaskFailure.INTERRUPTED else _("failed: {reason}", reason=text)


def worker_death(event: Frame) -> tuple[TaskFailure, Message]:
    """Return why a worker died, as reported by the fork server."""
    status, reason = event.get("status"), event.get("reason")
    if reason:
        return TaskFailure.CRASH, _("a worker could not be started: {reason}", reason=reason)
    if status == -signal.SIGVTALRM:  # see checker.guard.time_limit
        return TaskFailure.TIMEOUT, _("no progress within the limit of computing time")
    if isinstance(status, int) and status < 0:
        return TaskFailure.CRASH, _("the worker was killed by {signal}", signal=_signal(-status))
    return TaskFailure.CRASH, _("the worker ended with exit status {status}", status=status)


def _signal(number: int) -> str:
    try:
        return signal.Signals(number).name
    except ValueError:  # a real-time signal
        return f"signal {number}"
