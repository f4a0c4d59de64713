"""The report as GitLab reads it: a list of code quality findings."""

from collections.abc import Iterator, Sequence
from hashlib import sha256
from pathlib import PurePosixPath

from checker import Report, Severity, Style, dataclass
from checker_reporters.entries import ReportEntry, entries
from checker_reporters.log_commands import json_text
from checker_reporters.wording import ReportWording, wording_for

Json = dict[str, object]

_SEVERITIES = {Severity.ERROR: "major", Severity.WARNING: "minor", Severity.INFO: "info"}


@dataclass(frozen=True, slots=True)
class GitlabReporter:
    """Write findings, and what could not be read, as GitLab's code quality report."""

    name: str = "gitlab"

    def write(self, reports: Sequence[Report], style: Style) -> Iterator[str]:
        """Yield the list; its fingerprints are unique, as GitLab shows only the first of equal ones."""
        seen: set[str] = set()
        issues = [
            _issue(report, entry, _fingerprint(report, entry, seen), wording_for([report], style))
            for report in reports
            for entry in entries(report)
            if entry.finding or entry.unread
        ]
        yield json_text(issues)


def _issue(report: Report, entry: ReportEntry, fingerprint: str, wording: ReportWording) -> Json:
    # documents have no lines: the description names the place, and the line is the first
    return {
        "description": wording.line(entry),
        "check_name": wording.render(entry.name),
        "fingerprint": fingerprint,
        "severity": _severity(entry),
        "location": {"path": wording.render(PurePosixPath(report.path).as_posix()), "lines": {"begin": 1}},
    }


def _severity(entry: ReportEntry) -> str:
    if entry.unread:
        return "critical" if entry.rule else "blocker"
    return _SEVERITIES[Severity.INFO if entry.waived else entry.severity]


def _fingerprint(report: Report, entry: ReportEntry, seen: set[str]) -> str:
    """Identify an entry among all reports; repeated ones get a number."""
    number = 0
    while True:
        parts = (report.path, entry.fingerprint, *([str(number)] if number else []))
        fingerprint = sha256("\x1f".join(parts).encode("utf-8", "replace")).hexdigest()[:32]
        if fingerprint not in seen:
            seen.add(fingerprint)
            return fingerprint
        number += 1
