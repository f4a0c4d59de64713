"""The report for the people who mend the document: what is wrong where, what was expected, what to do."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

import click

from checker.columns import pad, shorten, width, wrap
from checker.document import Note
from checker.formats import Style
from checker.messages import Message, Sentences
from checker.reports import Failure, Finding, Outcome, Report
from checker.rules import Severity
from checker.text import clean
from checker_reporters.tally import Tally, Verdict, tally, verdict

_ = Sentences(__package__)

_COLUMNS = 100  # the report is the same wherever it is read, so it does not ask the terminal
_MARGIN = 2
# in the log of a continuous integration such lines would be obeyed, whoever wrote them
_COMMAND = re.compile(r"(?<!\S):(?=:)|#(?=#\[)")
_WHOLE = 100_000  # what a pack says is never cut short

_SEVERITIES = {
    Severity.ERROR: _("errors: {count}"),
    Severity.WARNING: _("warnings: {count}"),
    Severity.INFO: _("hints: {count}"),
}
_REVIEW = _("to be checked by you: {count}")
_COLORS = {Severity.ERROR: "red", Severity.WARNING: "yellow", Severity.INFO: "blue"}
_VERDICTS = {
    Verdict.CONFORMS: ("✓", "green", _("conforms")),
    Verdict.FAILS: ("✗", "red", _("does not conform")),
    Verdict.UNREAD: ("?", "magenta", _("could not be judged")),
}
_OUTCOMES = {
    Outcome.PASS: _("passed {count}"),
    Outcome.FAIL: _("failed {count}"),
    Outcome.REVIEW: _("to be checked {count}"),
    Outcome.NOT_ASSESSED: _("not judged {count}"),
    Outcome.NOT_APPLICABLE: _("not applicable {count}"),
}
_PARTLY = _("could not be judged completely")


@dataclass(frozen=True, slots=True)
class TextReporter:
    """Write reports for reading: grouped by document and gravity, the verdict last."""

    name: str = "text"

    def write(self, reports: Sequence[Report], style: Style) -> Iterator[str]:
        """Yield the reports, and their summary where there are several."""
        for report in reports:
            page = _Page(style.language or report.language, style)
            yield _lines(page.report(report))
        if len(reports) > 1:
            page = _Page(style.language or reports[0].language, style)
            yield _lines(page.summary(reports))


def _lines(lines: Iterable[str]) -> str:
    return "".join(f"{_COMMAND.sub(_visible, line)}\n" for line in lines)


def _visible(match: re.Match[str]) -> str:
    return f"\\u{{{ord(match[0]):x}}}"


@dataclass(frozen=True, slots=True)
class _Page:
    """What is written in one language and style, line by line."""

    language: str
    style: Style

    def say(self, message: Message | str) -> str:
        return message.render(self.language) if isinstance(message, Message) else clean(message)

    def paint(self, text: str, color: str = "", *, bold: bool = False, dim: bool = False) -> str:
        if not self.style.color:
            return text
        return click.style(text, fg=color or None, bold=bold or None, dim=dim or None)

    def report(self, report: Report) -> Iterator[str]:
        yield self.paint(clean(report.path, _WHOLE), bold=True)
        about = " · ".join(map(self.say, _about(report)))
        if about:
            yield self.paint(about, dim=True)
        yield self.paint("━" * _COLUMNS, dim=True)
        if report.failure is not None:
            yield from self.failure(report.failure)
        numbered = enumerate(report.findings, start=1)
        for severity, group in groupby(numbered, key=lambda pair: pair[1].severity):
            findings = tuple(group)
            yield self.title(
                self.heading(severity, [finding for _number, finding in findings]), _COLORS[severity]
            )
            for number, finding in findings:
                yield from self.finding(number, finding)
        yield from self.not_assessed(report)
        yield from self.notes(report.notes)
        yield from self.verdict(report)
        yield ""

    def title(self, text: str, color: str) -> str:
        return self.paint(f"▍{text}", color, bold=True)

    def heading(self, severity: Severity, findings: Sequence[Finding]) -> str:
        review = sum(finding.outcome is Outcome.REVIEW for finding in findings)
        said = self.say(_counted(_SEVERITIES[severity], len(findings)))
        if not review:
            return said
        return self.say(_("{findings} (of these {review})", findings=said, review=_counted(_REVIEW, review)))

    def failure(self, failure: Failure) -> Iterator[str]:
        yield self.title(self.say(_("could not be judged")), "magenta")
        yield from self.labelled(
            [(_("reason"), self.say(failure.message)), (_("code"), clean(failure.code))], _MARGIN
        )
        yield ""

    def finding(self, number: int, finding: Finding) -> Iterator[str]:
        rule, problem = finding.rule, finding.problem
        margin = " " * _MARGIN + pad(f"{number}.", 4)
        place = wrap(self.say(finding.place), _COLUMNS - len(margin))
        yield margin + self.paint(place[0], "cyan")
        yield from (" " * len(margin) + self.paint(line, "cyan") for line in place[1:])
        mark = self.say(_("[please check]")) if finding.outcome is Outcome.REVIEW else ""
        message = " ".join(filter(None, (mark, self.say(problem.message))))
        for line in wrap(message, _COLUMNS - len(margin)):
            yield " " * len(margin) + self.paint(line, bold=True)
        yield from self.labelled(
            [
                (_("found"), None if problem.actual is None else self.say(problem.actual)),
                (_("expected"), None if problem.expected is None else self.say(problem.expected)),
                (_("what to do"), self.say(problem.advice) if problem.advice else None),
                (_("clause"), clean(rule.clause, _WHOLE)),
                (_("requirement"), clean(rule.requirement, _WHOLE) or None),
                (_("rule"), f"{rule.id} ({problem.code})"),
            ],
            len(margin),
        )
        yield ""

    def labelled(self, lines: Iterable[tuple[Message, str | None]], margin: int) -> Iterator[str]:
        """Align short labels and the texts beside them, leaving out what there is not."""
        known = [(self.say(label), text) for label, text in lines if text is not None]
        column = max(width(label) for label, _text in known) + 2
        for label, text in known:
            first, *rest = wrap(text, _COLUMNS - margin - column)
            yield (" " * margin + self.paint(pad(label, column), dim=True) + first).rstrip()
            yield from (" " * (margin + column) + line for line in rest)

    def not_assessed(self, report: Report) -> Iterator[str]:
        unjudged = [a for a in report.assessments if a.outcome is Outcome.NOT_ASSESSED]
        if not unjudged:
            return
        yield self.title(self.say(_("rules not judged: {count}", count=len(unjudged))), "magenta")
        reasons = dict.fromkeys(self.say(a.reason) if a.reason else "" for a in unjudged)
        for reason in reasons:
            yield from self.hanging("", reason or self.say(_("no reason given")))
            for a in unjudged:
                if (self.say(a.reason) if a.reason else "") == reason:
                    yield from self.hanging("  · ", f"{a.rule.id}  {clean(a.rule.requirement, _WHOLE)}")
        yield ""

    def notes(self, notes: Sequence[Note]) -> Iterator[str]:
        if not notes:
            return
        yield self.title(self.say(_("notes of the reader: {count}", count=len(notes))), "magenta")
        for note in notes:
            page = _("page {page}: {note}", page=note.page, note=note.message)
            yield from self.hanging("· ", self.say(note.message if note.page is None else page))
        yield ""

    def hanging(self, mark: str, text: str) -> Iterator[str]:
        """Write an entry of a list, its further lines indented like the first."""
        margin = " " * _MARGIN + mark
        for index, line in enumerate(wrap(text, _COLUMNS - width(margin))):
            yield (margin if index == 0 else " " * width(margin)) + line

    def verdict(self, report: Report) -> Iterator[str]:
        found = verdict(report, self.style.threshold)
        sign, color, said = _VERDICTS[found]
        if found is Verdict.UNREAD and report.failure is None:
            said = _PARTLY
        counts = tally([report], self.style.threshold)
        details = self.counts(counts)
        yield self.paint(f"{sign} {self.say(said)}", color, bold=True) + (f" — {details}" if details else "")
        if report.assessments:
            judged = tuple(_counted(_OUTCOMES[o], n) for o in Outcome if (n := counts.outcomes[o]))
            rules = _("rules: {count} — {outcomes}", count=len(report.assessments), outcomes=judged)
            yield self.paint(f"  {self.say(rules)}", dim=True)

    def counts(self, counts: Tally) -> str:
        """Write how much was found; nothing where nothing was found."""
        found = [(_SEVERITIES[severity], counts.findings[severity]) for severity in Severity]
        found.append((_REVIEW, counts.review))
        said = tuple(_counted(message, count) for message, count in found if count)
        return self.say(Message("{counts}", (("counts", said),)))

    def summary(self, reports: Sequence[Report]) -> Iterator[str]:
        """Write how many documents there are of each verdict, and which do not conform."""
        counts = tally(reports, self.style.threshold)
        said = tuple(
            _("{verdict}: {count}", verdict=said, count=counts.verdicts[found])
            for found, (_sign, _color, said) in _VERDICTS.items()
            if counts.verdicts[found]
        )
        yield self.paint("━" * _COLUMNS, dim=True)
        total = _("documents: {count} — {verdicts}", count=len(reports), verdicts=said)
        yield self.paint(self.say(total), bold=True)
        names = [shorten(clean(report.path, _WHOLE), _COLUMNS // 2) for report in reports]
        column = max(map(width, names)) + 2
        for report, name in zip(reports, names, strict=True):
            sign, color, _said = _VERDICTS[verdict(report, self.style.threshold)]
            detail = (
                self.say(report.failure.message) if report.failure else self.counts(tally([report], None))
            )
            first, *rest = wrap(detail, _COLUMNS - column - 4)
            yield f"  {self.paint(sign, color)} {pad(name, column)}{first}".rstrip()
            yield from (" " * (column + 4) + line for line in rest)


def _about(report: Report) -> Iterator[Message | str]:
    """Say what the submission is: its title, its pack, how long it is."""
    if report.title:
        yield report.title
    if report.year is not None:
        yield _("report year {year}", year=report.year)
    if report.pack:
        yield _("judged by {pack}", pack=report.pack)
    if report.pages is not None:
        yield _("pages: {pages}", pages=report.pages)


def _counted(message: Message, count: int) -> Message:
    return Message(message.text, (("count", count),), message.domain)
