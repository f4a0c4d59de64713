"""Running heads and page numbers: found by repetition at the edge of pages, and kept out of the text."""

import re
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, replace

from checker import fold
from checker_formats.pdf.lattice import Piece
from checker_formats.pdf.lines import Line

_EDGE = 0.13  # of the page's height, at the top and at the bottom
_INCH = 72.0  # points; the margin that word processors leave, on small pages too
_SAME_PLACE = 4.0  # points
_SHARE = 0.4  # of the pages; heads of odd and even pages may differ

_RULE = "[-_|/.~·•]*"
_PAGE_NUMBER = re.compile(
    rf"{_RULE}(?:第(\d{{1,4}})页?(?:[/,]?共\d{{1,4}}页)?|(\d{{1,4}})(?:(?:/|of|共)\d{{1,4}})?页?"
    rf"|page(\d{{1,4}})(?:(?:/|of)\d{{1,4}})?|第?[一二三四五六七八九十]{{1,3}}页|([ivx]{{1,5}})){_RULE}"
)


@dataclass(frozen=True, slots=True)
class Leaf:
    """What stands on one page: its tables, and the lines outside them, each from top to bottom."""

    number: int
    width: float
    height: float
    lines: tuple[Line, ...]
    pieces: tuple[Piece, ...] = ()

    @property
    def is_blank(self) -> bool:
        return not self.lines and not any(patch.lines for piece in self.pieces for patch in piece.patches)


def without_heads(leaves: Sequence[Leaf]) -> tuple[list[Leaf], list[tuple[int, Line]]]:
    """Take page numbers and running heads off the pages; return each running head once, with its page."""
    numbers = _page_numbers(leaves)
    repeated = _running_heads(leaves, numbers)
    heads = [(leaf.number, line) for leaf in leaves for line in leaf.lines if (leaf.number, line) in repeated]
    first: dict[str, tuple[int, Line]] = {}
    for page, line in sorted(heads, key=lambda head: (head[0], head[1].bbox[1])):
        first.setdefault(_masked(line), (page, line))
    off = numbers | repeated
    stripped = [
        replace(leaf, lines=tuple(line for line in leaf.lines if (leaf.number, line) not in off))
        for leaf in leaves
    ]
    return stripped, sorted(first.values(), key=lambda head: (head[0], head[1].bbox[1]))


def _page_numbers(leaves: Sequence[Leaf]) -> set[tuple[int, Line]]:
    """Find the numbers that count with the pages; adorned ones (- 3 -, 第3页) need no such proof."""
    candidates = [
        (leaf.number, line, match)
        for leaf in leaves
        for line in leaf.lines
        if _at_edge(leaf, line) and (match := _PAGE_NUMBER.fullmatch(fold(line.text))) is not None
    ]
    offsets: dict[int, set[int]] = defaultdict(set)
    for page, _line, match in candidates:
        if value := _value(match):
            offsets[value - page].add(page)
    return {
        (page, line)
        for page, line, match in candidates
        if not fold(line.text).isdecimal()
        or (value := _value(match)) == page
        or len(offsets[value - page]) > 1
    }


def _value(match: re.Match[str]) -> int:
    return int(match[1] or match[2] or match[3] or 0)


def _running_heads(leaves: Sequence[Leaf], numbers: set[tuple[int, Line]]) -> set[tuple[int, Line]]:
    places: dict[str, list[tuple[int, Line]]] = defaultdict(list)
    for leaf in leaves:
        for line in leaf.lines:
            if _at_edge(leaf, line) and (leaf.number, line) not in numbers:
                places[_masked(line)].append((leaf.number, line))
    heads: set[tuple[int, Line]] = set()
    for found in places.values():
        for baseline in {line.baseline for _page, line in found}:
            same = [one for one in found if abs(one[1].baseline - baseline) < _SAME_PLACE]
            pages = {number for number, _line in same}
            if len(pages) > 1 and len(pages) >= _SHARE * len(leaves):
                heads.update(same)
    return heads


def _at_edge(leaf: Leaf, line: Line) -> bool:
    _left, top, _right, bottom = line.bbox
    edge = max(_EDGE * leaf.height, _INCH)
    return bottom < edge or top > leaf.height - edge


def _masked(line: Line) -> str:
    return re.sub(r"\d+", "#", fold(line.text))
