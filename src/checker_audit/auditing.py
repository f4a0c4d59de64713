"""An audit from beginning to end: find the submissions, have each read, tell whose they are, compare them."""

import os
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import astuple, dataclass, field
from datetime import datetime
from hashlib import sha256
from typing import Protocol

from checker.app import App
from checker.errors import AuditError, UsageError
from checker.judging.audit_checks import Body
from checker.judging.audit_results import SubmissionState
from checker.judging.reports import Failure
from checker.judging.rules import RulePack
from checker.messages import Message, Messages
from checker_audit.cross_checks import concluded
from checker_audit.intake.matching import Matcher, bodies_of
from checker_audit.intake.sources import Aside, Member, find
from checker_audit.placement import placed
from checker_audit.record_json import fit
from checker_audit.records import Record
from checker_audit.store import AuditView, Identity, Pending, Run, Store, Walked
from checker_audit.worker import Unchanged, WorkerOptions, listed, listing, read, reading
from checker_audit.workers.failures import TaskFailure
from checker_audit.workers.tasks import ResultKind, Task, TaskResult
from checker_audit.year_from_path import YearFolders

_ = Messages(__package__)


class Workforce(Protocol):
    """What works through tasks: a crew of processes on this machine, or a cluster of machines."""

    def run(self, tasks: Iterable[Task], *, budget: float | None = None) -> Iterator[TaskResult]:
        """Yield how each task ended, in any order, each once; none is begun after `budget` seconds."""
        ...


@dataclass(frozen=True, slots=True)
class Shard:
    """One of `count` parts of all submissions, counted from 1; a path alone says which one it belongs to."""

    number: int
    count: int

    def __contains__(self, path: str) -> bool:
        digest = sha256(os.fsencode(path)).digest()
        return int.from_bytes(digest[:8], "big") % self.count == self.number - 1


@dataclass(frozen=True)
class Plan:
    """What is audited: where the submissions are, the report year, who must file; and how they are read.

    Without bodies, those that file are those that the titles name.
    """

    paths: tuple[str, ...]
    year: int
    bodies: tuple[Body, ...] | None = None
    outfit: WorkerOptions = field(default_factory=WorkerOptions)
    shard: Shard | None = None
    fresh: bool = False


# Told of what is no submission, and of what was taken in: (submissions that wait to be read).
Hear = Callable[[Message], None]


