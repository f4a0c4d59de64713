"""Check of figures in the text against a prescribed table: narrow patterns, high precision."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import ClassVar, Literal

from checker import (
    BoundTable,
    Check,
    Filing,
    Form,
    Match,
    Messages,
    Mistake,
    Need,
    NotAssessed,
    Observation,
    Paragraph,
    Pattern,
    Problem,
    needs,
)
from checker_checks import access
from checker_checks.tables import unknown_table

_ = Messages(__package__)

_ENDS = "。；;\n"  # of a sentence


@dataclass(frozen=True)
class TextFigure:
    """A figure in a text: `pattern` with a group `n` for the number, and the sums of rows that it may be."""

    name: str
    pattern: Pattern
    means: tuple[str, ...]


@dataclass(frozen=True)
class TextTable(Check):
    """A figure in the text equals the one in the table.

    Options: `section` of the text; `table` and `column`; `figures`, each with `name`, a `pattern` with a group `n`
    for the number, and `means`: sums of row keys (“new + carried_in”), of which any may be meant; `unless`, patterns
    in the same clause that exclude it because only a part is meant; `scope`, patterns of words for another population;
    `scoped`, whether this rule judges figures with such words (“only”) or the others (“not”). A figure is not judged
    if its sentence names another year before it.

    Codes: text-table.
    """

    name: ClassVar[str] = "text-table"
    codes: ClassVar[tuple[str, ...]] = ("text-table",)

    section: str
    table: str
    column: str
    figures: tuple[TextFigure, ...]
    unless: tuple[Pattern, ...] = ()
    scope: tuple[Pattern, ...] = ()
    scoped: Literal["only", "not"] = "not"

    def mistakes(self, form: Form) -> Iterator[Mistake]:
        yield from unknown_table(self.table, form)
        yield from access.unknown_section(self.section, form)
        for spec in form.tables:
            for index, figures in enumerate(self.figures if spec.id == self.table else ()):
                try:
                    spec.column_key(self.column)
                    for key in (key for meaning in figures.means for key in meaning.split(" + ")):
                        spec.row_key(key)
                except ValueError as error:
                    yield Mistake(("told", index, "means"), str(error))

    def needs(self) -> Sequence[Need]:
        return needs.Section(self.section), needs.Table(self.table, every_line=False)

    def run(self, filing: Filing) -> Iterator[Observation]:
        found = filing.tables[self.table]
        unread = filing.unread_lines(found)  # a line that is missing may have the figure
        for paragraph in filing.section(self.section).paragraphs(filing.document):
            for seen in self._paragraph(paragraph, found, filing.year):
                yield (
                    NotAssessed(unread[0], unread=True) if unread and isinstance(seen, NotAssessed) else seen
                )

    def _paragraph(
        self, paragraph: Paragraph, found: BoundTable, year: int | None
    ) -> Iterator[Problem | NotAssessed]:
        for figure in self.figures:
            sums = [self._value(meaning, found) for meaning in figure.means]
            meanings = [value for value in sums if value is not None]
            for match in figure.pattern.finditer(paragraph.text):
                clause, number = _clause(paragraph.text, match), found.spec.language.amount(match.group("n"))
                scope = next((hit.text for p in self.scope if (hit := p.search(clause))), None)
                if number is None or number in meanings:
                    continue
                before = paragraph.text[_start(paragraph.text, match) : match.start]
                named = found.spec.language.years_in(before)
                if any(p.search(clause) for p in self.unless) or (named and named[-1] != year):
                    continue  # the sentence speaks of another year
                if (scope is not None) != (self.scoped == "only"):
                    continue
                if len(meanings) < len(sums):
                    yield NotAssessed(
                        _("the table lacks a figure that {name} in the text may mean", name=figure.name)
                    )
                    continue
                problem = self._problem(figure, found, number, meanings, scope)
                yield replace(problem, location=paragraph.location, actual=clause.strip())

    def _value(self, meaning: str, found: BoundTable) -> Decimal | None:
        total = Decimal(0)
        for key in meaning.split(" + "):
            cells = found.parts(found.spec.row_key(key), found.spec.column_key(self.column))
            values = [cell.value for cell in cells or ()]
            if cells is None or any(value is None for value in values):
                return None
            total += sum((value for value in values if value is not None), Decimal(0))
        return total

    def _problem(
        self,
        figure: TextFigure,
        found: BoundTable,
        number: Decimal,
        meanings: list[Decimal],
        scope: str | None,
    ) -> Problem:
        row = found.spec.row_key(figure.means[0].split(" + ")[0])
        tabled = tuple(dict.fromkeys(str(value) for value in meanings))
        return Problem(
            "text-table",
            _("the text gives {name} as {number}, the table {values}",
              name=figure.name, number=number, values=tabled)
            if scope is None
            else _("the text gives {name} as {number} for “{scope}”, the table {values}",
                   name=figure.name, number=number, scope=scope, values=tabled),
            (self.table, row, self.column),
            within=found.name(row),
            expected=tabled[0],
            advice=_("make the text and the table agree"),
            doubtful=scope is not None,
        )  # fmt: skip


def _clause(text: str, match: Match) -> str:
    """Cut out the sentence around a match."""
    stops = [at for sign in _ENDS if (at := text.find(sign, match.end)) >= 0]
    return text[_start(text, match) : min(stops, default=len(text))]


def _start(text: str, match: Match) -> int:
    return max(text.rfind(sign, 0, match.start) for sign in _ENDS) + 1
