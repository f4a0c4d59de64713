"""Comment anchors: range marks around the characters of a paragraph, or around a cell."""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from lxml.etree import _Element

from checker_formats.docx.names import MC, W
from checker_formats.docx.splice import Splice

_PARAGRAPH, _RUN, _TEXT, _CELL, _BOX = (f"{W}{name}" for name in ("p", "r", "t", "tc", "txbxContent"))
_MARK, _KIND = f"{W}fldChar", f"{W}fldCharType"
_NO_TEXT = frozenset(
    {f"{W}{name}" for name in ("del", "moveFrom", "delText", "instrText", "pPr", "rPr", "sdtPr", "sdtEndPr")}
    | {f"{W}{name}" for name in ("drawing", "pict", "object", "rt")}
    | {f"{MC}AlternateContent"}
)
_SIGNS = {f"{W}tab": "\t", f"{W}ptab": "\t", f"{W}noBreakHyphen": "-", f"{W}br": "\n", f"{W}cr": "\n"}
_PRESERVED = b' xml:space="preserve"'
_SPACE = "{http://www.w3.org/XML/1998/namespace}space"


class Marks(NamedTuple):
    """The bytes that begin and end a commented range."""

    begin: bytes
    end: bytes


class _Piece(NamedTuple):
    element: _Element
    child: int  # of the paragraph's children, the one that holds it
    text: str


class Anchors:
    """Put the marks of comments into a main part; ranges begin and end among the children of paragraphs."""

    def __init__(self, splice: Splice) -> None:
        self._splice = splice
        self._preserved: set[_Element] = set()

    def around_cell(self, cell: _Element, marks: Marks) -> None:
        """Mark all of a cell."""
        own = [p for p in cell.iter(_PARAGRAPH) if _holder(p) is cell]
        self._around(own[0], own[-1], marks)

    def around_paragraph(self, paragraph: _Element, marks: Marks) -> None:
        """Mark all of a paragraph."""
        self._around(paragraph, paragraph, marks)

    def around_text(self, paragraph: _Element, text: str, occurrence: int, marks: Marks) -> bool:
        """Mark the n-th occurrence of a text, from 0; return whether it was found.

        Where it begins or ends in a link, a field or a control, the range extends to all of that.
        """
        children = list(paragraph)
        pieces = list(_pieces(children))
        whole = "".join(piece.text for piece in pieces)
        start = -1
        for _time in range(occurrence + 1):
            start = whole.find(text, start + 1)
            if start < 0:
                return False
        fields = _fields(children)
        first, before = _at(pieces, start, ends=False)
        last, after = _at(pieces, start + len(text), ends=True)
        starts_run = not before and first is next(piece for piece in pieces if piece.child == first.child)
        ends_run = after == len(last.text) and last is [p for p in pieces if p.child == last.child][-1]
        if self._is_plain(first, children, fields) and not starts_run:
            self._split(first.element, before, marks.begin)
        else:
            self._splice.before(children[fields[first.child][0]], marks.begin)
        if self._is_plain(last, children, fields) and not ends_run:
            self._split(last.element, after, marks.end)
        else:
            self._splice.after(children[fields[last.child][1]], marks.end)
        return True

    def _around(self, first: _Element, last: _Element, marks: Marks) -> None:
        properties = first.find(f"{W}pPr")
        if properties is None:
            self._splice.at_start(first, marks.begin)
        else:
            self._splice.after(properties, marks.begin)
        self._splice.at_end(last, marks.end)

    def _is_plain(
        self, piece: _Piece, children: Sequence[_Element], fields: Sequence[tuple[int, int]]
    ) -> bool:
        """Return whether a piece is text of a run that is a child of the paragraph and may be split."""
        run = piece.element.getparent()
        return (
            piece.element.tag == _TEXT
            and run is children[piece.child]
            and fields[piece.child] == (piece.child, piece.child)
            and piece.text == piece.element.text
            and self._splice.is_plain(piece.element)
        )

    def _split(self, text: _Element, characters: int, mark: bytes) -> None:
        """End a run within its text, put a mark there, and begin a run of the same properties."""
        run = text.getparent()
        assert run is not None, "text stands in a run"
        properties = run.find(f"{W}rPr")
        formatted = b"" if properties is None else self._splice.source(properties)
        run_begin, run_end = self._splice.tags(run)
        text_begin, text_end = self._splice.tags(text)
        if text.get(_SPACE) is None:
            if text not in self._preserved:
                self._splice.in_start_tag(text, _PRESERVED)
                self._preserved.add(text)
            text_begin = text_begin[:-1] + _PRESERVED + b">"
        halves = (text_end, run_end, mark, run_begin, formatted, text_begin)
        self._splice.in_text(text, characters, b"".join(halves))


def is_in_box(element: _Element) -> bool:
    """Return whether an element stands in a text box, where Word ignores the ranges of comments."""
    return next(element.iterancestors(_BOX), None) is not None


def host_paragraph(element: _Element) -> _Element | None:
    """Return the paragraph to which the outermost text box around an element is anchored."""
    boxes = list(element.iterancestors(_BOX))
    return next(boxes[-1].iterancestors(_PARAGRAPH), None) if boxes else None


def _holder(paragraph: _Element) -> _Element | None:
    """Return the cell or text box that holds a paragraph."""
    return next(paragraph.iterancestors(_CELL, _BOX), None)


def _pieces(children: Sequence[_Element]) -> Iterator[_Piece]:
    """Iterate over the visible text of a paragraph's children in order."""
    for number, child in enumerate(children):
        if child.tag not in _NO_TEXT:
            yield from (_Piece(element, number, text) for element, text in _texts(child))


def _texts(parent: _Element) -> Iterator[tuple[_Element, str]]:
    for element in (parent,) if parent.tag == _TEXT else parent:
        if element.tag in _NO_TEXT:
            continue
        if element.tag == _TEXT:
            yield element, element.text or ""
        elif element.tag in _SIGNS:
            yield element, _SIGNS[str(element.tag)]
        else:
            yield from _texts(element)


def _fields(children: Sequence[_Element]) -> list[tuple[int, int]]:
    """List for each child the first and the last one of the field in which it stands; itself where there is none."""
    found = [(number, number) for number in range(len(children))]
    depth = begun = 0
    for number, child in enumerate(children):
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
        found[begun:] = [(begun, len(children) - 1)] * (len(children) - begun)
    return found


def _at(pieces: Sequence[_Piece], offset: int, *, ends: bool) -> tuple[_Piece, int]:
    """Find the piece in which a place of the text lies, and how many of its characters are before it."""
    done = 0
    for piece in pieces:
        if offset < done + len(piece.text) or (ends and offset == done + len(piece.text) and piece.text):
            return piece, offset - done
        done += len(piece.text)
    raise AssertionError("the place lies within the text")
