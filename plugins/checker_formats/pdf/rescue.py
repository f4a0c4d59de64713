"""Damaged PDF files that viewers open all the same: their pages as PDFium finds them, with notes on what is not read."""

from collections.abc import Iterator
from types import ModuleType
from typing import Any

from checker import Messages, Note, ReadError, install_command
from checker_formats.pages.page import Opened, Page
from checker_formats.pdf.objects import PAGE_LIMIT, damaged, too_large
from checker_formats.pdf.second_reading import BROKEN_PAGE, PAGES_AHEAD, engine

_ = Messages(__package__)

_A4 = (595.0, 842.0)  # points; for a page that cannot even be measured


def rescued_pages(content: bytes) -> Opened:
    """Open a damaged PDF with PDFium; raise `ReadError` where that is not installed, or finds nothing either."""
    pdfium = engine()
    if pdfium is None:
        raise ReadError(
            "unreadable",
            _("the PDF is damaged; the extra “pdfium” reads more such files: {command}",
              command=install_command("pdfium")),
        )  # fmt: skip
    document = pdfium.open_pdfium(content)
    if not len(document):
        raise damaged()
    message = _("the PDF is damaged; it was read with PDFium, and its comments were not read")
    metadata = {name.lower(): text for name, text in document.get_metadata_dict(skip_empty=True).items()}
    return Opened(
        tuple(sorted(metadata.items())), len(document), _pages(pdfium, document), (Note("damaged", message),)
    )


def _pages(pdfium: ModuleType, document: Any) -> Iterator[Page]:
    """Yield the pages; those that cannot be loaded have a note, and end the document if nothing follows them."""
    lost: list[int] = []
    for number in range(1, len(document) + 1):
        if number > PAGE_LIMIT:
            raise too_large(_("it has more than {limit} pages", limit=PAGE_LIMIT))
        if len(lost) >= PAGES_AHEAD:  # the number that the file claims is a lie
            break
        try:
            found: Page = pdfium.page(document, number, annotated=True)
        except ReadError:
            raise
        except BROKEN_PAGE:
            lost.append(number)
            continue
        yield from map(_lost, lost)
        lost.clear()
        yield found
    if lost and lost[0] == 1:
        raise damaged()
    yield from map(_lost, lost[:1])


def _lost(number: int) -> Page:
    message = _("page {page} of the damaged file could not be read", page=number)
    return Page(number, *_A4, notes=(Note("lost-page", message, number, lost=True),))
