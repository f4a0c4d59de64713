"""The reader of web pages."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import field, replace

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
    Progress,
    ReadError,
    Table,
    dataclass,
    fold,
    regex,
    silent,
)
from checker_formats.html.archive import is_archive, page_of
from checker_formats.html.content import MainContent, declared_titles, find_title, heading_before, is_title
from checker_formats.html.edges import without_furniture
from checker_formats.html.encoding import decoded
from checker_formats.html.flow import EmbeddedDocument, PageFlow, PageItem, PageLine, PagePicture, PageTable
from checker_formats.html.levels import levels
from checker_formats.html.tree import is_skipped, no_text, parsed, too_large
from checker_formats.kinds import kind

_ = Messages(__package__)

_MARKUP = regex(
    r"<(?:!doctype\s+html|html|head|body|title|meta|script|style|div|p|table|span|br|h[1-6]|center|font)\b",
    re.IGNORECASE,
)
_OTHER_FORMATS = regex(
    rb"%PDF-|PK\x03\x04|\xd0\xcf\x11\xe0|\{\\rtf|\x89PNG|\xff\xd8\xff|GIF8|Rar!|7z\xbc\xaf|\x7fELF"
)
_ATTACHED = regex(r"\.(?:pdf|docx?|wps|ofd|xlsx?|et|zip|rar)(?:[?#].*)?$", re.IGNORECASE | re.DOTALL)
# characters; a shorter page only announces a report in another file
_SHORT = 200
_SITE = regex(r"\s*[_|｜–—-]+\s*")  # separates a title from the name of the site
_LONGEST_TITLE, _SHORTEST_TITLE = 60, 6  # folded characters
_QUOTES, _LONGEST_QUOTE = 5, 40  # struck-through texts that are quoted, and their characters
_OPENING = 30  # lines that may contain the title


@dataclass(frozen=True)
class HtmlReader:
    """Read web pages of any encoding, saved as files or as web archives; scripts never run."""

    languages: Languages = field(default_factory=Languages)
    name: str = "html"
    suffixes: Sequence[str] = (".html", ".htm", ".mht", ".mhtml")

    def read(self, content: bytes, progress: Progress = silent) -> Document:
        """Read the bytes of a page; raise `ReadError` if that fails."""
        try:
            document = _document(_tree(content), self.languages)
        except (RecursionError, MemoryError) as error:
            raise too_large(_("the page is nested too deeply or too large for this computer")) from error
        progress(1, 1)
        return document


def _tree(content: bytes) -> _Element:
    if not content:
        raise ReadError("unreadable", _("the file is empty"))
    page, encoding = page_of(content) if is_archive(content) else (content, "")
    if _OTHER_FORMATS.match(page):
        zipped = page.startswith(b"PK")
        raise _no_page(_("a Word or other Office document (a ZIP archive)") if zipped else kind(page))
    text = decoded(page, encoding)
    if _MARKUP.search(text[:65_536]) is None:
        raise _no_page(kind(page))
    return parsed(text)


def _no_page(kind: Message) -> ReadError:
    return ReadError("wrong-format", _("this is {kind}, not a web page (HTML)", kind=kind))


def _document(root: _Element, languages: Languages) -> Document:
    body = root.find("body")
    if body is None:
        raise no_text(_("the page only shows other pages in frames"))
    content = MainContent(body, languages)
    flow = PageFlow(content.is_outside, languages)
    parts = list(without_furniture(list(flow.read(content.main)), languages))
    names = [name.strip() for name in declared_titles(root) if name.strip()]
    parts = [*_title(content, parts, names, languages), *parts]
    blocks, notes = _blocks(parts, languages)
    if not blocks:
        raise no_text(_("the page has no text (scripts are not run)"))
    if flow.hidden:
        notes.append(Note("hidden-text", _("{count} hidden passages were left out", count=flow.hidden)))
    if flow.struck:
        texts = tuple(_("“{text}”", text=text[:_LONGEST_QUOTE]) for text in flow.struck[:_QUOTES])
        message = _(
            "{count} struck-through passages were left out: {texts}", count=len(flow.struck), texts=texts
        )
        notes.append(Note("tracked-changes", message))
    notes += _embedded(body, parts, short=_characters(blocks) < _SHORT)
    metadata = (("title", names[0]),) if names else ()
    return Document(tuple(blocks), "html", None, metadata, tuple(notes))


def _title(
    content: MainContent, parts: Sequence[PageItem], names: Sequence[str], languages: Languages
) -> Iterator[PageLine]:
    """Read the title outside the main content, unless the content also has it.

    It is the element with most of the title in the head, the last heading before the content, or else the title in
    the head itself. Of that the longest part counts: the others name the site.
    """
    titles = [max(_SITE.split(name), key=len).strip() for name in names]
    folded = "\n".join(map(fold, titles))
    opening = [part for part in parts[:_OPENING] if isinstance(part, PageLine)]
    element = find_title(content.body, content.main, folded)
    lines = [] if element is None else _lines(element)
    length = sum(len(fold(line.text)) for line in lines)
    if any(is_title(line.text, folded) and len(fold(line.text)) >= length for line in opening):
        return
    if not length or 2 * length < max(
        map(len, folded.split("\n"))
    ):  # the name of the body is also that of the site
        lines = list(_other_title(content, opening, names, titles, languages)) or lines
    yield from (replace(line, rank=1, linked=False) for line in lines)


def _other_title(
    content: MainContent,
    opening: Sequence[PageLine],
    names: Sequence[str],
    titles: Sequence[str],
    languages: Languages,
) -> Iterator[PageLine]:
    """Read a heading before the content or the title in the head, if the content starts with text or a number."""
    if opening and (
        opening[0].rank or not (_is_running(opening[0].text) or languages.number(opening[0].text).numbering)
    ):
        return
    element = heading_before(content.body, content.main)
    site = "\n".join(map(fold, names))
    if element is not None and fold("".join(element.itertext())) not in site:
        yield from _lines(element)
    elif titles and len(fold(titles[-1])) >= _SHORTEST_TITLE:
        yield PageLine(titles[-1])


def _lines(element: _Element) -> list[PageLine]:
    return [part for part in PageFlow(is_skipped).read(element) if isinstance(part, PageLine)]


def _is_running(text: str) -> bool:
    return len(fold(text)) > _LONGEST_TITLE


def _blocks(parts: Sequence[PageItem], languages: Languages) -> tuple[list[Block], list[Note]]:
    ranked = iter(levels([part for part in parts if isinstance(part, PageLine)], languages))
    blocks: list[Block] = []
    notes: list[Note] = []
    for place, part in enumerate(parts):
        location = Location(len(blocks))
        if isinstance(part, PageLine):
            blocks.append(Paragraph(part.text, location, next(ranked), part.label))
        elif isinstance(part, PageTable):
            blocks.append(Table(part.cells, location))
        elif isinstance(part, PagePicture) and (
            note := _picture(part, _stands_alone(parts, place, languages))
        ):
            notes.append(replace(note, block=len(blocks)))
    return blocks, notes


def _picture(picture: PagePicture, alone: bool) -> Note | None:
    if picture.large or (alone and picture.large is None):
        return Note("picture", _("a large picture was not read"), lost=True)
    return Note("picture", _("there is a picture")) if picture.large is None else None


def _stands_alone(parts: Sequence[PageItem], place: int, languages: Languages) -> bool:
    """Return whether there are only pictures between two headings."""
    before = next((part for part in reversed(parts[:place]) if not isinstance(part, PagePicture)), None)
    after = next((part for part in parts[place:] if not isinstance(part, PagePicture)), None)
    return _is_heading(before, languages) and (after is None or _is_heading(after, languages))


def _is_heading(part: PageItem | None, languages: Languages) -> bool:
    return isinstance(part, PageLine) and (part.rank is not None or languages.number(part.text).opens_section)


def _characters(blocks: Sequence[Block]) -> int:
    texts = (
        (block.text,) if isinstance(block, Paragraph) else [cell.text for cell in block.cells]
        for block in blocks
    )
    return sum(len(fold(text)) for own in texts for text in own)


def _embedded(body: _Element, parts: Sequence[PageItem], *, short: bool) -> Iterator[Note]:
    """Note embedded and attached documents; on a page with little text they are the report itself."""
    shown = any(
        isinstance(part, EmbeddedDocument) for part in (PageFlow(is_skipped).read(body) if short else parts)
    )
    attached = short and any(_ATTACHED.search(link.get("href", "")) for link in body.iter("a"))
    if shown or attached:
        yield Note("embedded", _("an embedded document was not read"), lost=short)
