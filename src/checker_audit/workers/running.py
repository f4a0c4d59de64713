"""The running workers of a pool, each with one attempt at a task, and how the attempts end.

One thread, which parses nothing but frames. Whatever a worker does – answer, die, stop, send garbage, run out of time –
ends its attempt in one way.
"""

from collections import deque
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from itertools import count
from math import inf
from selectors import EVENT_READ, EVENT_WRITE, DefaultSelector
from socket import socket
from time import monotonic

from checker import AuditError, Message, Messages
from checker.guard.frames import Decoder, Frame, FrameError, encode
from checker_audit.workers.failures import REPORTED, TaskFailure, reported_failure, worker_death
from checker_audit.workers.fork_client import RECV_SIZE, ForkClient
from checker_audit.workers.limits import Limits
from checker_audit.workers.tasks import ResultKind, Task, TaskResult
from checker_audit.workers.worker_loop import MAX_PROGRESS

_ = Messages(__package__)

MAX_FAILED_STARTS = 5  # workers and servers in a row that may fail before they had a task
CLOSE_GRACE = 1.0  # seconds in which a worker whose connection closed is expected to be dead
MAX_POLL = 5.0  # seconds


@dataclass(frozen=True, slots=True)
class Attempt:
    """An attempt at a task; `before` is the result of the one before, `alone` means that no other runs beside it."""

    task: Task
    before: TaskResult | None = None
    alone: bool = False


@dataclass(frozen=True, slots=True)
class AttemptEnd:
    """How an attempt ended; `server_died`: with all other attempts, because the fork server died."""

    attempt: Attempt
    result: TaskResult
    server_died: bool = False


@dataclass(slots=True)
class Worker:
    """A worker process, seen from its parent; `deadline` is when it must have sent something, `end` that of its task."""

    number: int
    connection: socket
    decoder: Decoder
    deadline: float
    ready: bool = False
    closed: bool = False
    served: int = 0
    unsent: bytes = b""
    attempt: Attempt | None = None
    end: float = inf
    progress: tuple[int, int | None] | None = None


