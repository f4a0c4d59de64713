"""What the tables of an audit are about: one record for each of their rows."""

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
    """What a submission is to its body: the filing that counts, a further one, last year's, one that is unread."""

    COUNTS = "counts"
    FURTHER = "further"
    BEFORE = "before"
    UNREAD = "unread"
    STRAY = "stray"
    ACROSS = "across"  # no submission: what was found between filings


@dataclass(frozen=True, slots=True)
class Placed:
    """A submission where it belongs; `body` is empty where it is no body's."""

    body: str
    role: Role
    submitted: AuditedSubmission


@dataclass(frozen=True, slots=True)
class Found:
    """A finding in a submission or across filings, with the paths of both."""

    body: str
    role: Role
    path: str
    other: str
    finding: Finding
    fingerprint: str


@dataclass(frozen=True, slots=True)
class Ended:
    """How a rule ended for a submission or for a body."""

    body: str
    role: Role
    path: str
    assessment: Assessment


@dataclass(frozen=True, slots=True)
class Fact:
    """A cell of a prescribed table as a filing has it; `row` and `column` are its labels, outermost first."""

    body: str
    role: Role
    filed: StoredFiling
    table: str
    row: str
    column: str
    cell: BoundCell


def placed(dossier: BodyReport) -> Iterator[Placed]:
    """Iterate over the submissions of a body."""
    name, filing = dossier.body.name, dossier.filings.filing
    for submitted in dossier.submissions:
        counts = submitted.filing is not None and filing is not None and submitted.filing.path == filing.path
        role = Role.COUNTS if counts else Role.UNREAD if submitted.filing is None else Role.FURTHER
        yield Placed(name, role, submitted)
    for submitted in dossier.before:
        yield Placed(name, Role.BEFORE, submitted)


def astray(stray: Unmatched) -> Placed:
    """Place a submission that is no body's."""
    return Placed("", Role.STRAY, stray.submission)


def found(one: Placed) -> Iterator[Found]:
    """Iterate over the findings in a submission."""
    report = one.submitted.report
    for finding, mark in zip(report.findings, fingerprints(report.findings), strict=True):
        yield Found(one.body, one.role, report.path, "", finding, mark)


def found_across(dossier: BodyReport) -> Iterator[Found]:
    """Iterate over the findings across a body's filings."""
    marks = fingerprints([cross.finding for cross in dossier.findings])
    for cross, mark in zip(dossier.findings, marks, strict=True):
        yield Found(dossier.body.name, Role.ACROSS, cross.filing, cross.other, cross.finding, mark)


def ended(one: Placed) -> Iterator[Ended]:
    """Iterate over how the rules ended for a submission."""
    for assessment in one.submitted.report.assessments:
        yield Ended(one.body, one.role, one.submitted.report.path, assessment)


def ended_across(dossier: BodyReport) -> Iterator[Ended]:
    """Iterate over how the rules across filings ended for a body."""
    for assessment in dossier.assessments:
        yield Ended(dossier.body.name, Role.ACROSS, "", assessment)


def facts(one: Placed) -> Iterator[Fact]:
    """Iterate over the cells of a filing's prescribed tables, in the order of the form."""
    filed = one.submitted.filing
    for name, table in filed.tables.items() if filed else ():
        if isinstance(table, BoundTable):
            rows = {key: table.name(key) for key in table.spec.rows}
            columns = {key: table.name("", key) for key in table.spec.columns}
            for (row, column), cell in table.cells.items():
                assert filed is not None, "its tables are read"
                yield Fact(one.body, one.role, filed, name, rows[row], columns[column], cell)
