"""Pages as pdfminer.six's own content interpreter paints them: slow, and the oracle for anything faster."""

from collections.abc import Iterator, Sequence
from math import hypot, isclose
from typing import cast

from pdfminer.pdfcolor import PDFColorSpace
from pdfminer.pdfdevice import PDFTextDevice, PDFTextSeq
from pdfminer.pdffont import PDFFont, PDFType3Font, PDFUnicodeNotDefined
from pdfminer.pdfinterp import PDFGraphicState, PDFPageInterpreter, PDFResourceManager, PDFTextState
from pdfminer.pdfpage import PDFPage
from pdfminer.pdftypes import PDFStream
from pdfminer.utils import Matrix, PathSegment, Point, Rect, apply_matrix_pt, apply_matrix_rect

from checker.document import BBox
from checker.errors import ReadError
from checker.messages import Sentences
from checker_formats.pdf.objects import LimitedFonts, leaves, metadata, open_document, total
from checker_formats.pdf.pages import UNMAPPED, Box, Char, Opened, Page, Ruling

_ = Sentences(__package__)

CHAR_LIMIT = 100_000  # a page: the densest real one has 12,000
SHAPE_LIMIT = 100_000  # a page: dotted borders of a full table need 20,000
FORM_LIMIT = 10_000  # forms painted in a page: a chain of 30 can name 2^30
THIN = 3.0  # points; a filled area thinner than this is a line
_RISE, _FALL = 0.88, -0.12  # an ideograph's em box; what fonts declare is too often nonsense
_WHITE = 0.98


def stock_pages(content: bytes) -> Opened:
    """Open a PDF and read its pages with the interpreter of pdfminer.six."""
    document = open_document(content)
    return Opened(metadata(document), total(document), _pages(leaves(document)))


def _pages(sheets: Iterator[PDFPage]) -> Iterator[Page]:
    fonts = LimitedFonts()
    for number, sheet in enumerate(sheets, 1):
        device = _Canvas(fonts, number)
        _Interpreter(fonts, device).process_page(sheet)
        yield device.page()


class _Interpreter(PDFPageInterpreter):
    def do_F(self) -> None:  # noqa: N802 -- PDF's name: the obsolete spelling of f, which the stock one ignores
        self.do_f()


