"""The reader of OFD submissions."""

from collections.abc import Sequence
from dataclasses import field
from typing import IO

from checker import Document, Languages, Messages, Progress, ReadError, dataclass, silent
from checker_formats.kinds import holds
from checker_formats.ofd.sheets import ofd_pages
from checker_formats.pages.document import assembled
from checker_formats.pages.page import PageSource
from checker_formats.zip_package import too_large

_ = Messages(__package__)


@dataclass(frozen=True, slots=True)
class OfdReader:
    """Read OFD files as PDF files are read; there is no second reading, and no page is drawn."""

    source: PageSource = ofd_pages
    languages: Languages = field(default_factory=Languages)
    name: str = "ofd"
    suffixes: Sequence[str] = (".ofd",)

    def read(self, content: bytes, progress: Progress = silent) -> Document:
        """Read an OFD file from its bytes; page by page, reporting to `progress`."""
        try:
            return assembled(self.source(content), self.name, self.languages, progress)
        except ReadError:
            raise
        except (MemoryError, RecursionError) as cause:
            raise too_large(_("the document is nested too deeply or too large for this computer")) from cause
        except Exception as cause:  # whatever a damaged file breaks
            message = _("the OFD file is damaged: {cause}", cause=type(cause).__name__)
            raise ReadError("unreadable", message) from cause

    def detects(self, file: IO[bytes]) -> bool:
        """Return whether a file is an OFD file, whatever its name."""
        return holds(file, b"ofd.xml")
