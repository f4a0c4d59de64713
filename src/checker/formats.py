"""What turns reports into files, as protocols: reporters, annotators, writers of blank forms."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import field
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Protocol, runtime_checkable

from checker.documents.edits import Edit
from checker.judging.marks import Mark
from checker.judging.reports import Report
from checker.judging.rules import Severity
from checker.lazy_dataclasses import dataclass

if TYPE_CHECKING:  # `checker check` needs neither
    from checker.judging.audit_results import AuditResults
    from checker.packs.blank_form import Blank


@runtime_checkable
class Writer(Protocol):
    """A reader that can also write blank forms in its format; `writes` are the suffixes."""

    @property
    def writes(self) -> Sequence[str]: ...
    def write(self, blank: "Blank") -> bytes: ...


@dataclass(frozen=True, slots=True)
class Style:
    """How a report is to be written.

    `language` is "zh" or "en", or "" for each report's own; `threshold` is the severity from which the gate
    fails, `None` for never; `color` allows terminal colours; `fields` are texts for letters, by name.
    """

    language: str = ""
    threshold: Severity | None = Severity.ERROR
    color: bool = False
    fields: Mapping[str, str] = field(default_factory=dict)


class Reporter(Protocol):
    """Write reports as text; filter nothing."""

    @property
    def name(self) -> str: ...
    def write(self, reports: Sequence[Report], style: Style) -> Iterable[str]:
        """Yield the text in pieces; together they are the whole output, with its last line feed."""
        ...


@runtime_checkable
class Illustrated(Protocol):
    """A reporter that shows pictures of pages, which take time to draw."""

    @property
    def illustrated(self) -> bool: ...


class AuditReporter(Protocol):
    """Write a whole audit into a folder, which exists; filter nothing.

    `name` is unique. A broken run leaves what an earlier one wrote whole, file by file.
    """

    @property
    def name(self) -> str: ...
    def write_audit(self, results: "AuditResults", folder: Path, style: Style) -> None: ...


@runtime_checkable
class Annotator(Protocol):
    """Mark a copy of a submission; the same marks and date give the same bytes.

    `when` is the date of the marks, `None` for none. Raise ReadError, with a way out in its message, for a file that
    must not be changed, such as a signed one.
    """

    @property
    def name(self) -> str: ...
    @property
    def suffixes(self) -> Sequence[str]: ...
    def annotate(self, content: bytes, marks: Sequence[Mark], when: datetime | None) -> bytes: ...


@runtime_checkable
class Fixer(Protocol):
    """Correct a copy of a submission so that its owner sees each change and may reject it.

    `fix` returns the copy and the edits that could not be made in it; like an annotator, it raises ReadError for a
    file that must not be changed, and gives the same bytes for the same edits and date.
    """

    @property
    def name(self) -> str: ...
    @property
    def suffixes(self) -> Sequence[str]: ...
    def fix(
        self, content: bytes, edits: Sequence[Edit], when: datetime | None
    ) -> tuple[bytes, Sequence[Edit]]: ...
