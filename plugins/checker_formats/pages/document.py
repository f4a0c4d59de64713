"""The document of a file of pages, whatever its format."""

import gc
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import replace
from typing import Protocol

from checker import (
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
)
from checker_formats.pages.comments import comment_blocks, comment_notes
from checker_formats.pages.flow import blocks
from checker_formats.pages.furniture import page_furniture
from checker_formats.pages.lines import TextLine
from checker_formats.pages.page import Opened
from checker_formats.pages.paragraphs import PlacedLine
from checker_formats.pages.pictures import block_above, unread_pictures
from checker_formats.pages.reading import PageReading, read_page
from checker_formats.pages.running_heads import PageContent, without_heads

_ = Messages(__package__)

_BATCH = 16  # pages after which garbage is collected; readers leave hardly any
_WHOLE_PAGES = {"no-text-layer", "lost-page"}  # codes of notes on pages of which nothing was read


class SecondReading(Protocol):
    """Return notes on text and pages that another engine sees, from the counts of characters by page that were read.

    `claimed` is the number of pages that the file declares, `whole`: all pages should have been read.
    """

    def __call__(self, read: Mapping[int, int], claimed: int | None, *, whole: bool) -> Iterable[Note]: ...


def no_second_reading(read: Mapping[int, int], claimed: int | None, *, whole: bool) -> Iterable[Note]:  # noqa: ARG001  # the protocol's
    """Return nothing: there is no other engine."""
    return ()


def assembled(
    opened: Opened,
    format_name: str,
    languages: Languages,
    progress: Progress,
    second_reading: SecondReading = no_second_reading,
    *,
    traced: dict[int, list[PlacedLine]] | None = None,
) -> Document:
    """Read all pages of an opened file and make a document of them; raise `ReadError` where none can be read.

    `traced` receives the lines of each paragraph of the body, by its block.
    """
    done: list[PageReading] = []
    late: list[Note] = []
    try:
        with _uncollected():
            for page in opened.pages:
                done.append(read_page(page, languages))
                if len(done) % _BATCH == 0:
                    gc.collect(0)
                progress(len(done), opened.total)
    except OutOfTime:
        if all(page.is_textless or page.garbled for page in done):
            raise
        late = [_timeout_note(len(done), opened.total)]
    _refuse_illegible(done)
    contents = _without_watermarks(done)
    notes = [*opened.notes, *(note for page in done for note in page.notes), *late]
    seen = {page.number: page.count for page in done}
    notes += second_reading(seen, opened.total, whole=not late)
    guessed = {page.number for page in done if page.guessed}
    stripped, furniture = without_heads(contents, languages)
    found = tuple(blocks(stripped, furniture, guessed, languages, traced))
    comments = [(page.number, comment) for page in done for comment in page.comments]
    notes += comment_notes(comments, found)
    notes += _overlay_notes(done)
    notes = [_placed(note, found, len(done)) for note in notes]
    notes += _column_notes(contents, found)
    notes += unread_pictures([picture for page in done for picture in page.pictures], found)
    total = max(opened.total or 0, len(done)) if late else len(done)
    found += tuple(comment_blocks(comments, len(found)))
    boxed = ((content.number, line) for content in contents for line in content.boxed)
    found += tuple(_boxed(boxed, len(found)))
    around = tuple(page_furniture(contents, furniture.every, languages))
    return Document(found, format_name, total, opened.metadata, tuple(notes), around)


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


def _without_watermarks(pages: Sequence[PageReading]) -> list[PageContent]:
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


def _overlay_notes(pages: Sequence[PageReading]) -> Iterator[Note]:
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
    if note.page is None or (note.code not in _WHOLE_PAGES and note.page <= read):
        return note
    return replace(note, block=block_above(blocks, note.page))


def _refuse_illegible(pages: Sequence[PageReading]) -> None:
    if not pages:
        raise ReadError("unreadable", _("the file has no pages"))
    if all(page.is_textless for page in pages):
        raise ReadError("no-text-layer", _("no page of the file holds text; scans are not read"))
    if all(page.is_textless or page.garbled for page in pages):
        raise ReadError("garbled-text", _("the fonts of the file do not map glyphs to characters"))


def _boxed(placed: Iterable[tuple[int, TextLine]], first: int) -> Iterator[Paragraph]:
    for index, (page, line) in enumerate(placed, first):
        yield Paragraph(line.text, Location(index, page, bbox=line.bbox), part="box")
