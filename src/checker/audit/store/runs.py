"""A run: the submissions of one audit on their way from found to ended, whose they are, and what was concluded."""

import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from hashlib import sha256
from itertools import islice
from pathlib import PurePath
from time import monotonic
from typing import Any
from zlib import compress

from sqlalchemy import Connection, Engine, Row, delete, func, insert, select, update
from sqlalchemy.dialects import postgresql, sqlite

from checker.audit.records import Record, finding_text, message_text, stored
from checker.audit.store import schema
from checker.audit.store.engines import writing
from checker.audits import Body
from checker.engine import fingerprints
from checker.ledger import CrossFinding, State, Walk
from checker.messages import Message
from checker.reports import Assessment, Failure, Finding
from checker.rules import RulePack
from checker.tables import value_of

Values = dict[str, Any]

TODO = "todo"
_OF_REPORT = (schema.finding, schema.assessment, schema.fact, schema.digest)
_TOGETHER = 50  # results that are written at once
_WAIT = 0.25  # seconds that a result waits to be written
_BATCH = 500  # rows that are read or inserted at once

# bytes of a path that are no UTF-8, which Python shows as lone surrogates, as characters of a private plane
_HIDDEN = {0xDC80 + byte: 0x10FF80 + byte for byte in range(128)}
_SHOWN = {hidden: shown for shown, hidden in _HIDDEN.items()}


@dataclass(frozen=True, slots=True)
class Walked:
    """A submission that was found; `refused` says why it is not to be opened."""

    path: str
    stamp: str = ""
    refused: Message | None = None


@dataclass(frozen=True, slots=True)
class Pending:
    """A submission that waits; `known` is the SHA-256 of a content under its path that is judged already."""

    id: int
    path: str
    known: str | None = None


@dataclass(frozen=True, slots=True)
class Reading:
    """What is known of a submission that ended: enough to tell whose it is."""

    id: int
    path: str
    state: State
    format: str
    title: str
    body: str
    year: int | None
    pack: str
    failure: str


@dataclass(frozen=True, slots=True)
class Claim:
    """Whose a submission is, and as what: filing, before, unread or stray; the one of `rank` 0 counts."""

    submission: int
    body: str | None
    role: str
    rank: int = 0
    stray: tuple[str, Message, tuple[str, ...], str] | None = None  # code, reason, claimants, near


@dataclass(frozen=True, slots=True)
class _Ended:
    id: int
    state: State
    key: str = ""
    record: Record | None = None
    pack: RulePack | None = None
    failure: Failure | None = None


