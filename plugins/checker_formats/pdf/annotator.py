"""Mark a copy of a PDF file: a highlight with a comment at each place that has to be corrected, and bookmarks to them."""

from collections.abc import Mapping, Sequence
from dataclasses import field
from datetime import datetime

from pdfminer.pdfdocument import PDFDocument
from pdfminer.pdftypes import dict_value, list_value, resolve1
from pdfminer.psparser import literal_name

from checker import Languages, Mark, Messages, ReadError, dataclass, install_command
from checker_formats.kinds import is_pdf, kind
from checker_formats.pdf.mark_places import MarkPlaces, pages_of
from checker_formats.pdf.objects import open_document

_ = Messages(__package__)

_MOST = 1000  # marks
_MAY_COMMENT = 1 << 5  # the permission
_SIGNED = 1  # the flag of forms
_DEPTH = 32  # of fields in fields


@dataclass(frozen=True)
class PdfAnnotator:
    """Append highlights, comments and bookmarks; the original bytes are the beginning of the copy."""

    languages: Languages = field(default_factory=Languages)
    name: str = "pdf"
    suffixes: Sequence[str] = (".pdf",)

    def annotate(self, content: bytes, marks: Sequence[Mark], when: datetime | None) -> bytes:
        """Return a copy with marks; raise ReadError for a signed, encrypted or damaged file, and without pypdf."""
        if not is_pdf(content):
            raise ReadError("wrong-format", _("not a PDF (looks like {kind})", kind=kind(content)))
        try:
            _refuse_protected(open_document(content))
            return self._marked(content, marks[:_MOST], when) if marks else content
        except ReadError:
            raise
        except Exception as cause:  # damaged files break the PDF libraries anywhere, and with anything
            message = _("the PDF is damaged and cannot be marked; print it to a new PDF from a viewer")
            raise ReadError("unreadable", message) from cause

    def _marked(self, content: bytes, marks: Sequence[Mark], when: datetime | None) -> bytes:
        try:
            from checker_formats.pdf.marked_copy import MarkedCopy  # noqa: PLC0415  # an optional extra
        except ImportError:
            raise ReadError(
                "not-installed",
                _(
                    "marking PDF files needs more packages: {command}",
                    command=install_command("annotate"),
                ),
            ) from None
        places = MarkPlaces.read(content, pages_of(marks), self.languages)
        return MarkedCopy(content, when).marked([(mark, places.of(mark)) for mark in marks])


def _refuse_protected(document: PDFDocument) -> None:
    """Raise ReadError for a file whose owner forbids comments, that is encrypted, or that is signed."""
    if document.encryption is not None:
        _ids, entries = document.encryption
        permissions = resolve1(entries.get("P"))
        if isinstance(permissions, int) and not permissions & _MAY_COMMENT:
            raise ReadError(
                "forbidden",
                _(
                    "the PDF does not permit comments; use `checker check --format html`, or an unprotected copy"
                ),
            )
        raise ReadError(
            "encrypted",
            _(
                "the PDF is encrypted: nothing can be added; use `checker check --format html`, or an unprotected copy"
            ),
        )
    if _is_signed(document.catalog):
        raise ReadError(
            "signed",
            _(
                "the PDF is signed: any change breaks the signature; use `checker check --format html`, or an unsigned copy"
            ),
        )


def _is_signed(catalog: Mapping[str, object]) -> bool:
    form = dict_value(catalog.get("AcroForm"))
    flags = resolve1(form.get("SigFlags"))
    fields = list_value(form.get("Fields"))
    has_flag = isinstance(flags, int) and bool(flags & _SIGNED)
    return "Perms" in catalog or (has_flag and not fields) or _has_signature(fields)


def _has_signature(fields: Sequence[object], depth: int = 0) -> bool:
    for entry in fields:
        found = dict_value(entry)
        if literal_name(resolve1(found.get("FT"))) == "Sig" and "V" in found:
            return True
        if depth < _DEPTH and _has_signature(list_value(found.get("Kids")), depth + 1):
            return True
    return False
