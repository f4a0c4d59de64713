"""Assemble a Document from the parts of a package: body, notes, comments, headers."""

from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import replace
from functools import cached_property

from lxml.etree import _Element

from checker import Block, Document, Location, Messages, Note, Paragraph, Part, Progress, ReadError, Table
from checker_formats.docx.names import R, W
from checker_formats.docx.numbering import Counters, Numbering
from checker_formats.docx.package import Package, Relationship, parsed, unreadable
from checker_formats.docx.paragraphs import ParagraphReader, WordParagraph
from checker_formats.docx.runs import RunReader
from checker_formats.docx.styles import Styles, without_unneeded
from checker_formats.docx.text_flow import TableGroup, TextFlow

_ = Messages(__package__)

_CHANGES = tuple(f"{W}{name}" for name in ("ins", "del", "moveFrom", "moveTo", "cellIns", "cellDel"))
_SEPARATORS = frozenset({"separator", "continuationSeparator", "continuationNotice"})
_PARTS: dict[str, tuple[Part, str]] = {
    "footnotes": ("footnote", f"{W}footnotes"),
    "endnotes": ("footnote", f"{W}endnotes"),
    "comments": ("comment", f"{W}comments"),
    "header": ("header", f"{W}hdr"),
    "footer": ("header", f"{W}ftr"),
}
_TEXTS = frozenset({"footnotes", "endnotes", "comments"})  # parts with one element per note or comment
_CORE = (
    ("title", "{http://purl.org/dc/elements/1.1/}title"),
    ("creator", "{http://purl.org/dc/elements/1.1/}creator"),
)

Filter = Callable[[bytes], bytes]  # removes unneeded content from a part


