"""What is said of a body as a whole: whether it filed, and whether that conforms."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from checker import BodyReport, Finding, Report, Severity, Style
from checker_reporters.counts import Tally, Verdict, tally, verdict


class Arrival(StrEnum):
    """How a body's filing for the year came in; “unread” is one that is there and cannot be judged at all."""

    FILED = "filed"
    LATE = "late"
    MISSING = "missing"
    UNREAD = "unread"


@dataclass(frozen=True)
class Judged:
    """A body's dossier, judged: `findings` are those of the filing that counts, then those across filings."""

    dossier: BodyReport
    arrival: Arrival
    verdict: str
    findings: tuple[Finding, ...]
    tally: Tally

    @property
    def report(self) -> Report | None:
        """Return the report of the filing that counts."""
        return self.dossier.submissions[0].report if self.dossier.submissions else None


def judged(dossier: BodyReport, style: Style) -> Judged:
    """Judge a body by what was found in the filing that counts and across its filings."""
    own = dossier.submissions[0].report if dossier.submissions else None
    across = tuple(cross.finding for cross in dossier.findings)
    findings = (*(own.findings if own else ()), *across)
    arrival = _arrival(dossier)
    everything = Report(
        own.path if own else "",
        failure=own.failure if own else None,
        findings=findings,
        assessments=(*(own.assessments if own else ()), *dossier.assessments),
    )
    said = Arrival.MISSING if arrival is Arrival.MISSING else _verdict(everything, style.threshold, arrival)
    return Judged(dossier, arrival, said, findings, tally([everything], style.threshold))


def counts(tally: Tally) -> list[int]:
    """List how many errors, warnings and hints there are, what is to be checked, what does not count."""
    return [*(tally.findings[severity] for severity in Severity), tally.review, tally.waived]


def _verdict(report: Report, threshold: Severity | None, arrival: Arrival) -> Verdict:
    found = verdict(report, threshold)
    return Verdict.UNREAD if arrival is Arrival.UNREAD and found is Verdict.CONFORMS else found


def _arrival(dossier: BodyReport) -> Arrival:
    codes = _codes([cross.finding for cross in dossier.findings])
    if dossier.filings.filing is None:
        # where nobody knows whose an unread submission is, nobody knows that nothing was filed, either
        doubted = any(assessment.unread for assessment in dossier.assessments)
        unknown = dossier.submissions or (doubted and "filing-missing" not in codes)
        return Arrival.UNREAD if unknown else Arrival.MISSING
    body = dossier.body
    late = body.submitted is not None and body.deadline is not None and body.submitted > body.deadline
    return Arrival.LATE if late or "filing-late" in codes else Arrival.FILED


def _codes(findings: Sequence[Finding]) -> frozenset[str]:
    return frozenset(finding.problem.code for finding in findings)
