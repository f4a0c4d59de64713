"""Paragraphs: their text with its automatic number, their heading level, their page."""

from dataclasses import replace
from typing import NamedTuple

from lxml.etree import _Element

from checker_formats.docx.names import VAL, W, inside, is_on, whole
from checker_formats.docx.numbering import Counters
from checker_formats.docx.runs import RunReader
from checker_formats.docx.styles import NumberingUse, ResolvedStyle, Styles, level_of

_PROPERTIES = f"{W}pPr"
_STYLE, _NUMBERING, _OUTLINE, _MARK = (f"{W}{name}" for name in ("pStyle", "numPr", "outlineLvl", "rPr"))
_DELETED = (f"{W}del", f"{W}moveFrom")


class WordParagraph(NamedTuple):
    """A paragraph of the body, a cell, a note or a text box."""

    text: str
    label: str
    level: int | None
    page: int | None


class ParagraphReader:
    """Read the paragraphs of one part in order: numbering continues from one to the next."""

    def __init__(self, styles: Styles, counters: Counters, runs: RunReader) -> None:
        self._styles = styles
        self._counters = counters
        self._runs = runs
        self._joined = ""
        self._plain = styles.resolve(styles.default), False, False

    def read(self, paragraph: _Element) -> WordParagraph | None:
        """Read one paragraph; `None` if it is empty or continued in the next."""
        style, hidden_mark, deleted_mark = self._properties(paragraph)
        text, page = self._runs.read(paragraph, hidden=style.hidden)
        if deleted_mark:  # without its end the paragraph is continued in the next
            self._joined += text
            return None
        text, self._joined = self._joined + text, ""
        label = gap = ""
        if style.numbering is not None and (text or not hidden_mark):
            label, gap = self._counters.label(style.numbering)
        if not text.strip() and not label:
            return None
        return WordParagraph(label + gap + text if text else label, label, style.level, page)

    def rest(self) -> WordParagraph | None:
        """Return the text of a last paragraph whose end is deleted."""
        text, self._joined = self._joined, ""
        return WordParagraph(text, "", None, None) if text.strip() else None

    def _properties(self, paragraph: _Element) -> tuple[ResolvedStyle, bool, bool]:
        """Read the style of a paragraph, and whether the mark at its end is hidden or deleted."""
        first = paragraph[0] if len(paragraph) else None
        if first is None or first.tag != _PROPERTIES:
            return self._plain
        style_id = self._styles.default
        numbering = outline = mark = None
        for element in first:
            tag = element.tag
            if tag == _STYLE:
                style_id = element.get(VAL) or style_id
            elif tag == _NUMBERING:
                numbering = element
            elif tag == _OUTLINE:
                outline = element.get(VAL)
            elif tag == _MARK:
                mark = element
        style = self._styles.resolve(style_id)
        if outline is not None:
            style = replace(style, level=level_of(whole(outline, 9, most=9)))
        if numbering is not None:
            style = replace(style, numbering=_use(numbering, style.numbering, style_id))
        if mark is None or not len(mark):
            return style, False, False
        properties = inside(mark)
        vanish = properties.get(f"{W}vanish")
        hidden = style.hidden if vanish is None else is_on(vanish)
        return style, hidden, not properties.keys().isdisjoint(_DELETED)


def _use(numbering: _Element, inherited: NumberingUse | None, style_id: str) -> NumberingUse | None:
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
    return NumberingUse(list_id, level, style_id if level is None else "")
