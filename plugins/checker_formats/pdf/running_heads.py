"""Running heads and page numbers: found by repetition at the edge of pages, and kept out of the text."""

import re
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, replace

from checker import fold
from checker_formats.pdf.lattice import TablePiece
from checker_formats.pdf.lines import TextLine

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
class PageContent:
    """The tables of one page, and the lines outside them, each from top to bottom."""

    number: int
    width: float
    height: float
    lines: tuple[TextLine, ...]
    pieces: tuple[TablePiece, ...] = ()
    boxed: tuple[TextLine, ...] = ()  # set out in columns that are not read as a table

    @property
    def is_blank(self) -> bool:
        return not self.lines and not any(cell.lines for piece in self.pieces for cell in piece.grid_cells)


def without_heads(contents: Sequence[PageContent]) -> tuple[list[PageContent], list[tuple[int, TextLine]]]:
    """Take page numbers and running heads off the pages; return each running head once, with its page."""
    numbers = _page_numbers(contents)
    repeated = _running_heads(contents, numbers)
    heads = [
        (content.number, line)
        for content in contents
        for line in content.lines
        if (content.number, line) in repeated
    ]
    first: dict[str, tuple[int, TextLine]] = {}
    for page, line in sorted(heads, key=lambda head: (head[0], head[1].bbox[1])):
        first.setdefault(_masked(line), (page, line))
    off = numbers | repeated
    stripped = [
        replace(content, lines=tuple(line for line in content.lines if (content.number, line) not in off))
        for content in contents
    ]
    return stripped, sorted(first.values(), key=lambda head: (head[0], head[1].bbox[1]))


def _page_numbers(contents: Sequence[PageContent]) -> set[tuple[int, TextLine]]:
    """Find numbers that count with the pages; decorated ones (- 3 -, 第3页) always count as page numbers."""
    candidates = [
        (content.number, line, match)
        for content in contents
        for line in content.lines
        if _at_edge(content, line) and (match := _PAGE_NUMBER.fullmatch(fold(line.text))) is not None
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


def _running_heads(
    contents: Sequence[PageContent], numbers: set[tuple[int, TextLine]]
) -> set[tuple[int, TextLine]]:
    places: dict[str, list[tuple[int, TextLine]]] = defaultdict(list)
    for content in contents:
        for line in content.lines:
            if _at_edge(content, line) and (content.number, line) not in numbers:
                places[_masked(line)].append((content.number, line))
    heads: set[tuple[int, TextLine]] = set()
    for found in places.values():
        for baseline in {line.baseline for _page, line in found}:
            same = [one for one in found if abs(one[1].baseline - baseline) < _SAME_PLACE]
            pages = {number for number, _line in same}
            if len(pages) > 1 and len(pages) >= _SHARE * len(contents):
                heads.update(same)
    return heads


def _at_edge(content: PageContent, line: TextLine) -> bool:
    _left, top, _right, bottom = line.bbox
    edge = max(_EDGE * content.height, _INCH)
    return bottom < edge or top > content.height - edge


def _masked(line: TextLine) -> str:
    return re.sub(r"\d+", "#", fold(line.text))
