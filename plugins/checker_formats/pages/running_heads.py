"""Running heads and page numbers: found by repetition at the edge of pages, and kept out of the text."""

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import replace

from checker import Languages, dataclass, fold, regex
from checker_formats.pages.lines import TextLine
from checker_formats.pages.pieces import TablePiece

_EDGE = 0.13  # of the page's height, at the top and at the bottom
_INCH = 72.0  # points; the margin that word processors leave, on small pages too
_SAME_PLACE = 4.0  # points
_SHARE = 0.4  # of the pages; heads of odd and even pages may differ
_DEEP = 0.235  # of the page's height; heads of several lines reach down to here
_DEEP_SHARE = 0.6  # of the pages have them
_DEEP_PAGES = 3

_DIGITS = regex(r"\d+")
_RULE = "-_|/.~·•"  # signs around page numbers
_PAGE_NUMBER = regex(r"(\d{1,4})(?:/\d{1,4})?|[ivx]{1,5}")


@dataclass(frozen=True, slots=True)
class PageContent:
    """The tables of one page, and the lines outside them, each from top to bottom."""

    number: int
    width: float
    height: float
    lines: tuple[TextLine, ...]
    pieces: tuple[TablePiece, ...] = ()
    column: int = 0  # of a page whose text stands in columns
    boxed: tuple[TextLine, ...] = ()  # set out in columns that are not read as a table

    @property
    def is_blank(self) -> bool:
        return not self.lines and not any(cell.lines for piece in self.pieces for cell in piece.grid_cells)


@dataclass(frozen=True, slots=True)
class Furniture:
    """The lines of pages that are not body text: each running head once, all page numbers, and every line of either.

    Each line has its page.
    """

    heads: list[tuple[int, TextLine]]
    numbers: list[tuple[int, TextLine]]
    every: frozenset[tuple[int, TextLine]]


def without_heads(
    contents: Sequence[PageContent], languages: Languages
) -> tuple[list[PageContent], Furniture]:
    """Take page numbers and running heads off the pages; return these as well."""
    numbers = _page_numbers(contents, languages)
    repeated = _running_heads(contents, numbers)
    while deeper := _deeper_heads(contents, numbers | repeated):
        repeated |= deeper
    heads = [
        (content.number, line)
        for content in contents
        for line in content.lines
        if (content.number, line) in repeated
    ]
    first: dict[str, tuple[int, TextLine]] = {}
    for page, line in sorted(heads, key=_by_place):
        first.setdefault(_masked(line), (page, line))
    off = numbers | repeated
    stripped = [
        replace(content, lines=tuple(line for line in content.lines if (content.number, line) not in off))
        for content in contents
    ]
    return stripped, Furniture(
        sorted(first.values(), key=_by_place), sorted(numbers, key=_by_place), frozenset(off)
    )


def _by_place(head: tuple[int, TextLine]) -> tuple[int, float]:
    return head[0], head[1].bbox[1]


def _page_numbers(contents: Sequence[PageContent], languages: Languages) -> set[tuple[int, TextLine]]:
    """Find numbers that count with the pages; decorated ones (- 3 -, 第3页) always count as page numbers."""
    candidates = [
        (content.number, line, match)
        for content in contents
        for line in content.lines
        if at_edge(content, line) and (match := page_number(line, languages)) is not None
    ]
    offsets: dict[int, set[int]] = defaultdict(set)
    for page, _line, match in candidates:
        if value := _value(match):
            offsets[value - page].add(page)
    decorated = {
        page for page, line, match in candidates if _value(match) and not fold(line.text).isdecimal()
    }
    roman = {page for page, _line, match in candidates if not _value(match)}
    return {
        (page, line)
        for page, line, match in candidates
        if (not _value(match) and len(roman) > 1)  # “II” on one page alone is text
        or (_value(match) and not fold(line.text).isdecimal())
        or (
            page not in decorated  # beside “page 3 of 4”, a bare 3 is text
            and (
                ((value := _value(match)) and value == page)
                or len(offsets[value - page] if value else ()) > 1
            )
        )
    }


