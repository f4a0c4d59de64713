"""The report as workflow commands: GitHub shows them as annotations of a job."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence

from checker import Messages, Report, Severity, Style, clean, dataclass
from checker_reporters.entries import ReportEntry, entries
from checker_reporters.log_commands import break_commands
from checker_reporters.wording import ReportWording, wording_for

_ = Messages(__package__)

SHOWN = 10  # annotations of each kind that GitHub shows for a step
_MAX_TITLE = 200  # characters; GitHub takes 255
_MAX_TEXT = 16_000  # characters; GitHub takes 64 KiB
_LEVELS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.INFO: "notice"}


@dataclass(frozen=True, slots=True)
class GithubReporter:
    """Write findings, and what could not be read, as workflow commands, worst first."""

    name: str = "github"

    def write(self, reports: Sequence[Report], style: Style) -> Iterator[str]:
        """Yield one command per line, after a notice if GitHub will not show all of them."""
        shown = [
            (report, entry)
            for report in reports
            for entry in entries(report)
            if entry.finding or entry.unread
        ]
        kinds = Counter(_level(entry) for _report, entry in shown)
        if any(count > SHOWN for count in kinds.values()):
            notice = _(
                "findings: {count}; GitHub shows only {shown} of each kind, the log of this step lists all",
                count=len(shown),
                shown=SHOWN,
            )
            yield _command("notice", {"title": "checker"}, wording_for(reports, style).render(notice))
        for report, entry in sorted(shown, key=_severity_order):
            yield _annotation(report, entry, wording_for([report], style))


def _severity_order(pair: tuple[Report, ReportEntry]) -> tuple[bool, int]:
    _report, entry = pair
    return (not entry.unread, list(_LEVELS.values()).index(_level(entry)))


def _level(entry: ReportEntry) -> str:
    return _LEVELS[Severity.INFO if entry.waived else entry.severity]


def _annotation(report: Report, entry: ReportEntry, wording: ReportWording) -> str:
    title = " ".join(filter(None, (wording.render(entry.name), wording.place(entry))))
    properties = {"file": wording.render(report.path), "line": "1", "title": clean(title, _MAX_TITLE)}
    text = "\n".join(wording.lines(entry))
    return _command(_level(entry), properties, text[:_MAX_TEXT])


def _command(name: str, properties: Mapping[str, str], text: str) -> str:
    listed = ",".join(f"{key}={_property(value)}" for key, value in properties.items())
    return f"::{name} {listed}::{_escaped(text)}\n"


def _escaped(text: str) -> str:
    return break_commands(text).replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _escaped(text).replace(":", "%3A").replace(",", "%2C")
