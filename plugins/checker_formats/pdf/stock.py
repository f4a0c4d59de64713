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
from checker_formats.pdf.pages import UNMAPPED, Char, Opened, Page
from checker_formats.pdf.shapes import Painted, Shape, is_white, quarter_turns

_ = Sentences(__package__)

CHAR_LIMIT = 100_000  # a page: the densest real one has 12,000
SHAPE_LIMIT = 100_000  # a page: dotted borders of a full table need 20,000
FORM_LIMIT = 10_000  # forms painted in a page: a chain of 30 can name 2^30
_RISE, _FALL = 0.88, -0.12  # an ideograph's em box; what fonts declare is too often nonsense


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
        self._painted = Painted()
        self._images: list[BBox] = []
        self._forms = self._mode = 0

    def page(self) -> Page:
        """Return what was painted since `begin_page`."""
        return Page(
            self._number, self._width, self._height, tuple(self._chars), tuple(self._painted.rulings),
            tuple(self._painted.boxes), tuple(self._images), self._painted.curves,
        )  # fmt: skip

    def begin_page(self, page: PDFPage, ctm: Matrix) -> None:
        media, crop = page.mediabox, page.cropbox
        seen = (*map(max, media[:2], crop[:2]), *map(min, media[2:], crop[2:]))
        if seen[0] >= seen[2] or seen[1] >= seen[3]:
            seen = media
        left, bottom, right, top = apply_matrix_rect(ctm, (seen[0], seen[1], seen[2], seen[3]))
        self._left, self._top, self._width, self._height = left, top, right - left, top - bottom

    def begin_figure(self, name: str, bbox: Rect, matrix: Matrix) -> None:  # noqa: ARG002 -- the device's signature
        self._forms += 1
        if self._forms > FORM_LIMIT:
            raise self._overfull()

    def render_image(self, name: str, stream: PDFStream) -> None:  # noqa: ARG002 -- pictures are not decoded
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

    def render_char(  # noqa: PLR0917 -- the device's signature
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
        size, angle = abs(em) * hypot(matrix[2], matrix[3]), quarter_turns(matrix[0], matrix[1])
        foot = self._seen(apply_matrix_pt(matrix, (0.0, rise)))
        if 0 <= (x0 + x1) / 2 <= self._width and 0 <= (top + bottom) / 2 <= self._height:
            white = self._mode == 0 and is_white(graphicstate.ncolor, ncs.name)
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
        evenodd: bool,  # noqa: ARG002 -- the device's signature; frames are told by their shape
        path: Sequence[PathSegment],
    ) -> None:
        shapes = list(self._shapes(path))
        if fill:
            self._painted.fill(shapes, white=is_white(graphicstate.ncolor, graphicstate.ncs.name))
        if stroke:
            white = is_white(graphicstate.scolor, graphicstate.scs.name)
            self._painted.stroke(shapes, graphicstate.linewidth, white=white)
        if self._painted.count > SHAPE_LIMIT:
            raise self._overfull()

    def _shapes(self, path: Sequence[PathSegment]) -> Iterator[Shape]:
        assert self.ctm is not None
        shape = Shape()
        for step in path:
            if step[0] == "h":
                shape.close()
                continue
            x, y = cast("Point", step[-2:])  # pdfminer's type allows for curves, whose points come first
            if step[0] == "m":
                if shape.points:
                    yield shape
                shape = Shape()
            shape.go(self._seen(apply_matrix_pt(self.ctm, (x, y))), straight=step[0] in "ml")
        if shape.points:
            yield shape


def _em(font: PDFFont) -> float:
    """Return the height of the em box in text space; only Type 3 fonts have units of their own."""
    if not isinstance(font, PDFType3Font) or isclose(abs(font.vscale), 0.001, rel_tol=0.01):
        return 1
    return abs((font.bbox[3] - font.bbox[1]) * font.vscale) or 1


def _character(font: PDFFont, cid: int) -> str:
    try:
        text = font.to_unichr(cid)
    except PDFUnicodeNotDefined:
        return UNMAPPED
    if text.isprintable() or text.isspace():
        return text
    return "".join(UNMAPPED if sign < " " or "\ud800" <= sign <= "\udfff" else sign for sign in text)
