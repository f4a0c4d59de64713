"""Memos: plain text, a paragraph a line, headings marked with #."""

from collections.abc import Sequence
from dataclasses import dataclass

from checker import Document, Location, Messages, Paragraph, Progress, ReadError, silent

_ = Messages(__package__)


@dataclass(frozen=True, slots=True)
class MemoReader:
    """Read memos."""

    name: str = "memo"
    suffixes: Sequence[str] = (".memo",)

    def read(self, content: bytes, progress: Progress = silent) -> Document:  # noqa: ARG002  # soon done
        """Read a memo; raise ReadError where it is not UTF-8."""
        try:
            lines = content.decode("utf-8").splitlines()
        except UnicodeDecodeError as error:
            raise ReadError("garbled-text", _("is not UTF-8")) from error
        written = [line for line in lines if line.strip()]
        return Document(tuple(_paragraph(line, block) for block, line in enumerate(written)), "memo")


def _paragraph(line: str, block: int) -> Paragraph:
    text = line.lstrip("#")
    return Paragraph(text.strip(), Location(block), level=len(line) - len(text) or None)
