"""A run: the submissions of one audit on their way from found to ended, whose they are, and what was concluded."""

import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from itertools import islice
from time import monotonic
from typing import Any

from sqlalchemy import Engine, Row, delete, func, insert, select, update

from checker.judging.audit_checks import Body
from checker.judging.audit_results import CrossFinding, SubmissionCounts, SubmissionState
from checker.judging.reports import Assessment, Failure
from checker.judging.rules import RulePack
from checker.messages import Message
from checker_audit.record_json import finding_text, message_text
from checker_audit.records import Record
from checker_audit.store import paths, schema
from checker_audit.store.engines import reading, writing
from checker_audit.store.keys import report_key
from checker_audit.store.pending import TODO, Intake, Pending, Walked
from checker_audit.store.results import Ended, Values, keep, keep_pack

_RESULTS = 50  # that are written at once
_WAIT = 0.25  # seconds that a result waits to be written
_ROWS = 1000  # that are read or inserted at once


@dataclass(frozen=True, slots=True)
class Reading:
    """What is known of a submission that ended: enough to tell whose it is."""

    id: int
    path: str
    state: SubmissionState
    format: str
    title: str
    body: str
    year: int | None
    pack: str
    failure: str


@dataclass(frozen=True, slots=True)
class Claim:
    """Whose a submission is, and as what: filing, before, unread, unread-before or stray; that of `rank` 0 counts."""

    submission: int
    body: str | None
    role: str
    rank: int = 0
    stray: tuple[str, Message, tuple[str, ...], str] | None = None  # code, reason, claimants, near