class DocumentAssembly:
    """Read a package part by part; other parts than the body may be damaged."""

    def __init__(self, package: Package, progress: Progress) -> None:
        self._package = package
        self._progress = progress
        self._blocks: list[Block] = []
        self._boxed: list[WordParagraph] = []
        self._notes: list[Note] = []
        self._hidden: list[int | None] = []
        self._name, self._root = package.main_part()

    def document(self) -> Document:
        """Read the whole document."""
        body = self._root.find(f"{W}body")
        if body is None:
            raise unreadable(_("the document has no body"))
        paged = next(self._root.iter(f"{W}lastRenderedPageBreak"), None) is not None
        runs = self._runs(self._root, paged=paged)
        self._body(body, runs)
        others = list(self._others())
        for done, (part, kind, root) in enumerate(others, 1):
            self._progress(done, 1 + len(others))
            self._other(part, kind, root)
        self._progress(1 + len(others), 1 + len(others))
        self._notes.extend(self._document_notes())
        pages = runs.page if paged else None
        return Document(tuple(self._blocks), "docx", pages, self._metadata(), tuple(self._notes))

    def _body(self, body: _Element, runs: RunReader) -> None:
        for content in self._flow(runs).read(body):
            self._take_notes(runs, len(self._blocks))
            if isinstance(content, WordParagraph):
                self._paragraph(content, "body")
            else:
                self._tables(content)
            self._open_boxes(runs)
        self._open_boxes(runs)
        self._take_notes(runs, len(self._blocks) - 1 if self._blocks else None)
        for line in self._boxed:
            self._paragraph(line, "box")

    def _open_boxes(self, runs: RunReader) -> None:
        """Read the text boxes anchored here: tables stay here, paragraphs follow the body."""
        while runs.boxes:
            boxes, runs.boxes = runs.boxes, []
            fields, runs.open_fields = runs.open_fields, []
            for box in boxes:
                for content in self._flow(runs).read(box):
                    if isinstance(content, WordParagraph):
                        self._boxed.append(content)
                    else:
                        self._tables(content)
            runs.open_fields = fields

    def _other(self, part: Part, kind: str, root: _Element) -> None:
        runs = self._runs(root)
        flow = self._flow(runs, flat=True)
        texts = root if kind in _TEXTS else (root,)
        for text in texts:
            if text.get(f"{W}type") in _SEPARATORS:
                continue
            lines = [content for content in flow.read(text) if isinstance(content, WordParagraph)]
            while runs.boxes:
                lines += [
                    content for content in flow.read(runs.boxes.pop()) if isinstance(content, WordParagraph)
                ]
            for line in lines:
                self._paragraph(line, part)
        if kind == "comments" and (count := len(root)):
            self._notes.append(Note("comments", _("{count} comments stand in the document", count=count)))

    def _others(self) -> Iterator[tuple[Part, str, _Element]]:
        """Parse the other parts that the body refers to."""
        marks = self._root.iter(f"{W}headerReference", f"{W}footerReference")
        used = {mark.get(f"{R}id") for mark in marks}
        for kind, (part, tag) in _PARTS.items():
            for link in self._relationships:
                if link.type != kind or (part == "header" and link.id not in used):
                    continue
                root = self._optional(link.target)
                if root is not None and root.tag == tag:
                    yield part, kind, root

    def _flow(self, runs: RunReader, *, flat: bool = False) -> TextFlow:
        # as in Word, numbering starts anew in every part and text box
        return TextFlow(ParagraphReader(self._styles, Counters(self._numbering), runs), runs, flat=flat)

    def _runs(self, root: _Element, *, paged: bool = False) -> RunReader:
        hides = self._styles.hide or next(root.iter(f"{W}vanish"), None) is not None
        marks = Counter(mark.get(f"{W}fldCharType") for mark in root.iter(f"{W}fldChar"))
        # a field without its end would hide the rest of the document
        return RunReader(
            self._styles.resolve, hides=hides, fields=marks["begin"] == marks["end"], paged=paged
        )

    def _paragraph(self, line: WordParagraph, part: Part) -> None:
        location = Location(len(self._blocks), line.page)
        self._blocks.append(Paragraph(line.text, location, line.level, line.label, part))

    def _tables(self, tables: TableGroup) -> None:
        for cells in tables.cells:
            self._blocks.append(Table(cells, Location(len(self._blocks), cells[0].page)))

    def _take_notes(self, runs: RunReader, block: int | None) -> None:
        self._notes.extend(replace(note, block=block) for note in runs.notes)
        runs.notes.clear()
        if runs.hidden:
            self._hidden += [block] * runs.hidden
            runs.hidden = 0

    def _document_notes(self) -> Iterator[Note]:
        if count := sum(1 for _change in self._root.iter(*_CHANGES)):
            message = _(
                "tracked changes not accepted: {count}; insertions were read, deletions were not", count=count
            )
            yield Note("tracked-changes", message)
        if count := len(self._hidden):
            message = _("{count} hidden passages were left out", count=count)
            yield Note("hidden-text", message, block=self._hidden[0])

    def _metadata(self) -> tuple[tuple[str, str], ...]:
        with suppress(ReadError):  # the part is optional and often malformed
            names = (
                link.target for link in self._package.package_relationships if link.type == "core-properties"
            )
            core = self._package.xml(next(names, "docProps/core.xml"))
            return tuple((name, text) for name, tag in _CORE if (text := core.findtext(tag, "").strip()))
        return ()

    @cached_property
    def _relationships(self) -> tuple[Relationship, ...]:
        try:
            return self._package.relationships(self._name)
        except ReadError as error:
            self._not_read(self._name, error)
            return ()

    @cached_property
    def _styles(self) -> Styles:
        root = self._part("styles", without_unneeded)
        return Styles() if root is None else Styles.read(root)

    @cached_property
    def _numbering(self) -> Numbering:
        root = self._part("numbering")
        if root is None:
            return Numbering()
        return Numbering.read(root, self._styles)

    def _part(self, kind: str, strip: Filter = bytes) -> _Element | None:
        target = next((link.target for link in self._relationships if link.type == kind), None)
        return None if target is None else self._optional(target, strip)

    def _optional(self, name: str, strip: Filter = bytes) -> _Element | None:
        try:
            return parsed(strip(self._package.read(name)), name)
        except ReadError as error:
            self._not_read(name, error)
            return None

    def _not_read(self, name: str, error: ReadError) -> None:
        reason = _("the part “{part}” was not read: {reason}", part=name, reason=error.message)
        self._notes.append(Note("unreadable", reason))
