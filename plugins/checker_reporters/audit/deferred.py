"""Audit reporters that are loaded when they write, as they need libraries that may not be installed."""

from dataclasses import dataclass
from importlib import import_module
from pathlib import Path

from checker import AuditReporter, AuditResults, Messages, Style, UsageError

_ = Messages(__package__)


@dataclass(frozen=True, slots=True)
class Deferred:
    """The reporter `REPORTER` of the module of that name; its library comes with `extra`."""

    name: str
    extra: str = "audit"

    def write_audit(self, results: AuditResults, folder: Path, style: Style) -> None:
        """Load the reporter and have it write; raise `UsageError` where its library is not installed."""
        try:
            reporter: AuditReporter = import_module(f"{__package__}.{self.name}").REPORTER
        except ModuleNotFoundError as error:
            words = _(
                "writing “{name}” needs the extra “{extra}”: pip install 'filing-checker[{extra}]'",
                name=self.name,
                extra=self.extra,
            )
            raise UsageError(words) from error
        reporter.write_audit(results, folder, style)
