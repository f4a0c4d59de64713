"""Classify painted paths: thin rules, filled boxes, and other drawings."""

from collections.abc import Sequence

from checker import BBox
from checker_formats.pages.page import Box, RuledLine

THIN = 3.0  # points; a filled area thinner than this is a line
SLANT = 0.01  # a steeper line is a drawing, not a rule
_WHITE = 0.98  # of full light

Point = tuple[float, float]


class Shape:
    """One subpath, in the page's coordinates."""

    def __init__(self) -> None:
        self.points: list[Point] = []
        self.controls: list[Point] = []  # of curves
        self.segments: list[tuple[Point, Point]] = []
        self.straight = True

    def go(self, point: Point, *, straight: bool) -> None:
        if straight and self.points:
            self.segments.append((self.points[-1], point))
        self.straight &= straight
        self.points.append(point)

    def close(self) -> None:
        if self.points and self.points[-1] != self.points[0]:
            self.go(self.points[0], straight=True)

    def extent(self) -> BBox:
        xs, ys = [x for x, _y in self.points], [y for _x, y in self.points]
        return min(xs), min(ys), max(xs), max(ys)

    def reach(self) -> BBox:
        """Return a box that holds the shape with its curves."""
        x0, top, x1, bottom = self.extent()
        xs, ys = [x for x, _y in self.controls], [y for _x, y in self.controls]
        return min([x0, *xs]), min([top, *ys]), max([x1, *xs]), max([bottom, *ys])

    def rectangular(self) -> bool:
        """Return whether the shape fills its extent, but for a hundredth."""
        x0, top, x1, bottom = self.extent()
        turns = zip(self.points, self.points[1:] + self.points[:1], strict=True)
        area = abs(sum(x * v - u * y for (x, y), (u, v) in turns)) / 2
        return self.straight and area >= 0.99 * (x1 - x0) * (bottom - top)


class Rectangle:
    """A subpath that is a rectangle standing upright on the page, by its corners in the order of drawing."""

    straight = True

    def __init__(self, x0: float, y0: float, x1: float, y1: float) -> None:
        self._corners = x0, y0, x1, y1

    def extent(self) -> BBox:
        x0, y0, x1, y1 = self._corners
        if x0 > x1:
            x0, x1 = x1, x0
        if y0 > y1:
            y0, y1 = y1, y0
        return x0, y0, x1, y1

    def reach(self) -> BBox:
        return self.extent()

    def rectangular(self) -> bool:
        return True

    def outline(self) -> Shape:
        """Return the rectangle as a shape."""
        x0, y0, x1, y1 = self._corners
        shape = Shape()
        for corner in ((x0, y0), (x1, y0), (x1, y1), (x0, y1)):
            shape.go(corner, straight=True)
        shape.close()
        return shape

    @property
    def segments(self) -> list[tuple[Point, Point]]:
        return self.outline().segments


