"""What stands around the text of a page inside its main content: trails, dates, links to other pages."""

from collections.abc import Iterator, Sequence

from checker import Languages, fold
from checker_formats.html.flow import Line, Part, Ruled

_LONGEST = 200
_RUNNING = 60  # folded characters: a line as long as this belongs to the text


def within(parts: Sequence[Part], languages: Languages) -> Iterator[Part]:
    """Leave out what stands before the text begins and after it has ended."""
    text = [place for place, part in enumerate(parts) if _is_text(part, languages)]
    first, last = (text[0], text[-1]) if text else (len(parts), -1)
    ended = False
    for place, part in enumerate(parts):
        if first <= place <= last:
            yield part
        elif _is_around(part, languages):
            ended = place > last
        elif isinstance(part, Line) or not ended:
            yield part


def _is_around(part: Part, languages: Languages) -> bool:
    """Tell whether a line or a table only leads elsewhere or speaks of the page."""
    if isinstance(part, Ruled):
        return languages.is_page_edge(fold(part.cells[0].text))
    if not isinstance(part, Line):
        return False
    folded = fold(part.text)
    return part.linked or (len(folded) <= _LONGEST and languages.is_page_edge(folded))


def _is_text(part: Part, languages: Languages) -> bool:
    around = _is_around(part, languages)
    if around or not isinstance(part, Line):
        return isinstance(part, Ruled) and not around
    return len(fold(part.text)) > _RUNNING or languages.number(part.text).heads
