"""The state in which the objects of a page are painted, and what was painted so far."""

from typing import NamedTuple

from checker import BBox
from checker_formats.ofd.colors import BLACK, Paint
from checker_formats.pages.matrices import Matrix
from checker_formats.pages.page import CHAR_LIMIT, SHAPE_LIMIT, Char, overfull
from checker_formats.pages.shapes import Painted

_new = tuple.__new__  # a third faster than calling the class, which checks the number of values
_IN_A_COLUMN = 3  # characters
_EM = (0.95, 1.1)  # of the size; the steps of vertical writing
_LEVEL = 0.02  # of the size; baselines, and sizes, that differ by less are the same
HAIRLINE = 0.353  # millimetres; the width of lines that name none


class Style(NamedTuple):
    """What drawing parameters set; `None` where they set nothing."""

    width: float | None = None
    fill: Paint | None = None
    stroke: Paint | None = None

    def over(self, other: "Style") -> "Style":
        """Return this style, with the other for what this one leaves open."""
        return Style(
            other.width if self.width is None else self.width,
            other.fill if self.fill is None else self.fill,
            other.stroke if self.stroke is None else self.stroke,
        )

    @property
    def filling(self) -> Paint:
        return self.fill or BLACK

    @property
    def stroking(self) -> Paint:
        return self.stroke or BLACK


NO_STYLE = Style()


class Frame(NamedTuple):
    """What an object has from those that hold it: the transformation to the page, its style, its clip."""

    base: Matrix
    style: Style = NO_STYLE
    clip: BBox | None = None
    hidden: bool = False
    depth: int = 0


class Canvas:
    """What was painted of a page, or of a template."""

    def __init__(self, number: int, width: float, height: float) -> None:
        self.number, self.width, self.height = number, width, height
        self.chars: list[Char] = []
        self.guesses: list[
            tuple[int, float]
        ] = []  # places of characters, and the steps up to which they touch the next
        self.painted = Painted()
        self.images: list[BBox] = []
        self.steps = self.read = 0  # of paths, and characters
        self.lost = False  # whether parts of the file that it names are missing

    def check(self) -> None:
        """Raise `ReadError` where a page holds more than a printed one can."""
        if len(self.chars) > CHAR_LIMIT or self.painted.count > SHAPE_LIMIT:
            raise overfull(self.number)

    def add(self, other: "Canvas") -> None:
        """Paint what another canvas holds."""
        before = len(self.chars)
        self.chars += other.chars
        self.guesses += [(place + before, touching) for place, touching in other.guesses]
        self.images += other.images
        mine, its = self.painted, other.painted
        mine.rulings += its.rulings
        mine.boxes += its.boxes
        mine.grounds += its.grounds
        mine.curves += its.curves
        self.lost |= other.lost
        self.check()

    def join(self) -> None:
        """Let characters whose width is a guess reach to the next one, if that stands where they may end."""
        chars = self.chars
        for place, touching in self.guesses:
            if place + 1 >= len(chars):
                continue
            char, after = chars[place], chars[place + 1]
            text, x0, top, x1, bottom, foot, size, angle, *rest = char
            if (
                angle != after.angle
                or abs(foot - after.baseline) > _LEVEL * size
                or abs(size - after.size) > _LEVEL * size
            ):
                continue
            if angle == 0 and 0 < after.x0 - x0 <= touching:
                x1 = after.x0
            elif angle == 1 and 0 < bottom - after.bottom <= touching:
                top = after.bottom
            elif angle == 2 and 0 < x1 - after.x1 <= touching:
                x0 = after.x1
            elif angle == 3 and 0 < after.top - top <= touching:
                bottom = after.top
            chars[place] = _new(Char, (text, x0, top, x1, bottom, foot, size, angle, *rest))

    def mark_vertical(self) -> None:
        """Mark turned ideographs that follow one another below their feet: vertical writing, one object for each."""
        chars = self.chars
        begin = 0
        for place in range(1, len(chars) + 1):
            if place < len(chars) and _is_below(chars[place - 1], chars[place]):
                continue
            if place - begin >= _IN_A_COLUMN:
                chars[begin:place] = [char._replace(vertical=True) for char in chars[begin:place]]
            begin = place


def _is_below(char: Char, after: Char) -> bool:
    """Return whether a character turned by one or three quarters stands an em below another, in their direction."""
    if (
        char.angle not in {1, 3}
        or char.angle != after.angle
        or not char.text.isalpha()
        or after.text.isascii()
    ):
        return False
    step = (after.baseline - char.baseline) * (1 if char.angle == 1 else -1)
    beside = abs(after.top - char.top)
    return beside < _LEVEL * char.size and _EM[0] * char.size < step < _EM[1] * char.size
