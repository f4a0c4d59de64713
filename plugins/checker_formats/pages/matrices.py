"""Transformations of the plane, and boxes under them."""

from checker import BBox

BLUR = 1.0  # points; glyphs and lines may be a little larger than their boxes

Matrix = tuple[float, float, float, float, float, float]
IDENTITY: Matrix = (1, 0, 0, 1, 0, 0)


def times(one: Matrix, other: Matrix) -> Matrix:
    """Combine two transformations: `one`, then `other`."""
    a1, b1, c1, d1, e1, f1 = one
    a0, b0, c0, d0, e0, f0 = other
    return (
        a0 * a1 + c0 * b1, b0 * a1 + d0 * b1, a0 * c1 + c0 * d1, b0 * c1 + d0 * d1,
        a0 * e1 + c0 * f1 + e0, b0 * e1 + d0 * f1 + f0,
    )  # fmt: skip


def is_clipped(box: BBox, clip: BBox) -> bool:
    """Return whether a box lies wholly outside of a clip."""
    x0, top, x1, bottom = clip
    return box[2] < x0 - BLUR or box[0] > x1 + BLUR or box[3] < top - BLUR or box[1] > bottom + BLUR


def bounds(matrix: Matrix, box: BBox) -> BBox:
    """Transform a box and return what it covers."""
    a, b, c, d, e, f = matrix
    if not (b or c):  # upright, as nearly everything
        u0, v0, u1, v1 = a * box[0] + e, d * box[1] + f, a * box[2] + e, d * box[3] + f
        return min(u0, u1), min(v0, v1), max(u0, u1), max(v0, v1)
    xs = [a * x + c * y + e for x in box[::2] for y in box[1::2]]
    ys = [b * x + d * y + f for x in box[::2] for y in box[1::2]]
    return min(xs), min(ys), max(xs), max(ys)
