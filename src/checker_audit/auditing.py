"""An audit from beginning to end: find the submissions, have each read, match them to bodies, compare them."""

import os
from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from contextlib import suppress
from dataclasses import astuple, dataclass, field, replace
from datetime import datetime
from hashlib import sha256
from pathlib import PurePath

from checker import (
    App,
    AuditError,
    Body,
    Failure,
    Message,
    Messages,
    Period,
    RulePack,
    UsageError,
)
from checker.containment import ContainedError, contained
from checker.documents.submissions import may_be_disguised, misnamed
from checker_audit.comparing import Comparing
from checker_audit.deciding import Deciding
from checker_audit.decision_table import DecisionTable
from checker_audit.intake import other_files
from checker_audit.intake.matching import Matcher, bodies_of
from checker_audit.intake.sources import ArchiveMember, FoundFile, OtherFile, find, stamp
from checker_audit.intake.succession import Succession
from checker_audit.parts import join_parts, possible_parts
from checker_audit.period_from_path import PeriodFolders
from checker_audit.placement import ASIDE, claims
from checker_audit.reading import Reading, failure_of
from checker_audit.several_reports import add_further
from checker_audit.store import AuditView, Claim, Identity, Run, Store
from checker_audit.store.decisions import write_decisions
from checker_audit.worker import WorkerOptions, kind_job, kind_of, list_job, listed, read_job
from checker_audit.workers.tasks import ResultKind, Task, TaskRunner

_ = Messages(__package__)


@dataclass(frozen=True, slots=True)
class Shard:
    """One of `count` parts of all submissions, counted from 1; the path alone decides which part it belongs to."""

    number: int
    count: int

    def __contains__(self, path: str) -> bool:
        digest = sha256(os.fsencode(path)).digest()
        return int.from_bytes(digest[:8], "big") % self.count == self.number - 1


@dataclass(frozen=True)
class Plan:
    """What is audited: where the submissions are, the label of the period, the roster; and how they are read.

    Without a roster (`bodies` is None), the bodies are those named in titles.
    """

    paths: tuple[str, ...]
    period: str
    bodies: tuple[Body, ...] | None = None
    options: WorkerOptions = field(default_factory=WorkerOptions)
    shard: Shard | None = None
    fresh: bool = False


