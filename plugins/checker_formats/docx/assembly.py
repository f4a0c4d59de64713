"""Assemble a Document from the parts of a package: body, notes, comments, headers."""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import replace
from functools import cached_property
from itertools import islice

from lxml.etree import _Element

from checker import (
    Block,
    Document,
    Languages,
    Location,
    Message,
    Messages,
    Note,
    Paragraph,
    Part,
    Progress,
    ReadError,
    Table,
)
from checker_formats.author import AUTHOR
from checker_formats.docx.furniture import Field, fields_in, furniture
from checker_formats.docx.names import R, W, contains
from checker_formats.docx.numbering import Counters, NumberingPart
from checker_formats.docx.package import Package, Relationship, main_root, parsed
from checker_formats.docx.paragraphs import ParagraphReader, WordParagraph
from checker_formats.docx.runs import RunReader
from checker_formats.docx.styles import Styles, colored_table_styles, has_formats, without_unneeded
from checker_formats.docx.text_flow import TableGroup, TextFlow
from checker_formats.zip_package import unreadable

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
_EXTENDED = (
    ("company", "{http://schemas.openxmlformats.org/officeDocument/2006/extended-properties}Company"),
)

_INSERTED = frozenset({f"{W}ins", f"{W}moveTo"})
_LISTED = 5  # texts that a note lists
_LONGEST = 40  # characters of each

BlockElements = _Element | Mapping[tuple[int, int], _Element] | None
Filter = Callable[[bytes], bytes]  # removes unneeded content from a part


