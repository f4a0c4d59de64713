"""Lines outside tables into paragraphs, rejoined over line and page breaks by their geometry."""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from functools import cache
from itertools import pairwise
from statistics import median

from checker import BBox, Languages, Number, dataclass, regex
from checker_formats.pages.lines import TextLine
from checker_formats.pages.pieces import TablePiece
from checker_formats.pages.running_heads import PageContent

_INDENT = 0.7  # of the size; a line that begins further right than this begins a paragraph
_RAGGED = 0.5  # of the size; punctuation and gaps between scripts make lines end unevenly
_SIZE = 0.08  # by which sizes differ within a paragraph
_SPACING = 1.3  # of the usual distance of lines; more is the space between paragraphs
_PADDING = 6.0  # points that stay free beside a full line in a box
_NEAR = 3.0  # points; line ends nearer than this are aligned
_ENOUGH = 6  # lines of a page that show its left margin
_FULL = 6  # lines that reach as far
_MOST = 0.4  # of all lines: so many, and so large a share, show where text ends
_BEGINS = regex(r"[\W\d]*[A-Z]")  # a sentence or a title
_SUBSECTION = regex(r"\d{1,2}(?:\.\d{1,2}){1,2}\.? +[A-Z][a-z]")  # “2.2. Label elements”
Place = tuple[int, int]  # a page, and a column of it
_Numbered = Callable[[str], Number]

_ENDING = regex(r"[。！？；：.!?;:…][”’」』）)》]*$")


@dataclass(frozen=True, slots=True)
class Frame:
    """A box around text, told by its page and place, and where the text in it begins and ends."""

    page: int
    bbox: BBox
    left: float
    right: float


@dataclass(frozen=True, slots=True)
class PlacedLine:
    """A line, the page that it stands on, and the box around it."""

    page: int
    line: TextLine
    column: int = 0
    frame: Frame | None = None

    @property
    def place(self) -> tuple[int, int]:
        return self.page, self.column


@dataclass(frozen=True, slots=True)
class Measure:
    """Where the text of a page begins and ends, and how far apart the lines of each size are."""

    left: float
    right: float
    pitches: dict[int, float]

    def pitch(self, size: float) -> float:
        return self.pitches.get(round(size), 2 * size)

    def within(self, frame: Frame | None) -> "Measure":
        """Return where text begins and ends in a box on the page."""
        return self if frame is None else replace(self, left=frame.left, right=frame.right)


def framed(pieces: Sequence[TablePiece], columns: Sequence[int]) -> Iterator[PlacedLine]:
    """Yield the lines of a box that is no table; the page may have cut it. `columns` are those of the pages.

    Full lines come as near to its right side as lines come to its left one.
    """
    first = pieces[0]
    for piece, column in zip(pieces, columns, strict=False):
        (cell,) = piece.grid_cells
        padding = min((line.left - cell.bbox[0] for line in cell.lines), default=0.0)
        right = cell.bbox[2] - min(max(padding, 0.0), _PADDING)
        frame = Frame(first.page, first.bbox, cell.bbox[0] + padding, right)
        yield from (PlacedLine(piece.page, line, column, frame) for line in cell.lines)


def measures(contents: Sequence[PageContent]) -> dict[Place, Measure]:
    """Measure every page; pages with few lines use those of the same size."""
    groups: dict[tuple[int, int], list[PageContent]] = defaultdict(list)
    for content in contents:
        groups[round(content.width), round(content.height)].append(content)
    found: dict[Place, Measure] = {}
    for group in groups.values():
        whole = [line for content in group for line in content.lines]
        left, pitches = _left(whole), _pitches(group)
        right = _right(whole, group[0].width - left)
        for content in group:
            own = _left(content.lines) if len(content.lines) >= _ENOUGH else left
            found[content.number, content.column] = Measure(own, own + right - left, pitches)
    return found


