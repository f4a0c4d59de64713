"""The visible text of a paragraph, and the text boxes and pictures in it."""

from collections.abc import Callable
from typing import NamedTuple

from lxml.etree import _Element

from checker import Messages, Note, regex
from checker_formats.docx.math import linear
from checker_formats.docx.names import MC, M, W, is_on, value, whole
from checker_formats.docx.pictures import branch, follows, is_large, shows_picture, text_boxes, word_art
from checker_formats.docx.styles import UNFORMATTED, CharacterFormat, ResolvedStyle, character_format
from checker_formats.docx.symbols import plain, symbol
from checker_formats.numbers import raised

_ = Messages(__package__)

_TEXT = f"{W}t"
_RUN = f"{W}r"
_FIELD_MARK = f"{W}fldChar"
_RUN_PROPERTIES = f"{W}rPr"
_DRAWINGS = (f"{MC}AlternateContent", f"{W}drawing", f"{W}pict", f"{W}object")
_RESULT, _INSTRUCTION, _CHOSEN = range(3)  # parts of a field; a chosen one is read from its form data
_SKIPPED = tuple(f"{W}{name}" for name in ("pPr", "rPr", "sdtPr", "sdtEndPr", "instrText", "delText", "rt"))
_PRIVATE = regex("[\uf000-\uf0ff]")
_BLANK = " \t\r\n"  # what XML may trim; ideographic spaces are text


class TextBox(NamedTuple):
    """A text box; `follows` if it is below the text of its anchor, `None` if that is unknown."""

    content: _Element
    follows: bool | None


class RunReader:
    """Read the runs of paragraphs in order: fields and pages continue from one to the next."""

    def __init__(
        self, style: Callable[[str], ResolvedStyle], *, formatted: bool, fields: bool, paged: bool
    ) -> None:
        self.page = 1
        self.hidden = 0
        self.changes = 0
        self.struck: list[str] = []
        self.comments: list[str] = []
        self.boxes: list[TextBox] = []
        self.notes: list[Note] = []
        self.open_fields: list[int] = []  # innermost last
        self.on_color: Callable[[], bool] = lambda: False  # whether the ground of the text may be coloured
        self.formatted = formatted
        self._style = style
        self._fields = fields
        self._paged = paged
        self._paragraph_format = UNFORMATTED
        self._struck_at = -1
        self._pieces: list[str] = []
        self._first_page: int | None = None
        self._broken = False
        self._pictures: list[bool] = []
        self._handlers: dict[object, Callable[[_Element], None] | None] = {
            **dict.fromkeys(_SKIPPED),
            _TEXT: lambda element: self._add(_written(element)),
            _RUN: self._run if formatted else self._walk,
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
            f"{W}ins": self._insertion,
            f"{W}moveTo": self._insertion,
            f"{W}del": self._deletion,
            f"{W}moveFrom": self._deletion,
            f"{W}commentReference": lambda element: self.comments.append(element.get(f"{W}id", "")),
            f"{M}oMath": lambda element: self._add(linear(element)),
            f"{MC}AlternateContent": self._alternatives,
        }
        if paged:
            self._handlers[f"{W}lastRenderedPageBreak"] = self._rendered_break

    def read(self, paragraph: _Element, format_: CharacterFormat = UNFORMATTED) -> tuple[str, int | None]:
        """Return the text of a paragraph and the page where it starts."""
        self._paragraph_format = format_
        self._struck_at = -1
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
        format_ = self._format(run)
        if format_.is_hidden(self.on_color):
            self.hidden += any((element.text or "").strip() for element in run.iter(_TEXT))
            self._skip(run)
        elif format_.struck:
            self._strike("".join(element.text or "" for element in run.iter(_TEXT)))
            self._skip(run)
        elif format_.raised:
            self._raise(run)
        else:
            self._walk(run)

    def _insertion(self, element: _Element) -> None:
        self.changes += 1
        self._walk(element)

    def _deletion(self, _deleted: _Element) -> None:
        self.changes += 1

    def _strike(self, text: str) -> None:
        """Collect struck-through text; adjacent runs are one passage."""
        place = len(self._pieces)
        if text.strip() and place == self._struck_at:
            self.struck[-1] += text
        elif text.strip():
            self.struck.append(text)
            self._struck_at = place

    def _raise(self, run: _Element) -> None:
        before, self._pieces = self._pieces, []
        self._walk(run)
        self._pieces = [*before, raised("".join(self._pieces), "".join(before))]

    def _add(self, text: str) -> None:
        if not text or (self.open_fields and any(self.open_fields)):
            return
        self._pieces.append(text)
        if self._paged and not text.isspace():
            self._broken = False
            if self._first_page is None:
                self._first_page = self.page

    def _format(self, run: _Element) -> CharacterFormat:
        properties = run.find(_RUN_PROPERTIES)
        if properties is None:
            return self._paragraph_format
        style = value(properties.find(f"{W}rStyle"))
        base = (
            self._paragraph_format
            if style is None
            else self._style(style).format.over(self._paragraph_format)
        )
        return character_format(properties).over(base)

    def _skip(self, run: _Element) -> None:
        """Skip the text of a run, but neither the field marks nor the drawings in it."""
        for element in run.iterchildren(_FIELD_MARK, *_DRAWINGS):
            handler = self._handlers[element.tag]
            assert handler is not None
            handler(element)

    def _field(self, mark: _Element) -> None:
        kind = mark.get(f"{W}fldCharType") if self._fields else None
        if kind == "begin":
            choice = _choice(mark)
            self._add(choice)
            self.open_fields.append(_CHOSEN if choice else _INSTRUCTION)
        elif kind == "separate" and self.open_fields and self.open_fields[-1] == _INSTRUCTION:
            self.open_fields[-1] = _RESULT
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
        self._add(word_art(drawing))
        boxes = list(text_boxes(drawing))
        started = not all(piece.isspace() for piece in self._pieces)
        self.boxes += [TextBox(box, follows(drawing, started=started)) for box in boxes]
        if not boxes and shows_picture(drawing):
            self._pictures.append(is_large(drawing))

    def _note_pictures(self, text: str) -> None:
        for large in self._pictures:
            if large:
                self.notes.append(Note("picture", _("a large picture was not read"), lost=True))
            elif not text.strip():
                self.notes.append(Note("picture", _("there is a picture")))


def _choice(begin: _Element) -> str:
    """Return the value of a legacy form field that has no result: a drop-down list or a check box."""
    data = begin.find(f"{W}ffData")
    if data is None:
        return ""
    choices = data.find(f"{W}ddList")
    if choices is not None:
        entries = [value(entry) or "" for entry in choices.iterchildren(f"{W}listEntry")]
        selected = value(choices.find(f"{W}result")) or value(choices.find(f"{W}default"))
        index = whole(selected, 0)
        return entries[index] if index < len(entries) else ""
    box = data.find(f"{W}checkBox")
    if box is None:
        return ""
    checked = box.find(f"{W}checked")
    checked = box.find(f"{W}default") if checked is None else checked
    return "☑" if checked is not None and is_on(checked) else "☐"


def _written(element: _Element) -> str:
    text = element.text or ""
    if text[:1] in _BLANK or text[-1:] in _BLANK or "\n" in text:
        preserved = element.get("{http://www.w3.org/XML/1998/namespace}space") == "preserve"
        return (text if preserved else text.strip(_BLANK)).replace("\n", " ")
    return text