class Run:
    """One audit in the store. Results are written some at a time: a crash loses those that are not written yet."""

    def __init__(self, engine: Engine, number: int, year: int, walks: int, identity: str = "") -> None:
        self.engine, self.id, self.year, self.identity = engine, number, year, identity
        self._walks = walks
        self._ended: list[_Ended] = []
        self._written = monotonic()

    # --- what is to be read ---

    def walked(self, found: Iterable[Walked], digest: str) -> None:
        """Take in what was found; what was judged under the same digest, and has the same stamp, has ended already."""
        coming = iter(found)
        while batch := list(islice(coming, _BATCH)):
            with writing(self.engine) as connection:
                for one in batch:
                    self._take_in(connection, one, digest)
        with writing(self.engine) as connection:
            of_run = schema.submission.c.run_id == self.id
            connection.execute(
                delete(schema.submission).where(of_run, schema.submission.c.walk < self._walks)
            )

    def _take_in(self, connection: Connection, one: Walked, digest: str) -> None:
        submission, path = schema.submission, _hidden(one.path)
        mine = connection.execute(
            select(submission.c.id, submission.c.stamp, submission.c.state)
            .where(submission.c.run_id == self.id, submission.c.path == path)
        ).first()  # fmt: skip
        if mine is not None and mine.stamp == one.stamp and mine.stamp and mine.state != TODO:
            connection.execute(update(submission).where(submission.c.id == mine.id).values(walk=self._walks))
            return
        values: dict[str, Any] = {
            "stamp": one.stamp,
            "walk": self._walks,
            "state": TODO,
            "report_id": None,
            "failure": None,
        }
        if one.refused is not None:
            values |= {"state": State.ERROR, "failure": _failure_text(Failure("unreadable", one.refused))}
        elif one.stamp and (report := self._judged_before(connection, path, one, digest)) is not None:
            values |= {"state": report.state, "report_id": report.id}
        if mine is not None:
            connection.execute(update(submission).where(submission.c.id == mine.id).values(values))
        else:
            connection.execute(insert(submission).values(run_id=self.id, path=path, **values))

    def _judged_before(self, connection: Connection, path: str, one: Walked, digest: str) -> Any:
        submission, report = schema.submission, schema.report
        told = connection.scalar(
            select(report.c.sha256).join(submission, submission.c.report_id == report.c.id)
            .where(submission.c.path == path, submission.c.stamp == one.stamp)
            .order_by(submission.c.id.desc()).limit(1)
        )  # fmt: skip
        return None if told is None else _report(connection, report_key(told, one.path, digest))

    def pending(self, digest: str) -> Iterator[Pending]:
        """Iterate over what waits to be read, by number; results may be told meanwhile."""
        submission, report = schema.submission, schema.report
        last = 0
        while True:
            with self.engine.connect() as connection:
                waiting = (
                    select(submission.c.id, submission.c.path)
                    .where(submission.c.run_id == self.id, submission.c.state == TODO, submission.c.id > last)
                    .order_by(submission.c.id).limit(_BATCH)
                )  # fmt: skip
                rows = connection.execute(waiting).all()
                batch = []
                for row in rows:
                    told = connection.scalar(
                        select(report.c.sha256).join(submission, submission.c.report_id == report.c.id)
                        .where(submission.c.path == row.path).order_by(submission.c.id.desc()).limit(1)
                    )  # fmt: skip
                    path = _shown(row.path)
                    known = told if told and _report(connection, report_key(told, path, digest)) else None
                    batch.append(Pending(row.id, path, known))
            if not batch:
                return
            last = batch[-1].id
            yield from batch

    def count_pending(self) -> int:
        """Count what waits to be read."""
        return self._count().get(TODO, 0)

    # --- what became of it ---

    def judged(
        self, pending: Pending, record: Record, state: State, pack: RulePack | None, digest: str
    ) -> None:
        """Keep what a submission was judged to be."""
        own = (
            f"{digest} of run {self.id}" if state is State.PARTIAL else digest
        )  # another run may have more time
        key = report_key(record.sha256, pending.path, own)
        self._end(_Ended(pending.id, state, key, record, pack))

    def taken_over(self, pending: Pending, sha256: str, digest: str) -> None:
        """Take over what another submission of the same content was judged to be."""
        with self.engine.connect() as connection:
            report = _report(connection, report_key(sha256, pending.path, digest))
        assert report is not None, "only a content that is known is taken over"
        self._end(_Ended(pending.id, State(report.state), report_key(sha256, pending.path, digest)))

    def failed(self, pending: Pending, failure: Failure, state: State = State.FAILED) -> None:
        """Keep why there is nothing to keep of a submission."""
        self._end(_Ended(pending.id, state, failure=failure))

    def _end(self, ended: _Ended) -> None:
        self._ended.append(ended)
        if len(self._ended) >= _TOGETHER or monotonic() - self._written >= _WAIT:
            self.flush()

    def flush(self) -> None:
        """Write what is not written yet, in one transaction."""
        if self._ended:
            with writing(self.engine) as connection:
                for ended in self._ended:
                    self._write(connection, ended)
            self._ended.clear()
        self._written = monotonic()

    def _write(self, connection: Connection, ended: _Ended) -> None:
        if ended.record is not None:
            _write_report(connection, ended.key, ended.state, ended.record, ended.pack)
        report = _report(connection, ended.key) if ended.key else None
        values = {
            "state": ended.state,
            "report_id": report.id if report else None,
            "failure": _failure_text(ended.failure) if ended.failure else None,
        }
        connection.execute(update(schema.submission).where(schema.submission.c.id == ended.id).values(values))

    def walk(self) -> Walk:
        """Count how the submissions ended; what waits still was not reached."""
        counts = self._count()
        of = {state: counts.get(state, 0) for state in State}
        return Walk(
            sum(counts.values()),
            of[State.OK],
            of[State.PARTIAL],
            of[State.ERROR],
            of[State.FAILED],
            of[State.UNREACHED] + counts.get(TODO, 0),
        )

    def _count(self) -> dict[str, int]:
        submission = schema.submission
        counted = select(submission.c.state, func.count()).where(submission.c.run_id == self.id)
        with self.engine.connect() as connection:
            return dict(connection.execute(counted.group_by(submission.c.state)).tuples().all())

    def take_in(self, runs: Iterable["Run"]) -> None:
        """Take in the submissions of runs of other stores, with their reports and the packs that judged these."""
        for run in runs:
            for submission, report, pack, children in run.contents():
                with writing(self.engine) as connection:
                    if pack is not None:
                        connection.execute(_insert(connection, schema.pack, ["digest"]).values(pack))
                    number = _copied(connection, report, children) if report is not None else None
                    values = {**submission, "run_id": self.id, "walk": self._walks, "report_id": number}
                    connection.execute(
                        _insert(connection, schema.submission, ["run_id", "path"]).values(values)
                    )

    def contents(self) -> Iterator[tuple[Values, Values | None, Values | None, dict[str, list[Values]]]]:
        """Iterate over submissions, each with its report, the report's pack, and the rows that belong to the report."""
        submission = schema.submission
        wanted = select(submission).where(submission.c.run_id == self.id)
        for row in _streamed(self.engine, wanted, submission.c.path, "path"):
            values = dict(row._mapping)  # noqa: SLF001  # the public name of a row's columns
            number = values.pop("report_id")
            del values["id"]
            with self.engine.connect() as connection:
                report = _one(connection, schema.report, schema.report.c.id == number)
                pack = (
                    _one(connection, schema.pack, schema.pack.c.digest == report["pack"]) if report else None
                )
                children = {
                    table.name: _all(connection, table, table.c.report_id == number) for table in _OF_REPORT
                }
            yield values, report, pack, children

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

    @property
    def pack(self) -> str:
        """Return the digest of the pack that the run was concluded by; empty where it was not."""
        with self.engine.connect() as connection:
            return connection.scalar(select(schema.run.c.pack).where(schema.run.c.id == self.id)) or ""

    @property
    def pack_id(self) -> str:
        """Return the id of that pack."""
        with self.engine.connect() as connection:
            return connection.scalar(select(schema.pack.c.id).where(schema.pack.c.digest == self.pack)) or ""

    def bodies(self) -> tuple[Body, ...]:
        """List who must file, in the order of the roster."""
        body = schema.body
        with self.engine.connect() as connection:
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
            .where(submission.c.run_id == self.id, submission.c.state.in_([state.value for state in State]))
        )  # fmt: skip
        for row in _streamed(self.engine, wanted, submission.c.path, "path"):
            yield Reading(
                row.id,
                _shown(row.path),
                State(row.state),
                row.format or "",
                row.title or "",
                row.body or "",
                row.year,
                row.pack or "",
                row.failure or (json.loads(row.refused)["code"] if row.refused else ""),
            )

    def claim(self, claims: Iterable[Claim]) -> None:
        """Keep whose each submission is, in place of what was kept before."""
        rows = (
            {
                "run_id": self.id,
                "submission_id": claim.submission,
                "body": claim.body,
                "role": claim.role,
                "rank": claim.rank,
                "stray": _stray_text(claim.stray) if claim.stray else None,
            }
            for claim in claims
        )
        self._replace(schema.claim, rows)

    def earlier(self, year: int) -> dict[str, list[int]]:
        """Map bodies to the submissions that the latest finished run for another year has as their filings."""
        run, claim = schema.run, schema.claim
        latest = select(func.max(run.c.id)).where(
            run.c.year == year, run.c.finished.is_not(None), run.c.id != self.id
        )
        wanted = select(claim.c.body, claim.c.submission_id).where(
            claim.c.run_id == latest.scalar_subquery(), claim.c.role == "filing"
        )
        found: dict[str, list[int]] = {}
        with self.engine.connect() as connection:
            for row in connection.execute(wanted.order_by(claim.c.body, claim.c.rank)):
                found.setdefault(row.body, []).append(row.submission_id)
        return found

    # --- what was concluded ---

    def conclude(
        self, conclusions: Iterable[tuple[str, Sequence[CrossFinding], Assessment]], language: str
    ) -> None:
        """Keep what was found across filings, and how each audit rule ended for each body."""
        findings: list[dict[str, Any]] = []

        def assessments() -> Iterator[dict[str, Any]]:
            for body, found, assessment in conclusions:
                findings.extend(_cross_row(self.id, one, language) for one in found)
                yield {
                    "run_id": self.id,
                    "body": body,
                    "rule": assessment.rule.id,
                    "outcome": assessment.outcome,
                    "unread": assessment.unread,
                    "reason": message_text(assessment.reason) if assessment.reason else None,
                }

        self._replace(schema.cross_assessment, assessments())
        self._replace(schema.cross_finding, ({**row, "position": at} for at, row in enumerate(findings)))

    def governed(self, pack: RulePack) -> None:
        """Keep which pack's audit rules the run is concluded by."""
        with writing(self.engine) as connection:
            _keep_pack(connection, pack)
            connection.execute(update(schema.run).where(schema.run.c.id == self.id).values(pack=pack.digest))

    def finish(self, now: datetime) -> None:
        """Say that the run is done; the next audit of the same identity is another run."""
        self.flush()
        finished = now.isoformat(timespec="seconds")
        with writing(self.engine) as connection:
            connection.execute(update(schema.run).where(schema.run.c.id == self.id).values(finished=finished))

    def _replace(self, table: Any, rows: Iterable[dict[str, Any]]) -> None:
        coming = iter(rows)
        with writing(self.engine) as connection:
            connection.execute(delete(table).where(table.c.run_id == self.id))
            while batch := list(islice(coming, _BATCH)):
                connection.execute(insert(table), batch)


