"""Readers of Word documents (DOCX), web pages (HTML), PDF files and, through a conversion, old formats."""

from collections.abc import Iterable

from checker import Reader, hookimpl


@hookimpl
def register_readers() -> Iterable[Reader]:
    from checker_formats.docx.reader import DocxReader
    from checker_formats.html.reader import HtmlReader
    from checker_formats.legacy.reader import LegacyReader
    from checker_formats.pdf.reader import PdfReader

    return DocxReader(), HtmlReader(), LegacyReader(), PdfReader()
