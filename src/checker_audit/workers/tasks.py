"""Tasks for a worker pool, and their results."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Protocol

from checker import Message
from checker_audit.workers.failures import TaskFailure


@dataclass(frozen=True, slots=True)
class Task:
    """Something to do; `job` is a small JSON object that describes it (paths, not contents)."""

    id: int
    job: Mapping[str, object]


class ResultKind(StrEnum):
    """How a task ended."""

    DONE = "done"
    FAILED = "failed"
    NOT_REACHED = "not-reached"


@dataclass(frozen=True, slots=True)
class TaskResult:
    """The value of a task that is done, or the reason why it is not.

    `progress` is the last that the worker reported in its last attempt: (done, total or None).
    `attempts` counts all attempts.
    """

    task: Task
    kind: ResultKind
    value: object = None
    failure: TaskFailure | None = None
    detail: Message | None = None
    progress: tuple[int, int | None] | None = None
    attempts: int = 0


class TaskRunner(Protocol):
    """Runs tasks: a pool of worker processes on this machine, or a cluster of machines."""

    def run(self, tasks: Iterable[Task], *, budget: float | None = None) -> Iterator[TaskResult]:
        """Yield the result of each task once, in any order; none is started after `budget` seconds."""
        ...
