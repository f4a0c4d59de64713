"""Checks of the outline: prescribed sections, their titles, order, numbering and content."""

from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import ClassVar

from checker import (
    Check,
    Filing,
    Form,
    Language,
    Messages,
    Mistake,
    Need,
    NotAssessed,
    Number,
    Numbering,
    Observation,
    Paragraph,
    Problem,
    Section,
    Table,
    fold,
    needs,
)

_ = Messages(__package__)

_OF_FOUND = ("section-title", "section-order")  # of prescribed sections that were found
_OF_SECTIONS = 2  # the outline level of lists right below a section
_RUN_TOGETHER = 200  # paragraphs above a number in which those before it may stand; and so many numbers
_OF_ANY = ("section-extra", "numbering")  # what any heading or list may show


@dataclass(frozen=True)
class RequiredSections(Check):
    """The document has the prescribed sections, under their exact titles, in order, each with content.

    Punctuation, spacing and the style of numbers do not matter. A section under another wording is a wrong title,
    not a missing section. A section whose content is a prescribed table is not empty for want of text.

    Options: `substantial`, titles of sections that may not just say “none”; `wordings`, other titles of a section that
    are as right as the prescribed one.

    Codes: sections-outdated (those of a form no longer in force, in place of all others); section-missing,
    section-title, section-order, section-empty, section-extra (a further section of the same rank), numbering (a number
    repeated or left out).
    """

    name: ClassVar[str] = "required-sections"
    codes: ClassVar[tuple[str, ...]] = (
        "sections-outdated", "section-missing", *_OF_FOUND, "section-empty", *_OF_ANY,
    )  # fmt: skip

    substantial: tuple[str, ...] = ()
    wordings: Mapping[str, tuple[str, ...]] = field(default_factory=dict)

    def mistakes(self, form: Form) -> Iterator[Mistake]:
        for index, title in enumerate(self.substantial):
            if title not in form.sections:
                yield Mistake(("substantial", index), f"“{title}” is no prescribed section")
        for title in self.wordings:
            if title not in form.sections:
                yield Mistake(("wordings", title), f"“{title}” is no prescribed section")

    def needs(self) -> Sequence[Need]:
        return (
            needs.WholeText(codes=_OF_ANY),
        )  # where a section stands or would stand, the check looks itself

    def run(self, filing: Filing) -> Iterator[Observation]:
        if filing.outdated_sections:
            yield _outdated(filing)
            codes = tuple(code for code in self.codes if code != "sections-outdated")
            yield replace(needs.outdated(), codes=codes)
            return
        missing = [name for name in filing.form.sections if filing.outline.section(name) is None]
        yield from _missing(filing, missing)
        unread = (reason for name in missing for reason in filing.unread_in(name))
        yield from (NotAssessed(reason, unread=True, codes=_OF_FOUND) for reason in unread)
        yield from self._titles(filing)
        yield from _order(filing)
        yield from self._empty(filing)
        yield from _extra(filing)
        yield from _numbering(filing, whole=not missing)

    def _titles(self, filing: Filing) -> Iterator[Problem]:
        for section in filing.outline.sections:
            heading = section.heading
            right = (section.name, *self.wordings.get(section.name, ()))
            if filing.language.bare(heading.title) not in map(filing.language.bare, right):
                sign = heading.paragraph.text[: len(heading.paragraph.text) - len(heading.number.rest)]
                yield Problem(
                    "section-title",
                    _("the section's title is “{found}”, prescribed is “{wanted}”",
                      found=heading.title, wanted=section.name),
                    (section.name,),
                    heading.paragraph.location,
                    expected=section.name,
                    actual=heading.title,
                    advice=_("change the heading to “{heading}”", heading=sign + section.name),
                )  # fmt: skip

    def _empty(self, filing: Filing) -> Iterator[Observation]:
        with_table = {spec.section for spec in filing.form.tables}
        for section in filing.outline.sections:
            text = section.text(filing.document)
            has_table = any(isinstance(block, Table) for block in section.blocks(filing.document))
            if section.name in with_table or has_table:
                continue
            nothing = (
                section.name in self.substantial and filing.language.bare(text) in filing.language.nothing
            )
            if (not text or nothing) and (unread := filing.unread_in(section.name)):
                yield NotAssessed(unread[0], unread=True, codes=("section-empty",))
            elif not text:
                yield _empty_problem(section)
            elif nothing:
                yield Problem(
                    "section-empty",
                    _("section “{name}” only says “{text}”", name=section.name, text=text),
                    (section.name,),
                    section.heading.paragraph.location,
                    actual=text,
                    advice=_("report on it; saying that there is nothing is not allowed here"),
                )


def _outdated(filing: Filing) -> Problem:
    titles = [heading.title for heading in filing.outdated_sections]
    return Problem(
        "sections-outdated",
        _(
            "the report has the sections of a form no longer in force: {titles}",
            titles=filing.language.joined(titles),
        ),
        ("sections-outdated",),
        filing.outdated_sections[0].paragraph.location,
        expected=filing.language.joined(filing.form.sections),
        actual=filing.language.joined(titles),
        advice=_("write the report anew in the form in force; “checker template” writes a blank one"),
    )


def _empty_problem(section: Section) -> Problem:
    return Problem(
        "section-empty",
        _("section “{name}” has no content", name=section.name),
        (section.name,),
        section.heading.paragraph.location,
        advice=_("write the section's text below its heading"),
    )


