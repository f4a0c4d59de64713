"""Check of figures in the text against a prescribed table: narrow patterns, high precision."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from decimal import Decimal
from typing import ClassVar, Literal

from checker import (
    BoundCell,
    BoundTable,
    Check,
    Edit,
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
    TableSpec,
    dataclass,
    join_messages,
    needs,
    whole,
)
from checker_checks import access
from checker_checks.corrections import TableDiagnosis, blank_cause, table_diagnosis
from checker_checks.replacements import other_figure
from checker_checks.tables import unknown_table
from checker_checks.text_figures import Claim, Limits, TextFigure, claims

_ = Messages(__package__)

Cells = tuple[BoundCell, ...]
Meaning = tuple[
    Cells, Sequence[tuple[str, str]]
]  # cells whose sum a figure may be, and the places named for it


@dataclass(frozen=True)
class TextTable(Check):
    """A figure in the text equals the one in the table.

    A clause reaches back over others without a figure. What the pattern of a figure finds, later ones do not judge
    again. The headings above a paragraph are part of its text for `about` and `subject`. A figure is not judged if its
    sentence names another year before it. Where the table's own relations show that its cell is wrong, the text is
    compared with the right number.

    Options:
        section: The section of the text, or several; one that is missing is not looked at.
        table: The table.
        column: The column, by its key or the end of its path of labels.
        figures: The figures, each with `name`, a `pattern` with a group `n` for the number, which may be in words, and
            `means`: sums of row keys (“new + carried_in”, “counts @ 行政复议/总计”), of which any may be meant. With
            `divided_by` (10000), the text has other units than the table. `says` is the number of words without one (0
            for “no applications”). With `subject`, the last subject before a figure must be its own (upheld appeals).
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

    section: str | tuple[str, ...]
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
        for index, name in enumerate(self._sections):
            path = ("section",) if isinstance(self.section, str) else ("section", index)
            yield from access.unknown_section(name, form, *path)
        for index, figure in enumerate(self.figures):
            if (figure.says is None) != ("n" in figure.pattern.group_names):
                yield Mistake(("figures", index), "either has a group n in its pattern, or says a number")
        for spec in form.tables:
            for index, figures in enumerate(self.figures if spec.id == self.table else ()):
                try:
                    for meaning in figures.means:
                        self._places(meaning, spec)
                except ValueError as error:
                    yield Mistake(("figures", index, "means"), str(error))

    @property
    def _sections(self) -> tuple[str, ...]:
        return (self.section,) if isinstance(self.section, str) else self.section

    def needs(self) -> Sequence[Need]:
        return needs.AnySection(self._sections), needs.Table(self.table, every_line=False)

    def run(self, filing: Filing) -> Iterator[Observation]:
        found = filing.tables[self.table]
        unread = filing.unread_lines(found)  # a line that is missing may have the figure
        seen = table_diagnosis(found, filing)
        limits = Limits(self.about, self.unless, self.apart, self.unclear, self.scope)
        named = map(filing.find_section, self._sections)
        sections = [section for section in named if section is not None]
        for claim in claims(sections, self.figures, limits, filing):
            if bool(claim.scope) == (self.scoped == "only"):
                for one in self._judged(claim, found, seen):
                    yield (
                        NotAssessed(unread[0], unread=True)
                        if unread and isinstance(one, NotAssessed)
                        else one
                    )

    def _judged(
        self, claim: Claim, found: BoundTable, seen: TableDiagnosis
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
        yield replace(problem, location=claim.paragraph.location, actual=claim.clause)

    def _places(self, meaning: str, spec: TableSpec) -> tuple[tuple[str, str], ...]:
        """List the places of a sum; raise ValueError for a key that is not in the table."""
        terms = [term.partition(" @ ") for term in meaning.split(" + ")]
        return tuple(
            (spec.row_key(row), spec.column_key(column or self.column)) for row, _at, column in terms
        )

    def _problem(
        self,
        claim: Claim,
        meanings: Sequence[Meaning],
        found: BoundTable,
        seen: TableDiagnosis,
        cause: tuple[str, ...],
    ) -> Problem:
        by_value: dict[Message | str, Sequence[tuple[str, str]]] = {}
        for cells, places in meanings:
            by_value.setdefault(_shown(cells), places)
        tabled = tuple(
            _("{value} ({place})", value=value,
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
            cause=cause or ("text", *map(str, (claim.paragraph.location.block, claim.place[0]))),  # one number, one finding
            edits=tuple(self._edits(claim, meanings, found, seen)) if not cause else (),
        )  # fmt: skip

    def _edits(
        self, claim: Claim, meanings: Sequence[Meaning], found: BoundTable, seen: TableDiagnosis
    ) -> Iterator[Edit]:
        """Correct the text where the table's sums confirm its number; else the text or the cell, one of these ways."""
        cells = [one for one, _places in meanings]
        right = _cells(meanings[0][1], seen.corrected) or ()
        if claim.figure.says is not None:
            return  # words without a number are for a person to rewrite
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
    def _is_certain(claim: Claim, meanings: Sequence[Meaning], seen: TableDiagnosis) -> bool:
        """Return whether the table is certainly wrong, and the text has the right number."""
        right = [_cells(places, seen.corrected) for _cells_as_they_are, places in meanings]
        return claim.number in [_sum(cells) for cells in right if cells is not None]

    def _label(self, row: str, column: str, found: BoundTable) -> str:
        """Name a place, without its column where the rule is about one column only."""
        one = not any(" @ " in meaning for figure in self.figures for meaning in figure.means)
        return found.name(row, "" if one else column) or found.name("", column)


def _cause_in_table(number: Decimal, meanings: Sequence[Cells], seen: TableDiagnosis) -> tuple[str, ...]:
    """Return the cause of what is wrong in the table, if the text has the number that is right there, or may be."""
    for cause, values in seen.possible_corrections():
        for cells in meanings:
            places = {(cell.row, cell.column) for cell in cells}
            corrected = [values.get((cell.row, cell.column), cell.value or Decimal(0)) for cell in cells]
            if places & values.keys() and sum(corrected, Decimal(0)) == number:
                return cause
    lines = seen.blank_lines
    if any(
        _sum(cells) < number and any((one.row, one.column) in lines for one in cells) for cells in meanings
    ):
        return blank_cause(seen.name)
    return ()


def _shown(cells: Cells) -> Message | str:
    """Write what the cells add up to, or that they say nothing."""
    return _("nothing") if all(cell.is_blank for cell in cells) else f"{_sum(cells):f}"


def _cells(places: Sequence[tuple[str, str]], found: BoundTable) -> Cells | None:
    """List the cells that a sum adds up; `None` if one is missing or not a number."""
    cells = [found.parts(row, column) for row, column in places]
    every = tuple(cell for part in cells if part is not None for cell in part)
    return None if None in cells or any(cell.value is None for cell in every) else every


def _sum(cells: Cells) -> Decimal:
    return sum((cell.value for cell in cells if cell.value is not None), Decimal(0))
