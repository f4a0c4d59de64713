"""Namespaces of WordprocessingML, and helpers that read attribute values."""

from lxml.etree import _Element

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
M = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"
MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
WP = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}"
V = "{urn:schemas-microsoft-com:vml}"
A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"

# ISO 29500 Strict uses other namespaces for the same names; they are mapped to the transitional ones.
STRICT = {
    "http://purl.oclc.org/ooxml/wordprocessingml/main": W[1:-1],
    "http://purl.oclc.org/ooxml/officeDocument/math": M[1:-1],
    "http://purl.oclc.org/ooxml/drawingml/main": A[1:-1],
    "http://purl.oclc.org/ooxml/drawingml/chart": "http://schemas.openxmlformats.org/drawingml/2006/chart",
    "http://purl.oclc.org/ooxml/drawingml/diagram": "http://schemas.openxmlformats.org/drawingml/2006/diagram",
    "http://purl.oclc.org/ooxml/drawingml/wordprocessingDrawing": WP[1:-1],
    "http://purl.oclc.org/ooxml/officeDocument/relationships": R[1:-1],
}

VAL = f"{W}val"


def contains(root: _Element, *names: str) -> bool:
    """Return whether a tree has elements with one of the names; the parser knows at once which it never saw."""
    return next(root.iter(*(f"{W}{name}" for name in names)), None) is not None


def prefix_of(root: _Element) -> str | None:
    """Return the prefix of the names of WordprocessingML in a part; `None` where there is none."""
    return next((prefix for prefix, space in root.nsmap.items() if prefix and space == W[1:-1]), None)


def inside(element: _Element | None) -> dict[str, _Element]:
    """Map the children of an element by tag, the first of each; empty for `None`."""
    return {} if element is None else {str(child.tag): child for child in reversed(element)}


def value(element: _Element | None) -> str | None:
    """Return the `w:val` of an element; `None` if either is missing."""
    return None if element is None else element.get(VAL)


def whole(text: str | None, default: int, *, least: int = 0, most: int = 32_767) -> int:
    """Read a whole number as Word does: return the default if malformed, else clamp it.

    Word never counts beyond 32 767.
    """
    if text is None:
        return default
    digits = text.strip()
    sign = -1 if digits.startswith("-") else 1
    digits = digits.lstrip("+-")
    if not (digits.isascii() and digits.isdecimal()):
        return default
    number = sign * int(digits) if len(digits) < 10 else sign * 10**10
    return min(max(number, least), most)


def is_on(element: _Element) -> bool:
    """Return whether a switch such as `w:vanish` is on, which is the default of its value."""
    return element.get(VAL, "true").lower() not in {"0", "false", "off", "none"}
