"""Counts over reports: how many submissions conform, how many findings there are of each gravity."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from checker import Outcome, Report, Severity


class Verdict(StrEnum):
    """What is said of a submission as a whole; “unread” is one of which too little could be read to say."""

    CONFORMS = "conforms"
    FAILS = "fails"
    UNREAD = "unread"


def verdict(report: Report, threshold: Severity | None) -> Verdict:
    """Say whether a submission conforms; what is seen to fail fails, even where more could not be read."""
    if report.failing(threshold):
        return Verdict.FAILS
    return Verdict.CONFORMS if report.conforms(threshold) else Verdict.UNREAD


@dataclass(frozen=True, slots=True)
class Tally:
    """The counts of one report or of many.

    A finding that is accepted or known counts as `waived` only, one that a person must look at as `review` only.
    """

    verdicts: Counter[Verdict]
    findings: Counter[Severity]
    review: int
    waived: int
    outcomes: Counter[Outcome]


def tally(reports: Sequence[Report], threshold: Severity | None) -> Tally:
    """Count over reports."""
    findings = [finding for report in reports for finding in report.findings]
    counted = [finding for finding in findings if finding.waiver is None]
    failed = Counter(finding.severity for finding in counted if finding.outcome is Outcome.FAIL)
    return Tally(
        Counter(verdict(report, threshold) for report in reports),
        failed,
        len(counted) - failed.total(),
        len(findings) - len(counted),
        Counter(assessment.outcome for report in reports for assessment in report.assessments),
    )
