"""Pictures of pages with what was read drawn over them."""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from io import BytesIO

from PIL import ImageDraw
from PIL.Image import Image
from pypdfium2 import PdfDocument  # type: ignore[import-untyped]  # it brings no types

from checker import BBox, Document, Languages, ReadError, Strip, Table, headings
from checker_formats.pages.legibility import legible
from checker_formats.pages.sideways import turns
from checker_formats.pdf import pdfium
from checker_formats.pdf.second_reading import BROKEN_PAGE

_DPI = 110
_STRIP_DPI, _GREYS = 120, 16
_WIDTH = 2  # pixels
_PARAGRAPH, _HEADING, _CELL, _DOUBT, _HEADER = "#3b7dd8", "#d81b60", "#2e9e4f", "#f57c00", "#9e9e9e"


def drawn(content: bytes, document: Document, number: int, languages: Languages) -> bytes:
    """Draw a page, counted from 1, as PNG: paragraphs blue, headings red, cells green, doubtful ones orange."""
    opened = pdfium.open_pdfium(content)
    try:
        picture, scale = _upright(opened, number, _DPI)
    finally:
        opened.close()
    picture = picture.convert("RGB")
    draw = ImageDraw.Draw(picture)
    for bbox, colour in _boxes(document, number, languages):
        x0, top, x1, bottom = (edge * scale for edge in bbox)
        draw.rectangle((x0, top, max(x0, x1), max(top, bottom)), outline=colour, width=_WIDTH)
    return _png(picture)


def strips_of(content: bytes, strips: Sequence[Strip]) -> Mapping[Strip, bytes]:
    """Draw parts of pages in shades of grey; leave out those whose pages PDFium does not load."""
    drawn: dict[Strip, bytes] = {}
    try:
        opened = pdfium.open_pdfium(content)
    except ReadError:
        return drawn
    try:
        for number in sorted({strip.page for strip in strips}):
            with suppress(*BROKEN_PAGE):
                picture, scale = _upright(opened, number, _STRIP_DPI)
                for strip in (strip for strip in strips if strip.page == number):
                    top, bottom = (
                        min(max(round(y * scale), 0), picture.height) for y in (strip.top, strip.bottom)
                    )
                    if bottom > top:
                        part = picture.crop((0, top, picture.width, bottom))
                        drawn[strip] = _png(part.convert("L").quantize(_GREYS))
    finally:
        opened.close()
    return drawn


def _upright(opened: PdfDocument, number: int, dpi: float) -> tuple[Image, float]:
    """Draw a page so that most of its text is upright, as it was read; return it with its pixels a point."""
    page = pdfium.page(opened, number)
    turned = turns(legible(page).page)
    picture = pdfium.picture(opened, number, dpi).rotate(-90 * turned, expand=True)
    return picture, picture.width / (page.height if turned % 2 else page.width)


def _png(picture: Image) -> bytes:
    out = BytesIO()
    picture.save(out, "PNG", optimize=True)
    return out.getvalue()


def _boxes(document: Document, number: int, languages: Languages) -> Iterator[tuple[BBox, str]]:
    heads = {heading.block for heading in headings(document, languages)}
    for block in document.blocks:
        if isinstance(block, Table):
            cells = (cell for cell in block.cells if cell.page == number)
            yield from ((cell.bbox, _CELL if cell.certain else _DOUBT) for cell in cells if cell.bbox)
        elif block.location.page == number and block.location.bbox:
            colour = _HEADING if block.location.block in heads else _PARAGRAPH
            yield block.location.bbox, colour if block.part == "body" else _HEADER
