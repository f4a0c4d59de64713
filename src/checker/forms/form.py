"""A form: what a pack prescribes of a document."""

from collections.abc import Mapping
from dataclasses import field, replace

from checker.caching import cached_property
from checker.forms.body_names import BodySource
from checker.forms.made_once import MadeOnce
from checker.forms.numbered_lines import NumberedLines
from checker.forms.relations import Relation
from checker.forms.section_specs import SectionSpec, every, find
from checker.forms.table_specs import TableSpec
from checker.language import NEUTRAL, Language
from checker.lazy_dataclasses import dataclass
from checker.patterns import Pattern
from checker.periods import CALENDAR_YEARS, Cycle, Period

_PERIODS = 16  # whose forms are remembered


@dataclass(frozen=True)
class Form(MadeOnce):
    """What a pack prescribes: the words of the title, the sections in order, the tables, their relations.

    `language` is the one that its documents are written in. `outdated_sections` are titles by which a form is
    recognised that is no longer in force and has no edition among the packs. `cycle` says how often it is due.
    `numbered` says that sections are known by the numbers printed before their titles; `dated` are the words before the
    date that decides which edition governs, the best first. `ends` tell the first line of annexes, which are no part of the
    last section. What is made of it `once` is shared by the filings of a period.
    """

    title: tuple[str, ...] = ()
    sections: tuple[SectionSpec, ...] = ()
    tables: tuple[TableSpec, ...] = ()
    relations: Mapping[str, tuple[Relation, ...]] = field(default_factory=dict)
    language: Language = NEUTRAL
    outdated_sections: tuple[str, ...] = ()
    body: BodySource = field(default_factory=BodySource)
    cycle: Cycle = CALENDAR_YEARS
    numbered: bool = False
    dated: tuple[str, ...] = ()
    ends: tuple[Pattern, ...] = ()

    @cached_property
    def lines(self) -> NumberedLines:
        """Return what reads the numbers of prescribed sections."""
        return NumberedLines(self.sections, self.language)

    @cached_property
    def distinct_relations(self) -> Mapping[Relation, Relation]:
        """Map the relations of all tables, each once, to themselves: an equal one is found, and known as the same."""
        return {one: one for relations in self.relations.values() for one in relations}

    def in_period(self, period: Period | None) -> "Form":
        """Return the form of a period, with its years and days in the labels of tables."""
        if period is None:
            return self
        known = self._of_periods
        if period not in known:
            if len(known) >= _PERIODS:
                known.pop(next(iter(known)))
            known[period] = self._filled(self.language.places(period))
        return known[period]

    @cached_property
    def _of_periods(self) -> "dict[Period, Form]":
        return {}

    def _filled(self, places: Mapping[str, str]) -> "Form":
        tables = tuple(spec.filled(places) for spec in self.tables)
        return self if tables == self.tables else replace(self, tables=tables)

    @cached_property
    def section_titles(self) -> tuple[str, ...]:
        """List what rules call the prescribed sections, nested ones included, in order: titles, or paths."""
        return tuple(spec.name for spec in every(self.sections))

    def section(self, name: str) -> SectionSpec | None:
        """Return the prescribed section of that name, title or path; `None` for no section, or several."""
        if name not in self._known_sections:
            self._known_sections[name] = find(name, self.sections, self.language)
        return self._known_sections[name]

    @cached_property
    def _known_sections(self) -> dict[str, SectionSpec | None]:
        return {}

    def choices(self, name: str) -> tuple[SectionSpec, ...]:
        """List the prescribed sections of which one must be there, the named one among them: itself, if it is no choice."""
        levels = (self.sections, *(spec.children for spec in every(self.sections)))
        for level in levels:
            for spec in level:
                if spec.name == name:
                    return tuple(
                        one for one in level if one is spec or (spec.choice and one.choice == spec.choice)
                    )
        return ()

    def table(self, name: str) -> TableSpec:
        """Return the prescribed table of that id."""
        return next(spec for spec in self.tables if spec.id == name)


@dataclass(frozen=True, slots=True)
class Edition:
    """An edition of the form that no longer governs, and the title of its pack."""

    title: str
    form: Form
