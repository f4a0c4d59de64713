"""Correct a copy of a Word document: tracked changes that its owner accepts or rejects."""

from collections.abc import Mapping, Sequence
from dataclasses import field
from datetime import datetime

from lxml.etree import _Element

from checker import Document, Edit, Languages, Paragraph, dataclass, silent, text_at
from checker_formats.docx.anchors import is_in_box
from checker_formats.docx.annotator import refuse_signed
from checker_formats.docx.assembly import BlockElements, DocumentAssembly
from checker_formats.docx.names import W, prefix_of
from checker_formats.docx.package import Package
from checker_formats.docx.revisions import Change, Revisions
from checker_formats.docx.rezip import rezip
from checker_formats.docx.splice import Splice


@dataclass(frozen=True)
class DocxFixer:
    """Record edits as tracked changes; the formatting of text that stays is untouched."""

    languages: Languages = field(default_factory=Languages)
    name: str = "docx"
    suffixes: Sequence[str] = (".docx", ".docm", ".dotx", ".dotm")

    def fix(
        self, content: bytes, edits: Sequence[Edit], when: datetime | None
    ) -> tuple[bytes, tuple[Edit, ...]]:
        """Return a copy with the edits, and those that could not be made; raise ReadError as an annotator does."""
        package = Package.open(content)
        refuse_signed(package)
        assembly = DocumentAssembly(package, silent, self.languages, locating=True)
        document = assembly.document()
        main = package.read(assembly.name)
        prefix = prefix_of(assembly.root)
        if prefix is None:
            return content, tuple(edits)
        splice = Splice(main, assembly.root)
        revisions = Revisions(splice, assembly.root, prefix, when)
        elements = assembly.elements or []
        in_order = sorted(edits, key=lambda edit: (*_place(edit), edit.start))
        refused = tuple(edit for edit in in_order if not _made(edit, document, elements, revisions))
        if len(refused) == len(edits):
            return content, refused
        return rezip(content, {package.stored_name(assembly.name): splice.result()}), refused


def _place(edit: Edit) -> tuple[int, int, int]:
    return edit.location.block, edit.location.row or 0, edit.location.column or 0


def _made(edit: Edit, document: Document, elements: Sequence[BlockElements], revisions: Revisions) -> bool:
    """Make an edit; return whether that was possible."""
    block = document.blocks[edit.location.block]
    if edit.adds:
        return _added(edit, document, elements, revisions)
    element, text = elements[edit.location.block], text_at(document, edit.location)
    if isinstance(block, Paragraph):
        if not isinstance(element, _Element) or block.part != "body" or is_in_box(element) or not edit.old:
            return False
        before = text[len(block.label) : edit.start].count(edit.old)
        return revisions.in_paragraph(element, Change(edit.old, edit.new, before))
    cell = element.get(_place(edit)[1:]) if isinstance(element, Mapping) else None
    if cell is None or is_in_box(cell) or (text.count(edit.old) > 1 and edit.old):
        return False
    return revisions.in_cell(cell, Change(edit.old, edit.new, 0))


def _added(edit: Edit, document: Document, elements: Sequence[BlockElements], revisions: Revisions) -> bool:
    """Add a paragraph; return whether that was possible."""
    like = document.blocks[edit.like]
    beside, model = _outer(elements[edit.location.block]), elements[edit.like]
    if beside is None or not isinstance(model, _Element) or not isinstance(like, Paragraph) or like.label:
        return False
    return revisions.add_paragraph(edit.new, beside, model, before=edit.adds == "before")


def _outer(element: BlockElements) -> _Element | None:
    """Return the element of a paragraph or table of the body, none for what is in a box, a cell or a note."""
    if isinstance(element, Mapping):
        cells = iter(element.values())
        element = next(next(cells).iterancestors(f"{W}tbl"), None)
    if element is None or is_in_box(element) or next(element.iterancestors(f"{W}tc"), None) is not None:
        return None
    return element if next(element.iterancestors(f"{W}body"), None) is not None else None
