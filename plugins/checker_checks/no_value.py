"""Check of where cells say that there is no value, and where they give one."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import ClassVar

from checker import (
    BoundCell,
    BoundTable,
    Check,
    Filing,
    Form,
    Message,
    Messages,
    Mistake,
    Need,
    NotAssessed,
    Observation,
    Problem,
    Relation,
    RelationScope,
    dataclass,
    needs,
    parse_relation,
    whole,
)
from checker_checks.arithmetic import missing_table
from checker_checks.corrections import apply
from checker_checks.tables import TableNames, named, only_one, unknown_table

_ = Messages(__package__)

_LISTED = 6  # rows that a message names


@dataclass(frozen=True)
class NoValue(Check):
    """Cells say that there is no value (N/A) exactly in the rows where a condition is met.

    A median of nothing is not 0. Blank cells, and rows where a cell of the condition is blank, are left to
    `table-cells`. All cells of a column that say the wrong thing are one finding.

    Options:
        table: The table, or a list of tables.
        cells: The columns, each with its condition: a relation per row, as in `table-arithmetic`.

    Codes:
        value-given: Cells give a number where they must say that there is none.
        value-missing: Cells say that there is no value where they must give one.

    Example:
        tables:
          waiting:
            section: Outlook
            stub: Office
            columns: {count: Cases, median: {label: Median days, type: number, not_applicable: fine}}
            rows: {each: {any: true}, total: Total}
        rules:
          median-of-cases:
            check: no-value
            clause: "{basis}, 3"
            requirement: Where there are no cases, the median is N/A.
            category: accuracy
            severity: error
            table: waiting
            cells: {median: count == 0}
    """

    name: ClassVar[str] = "no-value"
    codes: ClassVar[tuple[str, ...]] = ("value-given", "value-missing")

    table: TableNames
    cells: Mapping[str, str]

    def mistakes(self, form: Form) -> Iterator[Mistake]:
        yield from unknown_table(self.table, form)
        for name in (spec.id for spec in form.tables if spec.id in named(self.table, form)):
            spec = form.table(name)
            for column, condition in self.cells.items():
                if column not in spec.columns:
                    yield Mistake(("cells",), f"“{column}” is not a column of the table")
                elif not any(
                    (kind := spec.cell_type(row, key)) is not None and kind.not_applicable
                    for row, key in spec.cell_keys()
                    if key == column
                ):
                    yield Mistake(("cells", column), "needs a column with “not_applicable: fine”")
                try:
                    parse_relation(condition, _scope(form, name))
                except ValueError as error:
                    yield Mistake(("cells", column), str(error))

    def split(self, form: Form) -> Sequence[Check]:
        tables = named(self.table, form)
        return () if tables == (self.table,) else [replace(self, table=name) for name in tables]

    def needs(self) -> Sequence[Need]:
        return (needs.Table(only_one(self.table)),)

    def run(self, filing: Filing) -> Iterator[Observation]:
        name = only_one(self.table)
        found = filing.tables[name]
        for column, condition in self.cells.items():
            relation = filing.form.once(_relation, condition, name)
            if (missing := missing_table(relation, name, filing)) is not None:
                yield missing
                continue
            yield from self._column(found, column, relation, filing)

    def _column(
        self, found: BoundTable, column: str, relation: Relation, filing: Filing
    ) -> Iterator[Observation]:
        applied = apply(relation, filing.tables)
        if applied.gaps and not applied.calculations:
            yield NotAssessed(applied.gaps[0].reason)
        given: list[BoundCell] = []
        missing: list[BoundCell] = []
        for calculation in applied.calculations:
            cell = found.cells.get((calculation.equation.line.row, column))
            unread = calculation.unreadable is not None or any(c.is_blank for c in calculation.cells.values())
            if cell is None or unread:
                continue
            kind = cell.reading.kind
            if calculation.holds and kind in {"value", "bound"}:
                given.append(cell)
            elif not calculation.holds and kind == "not-applicable":
                missing.append(cell)
        if given:
            yield self._given(found, column, given)
        if missing:
            yield self._missing(found, column, missing)

    def _given(self, found: BoundTable, column: str, cells: Sequence[BoundCell]) -> Problem:
        word = found.spec.language.notation.not_applicable[0]
        text, rows = cells[0].cell.text.strip(), _names(found, cells)
        message = (
            _("{rows}: there is no value to give, but the cell says {text}", rows=rows, text=text)
            if len(cells) == 1
            else _("{count} cells give a value where there is none: {rows}", count=len(cells), rows=rows)
        )
        return replace(
            _problem("value-given", message, found, column, cells),
            expected=word,
            advice=_("write {word}", word=word),
            edits=tuple(whole(cell.location, cell.cell.text, word) for cell in cells),
        )

    def _missing(self, found: BoundTable, column: str, cells: Sequence[BoundCell]) -> Problem:
        text, rows = cells[0].cell.text.strip(), _names(found, cells)
        message = (
            _("{rows}: the cell says {text} where there is a value to give", rows=rows, text=text)
            if len(cells) == 1
            else _("{count} cells say that there is no value where there is one: {rows}", count=len(cells), rows=rows)
        )  # fmt: skip
        return replace(
            _problem("value-missing", message, found, column, cells),
            expected=_("a number"),
            advice=_("give the number, 0 if that is what it is"),
        )


def _scope(form: Form, table: str) -> RelationScope:
    return RelationScope(form.tables, table, "row")


def _names(found: BoundTable, cells: Sequence[BoundCell]) -> tuple[object, ...]:
    """Name the rows of cells; of many, the first ones."""
    names: list[object] = [found.name(cell.row) for cell in cells[:_LISTED]]
    return (*names, *(("…",) if len(cells) > _LISTED else ()))


def _relation(form: Form, condition: str, table: str) -> Relation:
    """Read a condition."""
    return parse_relation(condition, _scope(form, table))


def _problem(
    code: str, message: Message, found: BoundTable, column: str, cells: Sequence[BoundCell]
) -> Problem:
    first = cells[0]
    return Problem(
        code,
        message,
        (found.spec.id, column),
        first.location,
        found.name(first.row, column) if len(cells) == 1 else found.name("", column),
        actual=first.cell.text.strip() or None,
        doubtful=not all(cell.cell.certain for cell in cells),
        cells=tuple(cell.location for cell in cells),
    )
