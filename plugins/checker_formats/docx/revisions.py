"""Tracked changes: text struck out and text inserted, as Word records them, token by token."""

import re
from collections.abc import Iterator, Sequence
from datetime import datetime
from difflib import SequenceMatcher
from typing import NamedTuple
from xml.sax.saxutils import escape

from lxml.etree import _Element

from checker import regex
from checker_formats.author import AUTHOR
from checker_formats.docx.anchors import PARAGRAPH, paragraphs_of
from checker_formats.docx.comments import INVALID
from checker_formats.docx.names import W
from checker_formats.docx.splice import Splice
from checker_formats.docx.visible_text import RUN_PROPERTIES, TEXT, RunCutter, TextPiece, VisibleText

_TOKEN = regex(r"\d+(?:[.,]\d+)*|[^\W\d_]+(?<=[\u0000-\u024f])|.", re.DOTALL)
_IDS = tuple(
    f"{W}{name}" for name in ("ins", "del", "moveFrom", "moveTo", "rPrChange", "pPrChange", "bookmarkStart")
)
_OF_CHANGES = frozenset(f"{W}{name}" for name in ("ins", "del", "moveFrom", "moveTo", "rPrChange"))
_OF_ONE_PARAGRAPH = frozenset(
    f"{W}{name}" for name in ("rPr", "sectPr", "pPrChange", "pageBreakBefore", "framePr")
)
_CONTROL_CHARACTERS = regex(r"[\t\n\r]")


class Change(NamedTuple):
    """Replace the n-th occurrence of `old` in a paragraph or cell, counted from 0, by `new`."""

    old: str
    new: str
    occurrence: int


