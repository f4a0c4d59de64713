"""Pages as the content interpreter of pdfminer.six paints them: slow, the oracle for the fast interpreter."""

from collections.abc import Iterator, Sequence
from math import copysign, hypot
from typing import cast

from pdfminer.pdfcolor import PDFColorSpace
from pdfminer.pdfdevice import PDFTextDevice, PDFTextSeq
from pdfminer.pdffont import PDFFont
from pdfminer.pdfinterp import PDFGraphicState, PDFPageInterpreter, PDFResourceManager, PDFTextState
from pdfminer.pdfpage import PDFPage
from pdfminer.pdftypes import PDFStream
from pdfminer.utils import Matrix, PathSegment, Point, Rect, apply_matrix_pt, apply_matrix_rect

from checker import BBox
from checker_formats.pages.page import CHAR_LIMIT, FORM_LIMIT, SHAPE_LIMIT, Char, Opened, Page, overfull
from checker_formats.pages.shapes import Painted, Shape, is_white, quarter_turns
from checker_formats.pdf.fonts import character, em
from checker_formats.pdf.objects import LimitedFonts, metadata, open_document, pdf_pages, total

_RISE, _FALL = 0.88, -0.12  # an ideograph's em box; what fonts declare is too often nonsense


def pdfminer_pages(content: bytes) -> Opened:
    """Open a PDF and read its pages with the interpreter of pdfminer.six."""
    document = open_document(content)
    return Opened(metadata(document), total(document), _pages(pdf_pages(document)))


def _pages(pdf_pages_of_file: Iterator[PDFPage]) -> Iterator[Page]:
    fonts = LimitedFonts()
    for number, pdf_page in enumerate(pdf_pages_of_file, 1):
        device = _PdfminerDevice(fonts, number)
        _Interpreter(fonts, device).process_page(pdf_page)
        yield device.page()


class _Interpreter(PDFPageInterpreter):
    """The interpreter of pdfminer.six with five corrections towards the standard."""

    _outer: tuple[PDFGraphicState, PDFTextState] | None = None

    def subinterp(self) -> PDFPageInterpreter:
        inner = super().subinterp()
        assert isinstance(inner, _Interpreter), "made by its own class"
        inner._outer = self.graphicstate, self.textstate  # noqa: SLF001  # its own class
        return inner

    def init_state(self, ctm: Matrix) -> None:
        super().init_state(ctm)
        if self._outer is not None:  # a form begins with the colours and the font that it is painted with
            self.graphicstate, self.textstate = self._outer[0].copy(), self._outer[1].copy()
            self.textstate.reset()

    def do_Do(self, xobjid_arg: object) -> None:  # noqa: N802  # PDF's name
        super().do_Do(xobjid_arg)  # type: ignore[arg-type]  # any operand
        self.device.set_ctm(self.ctm)  # a form does not move what follows it

    def do__w(self, aw: object, ac: object, s: object) -> None:
        self.do_T_a()  # " begins a line, as ' does
        super().do__w(aw, ac, s)  # type: ignore[arg-type]  # any operand

    def do_F(self) -> None:  # noqa: N802  # PDF's name: the obsolete spelling of f, which pdfminer.six ignores
        self.do_f()


class _PdfminerDevice(PDFTextDevice):
    """Collect what is painted."""

    def __init__(self, fonts: PDFResourceManager, number: int) -> None:
        super().__init__(fonts)
        self._number = number
        self._left = self._top = self._width = self._height = 0.0
        self._chars: list[Char] = []
        self._painted = Painted()
        self._images: list[BBox] = []
        self._forms = self._mode = 0
        self._spacing = 0.0

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

    def begin_figure(self, name: str, bbox: Rect, matrix: Matrix) -> None:  # noqa: ARG002  # the device's signature
        self._forms += 1
        if self._forms > FORM_LIMIT:
            raise overfull(self._number)

    def render_image(self, name: str, stream: PDFStream) -> None:  # noqa: ARG002  # pictures are not decoded
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
        between, textstate.charspace = textstate.charspace, 0
        self._spacing = between * textstate.scaling * 0.01
        super().render_string(textstate, seq, ncs, graphicstate)
        textstate.charspace = between

    def render_char(  # noqa: PLR0917  # the device's signature
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
        box = fontsize * em(font)
        if font.is_vertical():
            corners = ((-box / 2, rise), (box / 2, rise + advance))
        else:
            corners = ((0.0, rise + _FALL * box), (advance, rise + _RISE * box))
        (u0, v0), (u1, v1) = (self._seen(apply_matrix_pt(matrix, corner)) for corner in corners)
        x0, x1, top, bottom = min(u0, u1), max(u0, u1), min(v0, v1), max(v0, v1)
        turned = copysign(1.0, fontsize * scaling)
        size, angle = (
            abs(box) * hypot(matrix[2], matrix[3]),
            quarter_turns(matrix[0] * turned, matrix[1] * turned),
        )
        foot = self._seen(apply_matrix_pt(matrix, (0.0, rise)))
        if not font.is_vertical():  # along the line, a glyph is as wide as its foot
            toe = self._seen(apply_matrix_pt(matrix, (advance, rise)))
            if angle in {0, 2}:
                x0, x1 = min(foot[0], toe[0]), max(foot[0], toe[0])
            elif angle in {1, 3}:
                top, bottom = min(foot[1], toe[1]), max(foot[1], toe[1])
        if 0 <= (x0 + x1) / 2 <= self._width and 0 <= (top + bottom) / 2 <= self._height:
            white = self._mode == 0 and is_white(graphicstate.ncolor, ncs.name)
            invisible = self._mode in {3, 7} or size < 1
            baseline = foot[0] if angle in {1, 3} else foot[1]
            self._chars.append(
                Char(character(font, cid), x0, top, x1, bottom, baseline, size, angle, font.is_vertical(),
                     invisible, white)
            )  # fmt: skip
            if len(self._chars) > CHAR_LIMIT:
                raise overfull(self._number)
        return advance + self._spacing  # after every glyph; the base device leaves out the last of a string

    def _seen(self, point: Point) -> Point:
        return point[0] - self._left, self._top - point[1]

    # --- lines and areas ---------------------------------------------------------------------------------

    def paint_path(
        self,
        graphicstate: PDFGraphicState,
        stroke: bool,
        fill: bool,
        evenodd: bool,  # noqa: ARG002  # the device's signature; frames are recognised by their shape
        path: Sequence[PathSegment],
    ) -> None:
        shapes = list(self._shapes(path))
        if fill:
            self._painted.fill(shapes, white=is_white(graphicstate.ncolor, graphicstate.ncs.name))
        if stroke:
            white = is_white(graphicstate.scolor, graphicstate.scs.name)
            self._painted.stroke(shapes, graphicstate.linewidth, white=white)
        if self._painted.count > SHAPE_LIMIT:
            raise overfull(self._number)

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
