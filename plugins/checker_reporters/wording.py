"""The words of reports, in one language and safe to print anywhere."""

from collections.abc import Iterable, Iterator, Sequence

from checker import (
    Finding,
    Message,
    Messages,
    Note,
    Outcome,
    Provision,
    Report,
    Severity,
    Style,
    Waiver,
    clean,
    dataclass,
    join_messages,
)
from checker_reporters.counts import ReportCounts, Verdict, count_reports, verdict
from checker_reporters.entries import ReportEntry

_ = Messages(__package__)

UNCUT = 100_000  # characters: texts of packs, and paths, are made safe but in practice never cut short

SEVERITIES = {
    Severity.ERROR: _("errors: {count}"),
    Severity.WARNING: _("warnings: {count}"),
    Severity.INFO: _("hints: {count}"),
}
REVIEW = _("to review: {count}")
WAIVED = _("accepted or known: {count}")
PLEASE_CHECK = _("[please check] ")
ACCEPTED = _("[accepted] ")
KNOWN = _("[known] ")
VERDICTS = {
    Verdict.CONFORMS: _("conforms"),
    Verdict.FAILS: _("does not conform"),
    Verdict.UNREAD: _("could not be judged"),
}
UNREAD = _("not judged")
SEVERITY_NAMES = {
    Severity.ERROR: _("error"),
    Severity.WARNING: _("warning"),
    Severity.INFO: _("hint"),
}
_SIGNS = {Verdict.CONFORMS: "✓", Verdict.FAILS: "✗", Verdict.UNREAD: "?"}
TO_DO = "!"  # the sign of a document that conforms, and in which something is left to do
_TO_IMPROVE, _TO_REVIEW = (
    _("conforms, but changes are suggested"),
    _("conforms, but something is to be checked"),
)
_PARTLY = _("could not be judged completely")
_OUTCOMES = {
    Outcome.PASS: _("passed {count}"),
    Outcome.FAIL: _("failed {count}"),
    Outcome.REVIEW: _("to review {count}"),
    Outcome.NOT_ASSESSED: _("not judged {count}"),
    Outcome.NOT_APPLICABLE: _("not applicable {count}"),
}


@dataclass(frozen=True, slots=True)
class ReportWording:
    """Word reports in one language: each text is one line without anything that a terminal or parser would obey."""

    language: str

    def render(self, text: Message | str | None) -> str:
        """Render a message, or quote a text; an absent one is empty."""
        rendered = text.render(self.language) if isinstance(text, Message) else text or ""
        return clean(rendered, UNCUT)

    def quote(self, value: Message | str | None) -> str:
        """Quote a value of a document, cut if it is long."""
        return self.render(clean(value) if isinstance(value, str) else value)

    def counts(self, counts: ReportCounts) -> str:
        """List how many findings there are of each kind; empty if there are none."""
        kinds = [(SEVERITIES[severity], counts.findings[severity]) for severity in Severity]
        return self.render(_listed([*kinds, (REVIEW, counts.review), (WAIVED, counts.waived)]))

    def heading(self, severity: Severity, findings: Sequence[Finding]) -> str:
        """Count the findings of one severity, and those among them that are to be reviewed or are waived."""
        counts = count_reports([Report("", findings=tuple(findings))], None)
        total = SEVERITIES[severity].with_values(count=len(findings))
        included = _listed([(REVIEW, counts.review), (WAIVED, counts.waived)])
        if not self.render(included):
            return self.render(total)
        return self.render(_("{findings} (of which {included})", findings=total, included=included))

    def short_headline(self, entry: ReportEntry) -> str:
        """Summarise an entry without what else has the same cause."""
        if entry.finding is None:
            return self.headline(entry)
        return self._marked(entry.finding, entry.finding.problem.stated[0].message)

    def message(self, finding: Finding) -> str:
        """Render the message of a finding, marked if a person must look at it or if it is waived."""
        return self._marked(finding, finding.problem.message)

    def _marked(self, finding: Finding, message: Message) -> str:
        marks = [PLEASE_CHECK] if finding.outcome is Outcome.REVIEW else []
        if finding.waiver is not None:
            marks.append(KNOWN if finding.waiver.known else ACCEPTED)
        return "".join(map(self.render, (*marks, message)))

    def headline(self, entry: ReportEntry) -> str:
        """Summarise an entry in one sentence."""
        return self.message(entry.finding) if entry.finding else self.render(entry.message)

    def place(self, entry: ReportEntry) -> str:
        """Render the place of an entry in the document; empty if it concerns the whole document."""
        return self.render(entry.finding.place) if entry.finding else ""

    def line(self, entry: ReportEntry) -> str:
        """Write an entry on one line: its rule, its place, its message."""
        parts = (self.render(entry.name), self.place(entry), self.headline(entry))
        return self.colon.join(filter(None, parts))

    def lines(self, entry: ReportEntry) -> tuple[str, ...]:
        """Write an entry on several lines: its message, then its details."""
        details = self.details(entry.finding) if entry.finding else self.basis(entry.rule)
        return self.headline(entry), *(f"{label}{self.colon}{text}" for label, text in details)

    @property
    def colon(self) -> str:
        """Return what separates a label from its text."""
        return self.render(_(": "))

    def basis(self, rule: Provision | None) -> Iterator[tuple[str, str]]:
        """Iterate over the clause and requirement of a rule, each with its label."""
        return self._labelled(_basis(rule) if rule else ())

    def details(self, finding: Finding) -> Iterator[tuple[str, str]]:
        """Iterate over the details of a finding besides its message, each with its label."""
        return self._labelled(_details(finding))

    def _labelled(self, pairs: Iterable[tuple[Message, Message | str]]) -> Iterator[tuple[str, str]]:
        return ((self.render(label), self.render(text)) for label, text in pairs)

    def verdict(self, report: Report, threshold: Severity | None) -> str:
        """State whether a submission conforms, and how much was found in it."""
        decided = verdict(report, threshold)
        partly = decided is Verdict.UNREAD and report.failure is None
        counts = count_reports([report], threshold)
        text = self.render(_PARTLY if partly else VERDICTS[decided])
        if decided is Verdict.CONFORMS and (counts.findings.total() or counts.review):
            text = self.render(_TO_IMPROVE if counts.findings.total() else _TO_REVIEW)
        details = self.counts(counts)
        return f"{text} — {details}" if details else text

    def rules(self, report: Report) -> str:
        """Count the rules by outcome; empty if none was assessed."""
        if not report.assessments:
            return ""
        outcomes = count_reports([report], None).outcomes
        listed = _listed((_OUTCOMES[outcome], outcomes[outcome]) for outcome in Outcome)
        return self.render(_("rules: {count} — {outcomes}", count=len(report.assessments), outcomes=listed))

    def total(self, reports: Sequence[Report], threshold: Severity | None) -> str:
        """Count the documents by verdict."""
        counts = count_reports(reports, threshold).verdicts
        left = sum(sign(report, threshold) == TO_DO for report in reports)
        verdicts = tuple(
            _("{verdict}: {count} (of which {left} with something left to do)",
              verdict=text, count=counts[decided], left=left)
            if left and decided is Verdict.CONFORMS
            else _("{verdict}: {count}", verdict=text, count=counts[decided])
            for decided, text in VERDICTS.items()
            if counts[decided]
        )  # fmt: skip
        return self.render(_("documents: {count} — {verdicts}", count=len(reports), verdicts=verdicts))

    def about(self, report: Report) -> str:
        """Describe a submission: its title, its year, its pack, its number of pages."""
        return " · ".join(map(self.render, _about(report)))

    def untold(self, report: Report) -> Sequence[Note]:
        """List the notes of the reader that no finding repeats."""
        stated = {finding.problem.message for finding in report.findings}
        return [note for note in report.notes if note.message not in stated]

    def note(self, note: Note) -> str:
        """Render a note of the reader with its page."""
        if note.page is None:
            return self.render(note.message)
        return self.render(_("page {page}: {note}", page=note.page, note=note.message))


