"""What a report says to other programs, one entry each: findings, rules not judged, and failures to read."""

from collections.abc import Iterator
from dataclasses import dataclass
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
    fingerprints,
)

_ = Messages(__package__)

UNJUDGED = "not-judged"  # the code of rules that could not be judged


@dataclass(frozen=True)
class Entry:
    """One thing to be said: `finding` where it is one, `rule` where it is a rule's, `unread` where reading failed.

    What was not read is as grave as an error: the submission does not conform. A rule that could not be judged
    because of another finding is a mere hint, as that finding speaks for it.
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
        """Name what the entry is about: the rule, else the kind of failure."""
        return self.rule.id if self.rule else self.code

    @property
    def waived(self) -> bool:
        """Tell whether the finding is accepted or known, so that it does not count."""
        return self.finding is not None and self.finding.waiver is not None


def entries(report: Report) -> Iterator[Entry]:
    """Iterate over what a report says: its failure, its findings in their order, the rules it could not judge."""
    if report.failure is not None:
        yield _failure(report.failure)
    yield from (_late(note) for note in report.notes if note.code == "timeout")
    for finding, fingerprint in zip(report.findings, fingerprints(report.findings), strict=True):
        yield Entry(
            finding.outcome, finding.severity, finding.problem.code, finding.problem.message, fingerprint,
            finding.rule, finding,
        )  # fmt: skip
    for assessment in report.assessments:
        if assessment.unread or assessment.outcome is Outcome.NOT_ASSESSED:
            yield _unjudged(assessment)


def _failure(failure: Failure) -> Entry:
    message = _("the document could not be judged: {reason}", reason=failure.message)
    mark = _fingerprint("failure", failure.code)
    return Entry(Outcome.NOT_ASSESSED, Severity.ERROR, failure.code, message, mark, unread=True)


def _late(note: Note) -> Entry:
    mark = _fingerprint("note", note.code)
    return Entry(Outcome.NOT_ASSESSED, Severity.ERROR, note.code, note.message, mark, unread=True)


def _unjudged(assessment: Assessment) -> Entry:
    reason = assessment.reason or _("no reason given")
    return Entry(
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