def _one(connection: Connection, table: Any, which: Any) -> Values | None:
    return next(iter(_all(connection, table, which)), None)


def _all(connection: Connection, table: Any, which: Any) -> list[Values]:
    return [dict(row) for row in connection.execute(select(table).where(which)).mappings()]


def _copied(connection: Connection, report: Values, children: dict[str, list[Values]]) -> int:
    """Insert a report of another store, unless it is there already; return its number here."""
    values = {name: value for name, value in report.items() if name != "id"}
    inserted = _insert(connection, schema.report, ["key"]).values(values).returning(schema.report.c.id)
    number: int | None = connection.scalar(inserted)
    if number is None:
        return int(_report(connection, report["key"]).id)
    for table in _OF_REPORT:
        if rows := children[table.name]:
            connection.execute(insert(table), [{**row, "report_id": number} for row in rows])
    return number


def report_key(sha256_of_content: str, path: str, digest: str) -> str:
    """Make the key of a report: the content, the suffix by which its reader is chosen, and all else that counts."""
    return sha256("\0".join((sha256_of_content, PurePath(path).suffix.lower(), digest)).encode()).hexdigest()


def _report(connection: Connection, key: str) -> Any:  # a row of id and state, or None
    report = schema.report
    return connection.execute(select(report.c.id, report.c.state).where(report.c.key == key)).first()


