"""Readers of Word documents (DOCX), web pages (HTML), PDF and OFD files and, through a conversion, old formats."""

from collections.abc import Iterable

from checker import Deferred, Languages, hookimpl

_DOCX = (".docx", ".docm", ".dotx", ".dotm")
_HTML = (".html", ".htm", ".mht", ".mhtml")


@hookimpl
def register_readers(languages: Languages) -> Iterable[Deferred]:
    made = {"languages": languages}
    return (
        Deferred("docx", "checker_formats.docx.reader:DocxReader", made, _DOCX),
        Deferred("html", "checker_formats.html.reader:HtmlReader", made, _HTML),
        Deferred(
            "legacy", "checker_formats.legacy.reader:LegacyReader", made, (".doc", ".wps", ".rtf", ".odt")
        ),
        Deferred("ofd", "checker_formats.ofd.reader:OfdReader", made, (".ofd",)),
        Deferred("pdf", "checker_formats.pdf.reader:PdfReader", made, (".pdf",)),
    )


@hookimpl
def register_annotators(languages: Languages) -> Iterable[Deferred]:
    made = {"languages": languages}
    return (
        Deferred("docx", "checker_formats.docx.annotator:DocxAnnotator", made, _DOCX),
        Deferred("pdf", "checker_formats.pdf.annotator:PdfAnnotator", made, (".pdf",)),
    )


@hookimpl
def register_fixers(languages: Languages) -> Iterable[Deferred]:
    return (Deferred("docx", "checker_formats.docx.fixer:DocxFixer", {"languages": languages}, _DOCX),)
