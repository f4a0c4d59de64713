"""Documents that are forms without content: empty forms, XFA forms, portfolios."""

from collections.abc import Iterator, Sequence
from itertools import islice

from pdfminer.pdfdocument import PDFDocument
from pdfminer.pdftypes import dict_value, list_value, resolve1
from pdfminer.psparser import PSLiteral

from checker import Messages, Note, ReadError
from checker_formats.pdf.objects import text_string

_ = Messages(__package__)

_FEWEST = 3  # empty fields that make a form; one may be a search box
_FIELDS = 10_000
_DEPTH = 32  # of fields in fields


def refuse_other_kinds(document: PDFDocument) -> None:
    """Raise `ReadError` for files whose pages do not show their content."""
    catalog = document.catalog
    form = dict_value(catalog.get("AcroForm"))
    if "XFA" in form and (resolve1(catalog.get("NeedsRendering")) is True or _is_shell(document)):
        raise ReadError(
            "wrong-format", _("the PDF is an XFA form, which only Adobe Reader shows; save it as a plain PDF")
        )
    collection = resolve1(catalog.get("Collection"))
    if isinstance(collection, dict) and _name(collection.get("View")) != "H":
        raise ReadError("wrong-format", _("the PDF is a portfolio of files; hand in the file itself"))


def _is_shell(document: PDFDocument) -> bool:
    """Return whether an XFA form has no fields of its own, so that its pages only ask to wait."""
    form = dict_value(document.catalog.get("AcroForm"))
    return not list_value(form.get("Fields")) and resolve1(
        dict_value(document.catalog.get("Pages")).get("Count")
    ) in {0, 1}


def form_notes(document: PDFDocument) -> Iterator[Note]:
    """Yield a note on a form in which no field has a value."""
    fields = list_value(dict_value(document.catalog.get("AcroForm")).get("Fields"))
    empty = 0
    for filled in islice(_values(fields, "", 0), _FIELDS):
        if filled:
            return
        empty += 1
    if empty >= _FEWEST:
        message = _("the PDF is a form, and none of its {count} fields is filled in", count=empty)
        yield Note("placeholder", message)


def _values(fields: Sequence[object], kind: str, depth: int) -> Iterator[bool]:
    """Yield for each text or choice field whether it has a value."""
    for entry in fields:
        field = dict_value(entry)
        own = _name(field.get("FT")) or kind
        value = resolve1(field.get("V"))
        kids = [kid for kid in list_value(field.get("Kids")) if "T" in dict_value(kid)]
        if kids and depth < _DEPTH:
            yield from _values(kids, own, depth + 1)
        elif own in {"Tx", "Ch"}:
            yield bool(value) if isinstance(value, list) else bool(text_string(value).strip())


def _name(entry: object) -> str:
    found = resolve1(entry)
    return str(found.name) if isinstance(found, PSLiteral) else ""
