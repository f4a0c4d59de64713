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
from checker_formats.pdf.columns import PageColumn, page_columns
from checker_formats.pdf.comments import comment_blocks, comment_notes
from checker_formats.pdf.gbk import decoded
from checker_formats.pdf.interpreter import interpreted_pages
from checker_formats.pdf.lattice import (
    TablePiece,
    by_place,
    caption,
    grids,
    is_drawing,
    is_frame,
    shows_columns,
    unruled_grids,
)
from checker_formats.pdf.legibility import is_legible, is_unreadable, legible, slanted
from checker_formats.pdf.lines import TextLine, lines, running
from checker_formats.pdf.objects import too_large
from checker_formats.pdf.overlays import uncovered
from checker_formats.pdf.pages import Comment, Opened, Page, PageSource, upright
from checker_formats.pdf.paragraphs import PlacedLine, measures, paragraphs
from checker_formats.pdf.pictures import LargeImage, block_above, pictures, unread_pictures
from checker_formats.pdf.running_heads import PageContent, without_heads
from checker_formats.pdf.second_reading import count_characters, reread, shortfalls
from checker_formats.pdf.stitch import OpenTable, begin, goes_on, stitch

_ = Messages(__package__)


@dataclass(frozen=True, slots=True)
class PdfReader:
    """Read PDF files: text in reading order, flow_table tables as grids, notes on pages that hold no text."""

    source: PageSource = interpreted_pages
    languages: Languages = field(default_factory=Languages)
    name: str = "pdf"
    suffixes: tuple[str, ...] = (".pdf",)

    def read(self, content: bytes, progress: Progress = silent) -> Document:
        """Read a PDF from its bytes; page by page, reporting to `progress`."""
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
            from checker_formats.pdf.scans import OcrPages  # noqa: PLC0415  # an optional extra
        except ImportError:
            raise UsageError(
                _("reading scans needs the extra “ocr”: pip install 'filing-checker[ocr]'")
            ) from None
        return replace(self, source=OcrPages(self.source))

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
        raise ReadError("wrong-format", _("not a PDF (looks like {kind})", kind=kind(content)))


@dataclass(frozen=True, slots=True)
class _PageReading:
    """What was read of one page; `count` is its number of characters for the second reading."""

    number: int
    contents: tuple[PageContent, ...]
    notes: tuple[Note, ...]
    pictures: tuple[LargeImage, ...]
    count: int
    guessed: bool
    garbled: bool
    comments: tuple[Comment, ...]
    watermarks: frozenset[str]
    struck: int
    slanted: int

    @property
    def is_textless(self) -> bool:
        blank = all(content.is_blank for content in self.contents)
        return blank or any(note.code == "no-text-layer" for note in self.notes)


def _document(opened: Opened, progress: Progress, content: bytes, languages: Languages) -> Document:
    done: list[_PageReading] = []
    late: list[Note] = []
    try:
        with _uncollected():
            for page in opened.pages:
                done.append(_read(page, languages))
                gc.collect(0)  # garbage of the page
                progress(len(done), opened.total)
    except OutOfTime:
        if all(page.is_textless or page.garbled for page in done):
            raise
        late = [_timeout_note(len(done), opened.total)]
    _refuse_illegible(done)
    contents = _without_watermarks(done)
    notes = [*opened.notes, *(note for page in done for note in page.notes), *late]
    seen = {page.number: page.count for page in done}
    notes += shortfalls(content, seen, opened.total, whole=not late)
    guessed = {page.number for page in done if page.guessed}
    blocks = tuple(_blocks(contents, guessed, languages))
    comments = [(page.number, comment) for page in done for comment in page.comments]
    notes += comment_notes(comments, blocks)
    notes += _overlay_notes(done)
    notes = [_placed(note, blocks, len(done)) for note in notes]
    notes += _column_notes(contents, blocks)
    notes += unread_pictures([picture for page in done for picture in page.pictures], blocks)
    total = max(opened.total or 0, len(done)) if late else len(done)
    blocks += tuple(comment_blocks(comments, len(blocks)))
    boxed = ((content.number, line) for content in contents for line in content.boxed)
    blocks += tuple(_boxed(boxed, len(blocks)))
    return Document(blocks, "pdf", total, opened.metadata, tuple(notes))


