"""A reporter: one line a finding."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from checker import Report, Style, clean


@dataclass(frozen=True, slots=True)
class LinesReporter:
    """Write path, rule and message of every finding, or why there are none, apart by tabs."""

    name: str = "lines"

    def write(self, reports: Sequence[Report], style: Style) -> Iterator[str]:
        """Yield the lines."""
        for report in reports:
            language = style.language or report.language
            if report.failure is not None:
                yield f"{clean(report.path)}\t{report.failure.code}\t{report.failure.message.render(language)}\n"
            for finding in report.findings:
                message = finding.problem.message.render(language)
                yield f"{clean(report.path)}\t{finding.rule.id}\t{message}\n"
