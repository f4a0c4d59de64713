"""The words of reports, said in one language and safe to print anywhere."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from checker import (
    Finding,
    Message,
    Messages,
    Outcome,
    Provision,
    Report,
    Severity,
    Style,
    Waiver,
    clean,
    join_messages,
)
from checker_reporters.counts import Tally, Verdict, tally, verdict
from checker_reporters.entries import Entry

_ = Messages(__package__)

WHOLE = 100_000  # what a pack says, and a path, is made safe but never cut short

SEVERITIES = {
    Severity.ERROR: _("errors: {count}"),
    Severity.WARNING: _("warnings: {count}"),
    Severity.INFO: _("hints: {count}"),
}
REVIEW = _("to be checked by you: {count}")
WAIVED = _("accepted or known: {count}")
PLEASE_CHECK = _("[please check]")
ACCEPTED = _("[accepted]")
KNOWN = _("[known]")
VERDICTS = {
    Verdict.CONFORMS: _("conforms"),
    Verdict.FAILS: _("does not conform"),
    Verdict.UNREAD: _("could not be judged"),
}
SIGNS = {Verdict.CONFORMS: "✓", Verdict.FAILS: "✗", Verdict.UNREAD: "?"}
_PARTLY = _("could not be judged completely")
_OUTCOMES = {
    Outcome.PASS: _("passed {count}"),
    Outcome.FAIL: _("failed {count}"),
    Outcome.REVIEW: _("to be checked {count}"),
    Outcome.NOT_ASSESSED: _("not judged {count}"),
    Outcome.NOT_APPLICABLE: _("not applicable {count}"),
}


@dataclass(frozen=True, slots=True)
class Voice:
    """Say things in one language: each on one line, with nothing in it that a terminal or a parser would obey."""

    language: str

    def say(self, words: Message | str | None) -> str:
        """Say a message, or quote what somebody wrote; nothing where there is nothing."""
        text = words.render(self.language) if isinstance(words, Message) else words or ""
        return clean(text, WHOLE)

    def short(self, value: Message | str | None) -> str:
        """Quote a value; a long text that was found is cut."""
        return self.say(clean(value) if isinstance(value, str) else value)

    def counts(self, counts: Tally) -> str:
        """Say how much was found; nothing where nothing was found."""
        found = [(SEVERITIES[severity], counts.findings[severity]) for severity in Severity]
        found += [(REVIEW, counts.review), (WAIVED, counts.waived)]
        said = tuple(counted(message, count) for message, count in found if count)
        return self.say(join_messages([said]))

    def heading(self, severity: Severity, findings: Sequence[Finding]) -> str:
        """Say how many findings of one gravity there are, and how many of them a person must look at."""
        counts = tally([Report("", findings=tuple(findings))], None)
        said = self.say(counted(SEVERITIES[severity], len(findings)))
        among = tuple(counted(m, n) for m, n in ((REVIEW, counts.review), (WAIVED, counts.waived)) if n)
        return self.say(_("{findings} (of these {among})", findings=said, among=among)) if among else said

    def message(self, finding: Finding) -> str:
        """Say what was seen, marked where a person must look."""
        marks = [PLEASE_CHECK] if finding.outcome is Outcome.REVIEW else []
        if finding.waiver is not None:
            marks.append(KNOWN if finding.waiver.known else ACCEPTED)
        return " ".join(map(self.say, (*marks, finding.problem.message)))

    def headline(self, entry: Entry) -> str:
        """Say what an entry is about in one sentence."""
        return self.message(entry.finding) if entry.finding else self.say(entry.message)

    def place(self, entry: Entry) -> str:
        """Say where in the document it is; nothing where it is the document as a whole."""
        return self.say(entry.finding.place) if entry.finding else ""

    def line(self, entry: Entry) -> str:
        """Say an entry on one line: its rule, its place, what was seen."""
        parts = (self.say(entry.name), self.place(entry), self.headline(entry))
        return self.colon.join(filter(None, parts))

    def lines(self, entry: Entry) -> tuple[str, ...]:
        """Say all of an entry: what was seen, then what belongs to it."""
        facts = self.facts(entry.finding) if entry.finding else self.basis(entry.rule)
        return self.headline(entry), *(f"{label}{self.colon}{text}" for label, text in facts)

    @property
    def colon(self) -> str:
        """Return what stands between a label and its text."""
        return self.say(_(": "))

    def basis(self, rule: Provision | None) -> Iterator[tuple[str, str]]:
        """Iterate over what a rule rests on, each with its label."""
        return ((self.say(label), self.say(words)) for label, words in (_basis(rule) if rule else ()))

    def facts(self, finding: Finding) -> Iterator[tuple[str, str]]:
        """Iterate over what is said of a finding beside its message, each with its label."""
        return ((self.say(label), self.say(words)) for label, words in _facts(finding))

    def verdict(self, report: Report, threshold: Severity | None) -> str:
        """Say whether a submission conforms, and how much was found in it."""
        found = verdict(report, threshold)
        partly = found is Verdict.UNREAD and report.failure is None
        said = self.say(_PARTLY if partly else VERDICTS[found])
        details = self.counts(tally([report], threshold))
        return f"{said} — {details}" if details else said

    def rules(self, report: Report) -> str:
        """Say how the rules ended; nothing where none was asked."""
        if not report.assessments:
            return ""
        outcomes = tally([report], None).outcomes
        judged = tuple(counted(_OUTCOMES[o], n) for o in Outcome if (n := outcomes[o]))
        return self.say(_("rules: {count} — {outcomes}", count=len(report.assessments), outcomes=judged))

    def total(self, reports: Sequence[Report], threshold: Severity | None) -> str:
        """Say how many documents there are of each verdict."""
        counts = tally(reports, threshold).verdicts
        said = tuple(
            _("{verdict}: {count}", verdict=said, count=counts[found])
            for found, said in VERDICTS.items()
            if counts[found]
        )
        return self.say(_("documents: {count} — {verdicts}", count=len(reports), verdicts=said))

    def about(self, report: Report) -> str:
        """Say what the submission is: its title, its year, its pack, how long it is."""
        return " · ".join(map(self.say, _about(report)))


def voice(reports: Sequence[Report], style: Style) -> Voice:
    """Choose the language of a text on these reports: the one that is wished, else the first report's own."""
    return Voice(style.language or next((report.language for report in reports), "en"))


