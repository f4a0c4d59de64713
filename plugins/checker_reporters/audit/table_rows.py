"""The rows of audit tables: what the columns get their values from."""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from checker import (
    Assessment,
    AuditedSubmission,
    BodyReport,
    BoundCell,
    BoundTable,
    Finding,
    StoredFiling,
    Unmatched,
    fingerprints,
)


class Role(StrEnum):
    """The role of a submission: the filing that counts, another one, last year's, an unread one, an unmatched one."""

    COUNTS = "counts"
    FURTHER = "further"
    BEFORE = "before"
    UNREAD = "unread"
    UNMATCHED = "stray"
    ACROSS = "across"  # not a submission: between filings


@dataclass(frozen=True, slots=True)
class SubmissionRow:
    """A submission with its body and role; `body` is empty if no body was matched."""

    body: str
    role: Role
    submission: AuditedSubmission


@dataclass(frozen=True, slots=True)
class FindingRow:
    """A finding in a submission, or between filings with the paths of both."""

    body: str
    role: Role
    path: str
    other: str
    finding: Finding
    fingerprint: str


@dataclass(frozen=True, slots=True)
class AssessmentRow:
    """The outcome of a rule for a submission or for a body."""

    body: str
    role: Role
    path: str
    assessment: Assessment


@dataclass(frozen=True, slots=True)
class CellRow:
    """A cell of a prescribed table in a filing; `row` and `column` are its labels, outermost first."""

    body: str
    role: Role
    filing: StoredFiling
    table: str
    row: str
    column: str
    cell: BoundCell


def submission_rows(body_report: BodyReport) -> Iterator[SubmissionRow]:
    """Iterate over the submissions of a body."""
    name, filing = body_report.body.name, body_report.filings.filing
    for submission in body_report.submissions:
        counts = (
            submission.filing is not None and filing is not None and submission.filing.path == filing.path
        )
        role = Role.COUNTS if counts else Role.UNREAD if submission.filing is None else Role.FURTHER
        yield SubmissionRow(name, role, submission)
    for submission in body_report.before:
        yield SubmissionRow(name, Role.BEFORE, submission)


def unmatched_row(unmatched: Unmatched) -> SubmissionRow:
    """Return the row of an unmatched submission."""
    return SubmissionRow("", Role.UNMATCHED, unmatched.submission)


def finding_rows(one: SubmissionRow) -> Iterator[FindingRow]:
    """Iterate over the findings in a submission."""
    report = one.submission.report
    for fingerprint, finding in report.by_fingerprint().items():
        yield FindingRow(one.body, one.role, report.path, "", finding, fingerprint)


def cross_finding_rows(body_report: BodyReport) -> Iterator[FindingRow]:
    """Iterate over the findings between a body's filings."""
    all_fingerprints = fingerprints([cross.finding for cross in body_report.findings])
    for cross, fingerprint in zip(body_report.findings, all_fingerprints, strict=True):
        yield FindingRow(
            body_report.body.name, Role.ACROSS, cross.filing, cross.other, cross.finding, fingerprint
        )


def assessment_rows(one: SubmissionRow) -> Iterator[AssessmentRow]:
    """Iterate over the outcomes of the rules for a submission."""
    for assessment in one.submission.report.assessments:
        yield AssessmentRow(one.body, one.role, one.submission.report.path, assessment)


def cross_assessment_rows(body_report: BodyReport) -> Iterator[AssessmentRow]:
    """Iterate over the outcomes of the rules between filings for a body."""
    for assessment in body_report.assessments:
        yield AssessmentRow(body_report.body.name, Role.ACROSS, "", assessment)


def cell_rows(one: SubmissionRow) -> Iterator[CellRow]:
    """Iterate over the cells of a filing's prescribed tables, in the order of the form."""
    filing = one.submission.filing
    for name, table in filing.tables.items() if filing else ():
        if isinstance(table, BoundTable):
            rows = {key: table.name(key) for key in table.spec.rows}
            columns = {key: table.name("", key) for key in table.spec.columns}
            for (row, column), cell in table.cells.items():
                assert filing is not None, "its tables are read"
                yield CellRow(one.body, one.role, filing, name, rows[row], columns[column], cell)