def sign(report: Report, threshold: Severity | None) -> str:
    """Return the sign of a verdict; only a document in which nothing is left to do has a tick."""
    decided, counts = verdict(report, threshold), count_reports([report], threshold)
    left = counts.findings.total() + counts.review
    return TO_DO if decided is Verdict.CONFORMS and left else _SIGNS[decided]


def wording_for(reports: Sequence[Report], style: Style) -> ReportWording:
    """Choose the requested language, else that of the first report."""
    return ReportWording(style.language or next((report.language for report in reports), "en"))


def _listed(counts: Iterable[tuple[Message, int]]) -> Message:
    """List counting messages, without those that count nothing."""
    return join_messages([tuple(message.with_values(count=count) for message, count in counts if count)])


def _details(finding: Finding) -> Iterator[tuple[Message, Message | str]]:
    rule, problem = finding.rule, finding.problem
    open_sum = problem.is_open and problem.working is not None  # the advice lists what may be wrong
    if problem.actual is not None and not open_sum:
        yield _("found"), _short(problem.actual)
    if problem.expected is not None and not open_sum:
        yield _("expected"), _short(problem.expected)
    if problem.advice is not None:
        yield _("what to do"), problem.advice
    yield from _basis(rule)
    yield _("rule"), _identified(rule, problem.code)
    if finding.waiver is not None:
        yield (_("known") if finding.waiver.known else _("accepted")), _justification(finding.waiver)


def _identified(rule: Provision, code: str) -> Message | str:
    """Name a rule, with its id and the code of a problem, by which it is looked up."""
    if rule.name is None:
        return f"{rule.id} ({code})"
    return _("{name} ({rule}, {code})", name=rule.name, rule=rule.id, code=code)


def rule_name(rule: Provision) -> Message | str:
    """Return what people call a rule: its id where it has no name."""
    return rule.name or rule.id


def _justification(waiver: Waiver) -> Message | str:
    """Give the reason of a waiver, who approved it, until when it holds, and where it is recorded."""
    reasons: list[Message | str] = [waiver.reason] if waiver.reason else []
    if waiver.approver:
        reasons.append(_("approved by {name}", name=waiver.approver))
    if waiver.expires is not None:
        reasons.append(_("until {day}", day=str(waiver.expires)))
    if not reasons:
        return clean(waiver.source)
    return _("{reasons} ({source})", reasons=tuple(reasons), source=waiver.source)


def _basis(rule: Provision) -> Iterator[tuple[Message, str]]:
    yield _("clause"), rule.clause
    if rule.requirement:
        yield _("requirement"), rule.requirement


def _short(value: Message | str) -> Message | str:
    return value if isinstance(value, Message) else clean(value)


def _about(report: Report) -> Iterator[Message | str]:
    if report.title:
        yield clean(report.title)
    if report.period is not None and report.period.label != str(report.year):
        yield _("period {period}", period=report.period.label)
    elif report.year is not None:
        yield _("report year {year}", year=report.year)
    if report.pack:
        yield _("checked against {pack}", pack=report.pack)
    if report.pages is not None:
        yield _("pages: {pages}", pages=report.pages)
