"""The crew: isolated workers that do tasks, each of which comes to one ending, whatever it does to its worker."""

import os
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import partial
from math import inf
from time import monotonic
from types import TracebackType
from typing import Self

from checker.messages import Messages
from checker_audit.workers.failures import TaskFailure
from checker_audit.workers.fork_client import ForkClient
from checker_audit.workers.limits import DEFAULT, Limits
from checker_audit.workers.running import TURN, Attempt, AttemptEnd, RunningWorkers, Worker
from checker_audit.workers.tasks import ResultKind, Task, TaskProgress, TaskResult

_ = Messages(__package__)

SHOWN = 0.2  # seconds between two reports of the pace

_DEADLY = {TaskFailure.CRASH, TaskFailure.MEMORY, TaskFailure.GARBLED}


class WorkerPool:
    """Workers forked from a zygote that a command starts (`zygote_of`) and `options`, a JSON object, prepare.

    A task that ends its worker, or outgrows it, is attempted once more in a fresh one. A task that runs out of time
    waits for the slow lane, at the end, where at most half of the workers have more patience. Limits run only while
    somebody asks for the next ending. Jobs run as the same user: a crew is proof against documents that break their
    reader, not a jail for native code that has taken one over.
    """

    def __init__(
        self,
        command: Sequence[str],
        options: Mapping[str, object],
        *,
        workers: int = 2,
        limits: Limits = DEFAULT,
        slow_lane: bool = True,
        environment: Mapping[str, str] = os.environ,
    ) -> None:
        self._workers = workers
        self._slow_lane = slow_lane
        self._team = RunningWorkers(partial(ForkClient, command, options, limits.bounds, environment), limits)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._team.close()

    def run(
        self,
        tasks: Iterable[Task],
        *,
        budget: float | None = None,
        on_progress: Callable[[TaskProgress], None] | None = None,
    ) -> Iterator[TaskResult]:
        """Iterate over the endings of tasks, as they end; raise AuditError if no worker starts.

        Tasks are asked for as workers get free. After `budget` seconds all that has not ended is yielded as not
        reached. `on_progress` is called a few times per second.
        """
        team, began, shown = self._team, monotonic(), -inf
        end = began + (inf if budget is None else budget)
        queue = _Queue(iter(tasks), max(1, self._workers // 2) if self._slow_lane else 0)
        try:
            while (queue.waiting or team.attempts) and (now := monotonic()) < end:
                if queue.waiting:
                    team.staff(self._workers)
                    for worker in team.idle:
                        queue.employ(team, worker)
                yield from queue.endings()  # while the workers are busy again
                team.away += monotonic() - now
                if on_progress and now >= shown + SHOWN:
                    on_progress(queue.pace(team, now - began))
                    shown = now
                for outcome in team.turn(min(end - now, SHOWN if on_progress else TURN)):
                    queue.settle(outcome)
            yield from queue.endings()
            yield from queue.left(team)
            if on_progress:
                on_progress(queue.pace(team, monotonic() - began))
        finally:
            team.dismiss()


@dataclass
class _Queue:
    """What is to be attempted yet: the next task, and those that went wrong; and the endings that are to be told."""

    tasks: Iterator[Task]
    lane: int  # how many may attempt slow tasks at once
    ended: deque[TaskResult] = field(default_factory=deque)
    again: deque[Attempt] = field(default_factory=deque)  # in a fresh worker
    suspects: deque[Attempt] = field(default_factory=deque)  # one of them killed the zygote: one at a time
    slow: deque[Attempt] = field(default_factory=deque)
    done: int = 0
    failed: int = 0

    def __post_init__(self) -> None:
        self.next = next(self.tasks, None)

    @property
    def waiting(self) -> bool:
        """Tell whether anything is left to attempt."""
        return bool(self.next or self.again or self.suspects or self.slow)

    def employ(self, team: RunningWorkers, worker: Worker) -> None:
        """Let an idle worker attempt what is its turn, if anything is."""
        fresh, attempts = not worker.served, team.attempts
        if self.suspects or any(attempt.solo for attempt in attempts):
            if attempts:
                return
            waiting = self.suspects
        elif self.again and fresh:
            waiting = self.again
        elif self.next:
            attempt, self.next = Attempt(self.next), next(self.tasks, None)
            team.give(worker, attempt)
            return
        elif self.slow and sum(attempt.slow for attempt in attempts) < self.lane:
            team.give(worker, self.slow.popleft())
            return
        else:
            waiting = self.again
        if waiting and fresh:
            team.give(worker, waiting.popleft())
        elif waiting:
            team.release(worker)  # a fresh one comes in its place

    def settle(self, outcome: AttemptEnd) -> None:
        """Decide what follows from an outcome: another attempt, or the end."""
        attempt, ending = outcome.attempt, outcome.ending
        again = replace(attempt, before=ending)
        if outcome.shared and not attempt.solo:
            self.suspects.append(replace(again, solo=True))
        elif ending.code is TaskFailure.TIMEOUT and self.lane and not attempt.slow:
            self.slow.append(replace(again, slow=True, solo=False))
        elif ending.code in _DEADLY and not (attempt.retried or attempt.solo):
            self.again.append(replace(again, retried=True))
        else:
            self.ended.append(ending)

    def endings(self) -> Iterator[TaskResult]:
        """Iterate over the endings that are to be told."""
        while self.ended:
            ending = self.ended.popleft()
            self.done += 1
            self.failed += ending.how is ResultKind.FAILED
            yield ending

    def left(self, team: RunningWorkers) -> Iterator[TaskResult]:
        """Iterate over what has not ended: by its attempt before, if there was one, else as not reached."""
        late = _("not reached in the time of the whole")
        broken_off = [
            worker.attempt.before
            or TaskResult(
                worker.attempt.task,
                ResultKind.NOT_REACHED,
                None,
                None,
                late,
                worker.progress,
                worker.noted,
                1,
            )
            for worker in team.workers.values()
            if worker.attempt
        ]
        team.dismiss()
        yield from broken_off
        yield from (attempt.before for attempt in (*self.suspects, *self.again, *self.slow) if attempt.before)
        if self.next:
            yield TaskResult(self.next, ResultKind.NOT_REACHED, detail=late)
        yield from (TaskResult(task, ResultKind.NOT_REACHED, detail=late) for task in self.tasks)

    def pace(self, team: RunningWorkers, seconds: float) -> TaskProgress:
        """Tell how far things are."""
        delayed = len(self.again) + len(self.suspects) + len(self.slow)
        return TaskProgress(self.done, self.failed, len(team.attempts), delayed, seconds)
