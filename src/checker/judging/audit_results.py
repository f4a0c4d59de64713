"""Ledgers: everything that an audit found out, for those who write it down."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Protocol

from checker.judging.audit_checks import Body, BodyFilings, StoredFiling
from checker.judging.reports import Assessment, Finding, Report
from checker.judging.rules import RulePack
from checker.messages import Message


class SubmissionState(StrEnum):
    """How far a submission was worked through."""

    OK = "ok"
    PARTIAL = "partial"  # time ran out: some of its pages are not read
    ERROR = "error"  # it cannot be read, whoever tries again
    FAILED = "failed"  # the process that read it died or did not end
    UNREACHED = "unreached"


@dataclass(frozen=True, slots=True)
class SubmissionCounts:
    """How the submissions of an audit ended; `found` is the sum of the others, or the audit is not to be trusted."""

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
    """A submission of an audit: its report, how far it was worked through, and what an audit remembers of it.

    `filing` is `None` where it could not be judged or is for no year that counts.
    """

    report: Report
    state: SubmissionState
    filing: StoredFiling | None = None


@dataclass(frozen=True)
class CrossFinding:
    """What was found in a body's filings against others; `filing` and `other` are the paths of both."""

    body: str
    finding: Finding
    filing: str = ""
    other: str = ""


@dataclass(frozen=True)
class BodyReport:
    """All of one body: its standing, what it submitted for the year and for the year before, what was found.

    `submissions` are those for the year and those that could not be read, the one that counts first.
    `assessments` say how each audit rule ended for the body.
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
    """A submission that is no body's filing for the year or the year before, and why.

    `code` is unmatched (no body is called so), contested (several bodies may be meant, all of which `claimants`
    names), other-year, other-kind, or unread. `near` is the name on the roster that is most alike.
    """

    submission: AuditedSubmission
    code: str
    reason: Message
    claimants: tuple[str, ...] = ()
    near: str = ""


class AuditResults(Protocol):
    """An audit that is done; what it holds is read as it is asked for, so that 100,000 bodies fit into memory."""

    @property
    def year(self) -> int: ...
    @property
    def pack(self) -> RulePack:
        """Return the pack that governs the year."""
        ...

    @property
    def counts(self) -> SubmissionCounts: ...
    @property
    def bodies(self) -> Sequence[Body]:
        """List all bodies, in the order of the roster; without a roster, those that the titles name."""
        ...

    def body_reports(self) -> Iterator[BodyReport]:
        """Iterate over all bodies, in the order of the roster."""
        ...

    def report_of(self, body: str) -> BodyReport | None:
        """Return one body by its name."""
        ...

    def unmatched(self) -> Iterator[Unmatched]:
        """Iterate over the submissions that are no body's, by path."""
        ...
