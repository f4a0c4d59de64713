"""What tasks fail of, and the sentences that say so."""

import signal
from enum import StrEnum

from checker.messages import Message, Messages
from checker.text import clean
from checker_audit.workers.frames import Frame

_ = Messages(__package__)


class TaskFailure(StrEnum):
    """Why a task failed.

    `timeout`: no progress, or too long in all · `memory`: more than a worker may have · `crash`: the worker died ·
    `too-large`: the job or the result is larger than a frame · `garbled`: what the worker said was no answer ·
    `broke`: an exception, or a result that is not JSON · `interrupted`: KeyboardInterrupt.
    """

    TIMEOUT = "timeout"
    MEMORY = "memory"
    CRASH = "crash"
    TOO_LARGE = "too-large"
    GARBLED = "garbled"
    BROKE = "broke"
    INTERRUPTED = "interrupted"


TELLABLE = frozenset(TaskFailure) - {
    TaskFailure.TIMEOUT,
    TaskFailure.CRASH,
    TaskFailure.GARBLED,
}  # which a worker can tell of itself


def told(kind: TaskFailure, message: str) -> Message:
    """Say what a worker told of the end of its job."""
    message = clean(message, 500)
    if kind is TaskFailure.MEMORY:
        return _("more memory is needed than a worker may have")
    if kind is TaskFailure.TOO_LARGE:
        return _("the result is too large: {reason}", reason=message)
    return _("interrupted") if kind is TaskFailure.INTERRUPTED else _("broke down: {reason}", reason=message)


def death_of(worker: Frame) -> Message:
    """Say how a worker died, as the zygote tells it."""
    status, reason = worker.get("status"), worker.get("reason")
    if reason:
        return _("a worker could not be started: {reason}", reason=reason)
    if isinstance(status, int) and status < 0:
        return _("the worker was killed by {signal}", signal=_signal(-status))
    return _("the worker ended with exit status {status}", status=status)


def _signal(number: int) -> str:
    try:
        return signal.Signals(number).name
    except ValueError:  # a real-time signal
        return f"signal {number}"
