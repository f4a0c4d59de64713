"""Large images among the text, which may hold a table and are not read."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from checker import BBox, Block, Messages, Note
from checker_formats.pages.page import Page

_ = Messages(__package__)

_WIDE, _HIGH = 227.0, 85.0  # points, 8 cm by 3 cm; seals, emblems and QR codes are smaller
_TOUCH = 3.0  # points; pictures are often stored in strips
_STRIPS = 500  # a page; a drawing of more is dots
_EDGE = 0.2  # of the page's height, at its top and bottom; what is there on many pages is a letterhead
_SAME = 2.0  # points
_COVERED = 10  # characters; a picture with so many before it is a background


@dataclass(frozen=True, slots=True)
class LargeImage:
    """An image that may hold text, and its page."""

    page: int
    height: float  # of the page
    bbox: BBox


def pictures(page: Page) -> Iterator[LargeImage]:
    """Find the large images of a page, joined from strips, except backgrounds of text."""
    for box in _together(page.images[:_STRIPS]):
        x0, top, x1, bottom = box
        if x1 - x0 < _WIDE or bottom - top < _HIGH:
            continue
        middles = (char.middle for char in page.chars if not char.text.isspace())
        if sum(x0 < x < x1 and top < y < bottom for x, y in middles) < _COVERED:
            yield LargeImage(page.number, page.height, box)


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
