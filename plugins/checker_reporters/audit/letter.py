"""The text of a letter to a body: what was checked, what is wrong and how to correct it, what was not judged."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import count

from checker import (
    Assessment,
    AuditedSubmission,
    AuditResults,
    BodyReport,
    CrossFinding,
    Finding,
    Message,
    Messages,
    Outcome,
    RulePack,
    Style,
    SubmissionState,
)
from checker_reporters.audit.body_status import Arrival, JudgedBody, judge_body
from checker_reporters.audit.words import ARRIVALS, SEVERITIES, STATES, own_label, period_name
from checker_reporters.entries import is_unjudged
from checker_reporters.wording import ReportWording

_ = Messages(__package__)

_NUMBERS = (_("1"), _("2"), _("3"), _("4"), _("5"), _("6"), _("7"), _("8"), _("9"))
_HASH_LENGTH = 12  # characters of a SHA-256, enough to distinguish files

_CHECKED = _(
    "Your report for {year} was checked against: {pack}. The results are listed below. Please examine each "
    "point and correct the report, or explain why no correction is needed."
)
_OPENINGS = {
    Arrival.MISSING: _(
        "We found no report from you for {year}, which is required by: {pack}. Please file it or, if it has "
        "already been published, let us know where."
    ),
    Arrival.UNREAD: _(
        "Your report for {year} could not be read and was therefore not checked against: {pack}. Please file "
        "it again as a document with selectable text and without a password."
    ),
}


class LineKind(StrEnum):
    """The kind of a line in a letter; templates may define a style with each name."""

    TITLE = "Letter Title"
    GREETING = "Letter Greeting"
    TEXT = "Letter Text"
    HEADING = "Letter Heading"
    FINDING = "Letter Finding"
    DETAIL = "Letter Detail"


@dataclass(frozen=True, slots=True)
class LetterLine:
    """A paragraph of a letter, with an optional label in front."""

    kind: LineKind
    text: str
    label: str = ""


def letter(
    body_report: BodyReport, results: AuditResults, style: Style, wording: ReportWording
) -> tuple[LetterLine, ...]:
    """Write the letter to a body; empty if there is nothing for it to do."""
    body = judge_body(body_report, style)
    if not _needs_letter(body):
        return ()
    return tuple(
        _LetterWriter(body, results.pack, period_name(results.period, results.pack), wording).lines()
    )


def _needs_letter(body: JudgedBody) -> bool:
    """Return whether there is anything for the body to do; files that were not processed are not its concern."""
    body_report = body.body_report
    wrong = any(map(_counts, _findings(body_report)))
    processed = [
        submission
        for submission in body_report.submissions
        if submission.state is not SubmissionState.UNREACHED
    ]
    unread = any(submission.report.unread for submission in processed)
    not_judged = any(assessment.unread for assessment in body_report.assessments)
    incomplete = len(processed) < len(body_report.submissions)
    late = body.arrival in {Arrival.MISSING, Arrival.LATE}
    return wrong or unread or late or (not_judged and not incomplete)


def _findings(body_report: BodyReport) -> Iterator[Finding]:
    for submission in body_report.submissions:
        yield from submission.report.findings
    yield from (cross.finding for cross in body_report.findings)


def _counts(finding: Finding) -> bool:
    return finding.waiver is None


@dataclass(frozen=True, slots=True)
class _LetterWriter:
    body: JudgedBody
    pack: RulePack
    period: str
    wording: ReportWording

    def lines(self) -> Iterator[LetterLine]:
        name = self.pack.form.title[0] if self.pack.form.title else self.pack.title
        yield self._line(LineKind.TITLE, _("findings on the {name} for {year}", name=name, year=self.period))
        yield self._line(LineKind.GREETING, _("{body}:", body=self.body.body_report.body.name))
        opening = _OPENINGS.get(self.body.arrival, _CHECKED)
        yield self._line(LineKind.TEXT, opening.with_values(pack=self.pack.title, year=self.period))
        numbers, headings = count(1), count()
        parts = (
            (_("what was checked"), self._checked()),
            (_("problems in the report"), self._wrong(numbers)),
            (_("problems found by comparison with other reports"), self._across(numbers)),
            (_("what could not be checked"), self._unjudged()),
        )
        for heading, lines in parts:
            if section := tuple(lines):
                yield self._heading(next(headings), heading)
                yield from section
        if waived := sum(not _counts(finding) for finding in _findings(self.body.body_report)):
            yield self._line(
                LineKind.TEXT,
                _("Findings accepted or already known, not listed here: {count}.", count=waived),
            )

    def _line(self, kind: LineKind, content: Message | str, label: Message | str = "") -> LetterLine:
        text, name = self.wording.render(content), self.wording.render(label)
        shown = _capital(text) if kind is LineKind.TITLE else text
        return LetterLine(kind, shown, f"{_capital(name)}{self.wording.colon}" if name else "")

    def _heading(self, index: int, heading: Message) -> LetterLine:
        text = _capital(self.wording.render(heading))
        return self._line(LineKind.HEADING, _("{number}. {text}", number=_NUMBERS[index], text=text))

    def _checked(self) -> Iterator[LetterLine]:
        body_report, body = self.body.body_report, self.body.body_report.body
        for submission in body_report.submissions:
            yield self._line(LineKind.DETAIL, self._about(submission), _("file"))
        if not body_report.submissions:
            yield self._line(LineKind.DETAIL, ARRIVALS[self.body.arrival], _("file"))
        if (previous := body_report.filings.previous) is not None:
            yield self._line(LineKind.DETAIL, previous.path, _("previous year's report"))
        if body.deadline is not None:
            yield self._line(LineKind.DETAIL, body.deadline.isoformat(), _("deadline"))
        if body.submitted is not None:
            yield self._line(LineKind.DETAIL, body.submitted.isoformat(), _("filed on"))
        if body.contact:
            yield self._line(LineKind.DETAIL, body.contact, _("contact"))

    def _about(self, submission: AuditedSubmission) -> str:
        """Describe a file: its path, format, year, the start of its hash, and how far it was read."""
        report = submission.report
        year = _("report year {year}", year=report.year) if report.year is not None else ""
        if (label := own_label(report)) is not None:
            year = _("period {period}", period=label)
        digest = f"SHA-256 {report.sha256[:_HASH_LENGTH]}…" if report.sha256 else ""
        parts = (report.path, report.format, year, digest, STATES[submission.state])
        return " · ".join(filter(None, map(self.wording.render, parts)))

    def _wrong(self, numbers: Iterator[int]) -> Iterator[LetterLine]:
        several = len(self.body.body_report.submissions) > 1
        for submission in self.body.body_report.submissions:
            for finding in filter(_counts, submission.report.findings):
                file = ((_("file"), submission.report.path),) if several else ()
                yield from self._finding(next(numbers), finding, file)

    def _across(self, numbers: Iterator[int]) -> Iterator[LetterLine]:
        for cross in self.body.body_report.findings:
            if _counts(cross.finding):
                yield from self._finding(next(numbers), cross.finding, tuple(_paths(cross)))

    def _finding(
        self, number: int, finding: Finding, paths: Sequence[tuple[Message, str]]
    ) -> Iterator[LetterLine]:
        severity = _("[{severity}] ", severity=SEVERITIES[finding.severity])
        mark = "" if finding.outcome is Outcome.REVIEW else self.wording.render(severity)
        yield LetterLine(LineKind.FINDING, mark + self.wording.message(finding), f"{number}. ")
        known = {"", *(self.wording.render(path) for _label, path in paths)}
        if (place := self.wording.render(finding.place)) not in known:
            yield self._line(LineKind.DETAIL, place, _("place"))
        for label, path in paths:
            yield self._line(LineKind.DETAIL, path, label)
        for name, text in self.wording.details(finding):
            yield self._line(LineKind.DETAIL, text, name)

    def _unjudged(self) -> Iterator[LetterLine]:
        reasons: dict[str, dict[str, None]] = {}  # each reason once, each requirement once
        for submission in self.body.body_report.submissions:
            lost = [note.message for note in submission.report.notes if note.lost]
            failure = [submission.report.failure.message] if submission.report.failure else []
            reasons |= {self.wording.render(message): {} for message in (*failure, *lost)}
        for assessment in self._not_assessed():
            reason = self.wording.render(assessment.reason or _("no reason given"))
            requirement = self.wording.render(assessment.rule.requirement or assessment.rule.id)
            reasons.setdefault(reason, {})[requirement] = None
        for reason, requirements in reasons.items():
            yield self._line(LineKind.DETAIL, reason, _("reason"))
            yield from (self._line(LineKind.DETAIL, f"· {requirement}") for requirement in requirements)

    def _not_assessed(self) -> Iterator[Assessment]:
        own = self.body.report.assessments if self.body.report else ()
        return filter(is_unjudged, (*own, *self.body.body_report.assessments))


def _paths(cross: CrossFinding) -> Iterator[tuple[Message, str]]:
    if cross.filing:
        yield _("file"), cross.filing
    if cross.other:
        yield _("compared with"), cross.other


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]
