"""Check of text that is too general."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import ClassVar

from checker import Check, Filing, Form, Messages, Mistake, Need, Observation, Problem, fold, needs
from checker_checks import access

_ = Messages(__package__)


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
