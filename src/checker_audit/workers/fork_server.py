"""The fork server: a process that prepares everything once, then forks workers, kills them and reports how they ended.

`python -I -m checker_audit.workers.fork_server MODULE:PREPARE`, with a socket to its parent as standard input.
It alone reaps its workers, so that it can kill them without ever hitting an unrelated process with a reused process id.
Processes that a job leaves running are killed with its process group; those that left the group (setsid) are adopted by
the fork server, on Linux, and killed, too. When the socket closes, everything ends.
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

from checker.guard.frames import Decoder, Frame, encode
from checker.guard.sandbox import adopt_orphans, children, enter_sandbox
from checker_audit.workers.limits import Bounds
from checker_audit.workers.worker_loop import RECV_SIZE, Prepare, Work, serve

_WAIT_OPTIONS = getattr(os, "WEXITED", 0) | os.WNOHANG | getattr(os, "WNOWAIT", 0)
PARENT_CHECK = 5.0  # seconds between two checks that the parent lives
SHUTDOWN_TIMEOUT = 2.0  # seconds for killed processes to disappear; one that waits for a dead disk may stay


def main(prepare: Prepare) -> None:
    """Prepare work as the parent asks, then fork workers for it until the parent goes away."""
    signal.pthread_sigmask(signal.SIG_SETMASK, ())
    control = socket(fileno=os.dup(0))
    _redirect_to_null(0, 1)
    decoder = Decoder()
    opening = next(
        frame for received in iter(lambda: control.recv(RECV_SIZE), b"") for frame in decoder.feed(received)
    )
    options, bounds = opening["options"], opening["bounds"]
    assert isinstance(options, dict), "the parent sends objects"
    assert isinstance(bounds, dict), "the parent sends objects"
    try:
        work = prepare(options)
    except Exception as error:  # plugins load here: any exception may come
        control.sendall(encode({"event": "broke", "message": f"{type(error).__name__}: {error}"}))
        raise
    gc.set_threshold(100_000, 50, 50)  # documents are large and hold hardly any cycles
    gc.collect()
    gc.freeze()  # memory shared by all workers stays shared: no collection writes to it
    adopt_orphans()
    control.sendall(encode({"event": "ready"}))
    _ForkServer(control, decoder, work, Bounds(**bounds)).run()


@dataclass
class _ForkServer:
    """Process ids of workers by number, and the sockets for those that are not forked yet."""

    control: socket
    decoder: Decoder
    work: Work
    bounds: Bounds
    parent: int = field(default_factory=os.getppid)
    wakeup: tuple[socket, socket] = field(default_factory=socketpair)  # receives a byte when a child dies
    workers: dict[int, int] = field(default_factory=dict)
    sockets: deque[int] = field(default_factory=deque)

    def run(self) -> None:
        """Carry out orders until the parent goes away, then end everything."""
        woken, wakeup = self.wakeup
        woken.setblocking(False)
        wakeup.setblocking(False)
        signal.signal(signal.SIGCHLD, lambda _number, _frame: None)
        signal.set_wakeup_fd(wakeup.fileno(), warn_on_full_buffer=False)
        with DefaultSelector() as selector:
            selector.register(self.control, EVENT_READ)
            selector.register(woken, EVENT_READ)
            while os.getppid() == self.parent:  # another child of the dead parent may hold the socket open
                ready = [key.fileobj for key, _events in selector.select(PARENT_CHECK)]
                if woken in ready:
                    woken.recv(RECV_SIZE)
                    self.reap()
                if self.control in ready and not self.read_orders():
                    break
        self.shut_down()

    def read_orders(self) -> bool:
        """Carry out the orders that have arrived; return whether the parent is still there."""
        try:
            received, sockets, _flags, _address = recv_fds(self.control, RECV_SIZE, 16)
        except ConnectionError:
            return False
        for descriptor in sockets:
            os.set_inheritable(descriptor, False)
        self.sockets.extend(sockets)
        for order in self.decoder.feed(received):
            number = order["worker"]
            assert isinstance(number, int), "the parent counts its workers"
            if order["order"] == "fork":
                self.fork(number)
            else:
                self.kill(number)
                self.report("killed", number)
        return bool(received)

    def fork(self, number: int) -> None:
        """Fork a worker that does jobs from the next socket."""
        connection = self.sockets.popleft()
        server = os.getpid()
        try:
            pid = os.fork()
        except OSError as error:  # no memory, no process left
            self.report("dead", number, status=0, reason=f"cannot fork: {error.strerror}")
            return
        finally:
            if os.getpid() == server:
                os.close(connection)
        if pid == 0:
            try:
                self.run_worker(connection, server)
            finally:
                os._exit(1)
        self.workers[number] = pid
        self.report("born", number, pid=pid)

    def run_worker(self, connection: int, server: int) -> None:
        """Run a worker, in its own process, until the parent closes the connection."""
        signal.set_wakeup_fd(-1)
        for number in (signal.SIGCHLD, signal.SIGINT, signal.SIGTERM):
            signal.signal(number, signal.SIG_DFL)
        for private in (self.control, *self.wakeup):
            private.close()
        _redirect_to_null(0, 1, 2)
        enter_sandbox(
            server,
            memory=self.bounds.memory,
            open_files=self.bounds.open_files,
            file_size=self.bounds.file_size,
        )
        serve(socket(fileno=connection), self.work, self.bounds)
        os._exit(0)

    def kill(self, number: int) -> None:
        """Kill a worker and its process group, unless it was reaped already."""
        if pid := self.workers.get(number):
            _kill(pid)

    def reap(self) -> None:
        """Report every worker that ended, and kill the processes it left behind."""
        numbers = {pid: number for number, pid in self.workers.items()}
        for pid, status in _reaped():
            if number := numbers.pop(pid, None):
                del self.workers[number]
                self.report("dead", number, status=os.waitstatus_to_exitcode(status))
        for orphan in children():
            # a process still in a worker's session may work for it, and is killed with it
            if orphan not in numbers and _session(orphan) not in self.workers.values():
                _kill(orphan)

    def report(self, event: str, number: int, **more: object) -> None:
        frame: Frame = {"event": event, "worker": number, **more}
        with suppress(OSError):  # the parent died
            self.control.sendall(encode(frame))

    def shut_down(self) -> None:
        """Kill all workers, and the descendants that become children when their parents die."""
        end = monotonic() + SHUTDOWN_TIMEOUT
        for number in self.workers:
            self.kill(number)
        while (self.workers or any(children())) and monotonic() < end:
            self.reap()
            sleep(0.005)


def _reaped() -> Iterator[tuple[int, int]]:
    """Yield children that ended, with their status; the rest of their process groups is killed."""
    with suppress(ChildProcessError):  # no children
        while True:
            ended = (
                os.waitid(os.P_ALL, 0, _WAIT_OPTIONS) if hasattr(os, "waitid") else None
            )  # macOS has it from 3.13
            if ended:
                _kill(ended.si_pid)  # not reaped yet: the id of its group is not reused
            pid, status = os.waitpid(ended.si_pid if ended else -1, os.WNOHANG)
            if not pid:
                return
            yield pid, status


def _kill(pid: int) -> None:
    with suppress(ProcessLookupError, PermissionError):  # no group yet, or a dead process on macOS
        os.killpg(pid, signal.SIGKILL)
    with suppress(ProcessLookupError, PermissionError):
        os.kill(pid, signal.SIGKILL)


def _session(pid: int) -> int:
    try:
        return os.getsid(pid)
    except ProcessLookupError:
        return 0


def _redirect_to_null(*descriptors: int) -> None:
    null = os.open(os.devnull, os.O_RDWR)
    for descriptor in descriptors:
        os.dup2(null, descriptor)
    os.close(null)


if __name__ == "__main__":
    main(resolve_name(sys.argv[1]))
