"""A worker's side of its socket: take a job, say how far it is, say how it ended, and wait for the next."""

import os
import resource
import sys
import threading
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from socket import socket

from checker.text import clean
from checker_audit.workers.frames import Decoder, Frame, FrameError, encode
from checker_audit.workers.limits import Bounds

Job = Mapping[str, object]
PIECE = 256 * 1024  # bytes asked of a socket at once


class Tell:
    """Say how far a job is, `tell(done, total)`, and send facts ahead, of which the last outlives the worker."""

    def __init__(self, send: Callable[[Frame], None], task: object) -> None:
        self._send = send
        self._task = task

    def __call__(self, done: int, total: int | None = None) -> None:
        self._say({"event": "step", "done": done, "total": total})

    def note(self, fact: object) -> None:
        """Keep a fact (JSON) for the case that the job ends badly; raise FrameError if it is too large or not JSON."""
        self._say({"event": "note", "fact": fact})

    def close(self) -> None:
        """Say nothing more: what a thread that outlives its job tells belongs to no task."""
        self._task = None

    def _say(self, frame: Frame) -> None:
        if self._task is not None:
            self._send({**frame, "task": self._task})


Work = Callable[[Job, Tell], object]
Prepare = Callable[[Mapping[str, object]], Work]  # it leaves no thread: what it prepares is forked


def serve(connection: socket, work: Work, bounds: Bounds) -> None:
    """Do jobs one after the other until the connection is closed; an exception ends a job, not the worker."""
    voice = threading.Lock()

    def send(frame: Frame) -> None:
        encoded = encode(frame, bounds.frame)
        with voice:
            connection.sendall(encoded)

    send({"event": "ready"})
    for order in _orders(connection, bounds.frame):
        job = order["job"]
        assert isinstance(job, dict), "the parent sends objects"
        tell = Tell(send, order["task"])
        outcome = _outcome(work, job, tell)
        tell.close()
        closing = {"task": order["task"], "spent": _spent(outcome, bounds)}
        try:
            send({**outcome, **closing})
        except FrameError as error:
            send({**_refused(error), **closing, "spent": True})


def _orders(connection: socket, cap: int) -> Iterator[Frame]:
    decoder = Decoder(cap)
    while piece := connection.recv(PIECE):
        yield from decoder.feed(piece)


def _outcome(work: Work, job: Job, tell: Tell) -> Frame:
    try:
        return {"event": "done", "result": work(job, tell)}
    except FrameError as error:
        return _refused(error)
    except MemoryError:
        return _broke("memory", "")
    except KeyboardInterrupt:
        return _broke("interrupted", "")
    except BaseException as error:  # noqa: BLE001  # plugins run here: sys.exit and clocks must not end the worker
        return _broke("broke", f"{type(error).__name__}: {_said(error)}")


def _refused(error: FrameError) -> Frame:
    return _broke("too-large" if error.code == "too-large" else "broke", str(error))


def _broke(kind: str, message: str) -> Frame:
    return {"event": "broke", "kind": kind, "message": clean(message, 500)}


def _said(error: BaseException) -> str:
    try:
        return str(error)
    except Exception:  # noqa: BLE001  # a plugin's exception that cannot even be told
        return ""


def _spent(outcome: Frame, bounds: Bounds) -> bool:
    """Tell whether another worker had better do the next job: this one broke down, has grown, or kept something."""
    unit = 1 if sys.platform == "darwin" else 1024
    grown = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * unit > bounds.resident
    broke = outcome["event"] != "done"
    return (
        broke or grown or threading.active_count() > 1 or _has_children() or _holds_files(bounds.open_files)
    )


def _has_children() -> bool:
    try:
        return bool(Path("/proc/thread-self/children").read_bytes())
    except OSError:  # no Linux, or no descriptor left
        return False


def _holds_files(most: int | None) -> bool:
    """Tell whether half of the descriptors are in use; the lowest that is free tells."""
    try:
        spare = os.dup(0)
    except OSError:
        return True
    os.close(spare)
    return most is not None and spare > most // 2
