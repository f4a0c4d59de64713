"""Paragraphs as lines: their text with its automatic number, their heading level, their page."""

from dataclasses import replace
from typing import NamedTuple

from lxml.etree import _Element

from checker_formats.docx.names import VAL, W, inside, is_on, whole
from checker_formats.docx.numbering import Counters
from checker_formats.docx.runs import Runs
from checker_formats.docx.styles import Look, NumberingUse, Styles, level_of

_PROPERTIES = f"{W}pPr"
_STYLE, _NUMBERING, _OUTLINE, _MARK = (f"{W}{name}" for name in ("pStyle", "numPr", "outlineLvl", "rPr"))
_DELETED = (f"{W}del", f"{W}moveFrom")


class Line(NamedTuple):
    """One paragraph as it reads, wherever it stands."""

    text: str
    label: str
    level: int | None
    page: int | None


class Lines:
    """Read the paragraphs of one story in their order: its counters run from one to the next."""

    def __init__(self, styles: Styles, counters: Counters, runs: Runs) -> None:
        self._styles = styles
        self._counters = counters
        self._runs = runs
        self._joined = ""
        self._plain = styles.look(styles.default), False, False

    def read(self, paragraph: _Element) -> Line | None:
        """Read one paragraph; `None` where it shows nothing, or where it goes on in the next."""
        look, hidden_mark, deleted_mark = self._properties(paragraph)
        text, page = self._runs.read(paragraph, hidden=look.hidden)
        if deleted_mark:  # with its end deleted a paragraph is one with the next
            self._joined += text
            return None
        text, self._joined = self._joined + text, ""
        label = gap = ""
        if look.numbering is not None and (text or not hidden_mark):
            label, gap = self._counters.label(look.numbering)
        if not text.strip() and not label:
            return None
        return Line(label + gap + text if text else label, label, look.level, page)

    def rest(self) -> Line | None:
        """Give what is left when a story ends in a paragraph without an end."""
        text, self._joined = self._joined, ""
        return Line(text, "", None, None) if text.strip() else None

    def _properties(self, paragraph: _Element) -> tuple[Look, bool, bool]:
        """Read how a paragraph looks, and whether the mark at its end is hidden or deleted."""
        first = paragraph[0] if len(paragraph) else None
        if first is None or first.tag != _PROPERTIES:
            return self._plain
        style = self._styles.default
        numbering = outline = mark = None
        for element in first:
            tag = element.tag
            if tag == _STYLE:
                style = element.get(VAL) or style
            elif tag == _NUMBERING:
                numbering = element
            elif tag == _OUTLINE:
                outline = element.get(VAL)
            elif tag == _MARK:
                mark = element
        look = self._styles.look(style)
        if outline is not None:
            look = replace(look, level=level_of(whole(outline, 9, most=9)))
        if numbering is not None:
            look = replace(look, numbering=_use(numbering, look.numbering, style))
        if mark is None or not len(mark):
            return look, False, False
        signs = inside(mark)
        vanish = signs.get(f"{W}vanish")
        hidden = look.hidden if vanish is None else is_on(vanish)
        return look, hidden, not signs.keys().isdisjoint(_DELETED)


def _use(numbering: _Element, inherited: NumberingUse | None, style: str) -> NumberingUse | None:
    list_id = level = None
    for element in numbering.iterchildren(f"{W}numId", f"{W}ilvl"):
        if element.tag == f"{W}numId":
            list_id = element.get(VAL)
        else:
            level = whole(element.get(VAL), 0)
    if list_id is None:
        return inherited and replace(
            inherited, level=level, style="" if level is not None else inherited.style
        )
    return NumberingUse(list_id, level, style if level is None else "")
