"""Pages as PDFium reads them: the second reading of text, and images of pages.

PDFium comes with pypdfium2, an optional extra, so this module is imported late and by name only where it is used.
It is not safe under threads, and a hostile file may crash it: one process, one thread.
"""

from collections.abc import Callable, Iterator
from ctypes import addressof, byref, c_double, c_float, c_int, c_uint
from math import hypot
from typing import TYPE_CHECKING, Any

import pypdfium2  # type: ignore[import-untyped]  # it brings no types
import pypdfium2.raw as pdfium  # type: ignore[import-untyped]  # likewise

from checker import BBox, Messages, Note, ReadError
from checker_formats.pages.page import UNMAPPED, Char, Opened, Page
from checker_formats.pages.shapes import Painted, Shape, is_white, quarter_turns
from checker_formats.pdf.objects import damaged

if TYPE_CHECKING:  # Pillow is imported by whoever wants a picture
    from PIL.Image import Image

_ = Messages(__package__)

CHAR_LIMIT = 100_000  # a page
FORM_DEPTH = 8  # forms within forms
OBJECT_LIMIT = 100_000  # a page
PIXEL_LIMIT = 60_000_000  # of one picture; A3 at 300 dpi has 17 million
_RISE, _FALL = 0.88, 0.12  # an ideograph's em box, as the default source has it
_WIDEST = 4  # of the size; no character is wider
_HYPHENS = {0x02: "-", 0xFFFE: "-"}  # how PDFium marks a hyphen at the end of a line
_INVISIBLE = {pdfium.FPDF_TEXTRENDERMODE_INVISIBLE, pdfium.FPDF_TEXTRENDERMODE_CLIP}
_SHOWING_TEXT = {pdfium.FPDF_ANNOT_WIDGET, pdfium.FPDF_ANNOT_FREETEXT, pdfium.FPDF_ANNOT_STAMP}

Matrix = tuple[float, float, float, float, float, float]
Handle = Any  # a pointer of the C library


def pdfium_pages(content: bytes) -> Opened:
    """Open a PDF and read its pages with PDFium."""
    document = open_pdfium(content)
    metadata = {name.lower(): text for name, text in document.get_metadata_dict(skip_empty=True).items()}
    return Opened(tuple(sorted(metadata.items())), len(document), _pages(document))


def open_pdfium(content: bytes) -> pypdfium2.PdfDocument:
    """Open a PDF for the functions of this module; raise `ReadError`."""
    try:
        return pypdfium2.PdfDocument(content)
    except pypdfium2.PdfiumError as error:
        # An error may be that of the file before; only a trailer names encryption, and is never encoded.
        if error.err_code == pdfium.FPDF_ERR_PASSWORD and b"/Encrypt" in content:
            raise ReadError("encrypted", _("the PDF opens with a password only")) from None
        raise damaged() from error


def _pages(document: pypdfium2.PdfDocument) -> Iterator[Page]:
    for number in range(1, len(document) + 1):
        yield page(document, number)


def page(document: pypdfium2.PdfDocument, number: int, *, annotated: bool = False) -> Page:
    """Read one page, counted from 1; `annotated`: with a note on text in form fields and the like, which is not read."""
    sheet = document[number - 1]
    try:
        seen = _PageGeometry(sheet.raw)
        text = sheet.get_textpage()
        chars = tuple(_chars(text.raw, seen, number))
        text.close()
        canvas = _ObjectCollector(seen, number)
        canvas.paint(sheet.raw, pdfium.FPDFPage_CountObjects, pdfium.FPDFPage_GetObject, _UNMOVED, 0)
        painted = canvas.painted
        return Page(
            number, seen.width, seen.height, chars, tuple(painted.rulings), tuple(painted.boxes),
            tuple(canvas.images), painted.curves, grounds=tuple(painted.grounds),
            notes=tuple(_unread_annotations(sheet.raw, number)) if annotated else (),
        )  # fmt: skip
    finally:
        sheet.close()


def _unread_annotations(sheet: Handle, number: int) -> Iterator[Note]:
    """Yield a note if annotations show text of their own on a page."""
    for index in range(min(pdfium.FPDFPage_GetAnnotCount(sheet), OBJECT_LIMIT)):
        annotation = pdfium.FPDFPage_GetAnnot(sheet, index)
        kind = pdfium.FPDFAnnot_GetSubtype(annotation)
        pdfium.FPDFPage_CloseAnnot(annotation)
        if kind in _SHOWING_TEXT:
            message = _("text in form fields or notes on page {page} was not read", page=number)
            yield Note("shortfall", message, number, lost=True)
            return


def has_page(document: pypdfium2.PdfDocument, number: int) -> bool:
    """Return whether a page, counted from 1, can be loaded; the count that the file claims may be a lie."""
    if number > len(document):
        return False
    try:
        document[number - 1].close()
    except pypdfium2.PdfiumError:
        return False
    return True


