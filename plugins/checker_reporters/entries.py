"""The entries of a report for other programs: findings, rules not judged, and failures to read."""

from collections.abc import Iterator
from hashlib import sha256

from checker import (
    Assessment,
    Failure,
    Finding,
    Message,
    Messages,
    Note,
    Outcome,
    Provision,
    Report,
    Severity,
    dataclass,
)

_ = Messages(__package__)

UNJUDGED = "not-judged"  # the code of rules that could not be judged


@dataclass(frozen=True)
class ReportEntry:
    """A finding, a rule that could not be judged, or a failure to read; `unread` if reading failed.

    A failure to read counts as an error: the submission does not conform. A rule that could not be judged because
    of another finding is only a hint, as that finding is reported itself.
    """

    outcome: Outcome
    severity: Severity
    code: str
    message: Message
    fingerprint: str
    rule: Provision | None = None
    finding: Finding | None = None
    unread: bool = False

    @property
    def name(self) -> str:
        """Return the id of the rule, else the code of the failure."""
        return self.rule.id if self.rule else self.code

    @property
    def waived(self) -> bool:
        """Return whether the finding is accepted or known, so that it does not count."""
        return self.finding is not None and self.finding.waiver is not None


def entries(report: Report) -> Iterator[ReportEntry]:
    """Iterate over the entries of a report: its failure, its findings in order, the rules that were not judged."""
    if report.failure is not None:
        yield _failure(report.failure)
    yield from (_timeout(note) for note in report.notes if note.code == "timeout")
    for fingerprint, finding in report.by_fingerprint().items():
        yield ReportEntry(
            finding.outcome, finding.severity, finding.problem.code, finding.problem.message, fingerprint,
            finding.rule, finding,
        )  # fmt: skip
    for assessment in report.assessments:
        if is_unjudged(assessment):
            yield _unjudged(assessment)


def is_unjudged(assessment: Assessment) -> bool:
    """Return whether a rule was not judged, or not completely because something could not be read."""
    return assessment.unread or assessment.outcome is Outcome.NOT_ASSESSED


def _failure(failure: Failure) -> ReportEntry:
    message = _("the document could not be judged: {reason}", reason=failure.message)
    fingerprint = _fingerprint("failure", failure.code)
    return ReportEntry(Outcome.NOT_ASSESSED, Severity.ERROR, failure.code, message, fingerprint, unread=True)


def _timeout(note: Note) -> ReportEntry:
    fingerprint = _fingerprint("note", note.code)
    return ReportEntry(
        Outcome.NOT_ASSESSED, Severity.ERROR, note.code, note.message, fingerprint, unread=True
    )


def _unjudged(assessment: Assessment) -> ReportEntry:
    reason = assessment.reason or _("no reason given")
    return ReportEntry(
        Outcome.NOT_ASSESSED,
        Severity.ERROR if assessment.unread else Severity.INFO,
        UNJUDGED,
        _("the rule could not be judged: {reason}", reason=reason),
        _fingerprint(assessment.rule.id, UNJUDGED),
        assessment.rule,
        unread=assessment.unread,
    )


def _fingerprint(*parts: str) -> str:
    return sha256("\x1f".join(parts).encode("utf-8", "replace")).hexdigest()[:16]
