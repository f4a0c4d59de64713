"""The second reading of a PDF with PDFium, where installed: lost text, and cells read again."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from functools import partial
from types import ModuleType

from checker import BBox, Location, Messages, Note, ReadError
from checker_formats.pages.legibility import legible
from checker_formats.pages.lines import lines, running
from checker_formats.pages.page import Char
from checker_formats.pages.reading import count_characters
from checker_formats.pages.sideways import upright

_ = Messages(__package__)

_FEW = 200  # characters; a page with fewer may have lost some
_SHARE = 0.5  # of the fullest page; the same
_LOST = 20  # characters; a difference that no ligature, no off-page mark and no stamp makes
_KEPT = 0.8  # of the characters that PDFium sees
BROKEN_PAGE = (ReadError, RuntimeError, IndexError)  # a page that PDFium does not load has no second reading
PAGES_AHEAD = 50  # pages that are tried behind the last one; the number that a file claims may be any


def engine() -> ModuleType | None:
    """Return the module over PDFium; `None` where the extra is not installed."""
    try:
        from checker_formats.pdf import pdfium  # noqa: PLC0415  # an optional extra, and slow to load
    except ImportError:
        return None
    return pdfium


# --- text that was lost --------------------------------------------------------------------------------------


def shortfalls(
    content: bytes, read: Mapping[int, int], claimed: int | None, *, whole: bool = True
) -> Iterator[Note]:
    """Yield notes on pages, and on text of pages, that PDFium sees and that were not read.

    `read` maps page numbers to counts of characters, `claimed` is the number of pages that the file declares; `whole`: all
    pages should have been read. Only pages that are emptier than others are looked at again: a page that
    breaks off lacks most of its text, and loading every page would take half as long as reading. A file without
    such pages does not even load PDFium.
    """
    suspicious = max(_FEW, _SHARE * max(read.values(), default=0))
    empty = [number for number, count in read.items() if count < suspicious]
    if not (empty or (whole and claimed != len(read))) or (pdfium := engine()) is None:
        return
    try:
        document = pdfium.open_pdfium(content)
    except ReadError:
        return  # what only the first engine opens has no second reading
    try:
        total = _total(pdfium, document, len(read)) if whole else len(read)
        if total > len(read):
            message = _("{read} of {total} pages were read", read=len(read), total=total)
            yield Note("shortfall", message, len(read) + 1, lost=True)
        for number in empty:
            with suppress(*BROKEN_PAGE):
                yield from _shortfall(pdfium, document, number, read[number])
    finally:
        document.close()


def _total(pdfium: ModuleType, document: object, read: int) -> int:
    """Count the pages that are really there; the file's own number may be a lie."""
    behind = range(read + 1, read + PAGES_AHEAD)
    return next((number - 1 for number in behind if not pdfium.has_page(document, number)), behind.stop - 1)


def _shortfall(pdfium: ModuleType, document: object, number: int, count: int) -> Iterator[Note]:
    chars = pdfium.characters(document, number, partial(_is_enough, count))
    if chars is None:
        return  # even with the punctuation that PDFium counts
    seen = count_characters(chars)
    if not _is_enough(count, seen):
        message = _(
            "{read} of the {seen} characters of page {page} were read", read=count, seen=seen, page=number
        )
        yield Note("shortfall", message, number, lost=True)


def _is_enough(read: int, seen: int) -> bool:
    return seen - read <= _LOST or read >= _KEPT * seen


# --- cells read again ----------------------------------------------------------------------------------------


def reread(content: bytes, cells: Sequence[Location]) -> Mapping[Location, str]:
    """Read cells again with PDFium; nothing where it is not installed, or does not open the file."""
    pdfium = engine()
    by_page: dict[int, list[Location]] = defaultdict(list)
    for cell in cells:
        if cell.page is not None and cell.bbox is not None:
            by_page[cell.page].append(cell)
    if pdfium is None or not by_page:
        return {}
    try:
        document = pdfium.open_pdfium(content)
    except ReadError:
        return {}
    try:
        read: dict[Location, str] = {}
        for number, places in sorted(by_page.items()):
            with suppress(*BROKEN_PAGE):
                page = upright(legible(pdfium.page(document, number)).page)
                read |= {cell: _text(page.chars, cell.bbox) for cell in places if cell.bbox is not None}
    finally:
        document.close()
    # PDFium leaves out what it has no glyph for: an empty text is not a reading
    return {cell: text for cell, text in read.items() if text}


def _text(chars: Iterable[Char], bbox: BBox) -> str:
    return running(line.text for line in lines(_inside(chars, bbox)))


def _inside(chars: Iterable[Char], bbox: BBox) -> Iterator[Char]:
    """Yield the characters whose middle lies in a cell; hanging punctuation counts by its left side."""
    x0, top, x1, bottom = bbox
    for char in chars:
        x, y = char.middle
        if not char.text.isalnum() and char.angle == 0:
            x = char.x0
        if x0 <= x <= x1 and top <= y <= bottom:
            yield char
