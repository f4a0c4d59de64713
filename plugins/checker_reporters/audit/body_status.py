"""The status of a body: whether it filed, and whether the filing conforms."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from checker import BodyReport, Finding, Message, Report, Severity, Style
from checker_reporters.counts import ReportCounts, Verdict, count_reports, verdict


class Arrival(StrEnum):
    """When a body filed for the year; “unread” if a filing exists but cannot be judged at all."""

    FILED = "filed"
    LATE = "late"
    MISSING = "missing"
    UNREAD = "unread"


@dataclass(frozen=True)
class JudgedBody:
    """A body with its verdict; `findings` are those in the filing that counts, then those between filings."""

    body_report: BodyReport
    arrival: Arrival
    verdict: str
    findings: tuple[Finding, ...]
    counts: ReportCounts

    @property
    def report(self) -> Report | None:
        """Return the report of the filing that counts."""
        return self.body_report.submissions[0].report if self.body_report.submissions else None


def judge_body(body_report: BodyReport, style: Style) -> JudgedBody:
    """Judge a body by the findings in the filing that counts and between its filings."""
    own = body_report.submissions[0].report if body_report.submissions else None
    across = tuple(cross.finding for cross in body_report.findings)
    findings = (*(own.findings if own else ()), *across)
    arrival = _arrival(body_report)
    everything = Report(
        own.path if own else "",
        failure=own.failure if own else None,
        findings=findings,
        assessments=(*(own.assessments if own else ()), *body_report.assessments),
    )
    decided = (
        Arrival.MISSING if arrival is Arrival.MISSING else _verdict(everything, style.threshold, arrival)
    )
    return JudgedBody(body_report, arrival, decided, findings, count_reports([everything], style.threshold))


UNCLEAR = "unclear"  # nothing is assigned to the body, but a file that nobody could read may be its own


def arrival_code(judged: JudgedBody) -> str:
    """Return how a body filed, telling a file that cannot be read from one that is not known."""
    if judged.arrival is Arrival.UNREAD and not judged.body_report.submissions:
        return UNCLEAR
    return judged.arrival


def unread_reason(judged: JudgedBody) -> Message | None:
    """Return why what a body filed cannot be read; `None` where something was read, or nothing was filed."""
    if judged.arrival is not Arrival.UNREAD:
        return None
    failures = (one.report.failure for one in judged.body_report.submissions)
    return next((failure.message for failure in failures if failure is not None), None)


def list_counts(counts: ReportCounts) -> list[int]:
    """List the numbers of errors, warnings, hints, findings to review, and waived findings."""
    return [*(counts.findings[severity] for severity in Severity), counts.review, counts.waived]


def _verdict(report: Report, threshold: Severity | None, arrival: Arrival) -> Verdict:
    found = verdict(report, threshold)
    return Verdict.UNREAD if arrival is Arrival.UNREAD and found is Verdict.CONFORMS else found


def _arrival(body_report: BodyReport) -> Arrival:
    codes = _codes([cross.finding for cross in body_report.findings])
    if body_report.filings.filing is None:
        # an unread submission without a known body may be the missing filing
        doubtful = any(assessment.unread for assessment in body_report.assessments)
        unknown = body_report.submissions or (doubtful and "filing-missing" not in codes)
        return Arrival.UNREAD if unknown else Arrival.MISSING
    body = body_report.body
    late = body.submitted is not None and body.deadline is not None and body.submitted > body.deadline
    return Arrival.LATE if late or "filing-late" in codes else Arrival.FILED


def _codes(findings: Sequence[Finding]) -> frozenset[str]:
    return frozenset(finding.problem.code for finding in findings)
