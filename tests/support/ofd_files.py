"""Write pages as OFD files (GB/T 33190), in the habits of the programs that make such files.

Pages are what a PDF shows, or what a test makes up. All that they hold comes back through a reader but for curves,
which are left out, and the pixels of pictures.
"""

from base64 import b64decode
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from io import BytesIO
from itertools import groupby, pairwise
from zipfile import ZIP_DEFLATED, ZipFile

from lxml import etree
from lxml.etree import _Element

from checker import BBox
from checker_formats.pages.page import Char, Page

MM = 25.4 / 72
NAMESPACE = "http://www.ofdspec.org/2016"
_OLD = "http://www.ofdspec.org"  # of drafts before 2016, which 数科 wrote for years
_DOT = b64decode(
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=="
)
# Where glyphs run and where their feet point, for text turned by so many quarters counter-clockwise.
_TURNS = {
    0: (1, 0, 0, 1),
    1: (0, -1, 1, 0),
    2: (-1, 0, 0, -1),
    3: (0, 1, -1, 0),
    -1: (0.7071, -0.7071, 0.7071, 0.7071),
}


@dataclass(frozen=True)
class Habits:
    """How a producer writes: each default is what the standard shows, each other value is met in real files."""

    text: str = (
        "line"  # "row": over the cells of a table, too; "char": an object each; "codes": a TextCode each
    )
    deltas: str = "plain"  # "g": «g 3 4.5»; "short": equal ones at the end left out; "long": one too many
    space: str = "mm"  # "points": sizes in points under a CTM; "flipped": the whole page's, from its foot
    rules: str = "stroke"  # "fill": thin filled areas
    template: bool = False  # rules and boxes on a template page
    composite: bool = False  # all text in composite objects among the resources
    glyphs: bool = False  # the glyphs of an embedded font beside the text
    escaped: bool = False  # spaces as \\0020
    namespace: str = "2016"  # "old"; "none"; "default": no prefix; "unbound": a prefix that nothing declares
    paths: str = "relative"  # "absolute"; "package": from the root without a slash; "backslash"; "case"


STANDARD = Habits()
HABITS = {
    "standard": STANDARD,
    "rows": Habits(text="row"),
    "characters": Habits(text="char"),
    "codes": Habits(text="codes"),
    "repeated steps": Habits(deltas="g"),
    "steps left out": Habits(deltas="short"),
    "a step too many": Habits(deltas="long"),
    "points": Habits(space="points"),
    "flipped": Habits(space="flipped"),
    "filled rules": Habits(rules="fill"),
    "template": Habits(template=True),
    "composite": Habits(composite=True),
    "glyphs": Habits(glyphs=True),
    "escaped": Habits(escaped=True),
    "old namespace": Habits(namespace="old"),
    "no namespace": Habits(namespace="none"),
    "no prefix": Habits(namespace="default"),
    "unbound prefix": Habits(namespace="unbound"),
    "absolute paths": Habits(paths="absolute"),
    "paths without slash": Habits(paths="package"),
    "backslashes": Habits(paths="backslash"),
    "capitals": Habits(paths="case"),
    "many at once": Habits(
        "char", "plain", "points", "fill", template=True, composite=True, namespace="old", paths="absolute"
    ),
}


def ofd(pages: Iterable[Page], habits: Habits = STANDARD) -> bytes:
    """Write an OFD file."""
    return _Maker(habits).package(list(pages))


