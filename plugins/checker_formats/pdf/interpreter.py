"""The content interpreter: one pass over a page's content; operands are parsed only where used.

Objects, decryption and unusual fonts come from pdfminer.six, whose own interpreter is the test oracle.
"""

from collections.abc import Iterator
from functools import lru_cache
from itertools import accumulate
from typing import NamedTuple

from pdfminer.pdfpage import PDFPage
from pdfminer.pdftypes import PDFObjRef, PDFStream, dict_value, list_value, resolve1, stream_value

from checker import BBox, regex
from checker_formats.pages.matrices import IDENTITY, Matrix, bounds, times
from checker_formats.pages.page import FORM_LIMIT, IMAGE_LIMIT, Comment, Opened, Page, overfull
from checker_formats.pages.runs import Text, chars_of, runs_of
from checker_formats.pdf.actual_text import retexted
from checker_formats.pdf.annotations import PLAIN, Annotation, Markup, annotations, written
from checker_formats.pdf.fast_objects import QuickDocument
from checker_formats.pdf.forms import form_notes, refuse_other_kinds
from checker_formats.pdf.graphics_state import GraphicsStack
from checker_formats.pdf.layers import Layers
from checker_formats.pdf.objects import STREAM_LIMIT, metadata, open_document, pdf_pages, text_string, total
from checker_formats.pdf.path_operators import PathOperators
from checker_formats.pdf.resources import ResourceCache, Resources
from checker_formats.pdf.syntax import UnusualSyntaxError, named, numbers, operations, read
from checker_formats.pdf.text_operators import STEPS, Handler, TextOperators

MARK_LIMIT = (
    2_000  # marked content within other, in which PDFium takes memory by the square; people's has ten
)
_MARKS = regex(rb"BDC|BMC|EMC")
FORM_DEPTH = 32  # forms in forms; drawing programs nest about ten


def interpreted_pages(content: bytes) -> Opened:
    """Open a PDF and read its pages with the interpreter."""
    document = open_document(content, QuickDocument)
    refuse_other_kinds(document)
    pages = _pages(
        pdf_pages(document), dict_value(document.catalog.get("AcroForm")), Layers(document.catalog)
    )
    return Opened(metadata(document), total(document), pages, tuple(form_notes(document)))


def _pages(pdf_pages: Iterator[PDFPage], form: dict[str, object], layers: Layers) -> Iterator[Page]:
    cache = ResourceCache()
    for number, pdf_page in enumerate(pdf_pages, 1):
        painter = _PagePainter(pdf_page, number, cache, layers)
        yield painter.page(form)
        painter.forget()


class _Mark(NamedTuple):
    """Where marked content begins: the numbers of runs of text, shapes and images before it."""

    runs: int
    painted: tuple[int, ...]
    images: int
    hidden: bool
    text: str | None = None