class Run:
    """One audit in the store. Results are written some at a time: a crash loses those that are not written yet."""

    def __init__(self, engine: Engine, row: Row[Any]) -> None:
        self.engine = engine
        self.id: int = row.id
        self.year: int = row.year
        self.identity: str = row.identity
        self.judges: str = row.judges
        self.shard: str = row.shard
        self._walks: int = row.walks
        self._fresh = False
        self._ended: list[Ended] = []
        self._written = monotonic()

    # --- what is to be read ---

    def walked(self, found: Iterable[Walked], digest: str, *, fresh: bool = False) -> None:
        """Take in what was found; what was judged under the same digest, and has the same stamp, has ended already.

        A run that is `fresh` reads everything that it has not read itself, and replaces what was judged before.
        """
        self._fresh = fresh
        intake = self._intake(digest)
        for batch in _batches(found):
            intake.take_in(batch)
        intake.close()

    def pending(self, digest: str) -> Iterator[Pending]:
        """Iterate over what waits to be read, by number; results may be told meanwhile."""
        return self._intake(digest).pending()

    def _intake(self, digest: str) -> Intake:
        return Intake(self.engine, self.id, self._walks, digest, self._fresh)

    def count_pending(self) -> int:
        """Count what waits to be read."""
        return self._count().get(TODO, 0)

    # --- what became of it ---

    def judged(
        self, pending: Pending, record: Record, state: SubmissionState, pack: RulePack | None, digest: str
    ) -> None:
        """Keep what a submission was judged to be; `record` fits the pack (`wire.fit`)."""
        if state is SubmissionState.PARTIAL:  # another run may have more time
            digest = f"{digest} of run {self.id}"
        self._end(Ended(pending.id, state, report_key(record.sha256, pending.path, digest), record, pack))

    def taken_over(self, pending: Pending, digest: str) -> None:
        """Take over what the known content of a submission was judged to be before."""
        assert pending.known is not None, "only a known content was judged before"
        key = report_key(pending.known, pending.path, digest)
        with reading(self.engine) as connection:
            state = connection.execute(
                select(schema.report.c.state).where(schema.report.c.key == key)
            ).scalar_one()
        self._end(Ended(pending.id, SubmissionState(state), key))

    def failed(
        self, pending: Pending, failure: Failure, state: SubmissionState = SubmissionState.FAILED
    ) -> None:
        """Keep why there is nothing to keep of a submission."""
        self._end(Ended(pending.id, state, failure=failure))

    def _end(self, ended: Ended) -> None:
        self._ended.append(ended)
        if len(self._ended) >= _RESULTS or monotonic() - self._written >= _WAIT:
            self.flush()

    def flush(self) -> None:
        """Write what is not written yet, in one transaction."""
        if self._ended:
            with writing(self.engine) as connection:
                keep(connection, self._ended, anew=self._fresh)
            self._ended.clear()
        self._written = monotonic()

    def walk(self) -> SubmissionCounts:
        """Count how the submissions ended; what waits still was not reached."""
        counts = self._count()
        of = {state: counts.get(state, 0) for state in SubmissionState}
        with reading(self.engine) as connection:
            walked = connection.scalar(select(schema.run.c.walked).where(schema.run.c.id == self.id)) or 0
        return SubmissionCounts(
            walked,
            of[SubmissionState.OK],
            of[SubmissionState.PARTIAL],
            of[SubmissionState.ERROR],
            of[SubmissionState.FAILED],
            of[SubmissionState.UNREACHED] + counts.get(TODO, 0),
        )

    def _count(self) -> dict[str, int]:
        submission = schema.submission
        counted = select(submission.c.state, func.count()).where(submission.c.run_id == self.id)
        with reading(self.engine) as connection:
            return dict(connection.execute(counted.group_by(submission.c.state)).all())

    # --- whose it is ---

    def enrol(self, bodies: Iterable[Body]) -> None:
        """Keep who must file, in place of what was kept before."""
        rows = (
            {
                "run_id": self.id,
                "position": position,
                "name": body.name,
                "aliases": json.dumps(body.aliases, ensure_ascii=False),
                "kind": body.kind,
                "parent": body.parent,
                "deadline": body.deadline.isoformat() if body.deadline else None,
                "contact": body.contact,
                "submitted": body.submitted.isoformat() if body.submitted else None,
            }
            for position, body in enumerate(bodies)
        )
        self._replace(schema.body, rows)

    def bodies(self) -> tuple[Body, ...]:
        """List who must file, in the order of the roster."""
        body = schema.body
        with reading(self.engine) as connection:
            rows = connection.execute(select(body).where(body.c.run_id == self.id).order_by(body.c.position))
            return tuple(
                Body(
                    row.name,
                    tuple(json.loads(row.aliases)),
                    row.kind,
                    row.parent,
                    date.fromisoformat(row.deadline) if row.deadline else None,
                    row.contact,
                    date.fromisoformat(row.submitted) if row.submitted else None,
                )
                for row in rows
            )

    def readings(self) -> Iterator[Reading]:
        """Iterate over all submissions that ended, by path."""
        submission, report, pack = schema.submission, schema.report, schema.pack
        wanted = (
            select(
                submission.c.id, submission.c.path, submission.c.state, submission.c.failure.label("refused"),
                report.c.format, report.c.title, report.c.body, report.c.year, report.c.failure, pack.c.id.label("pack"),
            )
            .select_from(submission)
            .outerjoin(report, submission.c.report_id == report.c.id)
            .outerjoin(pack, report.c.pack == pack.c.digest)
            .where(submission.c.run_id == self.id, submission.c.state != TODO)
        )  # fmt: skip
        last = ""
        while rows := self._some(wanted.where(submission.c.path > last).order_by(submission.c.path)):
            for row in rows:
                yield Reading(
                    row.id,
                    paths.read(row.path),
                    SubmissionState(row.state),
                    row.format or "",
                    row.title or "",
                    row.body or "",
                    row.year,
                    row.pack or "",
                    row.failure or row.refused or "",
                )
            last = rows[-1].path

    def _some(self, wanted: Any) -> Sequence[Row[Any]]:
        with reading(self.engine) as connection:
            return connection.execute(wanted.limit(_ROWS)).all()

    def claim(self, claims: Iterable[Claim]) -> None:
        """Keep whose each submission is, in place of what was kept before."""
        self._replace(schema.claim, (_claim_row(self.id, claim) for claim in claims))

    def earlier(self, year: int) -> dict[str, list[int]]:
        """Map bodies to the submissions that the latest concluded run for another year has as their filings."""
        run, claim = schema.run, schema.claim
        latest = select(func.max(run.c.id)).where(
            run.c.year == year, run.c.finished.is_not(None), run.c.pack.is_not(None), run.c.id != self.id
        )
        wanted = select(claim.c.body, claim.c.submission_id).where(
            claim.c.run_id == latest.scalar_subquery(), claim.c.role == "filing"
        )
        found: dict[str, list[int]] = {}
        with reading(self.engine) as connection:
            for row in connection.execute(wanted.order_by(claim.c.body, claim.c.rank)):
                found.setdefault(row.body, []).append(row.submission_id)
        return found

    # --- what was concluded ---

    @property
    def pack(self) -> str:
        """Return the digest of the pack that the run was concluded by; empty where it was not."""
        with reading(self.engine) as connection:
            return connection.scalar(select(schema.run.c.pack).where(schema.run.c.id == self.id)) or ""

    @property
    def pack_id(self) -> str:
        """Return the id of that pack."""
        with reading(self.engine) as connection:
            return connection.scalar(select(schema.pack.c.id).where(schema.pack.c.digest == self.pack)) or ""

    def governed(self, pack: RulePack) -> None:
        """Keep which pack's audit rules the run is concluded by."""
        with writing(self.engine) as connection:
            keep_pack(connection, pack)
            connection.execute(update(schema.run).where(schema.run.c.id == self.id).values(pack=pack.digest))

    def conclude(
        self, conclusions: Iterable[tuple[str, Sequence[CrossFinding], Assessment]], language: str
    ) -> None:
        """Keep what was found across filings, and how each audit rule ended for each body, in place of all before."""
        finding, assessment = schema.cross_finding, schema.cross_assessment
        with writing(self.engine) as connection:
            for table in (finding, assessment):
                connection.execute(delete(table).where(table.c.run_id == self.id))
        position = 0
        for batch in _batches(
            conclusions
        ):  # which look into the store themselves, outside of any transaction
            found = [_cross_row(self.id, one, language) for _body, some, _ending in batch for one in some]
            ended = [_ending_row(self.id, body, ending) for body, _some, ending in batch]
            with writing(self.engine) as connection:
                connection.execute(insert(assessment), ended)
                if found:
                    rows = [{**row, "position": at} for at, row in enumerate(found, start=position)]
                    connection.execute(insert(finding), rows)
            position += len(found)

    def finish(self, now: datetime) -> None:
        """Say that the run is done; the next audit of the same identity is another run."""
        self.flush()
        finished = now.isoformat(timespec="seconds")
        with writing(self.engine) as connection:
            connection.execute(update(schema.run).where(schema.run.c.id == self.id).values(finished=finished))

    def _replace(self, table: Any, rows: Iterable[Values]) -> None:
        with writing(self.engine) as connection:
            connection.execute(delete(table).where(table.c.run_id == self.id))
        for batch in _batches(rows):  # which may look into the store themselves
            with writing(self.engine) as connection:
                connection.execute(insert(table), batch)


