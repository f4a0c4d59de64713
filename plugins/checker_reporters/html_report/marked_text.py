"""A stretch of text with what is wrong in it marked, and what to type beside it."""

from collections.abc import Iterator, Sequence

from checker import TextExcerpt
from checker_reporters.changes import Change, changes
from checker_reporters.correction_text import BLANK
from checker_reporters.html_report import words
from checker_reporters.html_report.markup import Content, Html, element
from checker_reporters.html_report.spots import Spot
from checker_reporters.wording import ReportWording

_CUT = "……"


def numbered(spot: Spot, wording: ReportWording) -> Html:
    """Write the number of a spot as a link to what is said about it."""
    number = str(spot.number)
    name = wording.render(words.NUMBERED.with_values(number=number))
    return element("a", number, class_=f"n {spot.urgency}", href=f"#{spot.id}", aria_label=name)


def marked(excerpt: TextExcerpt, spots: Sequence[Spot], wording: ReportWording) -> Iterator[Content]:
    """Write an excerpt; spots whose text is not in it, or overlaps another, have their number in front of it."""
    found: list[tuple[int, int, Spot]] = []
    for spot in spots:
        where = spot.find(excerpt.text, excerpt.start)
        if where is None or any(where[0] < stop and start < where[1] for start, stop, _spot in found):
            yield from (numbered(spot, wording), " ")
        else:
            found.append((*where, spot))
    done = 0
    yield _CUT if excerpt.start else None
    for start, stop, spot in sorted(found, key=lambda one: one[0]):
        yield wording.render(excerpt.text[done:start])
        yield from _changed(spot, wording)
        done = stop
    yield wording.render(excerpt.text[done:])
    yield _CUT if excerpt.start + len(excerpt.text) < excerpt.length else None


def _changed(spot: Spot, wording: ReportWording) -> Iterator[Content]:
    """Write what a spot changes, word by word where old and new have much in common."""
    old, new = wording.render(spot.old), wording.render(spot.new)
    parts = changes(old, new) if spot.new is not None else ()
    number: Html | None = numbered(spot, wording)
    for part in parts or (Change(old, new),):
        if parts and not part.is_change:
            yield part.old
            continue
        text = replaced(part.old, None if spot.new is None else part.new, wording)
        yield element("mark", number, text, class_=spot.urgency)
        number = None


def replaced(old: str, new: str | None, wording: ReportWording) -> Iterator[Content]:
    """Write the old text struck out and the new one beside it; without a new one, the old text as it is."""
    if new is None:
        yield old
        return
    yield element("del", old) if old.strip() else element("span", wording.render(BLANK), class_="blank")
    yield element("ins", new) if new else None
