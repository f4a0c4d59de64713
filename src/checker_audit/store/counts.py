"""The counts of an audit, made by the database."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import Engine, func, select, true

from checker import Outcome, Severity
from checker_audit.store import schema
from checker_audit.store.decisions import WAIVING
from checker_audit.store.engines import read_transaction


@dataclass(frozen=True, slots=True)
class RuleCount:
    """The number of findings of one rule, severity and outcome."""

    rule: str
    severity: Severity
    outcome: Outcome
    count: int


@dataclass(frozen=True, slots=True)
class AuditCounts:
    """Bodies that filed, that did not file, whose submissions are all unread; unmatched submissions; findings.

    `findings` are those in the filings that count and between filings, without those that people decided not to
    count, which are in `decided`, by the kind of decision; `aside` are those in all other files of the period.
    `not_assessed`: some rule could not be judged because something could not be read.
    """

    filed: int
    missing: int
    unread: int
    unmatched: int
    findings: tuple[RuleCount, ...]
    not_assessed: bool
    decided: Mapping[str, int] = field(default_factory=dict)
    aside: tuple[RuleCount, ...] = ()


def judged_claims(run: int) -> tuple[Any, ...]:
    """Select the claims of the files by which bodies are judged: the filing that counts, else the first unread one."""
    claim, filing = schema.claim, schema.claim.alias()
    filed = select(filing.c.submission_id).where(
        filing.c.run_id == run, filing.c.body == claim.c.body, filing.c.role == "filing", filing.c.rank == 0
    )
    counts = (claim.c.role == "filing") | ((claim.c.role == "unread") & ~filed.exists())
    return claim.c.run_id == run, claim.c.rank == 0, counts


def audit_counts(engine: Engine, run: int, bodies: int) -> AuditCounts:
    """Count the results of a run with so many bodies on the roster; last year's filings do not count."""
    claim, submission, finding = schema.claim, schema.submission, schema.finding
    mine = (claim.c.run_id == run, claim.c.role.not_in(("before", "unread-before")))
    claimed = claim.join(submission, claim.c.submission_id == submission.c.id)
    judged = (
        select(submission.c.id, submission.c.path).select_from(claimed).where(*judged_claims(run)).subquery()
    )
    counts = submission.c.id.in_(select(judged.c.id))
    documents = (
        select(finding.c.rule, finding.c.severity, finding.c.outcome, counts.label("counts"), func.count())
        .select_from(claimed.join(finding, finding.c.report_id == submission.c.report_id))
        .where(*mine)
        .group_by(finding.c.rule, finding.c.severity, finding.c.outcome, counts)
    )
    cross, compared = schema.cross_finding, schema.compared
    across = (
        select(cross.c.rule, cross.c.severity, cross.c.outcome, true(), func.count())
        .join(compared, compared.c.comparison_id == cross.c.comparison_id)
        .where(compared.c.run_id == run)
        .group_by(cross.c.rule, cross.c.severity, cross.c.outcome)
    )
    assessment, concluded = schema.assessment, schema.cross_assessment
    unread = (
        select(func.count())
        .select_from(claimed.join(assessment, assessment.c.report_id == submission.c.report_id))
        .where(*mine, assessment.c.unread)
    )
    cross_unread = (
        select(func.count())
        .select_from(concluded.join(compared, compared.c.comparison_id == concluded.c.comparison_id))
        .where(compared.c.run_id == run, concluded.c.unread)
    )
    filed = select(func.count(func.distinct(claim.c.body))).where(*mine, claim.c.role == "filing")
    either = select(func.count(func.distinct(claim.c.body))).where(
        *mine, claim.c.role.in_(("filing", "unread"))
    )
    unmatched = select(func.count()).where(*mine, claim.c.role == "stray")
    decision, decided = schema.decision, schema.decided
    of_judged = (decided.c.path == "") | decided.c.path.in_(select(judged.c.path))
    waived = (
        select(
            decision.c.kind,
            decided.c.rule,
            decided.c.severity,
            decided.c.outcome,
            of_judged.label("counts"),
            func.count(),
        )
        .join(decided, (decided.c.run_id == decision.c.run_id) & (decided.c.position == decision.c.position))
        .where(decision.c.run_id == run, decision.c.kind.in_(WAIVING), decided.c.honoured)
        .group_by(decision.c.kind, decided.c.rule, decided.c.severity, decided.c.outcome, of_judged)
    )
    with read_transaction(engine) as connection:
        counted: Counter[tuple[str, str, str]] = Counter()
        aside: Counter[tuple[str, str, str]] = Counter()
        for rule, severity, outcome, own, count in (
            *connection.execute(documents),
            *connection.execute(across),
        ):
            (counted if own else aside)[rule, severity, outcome] += count
        kinds: Counter[str] = Counter()
        for kind, rule, severity, outcome, own, count in connection.execute(waived):
            (counted if own else aside)[rule, severity, outcome] -= count
            kinds[kind] += count if own else 0
        with_filing, with_either = connection.scalar(filed) or 0, connection.scalar(either) or 0
        return AuditCounts(
            filed=with_filing,
            missing=bodies - with_either,
            unread=with_either - with_filing,
            unmatched=connection.scalar(unmatched) or 0,
            findings=_rule_counts(counted),
            not_assessed=bool(connection.scalar(unread) or connection.scalar(cross_unread)),
            decided=kinds,
            aside=_rule_counts(aside),
        )


def _rule_counts(counted: Mapping[tuple[str, str, str], int]) -> tuple[RuleCount, ...]:
    return tuple(
        RuleCount(rule, Severity(severity), Outcome(outcome), count)
        for (rule, severity, outcome), count in counted.items()
        if count
    )
