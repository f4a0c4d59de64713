"""The data of the page of a body."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain, repeat

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
    UnreadSubmission,
    clean,
    fingerprints,
)
from checker_reporters.audit.body_status import JudgedBody, arrival_code, list_counts
from checker_reporters.audit.dashboard.chunks import Json
from checker_reporters.audit.dashboard.file_links import FileLinks, place_in
from checker_reporters.audit.dashboard.grids import FormGrid
from checker_reporters.audit.dashboard.numbered_messages import NumberedMessages
from checker_reporters.audit.dashboard.past_runs import PastRuns
from checker_reporters.audit.dashboard.rule_index import RuleIndex
from checker_reporters.audit.words import own_label
from checker_reporters.counts import count_reports, verdict
from checker_reporters.entries import is_unjudged
from checker_reporters.wording import UNCUT


@dataclass(frozen=True)
class BodyPages:
    """Make the data of pages; rules and messages are numbers in lists that all pages share."""

    grids: tuple[FormGrid, ...]
    rules: RuleIndex
    messages: NumberedMessages
    style: Style
    links: FileLinks
    past: PastRuns

    def findings(self, judged: JudgedBody) -> list[dict[str, Json]]:
        """List the findings of a body, in the order of `JudgedBody.findings`."""
        across = judged.body_report.findings
        own = judged.findings[: len(judged.findings) - len(across)]
        written = [*map(self._finding, own), *map(self._across, across)]
        if judged.report is not None and judged.report.files:
            written = list(map(self._placed, repeat(judged.report), judged.findings, written))
        marks = chain(fingerprints(own), fingerprints([cross.finding for cross in across]))
        return [{**one, "mark": mark} for one, mark in zip(written, marks, strict=True)]

    def _placed(self, report: Report, finding: Finding, written: dict[str, Json]) -> dict[str, Json]:
        """Add the file and the page there to a finding in a submission in several files."""
        location = finding.problem.location
        if location is None or written.get("filing", report.path) != report.path:
            return written
        path, page = place_in(report, location)
        return _without_empty(written, href=self.links.of(path), page=page)

    def json(self, judged: JudgedBody, findings: Sequence[Json]) -> Json:
        """Return all data of a body together with its findings."""
        body_report = judged.body_report
        body = body_report.body
        own = body_report.submissions[0] if body_report.submissions else None
        assessments = chain(own.report.assessments if own else (), body_report.assessments)
        return _without_empty(
            name=clean(body.name, UNCUT),
            aliases=[clean(alias, UNCUT) for alias in body.aliases],
            kind=clean(body.kind),
            parent=clean(body.parent, UNCUT),
            contact=clean(body.contact),
            deadline=str(body.deadline or ""),
            submitted=str(body.submitted or ""),
            arrival=arrival_code(judged),
            verdict=judged.verdict,
            counts=list_counts(judged.counts),
            findings=findings,
            unjudged=list(map(self._unjudged, filter(is_unjudged, assessments))),
            filing=self._submission(own) if own else None,
            notes=[self._note(note.page, note.message) for note in own.report.notes] if own else [],
            others=[self._with_findings(other) for other in body_report.submissions[1:]],
            before=[self._submission(other) for other in body_report.before],
            elsewhere=list(map(self._elsewhere, body_report.filings.others)),
            tables=list(self._tables(judged)),
            history=self.past.of_body(body.name),
        )

    def _finding(self, finding: Finding) -> dict[str, Json]:
        """Return the data of a finding."""
        problem, waiver = finding.problem, finding.waiver
        return _without_empty(
            rule=self.rules.number(finding.rule),
            severity=finding.severity,
            review=finding.outcome is Outcome.REVIEW,
            page=problem.location.page if problem.location else None,
            code=clean(problem.code),
            place=self.messages.encode(finding.place),
            message=self.messages.encode(problem.message),
            found=self.messages.encode_quote(problem.actual),
            expected=self.messages.encode_quote(problem.expected),
            advice=self.messages.encode(problem.advice),
            waived=waiver is not None,
            known=waiver is not None and waiver.known,
            alarm=waiver is not None and waiver.false_alarm,
            reason=clean(waiver.reason) if waiver else "",
            by=clean(waiver.approver) if waiver else "",
            until=str(waiver.expires or "") if waiver else "",
        )

    def unmatched(self, unmatched: Unmatched) -> Json:
        """Return the data of an unmatched submission."""
        return _without_empty(
            self._submission(unmatched.submission),
            code=clean(unmatched.code),
            reason=self.messages.encode(unmatched.reason),
            claimants=[clean(name, UNCUT) for name in unmatched.claimants],
            near=clean(unmatched.near, UNCUT),
        )

    def _across(self, cross: CrossFinding) -> dict[str, Json]:
        self.rules.number(cross.finding.rule, across=True)
        return _without_empty(
            self._finding(cross.finding),
            across=True,
            filing=clean(cross.filing, UNCUT),
            href=self.links.of(cross.filing),
            other=clean(cross.other, UNCUT),
            otherHref=self.links.of(cross.other),
        )

    def _submission(self, submission: AuditedSubmission) -> dict[str, Json]:
        report = submission.report
        return _without_empty(
            path=clean(report.path, UNCUT),
            href=self.links.of(report.path),
            title=clean(report.title),
            body=clean(report.body),
            year=report.year,
            period=own_label(report),
            format=clean(report.format),
            pages=report.pages,
            pack=clean(report.pack),
            sha256=clean(report.sha256),
            state=submission.state,
            note=self.messages.encode(submission.note),
            failure=self.messages.encode(report.failure.message) if report.failure else None,
            verdict=verdict(report, self.style.threshold),
            counts=list_counts(count_reports([report], self.style.threshold)),
        )

    def _elsewhere(self, one: UnreadSubmission) -> Json:
        """Return the data of a file of a body that is no filing for the period or the one before."""
        return _without_empty(
            path=clean(one.path, UNCUT), href=self.links.of(one.path), reason=self.messages.encode(one.reason)
        )

    def _with_findings(self, submission: AuditedSubmission) -> Json:
        findings = [self._finding(finding) for finding in submission.report.findings]
        return _without_empty(self._submission(submission), findings=findings)

    def _unjudged(self, assessment: Assessment) -> Json:
        return [
            self.rules.number(assessment.rule),
            self.messages.encode(assessment.reason),
            assessment.unread,
        ]

    def _note(self, page: int | None, message: Message) -> Json:
        return [page, self.messages.encode(message)]

    def _tables(self, judged: JudgedBody) -> Iterator[Json]:
        filings = judged.body_report.filings
        problems = _problems(judged.report, filings.filing, judged.body_report.findings)
        for grid in self.grids:
            now, then = grid.found(filings.filing), grid.found(filings.previous)
            yield _without_empty(
                now=self._table(grid, now),
                then=self._table(grid, then),
                marks=grid.marks(now, problems) if isinstance(now, BoundTable) else [],
            )

    def _table(self, grid: FormGrid, found: BoundTable | Message | None) -> Json:
        """List the values of a table, or give the reason why there are none."""
        if isinstance(found, BoundTable):
            return grid.values(found)
        return {"reason": self.messages.encode(found)} if found else None


def _problems(
    report: Report | None, filing: StoredFiling | None, across: Sequence[CrossFinding]
) -> Mapping[int, Problem]:
    """Map the numbers of the findings on the page to their problems in the filing that counts."""
    own = report.findings if report else ()
    problems = {number: finding.problem for number, finding in enumerate(own)}
    for number, cross in enumerate(across, start=len(own)):
        if filing is not None and cross.filing == filing.path:
            problems[number] = cross.finding.problem
    return problems


def _without_empty(before: Mapping[str, Json] | None = None, /, **parts: Json) -> dict[str, Json]:
    """Leave out empty values, which most of a page are."""
    kept = {name: part for name, part in parts.items() if part not in (None, "", False, [], {})}
    return {**(before or {}), **kept}