@contextmanager
def _uncollected() -> Iterator[None]:
    """Disable the cyclic garbage collector, which scans all pages read so far again and again.

    It costs a tenth of the time on files of 200 pages, and more on longer ones.
    """
    enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if enabled:
            gc.enable()


def _read(page: Page, languages: Languages) -> _PageReading:
    page = decoded(page)
    seen = legible(page)
    shown = uncovered(upright(seen.page))
    upright_page = shown.page
    return _PageReading(
        upright_page.number,
        tuple(_content(part, languages) for part in page_columns(upright_page)),
        seen.notes,
        () if "no-text-layer" in seen.codes else tuple(pictures(upright_page)),
        count_characters(page.chars) + page.switched_off,
        page.recognised,
        "garbled-text" in seen.codes and is_unreadable(seen.page.chars),
        upright_page.comments,
        shown.watermarks,
        shown.struck,
        slanted(upright_page.chars),
    )


def _content(part: PageColumn, languages: Languages) -> PageContent:
    """Find the tables and the lines of a page, or of a column of it."""
    page = part.page
    pieces, outside = grids(page, languages)
    written = lines(outside)
    areas: list[BBox] = []
    if shows_columns(written):
        more, outside, areas = unruled_grids(page, outside)
        if more:
            written = lines(outside)
            pieces = sorted([*pieces, *more], key=by_place)
    loose = len(written)
    kept: list[TablePiece] = []
    for piece in pieces:
        if is_drawing(piece) or is_frame(piece, page):
            written += [line for cell in piece.grid_cells for line in cell.lines]
            continue
        head, rest = caption(piece)
        written += head
        kept.append(rest)
    if len(written) > loose:
        written.sort(key=by_place)
    body: list[TextLine] = []
    boxed: list[TextLine] = []
    for line in written:
        (boxed if any(_lies_in(line, area) for area in areas) else body).append(line)
    return PageContent(
        page.number, part.width, page.height, tuple(body), tuple(kept), part.column, tuple(boxed)
    )


def _without_watermarks(pages: Sequence[_PageReading]) -> list[PageContent]:
    """Drop the words of watermarks on pages where they lie beside the text, not under it."""
    words = frozenset[str]().union(*(page.watermarks for page in pages))
    if not words:
        return [content for page in pages for content in page.contents]
    return [
        replace(
            content, lines=tuple(line for line in content.lines if "".join(line.text.split()) not in words)
        )
        for page in pages
        for content in page.contents
    ]


def _overlay_notes(pages: Sequence[_PageReading]) -> Iterator[Note]:
    """Yield notes on text that is left out because it is struck through or slanted."""
    if struck := [page for page in pages if page.struck]:
        message = _(
            "{count} characters that are struck through are left out, first on page {page}",
            count=sum(page.struck for page in struck), page=struck[0].number,
        )  # fmt: skip
        yield Note("tracked-changes", message, struck[0].number)
    if leaning := [page for page in pages if page.slanted]:
        message = _(
            "{count} slanted characters are left out, first on page {page}: a watermark or a stamp",
            count=sum(page.slanted for page in leaning), page=leaning[0].number,
        )  # fmt: skip
        yield Note("slanted-text", message, leaning[0].number)


def _lies_in(line: TextLine, area: BBox) -> bool:
    x0, top, x1, bottom = area
    return (
        line.bbox[0] > x0 - 1 and line.bbox[2] < x1 + 1 and top < (line.bbox[1] + line.bbox[3]) / 2 < bottom
    )


def _column_notes(contents: Sequence[PageContent], blocks: Sequence[Block]) -> Iterator[Note]:
    """Yield a note on each place with text set out in columns that is not read as a table."""
    for content in contents:
        places = {block_above(blocks, content.number, line.bbox[1]) for line in content.boxed}
        for above in sorted(places):
            message = _(
                "page {page} sets out text in columns without rules, which could not be read as a table",
                page=content.number,
            )
            yield Note("unruled-table", message, content.number, above, lost=True)


def _timeout_note(done: int, total: int | None) -> Note:
    """Report the pages that were not read in time; the declared number of pages may be wrong."""
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
    """Add the block that precedes an unread page, so that only what may stand on that page is in doubt."""
    if note.page is None or (note.code != "no-text-layer" and note.page <= read):
        return note
    return replace(note, block=block_above(blocks, note.page))


