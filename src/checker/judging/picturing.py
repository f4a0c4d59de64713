"""Pictures of the places of findings, cut out of their pages."""

from base64 import b64encode
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from itertools import islice

from checker.documents.readers import Strip
from checker.judging.excerpts import LONGEST_PICTURE, Picture, SectionExcerpt
from checker.judging.reports import Finding

_MOST = 24  # pictures of a report
_ALL = 1_500_000  # characters of all pictures of a report
_ABOVE = 22.0  # points that are shown above and below
_TALLEST = 260.0  # points

# Draws strips of pages as PNG; leaves out those that it cannot.
Draw = Callable[[Sequence[Strip]], Mapping[Strip, bytes]]


def pictured(
    excerpts: Sequence[SectionExcerpt], findings: Sequence[Finding], draw: Draw
) -> tuple[SectionExcerpt, ...]:
    """Add to excerpts pictures of where their findings stand, one of each block on each page."""
    strips = dict(islice(_strips(findings).items(), _MOST))
    drawn = draw(tuple(strips.values())) if strips else {}
    left = _ALL
    pictures: dict[int, list[Picture]] = {}
    for (block, page), strip in strips.items():
        text = b64encode(drawn.get(strip, b"")).decode()
        if text and len(text) <= min(LONGEST_PICTURE, left):
            pictures.setdefault(block, []).append(Picture(block, page, text))
            left -= len(text)
    return tuple(
        replace(section, pictures=tuple(one for block in _blocks(section) for one in pictures.get(block, ())))
        for section in excerpts
    )


def _blocks(section: SectionExcerpt) -> list[int]:
    texts = {text.location.block for text in section.texts}
    return sorted(texts | {table.location.block for table in section.tables})


def _strips(findings: Sequence[Finding]) -> Mapping[tuple[int, int], Strip]:
    """Map blocks and pages to the strips around all findings there, or around the first ones if these are far apart."""
    strips: dict[tuple[int, int], Strip] = {}
    for at in (finding.problem.location for finding in findings):
        if at is None or at.page is None or at.bbox is None:
            continue
        top, bottom = at.bbox[1] - _ABOVE, min(at.bbox[3], at.bbox[1] + _TALLEST) + _ABOVE
        known = strips.get((at.block, at.page))
        if known is not None:
            top, bottom = min(top, known.top), max(bottom, known.bottom)
            if bottom - top > _TALLEST + 2 * _ABOVE:
                continue
        strips[at.block, at.page] = Strip(at.page, top, bottom)
    return strips
