"""The report as Markdown: for job summaries, comments and wikis."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

from checker import Finding, Message, Messages, Note, Outcome, Report, Style
from checker_reporters.counts import verdict
from checker_reporters.wording import SIGNS, Voice, voice

_ = Messages(__package__)

SUMMARY = 1_048_576  # bytes; GitHub shows no longer summary of a step
_SIGN = re.compile(r"[!#$&()*+.:<=>@\[\\\]_`{|}~-]")
# Mentions and references are looked for after Markdown is rendered, so that a backslash does not stop them.
_REFERENCE = re.compile(r"(?<=[@#!])(?=\w)|(?<=GH-)(?=\d)")
_BREAK = "\N{ZERO WIDTH SPACE}"


@dataclass(frozen=True, slots=True)
class MarkdownReporter:
    """Write reports as Markdown, the verdicts first; `limit` is how many bytes there may be, `None` for any."""

    name: str = "markdown"
    limit: int | None = None

    def write(self, reports: Sequence[Report], style: Style) -> Iterator[str]:
        """Yield piece by piece; what would be too long is left out, and the last line says so."""
        said = voice(reports, style)
        cut = _("the report would be too long here: what follows is left out")
        ending = f"\n> {_escaped(said.say(cut))}\n"
        room = self.limit - len(ending.encode()) if self.limit is not None else None
        for piece in _pieces(reports, style, said):
            if room is not None and (room := room - len(piece.encode())) < 0:
                yield ending
                return
            yield piece


def _pieces(reports: Sequence[Report], style: Style, said: Voice) -> Iterator[str]:
    if len(reports) > 1:
        yield f"## {_escaped(said.total(reports, style.threshold))}\n\n"
        yield f"| | {_escaped(said.say(_('file')))} | {_escaped(said.say(_('verdict')))} |\n|---|---|---|\n"
        for report in reports:
            sign = SIGNS[verdict(report, style.threshold)]
            path = _escaped(said.say(report.path))
            yield f"| {sign} | {path} | {_escaped(said.verdict(report, style.threshold))} |\n"
        yield "\n"
    for report in reports:
        yield from _report(report, style, voice([report], style))


def _report(report: Report, style: Style, said: Voice) -> Iterator[str]:
    sign = SIGNS[verdict(report, style.threshold)]
    yield f"### {sign} {_escaped(said.say(report.path))}\n\n"
    yield f"**{_escaped(said.verdict(report, style.threshold))}**\n\n"
    for line in filter(None, (said.about(report), said.rules(report))):
        yield f"{_escaped(line)}\n\n"
    if report.failure is not None:
        yield f"{_escaped(said.say(report.failure.message))} ({_escaped(said.say(report.failure.code))})\n\n"
    numbered = enumerate(report.findings, start=1)
    for severity, group in groupby(numbered, key=lambda pair: pair[1].severity):
        findings = tuple(group)
        heading = said.heading(severity, [finding for _number, finding in findings])
        yield f"#### {_escaped(heading)}\n\n"
        yield from (_finding(number, finding, said) for number, finding in findings)
        yield "\n"
    yield from _not_assessed(report, said)
    yield from _notes(report.notes, said)


def _finding(number: int, finding: Finding, said: Voice) -> str:
    first = f"{number}. **{_escaped(said.say(finding.place))}**  \n"
    margin = " " * len(f"{number}. ")
    facts = (
        f"{margin}- {_escaped(label)}{said.colon}{_escaped(text)}\n" for label, text in said.facts(finding)
    )
    return f"{first}{margin}{_escaped(said.message(finding))}\n{''.join(facts)}"


def _not_assessed(report: Report, said: Voice) -> Iterator[str]:
    unjudged = [a for a in report.assessments if a.outcome is Outcome.NOT_ASSESSED or a.unread]
    if not unjudged:
        return
    yield f"#### {_escaped(said.say(_('rules not judged: {count}', count=len(unjudged))))}\n\n"
    for assessment in unjudged:
        reason = said.say(assessment.reason or _("no reason given"))
        rule = said.colon.join((said.say(assessment.rule.id), reason))
        yield f"- {_escaped(rule)}\n"
    yield "\n"


def _notes(notes: Sequence[Note], said: Voice) -> Iterator[str]:
    if not notes:
        return
    yield f"#### {_escaped(said.say(_('notes of the reader: {count}', count=len(notes))))}\n\n"
    for note in notes:
        page = _("page {page}: {note}", page=note.page, note=note.message)
        words: Message = note.message if note.page is None else page
        yield f"- {_escaped(said.say(words))}\n"
    yield "\n"


def _escaped(text: str) -> str:
    """Keep a text from being Markdown, HTML, a link or a mention: shown, it reads as it was written."""
    return _SIGN.sub(lambda sign: f"\\{sign[0]}", _REFERENCE.sub(_BREAK, text)).strip()
