"""The nursery: the zygote as its parent sees it, which asks it for workers and for their end."""

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

from checker.errors import AuditError
from checker.messages import Messages
from checker.text import clean
from checker_audit.workers.frames import Decoder, Frame, encode
from checker_audit.workers.limits import Bounds

_ = Messages(__package__)

ANSWER = 10.0  # seconds in which the zygote says that it heard
PARTING = 3.0  # seconds in which it ends its workers and itself
PIECE = 256 * 1024  # bytes asked of a socket at once

_KEPT = ("PATH", "HOME", "LANG", "LC_ALL", "LC_CTYPE", "TMPDIR", "TZ", "LD_LIBRARY_PATH")
_ONE_THREAD = {
    "OMP_NUM_THREADS": "1",
    "OMP_THREAD_LIMIT": "1",
    "OPENBLAS_NUM_THREADS": "1",
    "MKL_NUM_THREADS": "1",
    "MALLOC_ARENA_MAX": "2",  # an arena for each thread would use up the address space that is allowed
}


def fork_server_command(prepare: str) -> tuple[str, ...]:
    """Return the command of a zygote that prepares with `module:function`, whatever lies in the folder or PYTHONPATH."""
    return (sys.executable, "-I", "-X", "utf8", "-m", "checker_audit.workers.fork_server", prepare)


class ForkClient:
    """One zygote; `ready` once it has prepared, `workers` are those that it bore and has not reaped, with their pids."""

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
        self._asked: dict[tuple[str, int], float] = {}
        self._clock = clock
        self._decoder = Decoder()
        self._errors: IO[bytes] = TemporaryFile()  # noqa: SIM115  # closed with the nursery
        self.control, theirs = socket.socketpair()
        kept = {name: environment[name] for name in _KEPT if name in environment}
        with theirs:
            self._process = subprocess.Popen(  # noqa: S603  # ourselves
                command,
                stdin=theirs.fileno(),
                stdout=subprocess.DEVNULL,
                stderr=self._errors,
                env=kept | _ONE_THREAD,
                start_new_session=True,  # Ctrl-C in the terminal is for the parent, which ends all in order
            )
        self.control.settimeout(ANSWER)
        with suppress(OSError):  # it has gone already: its end is noticed
            self.control.sendall(opening)

    def fork(self, number: int) -> socket.socket:
        """Ask for a worker; return the socket on which it will speak."""
        ours, theirs = socket.socketpair()
        with theirs:
            self._ask("fork", number, theirs.fileno())
        ours.setblocking(False)
        return ours

    def kill(self, number: int) -> None:
        """Ask for the end of a worker and its group."""
        self._ask("kill", number)

    @property
    def overdue(self) -> float:
        """Return the time at which the zygote will have been silent for too long."""
        return min(self._asked.values(), default=inf) + ANSWER

    def heard(self) -> Iterator[Frame]:
        """Iterate over deaths of workers; raise OSError once the zygote is gone, AuditError if it cannot prepare."""
        piece = self.control.recv(PIECE)
        if not piece:
            raise ConnectionResetError
        for frame in self._decoder.feed(piece):
            match frame:
                case {"event": "ready"}:
                    self.ready = True
                case {"event": "born", "worker": int(number), "pid": int(pid)}:
                    self.workers[number] = pid
                    self._asked.pop(("fork", number), None)
                case {"event": "killed", "worker": int(number)}:
                    self._asked.pop(("kill", number), None)
                case {"event": "dead", "worker": int(number)}:
                    self.workers.pop(number, None)
                    self._asked.pop(("fork", number), None)
                    yield frame
                case {"event": "broke", "message": str(reason)}:
                    raise AuditError(_("workers cannot be prepared: {reason}", reason=clean(reason, 1000)))

    def close(self, *, at_once: bool = False) -> str:
        """Have the zygote end everything, or do so without it; return its last words, else its status."""
        self.control.close()
        try:
            self._process.wait(0 if at_once else PARTING)
        except subprocess.TimeoutExpired:
            self._process.send_signal(
                signal.SIGSTOP
            )  # it must not reap now: the ids of its workers stay theirs
        if self._process.returncode != 0:  # else it has ended them itself
            for pid in (*self.workers.values(), self._process.pid):
                with suppress(ProcessLookupError, PermissionError):
                    os.killpg(pid, signal.SIGKILL)
        status = self._process.wait()
        with self._errors:
            self._errors.seek(max(0, self._errors.seek(0, os.SEEK_END) - 2000))
            lines = self._errors.read().decode(errors="replace").splitlines()[-5:]
        return clean(" | ".join(lines), 1000) or f"exit status {status}"

    def _ask(self, order: str, number: int, *sockets: int) -> None:
        self._asked[order, number] = self._clock()
        message = encode({"order": order, "worker": number})
        with suppress(OSError):  # it has gone, or is stuck: it will not answer, and that is noticed
            if sockets:
                socket.send_fds(self.control, [message], sockets)
            else:
                self.control.sendall(message)
