"""Audit reporters that are loaded only when they write: their libraries may not be installed."""

from dataclasses import dataclass
from importlib import import_module
from pathlib import Path

from checker import AuditReporter, AuditResults, Messages, Style, UsageError, install_command

_ = Messages(__package__)


@dataclass(frozen=True, slots=True)
class DeferredReporter:
    """A reporter of the module `name`, or of another one that is named; its library is installed with `extra`."""

    name: str
    extra: str = "audit"
    module: str = ""
    reporter: str = "REPORTER"

    def write_audit(self, results: AuditResults, folder: Path, style: Style) -> None:
        """Load the reporter and let it write; raise `UsageError` if its library is not installed."""
        try:
            reporter: AuditReporter = getattr(
                import_module(f"{__package__}.{self.module or self.name}"), self.reporter
            )
        except ModuleNotFoundError as error:
            message = _(
                "writing “{name}” needs more packages: {command}",
                name=self.name,
                command=install_command(self.extra),
            )
            raise UsageError(message) from error
        reporter.write_audit(results, folder, style)