class _Maker:
    def __init__(self, habits: Habits) -> None:
        self._habits = habits
        self._ids = 10  # below are the resources'
        self._parts: dict[str, bytes] = {}
        self._units: list[_Element] = []

    # --- package ---------------------------------------------------------------------------------------------

    def package(self, pages: Sequence[Page]) -> bytes:
        common, sheets = etree.Element("CommonData"), etree.Element("Pages")
        _add(common, "MaxUnitID", text="1000000")
        first = pages[0] if pages else Page(1, 595.3, 841.9)
        _add(_add(common, "PageArea"), "PhysicalBox", text=_row(0, 0, first.width * MM, first.height * MM))
        _add(common, "PublicRes", text=self._loc("Doc_0", "PublicRes.xml"))
        _add(common, "DocumentRes", text=self._loc("Doc_0", "DocumentRes.xml"))
        for number, page in enumerate(pages):
            sheet, back = self._page(page)
            if back is not None:
                folder = f"Tpls/Tpl_{number}/Content.xml"
                tag = self._next()
                _add(common, "TemplatePage", ID=tag, BaseLoc=self._loc("Doc_0", folder))
                sheet.insert(1, _new("Template", TemplateID=tag, ZOrder="Background"))
                self._write(f"Doc_0/{folder}", back)
            folder = f"Pages/Page_{number}/Content.xml"
            _add(sheets, "Page", ID=self._next(), BaseLoc=self._loc("Doc_0", folder))
            self._write(f"Doc_0/{folder}", sheet)
        document = etree.Element("Document")
        document.extend([common, sheets])
        self._write("Doc_0/Document.xml", document)
        self._resources()
        root = _new("OFD", Version="1.1", DocType="OFD")
        body = _add(root, "DocBody")
        info = _add(body, "DocInfo")
        _add(info, "DocID", text="0" * 32)
        _add(info, "Creator", text="ofdmake")
        _add(body, "DocRoot", text=self._loc("", "Doc_0/Document.xml"))
        self._write("OFD.xml", root)
        file = BytesIO()
        with ZipFile(file, "w", ZIP_DEFLATED) as archive:
            for name in sorted(self._parts, key=lambda name: name != "OFD.xml"):
                archive.writestr(name, self._parts[name])
        return file.getvalue()

    def _resources(self) -> None:
        public = _new("Res", BaseLoc="Res")
        fonts = _add(public, "Fonts")
        _add(fonts, "Font", ID="1", FontName="Noto Serif CJK SC", FamilyName="Noto Serif CJK SC")
        self._write("Doc_0/PublicRes.xml", public)
        own = _new("Res", BaseLoc="Res")
        media = _add(_add(own, "MultiMedias"), "MultiMedia", ID="2", Type="Image", Format="PNG")
        _add(media, "MediaFile", text="dot.png")
        _add(own, "CompositeGraphicUnits").extend(self._units)
        self._write("Doc_0/DocumentRes.xml", own)
        self._parts["Doc_0/Res/dot.png"] = _DOT

    def _loc(self, folder: str, name: str) -> str:
        whole = f"{folder}/{name}".lstrip("/")
        return {
            "absolute": f"/{whole}",
            "package": whole,
            "backslash": name.replace("/", "\\"),
            "case": name.upper(),
        }.get(self._habits.paths, name)

    def _write(self, name: str, root: _Element) -> None:
        text = etree.tostring(root, encoding="unicode")
        kind = self._habits.namespace
        if kind == "default":
            text = text.replace(f"<{root.tag!s}", f'<{root.tag!s} xmlns="{NAMESPACE}"', 1)
        elif kind != "none":
            text = text.replace("</", "\0").replace("<", "<ofd:").replace("\0", "</ofd:")
            declared = {"2016": NAMESPACE, "old": _OLD}.get(kind)
            if declared:
                text = text.replace(f"<ofd:{root.tag!s}", f'<ofd:{root.tag!s} xmlns:ofd="{declared}"', 1)
        self._parts[name] = f'<?xml version="1.0" encoding="UTF-8"?>\n{text}'.encode()

    def _next(self) -> str:
        self._ids += 1
        return str(self._ids)

    # --- pages -----------------------------------------------------------------------------------------------

    def _page(self, page: Page) -> tuple[_Element, _Element | None]:
        sheet, layer = self._sheet(page)
        back, behind = self._sheet(page) if self._habits.template else (None, layer)
        for x0, top, x1, bottom, white in page.boxes:
            self._filled(behind, (x0, top, x1, bottom), "255 255 255" if white else "217 217 217")
        for x0, top, x1, bottom in page.images:
            size = _row((x1 - x0) * MM, 0, 0, (bottom - top) * MM, 0, 0)
            _add(
                layer,
                "ImageObject",
                ID=self._next(),
                ResourceID="2",
                CTM=size,
                Boundary=_box(x0, top, x1, bottom),
            )
        for flat, at, start, end, thick, white in page.rulings:
            box = (
                (start, at - thick / 2, end, at + thick / 2)
                if flat
                else (at - thick / 2, start, at + thick / 2, end)
            )
            colour = "255 255 255" if white else "0 0 0"
            if self._habits.rules == "fill":
                self._filled(behind, box, colour)
                continue
            line = _add(behind, "PathObject", ID=self._next(), Boundary=_box(*box), LineWidth=_mm(thick))
            _add(line, "StrokeColor", Value=colour)
            half, far = thick / 2 * MM, (end - start) * MM
            ends = (0, half, far, half) if flat else (half, 0, half, far)
            _add(line, "AbbreviatedData", text="M {} {} L {} {}".format(*map(_number, ends)))
        holder = self._unit(page, layer) if self._habits.composite else layer
        for run in self._runs(page.chars):
            self._text(holder, run, page)
        return sheet, back

    def _sheet(self, page: Page) -> tuple[_Element, _Element]:
        sheet = etree.Element("Page")
        _add(_add(sheet, "Area"), "PhysicalBox", text=_row(0, 0, page.width * MM, page.height * MM))
        return sheet, _add(_add(sheet, "Content"), "Layer", ID=self._next(), Type="Body")

    def _unit(self, page: Page, layer: _Element) -> _Element:
        wide, high = page.width * MM, page.height * MM
        tag = self._next()
        _add(layer, "CompositeObject", ID=self._next(), ResourceID=tag, Boundary=_row(0, 0, wide, high))
        unit = _new("CompositeGraphicUnit", ID=tag, Width=_number(wide), Height=_number(high))
        self._units.append(unit)
        return _add(unit, "Content")

    def _filled(self, layer: _Element, box: BBox, colour: str) -> None:
        x0, top, x1, bottom = box
        area = _add(
            layer,
            "PathObject",
            ID=self._next(),
            Boundary=_box(x0, top, x1, bottom),
            Fill="true",
            Stroke="false",
        )
        _add(area, "FillColor", Value=colour)
        corners = (0, 0, (x1 - x0) * MM, 0, (x1 - x0) * MM, (bottom - top) * MM, 0, (bottom - top) * MM)
        _add(area, "AbbreviatedData", text="M {} {} L {} {} L {} {} L {} {} C".format(*map(_number, corners)))

    def _runs(self, chars: Iterable[Char]) -> Iterator[list[Char]]:
        """Gather characters that one TextObject can hold: upright ones on one line, from left to right."""
        kinds = groupby(chars, key=lambda c: (c.baseline, c.size, c.angle, c.vertical, c.invisible, c.white))
        for (_foot, _size, angle, vertical, *_ink), group in kinds:
            run: list[Char] = []
            for char in group:
                reach = (20 if self._habits.text == "row" else 2) * char.size
                apart = run and not 0 < char.x0 - run[-1].x0 < reach
                if run and (apart or angle or vertical or self._habits.text == "char" or len(char.text) > 1):
                    yield run
                    run = []
                run.append(char)
            yield run

    def _text(self, layer: _Element, run: list[Char], page: Page) -> None:
        head, (a, b, c, d) = run[0], _TURNS[run[0].angle]
        unit = MM if self._habits.space == "mm" else 1.0  # of object space, in points
        box = (head.x0, min(char.top for char in run), run[-1].x1, max(char.bottom for char in run))
        corner, moved, matrix = box[:2], (0.0, 0.0), (a, b, c, d)
        if self._habits.space == "flipped":
            box, corner, moved = (0, 0, page.width, page.height), (0, 0), (0.0, page.height)
        if unit == 1.0:
            matrix = (a * MM, b * MM, c * MM, d * MM)
        x, y = {0: (head.x0, head.baseline), 1: (head.baseline, head.bottom), 2: (head.x1, head.baseline),
                3: (head.baseline, head.top), -1: (head.x0, head.bottom)}[head.angle]  # fmt: skip
        x, y = x - corner[0] - moved[0], y - corner[1] - moved[1]
        x, y = (d * x - c * y) * unit, (a * y - b * x) * unit  # the turn undone
        thing = _add(
            layer,
            "TextObject",
            ID=self._next(),
            Font="1",
            Size=_number(head.size * unit),
            Boundary=_box(*box),
        )
        if matrix != (1, 0, 0, 1):
            thing.set("CTM", _row(*matrix, moved[0] * MM, moved[1] * MM))
        if head.invisible:
            thing.set("Fill", "false")
        if head.white:
            _add(thing, "FillColor", Value="255 255 255")
        if self._habits.glyphs:
            numbers = " ".join(str(ord(char.text[0]) % 60_000) for char in run)
            change = _add(
                thing, "CGTransform", CodePosition="0", CodeCount=str(len(run)), GlyphCount=str(len(run))
            )
            _add(change, "Glyphs", text=numbers)
        starts = [(char.x0 - head.x0) * unit for char in run]
        if self._habits.text == "codes":
            for char, start in zip(run, starts, strict=True):
                _add(thing, "TextCode", X=_number(x + start), Y=_number(y), text=self._written([char]))
            return
        code = _add(thing, "TextCode", X=_number(x), Y=_number(y), text=self._written(run))
        if len(run) > 1:
            code.set("DeltaX", self._deltas([_number(v - u) for u, v in pairwise(starts)]))

    def _written(self, run: list[Char]) -> str:
        text = "".join(char.text for char in run)
        return text.replace(" ", "\\0020") if self._habits.escaped else text

    def _deltas(self, steps: list[str]) -> str:
        match self._habits.deltas:
            case "g":
                runs = ((step, len(list(equal))) for step, equal in groupby(steps))
                return " ".join(
                    f"g {many} {step}" if many > 2 else " ".join([step] * many) for step, many in runs
                )
            case "short":
                while len(steps) > 1 and steps[-1] == steps[-2]:
                    steps = steps[:-1]
            case "long":
                steps = [*steps, steps[-1]]
        return " ".join(steps)


def _new(name: str, **attributes: str) -> _Element:
    return etree.Element(name, attributes)


def _add(parent: _Element, name: str, text: str | None = None, **attributes: str) -> _Element:
    child = etree.SubElement(parent, name, attributes)
    child.text = text
    return child


def _number(value: float) -> str:
    return f"{value:.4f}".rstrip("0").rstrip(".")


def _mm(points: float) -> str:
    return _number(points * MM)


def _row(*values: float) -> str:
    return " ".join(map(_number, values))


def _box(x0: float, top: float, x1: float, bottom: float) -> str:
    return _row(x0 * MM, top * MM, (x1 - x0) * MM, (bottom - top) * MM)
