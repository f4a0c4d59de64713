"""Checks of the outline: prescribed sections, their titles, order, numbering and content."""

from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import field, replace
from typing import ClassVar

from checker import (
    Check,
    Filing,
    Form,
    Message,
    Messages,
    Mistake,
    Need,
    NotAssessed,
    Observation,
    Pattern,
    Problem,
    Section,
    SectionSpec,
    Siblings,
    Table,
    Texts,
    dataclass,
    needs,
)
from checker_checks.access import unknown_section
from checker_checks.additions import missing_heading
from checker_checks.numbered_sections import ByNumbers
from checker_checks.text_search import Part, passages_in
from checker_checks.titled_sections import ByTitles

_ = Messages(__package__)

_OF_FOUND = ("section-title", "section-order")  # of prescribed sections that were found
_OF_ANY = ("section-extra", "numbering")  # what any heading or list may show


@dataclass(frozen=True)
class RequiredSections(Check):
    """The document has the prescribed sections, under their exact titles, in order, each with content.

    Punctuation, spacing and the style of numbers do not matter. A section under another wording is a wrong title,
    not a missing section. A section whose content is a prescribed table or other sections is not empty because it has
    no text. Where a section is missing, those within it are not reported, too.

    In a pack with `numbered: true` sections are known by their numbers, wherever their headings stand; then other words
    behind the right number are no wrong title, and text that is signs alone (“--”) is no content.

    Options:
        substantial: Titles of sections that may not just say “none”.
        wordings: Other titles of a section that are as right as the prescribed one.
        blank_if: By section, patterns of what lets the sections within it be blank (“not applicable”).

    Codes:
        sections-outdated: The sections are those of a form no longer in force; then none of the other codes is reported.
        section-missing: A section is not there.
        section-title: It has another title.
        section-order: It stands in another place.
        section-empty: It has no content.
        section-number: It has the number of another section; only where sections are known by their numbers.
        section-extra: There is a further section of the same rank.
        numbering: A number is repeated or left out; or a section that is known by its number has none.

    Example:
        sections:
          check: required-sections
          clause: "{basis}, 1"
          requirement: Reports have these sections.
          category: completeness
          severity: error
          substantial: [Summary]
          wordings: {Outlook: [Plans, Next year]}
    """

    name: ClassVar[str] = "required-sections"
    codes: ClassVar[tuple[str, ...]] = (
        "sections-outdated", "section-missing", *_OF_FOUND, "section-empty", "section-number", *_OF_ANY,
    )  # fmt: skip

    substantial: tuple[str, ...] = ()
    wordings: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    blank_if: Mapping[str, tuple[Pattern, ...]] = field(default_factory=dict)

    def mistakes(self, form: Form) -> Iterator[Mistake]:
        for title in self.blank_if:
            yield from unknown_section(title, form, "blank_if", title)
        for index, title in enumerate(self.substantial):
            yield from unknown_section(title, form, "substantial", index)
        for title in self.wordings:
            yield from unknown_section(title, form, "wordings", title)

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
        levels = [
            level for level in filing.outline.levels if not level.astray
        ]  # one finding: the parent is missing
        missing = [(level, seen) for level in levels for seen in _missing(filing, level)]
        yield from (seen for _level, seen in missing if isinstance(seen, NotAssessed))
        lacking = [
            (level.parent.name if level.parent else "", seen)
            for level, seen in missing
            if isinstance(seen, Problem)
        ]
        way = self._way(filing)
        yield from way.missing(lacking)
        lost = (spec.name for level in levels for spec in level.missing)
        unread = (reason for name in lost for reason in filing.unread_in(name))
        yield from (NotAssessed(reason, unread=True, codes=_OF_FOUND) for reason in unread)
        deviates = any(level.missing for level in levels) or any(True for _title in way.headings())
        if filing.form.outdated_sections and deviates and (unread_text := filing.unread_text_in()):
            yield NotAssessed(unread_text[0], unread=True, codes=("sections-outdated",))
        yield from way.headings()
        for level in levels:
            yield from _order(filing, level)
        yield from self._empty(filing, way)
        for level in levels:
            yield from _extra(level)
        yield from way.counting(levels)

    def _way(self, filing: Filing) -> ByNumbers | ByTitles:
        """Return how the form's sections are known."""
        return ByNumbers(filing) if filing.form.numbered else ByTitles(filing, self.wordings)

    def _empty(self, filing: Filing, way: ByNumbers | ByTitles) -> Iterator[Observation]:
        with_table = {spec.section for spec in filing.form.tables}
        known = (filing.form.section(title) for title in self.substantial)
        substantial = {spec.name for spec in known if spec is not None}
        blank = {spec.name for title in self.blank_if if (spec := filing.form.section(title)) is not None
                 and self._may_be_blank(filing, title)}  # fmt: skip
        reported = {
            level.parent.name
            for level in filing.outline.levels
            if level.parent and level.missing and not level.sections
        }
        for section in (*filing.outline.sections, *filing.outline.repeats):
            if section.name in reported:
                continue  # one finding, though it is blank for each means of transport, or all within it is missing
            text = way.content(section)
            if blank & {section.name, *section.within} or way.holds_text(section):
                continue
            has_table = any(isinstance(block, Table) for block in section.blocks(filing.document))
            if section.name in with_table or has_table:
                continue
            nothing = section.name in substantial and filing.language.bare(text) in filing.language.nothing
            if (not text or nothing) and (unread := filing.unread_in(section.name)):
                yield NotAssessed(unread[0], unread=True, codes=("section-empty",))
            elif not text:
                reported.add(section.name)
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

    def _may_be_blank(self, filing: Filing, title: str) -> bool:
        """Return whether a section says why those within it may be blank."""
        section = filing.find_section(title)
        if section is None:
            return False
        within = Texts(
            other.heading.run_in for other in filing.outline.sections if section.name in other.within
        )
        texts = (passages_in(filing, Part(title)).texts, within)
        return any(one.has(pattern) for pattern in self.blank_if[title] for one in texts)


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
        expected=_listed(filing.form.sections, filing),
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


