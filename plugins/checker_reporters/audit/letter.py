"""What a letter tells a body: what was checked, what is wrong and how to mend it, what could not be judged."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
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
from checker_reporters.audit.body_status import Arrival, Judged, judged
from checker_reporters.audit.words import ARRIVALS, SEVERITIES, STATES
from checker_reporters.wording import Voice

_ = Messages(__package__)

_DIGITS = "一二三四五六七八九"
_SHOWN = 12  # signs of a SHA-256 that tell files apart


_CHECKED = _(
    "Your report for {year} was checked against: {pack}. What follows was found. Please look into each "
    "point and correct the report, or tell us why it is right as it is."
)
_OPENINGS = {
    Arrival.MISSING: _(
        "No report of yours for {year} was found, which must be filed under: {pack}. Please file it, or tell us "
        "where it was published."
    ),
    Arrival.UNREAD: _(
        "Your report for {year} could not be read, so that it was not checked against: {pack}. Please file it "
        "again, as a document whose text can be selected, without a password."
    ),
}


class Part(StrEnum):
    """What a line of a letter is; templates may define a style of each name."""

    TITLE = "Letter Title"
    GREETING = "Letter Greeting"
    TEXT = "Letter Text"
    HEADING = "Letter Heading"
    FINDING = "Letter Finding"
    DETAIL = "Letter Detail"


@dataclass(frozen=True, slots=True)
class Line:
    """A paragraph of a letter; `label` stands before its text."""

    part: Part
    text: str
    label: str = ""


def letter(dossier: BodyReport, results: AuditResults, style: Style, said: Voice) -> tuple[Line, ...]:
    """Write what a body must be told; nothing where there is nothing to tell."""
    body = judged(dossier, style)
    return tuple(_Writer(body, results.pack, results.year, said).lines()) if _told(body) else ()


def _told(body: Judged) -> bool:
    """Tell whether there is anything for the body to do: what was not reached is not its business."""
    dossier = body.dossier
    wrong = any(map(_counts, _all(dossier)))
    reached = [
        submitted for submitted in dossier.submissions if submitted.state is not SubmissionState.UNREACHED
    ]
    unread = any(submitted.report.unread for submitted in reached)
    blind = any(assessment.unread for assessment in dossier.assessments)
    waiting = len(reached) < len(dossier.submissions)
    late = body.arrival in {Arrival.MISSING, Arrival.LATE}
    return wrong or unread or late or (blind and not waiting)


def _all(dossier: BodyReport) -> Iterator[Finding]:
    for submitted in dossier.submissions:
        yield from submitted.report.findings
    yield from (cross.finding for cross in dossier.findings)


def _counts(finding: Finding) -> bool:
    return finding.waiver is None


@dataclass(frozen=True, slots=True)
class _Writer:
    body: Judged
    pack: RulePack
    year: int
    said: Voice

    def lines(self) -> Iterator[Line]:
        name = self.pack.form.title[0] if self.pack.form.title else self.pack.title
        yield self._line(Part.TITLE, _("findings on the {name} for {year}", name=name, year=self.year))
        yield self._line(Part.GREETING, _("{body}:", body=self.body.dossier.body.name))
        opening = _OPENINGS.get(self.body.arrival, _CHECKED)
        places = (("pack", self.pack.title), ("year", self.year))
        yield self._line(Part.TEXT, replace(opening, values=places))
        numbers, marks = count(1), count()
        parts = (
            (_("what was checked"), self._checked()),
            (_("what is wrong in the report"), self._wrong(numbers)),
            (_("what is wrong beside other reports"), self._across(numbers)),
            (_("what could not be judged"), self._unjudged()),
        )
        for heading, lines in parts:
            written = tuple(lines)
            if written:
                yield self._heading(next(marks), heading)
                yield from written
        if waived := sum(not _counts(finding) for finding in _all(self.body.dossier)):
            yield self._line(Part.TEXT, _("Not listed, as accepted or known: {count}.", count=waived))

    def _line(self, part: Part, words: Message | str, label: Message | str = "") -> Line:
        text, name = self.said.say(words), self.said.say(label)
        shown = _capital(text) if part is Part.TITLE else text
        return Line(part, shown, f"{_capital(name)}{self.said.colon}" if name else "")

    def _heading(self, mark: int, words: Message) -> Line:
        number = _DIGITS[mark] if self.said.language == "zh" else str(mark + 1)
        text = self.said.say(words)
        return self._line(
            Part.HEADING, _("{number}. {text}", number=number, text=text[:1].upper() + text[1:])
        )

    def _checked(self) -> Iterator[Line]:
        dossier = self.body.dossier
        for submitted in dossier.submissions:
            yield self._line(Part.DETAIL, self._about(submitted), _("file"))
        if not dossier.submissions:
            yield self._line(Part.DETAIL, ARRIVALS[self.body.arrival], _("file"))
        if (previous := dossier.filings.previous) is not None:
            yield self._line(Part.DETAIL, previous.path, _("of the year before"))
        if dossier.body.deadline is not None:
            yield self._line(Part.DETAIL, dossier.body.deadline.isoformat(), _("deadline"))
        if dossier.body.submitted is not None:
            yield self._line(Part.DETAIL, dossier.body.submitted.isoformat(), _("filed on"))
        if dossier.body.contact:
            yield self._line(Part.DETAIL, dossier.body.contact, _("contact"))

    def _about(self, submitted: AuditedSubmission) -> str:
        """Say which file it is, told apart by its content, and how far it was read."""
        report = submitted.report
        year = _("report year {year}", year=report.year) if report.year is not None else ""
        mark = f"SHA-256 {report.sha256[:_SHOWN]}…" if report.sha256 else ""
        told = (report.format, year, mark, STATES[submitted.state])
        return " · ".join(filter(None, map(self.said.say, (report.path, *told))))

    def _wrong(self, numbers: Iterator[int]) -> Iterator[Line]:
        several = len(self.body.dossier.submissions) > 1
        for submitted in self.body.dossier.submissions:
            for finding in filter(_counts, submitted.report.findings):
                file = ((_("file"), submitted.report.path),) if several else ()
                yield from self._finding(next(numbers), finding, file)

    def _across(self, numbers: Iterator[int]) -> Iterator[Line]:
        for cross in self.body.dossier.findings:
            if _counts(cross.finding):
                yield from self._finding(next(numbers), cross.finding, tuple(_paths(cross)))

    def _finding(self, number: int, finding: Finding, paths: Sequence[tuple[Message, str]]) -> Iterator[Line]:
        marked = finding.outcome is not Outcome.REVIEW
        gravity = self.said.say(_("[{gravity}] ", gravity=SEVERITIES[finding.severity])) if marked else ""
        yield Line(Part.FINDING, gravity + self.said.message(finding), f"{number}. ")
        if (place := self.said.say(finding.place)) not in {self.said.say(path) for _label, path in paths}:
            yield self._line(Part.DETAIL, place, _("place"))
        for label, path in paths:
            yield self._line(Part.DETAIL, path, label)
        for name, text in self.said.facts(finding):
            yield self._line(Part.DETAIL, text, name)

    def _unjudged(self) -> Iterator[Line]:
        reasons: dict[str, dict[str, None]] = {}  # each reason once, each requirement once
        for submitted in self.body.dossier.submissions:
            lost = [note.message for note in submitted.report.notes if note.lost]
            failure = [submitted.report.failure.message] if submitted.report.failure else []
            reasons |= {self.said.say(message): {} for message in (*failure, *lost)}
        for assessment in self._not_assessed():
            reason = self.said.say(assessment.reason or _("no reason given"))
            demand = self.said.say(assessment.rule.requirement or assessment.rule.id)
            reasons.setdefault(reason, {})[demand] = None
        for reason, demands in reasons.items():
            yield self._line(Part.DETAIL, reason, _("reason"))
            yield from (self._line(Part.DETAIL, f"· {demand}") for demand in demands)

    def _not_assessed(self) -> Iterator[Assessment]:
        own = self.body.report.assessments if self.body.report else ()
        for assessment in (*own, *self.body.dossier.assessments):
            if assessment.unread or assessment.outcome is Outcome.NOT_ASSESSED:
                yield assessment


def _paths(cross: CrossFinding) -> Iterator[tuple[Message, str]]:
    if cross.filing:
        yield _("file"), cross.filing
    if cross.other:
        yield _("compared with"), cross.other


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]
