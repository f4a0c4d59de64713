"""Insert bytes into an XML part: whatever is not inserted stays as it is, byte for byte."""

from collections import defaultdict
from typing import NamedTuple
from xml.parsers import expat

from lxml import etree
from lxml.etree import _Element

from checker import Messages, ReadError, regex

_ = Messages(__package__)

_TAG = regex(rb"<([^\s/>]+)(?:[^>\"']|\"[^\"]*\"|'[^']*')*>")
_CHARACTER = regex(rb"&[^;]+;|\r\n|[\x00-\x7f]|[\xc0-\xff][\x80-\xbf]+")
_ENCODING = regex(rb"<\?xml[^>]*?encoding\s*=\s*[\"']([^\"']*)")


class _Extent(NamedTuple):
    """Where an element stands: its start tag, its content and its end tag; an `empty` one is a single tag."""

    start: int
    inside: int
    inside_stop: int
    stop: int
    empty: bool


class Splice:
    """Collect insertions at the elements of a part, which `root` was parsed from."""

    def __init__(self, content: bytes, root: _Element) -> None:
        self._content = content
        self._extents = _extents(content)
        self._numbers = {element: at for at, element in enumerate(root.iter(etree.Element))}
        if len(self._numbers) != len(self._extents):
            raise ReadError("unreadable", _("the part cannot be marked: its elements cannot be located"))
        self._inserted: dict[int, list[bytes]] = defaultdict(list)
        self._opened: dict[_Element, list[bytes]] = defaultdict(list)

    def source(self, element: _Element) -> bytes:
        """Return the bytes of an element."""
        extent = self._extent(element)
        return self._content[extent.start : extent.stop]

    def tags(self, element: _Element) -> tuple[bytes, bytes]:
        """Return the start tag and the end tag of an element that has content."""
        extent = self._extent(element)
        return self._content[extent.start : extent.inside], self._content[extent.inside_stop : extent.stop]

    def before(self, element: _Element, inserted: bytes) -> None:
        self._inserted[self._extent(element).start].append(inserted)

    def after(self, element: _Element, inserted: bytes) -> None:
        self._inserted[self._extent(element).stop].append(inserted)

    def at_start(self, element: _Element, inserted: bytes) -> None:
        self._inside(element, self._extent(element).inside, inserted)

    def at_end(self, element: _Element, inserted: bytes) -> None:
        self._inside(element, self._extent(element).inside_stop, inserted)

    def in_start_tag(self, element: _Element, attributes: bytes) -> None:
        """Add attributes to the start tag of an element that has content."""
        self._inserted[self._extent(element).inside - 1].append(attributes)

    def in_text(self, element: _Element, characters: int, inserted: bytes) -> None:
        """Insert after so many characters of the text of an element without children."""
        extent = self._extent(element)
        at = extent.inside
        for _character in range(characters):
            found = _CHARACTER.match(self._content, at, extent.inside_stop)
            assert found is not None, "callers count the characters of the text"
            at = found.end()
        self._inserted[at].append(inserted)

    def is_plain(self, element: _Element) -> bool:
        """Return whether the characters of an element's text can be counted: no CDATA, comments or instructions."""
        extent = self._extent(element)
        return b"<" not in self._content[extent.inside : extent.inside_stop]

    def result(self) -> bytes:
        """Return the part with everything inserted, in the order of the calls where places are the same."""
        pieces: list[bytes] = []
        done = 0
        opened = {self._extent(element).stop - 2: element for element in self._opened}
        for at in sorted({*self._inserted, *opened}):
            pieces.append(self._content[done:at])
            done = at
            if at in opened:  # <w:p/> becomes <w:p>…</w:p>
                name = _TAG.match(self.source(opened[at]))
                assert name is not None, "an element begins with its tag"
                pieces += [b">", *self._opened[opened[at]], b"</", name.group(1), b">"]
                done = at + 2
            pieces += self._inserted.get(at, ())
        return b"".join((*pieces, self._content[done:]))

    def _inside(self, element: _Element, at: int, inserted: bytes) -> None:
        if self._extent(element).empty:
            self._opened[element].append(inserted)
        else:
            self._inserted[at].append(inserted)

    def _extent(self, element: _Element) -> _Extent:
        return self._extents[self._numbers[element]]


def _extents(content: bytes) -> list[_Extent]:
    """Locate all elements in the order of their start tags."""
    declared = _ENCODING.match(content.removeprefix(b"\xef\xbb\xbf"))
    if content[:2] in {b"\xff\xfe", b"\xfe\xff"} or (
        declared is not None and declared.group(1).lower() not in {b"utf-8", b"us-ascii"}
    ):
        raise ReadError("unreadable", _("the part cannot be marked: it is not written in UTF-8"))
    found: list[_Extent | None] = []
    open_tags: list[tuple[int, int, int]] = []
    parser = expat.ParserCreate()

    def start(_name: str, _attributes: dict[str, str]) -> None:
        at = parser.CurrentByteIndex
        tag = _TAG.match(content, at)
        assert tag is not None, "a start tag begins where the parser is"
        open_tags.append((len(found), at, tag.end()))
        found.append(None)

    def end(_name: str) -> None:
        number, at, inside = open_tags.pop()
        empty = content[inside - 2 : inside] == b"/>"
        inside_stop = inside if empty else parser.CurrentByteIndex
        stop = inside if empty else content.index(b">", inside_stop) + 1
        found[number] = _Extent(at, inside, inside_stop, stop, empty)

    parser.StartElementHandler, parser.EndElementHandler = start, end
    parser.Parse(content, True)  # it has no keywords
    return [extent for extent in found if extent is not None]