def characters(
    document: pypdfium2.PdfDocument, number: int, enough: Callable[[int], bool]
) -> tuple[Char, ...] | None:
    """Read the characters of a page, counted from 1, and nothing that is painted.

    `None` where `enough` is content with their mere number, with or without the spaces, some of which PDFium adds.
    """
    sheet = document[number - 1]
    text = sheet.get_textpage()
    try:
        if enough(count := text.count_chars()) or enough(
            count - sum(map(str.isspace, text.get_text_range()))
        ):
            return None
        return tuple(_chars(text.raw, _PageGeometry(sheet.raw), number))
    finally:
        text.close()
        sheet.close()


def picture(document: pypdfium2.PdfDocument, number: int, dpi: float = 96) -> "Image":
    """Draw a page, counted from 1, as its readers see it; a huge page is drawn more coarsely."""
    sheet = document[number - 1]
    width, height = sheet.get_size()
    scale = min(dpi / 72, (PIXEL_LIMIT / (width * height or 1)) ** 0.5)
    drawn: Image = sheet.render(scale=scale).to_pil()
    sheet.close()
    return drawn


# --- where things are ----------------------------------------------------------------------------------------

_UNMOVED: Matrix = (1, 0, 0, 1, 0, 0)


class _PageGeometry:
    """The visible page: turns PDFium's coordinates into points from its top left corner."""

    def __init__(self, sheet: Handle) -> None:
        box = pdfium.FS_RECTF()
        pdfium.FPDF_GetPageBoundingBox(sheet, byref(box))
        turn = pdfium.FPDFPage_GetRotation(sheet) % 4
        left, bottom, right, top = box.left, box.bottom, box.right, box.top
        self.matrix: Matrix = (
            (1, 0, 0, -1, -left, top),
            (0, 1, 1, 0, -bottom, -left),
            (-1, 0, 0, 1, right, -bottom),
            (0, -1, -1, 0, top, right),
        )[turn]
        wide, high = right - left, top - bottom
        self.width, self.height = (high, wide) if turn % 2 else (wide, high)

    def point(self, x: float, y: float) -> tuple[float, float]:
        return _moved(self.matrix, x, y)

    def turns(self, right: float, up: float) -> int:
        a, b, c, d, _e, _f = self.matrix
        return quarter_turns(a * right + c * up, -(b * right + d * up))


def _moved(matrix: Matrix, x: float, y: float) -> tuple[float, float]:
    a, b, c, d, e, f = matrix
    return a * x + c * y + e, b * x + d * y + f


def _within(inner: Matrix, outer: Matrix) -> Matrix:
    a, b, c, d, e, f = inner
    (u, v), (w, x), origin = _moved(outer, a, b), _moved(outer, c, d), _moved(outer, e, f)
    return u - outer[4], v - outer[5], w - outer[4], x - outer[5], *origin


def _matrix(page_object: Handle) -> Matrix:
    found = pdfium.FS_MATRIX()
    pdfium.FPDFPageObj_GetMatrix(page_object, byref(found))
    return found.a, found.b, found.c, found.d, found.e, found.f


# --- characters ----------------------------------------------------------------------------------------------


class _TextStyle:
    """How the characters of one text object are set."""

    def __init__(self, text: Handle, index: int, page_object: Handle, seen: _PageGeometry) -> None:
        turned = pdfium.FS_MATRIX()
        pdfium.FPDFText_GetMatrix(text, index, byref(turned))
        self.size = abs(pdfium.FPDFText_GetFontSize(text, index)) * hypot(turned.c, turned.d)
        self.angle = seen.turns(turned.a, turned.b)
        mode = pdfium.FPDFTextObj_GetTextRenderMode(page_object)
        self.invisible = mode in _INVISIBLE or self.size < 1
        self.white = mode == pdfium.FPDF_TEXTRENDERMODE_FILL and _white(
            page_object, pdfium.FPDFPageObj_GetFillColor
        )


def _chars(text: Handle, seen: _PageGeometry, number: int) -> Iterator[Char]:
    count = pdfium.FPDFText_CountChars(text)
    if count > CHAR_LIMIT:
        raise _overfull(number)
    styles: dict[Any, _TextStyle] = {}
    x, y, box = c_double(), c_double(), pdfium.FS_RECTF()
    for index in range(count):
        page_object = pdfium.FPDFText_GetTextObject(text, index)
        if not page_object or pdfium.FPDFText_IsGenerated(text, index) == 1:
            continue  # a space or a line feed that PDFium adds
        key = addressof(page_object.contents)
        style = styles.get(key) or styles.setdefault(key, _TextStyle(text, index, page_object, seen))
        pdfium.FPDFText_GetCharOrigin(text, index, byref(x), byref(y))
        pdfium.FPDFText_GetLooseCharBox(text, index, byref(box))
        foot = seen.point(x.value, y.value)
        one, other = seen.point(box.left, box.bottom), seen.point(box.right, box.top)
        x0, x1 = sorted((one[0], other[0]))
        top, bottom = sorted((one[1], other[1]))
        rise, fall = _RISE * style.size, _FALL * style.size
        match style.angle:
            case 0:
                top, bottom = foot[1] - rise, foot[1] + fall
                if x1 - x0 > _WIDEST * style.size:  # PDFium's box of a character that is written downwards
                    x1 = x0 + style.size
            case 1:
                x0, x1 = foot[0] - rise, foot[0] + fall
            case 2:
                top, bottom = foot[1] - fall, foot[1] + rise
            case 3:
                x0, x1 = foot[0] - fall, foot[0] + rise
        if not (0 <= (x0 + x1) / 2 <= seen.width and 0 <= (top + bottom) / 2 <= seen.height):
            continue
        baseline = foot[0] if style.angle in {1, 3} else foot[1]
        yield Char(
            _character(text, index), x0, top, x1, bottom, baseline, style.size, style.angle,
            invisible=style.invisible, white=style.white,
        )  # fmt: skip