@dataclass
class RunningWorkers:
    """Workers by number; `paused` is the time in which nobody polled and no timeout runs."""

    connect: Callable[[Callable[[], float]], ForkClient]
    limits: Limits
    paused: float = 0.0
    workers: dict[int, Worker] = field(default_factory=dict)
    ended: deque[AttemptEnd] = field(default_factory=deque)
    _server: ForkClient | None = None
    _selector: DefaultSelector = field(default_factory=DefaultSelector)
    _numbers: Iterator[int] = field(default_factory=lambda: count(1))
    _failed_starts: int = 0
    _start_after: float = 0.0  # the time from which something may be started
    _prepared_by: float = inf  # the time at which the server must be prepared

    def clock(self) -> float:
        """Return the time by which timeouts run."""
        return monotonic() - self.paused

    @property
    def attempts(self) -> list[Attempt]:
        return [worker.attempt for worker in self.workers.values() if worker.attempt]

    @property
    def idle(self) -> list[Worker]:
        """Return the workers without a task, fresh ones first."""
        free = (w for w in self.workers.values() if w.ready and not w.attempt and not w.closed)
        return sorted(free, key=lambda worker: worker.served)

    def start(self, size: int) -> None:
        """Start the fork server, or workers until there are `size`, without waiting."""
        if self.clock() < self._start_after:
            return
        if self._server is None:
            self._server = self.connect(self.clock)
            self._selector.register(self._server.control, EVENT_READ)
            self._prepared_by = self.clock() + self.limits.start
        elif self._server.ready:
            while len(self.workers) < size:
                self._start_worker(self._server)

    def _start_worker(self, server: ForkClient) -> None:
        number = next(self._numbers)
        connection = server.fork(number)
        decoder = Decoder(self.limits.bounds.frame)
        worker = Worker(number, connection, decoder, self.clock() + self.limits.start)
        self.workers[number] = worker
        self._selector.register(connection, EVENT_READ, worker)

    def assign(self, worker: Worker, attempt: Attempt) -> None:
        """Send a task to an idle worker."""
        self._failed_starts = 0
        now, timeouts = self.clock(), self.limits.timeouts
        worker.attempt, worker.progress = attempt, None
        worker.end = now + timeouts.total
        worker.deadline = min(now + timeouts.stall, worker.end)
        try:
            worker.unsent = encode({"task": attempt.task.id, "job": attempt.task.job})
        except FrameError as error:
            failure = TaskFailure.TOO_LARGE if error.code == "too-large" else TaskFailure.BROKE
            detail = _("the job cannot be sent: {reason}", reason=str(error))
            self._end_attempt(worker, ResultKind.FAILED, failure=failure, detail=detail)
        else:
            self._send(worker)

    def _send(self, worker: Worker) -> None:
        try:
            sent = worker.connection.send(worker.unsent)
        except BlockingIOError:
            sent = 0
        except OSError:  # it is dead, which the server reports
            sent = len(worker.unsent)
        worker.unsent = worker.unsent[sent:]
        self._selector.modify(
            worker.connection, EVENT_READ | EVENT_WRITE if worker.unsent else EVENT_READ, worker
        )

    def poll(self, timeout: float = MAX_POLL) -> Iterator[AttemptEnd]:
        """Wait until something happens, and yield the attempts that ended."""
        for key, events in self._selector.select(0 if self.ended else min(timeout, self._time_left())):
            worker = key.data
            if worker is None:
                self._read_server()
            elif worker.number in self.workers:
                if events & EVENT_WRITE:
                    self._send(worker)
                if events & EVENT_READ:
                    self._read(worker)
        self._check_timeouts()
        while self.ended:
            yield self.ended.popleft()

    # --- what workers send ---

    def _read(self, worker: Worker) -> bool:
        """Read some of what a worker has sent; return whether there may be more."""
        if worker.closed:
            return False
        try:
            received = worker.connection.recv(RECV_SIZE)
        except BlockingIOError:
            return False
        except OSError:
            received = b""
        if not received:
            self._selector.unregister(worker.connection)
            worker.closed = True
            worker.deadline = min(worker.deadline, self.clock() + CLOSE_GRACE)
            return False
        try:
            self._receive(worker, received)
        except FrameError as error:
            detail = _("the worker broke the protocol: {reason}", reason=str(error))
            self._fail(worker, TaskFailure.GARBLED, detail)
        return worker.number in self.workers

    def _drain(self, worker: Worker) -> None:
        """Read what a worker sent before it died; it may have answered."""
        reads = self.limits.bounds.frame // RECV_SIZE + 2  # its child processes might send for ever
        while reads and self._read(worker):
            reads -= 1

    def _receive(self, worker: Worker, received: bytes) -> None:
        answer: Frame | None = None
        for frame in worker.decoder.feed(received):
            if answer:
                raise FrameError("garbled", "more after its answer")
            answer = self._answer(worker, frame)
        if worker.decoder.pending and (answer or (worker.ready and not worker.attempt)):
            raise FrameError("garbled", "sent without a task")
        match answer:
            case {"event": "done", "result": result}:
                self._end_attempt(worker, ResultKind.DONE, value=result)
            case {"kind": str(kind), "message": str(text)}:
                failure = TaskFailure(kind)
                detail = reported_failure(failure, text)
                self._end_attempt(worker, ResultKind.FAILED, failure=failure, detail=detail)
        if answer and (answer["spent"] or worker.served >= self.limits.tasks):
            self.release(worker)

    def _answer(self, worker: Worker, frame: Frame) -> Frame | None:
        """Handle a frame; return it if it answers the task; raise FrameError if the worker may not send it now."""
        own = worker.attempt is not None and frame.get("task") == worker.attempt.task.id
        match frame:
            case {"event": "ready"} if not worker.ready:
                worker.ready, worker.deadline = True, inf
            case {"event": "step", "done": int(done), "total": int() | None as total} if (
                own and 0 <= done < MAX_PROGRESS and 0 <= (total or 0) < MAX_PROGRESS
            ):
                worker.progress = (done, total)
                worker.deadline = min(self.clock() + self.limits.timeouts.stall, worker.end)
            case {"event": "done", "result": _result, "spent": bool()} if own:
                return frame
            case {"event": "broke", "kind": str(kind), "message": str(), "spent": bool()} if (
                own and kind in REPORTED
            ):
                return frame
            case _:
                raise FrameError("garbled", "not an answer to its task")
        return None

    # --- how workers end ---

    def _end_attempt(
        self,
        worker: Worker,
        kind: ResultKind,
        *,
        value: object = None,
        failure: TaskFailure | None = None,
        detail: Message | None = None,
        server_died: bool = False,
    ) -> None:
        attempt = worker.attempt
        assert attempt is not None, "the worker has a task"
        attempts = 1 + (attempt.before.attempts if attempt.before else 0)
        result = TaskResult(attempt.task, kind, value, failure, detail, worker.progress, attempts)
        self.ended.append(AttemptEnd(attempt, result, server_died))
        worker.attempt, worker.deadline = None, inf
        worker.served += 1

    def _fail(
        self, worker: Worker, failure: TaskFailure, detail: Message, *, server_died: bool = False
    ) -> None:
        """End a worker and its attempt as failed; a worker that never had a task failed to start."""
        self.release(worker)
        if worker.attempt:
            self._end_attempt(
                worker, ResultKind.FAILED, failure=failure, detail=detail, server_died=server_died
            )
        elif not worker.served and not server_died:
            self._failed_to_start(detail)

    def release(self, worker: Worker) -> None:
        """Kill a worker."""
        del self.workers[worker.number]
        if not worker.closed:
            self._selector.unregister(worker.connection)
        worker.connection.close()
        if self._server:
            self._server.kill(worker.number)

    def _read_server(self) -> None:
        """Handle what the fork server reports: which workers died."""
        assert self._server is not None, "it has sent something"
        try:
            deaths = list(self._server.deaths())
        except (OSError, FrameError):
            self._server_died()
            return
        for death in deaths:
            worker = self.workers.get(death["worker"])  # type: ignore[call-overload]  # a number, or no worker's
            if worker:
                self._drain(worker)
            if worker and worker.number in self.workers:
                self._fail(worker, *worker_death(death))

    def _server_died(self) -> None:
        """End all workers, which die with the fork server."""
        for worker in list(self.workers.values()):
            self._drain(worker)
        server, self._server = self._server, None
        assert server is not None, "it died just now"
        self._selector.unregister(server.control)
        reason = _("the process that forks workers died: {words}", words=server.close(at_once=True))
        idle = not self.attempts
        for worker in list(self.workers.values()):
            self._fail(worker, TaskFailure.CRASH, reason, server_died=True)
        if idle:
            self._failed_to_start(reason)

    def _failed_to_start(self, reason: Message) -> None:
        self._failed_starts += 1
        if self._failed_starts >= MAX_FAILED_STARTS:
            raise AuditError(_("workers do not start: {reason}", reason=reason))
        self._start_after = self.clock() + 0.05 * 2**self._failed_starts

    def _check_timeouts(self) -> None:
        now, timeouts = self.clock(), self.limits.timeouts
        server = self._server
        if server and (now >= server.answer_due or (not server.ready and now >= self._prepared_by)):
            self._server_died()
        for worker in [worker for worker in self.workers.values() if now >= worker.deadline]:
            if worker.closed:
                self._fail(worker, TaskFailure.GARBLED, _("the worker closed its connection"))
            elif not worker.attempt:
                self._fail(worker, TaskFailure.CRASH, _("a worker did not start in time"))
            elif now >= worker.end:
                detail = _("not done after {seconds} s", seconds=f"{timeouts.total:g}")
                self._fail(worker, TaskFailure.TIMEOUT, detail)
            else:
                detail = _("no progress for {seconds} s", seconds=f"{timeouts.stall:g}")
                self._fail(worker, TaskFailure.TIMEOUT, detail)

    def _time_left(self) -> float:
        """Return the seconds until the next timeout."""
        times = [worker.deadline for worker in self.workers.values()]
        if self._server is None:
            times.append(self._start_after)
        else:
            times += [self._server.answer_due, inf if self._server.ready else self._prepared_by]
            times += [self._start_after] if self._start_after > self.clock() else []
        return max(0.0, min(times) - self.clock())

    def stop(self) -> None:
        """Kill all workers, whatever they do."""
        for worker in list(self.workers.values()):
            self.release(worker)
        self.ended.clear()

    def close(self) -> None:
        """Kill all workers and the fork server."""
        self.stop()
        if self._server:
            self._selector.unregister(self._server.control)
            self._server.close()
            self._server = None
        self._selector.close()
