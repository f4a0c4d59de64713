"""Compare two runs: what is new, corrected, still open or worse in each body's report, finding by finding."""

from collections.abc import Iterator, Mapping, Sequence
from enum import StrEnum
from itertools import chain

from checker.judging.audit_results import AuditResults, BodyReport
from checker.judging.reports import Assessment, Finding, Outcome, fingerprints
from checker.lazy_dataclasses import dataclass


class Change(StrEnum):
    """What became of a finding between two runs."""

    NEW = "new"
    CORRECTED = "corrected"
    OPEN = "open"
    WORSE = "worse"  # more severe, or certain now
    DECIDED = "decided"  # a person decided that it does not count
    UNKNOWN = "unknown"  # it is not found any more, but the rule could not be judged


@dataclass(frozen=True, slots=True)
class ChangedFinding:
    """A finding and what became of it; `finding` is that of the later run, if it has one."""

    body: str
    change: Change
    fingerprint: str
    finding: Finding


def changes(before: AuditResults, after: AuditResults) -> Iterator[ChangedFinding]:
    """Yield the findings of two runs, body by body, in the order of the later roster; then bodies that left it."""
    since = ChangesSince(before)
    for report in after.body_reports():
        yield from since.of(report)
    yield from since.left()


class ChangesSince:
    """What became of the findings of an earlier run; each body of the later one is asked for once."""

    def __init__(self, before: AuditResults) -> None:
        self._earlier = _Earlier(before.body_reports())

    def of(self, report: BodyReport) -> Iterator[ChangedFinding]:
        """Yield the findings of a body of the later run, and those that it had in the earlier one."""
        yield from _changes(self._earlier.of(report.body.name), report)

    def left(self) -> Iterator[ChangedFinding]:
        """Yield the findings of the bodies that nobody asked for: they left the roster."""
        for report in self._earlier.others():
            yield from _changes(report, None)


class _Earlier:
    """The bodies of the earlier run, which mostly come in the order in which they are asked for."""

    def __init__(self, reports: Iterator[BodyReport]) -> None:
        self._reports = reports
        self._skipped: dict[str, BodyReport] = {}

    def of(self, name: str) -> BodyReport | None:
        """Return a body by its name; each can be asked for once."""
        if (known := self._skipped.pop(name, None)) is not None:
            return known
        for report in self._reports:
            if report.body.name == name:
                return report
            self._skipped[report.body.name] = report
        return None

    def others(self) -> Iterator[BodyReport]:
        """Yield the bodies that nobody asked for."""
        yield from self._skipped.values()
        yield from self._reports


def _changes(before: BodyReport | None, after: BodyReport | None) -> Iterator[ChangedFinding]:
    report = after or before
    assert report is not None, "a body is in one of the runs"
    then, now = _findings(before), _findings(after)
    outcomes, moved = _outcomes(after), _moved(then, now)
    paired = {*moved.values()}
    for mark in dict.fromkeys((*now, *then)):
        if mark in paired and mark not in now:
            continue  # is paired with what is there now
        old, new = then.get(moved.get(mark, mark)), now.get(mark)
        change = _change(old, new, outcomes)
        if change is not None:
            yield ChangedFinding(report.body.name, change, mark, new or old)  # type: ignore[arg-type]  # one of both exists


def _moved(then: Mapping[str, Finding], now: Mapping[str, Finding]) -> Mapping[str, str]:
    """Map new fingerprints to those that are gone where a finding shows the same in words that changed around it."""
    gone: dict[object, list[str]] = {}
    for mark, finding in then.items():
        if mark not in now:
            gone.setdefault(shown_at(finding), []).append(mark)
    same = ((mark, gone.get(shown_at(finding))) for mark, finding in now.items() if mark not in then)
    return {mark: marks.pop(0) for mark, marks in same if marks}


def shown_at(finding: Finding) -> tuple[object, ...]:
    """Return what a finding shows, and where: two with the same differ in the text around it."""
    problem = finding.problem
    return finding.rule.id, problem.code, finding.place, problem.message


def _change(old: Finding | None, new: Finding | None, outcomes: Mapping[str, Outcome]) -> Change | None:
    """Return what became of a finding; `None` for one that did not count in either run."""
    counted = old is not None and old.waiver is None
    if new is None:
        if not counted or old is None:
            return None
        judged = outcomes.get(old.rule.id) in {Outcome.PASS, Outcome.FAIL, Outcome.REVIEW}
        return Change.CORRECTED if judged else Change.UNKNOWN
    if new.waiver is not None:
        return Change.DECIDED if counted else None
    if old is None or not counted:
        return Change.NEW
    return Change.WORSE if _weight(new) < _weight(old) else Change.OPEN


def _weight(finding: Finding) -> tuple[int, bool]:
    return finding.severity.rank, finding.outcome is Outcome.REVIEW


def _findings(report: BodyReport | None) -> Mapping[str, Finding]:
    """Map the fingerprints of the findings in the filing that counts, and between filings."""
    if report is None:
        return {}
    across: Sequence[Finding] = [cross.finding for cross in report.findings]
    own = report.submissions[0].report.by_fingerprint() if report.submissions else {}
    return {**own, **dict(zip(fingerprints(across), across, strict=True))}


def _outcomes(report: BodyReport | None) -> Mapping[str, Outcome]:
    """Map rules to how they ended, where that is known."""
    if report is None:
        return {}
    own: Sequence[Assessment] = report.submissions[0].report.assessments if report.submissions else ()
    return {one.rule.id: one.outcome for one in chain(own, report.assessments)}
