"""Scans of PDF files: their pages as pictures."""

from collections.abc import Collection
from io import BytesIO

import pypdfium2  # type: ignore[import-untyped]  # it brings no types
from PIL.Image import Image
from pypdfium2 import raw


def scanned(content: bytes, pages: Collection[int] = (), *, dpi: int = 200) -> bytes:
    """Turn pages, counted from 1, into pictures; all where none are named."""
    document = pypdfium2.PdfDocument(content)
    for index in range(len(document)):
        if pages and index + 1 not in pages:
            continue
        drawn = _drawn(document, index, dpi)
        page = document[index]
        for thing in list(page.get_objects(max_depth=1)):
            page.remove_obj(thing)
        _paste(document, page, drawn)
    return _saved(document)


def _drawn(document: pypdfium2.PdfDocument, index: int, dpi: int) -> Image:
    drawn: Image = document[index].render(scale=dpi / 72).to_pil().convert("L")
    return drawn


def _paste(document: pypdfium2.PdfDocument, page: pypdfium2.PdfPage, picture: Image) -> None:
    image = pypdfium2.PdfImage.new(document)
    image.set_bitmap(pypdfium2.PdfBitmap.from_pil(picture))
    image.set_matrix(pypdfium2.PdfMatrix().scale(*page.get_size()))
    page.insert_obj(image)
    page.gen_content()


def _saved(document: pypdfium2.PdfDocument) -> bytes:
    out = BytesIO()
    document.save(out, flags=raw.FPDF_NO_INCREMENTAL)
    return out.getvalue()