class DocumentAssembly:
    """Read a package part by part; other parts than the body may be damaged.

    With `locating`, `elements` lists for each block the paragraph, or the cells by row and column, that it was read from.
    """

    def __init__(
        self, package: Package, progress: Progress, languages: Languages, *, locating: bool = False
    ) -> None:
        self.elements: list[BlockElements] | None = [] if locating else None
        self._languages = languages
        self._package = package
        self._progress = progress
        self._blocks: list[Block] = []
        self._notes: list[Note] = []
        self._hidden: list[int | None] = []
        self._struck: list[tuple[int | None, str]] = []
        self._changed: list[int | None] = []
        self._commented: dict[str, int | None] = {}
        self._own_comments = 0
        self.name = package.main_part()
        content = package.read(self.name)
        self.root = main_root(content, self.name)
        self._formatted = has_formats(content, self.root)
        self._behind = b'behindDoc="1"' in content or b"z-index:-" in content

    def document(self) -> Document:
        """Read the whole document."""
        bodies = self.root.findall(f"{W}body")
        if not bodies:
            raise unreadable(_("the document has no body"))
        paged = contains(self.root, "lastRenderedPageBreak")
        runs = self._runs(self.root, formatted=self._formatted, paged=paged)
        for body in bodies:
            self._body(body, runs)
        if len(bodies) > 1:
            self._notes.append(
                Note("several-bodies", _("the document has {count} bodies: all were read", count=len(bodies)))
            )
        others = list(self._others())
        texts: dict[str, tuple[str, ...]] = {}
        fields: dict[str, frozenset[Field]] = {}
        for done, (part, kind, link, root) in enumerate(others, 1):
            self._progress(done, 1 + len(others))
            first = len(self._blocks)
            self._other(part, kind, root)
            if part == "header":
                added = (block for block in self._blocks[first:] if isinstance(block, Paragraph))
                texts[link] = tuple(block.text for block in added if block.text.strip())
                fields[link] = fields_in(root)
        self._progress(1 + len(others), 1 + len(others))
        self._notes.extend(self._document_notes())
        pages = runs.page if paged else None
        settings = self._part("settings") if fields else None
        even = settings is not None and contains(settings, "evenAndOddHeaders")
        around = tuple(furniture(self.root, texts, fields, even=even))
        return Document(tuple(self._blocks), "docx", pages, self._metadata(), tuple(self._notes), around)

    def _body(self, body: _Element, runs: RunReader) -> None:
        for content in self._flow(runs).read(body):
            self._take_notes(runs, len(self._blocks))
            if isinstance(content, WordParagraph):
                self._paragraph(content, "body")
            else:
                self._tables(content)
        self._take_notes(runs, len(self._blocks) - 1 if self._blocks else None)

    def _other(self, part: Part, kind: str, root: _Element) -> None:
        flow = self._flow(self._runs(root, formatted=True), flat=True)
        for text in root if kind in _TEXTS else (root,):
            if text.get(f"{W}type") in _SEPARATORS:
                continue
            block = len(self._blocks)
            for content in flow.read(text):
                if isinstance(content, WordParagraph):
                    self._paragraph(content, part)
            if kind == "comments":
                self._comment(text, self._blocks[block:])

    def _comment(self, comment: _Element, blocks: Sequence[Block]) -> None:
        text = " ".join(block.text for block in blocks if isinstance(block, Paragraph))
        if comment.get(f"{W}author") == AUTHOR:
            self._own_comments += 1
            return
        author = comment.get(f"{W}author", "").strip() or _("an unknown author")
        message = _("a comment by {author} is left in: “{text}”", author=author, text=_shortened(text))
        self._notes.append(Note("comments", message, block=self._commented.get(comment.get(f"{W}id", ""))))

    def _others(self) -> Iterator[tuple[Part, str, str, _Element]]:
        """Parse the other parts that the body refers to, each with its kind and the id of its relationship."""
        marks = self.root.iter(f"{W}headerReference", f"{W}footerReference")
        used = {mark.get(f"{R}id") for mark in marks}
        for kind, (part, tag) in _PARTS.items():
            for link in self._relationships:
                if link.type != kind or (part == "header" and link.id not in used):
                    continue
                root = self._optional(link.target)
                if root is not None and root.tag == tag:
                    yield part, kind, link.id, root

    def _flow(self, runs: RunReader, *, flat: bool = False) -> TextFlow:
        paragraphs = ParagraphReader(self._styles, Counters(self._numbering), runs)
        return TextFlow(
            paragraphs, runs, self._languages, flat=flat, colored=lambda style: style in self._colored_styles
        )

    def _runs(self, root: _Element, *, formatted: bool, paged: bool = False) -> RunReader:
        marks = Counter(mark.get(f"{W}fldCharType") for mark in root.iter(f"{W}fldChar"))
        # a field without its end would hide the rest of the document
        fields = marks["begin"] == marks["end"]
        formatted = formatted or self._styles.hiding or (self._styles.raising and contains(root, "rStyle"))
        runs = RunReader(self._styles.resolve, formatted=formatted, fields=fields, paged=paged)
        runs.on_color = lambda: self._is_colored
        return runs

    def _paragraph(self, paragraph: WordParagraph, part: Part) -> None:
        location = Location(len(self._blocks), paragraph.page)
        if self.elements is not None:
            self.elements.append(paragraph.element)
        self._blocks.append(Paragraph(paragraph.text, location, paragraph.level, paragraph.label, part))

    def _tables(self, tables: TableGroup) -> None:
        for cells in tables.cells:
            table = Table(tuple(cells), Location(len(self._blocks), next(iter(cells)).page))
            self._blocks.append(table)
            if self.elements is not None:
                self.elements.append({(cell.row, cell.column): element for cell, element in cells.items()})

    def _take_notes(self, runs: RunReader, block: int | None) -> None:
        self._notes.extend(replace(note, block=block) for note in runs.notes)
        self._hidden += [block] * runs.hidden
        self._struck += [(block, text) for text in runs.struck]
        self._changed += [block] * runs.changes
        self._commented.update(dict.fromkeys(runs.comments, block))
        runs.hidden = runs.changes = 0
        for collected in (runs.notes, runs.struck, runs.comments):
            collected.clear()

    def _document_notes(self) -> Iterator[Note]:
        if self._own_comments:
            message = _("{count} comments by Checker are left in", count=self._own_comments)
            yield Note("comments", message)
        changes = list(self.root.iter(*_CHANGES))
        if changes:
            authors = tuple(dict.fromkeys(change.get(f"{W}author", "").strip() or "?" for change in changes))
            message = _(
                "{count} tracked changes by {authors} are not accepted (insertions were read, deletions not): {changes}",
                count=len(changes),
                authors=authors,
                changes=tuple(_listed(text for change in changes if (text := _change(change)) is not None)),
            )
            yield Note("tracked-changes", message, block=next(iter(self._changed), None))
        if self._struck:
            texts = tuple(_listed(_("“{text}”", text=_shortened(text)) for _block, text in self._struck))
            message = _(
                "{count} struck-through passages were left out: {texts}", count=len(self._struck), texts=texts
            )
            yield Note("tracked-changes", message, block=self._struck[0][0])
        if count := len(self._hidden):
            message = _("{count} hidden passages were left out", count=count)
            yield Note("hidden-text", message, block=self._hidden[0])

    def _metadata(self) -> tuple[tuple[str, str], ...]:
        found: list[tuple[str, str]] = []
        for kind, name, texts in (
            ("core-properties", "docProps/core.xml", _CORE),
            ("extended-properties", "docProps/app.xml", _EXTENDED),
        ):
            with suppress(ReadError):  # the parts are optional and often malformed
                names = (link.target for link in self._package.package_relationships if link.type == kind)
                part = self._package.xml(next(names, name))
                found += ((key, text) for key, tag in texts if (text := part.findtext(tag, "").strip()))
        return tuple(found)

    @cached_property
    def _relationships(self) -> tuple[Relationship, ...]:
        try:
            return self._package.relationships(self.name)
        except ReadError as error:
            self._not_read(self.name, error)
            return ()

    @cached_property
    def _styles(self) -> Styles:
        root = self._part("styles", without_unneeded)
        return Styles() if root is None else Styles.read(root, self._languages)

    @cached_property
    def _is_colored(self) -> bool:
        """Return whether there may be a picture or a colour behind the whole text."""
        if self._behind or self.root.find(f"{W}background") is not None:
            return True
        headers = (link.target for link in self._relationships if link.type in {"header", "footer"})
        contents = (self._package.read(name) for name in headers if name in self._package)
        with suppress(ReadError):  # as above
            return any(b"<w:drawing" in content or b"<w:pict" in content for content in contents)
        return True

    @cached_property
    def _colored_styles(self) -> frozenset[str]:
        target = next((link.target for link in self._relationships if link.type == "styles"), None)
        with suppress(ReadError):  # an unreadable part is noted where the styles are read
            return frozenset() if target is None else colored_table_styles(self._package.read(target))
        return frozenset()

    @cached_property
    def _numbering(self) -> NumberingPart:
        root = self._part("numbering")
        if root is None:
            return NumberingPart()
        return NumberingPart.read(root, self._styles, self._languages)

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


def _change(change: _Element) -> Message | None:
    """Describe a tracked change of text."""
    text = _shortened("".join(element.text or "" for element in change.iter(f"{W}t", f"{W}delText")))
    if not text:
        return None
    return _("inserted “{text}”", text=text) if change.tag in _INSERTED else _("deleted “{text}”", text=text)


def _listed(texts: Iterable[Message]) -> Iterator[Message]:
    """Iterate over the first of several texts."""
    texts = iter(texts)
    yield from islice(texts, _LISTED)
    if next(texts, None) is not None:
        yield _("…")


def _shortened(text: str) -> str:
    text = " ".join(text.split())
    return text if len(text) <= _LONGEST else text[: _LONGEST - 1] + "…"