def _missing(filing: Filing, missing: Sequence[str]) -> Iterator[Observation]:
    for name in missing:
        if unread := filing.unread_in(name):
            yield NotAssessed(unread[0], unread=True, codes=("section-missing",))
            continue
        position = filing.form.sections.index(name)
        before = [n for n in filing.form.sections[:position] if n not in missing]
        anchor = filing.outline.section(before[-1]) if before else None
        yield Problem(
            "section-missing",
            _("section “{name}” is missing", name=name),
            (name,),
            anchor.heading.paragraph.location if anchor else None,
            expected=name,
            advice=_("add the section after “{before}”", before=before[-1])
            if before
            else _("add the section at the beginning"),
        )


def _order(filing: Filing) -> Iterator[Problem]:
    found = [section.name for section in filing.outline.sections]
    ranks = [filing.form.sections.index(name) for name in found]
    kept = _longest_rise(ranks)
    for section, rank in zip(filing.outline.sections, ranks, strict=True):
        if rank in kept:
            continue
        after = [name for name in filing.form.sections[:rank] if name in found]
        before = [name for name in filing.form.sections[rank + 1 :] if name in found]
        yield Problem(
            "section-order",
            _("section “{name}” stands out of order", name=section.name),
            (section.name,),
            section.heading.paragraph.location,
            expected=filing.language.joined(filing.form.sections),
            actual=filing.language.joined(found),
            advice=_("move it behind “{after}”", after=after[-1])
            if after
            else _("move it before “{before}”", before=before[0]),
        )


def _longest_rise(ranks: Sequence[int]) -> set[int]:
    """Find a longest increasing subsequence: the sections that may stay where they are."""
    tails: list[int] = []
    chains: list[tuple[int, ...]] = []
    for rank in ranks:
        at = bisect_left(tails, rank)
        chain = (*(chains[at - 1] if at else ()), rank)
        tails[at : at + 1] = [rank]
        chains[at : at + 1] = [chain]
    return set(chains[-1]) if chains else set()


def _extra(filing: Filing) -> Iterator[Problem]:
    """Find headings that go on counting with the prescribed sections, or are styled like them."""
    starts = {section.heading.block: section for section in filing.outline.sections}
    for heading in filing.outline.others:
        section = filing.outline.holding(heading.block)
        styled = heading.paragraph.level == 1 and any(s.heading.paragraph.level == 1 for s in starts.values())
        goes_on = section is not None and heading.number.value == section.heading.number.value + 1
        last = section is not None and section is filing.outline.sections[-1]
        if not section or not (styled or (goes_on and last)):
            continue
        yield Problem(
            "section-extra",
            _("section “{title}” is not prescribed", title=heading.title),
            (heading.title,),
            heading.paragraph.location,
            actual=heading.paragraph.text,
            advice=_("move its content into the prescribed sections"),
        )


def _numbering(filing: Filing, *, whole: bool) -> Iterator[Problem]:
    if whole:
        yield from _section_numbers(filing)
    for section in filing.outline.sections:
        if not filing.unread_text_in(section.name):  # else a number that seems to be left out may have been
            yield from _list_numbers(list(section.paragraphs(filing.document)), section, filing.language)


def _section_numbers(filing: Filing) -> Iterator[Problem]:
    sections = filing.outline.sections
    in_order = [section.name for section in sections] == list(filing.form.sections)
    used = Counter(section.heading.number.numbering for section in sections).most_common(1)
    for position, section in enumerate(sections, start=1):
        read = section.heading.number
        usual = read.numbering == used[0][0] and read.numbering in filing.language.lists
        if in_order and usual and read.value != position:
            yield _misnumbered(read, section.heading.paragraph, section, position, filing.language)


def _list_numbers(paragraphs: Sequence[Paragraph], section: Section, language: Language) -> Iterator[Problem]:
    """Follow each list: a number may start anew at one or go on by one."""
    last: dict[Numbering, int] = {}
    folded: list[str] = []  # of the paragraphs, once a number seems to be left out
    for position, paragraph in enumerate(paragraphs):
        read = language.number(paragraph.text)
        numbering = read.numbering
        if numbering is None or numbering not in language.lists:
            continue
        for inner in language.lists[language.lists.index(numbering) + 1 :]:
            last.pop(inner, None)
        before = last.get(numbering, 0)
        last[numbering] = read.value
        # text above the first number may hold those before it, unless the list divides the section
        if read.value in {1, before + 1} or (not before and numbering.level != _OF_SECTIONS):
            continue
        if before and before + 1 < read.value <= before + _RUN_TOGETHER:
            folded += (fold(above.text) for above in paragraphs[len(folded) : position])
            left_out = (fold(numbering.written(value)) for value in range(before + 1, read.value))
            above = "".join(folded[-_RUN_TOGETHER:])
            if all(number in above for number in left_out):
                continue
        yield _misnumbered(read, paragraph, section, before + 1, language)
        last[numbering] = max(read.value, before + 1)


def _misnumbered(
    read: Number, paragraph: Paragraph, section: Section, position: int, language: Language
) -> Problem:
    assert read.numbering is not None, "only numbers are wrong"
    found, wanted = read.numbering.written(read.value), read.numbering.written(position)
    return Problem(
        "numbering",
        _("number “{found}” stands where “{wanted}” follows", found=found, wanted=wanted),
        (section.name, wanted, language.bare(read.rest)[:12]),
        paragraph.location,
        expected=wanted,
        actual=paragraph.text[:30],
        advice=_("number it “{wanted}” and the following ones accordingly", wanted=wanted),
    )
