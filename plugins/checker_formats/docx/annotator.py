"""Mark a copy of a Word document: a comment at each place that has to be corrected."""

from collections.abc import Mapping, Sequence
from dataclasses import field
from datetime import datetime

from lxml.etree import _Element

from checker import (
    Block,
    Languages,
    Location,
    Mark,
    Messages,
    Paragraph,
    ReadError,
    Table,
    dataclass,
    silent,
)
from checker_formats.docx.anchors import Anchors, Marks, host_paragraph, is_in_box
from checker_formats.docx.assembly import BlockElements, DocumentAssembly
from checker_formats.docx.comments import Comments
from checker_formats.docx.names import prefix_of
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
        if any(name.startswith(_SIGNATURES) for name in package.names):
            raise ReadError(
                "signed", _("the document is signed: any change breaks the signature; mark an unsigned copy")
            )
        assembly = DocumentAssembly(package, silent, self.languages, locating=True)
        document = assembly.document()
        main = package.read(assembly.name)
        comments, splice = Comments(package, assembly.name, main), Splice(main, assembly.root)
        anchors = _Anchors(document.blocks, assembly.elements or [], Anchors(splice))
        style = _has_comment_style(package, assembly.name)
        for mark in marks[:_MOST]:
            begin, end = _range(comments.next_id, assembly.root, comments.namespace, styled=style)
            own = anchors.add(mark, Marks(begin, end))
            comments.add(mark.lines if own else (mark.place, *mark.lines), when)
        name = package.stored_name(assembly.name)
        return rezip(content, {name: splice.result(), **comments.parts()}) if marks else content


class _Anchors:
    """Where the blocks of a document stand in the file."""

    def __init__(self, blocks: Sequence[Block], elements: Sequence[BlockElements], anchors: Anchors) -> None:
        self._blocks, self._elements, self._anchors = blocks, elements, anchors

    def add(self, mark: Mark, marks: Marks) -> bool:
        """Put the marks of a comment where it belongs, else at the beginning; return whether it stands at its own place."""
        at = mark.location
        element = None if at is None or at.block >= len(self._elements) else self._elements[at.block]
        block = None if at is None or element is None else self._blocks[at.block]
        if isinstance(block, Table) and at is not None:
            cell = _cell(block, at, element)
            if cell is not None and not is_in_box(cell):
                self._anchors.around_cell(cell, marks)
                return at.row is not None
        elif isinstance(block, Paragraph) and isinstance(element, _Element):
            if block.part == "body" and not is_in_box(element):
                self._around(element, block, mark, marks)
                return True
            if (host := host_paragraph(element)) is not None:
                self._anchors.around_paragraph(host, marks)
                return False
        self._at_beginning(marks)
        return False

    def _around(self, element: _Element, block: Paragraph, mark: Mark, marks: Marks) -> None:
        """Mark the quoted text of a paragraph, else all of it."""
        before = block.text[: mark.start].count(mark.quote) if mark.quote else 0
        if not mark.quote or not self._anchors.around_text(element, mark.quote, before, marks):
            self._anchors.around_paragraph(element, marks)

    def _at_beginning(self, marks: Marks) -> None:
        for block, element in zip(self._blocks, self._elements, strict=True):
            if isinstance(block, Paragraph) and isinstance(element, _Element) and block.part == "body":
                if not is_in_box(element):
                    self._anchors.around_paragraph(element, marks)
                    return
            elif isinstance(element, Mapping):
                self._anchors.around_cell(next(iter(element.values())), marks)
                return
        raise ReadError("unreadable", _("the document has no text to which a comment could be attached"))


def refuse_signed(package: Package) -> None:
    """Raise ReadError for a signed document."""
    if any(name.startswith(_SIGNATURES) for name in package.names):
        raise ReadError(
            "signed", _("the document is signed: any change breaks the signature; use an unsigned copy")
        )


def _cell(table: Table, at: Location, element: BlockElements) -> _Element | None:
    """Return the element of a cell, or of the table's first one."""
    if not isinstance(element, Mapping):
        return None
    if at.row is None or at.column is None:
        return next(iter(element.values()))
    cell = table.at(at.row, at.column)
    return None if cell is None else element.get((cell.row, cell.column))


def _range(number: int, root: _Element, namespace: str, *, styled: bool) -> tuple[bytes, bytes]:
    """Write the marks of a commented range."""
    bound = prefix_of(root)
    w, space = (bound, "") if bound else ("w", f' xmlns:w="{namespace}"')
    style = f'<{w}:rPr><{w}:rStyle {w}:val="CommentReference"/></{w}:rPr>' if styled else ""
    begin = f'<{w}:commentRangeStart{space} {w}:id="{number}"/>'
    end = (
        f'<{w}:commentRangeEnd{space} {w}:id="{number}"/>'
        f'<{w}:r{space}>{style}<{w}:commentReference {w}:id="{number}"/></{w}:r>'
    )
    return begin.encode(), end.encode()


def _has_comment_style(package: Package, main: str) -> bool:
    styles = (link.target for link in package.relationships(main) if link.type == "styles")
    return any(b'"CommentReference"' in package.read(name) for name in styles if name in package)
