"""The contents of a page, independent of its format: characters, rules, boxes, images.

Coordinates are points from the top left corner of the visible page, as it is shown. Contents are in
painting order, not in reading order.
"""

from collections.abc import Iterator, Sequence
from typing import NamedTuple, Protocol
from unicodedata import normalize

from checker import BBox, Messages, Note, ReadError, dataclass

_ = Messages(__package__)

CHAR_LIMIT = 100_000  # a page: the densest real one has 12,000
SHAPE_LIMIT = 100_000  # a page: dotted borders of a full table need 20,000
FORM_LIMIT = 10_000  # forms painted in a page: a chain of 30 can name 2^30
IMAGE_LIMIT = 200_000  # images painted in a page; drawings are stored as tiny ones by the thousand

RISE, FALL = 0.88, -0.12  # the em box of an ideograph from its baseline; what fonts declare is unreliable

UNMAPPED = "\N{REPLACEMENT CHARACTER}"  # a glyph whose character is unknown


# Fonts give these for what people type as a plain hyphen, or as single letters.
PLAIN = dict.fromkeys("\N{SOFT HYPHEN}\N{HYPHEN}\N{NON-BREAKING HYPHEN}", "-") | {
    sign: normalize("NFKC", sign) for sign in map(chr, range(0xFB00, 0xFB07))
}


# Named tuples, not dataclasses: a page holds thousands of these and they cost a third of the time to make.
class Char(NamedTuple):
    """One glyph and its em box.

    `baseline` is the y of its baseline, or the x for a glyph turned by one or three quarters. `angle` counts quarter
    turns counter-clockwise, -1 for anything in between (watermarks). `vertical` marks a font with vertical writing.
    `invisible` is painted without ink, `white` in white.
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


class RuledLine(NamedTuple):
    """A thin straight line: its position, its start and end, its thickness."""

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


class Comment(NamedTuple):
    """A comment or a mark of a reviewer on the page, where it stands, and who made it."""

    text: str
    bbox: BBox
    author: str = ""


@dataclass(frozen=True, slots=True)
class Page:
    """One page as painted; `number` counts from 1, `curves` is the number of shapes that are neither rule nor box.

    `grounds` are the extents of painted areas that are neither white nor rectangles. `switched_off` counts the
    characters in layers that are off, which are left out. `recognised` marks characters that were recognised in an image.
    `notes` say what its source could not read of it.
    """

    number: int
    width: float
    height: float
    chars: Sequence[Char] = ()
    rulings: tuple[RuledLine, ...] = ()
    boxes: tuple[Box, ...] = ()
    images: tuple[BBox, ...] = ()
    curves: int = 0
    recognised: bool = False
    grounds: tuple[BBox, ...] = ()
    comments: tuple[Comment, ...] = ()
    switched_off: int = 0
    notes: tuple[Note, ...] = ()


@dataclass(frozen=True, slots=True)
class Opened:
    """An opened file: its metadata, and its pages, each read when the iterator reaches it.

    `total` is the number of pages that the file declares, if any.
    """

    metadata: tuple[tuple[str, str], ...]
    total: int | None
    pages: Iterator[Page]
    notes: tuple[Note, ...] = ()


def overfull(number: int) -> ReadError:
    """Return the error for a page beyond the limits."""
    cause = _("page {page} holds more than a printed page can", page=number)
    return ReadError("too-large", _("the file is beyond what can be read safely: {cause}", cause=cause))


class PageSource(Protocol):
    """Open a file from its bytes; raise `ReadError` for one that is encrypted or too large."""

    def __call__(self, content: bytes) -> Opened: ...