def _refuse_illegible(pages: Sequence[_PageReading]) -> None:
    if not pages:
        raise ReadError("unreadable", _("the PDF has no pages"))
    if all(page.is_textless for page in pages):
        raise ReadError("no-text-layer", _("no page of the PDF holds text; scans are not read"))
    if all(page.is_textless or page.garbled for page in pages):
        raise ReadError("garbled-text", _("the fonts of the PDF do not map glyphs to characters"))


# --- blocks --------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _FlowTable:
    """A table in the flow, and its first piece."""

    table: OpenTable
    first: TablePiece


def _blocks(contents: list[PageContent], guessed: Container[int], languages: Languages) -> Iterator[Block]:
    stripped, furniture = without_heads(contents)
    index = count()
    for page, line in furniture.heads:
        yield Paragraph(line.text, Location(next(index), page, bbox=line.bbox), part="header")
    pages = measures(stripped)
    for together, run in groupby(_flow(stripped, languages), key=type):
        if together is _FlowTable:
            grown = (flow_table.table for flow_table in run if isinstance(flow_table, _FlowTable))
            yield from (_table(table, next(index), guessed) for table in grown)
        else:
            placed = (line for line in run if isinstance(line, PlacedLine))
            yield from (_paragraph(group, next(index)) for group in paragraphs(placed, pages, languages))
    for page, line in furniture.numbers:
        yield Paragraph(line.text, Location(next(index), page, bbox=line.bbox), part="header")


def _flow(contents: Iterable[PageContent], languages: Languages) -> Iterator[PlacedLine | _FlowTable]:
    """Yield lines and tables in reading order; a table over a page break comes once."""
    pending: _FlowTable | None = None
    last: PageContent | None = None  # where it ends
    for content in contents:
        for entry in _ordered(content):
            flow_table = _FlowTable(begin(entry), entry) if isinstance(entry, TablePiece) else None
            if pending is not None and flow_table is not None and last is not None and last is not content:
                moved = last.column != content.column
                if _is_rest(pending.table, flow_table.table, moved=moved):
                    pending = replace(pending, table=stitch(pending.table, flow_table.table, languages))
                    last = content
                    continue
            if pending is not None:
                yield from _settled(pending)
            pending, last = flow_table, content
            if isinstance(entry, TextLine):
                yield PlacedLine(content.number, entry, content.column)
    if pending is not None:
        yield from _settled(pending)


def _boxed(placed: Iterable[tuple[int, TextLine]], first: int) -> Iterator[Paragraph]:
    for index, (page, line) in enumerate(placed, first):
        yield Paragraph(line.text, Location(index, page, bbox=line.bbox), part="box")


def _ordered(content: PageContent) -> Iterator[TextLine | TablePiece]:
    pieces = list(content.pieces)
    for line in content.lines:
        while pieces and pieces[0].bbox[1] <= line.baseline - line.size / 3:
            yield pieces.pop(0)
        yield line
    yield from pieces


def _is_rest(table: OpenTable, piece: OpenTable, *, moved: bool) -> bool:
    return table.last >= piece.page - 1 and goes_on(table, piece, moved=moved)


def _settled(flow_table: _FlowTable) -> Iterator[PlacedLine | _FlowTable]:
    """Yield a complete table; a frame around text yields its lines, and an empty grid nothing."""
    if len(flow_table.table.cells) == 1:
        yield from (
            PlacedLine(flow_table.first.page, line)
            for cell in flow_table.first.grid_cells
            for line in cell.lines
        )
    elif any(cell.text for cell in flow_table.table.cells):
        yield flow_table


def _table(table: OpenTable, index: int, guessed: Container[int]) -> Table:
    cells = (
        cell if is_legible(cell.text) and cell.page not in guessed else replace(cell, certain=False)
        for cell in sorted(table.cells, key=attrgetter("row", "column"))
    )
    return Table(tuple(cells), Location(index, table.page, bbox=table.bbox))


def _paragraph(placed: list[PlacedLine], index: int) -> Paragraph:
    page = placed[0].page
    boxes = [one.line.bbox for one in placed if one.place == placed[0].place]
    bbox: BBox = (
        min(box[0] for box in boxes),
        min(box[1] for box in boxes),
        max(box[2] for box in boxes),
        max(box[3] for box in boxes),
    )
    return Paragraph(running(one.line.text for one in placed), Location(index, page, bbox=bbox))
