"""The report for people who correct the document: what is wrong where, what was expected, what to do."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import groupby

import click

from checker import (
    Failure,
    Finding,
    Messages,
    Note,
    Report,
    Severity,
    Style,
    Urgency,
    corrections,
    dataclass,
    pad,
    shorten,
    width,
    wrap,
)
from checker_reporters.correction_lines import CorrectionLine, correction_lines, span
from checker_reporters.correction_text import CorrectionText
from checker_reporters.counts import Verdict, count_reports, verdict
from checker_reporters.entries import is_unjudged
from checker_reporters.log_commands import break_commands
from checker_reporters.wording import TO_DO, ReportWording, rule_name, sign, wording_for

_ = Messages(__package__)

_COLUMNS = 100  # the report is the same wherever it is read, so it does not ask the terminal
_MARGIN = 2
_SEVERAL = 2
_COLORS = {Severity.ERROR: "red", Severity.WARNING: "yellow", Severity.INFO: "blue"}
_VERDICTS = {Verdict.CONFORMS: "green", Verdict.FAILS: "red", Verdict.UNREAD: "magenta"}
_UNDECIDED = "yellow"  # it conforms, and something is left to do

_URGENCIES = {
    Urgency.REQUIRED: _("required: {count}"),
    Urgency.SUGGESTED: _("suggested: {count}"),
    Urgency.CHECK: _("please check: {count}"),
}


@dataclass(frozen=True, slots=True)
class TextReporter:
    """Write reports for reading: grouped by document and severity, the verdict last."""

    name: str = "text"

    def write(self, reports: Sequence[Report], style: Style) -> Iterator[str]:
        """Yield the reports, and their summary if there are several."""
        for report in reports:
            page = _TextPage(wording_for([report], style), style)
            yield _lines(page.report(report))
        if len(reports) > 1:
            page = _TextPage(wording_for(reports, style), style)
            yield _lines(page.summary(reports))


def _numbers(line: CorrectionLine[CorrectionText], numbers: Mapping[str, int]) -> str:
    """List the numbers of the findings of a line; of many corrections, the first and the last one."""
    own = [numbers[fingerprint] for text in line.texts for fingerprint in text.correction.fingerprints]
    return ", ".join(map(str, own)) if line.is_single else span(own)


def _lines(lines: Iterable[str]) -> str:
    return "".join(f"{break_commands(line)}\n" for line in lines)


@dataclass(frozen=True, slots=True)
class _TextPage:
    """Write reports line by line in one language and style."""

    wording: ReportWording
    style: Style

    def paint(self, text: str, color: str = "", *, bold: bool = False, dim: bool = False) -> str:
        if not self.style.color:
            return text
        return click.style(text, fg=color or None, bold=bold or None, dim=dim or None)

    def report(self, report: Report) -> Iterator[str]:
        yield self.paint(self.wording.render(report.path), bold=True)
        if about := self.wording.about(report):
            yield self.paint(about, dim=True)
        yield self.paint("━" * _COLUMNS, dim=True)
        if report.failure is not None:
            yield from self.failure(report.failure)
        yield from self.corrections(report)
        numbered = enumerate(report.findings, start=1)
        for severity, group in groupby(numbered, key=lambda pair: pair[1].severity):
            findings = tuple(group)
            heading = self.wording.heading(severity, [finding for _number, finding in findings])
            yield self.title(heading, _COLORS[severity])
            for number, finding in findings:
                yield from self.finding(number, finding)
        yield from self.not_assessed(report)
        yield from self.notes(self.wording.untold(report))
        yield from self.verdict(report)
        yield ""

    def title(self, text: str, color: str) -> str:
        return self.paint(f"▍{text}", color, bold=True)

    def failure(self, failure: Failure) -> Iterator[str]:
        yield self.title(self.wording.render(_("could not be judged")), "magenta")
        reason, code = self.wording.render(_("reason")), self.wording.render(_("code"))
        lines = [(reason, self.wording.render(failure.message)), (code, self.wording.render(failure.code))]
        yield from self.labelled(lines, _MARGIN)
        yield ""

    def corrections(self, report: Report) -> Iterator[str]:
        """List what to correct, each by the numbers of its findings, if there is more than one thing to do."""
        listed = corrections(report, self.style.threshold)
        if len(listed) < _SEVERAL:
            return
        numbers = {fingerprint: number for number, fingerprint in enumerate(report.by_fingerprint(), start=1)}
        lines = tuple(correction_lines([CorrectionText(one, self.wording) for one in listed]))
        names = [_numbers(line, numbers) for line in lines]
        column = max(map(width, names)) + 2
        yield self.title(self.wording.render(_("corrections: {count}", count=len(listed))), "cyan")
        for urgency, group in groupby(zip(names, lines, strict=True), key=lambda pair: pair[1].urgency):
            members = tuple(group)
            count = sum(len(line.texts) for _name, line in members)
            text = self.wording.render(_URGENCIES[urgency].with_values(count=count))
            yield " " * _MARGIN + self.paint(text, bold=True)
            for name, one in members:
                first, *rest = wrap(one.line, _COLUMNS - _MARGIN - column)
                yield " " * _MARGIN + self.paint(pad(name, column), dim=True) + first
                yield from (" " * (_MARGIN + column) + line for line in rest)
        yield ""

    def finding(self, number: int, finding: Finding) -> Iterator[str]:
        margin = " " * _MARGIN + pad(f"{number}.", 4)
        room = _COLUMNS - len(margin)
        place = self.wording.render(finding.place)
        lines = [self.paint(line, "cyan") for line in wrap(place, room)] if place else []
        lines += [self.paint(line, bold=True) for line in wrap(self.wording.message(finding), room)]
        for index, line in enumerate(lines):
            yield (" " * len(margin) if index else margin) + line
        yield from self.labelled(tuple(self.wording.details(finding)), len(margin))
        yield ""

    def labelled(self, lines: Sequence[tuple[str, str]], margin: int) -> Iterator[str]:
        """Align the texts beside short labels."""
        column = max(width(label) for label, _text in lines) + 2
        for label, text in lines:
            first, *rest = wrap(text, _COLUMNS - margin - column)
            yield (" " * margin + self.paint(pad(label, column), dim=True) + first).rstrip()
            yield from (" " * (margin + column) + line for line in rest)

    def not_assessed(self, report: Report) -> Iterator[str]:
        unjudged = list(filter(is_unjudged, report.assessments))
        if not unjudged:
            return
        yield self.title(self.wording.render(_("rules not judged: {count}", count=len(unjudged))), "magenta")
        reasons = dict.fromkeys(self.wording.render(a.reason) for a in unjudged)
        for reason in reasons:
            yield from self.hanging("", reason or self.wording.render(_("no reason given")))
            for a in unjudged:
                if self.wording.render(a.reason) == reason:
                    yield from self.hanging(
                        "  · ",
                        f"{self.wording.render(rule_name(a.rule))}  {self.wording.render(a.rule.requirement)}",
                    )
        yield ""

    def notes(self, notes: Sequence[Note]) -> Iterator[str]:
        if not notes:
            return
        yield self.title(self.wording.render(_("reading notes: {count}", count=len(notes))), "magenta")
        for note in notes:
            yield from self.hanging("· ", self.wording.note(note))
        yield ""

    def hanging(self, mark: str, text: str) -> Iterator[str]:
        """Write a list item with a hanging indent."""
        margin = " " * _MARGIN + mark
        for index, line in enumerate(wrap(text, _COLUMNS - width(margin))):
            yield (margin if index == 0 else " " * width(margin)) + line

    def verdict(self, report: Report) -> Iterator[str]:
        decided = verdict(report, self.style.threshold)
        text, dash, details = self.wording.verdict(report, self.style.threshold).partition(" — ")
        mark = sign(report, self.style.threshold)
        color = _UNDECIDED if mark == TO_DO else _VERDICTS[decided]
        yield self.paint(f"{mark} {text}", color, bold=True) + dash + details
        if rules := self.wording.rules(report):
            yield self.paint(f"  {rules}", dim=True)

    def summary(self, reports: Sequence[Report]) -> Iterator[str]:
        """Count the documents by verdict, and list them with theirs."""
        yield self.paint("━" * _COLUMNS, dim=True)
        yield self.paint(self.wording.total(reports, self.style.threshold), bold=True)
        names = [shorten(self.wording.render(report.path), _COLUMNS // 2) for report in reports]
        column = max(map(width, names)) + 2
        for report, name in zip(reports, names, strict=True):
            mark = sign(report, self.style.threshold)
            color = _UNDECIDED if mark == TO_DO else _VERDICTS[verdict(report, self.style.threshold)]
            counts = self.wording.counts(count_reports([report], None))
            detail = self.wording.render(report.failure.message) if report.failure else counts
            first, *rest = wrap(detail, _COLUMNS - column - 4)
            yield f"  {self.paint(mark, color)} {pad(name, column)}{first}".rstrip()
            yield from (" " * (column + 4) + line for line in rest)
