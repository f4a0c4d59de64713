"""Check of sums in a prescribed table, with the cells whose change would make them all true."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import ClassVar

from checker import (
    BoundTable,
    Check,
    Equation,
    Filing,
    Form,
    LabelPath,
    Message,
    Messages,
    Mistake,
    Need,
    NotAssessed,
    Observation,
    Per,
    Problem,
    Relation,
    Side,
    equations,
    needs,
    parse_relation,
)
from checker_checks.corrections import Diagnosis, Repair, advice, diagnosis, sums
from checker_checks.tables import unknown_table

_ = Messages(__package__)

_SIGNS = {"==": "≠", "<=": ">", ">=": "<"}


@dataclass(frozen=True)
class TableArithmetic(Check):
    """The relations hold in every column, or every row, of the prescribed table.

    Relations are sums and differences of keys with ==, <= or >=, words separated by spaces. A group's key stands
    for the sum of its leaves, or for its own row where it is printed as one. Blank cells count as 0; a relation
    with a missing row or with a cell that is no number is not judged.

    Options: `table`; `per`, “column” (the keys are those of rows) or “row” (the keys are columns: the end of a
    path of labels, joined by “/”); `relations`.

    Sums that are left blank are one finding, and what they should be is used for all others. Relations that fail
    because of the same cells are one finding.

    Codes: sum-mismatch.
    """

    name: ClassVar[str] = "table-arithmetic"
    codes: ClassVar[tuple[str, ...]] = ("sum-mismatch",)

    table: str
    per: Per
    relations: tuple[str, ...]

    def mistakes(self, form: Form) -> Iterator[Mistake]:
        yield from unknown_table(self.table, form)
        for spec in form.tables:
            for index, text in enumerate(self.relations if spec.id == self.table else ()):
                try:
                    parse_relation(text, self.per, spec)
                except ValueError as error:
                    yield Mistake(("relations", index), str(error))

    def prescribes(self, form: Form) -> Iterator[tuple[str, Relation]]:
        spec = form.table(self.table)
        yield from ((self.table, parse_relation(text, self.per, spec)) for text in self.relations)

    def needs(self) -> Sequence[Need]:
        return (needs.Table(self.table, every_line=False),)  # a line that no relation needs may be missing

    def run(self, filing: Filing) -> Iterator[Observation]:
        found = filing.tables[self.table]
        prescribed = [relation for _table, relation in self.prescribes(filing.form)]
        seen = diagnosis(found, filing, prescribed)
        unread = bool(filing.unread_cells(found))
        broken: list[Equation] = []
        blank = False
        for relation in prescribed:
            mine = list(equations(relation, seen.table))
            if reason := _unjudged(relation, mine, found):
                lines = filing.unread_lines(found)
                yield NotAssessed(lines[0], unread=True) if lines else NotAssessed(reason)
            broken += (equation for equation in mine if not equation.holds)
            defined = (cell for equation in mine for cell, _parts in sums(equation))
            blank |= any((cell.row, cell.column) in seen.blank_sums for cell in defined)
        if blank:
            yield _blank_sums(list(seen.blank_sums), found, seen, unread=unread)
        yield from (_mismatch(equation, found, seen, unread=unread) for equation in broken)


def _blank_sums(
    places: Sequence[tuple[str, str]], found: BoundTable, seen: Diagnosis, *, unread: bool
) -> Problem:
    """Report all sums of the table that are blank though their parts are not."""
    columns, rows = {column for _row, column in places}, {row for row, _column in places}
    first = found.cells[places[0]]
    line = ("", first.column) if len(columns) == 1 else (first.row, "") if len(rows) == 1 else ("", "")
    named = tuple(
        _("{place}: {value}", value=_plain(seen.blank_sums[row, column]),
          place=_short_name(found, "" if row == line[0] else row, "" if column == line[1] else column))
        for row, column in places
    )  # fmt: skip
    bounds = [found.cells[place] for place in places]
    return Problem(
        "sum-mismatch",
        _("sums are left blank ({count}), which make {sums}", count=len(places), sums=named),
        (found.spec.id, "blank"),
        first.location,
        found.name(*line),
        expected=_plain(seen.blank_sums[places[0]]) if len(places) == 1 else None,
        actual=first.cell.text.strip() or None if len(places) == 1 else None,
        advice=_("type these sums into the blank cells, after checking their parts"),
        doubtful=unread or not all(bound.cell.certain for bound in bounds),
        cells=tuple(bound.location for bound in bounds),
        cause=seen.blank_cause,
    )


def _short_name(found: BoundTable, row: str, column: str) -> str:
    """Name a place by its last labels, where no other row has that label."""
    texts = [path[-1].text for path in found.spec.rows.values()]
    label = found.spec.rows[row][-1].text if row else ""
    if not row or column or texts.count(label) > 1:
        return found.name(row, column)
    return label


def _unjudged(relation: Relation, judged: Sequence[Equation], found: BoundTable) -> Message | None:
    """Say why a relation could not be judged everywhere: a cell that is no number, a line that is missing."""
    for equation in judged:
        for _factor, bound in (*equation.left.cells, *equation.right.cells):
            if bound.value is None:
                place = found.name(bound.row, bound.column)
                return _("“{text}” is no number ({place})", text=bound.cell.text, place=place)
    paths = found.spec.rows if relation.per == "column" else found.spec.columns
    needed = {leaf.key for key in relation.keys for leaf in paths[key][-1].leaves}
    for absent in found.missing_rows if relation.per == "column" else found.missing_columns:
        if needed & {leaf.key for leaf in absent[-1].leaves} and not _printed_whole(absent, found):
            return _("“{label}” is missing", label=absent[-1].text)
    return None


def _printed_whole(absent: LabelPath, found: BoundTable) -> bool:
    """Return whether a group without its parts has a line of its own that stands for them."""
    return any(absent[-1].key in place for place in found.cells)


def _mismatch(equation: Equation, found: BoundTable, seen: Diagnosis, *, unread: bool) -> Problem:
    """Report which sum is wrong; where cells are `unread`, a person must look whether its blank ones are blank."""
    left, right, excess = equation.left.value, equation.right.value, equation.excess
    assert left is not None, "an equation without value is not called broken"
    assert right is not None, "an equation without value is not called broken"
    assert excess is not None, "an equation without value is not called broken"
    summed = [
        found.cells[bound.row, bound.column]
        for side in (equation.left, equation.right)
        for _factor, bound in side.cells
    ]
    repairs = seen.repairs(equation)
    actual, expected = _actual_and_expected(equation, repairs)
    wrong = repairs[0][0].cell if len(repairs) == 1 and len(repairs[0]) == 1 else equation.left.cells[0][1]
    return Problem(
        "sum-mismatch",
        _("{left} {sign} {right}, difference {difference}",
          left=_spell(equation.left, equation, found), sign=_SIGNS[equation.relation.sign],
          right=_spell(equation.right, equation, found), difference=_plain(abs(excess))),
        (found.spec.id, equation.relation.per, equation.line, *equation.relation.keys),
        wrong.location,
        _where(equation, found),
        expected=expected,
        actual=actual,
        advice=advice(repairs, found),
        doubtful=not all(
            bound.cell.certain and not (unread and bound.is_blank) for bound in summed
        ),
        cells=tuple(bound.location for bound in summed),
        target=_target(repairs, found),
        cause=seen.cause(repairs),
    )  # fmt: skip


def _target(repairs: Sequence[Repair], found: BoundTable) -> str:
    """Name the cell whose change alone is certain to make its sums true; empty where there is none."""
    if len(repairs) != 1 or len(repairs[0]) != 1:
        return ""
    cell = repairs[0][0].cell
    return found.name(cell.row, cell.column)


def _actual_and_expected(equation: Equation, repairs: Sequence[Repair]) -> tuple[str, str | Message]:
    """Say what was found and what is expected: of the one cell that is wrong, else of both sides."""
    left, right = (_plain(side.value or Decimal(0)) for side in (equation.left, equation.right))
    if len(repairs) == 1 and len(repairs[0]) == 1:
        return repairs[0][0].cell.cell.text.strip(), _plain(repairs[0][0].value)
    if len(equation.left.terms) == 1:
        return left, right
    return f"{left} {_SIGNS[equation.relation.sign]} {right}", _("both sides equal")


def _where(equation: Equation, found: BoundTable) -> str:
    """Name the line in which the relation is broken, and the group to which all its terms belong."""
    per_row = equation.relation.per == "row"
    line = found.name(equation.line) if per_row else found.name("", equation.line)
    paths = found.spec.columns if per_row else found.spec.rows
    tops = {paths[key][:-1] for key in equation.relation.keys}
    group = " / ".join(label.text for label in tops.pop()) if len(tops) == 1 else ""
    return " › ".join(part for part in (line, group) if part)


def _spell(side: Side, equation: Equation, found: BoundTable) -> str:
    """Write a side in printed labels with their values."""
    words: list[str] = []
    for term, cells in side.terms:
        paths = found.spec.rows if equation.relation.per == "column" else found.spec.columns
        values = [bound.value for bound in cells if bound.value is not None]
        sign = "" if not words and term.factor > 0 else (" + " if term.factor > 0 else " − ")
        words.append(f"{sign}{paths[term.key][-1].text} {_plain(sum(values, Decimal(0)))}")
    return "".join(words)


def _plain(number: Decimal) -> str:
    return f"{number:f}"
