"""The edges of the product as protocols: what turns files into documents, and reports into files."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol, runtime_checkable

from checker.blanks import Blank
from checker.document import Document, Location
from checker.ledger import Ledger
from checker.reports import Report
from checker.rules import Severity

# Told how far a reader is: (pages or parts done, pages in all or None).
Progress = Callable[[int, int | None], None]


def silent(done: int, total: int | None) -> None:
    """Ignore progress."""


class Reader(Protocol):
    """Turn the bytes of a submission into a Document; judge nothing.

    `suffixes` are lower case with their dot. `read` gets the whole file, read once by the host, and raises
    `ReadError` with one of its codes, never anything else, for files it cannot read.
    """

    @property
    def name(self) -> str: ...
    @property
    def suffixes(self) -> Sequence[str]: ...
    def read(self, content: bytes, progress: Progress = silent) -> Document: ...


@runtime_checkable
class Converter(Protocol):
    """A reader of files that another program must convert first, which it may do only where the user allows it."""

    def converting(self) -> Reader: ...


@runtime_checkable
class Recogniser(Protocol):
    """A reader that can also read scans, by guessing their characters, which it does only where the user asks.

    `recognising` raises `UsageError` where the program that it needs is not installed.
    """

    def recognising(self) -> Reader: ...


@runtime_checkable
class Illustrator(Protocol):
    """A reader that can draw a page, counted from 1, with what it read over it.

    `drawn` returns a PNG file and raises `UsageError` where what it needs for that is not installed.
    """

    def drawn(self, content: bytes, document: Document, page: int) -> bytes: ...


@runtime_checkable
class Rereader(Protocol):
    """A reader that can read cells of tables again, in another way than `read` does.

    It is asked only where findings rest on cells. It returns the text of each cell, and leaves out those that it
    has no second reading of.
    """

    def reread(self, content: bytes, cells: Sequence[Location]) -> Mapping[Location, str]: ...


@runtime_checkable
class Writer(Protocol):
    """A reader that can also write its format, as far as a blank form needs it; `writes` are the suffixes."""

    @property
    def writes(self) -> Sequence[str]: ...
    def write(self, blank: Blank) -> bytes: ...


@dataclass(frozen=True, slots=True)
class Style:
    """How a report is to be written.

    `language` is "zh" or "en", or "" for each report's own; `threshold` is the severity from which the gate
    fails, `None` for never; `color` allows terminal colours.
    """

    language: str = ""
    threshold: Severity | None = Severity.ERROR
    color: bool = False


class Reporter(Protocol):
    """Write reports as text; filter nothing."""

    @property
    def name(self) -> str: ...
    def write(self, reports: Sequence[Report], style: Style) -> Iterable[str]:
        """Yield the text in pieces; together they are the whole output, with its last line feed."""
        ...


class AuditReporter(Protocol):
    """Write a whole audit into a folder, which exists; filter nothing.

    `name` is unique. A broken run leaves what an earlier one wrote whole, file by file.
    """

    @property
    def name(self) -> str: ...
    def write_audit(self, ledger: Ledger, folder: Path, style: Style) -> None: ...


class Annotator(Protocol):
    """Mark a copy of a submission with the findings of its report."""

    @property
    def name(self) -> str: ...
    @property
    def suffixes(self) -> Sequence[str]: ...
    def annotate(self, content: bytes, report: Report, style: Style) -> bytes: ...
