"""Mark a copy of a Word document: a comment at each place that has to be corrected."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime

from lxml.etree import _Element

from checker import Languages, Location, Mark, Messages, Paragraph, ReadError, Table, silent
from checker_formats.docx.anchors import Anchors, Marks, host_paragraph, is_in_box
from checker_formats.docx.assembly import DocumentAssembly
from checker_formats.docx.comments import Comments
from checker_formats.docx.names import W
from checker_formats.docx.package import Package
from checker_formats.docx.rezip import rezip
from checker_formats.docx.splice import Splice

_ = Messages(__package__)

_MOST = 1000  # comments; Word opens no file with more than 32,767
_SIGNATURES = "_xmlsignatures/"


@dataclass(frozen=True)
class DocxAnnotator:
    """Write Word comments; nothing else of the file changes, and all other parts are copied as they are packed."""

    languages: Languages = field(default_factory=Languages)
    name: str = "docx"
    suffixes: Sequence[str] = (".docx", ".docm", ".dotx", ".dotm")

    def annotate(self, content: bytes, marks: Sequence[Mark], when: datetime | None) -> bytes:
        """Return a copy with comments; raise ReadError for a signed, encrypted or damaged file."""
        package = Package.open(content)
        if any(name.lower().startswith(_SIGNATURES) for name in package):
            raise ReadError("signed", _("the document is signed: any change breaks the signature; mark an unsigned copy"))
        assembly = DocumentAssembly(package, silent, self.languages, locating=True)
        document = assembly.document()
        main = package.read(assembly.name)
        comments, splice = Comments(package, assembly.name, main), Splice(main, assembly.root)
        places = _Places(document.blocks, assembly.elements or [], assembly.root)
        anchors = Anchors(splice)
        for mark in marks[:_MOST]:
            placed = _range(comments, assembly.root, is_styled=_has_comment_style(package, assembly.name))
            elsewhere = places.mark(mark, anchors, placed)
            comments.add((*mark.lines, elsewhere) if elsewhere else mark.lines, when)
        name = package.stored_name(assembly.name)
        return rezip(content, {name: splice.result(), **comments.parts()}) if marks else content
