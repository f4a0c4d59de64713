"""The records of audit tables: one for each row."""

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
class SubmissionRecord:
    """A submission with its body and role; `body` is empty if no body was matched."""

    body: str
    role: Role
    submitted: AuditedSubmission


@dataclass(frozen=True, slots=True)
class FindingRecord:
    """A finding in a submission, or between filings with the paths of both."""

    body: str
    role: Role
    path: str
    other: str
    finding: Finding
    fingerprint: str


@dataclass(frozen=True, slots=True)
class AssessmentRecord:
    """The outcome of a rule for a submission or for a body."""

    body: str
    role: Role
    path: str
    assessment: Assessment


@dataclass(frozen=True, slots=True)
class CellRecord:
    """A cell of a prescribed table in a filing; `row` and `column` are its labels, outermost first."""

    body: str
    role: Role
    filed: StoredFiling
    table: str
    row: str
    column: str
    cell: BoundCell


def submission_records(body_report: BodyReport) -> Iterator[SubmissionRecord]:
    """Iterate over the submissions of a body."""
    name, filing = body_report.body.name, body_report.filings.filing
    for submitted in body_report.submissions:
        counts = submitted.filing is not None and filing is not None and submitted.filing.path == filing.path
        role = Role.COUNTS if counts else Role.UNREAD if submitted.filing is None else Role.FURTHER
        yield SubmissionRecord(name, role, submitted)
    for submitted in body_report.before:
        yield SubmissionRecord(name, Role.BEFORE, submitted)


def unmatched_record(unmatched: Unmatched) -> SubmissionRecord:
    """Return the record of an unmatched submission."""
    return SubmissionRecord("", Role.UNMATCHED, unmatched.submission)


def finding_records(one: SubmissionRecord) -> Iterator[FindingRecord]:
    """Iterate over the findings in a submission."""
    report = one.submitted.report
    for finding, fingerprint in zip(report.findings, fingerprints(report.findings), strict=True):
        yield FindingRecord(one.body, one.role, report.path, "", finding, fingerprint)


def cross_finding_records(body_report: BodyReport) -> Iterator[FindingRecord]:
    """Iterate over the findings between a body's filings."""
    marks = fingerprints([cross.finding for cross in body_report.findings])
    for cross, fingerprint in zip(body_report.findings, marks, strict=True):
        yield FindingRecord(
            body_report.body.name, Role.ACROSS, cross.filing, cross.other, cross.finding, fingerprint
        )


def assessment_records(one: SubmissionRecord) -> Iterator[AssessmentRecord]:
    """Iterate over the outcomes of the rules for a submission."""
    for assessment in one.submitted.report.assessments:
        yield AssessmentRecord(one.body, one.role, one.submitted.report.path, assessment)


def cross_assessment_records(body_report: BodyReport) -> Iterator[AssessmentRecord]:
    """Iterate over the outcomes of the rules between filings for a body."""
    for assessment in body_report.assessments:
        yield AssessmentRecord(body_report.body.name, Role.ACROSS, "", assessment)


def cell_records(one: SubmissionRecord) -> Iterator[CellRecord]:
    """Iterate over the cells of a filing's prescribed tables, in the order of the form."""
    filed = one.submitted.filing
    for name, table in filed.tables.items() if filed else ():
        if isinstance(table, BoundTable):
            rows = {key: table.name(key) for key in table.spec.rows}
            columns = {key: table.name("", key) for key in table.spec.columns}
            for (row, column), cell in table.cells.items():
                assert filed is not None, "its tables are read"
                yield CellRecord(one.body, one.role, filed, name, rows[row], columns[column], cell)