class _PagePainter:
    """One page while it is painted."""

    def __init__(self, pdf_page: PDFPage, number: int, cache: ResourceCache, layers: Layers) -> None:
        self._layers = layers
        self._marks: list[_Mark] = []
        self._switched_off = self._pictures = 0
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
        self._marking: dict[bytes, Handler] = {
            **self._handlers, b"BMC": self._mark, b"BDC": self._mark, b"EMC": self._end_mark,
        }  # fmt: skip

    def page(self, form: dict[str, object]) -> Page:
        """Paint the page and return it; `form` is the interactive form of the document."""
        streams = [stream_value(one).get_data() for one in list_value(self._pdf_page.contents)]
        self._run(b"\n".join(streams), self._cache.of(self._pdf_page.resources))
        found = list(annotations(self._pdf_page.annots, form, self._layers)) if self._pdf_page.annots else []
        for annotation in found:
            if isinstance(annotation, Annotation):
                self._annotate(annotation)
        painted = self._paths.painted
        return Page(
            self._number, self._stack.width, self._stack.height, Text(self._text.runs()),
            tuple(painted.rulings), tuple(painted.boxes), tuple(self._images), painted.curves,
            grounds=tuple(painted.grounds),
            comments=tuple(
                Comment(one.text, bounds(self._stack.page, one.rect), one.author)
                for one in found
                if isinstance(one, Markup)
            ),
            switched_off=self._switched_off,
        )  # fmt: skip

    def forget(self) -> None:
        """Drop the page: handlers refer to what holds them, and would keep it until garbage is collected."""
        for part in (self._stack, self._paths, self._text, self):
            vars(part).clear()

    def _run(self, content: bytes, resources: Resources) -> None:
        self._read += len(content)
        if self._read > STREAM_LIMIT or _mark_depth(content) > MARK_LIMIT:
            raise overfull(self._number)
        outer, self._resources = self._resources, resources
        handlers, steps, pending = self._handlers, self._steps, iter(operations(content))
        if self._layers or b"/ActualText" in content or resources.replaces_text:
            handlers, steps = self._marking, self._marking | STEPS
        depth = len(self._marks)
        for operands, operator in pending:
            if handler := handlers.get(operator):
                handler(operands)
                if operator == b"BT":
                    self._text.show_text(pending, resources.face, steps)
            elif operator in STEPS:  # outside of any text object
                self._text.show_text(iter([(operands, operator)]), resources.face, steps)
        while len(self._marks) > depth:
            self._end_mark()
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
        xobject, subtype = self._resources.xobject(operands)
        if self._layers.is_off(xobject.get("OC")):
            self._marks.append(self._here(hidden=True))
            self._paint(xobject, subtype)
            self._end_mark()
        else:
            self._paint(xobject, subtype)

    def _paint(self, xobject: PDFStream, subtype: str) -> None:
        if subtype == "Form" and "BBox" in xobject:
            self._form(xobject)
        elif subtype == "Image" and "Width" in xobject and "Height" in xobject:
            self._image()

    # --- marked content ----------------------------------------------------------------------------------

    def _mark(self, operands: bytes) -> None:
        """Begin content that belongs to a layer or has its text given."""
        if b"<<" in operands:
            self._marks.append(self._here(hidden=False, text=_given_text(operands)))
            return
        entry = self._resources.property_list(operands)
        hidden = named(operands) == "OC" and self._layers.is_off(entry)
        replaced = dict_value(entry).get("ActualText")
        text = text_string(replaced) if replaced is not None else None
        self._marks.append(self._here(hidden=hidden, text=text))

    def _here(self, *, hidden: bool, text: str | None = None) -> "_Mark":
        return _Mark(
            len(self._text.runs()), self._paths.painted.sizes(), len(self._images), hidden=hidden, text=text
        )

    def _end_mark(self, _operands: bytes = b"") -> None:
        if not self._marks:
            return
        mark = self._marks.pop()
        if not (mark.hidden or mark.text is not None):
            return
        marked = self._text.cut(mark.runs)
        if mark.hidden:
            self._switched_off += sum(run.seen() for run in marked)
            del self._images[mark.images :]
            self._paths.painted.cut(mark.painted)
        elif mark.text is not None:
            self._text.add(runs_of(retexted(list(chars_of(marked)), mark.text)))

    # --- annotations -------------------------------------------------------------------------------------

    def _annotate(self, annotation: Annotation) -> None:
        """Paint an annotation over the page: its appearance, or its text where that shows none."""
        self._stack.reset()
        before = len(self._text.runs())
        if annotation.appearance is not None and not (annotation.prefers_text and annotation.text):
            self._appear(annotation.appearance, annotation.rect)
        if annotation.text.strip() and len(self._text.runs()) == before:
            self._stack.reset()
            self._run(written(annotation), self._cache.plain(PLAIN))

    def _appear(self, form: PDFStream, rect: BBox) -> None:
        matrix, box = _matrix(form), [resolve1(edge) for edge in list_value(form.get("BBox"))]
        if len(box) != 4 or not all(isinstance(edge, (int, float)) for edge in box):
            return
        x0, y0, x1, y1 = bounds(matrix, (box[0], box[1], box[2], box[3]))
        across = (rect[2] - rect[0]) / (x1 - x0) if x1 > x0 else 1.0
        up = (rect[3] - rect[1]) / (y1 - y0) if y1 > y0 else 1.0
        state = self._stack.now
        state.base = times((across, 0.0, 0.0, up, rect[0] - across * x0, rect[1] - up * y0), state.base)
        self._form(form)

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
        self._pictures += 1
        if self._pictures > IMAGE_LIMIT:
            raise overfull(self._number)
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


def _mark_depth(content: bytes) -> int:
    """Return how deep marked content lies within other, 0 where that cannot be deep."""
    if content.count(b"BDC") + content.count(b"BMC") <= MARK_LIMIT:
        return 0
    return max(accumulate(-1 if mark[0] == b"EMC" else 1 for mark in _MARKS.finditer(content)))


@lru_cache(1024)
def _given_text(operands: bytes) -> str | None:
    """Return the text that a property list among the operands gives for its glyphs, if any."""
    try:
        found = read(operands, operands.find(b"<<"), _no_reference)[0]
    except UnusualSyntaxError:
        return None
    replaced = found.get("ActualText") if isinstance(found, dict) else None
    return text_string(replaced) if replaced is not None else None


def _no_reference(_objid: int) -> PDFObjRef:
    raise UnusualSyntaxError
