"""A run: the submissions of one audit, the results of reading them, the bodies they belong to."""

import json
from collections.abc import Iterable, Iterator, Sequence
from datetime import date, datetime
from itertools import islice
from time import monotonic
from typing import Any

from sqlalchemy import Engine, Row, case, delete, func, insert, select, update

from checker import AuditError, Body, Failure, Messages, Period, RulePack, SubmissionCounts, SubmissionState
from checker_audit import paths
from checker_audit.intake.sources import FoundFile
from checker_audit.record_json import unpacked
from checker_audit.records import Record
from checker_audit.store import schema
from checker_audit.store.backlog import TODO, Backlog, Pending
from checker_audit.store.claims import Claim, SubmissionSummary, claim_row
from checker_audit.store.engines import read_transaction, write_transaction
from checker_audit.store.keys import report_key
from checker_audit.store.results import SubmissionResult, Values, write_pack, write_results

_ = Messages(__package__)

_RESULTS = 50  # written at once
_MAX_DELAY = 0.25  # seconds until a result is written
_ROWS = 1000  # read or inserted at once


class Run:
    """One audit in the store. Results are written in batches: a crash loses those that are not written yet."""

    def __init__(self, engine: Engine, row: Row[Any]) -> None:
        self.engine = engine
        self.id: int = row.id
        self.year: int = row.year
        self.period: str = row.period or str(row.year)
        self.identity: str = row.identity
        self.judges: str = row.judges
        self.shard: str = row.shard
        self.walks: int = row.walks
        self._fresh = False
        self._results: list[SubmissionResult] = []
        self._kept = set[str]()
        self._written = monotonic()

    # --- submissions ---

    def add_found(self, found: Iterable[FoundFile], digest: str, *, fresh: bool = False) -> None:
        """Add files that were found; those with the same stamp and a result under the same digest keep it.

        A `fresh` run reads everything that it has not read itself, and replaces earlier reports.
        """
        self._fresh = fresh
        backlog = self._backlog(digest)
        for batch in _batches(found):
            backlog.add(batch)
        backlog.close()

    def pending(self, digest: str) -> Iterator[Pending]:
        """Yield what waits to be read, by number; results may be added meanwhile."""
        return self._backlog(digest).pending()

    def _backlog(self, digest: str) -> Backlog:
        return Backlog(self.engine, self.id, self.walks, digest, self._fresh)

    def count_pending(self) -> int:
        """Count what waits to be read."""
        return self._count().get(TODO, 0)

    # --- results ---

    def add_record(
        self, pending: Pending, record: Record, state: SubmissionState, pack: RulePack | None, digest: str
    ) -> None:
        """Add the record of a submission, which was validated against the pack."""
        if state is SubmissionState.PARTIAL:  # another run may have more time
            digest = f"{digest} of run {self.id}"
        self._add(
            SubmissionResult(pending.id, state, report_key(record.sha256, pending.path, digest), record, pack)
        )

    def keep_report(
        self, path: str, record: Record, state: SubmissionState, pack: RulePack | None, digest: str
    ) -> None:
        """Keep the report of a submission that is added later, for `reuse_report`."""
        if state is not SubmissionState.PARTIAL:  # likewise
            key = report_key(record.sha256, path, digest)
            self._kept.add(key)
            self._add(SubmissionResult(None, state, key, record, pack))

    def keeps(self, pending: Pending, digest: str) -> bool:
        """Return whether this process kept the report of a submission's known content."""
        return pending.known is not None and report_key(pending.known, pending.path, digest) in self._kept

    def reuse_report(self, pending: Pending, digest: str) -> None:
        """Use the report that the known content of a submission has already."""
        assert pending.known is not None, "only a known content has a report"
        key = report_key(pending.known, pending.path, digest)
        with read_transaction(self.engine) as connection:
            state = connection.execute(
                select(schema.report.c.state).where(schema.report.c.key == key)
            ).scalar_one()
        self._add(SubmissionResult(pending.id, SubmissionState(state), key))

    def add_failure(
        self, pending: Pending, failure: Failure, state: SubmissionState = SubmissionState.FAILED
    ) -> None:
        """Add the reason why a submission has no record."""
        self._add(SubmissionResult(pending.id, state, failure=failure))

    def _add(self, result: SubmissionResult) -> None:
        self._results.append(result)
        if len(self._results) >= _RESULTS or monotonic() - self._written >= _MAX_DELAY:
            self.flush()

    def flush(self) -> None:
        """Write the results that are not written yet, in one transaction."""
        if self._results:
            with write_transaction(self.engine) as connection:
                write_results(connection, self._results, replace_reports=self._fresh)
            self._results.clear()
        self._written = monotonic()

    def counts(self) -> SubmissionCounts:
        """Count the submissions by state; those that still wait were not reached."""
        counts = self._count()
        of = {state: counts.get(state, 0) for state in SubmissionState}
        with read_transaction(self.engine) as connection:
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
        with read_transaction(self.engine) as connection:
            return dict(connection.execute(counted.group_by(submission.c.state)).all())

    # --- bodies ---

    def set_bodies(self, bodies: Iterable[Body]) -> None:
        """Replace the roster."""
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
        """Return the roster, in its order."""
        body = schema.body
        with read_transaction(self.engine) as connection:
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

    def submissions(self) -> Iterator[SubmissionSummary]:
        """Yield all submissions that were read, by path."""
        submission, report, pack = schema.submission, schema.report, schema.pack
        wanted = (
            select(
                submission.c.id, submission.c.path, submission.c.state, submission.c.failure.label("refused"),
                report.c.format, report.c.title, report.c.body, report.c.year, report.c.period,
                report.c.failure, pack.c.id.label("pack"), report.c.sha256,
                case((report.c.body == "", report.c.record)).label("record"),
            )
            .select_from(submission)
            .outerjoin(report, submission.c.report_id == report.c.id)
            .outerjoin(pack, report.c.pack == pack.c.digest)
            .where(submission.c.run_id == self.id, submission.c.state != TODO)
        )  # fmt: skip
        last = ""
        while rows := self._rows(wanted.where(submission.c.path > last).order_by(submission.c.path)):
            for row in rows:
                yield SubmissionSummary(
                    row.id,
                    paths.read(row.path),
                    SubmissionState(row.state),
                    row.format or "",
                    row.title or "",
                    row.body or "",
                    row.year,
                    row.pack or "",
                    row.failure or row.refused or "",
                    row.period or "",
                    row.sha256 or "",
                    unpacked(row.record).opening if row.record is not None else "",
                )
            last = rows[-1].path

    def _rows(self, wanted: Any) -> Sequence[Row[Any]]:
        with read_transaction(self.engine) as connection:
            return connection.execute(wanted.limit(_ROWS)).all()

    def set_claims(self, claims: Iterable[Claim]) -> None:
        """Replace the claims."""
        self._replace(schema.claim, (claim_row(self.id, claim) for claim in claims))

    def forget(self, submissions: Sequence[int]) -> None:
        """Delete submissions that turned out to be nobody's, and count the others again."""
        submission, run = schema.submission, schema.run
        with write_transaction(self.engine) as connection:
            for first in range(0, len(submissions), _ROWS):
                some = submissions[first : first + _ROWS]
                connection.execute(delete(submission).where(submission.c.id.in_(some)))
            walked = connection.scalar(select(func.count()).where(submission.c.run_id == self.id))
            connection.execute(update(run).where(run.c.id == self.id).values(walked=walked))

    def filings_for(self, period: str) -> dict[str, list[int]]:
        """Map bodies to their filings, as submission ids, in the latest finished run for another period."""
        run, claim = schema.run, schema.claim
        latest = select(func.max(run.c.id)).where(
            run.c.period == period, run.c.finished.is_not(None), run.c.pack.is_not(None), run.c.id != self.id
        )
        wanted = select(claim.c.body, claim.c.submission_id).where(
            claim.c.run_id == latest.scalar_subquery(), claim.c.role == "filing"
        )
        found: dict[str, list[int]] = {}
        with read_transaction(self.engine) as connection:
            for row in connection.execute(wanted.order_by(claim.c.body, claim.c.rank)):
                found.setdefault(row.body, []).append(row.submission_id)
        return found

    # --- the end ---

    @property
    def pack(self) -> str:
        """Return the digest of the pack whose audit rules were run; empty if none was."""
        with read_transaction(self.engine) as connection:
            return connection.scalar(select(schema.run.c.pack).where(schema.run.c.id == self.id)) or ""

    @property
    def pack_id(self) -> str:
        """Return the id of that pack."""
        with read_transaction(self.engine) as connection:
            return connection.scalar(select(schema.pack.c.id).where(schema.pack.c.digest == self.pack)) or ""

    def set_pack(self, pack: RulePack, period: Period | None = None) -> None:
        """Set the pack whose audit rules are run, and the period that it gives the label of the run."""
        self.period = period.label if period is not None else self.period
        with write_transaction(self.engine) as connection:
            write_pack(connection, pack)
            values = {"pack": pack.digest, "period": self.period}
            connection.execute(update(schema.run).where(schema.run.c.id == self.id).values(values))

    def finish(self, now: datetime) -> None:
        """Mark the run as finished; the next audit of the same identity is another run."""
        self.flush()
        finished = now.isoformat(timespec="seconds")
        with write_transaction(self.engine) as connection:
            connection.execute(update(schema.run).where(schema.run.c.id == self.id).values(finished=finished))

    def _replace(self, table: Any, rows: Iterable[Values]) -> None:
        with write_transaction(self.engine) as connection:
            connection.execute(delete(table).where(table.c.run_id == self.id))
        for batch in _batches(rows):  # they may read the store
            with write_transaction(self.engine) as connection:
                connection.execute(insert(table), batch)


def _batches(rows: Iterable[Any]) -> Iterator[list[Any]]:
    remaining = iter(rows)
    while batch := list(islice(remaining, _ROWS)):
        yield batch


def run_of(engine: Engine, number: int) -> Run:
    """Return a run by its number; raise AuditError if there is none."""
    with read_transaction(engine) as connection:
        row = connection.execute(select(schema.run).where(schema.run.c.id == number)).first()
    if row is None:
        raise AuditError(_("the store has no run {number}", number=number))
    return Run(engine, row)
