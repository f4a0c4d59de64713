"""The edges of the product as protocols: what turns files into documents and reports into files."""

from collections.abc import Callable, Sequence
from typing import Protocol

from checker.document import Document

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
