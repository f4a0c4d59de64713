"""What is read of one page: its lines, its tables, and notes on what cannot be read."""

from collections import defaultdict
from collections.abc import Iterable
from itertools import compress

from checker import BBox, Languages, Note, dataclass
from checker_formats.pages.columns import PageColumn, page_columns
from checker_formats.pages.legibility import is_unreadable, legible, slanted
from checker_formats.pages.lines import TextLine, lines
from checker_formats.pages.overlays import uncovered
from checker_formats.pages.page import UNMAPPED, Char, Comment, Page
from checker_formats.pages.pictures import LargeImage, pictures
from checker_formats.pages.pieces import TablePiece, by_place, caption, is_drawing, is_frame, unframed
from checker_formats.pages.rulings import ruling_groups
from checker_formats.pages.running_heads import PageContent
from checker_formats.pages.runs import as_text
from checker_formats.pages.sideways import upright
from checker_formats.pages.tables import grids, shows_columns, shows_text_columns, text_grids, unruled_grids


@dataclass(frozen=True, slots=True)
class PageReading:
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


def read_page(page: Page, languages: Languages) -> PageReading:
    """Read a page."""
    seen = legible(page)
    shown = uncovered(upright(seen.page))
    upright_page = shown.page
    return PageReading(
        upright_page.number,
        tuple(_content(part, languages) for part in page_columns(upright_page)),
        page.notes + seen.notes,
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
    drawn = ruling_groups(page)
    pieces, outside = grids(page, languages, drawn)
    written = lines(outside)
    areas: list[BBox] = []
    if shows_columns(written):
        more, outside, areas = unruled_grids(page, outside, languages)
        if more:
            written = lines(outside)
            pieces = sorted([*pieces, *more], key=by_place)
    if shows_text_columns(written):
        more, outside, unread = text_grids(page, outside, drawn[1], languages)
        if more:
            written = lines(outside)
            pieces = sorted([*pieces, *more], key=by_place)
        areas += unread
    loose = len(written)
    kept: list[TablePiece] = []
    for piece in pieces:
        if is_drawing(piece) or is_frame(piece, page):
            written += [line for cell in piece.grid_cells for line in cell.lines]
            continue
        parts, inner = unframed(piece, page)
        written += parts
        for one in inner:
            head, rest = caption(one, languages)
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


def _lies_in(line: TextLine, area: BBox) -> bool:
    x0, top, x1, bottom = area
    return (
        line.bbox[0] > x0 - 1 and line.bbox[2] < x1 + 1 and top < (line.bbox[1] + line.bbox[3]) / 2 < bottom
    )


def count_characters(chars: Iterable[Char]) -> int:
    """Count the characters that two engines count alike: no spaces, no punctuation, a ligature once."""
    places: defaultdict[float, set[float]] = defaultdict(set)
    for run in as_text(chars).runs:
        lefts: Iterable[float] = run.lefts
        if not ("".join(run.texts).isalnum() and all(run.texts)):
            counted = [text[:1].isalnum() or text == UNMAPPED for text in run.texts]
            lefts = compress(lefts, counted)
        places[run.baseline].update(lefts)
    return sum(map(len, places.values()))
