"""Where the places of a document stand on the pages of a PDF file, in the coordinates of the file."""

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import field, replace

from checker import BBox, Block, Languages, Location, Mark, Paragraph, ReadError, Table, dataclass, silent
from checker_formats.pages.document import assembled
from checker_formats.pages.legibility import legible
from checker_formats.pages.matrices import Matrix, bounds
from checker_formats.pages.page import Char, Page
from checker_formats.pages.paragraphs import PlacedLine
from checker_formats.pages.sideways import turns, upright
from checker_formats.pdf.fast_objects import QuickDocument
from checker_formats.pdf.gbk import decoded
from checker_formats.pdf.graphics_state import page_geometry
from checker_formats.pdf.interpreter import interpreted_pages
from checker_formats.pdf.objects import open_document, pdf_pages

_SLACK = 0.5  # points by which the middle of a character may lie outside of its line


@dataclass(frozen=True)
class MarkPlace:
    """Boxes on a page that show a place, in user space; `page` is the id of the page's object.

    `own` is false where the boxes show only the beginning of the place.
    """

    page: int
    boxes: tuple[BBox, ...]
    own: bool = True


@dataclass(frozen=True)
class _Sheet:
    """A page with its characters upright, and how often it was turned for that."""

    chars: tuple[Char, ...]
    turns: int
    width: float
    height: float

    @classmethod
    def of(cls, page: Page) -> "_Sheet":
        shown = legible(page).page
        return cls(tuple(upright(shown).chars), turns(shown), page.width, page.height)

    def shown(self, box: BBox) -> BBox:
        """Turn a box back to where it is on the page as it is shown."""
        for turn in reversed(range(self.turns)):
            high = self.width if turn % 2 else self.height  # of the page before this turn
            x0, top, x1, bottom = box
            box = top, high - x1, bottom, high - x0
        return box


@dataclass(frozen=True)
class MarkPlaces:
    """The places of a document, found by reading it again: its blocks, the lines of paragraphs, the pages that matter."""

    pages: Sequence[tuple[int, Matrix]]
    sheets: Mapping[int, _Sheet]
    blocks: Sequence[Block] = ()
    lines: Mapping[int, Sequence[PlacedLine]] = field(default_factory=dict)

    @classmethod
    def read(cls, content: bytes, numbers: Collection[int], languages: Languages) -> "MarkPlaces":
        """Read a file again; `numbers` are those of the pages with places to find."""
        pages = [
            (page.pageid, _inverse(page_geometry(page)[0]))
            for page in pdf_pages(open_document(content, QuickDocument))
            if isinstance(page.pageid, int)
        ]
        sheets: dict[int, _Sheet] = {}

        def kept(page: Page) -> Page:
            page = decoded(page)
            if page.number in numbers or page.number - 1 in numbers:  # paragraphs go on
                sheets[page.number] = _Sheet.of(page)
            return page

        opened = interpreted_pages(content)
        opened = replace(opened, pages=map(kept, opened.pages))
        traced: dict[int, list[PlacedLine]] = {}
        try:
            document = assembled(opened, "pdf", languages, silent, traced=traced)
        except ReadError:  # a scan, whose characters were recognised
            return cls(pages, sheets)
        return cls(pages, sheets, document.blocks, traced)

    def of(self, mark: Mark) -> MarkPlace | None:
        """Return where a mark belongs; `None` where that is not known."""
        at = mark.location
        if at is None or at.page is None or at.bbox is None:
            return None
        block = self.blocks[at.block] if at.block < len(self.blocks) else None
        if isinstance(block, Table) and block.location == at and block.cells:
            first = block.locate(block.cells[0])
            return self._placed(at.page, [first.bbox or at.bbox], own=False)
        if isinstance(block, Paragraph) and block.location == at and at.block in self.lines:
            return self._placed(*self._of_lines(self.lines[at.block], block, mark))
        return self._placed(at.page, [at.bbox])

    def _placed(self, number: int, boxes: Sequence[BBox], *, own: bool = True) -> MarkPlace | None:
        sheet = self.sheets.get(number)
        if sheet is None or number > len(self.pages):
            return None
        page, back = self.pages[number - 1]
        return MarkPlace(page, tuple(bounds(back, sheet.shown(box)) for box in boxes), own)

    def _of_lines(self, lines: Sequence[PlacedLine], block: Paragraph, mark: Mark) -> tuple[int, list[BBox]]:
        """Return the page, and the boxes on it, of the quoted text of a paragraph, else of all of it."""
        text = "".join(_solid(one.line.text) for one in lines)
        quote, start = _solid(mark.quote), len(_solid(block.text[: mark.start]))
        if not text.startswith(quote, start):
            start = text.find(quote)
        stop = start + len(quote)
        if not quote or start < 0:
            start, stop = 0, len(text)
        found: dict[int, list[BBox]] = defaultdict(list)
        before = 0
        for one in lines:
            after = before + len(_solid(one.line.text))
            if start < after and before < stop:
                found[one.page].append(self._part(one, max(start - before, 0), min(stop, after) - before))
            before = after
        return next(iter(found.items()))

    def _part(self, placed: PlacedLine, start: int, stop: int) -> BBox:
        """Return the box of some characters of a line, blanks not counted; of all of it where they are not found."""
        line, sheet = placed.line, self.sheets.get(placed.page)
        text = _solid(line.text)
        if sheet is None or not line.upright or (start, stop) == (0, len(text)):
            return line.bbox
        signs = [(sign, char) for char in _within(sheet.chars, line.bbox) for sign in _solid(char.text)]
        if "".join(sign for sign, _char in signs) != text:
            return line.bbox
        boxes = [char[1:5] for _sign, char in signs[start:stop]]
        lefts, tops, rights, bottoms = zip(*boxes, strict=True)
        return min(lefts), min(tops), max(rights), max(bottoms)


def pages_of(marks: Sequence[Mark]) -> frozenset[int]:
    """Return the numbers of the pages that marks belong to."""
    places: Iterator[Location] = (mark.location for mark in marks if mark.location is not None)
    return frozenset(place.page for place in places if place.page is not None)


def _within(chars: Sequence[Char], box: BBox) -> list[Char]:
    """List the characters of a line of upright text from left to right."""
    x0, top, x1, bottom = box
    inside = (
        char
        for char in chars
        for x, y in (char.middle,)
        if x0 - _SLACK <= x <= x1 + _SLACK and top - _SLACK <= y <= bottom + _SLACK
    )
    return sorted(inside, key=lambda char: char.x0)


def _solid(text: str) -> str:
    return "".join(text.split())


def _inverse(matrix: Matrix) -> Matrix:
    a, b, c, d, e, f = matrix
    det = a * d - b * c  # of a turn: 1 or -1
    return d / det, -b / det, -c / det, a / det, (c * f - d * e) / det, (b * e - a * f) / det
