"""Drawings: the text boxes inside them, and whether they show a picture that may contain a table."""

from collections.abc import Iterator

from lxml.etree import _Element

from checker import regex
from checker_formats.docx.names import MC, WP, A, V, W, whole

TEXT_BOX = f"{W}txbxContent"
# the least size of a picture that may contain a table; seals, logos and icons are smaller
LARGE_CM = (8.0, 3.0)

_SHOWN = (
    f"{A}blip",
    f"{V}imagedata",
    "{http://schemas.openxmlformats.org/drawingml/2006/chart}chart",
    "{http://schemas.openxmlformats.org/drawingml/2006/diagram}relIds",
    "{urn:schemas-microsoft-com:office:office}OLEObject",
)
_EMU = 360_000  # English metric units per centimetre
_UNITS = {"pt": 2.54 / 72, "in": 2.54, "cm": 1.0, "mm": 0.1, "px": 2.54 / 96, "pc": 2.54 / 6, "": 2.54 / 96}
_MARGIN_TOP = regex(r"(?:^|;)\s*margin-top\s*:\s*(-?[\d.]{1,9})")
_LENGTH = regex(r"(?:^|;)\s*(width|height)\s*:\s*(\d{1,6}(?:\.\d{1,6})?)\s*(pt|in|cm|mm|px|pc|)\s*(?=;|$)")


def branch(alternatives: _Element) -> _Element | None:
    """Choose one of the versions of a drawing: Word writes a second one for old programs."""
    choice = alternatives.find(f"{MC}Choice")
    return choice if choice is not None else alternatives.find(f"{MC}Fallback")


def text_boxes(drawing: _Element) -> Iterator[_Element]:
    """Iterate over the outermost text boxes of a drawing."""
    for element in drawing:
        if element.tag == TEXT_BOX:
            yield element
        elif element.tag == f"{MC}AlternateContent":
            chosen = branch(element)
            if chosen is not None:
                yield from text_boxes(chosen)
        else:
            yield from text_boxes(element)


def word_art(drawing: _Element) -> str:
    """Return the text of VML WordArt, which is an attribute; that of other WordArt is in text boxes."""
    paths = (path for path in drawing.iter(f"{V}textpath") if not _is_watermark(path.getparent()))
    return "\n".join(text for path in paths if (text := path.get("string", "").strip()))


def _is_watermark(shape: _Element | None) -> bool:
    return shape is not None and "watermark" in shape.get("id", "").lower()


def follows(drawing: _Element, *, started: bool) -> bool | None:
    """Return whether a drawing is below the text of its anchor; `started` if text precedes it in the paragraph.

    `None` if that is unknown: its position may be relative to the page.
    """
    if next(drawing.iter(f"{WP}inline"), None) is not None:
        return started
    for position in drawing.iter(f"{WP}positionV"):
        offset = whole(position.findtext(f"{WP}posOffset"), 0, least=-1, most=1)
        if position.get("relativeFrom") not in {"paragraph", "line"}:
            return None
        above = next(drawing.iter(f"{WP}wrapTopAndBottom"), None) is not None
        return offset > 0 or (offset == 0 and not above)
    for shape in drawing.iter(f"{V}shape", f"{V}rect", f"{V}group", f"{V}roundrect"):
        if (
            match := _MARGIN_TOP.search(shape.get("style", ""))
        ) is not None and "vertical-relative" not in shape.get("style", ""):
            return not match.group(1).startswith("-")
    return None


def shows_picture(drawing: _Element) -> bool:
    """Return whether a drawing shows a picture, a chart, a diagram or an embedded file."""
    return next(drawing.iter(*_SHOWN), None) is not None


def is_large(drawing: _Element) -> bool:
    """Return whether a picture is large enough to contain a table."""
    return any(width >= LARGE_CM[0] and height >= LARGE_CM[1] for width, height in _sizes(drawing))


def _sizes(drawing: _Element) -> Iterator[tuple[float, float]]:
    for extent in drawing.iter("{*}extent"):
        yield _cm(extent.get("cx")), _cm(extent.get("cy"))
    for shape in drawing.iter(f"{V}*"):
        lengths = {
            name: float(number) * _UNITS[unit]
            for name, number, unit in _LENGTH.findall(shape.get("style", ""))
        }
        yield lengths.get("width", 0.0), lengths.get("height", 0.0)


def _cm(emu: str | None) -> float:
    return int(emu) / _EMU if emu and emu.isascii() and emu.isdecimal() and len(emu) < 12 else 0.0
