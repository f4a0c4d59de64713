"""A run as audit checks and reporters see it: bodies with their filings, read from the store in batches, on demand."""

import json
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from functools import cached_property
from itertools import islice
from typing import Any

from sqlalchemy import Connection, func, select

from checker import (
    Assessment,
    AuditedSubmission,
    Body,
    BodyFilings,
    BodyReport,
    Category,
    CrossFinding,
    DecisionResult,
    Failure,
    Form,
    Json,
    Messages,
    Outcome,
    Period,
    Provision,
    Report,
    RulePack,
    Severity,
    StoredFiling,
    SubmissionCounts,
    SubmissionState,
    Unmatched,
    UnreadSubmission,
    Waiver,
    calendar_year,
    fingerprints,
)
from checker.judging.waivers import marked
from checker_audit.record_json import digest_unpacked, finding_of, message_of, unpacked
from checker_audit.records import report
from checker_audit.store import paths, schema
from checker_audit.store.counts import AuditCounts, audit_counts
from checker_audit.store.decisions import read_decisions, waivers
from checker_audit.store.engines import read_transaction
from checker_audit.store.filings import Lazy, added_up, tables_of
from checker_audit.store.history import StoreHistory
from checker_audit.store.runs import Run, run_of

_ = Messages(__package__)

_NOW = ("filing", "unread")
_BEFORE = ("before", "unread-before")
_BATCH = 100  # bodies, or submissions, that are read at once
_UNKNOWN_PERIOD = _("the document names no report year")
_OTHER_KIND = _("not a document of the kind that is audited")

_COLUMNS = (
    schema.submission.c.path,
    schema.submission.c.state,
    schema.submission.c.failure.label("refused"),
    schema.submission.c.reason.label("refusal"),
    schema.report.c.id.label("report_id"),
    schema.report.c.sha256,
    schema.report.c.format,
    schema.report.c.title,
    schema.report.c.body,
    schema.report.c.year,
    schema.report.c.period,
    schema.report.c.record,
    schema.report.c.tables,
    schema.report.c.pack,
    schema.pack.c.id.label("pack_id"),
    schema.pack.c.provisions,
)
_SUBMITTED = (
    select(*_COLUMNS)
    .select_from(schema.submission)
    .outerjoin(schema.report, schema.submission.c.report_id == schema.report.c.id)
    .outerjoin(schema.pack, schema.report.c.pack == schema.pack.c.digest)
)
_CLAIMED = (
    select(
        *_COLUMNS,
        schema.claim.c.body.label("claimant"),
        schema.claim.c.role,
        schema.claim.c.code,
        schema.claim.c.reason,
        schema.claim.c.claimants,
        schema.claim.c.near,
    )
    .select_from(schema.claim)
    .join(schema.submission, schema.claim.c.submission_id == schema.submission.c.id)
    .outerjoin(schema.report, schema.submission.c.report_id == schema.report.c.id)
    .outerjoin(schema.pack, schema.report.c.pack == schema.pack.c.digest)
)


