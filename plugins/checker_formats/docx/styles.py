"""Styles: the outline level, numbering and visibility that paragraphs and runs inherit."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Self

from lxml.etree import _Element

from checker_formats.docx.names import W, inside, is_on, value, whole

CHAIN_LIMIT = 64  # length of a chain of base styles; Word stops at eleven

_STYLE_END = b"</w:style>"
_TABLE_STYLE, _CHARACTER_STYLE = b'<w:style w:type="table" ', b'<w:style w:type="character" '
_LATENT, _LATENT_END = b"<w:latentStyles ", b"</w:latentStyles>"
_BODY_TEXT = 9  # outline levels 0 to 8 are headings, 9 is body text
_HEADING = re.compile(r"(?:heading|标题)\s*([1-9])", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class NumberingUse:
    """The list that numbers a paragraph, and its level; `style` if it comes from a style."""

    list_id: str
    level: int | None = None
    style: str = ""


@dataclass(frozen=True, slots=True)
class StyleDefinition:
    """The properties that one style sets itself; `None` if it does not set them."""

    name: str = ""
    base: str | None = None
    outline: int | None = None
    list_id: str | None = None
    list_level: int | None = None
    hidden: bool | None = None


@dataclass(frozen=True, slots=True)
class ResolvedStyle:
    """The properties of a style including those of its base styles."""

    level: int | None = None
    numbering: NumberingUse | None = None
    hidden: bool = False


@dataclass(frozen=True)
class Styles:
    """The styles of a document by id, each resolved on first use; `hide` if any of them hides text."""

    elements: dict[str, _Element] = field(default_factory=dict)
    default: str = ""
    hide: bool = False
    _resolved: dict[str, ResolvedStyle] = field(default_factory=dict)

    @classmethod
    def read(cls, root: _Element) -> Self:
        """Read the styles part; table styles are not needed."""
        elements = {element.get(f"{W}styleId", ""): element for element in root.iterchildren(f"{W}style")}
        default = (
            name
            for name, element in elements.items()
            if element.get(f"{W}type") == "paragraph" and element.get(f"{W}default") in {"1", "true", "on"}
        )
        return cls(elements, next(default, ""), next(root.iter(f"{W}vanish"), None) is not None)

    def resolve(self, name: str) -> ResolvedStyle:
        """Resolve a style: its own properties override those of its base styles."""
        found = self._resolved.get(name)
        if found is None:
            found = self._resolved[name] = _resolve(list(self._chain(name)))
        return found

    def _chain(self, name: str) -> Iterator[tuple[str, StyleDefinition]]:
        """Iterate over a style and its base styles; cycles and overlong chains are cut."""
        seen: set[str] = set()
        current: str | None = name
        while current and current not in seen and len(seen) < CHAIN_LIMIT:
            seen.add(current)
            element = self.elements.get(current)
            # programs leave out definitions of built-in styles: their name is enough
            style = StyleDefinition(current) if element is None else _style(element)
            yield current, style
            current = style.base


def without_unneeded(content: bytes) -> bytes:
    """Cut unneeded styles out of a styles part: they may be nine tenths of it."""
    if b"!" in content:
        return content  # it may contain comments: leave it to the parser
    first, *others = content.split(_STYLE_END)
    head, _start, rest = first.partition(_LATENT)
    _latent, end, rest = rest.partition(_LATENT_END)
    styles = [head + rest if end else first, *(style for style in others if not _is(style, _TABLE_STYLE))]
    if not any(b"vanish" in style for style in styles):  # no other property of character styles is used
        styles = [style for style in styles if not _is(style, _CHARACTER_STYLE)]
    return _STYLE_END.join(styles)


def _is(style: bytes, start: bytes) -> bool:
    return style.startswith(start) and not style.startswith(b"/", style.find(b">") - 1)


def _resolve(chain: list[tuple[str, StyleDefinition]]) -> ResolvedStyle:
    outlines = (outline for _id, style in chain if (outline := _outline(style)) is not None)
    outline = next(outlines, _BODY_TEXT)
    uses = (
        NumberingUse(style.list_id, style.list_level, identity)
        for identity, style in chain
        if style.list_id is not None
    )
    hidden = (style.hidden for _id, style in chain if style.hidden is not None)
    return ResolvedStyle(level_of(outline), next(uses, None), next(hidden, False))


def level_of(outline: int) -> int | None:
    """Turn Word's outline level, counted from 0, into a heading level, counted from 1."""
    return outline + 1 if 0 <= outline < _BODY_TEXT else None


def _outline(style: StyleDefinition) -> int | None:
    if style.outline is not None:
        return style.outline
    match = _HEADING.fullmatch(style.name.strip())
    return int(match.group(1)) - 1 if match else None


def _style(element: _Element) -> StyleDefinition:
    own = inside(element)
    paragraph, run = inside(own.get(f"{W}pPr")), inside(own.get(f"{W}rPr"))
    numbering = inside(paragraph.get(f"{W}numPr"))
    outline, vanish = paragraph.get(f"{W}outlineLvl"), run.get(f"{W}vanish")
    list_level = value(numbering.get(f"{W}ilvl"))
    return StyleDefinition(
        value(own.get(f"{W}name")) or "",
        value(own.get(f"{W}basedOn")),
        whole(value(outline), _BODY_TEXT, most=_BODY_TEXT) if outline is not None else None,
        value(numbering.get(f"{W}numId")),
        whole(list_level, 0, most=8) if list_level is not None else None,
        is_on(vanish) if vanish is not None else None,
    )
