"""Corrections: what to change in a document, one for each place, however many findings a place causes."""

from collections.abc import Sequence
from enum import StrEnum

from checker.judging.causes import correction_of
from checker.judging.checks import Problem
from checker.judging.reports import Finding, Fix, Outcome, Report
from checker.judging.rules import Severity
from checker.lazy_dataclasses import dataclass
from checker.text import clean


class Urgency(StrEnum):
    """Whether a correction must be made, is suggested, or needs a person's decision first."""

    REQUIRED = "required"
    SUGGESTED = "suggested"
    CHECK = "check"


@dataclass(frozen=True)
class Correction:
    """Findings with one cause: the same edit solves them, or the same text is expected in the same place.

    `number` counts from 1 through the corrections of a document, the most urgent first; `fingerprints` are those of
    the findings, in the same order. `fixes` are the ways to correct them, none where that is not known.
    """

    number: int
    urgency: Urgency
    findings: tuple[Finding, ...]
    fingerprints: tuple[str, ...]
    fixes: tuple[Fix, ...] = ()

    @property
    def problem(self) -> Problem:
        """Return the problem of the first finding: place, found and expected text are those of all."""
        return self.findings[0].problem

    @property
    def is_replacement(self) -> bool:
        """Return whether the expected text replaces the one that was found."""
        return isinstance(self.problem.expected, str) and not self.problem.is_open


def corrections(report: Report, threshold: Severity | None) -> tuple[Correction, ...]:
    """List the corrections of a report, the most urgent first; accepted and known findings need none."""
    failing = set(map(id, report.failing(threshold)))
    solved_by = {one: fix for fix in report.fixes if fix.certain for one in fix.solves}
    groups: dict[object, list[tuple[Finding, str]]] = {}
    for number, (fingerprint, finding) in enumerate(report.by_fingerprint().items()):
        if finding.waiver is None:
            cause = solved_by.get(fingerprint) or correction_of(finding) or number
            groups.setdefault(cause, []).append((finding, fingerprint))

    def urgency(findings: Sequence[Finding]) -> Urgency:
        if any(id(finding) in failing for finding in findings):
            return Urgency.REQUIRED
        certain = any(finding.outcome is Outcome.FAIL for finding in findings)
        return Urgency.SUGGESTED if certain else Urgency.CHECK

    judged = []
    for group in groups.values():
        findings, prints = zip(*group, strict=True)
        ways = tuple(fix for fix in report.fixes if not set(fix.solves).isdisjoint(prints))
        judged.append((urgency(findings), findings, prints, ways))
    judged.sort(key=lambda one: list(Urgency).index(one[0]))
    return tuple(Correction(number, *one) for number, one in enumerate(judged, start=1))


def place_of(finding: Finding, language: str) -> str:
    """Render the place where a finding is corrected."""
    place, problem = finding.place.render(language), finding.problem
    return place.replace(clean(problem.within), clean(problem.target), 1) if problem.target else place
