"""The report as Markdown: for job summaries, comments and wikis."""

from collections.abc import Iterator, Sequence
from itertools import groupby

from checker import Finding, Messages, Note, Report, Style, dataclass, regex
from checker_reporters.entries import is_unjudged
from checker_reporters.wording import ReportWording, rule_name, sign, wording_for

_ = Messages(__package__)

_SUMMARY = 1_048_576  # bytes; GitHub shows no longer step summaries
_SIGN = regex(r"[!#$&()*+.:<=>@\[\\\]_`{|}~-]")
# GitHub looks for mentions and references in rendered Markdown, where a backslash does not stop it.
_REFERENCE = regex(r"(?<=[@#!])(?=\w)|(?<=GH-)(?=\d)")
_BREAK = "\N{ZERO WIDTH SPACE}"


@dataclass(frozen=True, slots=True)
class MarkdownReporter:
    """Write reports as Markdown, the verdicts first, in at most `limit` bytes if there is a limit."""

    name: str = "markdown"
    limit: int | None = None

    def write(self, reports: Sequence[Report], style: Style) -> Iterator[str]:
        """Yield piece by piece; what exceeds the limit is left out, and the last line reports that."""
        wording = wording_for(reports, style)
        cut = _("the report is too long: the rest is left out")
        ending = f"\n> {_escaped(wording.render(cut))}\n"
        room = self.limit - len(ending.encode()) if self.limit is not None else None
        for piece in _pieces(reports, style, wording):
            if room is not None and (room := room - len(piece.encode())) < 0:
                yield ending
                return
            yield piece


def _pieces(reports: Sequence[Report], style: Style, wording: ReportWording) -> Iterator[str]:
    if len(reports) > 1:
        yield f"## {_escaped(wording.total(reports, style.threshold))}\n\n"
        yield f"| | {_escaped(wording.render(_('file')))} | {_escaped(wording.render(_('verdict')))} |\n|---|---|---|\n"
        for report in reports:
            mark = sign(report, style.threshold)
            path = _escaped(wording.render(report.path))
            yield f"| {mark} | {path} | {_escaped(wording.verdict(report, style.threshold))} |\n"
        yield "\n"
    for report in reports:
        yield from _report(report, style, wording_for([report], style))


def _report(report: Report, style: Style, wording: ReportWording) -> Iterator[str]:
    yield f"### {sign(report, style.threshold)} {_escaped(wording.render(report.path))}\n\n"
    yield f"**{_escaped(wording.verdict(report, style.threshold))}**\n\n"
    for line in filter(None, (wording.about(report), wording.rules(report))):
        yield f"{_escaped(line)}\n\n"
    if report.failure is not None:
        yield f"{_escaped(wording.render(report.failure.message))} ({_escaped(wording.render(report.failure.code))})\n\n"
    numbered = enumerate(report.findings, start=1)
    for severity, group in groupby(numbered, key=lambda pair: pair[1].severity):
        findings = tuple(group)
        heading = wording.heading(severity, [finding for _number, finding in findings])
        yield f"#### {_escaped(heading)}\n\n"
        yield from (_finding(number, finding, wording) for number, finding in findings)
        yield "\n"
    yield from _not_assessed(report, wording)
    yield from _notes(report.notes, wording)


def _finding(number: int, finding: Finding, wording: ReportWording) -> str:
    margin = " " * len(f"{number}. ")
    place = wording.render(finding.place)
    first = f"**{_escaped(place)}**  \n{margin}" if place else ""
    details = (
        f"{margin}- {_escaped(label)}{wording.colon}{_escaped(text)}\n"
        for label, text in wording.details(finding)
    )
    return f"{number}. {first}{_escaped(wording.message(finding))}\n{''.join(details)}"


def _not_assessed(report: Report, wording: ReportWording) -> Iterator[str]:
    unjudged = list(filter(is_unjudged, report.assessments))
    if not unjudged:
        return
    yield f"#### {_escaped(wording.render(_('rules not judged: {count}', count=len(unjudged))))}\n\n"
    for assessment in unjudged:
        reason = wording.render(assessment.reason or _("no reason given"))
        rule = wording.colon.join((wording.render(rule_name(assessment.rule)), reason))
        yield f"- {_escaped(rule)}\n"
    yield "\n"


def _notes(notes: Sequence[Note], wording: ReportWording) -> Iterator[str]:
    if not notes:
        return
    yield f"#### {_escaped(wording.render(_('reading notes: {count}', count=len(notes))))}\n\n"
    for note in notes:
        yield f"- {_escaped(wording.note(note))}\n"
    yield "\n"


def _escaped(text: str) -> str:
    """Escape Markdown, HTML, links and mentions, so that the text is shown as it was written."""
    return _SIGN.sub(lambda sign: f"\\{sign[0]}", _REFERENCE.sub(_BREAK, text)).strip()


FOR_SUMMARIES = MarkdownReporter("github-summary", _SUMMARY)
