"""Colours, as far as it matters: whether something is white, or not painted at all."""

from collections.abc import Mapping
from functools import lru_cache
from typing import NamedTuple

from lxml.etree import _Element

from checker_formats.ofd.elements import child, children, name_of, number, text_of
from checker_formats.pages.shapes import is_white

FAINT = 12  # of 255; what is covered less cannot be seen
_COMPONENTS = 4
_PALETTE = 256
_BITS = {1, 2, 4, 8, 16}


class Paint(NamedTuple):
    """How an area or a line is painted."""

    white: bool = False
    seen: bool = True


BLACK = Paint()


class ColorSpace(NamedTuple):
    """The largest component of its colours, and those that have a number."""

    largest: float = 255.0
    palette: tuple[str, ...] = ()


DEVICE = ColorSpace()


def color_space(element: _Element) -> ColorSpace:
    """Read a colour space."""
    bits = int(number(element.get("BitsPerComponent"), 8))
    colors = [text_of(entry) for entry in children(child(element, "Palette"), "CV")]
    return ColorSpace((1 << bits) - 1.0 if bits in _BITS else 255.0, tuple(colors[:_PALETTE]))


def paint(element: _Element, spaces: Mapping[str, ColorSpace]) -> Paint:
    """Read a colour; patterns and gradients are not white."""
    alpha = element.get("Alpha")
    seen = alpha is None or number(alpha, 255) > FAINT
    value = element.get("Value")
    space = spaces.get(element.get("ColorSpace", ""), DEVICE)
    if not value:
        place = int(number(element.get("Index"), -1))
        value = space.palette[place] if 0 <= place < len(space.palette) else ""
    patterned = len(element) and any(name_of(entry) != "ColorSpace" for entry in element)
    return Paint(not patterned and _is_white(value, space.largest), seen)


@lru_cache(1024)
def _is_white(value: str, largest: float) -> bool:
    parts = value.split(None, _COMPONENTS)
    if len(parts) not in {1, 3, 4}:
        return False
    return is_white([_component(part) / largest for part in parts], "")


def _component(text: str) -> float:
    if text.startswith("#"):
        try:
            return float(int(text[1:7], 16))
        except ValueError:
            return 0.0
    return number(text)