def counted(message: Message, count: int) -> Message:
    """Fill the one place of a counting message."""
    return message.with_values(count=count)


def _facts(finding: Finding) -> Iterator[tuple[Message, Message | str]]:
    rule, problem = finding.rule, finding.problem
    if problem.actual is not None:
        yield _("found"), _short(problem.actual)
    if problem.expected is not None:
        yield _("expected"), _short(problem.expected)
    if problem.advice is not None:
        yield _("what to do"), problem.advice
    yield from _basis(rule)
    yield _("rule"), f"{rule.id} ({problem.code})"
    if finding.waiver is not None:
        yield (_("known") if finding.waiver.known else _("accepted")), _excuse(finding.waiver)


def _excuse(waiver: Waiver) -> Message:
    """Say why a finding does not count, who says so, and where."""
    said: list[Message | str] = [waiver.reason] if waiver.reason else []
    if waiver.approver:
        said.append(_("approved by {name}", name=waiver.approver))
    if waiver.expires is not None:
        said.append(_("until {day}", day=str(waiver.expires)))
    return (
        _("{said} ({source})", said=tuple(said), source=waiver.source)
        if said
        else join_messages([waiver.source])
    )


def _basis(rule: Provision) -> Iterator[tuple[Message, str]]:
    yield _("clause"), rule.clause
    if rule.requirement:
        yield _("requirement"), rule.requirement


def _short(value: Message | str) -> Message | str:
    return value if isinstance(value, Message) else clean(value)


def _about(report: Report) -> Iterator[Message | str]:
    if report.title:
        yield clean(report.title)
    if report.year is not None:
        yield _("report year {year}", year=report.year)
    if report.pack:
        yield _("judged by {pack}", pack=report.pack)
    if report.pages is not None:
        yield _("pages: {pages}", pages=report.pages)
