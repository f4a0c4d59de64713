"""A pool of isolated worker processes: every task ends in one result, whatever it does to its worker."""

import os
from collections import deque
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import partial
from itertools import chain
from math import inf
from time import monotonic
from types import TracebackType
from typing import Self

from checker import Messages
from checker_audit.workers.failures import TaskFailure
from checker_audit.workers.fork_client import ForkClient
from checker_audit.workers.limits import DEFAULT, Limits
from checker_audit.workers.running import MAX_POLL, Attempt, AttemptEnd, RunningWorkers, Worker
from checker_audit.workers.tasks import ResultKind, Task, TaskResult

_ = Messages(__package__)

_RETRIED = {TaskFailure.CRASH, TaskFailure.MEMORY, TaskFailure.GARBLED}


class WorkerPool:
    """Workers forked from a server, which `command` starts and `options`, a JSON object, prepare.

    A task whose worker dies, runs out of memory or breaks the protocol is tried once more, in a fresh worker: earlier
    tasks may have used up the memory of the first. Timeouts run only while the caller asks for the next result. Jobs
    run as the same user: the pool survives documents that crash their reader; it does not contain native code that
    an attacker has taken over.
    """

    def __init__(
        self,
        command: Sequence[str],
        options: Mapping[str, object],
        *,
        workers: int = 2,
        limits: Limits = DEFAULT,
        environment: Mapping[str, str] = os.environ,
    ) -> None:
        self._size = workers
        self._running = RunningWorkers(
            partial(ForkClient, command, options, limits.bounds, environment), limits
        )

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """End all processes; the pool cannot run again."""
        self._running.close()

    def run(self, tasks: Iterable[Task], *, budget: float | None = None) -> Iterator[TaskResult]:
        """Yield the result of each task, in the order in which they end; raise AuditError if no worker starts.

        Tasks are taken as workers become free. After `budget` seconds all unfinished tasks are yielded as not reached.
        """
        running, end = self._running, monotonic() + (inf if budget is None else budget)
        queue = _Queue(iter(tasks))
        try:
            while (queue.waiting or running.attempts) and (now := monotonic()) < end:
                if queue.waiting:
                    running.start(self._size)
                    for worker in running.idle:
                        queue.assign_next(running, worker)
                yield from queue.take_results()  # while the workers are busy again
                running.paused += monotonic() - now
                for ended in running.poll(min(end - now, MAX_POLL)):
                    queue.add(ended)
            yield from queue.take_results()
            yield from queue.unfinished(running)
        finally:
            running.stop()


@dataclass
class _Queue:
    """Attempts that wait, and results that are not yielded yet.

    `suspects` ran when the fork server died: one of them may have killed it, so that each is tried again alone.
    """

    tasks: Iterator[Task]
    results: deque[TaskResult] = field(default_factory=deque)
    retries: deque[Attempt] = field(default_factory=deque)  # in a fresh worker
    suspects: deque[Attempt] = field(default_factory=deque)

    def __post_init__(self) -> None:
        self.next = next(self.tasks, None)

    @property
    def waiting(self) -> bool:
        """Return whether anything waits for a worker."""
        return bool(self.next or self.retries or self.suspects)

    def assign_next(self, running: RunningWorkers, worker: Worker) -> None:
        """Assign the next attempt to an idle worker, if any may run now."""
        fresh = not worker.served
        if self.suspects or any(attempt.alone for attempt in running.attempts):
            if running.attempts:
                return
            waiting = self.suspects
        elif self.next and not (self.retries and fresh):
            attempt, self.next = Attempt(self.next), next(self.tasks, None)
            running.assign(worker, attempt)
            return
        else:
            waiting = self.retries
        if waiting and fresh:
            running.assign(worker, waiting.popleft())
        elif waiting:
            running.release(worker)  # a fresh one replaces it

    def add(self, ended: AttemptEnd) -> None:
        """Queue another attempt at a task, or its result."""
        attempt, result = ended.attempt, ended.result
        if ended.server_died and not attempt.alone:
            self.suspects.append(replace(attempt, before=result, alone=True))
        elif result.failure in _RETRIED and attempt.before is None:
            self.retries.append(replace(attempt, before=result))
        else:
            self.results.append(result)

    def take_results(self) -> Iterator[TaskResult]:
        """Yield the results that wait."""
        while self.results:
            yield self.results.popleft()

    def unfinished(self, running: RunningWorkers) -> Iterator[TaskResult]:
        """Stop the workers, and yield a result for every unfinished task: of its attempt before, else not reached."""
        late = _("not reached before the time limit of the run")
        attempts = [*running.attempts, *self.suspects, *self.retries]
        running.stop()
        for attempt in attempts:
            yield attempt.before or TaskResult(attempt.task, ResultKind.NOT_REACHED, detail=late)
        for task in chain([self.next] if self.next else [], self.tasks):
            yield TaskResult(task, ResultKind.NOT_REACHED, detail=late)
