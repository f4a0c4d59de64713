"""The team: the workers that live at present, each with one attempt at a task, and what comes of it.

One thread, which reads nothing but frames. Whatever a worker does – answer, die, stop, babble, run out of time – leads to
one outcome of its attempt.
"""

from collections import deque
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from itertools import count
from math import inf
from selectors import EVENT_READ, EVENT_WRITE, DefaultSelector
from socket import socket
from time import monotonic

from checker.errors import AuditError
from checker.messages import Message, Messages
from checker_audit.workers.failures import TELLABLE, TaskFailure, death_of, told
from checker_audit.workers.fork_client import PIECE, ForkClient
from checker_audit.workers.frames import Decoder, Frame, FrameError, encode
from checker_audit.workers.limits import DEFAULT, Limits, Timeouts
from checker_audit.workers.tasks import ResultKind, Task, TaskResult

_ = Messages(__package__)

STARTS = 5  # workers and zygotes that may fail in a row before they had anything to do
GRACE = 1.0  # seconds in which a worker whose connection broke is expected to be dead
MOST = 2**31  # steps; what is told may be stored
TURN = 5.0  # seconds that a turn takes at most


@dataclass(frozen=True, slots=True)
class Attempt:
    """A task, and how it ended `before`; `slow`: in the slow lane, `retried`: once more, `solo`: with no other beside it."""

    task: Task
    before: TaskResult | None = None
    slow: bool = False
    retried: bool = False
    solo: bool = False


@dataclass(frozen=True, slots=True)
class AttemptEnd:
    """How an attempt ended; `shared`, if all attempts ended with it because the zygote died."""

    attempt: Attempt
    ending: TaskResult
    shared: bool = False


@dataclass(slots=True)
class Worker:
    """A worker as its parent knows it; `deadline` is when something must have been heard of it."""

    number: int
    connection: socket
    decoder: Decoder
    deadline: float
    ready: bool = False
    lost: bool = False
    served: int = 0
    unsent: bytes = b""
    attempt: Attempt | None = None
    patience: Timeouts = DEFAULT.patience
    end: float = inf
    progress: tuple[int, int | None] | None = None
    noted: object = None


