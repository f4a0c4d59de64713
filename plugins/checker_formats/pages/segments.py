"""Text on one line without wide gaps, and the spaces between columns of it."""

from collections.abc import Iterable, Iterator, Sequence
from functools import cached_property
from math import inf
from typing import NamedTuple

from checker import dataclass, regex
from checker_formats.pages.level_lines import LevelLine, level_lines
from checker_formats.pages.page import Char
from checker_formats.pages.runs import Columns, Text, as_text

GAP = 0.8  # of the size; text further apart may belong to two columns
_SHARE = 0.12  # of the rows may cross the space between two columns
_NARROWEST = 2.0  # points between two columns
_CLEAR = 3.0  # points between the text of all rows
_NARROW = 0.5  # of the size; wider spaces part columns where several lie above one another
_FULL = 0.85  # of the widest text of a column; lines that are cut before a capital are as wide
_BLANK = 0.15  # of the size; words stand further apart
_IDEOGRAPHS = chr(0x2E80)  # the first of them; lines break before each
_SHORT = 1.2  # of the size; text left of such a space is longer than a number of a list
_LEVEL = 1.5  # points by which level edges differ
_ALIKE = 0.03  # of the size, by which widths differ
_CHAIN = 3  # such spaces
_NUMBER = regex(r"[-+−]?[\d,.，]*\d[%‰]?|\([\d,.，]*\d[%‰]?\)|[—–-]+|/")


class Segment(NamedTuple):
    """Text on one line without a wide gap in it."""

    x0: float
    x1: float
    top: float
    bottom: float
    size: float
    text: str
    lead: float  # the width of the first word, or of the first sign of Chinese
    columns: Columns

    @property
    def words(self) -> str:
        """The text with blanks between words."""
        texts, lefts, _tops, rights, *_, sizes = self.columns
        found, reached = "", self.x0
        for text, left, right, size in zip(texts, lefts, rights, sizes, strict=True):
            if found and left - reached > _BLANK * size:
                found += " "
            found += text
            reached = max(reached, right)
        return found

    @property
    def is_number(self) -> bool:
        return _NUMBER.fullmatch(self.text) is not None

    @property
    def middle(self) -> float:
        return (self.top + self.bottom) / 2


Row = list[Segment]


class _Space(NamedTuple):
    """A space within a line that parts columns if those of other lines lie above and below it."""

    row: int
    left: float
    right: float
    narrow: bool


def segments(chars: Iterable[Char], gap: float, *, aligned: bool = False) -> list[Row]:
    """Group characters into lines, and these into segments; with `aligned`, narrower gaps part them as well.

    They do where those of several lines lie above one another and text ends or begins level on one side of them, or
    where wider ones lie above or below them.
    """
    return _segments(level_lines(as_text(chars).runs), gap, aligned=aligned)


class Loose(Text):
    """Text outside of tables, whose lines are found once, and cut into segments once for each gap."""

    @cached_property
    def _lines(self) -> list[LevelLine]:
        return level_lines(self.runs)

    @cached_property
    def _cut(self) -> dict[float, list[Row]]:
        return {}

    def aligned(self, gap: float) -> list[Row]:
        """Group the characters as `segments` does, with narrower gaps as well."""
        if gap not in self._cut:
            self._cut[gap] = _segments(self._lines, gap, aligned=True)
        return self._cut[gap]


def _segments(lines: Sequence[LevelLine], gap: float, *, aligned: bool) -> list[Row]:
    parted = _aligned_spaces(lines, gap) if aligned else {}
    return [
        _cut(line.columns, gap, parted.get(place, ()))
        if place in parted or line.has_gap(gap)
        else [_segment(line.columns, max(line.columns.rights))]
        for place, line in enumerate(lines)
    ]


def _aligned_spaces(lines: Sequence[LevelLine], gap: float) -> dict[int, list[float]]:
    """Return where text begins right of narrow gaps that lie above one another, by line."""
    spaced = [
        list(_spaces(number, line.columns, gap)) if line.has_gap(_NARROW) else []
        for number, line in enumerate(lines)
    ]
    found: dict[int, list[float]] = {}
    if not any(one.narrow for spaces in spaced for one in spaces):
        return found
    chains: list[_Chain] = []
    for (row, *_), spaces in zip(lines, spaced, strict=True):
        reaching: list[_Chain] = []
        taken: set[_Space] = set()
        for chain in chains:
            joined = next((one for one in spaces if chain.goes_on(one)), None)
            if joined is not None:
                taken.add(joined)
                reaching.append(chain.to(joined))
            elif not _crosses(row, chain.left + 1, chain.right - 1):
                reaching.append(chain)
            else:
                chain.part(found)
        chains = reaching + [_Chain(one.left, one.right, [one]) for one in spaces if one not in taken]
    for chain in chains:
        chain.part(found)
    return found


def _crosses(row: Columns, left: float, right: float) -> bool:
    return any(x0 < right and left < x1 for x0, x1 in zip(row.lefts, row.rights, strict=True))


