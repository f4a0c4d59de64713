"""The fork server: a process that prepares everything once, then forks workers, kills them and reports how they ended.

`python -I -m checker_audit.workers.fork_server MODULE:PREPARE`, with a socket to its parent as standard input.
It alone reaps its workers, and so it alone can kill them without ever hitting an unrelated process that got the same
process id. What a worker's job leaves running ends with its process group; what left the group (setsid) is adopted
by the fork server, on Linux, and killed, too. When the socket closes, everything ends.
"""

import gc
import os
import signal
import sys
from collections import deque
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from pkgutil import resolve_name
from selectors import EVENT_READ, DefaultSelector
from socket import recv_fds, socket, socketpair
from time import monotonic, sleep

from checker_audit.workers.frames import Decoder, Frame, encode
from checker_audit.workers.limits import Bounds
from checker_audit.workers.sandbox import adopt_orphans, children, confine
from checker_audit.workers.worker_loop import PIECE, Prepare, Work, serve

_PEEK = getattr(os, "WEXITED", 0) | os.WNOHANG | getattr(os, "WNOWAIT", 0)
PULSE = 5.0  # seconds between two looks for the parent
PARTING = 2.0  # seconds for what was killed to be gone; a process that waits for a dead disk may stay


def main(prepare: Prepare) -> None:
    """Prepare work as the parent asks, then fork workers for it until the parent goes away."""
    signal.pthread_sigmask(signal.SIG_SETMASK, ())
    control = socket(fileno=os.dup(0))
    _silence(0, 1)
    decoder = Decoder()
    opening = next(frame for piece in iter(lambda: control.recv(PIECE), b"") for frame in decoder.feed(piece))
    options, bounds = opening["options"], opening["bounds"]
    assert isinstance(options, dict), "the parent sends objects"
    assert isinstance(bounds, dict), "the parent sends objects"
    try:
        work = prepare(options)
    except Exception as error:  # plugins load here: anything may come
        control.sendall(encode({"event": "broke", "message": f"{type(error).__name__}: {error}"}))
        raise
    gc.collect()
    gc.freeze()  # what all workers share stays shared: no collection writes to it
    adopt_orphans()
    control.sendall(encode({"event": "ready"}))
    _ForkServer(control, decoder, work, Bounds(**bounds)).run()


@dataclass
class _ForkServer:
    """The workers by number, and the sockets for those that are yet to be forked."""

    control: socket
    decoder: Decoder
    work: Work
    bounds: Bounds
    parent: int = field(default_factory=os.getppid)
    bell: tuple[socket, socket] = field(default_factory=socketpair)  # rings when a child dies
    workers: dict[int, int] = field(default_factory=dict)
    sockets: deque[int] = field(default_factory=deque)

    def run(self) -> None:
        """Obey until the parent goes away, then end everything."""
        rung, bell = self.bell
        rung.setblocking(False)
        bell.setblocking(False)
        signal.signal(signal.SIGCHLD, lambda _number, _frame: None)
        signal.set_wakeup_fd(bell.fileno(), warn_on_full_buffer=False)
        with DefaultSelector() as selector:
            selector.register(self.control, EVENT_READ)
            selector.register(rung, EVENT_READ)
            while os.getppid() == self.parent:  # a child of its own may hold the socket open when it is dead
                ready = [key.fileobj for key, _events in selector.select(PULSE)]
                if rung in ready:
                    rung.recv(PIECE)
                    self.reap()
                if self.control in ready and not self.listen():
                    break
        self.end()

    def listen(self) -> bool:
        """Obey what the parent has sent; tell whether it is still there."""
        try:
            piece, sockets, _flags, _address = recv_fds(self.control, PIECE, 16)
        except ConnectionError:
            return False
        for descriptor in sockets:
            os.set_inheritable(descriptor, False)
        self.sockets.extend(sockets)
        for order in self.decoder.feed(piece):
            number = order["worker"]
            assert isinstance(number, int), "the parent counts its workers"
            if order["order"] == "fork":
                self.fork(number)
            else:
                self.kill(number)
                self.tell("killed", number)
        return bool(piece)

    def fork(self, number: int) -> None:
        """Fork a worker that does jobs from the next socket."""
        connection = self.sockets.popleft()
        zygote = os.getpid()
        try:
            pid = os.fork()
        except OSError as error:  # no memory, no process left
            self.tell("dead", number, status=0, reason=f"cannot fork: {error.strerror}")
            return
        finally:
            if os.getpid() == zygote:
                os.close(connection)
        if pid == 0:
            try:
                self.live(connection, zygote)
            finally:
                os._exit(1)
        self.workers[number] = pid
        self.tell("born", number, pid=pid)

    def live(self, connection: int, zygote: int) -> None:
        """Be a worker until the parent closes the connection."""
        signal.set_wakeup_fd(-1)
        for number in (signal.SIGCHLD, signal.SIGINT, signal.SIGTERM):
            signal.signal(number, signal.SIG_DFL)
        for private in (self.control, *self.bell):
            private.close()
        _silence(0, 1, 2)
        confine(self.bounds, zygote)
        serve(socket(fileno=connection), self.work, self.bounds)
        os._exit(0)

    def kill(self, number: int) -> None:
        """Kill a worker and its group; one that is dead but not reaped still holds its number."""
        if pid := self.workers.get(number):
            _kill(pid)

    def reap(self) -> None:
        """Tell of every worker that ended, and kill what it left behind."""
        numbers = {pid: number for number, pid in self.workers.items()}
        for pid, status in _reaped():
            if number := numbers.pop(pid, None):
                del self.workers[number]
                self.tell("dead", number, status=os.waitstatus_to_exitcode(status))
        for orphan in children():
            # one that is still in a worker's session may be at work for it, and goes with it
            if orphan not in numbers and _session(orphan) not in self.workers.values():
                _kill(orphan)

    def tell(self, event: str, number: int, **more: object) -> None:
        frame: Frame = {"event": event, "worker": number, **more}
        with suppress(OSError):  # the parent has gone: the socket is at its end, too
            self.control.sendall(encode(frame))

    def end(self) -> None:
        """Kill all there is, and what comes to light when its parents die."""
        end = monotonic() + PARTING
        for number in self.workers:
            self.kill(number)
        while (self.workers or any(children())) and monotonic() < end:
            self.reap()
            sleep(0.005)


def _reaped() -> Iterator[tuple[int, int]]:
    """Iterate over children that ended, with their status; what is left of their groups is killed."""
    with suppress(ChildProcessError):  # none is left
        while True:
            ended = os.waitid(os.P_ALL, 0, _PEEK) if hasattr(os, "waitid") else None  # macOS has it from 3.13
            if ended:
                _kill(ended.si_pid)  # not reaped: the id of its group still means no other
            pid, status = os.waitpid(ended.si_pid if ended else -1, os.WNOHANG)
            if not pid:
                return
            yield pid, status


def _kill(pid: int) -> None:
    with suppress(ProcessLookupError, PermissionError):  # no group yet, or macOS speaking of the dead
        os.killpg(pid, signal.SIGKILL)
    with suppress(ProcessLookupError, PermissionError):
        os.kill(pid, signal.SIGKILL)


def _session(pid: int) -> int:
    try:
        return os.getsid(pid)
    except ProcessLookupError:
        return 0


def _silence(*descriptors: int) -> None:
    nothing = os.open(os.devnull, os.O_RDWR)
    for descriptor in descriptors:
        os.dup2(nothing, descriptor)
    os.close(nothing)


if __name__ == "__main__":
    main(resolve_name(sys.argv[1]))