class AuditView:
    """A run, for audit checks (`Audit`) and reporters (`AuditResults`); `forms` maps ids of packs to their forms."""

    def __init__(self, run: Run, pack: RulePack, forms: Mapping[str, Form]) -> None:
        self._run, self._engine, self.pack, self._forms = run, run.engine, pack, forms
        self._provisions: dict[str, Mapping[str, Provision]] = {}

    @property
    def year(self) -> int:
        return self.period.year

    @cached_property
    def period(self) -> Period:
        return self.form.cycle.read(self._run.period) or calendar_year(self._run.year)

    @cached_property
    def _labels(self) -> frozenset[str]:
        """Return the labels of the period and of the one before."""
        before = self.form.cycle.before(self.period)
        return frozenset(one.label for one in (self.period, before) if one is not None)

    @property
    def form(self) -> Form:
        return self.pack.form

    @cached_property
    def counts(self) -> SubmissionCounts:
        return self._run.counts()

    @cached_property
    def bodies(self) -> Sequence[Body]:
        return self._run.bodies()

    @cached_property
    def decisions(self) -> Sequence[DecisionResult]:
        return read_decisions(self._engine, self._run.id)

    @cached_property
    def _waivers(self) -> Mapping[tuple[str, str, str], Waiver]:
        return waivers(self.decisions)

    @cached_property
    def _deciders(self) -> Mapping[str, str]:
        """Map the paths of decided submissions to their bodies."""
        return {path: body for body, path, _mark in self._waivers if path}

    @cached_property
    def unread_unmatched(self) -> int:
        claim = schema.claim
        unread = (claim.c.run_id == self._run.id, claim.c.role == "stray", claim.c.code == "unread")
        with read_transaction(self._engine) as connection:
            return connection.scalar(select(func.count()).where(*unread)) or 0

    @cached_property
    def _children(self) -> Mapping[str, tuple[str, ...]]:
        children: dict[str, list[str]] = defaultdict(list)
        for body in self.bodies:
            if body.parent:
                children[body.parent].append(body.name)
        return {parent: tuple(names) for parent, names in children.items()}

    @cached_property
    def _by_name(self) -> Mapping[str, Body]:
        return {body.name: body for body in self.bodies}

    def children(self, body: str) -> tuple[str, ...]:
        """Return the names of the bodies below a body."""
        return self._children.get(body, ())

    # --- for audit checks ---

    def body_filings(self) -> Iterator[BodyFilings]:
        """Yield all bodies, in the order of the roster."""
        for bodies, rows in self._batches(self.bodies):
            yield from (self._filings_of(body, rows.get(body.name, ())) for body in bodies)

    def filings_of(self, body: str) -> BodyFilings | None:
        """Return one body by its name; `None` if it is not on the roster."""
        if (known := self._by_name.get(body)) is None:
            return None
        return self._filings_of(known, self._rows([known]).get(body, ()))

    def _filings_of(self, body: Body, rows: Sequence[Any]) -> BodyFilings:
        filings = [stored for row in rows if row.role == "filing" and (stored := self._stored(row))]
        before = [
            (row.near or "", stored) for row in rows if row.role == "before" and (stored := self._stored(row))
        ]
        unread, unread_before = (
            tuple(
                UnreadSubmission(paths.read(row.path), self._failure(row).message)
                for row in rows
                if row.role == role
            )
            for role in ("unread", "unread-before")
        )
        if partial := [row for row in rows if row.role == "before" and row.code == "partial"]:
            lacking = (UnreadSubmission(paths.read(row.path), message_of(row.reason)) for row in partial)
            before, unread_before = [], (*unread_before, *lacking)
        others = tuple(
            UnreadSubmission(paths.read(row.path), message_of(row.reason))
            for row in rows
            if row.role == "stray"
        )
        superseded = frozenset(paths.read(row.path) for row in rows if row.code == "superseded")
        undecided = any(row.role == "filing" and row.code == "undecided" for row in rows)
        return BodyFilings(
            body, tuple(filings), added_up(before), unread, unread_before, others, superseded, undecided
        )

    def _stored(self, row: Any) -> StoredFiling | None:
        form = self._forms.get(row.pack_id)
        label = row.period or str(row.year)
        if form is None or label not in self._labels:
            return None
        tables, headings = tables_of(row.tables, form)
        return StoredFiling(
            paths.read(row.path), row.sha256, row.format, row.title, row.body, row.year, form, tables,
            self._digests(row.report_id), headings, form.cycle.read(label),
        )  # fmt: skip

    def _digests(self, number: int) -> Lazy[Json]:
        digest = schema.digest

        def names() -> list[str]:
            with read_transaction(self._engine) as connection:
                return list(connection.scalars(select(digest.c.rule).where(digest.c.report_id == number)))

        def load(rule: str) -> Json:
            wanted = select(digest.c.content).where(digest.c.report_id == number, digest.c.rule == rule)
            with read_transaction(self._engine) as connection:
                return digest_unpacked(connection.execute(wanted).scalar_one())

        return Lazy(names, load)

    # --- for reporters ---

    def body_reports(self) -> Iterator[BodyReport]:
        """Yield all bodies, in the order of the roster."""
        for bodies, rows in self._batches(self.bodies):
            names = [body.name for body in bodies]
            with read_transaction(self._engine) as connection:
                findings, assessments = (
                    self._findings(connection, names),
                    self._assessments(connection, names),
                )
            for body in bodies:
                mine = rows.get(body.name, ())
                yield self._report_of(body, mine, findings[body.name], assessments[body.name])

    def report_of(self, body: str) -> BodyReport | None:
        """Return one body by its name."""
        if (known := self._by_name.get(body)) is None:
            return None
        with read_transaction(self._engine) as connection:
            findings, assessments = self._findings(connection, [body]), self._assessments(connection, [body])
        return self._report_of(known, self._rows([known]).get(body, ()), findings[body], assessments[body])

    def _report_of(
        self,
        body: Body,
        rows: Sequence[Any],
        findings: Sequence[CrossFinding],
        assessments: Sequence[Assessment],
    ) -> BodyReport:
        return BodyReport(
            self._filings_of(body, rows),
            tuple(self._submission(row) for row in rows if row.role in _NOW),
            tuple(self._submission(row) for row in rows if row.role in _BEFORE),
            tuple(findings),
            tuple(assessments),
        )

    def unmatched(self) -> Iterator[Unmatched]:
        """Yield the submissions that are not a body's filing, by path."""
        last = ""
        while True:
            with read_transaction(self._engine) as connection:
                of_run = (schema.claim.c.run_id == self._run.id, schema.claim.c.role == "stray")
                batch = _CLAIMED.where(*of_run, schema.submission.c.path > last).order_by(
                    schema.submission.c.path
                )
                rows = connection.execute(batch.limit(_BATCH)).all()
            if not rows:
                return
            for row in rows:
                claimants = tuple(json.loads(row.claimants))
                yield Unmatched(self._submission(row), row.code, message_of(row.reason), claimants, row.near)
            last = rows[-1].path

    def reports(self) -> Iterator[Report]:
        """Yield the reports of all submissions, by path."""
        last = ""
        while True:
            with read_transaction(self._engine) as connection:
                mine = _SUBMITTED.where(
                    schema.submission.c.run_id == self._run.id, schema.submission.c.path > last
                )
                rows = connection.execute(mine.order_by(schema.submission.c.path).limit(_BATCH)).all()
            if not rows:
                return
            yield from map(self._report, rows)
            last = rows[-1].path

    def _submission(self, row: Any) -> AuditedSubmission:
        note = message_of(row.reason) if row.role != "stray" and row.reason else None
        return AuditedSubmission(self._report(row), SubmissionState(row.state), self._stored(row), note)

    def _report(self, row: Any) -> Report:
        path = paths.read(row.path)
        if row.record is None:
            return Report(path, language=self.pack.language, failure=self._failure(row))
        read = report(unpacked(row.record), path, self._rules(row))
        if (body := self._deciders.get(path)) is None:
            return read
        return marked(read, lambda _finding, mark: self._waivers.get((body, path, mark)))

    def _failure(self, row: Any) -> Failure:
        if row.refused is not None:
            return Failure(row.refused, message_of(row.refusal))
        failure = unpacked(row.record).failure if row.record is not None else None
        if failure is None and row.pack_id is not None and row.pack_id.partition("/")[0] != self.pack.family:
            return Failure("not-this-kind", _OTHER_KIND)
        return failure or Failure("unreadable", _UNKNOWN_PERIOD)

    def _rules(self, row: Any) -> Mapping[str, Provision]:
        if row.pack is None:
            return {}
        if row.pack not in self._provisions:
            self._provisions[row.pack] = _provisions(row.provisions)
        return self._provisions[row.pack]

    @cached_property
    def history(self) -> StoreHistory:
        return StoreHistory(self._engine, self._run.id, self.pack.family)

    def run(self, number: int) -> "AuditView":
        """Return an earlier run."""
        return AuditView(run_of(self._engine, number), self.pack, self._forms)

    def count(self) -> AuditCounts:
        """Count bodies and findings in the database; last year's filings do not count."""
        return audit_counts(self._engine, self._run.id, len(self.bodies))

    # --- rows ---

    def _batches(self, bodies: Sequence[Body]) -> Iterator[tuple[list[Body], Mapping[str, Sequence[Any]]]]:
        remaining = iter(bodies)
        while batch := list(islice(remaining, _BATCH)):
            yield batch, self._rows(batch)

    def _rows(self, bodies: Sequence[Body]) -> Mapping[str, Sequence[Any]]:
        claim = schema.claim
        of_run = (claim.c.run_id == self._run.id, claim.c.body.in_([body.name for body in bodies]))
        found: dict[str, list[Any]] = defaultdict(list)
        with read_transaction(self._engine) as connection:
            for row in connection.execute(
                _CLAIMED.where(*of_run).order_by(claim.c.role, claim.c.rank, claim.c.submission_id)
            ):
                found[row.claimant].append(row)
        return found

    def _findings(self, connection: Connection, names: Sequence[str]) -> Mapping[str, list[CrossFinding]]:
        cross, found = schema.cross_finding, defaultdict[str, list[CrossFinding]](list)
        wanted = select(cross).where(cross.c.run_id == self._run.id, cross.c.body.in_(names))
        for row in connection.execute(wanted.order_by(cross.c.position)):
            finding = finding_of(row.content, self._audit_rules[row.rule])
            found[row.body].append(
                CrossFinding(row.body, finding, paths.read(row.filing), paths.read(row.other))
            )
        if self._waivers:
            for name, some in found.items():
                found[name] = list(self._marked(name, some))
        return found

    def _marked(self, body: str, found: Sequence[CrossFinding]) -> Iterator[CrossFinding]:
        for cross, mark in zip(found, fingerprints([one.finding for one in found]), strict=True):
            waiver = self._waivers.get((body, "", mark))
            yield replace(cross, finding=replace(cross.finding, waiver=waiver)) if waiver else cross

    def _assessments(self, connection: Connection, names: Sequence[str]) -> Mapping[str, list[Assessment]]:
        cross, found = schema.cross_assessment, defaultdict[str, list[Assessment]](list)
        wanted = select(cross).where(cross.c.run_id == self._run.id, cross.c.body.in_(names))
        for row in connection.execute(wanted.order_by(cross.c.rule)):
            reason = message_of(row.reason) if row.reason else None
            found[row.body].append(
                Assessment(self._audit_rules[row.rule], Outcome(row.outcome), reason, row.unread)
            )
        return found

    @cached_property
    def _audit_rules(self) -> Mapping[str, Provision]:
        """Map ids to the audit rules that were run; a newer pack may have others."""
        with read_transaction(self._engine) as connection:
            wanted = select(schema.pack.c.provisions).where(schema.pack.c.digest == self._run.pack)
            return _provisions(connection.scalar(wanted) or "[]")


def _provisions(text: str) -> Mapping[str, Provision]:
    return {
        rule: Provision(
            rule,
            Severity(severity),
            Category(category),
            clause,
            requirement,
            name=message_of(name[0]) if any(name) else None,
        )
        for rule, severity, category, clause, requirement, *name in json.loads(text)
    }
