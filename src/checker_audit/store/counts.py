"""Audits in numbers, which the database counts."""

from dataclasses import dataclass

from sqlalchemy import Engine, func, select

from checker.judging.reports import Outcome
from checker.judging.rules import Severity
from checker_audit.store import schema
from checker_audit.store.engines import reading


@dataclass(frozen=True, slots=True)
class Counted:
    """How many findings there are of one rule, severity and outcome."""

    rule: str
    severity: Severity
    outcome: Outcome
    count: int


@dataclass(frozen=True, slots=True)
class Tally:
    """An audit in numbers: bodies that filed, that filed nothing, of which nothing could be read; strays; findings.

    `unjudged` tells whether any rule could not be judged because something could not be read.
    """

    filed: int
    silent: int
    unread: int
    strays: int
    findings: tuple[Counted, ...]
    unjudged: bool


def tally(engine: Engine, run: int, bodies: int) -> Tally:
    """Count what a run found, of which so many bodies must file; last year's filings do not count."""
    claim, submission, finding = schema.claim, schema.submission, schema.finding
    mine = (claim.c.run_id == run, claim.c.role.not_in(("before", "unread-before")))
    claimed = claim.join(submission, claim.c.submission_id == submission.c.id)
    documents = (
        select(finding.c.rule, finding.c.severity, finding.c.outcome, func.count())
        .select_from(claimed.join(finding, finding.c.report_id == submission.c.report_id))
        .where(*mine)
        .group_by(finding.c.rule, finding.c.severity, finding.c.outcome)
    )
    cross = schema.cross_finding
    across = (
        select(cross.c.rule, cross.c.severity, cross.c.outcome, func.count())
        .where(cross.c.run_id == run)
        .group_by(cross.c.rule, cross.c.severity, cross.c.outcome)
    )
    assessment, concluded = schema.assessment, schema.cross_assessment
    unread = (
        select(func.count())
        .select_from(claimed.join(assessment, assessment.c.report_id == submission.c.report_id))
        .where(*mine, assessment.c.unread)
    )
    unsure = select(func.count()).where(concluded.c.run_id == run, concluded.c.unread)
    filed = select(func.count(func.distinct(claim.c.body))).where(*mine, claim.c.role == "filing")
    either = select(func.count(func.distinct(claim.c.body))).where(
        *mine, claim.c.role.in_(("filing", "unread"))
    )
    strays = select(func.count()).where(*mine, claim.c.role == "stray")
    with reading(engine) as connection:
        counted = [*connection.execute(documents), *connection.execute(across)]
        with_filing, with_either = connection.scalar(filed) or 0, connection.scalar(either) or 0
        return Tally(
            filed=with_filing,
            silent=bodies - with_either,
            unread=with_either - with_filing,
            strays=connection.scalar(strays) or 0,
            findings=tuple(
                Counted(rule, Severity(severity), Outcome(outcome), count)
                for rule, severity, outcome, count in counted
            ),
            unjudged=bool(connection.scalar(unread) or connection.scalar(unsure)),
        )
