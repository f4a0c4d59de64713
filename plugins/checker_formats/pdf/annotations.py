"""Annotations: form fields and text boxes, which belong to the page, and the comments of reviewers."""

from collections.abc import Iterator, Mapping, Sequence
from itertools import islice

from pdfminer.pdftypes import PDFStream, dict_value, list_value, resolve1
from pdfminer.psparser import PSLiteral

from checker import dataclass, regex
from checker_formats.pdf.font_face import FontFace
from checker_formats.pdf.layers import Layers
from checker_formats.pdf.objects import text_string

ANNOTATION_LIMIT = 10_000  # a page
_DEPTH = 32  # of fields in fields
_HIDDEN = 0b100010  # flags Hidden and NoView
_MULTILINE, _PASSWORD = 1 << 12, 1 << 13  # flags of text fields
_MARKS = {"Text", "Highlight", "Underline", "Squiggly", "StrikeOut", "Caret"}
_DRAWN = {"Line", "Square", "Circle", "Polygon", "PolyLine", "Ink"}  # comments if they hold text
_PAD = 2.0  # points between a field's edge and its text
_LARGEST = 12.0  # points; automatic size of a field
_LEADING = 1.15  # of the size
_SIZE = regex(rb"(-?[\d.]+)\s+Tf")
_LATIN, _WIDE = 0.5, 1.0  # advances at size 1 of text that has no appearance

Rect = tuple[float, float, float, float]


@dataclass(frozen=True, slots=True)
class Annotation:
    """Text that an annotation adds to the page: its appearance, and its value where there is none."""

    rect: Rect
    appearance: PDFStream | None
    text: str = ""
    size: float = 0.0
    align: int = 0
    multiline: bool = False
    prefers_text: bool = False


@dataclass(frozen=True, slots=True)
class Markup:
    """A comment or mark of a reviewer, and who made it."""

    rect: Rect
    text: str
    author: str = ""


def annotations(entries: object, form: Mapping[str, object], layers: Layers) -> Iterator[Annotation | Markup]:
    """Iterate over the annotations of a page that are text of the page, or comments on it."""
    for entry in islice(list_value(entries), ANNOTATION_LIMIT):
        found = dict_value(entry)
        subtype, rect = _name(found.get("Subtype")), _rect(found.get("Rect"))
        if subtype in _MARKS and "StateModel" not in found:
            yield Markup(rect, text_string(found.get("Contents")), text_string(found.get("T")))
        elif subtype in _DRAWN and (text := text_string(found.get("Contents"))):
            yield Markup(rect, text, text_string(found.get("T")))
        elif subtype in {"Widget", "FreeText"} and not _is_hidden(found, layers):
            own = _field(found, rect, form) if subtype == "Widget" else _text_box(found, rect)
            if own is not None:
                yield own


def _is_hidden(entry: Mapping[str, object], layers: Layers) -> bool:
    return bool(_number(entry.get("F")) & _HIDDEN) or layers.is_off(entry.get("OC"))


def _text_box(entry: Mapping[str, object], rect: Rect) -> Annotation:
    size, align = _font_size(entry.get("DA")), _number(entry.get("Q"))
    return Annotation(
        rect, _appearance(entry), text_string(entry.get("Contents")), size, align, multiline=True
    )


def _field(entry: Mapping[str, object], rect: Rect, form: Mapping[str, object]) -> Annotation | None:
    """Return the text of a text field or a choice; check boxes, buttons and signatures hold none."""
    line = list(_ancestry(entry))
    if _name(_inherited(line, "FT")) not in {"Tx", "Ch"}:
        return None
    flags = _number(_inherited(line, "Ff"))
    value = "" if flags & _PASSWORD else _value(_inherited(line, "V"))
    size = _font_size(_inherited([*line, form], "DA"))
    align = _number(_inherited([*line, form], "Q"))
    regenerated = resolve1(form.get("NeedAppearances")) is True and bool(value)
    return Annotation(
        rect, _appearance(entry), value, size, align,
        multiline=bool(flags & _MULTILINE), prefers_text=regenerated,
    )  # fmt: skip