class Painted:
    """Classify the shapes of a page as they are painted."""

    def __init__(self) -> None:
        self.rulings: list[RuledLine] = []
        self.boxes: list[Box] = []
        self.grounds: list[BBox] = []  # of what is neither white nor a rectangle
        self.curves = 0

    def sizes(self) -> tuple[int, int, int, int]:
        """Return how much was painted so far, for `cut`."""
        return len(self.rulings), len(self.boxes), len(self.grounds), self.curves

    def cut(self, sizes: tuple[int, ...]) -> None:
        """Forget what was painted since."""
        rulings, boxes, grounds, self.curves = sizes
        del self.rulings[rulings:], self.boxes[boxes:], self.grounds[grounds:]

    @property
    def count(self) -> int:
        return len(self.rulings) + len(self.boxes) + self.curves

    def fill(self, shapes: Sequence[Shape | Rectangle], *, white: bool) -> None:
        if len(shapes) == 2 and (frame := _frame(*shapes)):  # an outline and its hole
            self.rulings += [_thin(*edge, white=white) for edge in frame]
            return
        for shape in shapes:
            x0, top, x1, bottom = shape.extent()
            wide, high = x1 - x0, bottom - top
            if wide < THIN and high < THIN:  # a dot of a dotted line, or nothing: it may belong to either way
                self.rulings.append(RuledLine(True, (top + bottom) / 2, x0, x1, high, white))
                self.rulings.append(RuledLine(False, (x0 + x1) / 2, top, bottom, wide, white))
            elif not shape.straight:
                self.draw(shape, white=white)
            elif min(wide, high) < THIN:
                self.rulings.append(_thin(x0, top, x1, bottom, white=white))
            elif shape.rectangular():
                self.boxes.append(Box(x0, top, x1, bottom, white))
            else:
                self.draw(shape, white=white)

    def draw(self, shape: Shape | Rectangle, *, white: bool) -> None:
        """Add a shape that is neither a rule nor a box."""
        self.curves += 1
        if not white:
            self.grounds.append(shape.reach())

    def stroke(self, shapes: Sequence[Shape | Rectangle], width: float, *, white: bool) -> None:
        for shape in shapes:
            self._outline(shape, width, white=white)

    def _outline(self, shape: Shape | Rectangle, width: float, *, white: bool) -> None:
        x0, top, x1, bottom = shape.extent()
        if shape.straight and THIN > min(x1 - x0, bottom - top) > 0 and shape.rectangular():
            self.rulings.append(_thin(x0, top, x1, bottom, white=white))  # a rule drawn as an outline
            return
        self.curves += not shape.straight
        if not (shape.straight or white) and width > 2 * THIN:
            x0, top, x1, bottom = shape.reach()
            self.grounds.append((x0 - width / 2, top - width / 2, x1 + width / 2, bottom + width / 2))
        for (u0, v0), (u1, v1) in shape.segments:
            wide, high = abs(u1 - u0), abs(v1 - v0)
            if min(wide, high) > SLANT * max(wide, high):
                self.curves += 1
                continue
            x0, x1, top, bottom = min(u0, u1), max(u0, u1), min(v0, v1), max(v0, v1)
            if width < 2 * THIN:
                self.rulings.append(_thin(x0, top, x1, bottom, width, white=white))
            elif wide >= high:
                self.boxes.append(Box(x0, top - width / 2, x1, bottom + width / 2, white))
            else:
                self.boxes.append(Box(x0 - width / 2, top, x1 + width / 2, bottom, white))


def _thin(x0: float, top: float, x1: float, bottom: float, width: float = 0, *, white: bool) -> RuledLine:
    if x1 - x0 >= bottom - top:
        return RuledLine(True, (top + bottom) / 2, x0, x1, width or bottom - top, white)
    return RuledLine(False, (x0 + x1) / 2, top, bottom, width or x1 - x0, white)


def _frame(one: Shape | Rectangle, other: Shape | Rectangle) -> list[BBox]:
    """Return the four rules between an outline and the hole in it; none if they are something else."""
    if not (one.rectangular() and other.rectangular()):
        return []
    (a0, a1, a2, a3), (b0, b1, b2, b3) = sorted((one.extent(), other.extent()))
    sides = (b0 - a0, b1 - a1, a2 - b2, a3 - b3)
    if not all(0 <= side < THIN for side in sides):
        return []
    edges = [(a0, a1, b0, a3), (a0, a1, a2, b1), (b2, a1, a2, a3), (a0, b3, a2, a3)]
    return [edge for edge, side in zip(edges, sides, strict=True) if side > 0]


def quarter_turns(right: float, up: float) -> int:
    """Count the quarter turns of text that runs in this direction; -1 for anything in between."""
    if abs(up) < 0.1 * abs(right):  # under six degrees: a crooked scan, not a watermark
        return 0 if right > 0 else 2
    if abs(right) < 0.1 * abs(up):
        return 1 if up > 0 else 3
    return -1


def is_white(color: object, space: str) -> bool:
    """Return whether a colour of a colour space is white."""
    if space in {"Separation", "DeviceN", "Indexed", "Pattern"}:
        return False  # 1 is full ink there, or an index
    parts = color if isinstance(color, (tuple, list)) else (color,)
    if not all(isinstance(part, (int, float)) for part in parts):
        return False
    if len(parts) == 4:  # CMYK counts ink, the others light
        return all(part <= 1 - _WHITE for part in parts)
    return all(part >= _WHITE for part in parts)
