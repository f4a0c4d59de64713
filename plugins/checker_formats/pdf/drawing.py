"""Pictures of pages with what was read drawn over them."""

from collections.abc import Iterator
from io import BytesIO

from PIL import ImageDraw

from checker import BBox, Document, Languages, Table, headings
from checker_formats.pages.legibility import legible
from checker_formats.pages.page import turns
from checker_formats.pdf import pdfium

_DPI = 110
_WIDTH = 2  # pixels
_PARAGRAPH, _HEADING, _CELL, _DOUBT, _HEADER = "#3b7dd8", "#d81b60", "#2e9e4f", "#f57c00", "#9e9e9e"


def drawn(content: bytes, document: Document, number: int, languages: Languages) -> bytes:
    """Draw a page, counted from 1, as PNG: paragraphs blue, headings red, cells green, doubtful ones orange."""
    opened = pdfium.open_pdfium(content)
    try:
        page = pdfium.page(opened, number)
        picture = pdfium.picture(opened, number, _DPI).convert("RGB")
    finally:
        opened.close()
    picture = picture.rotate(-90 * turns(legible(page).page), expand=True)
    scale = picture.width / (page.height if turns(legible(page).page) % 2 else page.width)
    draw = ImageDraw.Draw(picture)
    for bbox, colour in _boxes(document, number, languages):
        x0, top, x1, bottom = (edge * scale for edge in bbox)
        draw.rectangle((x0, top, max(x0, x1), max(top, bottom)), outline=colour, width=_WIDTH)
    out = BytesIO()
    picture.save(out, "PNG")
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
