"""The loop of a worker process: receive a job, report progress, send the result, wait for the next."""

import os
import resource
import sys
import threading
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from socket import socket

from checker import OutOfTime, clean
from checker.guard.frames import Decoder, Frame, FrameError, encode
from checker_audit.workers.limits import Bounds

Job = Mapping[str, object]
RECV_SIZE = 256 * 1024  # bytes read from a socket at once
MAX_PROGRESS = 2**31  # steps; what is reported may be stored


class JobProgress:
    """Report the progress of a job: `progress(done, total)`; a total that is no number of steps is not passed on."""

    def __init__(self, send: Callable[[Frame], None], task: object) -> None:
        self._send = send
        self._task = task

    def __call__(self, done: int, total: int | None = None) -> None:
        if self._task is not None:
            shown = total if total is not None and 0 <= total < MAX_PROGRESS else None
            self._send({"event": "step", "done": done, "total": shown, "task": self._task})

    def close(self) -> None:
        """Ignore further reports, from a thread that outlives its job."""
        self._task = None


Work = Callable[[Job, JobProgress], object]
Prepare = Callable[
    [Mapping[str, object]], Work
]  # it must leave no thread running, because the process is forked


def serve(connection: socket, work: Work, bounds: Bounds) -> None:
    """Do one job after another until the connection is closed; an exception ends a job, not the worker."""
    lock = threading.Lock()

    def send(frame: Frame) -> None:
        encoded = encode(frame, bounds.frame)
        with lock:
            connection.sendall(encoded)

    send({"event": "ready"})
    for order in _orders(connection, bounds.frame):
        job = order["job"]
        assert isinstance(job, dict), "the parent sends objects"
        progress = JobProgress(send, order["task"])
        answer = _answer(work, job, progress)
        progress.close()
        closing = {"task": order["task"], "spent": _is_spent(answer, bounds)}
        try:
            send({**answer, **closing})
        except FrameError as error:
            send({**_unsendable(error), **closing, "spent": True})


def _orders(connection: socket, max_bytes: int) -> Iterator[Frame]:
    decoder = Decoder(max_bytes)
    while received := connection.recv(RECV_SIZE):
        yield from decoder.feed(received)


def _answer(work: Work, job: Job, progress: JobProgress) -> Frame:
    try:
        return {"event": "done", "result": work(job, progress)}
    except MemoryError:
        return _failed("memory", "")
    except OutOfTime:
        return _failed("timeout", "")
    except KeyboardInterrupt:
        return _failed("interrupted", "")
    except BaseException as error:  # noqa: BLE001  # plugins run here: sys.exit must not end the worker
        return _failed("broke", f"{type(error).__name__}: {_text(error)}")


def _unsendable(error: FrameError) -> Frame:
    return _failed("too-large" if error.code == "too-large" else "broke", str(error))


def _failed(kind: str, message: str) -> Frame:
    return {"event": "broke", "kind": kind, "message": clean(message, 500)}


def _text(error: BaseException) -> str:
    try:
        return str(error)
    except Exception:  # noqa: BLE001  # a plugin's exception whose __str__ fails
        return ""


def _is_spent(answer: Frame, bounds: Bounds) -> bool:
    """Return whether the worker should be replaced: it failed, has grown, or has left threads, children or files."""
    unit = 1 if sys.platform == "darwin" else 1024
    grown = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * unit > bounds.resident
    failed = answer["event"] != "done"
    return (
        failed or grown or threading.active_count() > 1 or _has_children() or _holds_files(bounds.open_files)
    )


def _has_children() -> bool:
    try:
        return bool(Path("/proc/thread-self/children").read_bytes())
    except OSError:  # not Linux, or no descriptor left
        return False


def _holds_files(most: int | None) -> bool:
    """Return whether half of the file descriptors are in use, by the lowest free one."""
    try:
        spare = os.dup(0)
    except OSError:
        return True
    os.close(spare)
    return most is not None and spare > most // 2