def _spaces(number: int, row: Columns, gap: float) -> Iterator[_Space]:
    begun, reached = row.lefts[0], row.rights[0]
    for place, (left, right, size) in enumerate(zip(row.lefts, row.rights, row.sizes, strict=True)):
        space = left - reached
        if space > _NARROW * size and not _is_blank(row, place, space):
            narrow = space <= gap * size
            if not narrow or reached - begun > _SHORT * size:
                yield _Space(number, reached, left, narrow)
            begun = left
        reached = max(reached, right)


def _is_blank(row: Columns, place: int, space: float) -> bool:
    """Return whether a space before a character is a blank of a font whose signs are all as wide."""
    before = place - 1
    width, slack = row.rights[before] - row.lefts[before], _ALIKE * row.sizes[place]
    fixed = abs(row.rights[place] - row.lefts[place] - width) < slack
    return fixed and max(row.texts[before], row.texts[place]) < _IDEOGRAPHS and space < width + slack


@dataclass(frozen=True, slots=True)
class _Chain:
    """Spaces that lie above one another, and what they have in common."""

    left: float
    right: float
    spaces: list[_Space]

    def goes_on(self, one: _Space) -> bool:
        """Return whether a space lies below; of narrow ones, text must end or begin level."""
        last = self.spaces[-1]
        level = abs(one.left - last.left) < _LEVEL or abs(one.right - last.right) < _LEVEL
        wide = not (one.narrow and last.narrow)
        return (level or wide) and min(one.right, self.right) - max(one.left, self.left) > _NARROWEST

    def to(self, one: _Space) -> "_Chain":
        """Return the chain with one more space."""
        return _Chain(max(one.left, self.left), min(one.right, self.right), [*self.spaces, one])

    def part(self, found: dict[int, list[float]]) -> None:
        """Add the narrow spaces of a chain that is long enough."""
        if len(self.spaces) >= _CHAIN:
            for one in self.spaces:
                if one.narrow:
                    found.setdefault(one.row, []).append(one.right)


def _cut(row: Columns, gap: float, parted: Sequence[float] = ()) -> Row:
    """Cut a line of characters where they stand far apart, and left of some of them."""
    found: Row = []
    first, reached = 0, row.rights[0]
    for place, (left, right, size) in enumerate(zip(row.lefts, row.rights, row.sizes, strict=True)):
        if left - reached > gap * size or left in parted:
            found.append(_segment(row.part(first, place), reached))
            first, reached = place, right
        elif right > reached:
            reached = right
    found.append(_segment(row.part(first, len(row.texts)), reached))
    return found


def _segment(part: Columns, right: float) -> Segment:
    left, text = part.lefts[0], "".join(part.texts)
    extent = left, right, min(part.tops), max(part.bottoms), max(part.sizes)
    return Segment(*extent, text, _lead(part) - left, part)


def _lead(part: Columns) -> float:
    """Return where the first word ends."""
    reached = part.rights[0]
    for place in range(1, len(part.texts)):
        if part.texts[place] >= _IDEOGRAPHS or part.lefts[place] - reached > _BLANK * part.sizes[place]:
            break
        reached = part.rights[place]
    return reached


def may_go_on(above: Segment, below: Segment, width: float) -> bool:
    """Return whether text may be the next line of a cell as wide: its first word had no room in the line above."""
    short = above.x1 - above.x0 < _FULL * width
    if short and below.text[0].isupper():
        return False
    return above.x1 - above.x0 + below.lead + _BLANK * above.size > width


def is_crossed(row: Row, x: float) -> bool:
    """Return whether text stands on both sides of a place."""
    return any(one.x0 < x - 1 and x + 1 < one.x1 for one in row)


def gutters(rows: Sequence[Row]) -> list[tuple[float, float]]:
    """Find the spaces that hardly any row crosses, with text on both sides."""
    telling = [row for row in rows if len(row) > 1]
    if not telling:
        return []
    most = max(map(len, telling))
    telling = [row for row in telling if len(row) > most / 2]  # heads that span columns show less
    edges = sorted(
        [(one.x0, 1) for row in telling for one in row] + [(one.x1, -1) for row in telling for one in row]
    )
    allowed = int(_SHARE * len(telling))
    found: list[tuple[float, float]] = []
    covered, begin = 0, -inf
    for x, change in edges:
        before, covered = covered, covered + change
        if before > allowed >= covered:
            begin = x
        elif before <= allowed < covered and begin > -inf and x - begin >= _NARROWEST:
            found.append((begin, x))
    return found


def middle_of_gutter(begin: float, end: float, rows: Sequence[Row]) -> float:
    """Return the middle of the part of a space that no text of any row reaches into."""
    left, right = begin, end
    for one in (one for row in rows for one in row):
        if begin < one.x1 < end and one.x0 < begin:
            left = max(left, one.x1)
        elif begin < one.x0 < end and one.x1 > end:
            right = min(right, one.x0)
    return (left + right) / 2 if right - left > _CLEAR else (begin + end) / 2
