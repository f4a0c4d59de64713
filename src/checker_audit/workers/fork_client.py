"""The parent's side of a fork server: start it, have it fork and kill workers, read what it reports."""

import os
import signal
import socket
import subprocess
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import asdict
from math import inf
from tempfile import TemporaryFile
from typing import IO

from checker import AuditError, Messages, clean
from checker.guard.frames import Decoder, Frame, encode
from checker_audit.workers.limits import Bounds

_ = Messages(__package__)

ANSWER_TIMEOUT = 10.0  # seconds in which the server must confirm an order
CLOSE_TIMEOUT = 3.0  # seconds in which it must end its workers and itself
RECV_SIZE = 256 * 1024  # bytes read from a socket at once

_ENVIRONMENT = ("PATH", "HOME", "LANG", "LC_ALL", "LC_CTYPE", "TMPDIR", "TZ", "LD_LIBRARY_PATH")
_SINGLE_THREADED = {
    "OMP_NUM_THREADS": "1",
    "OMP_THREAD_LIMIT": "1",
    "OPENBLAS_NUM_THREADS": "1",
    "MKL_NUM_THREADS": "1",
    "MALLOC_ARENA_MAX": "2",  # an arena for each thread would use up the address space
}


def fork_server_command(prepare: str) -> tuple[str, ...]:
    """Return the command of a server that prepares with `module:function`, independent of folder and PYTHONPATH."""
    return (sys.executable, "-I", "-X", "utf8", "-m", "checker_audit.workers.fork_server", prepare)


class ForkClient:
    """A fork server; `ready` once it is prepared. `workers` maps the numbers of its workers to their process ids."""

    def __init__(
        self,
        command: Sequence[str],
        options: Mapping[str, object],
        bounds: Bounds,
        environment: Mapping[str, str],
        clock: Callable[[], float],
    ) -> None:
        if not hasattr(socket, "send_fds") or not hasattr(os, "fork"):
            raise AuditError(_("audits need Linux or macOS: this system cannot fork processes"))
        opening = encode({"options": options, "bounds": asdict(bounds)})
        self.ready = False
        self.workers: dict[int, int] = {}
        self._orders: dict[tuple[str, int], float] = {}  # not confirmed yet, and when they were sent
        self._clock = clock
        self._decoder = Decoder()
        self._errors: IO[bytes] = TemporaryFile()  # noqa: SIM115  # closed by close()
        self.control, theirs = socket.socketpair()
        kept = {name: environment[name] for name in _ENVIRONMENT if name in environment}
        with theirs:
            self._process = subprocess.Popen(  # noqa: S603  # our own interpreter
                command,
                stdin=theirs.fileno(),
                stdout=subprocess.DEVNULL,
                stderr=self._errors,
                env=kept | _SINGLE_THREADED,
                start_new_session=True,  # Ctrl-C in the terminal is for the parent, which closes everything
            )
        self.control.settimeout(ANSWER_TIMEOUT)
        with suppress(OSError):  # it died already, which is noticed later
            self.control.sendall(opening)

    def fork(self, number: int) -> socket.socket:
        """Order a worker; return the socket to it."""
        ours, theirs = socket.socketpair()
        with theirs:
            self._order("fork", number, theirs.fileno())
        ours.setblocking(False)
        return ours

    def kill(self, number: int) -> None:
        """Order the death of a worker and its process group."""
        self._order("kill", number)

    @property
    def answer_due(self) -> float:
        """Return the time by which the server must have confirmed its oldest order."""
        return min(self._orders.values(), default=inf) + ANSWER_TIMEOUT

    def deaths(self) -> Iterator[Frame]:
        """Read events and yield the deaths of workers; raise OSError if the server died, AuditError if it cannot prepare."""
        received = self.control.recv(RECV_SIZE)
        if not received:
            raise ConnectionResetError
        for frame in self._decoder.feed(received):
            match frame:
                case {"event": "ready"}:
                    self.ready = True
                case {"event": "born", "worker": int(number), "pid": int(pid)}:
                    self.workers[number] = pid
                    self._orders.pop(("fork", number), None)
                case {"event": "killed", "worker": int(number)}:
                    self._orders.pop(("kill", number), None)
                case {"event": "dead", "worker": int(number)}:
                    self.workers.pop(number, None)
                    self._orders.pop(("fork", number), None)
                    yield frame
                case {"event": "broke", "message": str(reason)}:
                    raise AuditError(_("workers cannot be prepared: {reason}", reason=clean(reason, 1000)))

    def close(self, *, at_once: bool = False) -> str:
        """End the server and its workers; return the last lines that it printed, else its status."""
        self.control.close()
        try:
            self._process.wait(0 if at_once else CLOSE_TIMEOUT)
        except subprocess.TimeoutExpired:
            self._process.send_signal(
                signal.SIGSTOP
            )  # so that it reaps no worker now and their process ids stay valid
        if self._process.returncode != 0:  # else it has ended them itself
            for pid in (*self.workers.values(), self._process.pid):
                with suppress(ProcessLookupError, PermissionError):
                    os.killpg(pid, signal.SIGKILL)
        status = self._process.wait()
        with self._errors:
            self._errors.seek(max(0, self._errors.seek(0, os.SEEK_END) - 2000))
            lines = self._errors.read().decode(errors="replace").splitlines()[-5:]
        return clean(" | ".join(lines), 1000) or f"exit status {status}"

    def _order(self, order: str, number: int, *sockets: int) -> None:
        self._orders[order, number] = self._clock()
        message = encode({"order": order, "worker": number})
        with suppress(OSError):  # it died or hangs: the missing answer is noticed
            if sockets:
                socket.send_fds(self.control, [message], sockets)
            else:
                self.control.sendall(message)
