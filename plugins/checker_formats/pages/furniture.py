"""What stands around the text of pages: heads, feet, and the marks that count pages."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from checker import Languages, PageFurniture, fold, regex
from checker_formats.pages.lines import TextLine
from checker_formats.pages.running_heads import PageContent, at_edge, page_number

# “Page 3 of 9”, “3/20”, “IE - en 1/265”: two numbers with a stroke or a short word between; dates go on
_OF = regex(
    r"(?<![\d/.,-])(?P<number>\d{1,4}) ?(?:/|[^\W\d]{1,3}\.?|\([^\W\d]{1,3}\)) ?(?P<of>\d{1,4})(?![\d/.,-])"
)
_DEEP = 0.3  # of the page's height: the first page may have a larger head than the others


class _Mark(NamedTuple):
    number: int
    of: int | None = None


def page_furniture(
    contents: Sequence[PageContent], off: Iterable[tuple[int, TextLine]], languages: Languages
) -> Iterator[PageFurniture]:
    """Yield what was taken off each page, and the page's mark, which may stand in any line at the edge."""
    taken: dict[int, list[TextLine]] = {}
    for page, line in off:
        taken.setdefault(page, []).append(line)
    pages: dict[int, list[PageContent]] = {}
    for content in contents:
        pages.setdefault(content.number, []).append(content)
    marks: dict[int, list[_Mark]] = {}
    deeper: dict[int, list[_Mark]] = {}
    around: list[tuple[int, list[TextLine], float]] = []
    for page, parts in pages.items():
        lines = sorted(taken.get(page, ()), key=lambda line: (line.bbox[1], line.bbox[0]))
        middle = parts[0].height / 2
        placed = [(part, line) for part in parts for line in (*part.lines, *_in_tables(part))]
        edge = [line for part, line in placed if at_edge(part, line)]
        marks[page] = _marks(page, lines, dict.fromkeys((*lines, *edge)), languages)
        deep = [line for part, line in placed if at_edge(part, line, _DEEP)] if not marks[page] else []
        deeper[page] = [mark for mark in _marks(page, (), deep, languages) if mark.of is not None]
        around.append((page, lines, middle))
    totals = Counter(
        mark.of
        for page, found in marks.items()
        for mark in {*found, *deeper[page]}
        if mark.of is not None and mark.number == page
    )
    for page, lines, middle in around:
        # “03 Jan. 2020” on page 3 looks like a mark, too: the total that most pages give is right
        found = marks[page] or [mark for mark in deeper[page] if totals[mark.of or 0] * 2 > len(pages)]
        mark = max(found, key=lambda one: totals[one.of] if one.of is not None else 0, default=None)
        yield PageFurniture(
            page,
            tuple(line.text for line in lines if line.bbox[1] < middle),
            tuple(line.text for line in lines if line.bbox[1] >= middle),
            mark.number if mark else None,
            mark.of if mark else None,
        )


def _in_tables(content: PageContent) -> Iterator[TextLine]:
    """Iterate over the lines of tables: a head set out in columns is read as one."""
    yield from (line for piece in content.pieces for cell in piece.grid_cells for line in cell.lines)


def _marks(
    page: int, taken: Sequence[TextLine], lines: Iterable[TextLine], languages: Languages
) -> list[_Mark]:
    """List what may be the mark of a page: with the number of pages if any line has that, the page's own number first."""
    counted: list[_Mark] = []
    plain: list[_Mark] = []
    for line in lines:
        text = " ".join(line.text.split())
        for found in _OF.finditer(text):
            number, of = int(found["number"]), int(found["of"])
            if 0 < number <= of and (number == page or line in taken):
                counted.append(_Mark(number, of))
        if (alone := page_number(line, languages)) is not None and fold(text):
            plain.append(_Mark(int(next((group for group in alone.groups() if group), 0))))
    own = [mark for mark in counted if mark.number == page]  # other lines at the edge may say “1272/2008”
    marks = [*own, *counted, *(mark for mark in plain if mark.number == page), *plain]
    return [mark for mark in marks if mark.number]
