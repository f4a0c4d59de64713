"""The report with one line for each finding, and the report that counts them by rule."""

from collections.abc import Iterator, Sequence
from dataclasses import field

from checker import Messages, Report, Style, dataclass, pad, shorten, width
from checker_reporters.entries import ReportEntry, entries
from checker_reporters.log_commands import break_commands
from checker_reporters.wording import SEVERITY_NAMES, UNREAD, ReportWording, wording_for

_ = Messages(__package__)

_ROOM = 60  # columns of a requirement


@dataclass(frozen=True, slots=True)
class ConciseReporter:
    """Write a line for each finding, and for each rule that could not be judged; the verdicts last."""

    name: str = "concise"

    def write(self, reports: Sequence[Report], style: Style) -> Iterator[str]:
        """Yield the lines."""
        for report in reports:
            wording = wording_for([report], style)
            for entry in entries(report):
                parts = (
                    wording.render(report.path),
                    _kind(entry, wording),
                    wording.place(entry),
                    wording.short_headline(entry),
                )
                yield _line(wording.colon.join(filter(None, parts)) + f" [{wording.render(entry.name)}]")
        if reports:
            yield _line(wording_for(reports, style).total(reports, style.threshold))


@dataclass
class _Count:
    """How often a rule was broken, in which documents, how gravely."""

    name: str
    requirement: str
    kind: str
    findings: int = 0
    paths: set[str] = field(default_factory=set)


@dataclass(frozen=True, slots=True)
class StatisticsReporter:
    """Count the findings of each rule, and the documents that have them, the most frequent first."""

    name: str = "statistics"

    def write(self, reports: Sequence[Report], style: Style) -> Iterator[str]:
        """Yield a table, and the verdicts."""
        if not reports:
            return
        wording = wording_for(reports, style)
        counts = sorted(_counts(reports, wording), key=lambda one: (-one.findings, one.name))
        rows = [
            (
                str(one.findings),
                one.kind,
                one.name,
                wording.render(_("in {count} documents", count=len(one.paths))),
                shorten(one.requirement, _ROOM),
            )
            for one in counts
        ]
        widths = [max(map(width, column)) for column in zip(*rows, strict=True)]
        for number, *texts in rows:
            cells = [" " * (widths[0] - width(number)) + number]
            cells += [pad(text, wide) for text, wide in zip(texts, widths[1:], strict=True)]
            yield _line("  ".join(cells).rstrip())
        yield _line(wording.total(reports, style.threshold))


def _counts(reports: Sequence[Report], wording: ReportWording) -> list[_Count]:
    counts: dict[tuple[str, str], _Count] = {}
    for report in reports:
        for entry in entries(report):
            key = wording.render(entry.name), _kind(entry, wording)
            requirement = wording.render(entry.rule.requirement) if entry.rule else ""
            one = counts.setdefault(key, _Count(key[0], requirement, key[1]))
            one.findings += 1
            one.paths.add(report.path)
    return list(counts.values())


def _kind(entry: ReportEntry, wording: ReportWording) -> str:
    """Name what an entry is: an error, a warning, a hint, one that does not count, or something that was not judged."""
    if entry.waived:
        return wording.render(_("accepted"))
    return wording.render(UNREAD if entry.unread else SEVERITY_NAMES[entry.severity])


def _line(text: str) -> str:
    return f"{break_commands(text)}\n"
