"""Pages painted by an interpreter of our own: one pass over the content, operands read only where used.

Objects, decryption and unusual fonts are pdfminer.six's; what the operators paint is what `stock` paints.
"""

from collections.abc import Iterator

from pdfminer.pdfpage import PDFPage
from pdfminer.pdftypes import PDFStream, list_value, resolve1, stream_value
from pdfminer.psparser import literal_name

from checker import BBox
from checker_formats.pdf.fast_objects import QuickDocument
from checker_formats.pdf.objects import STREAM_LIMIT, leaves, metadata, open_document, total
from checker_formats.pdf.pages import FORM_LIMIT, Opened, Page, overfull
from checker_formats.pdf.paint_operators import Brush
from checker_formats.pdf.resources import Library, Resources
from checker_formats.pdf.state import IDENTITY, Matrix, States, bounds, times
from checker_formats.pdf.syntax import numbers, operations
from checker_formats.pdf.text_operators import STEPS, Act, Pen

FORM_DEPTH = 32  # forms in forms; drawing programs nest about ten


def interpreted_pages(content: bytes) -> Opened:
    """Open a PDF and read its pages with the interpreter."""
    document = open_document(content, QuickDocument)
    return Opened(metadata(document), total(document), _pages(leaves(document)))


def _pages(sheets: Iterator[PDFPage]) -> Iterator[Page]:
    library = Library()
    for number, sheet in enumerate(sheets, 1):
        yield _Canvas(sheet, number, library).page()


class _Canvas:
    """One page while it is painted."""

    def __init__(self, sheet: PDFPage, number: int, library: Library) -> None:
        self._sheet, self._number, self._library = sheet, number, library
        self._states = States(sheet, number)
        self._brush, self._pen = Brush(self._states, number), Pen(self._states, number)
        self._images: list[BBox] = []
        self._resources = library.of({})
        self._within: list[int | None] = []  # forms
        self._forms = self._read = 0
        self._acts: dict[bytes, Act] = {
            **self._states.acts, **self._brush.acts, **self._pen.acts,
            b"cm": self._transform, b"cs": self._fill_space, b"CS": self._stroke_space,
            b"Do": self._do, b"BI": self._image,
        }  # fmt: skip
        self._steps = self._acts | STEPS

    def page(self) -> Page:
        """Paint the page and return it."""
        streams = [stream_value(one).get_data() for one in list_value(self._sheet.contents)]
        self._run(b"\n".join(streams), self._library.of(self._sheet.resources))
        painted = self._brush.painted
        return Page(
            self._number, self._states.width, self._states.height, tuple(self._pen.chars()),
            tuple(painted.rulings), tuple(painted.boxes), tuple(self._images), painted.curves,
        )  # fmt: skip

    def _run(self, content: bytes, resources: Resources) -> None:
        self._read += len(content)
        if self._read > STREAM_LIMIT:
            raise overfull(self._number)
        outer, self._resources = self._resources, resources
        acts, pending = self._acts, iter(operations(content))
        for operands, operator in pending:
            if act := acts.get(operator):
                act(operands)
                if operator == b"BT":
                    self._pen.write(pending, resources.face, self._steps)
            elif operator in STEPS:  # outside of any text object
                self._pen.write([(operands, operator)], resources.face, self._steps)
        self._resources = outer

    def _transform(self, operands: bytes) -> None:
        if found := numbers(operands, 6):
            state = self._states.now
            a, b, c, d, e, f = found
            state.base = times((a, b, c, d, e, f), state.base)

    # --- what stands in resources ------------------------------------------------------------------------

    def _fill_space(self, operands: bytes) -> None:
        self._brush.dip(self._resources.space(operands))

    def _stroke_space(self, operands: bytes) -> None:
        self._brush.wet(self._resources.space(operands))

    def _do(self, operands: bytes) -> None:
        painting = self._resources.painting(operands)
        subtype = literal_name(resolve1(painting.get("Subtype")))
        if subtype == "Form" and "BBox" in painting:
            self._form(painting)
        elif subtype == "Image" and "Width" in painting and "Height" in painting:
            self._image()

    def _form(self, form: PDFStream) -> None:
        if form.objid in self._within:
            return  # it paints itself, which shows nothing more
        self._count()
        if len(self._within) >= FORM_DEPTH:
            raise overfull(self._number)
        own = resolve1(form.get("Resources"))
        self._within.append(form.objid)
        self._states.enter(_matrix(form))
        self._run(form.get_data(), self._library.of(own) if own else self._resources)
        self._states.leave()
        self._within.pop()

    def _image(self, _operands: bytes = b"") -> None:
        self._count()
        state = self._states.now
        left, top, right, bottom = state.clip or (0, 0, self._states.width, self._states.height)
        x0, y0, x1, y1 = bounds(state.base, (0, 0, 1, 1))
        x0, x1, y0, y1 = max(x0, left), min(x1, right), max(y0, top), min(y1, bottom)
        if x0 < x1 and y0 < y1:
            self._images.append((x0, y0, x1, y1))

    def _count(self) -> None:
        self._forms += 1
        if self._forms > FORM_LIMIT:
            raise overfull(self._number)


def _matrix(form: PDFStream) -> Matrix:
    matrix = [resolve1(entry) for entry in list_value(form.get("Matrix", IDENTITY))]
    if len(matrix) != 6 or not all(isinstance(entry, (int, float)) for entry in matrix):
        return IDENTITY
    a, b, c, d, e, f = matrix
    return a, b, c, d, e, f
