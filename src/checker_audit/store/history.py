"""The counts of all finished runs: those of everybody, and those of one body."""

from collections.abc import Iterator
from dataclasses import dataclass

from sqlalchemy import Engine, func, select

from checker import Outcome, Severity
from checker_audit.store import schema
from checker_audit.store.counts import audit_counts
from checker_audit.store.decisions import WAIVING
from checker_audit.store.engines import read_transaction


@dataclass(frozen=True, slots=True)
class RunCounts:
    """The counts of a run: bodies that filed, that did not, that cannot be read; findings by severity; decided ones."""

    number: int
    period: str
    finished: str
    filed: int
    missing: int
    unread: int
    errors: int
    warnings: int
    hints: int
    review: int
    decided: int


def history(engine: Engine) -> Iterator[RunCounts]:
    """Yield the counts of all finished runs, the oldest first."""
    run, body = schema.run, schema.body
    bodies = select(func.count()).where(body.c.run_id == run.c.id).scalar_subquery()
    with read_transaction(engine) as connection:
        rows = connection.execute(
            select(run.c.id, run.c.period, run.c.finished, bodies.label("bodies"))
            .where(run.c.finished.is_not(None), run.c.pack.is_not(None))
            .order_by(run.c.id)
        ).all()
    for row in rows:
        counts = audit_counts(engine, row.id, row.bodies)
        found = dict.fromkeys(Severity, 0)
        review = 0
        for one in counts.findings:
            if one.outcome is Outcome.REVIEW:
                review += one.count
            else:
                found[one.severity] += one.count
        yield RunCounts(
            row.id, row.period, row.finished, counts.filed, counts.missing, counts.unread,
            found[Severity.ERROR], found[Severity.WARNING], found[Severity.INFO], review, sum(counts.decided.values()),
        )  # fmt: skip


def body_history(engine: Engine, name: str) -> Iterator[RunCounts]:
    """Yield the counts of a body in all finished runs, the oldest first; they are of the filing that counts."""
    run, body, claim, submission = schema.run, schema.body, schema.claim, schema.submission
    with read_transaction(engine) as connection:
        rows = connection.execute(
            select(run.c.id, run.c.period, run.c.finished)
            .join(body, body.c.run_id == run.c.id)
            .where(body.c.name == name, run.c.finished.is_not(None), run.c.pack.is_not(None))
            .order_by(run.c.id)
        ).all()
        for row in rows:
            roles = select(claim.c.role).where(claim.c.run_id == row.id, claim.c.body == name)
            roles = roles.where(claim.c.role.in_(("filing", "unread")))
            found = set(connection.scalars(roles))
            counted = (
                select(submission.c.report_id)
                .join(claim, claim.c.submission_id == submission.c.id)
                .where(
                    claim.c.run_id == row.id,
                    claim.c.body == name,
                    claim.c.role == "filing",
                    claim.c.rank == 0,
                )
            )
            own, cross, used = schema.finding, schema.cross_finding, schema.decided
            tallies: dict[tuple[str, str], int] = {}
            compared = schema.compared
            about = select(compared.c.comparison_id).where(
                compared.c.run_id == row.id, compared.c.body == name
            )
            for table, where in (
                (own, (own.c.report_id.in_(counted),)),
                (cross, (cross.c.comparison_id.in_(about),)),
            ):
                grouped = select(table.c.severity, table.c.outcome, func.count()).where(*where)
                for severity, outcome, count in connection.execute(
                    grouped.group_by(table.c.severity, table.c.outcome)
                ):
                    tallies[severity, outcome] = tallies.get((severity, outcome), 0) + count
            paths = (
                select(submission.c.path)
                .join(claim, claim.c.submission_id == submission.c.id)
                .where(claim.c.run_id == row.id, claim.c.body == name, claim.c.rank == 0)
            )
            waived = (
                select(used.c.severity, used.c.outcome, func.count())
                .join(schema.decision, (schema.decision.c.run_id == used.c.run_id)
                      & (schema.decision.c.position == used.c.position))
                .where(used.c.run_id == row.id, used.c.body == name, used.c.honoured,
                       schema.decision.c.kind.in_(WAIVING), (used.c.path == "") | used.c.path.in_(paths))
                .group_by(used.c.severity, used.c.outcome)
            )  # fmt: skip
            decided = 0
            for severity, outcome, count in connection.execute(waived):
                tallies[severity, outcome] = tallies.get((severity, outcome), 0) - count
                decided += count
            review = sum(count for (_s, outcome), count in tallies.items() if outcome == Outcome.REVIEW)
            errors, warnings, hints = (tallies.get((one, Outcome.FAIL), 0) for one in Severity)
            filed = "filing" in found
            yield RunCounts(
                row.id, row.period, row.finished, int(filed), int(not found), int(bool(found) and not filed),
                errors, warnings, hints, review, decided,
            )  # fmt: skip
