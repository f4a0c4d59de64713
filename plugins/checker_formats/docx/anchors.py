"""Comment anchors: range marks around the characters of a paragraph, or around a cell."""

from typing import NamedTuple

from lxml.etree import _Element

from checker_formats.docx.names import W
from checker_formats.docx.splice import Splice
from checker_formats.docx.visible_text import RunCutter, VisibleText

PARAGRAPH = f"{W}p"
_CELL, _BOX, _PROPERTIES = f"{W}tc", f"{W}txbxContent", f"{W}pPr"


class Marks(NamedTuple):
    """The bytes that begin and end a commented range."""

    begin: bytes
    end: bytes


class Anchors:
    """Put the marks of comments into a main part; ranges begin and end among the children of paragraphs."""

    def __init__(self, splice: Splice) -> None:
        self._splice = splice
        self._cutter = RunCutter(splice)

    def around_cell(self, cell: _Element, marks: Marks) -> None:
        """Mark all of a cell."""
        own = paragraphs_of(cell)
        self._around(own[0], own[-1], marks)

    def around_paragraph(self, paragraph: _Element, marks: Marks) -> None:
        """Mark all of a paragraph."""
        self._around(paragraph, paragraph, marks)

    def around_text(self, paragraph: _Element, text: str, occurrence: int, marks: Marks) -> bool:
        """Mark the n-th occurrence of a text, from 0; return whether it was found.

        Where it begins or ends in a link, a field or a control, the range extends to all of that.
        """
        visible = VisibleText(paragraph)
        start = visible.find(text, occurrence)
        if start < 0:
            return False
        stop = start + len(text)
        covering = visible.covering(start, stop)
        first, last = covering[0], covering[-1]
        if not visible.is_run_text(first, self._splice) or (
            start == first.start and visible.begins_child(first)
        ):
            self._splice.before(visible.whole_child(first.child)[0], marks.begin)
        else:
            self._cutter.cut(first.element, start - first.start, marks.begin)
        if not visible.is_run_text(last, self._splice) or (stop == last.stop and visible.ends_child(last)):
            self._splice.after(visible.whole_child(last.child)[1], marks.end)
        else:
            self._cutter.cut(last.element, stop - last.start, marks.end)
        return True

    def _around(self, first: _Element, last: _Element, marks: Marks) -> None:
        properties = first.find(_PROPERTIES)
        if properties is None:
            self._splice.at_start(first, marks.begin)
        else:
            self._splice.after(properties, marks.begin)
        self._splice.at_end(last, marks.end)


def paragraphs_of(cell: _Element) -> list[_Element]:
    """List the paragraphs of a cell, without those of tables and boxes in it."""
    return [p for p in cell.iter(PARAGRAPH) if next(p.iterancestors(_CELL, _BOX), None) is cell]


def is_in_box(element: _Element) -> bool:
    """Return whether an element stands in a text box, where Word ignores the ranges of comments."""
    return next(element.iterancestors(_BOX), None) is not None


def host_paragraph(element: _Element) -> _Element | None:
    """Return the paragraph to which the outermost text box around an element is anchored."""
    boxes = list(element.iterancestors(_BOX))
    return next(boxes[-1].iterancestors(PARAGRAPH), None) if boxes else None
