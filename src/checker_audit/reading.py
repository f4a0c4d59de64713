"""Have submissions read by workers, and keep what they send in the store."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from checker import AuditError, Failure, Messages, RulePack, SubmissionState
from checker_audit.paths import numbered_path
from checker_audit.record_json import validate
from checker_audit.records import Record
from checker_audit.store import Pending, Run
from checker_audit.worker import Unchanged, further_results, read_job, read_result
from checker_audit.workers.failures import TaskFailure
from checker_audit.workers.tasks import ResultKind, Task, TaskResult, TaskRunner
from checker_audit.workers.worker_loop import Job

_ = Messages(__package__)


@dataclass(frozen=True)
class Reading:
    """A run whose submissions are being read; `packs` are the packs by their ids, `digest` as in `Auditing`."""

    run: Run
    runner: TaskRunner
    packs: Mapping[str, RulePack]
    digest: str
    fresh: bool = False

    def pending(self, budget: float | None = None) -> Iterator[str]:
        """Read what waits in the run, and yield its path when it is done."""
        found = self.run.pending(self.digest)
        yield from self._done(((one, read_job(one.path, one.known)) for one in found), budget)

    def read(self, made: Iterable[tuple[Pending, Job]]) -> None:
        """Read submissions that are not one file, but for those that have reports."""
        for _path in self._done(self._without_reports(made)):
            continue

    def _without_reports(self, made: Iterable[tuple[Pending, Job]]) -> Iterator[tuple[Pending, Job]]:
        for pending, job in made:
            if pending.known is not None and (not self.fresh or self.run.keeps(pending, self.digest)):
                self.run.reuse_report(pending, self.digest)
            else:
                yield pending, job

    def _done(self, jobs: Iterable[tuple[Pending, Job]], budget: float | None = None) -> Iterator[str]:
        waiting: dict[int, Pending] = {}

        def tasks() -> Iterator[Task]:
            for pending, job in jobs:
                waiting[pending.id] = pending
                yield Task(pending.id, job)

        for result in self.runner.run(tasks(), budget=budget):
            pending = waiting.pop(result.task.id)
            self._store(pending, result)
            yield pending.path
        self.run.flush()

    def _store(self, pending: Pending, result: TaskResult) -> None:
        if result.kind is ResultKind.NOT_REACHED:
            late = _("the time limit of the audit was reached first")
            self.run.add_failure(pending, Failure("timeout", late), SubmissionState.UNREACHED)
            return
        if result.kind is ResultKind.FAILED:
            self.run.add_failure(pending, failure_of(result))
            return
        try:
            read = _validated(result.value, pending, self.packs)
            further = further_results(result.value) if isinstance(read, Record) else ()
            for one in further:
                validate(one, self.packs.get(one.pack))
        except AuditError as error:
            invalid = _("its worker sent an invalid result: {error}", error=error.message)
            self.run.add_failure(pending, Failure("unreadable", invalid))
            return
        if isinstance(read, Unchanged):
            self.run.reuse_report(pending, self.digest)
        elif isinstance(read, Failure):
            self.run.add_failure(pending, read, SubmissionState.ERROR)
        elif read.failure is not None and read.failure.code in _TEMPORARY:
            self.run.add_failure(pending, read.failure)
        else:
            self.run.add_record(pending, read, _state(read), self.packs.get(read.pack), self.digest)
            for number, one in enumerate(further, start=1):
                path = numbered_path(pending.path, number)
                self.run.keep_report(path, one, _state(one), self.packs.get(one.pack), self.digest)


_TEMPORARY = {"timeout", "too-large"}  # another run, with more time or memory, may succeed


def _validated(
    value: object, pending: Pending, packs: Mapping[str, RulePack]
) -> Record | Unchanged | Failure:
    """Return what a worker sent as the result of a reading; raise AuditError if it cannot be one."""
    read = read_result(value)
    if isinstance(read, Record):
        validate(read, packs.get(read.pack))
    if isinstance(read, Unchanged) and read.sha256 != pending.known:
        raise AuditError(_("its content is not the known one"))
    return read


def _state(record: Record) -> SubmissionState:
    if record.failure is not None:
        return SubmissionState.ERROR
    partial = any(note.code == "timeout" for note in record.notes)
    return SubmissionState.PARTIAL if partial else SubmissionState.OK


def failure_of(result: TaskResult) -> Failure:
    """Describe the failure of a task as a report does."""
    reason = result.detail or _("unknown reason")
    if result.progress is not None:
        reason = _("{reason}; pages done: {done}", reason=reason, done=result.progress[0])
    codes = {
        TaskFailure.TIMEOUT: "timeout",
        TaskFailure.MEMORY: "too-large",
        TaskFailure.TOO_LARGE: "too-large",
        TaskFailure.CRASH: "crashed",
        TaskFailure.GARBLED: "crashed",
    }
    return Failure(
        "unreadable" if result.failure is None else codes.get(result.failure, "unreadable"), reason
    )
