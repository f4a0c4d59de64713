"""The reader of PDF submissions."""

import gc
from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from itertools import count, groupby
from operator import attrgetter

from checker import (
    BBox,
    Block,
    Document,
    Languages,
    Location,
    Messages,
    Note,
    OutOfTime,
    Paragraph,
    Progress,
    ReadError,
    Table,
    UsageError,
    silent,
)
from checker_formats.kinds import is_pdf, kind
from checker_formats.pdf.interpreter import interpreted_pages
from checker_formats.pdf.lattice import Piece, grids
from checker_formats.pdf.legibility import is_legible, is_unreadable, legible
from checker_formats.pdf.lines import Line, lines, running
from checker_formats.pdf.objects import too_large
from checker_formats.pdf.pages import Opened, Page, PageSource, upright
from checker_formats.pdf.paragraphs import Placed, measures, paragraphs
from checker_formats.pdf.pictures import Picture, block_above, pictures, unread_pictures
from checker_formats.pdf.running_heads import Leaf, without_heads
from checker_formats.pdf.second_reading import reread, shortfalls, signs
from checker_formats.pdf.stitch import Growing, begin, goes_on, stitch

_ = Messages(__package__)


@dataclass(frozen=True, slots=True)
class PdfReader:
    """Read PDF files: text in reading order, ruled tables as grids, notes on pages that hold no text."""

    source: PageSource = interpreted_pages
    languages: Languages = field(default_factory=Languages)
    name: str = "pdf"
    suffixes: tuple[str, ...] = (".pdf",)

    def read(self, content: bytes, progress: Progress = silent) -> Document:
        """Read a PDF from its bytes; page by page, telling `progress`."""
        _refuse_others(content)
        try:
            return _document(self.source(content), progress, content, self.languages)
        except ReadError:
            raise
        except MemoryError as cause:
            raise too_large(_("it takes more memory than there is")) from cause
        except Exception as cause:  # damaged files break the PDF library anywhere, and with anything
            message = _("the PDF is damaged: {cause}", cause=type(cause).__name__)
            raise ReadError("unreadable", message) from cause

    def recognising(self) -> "PdfReader":
        """Return a reader that recognises the characters of scanned pages; raise `UsageError` without tesseract."""
        try:
            from checker_formats.pdf.scans import Recognised  # noqa: PLC0415  # an optional extra
        except ImportError:
            raise UsageError(
                _("reading scans needs the extra “ocr”: pip install 'filing-checker[ocr]'")
            ) from None
        return replace(self, source=Recognised(self.source))

    def drawn(self, content: bytes, document: Document, page: int) -> bytes:
        """Draw a page with what was read over it, as PNG; raise `UsageError` without the extra “pdfium”."""
        try:
            from checker_formats.pdf import drawing  # noqa: PLC0415  # an optional extra
        except ImportError:
            raise UsageError(
                _("drawing pages needs the extra “pdfium”: pip install 'filing-checker[pdfium]'")
            ) from None
        return drawing.drawn(content, document, page, self.languages)

    def reread(self, content: bytes, cells: Sequence[Location]) -> Mapping[Location, str]:
        """Read cells again with PDFium, where it is installed."""
        return reread(content, cells)


def _refuse_others(content: bytes) -> None:
    if not content:
        raise ReadError("wrong-format", _("the file is empty"))
    if not is_pdf(content):
        raise ReadError("wrong-format", _("this is no PDF but {kind}", kind=kind(content)))


@dataclass(frozen=True, slots=True)
class _Read:
    """What was read of one page; `signs` are its characters as `second` counts them."""

    leaf: Leaf
    notes: tuple[Note, ...]
    pictures: tuple[Picture, ...]
    signs: int
    guessed: bool
    garbled: bool

    @property
    def number(self) -> int:
        return self.leaf.number

    @property
    def is_textless(self) -> bool:
        return self.leaf.is_blank or any(note.code == "no-text-layer" for note in self.notes)


def _document(opened: Opened, progress: Progress, content: bytes, languages: Languages) -> Document:
    done: list[_Read] = []
    late: list[Note] = []
    try:
        with _uncollected():
            for page in opened.pages:
                done.append(_read(page))
                gc.collect(0)  # what the page left behind
                progress(len(done), opened.total)
    except OutOfTime:
        if all(page.is_textless or page.garbled for page in done):
            raise
        late = [_late(len(done), opened.total)]
    _refuse_illegible(done)
    notes = [*(note for page in done for note in page.notes), *late]
    seen = {page.number: page.signs for page in done}
    notes += shortfalls(content, seen, opened.total, whole=not late)
    guessed = {page.number for page in done if page.guessed}
    blocks = tuple(_blocks([page.leaf for page in done], guessed, languages))
    notes = [_placed(note, blocks, len(done)) for note in notes]
    notes += unread_pictures([picture for page in done for picture in page.pictures], blocks)
    total = max(opened.total or 0, len(done)) if late else len(done)
    return Document(blocks, "pdf", total, opened.metadata, tuple(notes))


