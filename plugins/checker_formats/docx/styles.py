"""Styles: the outline level, numbering and visibility that paragraphs and runs inherit."""

import re
from collections.abc import Callable, Iterator
from dataclasses import field
from typing import NamedTuple, Self

from lxml.etree import _Element

from checker import Languages, dataclass, regex
from checker_formats.docx.names import VAL, W, contains, inside, is_on, value, whole

CHAIN_LIMIT = 64  # length of a chain of base styles; Word stops at eleven

_STYLE_END = b"</w:style>"
_TABLE_STYLE, _CHARACTER_STYLE = b'<w:style w:type="table" ', b'<w:style w:type="character" '
_LATENT, _LATENT_END = b"<w:latentStyles ", b"</w:latentStyles>"
_SHADE = f"{W}shd"
_BODY_TEXT = 9  # outline levels 0 to 8 are headings, 9 is body text
# in the XML of the properties that CharacterFormat reads; most documents have none of them
# character formats in XML; the common ones are elements of nearly every document
_EFFECTS = (
    regex(rb"vanish"),
    regex(rb"trike"),
    regex(rb"vertAlign"),
    regex(rb"<w:position "),
)
_COMMON_EFFECTS = (
    regex(rb"<w:color [^>]*w:val=.[Ff]{6}"),
    regex(rb"""<w:sz [^>]*w:val=.[1-4]["']"""),
)
_COLORED = regex(rb"w:fill=.(?!auto|[Ff]{6})")
_STYLE_ID = regex(rb'w:styleId="([^"]*)"')
_TINY = 4  # half points: smaller characters cannot be read
_LEAST_RISE = 6  # half points of a raised character
_WHITE = "ffffff"
_HEADING = regex(r"heading\s*([1-9])", re.IGNORECASE)  # Word's own name; some programs translate it
_UNSHADED = frozenset({"auto", _WHITE})


@dataclass(frozen=True, slots=True)
class NumberingUse:
    """The list that numbers a paragraph, and its level; `style` if it comes from a style."""

    list_id: str
    level: int | None = None
    style: str = ""


class CharacterFormat(NamedTuple):
    """The character properties that decide how text is read; `None` if not set."""

    vanish: bool | None = None
    struck: bool | None = None
    white: bool | None = None
    tiny: bool | None = None
    shaded: bool | None = None
    raised: bool | None = None

    def over(self, base: "CharacterFormat") -> "CharacterFormat":
        """Return the format with unset properties taken from a base format."""
        return CharacterFormat(
            *(other if own is None else own for own, other in zip(self, base, strict=True))
        )

    def is_hidden(self, on_color: Callable[[], bool]) -> bool:
        """Return whether the text cannot be seen; white text is visible on a coloured ground."""
        return bool(self.vanish or self.tiny or (self.white and not self.shaded and not on_color()))


UNFORMATTED = CharacterFormat()


@dataclass(frozen=True, slots=True)
class StyleDefinition:
    """The properties that one style sets itself; `None` if it does not set them."""

    name: str = ""
    base: str | None = None
    outline: int | None = None
    list_id: str | None = None
    list_level: int | None = None
    format: CharacterFormat = UNFORMATTED


@dataclass(frozen=True, slots=True)
class ResolvedStyle:
    """The properties of a style including those of its base styles."""

    level: int | None = None
    numbering: NumberingUse | None = None
    format: CharacterFormat = UNFORMATTED


@dataclass(frozen=True)
class Styles:
    """The styles of a document by id, each resolved on first use.

    `hiding` if any hides or strikes text through, `raising` if any raises it.
    """

    elements: dict[str, _Element] = field(default_factory=dict)
    default: str = ""
    hiding: bool = False
    raising: bool = False
    languages: Languages = field(default_factory=Languages)
    _resolved: dict[str, ResolvedStyle] = field(default_factory=dict)

    @classmethod
    def read(cls, root: _Element, languages: Languages) -> Self:
        """Read the styles part; table styles are not needed."""
        elements = {element.get(f"{W}styleId", ""): element for element in root.iterchildren(f"{W}style")}
        default = (
            name
            for name, element in elements.items()
            if element.get(f"{W}type") == "paragraph" and element.get(f"{W}default") in {"1", "true", "on"}
        )
        return cls(elements, next(default, ""), *_effects(root), languages)

    def resolve(self, name: str) -> ResolvedStyle:
        """Resolve a style: its own properties override those of its base styles."""
        found = self._resolved.get(name)
        if found is None:
            found = self._resolved[name] = _resolve(list(self._chain(name)), self.languages)
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
    patterns = (*_EFFECTS, *_COMMON_EFFECTS)
    if not any(pattern.search(style) for pattern in patterns for style in styles):
        styles = [style for style in styles if not _is(style, _CHARACTER_STYLE)]
    return _STYLE_END.join(styles)


