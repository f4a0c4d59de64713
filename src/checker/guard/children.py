"""Protected children: forked from the loaded process, each limited in memory and time, replaced when it dies."""

import os
import selectors
import signal
import sys
from collections import deque
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import field
from socket import socket, socketpair
from time import monotonic
from typing import NoReturn

from checker.documents.readers import Progress
from checker.errors import OutOfTime
from checker.guard.frames import Decoder, Frame, FrameError, encode
from checker.guard.limits import ChildLimits
from checker.guard.sandbox import address_space, enter_sandbox, kill_group, resident
from checker.guard.time_limit import limited
from checker.lazy_dataclasses import dataclass

Work = Callable[[int, Progress], Frame]

_PIECE = 256 * 1024  # bytes read from a socket at once
_BEAT = 1.0  # seconds between two reports of progress
_OUT_OF_MEMORY, _OUT_OF_TIME = 77, 78  # exit codes


@dataclass(frozen=True, slots=True)
class ChildDeath:
    """Why a child did not deliver: `code` is timeout, too-large or crashed; `detail` names the signal or exit code."""

    code: str
    detail: str = ""


@dataclass(slots=True)
class _Child:
    pid: int
    connection: socket
    decoder: Decoder
    task: int | None = None
    began: float = 0.0
    heard: float = 0.0
    late: bool = False


def can_fork() -> bool:
    """Return whether this system has what protected children need (Linux, macOS)."""
    return hasattr(os, "fork") and hasattr(signal, "setitimer")


@dataclass
class Children:
    """Run `work(task)` for tasks 0 … `tasks` - 1 in `jobs` children, and iterate over (task, result or Death) as they end.

    `work` and everything that it uses is inherited, not sent. Closing the iterator kills all children.
    """

    work: Work
    tasks: int
    jobs: int
    limits: ChildLimits
    _children: dict[int, _Child] = field(default_factory=dict)  # by file descriptor
    _inherited: int = 0  # bytes that a child held when it began

    def __iter__(self) -> Iterator[tuple[int, Frame | ChildDeath]]:
        waiting = deque(range(self.tasks))
        with selectors.DefaultSelector() as selector:
            try:
                while waiting or self._children:
                    while waiting and len(self._children) < self.jobs:
                        self._start(selector, waiting.popleft())
                    for child in self._readable(selector):
                        yield from self._receive(selector, child, waiting)
                    self._kill_late()
            finally:
                for child in list(self._children.values()):
                    kill_group(child.pid)
                    self._end(selector, child)

    def _start(self, selector: selectors.BaseSelector, task: int) -> None:
        ours, theirs = socketpair()
        parent = os.getpid()
        sys.stdout.flush()
        sys.stderr.flush()
        pid = os.fork()
        if not pid:
            ours.close()
            for other in self._children.values():
                other.connection.close()
            self._serve(theirs, parent)
        theirs.close()
        child = _Child(pid, ours, Decoder(self.limits.result, surrogates=True))
        self._children[ours.fileno()] = child
        selector.register(ours, selectors.EVENT_READ)
        self._give(child, task)

    def _give(self, child: _Child, task: int) -> None:
        child.task, child.began, child.heard = task, monotonic(), monotonic()
        with suppress(OSError):  # it is dead, which its closed socket shows next
            child.connection.sendall(encode({"task": task}))

    def _readable(self, selector: selectors.BaseSelector) -> Iterator[_Child]:
        for key, _events in selector.select(timeout=_BEAT):
            yield self._children[key.fd]

    def _receive(
        self, selector: selectors.BaseSelector, child: _Child, waiting: deque[int]
    ) -> Iterator[tuple[int, Frame | ChildDeath]]:
        """Take what a child has sent: progress, a result, or its end."""
        try:
            piece = child.connection.recv(_PIECE)
            frames = list(child.decoder.feed(piece)) if piece else []
        except (OSError, FrameError):
            piece, frames = b"", []
            kill_group(child.pid)
        child.heard = monotonic()
        for frame in frames:
            if "result" not in frame or child.task is None:
                continue
            result, task = frame["result"], child.task
            assert isinstance(result, dict), "a child sends objects"
            child.task = None
            yield task, result  # before anything else begins: an interrupt from now on cannot take it away
            if frame.get("spent") or not waiting:
                child.connection.shutdown(1)  # it ends when there is nothing more to read
            else:
                self._give(child, waiting.popleft())
        if not piece:
            death = self._end(selector, child)
            if child.task is not None:
                yield child.task, death

    def _end(self, selector: selectors.BaseSelector, child: _Child) -> ChildDeath:
        selector.unregister(child.connection)
        del self._children[child.connection.fileno()]
        child.connection.close()
        _pid, status = os.waitpid(child.pid, 0)
        return ChildDeath("timeout") if child.late else _death(status)

    def _kill_late(self) -> None:
        now = monotonic()
        for child in self._children.values():
            silent, long = now - child.heard > self.limits.stall, now - child.began > self.limits.total
            if child.task is not None and (silent or long):
                child.late = True
                kill_group(child.pid)

    def _serve(self, connection: socket, parent: int) -> NoReturn:
        """Work in the child until the parent has nothing more to do; never return into the parent's code."""
        code = 1
        try:
            signal.signal(signal.SIGINT, signal.SIG_IGN)  # the parent decides
            signal.signal(signal.SIGTERM, signal.SIG_DFL)
            os.dup2(2, 1)  # whatever prints: stdout is the result's
            memory = self.limits.memory  # beside what is inherited
            enter_sandbox(parent, memory=memory and address_space() + memory)
            self._inherited = resident()
            decoder = Decoder(self.limits.result, surrogates=True)
            while piece := connection.recv(_PIECE):
                for order in decoder.feed(piece):
                    task = order["task"]
                    assert isinstance(task, int), "the parent sends numbers"
                    connection.sendall(
                        encode(self._run(connection, task), self.limits.result, surrogates=True)
                    )
            code = 0
        except MemoryError:
            code = _OUT_OF_MEMORY
        except OutOfTime:
            code = _OUT_OF_TIME
        except FrameError as error:
            code = _OUT_OF_MEMORY if error.code == "too-large" else 1
        finally:
            os._exit(code)  # without the parent's cleanup: its buffers and files are not the child's

    def _run(self, connection: socket, task: int) -> Frame:
        sent, before = monotonic(), self._inherited
        with limited(self.limits.page, self.limits.cpu, kill=True) as renew:

            def progress(done: int, total: int | None) -> None:
                nonlocal sent
                renew(done, total)
                if monotonic() - sent > _BEAT:
                    sent = monotonic()
                    connection.sendall(encode({"progress": done}))

            result = self.work(task, progress)
        # what one submission left in memory must not count against the next
        return {"result": result, "spent": resident() > before + self.limits.resident}


def _death(status: int) -> ChildDeath:
    if os.WIFSIGNALED(status):
        number = os.WTERMSIG(status)
        if number in {signal.SIGPROF, signal.SIGVTALRM, signal.SIGXCPU}:
            return ChildDeath("timeout")
        return ChildDeath("crashed", signal.Signals(number).name)
    code = os.WEXITSTATUS(status)
    known = {_OUT_OF_MEMORY: ChildDeath("too-large"), _OUT_OF_TIME: ChildDeath("timeout")}
    return known.get(code, ChildDeath("crashed", f"exit code {code}"))
