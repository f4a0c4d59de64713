"""Pages of an OFD document: their size, their templates, their layers, and the annotations on them."""

from collections import OrderedDict
from collections.abc import Iterator

from lxml.etree import _Element

from checker import BBox, Messages, Note, ReadError
from checker_formats.ofd.annotations import Annotations
from checker_formats.ofd.documents import OfdDocument, PageEntry, open_file
from checker_formats.ofd.elements import box, child, children, text_of
from checker_formats.ofd.graphics import Canvas, Frame
from checker_formats.ofd.package import OfdPackage, folder_of
from checker_formats.ofd.painter import Painter, layers, rank
from checker_formats.ofd.resources import Resources
from checker_formats.pages.matrices import Matrix
from checker_formats.pages.page import Opened, Page, overfull
from checker_formats.zip_package import unreadable

_ = Messages(__package__)

POINTS = 72 / 25.4  # in a millimetre
TEMPLATE_LIMIT = 32  # on a page
_KEPT = 64  # painted templates; forms have one or two
_A4: BBox = (0.0, 0.0, 210.0, 297.0)
_BOXES = ("PhysicalBox", "ApplicationBox", "ContentBox")
_FARTHEST = 20_000.0  # millimetres; no paper is longer

_Layers = dict[int, list[Canvas]]


def ofd_pages(content: bytes) -> Opened:
    """Open an OFD file and read its pages."""
    package = OfdPackage.open(content)
    file = open_file(package)
    total = sum(len(document.pages) for document in file.documents)
    return Opened(file.metadata, total, _pages(package, file.documents), file.notes)


def _pages(package: OfdPackage, documents: tuple[OfdDocument, ...]) -> Iterator[Page]:
    number, lost = 0, 0
    reason: ReadError | None = None
    for document in documents:
        sheets = _Sheets(package, document)
        for entry in document.pages:
            number += 1
            try:
                yield sheets.page(number, entry)
            except ReadError as error:
                if error.code != "unreadable":
                    raise
                lost, reason = lost + 1, error
                yield sheets.lost(number, error)
    if reason is not None and lost == number:
        raise reason


class _Sheets:
    """The pages of one document."""

    def __init__(self, package: OfdPackage, document: OfdDocument) -> None:
        self._package, self._document = package, document
        common = document.common
        self._resources = Resources(package, document.folder)
        self._resources.load(map(text_of, children(common, "PublicRes", "DocumentRes")), document.folder)
        self._templates = {
            entry.get("ID", ""): (entry.get("BaseLoc", ""), rank(entry.get("ZOrder"), 0))
            for entry in children(common, "TemplatePage")
        }
        self._painted: OrderedDict[tuple[str, BBox], _Layers] = OrderedDict()
        self._area = _area(child(common, "PageArea")) or _A4
        self._annotations = Annotations(package, document)

    def lost(self, number: int, error: ReadError) -> Page:
        """Return an empty page in place of one that cannot be read."""
        x0, top, x1, bottom = self._area
        message = _("page {page} is lost: {cause}", page=number, cause=error.message)
        note = Note("lost-page", message, number, lost=True)
        return Page(number, (x1 - x0) * POINTS, (bottom - top) * POINTS, notes=(note,))

    def page(self, number: int, entry: PageEntry) -> Page:
        """Read a page."""
        name, root = self._part(entry.location)
        _refuse_foreign(root)
        self._resources.load(map(text_of, children(root, "PageRes")), folder_of(name))
        area = _area(child(root, "Area")) or self._area
        painted: _Layers = {}
        lost = self._add_templates(root, number, area, painted)
        self._paint(root, number, area, painted)
        canvas = _canvas(number, area)
        for _order, canvases in sorted(painted.items()):
            for one in canvases:
                canvas.add(one)
        painter, frame = Painter(canvas, self._resources), Frame(_base(area))
        notes = [*self._annotations.paint(entry.id, number, painter, frame)]
        if lost or canvas.lost:
            message = _("page {page} names parts of the file that are missing or damaged", page=number)
            notes.append(Note("shortfall", message, number, lost=True))
        canvas.join()
        canvas.mark_vertical()
        shapes = canvas.painted
        return Page(
            number, canvas.width, canvas.height, tuple(canvas.chars), tuple(shapes.rulings), tuple(shapes.boxes),
            tuple(canvas.images), shapes.curves, grounds=tuple(shapes.grounds),
            comments=tuple(self._annotations.comments(entry.id, frame.base)), notes=tuple(notes),
        )  # fmt: skip

    def _part(self, location: str) -> tuple[str, _Element]:
        name = self._package.locate(location, self._document.folder)
        if not name:
            raise unreadable(_("the package lacks its part “{part}”", part=location))
        return name, self._package.xml(name)

    def _paint(self, root: _Element, number: int, area: BBox, painted: _Layers) -> None:
        for order, layer in layers(root):
            canvas = _canvas(number, area)
            Painter(canvas, self._resources).paint(layer, Frame(_base(area)))
            painted.setdefault(order, []).append(canvas)

    def _add_templates(self, root: _Element, number: int, area: BBox, painted: _Layers) -> bool:
        """Paint the templates of a page; return whether one is missing."""
        named = list(children(root, "Template"))
        if len(named) > TEMPLATE_LIMIT:
            raise overfull(number)
        lost = False
        for entry in named:
            tag = entry.get("TemplateID", "")
            location, order = self._templates.get(tag, ("", 0))
            try:
                found = self._template(tag, location, number, area)
            except ReadError as error:
                if error.code != "unreadable":
                    raise
                lost = True
                continue
            order = rank(entry.get("ZOrder"), order)
            painted.setdefault(order, []).extend(
                canvas for _own, canvases in sorted(found.items()) for canvas in canvases
            )
        return lost

    def _template(self, tag: str, location: str, number: int, area: BBox) -> _Layers:
        """Paint a template, once for all pages of the same size; templates on it have no effect."""
        key = tag, area
        if key not in self._painted:
            painted: _Layers = {}
            self._paint(self._part(location)[1], number, area, painted)
            self._painted[key] = painted
            if len(self._painted) > _KEPT:
                self._painted.popitem(last=False)
        return self._painted[key]


def _refuse_foreign(root: _Element) -> None:
    """Refuse the pages of a program whose coordinates follow no standard."""
    if child(child(root, "Content"), "PageArea") is not None:
        raise ReadError("unreadable", _("the pages are not laid out as the standard of OFD files says"))


def _area(element: _Element | None) -> BBox | None:
    """Return the extent of the paper."""
    found = (box(text_of(child(element, name))) for name in _BOXES)
    return next(
        (one for one in found if one and 0 < one[2] - one[0] < _FARTHEST and 0 < one[3] - one[1] < _FARTHEST),
        None,
    )


def _base(area: BBox) -> Matrix:
    return POINTS, 0.0, 0.0, POINTS, -area[0] * POINTS, -area[1] * POINTS


def _canvas(number: int, area: BBox) -> Canvas:
    return Canvas(number, (area[2] - area[0]) * POINTS, (area[3] - area[1]) * POINTS)