@dataclass(frozen=True)
class Auditing:
    """An audit that is made: the plan, the parts it is made with, the store it is kept in."""

    plan: Plan
    app: App
    store: Store

    @property
    def digest(self) -> str:
        """Stand for everything but its content that a result depends on."""
        pack = self.plan.outfit.pack
        governing = self.app.pack(pack).digest if pack else ""
        parts = (self.app.digest, governing, repr(astuple(self.plan.outfit)))
        return sha256("\0".join(parts).encode()).hexdigest()

    def begin(self, now: datetime) -> Run:
        """Go on with this audit where it was interrupted, else begin it."""
        plan = self.plan
        roster = sha256(repr(plan.bodies).encode("utf-8", "surrogateescape")).hexdigest()
        shard = f"{plan.shard.number}/{plan.shard.count}" if plan.shard else ""
        options = (*plan.paths, roster, "fresh" if plan.fresh else "")
        return self.store.begin(Identity(plan.year, options, self.digest, shard), now)

    # --- reading ---

    def enlist(self, run: Run, workforce: Workforce, hear: Hear) -> int:
        """Find the submissions and return how many wait to be read; tell what is none by its name."""
        aside: Counter[str] = Counter()

        def found() -> Iterator[Walked]:
            suffixes = {s for reader in self.app.host.readers.values() for s in reader.suffixes}
            for one in find(self.plan.paths, suffixes, _Lister(workforce)):
                if isinstance(one, Aside):
                    aside[os.path.splitext(one.path)[1].lower() or "-"] += 1  # noqa: PTH122  # paths of archives, too
                elif self.plan.shard is None or one.path in self.plan.shard:
                    yield Walked(one.path, one.stamp, one.refused)

        run.walked(found(), self.digest, fresh=self.plan.fresh)
        if aside:
            kinds = tuple(f"{suffix} {count}" for suffix, count in sorted(aside.items()))
            hear(
                _(
                    "files that are no submissions by their names: {count} ({kinds})",
                    count=aside.total(),
                    kinds=kinds,
                )
            )
        return run.count_pending()

    def work(self, run: Run, workforce: Workforce, budget: float | None = None) -> Iterator[str]:
        """Have everything read that waits, within some seconds, and yield each path when its submission has ended."""
        waiting: dict[int, Pending] = {}

        def tasks() -> Iterator[Task]:
            for pending in run.pending(self.digest):
                waiting[pending.id] = pending
                yield Task(pending.id, reading(pending.path, pending.known))

        packs = {pack.id: pack for pack in self._packs}
        for ending in workforce.run(tasks(), budget=budget):
            pending = waiting.pop(ending.task.id)
            self._keep(run, pending, ending, packs)
            yield pending.path
        run.flush()

    @property
    def _packs(self) -> Sequence[RulePack]:
        pack = self.plan.outfit.pack
        return (*self.app.packs, *([self.app.pack(pack)] if pack else []))

    def _keep(self, run: Run, pending: Pending, ending: TaskResult, packs: dict[str, RulePack]) -> None:
        if ending.how is ResultKind.NOT_REACHED:
            late = _("the time for the whole audit was over")
            run.failed(pending, Failure("timeout", late), SubmissionState.UNREACHED)
            return
        if ending.how is ResultKind.FAILED:
            run.failed(pending, _failure(ending))
            return
        try:
            told = _told(ending.result, pending, packs)
        except AuditError as error:
            told = Failure("unreadable", _("its worker sent nonsense: {error}", error=error.message))
            run.failed(pending, told)
            return
        if isinstance(told, Unchanged):
            run.taken_over(pending, self.digest)
        elif isinstance(told, Failure):
            run.failed(pending, told, SubmissionState.ERROR)
        elif told.failure is not None and told.failure.code in _PASSING:
            run.failed(pending, told.failure)
        else:
            run.judged(pending, told, _state(told), packs.get(told.pack), self.digest)

    # --- comparing ---

    def conclude(self, run: Run, now: datetime) -> AuditView:
        """Tell whose each submission is, run the rules across filings, and finish the run."""
        pack = self._governing(run)
        bodies = self.plan.bodies
        if bodies is None:
            ours = (r for r in run.readings() if r.pack.startswith(f"{pack.family}/"))
            bodies = bodies_of((reading.body for reading in ours), pack.naming.endings)
        run.enrol(bodies)
        run.governed(pack)
        matcher = Matcher(bodies, pack.naming)
        shelves = YearFolders.of(run.readings(), pack.form)
        run.claim(placed(run.readings(), matcher, run.year, pack, run.earlier(run.year - 1), shelves=shelves))
        books = self.books(run, pack)
        language = pack.language
        run.conclude(concluded(pack.audit, books, [body.name for body in bodies]), language)
        run.finish(now)
        return books

    def books(self, run: Run, pack: RulePack) -> AuditView:
        """Open the ledger of a run."""
        return AuditView(run, pack, {one.id: one.form for one in self._packs})

    def _governing(self, run: Run) -> RulePack:
        """Return the pack whose audit rules hold for the year; of several kinds, that of most submissions."""
        if self.plan.outfit.pack:
            return self.app.pack(self.plan.outfit.pack)
        able = [pack for pack in self.app.packs if run.year in pack.years]
        families = Counter(reading.pack.partition("/")[0] for reading in run.readings() if reading.pack)
        able.sort(key=lambda pack: families[pack.family], reverse=True)
        if not able:
            raise UsageError(_("no pack governs the report year {year}", year=run.year))
        if len(able) > 1 and families[able[0].family] == families[able[1].family]:
            raise UsageError(
                _("several packs govern the report year {year}; choose one with --pack", year=run.year)
            )
        return able[0]


_PASSING = {"timeout", "too-large"}  # another run, with more time or memory, may end otherwise


def _told(result: object, pending: Pending, packs: Mapping[str, RulePack]) -> Record | Unchanged | Failure:
    """Take what a worker sent for what it says; raise AuditError where it can say no such thing."""
    told = read(result)
    if isinstance(told, Record):
        fit(told, packs.get(told.pack))
    if isinstance(told, Unchanged) and told.sha256 != pending.known:
        raise AuditError(_("its content is not the one that is known"))
    return told


def _state(record: Record) -> SubmissionState:
    if record.failure is not None:
        return SubmissionState.ERROR
    partial = any(note.code == "timeout" for note in record.notes)
    return SubmissionState.PARTIAL if partial else SubmissionState.OK


def _failure(ending: TaskResult) -> Failure:
    """Say in a report's words how a task failed."""
    said = ending.detail or _("nobody knows why")
    if ending.progress is not None:
        said = _("{reason}; pages done: {done}", reason=said, done=ending.progress[0])
    codes = {
        TaskFailure.TIMEOUT: "timeout",
        TaskFailure.MEMORY: "too-large",
        TaskFailure.TOO_LARGE: "too-large",
    }
    return Failure("unreadable" if ending.code is None else codes.get(ending.code, "unreadable"), said)


@dataclass(frozen=True)
class _Lister:
    """Have a worker list what an archive or an address holds."""

    workforce: Workforce

    def __call__(self, path: str) -> Sequence[Member] | Message:
        (ending,) = self.workforce.run([Task(0, listing(path))])
        if ending.how is not ResultKind.DONE:
            return _failure(ending).message
        try:
            told = listed(ending.result)
        except AuditError as error:
            return error.message
        return told.message if isinstance(told, Failure) else told
