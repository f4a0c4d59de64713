"""The text of a paragraph that Word shows, character by character where it stands in the file."""

from collections.abc import Iterator
from functools import cached_property
from typing import NamedTuple

from lxml.etree import _Element

from checker_formats.docx.names import MC, W
from checker_formats.docx.splice import Splice

RUN_PROPERTIES, TEXT = f"{W}rPr", f"{W}t"
_RUN, _MARK, _KIND = f"{W}r", f"{W}fldChar", f"{W}fldCharType"
_NO_TEXT = frozenset(
    {f"{W}{name}" for name in ("del", "moveFrom", "delText", "instrText", "pPr", "rPr", "sdtPr", "sdtEndPr")}
    | {f"{W}{name}" for name in ("drawing", "pict", "object", "rt")}
    | {f"{MC}AlternateContent"}
)
_SIGNS = {f"{W}tab": "\t", f"{W}ptab": "\t", f"{W}noBreakHyphen": "-", f"{W}br": "\n", f"{W}cr": "\n"}
_SPACE = "{http://www.w3.org/XML/1998/namespace}space"
PRESERVED = b' xml:space="preserve"'


class TextPiece(NamedTuple):
    """The text of one element, which stands in one of the paragraph's children; `start` counts characters before it."""

    element: _Element
    child: int
    text: str
    start: int

    @property
    def stop(self) -> int:
        return self.start + len(self.text)


class VisibleText:
    """The visible text of a paragraph in pieces."""

    def __init__(self, paragraph: _Element) -> None:
        self.children = list(paragraph)

    @cached_property
    def pieces(self) -> tuple[TextPiece, ...]:
        found: list[TextPiece] = []
        start = 0
        for number, child in enumerate(self.children):
            if child.tag in _NO_TEXT:
                continue
            for element, text in _texts(child):
                found.append(TextPiece(element, number, text, start))
                start += len(text)
        return tuple(found)

    @cached_property
    def text(self) -> str:
        return "".join(piece.text for piece in self.pieces)

    def find(self, text: str, occurrence: int) -> int:
        """Return where the n-th occurrence of a text begins, counted from 0; -1 where there is none."""
        start = -1
        for _time in range(occurrence + 1):
            start = self.text.find(text, start + 1)
            if start < 0:
                return -1
        return start

    def covering(self, start: int, stop: int) -> tuple[TextPiece, ...]:
        """List the pieces that hold characters from `start` to `stop`."""
        return tuple(piece for piece in self.pieces if piece.start < stop and piece.stop > start)

    def whole_child(self, child: int) -> tuple[_Element, _Element]:
        """Return the first and the last child of the field in which a child stands; the child itself outside of fields."""
        first, last = self._fields[child]
        return self.children[first], self.children[last]

    def is_run_text(self, piece: TextPiece, splice: Splice) -> bool:
        """Return whether a piece is plain text of a run right below the paragraph and outside of fields."""
        return (
            piece.element.tag == TEXT
            and self.children[piece.child].tag == _RUN
            and piece.element.getparent() is self.children[piece.child]
            and self._fields[piece.child] == (piece.child, piece.child)
            and (piece.text == piece.text.strip(" \t\r\n") or piece.element.get(_SPACE) == "preserve")
            and splice.is_plain(piece.element)
        )

    def begins_child(self, piece: TextPiece) -> bool:
        """Return whether no text of its child stands before a piece."""
        return piece is next(other for other in self.pieces if other.child == piece.child)

    def ends_child(self, piece: TextPiece) -> bool:
        """Return whether no text of its child stands after a piece."""
        return piece is next(other for other in reversed(self.pieces) if other.child == piece.child)

    @cached_property
    def _fields(self) -> list[tuple[int, int]]:
        """List for each child the first and the last one of the field in which it stands; itself where there is none."""
        found = [(number, number) for number in range(len(self.children))]
        depth = begun = 0
        for number, child in enumerate(self.children):
            for mark in child.iter(_MARK):
                kind = mark.get(_KIND)
                if kind == "begin":
                    begun = begun if depth else number
                    depth += 1
                elif kind == "end" and depth:
                    depth -= 1
                    if not depth:
                        found[begun : number + 1] = [(begun, number)] * (number + 1 - begun)
        if depth:  # the field goes on in the next paragraph
            found[begun:] = [(begun, len(self.children) - 1)] * (len(self.children) - begun)
        return found


class RunCutter:
    """Cut runs within their text: each half keeps the properties of the run."""

    def __init__(self, splice: Splice) -> None:
        self._splice = splice
        self._preserved: set[_Element] = set()

    def cut(self, text: _Element, characters: int, between: bytes) -> None:
        """End a run within its text, insert something, and begin a run of the same properties."""
        self._splice.in_text(text, characters, self.end(text) + between + self.begin(text))

    def end(self, text: _Element) -> bytes:
        """Return the end tags of a text and its run."""
        return self._splice.tags(text)[1] + self._splice.tags(_run(text))[1]

    def begin(self, text: _Element) -> bytes:
        """Return the start tags of a run with the same properties, and of its text."""
        begun = self._splice.tags(text)[0]
        if text.get(_SPACE) is None:
            if text not in self._preserved:
                self._splice.in_start_tag(text, PRESERVED)
                self._preserved.add(text)
            begun = begun[:-1] + PRESERVED + b">"
        return self._splice.tags(_run(text))[0] + self.properties(text) + begun

    def properties(self, text: _Element) -> bytes:
        """Return the properties of the run of a text; empty where it has none."""
        properties = _run(text).find(RUN_PROPERTIES)
        return b"" if properties is None else self._splice.source(properties)


def _run(text: _Element) -> _Element:
    run = text.getparent()
    assert run is not None, "text stands in a run"
    return run


def _texts(parent: _Element) -> Iterator[tuple[_Element, str]]:
    for element in (parent,) if parent.tag == TEXT else parent:
        if element.tag in _NO_TEXT:
            continue
        if element.tag == TEXT:
            yield element, element.text or ""
        elif element.tag in _SIGNS:
            yield element, _SIGNS[str(element.tag)]
        else:
            yield from _texts(element)
