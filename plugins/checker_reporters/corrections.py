"""Corrections: what to change in a document, one for each place, however many findings a place causes."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from checker import Finding, Location, Message, Outcome, Report, Severity, clean


class Urgency(StrEnum):
    """Whether a correction must be made, is suggested, or needs a person's decision first."""

    REQUIRED = "required"
    SUGGESTED = "suggested"
    CHECK = "check"


@dataclass(frozen=True)
class Correction:
    """Findings with one cause: they have the same place, and the same text is expected there.

    `number` counts from 1 through the corrections of a document, the most urgent first.
    """

    number: int
    urgency: Urgency
    findings: tuple[Finding, ...]

    @property
    def location(self) -> Location | None:
        return self.findings[0].problem.location

    @property
    def actual(self) -> str | Message | None:
        return self.findings[0].problem.actual

    @property
    def expected(self) -> str | Message | None:
        return self.findings[0].problem.expected

    @property
    def is_replacement(self) -> bool:
        """Return whether the expected text replaces the one that was found: the sum of several cells does not."""
        problem = self.findings[0].problem
        summed = len(problem.cells) > 1 and problem.actual is not None and not problem.target
        return isinstance(problem.expected, str) and not summed


def corrections(report: Report, threshold: Severity | None) -> tuple[Correction, ...]:
    """List the corrections of a report, the most urgent first; accepted and known findings need none."""
    failing = set(map(id, report.failing(threshold)))
    groups: dict[object, list[Finding]] = {}
    for finding in report.findings:
        if finding.waiver is None:
            groups.setdefault(_cause(finding), []).append(finding)

    def urgency(findings: Sequence[Finding]) -> Urgency:
        if any(id(finding) in failing for finding in findings):
            return Urgency.REQUIRED
        certain = any(finding.outcome is Outcome.FAIL for finding in findings)
        return Urgency.SUGGESTED if certain else Urgency.CHECK

    judged = [(urgency(findings), tuple(findings)) for findings in groups.values()]
    judged.sort(key=lambda pair: list(Urgency).index(pair[0]))
    return tuple(Correction(number, *pair) for number, pair in enumerate(judged, start=1))


def in_document_order(found: Sequence[Correction]) -> list[Correction]:
    """Sort corrections as a reader of the document meets them; those without location come first."""

    def position(correction: Correction) -> tuple[int, int, int]:
        location = correction.location
        if location is None:
            return -1, 0, 0
        return location.block, location.row or 0, location.column or 0

    return sorted(found, key=position)


def place_of(finding: Finding, language: str) -> str:
    """Render the place where a finding is corrected."""
    place, problem = finding.place.render(language), finding.problem
    return place.replace(clean(problem.within), clean(problem.target), 1) if problem.target else place


def _cause(finding: Finding) -> object:
    """Return what findings with one cause have in common."""
    problem = finding.problem
    if problem.location is None or problem.expected is None:
        return id(finding)
    location, texts = problem.location, (problem.actual, problem.expected)
    if problem.target:
        return location.block, problem.target, *texts
    return location.block, location.row, location.column, *texts
