"""The flow of a page: its elements as lines, tables, pictures and other documents, in reading order."""

from collections.abc import Callable, Iterator

from lxml.etree import _Element

from checker import Cell, Languages, dataclass, regex
from checker_formats.html import lists
from checker_formats.html.grid import HtmlCell, HtmlGrids, cells_of, groups_of, span
from checker_formats.html.layout import is_layout
from checker_formats.html.tree import (
    BLOCKS,
    HEADINGS,
    extent,
    is_hidden,
    is_link,
    is_raised,
    is_skipped,
    is_struck,
    is_unseen,
)
from checker_formats.numbers import are_several, raised

_SPACES = regex(r"[ \t\r\n\f]+")
_ENDS = regex(r"^[\s\u200b\u2060\ufeff]+|[\s\u200b\u2060\ufeff]+$")
_WORD = regex(r"\w")
# the least size of a picture that may contain a table; seals, logos and icons are smaller
LARGE = (300, 120)
_EMBEDDING = {"iframe": "src", "frame": "src", "embed": "src", "object": "data"}


@dataclass(frozen=True, slots=True)
class PageLine:
    """A paragraph with its automatic number and the rank of its heading (h1 is 1); `linked` if all of it is a link."""

    text: str
    label: str = ""
    rank: int | None = None
    linked: bool = False


@dataclass(frozen=True, slots=True)
class PageTable:
    """A table."""

    cells: tuple[Cell, ...]


@dataclass(frozen=True, slots=True)
class PagePicture:
    """A picture; `large` is `None` if its size is unknown."""

    large: bool | None


@dataclass(frozen=True, slots=True)
class EmbeddedDocument:
    """Another document shown in the page."""


PageItem = PageLine | PageTable | PagePicture | EmbeddedDocument


_ANY_LANGUAGE = Languages()  # for callers that know none


class PageFlow:
    """Read the content of an element of a page once; `skip` selects the elements to leave out."""

    def __init__(
        self, skip: Callable[[_Element], bool] = is_skipped, languages: Languages = _ANY_LANGUAGE
    ) -> None:
        self._languages = languages
        self.hidden = 0
        self.struck: list[str] = []
        self._skip = skip
        self._grids = HtmlGrids()
        self._flat = False
        self._begin()

    def read(self, element: _Element) -> Iterator[PageItem]:
        """Read the content of an element."""
        yield from self._content(element, linked=False, rank=None)
        yield from self._end(None)

    def _begin(self) -> None:
        self._pieces: list[str] = []
        self._unlinked = False
        self._label = ""
        self._preserved = False

    def _content(self, parent: _Element, *, linked: bool, rank: int | None) -> Iterator[PageItem]:
        """Read text and elements; `rank` is that of the surrounding heading."""
        numbers = lists.first_number(parent) if parent.tag == "ol" else None
        yield from self._text(parent.text, linked=linked, rank=rank)
        for element in parent:
            tag = element.tag
            if self._is_left_out(element):
                pass
            elif is_raised(element) and (mark := self._note_mark(element)) is not None:
                self._add(mark, linked=linked)
            elif tag == "br":
                yield from self._end(rank)
            elif tag == "img":
                yield from self._picture(element)
            elif tag in _EMBEDDING:
                yield from self._embedded(element)
            elif tag == "table" and not self._flat:
                yield from self._end(rank)
                yield from self._table(element)
            elif tag not in BLOCKS:
                yield from self._content(element, linked=linked or is_link(element), rank=rank)
            else:
                yield from self._end(rank)
                if tag == "li" and numbers is not None:
                    own = lists.own_number(element)
                    number = numbers if own is None else own
                    self._label, numbers = lists.label(element, parent, number, self._languages), number + 1
                yield from self._block(element, linked=linked, rank=HEADINGS.get(tag, rank))
            yield from self._text(element.tail, linked=linked, rank=rank)

    def _is_left_out(self, element: _Element) -> bool:
        """Return whether an element is left out; collect hidden and struck-through text."""
        if self._skip(element):
            self.hidden += is_hidden(element) and not is_unseen(element) and _has_text(element)
            return True
        if is_struck(element):
            self.struck += filter(None, (" ".join("".join(element.itertext()).split()),))
            return True
        return False

    def _block(self, element: _Element, *, linked: bool, rank: int | None) -> Iterator[PageItem]:
        before, self._preserved = self._preserved, self._preserved or element.tag == "pre"
        yield from self._content(element, linked=linked, rank=rank)
        yield from self._end(rank)
        self._preserved = before
        self._label = ""

    def _text(self, text: str | None, *, linked: bool, rank: int | None) -> Iterator[PageLine]:
        if not text:
            return
        first, *others = text.split("\n") if self._preserved else (text,)
        self._add(first, linked=linked)
        for other in others:
            yield from self._end(rank)
            self._add(other, linked=linked)

    def _note_mark(self, element: _Element) -> str | None:
        """Return the text of a note mark or an exponent; `None` for other superscripts."""
        text = "".join(element.itertext())
        mark = raised(text, "".join(self._pieces))
        return None if mark == text else mark

    def _add(self, text: str, *, linked: bool) -> None:
        self._pieces.append(text)
        self._unlinked = self._unlinked or (not linked and _WORD.search(text) is not None)

    def _end(self, rank: int | None) -> Iterator[PageLine]:
        """End the current paragraph."""
        if not self._pieces:
            return
        text = _ENDS.sub("", _SPACES.sub(" ", "".join(self._pieces)))
        unlinked, self._pieces, self._unlinked = self._unlinked, [], False
        if text:
            label, self._label = self._label, ""
            gap = " " if label.endswith(".") else ""
            yield PageLine(label + gap + text, label, rank, not unlinked)

    def _picture(self, element: _Element) -> Iterator[PagePicture]:
        width, height = extent(element, "width"), extent(element, "height")
        if width is None and height is None:
            yield PagePicture(None)
        else:
            yield PagePicture((width is None or width >= LARGE[0]) and (height is None or height >= LARGE[1]))

    def _embedded(self, element: _Element) -> Iterator[EmbeddedDocument]:
        sizes = (extent(element, "width"), extent(element, "height"))
        if element.get(_EMBEDDING[str(element.tag)]) and not any(
            size is not None and size < 10 for size in sizes
        ):
            yield EmbeddedDocument()

    def _table(self, table: _Element) -> Iterator[PageItem]:
        groups = groups_of(table)
        for caption in table.iterchildren("caption"):
            yield from self._block(caption, linked=False, rank=None)
        if is_layout(table, groups):
            for rows in groups:
                for row in rows:
                    for cell in cells_of(row):
                        yield from self._block(cell, linked=False, rank=None)
            return
        pictures: list[PageItem] = []
        self._flat = True
        read = [[[self._cell(cell, pictures) for cell in cells_of(row)] for row in rows] for rows in groups]
        self._flat = False
        cells = self._grids.placed(read)
        if any(cell.text for cell in cells):
            yield PageTable(cells)
        yield from pictures

    def _cell(self, cell: _Element, pictures: list[PageItem]) -> HtmlCell:
        """Read a cell; its pictures are put after the table."""
        texts = []
        for part in self._block(cell, linked=False, rank=None):
            if isinstance(part, PageLine):
                texts.append(part.text)
            else:
                pictures.append(part)
        text = "\n".join(texts)
        return HtmlCell(text, span(cell, "colspan"), span(cell, "rowspan"), not are_several(text))


def _has_text(element: _Element) -> bool:
    return any(text.strip() for text in element.itertext())