class Revisions:
    """Put tracked changes into a main part."""

    def __init__(self, splice: Splice, root: _Element, prefix: str, when: datetime | None) -> None:
        self._splice = splice
        self._cutter = RunCutter(splice)
        self._w = prefix
        self._date = f' {prefix}:date="{when:%Y-%m-%dT%H:%M:%SZ}"' if when else ""
        self._ended: set[_Element] = set()
        numbers = (element.get(f"{W}id", "") for element in root.iter(*_IDS))
        self._next = max((int(number) for number in numbers if number.isdecimal()), default=0) + 1

    def in_paragraph(self, paragraph: _Element, change: Change) -> bool:
        """Change a text of a paragraph; return whether that is possible: not in fields, links or others' changes."""
        if _CONTROL_CHARACTERS.search(change.old + change.new):
            return False
        visible = VisibleText(paragraph)
        start = visible.find(change.old, change.occurrence)
        if start < 0:
            return False
        hunks = list(_hunks(change, start))
        if not all(self._is_possible(visible, hunk) for hunk in hunks):
            return False
        for hunk in hunks:
            self._write(visible, hunk)
        return True

    def in_cell(self, cell: _Element, change: Change) -> bool:
        """Change the text of a cell; likewise."""
        own = paragraphs_of(cell)
        if not change.old:
            return self._fill(own[0], change.new)
        holding = [paragraph for paragraph in own if change.old in VisibleText(paragraph).text]
        return len(holding) == 1 and self.in_paragraph(holding[0], change)

    def add_paragraph(self, text: str, beside: _Element, like: _Element, *, before: bool) -> bool:
        """Add a paragraph before or after an element, formatted like another paragraph; return whether that is possible."""
        if _CONTROL_CHARACTERS.search(text) or like.find(f"{W}pPr/{W}numPr") is not None:
            return False
        is_last = not before and _is_last(beside)
        if is_last and (
            like is not beside or beside in self._ended
        ):  # rejected, the one before would get the formatting of the new one
            return False
        if is_last:  # the end of the last paragraph stays; that of the one before is new
            self._mark_end(beside)
            self._ended.add(beside)
        mark = f"<{self._w}:rPr>".encode() + (b"" if is_last else self._new())
        mark += self._children(like.find(f"{W}pPr/{RUN_PROPERTIES}"), _OF_CHANGES)
        mark += f"</{self._w}:rPr>".encode()
        shown = VisibleText(like).pieces
        formatted = next((self._cutter.properties(p.element) for p in shown if p.element.tag == TEXT), b"")
        paragraph = (
            f"<{self._w}:p><{self._w}:pPr>".encode()
            + self._children(like.find(f"{W}pPr"), _OF_ONE_PARAGRAPH)
            + mark
            + f"</{self._w}:pPr>".encode()
            + self._inserted(text, formatted)
            + f"</{self._w}:p>".encode()
        )
        (self._splice.before if before else self._splice.after)(beside, paragraph)
        return True

    def _mark_end(self, paragraph: _Element) -> None:
        """Mark the end of a paragraph as inserted."""
        properties = paragraph.find(f"{W}pPr")
        of_mark = None if properties is None else properties.find(RUN_PROPERTIES)
        if of_mark is not None:
            self._splice.at_start(of_mark, self._new())
            return
        mark = f"<{self._w}:rPr>".encode() + self._new() + f"</{self._w}:rPr>".encode()
        if properties is None:
            self._splice.at_start(
                paragraph, f"<{self._w}:pPr>".encode() + mark + f"</{self._w}:pPr>".encode()
            )
        elif (last := next(properties.iterchildren(f"{W}sectPr", f"{W}pPrChange"), None)) is not None:
            self._splice.before(last, mark)
        else:
            self._splice.at_end(properties, mark)

    def _new(self) -> bytes:
        return f"<{self._w}:ins{self._about()}/>".encode()

    def _children(self, properties: _Element | None, without: frozenset[str]) -> bytes:
        """Copy the children of an element of properties, but for some."""
        if properties is None:
            return b""
        return b"".join(
            self._splice.source(child)
            for child in properties.iterchildren(f"{W}*")
            if child.tag not in without
        )

    def _fill(self, paragraph: _Element, text: str) -> bool:
        """Insert the text of an empty paragraph, formatted as its mark is."""
        if VisibleText(paragraph).text.strip() or _CONTROL_CHARACTERS.search(text):
            return False
        mark = paragraph.find(f"{W}pPr/{RUN_PROPERTIES}")
        formatted = b"" if mark is None else self._splice.source(mark)
        self._splice.at_end(paragraph, self._inserted(text, formatted))
        return True

    def _is_possible(self, visible: VisibleText, hunk: "_Hunk") -> bool:
        pieces = self._pieces(visible, hunk)
        return bool(pieces) and all(visible.is_run_text(piece, self._splice) for piece in pieces)

    def _pieces(self, visible: VisibleText, hunk: "_Hunk") -> Sequence[TextPiece]:
        """List the pieces that a hunk changes; an insertion changes the one before or after it."""
        if hunk.start < hunk.stop:
            return visible.covering(hunk.start, hunk.stop)
        return (
            visible.covering(hunk.start - 1, hunk.start)[-1:]
            or visible.covering(hunk.start, hunk.start + 1)[:1]
        )

    def _write(self, visible: VisibleText, hunk: "_Hunk") -> None:
        pieces = self._pieces(visible, hunk)
        first = pieces[0].element
        inserted = self._inserted(hunk.new, self._cutter.properties(first)) if hunk.new else b""
        if hunk.start == hunk.stop:
            self._cutter.cut(first, hunk.start - pieces[0].start, inserted)
            return
        for piece in pieces:
            text = piece.element
            begin, end = max(hunk.start, piece.start) - piece.start, min(hunk.stop, piece.stop) - piece.start
            struck = (
                f"<{self._w}:del{self._about()}>".encode()
                + self._run(self._cutter.properties(text))
                + f'<{self._w}:delText xml:space="preserve">'.encode()
            )
            ended = f"</{self._w}:delText></{self._w}:r></{self._w}:del>".encode()
            self._splice.in_text(text, begin, self._cutter.end(text) + struck)
            after = inserted if piece is pieces[-1] else b""
            self._splice.in_text(text, end, ended + after + self._cutter.begin(text))

    def _inserted(self, text: str, properties: bytes) -> bytes:
        written = escape(INVALID.sub("", text))
        return (
            f"<{self._w}:ins{self._about()}>".encode()
            + self._run(properties)
            + f'<{self._w}:t xml:space="preserve">{written}</{self._w}:t></{self._w}:r></{self._w}:ins>'.encode()
        )

    def _run(self, properties: bytes) -> bytes:
        return f"<{self._w}:r>".encode() + properties

    def _about(self) -> str:
        number, self._next = self._next, self._next + 1
        return f' {self._w}:id="{number}" {self._w}:author="{AUTHOR}"{self._date}'


def _is_last(element: _Element) -> bool:
    """Return whether no paragraph or table follows below the same parent: its end cannot be deleted."""
    return next(element.itersiblings(PARAGRAPH, f"{W}tbl", f"{W}sdt"), None) is None


class _Hunk(NamedTuple):
    start: int
    stop: int
    new: str


def _hunks(change: Change, start: int) -> Iterator[_Hunk]:
    """Iterate over what really changes, in whole tokens: numbers, words, single signs."""
    old, new = _TOKEN.findall(change.old), _TOKEN.findall(change.new)
    places = [start]
    for token in old:
        places.append(places[-1] + len(token))
    for kind, i, j, k, m in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if kind != "equal":
            yield _Hunk(places[i], places[j], "".join(new[k:m]))