def page_number(line: TextLine, languages: Languages) -> re.Match[str] | None:
    """Match a line that is just the number of its page; a group is the number."""
    text = fold(line.text).strip(_RULE)
    return _PAGE_NUMBER.fullmatch(text) or languages.page_number(text)


def _value(match: re.Match[str]) -> int:
    return int(next((group for group in match.groups() if group), 0))


def _running_heads(
    contents: Sequence[PageContent], numbers: set[tuple[int, TextLine]]
) -> set[tuple[int, TextLine]]:
    places: dict[str, list[tuple[int, TextLine]]] = defaultdict(list)
    for content in contents:
        for line in content.lines:
            if at_edge(content, line) and (content.number, line) not in numbers:
                places[_masked(line)].append((content.number, line))
    return _repeated(places.values(), max(2.0, _SHARE * len({content.number for content in contents})))


def _repeated(groups: Iterable[list[tuple[int, TextLine]]], needed: float) -> set[tuple[int, TextLine]]:
    """Return the lines of groups that stand in the same place on so many pages."""
    heads: set[tuple[int, TextLine]] = set()
    for found in groups:
        for baseline in {line.baseline for _page, line in found}:
            same = _counting([one for one in found if abs(one[1].baseline - baseline) < _SAME_PLACE])
            if len({page for page, _line in same}) >= needed:
                heads.update(same)
    return heads


def _counting(found: list[tuple[int, TextLine]]) -> list[tuple[int, TextLine]]:
    """Keep lines that are the same on several pages, or whose digits count with the pages.

    Other lines that differ in digits are content: 98.7 mg/L at the top of page 3.
    """
    pages: dict[str, set[int]] = defaultdict(set)
    for page, line in found:
        pages[line.text].add(page)
    single = [one for one in found if len(pages[one[1].text]) < 2]
    kept = [one for one in found if len(pages[one[1].text]) > 1]
    numbers = [(page, list(map(int, _DIGITS.findall(fold(line.text))))) for page, line in single]
    columns = zip(*(values for _page, values in numbers), strict=True)
    counted = all(
        len({*column}) == 1
        or len({value - page for value, (page, _) in zip(column, numbers, strict=True)}) == 1
        for column in columns
    )
    return found if counted and len(single) > 1 else kept


def _deeper_heads(
    contents: Sequence[PageContent], known: set[tuple[int, TextLine]]
) -> set[tuple[int, TextLine]]:
    """Find the next lines under the heads, and above the feet, that most pages share."""
    places: dict[tuple[str, bool], list[tuple[int, TextLine]]] = defaultdict(list)
    for content in contents:
        rest = [line for line in content.lines if (content.number, line) not in known]
        if len(rest) == len(content.lines) or not rest:
            continue
        top, foot = min(rest, key=_top), max(rest, key=_top)
        above = [line for line in rest if abs(line.baseline - top.baseline) < _SAME_PLACE]
        below = [line for line in rest if abs(line.baseline - foot.baseline) < _SAME_PLACE]
        if top.bbox[3] < _DEEP * content.height and not any(p.bbox[1] < top.bbox[1] for p in content.pieces):
            for line in above:
                places[_masked(line), True].append((content.number, line))
        if foot.bbox[1] > (1 - _DEEP) * content.height and not any(
            p.bbox[3] > foot.bbox[3] for p in content.pieces
        ):
            for line in below:
                places[_masked(line), False].append((content.number, line))
    return _repeated(
        places.values(), max(_DEEP_PAGES, _DEEP_SHARE * len({content.number for content in contents}))
    )


def _top(line: TextLine) -> float:
    return line.bbox[1]


def at_edge(content: PageContent, line: TextLine, share: float = _EDGE) -> bool:
    """Return whether a line stands where heads and feet stand, in this share of the page's height."""
    _left, top, _right, bottom = line.bbox
    edge = max(share * content.height, _INCH)
    return bottom < edge or top > content.height - edge


def _masked(line: TextLine) -> str:
    return _DIGITS.sub("#", fold(line.text))