@contextmanager
def _uncollected() -> Iterator[None]:
    """Stop the search for cyclic garbage, which looks through all pages read so far again and again.

    On files of 200 pages it takes a tenth of the time, and more on longer ones.
    """
    enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if enabled:
            gc.enable()


def _read(page: Page) -> _Read:
    seen = legible(page)
    sheet = upright(seen.page)
    pieces, outside = grids(sheet)
    return _Read(
        Leaf(sheet.number, sheet.width, sheet.height, tuple(lines(outside)), tuple(pieces)),
        seen.notes,
        () if "no-text-layer" in seen.codes else tuple(pictures(sheet)),
        signs(page.chars),
        page.recognised,
        "garbled-text" in seen.codes and is_unreadable(seen.page.chars),
    )


def _late(done: int, total: int | None) -> Note:
    """Say which pages time did not suffice for; the file's own number of pages may be a lie."""
    if total is None or total <= done:
        message = _(
            "reading stopped after page {done}: the time was up, and what follows is not read", done=done
        )
    else:
        message = _(
            "reading stopped after page {done} of {total}: the time was up, and pages {first} to {total} are not read",
            done=done, first=done + 1, total=total,
        )  # fmt: skip
    return Note("timeout", message, done + 1, lost=True)


def _placed(note: Note, blocks: Sequence[Block], read: int) -> Note:
    """Say after which block a page that was not read comes, so that only what may stand on it is in doubt."""
    if note.page is None or (note.code != "no-text-layer" and note.page <= read):
        return note
    return replace(note, block=block_above(blocks, note.page))


def _refuse_illegible(pages: Sequence[_Read]) -> None:
    if not pages:
        raise ReadError("unreadable", _("the PDF has no pages"))
    if all(page.is_textless for page in pages):
        raise ReadError("no-text-layer", _("no page of the PDF holds text; scans are not read"))
    if all(page.is_textless or page.garbled for page in pages):
        raise ReadError(
            "garbled-text", _("the fonts of the PDF do not say which characters its text is made of")
        )


# --- blocks --------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Ruled:
    """A table in the flow, and the piece that it began with."""

    table: Growing
    first: Piece


def _blocks(leaves: list[Leaf], guessed: Container[int], languages: Languages) -> Iterator[Block]:
    stripped, heads = without_heads(leaves)
    index = count()
    for page, line in heads:
        yield Paragraph(line.text, Location(next(index), page, bbox=line.bbox), part="header")
    pages = measures(stripped)
    for together, run in groupby(_flow(stripped, languages), key=type):
        if together is _Ruled:
            tables = (ruled.table for ruled in run if isinstance(ruled, _Ruled))
            yield from (_table(table, next(index), guessed) for table in tables)
        else:
            placed = (line for line in run if isinstance(line, Placed))
            yield from (_paragraph(group, next(index)) for group in paragraphs(placed, pages, languages))


def _flow(leaves: Iterable[Leaf], languages: Languages) -> Iterator[Placed | _Ruled]:
    """Put lines and tables into one order; a table that goes on over a page break comes once."""
    pending: _Ruled | None = None
    for leaf in leaves:
        for entry in _ordered(leaf):
            ruled = _Ruled(begin(entry), entry) if isinstance(entry, Piece) else None
            if pending is not None and ruled is not None and _is_rest(pending.table, ruled.table):
                pending = replace(pending, table=stitch(pending.table, ruled.table, languages))
                continue
            if pending is not None:
                yield from _settled(pending)
            pending = ruled
            if isinstance(entry, Line):
                yield Placed(leaf.number, entry)
    if pending is not None:
        yield from _settled(pending)


def _ordered(leaf: Leaf) -> Iterator[Line | Piece]:
    pieces = list(leaf.pieces)
    for line in leaf.lines:
        while pieces and pieces[0].bbox[1] <= line.baseline - line.size / 3:
            yield pieces.pop(0)
        yield line
    yield from pieces


def _is_rest(table: Growing, piece: Growing) -> bool:
    return table.last == piece.page - 1 and goes_on(table, piece)


def _settled(ruled: _Ruled) -> Iterator[Placed | _Ruled]:
    """Yield a table that is complete; a frame around text is no table, nor is a grid without a word."""
    if len(ruled.table.cells) == 1:
        yield from (Placed(ruled.first.page, line) for patch in ruled.first.patches for line in patch.lines)
    elif any(cell.text for cell in ruled.table.cells):
        yield ruled


def _table(table: Growing, index: int, guessed: Container[int]) -> Table:
    cells = (
        cell if is_legible(cell.text) and cell.page not in guessed else replace(cell, certain=False)
        for cell in sorted(table.cells, key=attrgetter("row", "column"))
    )
    return Table(tuple(cells), Location(index, table.page, bbox=table.bbox))


def _paragraph(placed: list[Placed], index: int) -> Paragraph:
    page = placed[0].page
    boxes = [one.line.bbox for one in placed if one.page == page]
    bbox: BBox = (
        min(box[0] for box in boxes),
        min(box[1] for box in boxes),
        max(box[2] for box in boxes),
        max(box[3] for box in boxes),
    )
    return Paragraph(running(one.line.text for one in placed), Location(index, page, bbox=bbox))