class _Canvas(PDFTextDevice):
    """Keep what is painted."""

    def __init__(self, fonts: PDFResourceManager, number: int) -> None:
        super().__init__(fonts)
        self._number = number
        self._left = self._top = self._width = self._height = 0.0
        self._chars: list[Char] = []
        self._rulings: list[Ruling] = []
        self._boxes: list[Box] = []
        self._images: list[BBox] = []
        self._curves = self._forms = self._mode = 0

    def page(self) -> Page:
        """Return what was painted since `begin_page`."""
        return Page(
            self._number, self._width, self._height, tuple(self._chars), tuple(self._rulings),
            tuple(self._boxes), tuple(self._images), self._curves,
        )  # fmt: skip

    def begin_page(self, page: PDFPage, ctm: Matrix) -> None:
        media, crop = page.mediabox, page.cropbox
        seen = (*map(max, media[:2], crop[:2]), *map(min, media[2:], crop[2:]))
        if seen[0] >= seen[2] or seen[1] >= seen[3]:
            seen = media
        left, bottom, right, top = apply_matrix_rect(ctm, (seen[0], seen[1], seen[2], seen[3]))
        self._left, self._top, self._width, self._height = left, top, right - left, top - bottom

    def begin_figure(self, name: str, bbox: Rect, matrix: Matrix) -> None:
        self._forms += 1
        if self._forms > FORM_LIMIT:
            raise self._overfull()

    def render_image(self, name: str, stream: PDFStream) -> None:
        assert self.ctm is not None
        left, bottom, right, top = apply_matrix_rect(self.ctm, (0, 0, 1, 1))
        x0, x1 = max(left - self._left, 0), min(right - self._left, self._width)
        y0, y1 = max(self._top - top, 0), min(self._top - bottom, self._height)
        if x0 < x1 and y0 < y1:
            self._images.append((x0, y0, x1, y1))

    # --- characters --------------------------------------------------------------------------------------

    def render_string(
        self, textstate: PDFTextState, seq: PDFTextSeq, ncs: PDFColorSpace, graphicstate: PDFGraphicState
    ) -> None:
        self._mode = textstate.render
        super().render_string(textstate, seq, ncs, graphicstate)

    def render_char(
        self,
        matrix: Matrix,
        font: PDFFont,
        fontsize: float,
        scaling: float,
        rise: float,
        cid: int,
        ncs: PDFColorSpace,
        graphicstate: PDFGraphicState,
    ) -> float:
        advance = font.char_width(cid) * fontsize * scaling
        em = fontsize * _em(font)
        if font.is_vertical():
            corners = ((-em / 2, rise), (em / 2, rise + advance))
        else:
            corners = ((0.0, rise + _FALL * em), (advance, rise + _RISE * em))
        (u0, v0), (u1, v1) = (self._seen(apply_matrix_pt(matrix, corner)) for corner in corners)
        x0, x1, top, bottom = min(u0, u1), max(u0, u1), min(v0, v1), max(v0, v1)
        size, angle = abs(em) * hypot(matrix[2], matrix[3]), _angle(matrix)
        foot = self._seen(apply_matrix_pt(matrix, (0.0, rise)))
        if 0 <= (x0 + x1) / 2 <= self._width and 0 <= (top + bottom) / 2 <= self._height:
            white = self._mode == 0 and _is_white(graphicstate.ncolor, ncs)
            invisible = self._mode in {3, 7} or size < 1
            baseline = foot[0] if angle in {1, 3} else foot[1]
            self._chars.append(
                Char(_character(font, cid), x0, top, x1, bottom, baseline, size, angle, font.is_vertical(),
                     invisible, white)
            )  # fmt: skip
            if len(self._chars) > CHAR_LIMIT:
                raise self._overfull()
        return advance

    def _seen(self, point: Point) -> Point:
        return point[0] - self._left, self._top - point[1]

    def _overfull(self) -> ReadError:
        cause = _("page {page} holds more than a printed page can", page=self._number)
        return ReadError("too-large", _("the PDF is beyond what can be read safely: {cause}", cause=cause))

    # --- lines and areas ---------------------------------------------------------------------------------

    def paint_path(
        self,
        graphicstate: PDFGraphicState,
        stroke: bool,
        fill: bool,
        evenodd: bool,
        path: Sequence[PathSegment],
    ) -> None:
        shapes = list(self._shapes(path))
        if fill:
            white = _is_white(graphicstate.ncolor, graphicstate.ncs)
            self._fill(shapes, white=white)
        if stroke:
            white = _is_white(graphicstate.scolor, graphicstate.scs)
            for shape in shapes:
                self._stroke(shape, graphicstate.linewidth, white=white)
        if len(self._rulings) + len(self._boxes) + self._curves > SHAPE_LIMIT:
            raise self._overfull()

    def _shapes(self, path: Sequence[PathSegment]) -> Iterator["_Shape"]:
        assert self.ctm is not None
        shape = _Shape()
        for step in path:
            if step[0] == "h":
                shape.close()
                continue
            x, y = cast("Point", step[-2:])  # pdfminer's type allows for curves, whose points come first
            if step[0] == "m":
                if shape.points:
                    yield shape
                shape = _Shape()
            shape.go(self._seen(apply_matrix_pt(self.ctm, (x, y))), straight=step[0] in "ml")
        if shape.points:
            yield shape

    def _fill(self, shapes: Sequence["_Shape"], *, white: bool) -> None:
        if len(shapes) == 2 and (frame := _frame(*shapes)):  # an outline and its hole
            self._rulings += [self._thin(*edge, white=white) for edge in frame]
            return
        for shape in shapes:
            x0, top, x1, bottom = shape.extent()
            wide, high = x1 - x0, bottom - top
            if wide < THIN and high < THIN:  # a dot of a dotted line, or nothing: it may belong to either way
                self._rulings.append(Ruling(True, (top + bottom) / 2, x0, x1, high, white))
                self._rulings.append(Ruling(False, (x0 + x1) / 2, top, bottom, wide, white))
            elif not shape.straight:
                self._curves += 1
            elif min(wide, high) < THIN:
                self._rulings.append(self._thin(x0, top, x1, bottom, white=white))
            elif shape.rectangular():
                self._boxes.append(Box(x0, top, x1, bottom, white))
            else:
                self._curves += 1

    def _stroke(self, shape: "_Shape", width: float, *, white: bool) -> None:
        x0, top, x1, bottom = shape.extent()
        if shape.straight and THIN > min(x1 - x0, bottom - top) > 0 and shape.rectangular():
            self._rulings.append(self._thin(x0, top, x1, bottom, white=white))  # a rule drawn as an outline
            return
        self._curves += not shape.straight
        for (u0, v0), (u1, v1) in shape.segments:
            wide, high = abs(u1 - u0), abs(v1 - v0)
            if min(wide, high) > SLANT * max(wide, high):
                self._curves += 1
                continue
            x0, x1, top, bottom = min(u0, u1), max(u0, u1), min(v0, v1), max(v0, v1)
            if width < 2 * THIN:
                self._rulings.append(self._thin(x0, top, x1, bottom, width, white=white))
            elif wide >= high:
                self._boxes.append(Box(x0, top - width / 2, x1, bottom + width / 2, white))
            else:
                self._boxes.append(Box(x0 - width / 2, top, x1 + width / 2, bottom, white))

    @staticmethod
    def _thin(x0: float, top: float, x1: float, bottom: float, width: float = 0, *, white: bool) -> Ruling:
        if x1 - x0 >= bottom - top:
            return Ruling(True, (top + bottom) / 2, x0, x1, width or bottom - top, white)
        return Ruling(False, (x0 + x1) / 2, top, bottom, width or x1 - x0, white)


