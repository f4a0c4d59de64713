"""The counts of an audit, made by the database."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field

from sqlalchemy import Engine, func, select

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

    `not_assessed`: some rule could not be judged because something could not be read. `decided` are findings that
    people decided not to count, by the kind of decision; `findings` are without them.
    """

    filed: int
    missing: int
    unread: int
    unmatched: int
    findings: tuple[RuleCount, ...]
    not_assessed: bool
    decided: Mapping[str, int] = field(default_factory=dict)


def audit_counts(engine: Engine, run: int, bodies: int) -> AuditCounts:
    """Count the results of a run with so many bodies on the roster; last year's filings do not count."""
    claim, submission, finding = schema.claim, schema.submission, schema.finding
    mine = (claim.c.run_id == run, claim.c.role.not_in(("before", "unread-before")))
    claimed = claim.join(submission, claim.c.submission_id == submission.c.id)
    documents = (
        select(finding.c.rule, finding.c.severity, finding.c.outcome, func.count())
        .select_from(claimed.join(finding, finding.c.report_id == submission.c.report_id))
        .where(*mine)
        .group_by(finding.c.rule, finding.c.severity, finding.c.outcome)
    )
    cross, compared = schema.cross_finding, schema.compared
    across = (
        select(cross.c.rule, cross.c.severity, cross.c.outcome, func.count())
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
    waived = (
        select(decision.c.kind, decided.c.rule, decided.c.severity, decided.c.outcome, func.count())
        .join(decided, (decided.c.run_id == decision.c.run_id) & (decided.c.position == decision.c.position))
        .where(decision.c.run_id == run, decision.c.kind.in_(WAIVING), decided.c.honoured)
        .group_by(decision.c.kind, decided.c.rule, decided.c.severity, decided.c.outcome)
    )
    with read_transaction(engine) as connection:
        counted: Counter[tuple[str, str, str]] = Counter()
        for rule, severity, outcome, count in (*connection.execute(documents), *connection.execute(across)):
            counted[rule, severity, outcome] += count
        kinds: Counter[str] = Counter()
        for kind, rule, severity, outcome, count in connection.execute(waived):
            counted[rule, severity, outcome] -= count
            kinds[kind] += count
        with_filing, with_either = connection.scalar(filed) or 0, connection.scalar(either) or 0
        return AuditCounts(
            filed=with_filing,
            missing=bodies - with_either,
            unread=with_either - with_filing,
            unmatched=connection.scalar(unmatched) or 0,
            findings=tuple(
                RuleCount(rule, Severity(severity), Outcome(outcome), count)
                for (rule, severity, outcome), count in counted.items()
                if count
            ),
            not_assessed=bool(connection.scalar(unread) or connection.scalar(cross_unread)),
            decided=kinds,
        )