def _character(text: Handle, index: int) -> str:
    code = pdfium.FPDFText_GetUnicode(text, index)
    if code in _HYPHENS:
        return _HYPHENS[code]
    if not code or pdfium.FPDFText_HasUnicodeMapError(text, index) == 1 or 0xD800 <= code < 0xE000:
        return UNMAPPED
    sign = chr(code)
    return sign if sign >= " " or sign.isspace() else UNMAPPED


def _overfull(number: int) -> ReadError:
    cause = _("page {page} holds more than a printed page can", page=number)
    return ReadError("too-large", _("the file is beyond what can be read safely: {cause}", cause=cause))


# --- rules, boxes, pictures ----------------------------------------------------------------------------------


class _ObjectCollector:
    """Collect painted objects."""

    def __init__(self, seen: _PageGeometry, number: int) -> None:
        self._seen = seen
        self._number = number
        self._count = 0
        self.painted = Painted()
        self.images: list[BBox] = []

    def paint(self, holder: Handle, count: Handle, get: Handle, matrix: Matrix, depth: int) -> None:
        """Take in the objects of a page or a form."""
        for index in range(count(holder)):
            page_object = get(holder, index)
            self._count += 1
            if self._count > OBJECT_LIMIT:
                raise _overfull(self._number)
            kind = pdfium.FPDFPageObj_GetType(page_object)
            if kind == pdfium.FPDF_PAGEOBJ_PATH:
                self._path(page_object, _within(_within(_matrix(page_object), matrix), self._seen.matrix))
            elif kind == pdfium.FPDF_PAGEOBJ_IMAGE:
                self._image(_within(_within(_matrix(page_object), matrix), self._seen.matrix))
            elif kind == pdfium.FPDF_PAGEOBJ_FORM and depth < FORM_DEPTH:
                inner = _within(_matrix(page_object), matrix)
                self.paint(
                    page_object,
                    pdfium.FPDFFormObj_CountObjects,
                    pdfium.FPDFFormObj_GetObject,
                    inner,
                    depth + 1,
                )

    def _image(self, matrix: Matrix) -> None:
        corners = [_moved(matrix, x, y) for x in (0, 1) for y in (0, 1)]
        x0, x1 = max(min(x for x, _y in corners), 0), min(max(x for x, _y in corners), self._seen.width)
        y0, y1 = max(min(y for _x, y in corners), 0), min(max(y for _x, y in corners), self._seen.height)
        if x0 < x1 and y0 < y1:
            self.images.append((x0, y0, x1, y1))

    def _path(self, page_object: Handle, matrix: Matrix) -> None:
        fill, stroke, width = c_int(), c_int(), c_float()
        pdfium.FPDFPath_GetDrawMode(page_object, byref(fill), byref(stroke))
        shapes = list(_shapes(page_object, matrix))
        if fill.value != pdfium.FPDF_FILLMODE_NONE:
            self.painted.fill(shapes, white=_white(page_object, pdfium.FPDFPageObj_GetFillColor))
        if stroke.value:
            pdfium.FPDFPageObj_GetStrokeWidth(page_object, byref(width))
            white = _white(page_object, pdfium.FPDFPageObj_GetStrokeColor)
            self.painted.stroke(shapes, width.value, white=white)


def _shapes(page_object: Handle, matrix: Matrix) -> Iterator[Shape]:
    x, y = c_float(), c_float()
    shape = Shape()
    for index in range(pdfium.FPDFPath_CountSegments(page_object)):
        segment = pdfium.FPDFPath_GetPathSegment(page_object, index)
        kind = pdfium.FPDFPathSegment_GetType(segment)
        pdfium.FPDFPathSegment_GetPoint(segment, byref(x), byref(y))
        if kind == pdfium.FPDF_SEGMENT_MOVETO:
            if shape.points:
                yield shape
            shape = Shape()
        shape.go(_moved(matrix, x.value, y.value), straight=kind != pdfium.FPDF_SEGMENT_BEZIERTO)
        if pdfium.FPDFPathSegment_GetClose(segment):
            shape.close()
    if shape.points:
        yield shape


def _white(page_object: Handle, get: Handle) -> bool:
    red, green, blue, alpha = (c_uint() for _part in range(4))
    if not get(page_object, byref(red), byref(green), byref(blue), byref(alpha)):
        return False
    return is_white((red.value / 255, green.value / 255, blue.value / 255), "DeviceRGB")
