"""Counts over reports: how many submissions conform, how many findings there are of each severity."""

from collections import Counter
from collections.abc import Sequence
from enum import StrEnum

from checker import Outcome, Report, Severity, dataclass


class Verdict(StrEnum):
    """Whether a submission conforms; “unread” if too little of it could be read to decide."""

    CONFORMS = "conforms"
    FAILS = "fails"
    UNREAD = "unread"


def verdict(report: Report, threshold: Severity | None) -> Verdict:
    """Return whether a submission conforms; one with failures fails even if parts of it could not be read."""
    if report.failing(threshold):
        return Verdict.FAILS
    return Verdict.CONFORMS if report.conforms(threshold) else Verdict.UNREAD


@dataclass(frozen=True, slots=True)
class ReportCounts:
    """The counts of one or more reports.

    A finding that is accepted or known counts as `waived` only, one that a person must look at as `review` only.
    """

    verdicts: Counter[Verdict]
    findings: Counter[Severity]
    review: int
    waived: int
    outcomes: Counter[Outcome]


def count_reports(reports: Sequence[Report], threshold: Severity | None) -> ReportCounts:
    """Count verdicts, findings and outcomes of rules over reports."""
    findings = [finding for report in reports for finding in report.findings]
    counted = [finding for finding in findings if finding.waiver is None]
    failed = Counter(finding.severity for finding in counted if finding.outcome is Outcome.FAIL)
    return ReportCounts(
        Counter(verdict(report, threshold) for report in reports),
        failed,
        len(counted) - failed.total(),
        len(findings) - len(counted),
        Counter(assessment.outcome for report in reports for assessment in report.assessments),
    )