@dataclass(frozen=True)
class Auditing:
    """An audit being made: its plan, the application that judges, the store of the results."""

    plan: Plan
    app: App
    store: Store

    @property
    def digest(self) -> str:
        """Return a digest of everything but its content that a result depends on."""
        chosen = self.plan.options.pack
        pack = self.app.pack(chosen).digest if chosen else ""
        parts = (self.app.digest, pack, repr(astuple(self.plan.options)))
        return sha256("\0".join(parts).encode()).hexdigest()

    def begin(self, now: datetime) -> Run:
        """Resume this audit if it was interrupted, else begin it."""
        plan = self.plan
        roster = sha256(repr(plan.bodies).encode("utf-8", "surrogateescape")).hexdigest()
        shard = f"{plan.shard.number}/{plan.shard.count}" if plan.shard else ""
        options = (*plan.paths, roster, "fresh" if plan.fresh else "")
        return self.store.begin(Identity(plan.period, options, self.digest, shard), now)

    # --- reading ---

    def find(self, run: Run, runner: TaskRunner, notify: Callable[[Message], None]) -> int:
        """Find the submissions and return how many must be read; notify of files that are not submissions."""
        others: Counter[str] = Counter()

        def found() -> Iterator[FoundFile]:
            suffixes = set(self.app.host.suffixes)
            for suffix in suffixes:
                self.app.host.reader_of(suffix)  # raises where two plugins read it, before a worker is asked
            for one in find(self.plan.paths, suffixes, _Lister(runner)):
                if self.plan.shard is not None and one.path not in self.plan.shard:
                    continue
                if isinstance(one, FoundFile):
                    yield one
                elif not other_files.is_of_system(one.path):
                    filed = _by_content(one, suffixes, runner)
                    if filed.code == other_files.CODE:
                        others[os.path.splitext(one.path)[1].lower() or "-"] += 1  # noqa: PTH122  # paths of archives, too
                    yield filed

        run.add_found(found(), self.digest, fresh=self.plan.fresh)
        if others:
            kinds = tuple(f"{suffix} {count}" for suffix, count in sorted(others.items()))
            notify(
                _(
                    "files that no reader reads, named with what their bodies filed: {count} ({kinds})",
                    count=others.total(),
                    kinds=kinds,
                )
            )
        return run.count_pending()

    def read(self, run: Run, runner: TaskRunner, budget: float | None = None) -> Iterator[str]:
        """Have every pending submission read, within `budget` seconds, and yield its path when it is done."""
        yield from self._reading(run, runner).pending(budget)

    def _reading(self, run: Run, runner: TaskRunner) -> Reading:
        return Reading(run, runner, {pack.id: pack for pack in self._packs}, self.digest, self.plan.fresh)

    @property
    def _packs(self) -> Sequence[RulePack]:
        pack = self.plan.options.pack
        return (*self.app.packs, *([self.app.pack(pack)] if pack else []))

    # --- comparing ---

    def compare(self, run: Run, runner: TaskRunner, decisions: DecisionTable | None = None) -> AuditView:
        """Match submissions to bodies, run the rules across filings, apply decisions, and finish the run."""
        pack = self._pack(run)
        period = pack.form.cycle.read(run.period)
        if period is None:
            raise UsageError(
                _("“{period}” is not a period of {pack}, whose reports are due every {every}; use --period",
                  period=run.period, pack=pack.id, every=pack.form.cycle.every)
            )  # fmt: skip
        roster = self.plan.bodies
        if roster is None:
            same_kind = (one for one in run.submissions() if one.pack.startswith(f"{pack.family}/"))
            roster = bodies_of((one.body for one in same_kind), pack.naming.endings)
        succession = Succession.of([_with_deadline(body, pack, period) for body in roster], period)
        bodies = succession.bodies
        run.set_bodies(bodies)
        run.set_pack(pack, period)
        matcher = Matcher((*bodies, *succession.former), pack.naming)
        folders = PeriodFolders.of(run.submissions(), pack.form)
        before = pack.form.cycle.before(period)
        earlier = run.filings_for(before.label) if before else {}
        reading = self._reading(run, runner)
        add_further(run, self.digest, lambda made: reading.read(
            (pending, read_job(one.file, None, number=one.number)) for one, pending in made
        ))  # fmt: skip
        found = tuple(possible_parts(run, matcher, succession, period))
        needless = join_parts(run, found, self.digest, lambda made: reading.read(
            (pending, read_job(one.text.path, None, [other.path for other in one.others])) for one, pending in made
        ))  # fmt: skip
        placed = claims(
            (one for one in run.submissions() if one.id not in needless), matcher, period, pack, earlier,
            folders=folders, succession=succession, roots=self.plan.paths,
        )  # fmt: skip
        aside: list[int] = [*sorted(needless)]
        run.set_claims(_without(placed, aside))
        run.forget(aside)
        packs = {one.id: one for one in self._packs}
        Comparing(run, self._view(run, pack), packs, self.digest, self.plan.fresh).compare(runner)
        self._decide(run, pack, decisions)
        run.finish(datetime.now().astimezone())
        return self._view(run, pack)

    def _view(self, run: Run, pack: RulePack) -> AuditView:
        return AuditView(run, pack, {one.id: one.form for one in self._packs})

    def _decide(self, run: Run, pack: RulePack, table: DecisionTable | None) -> None:
        """Apply the decisions to the findings of the run, and keep what became of them."""
        write_decisions(self.store.engine, run.id, ())
        if table is None:
            return
        earlier = self.store.earlier(run)
        before = self._view(earlier, pack) if earlier else None
        rules = {rule.id for one in self._packs for rule in (*one.rules, *one.audit)}
        deciding = Deciding(
            run, self._view(run, pack), before, frozenset(rules), datetime.now().astimezone().date()
        )
        write_decisions(self.store.engine, run.id, tuple(deciding.apply(table)))

    def _pack(self, run: Run) -> RulePack:
        """Return the pack whose audit rules apply to the period; of several kinds, that of most submissions."""
        if self.plan.options.pack:
            return self.app.pack(self.plan.options.pack)
        candidates = [
            pack
            for pack in self.app.packs
            if run.year in pack.years and pack.form.cycle.read(run.period) is not None
        ]
        families = Counter(one.pack.partition("/")[0] for one in run.submissions() if one.pack)
        candidates.sort(key=lambda pack: families[pack.family], reverse=True)
        if not candidates:
            raise UsageError(_("no pack applies to the report year {year}", year=run.period))
        if len(candidates) > 1 and families[candidates[0].family] == families[candidates[1].family]:
            raise UsageError(
                _("several packs apply to the report year {year}; choose one with --pack", year=run.period)
            )
        return candidates[0]


def _with_deadline(body: Body, pack: RulePack, period: Period) -> Body:
    """Give a body the deadline that the rules know for it, where the roster has none."""
    if body.deadline is not None:
        return body
    for rule in pack.audit:
        with suppress(ContainedError), contained():
            if (day := rule.check.deadline(body, period)) is not None:
                return replace(body, deadline=day)
    return body


def _without(placed: Iterable[Claim], aside: list[int]) -> Iterator[Claim]:
    """Yield the claims but those of files that nobody filed, whose submissions are added to `aside`."""
    for claim in placed:
        if claim.role == ASIDE:
            aside.append(claim.submission)
        else:
            yield claim


def _by_content(one: OtherFile, suffixes: Collection[str], runner: TaskRunner) -> FoundFile:
    """Return a file whose name no reader knows as what it is: a document under another name, or no document."""
    if may_be_disguised(PurePath(one.path), suffixes) and (suffix := _kind(one.path, suffixes, runner)):
        error = misnamed(suffix)
        return FoundFile(one.path, stamp(one.path) or suffix, error.message, error.code)
    return FoundFile(one.path, stamp(one.path)) if one.named else other_files.as_filed(one)


def _kind(path: str, suffixes: Collection[str], runner: TaskRunner) -> str:
    """Have a worker find out what a file is; return the suffix that it should have, empty where nobody knows it."""
    (result,) = runner.run([Task(0, kind_job(path))])
    if result.kind is not ResultKind.DONE:
        return ""
    try:
        suffix = kind_of(result.value)
    except AuditError:
        return ""
    return suffix if suffix in suffixes else ""


@dataclass(frozen=True)
class _Lister:
    """Have a worker list the contents of an archive or an address."""

    runner: TaskRunner

    def __call__(self, path: str) -> Sequence[ArchiveMember] | Message:
        (result,) = self.runner.run([Task(0, list_job(path))])
        if result.kind is not ResultKind.DONE:
            return failure_of(result).message
        try:
            members = listed(result.value)
        except AuditError as error:
            return error.message
        return members.message if isinstance(members, Failure) else members
