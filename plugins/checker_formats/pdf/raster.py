"""Rules in the picture of a page, found in its bytes and wiped out so that they do not disturb recognition.

Runs of dark pixels are searched with a regular expression over the picture's rows, and over its columns once it is
turned: that takes a tenth of a second a page and saves the dependency on an array library.
"""

import re
from collections import defaultdict
from collections.abc import Iterator

from PIL import Image, ImageDraw, ImageFilter

from checker import dataclass
from checker_formats.pages.page import RuledLine

_DARK = 150  # of 255; printed grey is darker
_SHORTEST = 10.0  # points; no row is lower
_LONG = 26.0  # points; longer than the strokes of large titles
_REACH = 8  # pixels; a short rule ends at two long ones, no further off than this
_MOST = 60_000  # runs; a photograph has more, a table has hundreds
_MARGIN = 2  # pixels wiped beside a rule, where it fades into the paper

Run = tuple[int, int, int]  # line of pixels, first and last pixel


@dataclass(frozen=True)
class Raster:
    """A page's picture in shades of grey, with `scale` pixels a point."""

    image: Image.Image
    scale: float

    def rulings(self) -> list[RuledLine]:
        """Find the straight lines of the page."""
        across, down = self._runs()
        return [*self._ruled(across, horizontal=True), *self._ruled(down, horizontal=False)]

    def without_rules(self) -> Image.Image:
        """Return the picture with its straight lines wiped out."""
        across, down = self._runs()
        wiped = self.image.copy()
        draw = ImageDraw.Draw(wiped)
        for y, start, end in across:
            draw.rectangle((start - _MARGIN, y - _MARGIN, end + _MARGIN, y + _MARGIN), fill=255)
        for x, start, end in down:
            draw.rectangle((x - _MARGIN, start - _MARGIN, x + _MARGIN, end + _MARGIN), fill=255)
        return wiped

    def _runs(self) -> tuple[list[Run], list[Run]]:
        dark = self.image.point(lambda light: 0 if light < _DARK else 255).filter(ImageFilter.MinFilter(3))
        shortest = round(_SHORTEST * self.scale)
        across = list(_dark_runs(dark, shortest))
        down = list(_dark_runs(dark.transpose(Image.Transpose.TRANSPOSE), shortest))
        if len(across) + len(down) > _MOST:
            return [], []
        long = round(_LONG * self.scale)
        return list(_rules(across, down, long)), list(_rules(down, across, long))

    def _ruled(self, runs: list[Run], *, horizontal: bool) -> Iterator[RuledLine]:
        for line, start, end in runs:
            yield RuledLine(horizontal, line / self.scale, start / self.scale, end / self.scale)


def _dark_runs(image: Image.Image, shortest: int) -> Iterator[Run]:
    run = re.compile(rb"\x00{%d,}" % shortest)
    pixels, width = image.tobytes(), image.width
    for line in range(image.height):
        for match in run.finditer(pixels, line * width, (line + 1) * width):
            yield line, match.start() - line * width, match.end() - line * width


def _rules(runs: list[Run], crossing: list[Run], long: int) -> Iterator[Run]:
    """Yield runs that are rules, not strokes of characters: long ones, or those between two long rules."""
    by_line: dict[int, list[Run]] = defaultdict(list)
    for other in crossing:
        if other[2] - other[1] >= long:
            by_line[other[0]].append(other)

    def meets(line: int, end: int) -> bool:
        near = (other for at in range(end - _REACH, end + _REACH + 1) for other in by_line.get(at, ()))
        return any(start - _REACH <= line <= stop + _REACH for _at, start, stop in near)

    for line, start, end in runs:
        if end - start >= long or (meets(line, start) and meets(line, end)):
            yield line, start, end
