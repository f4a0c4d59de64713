"""Check of figures in the text against a prescribed table: narrow patterns, high precision."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import ClassVar, Literal

from checker import (
    BoundCell,
    BoundTable,
    Check,
    Edit,
    Filing,
    Form,
    Language,
    Location,
    Match,
    Message,
    Messages,
    Mistake,
    Need,
    NotAssessed,
    Observation,
    Paragraph,
    Pattern,
    Problem,
    TableSpec,
    ideographs,
    join_messages,
    needs,
    whole,
)
from checker_checks import access
from checker_checks.corrections import TableDiagnosis, table_diagnosis
from checker_checks.replacements import other_figure
from checker_checks.tables import unknown_table

_ = Messages(__package__)

_ENDS = re.compile(r"[。；;！？\n]")  # of a sentence
_STOPS = re.compile(r"[，、：:（）()。；;！？\n]|(?<!\d),|,(?!\d)")  # of a clause
_HEADING = 40  # characters; a longer paragraph is not a heading

Cells = tuple[BoundCell, ...]
Meaning = tuple[
    Cells, Sequence[tuple[str, str]]
]  # cells whose sum a figure may be, and the places named for it


@dataclass(frozen=True)
class TextFigure:
    """A figure in a text.

    Options:
        name: What it is called.
        pattern: How it stands in the text; the group `n` is the number.
        means: Sums of row keys that it may be; a key of another column than the rule's is written “row @ column”.
        divided_by: How many of the text's units make one of the table's (10000: yuan, and ten thousands of yuan).
    """

    name: str
    pattern: Pattern
    means: tuple[str, ...]
    divided_by: int = 1


@dataclass(frozen=True)
class TextTable(Check):
    """A figure in the text equals the one in the table.

    A clause reaches back over others without a figure. What the pattern of a figure finds, later ones do not judge
    again. A figure is not judged if its sentence names another year before it. Where the table's own relations show that
    its cell is wrong, the text is compared with the right number.

    Options:
        section: The section of the text.
        table: The table.
        column: The column, by its key or the end of its path of labels.
        figures: The figures, each with `name`, a `pattern` with a group `n` for the number, which may be in words, and
            `means`: sums of row keys (“new + carried_in”, “counts @ 行政复议/总计”), of which any may be meant. With
            `divided_by` (10000), the text has other units than the table.
        about: Patterns of which one must stand before a figure in its paragraph, or in the heading above.
        unless: Patterns in the same clause that exclude a figure because only a part is meant.
        apart: Patterns before a figure in the same sentence that exclude it.
        unclear: Patterns there for which a person must look.
        scope: Patterns of words for another population.
        scoped: Whether this rule judges figures with such words (only) or the others (not).

    Codes:
        text-table: The text has another number than the table.

    Example:
        text-agrees:
          check: text-table
          clause: "{basis}, 3"
          requirement: Text and table agree.
          category: accuracy
          severity: warning
          section: Summary
          table: applications
          column: Total
          figures:
            - {name: received, pattern: "received (?P<n>[0-9,]+) applications", means: [received]}
            - {name: handled, pattern: "handled (?P<n>[0-9,]+) applications", means: [granted + denied]}
          unless: [online]
    """

    name: ClassVar[str] = "text-table"
    codes: ClassVar[tuple[str, ...]] = ("text-table",)

    section: str
    table: str
    column: str
    figures: tuple[TextFigure, ...]
    about: tuple[Pattern, ...] = ()
    unless: tuple[Pattern, ...] = ()
    apart: tuple[Pattern, ...] = ()
    unclear: tuple[Pattern, ...] = ()
    scope: tuple[Pattern, ...] = ()
    scoped: Literal["only", "not"] = "not"

    def mistakes(self, form: Form) -> Iterator[Mistake]:
        yield from unknown_table(self.table, form)
        yield from access.unknown_section(self.section, form)
        for spec in form.tables:
            for index, figures in enumerate(self.figures if spec.id == self.table else ()):
                try:
                    for meaning in figures.means:
                        self._places(meaning, spec)
                except ValueError as error:
                    yield Mistake(("figures", index, "means"), str(error))

    def needs(self) -> Sequence[Need]:
        return needs.Section(self.section), needs.Table(self.table, every_line=False)

    def run(self, filing: Filing) -> Iterator[Observation]:
        found = filing.tables[self.table]
        unread = filing.unread_lines(found)  # a line that is missing may have the figure
        seen = table_diagnosis(found, filing)
        heading = ""
        for paragraph in filing.section(self.section).paragraphs(filing.document):
            for one in self._paragraph(paragraph, heading, found, seen, filing.year):
                yield NotAssessed(unread[0], unread=True) if unread and isinstance(one, NotAssessed) else one
            heading = paragraph.text if len(paragraph.text) <= _HEADING else ""

    def _paragraph(
        self, paragraph: Paragraph, heading: str, found: BoundTable, seen: TableDiagnosis, year: int | None
    ) -> Iterator[Problem | NotAssessed]:
        text, language = paragraph.text, found.spec.language
        judged: set[tuple[int, int]] = set()
        scoped_from = self._scoped_from(text)
        for figure in self.figures:
            for match in figure.pattern.finditer(text):
                value, place = _value(match.group("n"), language, figure), match.span("n")
                if value is None or place in judged:
                    continue
                judged.add(place)
                start = _sentence_start(text, match)
                clause = text[_clause_start(text, start, match, language) : _clause_end(text, match)]
                before = text[start : match.start]
                if self.about and not _first(self.about, heading + text[: match.end]):
                    continue
                if _first(self.unless, clause) or _first(self.apart, before):
                    continue
                named = language.years_in(before)
                if named and named[-1] != year:
                    continue  # the sentence speaks of another year
                scope = _first(self.scope, before + clause)
                if scoped_from is not None and scoped_from[0] < start:
                    scope = scope or scoped_from[1]
                if bool(scope) == (self.scoped == "only"):
                    claim = _Claim(
                        figure, value, match.text, scope, bool(_first(self.unclear, before)), paragraph, place
                    )
                    yield from self._judged(claim, found, seen, paragraph.location, clause.strip())

    def _scoped_from(self, text: str) -> tuple[int, str] | None:
        """Find a sentence on these figures for another population: what follows it may be of that, too."""
        for pattern in self.about or tuple(figure.pattern for figure in self.figures):
            for match in pattern.finditer(text):
                start = _sentence_start(text, match)
                end = _ENDS.search(text, match.end)
                if scope := _first(self.scope, text[start : end.start() if end else len(text)]):
                    return start, scope
        return None

    def _judged(
        self, claim: "_Claim", found: BoundTable, seen: TableDiagnosis, location: Location, clause: str
    ) -> Iterator[Problem | NotAssessed]:
        places = [self._places(meaning, found.spec) for meaning in claim.figure.means]
        sums = [_cells(one, found) for one in places]
        meanings = [(cells, one) for cells, one in zip(sums, places, strict=True) if cells is not None]
        if claim.number in [_sum(cells) for cells, _places in meanings]:
            return
        if len(meanings) < len(sums):
            name = claim.figure.name
            yield NotAssessed(_("the table lacks a figure that {name} in the text may mean", name=name))
            return
        cause = _cause_in_table(claim.number, [cells for cells, _places in meanings], seen)
        problem = self._problem(claim, meanings, found, seen, cause)
        yield replace(problem, location=location, actual=clause)

    def _places(self, meaning: str, spec: TableSpec) -> tuple[tuple[str, str], ...]:
        """List the places of a sum; raise ValueError for a key that is not in the table."""
        terms = [term.partition(" @ ") for term in meaning.split(" + ")]
        return tuple(
            (spec.row_key(row), spec.column_key(column or self.column)) for row, _at, column in terms
        )

    def _problem(
        self,
        claim: "_Claim",
        meanings: Sequence[Meaning],
        found: BoundTable,
        seen: TableDiagnosis,
        cause: tuple[str, ...],
    ) -> Problem:
        by_value: dict[Decimal, Sequence[tuple[str, str]]] = {}
        for cells, places in meanings:
            by_value.setdefault(_sum(cells), places)
        tabled = tuple(
            _("{value} ({place})", value=f"{value:f}",
              place=join_messages([self._label(*place, found) for place in places], " + "))
            for value, places in by_value.items()
        )  # fmt: skip
        row, column = meanings[0][1][0]
        right = _cells(meanings[0][1], seen.corrected) or ()
        expected = f"{claim.number:f}" if cause else f"{_sum(right):f}"
        advice: Message = _("make the text and the table agree")
        if self._is_certain(claim, meanings, seen):
            advice = _("leave the text as it is, and correct the table")
        elif not claim.scope and len(meanings) == 1 and seen.confirms((c.row, c.column) for c in right):
            advice = _(
                "the sums of the table are true with {value}: write {value} in the text", value=expected
            )
        cells = tuple(cell for one, _places in meanings for cell in one)
        return Problem(
            "text-table",
            _("“{words}” in the text is right, the table has {values}", words=claim.words, values=tabled)
            if self._is_certain(claim, meanings, seen)
            else _("the text has “{words}”, the table {values}", words=claim.words, values=tabled)
            if not claim.scope
            else _("the text has “{words}” for “{scope}”, the table {values}",
                   words=claim.words, scope=claim.scope, values=tabled),
            (self.table, row, column if column != found.spec.column_key(self.column) else self.column),
            within=self._label(row, column, found),
            expected=expected,
            advice=advice,
            doubtful=bool(claim.scope) or claim.unclear or not all(cell.cell.certain for cell in cells),
            cells=tuple(cell.location for cell in cells),
            cause=cause,
            edits=tuple(self._edits(claim, meanings, found, seen)) if not cause else (),
        )  # fmt: skip

    def _edits(
        self, claim: "_Claim", meanings: Sequence[Meaning], found: BoundTable, seen: TableDiagnosis
    ) -> Iterator[Edit]:
        """Correct the text where the table's sums confirm its number; else the text or the cell, one of these ways."""
        cells = [one for one, _places in meanings]
        right = _cells(meanings[0][1], seen.corrected) or ()
        start, stop = claim.place
        written = claim.paragraph.text[start:stop]
        if len(cells) == 1 and seen.confirms((cell.row, cell.column) for cell in right):
            yield from other_figure(claim.paragraph.location, start, written, _sum(right))
            return
        for way, value in enumerate(dict.fromkeys(map(_sum, cells)), start=1):
            yield from other_figure(claim.paragraph.location, start, written, value, way)
        single = dict.fromkeys(one[0] for one in cells if len(one) == 1)
        for way, cell in enumerate(single, start=len(cells) + 1):
            wanted = found.spec.language.notation.written(claim.number)
            yield whole(cell.location, cell.cell.text, wanted, way=way)

    @staticmethod
    def _is_certain(claim: "_Claim", meanings: Sequence[Meaning], seen: TableDiagnosis) -> bool:
        """Return whether the table is certainly wrong, and the text has the right number."""
        right = [_cells(places, seen.corrected) for _cells_as_they_are, places in meanings]
        return claim.number in [_sum(cells) for cells in right if cells is not None]

    def _label(self, row: str, column: str, found: BoundTable) -> str:
        """Name a place, without its column where the rule is about one column only."""
        one = not any(" @ " in meaning for figure in self.figures for meaning in figure.means)
        return found.name(row, "" if one else column) or found.name("", column)


