"""Pages whose text stands sideways, such as wide tables on portrait pages."""

from collections import Counter
from dataclasses import replace

from checker import BBox
from checker_formats.pages.page import Box, Char, Page, RuledLine
from checker_formats.pages.runs import Text, as_text, runs_of


def turns(page: Page) -> int:
    """Return how many clockwise quarter turns make the text of a page upright."""
    runs = as_text(page.chars).runs
    if not any(run.angle for run in runs):
        return 0  # as on nearly every page
    angles = Counter[int]()
    for run in runs:
        if seen := run.seen():
            angles[run.angle] += seen
    return max(angles.most_common(1)[0][0], 0) if angles else 0


def upright(page: Page) -> Page:
    """Rotate a page with sideways text, such as a wide table on a portrait page, until the text is upright."""
    for _turn in range(turns(page)):
        page = _quarter_turned(page)
    return page


def _quarter_turned(page: Page) -> Page:
    """Rotate a page clockwise by a quarter turn."""
    high = page.height

    def turned(box: BBox) -> BBox:
        x0, top, x1, bottom = box
        return high - bottom, x0, high - top, x1

    return replace(
        page,
        width=page.height,
        height=page.width,
        chars=Text(runs_of(
            Char(
                char.text, high - char.bottom, char.x0, high - char.top, char.x1,
                high - char.baseline if char.angle in {0, 2} else char.baseline,
                char.size, (char.angle - 1) % 4 if char.angle >= 0 else -1, char.vertical, char.invisible, char.white,
            )
            for char in page.chars
        )),
        rulings=tuple(
            RuledLine(False, high - rule.position, rule.start, rule.end, rule.thickness, rule.white)
            if rule.horizontal
            else RuledLine(True, rule.position, high - rule.end, high - rule.start, rule.thickness, rule.white)
            for rule in page.rulings
        ),
        boxes=tuple(Box(*turned(box[:4]), box.white) for box in page.boxes),
        images=tuple(map(turned, page.images)),
        grounds=tuple(map(turned, page.grounds)),
        comments=tuple(comment._replace(bbox=turned(comment.bbox)) for comment in page.comments),
    )  # fmt: skip
