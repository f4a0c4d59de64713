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
    Form,
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
    Waiver,
    fingerprints,
)
from checker.judging.waivers import marked
from checker_audit import paths
from checker_audit.packed_filings import Unpacking
from checker_audit.record_json import finding_of, message_of, unpacked
from checker_audit.records import report
from checker_audit.store import schema
from checker_audit.store.claimed_rows import BATCH, CLAIMED, SUBMITTED, ClaimedRows, claimants
from checker_audit.store.counts import AuditCounts, audit_counts
from checker_audit.store.decisions import read_decisions, waivers
from checker_audit.store.engines import read_transaction
from checker_audit.store.history import StoreHistory
from checker_audit.store.runs import Run, run_of
from checker_audit.unpacking import Lazy

_NOW = ("filing", "unread")
_BEFORE = ("before", "unread-before")


class AuditView:
    """A run, for audit checks (`Audit`) and reporters (`AuditResults`); `forms` maps ids of packs to their forms."""

    def __init__(self, run: Run, pack: RulePack, forms: Mapping[str, Form]) -> None:
        self._run, self._engine, self.pack, self._forms = run, run.engine, pack, forms
        self._unpacking = Unpacking(pack.form, run.period, forms)
        self._claims = ClaimedRows(run.engine, run.id, pack.family)
        self._provisions: dict[str, Mapping[str, Provision]] = {}

    @property
    def year(self) -> int:
        return self.period.year

    @property
    def period(self) -> Period:
        return self._unpacking.period

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

    def body(self, name: str) -> Body:
        """Return a body of the roster by its name."""
        return self._by_name[name]

    def children(self, body: str) -> tuple[str, ...]:
        """Return the names of the bodies below a body."""
        return self._children.get(body, ())

    # --- for audit checks ---

    def body_filings(self) -> Iterator[BodyFilings]:
        """Yield all bodies, in the order of the roster."""
        for bodies in self._batches():
            yield from map(self._unpacking.filings, self._claims.packed(bodies))

    def filings_of(self, body: str) -> BodyFilings | None:
        """Return one body by its name; `None` if it is not on the roster."""
        if (known := self._by_name.get(body)) is None:
            return None
        (packed,) = self._claims.packed([known])
        return self._unpacking.filings(packed)

    def _digests(self, number: int) -> Lazy[bytes]:
        digest = schema.digest

        def names() -> list[str]:
            with read_transaction(self._engine) as connection:
                return list(connection.scalars(select(digest.c.rule).where(digest.c.report_id == number)))

        def load(rule: str) -> bytes:
            wanted = select(digest.c.content).where(digest.c.report_id == number, digest.c.rule == rule)
            with read_transaction(self._engine) as connection:
                packed: bytes = connection.execute(wanted).scalar_one()
                return packed

        return Lazy(names, load)

    # --- for reporters ---

    def body_reports(self) -> Iterator[BodyReport]:
        """Yield all bodies, in the order of the roster."""
        for bodies in self._batches():
            rows = self._claims.rows(bodies)
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
        return self._report_of(
            known, self._claims.rows([known]).get(body, ()), findings[body], assessments[body]
        )

    def _report_of(
        self,
        body: Body,
        rows: Sequence[Any],
        findings: Sequence[CrossFinding],
        assessments: Sequence[Assessment],
    ) -> BodyReport:
        digests = {row.report_id: self._digests(row.report_id) for row in rows}
        return BodyReport(
            self._unpacking.filings(self._claims.packed_from(body, rows, digests)),
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
                batch = CLAIMED.where(*of_run, schema.submission.c.path > last).order_by(
                    schema.submission.c.path
                )
                rows = connection.execute(batch.limit(BATCH)).all()
            if not rows:
                return
            for row in rows:
                may_be = claimants(row)
                yield Unmatched(self._submission(row), row.code, message_of(row.reason), may_be, row.near)
            last = rows[-1].path

    def reports(self) -> Iterator[Report]:
        """Yield the reports of all submissions, by path."""
        last = ""
        while True:
            with read_transaction(self._engine) as connection:
                mine = SUBMITTED.where(
                    schema.submission.c.run_id == self._run.id, schema.submission.c.path > last
                )
                rows = connection.execute(mine.order_by(schema.submission.c.path).limit(BATCH)).all()
            if not rows:
                return
            yield from map(self._report, rows)
            last = rows[-1].path

    def _submission(self, row: Any) -> AuditedSubmission:
        note = message_of(row.reason) if row.role != "stray" and row.reason else None
        return AuditedSubmission(self._report(row), SubmissionState(row.state), self._stored(row), note)

    def _stored(self, row: Any) -> StoredFiling | None:
        return self._unpacking.stored(self._claims.claimed(row, self._digests(row.report_id)))

    def _report(self, row: Any) -> Report:
        path = paths.read(row.path)
        if row.record is None:
            return Report(path, language=self.pack.language, failure=self._claims.failure(row))
        read = report(unpacked(row.record), path, self._rules(row))
        if (body := self._deciders.get(path)) is None:
            return read
        return marked(read, lambda _finding, mark: self._waivers.get((body, path, mark)))

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

    def _batches(self) -> Iterator[list[Body]]:
        remaining = iter(self.bodies)
        while batch := list(islice(remaining, BATCH)):
            yield batch

    def _findings(self, connection: Connection, names: Sequence[str]) -> Mapping[str, list[CrossFinding]]:
        cross, found = schema.cross_finding, defaultdict[str, list[CrossFinding]](list)
        order = {rule: at for at, rule in enumerate(self._audit_rules)}
        rows = connection.execute(self._concluded(cross, names)).all()
        for row in sorted(rows, key=lambda row: (order[row.rule], row.position)):
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
        for row in connection.execute(self._concluded(cross, names).order_by(cross.c.rule)):
            reason = message_of(row.reason) if row.reason else None
            found[row.body].append(
                Assessment(self._audit_rules[row.rule], Outcome(row.outcome), reason, row.unread)
            )
        return found

    def _concluded(self, table: Any, names: Sequence[str]) -> Any:
        """Select the conclusions about bodies from a table of them."""
        compared = schema.compared
        joined = table.join(compared, compared.c.comparison_id == table.c.comparison_id)
        of_run = (compared.c.run_id == self._run.id, compared.c.body.in_(names))
        return select(table, compared.c.body).select_from(joined).where(*of_run)

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
