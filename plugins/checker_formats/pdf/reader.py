"""The reader of PDF submissions."""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import field, replace
from functools import partial
from io import SEEK_END
from typing import IO

from checker import (
    Document,
    Languages,
    Location,
    Messages,
    Progress,
    ReadError,
    Strip,
    UsageError,
    dataclass,
    install_command,
    silent,
)
from checker_formats.kinds import is_pdf, kind, refuse_old_word
from checker_formats.pages.document import SecondReading, assembled, no_second_reading
from checker_formats.pages.page import Page, PageSource
from checker_formats.pdf.gbk import decoded
from checker_formats.pdf.interpreter import interpreted_pages
from checker_formats.pdf.objects import damaged, too_large
from checker_formats.pdf.rescue import rescued_pages
from checker_formats.pdf.second_reading import reread, shortfalls

_ = Messages(__package__)

_HEAD = 1024  # bytes
_WORTH_A_RESCUE = {"unreadable", "encrypted"}  # codes


@dataclass(frozen=True, slots=True)
class PdfReader:
    """Read PDF files: text in reading order, flow_table tables as grids, notes on pages that hold no text.

    Files that `source` cannot read are read with `rescue`, and have a note that says so.
    """

    source: PageSource = interpreted_pages
    rescue: PageSource = rescued_pages
    languages: Languages = field(default_factory=Languages)
    name: str = "pdf"
    suffixes: tuple[str, ...] = (".pdf",)

    def detects(self, file: IO[bytes]) -> bool:
        """Return whether a file is a PDF, whatever its name: it begins as one, or names itself and ends as one."""
        head = file.read(_HEAD)
        if not is_pdf(head):
            return False
        file.seek(max(file.seek(0, SEEK_END) - _HEAD, 0))
        return head.lstrip().startswith(b"%PDF-") or b"startxref" in file.read()

    def read(self, content: bytes, progress: Progress = silent) -> Document:
        """Read a PDF from its bytes; page by page, reporting to `progress`."""
        _refuse_others(content)
        try:
            return self._read(self.source, content, progress, partial(shortfalls, content))
        except ReadError as error:
            if error.code not in _WORTH_A_RESCUE:
                raise
            first = error
        try:
            return self._read(self.rescue, content, progress)
        except ReadError as second:
            raise first if first.code == "encrypted" else second from first

    def _read(
        self,
        source: PageSource,
        content: bytes,
        progress: Progress,
        second_reading: SecondReading = no_second_reading,
    ) -> Document:
        with _damage():
            opened = source(content)
        opened = replace(opened, pages=map(decoded, _each(opened.pages)))
        return assembled(opened, self.name, self.languages, progress, second_reading)

    def recognising(self) -> "PdfReader":
        """Return a reader that recognises the characters of scanned pages; raise `UsageError` without tesseract."""
        try:
            from checker_formats.pdf.scans import OcrPages  # noqa: PLC0415  # an optional extra
        except ImportError:
            raise UsageError(
                _("reading scans needs more packages: {command}", command=install_command("ocr"))
            ) from None
        return replace(self, source=OcrPages(self.source), rescue=OcrPages(self.rescue))

    def drawn(self, content: bytes, document: Document, page: int) -> bytes:
        """Draw a page with what was read over it, as PNG; raise `UsageError` without the extra “pdfium”."""
        try:
            from checker_formats.pdf import drawing  # noqa: PLC0415  # an optional extra
        except ImportError:
            raise UsageError(
                _("drawing pages needs more packages: {command}", command=install_command("pdfium"))
            ) from None
        return drawing.drawn(content, document, page, self.languages)

    def cut(self, content: bytes, strips: Sequence[Strip]) -> Mapping[Strip, bytes]:
        """Draw parts of pages with PDFium, where it is installed."""
        try:
            from checker_formats.pdf import drawing  # noqa: PLC0415  # an optional extra
        except ImportError:
            return {}
        return drawing.strips_of(content, strips)

    def reread(self, content: bytes, cells: Sequence[Location]) -> Mapping[Location, str]:
        """Read cells again with PDFium, where it is installed."""
        return reread(content, cells)


@contextmanager
def _damage() -> Iterator[None]:
    """Raise ReadError for whatever a source raises: damaged files break the PDF libraries anywhere, and with anything."""
    try:
        yield
    except ReadError:
        raise
    except MemoryError as cause:
        raise too_large(_("it takes more memory than there is")) from cause
    except Exception as cause:
        raise damaged() from cause


def _each(pages: Iterator[Page]) -> Iterator[Page]:
    while True:
        with _damage():
            page = next(pages, None)
        if page is None:
            return
        yield page


def _refuse_others(content: bytes) -> None:
    if not content:
        raise ReadError("wrong-format", _("the file is empty"))
    if not is_pdf(content):
        refuse_old_word(content)
        raise ReadError("wrong-format", _("not a PDF (looks like {kind})", kind=kind(content)))
