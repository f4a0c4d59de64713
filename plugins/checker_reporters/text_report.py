"""The report for the people who mend the document: what is wrong where, what was expected, what to do."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

import click

from checker import (
    Failure,
    Finding,
    Messages,
    Note,
    Outcome,
    Report,
    Severity,
    Style,
    pad,
    shorten,
    width,
    wrap,
)
from checker_reporters.counts import Verdict, tally, verdict
from checker_reporters.wording import SIGNS, Voice, voice

_ = Messages(__package__)

_COLUMNS = 100  # the report is the same wherever it is read, so it does not ask the terminal
_MARGIN = 2
# in the log of a continuous integration such lines would be obeyed, whoever wrote them
_COMMAND = re.compile(r"(?<!\S):(?=:)|#(?=#\[)")
_COLORS = {Severity.ERROR: "red", Severity.WARNING: "yellow", Severity.INFO: "blue"}
_VERDICTS = {Verdict.CONFORMS: "green", Verdict.FAILS: "red", Verdict.UNREAD: "magenta"}


@dataclass(frozen=True, slots=True)
class TextReporter:
    """Write reports for reading: grouped by document and gravity, the verdict last."""

    name: str = "text"

    def write(self, reports: Sequence[Report], style: Style) -> Iterator[str]:
        """Yield the reports, and their summary where there are several."""
        for report in reports:
            page = _Page(voice([report], style), style)
            yield _lines(page.report(report))
        if len(reports) > 1:
            page = _Page(voice(reports, style), style)
            yield _lines(page.summary(reports))


def _lines(lines: Iterable[str]) -> str:
    return "".join(f"{_COMMAND.sub(_visible, line)}\n" for line in lines)


def _visible(match: re.Match[str]) -> str:
    return f"\\u{{{ord(match[0]):x}}}"


@dataclass(frozen=True, slots=True)
class _Page:
    """What is written in one language and style, line by line."""

    voice: Voice
    style: Style

    def paint(self, text: str, color: str = "", *, bold: bool = False, dim: bool = False) -> str:
        if not self.style.color:
            return text
        return click.style(text, fg=color or None, bold=bold or None, dim=dim or None)

    def report(self, report: Report) -> Iterator[str]:
        yield self.paint(self.voice.say(report.path), bold=True)
        if about := self.voice.about(report):
            yield self.paint(about, dim=True)
        yield self.paint("━" * _COLUMNS, dim=True)
        if report.failure is not None:
            yield from self.failure(report.failure)
        numbered = enumerate(report.findings, start=1)
        for severity, group in groupby(numbered, key=lambda pair: pair[1].severity):
            findings = tuple(group)
            heading = self.voice.heading(severity, [finding for _number, finding in findings])
            yield self.title(heading, _COLORS[severity])
            for number, finding in findings:
                yield from self.finding(number, finding)
        yield from self.not_assessed(report)
        yield from self.notes(report.notes)
        yield from self.verdict(report)
        yield ""

    def title(self, text: str, color: str) -> str:
        return self.paint(f"▍{text}", color, bold=True)

    def failure(self, failure: Failure) -> Iterator[str]:
        yield self.title(self.voice.say(_("could not be judged")), "magenta")
        reason, code = self.voice.say(_("reason")), self.voice.say(_("code"))
        lines = [(reason, self.voice.say(failure.message)), (code, self.voice.say(failure.code))]
        yield from self.labelled(lines, _MARGIN)
        yield ""

    def finding(self, number: int, finding: Finding) -> Iterator[str]:
        margin = " " * _MARGIN + pad(f"{number}.", 4)
        place = wrap(self.voice.say(finding.place), _COLUMNS - len(margin))
        yield margin + self.paint(place[0], "cyan")
        yield from (" " * len(margin) + self.paint(line, "cyan") for line in place[1:])
        for line in wrap(self.voice.message(finding), _COLUMNS - len(margin)):
            yield " " * len(margin) + self.paint(line, bold=True)
        yield from self.labelled(tuple(self.voice.facts(finding)), len(margin))
        yield ""

    def labelled(self, lines: Sequence[tuple[str, str]], margin: int) -> Iterator[str]:
        """Align short labels and the texts beside them."""
        column = max(width(label) for label, _text in lines) + 2
        for label, text in lines:
            first, *rest = wrap(text, _COLUMNS - margin - column)
            yield (" " * margin + self.paint(pad(label, column), dim=True) + first).rstrip()
            yield from (" " * (margin + column) + line for line in rest)

    def not_assessed(self, report: Report) -> Iterator[str]:
        unjudged = [a for a in report.assessments if a.outcome is Outcome.NOT_ASSESSED]
        if not unjudged:
            return
        yield self.title(self.voice.say(_("rules not judged: {count}", count=len(unjudged))), "magenta")
        reasons = dict.fromkeys(self.voice.say(a.reason) for a in unjudged)
        for reason in reasons:
            yield from self.hanging("", reason or self.voice.say(_("no reason given")))
            for a in unjudged:
                if self.voice.say(a.reason) == reason:
                    yield from self.hanging("  · ", f"{a.rule.id}  {self.voice.say(a.rule.requirement)}")
        yield ""

    def notes(self, notes: Sequence[Note]) -> Iterator[str]:
        if not notes:
            return
        yield self.title(self.voice.say(_("notes of the reader: {count}", count=len(notes))), "magenta")
        for note in notes:
            page = _("page {page}: {note}", page=note.page, note=note.message)
            yield from self.hanging("· ", self.voice.say(note.message if note.page is None else page))
        yield ""

    def hanging(self, mark: str, text: str) -> Iterator[str]:
        """Write an entry of a list, its further lines indented like the first."""
        margin = " " * _MARGIN + mark
        for index, line in enumerate(wrap(text, _COLUMNS - width(margin))):
            yield (margin if index == 0 else " " * width(margin)) + line

    def verdict(self, report: Report) -> Iterator[str]:
        found = verdict(report, self.style.threshold)
        said, dash, details = self.voice.verdict(report, self.style.threshold).partition(" — ")
        yield self.paint(f"{SIGNS[found]} {said}", _VERDICTS[found], bold=True) + dash + details
        if rules := self.voice.rules(report):
            yield self.paint(f"  {rules}", dim=True)

    def summary(self, reports: Sequence[Report]) -> Iterator[str]:
        """Write how many documents there are of each verdict, and which do not conform."""
        yield self.paint("━" * _COLUMNS, dim=True)
        yield self.paint(self.voice.total(reports, self.style.threshold), bold=True)
        names = [shorten(self.voice.say(report.path), _COLUMNS // 2) for report in reports]
        column = max(map(width, names)) + 2
        for report, name in zip(reports, names, strict=True):
            found = verdict(report, self.style.threshold)
            counts = self.voice.counts(tally([report], None))
            detail = self.voice.say(report.failure.message) if report.failure else counts
            first, *rest = wrap(detail, _COLUMNS - column - 4)
            yield f"  {self.paint(SIGNS[found], _VERDICTS[found])} {pad(name, column)}{first}".rstrip()
            yield from (" " * (column + 4) + line for line in rest)
