"""Path objects: rules, boxes and drawings, and the clips that paths make."""

from collections.abc import Iterable, Sequence
from math import hypot

from lxml.etree import _Element

from checker import BBox, regex
from checker_formats.ofd.elements import child, children, corner, is_true, matrix, name_of, number, text_of
from checker_formats.ofd.graphics import HAIRLINE, Canvas, Frame
from checker_formats.pages.matrices import IDENTITY, Matrix, is_clipped, times
from checker_formats.pages.page import SHAPE_LIMIT, overfull
from checker_formats.pages.shapes import Shape

STEP_LIMIT = 5 * SHAPE_LIMIT  # a page
_TOKENS = regex(r"[A-Za-z]|[-+]?(?:\d+\.?\d*|\.\d+)(?:[eE][-+]?\d+)?")
_OPERANDS = {"S": 2, "M": 2, "L": 2, "Q": 4, "B": 6, "A": 7, "C": 0}
_GLYPH = 36.0  # points; curved shapes up to this size are outlines of glyphs, none of whose sides are rules
_CLIPS = 64  # of an object


def paint_path(element: _Element, content: Iterable[_Element], frame: Frame, canvas: Canvas) -> None:
    """Add the shapes of a path object."""
    base, style = frame.base, frame.style
    stroked = is_true(element.get("Stroke"), True) and style.stroking.seen
    filled = is_true(element.get("Fill"), False) and style.filling.seen
    if frame.hidden or not (stroked or filled):
        return
    data = next((text_of(part) for part in content if name_of(part) == "AbbreviatedData"), "")
    shapes = read_shapes(data, base, canvas)
    if frame.clip is not None:
        shapes = [shape for shape in shapes if not is_clipped(shape.extent(), frame.clip)]
    if not shapes:
        return
    canvas.check()
    if not all(shape.straight for shape in shapes) and _is_small(shapes):
        for shape in shapes:
            canvas.painted.draw(shape, white=style.filling.white if filled else style.stroking.white)
        return
    if filled:
        canvas.painted.fill(shapes, white=style.filling.white)
    if stroked:
        width = abs(HAIRLINE if style.width is None else style.width)  # some write negative ones
        canvas.painted.stroke(shapes, width * hypot(base[0], base[1]), white=style.stroking.white)
    canvas.check()


def _is_small(shapes: Sequence[Shape]) -> bool:
    xs0, tops, xs1, bottoms = zip(*(shape.extent() for shape in shapes), strict=True)
    return bool(max(xs1) - min(xs0) < _GLYPH) and bool(max(bottoms) - min(tops) < _GLYPH)


def read_shapes(data: str, base: Matrix, canvas: Canvas) -> list[Shape]:
    """Read the subpaths of a path; what is not understood ends it."""
    tokens = data.split(None, 3 * STEP_LIMIT)
    if not tokens or tokens[0] not in _OPERANDS:
        tokens = _TOKENS.findall(data)  # written without blanks
    a, b, c, d, e, f = base
    shapes: list[Shape] = []
    place, total = 0, len(tokens)
    while place < total:
        command = tokens[place]
        count = _OPERANDS.get(command)
        if count is None or place + count >= total + (not count):
            break
        values = list(map(number, tokens[place + 1 : place + 1 + count]))
        place += 1 + count
        canvas.steps += 1
        if canvas.steps > STEP_LIMIT:
            raise overfull(canvas.number)
        if command == "C":
            if shapes:
                shapes[-1].close()
            continue
        x, y = values[-2:]
        point = (a * x + c * y + e, b * x + d * y + f)
        if command in "SM" or not shapes:
            shapes.append(Shape())
        shape = shapes[-1]
        straight = command in "SML"
        if not straight and command != "A":
            pairs = zip(values[:-2:2], values[1:-2:2], strict=True)
            shape.controls += [(a * u + c * v + e, b * u + d * v + f) for u, v in pairs]
        shape.go(point, straight=straight)
    return shapes


# --- clips ---------------------------------------------------------------------------------------------------


def clip_of(
    element: _Element, corner: Matrix, base: Matrix, clip: BBox | None, canvas: Canvas
) -> BBox | None:
    """Return the box outside of which an object shows nothing, within the one of what holds it.

    All clips of an object apply, and each is the union of its areas. `corner` transforms from the corner of the
    object's boundary to the page: areas are given from there, unless they say that the object's own
    transformation `base` applies.
    """
    for clips in children(element, "Clips"):
        for entry in list(children(clips, "Clip"))[:_CLIPS]:
            own = is_true(entry.get("TransFlag", clips.get("TransFlag")), False)
            areas = [_area(area, base if own else corner, canvas) for area in children(entry, "Area")]
            known = [area for area in areas if area is not None]
            if known and len(known) == len(areas):
                x0, top, x1, bottom = zip(*known, strict=True)
                united = min(x0), min(top), max(x1), max(bottom)
                clip = united if clip is None else _common(clip, united)
    return clip


def _area(element: _Element, base: Matrix, canvas: Canvas) -> BBox | None:
    """Return the extent of an area; `None` for text, whose outlines are not known."""
    path = child(element, "Path")
    if path is None:
        return None
    own = matrix(element.get("CTM")) or IDENTITY
    shapes = read_shapes(
        text_of(child(path, "AbbreviatedData")), times(inner(path), times(own, base)), canvas
    )
    if not shapes:
        return None
    x0, top, x1, bottom = zip(*(shape.reach() for shape in shapes), strict=True)
    return min(x0), min(top), max(x1), max(bottom)


def _common(one: BBox, other: BBox) -> BBox:
    return max(one[0], other[0]), max(one[1], other[1]), min(one[2], other[2]), min(one[3], other[3])


def inner(element: _Element) -> Matrix:
    """Return the transformation from the space of an object to that of its holder."""
    x, y = corner(element.get("Boundary"))
    own = element.get("CTM")
    a, b, c, d, e, f = (matrix(own) if own else None) or IDENTITY
    return a, b, c, d, e + x, f + y
