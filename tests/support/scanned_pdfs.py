"""Scans of PDF files: their pages as pictures."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from io import BytesIO

import pypdfium2  # type: ignore[import-untyped]  # it brings no types
from PIL.Image import Image
from pypdfium2 import raw

from checker.documents.document import BBox

INSET = (4, 4, -4, -4)  # pixels; the rules around a cell stay where they are


@dataclass(frozen=True)
class Copied:
    """A forgery: what stands at one place of a page, in points from its top left corner, put over another."""

    page: int
    source: BBox
    target: BBox


def scanned(
    content: bytes, pages: Collection[int] = (), *, dpi: int = 200, forged: Sequence[Copied] = ()
) -> bytes:
    """Turn pages, counted from 1, into pictures; all where none are named."""
    document = pypdfium2.PdfDocument(content)
    for index in range(len(document)):
        if pages and index + 1 not in pages:
            continue
        drawn = _drawn(document, index, dpi)
        for copied in forged:
            if copied.page == index + 1:
                _forge(drawn, copied, dpi / 72)
        page = document[index]
        for thing in list(page.get_objects(max_depth=1)):
            page.remove_obj(thing)
        _paste(document, page, drawn)
    return _saved(document)


def _drawn(document: pypdfium2.PdfDocument, index: int, dpi: int) -> Image:
    drawn: Image = document[index].render(scale=dpi / 72).to_pil().convert("L")
    return drawn


def _forge(picture: Image, copied: Copied, scale: float) -> None:
    x0, top, x1, bottom = (
        round(edge * scale) + inwards for edge, inwards in zip(copied.source, INSET, strict=True)
    )
    left, above = (round(edge * scale) + INSET[0] for edge in copied.target[:2])
    picture.paste(picture.crop((x0, top, x1, bottom)), (left, above))


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
