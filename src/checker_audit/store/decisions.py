"""Decisions of a run in the store: what became of each, and what the findings showed that it is about."""

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import date
from hashlib import sha256

from sqlalchemy import Engine, delete, func, insert, select

from checker import (
    DecidedFinding,
    Decision,
    DecisionKind,
    DecisionResult,
    DecisionState,
    Outcome,
    Severity,
    Waiver,
)
from checker_audit import paths
from checker_audit.record_json import message_of, message_text
from checker_audit.store import schema
from checker_audit.store.engines import read_transaction, write_transaction

WAIVING = (DecisionKind.FALSE_ALARM, DecisionKind.ACCEPTED)


@dataclass(frozen=True, slots=True)
class Use:
    """A finding that a decision is about; `evidence` is a digest of what it showed when that was decided."""

    finding: DecidedFinding
    severity: Severity
    outcome: Outcome
    evidence: str


def decision_key(decision: Decision) -> str:
    """Identify a decision wherever its row is."""
    values = {name: str(value or "") for name, value in asdict(decision).items() if name != "line"}
    return sha256(json.dumps(values, sort_keys=True).encode("utf-8", "surrogateescape")).hexdigest()


def write_decisions(engine: Engine, run: int, rows: Iterable[tuple[DecisionResult, Sequence[Use]]]) -> None:
    """Replace the decisions of a run."""
    decision, use = schema.decision, schema.decided
    with write_transaction(engine) as connection:
        for table in (use, decision):
            connection.execute(delete(table).where(table.c.run_id == run))
        for position, (result, uses) in enumerate(rows):
            connection.execute(insert(decision), _row(run, position, result))
            if uses:
                connection.execute(
                    insert(use), [_use_row(run, position, at, one) for at, one in enumerate(uses)]
                )


def read_decisions(engine: Engine, run: int) -> tuple[DecisionResult, ...]:
    """Return what became of the decisions of a run, in their order."""
    decision, use = schema.decision, schema.decided
    findings: dict[int, list[DecidedFinding]] = {}
    with read_transaction(engine) as connection:
        for row in connection.execute(
            select(use).where(use.c.run_id == run).order_by(use.c.position, use.c.number)
        ):
            one = DecidedFinding(row.body, paths.read(row.path), row.rule, row.fingerprint, row.honoured)
            findings.setdefault(row.position, []).append(one)
        rows = connection.execute(
            select(decision).where(decision.c.run_id == run).order_by(decision.c.position)
        ).all()
    return tuple(
        DecisionResult(
            _decision(row.content), row.source, DecisionState(row.state), tuple(findings.get(row.position, ())),
            row.code, message_of(row.reason) if row.reason else None,
        )
        for row in rows
    )  # fmt: skip


def first_evidence(engine: Engine, run: int, period: str, key: str) -> Mapping[tuple[str, str], str]:
    """Map bodies and fingerprints to what they showed when earlier runs for the period first used a decision."""
    decision, use = schema.decision, schema.decided
    first = (
        select(func.min(decision.c.run_id))
        .join(schema.run, schema.run.c.id == decision.c.run_id)
        .join(use, (decision.c.run_id == use.c.run_id) & (decision.c.position == use.c.position))
        .where(decision.c.key == key, schema.run.c.period == period, decision.c.run_id < run)
        .scalar_subquery()
    )
    wanted = (
        select(use.c.body, use.c.fingerprint, use.c.evidence)
        .join(decision, (decision.c.run_id == use.c.run_id) & (decision.c.position == use.c.position))
        .where(use.c.run_id == first, decision.c.key == key)
    )
    with read_transaction(engine) as connection:
        return {(row.body, row.fingerprint): row.evidence for row in connection.execute(wanted)}


def bodies_with(engine: Engine, run: int, fingerprint: str) -> tuple[str, ...]:
    """Return the bodies whose filings have a finding with this fingerprint."""
    claim, finding, submission = schema.claim, schema.finding, schema.submission
    wanted = (
        select(claim.c.body)
        .distinct()
        .select_from(claim.join(submission, claim.c.submission_id == submission.c.id).join(
            finding, finding.c.report_id == submission.c.report_id))
        .where(claim.c.run_id == run, claim.c.body.is_not(None), claim.c.role == "filing",
               finding.c.fingerprint == fingerprint)
    )  # fmt: skip
    with read_transaction(engine) as connection:
        return tuple(connection.scalars(wanted.order_by(claim.c.body)))


def waivers(results: Sequence[DecisionResult]) -> Mapping[tuple[str, str, str], Waiver]:
    """Map body, path (empty between filings) and fingerprint of decided findings to their waivers."""
    return {
        (one.body, one.path, one.fingerprint): _waiver(result)
        for result in results
        if result.decision.kind in WAIVING
        for one in result.findings
        if one.honoured
    }


def _waiver(result: DecisionResult) -> Waiver:
    decision = result.decision
    reason = decision.reason or decision.note
    source = f"{result.source}:{decision.line}"
    return Waiver(
        reason, source, decision.by, decision.until, false_alarm=decision.kind is DecisionKind.FALSE_ALARM
    )


def _row(run: int, position: int, result: DecisionResult) -> dict[str, object]:
    content = {name: value for name, value in asdict(result.decision).items() if value not in (None, "")}
    return {
        "run_id": run,
        "position": position,
        "key": decision_key(result.decision),
        "kind": result.decision.kind or "",
        "source": result.source,
        "state": result.state,
        "code": result.code,
        "reason": message_text(result.reason) if result.reason else None,
        "content": json.dumps(content, ensure_ascii=False, default=str),
    }


def _use_row(run: int, position: int, number: int, use: Use) -> dict[str, object]:
    return {
        "run_id": run,
        "position": position,
        "number": number,
        "body": use.finding.body,
        "path": paths.written(use.finding.path),
        "rule": use.finding.rule,
        "fingerprint": use.finding.fingerprint,
        "severity": use.severity,
        "outcome": use.outcome,
        "evidence": use.evidence,
        "honoured": use.finding.honoured,
    }


def _decision(text: str) -> Decision:
    content = json.loads(text)
    days = {name: date.fromisoformat(content[name]) for name in ("until", "day") if name in content}
    kind = DecisionKind(content["kind"]) if "kind" in content else None
    return Decision(**{**content, **days, "kind": kind})