SLANT = 0.01  # a line that climbs more than this is a drawing, not a rule


class _Shape:
    """One subpath, in the page's coordinates."""

    def __init__(self) -> None:
        self.points: list[Point] = []
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

    def rectangular(self) -> bool:
        """Tell whether the shape fills its extent, but for a hundredth."""
        x0, top, x1, bottom = self.extent()
        turns = zip(self.points, self.points[1:] + self.points[:1], strict=True)
        area = abs(sum(x * v - u * y for (x, y), (u, v) in turns)) / 2
        return self.straight and area >= 0.99 * (x1 - x0) * (bottom - top)


def _frame(one: _Shape, other: _Shape) -> list[BBox]:
    """Return the four rules between an outline and the hole in it; none if they are something else."""
    if not (one.rectangular() and other.rectangular()):
        return []
    (a0, a1, a2, a3), (b0, b1, b2, b3) = sorted((one.extent(), other.extent()))
    sides = (b0 - a0, b1 - a1, a2 - b2, a3 - b3)
    if not all(0 <= side < THIN for side in sides):
        return []
    edges = [(a0, a1, b0, a3), (a0, a1, a2, b1), (b2, a1, a2, a3), (a0, b3, a2, a3)]
    return [edge for edge, side in zip(edges, sides, strict=True) if side > 0]


def _em(font: PDFFont) -> float:
    """Return the height of the em box in text space; only Type 3 fonts have units of their own."""
    if not isinstance(font, PDFType3Font) or isclose(abs(font.vscale), 0.001, rel_tol=0.01):
        return 1
    return abs((font.bbox[3] - font.bbox[1]) * font.vscale) or 1


def _angle(matrix: Matrix) -> int:
    right, up = matrix[0], matrix[1]
    if abs(up) < 0.1 * abs(right):  # under six degrees: a crooked scan, not a watermark
        return 0 if right > 0 else 2
    if abs(right) < 0.1 * abs(up):  # as above
        return 1 if up > 0 else 3
    return -1


def _character(font: PDFFont, cid: int) -> str:
    try:
        text = font.to_unichr(cid)
    except PDFUnicodeNotDefined:
        return UNMAPPED
    if text.isprintable() or text.isspace():
        return text
    return "".join(UNMAPPED if sign < " " or "\ud800" <= sign <= "\udfff" else sign for sign in text)


def _is_white(color: object, space: PDFColorSpace) -> bool:
    if space.name in {"Separation", "DeviceN", "Indexed", "Pattern"}:
        return False  # 1 is full ink there, or an index
    parts = color if isinstance(color, (tuple, list)) else (color,)
    if not all(isinstance(part, (int, float)) for part in parts):
        return False
    if len(parts) == 4:  # CMYK counts ink, the others light
        return all(part <= 1 - _WHITE for part in parts)
    return all(part >= _WHITE for part in parts)
