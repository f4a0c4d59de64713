"""The resources of a content stream: fonts, colour spaces, forms and images, resolved at first use."""

from functools import cached_property, lru_cache
from typing import NamedTuple

from pdfminer.pdftypes import PDFObjRef, PDFStream, dict_value, list_value, resolve1, stream_value
from pdfminer.psparser import PSLiteral, literal_name

from checker_formats.pages.shapes import is_white
from checker_formats.pdf.font_face import FontFace
from checker_formats.pdf.fonts import Fonts
from checker_formats.pdf.syntax import last_named, named, numbers


class Space(NamedTuple):
    """A colour space: its family and its number of components."""

    family: str
    parts: int


GRAY, RGB, CMYK = Space("DeviceGray", 1), Space("DeviceRGB", 3), Space("DeviceCMYK", 4)
_SPACES = {
    "DeviceGray": GRAY, "DeviceRGB": RGB, "DeviceCMYK": CMYK, "CalGray": Space("CalGray", 1),
    "CalRGB": Space("CalRGB", 3), "Lab": Space("Lab", 3), "Separation": Space("Separation", 1),
    "Indexed": Space("Indexed", 1), "Pattern": Space("Pattern", 1),
}  # fmt: skip


class Color(NamedTuple):
    """A colour in its space."""

    space: Space
    color: tuple[float, ...]
    white: bool = False

    def in_space(self, space: Space | None) -> "Color":
        """Return the colour in another space."""
        return Color(space, self.color, is_white(self.color, space.family)) if space else self


@lru_cache(1024)
def color_of(operands: bytes, space: Space) -> Color | None:
    """Return the colour that operands give in a space; none without its number of components."""
    color = tuple(numbers(operands, space.parts)) if space.parts in {1, 3, 4} else ()
    return Color(space, color, is_white(color, space.family)) if color else None


BLACK = Color(GRAY, (0.0,))


class XObject(NamedTuple):
    """A form or an image."""

    stream: PDFStream
    subtype: str


class Resources:
    """One resource dictionary."""

    def __init__(self, entries: dict[str, object], fonts: Fonts) -> None:
        self._entries, self._fonts = entries, fonts
        self._sized: dict[bytes, tuple[FontFace, float | None]] = {}
        self._spaces: dict[str, Space | None] = {}
        self._xobjects: dict[bytes, XObject] = {}

    def face(self, operands: bytes) -> tuple[FontFace, float | None]:
        """Return the font and size that the operands of Tf name; a missing font has no widths."""
        if (sized := self._sized.get(operands)) is None:
            entry = self._entry("Font", named(operands))
            objid = entry.objid if isinstance(entry, PDFObjRef) else None
            face = self._fonts.face(dict_value(entry), objid)
            sized = self._sized[operands] = face, next(iter(numbers(operands, 1)), None)
        return sized

    def space(self, operands: bytes) -> Space | None:
        """Return the colour space that the operands name; `None` for an unknown one."""
        name = named(operands)
        if name not in self._spaces:
            self._spaces[name] = _space(resolve1(self._entry("ColorSpace", name))) or _SPACES.get(name)
        return self._spaces[name]

    def xobject(self, operands: bytes) -> XObject:
        """Return the form or image that the operands name; an empty stream if it is missing."""
        if (found := self._xobjects.get(operands)) is None:
            stream = stream_value(self._entry("XObject", named(operands)))
            found = self._xobjects[operands] = XObject(stream, literal_name(resolve1(stream.get("Subtype"))))
        return found

    def property_list(self, operands: bytes) -> object:
        """Return the property list that the last name among the operands names, as a reference if it is one."""
        return self._entry("Properties", last_named(operands))

    @cached_property
    def replaces_text(self) -> bool:
        """Return whether a property list gives the text of what it marks."""
        lists = dict_value(self._entries.get("Properties")).values()
        return any("ActualText" in dict_value(one) for one in lists)

    def _entry(self, kind: str, name: str) -> object:
        return dict_value(self._entries.get(kind)).get(name)


class _PlainResources(Resources):
    """Resources with one font, for text that has no appearance."""

    def __init__(self, face: FontFace, fonts: Fonts) -> None:
        super().__init__({}, fonts)
        self._face = face

    def face(self, operands: bytes) -> tuple[FontFace, float | None]:
        return self._face, next(iter(numbers(operands, 1)), None)


def _space(spec: object) -> Space | None:
    parts = list_value(spec) or [spec]
    family = resolve1(parts[0])
    if not isinstance(family, PSLiteral):
        return None
    if len(parts) > 1 and family.name == "ICCBased":
        count = resolve1(stream_value(parts[1]).get("N"))
        return Space("ICCBased", count) if isinstance(count, int) else None
    if len(parts) > 1 and family.name == "DeviceN":
        return Space("DeviceN", len(list_value(parts[1])))
    return _SPACES.get(str(family.name))


class ResourceCache:
    """The resource dictionaries of one document, each built once."""

    def __init__(self) -> None:
        self._fonts = Fonts()
        self._known: dict[int, Resources] = {}

    def plain(self, face: FontFace) -> Resources:
        """Return resources in which every font name means the same font."""
        return _PlainResources(face, self._fonts)

    def of(self, entries: object) -> Resources:
        """Return the resources of a dictionary."""
        entries = dict_value(entries)
        if id(entries) not in self._known:  # kept alive by the entry, so that the id stays unique
            self._known[id(entries)] = Resources(entries, self._fonts)
        return self._known[id(entries)]
