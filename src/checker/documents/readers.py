"""What turns files into documents: the protocol of readers, and what a reader may offer besides."""

from collections.abc import Callable, Mapping, Sequence
from typing import IO, Protocol, runtime_checkable

from checker.documents.document import Document, Location
from checker.lazy_dataclasses import dataclass

# Gets the progress of a reader: (pages or parts done, pages in all or None).
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
class Detector(Protocol):
    """A reader that knows its files by their content, so that a document under another name is not passed over.

    `detects` gets a file that is open at its beginning, reads no more of it than it needs, and raises nothing.
    """

    def detects(self, file: IO[bytes]) -> bool: ...


@runtime_checkable
class Recogniser(Protocol):
    """A reader that can also read scans, by guessing their characters, which it does only where the user asks.

    `recognising` raises `UsageError` where the program that it needs is not installed.
    """

    def recognising(self) -> Reader: ...


@runtime_checkable
class Illustrator(Protocol):
    """A reader that can draw a page, counted from 1, with the text that it read on top.

    `drawn` returns a PNG file and raises `UsageError` where what it needs for that is not installed.
    """

    def drawn(self, content: bytes, document: Document, page: int) -> bytes: ...


@dataclass(frozen=True, slots=True)
class Strip:
    """A part of a page, over its whole width, from `top` to `bottom` in points."""

    page: int
    top: float
    bottom: float


@runtime_checkable
class PageCutter(Protocol):
    """A reader that can draw parts of pages, as PNG files; it leaves out those that it cannot draw."""

    def cut(self, content: bytes, strips: Sequence[Strip]) -> Mapping[Strip, bytes]: ...


@runtime_checkable
class Rereader(Protocol):
    """A reader that can read cells of tables again, in another way than `read` does.

    It is asked only where findings rest on cells. It returns the text of each cell, and leaves out those that it
    has no second reading of.
    """

    def reread(self, content: bytes, cells: Sequence[Location]) -> Mapping[Location, str]: ...
