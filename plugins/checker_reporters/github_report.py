"""The report as workflow commands: GitHub shows them as annotations of a job."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from checker import Messages, Report, Severity, Style, clean
from checker_reporters.entries import Entry, entries
from checker_reporters.wording import Voice, voice

_ = Messages(__package__)

SHOWN = 10  # annotations of each kind that GitHub shows for a step
_TITLE = 200  # characters; GitHub takes 255
_LONGEST = 16_000  # characters; GitHub takes 64 KiB
_LEVELS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.INFO: "notice"}


@dataclass(frozen=True, slots=True)
class GithubReporter:
    """Write findings, and what could not be read, as workflow commands, worst first."""

    name: str = "github"

    def write(self, reports: Sequence[Report], style: Style) -> Iterator[str]:
        """Yield a command a line, before them a notice where GitHub will not show all of them."""
        said = [
            (report, entry)
            for report in reports
            for entry in entries(report)
            if entry.finding or entry.unread
        ]
        kinds = Counter(_level(entry) for _report, entry in said)
        if any(count > SHOWN for count in kinds.values()):
            whole = _(
                "findings: {count}; GitHub shows {shown} of each kind, the log of this step has all of them",
                count=len(said),
                shown=SHOWN,
            )
            yield _command("notice", {"title": "checker"}, voice(reports, style).say(whole))
        for report, entry in sorted(said, key=_gravity):
            yield _annotation(report, entry, voice([report], style))


def _gravity(said: tuple[Report, Entry]) -> tuple[bool, int]:
    _report, entry = said
    return (not entry.unread, list(_LEVELS.values()).index(_level(entry)))


def _level(entry: Entry) -> str:
    return _LEVELS[Severity.INFO if entry.waived else entry.severity]


def _annotation(report: Report, entry: Entry, said: Voice) -> str:
    title = " ".join(filter(None, (said.say(entry.name), said.place(entry))))
    properties = {"file": said.say(report.path), "line": "1", "title": clean(title, _TITLE)}
    text = "\n".join(said.lines(entry))
    return _command(_level(entry), properties, text[:_LONGEST])


def _command(name: str, properties: Mapping[str, str], text: str) -> str:
    listed = ",".join(f"{key}={_property(value)}" for key, value in properties.items())
    return f"::{name} {listed}::{_escaped(text)}\n"


def _escaped(text: str) -> str:
    # the older form of commands is obeyed wherever it stands in a line
    inert = text.replace("##[", "#\\u{23}[")
    return inert.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _escaped(text).replace(":", "%3A").replace(",", "%2C")
