"""Large images among the text, which may hold a table and are not read."""

from collections.abc import Iterable, Iterator, Sequence

from checker import BBox, Block, Messages, Note, dataclass
from checker_formats.pages.page import Char, Page
from checker_formats.pages.segments import segments

_ = Messages(__package__)

_WIDE, _HIGH = 227.0, 85.0  # points, 8 cm by 3 cm; seals, emblems and QR codes are smaller
_LOW = 28.0  # points, 1 cm; the same of a picture that holds the rules of a table
_TOUCH = 3.0  # points; pictures are often stored in strips
_STRIPS = 500  # a page; a drawing of more is dots
_EDGE = 0.2  # of the page's height, at its top and bottom; what is there on many pages is a letterhead
_SAME = 2.0  # points
_COVERED = 10  # characters; a picture with so many before it is a background,
_ROWS, _COLUMNS = 2, 3  # unless so many lines of them stand in so many columns
_APART = 2.0  # of the size; text further apart stands in columns
_RULES = 4  # the sides of one cell


@dataclass(frozen=True, slots=True)
class LargeImage:
    """An image that may hold text, and its page."""

    page: int
    height: float  # of the page
    bbox: BBox


def pictures(page: Page) -> Iterator[LargeImage]:
    """Find the large images of a page, joined from strips, except grounds of running text."""
    for box in _together(page.images[:_STRIPS]):
        x0, top, x1, bottom = box
        if x1 - x0 < _WIDE or bottom - top < _LOW:
            continue
        over = [char for char in page.chars if not char.text.isspace() and _holds(box, *char.middle)]
        if len(over) < _COVERED and bottom - top >= _HIGH:
            yield LargeImage(page.number, page.height, box)
        elif len(over) >= _COVERED and (first := _first_of_table(page, box, over)) is not None:
            yield LargeImage(page.number, page.height, (x0, first, x1, bottom))


def _holds(box: BBox, x: float, y: float) -> bool:
    return box[0] < x < box[2] and box[1] < y < box[3]


def _first_of_table(page: Page, box: BBox, over: Sequence[Char]) -> float | None:
    """Return where text over a picture begins to stand in columns, as in a form whose rules are in the picture.

    Where rules are drawn over the picture, it is a ground and not a form.
    """
    drawn = sum(
        _holds(box, (rule.start + rule.end) / 2, rule.position)
        if rule.horizontal
        else _holds(box, rule.position, (rule.start + rule.end) / 2)
        for rule in page.rulings
    )
    if drawn >= _RULES:
        return None
    divided = [row for row in segments(over, _APART) if len(row) >= _COLUMNS]
    return min(one.top for one in divided[0]) if len(divided) >= _ROWS else None


def _together(images: Sequence[BBox]) -> list[BBox]:
    merged: list[BBox] = []
    for image in sorted(images, key=lambda box: (box[1], box[0])):
        box = image
        while near := next((other for other in merged if _touch(box, other)), None):
            merged.remove(near)
            box = (min(box[0], near[0]), min(box[1], near[1]), max(box[2], near[2]), max(box[3], near[3]))
        merged.append(box)
    return merged


def _touch(one: BBox, other: BBox) -> bool:
    return (
        one[0] < other[2] + _TOUCH
        and other[0] < one[2] + _TOUCH
        and one[1] < other[3] + _TOUCH
        and other[1] < one[3] + _TOUCH
    )


def unread_pictures(found: Sequence[LargeImage], blocks: Sequence[Block]) -> Iterator[Note]:
    """Yield a note on each picture, with the block above it; letterheads are left out."""
    for picture in found:
        if not _is_letterhead(picture, found):
            message = _("page {page} holds a picture, which is not read", page=picture.page)
            above = block_above(blocks, picture.page, picture.bbox[1])
            yield Note("picture", message, picture.page, above, lost=True)


def _is_letterhead(picture: LargeImage, found: Iterable[LargeImage]) -> bool:
    _x0, top, _x1, bottom = picture.bbox
    edge = _EDGE * picture.height
    return (bottom < edge or top > picture.height - edge) and any(
        other.page != picture.page
        and all(abs(a - b) < _SAME for a, b in zip(picture.bbox, other.bbox, strict=True))
        for other in found
    )


def block_above(blocks: Sequence[Block], page: int, top: float = 0.0) -> int:
    """Return the last block of the body that begins above a place; 0 where there is none."""
    above = (
        block.location.block
        for block in blocks
        if getattr(block, "part", "body") == "body"
        and (block.location.page or 0, block.location.bbox[1] if block.location.bbox else 0.0) <= (page, top)
    )
    return max(above, default=0)