def _write_report(
    connection: Connection, key: str, state: State, record: Record, pack: RulePack | None
) -> None:
    """Write a report and its rows, unless another audit has done so already."""
    if pack is not None:
        _keep_pack(connection, pack)
    packed, tables = stored(record)
    values = {
        "key": key,
        "sha256": record.sha256,
        "state": state,
        "pack": pack.digest if pack else None,
        "format": record.format,
        "pages": record.pages,
        "title": record.title,
        "body": record.body,
        "year": record.year,
        "failure": record.failure.code if record.failure else None,
        "record": packed,
        "tables": tables,
    }
    report = schema.report
    number = connection.scalar(_insert(connection, report, ["key"]).values(values).returning(report.c.id))
    if number is None or pack is None:
        return
    rules = {rule.id: rule for rule in pack.rules}
    rows = {
        schema.finding: list(_finding_rows(number, record, rules)),
        schema.assessment: [
            {
                "report_id": number,
                "rule": one.rule,
                "outcome": one.outcome,
                "unread": one.unread,
                "reason": one.reason.render(record.language) if one.reason else None,
            }
            for one in record.assessments
        ],
        schema.fact: list(_fact_rows(number, record)),
        schema.digest: [
            {"report_id": number, "rule": rule, "content": compress(json.dumps(kept).encode(), 1)}
            for rule, kept in record.digests.items()
        ],
    }
    for table, some in rows.items():
        if some:
            connection.execute(insert(table), some)


