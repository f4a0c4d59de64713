"""Remove breadcrumbs, dates and links around the text inside the main content of a page."""

from collections.abc import Iterator, Sequence

from checker import Languages, fold
from checker_formats.html.flow import PageItem, PageLine, PageTable

_LONGEST = 200
_RUNNING = 60  # folded characters: longer lines are running text


def without_furniture(parts: Sequence[PageItem], languages: Languages) -> Iterator[PageItem]:
    """Leave out page furniture before and after the text."""
    text = [place for place, part in enumerate(parts) if _is_text(part, languages)]
    first, last = (text[0], text[-1]) if text else (len(parts), -1)
    ended = False
    for place, part in enumerate(parts):
        if first <= place <= last:
            yield part
        elif _is_furniture(part, languages):
            ended = place > last
        elif isinstance(part, PageLine) or not ended:
            yield part


def _is_furniture(part: PageItem, languages: Languages) -> bool:
    """Return whether a line or table is a link or describes the page."""
    if isinstance(part, PageTable):
        return languages.is_page_edge(fold(part.cells[0].text))
    if not isinstance(part, PageLine):
        return False
    folded = fold(part.text)
    return part.linked or (len(folded) <= _LONGEST and languages.is_page_edge(folded))


def _is_text(part: PageItem, languages: Languages) -> bool:
    furniture = _is_furniture(part, languages)
    if furniture or not isinstance(part, PageLine):
        return isinstance(part, PageTable) and not furniture
    return len(fold(part.text)) > _RUNNING or languages.number(part.text).heads
