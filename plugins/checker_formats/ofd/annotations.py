"""Annotations: text written into the page, marks of reviewers, stamps; links and watermarks are no text of it."""

from collections.abc import Iterator

from lxml.etree import _Element

from checker import Messages, Note, ReadError
from checker_formats.ofd.documents import OfdDocument
from checker_formats.ofd.elements import box, child, children, is_true, name_of, text_of
from checker_formats.ofd.graphics import Frame
from checker_formats.ofd.package import OfdPackage, folder_of
from checker_formats.ofd.painter import Painter
from checker_formats.pages.matrices import Matrix, bounds, times
from checker_formats.pages.page import Comment

_ = Messages(__package__)

ANNOTATION_LIMIT = 10_000  # a page
_LEFT_OUT = {"Link", "Watermark"}
_MARKS = {"Highlight"}
_DEPTH = 16  # in which text is looked for


class Annotations:
    """The annotations of a document, by the numbers of its pages."""

    def __init__(self, package: OfdPackage, document: OfdDocument) -> None:
        self._package, self._folder = package, document.folder
        self._parts: dict[str, list[tuple[str, str]]] = {}  # locations, and the folders that these start from
        self._last: tuple[str, list[_Element], bool] = ("", [], False)
        for entry in children(document.root, "Annotations"):
            name = package.locate(text_of(entry), document.folder)
            root = _xml(package, name)
            for page in children(root, "Page"):
                listed = self._parts.setdefault(page.get("PageID", ""), [])
                listed += [(text_of(part), folder_of(name)) for part in children(page, "FileLoc")]

    def paint(self, page: str, number: int, painter: Painter, frame: Frame) -> Iterator[Note]:
        """Paint text that is written into a page, and yield notes on it, and on stamps."""
        written = stamps = 0
        found, lost = self._of(page)
        for annotation in found:
            kind = annotation.get("Type", "")
            appearance = child(annotation, "Appearance")
            if (
                kind in _LEFT_OUT | _MARKS
                or appearance is None
                or not is_true(annotation.get("Visible"), True)
            ):
                continue
            if kind == "Stamp":
                stamps += 1
            elif _holds_text(appearance, _DEPTH):
                written += 1
                painter.paint(appearance, frame._replace(base=_base(appearance, frame.base)))
        if stamps:
            yield Note(
                "stamps",
                _("page {page} bears {count} stamps, which are not read", page=number, count=stamps),
                number,
            )
        if written:
            message = _(
                "page {page} holds {count} texts that were written over it; they are read",
                page=number,
                count=written,
            )
            yield Note("annotations", message, number)
        if lost:
            yield Note(
                "annotations", _("annotations of page {page} are missing in the file", page=number), number
            )

    def comments(self, page: str, base: Matrix) -> Iterator[Comment]:
        """Iterate over the marks of reviewers on a page."""
        for annotation in self._of(page)[0]:
            appearance = child(annotation, "Appearance")
            if annotation.get("Type") in _MARKS and appearance is not None:
                extent = box(appearance.get("Boundary")) or (0.0, 0.0, 0.0, 0.0)
                yield Comment(text_of(child(annotation, "Remark")), bounds(base, extent))

    def _of(self, page: str) -> tuple[list[_Element], bool]:
        """Return the annotations of a page, and whether some are missing."""
        if self._last[0] != page or not page:
            found: list[_Element] = []
            lost = False
            for location, folder in self._parts.get(page, ()):
                root = _xml(self._package, self._package.locate(location, folder, self._folder))
                lost |= root is None
                found += children(root, "Annot")
            self._last = page, found[:ANNOTATION_LIMIT], lost
        return self._last[1:]


def _xml(package: OfdPackage, name: str) -> _Element | None:
    """Parse a part; `None` where it is missing or damaged."""
    try:
        return package.xml(name) if name else None
    except ReadError as error:
        if error.code != "unreadable":
            raise
        return None


def _holds_text(element: _Element, depth: int) -> bool:
    return any(
        name_of(part) == "TextObject"
        or (depth > 0 and name_of(part) == "PageBlock" and _holds_text(part, depth - 1))
        for part in element
    )


def _base(appearance: _Element, base: Matrix) -> Matrix:
    x, y = (box(appearance.get("Boundary")) or (0.0, 0.0))[:2]
    return times((1.0, 0.0, 0.0, 1.0, x, y), base)
