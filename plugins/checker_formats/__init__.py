"""Readers of Word documents (DOCX), web pages (HTML), PDF and OFD files and, through a conversion, old formats."""

from collections.abc import Iterable

from checker import Annotator, Fixer, Languages, Reader, hookimpl


@hookimpl
def register_readers(languages: Languages) -> Iterable[Reader]:
    from checker_formats.docx.reader import DocxReader
    from checker_formats.html.reader import HtmlReader
    from checker_formats.legacy.reader import LegacyReader
    from checker_formats.ofd.reader import OfdReader
    from checker_formats.pdf.reader import PdfReader

    pages = HtmlReader(languages=languages)
    return (
        DocxReader(languages=languages), pages, LegacyReader(pages=pages), PdfReader(languages=languages),
        OfdReader(languages=languages),
    )  # fmt: skip


@hookimpl
def register_annotators(languages: Languages) -> Iterable[Annotator]:
    from checker_formats.docx.annotator import DocxAnnotator
    from checker_formats.pdf.annotator import PdfAnnotator

    return (DocxAnnotator(languages=languages), PdfAnnotator(languages=languages))


@hookimpl
def register_fixers(languages: Languages) -> Iterable[Fixer]:
    from checker_formats.docx.fixer import DocxFixer

    return (DocxFixer(languages=languages),)
