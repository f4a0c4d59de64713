"""Scanned pages as pages of characters and rules, recognised cell by cell.

A table read as one picture comes out wrong; its cells one by one come out right. So rules are found in the picture
first, the same finder as for other pages makes cells of them, and each cell is recognised alone.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from PIL import Image, ImageOps

from checker import BBox, dataclass
from checker_formats.pages.legibility import legible
from checker_formats.pages.page import Char, Opened, Page, PageSource
from checker_formats.pages.tables import grids
from checker_formats.pdf import pdfium
from checker_formats.pdf.raster import Raster
from checker_formats.pdf.tesseract import Word, program, words

_DPI = 300
_PAD = 20  # pixels of white around a cell; tesseract needs some paper to see a lone figure
_SPECK = 8  # pixels; ink smaller than this is dirt
_ONE_LINE = 75  # pixels; ink no higher than this is one line of up to 18 points
_TEXT, _BLOCK, _LINE = 4, 6, 7  # tesseract's layouts


@dataclass(frozen=True, slots=True)
class OcrPages:
    """A page source that reads scanned pages by recognising their characters, all others through `source`."""

    source: PageSource

    def __post_init__(self) -> None:
        program()  # report what is not installed before the first scan

    def __call__(self, content: bytes) -> Opened:
        opened = self.source(content)
        return replace(opened, pages=self._pages(content, opened.pages))

    @staticmethod
    def _pages(content: bytes, pages: Iterable[Page]) -> Iterator[Page]:
        document = None
        for page in pages:
            if "no-text-layer" not in legible(page).codes:
                yield page
                continue
            document = document or pdfium.open_pdfium(content)
            yield recognised(page, pdfium.picture(document, page.number, _DPI))


def recognised(page: Page, picture: Image.Image) -> Page:
    """Read a page from its picture."""
    raster = Raster(picture.convert("L"), picture.width / page.width)
    ruled = Page(page.number, page.width, page.height, rulings=tuple(raster.rulings()), recognised=True)
    pieces, _outside = grids(ruled)
    sheet = raster.without_rules()
    cells = [cell.bbox for piece in pieces for cell in piece.grid_cells]
    chars = [*_cells(sheet, cells, raster.scale), *_text(sheet, [p.bbox for p in pieces], raster.scale)]
    return replace(ruled, chars=tuple(chars))


# --- pictures to recognise -----------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Snippet:
    """The ink of a cell on white paper, and where its top left corner stands on the page, in pixels."""

    image: Image.Image
    left: int
    top: int

    @property
    def layout(self) -> int:
        return _LINE if self.image.height - 2 * _PAD <= _ONE_LINE else _BLOCK


def _cells(sheet: Image.Image, cells: Iterable[BBox], scale: float) -> Iterator[Char]:
    snippets = [snippet for cell in cells if (snippet := _snippet(sheet, cell, scale)) is not None]
    for layout in (_LINE, _BLOCK):
        batch = [snippet for snippet in snippets if snippet.layout == layout]
        found = words([snippet.image for snippet in batch], layout)
        yield from _chars(found, [(snippet.left, snippet.top) for snippet in batch], scale)


def _snippet(sheet: Image.Image, cell: BBox, scale: float) -> _Snippet | None:
    x0, top, x1, bottom = (round(edge * scale) for edge in cell)
    part = sheet.crop((x0 + 2, top + 2, x1 - 2, bottom - 2))
    ink = ImageOps.invert(part).point(lambda light: 255 if light > 100 else 0).getbbox()
    if ink is None or max(ink[2] - ink[0], ink[3] - ink[1]) < _SPECK:
        return None
    image = ImageOps.expand(part.crop(ink), _PAD, 255)
    return _Snippet(image, x0 + 2 + ink[0] - _PAD, top + 2 + ink[1] - _PAD)


def _text(sheet: Image.Image, tables: Iterable[BBox], scale: float) -> Iterator[Char]:
    rest = sheet.copy()
    for table in tables:
        x0, top, x1, bottom = (round(edge * scale) for edge in table)
        rest.paste(255, (x0 - 4, top - 4, x1 + 4, bottom + 4))
    yield from _chars(words([rest], _TEXT), [(0, 0)], scale)


# --- words to characters -------------------------------------------------------------------------------------


def _chars(found: Iterable[Word], corners: Sequence[tuple[int, int]], scale: float) -> Iterator[Char]:
    """Set each word's characters side by side, on the foot of its line."""
    lines: dict[tuple[int, tuple[str, str, str]], list[Word]] = defaultdict(list)
    for word in found:
        lines[word.picture, word.line].append(word)
    for (picture, _line), line in lines.items():
        left, top = corners[picture]
        foot = (top + max(word.top + word.height for word in line)) / scale
        size = max(word.height for word in line) / scale
        reached = 0.0
        for word in line:
            start = max((left + word.left) / scale, reached)  # words overlap, and keep their order
            step = max((left + word.left + word.width) / scale - start, 1.0) / len(word.text)
            reached = start + len(word.text) * step
            for place, sign in enumerate(word.text):
                x = start + place * step
                yield Char(sign, x, foot - size, x + step, foot, foot, size)
