"""The flow of a page: its elements as lines, tables, pictures and other documents, in reading order."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from lxml.etree import _Element

from checker import Cell
from checker_formats.html import lists
from checker_formats.html.grid import Grids, Slot, cells_of, groups_of, span
from checker_formats.html.layout import is_layout
from checker_formats.html.tree import BLOCKS, HEADINGS, extent, is_hidden, is_link, is_skipped, is_unseen

_SPACES = re.compile(r"[ \t\r\n\f]+")
_ENDS = re.compile(r"^[\s\u200b\u2060\ufeff]+|[\s\u200b\u2060\ufeff]+$")
_WORD = re.compile(r"\w")
# a table fits into a picture of this size; a seal, a logo or an icon does not reach it
LARGE = (300, 120)
_EMBEDDING = {"iframe": "src", "frame": "src", "embed": "src", "object": "data"}


@dataclass(frozen=True, slots=True)
class Line:
    """One paragraph: its text, the automatic number that leads it, its rank if it is a heading (h1 is 1).

    `linked` says that all of it leads elsewhere.
    """

    text: str
    label: str = ""
    rank: int | None = None
    linked: bool = False


@dataclass(frozen=True, slots=True)
class Ruled:
    """A table."""

    cells: tuple[Cell, ...]


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture; `large` is `None` where the page does not say its size."""

    large: bool | None


@dataclass(frozen=True, slots=True)
class Embedded:
    """Another document that is shown inside the page."""


Part = Line | Ruled | Picture | Embedded


class Flow:
    """Walk once through an element of a page; `skip` names what is to be left out besides what no page shows."""

    def __init__(self, skip: Callable[[_Element], bool] = is_skipped) -> None:
        self.hidden = 0
        self._skip = skip
        self._grids = Grids()
        self._flat = False
        self._begin()

    def read(self, element: _Element) -> Iterator[Part]:
        """Read what an element holds."""
        yield from self._content(element, linked=False, rank=None)
        yield from self._end(None)

    def _begin(self) -> None:
        self._pieces: list[str] = []
        self._unlinked = False
        self._label = ""
        self._preserved = False

    def _content(self, parent: _Element, *, linked: bool, rank: int | None) -> Iterator[Part]:
        """Read text and elements; `rank` is that of the heading around them."""
        numbers = lists.first(parent) if parent.tag == "ol" else None
        yield from self._text(parent.text, linked=linked, rank=rank)
        for element in parent:
            tag = element.tag
            if self._skip(element):
                self.hidden += is_hidden(element) and not is_unseen(element) and _says_something(element)
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
                    own = lists.own(element)
                    number = numbers if own is None else own
                    self._label, numbers = lists.label(element, parent, number), number + 1
                yield from self._block(element, linked=linked, rank=HEADINGS.get(tag, rank))
            yield from self._text(element.tail, linked=linked, rank=rank)

    def _block(self, element: _Element, *, linked: bool, rank: int | None) -> Iterator[Part]:
        before, self._preserved = self._preserved, self._preserved or element.tag == "pre"
        yield from self._content(element, linked=linked, rank=rank)
        yield from self._end(rank)
        self._preserved = before
        self._label = ""

    def _text(self, text: str | None, *, linked: bool, rank: int | None) -> Iterator[Line]:
        if not text:
            return
        first, *others = text.split("\n") if self._preserved else (text,)
        self._add(first, linked=linked)
        for other in others:
            yield from self._end(rank)
            self._add(other, linked=linked)

    def _add(self, text: str, *, linked: bool) -> None:
        self._pieces.append(text)
        self._unlinked = self._unlinked or (not linked and _WORD.search(text) is not None)

    def _end(self, rank: int | None) -> Iterator[Line]:
        """End the paragraph that was being read."""
        text = _ENDS.sub("", _SPACES.sub(" ", "".join(self._pieces)))
        unlinked, self._pieces, self._unlinked = self._unlinked, [], False
        if text:
            label, self._label = self._label, ""
            gap = " " if label.endswith(".") else ""
            yield Line(label + gap + text, label, rank, not unlinked)

    def _picture(self, element: _Element) -> Iterator[Picture]:
        width, height = extent(element, "width"), extent(element, "height")
        if width is None and height is None:
            yield Picture(None)
        else:
            yield Picture((width is None or width >= LARGE[0]) and (height is None or height >= LARGE[1]))

    def _embedded(self, element: _Element) -> Iterator[Embedded]:
        sizes = (extent(element, "width"), extent(element, "height"))
        if element.get(_EMBEDDING[str(element.tag)]) and not any(
            size is not None and size < 10 for size in sizes
        ):
            yield Embedded()

    def _table(self, table: _Element) -> Iterator[Part]:
        groups = groups_of(table)
        for caption in table.iterchildren("caption"):
            yield from self._block(caption, linked=False, rank=None)
        if is_layout(table, groups):
            for rows in groups:
                for row in rows:
                    for cell in cells_of(row):
                        yield from self._block(cell, linked=False, rank=None)
            return
        beside: list[Part] = []
        self._flat = True
        slots = [[[self._slot(cell, beside) for cell in cells_of(row)] for row in rows] for rows in groups]
        self._flat = False
        cells = self._grids.placed(slots)
        if any(cell.text for cell in cells):
            yield Ruled(cells)
        yield from beside

    def _slot(self, cell: _Element, beside: list[Part]) -> Slot:
        """Read a cell; pictures in it stand beside the table."""
        texts = []
        for part in self._block(cell, linked=False, rank=None):
            if isinstance(part, Line):
                texts.append(part.text)
            else:
                beside.append(part)
        return Slot("\n".join(texts), span(cell, "colspan"), span(cell, "rowspan"))


def _says_something(element: _Element) -> bool:
    return any(text.strip() for text in element.itertext())
