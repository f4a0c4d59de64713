"""The graphics state of a page while it is painted, and the transformations in it."""

from collections.abc import Sequence

from pdfminer.pdfpage import PDFPage

from checker import BBox
from checker_formats.pages.matrices import BLUR, IDENTITY, Matrix, bounds, times
from checker_formats.pages.page import overfull
from checker_formats.pages.shapes import Rectangle, Shape
from checker_formats.pdf.font_face import FontFace
from checker_formats.pdf.resources import BLACK

STATE_LIMIT = 50_000  # saved and not restored; some writers forget to restore one for every line


class GraphicsState:
    """What q saves and Q restores; `x` and `y` are the advance of text since its matrix was set."""

    def __init__(self, base: Matrix) -> None:
        self.base = base
        self.clip: BBox | None = None  # what is painted outside of it is not visible
        self.shaded: Sequence[Shape | Rectangle] = ()  # the last clipping path, which a shading fills
        self.fill = self.stroke = BLACK
        self.width = 0.0
        self.matrix = IDENTITY
        self.x = self.y = 0.0
        self.face: FontFace | None = None
        self.size = self.char_spacing = self.word_spacing = self.leading = self.rise = 0.0
        self.scaling = 1.0
        self.mode = 0


class GraphicsStack:
    """The current graphics state, one object shared by all operators, and the saved ones."""

    def __init__(self, pdf_page: PDFPage, number: int) -> None:
        self.page, self.width, self.height = page_geometry(pdf_page)
        self.now = GraphicsState(self.page)
        self._saved: list[dict[str, object]] = []
        self._floors = [0]
        self._number = number
        self.handlers = {b"q": self.save, b"Q": self.restore}

    def save(self, _operands: bytes = b"") -> None:
        """Save the state."""
        state = self.now
        self._saved.append(state.__dict__)
        state.__dict__ = state.__dict__.copy()  # whole: content saves and restores for every word
        if len(self._saved) > STATE_LIMIT:
            raise overfull(self._number)

    def restore(self, _operands: bytes = b"") -> None:
        """Restore the state saved last, but none from before the form that is being painted."""
        if len(self._saved) > self._floors[-1]:
            self.now.__dict__ = self._saved.pop()

    def reset(self) -> None:
        """Return to the state in which a page begins."""
        self._saved, self._floors = [], [0]
        vars(self.now).update(vars(GraphicsState(self.page)))

    def intersect_clip(self, box: BBox) -> None:
        """Intersect the clip with a box; a clip that covers the whole page is dropped."""
        x0, top, x1, bottom = self.now.clip or (0.0, 0.0, self.width, self.height)
        clip = max(x0, box[0]), max(top, box[1]), min(x1, box[2]), min(bottom, box[3])
        spared = clip[0] <= BLUR and clip[1] <= BLUR
        whole = spared and clip[2] >= self.width - BLUR and clip[3] >= self.height - BLUR
        self.now.clip = None if whole else clip

    def begin_form(self, matrix: Matrix) -> None:
        """Begin a form."""
        self.save()
        self._floors.append(len(self._saved))
        vars(self.now).update(base=times(matrix, self.now.base), matrix=IDENTITY, x=0.0, y=0.0)

    def end_form(self) -> None:
        """End the form and drop the states that it did not restore."""
        del self._saved[self._floors.pop() :]
        self.restore()


def page_geometry(pdf_page: PDFPage) -> tuple[Matrix, float, float]:
    """Return the matrix from page space to points from the visible top left corner, and the visible size."""
    media, crop = pdf_page.mediabox, pdf_page.cropbox
    x0, y0, x1, y1 = media
    turns: dict[int, Matrix] = {
        90: (0, -1, 1, 0, -y0, x1),
        180: (-1, 0, 0, -1, x1, y1),
        270: (0, 1, -1, 0, y1, -x0),
    }
    base = turns.get(pdf_page.rotate, (1, 0, 0, 1, -x0, -y0))
    u0, v0, u1, v1 = (*map(max, media[:2], crop[:2]), *map(min, media[2:], crop[2:]))
    left, bottom, right, top = bounds(base, (u0, v0, u1, v1) if u0 < u1 and v0 < v1 else media)
    return times(base, (1, 0, 0, -1, -left, top)), right - left, top - bottom