def colored_table_styles(content: bytes) -> frozenset[str]:
    """List the ids of the table styles that shade cells."""
    styles = (style for style in content.split(_STYLE_END) if _COLORED.search(style))
    return frozenset(match.group(1).decode() for style in styles for match in _STYLE_ID.finditer(style))


def _is(style: bytes, start: bytes) -> bool:
    return style.startswith(start) and not style.startswith(b"/", style.find(b">") - 1)


def _resolve(chain: list[tuple[str, StyleDefinition]], languages: Languages) -> ResolvedStyle:
    outlines = (outline for _id, style in chain if (outline := _outline(style, languages)) is not None)
    outline = next(outlines, _BODY_TEXT)
    uses = (
        NumberingUse(style.list_id, style.list_level, identity)
        for identity, style in chain
        if style.list_id is not None
    )
    format_ = UNFORMATTED
    for _id, style in chain:
        format_ = format_.over(style.format)
    return ResolvedStyle(level_of(outline), next(uses, None), format_)


def level_of(outline: int) -> int | None:
    """Turn Word's outline level, counted from 0, into a heading level, counted from 1."""
    return outline + 1 if 0 <= outline < _BODY_TEXT else None


def _outline(style: StyleDefinition, languages: Languages) -> int | None:
    if style.outline is not None:
        return style.outline
    match = _HEADING.fullmatch(style.name.strip())
    level = int(match.group(1)) if match else languages.heading_level(style.name)
    return None if level is None else level - 1


def _style(element: _Element) -> StyleDefinition:
    own = inside(element)
    paragraph = inside(own.get(f"{W}pPr"))
    numbering = inside(paragraph.get(f"{W}numPr"))
    outline = paragraph.get(f"{W}outlineLvl")
    list_level = value(numbering.get(f"{W}ilvl"))
    return StyleDefinition(
        value(own.get(f"{W}name")) or "",
        value(own.get(f"{W}basedOn")),
        whole(value(outline), _BODY_TEXT, most=_BODY_TEXT) if outline is not None else None,
        value(numbering.get(f"{W}numId")),
        whole(list_level, 0, most=8) if list_level is not None else None,
        character_format(own.get(f"{W}rPr")).over(character_format(own.get(f"{W}pPr"))),
    )


def has_formats(content: bytes, root: _Element) -> bool:
    """Return whether a part may contain character formats."""
    if contains(root, "vanish", "strike", "dstrike", "vertAlign", "position"):
        return True
    readable = b"xmlns:w=" in content  # neither in UTF-16 nor with another prefix
    return not readable or any(pattern.search(content) for pattern in _COMMON_EFFECTS)


def _effects(styles: _Element) -> tuple[bool, bool]:
    """Return whether any style hides text or strikes it through, and whether any raises it."""
    formats = [character_format(properties) for properties in styles.iter(f"{W}rPr")]
    hiding = any(format_.vanish or format_.struck or format_.white or format_.tiny for format_ in formats)
    return hiding, any(format_.raised for format_ in formats)


def character_format(properties: _Element | None) -> CharacterFormat:
    """Read run or paragraph properties."""
    found: dict[str, bool] = {}
    for element in () if properties is None else properties:
        setting = _SETTINGS.get(str(element.tag))
        if setting is not None:
            name, read = setting
            found[name] = read(element) or (name in {"struck", "raised", "shaded"} and found.get(name, False))
    return CharacterFormat(**found) if found else UNFORMATTED


def is_shaded(shade: _Element) -> bool:
    """Return whether a shade has a colour other than white."""
    return shade.get(f"{W}fill", "auto").lower() not in _UNSHADED or shade.get(VAL, "clear") not in {
        "clear",
        "nil",
    }


_SETTINGS: dict[str, tuple[str, Callable[[_Element], bool]]] = {
    f"{W}vanish": ("vanish", is_on),
    f"{W}strike": ("struck", is_on),
    f"{W}dstrike": ("struck", is_on),
    f"{W}color": ("white", lambda element: element.get(VAL, "").lower() == _WHITE),
    f"{W}sz": ("tiny", lambda element: whole(element.get(VAL), 21) <= _TINY),
    _SHADE: ("shaded", is_shaded),
    f"{W}highlight": ("shaded", lambda element: element.get(VAL) not in {"none", "white"}),
    f"{W}vertAlign": ("raised", lambda element: element.get(VAL) == "superscript"),
    f"{W}position": ("raised", lambda element: whole(element.get(VAL), 0, least=-999) >= _LEAST_RISE),
}