@dataclass(frozen=True, slots=True)
class _Claim:
    """What the text says: a figure, its number and words, the population, and whether it is clear what it counts.

    `place` is where the number stands in the paragraph.
    """

    figure: TextFigure
    number: Decimal
    words: str
    scope: str
    unclear: bool
    paragraph: Paragraph
    place: tuple[int, int]


def _value(written: str, language: Language, figure: TextFigure) -> Decimal | None:
    """Read a figure in digits or in words, in the units of the table."""
    number = language.value(written)
    return None if number is None else number / figure.divided_by


def _cause_in_table(number: Decimal, meanings: Sequence[Cells], seen: TableDiagnosis) -> tuple[str, ...]:
    """Return the cause of what is wrong in the table, if the text has the number that is right there, or may be."""
    for cause, values in seen.possible_corrections():
        for cells in meanings:
            places = {(cell.row, cell.column) for cell in cells}
            corrected = [values.get((cell.row, cell.column), cell.value or Decimal(0)) for cell in cells]
            if places & values.keys() and sum(corrected, Decimal(0)) == number:
                return cause
    return ()


def _cells(places: Sequence[tuple[str, str]], found: BoundTable) -> Cells | None:
    """List the cells that a sum adds up; `None` if one is missing or not a number."""
    cells = [found.parts(row, column) for row, column in places]
    every = tuple(cell for part in cells if part is not None for cell in part)
    return None if None in cells or any(cell.value is None for cell in every) else every


def _sum(cells: Cells) -> Decimal:
    return sum((cell.value for cell in cells if cell.value is not None), Decimal(0))


def _first(patterns: Sequence[Pattern], text: str) -> str:
    return next((hit.text for pattern in patterns if (hit := pattern.search(text))), "")


def _sentence_start(text: str, match: Match) -> int:
    return max((end.end() for end in _ENDS.finditer(text, 0, match.start)), default=0)


def _clause_start(text: str, start: int, match: Match, language: Language) -> int:
    """Find where the clause of a figure begins: it goes back over clauses that have no figure of their own."""
    stops = [start, *(stop.end() for stop in _STOPS.finditer(text, start, match.start))]
    begins = stops.pop()
    while stops and not language.sums.figure.search(ideographs(text[stops[-1] : begins])):
        begins = stops.pop()
    return begins


def _clause_end(text: str, match: Match) -> int:
    stop = _STOPS.search(text, match.end)
    return stop.start() if stop else len(text)
