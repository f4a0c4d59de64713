"""The operators that build and paint paths, and those that set their colours."""

from collections.abc import Callable, Iterable
from functools import partial
from math import hypot

from checker import BBox
from checker_formats.pages.matrices import Matrix, is_clipped
from checker_formats.pages.page import SHAPE_LIMIT, overfull
from checker_formats.pages.shapes import Painted, Rectangle, Shape
from checker_formats.pdf.graphics_state import GraphicsStack
from checker_formats.pdf.resources import CMYK, GRAY, RGB, Space, color_of
from checker_formats.pdf.syntax import numbers

STEP_LIMIT = 5 * SHAPE_LIMIT  # of paths, painted or not


class PathOperators:
    """Build paths and paint them."""

    def __init__(self, states: GraphicsStack, number: int) -> None:
        self._stack, self._state, self._number = states, states.now, number
        self._clips = False  # whether the path is to become a clip once it is painted
        self._shapes: list[Shape | Rectangle] = []
        self._steps = 0
        self._known: dict[tuple[bytes, Matrix], Rectangle] = {}
        self.painted = Painted()
        fill, stroke = partial(self._paint, fill=True), partial(self._paint, stroke=True)
        both = partial(self._paint, fill=True, stroke=True)
        self.handlers: dict[bytes, Callable[[bytes], None]] = {
            b"w": self._set_line_width, b"sh": self._shade,
            b"g": partial(self._set_fill, GRAY), b"G": partial(self._set_stroke, GRAY),
            b"rg": partial(self._set_fill, RGB), b"RG": partial(self._set_stroke, RGB),
            b"k": partial(self._set_fill, CMYK), b"K": partial(self._set_stroke, CMYK),
            b"sc": partial(self._set_fill, None), b"scn": partial(self._set_fill, None),
            b"SC": partial(self._set_stroke, None), b"SCN": partial(self._set_stroke, None),
            b"m": self._move, b"l": self._line, b"c": self._curve, b"v": self._curve, b"y": self._curve,
            b"W": self._clip, b"W*": self._clip, b"re": self._rectangle, b"h": self._close, b"n": self._end,
            b"f": fill, b"F": fill, b"f*": fill, b"S": stroke, b"s": partial(stroke, closed=True),
            b"B": both, b"B*": both, b"b": partial(both, closed=True), b"b*": partial(both, closed=True),
        }  # fmt: skip

    def set_fill_space(self, space: Space | None) -> None:
        """Set the colour space for filling."""
        self._state.fill = self._state.fill.in_space(space)

    def set_stroke_space(self, space: Space | None) -> None:
        """Set the colour space for stroking."""
        self._state.stroke = self._state.stroke.in_space(space)

    def _set_fill(self, space: Space | None, operands: bytes) -> None:
        state = self._state
        state.fill = color_of(operands, space or state.fill.space) or state.fill

    def _set_stroke(self, space: Space | None, operands: bytes) -> None:
        state = self._state
        state.stroke = color_of(operands, space or state.stroke.space) or state.stroke

    def _set_line_width(self, operands: bytes) -> None:
        for width in numbers(operands, 1):
            self._state.width = width * hypot(*self._state.base[:2])

    def _move(self, operands: bytes) -> None:
        if found := numbers(operands, 2):
            self._shapes.append(Shape())
            self._add_point(found, straight=True)

    def _line(self, operands: bytes) -> None:
        if found := numbers(operands, 2):
            self._add_point(found, straight=True)

    def _curve(self, operands: bytes) -> None:
        if found := numbers(operands, 6) or numbers(operands, 4):
            self._add_point(found[-2:], straight=False)
            if isinstance(shape := self._shapes[-1], Shape):
                a, b, c, d, e, f = self._state.base
                pairs = zip(found[:-2:2], found[1:-2:2], strict=True)
                shape.controls += [(a * x + c * y + e, b * x + d * y + f) for x, y in pairs]

    def _add_point(self, point: list[float], *, straight: bool) -> None:
        self._steps += 1
        if self._steps > STEP_LIMIT:
            raise overfull(self._number)
        a, b, c, d, e, f = self._state.base
        x, y = point
        shape = self._shapes.pop() if self._shapes else Shape()
        shape = shape.outline() if isinstance(shape, Rectangle) else shape
        shape.go((a * x + c * y + e, b * x + d * y + f), straight=straight)
        self._shapes.append(shape)

    def _rectangle(self, operands: bytes) -> None:
        self._steps += 4
        if known := self._known.get((operands, self._state.base)):
            self._shapes.append(known)  # most are the clips of words in the same place
            return
        if not (found := numbers(operands, 4)):
            return
        a, b, c, d, e, f = self._state.base
        x, y, width, height = found
        if not (b or c):
            corners = a * x + e, d * y + f, a * (x + width) + e, d * (y + height) + f
            known = self._known[operands, self._state.base] = Rectangle(*corners)
            self._shapes.append(known)
            return
        self._shapes.append(Shape())
        for corner in ([x, y], [x + width, y], [x + width, y + height], [x, y + height]):
            self._add_point(corner, straight=True)
        self._close()

    def _clip(self, _operands: bytes) -> None:
        self._clips = True

    def _shade(self, _operands: bytes) -> None:
        page = (0.0, 0.0, self._stack.width, self._stack.height)
        path = self._state.shaded
        whole = self._state.clip or page
        self.painted.grounds.append(_united(shape.reach() for shape in path) if path else whole)

    def _close(self, _operands: bytes = b"") -> None:
        if self._shapes and isinstance(shape := self._shapes[-1], Shape):
            shape.close()

    def _paint(
        self, _operands: bytes, *, fill: bool = False, stroke: bool = False, closed: bool = False
    ) -> None:
        if closed:
            self._close()
        shapes, self._shapes = self._shapes, []
        path = shapes
        if (clip := self._state.clip) is not None and (fill or stroke):
            shapes = [shape for shape in shapes if not is_clipped(shape.extent(), clip)]
        if fill:
            self.painted.fill(shapes, white=self._state.fill.white)
        if stroke:
            self.painted.stroke(shapes, self._state.width, white=self._state.stroke.white)
        self._finish(path)
        if self.painted.count > SHAPE_LIMIT:
            raise overfull(self._number)

    def _end(self, _operands: bytes) -> None:
        """End a path that is not painted."""
        path, self._shapes = self._shapes, []
        self._finish(path)

    def _finish(self, path: list[Shape | Rectangle]) -> None:
        if self._clips and path:
            self._state.shaded = path
            if len(path) == 1 and path[0].rectangular():
                self._stack.intersect_clip(path[0].extent())
        self._clips = False
        if self._steps > STEP_LIMIT:
            raise overfull(self._number)


def _united(boxes: Iterable[BBox]) -> BBox:
    x0, top, x1, bottom = zip(*boxes, strict=True)
    return min(x0), min(top), max(x1), max(bottom)
