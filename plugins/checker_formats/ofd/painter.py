"""Paint the content of pages: layers, blocks, templates and composite objects."""

from collections.abc import Iterator

from lxml.etree import _Element

from checker import BBox
from checker_formats.ofd.colors import FAINT, paint
from checker_formats.ofd.elements import box, child, children, corner, is_true, local, matrix, number
from checker_formats.ofd.graphics import NO_STYLE, Canvas, Frame, Style
from checker_formats.ofd.path_objects import clip_of, inner, paint_path
from checker_formats.ofd.resources import Resources
from checker_formats.ofd.text_objects import paint_text
from checker_formats.pages.matrices import bounds, times
from checker_formats.pages.page import FORM_LIMIT, IMAGE_LIMIT, overfull

DEPTH = 16  # blocks and composite objects in one another; real ones nest three deep
OBJECT_LIMIT = 500_000  # painted in a page, empty ones as well
_RANKS = {"Background": 0, "Body": 1, "Foreground": 2}
BODY = 1


def rank(order: str | None, default: int = BODY) -> int:
    """Return the place of a layer, or of a template, in the order of painting."""
    return _RANKS.get(order or "", default)


def layers(page: _Element) -> Iterator[tuple[int, _Element]]:
    """Iterate over the layers of a page, or of a template, and their ranks."""
    for layer in children(child(page, "Content"), "Layer"):
        yield rank(layer.get("Type")), layer


class Painter:
    """Paint objects on a canvas."""

    def __init__(self, canvas: Canvas, resources: Resources) -> None:
        self._canvas, self._resources = canvas, resources
        self._composites = self._objects = 0

    def paint(self, holder: _Element, frame: Frame) -> None:
        """Paint the objects in a layer, a block, or an appearance."""
        if frame.depth > DEPTH:
            raise overfull(self._canvas.number)
        if params := holder.get("DrawParam"):
            frame = frame._replace(style=self._resources.style(params).over(frame.style))
        self._objects += len(holder)
        if self._objects > OBJECT_LIMIT:
            raise overfull(self._canvas.number)
        for element in holder:
            kind = local(element.tag)
            if kind == "TextObject":
                self._text(element, frame)
            elif kind == "PathObject":
                self._path(element, frame)
            elif kind == "ImageObject":
                self._image(element, frame)
            elif kind == "CompositeObject":
                self._composite(element, frame)
            elif kind == "PageBlock":
                self.paint(element, frame._replace(depth=frame.depth + 1))

    def _own(self, element: _Element, frame: Frame) -> tuple[Frame, list[_Element]]:
        """Return the frame of an object itself, from its own space, and the parts that are its content."""
        get = element.get
        base = times(inner(element), frame.base)
        alpha, visible, params = get("Alpha"), get("Visible"), get("DrawParam")
        hidden = frame.hidden
        if alpha is not None or visible is not None:
            hidden |= number(alpha, 255) <= FAINT or not is_true(visible, True)
        clip = frame.clip
        style = frame.style if params is None else self._resources.style(params).over(frame.style)
        width, fill, stroke = style
        if (own := get("LineWidth")) is not None:
            width = number(own)
        content: list[_Element] = []
        for part in element:
            name = local(part.tag)
            if name == "FillColor":
                fill = paint(part, self._resources.spaces)
            elif name == "StrokeColor":
                stroke = paint(part, self._resources.spaces)
            elif name == "Clips":
                at = times((1.0, 0.0, 0.0, 1.0, *corner(get("Boundary"))), frame.base)
                clip = clip_of(element, at, base, clip, self._canvas)
            else:
                content.append(part)
        return Frame(base, Style(width, fill, stroke), clip, hidden, frame.depth), content

    def _text(self, element: _Element, frame: Frame) -> None:
        face = self._resources.face(element.get("Font", ""))
        own, content = self._own(element, frame)
        paint_text(element, content, face, own, self._canvas)

    def _path(self, element: _Element, frame: Frame) -> None:
        own, content = self._own(element, frame)
        paint_path(element, content, own, self._canvas)

    def _image(self, element: _Element, frame: Frame) -> None:
        own, _content = self._own(element, frame)
        if own.hidden:
            return
        if matrix(element.get("CTM")) is None:
            x0, top, x1, bottom = box(element.get("Boundary")) or (0.0, 0.0, 0.0, 0.0)
            placed = bounds(frame.base, (x0, top, x1, bottom))
        else:
            placed = bounds(own.base, (0.0, 0.0, 1.0, 1.0))
        shown = _within(placed, own.clip or (0.0, 0.0, self._canvas.width, self._canvas.height))
        if shown is not None:
            self._canvas.images.append(shown)
        if len(self._canvas.images) > IMAGE_LIMIT:
            raise overfull(self._canvas.number)

    def _composite(self, element: _Element, frame: Frame) -> None:
        unit = self._resources.units.get(element.get("ResourceID", ""))
        if unit is None:
            self._canvas.lost = True
            return
        self._composites += 1
        if self._composites > FORM_LIMIT:
            raise overfull(self._canvas.number)
        content = child(unit, "Content")
        if content is not None:
            own, _content = self._own(element, frame)
            self.paint(content, own._replace(style=NO_STYLE, depth=frame.depth + 1))


def _within(placed: BBox, clip: BBox) -> BBox | None:
    x0, top = max(placed[0], clip[0]), max(placed[1], clip[1])
    x1, bottom = min(placed[2], clip[2]), min(placed[3], clip[3])
    return (x0, top, x1, bottom) if x0 < x1 and top < bottom else None
