"""Numbers of sections and of the lists within them."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence

from checker import (
    Edit,
    Filing,
    Language,
    Messages,
    Number,
    Numbering,
    Paragraph,
    Problem,
    Section,
    Siblings,
    fold,
    whole,
)

_ = Messages(__package__)

_OF_SECTIONS = 2  # the outline level of lists right below a section
_RUN_TOGETHER = 200  # paragraphs above a number in which those before it may stand; and so many numbers


def running_numbers(filing: Filing, levels: Sequence[Siblings]) -> Iterator[Problem]:
    """Follow the numbers of sections, where none is missing, and of the lists in each section."""
    for level in levels:
        if not level.missing:
            yield from _section_numbers(filing, level)
    for section in filing.outline.sections:
        if not filing.unread_text_in(section.name):  # else a number that seems to be left out may have been
            yield from _list_numbers(list(section.own_paragraphs(filing.document)), section, filing.language)


def _section_numbers(filing: Filing, level: Siblings) -> Iterator[Problem]:
    order = [spec.name for spec in level.specs]
    found = [section.name for section in level.sections]
    in_order = found == [name for name in order if name in found]
    used = Counter(section.heading.number.numbering for section in level.sections).most_common(1)
    values = {spec.name: spec.value for spec in level.specs}
    for position, section in enumerate(level.sections, start=1):
        read = section.heading.number
        usual = read.numbering == used[0][0] and read.numbering in filing.language.lists
        right = {position, values[section.name] or order.index(section.name) + 1}
        if in_order and usual and read.value not in right:
            yield _misnumbered(read, section.heading.paragraph, section, position, filing.language)


def _list_numbers(paragraphs: Sequence[Paragraph], section: Section, language: Language) -> Iterator[Problem]:
    """Follow each list: a number may start again at one or go on by one."""
    depths = {numbering: depth for depth, numbering in enumerate(language.lists)}
    last: dict[tuple[int, str], int] = {}  # of a list, by its depth and what leads its numbers
    folded: list[str] = []  # of the paragraphs, once a number seems to be left out
    for position, paragraph in enumerate(paragraphs):
        readings = language.readings(paragraph.text)
        read = _continuing(readings, depths, last) if readings else None
        numbering = read.numbering if read is not None else None
        if read is None or numbering is None or (depth := depths.get(numbering)) is None:
            continue
        place = depth, read.lead
        last = {other: value for other, value in last.items() if other[0] <= depth}
        before = last.get(place, 0)
        last[place] = read.value
        # text above the first number may hold those before it, unless the list divides the section
        if read.value in {1, before + 1} or (not before and numbering.level != _OF_SECTIONS):
            continue
        if before and before + 1 < read.value <= before + _RUN_TOGETHER:
            folded += (fold(above.text) for above in paragraphs[len(folded) : position])
            left_out = (fold(read.written(value)) for value in range(before + 1, read.value))
            above = "".join(folded[-_RUN_TOGETHER:])
            if all(number in above for number in left_out):
                continue
        yield _misnumbered(read, paragraph, section, before + 1, language)
        last[place] = max(read.value, before + 1)


def _continuing(
    readings: Sequence[Number], depths: Mapping[Numbering, int], last: Mapping[tuple[int, str], int]
) -> Number | None:
    """Choose how to read a number: as it continues a list, or else begins one; what may be no number must do either."""
    numbers = [(read, read.numbering) for read in readings if read.numbering is not None]
    followed = (
        read for read, kind in numbers if read.value == last.get((depths.get(kind, -1), read.lead), -1) + 1
    )
    sure = (read for read, kind in numbers if read.value == 1 or not (kind.unsure or read.lead))
    return next(followed, None) or next(sure, None)


def _misnumbered(
    read: Number, paragraph: Paragraph, section: Section, position: int, language: Language
) -> Problem:
    found, wanted = read.written(read.value), read.written(position)
    return Problem(
        "numbering",
        _("number “{found}” where “{wanted}” is expected", found=found, wanted=wanted),
        (section.name, wanted, language.bare(read.rest)[:12]),
        paragraph.location,
        expected=wanted,
        actual=paragraph.text[:30],
        advice=_("number it “{wanted}” and the following ones accordingly", wanted=wanted),
        edits=_renumbered(paragraph, read, wanted),
    )


def _renumbered(paragraph: Paragraph, read: Number, wanted: str) -> tuple[Edit, ...]:
    """Replace a number that is typed; an automatic one follows from those before it."""
    number = paragraph.text[: len(paragraph.text) - len(read.rest)]
    if paragraph.label or not number.strip():
        return ()
    return (whole(paragraph.location, number, wanted, safe=True),)