def _listed(specs: Sequence[SectionSpec], filing: Filing) -> str:
    return filing.language.joined(spec.printed for spec in specs)


def _either(names: Sequence[str]) -> Message | str:
    """Name sections of which one must be there."""
    first, *others = names
    return _("{one} or {other}", one=first, other=_either(others)) if others else first


def _missing(filing: Filing, level: Siblings) -> Iterator[Problem | NotAssessed]:
    found = {section.name: section for section in level.sections}
    for spec in level.missing:
        if unread := filing.unread_in(spec.name):
            yield NotAssessed(unread[0], unread=True, codes=("section-missing", "section-empty"))
            continue
        rank = level.specs.index(spec)
        before = [found[one.name] for one in level.specs[:rank] if one.name in found]
        anchor = before[-1] if before else level.parent
        choices = filing.form.choices(spec.name)
        yield Problem(
            "section-missing",
            _("section “{name}” is missing", name=_either([one.name for one in choices])),
            (spec.name,),
            anchor.heading.paragraph.location if anchor else None,
            expected=" / ".join(one.printed for one in choices),
            advice=_("add the section after “{before}”", before=before[-1].name)
            if before
            else _("add the section at the beginning of “{parent}”", parent=level.parent.name)
            if level.parent
            else _("add the section at the beginning"),
            edits=missing_heading(filing, level, spec),
        )


def _order(filing: Filing, level: Siblings) -> Iterator[Observation]:
    """Report sections in the wrong place; where their parent was not read whole, they may stand in the right one, too."""
    if level.parent and (unread := filing.unread_in(level.parent.name)):
        yield NotAssessed(unread[0], unread=True, codes=("section-order",))
        return
    found = [section.name for section in level.sections]
    names = [spec.name for spec in level.specs]
    ranks = [names.index(name) for name in found]
    kept = _longest_rise(ranks)
    for section, rank in zip(level.sections, ranks, strict=True):
        if rank in kept:
            continue
        after = [name for name in names[:rank] if name in found]
        before = [name for name in names[rank + 1 :] if name in found]
        yield Problem(
            "section-order",
            _("section “{name}” is out of order", name=section.name),
            (section.name,),
            section.heading.paragraph.location,
            expected=_listed(level.specs, filing),
            actual=filing.language.joined(found),
            advice=_("move it after “{after}”", after=after[-1])
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


def _extra(level: Siblings) -> Iterator[Problem]:
    """Find headings that go on counting with the prescribed sections, or are styled like them."""
    if not level.sections:
        return
    styles = Counter(s.heading.paragraph.level for s in level.sections if s.heading.paragraph.level)
    ranks = {rank for rank, _count in styles.most_common(1)} | (
        {1} & set(styles) if not level.parent else set()
    )
    last = level.sections[-1]
    numberings = {section.heading.number.numbering for section in level.sections}
    listed = 0  # the number before, of a list within the last section, which has its own numbers
    for heading in level.others:
        if heading.block < level.sections[0].heading.block:
            continue
        value = heading.number.value
        counted = heading.block > last.heading.block and heading.number.numbering in numberings
        goes_on = counted and value == last.heading.number.value + 1 and not (listed and value == listed + 1)
        listed = value if counted else listed
        if not goes_on and heading.paragraph.level not in ranks:
            continue
        yield Problem(
            "section-extra",
            _("section “{title}” is not prescribed", title=heading.title),
            (heading.title,),
            heading.paragraph.location,
            actual=heading.paragraph.text,
            advice=_("move its content into the prescribed sections"),
        )