def _left(lines: Sequence[TextLine]) -> float:
    """Return the leftmost place where lines often begin."""
    starts = sorted(line.left for line in lines)
    needed = max(2, len(starts) // 10)
    aligned = (one for one, other in zip(starts, starts[needed - 1 :], strict=False) if other - one < _NEAR)
    return next(aligned, starts[0] if starts else 0.0)


def _right(lines: Sequence[TextLine], mirrored: float) -> float:
    """Return where full lines end.

    That is the rightmost place where two lines end: one alone may be punctuation that hangs over. Where it
    lies far off and few lines come near it, or what follows them mostly begins anew (headings, entries), none may be
    full: then the margins are taken to be alike (`mirrored`).
    """
    if not lines:
        return mirrored
    size = median(line.size for line in lines)
    ends = sorted((line.right for line in lines), reverse=True)
    right = next((one for one, other in pairwise(ends) if one - other < _NEAR), ends[0])
    right = max(right, ends[0] - size)
    near = sum(end > right - 2 * size for end in ends)
    anew = sum(
        one.right > right - 2 * size and _BEGINS.match(other.text) is not None
        for one, other in pairwise(lines)
    )
    enough = near >= max(_FULL, _MOST * len(lines)) and anew <= near / 2
    return right if enough or right > mirrored - 2 * size else mirrored


def _pitches(contents: Iterable[PageContent]) -> dict[int, float]:
    steps: dict[int, Counter[float]] = defaultdict(Counter)
    for content in contents:
        for one, other in pairwise(content.lines):
            step = other.baseline - one.baseline
            if round(one.size) == round(other.size) and one.size < step < 4 * one.size:
                steps[round(one.size)][round(step * 2) / 2] += 1
    return {size: min(counts, key=lambda step: (-counts[step], step)) for size, counts in steps.items()}


def paragraphs(
    placed: Iterable[PlacedLine], pages: dict[Place, Measure], languages: Languages
) -> Iterator[list[PlacedLine]]:
    """Group the lines between two tables into paragraphs."""
    number = cache(languages.number)  # each line is asked several times
    paragraph: list[PlacedLine] = []
    for following in placed:
        if paragraph and not _goes_on(paragraph, following, pages, number):
            yield paragraph
            paragraph = []
        paragraph.append(following)
    if paragraph:
        yield paragraph


def _goes_on(
    paragraph: list[PlacedLine], following: PlacedLine, pages: dict[Place, Measure], number: _Numbered
) -> bool:
    last, one, other = paragraph[-1], paragraph[-1].line, following.line
    if _box(last) != _box(following):
        return False
    here, there = (pages[placed.place].within(placed.frame) for placed in (last, following))
    size = max(one.size, other.size)
    if not (one.upright and other.upright) or abs(one.size - other.size) > _SIZE * size:
        return False
    if one.right + other.first + _RAGGED * size <= here.right:
        return False  # the next word would still have fitted: the line ends because the paragraph does
    if last.place == following.place:
        step = other.baseline - one.baseline
        if not 0 < step <= _SPACING * here.pitch(size) + 1:
            return False
    if _is_next(number(paragraph[0].line.text), number(other.text)):
        return False
    if other.left - there.left <= _INDENT * size:
        return not _starts_item(paragraph, other, pages, number)
    return (_is_centred(one, here) and _is_centred(other, there)) or _hangs(paragraph, other, here, number)


def _box(placed: PlacedLine) -> tuple[int, BBox] | None:
    return (placed.frame.page, placed.frame.bbox) if placed.frame else None


def _is_next(one: Number, two: Number) -> bool:
    """Return whether a line has the number after that of a paragraph, or the first one below it: 4.3 or 4.2.1 after 4.2."""
    if one.numbering is None or two.numbering is None or (two.numbering.unsure and one.numbering.unsure):
        return False
    below = (two.level or 0) > (one.level or 0) and two.value == 1
    return below or (two.numbering == one.numbering and two.lead == one.lead and two.value == one.value + 1)


def _starts_item(
    paragraph: list[PlacedLine], other: TextLine, pages: dict[Place, Measure], number: _Numbered
) -> bool:
    """Return whether a line at the margin is a paragraph of its own: numbered, no indents; a title, or after a full stop."""
    first, last = paragraph[0], paragraph[-1].line
    flush = first.line.left - pages[first.place].within(first.frame).left <= _INDENT * first.line.size
    numbered = number(other.text).numbering is not None
    ended = _ENDING.search(last.text) or _SUBSECTION.match(other.text)
    return flush and numbered and ended is not None


def _is_centred(line: TextLine, measure: Measure) -> bool:
    """Return whether a line of a title stands in the middle of the text; one that fills its width does."""
    off = abs(line.left + line.right - measure.left - measure.right) / 2
    return off < 0.7 * line.size and _ENDING.search(line.text) is None


def _hangs(paragraph: list[PlacedLine], other: TextLine, measure: Measure, number: _Numbered) -> bool:
    """Return whether a list entry continues under its text, not under its number."""
    first, last = paragraph[0].line, paragraph[-1].line
    if len(paragraph) > 1:
        return abs(last.left - other.left) < _NEAR and last.left - first.left > _INDENT * other.size
    numbered = number(first.text).numbering is not None
    listed = numbered and first.left - measure.left < _INDENT * first.size
    return listed and first.left < other.left and _ENDING.search(first.text) is None
