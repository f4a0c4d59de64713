"""Reports: what was found in one submission, judged by the rules of one pack."""

from collections.abc import Iterator, Sequence
from datetime import date
from enum import StrEnum
from hashlib import sha256

from checker.documents.document import FilePart, Location, Note
from checker.documents.edits import Edit
from checker.judging.checks import Problem
from checker.judging.excerpts import SectionExcerpt
from checker.judging.rules import Provision, Severity
from checker.lazy_dataclasses import dataclass
from checker.messages import Message
from checker.periods import Period


class Outcome(StrEnum):
    """How a rule ended for a submission."""

    PASS = "pass"  # noqa: S105  # an outcome, not a password
    FAIL = "fail"
    REVIEW = "review"
    NOT_ASSESSED = "not_assessed"
    NOT_APPLICABLE = "not_applicable"


@dataclass(frozen=True, slots=True)
class Waiver:
    """Why a finding is accepted, where that is written, by whom, and until when, the day included.

    `known` is true where nobody accepted it: it was there before, as a baseline says. `false_alarm` is true where
    somebody decided that the finding is wrong.
    """

    reason: str
    source: str
    approver: str = ""
    expires: date | None = None
    known: bool = False
    false_alarm: bool = False


@dataclass(frozen=True)
class Finding:
    """A problem judged by a rule; `place` says where in the document's own words."""

    rule: Provision
    problem: Problem
    place: Message
    waiver: Waiver | None = None

    @property
    def outcome(self) -> Outcome:
        return Outcome.REVIEW if self.problem.doubtful else Outcome.FAIL

    @property
    def severity(self) -> Severity:
        """Return the rule's severity; what a person must look at first is a warning at most."""
        if self.problem.doubtful:
            return max(self.rule.severity, Severity.WARNING, key=lambda severity: severity.rank)
        return self.rule.severity

    @property
    def fingerprint(self) -> str:
        """Identify the finding by rule, code and structural place, so that it survives a re-export."""
        parts = (self.rule.id, self.problem.code, *self.problem.subject)
        return sha256("\x1f".join(parts).encode("utf-8", "replace")).hexdigest()[:16]


def fingerprints(findings: Sequence[Finding]) -> Iterator[str]:
    """Iterate over the findings' fingerprints, equal ones with a running suffix."""
    seen: dict[str, int] = {}
    for finding in findings:
        count = seen[finding.fingerprint] = seen.get(finding.fingerprint, 0) + 1
        yield finding.fingerprint if count == 1 else f"{finding.fingerprint}-{count}"


@dataclass(frozen=True, slots=True)
class Fix:
    """Edits that, made together and alone, solve findings and lead to no other one.

    `solves` are the fingerprints of these findings. One that is not `certain` is one of several ways, or rests
    on what a person must look at.
    """

    edits: tuple[Edit, ...]
    solves: tuple[str, ...]
    certain: bool = True


@dataclass(frozen=True, slots=True)
class Assessment:
    """How one rule of the pack ended; `unread` says that the reader could not read what it needed."""

    rule: Provision
    outcome: Outcome
    reason: Message | None = None
    unread: bool = False


@dataclass(frozen=True, slots=True)
class Failure:
    """Why a submission could not be judged at all; `code` is one of ReadError's."""

    code: str
    message: Message


@dataclass(frozen=True)
class Report:
    """The result of judging one submission; `excerpts` are its sections, where they were asked for.

    `files` says which blocks come from which file of a submission in several.
    """

    path: str
    sha256: str = ""
    format: str = ""
    pages: int | None = None
    pack: str = ""
    language: str = "en"
    title: str = ""
    body: str = ""
    year: int | None = None
    failure: Failure | None = None
    findings: tuple[Finding, ...] = ()
    assessments: tuple[Assessment, ...] = ()
    notes: tuple[Note, ...] = ()
    fixes: tuple[Fix, ...] = ()
    period: Period | None = None
    excerpts: tuple[SectionExcerpt, ...] = ()
    files: tuple[FilePart, ...] = ()

    def file_of(self, location: Location) -> tuple[int, int | None]:
        """Return the number of the file in which something stands, and its page there, if there are several."""
        part = next((one for one in reversed(self.files) if one.first <= location.block), None)
        if part is None:
            return 0, location.page
        return part.file, None if location.page is None else location.page - part.pages

    @property
    def partial(self) -> bool:
        """Return whether time ran out while the submission was read, so that pages are missing from it."""
        return any(note.code == "timeout" for note in self.notes)

    @property
    def unread(self) -> bool:
        """Return whether pages, or anything that a rule needed, could not be read."""
        unread = any(assessment.unread for assessment in self.assessments)
        return self.failure is not None or self.partial or unread

    def by_fingerprint(self) -> dict[str, Finding]:
        """Map the fingerprints of the findings to them, in their order."""
        return dict(zip(fingerprints(self.findings), self.findings, strict=True))

    def failing(self, threshold: Severity | None) -> tuple[Finding, ...]:
        """List the findings that failed at or above a severity and are not waived; none where that is `None`."""
        if threshold is None:
            return ()
        return tuple(
            finding
            for finding in self.findings
            if finding.outcome is Outcome.FAIL
            and finding.severity.rank <= threshold.rank
            and finding.waiver is None
        )

    def conforms(self, threshold: Severity | None = Severity.ERROR) -> bool:
        """Return whether the submission was read and nothing at or above the threshold failed."""
        return not self.unread and not self.failing(threshold)
