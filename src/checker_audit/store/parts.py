"""Submissions that are not one file: those in parts, and the reports in a file that holds several."""

from collections.abc import Mapping

from sqlalchemy import func, insert, select, update

from checker_audit import paths
from checker_audit.store import schema
from checker_audit.store.backlog import TODO, Pending
from checker_audit.store.engines import read_transaction, write_transaction
from checker_audit.store.keys import report_key, reports_of
from checker_audit.store.runs import Run


def without_figures(run: Run) -> frozenset[int]:
    """Return the submissions that were judged and have none of the prescribed tables."""
    submission, report, fact = schema.submission, schema.report, schema.fact
    figures = select(fact.c.report_id).where(fact.c.report_id == report.c.id)
    wanted = (
        select(submission.c.id)
        .join(report, submission.c.report_id == report.c.id)
        .where(submission.c.run_id == run.id, report.c.pack.is_not(None), ~figures.exists())
    )
    with read_transaction(run.engine) as connection:
        return frozenset(connection.scalars(wanted))


def with_others(run: Run) -> Mapping[int, int]:
    """Map the submissions whose files hold several reports to how many they hold beside the first."""
    submission, report = schema.submission, schema.report
    wanted = (
        select(submission.c.id, report.c.beside)
        .join(report, submission.c.report_id == report.c.id)
        .where(submission.c.run_id == run.id, report.c.beside > 0)
    )
    with read_transaction(run.engine) as connection:
        return {row.id: row.beside for row in connection.execute(wanted)}


def has_figures(run: Run, submission_id: int) -> bool:
    """Return whether a submission has any of the prescribed tables."""
    submission, fact = schema.submission, schema.fact
    counted = select(func.count()).join_from(submission, fact, fact.c.report_id == submission.c.report_id)
    with read_transaction(run.engine) as connection:
        return bool(connection.scalar(counted.where(submission.c.id == submission_id)))


def count_findings(run: Run, submission_id: int) -> int:
    """Count the findings in a submission."""
    submission, finding = schema.submission, schema.finding
    counted = select(func.count()).join_from(
        submission, finding, finding.c.report_id == submission.c.report_id
    )
    with read_transaction(run.engine) as connection:
        return connection.scalar(counted.where(submission.c.id == submission_id)) or 0


def add_made(run: Run, path: str, content: str, digest: str) -> Pending:
    """Add a submission that is not one file; `known` of what is returned says that its content has a report already."""
    key = report_key(content, path, digest)
    submission = schema.submission
    stored = paths.written(path)
    with write_transaction(run.engine) as connection:
        found = connection.scalar(
            select(submission.c.id).where(submission.c.run_id == run.id, submission.c.path == stored)
        )
        values = {"run_id": run.id, "path": stored, "stamp": "", "walk": run.walks, "state": TODO}
        if found is None:
            found = connection.scalar(insert(submission).values(values).returning(submission.c.id))
        connection.execute(update(submission).where(submission.c.id == found).values(values))
        assert found is not None, "it was inserted"
        known = content if key in reports_of(connection, [key]) else None
    return Pending(found, path, known)
