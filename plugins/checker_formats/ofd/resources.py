"""The resources of a document: fonts, colours, drawing parameters, pictures and composite objects."""

from collections.abc import Iterable

from lxml.etree import _Element

from checker import Messages, ReadError
from checker_formats.ofd.colors import ColorSpace, Paint, color_space, paint
from checker_formats.ofd.elements import child, name_of, number, text_of
from checker_formats.ofd.font_files import font_file
from checker_formats.ofd.fonts import FontFace
from checker_formats.ofd.graphics import NO_STYLE, Style
from checker_formats.ofd.package import OfdPackage, folder_of

_ = Messages(__package__)

_DEPTH = 16  # of drawing parameters that build on others
_FONTS = 64 * 2**20  # bytes of embedded fonts that are read for their widths


class Resources:
    """The resources of one document by their numbers; those of a page come on top."""

    def __init__(self, package: OfdPackage, folder: str) -> None:
        self._package, self._folder = package, folder
        self._fonts: dict[str, tuple[_Element, str]] = {}
        self._faces: dict[str, FontFace] = {}
        self._params: dict[str, _Element] = {}
        self._styles: dict[str, Style] = {}
        self._font_bytes = 0
        self.spaces: dict[str, ColorSpace] = {}
        self.units: dict[str, _Element] = {}
        self.missing: list[str] = []  # parts that are named and not there, or damaged

    def load(self, locations: Iterable[str], folder: str) -> None:
        """Add the resources that parts list."""
        for location in locations:
            name = self._package.locate(location, folder, self._folder)
            try:
                root = self._package.xml(name) if name else None
            except ReadError as error:
                if error.code != "unreadable":
                    raise
                root = None
            if root is None:
                self.missing.append(location)
            else:
                self._add(root, folder_of(name))

    def _add(self, root: _Element, folder: str) -> None:
        base = root.get("BaseLoc", "").replace("\\", "/").strip("/")
        held = f"{folder}/{base}".strip("/") if base else folder
        for kind in root:
            for entry in kind:
                tag, name = entry.get("ID", ""), name_of(entry)
                if name == "Font":
                    self._fonts[tag] = entry, held
                    self._faces.pop(tag, None)
                elif name == "DrawParam":
                    self._params[tag] = entry
                    self._styles.clear()
                elif name == "ColorSpace":
                    self.spaces[tag] = color_space(entry)
                elif name == "CompositeGraphicUnit":
                    self.units[tag] = entry

    def face(self, tag: str) -> FontFace:
        """Return the font of a number; one that is missing is like any other font without a file."""
        face = self._faces.get(tag)
        if face is None:
            face = self._faces[tag] = self._face(*self._fonts[tag]) if tag in self._fonts else FontFace()
        return face

    def _face(self, entry: _Element, folder: str) -> FontFace:
        name = f"{entry.get('FontName', '')} {entry.get('FamilyName', '')}"
        location = text_of(child(entry, "FontFile"))
        part = self._package.locate(location, folder, self._folder) if location else ""
        if not part or self._font_bytes + self._package.size(part) > _FONTS:
            return FontFace(name)
        self._font_bytes += self._package.size(part)
        try:
            return FontFace(name, font_file(self._package.read(part)))
        except ReadError:
            return FontFace(name)

    def style(self, tag: str) -> Style:
        """Return the style that drawing parameters set, with those that they build on."""
        if tag not in self._styles:
            self._styles[tag] = self._style(tag, _DEPTH)
        return self._styles[tag]

    def _style(self, tag: str, depth: int) -> Style:
        entry = self._params.get(tag)
        if entry is None or not depth:
            return NO_STYLE
        style = self.own_style(entry)
        relative = entry.get("Relative")
        return style.over(self._style(relative, depth - 1)) if relative else style

    def own_style(self, element: _Element) -> Style:
        """Return the style that an object, or drawing parameters, set themselves."""
        width = element.get("LineWidth")
        return Style(
            None if width is None else number(width),
            self._paint(element, "FillColor"),
            self._paint(element, "StrokeColor"),
        )

    def _paint(self, element: _Element, name: str) -> Paint | None:
        found = child(element, name)
        return None if found is None else paint(found, self.spaces)