def _ancestry(field: Mapping[str, object]) -> Iterator[Mapping[str, object]]:
    for _level in range(_DEPTH):
        yield field
        if "Parent" not in field:
            return
        field = dict_value(field["Parent"])


def _inherited(line: Sequence[Mapping[str, object]], key: str) -> object:
    return next((resolve1(field[key]) for field in line if key in field), None)


def _value(value: object) -> str:
    if isinstance(value, list):
        return "\n".join(filter(None, map(text_string, value)))
    return text_string(value)


def _appearance(entry: Mapping[str, object]) -> PDFStream | None:
    normal = resolve1(dict_value(entry.get("AP")).get("N"))
    if isinstance(normal, dict):
        normal = resolve1(normal.get(_name(entry.get("AS"))))
    return normal if isinstance(normal, PDFStream) else None


def _font_size(appearance: object) -> float:
    found = resolve1(appearance)
    size = _SIZE.search(found) if isinstance(found, bytes) else None
    try:
        return abs(float(size[1])) if size else 0.0
    except ValueError:
        return 0.0


def _rect(entry: object) -> Rect:
    edges = [resolve1(edge) for edge in list_value(entry)]
    if len(edges) != 4 or not all(isinstance(edge, (int, float)) for edge in edges):
        return 0.0, 0.0, 0.0, 0.0
    x0, y0, x1, y1 = edges
    return min(x0, x1), min(y0, y1), max(x0, x1), max(y0, y1)


def _number(entry: object) -> int:
    found = resolve1(entry)
    return found if isinstance(found, int) else 0


def _name(entry: object) -> str:
    found = resolve1(entry)
    return str(found.name) if isinstance(found, PSLiteral) else ""


# --- text without an appearance ------------------------------------------------------------------------------


def written(annotation: Annotation) -> bytes:
    """Write the text of an annotation that has no appearance as a content stream in the font `PLAIN`."""
    x0, y0, x1, y1 = annotation.rect
    width, height = x1 - x0 - 2 * _PAD, y1 - y0
    size = annotation.size or max(min(_LARGEST, 0.7 * height), 1.0)
    lines = [
        part
        for line in annotation.text.splitlines()
        for part in (_wrapped(line, width / size) if annotation.multiline else [line])
    ]
    foot = y1 - _PAD - size if annotation.multiline else (y0 + y1) / 2 - 0.35 * size
    shown = []
    for line in lines:
        free = width - size * sum(map(_advance, map(ord, line)))
        x = x0 + _PAD + max(free, 0.0) * {1: 0.5, 2: 1.0}.get(annotation.align, 0.0)
        shown.append(f"1 0 0 1 {x:f} {foot:f} Tm <{line.encode('utf-32-be', 'replace').hex()}> Tj")
        foot -= _LEADING * size
    return f"BT /Plain {size:f} Tf {' '.join(shown)} ET".encode()


def _wrapped(line: str, width: float) -> Iterator[str]:
    """Break a line where it is full, between words if there are any."""
    while line:
        used, end = 0.0, 0
        while end < len(line) and used + _advance(ord(line[end])) <= width:
            used += _advance(ord(line[end]))
            end += 1
        end = max(end, 1)
        if end < len(line) and line[end - 1].isascii() and line[end].isascii():
            end = line.rfind(" ", 1, end) + 1 or end
        yield line[:end]
        line = line[end:]


def _codes(string: bytes) -> list[int]:
    return [int.from_bytes(string[at : at + 4]) for at in range(0, len(string), 4)]


def _advance(code: int) -> float:
    return _LATIN if code < 0x250 else _WIDE


PLAIN = FontFace(_codes, chr, _advance, multibyte=True)
