"""Styles: what a paragraph or a run inherits of outline level, numbering and visibility."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Self

from lxml.etree import _Element

from checker_formats.docx.names import W, inside, is_on, value, whole

CHAIN_LIMIT = 64  # styles built on one another; Word itself stops at eleven

_STYLE_END = b"</w:style>"
_TABLE_STYLE, _CHARACTER_STYLE = b'<w:style w:type="table" ', b'<w:style w:type="character" '
_LATENT, _LATENT_END = b"<w:latentStyles ", b"</w:latentStyles>"
_BODY_TEXT = 9  # outline levels 0 to 8 are headings, 9 says that the paragraph is none
_HEADING = re.compile(r"(?:heading|标题)\s*([1-9])", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class NumberingUse:
    """Which list numbers a paragraph, and at which level; `style` where a style says so."""

    list_id: str
    level: int | None = None
    style: str = ""


@dataclass(frozen=True, slots=True)
class Style:
    """What one style says itself; `None` where it says nothing."""

    name: str = ""
    base: str | None = None
    outline: int | None = None
    list_id: str | None = None
    list_level: int | None = None
    hidden: bool | None = None


@dataclass(frozen=True, slots=True)
class Look:
    """What a style comes to with all that it is built on."""

    level: int | None = None
    numbering: NumberingUse | None = None
    hidden: bool = False


@dataclass(frozen=True)
class Styles:
    """The styles of a document by id, each read when a paragraph asks for it.

    `hide` says whether any of them hides text.
    """

    elements: dict[str, _Element] = field(default_factory=dict)
    default: str = ""
    hide: bool = False
    _looks: dict[str, Look] = field(default_factory=dict)

    @classmethod
    def read(cls, root: _Element) -> Self:
        """Read the styles part, which may lack the styles of tables."""
        elements = {element.get(f"{W}styleId", ""): element for element in root.iterchildren(f"{W}style")}
        default = (
            name
            for name, element in elements.items()
            if element.get(f"{W}type") == "paragraph" and element.get(f"{W}default") in {"1", "true", "on"}
        )
        return cls(elements, next(default, ""), next(root.iter(f"{W}vanish"), None) is not None)

    def look(self, name: str) -> Look:
        """Sum up a style: what it says itself wins over what it is built on."""
        look = self._looks.get(name)
        if look is None:
            look = self._looks[name] = _summed(list(self._chain(name)))
        return look

    def _chain(self, name: str) -> Iterator[tuple[str, Style]]:
        """Follow a style to what it is built on; circles and endless chains come to an end."""
        seen: set[str] = set()
        current: str | None = name
        while current and current not in seen and len(seen) < CHAIN_LIMIT:
            seen.add(current)
            element = self.elements.get(current)
            # a style that is not defined still has the look of its name: programs leave out built-in ones
            style = Style(current) if element is None else _style(element)
            yield current, style
            current = style.base


def without_unseen(content: bytes) -> bytes:
    """Cut out of a styles part what no text looks like, which may be nine tenths of it."""
    if b"!" in content:
        return content  # comments: let the parser tell what is a style
    first, *others = content.split(_STYLE_END)
    head, _start, rest = first.partition(_LATENT)
    _latent, end, rest = rest.partition(_LATENT_END)
    styles = [head + rest if end else first, *(style for style in others if not _is(style, _TABLE_STYLE))]
    if not any(b"vanish" in style for style in styles):  # nothing else counts of the looks of characters
        styles = [style for style in styles if not _is(style, _CHARACTER_STYLE)]
    return _STYLE_END.join(styles)


def _is(style: bytes, start: bytes) -> bool:
    return style.startswith(start) and not style.startswith(b"/", style.find(b">") - 1)


def _summed(chain: list[tuple[str, Style]]) -> Look:
    outlines = (outline for _id, style in chain if (outline := _outline(style)) is not None)
    outline = next(outlines, _BODY_TEXT)
    uses = (
        NumberingUse(style.list_id, style.list_level, identity)
        for identity, style in chain
        if style.list_id is not None
    )
    hidden = (style.hidden for _id, style in chain if style.hidden is not None)
    return Look(level_of(outline), next(uses, None), next(hidden, False))


def level_of(outline: int) -> int | None:
    """Turn Word's outline level, counted from 0, into a heading level, counted from 1."""
    return outline + 1 if 0 <= outline < _BODY_TEXT else None


def _outline(style: Style) -> int | None:
    if style.outline is not None:
        return style.outline
    match = _HEADING.fullmatch(style.name.strip())
    return int(match.group(1)) - 1 if match else None


def _style(element: _Element) -> Style:
    own = inside(element)
    paragraph, run = inside(own.get(f"{W}pPr")), inside(own.get(f"{W}rPr"))
    numbering = inside(paragraph.get(f"{W}numPr"))
    outline, vanish = paragraph.get(f"{W}outlineLvl"), run.get(f"{W}vanish")
    list_level = value(numbering.get(f"{W}ilvl"))
    return Style(
        value(own.get(f"{W}name")) or "",
        value(own.get(f"{W}basedOn")),
        whole(value(outline), _BODY_TEXT, most=_BODY_TEXT) if outline is not None else None,
        value(numbering.get(f"{W}numId")),
        whole(list_level, 0, most=8) if list_level is not None else None,
        is_on(vanish) if vanish is not None else None,
    )
