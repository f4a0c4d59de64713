"""The reader of Word documents, which also writes blank forms."""

from collections.abc import Sequence
from dataclasses import field
from typing import IO, TYPE_CHECKING

from checker import Document, Languages, Messages, Progress, dataclass, silent
from checker_formats.docx.assembly import DocumentAssembly
from checker_formats.docx.package import Package
from checker_formats.kinds import holds
from checker_formats.zip_package import too_large

if TYPE_CHECKING:  # who reads does not write
    from checker import Blank

_ = Messages(__package__)


@dataclass(frozen=True)
class DocxReader:
    """Read Word documents of Word, WPS or LibreOffice, strict or transitional; macros never run."""

    languages: Languages = field(default_factory=Languages)
    name: str = "docx"
    suffixes: Sequence[str] = (".docx", ".docm", ".dotx", ".dotm")
    writes: Sequence[str] = (".docx",)

    def read(self, content: bytes, progress: Progress = silent) -> Document:
        """Read the bytes of a file; raise `ReadError` if that fails."""
        try:
            return DocumentAssembly(Package.open(content), progress, self.languages).document()
        except (RecursionError, MemoryError) as error:
            raise too_large(_("the document is nested too deeply or too large for this computer")) from error

    def detects(self, file: IO[bytes]) -> bool:
        """Return whether a file is a Word document, whatever its name."""
        return holds(file, b"[content_types].xml", b"word/")

    def write(self, blank: "Blank") -> bytes:
        """Write a blank form."""
        from checker_formats.docx import writer  # noqa: PLC0415  # who reads does not write

        return writer.write(blank)