@dataclass
class RunningWorkers:
    """Workers by number; `away` is time in which nobody attended to them and no limit runs."""

    found: Callable[[Callable[[], float]], ForkClient]
    limits: Limits
    away: float = 0.0
    workers: dict[int, Worker] = field(default_factory=dict)
    outcomes: deque[AttemptEnd] = field(default_factory=deque)
    _nursery: ForkClient | None = None
    _selector: DefaultSelector = field(default_factory=DefaultSelector)
    _numbers: Iterator[int] = field(default_factory=lambda: count(1))
    _failures: int = 0
    _again: float = 0.0  # the time from which something may be started
    _due: float = inf  # the time at which the zygote must have prepared

    def clock(self) -> float:
        """Return the time as limits run."""
        return monotonic() - self.away

    @property
    def attempts(self) -> list[Attempt]:
        return [worker.attempt for worker in self.workers.values() if worker.attempt]

    @property
    def idle(self) -> list[Worker]:
        """List the workers that could do something, fresh ones first."""
        free = (w for w in self.workers.values() if w.ready and not w.attempt and not w.lost)
        return sorted(free, key=lambda worker: worker.served)

    def staff(self, size: int) -> None:
        """Come nearer to so many workers: start a zygote, or have it fork."""
        if self._nursery is None:
            if self.clock() >= self._again:
                self._nursery = self.found(self.clock)
                self._selector.register(self._nursery.control, EVENT_READ)
                self._due = self.clock() + self.limits.start
        elif self._nursery.ready and self.clock() >= self._again:
            while len(self.workers) < size:
                self._hire(self._nursery)

    def _hire(self, nursery: ForkClient) -> None:
        number = next(self._numbers)
        connection = nursery.fork(number)
        decoder = Decoder(self.limits.bounds.frame)
        worker = Worker(number, connection, decoder, self.clock() + self.limits.start)
        self.workers[number] = worker
        self._selector.register(connection, EVENT_READ, worker)

    def give(self, worker: Worker, attempt: Attempt) -> None:
        """Let a worker that is idle attempt a task."""
        self._failures = 0
        now = self.clock()
        worker.patience = patience = self.limits.slow if attempt.slow else self.limits.patience
        worker.attempt, worker.progress, worker.noted = attempt, None, None
        worker.end = now + patience.total
        worker.deadline = min(now + patience.stall, worker.end)
        try:
            worker.unsent = encode({"task": attempt.task.id, "job": attempt.task.job})
        except FrameError as error:
            code = TaskFailure.TOO_LARGE if error.code == "too-large" else TaskFailure.BROKE
            self._settle(
                worker,
                ResultKind.FAILED,
                code=code,
                detail=_("the job cannot be told: {reason}", reason=str(error)),
            )
        else:
            self._send(worker)

    def _send(self, worker: Worker) -> None:
        try:
            sent = worker.connection.send(worker.unsent)
        except BlockingIOError:
            sent = 0
        except OSError:  # it is dead, of which the zygote tells
            sent = len(worker.unsent)
        worker.unsent = worker.unsent[sent:]
        self._selector.modify(
            worker.connection, EVENT_READ | EVENT_WRITE if worker.unsent else EVENT_READ, worker
        )

    def turn(self, longest: float = TURN) -> Iterator[AttemptEnd]:
        """Attend to the team until something happens, and iterate over the outcomes."""
        for key, events in self._selector.select(0 if self.outcomes else min(longest, self._time_left())):
            worker = key.data
            if worker is None:
                self._listen()
            elif worker.number in self.workers:
                if events & EVENT_WRITE:
                    self._send(worker)
                if events & EVENT_READ:
                    self._read(worker)
        self._look_at_the_clock()
        while self.outcomes:
            yield self.outcomes.popleft()

    # --- what workers say ---

    def _read(self, worker: Worker) -> bool:
        """Hear a piece of what a worker says; tell whether there may be more."""
        if worker.lost:
            return False
        try:
            piece = worker.connection.recv(PIECE)
        except BlockingIOError:
            return False
        except OSError:
            piece = b""
        if not piece:
            self._selector.unregister(worker.connection)
            worker.lost = True
            worker.deadline = min(worker.deadline, self.clock() + GRACE)
            return False
        try:
            self._hear(worker, piece)
        except FrameError as error:
            self._fail(
                worker, TaskFailure.GARBLED, _("the worker gave no answer: {reason}", reason=str(error))
            )
        return worker.number in self.workers

    def _read_out(self, worker: Worker) -> None:
        """Hear what a worker said before it died; it may have answered."""
        pieces = self.limits.bounds.frame // PIECE + 2  # no more: what it left behind may babble on for ever
        while pieces and self._read(worker):
            pieces -= 1

    def _hear(self, worker: Worker, piece: bytes) -> None:
        answer: Frame | None = None
        for frame in worker.decoder.feed(piece):
            if answer:
                raise FrameError("garbled", "it spoke on after its answer")
            answer = self._answer(worker, frame)
        if worker.decoder.pending and (answer or (worker.ready and not worker.attempt)):
            raise FrameError("garbled", "it spoke unasked")
        match answer:
            case {"event": "done", "result": result}:
                self._settle(worker, ResultKind.DONE, result=result)
            case {"kind": str(kind), "message": str(message)}:
                self._settle(
                    worker, ResultKind.FAILED, code=TaskFailure(kind), detail=told(TaskFailure(kind), message)
                )
        if answer and (answer["spent"] or worker.served >= self.limits.tasks):
            self.release(worker)

    def _answer(self, worker: Worker, frame: Frame) -> Frame | None:
        """Take note of a frame; return it if it answers the job; raise FrameError if it is not this worker's to say."""
        own = worker.attempt is not None and frame.get("task") == worker.attempt.task.id
        match frame:
            case {"event": "ready"} if not worker.ready:
                worker.ready, worker.deadline = True, inf
            case {"event": "step", "done": int(done), "total": int() | None as total} if (
                own and 0 <= done < MOST and 0 <= (total or 0) < MOST
            ):
                worker.progress = (done, total)
                worker.deadline = min(self.clock() + worker.patience.stall, worker.end)
            case {"event": "note", "fact": fact} if own:
                worker.noted = fact
            case {"event": "done", "result": _result, "spent": bool()} if own:
                return frame
            case {"event": "broke", "kind": str(kind), "message": str(), "spent": bool()} if (
                own and kind in TELLABLE
            ):
                return frame
            case _:
                raise FrameError("garbled", "it answered what it was not asked")
        return None

    # --- how workers end ---

    def _settle(
        self,
        worker: Worker,
        how: ResultKind,
        *,
        result: object = None,
        code: TaskFailure | None = None,
        detail: Message | None = None,
        shared: bool = False,
    ) -> None:
        """End the attempt of a worker."""
        attempt = worker.attempt
        assert attempt is not None, "only attempts end"
        before = attempt.before
        ending = TaskResult(
            attempt.task, how, result, code, detail, worker.progress, worker.noted,
            attempts=1 + (before.attempts if before else 0),
        )  # fmt: skip
        self.outcomes.append(AttemptEnd(attempt, ending, shared))
        worker.attempt, worker.noted, worker.deadline = None, None, inf
        worker.served += 1

    def _fail(self, worker: Worker, code: TaskFailure, detail: Message, *, shared: bool = False) -> None:
        """End a worker that went wrong, and its attempt; one that had none yet failed to start."""
        self.release(worker)
        if worker.attempt:
            self._settle(worker, ResultKind.FAILED, code=code, detail=detail, shared=shared)
        elif not worker.served and not shared:
            self._failed_to_start(detail)

    def release(self, worker: Worker) -> None:
        """Have a worker killed; nothing is lost if it was idle."""
        del self.workers[worker.number]
        if not worker.lost:
            self._selector.unregister(worker.connection)
        worker.connection.close()
        if self._nursery:
            self._nursery.kill(worker.number)

    def _listen(self) -> None:
        """Hear what the zygote says: which workers died."""
        assert self._nursery is not None, "it is what was heard"
        try:
            deaths = list(self._nursery.heard())
        except (OSError, FrameError):
            self._bereaved()
            return
        for death in deaths:
            worker = self.workers.get(death["worker"])  # type: ignore[call-overload]  # a number, or no worker's
            if worker:
                self._read_out(worker)
            if worker and worker.number in self.workers:
                self._fail(worker, TaskFailure.CRASH, death_of(death))

    def _bereaved(self) -> None:
        """Go on without the zygote and its workers, which die with it."""
        for worker in list(self.workers.values()):
            self._read_out(worker)
        nursery, self._nursery = self._nursery, None
        assert nursery is not None, "it is what was lost"
        self._selector.unregister(nursery.control)
        reason = _("the process that forks workers died: {words}", words=nursery.close(at_once=True))
        idle = not self.attempts
        for worker in list(self.workers.values()):
            self._fail(worker, TaskFailure.CRASH, reason, shared=True)
        if idle:
            self._failed_to_start(reason)

    def _failed_to_start(self, reason: Message) -> None:
        self._failures += 1
        if self._failures >= STARTS:
            raise AuditError(_("workers do not start: {reason}", reason=reason))
        self._again = self.clock() + 0.05 * 2**self._failures

    def _look_at_the_clock(self) -> None:
        now = self.clock()
        if self._nursery and (now >= self._nursery.overdue or (not self._nursery.ready and now >= self._due)):
            self._bereaved()
        for worker in [worker for worker in self.workers.values() if now >= worker.deadline]:
            if worker.lost:
                self._fail(worker, TaskFailure.GARBLED, _("the worker closed its connection"))
            elif not worker.attempt:
                self._fail(worker, TaskFailure.CRASH, _("a worker did not answer when it was started"))
            else:
                patience, over = worker.patience, now >= worker.end
                detail = (
                    _("not done after {seconds} s", seconds=f"{patience.total:g}")
                    if over
                    else (_("no progress for {seconds} s", seconds=f"{patience.stall:g}"))
                )
                self._fail(worker, TaskFailure.TIMEOUT, detail)

    def _time_left(self) -> float:
        """Return the seconds until a limit runs out."""
        times = [worker.deadline for worker in self.workers.values()]
        if self._nursery is None:
            times.append(self._again)
        else:
            times += [self._nursery.overdue, inf if self._nursery.ready else self._due]
            times += [self._again] if self._again > self.clock() else []
        return max(0.0, min(times) - self.clock())

    def dismiss(self) -> None:
        """End all workers and what they attempt."""
        for worker in list(self.workers.values()):
            self.release(worker)
        self.outcomes.clear()

    def close(self) -> None:
        """End everything, the zygote too."""
        self.dismiss()
        if self._nursery:
            self._selector.unregister(self._nursery.control)
            self._nursery.close()
            self._nursery = None
        self._selector.close()
