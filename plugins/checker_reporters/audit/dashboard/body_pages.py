"""A body's dossier as its page shows it."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain

from checker import (
    Assessment,
    AuditedSubmission,
    BoundTable,
    CrossFinding,
    Finding,
    Message,
    Outcome,
    Problem,
    Report,
    StoredFiling,
    Style,
    Unmatched,
    clean,
)
from checker_reporters.audit.body_status import Judged, counts
from checker_reporters.audit.dashboard.chunks import Json
from checker_reporters.audit.dashboard.grids import Grid
from checker_reporters.audit.dashboard.phrases import Phrases
from checker_reporters.audit.dashboard.rulebook import Rulebook
from checker_reporters.counts import tally, verdict
from checker_reporters.wording import WHOLE


@dataclass(frozen=True)
class Dossiers:
    """Write dossiers down; findings, rules and sentences are numbers of the books that all pages share."""

    grids: tuple[Grid, ...]
    rules: Rulebook
    phrases: Phrases
    style: Style

    def findings(self, judged: Judged) -> list[dict[str, Json]]:
        """Write the findings of a body, in the order in which it is judged by them."""
        across = judged.dossier.findings
        own = judged.findings[: len(judged.findings) - len(across)]
        return [*map(self._finding, own), *map(self._across, across)]

    def json(self, judged: Judged, findings: Sequence[Json]) -> Json:
        """Write all that is known of a body, and what was found, as written."""
        dossier = judged.dossier
        body = dossier.body
        own = dossier.submissions[0] if dossier.submissions else None
        unjudged = chain(own.report.assessments if own else (), dossier.assessments)
        return _known(
            name=clean(body.name, WHOLE),
            aliases=[clean(alias, WHOLE) for alias in body.aliases],
            kind=clean(body.kind),
            parent=clean(body.parent, WHOLE),
            contact=clean(body.contact),
            deadline=str(body.deadline or ""),
            submitted=str(body.submitted or ""),
            arrival=judged.arrival,
            verdict=judged.verdict,
            counts=counts(judged.tally),
            findings=findings,
            unjudged=[self._unjudged(assessment) for assessment in unjudged if _is_open(assessment)],
            filing=self._submitted(own) if own else None,
            notes=[self._note(note.page, note.message) for note in own.report.notes] if own else [],
            others=[self._with_findings(other) for other in dossier.submissions[1:]],
            before=[self._submitted(other) for other in dossier.before],
            tables=list(self._tables(judged)),
        )

    def _finding(self, finding: Finding) -> dict[str, Json]:
        """Write a finding in the document's words."""
        problem, waiver = finding.problem, finding.waiver
        return _known(
            rule=self.rules.number(finding.rule),
            severity=finding.severity,
            review=finding.outcome is Outcome.REVIEW,
            code=clean(problem.code),
            place=self.phrases.say(finding.place),
            message=self.phrases.say(problem.message),
            found=self.phrases.quote(problem.actual),
            expected=self.phrases.quote(problem.expected),
            advice=self.phrases.say(problem.advice),
            waived=waiver is not None,
            known=waiver is not None and waiver.known,
            reason=clean(waiver.reason) if waiver else "",
        )

    def stray(self, stray: Unmatched) -> Json:
        """Write down a submission that is no body's."""
        return _known(
            self._submitted(stray.submission),
            code=clean(stray.code),
            reason=self.phrases.say(stray.reason),
            claimants=[clean(name, WHOLE) for name in stray.claimants],
            near=clean(stray.near, WHOLE),
        )

    def _across(self, cross: CrossFinding) -> dict[str, Json]:
        self.rules.number(cross.finding.rule, across=True)
        return _known(
            self._finding(cross.finding),
            across=True,
            filing=clean(cross.filing, WHOLE),
            other=clean(cross.other, WHOLE),
        )

    def _submitted(self, submitted: AuditedSubmission) -> dict[str, Json]:
        report = submitted.report
        return _known(
            path=clean(report.path, WHOLE),
            title=clean(report.title),
            body=clean(report.body),
            year=report.year,
            format=clean(report.format),
            pages=report.pages,
            pack=clean(report.pack),
            sha256=clean(report.sha256),
            state=submitted.state,
            failure=self.phrases.say(report.failure.message) if report.failure else None,
            verdict=verdict(report, self.style.threshold),
            counts=counts(tally([report], self.style.threshold)),
        )

    def _with_findings(self, submitted: AuditedSubmission) -> Json:
        findings = [self._finding(finding) for finding in submitted.report.findings]
        return _known(self._submitted(submitted), findings=findings)

    def _unjudged(self, assessment: Assessment) -> Json:
        return [self.rules.number(assessment.rule), self.phrases.say(assessment.reason), assessment.unread]

    def _note(self, page: int | None, message: Message) -> Json:
        return [page, self.phrases.say(message)]

    def _tables(self, judged: Judged) -> Iterator[Json]:
        standing = judged.dossier.filings
        problems = _problems(judged.report, standing.filing, judged.dossier.findings)
        for grid in self.grids:
            now, then = grid.found(standing.filing), grid.found(standing.previous)
            yield _known(
                now=self._table(grid, now),
                then=self._table(grid, then),
                marks=grid.marks(now, problems) if isinstance(now, BoundTable) else [],
            )

    def _table(self, grid: Grid, found: BoundTable | Message | None) -> Json:
        """Write a table's values; a sentence where there are none to be compared."""
        if isinstance(found, BoundTable):
            return grid.values(found)
        return {"reason": self.phrases.say(found)} if found else None


def _problems(
    report: Report | None, filed: StoredFiling | None, across: Sequence[CrossFinding]
) -> Mapping[int, Problem]:
    """Number the problems that stand somewhere in the filing that counts, as the page numbers its findings."""
    own = report.findings if report else ()
    problems = {number: finding.problem for number, finding in enumerate(own)}
    for number, cross in enumerate(across, start=len(own)):
        if filed is not None and cross.filing == filed.path:
            problems[number] = cross.finding.problem
    return problems


def _is_open(assessment: Assessment) -> bool:
    return assessment.unread or assessment.outcome is Outcome.NOT_ASSESSED


def _known(before: Mapping[str, Json] | None = None, /, **parts: Json) -> dict[str, Json]:
    """Leave out what is empty: most of a dossier is."""
    kept = {name: part for name, part in parts.items() if part not in (None, "", False, [], {})}
    return {**(before or {}), **kept}
