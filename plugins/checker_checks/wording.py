"""Checks of how sentences are worded: too general, figures without a unit."""

from collections.abc import Iterator, Sequence
from typing import ClassVar

from checker import (
    Check,
    Filing,
    Form,
    Messages,
    Mistake,
    Need,
    Observation,
    Pattern,
    Problem,
    dataclass,
    fold,
    needs,
    regex,
)
from checker_checks import access
from checker_checks.places import matches

_ = Messages(__package__)

_NO_COUNT = regex(r"(?:19|20)\d\d|1[12]\d{3}|[1-9]\d{6,}")


@dataclass(frozen=True)
class GenericText(Check):
    """The section speaks of this body's year: it has a figure of its own, or names the body.

    Options:
        section: The section.

    Codes:
        generic-text: The section would fit any body and any year.

    Example:
        own-words:
          check: generic-text
          clause: "{basis}, 4"
          requirement: The outlook is about the body's own plans.
          category: originality
          severity: warning
          section: Outlook
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


@dataclass(frozen=True)
class FigureUnits(Check):
    """Figures in running text have a unit.

    Years and short numbers that services have (2024, 12345) are passed over.

    Options:
        patterns: Patterns of figures that count something and have no unit; their group `n` is the figure.

    Codes:
        unit-missing: A figure has no unit.

    Example:
        units:
          check: figure-units
          clause: "{basis}, 2"
          requirement: Every figure has its unit.
          category: accuracy
          severity: warning
          patterns: ["costs of (?P<n>[0-9,]+)[.;]"]
    """

    name: ClassVar[str] = "figure-units"
    codes: ClassVar[tuple[str, ...]] = ("unit-missing",)

    patterns: tuple[Pattern, ...]

    def mistakes(self, form: Form) -> Iterator[Mistake]:  # noqa: ARG002  # any form may have figures
        for index, pattern in enumerate(self.patterns):
            if "(?P<n>" not in pattern.source:
                yield Mistake(("patterns", index), "needs a group n, the figure")

    def needs(self) -> Sequence[Need]:
        return (needs.WholeText(),)

    def run(self, filing: Filing) -> Iterator[Observation]:
        for paragraph, match in matches(self.patterns, filing):
            if _NO_COUNT.fullmatch(match.group("n")):
                continue
            written = paragraph.text[match.start : match.span("n")[1]]
            yield Problem(
                "unit-missing",
                _("the figure in “{text}” has no unit", text=written),
                (filing.language.bare(written),),
                paragraph.location,
                actual=written,
                advice=_("add the unit behind the figure"),
            )
