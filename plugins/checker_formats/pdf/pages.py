"""What a PDF page shows, free of any PDF library: characters, rules, boxes, pictures.

Coordinates are points from the top left corner of the visible page, as people see it: /Rotate and CropBox
are done with. Reading order is not settled here; a page holds things in the order they were painted.
"""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from operator import attrgetter
from typing import NamedTuple, Protocol

from checker import BBox, Messages, ReadError

_ = Messages(__package__)

CHAR_LIMIT = 100_000  # a page: the densest real one has 12,000
SHAPE_LIMIT = 100_000  # a page: dotted borders of a full table need 20,000
FORM_LIMIT = 10_000  # forms painted in a page: a chain of 30 can name 2^30

UNMAPPED = "\N{REPLACEMENT CHARACTER}"  # stands for a glyph whose character nobody knows


# Named tuples, not dataclasses: a page holds thousands of these and they cost a third of the time to make.
class Char(NamedTuple):
    """One glyph and its em box.

    `baseline` is the y of its foot, or, for a glyph turned by one or three quarters, the x. `angle` counts the
    quarter turns counter-clockwise, -1 for anything in between (watermarks). `vertical` marks a font that
    writes downwards. `invisible` is painted with no ink; `white` is painted in white.
    """

    text: str
    x0: float
    top: float
    x1: float
    bottom: float
    baseline: float
    size: float
    angle: int = 0
    vertical: bool = False
    invisible: bool = False
    white: bool = False

    @property
    def middle(self) -> tuple[float, float]:
        return (self.x0 + self.x1) / 2, (self.top + self.bottom) / 2


class Ruling(NamedTuple):
    """A thin straight line: its place across, its extent along, its thickness."""

    horizontal: bool
    position: float
    start: float
    end: float
    thickness: float = 0.5
    white: bool = False


class Box(NamedTuple):
    """An area that is filled with one colour."""

    x0: float
    top: float
    x1: float
    bottom: float
    white: bool = False


@dataclass(frozen=True, slots=True)
class Page:
    """One page as painted; `number` counts from 1, `curves` the painted shapes that are neither rule nor box.

    `recognised` says that a machine guessed the characters from a picture.
    """

    number: int
    width: float
    height: float
    chars: tuple[Char, ...] = ()
    rulings: tuple[Ruling, ...] = ()
    boxes: tuple[Box, ...] = ()
    images: tuple[BBox, ...] = ()
    curves: int = 0
    recognised: bool = False


@dataclass(frozen=True, slots=True)
class Opened:
    """A PDF that could be opened: what it says about itself, and its pages, read one by one while iterating.

    `total` is the number of pages as the file claims it; `None` where it does not say.
    """

    metadata: tuple[tuple[str, str], ...]
    total: int | None
    pages: Iterator[Page]


def overfull(number: int) -> ReadError:
    """Return the refusal of a page that holds more than the limits allow."""
    cause = _("page {page} holds more than a printed page can", page=number)
    return ReadError("too-large", _("the PDF is beyond what can be read safely: {cause}", cause=cause))


class PageSource(Protocol):
    """Open a PDF from its bytes; raise `ReadError` for one that is encrypted or too large."""

    def __call__(self, content: bytes) -> Opened: ...


_ANGLE = attrgetter("angle")


def turns(page: Page) -> int:
    """Count the quarter turns clockwise after which the text of a page stands upright."""
    if not any(map(_ANGLE, page.chars)):
        return 0  # as on nearly every page
    angles = Counter(char.angle for char in page.chars if not char.text.isspace())
    return max(angles.most_common(1)[0][0], 0) if angles else 0


def upright(page: Page) -> Page:
    """Turn a page whose text lies on its side, as wide tables do on portrait pages, so that the text stands."""
    for _turn in range(turns(page)):
        page = _quarter(page)
    return page


def _quarter(page: Page) -> Page:
    """Turn a page a quarter clockwise: what stood at the left stands on top."""
    high = page.height
    return Page(
        page.number,
        page.height,
        page.width,
        tuple(
            Char(
                char.text, high - char.bottom, char.x0, high - char.top, char.x1,
                high - char.baseline if char.angle in {0, 2} else char.baseline,
                char.size, (char.angle - 1) % 4 if char.angle >= 0 else -1, char.vertical, char.invisible, char.white,
            )
            for char in page.chars
        ),
        tuple(
            Ruling(False, high - rule.position, rule.start, rule.end, rule.thickness, rule.white)
            if rule.horizontal
            else Ruling(True, rule.position, high - rule.end, high - rule.start, rule.thickness, rule.white)
            for rule in page.rulings
        ),
        tuple(Box(high - box.bottom, box.x0, high - box.top, box.x1, box.white) for box in page.boxes),
        tuple((high - bottom, x0, high - top, x1) for x0, top, x1, bottom in page.images),
        page.curves,
        page.recognised,
    )  # fmt: skip
