"""What a crew is given, what becomes of it, and how far it is."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from checker.messages import Message
from checker_audit.workers.failures import TaskFailure


@dataclass(frozen=True, slots=True)
class Task:
    """Something to do: `job` is a JSON object that tells the worker what, in few words (paths, not bytes)."""

    id: int
    job: Mapping[str, object]


class ResultKind(StrEnum):
    """How a task ended."""

    DONE = "done"
    FAILED = "failed"
    NOT_REACHED = "not-reached"


@dataclass(frozen=True, slots=True)
class TaskResult:
    """What became of a task: its result if it is done, else why not.

    `progress` is what its worker told last, (done, total or None); `noted` the last fact it sent ahead. Both belong to
    the attempt of which this tells; `attempts` counts all.
    """

    task: Task
    how: ResultKind
    result: object = None
    code: TaskFailure | None = None
    detail: Message | None = None
    progress: tuple[int, int | None] | None = None
    noted: object = None
    attempts: int = 0


@dataclass(frozen=True, slots=True)
class TaskProgress:
    """How far a crew is: tasks ended, those of them that failed, being worked on, put off to the end; and since when."""

    ended: int
    failed: int
    running: int
    delayed: int
    seconds: float

    @property
    def rate(self) -> float:
        """Return how many tasks ended per second."""
        return self.ended / self.seconds if self.seconds else 0.0
