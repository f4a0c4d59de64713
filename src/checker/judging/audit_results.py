"""The results of an audit, for audit reporters."""

from collections.abc import Iterator, Sequence
from enum import StrEnum
from typing import Protocol

from checker.judging.audit_checks import Body, BodyFilings, StoredFiling
from checker.judging.audit_history import AuditHistory
from checker.judging.decisions import DecisionResult
from checker.judging.reports import Assessment, Finding, Report
from checker.judging.rules import RulePack
from checker.lazy_dataclasses import dataclass
from checker.messages import Message
from checker.periods import Period


class SubmissionState(StrEnum):
    """How reading a submission ended."""

    OK = "ok"
    PARTIAL = "partial"  # the time limit was reached: some pages were not read
    ERROR = "error"  # it cannot be read
    FAILED = "failed"  # the process that read it died or was killed
    UNREACHED = "unreached"


@dataclass(frozen=True, slots=True)
class SubmissionCounts:
    """The submissions of an audit by state; `found` must be the sum of the others."""

    found: int
    ok: int = 0
    partial: int = 0
    error: int = 0
    failed: int = 0
    unreached: int = 0

    @property
    def consistent(self) -> bool:
        return self.found == self.ok + self.partial + self.error + self.failed + self.unreached


@dataclass(frozen=True)
class AuditedSubmission:
    """A submission of an audit: its report, its state, and the stored filing.

    `filing` is `None` if it could not be judged, or is for another year. `note` says how its body, or whether it counts,
    was decided, where that is not plain.
    """

    report: Report
    state: SubmissionState
    filing: StoredFiling | None = None
    note: Message | None = None


@dataclass(frozen=True)
class CrossFinding:
    """A finding across filings; `filing` and `other` are the paths of both."""

    body: str
    finding: Finding
    filing: str = ""
    other: str = ""


@dataclass(frozen=True)
class BodyReport:
    """Everything about one body: its filings, its submissions for the year and for the year before, the findings.

    `submissions` are those for the year and unread ones, the one that counts first. `assessments` are those of the
    audit rules.
    """

    filings: BodyFilings
    submissions: tuple[AuditedSubmission, ...]
    before: tuple[AuditedSubmission, ...]
    findings: tuple[CrossFinding, ...]
    assessments: tuple[Assessment, ...]

    @property
    def body(self) -> Body:
        return self.filings.body


@dataclass(frozen=True)
class Unmatched:
    """A submission that is not a body's filing for the year or the year before, and why.

    `code` is unmatched (no body has the name), contested (it may belong to any of the `claimants`), other-year,
    other-kind, or unread. `near` is the most similar name on the roster.
    """

    submission: AuditedSubmission
    code: str
    reason: Message
    claimants: tuple[str, ...] = ()
    near: str = ""


class AuditResults(Protocol):
    """A finished audit; everything is read from the store on demand, so that 100,000 bodies need little memory."""

    @property
    def period(self) -> Period: ...
    @property
    def year(self) -> int:
        """Return the year that names the period."""
        ...

    @property
    def pack(self) -> RulePack:
        """Return the pack whose audit rules were run."""
        ...

    @property
    def counts(self) -> SubmissionCounts: ...
    @property
    def bodies(self) -> Sequence[Body]:
        """Return all bodies, in the order of the roster; without a roster, those named in titles."""
        ...

    def body_reports(self) -> Iterator[BodyReport]:
        """Yield all bodies, in the order of the roster."""
        ...

    def report_of(self, body: str) -> BodyReport | None:
        """Return one body by its name."""
        ...

    @property
    def decisions(self) -> Sequence[DecisionResult]:
        """Return what became of the decisions that the audit was given, in their order."""
        ...

    @property
    def history(self) -> AuditHistory:
        """Return the runs of the store up to this one."""
        ...

    def run(self, number: int) -> "AuditResults":
        """Return the results of an earlier run."""
        ...

    def unmatched(self) -> Iterator[Unmatched]:
        """Yield the submissions that are not a body's filing, by path."""
        ...
