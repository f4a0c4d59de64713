"""Paragraphs: their text with its automatic number, their heading level, their page."""

from dataclasses import replace
from typing import NamedTuple

from lxml.etree import _Element

from checker_formats.docx.names import VAL, W, inside, is_on, value, whole
from checker_formats.docx.numbering import Counters
from checker_formats.docx.runs import RunReader
from checker_formats.docx.styles import NumberingUse, ResolvedStyle, Styles, character_format, level_of

_PROPERTIES = f"{W}pPr"
_STYLE, _NUMBERING, _OUTLINE, _MARK, _FRAME = (
    f"{W}{name}" for name in ("pStyle", "numPr", "outlineLvl", "rPr", "framePr")
)
_READ = frozenset({_STYLE, _NUMBERING, _OUTLINE, _MARK, _FRAME})
_DELETED = (f"{W}del", f"{W}moveFrom")


class WordParagraph(NamedTuple):
    """A paragraph of the body, a cell, a note or a text box; `element` is where it ends in the file."""

    text: str
    label: str
    level: int | None
    page: int | None
    element: _Element | None = None


class ParagraphReader:
    """Read the paragraphs of one part in order: numbering continues from one to the next."""

    def __init__(self, styles: Styles, counters: Counters, runs: RunReader) -> None:
        self._styles = styles
        self._counters = counters
        self._runs = runs
        self._joined = ""
        self._plain = styles.resolve(styles.default), False, False

    def anew(self) -> "ParagraphReader":
        """Return a reader for a text box: as in Word, its numbering starts anew."""
        return ParagraphReader(self._styles, Counters(self._counters.numbering), self._runs)

    def read(self, paragraph: _Element) -> WordParagraph | None:
        """Read one paragraph; `None` if it is empty or continued in the next."""
        style, hidden_mark, continued = self._properties(paragraph)
        struck = len(self._runs.struck)
        text, page = self._runs.read(paragraph, style.format)
        if continued:
            self._joined += text
            return None
        text, self._joined = self._joined + text, ""
        label = gap = ""
        if style.numbering is not None and (text or not hidden_mark):
            label, gap = self._counters.label(style.numbering)
        if not text.strip() and (not label or len(self._runs.struck) > struck):
            return None
        return WordParagraph(label + gap + text if text else label, label, style.level, page, paragraph)

    def rest(self) -> WordParagraph | None:
        """Return the text of a last paragraph that should be continued."""
        text, self._joined = self._joined, ""
        return WordParagraph(text, "", None, None) if text.strip() else None

    def _properties(self, paragraph: _Element) -> tuple[ResolvedStyle, bool, bool]:
        """Read the style of a paragraph, and whether its end is hidden and whether it is continued in the next.

        Paragraphs whose end is deleted, and drop caps, are continued.
        """
        first = paragraph[0] if len(paragraph) else None
        if first is None or first.tag != _PROPERTIES:
            return self._plain
        found = {element.tag: element for element in first if element.tag in _READ}
        if not found and not self._runs.formatted:
            return self._plain
        style_id = value(found.get(_STYLE)) or self._styles.default
        numbering, outline, mark = found.get(_NUMBERING), value(found.get(_OUTLINE)), found.get(_MARK)
        drop_cap = _FRAME in found and found[_FRAME].get(f"{W}dropCap", "none") != "none"
        style = self._styles.resolve(style_id)
        if outline is not None:
            style = replace(style, level=level_of(whole(outline, 9, most=9)))
        if numbering is not None:
            style = replace(style, numbering=_use(numbering, style.numbering, style_id))
        if self._runs.formatted:
            style = replace(style, format=character_format(first).over(style.format))
        if mark is None or not len(mark):
            return style, False, drop_cap
        properties = inside(mark)
        vanish = properties.get(f"{W}vanish")
        hidden = bool(style.format.vanish) if vanish is None else is_on(vanish)
        return style, hidden, drop_cap or not properties.keys().isdisjoint(_DELETED)


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
