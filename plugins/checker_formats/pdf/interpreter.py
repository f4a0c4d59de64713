"""The content interpreter: one pass over a page's content; operands are parsed only where used.

Objects, decryption and unusual fonts come from pdfminer.six, whose own interpreter is the test oracle.
"""

from collections.abc import Iterator

from pdfminer.pdfpage import PDFPage
from pdfminer.pdftypes import PDFStream, list_value, resolve1, stream_value
from pdfminer.psparser import literal_name

from checker import BBox
from checker_formats.pdf.fast_objects import QuickDocument
from checker_formats.pdf.graphics_state import IDENTITY, GraphicsStack, Matrix, bounds, times
from checker_formats.pdf.objects import STREAM_LIMIT, metadata, open_document, pdf_pages, total
from checker_formats.pdf.pages import FORM_LIMIT, Opened, Page, overfull
from checker_formats.pdf.path_operators import PathOperators
from checker_formats.pdf.resources import ResourceCache, Resources
from checker_formats.pdf.syntax import numbers, operations
from checker_formats.pdf.text_operators import STEPS, Handler, TextOperators

FORM_DEPTH = 32  # forms in forms; drawing programs nest about ten


def interpreted_pages(content: bytes) -> Opened:
    """Open a PDF and read its pages with the interpreter."""
    document = open_document(content, QuickDocument)
    return Opened(metadata(document), total(document), _pages(pdf_pages(document)))


def _pages(pdf_pages: Iterator[PDFPage]) -> Iterator[Page]:
    cache = ResourceCache()
    for number, pdf_page in enumerate(pdf_pages, 1):
        yield _PagePainter(pdf_page, number, cache).page()


class _PagePainter:
    """One page while it is painted."""

    def __init__(self, pdf_page: PDFPage, number: int, cache: ResourceCache) -> None:
        self._pdf_page, self._number, self._cache = pdf_page, number, cache
        self._stack = GraphicsStack(pdf_page, number)
        self._paths, self._text = PathOperators(self._stack, number), TextOperators(self._stack, number)
        self._images: list[BBox] = []
        self._resources = cache.of({})
        self._within: list[int | None] = []  # forms
        self._forms = self._read = 0
        self._handlers: dict[bytes, Handler] = {
            **self._stack.handlers, **self._paths.handlers, **self._text.handlers,
            b"cm": self._transform, b"cs": self._fill_space, b"CS": self._stroke_space,
            b"Do": self._do, b"BI": self._image,
        }  # fmt: skip
        self._steps = self._handlers | STEPS

    def page(self) -> Page:
        """Paint the page and return it."""
        streams = [stream_value(one).get_data() for one in list_value(self._pdf_page.contents)]
        self._run(b"\n".join(streams), self._cache.of(self._pdf_page.resources))
        painted = self._paths.painted
        return Page(
            self._number, self._stack.width, self._stack.height, tuple(self._text.chars()),
            tuple(painted.rulings), tuple(painted.boxes), tuple(self._images), painted.curves,
        )  # fmt: skip

    def _run(self, content: bytes, resources: Resources) -> None:
        self._read += len(content)
        if self._read > STREAM_LIMIT:
            raise overfull(self._number)
        outer, self._resources = self._resources, resources
        handlers, pending = self._handlers, iter(operations(content))
        for operands, operator in pending:
            if handler := handlers.get(operator):
                handler(operands)
                if operator == b"BT":
                    self._text.show_text(pending, resources.face, self._steps)
            elif operator in STEPS:  # outside of any text object
                self._text.show_text([(operands, operator)], resources.face, self._steps)
        self._resources = outer

    def _transform(self, operands: bytes) -> None:
        if found := numbers(operands, 6):
            state = self._stack.now
            a, b, c, d, e, f = found
            state.base = times((a, b, c, d, e, f), state.base)

    # --- what stands in resources ------------------------------------------------------------------------

    def _fill_space(self, operands: bytes) -> None:
        self._paths.set_fill_space(self._resources.space(operands))

    def _stroke_space(self, operands: bytes) -> None:
        self._paths.set_stroke_space(self._resources.space(operands))

    def _do(self, operands: bytes) -> None:
        xobject = self._resources.xobject(operands)
        subtype = literal_name(resolve1(xobject.get("Subtype")))
        if subtype == "Form" and "BBox" in xobject:
            self._form(xobject)
        elif subtype == "Image" and "Width" in xobject and "Height" in xobject:
            self._image()

    def _form(self, form: PDFStream) -> None:
        if form.objid in self._within:
            return  # a form that paints itself adds nothing
        self._count()
        if len(self._within) >= FORM_DEPTH:
            raise overfull(self._number)
        own = resolve1(form.get("Resources"))
        self._within.append(form.objid)
        self._stack.begin_form(_matrix(form))
        self._run(form.get_data(), self._cache.of(own) if own else self._resources)
        self._stack.end_form()
        self._within.pop()

    def _image(self, _operands: bytes = b"") -> None:
        self._count()
        state = self._stack.now
        left, top, right, bottom = state.clip or (0, 0, self._stack.width, self._stack.height)
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
