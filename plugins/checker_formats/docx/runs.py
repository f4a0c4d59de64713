"""The visible text of a paragraph, and the text boxes and pictures in it."""

import re
from collections.abc import Callable

from lxml.etree import _Element

from checker import Messages, Note
from checker_formats.docx.math import linear
from checker_formats.docx.names import MC, VAL, M, W, is_on
from checker_formats.docx.pictures import branch, is_large, shows_picture, text_boxes
from checker_formats.docx.styles import ResolvedStyle
from checker_formats.docx.symbols import plain, symbol

_ = Messages(__package__)

_TEXT = f"{W}t"
_RUN = f"{W}r"
_FIELD_MARK = f"{W}fldChar"
_RUN_PROPERTIES = f"{W}rPr"
_SKIPPED = tuple(
    f"{W}{name}"
    for name in ("pPr", "rPr", "del", "moveFrom", "sdtPr", "sdtEndPr", "instrText", "delText", "rt")
)
_PRIVATE = re.compile("[\uf000-\uf0ff]")
_BLANK = " \t\r\n"  # what XML may trim; ideographic spaces are text


class RunReader:
    """Read the runs of paragraphs in order: fields and pages continue from one to the next."""

    def __init__(
        self, style: Callable[[str], ResolvedStyle], *, hides: bool, fields: bool, paged: bool
    ) -> None:
        self.page = 1
        self.hidden = 0
        self.boxes: list[_Element] = []
        self.notes: list[Note] = []
        self.open_fields: list[bool] = []  # innermost last; true within the instruction of the field
        self._style = style
        self._fields = fields
        self._paged = paged
        self._paragraph_hidden = False
        self._pieces: list[str] = []
        self._first_page: int | None = None
        self._broken = False
        self._pictures: list[bool] = []
        self._handlers: dict[object, Callable[[_Element], None] | None] = {
            **dict.fromkeys(_SKIPPED),
            _TEXT: lambda element: self._add(_written(element)),
            _RUN: self._run if hides else self._walk,
            f"{W}br": self._break,
            f"{W}cr": lambda _element: self._add("\n"),
            f"{W}tab": lambda _element: self._add("\t"),
            f"{W}ptab": lambda _element: self._add("\t"),
            f"{W}noBreakHyphen": lambda _element: self._add("-"),
            f"{W}sym": lambda element: self._add(symbol(element.get(f"{W}char"), element.get(f"{W}font"))),
            f"{W}drawing": self._drawing,
            f"{W}pict": self._drawing,
            f"{W}object": self._drawing,
            f"{W}sdt": self._control,
            _FIELD_MARK: self._field,
            f"{M}oMath": lambda element: self._add(linear(element)),
            f"{MC}AlternateContent": self._alternatives,
        }
        if paged:
            self._handlers[f"{W}lastRenderedPageBreak"] = self._rendered_break

    def read(self, paragraph: _Element, *, hidden: bool = False) -> tuple[str, int | None]:
        """Return the text of a paragraph and the page where it starts."""
        self._paragraph_hidden = hidden
        self._pieces, self._pictures, self._first_page = [], [], None
        self._walk(paragraph)
        text = "".join(self._pieces).strip("\n")
        if _PRIVATE.search(text):
            text = plain(text)
        self._note_pictures(text)
        return text, (self._first_page or self.page) if self._paged else None

    def control(self, control: _Element) -> None:
        """Note a content control that is not filled in."""
        showing = control.find(f"{W}sdtPr/{W}showingPlcHdr")
        if showing is not None and is_on(showing):
            text = "".join(element.text or "" for element in control.iter(_TEXT))
            self.notes.append(
                Note("placeholder", _("a field for input is not filled in: “{text}”", text=text))
            )

    def _walk(self, parent: _Element) -> None:
        handlers, walk = self._handlers, self._walk
        for element in parent:
            handler = handlers.get(element.tag, walk)
            if handler is not None:
                handler(element)

    def _run(self, run: _Element) -> None:
        if self._is_hidden(run):
            self._skip(run)
        else:
            self._walk(run)

    def _add(self, text: str) -> None:
        if not text or (self.open_fields and any(self.open_fields)):
            return
        self._pieces.append(text)
        if self._paged and not text.isspace():
            self._broken = False
            if self._first_page is None:
                self._first_page = self.page

    def _is_hidden(self, run: _Element) -> bool:
        properties = run.find(_RUN_PROPERTIES)
        style = None
        if properties is not None:
            for element in properties.iterchildren(f"{W}vanish", f"{W}rStyle"):
                if element.tag == f"{W}vanish":
                    return is_on(element)
                style = element.get(VAL)
        return self._paragraph_hidden or (style is not None and self._style(style).hidden)

    def _skip(self, run: _Element) -> None:
        """Skip the text of a hidden run, but not the field marks in it."""
        self.hidden += any(element.text for element in run.iter(_TEXT))
        for mark in run.iterchildren(_FIELD_MARK):
            self._field(mark)

    def _field(self, mark: _Element) -> None:
        kind = mark.get(f"{W}fldCharType") if self._fields else None
        if kind == "begin":
            self.open_fields.append(True)
        elif kind == "separate" and self.open_fields:
            self.open_fields[-1] = False
        elif kind == "end" and self.open_fields:
            self.open_fields.pop()

    def _break(self, mark: _Element) -> None:
        self._add("\n")
        if mark.get(f"{W}type") == "page":
            self.page += 1
            self._broken = True

    def _rendered_break(self, _mark: _Element) -> None:
        # Word also marks explicit page breaks as rendered ones
        self.page += not self._broken
        self._broken = False

    def _alternatives(self, element: _Element) -> None:
        chosen = branch(element)
        if chosen is not None:
            self._walk(chosen)

    def _control(self, element: _Element) -> None:
        self.control(element)
        self._walk(element)

    def _drawing(self, drawing: _Element) -> None:
        boxes = list(text_boxes(drawing))
        self.boxes.extend(boxes)
        if not boxes and shows_picture(drawing):
            self._pictures.append(is_large(drawing))

    def _note_pictures(self, text: str) -> None:
        for large in self._pictures:
            if large:
                self.notes.append(Note("picture", _("a large picture was not read"), lost=True))
            elif not text.strip():
                self.notes.append(Note("picture", _("there is a picture")))


def _written(element: _Element) -> str:
    text = element.text or ""
    if text[:1] in _BLANK or text[-1:] in _BLANK or "\n" in text:
        preserved = element.get("{http://www.w3.org/XML/1998/namespace}space") == "preserve"
        return (text if preserved else text.strip(_BLANK)).replace("\n", " ")
    return text
