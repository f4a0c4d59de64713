"""Checks of single phrases: what was left in, what is too general."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import ClassVar

from checker import (
    Check,
    Filing,
    Form,
    Location,
    Match,
    Messages,
    Mistake,
    Need,
    Observation,
    Pattern,
    Problem,
    fold,
    needs,
)
from checker_checks import access

_ = Messages(__package__)

_FIGURES = {
    "zh": Pattern(r"[0-9]+(\.[0-9]+)?[余多]?[万亿]?[条件次期个篇份项场人部页家户名批类%]"),
    "en": Pattern(r"(^|[^0-9])[0-9]{1,3}([^0-9]|$)|[0-9],[0-9]{3}|[0-9]{5}"),  # four digits may be a year
}
_OF_NOTES = ("tracked-changes", "hidden-text", "comments")  # of readers
_AROUND = 12  # characters quoted on either side of what was found


def _quote(text: str, match: Match) -> str:
    return text[max(0, match.start - _AROUND) : match.end + _AROUND].strip()


@dataclass(frozen=True)
class Leftovers(Check):
    """Nothing of the making is left in: placeholders, instructions of the template, revisions, hidden text.

    Options: `placeholders` and `instructions`, patterns.
    What a pattern calls `mark`, as in `(?P<mark>…)`, is quoted alone.

    Codes: placeholder, template-text, tracked-changes, hidden-text, comments.
    """

    name: ClassVar[str] = "leftovers"
    codes: ClassVar[tuple[str, ...]] = ("placeholder", "template-text", *_OF_NOTES)

    placeholders: tuple[Pattern, ...] = ()
    instructions: tuple[Pattern, ...] = ()

    def needs(self) -> Sequence[Need]:
        return (needs.WholeText(),)

    def run(self, filing: Filing) -> Iterator[Observation]:
        yield from _left(filing, "placeholder", self.placeholders)
        yield from _left(filing, "template-text", self.instructions)
        for note in filing.document.notes:
            if note.code in _OF_NOTES:
                location = None if note.block is None else Location(note.block, note.page)
                advice = _("accept or remove them before the document is handed in")
                yield Problem(note.code, note.message, (note.code,), location, advice=advice)


def _left(filing: Filing, code: str, patterns: tuple[Pattern, ...]) -> Iterator[Problem]:
    for text, location in _texts(filing):
        for match in _apart(match for pattern in patterns for match in pattern.finditer(text)):
            quote = _quote(text, match)
            yield Problem(
                code,
                _("“{text}” was left in", text=_left_in(match)),
                (code, filing.language.bare(quote)[:24]),
                location,
                actual=quote,
                advice=_("replace it by the real text, or delete it"),
            )


def _left_in(match: Match) -> str:
    """Quote the part of a match that the pattern calls `mark`, where it has one."""
    return match.source[slice(*match.span("mark"))] if "mark" in match.names else match.text


def _apart(matches: Iterable[Match]) -> Iterator[Match]:
    """Iterate over matches in order, those inside another left out."""
    end = -1
    for match in sorted(matches, key=lambda match: (match.start, -match.end)):
        if match.end > end:
            end = match.end
            yield match


def _texts(filing: Filing) -> Iterator[tuple[str, Location]]:
    for paragraph in filing.document.paragraphs:
        yield paragraph.text, paragraph.location
    for table in filing.document.tables:
        yield from (
            (cell.text, table.locate(cell))
            for cell in table.cells
            if filing.language.amount(cell.text) is None
        )


@dataclass(frozen=True)
class GenericText(Check):
    """The section speaks of this body's year: it has a figure of its own, or names the body.

    Option: `section`.

    Codes: generic-text.
    """

    name: ClassVar[str] = "generic-text"
    codes: ClassVar[tuple[str, ...]] = ("generic-text",)

    section: str

    def mistakes(self, form: Form) -> Iterator[Mistake]:
        yield from access.unknown_section(self.section, form)

    def needs(self) -> Sequence[Need]:
        return (needs.Section(self.section, absence=True),)

    def run(self, filing: Filing) -> Iterator[Observation]:
        section = filing.section(self.section)
        text = fold(section.text(filing.document))
        if filing.language.figure.search(text) or filing.names_body(text):
            return
        yield Problem(
            "generic-text",
            _("“{section}” has no figure of the year and does not name the body", section=self.section),
            (self.section,),
            section.heading.paragraph.location,
            advice=_("report what this body did in the year, with figures"),
        )