def _finding_rows(number: int, record: Record, rules: dict[str, Any]) -> Iterator[dict[str, Any]]:
    findings = [Finding(rules[one.rule], one.problem, one.place) for one in record.findings]
    for position, (finding, mark) in enumerate(zip(findings, fingerprints(findings), strict=True)):
        yield {
            "report_id": number,
            "position": position,
            "rule": finding.rule.id,
            "code": finding.problem.code,
            "severity": finding.severity,
            "category": finding.rule.category,
            "outcome": finding.outcome,
            "fingerprint": mark,
            "place": finding.place.render(record.language),
            "message": finding.problem.message.render(record.language),
            "actual": _said(finding.problem.actual, record.language),
            "expected": _said(finding.problem.expected, record.language),
        }


def _fact_rows(number: int, record: Record) -> Iterator[dict[str, Any]]:
    for table in record.tables:
        for cell in table.cells:
            value = value_of(cell.text)
            yield {
                "report_id": number,
                "table_id": table.id,
                "row_key": cell.row,
                "column_key": cell.column,
                "text": cell.text,
                "value": None if value is None else f"{value:f}",
                "certain": cell.certain,
            }


def _said(words: Message | str | None, language: str) -> str | None:
    return words.render(language) if isinstance(words, Message) else words


def _keep_pack(connection: Connection, pack: RulePack) -> None:
    provisions = [
        [one.id, one.severity, one.category, one.clause, one.requirement]
        for one in (*pack.rules, *pack.audit)
    ]
    values = {"digest": pack.digest, "id": pack.id, "provisions": json.dumps(provisions, ensure_ascii=False)}
    connection.execute(_insert(connection, schema.pack, ["digest"]).values(values))


def _insert(connection: Connection, table: Any, unique: list[str]) -> Any:
    """Insert unless the row is there already."""
    dialect = postgresql if connection.dialect.name == "postgresql" else sqlite
    return dialect.insert(table).on_conflict_do_nothing(index_elements=unique)


def _failure_text(failure: Failure) -> str:
    return json.dumps(
        {"code": failure.code, "message": json.loads(message_text(failure.message))}, ensure_ascii=False
    )


def _stray_text(stray: tuple[str, Message, tuple[str, ...], str]) -> str:
    code, reason, claimants, near = stray
    told = {"code": code, "reason": json.loads(message_text(reason)), "claimants": claimants, "near": near}
    return json.dumps(told, ensure_ascii=False)


def _cross_row(run: int, cross: CrossFinding, language: str) -> dict[str, Any]:
    finding = cross.finding
    return {
        "run_id": run,
        "body": cross.body,
        "rule": finding.rule.id,
        "code": finding.problem.code,
        "severity": finding.severity,
        "outcome": finding.outcome,
        "filing": _hidden(cross.filing),
        "other": _hidden(cross.other),
        "message": finding.problem.message.render(language),
        "content": finding_text(finding),
    }


def _streamed(engine: Engine, wanted: Any, column: Any, name: str) -> Iterator[Row[Any]]:
    """Read rows in the order of a unique column, some at a time, so that others may write meanwhile."""
    last: object = None
    while True:
        some = wanted.order_by(column).limit(_BATCH)
        with engine.connect() as connection:
            rows = connection.execute(some if last is None else some.where(column > last)).all()
        if not rows:
            return
        yield from rows
        last = getattr(rows[-1], name)


def _hidden(path: str) -> str:
    return path.translate(_HIDDEN)


def _shown(path: str) -> str:
    return path.translate(_SHOWN)
