"""The report as GitLab reads it: a list of code quality findings."""

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from hashlib import sha256
from pathlib import PurePosixPath

from checker import Report, Severity, Style
from checker_reporters.entries import Entry, entries
from checker_reporters.wording import Voice, voice

Json = dict[str, object]

_SEVERITIES = {Severity.ERROR: "major", Severity.WARNING: "minor", Severity.INFO: "info"}


@dataclass(frozen=True, slots=True)
class GitlabReporter:
    """Write findings, and what could not be read, as GitLab's code quality report."""

    name: str = "gitlab"

    def write(self, reports: Sequence[Report], style: Style) -> Iterator[str]:
        """Yield the list; no two fingerprints in it are equal, as GitLab shows the first of such only."""
        seen: set[str] = set()
        issues = [
            _issue(report, entry, _fingerprint(report, entry, seen), voice([report], style))
            for report in reports
            for entry in entries(report)
            if entry.finding or entry.unread
        ]
        yield json.dumps(issues, ensure_ascii=False, indent=2) + "\n"


def _issue(report: Report, entry: Entry, fingerprint: str, said: Voice) -> Json:
    # documents have no lines: the place is said, and the line is the first
    return {
        "description": said.line(entry),
        "check_name": said.say(entry.name),
        "fingerprint": fingerprint,
        "severity": _severity(entry),
        "location": {"path": said.say(PurePosixPath(report.path).as_posix()), "lines": {"begin": 1}},
    }


def _severity(entry: Entry) -> str:
    if entry.unread:
        return "critical" if entry.rule else "blocker"
    return _SEVERITIES[Severity.INFO if entry.waived else entry.severity]


def _fingerprint(report: Report, entry: Entry, seen: set[str]) -> str:
    """Identify an entry in all reports; one that is there already gets a number."""
    number = 0
    while True:
        parts = (report.path, entry.fingerprint, *([str(number)] if number else []))
        mark = sha256("\x1f".join(parts).encode("utf-8", "replace")).hexdigest()[:32]
        if mark not in seen:
            seen.add(mark)
            return mark
        number += 1