def _batches(rows: Iterable[Any]) -> Iterator[list[Any]]:
    coming = iter(rows)
    while batch := list(islice(coming, _ROWS)):
        yield batch


def _claim_row(run: int, claim: Claim) -> Values:
    code, reason, claimants, near = claim.stray or (None, None, (), None)
    return {
        "run_id": run,
        "submission_id": claim.submission,
        "body": claim.body,
        "role": claim.role,
        "rank": claim.rank,
        "code": code,
        "reason": message_text(reason) if reason else None,
        "claimants": json.dumps(claimants, ensure_ascii=False) if claim.stray else None,
        "near": near,
    }


def _cross_row(run: int, cross: CrossFinding, language: str) -> Values:
    finding = cross.finding
    return {
        "run_id": run,
        "body": cross.body,
        "rule": finding.rule.id,
        "code": finding.problem.code,
        "severity": finding.severity,
        "outcome": finding.outcome,
        "filing": paths.written(cross.filing),
        "other": paths.written(cross.other),
        "message": finding.problem.message.render(language),
        "content": finding_text(finding),
    }


def _ending_row(run: int, body: str, assessment: Assessment) -> Values:
    return {
        "run_id": run,
        "body": body,
        "rule": assessment.rule.id,
        "outcome": assessment.outcome,
        "unread": assessment.unread,
        "reason": message_text(assessment.reason) if assessment.reason else None,
    }
