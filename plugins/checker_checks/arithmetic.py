"""Check of sums in and between prescribed tables, with the cells whose change would make them all true."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import ClassVar, Literal

from checker import (
    BoundTable,
    Calculation,
    Check,
    Edit,
    Filing,
    Form,
    Message,
    Messages,
    Mistake,
    Need,
    NotApplicable,
    NotAssessed,
    Observation,
    Per,
    Problem,
    Relation,
    RelationScope,
    TableSpec,
    dataclass,
    is_entry,
    needs,
    parse_relation,
    row_label,
    whole,
    written,
)
from checker_checks.blank_lines import BlankLines, lacked
from checker_checks.corrections import (
    Applied,
    Diagnosis,
    absence,
    advice,
    blank_cause,
    cause,
    diagnosis,
    full_name,
)
from checker_checks.equation_system import CellChange, Repair
from checker_checks.tables import TableNames, named, only_one, unknown_table
from checker_checks.workings import SIGNS, plain, working

_ = Messages(__package__)

_MOST_DECIMALS = 9
_MOST_WAYS = 10  # of correcting a sum, that are tried


@dataclass(frozen=True, kw_only=True)
class TableArithmetic(Check):
    """The relations hold in every column or row of a prescribed table, or between cells of one or several tables.

    A relation compares two sides with ==, !=, <=, >=, < or >. Sides are made of keys, numbers, + - * /, parentheses,
    sum(…), min(…), max(…) and count(…); operators stand between spaces. A label in quotes stands for its key. A
    group's key stands for the sum of its leaves, or for its own row where it is printed as one. Blank cells count as
    0. A relation with a missing row, with a cell that is not a number, or with a division by 0 is not judged. Where a
    cell that may be blank is blank or says N/A, no relation binds that would compare or multiply it. A mark counts as
    1. “<1” is any number from 0 to 1; a function leaves out what says N/A, so that count(…) is how many numbers there
    are.

    Keys of other tables are written table.key: the same column there, or the row with the same key or label. The sum
    of rows that are not there is 0.

    Where any number of rows is prescribed, sum(each), min(each) and max(each) go through them, and “each” outside of a
    function is each of them in turn; sum(children) are the rows right below one by their codes (nested_by), sum(top)
    those below no other, sum(group) those that share cells with one, filled in once (grouped_by). A quoted text that
    is no label finds the row that has this label or code, or, written “part/row”, this label below that one. A table
    that is left blank, as it may be, says 0 everywhere.

    A relation ending in “± 0.01” allows that difference. With “rounded: 2”, each cell is a number rounded to two
    decimals, and may be off by 0.005: relations fail if no numbers that are so rounded make them true.

    Sums that are left blank are one finding, and what they should be is used for all others. Relations that fail
    because of the same cells are one finding, whatever tables they are in. So are those that fail because tables lack
    a row: most of their totals are more than their parts, and a table with the same stub has a row more.

    Options:
        relations: The relations, such as “total == granted + denied”.
        table: The table; a list of tables, or all, in each of which the relations must hold.
        per: What keys are: rows (column), columns (row; the end of a path of labels, joined by “/”) or single cells (cell;
            row.column or table.row.column).
        only: The columns (per column) or rows in which the relations must hold.
        when: A relation, too: where it does not hold, the others need not.
        rounded: To how many decimals all cells are rounded.
        except_na: Whether relations do not bind a row in which a cell says that there is no value (N/A).

    Codes:
        sum-mismatch: A relation does not hold.

    Example:
        totals:
          check: table-arithmetic
          clause: "{basis}, 3"
          requirement: Totals are the sums of their parts.
          category: accuracy
          severity: error
          table: applications
          per: column
          relations:
            - total == granted + denied + carried_out
            - total == carried_in + received
    """

    name: ClassVar[str] = "table-arithmetic"
    codes: ClassVar[tuple[str, ...]] = ("sum-mismatch",)

    relations: tuple[str, ...]
    table: TableNames = ""
    per: Per = "cell"
    only: tuple[str, ...] = ()
    when: str = ""
    rounded: int | Literal["no"] = "no"
    except_na: bool = False

    def mistakes(self, form: Form) -> Iterator[Mistake]:
        if self.table:
            unknown = list(unknown_table(self.table, form))
            yield from unknown
            if unknown:
                return
            if parts := self.split(form):
                yield from dict.fromkeys(mistake for part in parts for mistake in part.mistakes(form))
                return
        elif self.per != "cell" or self.only:
            yield Mistake(("per",) if self.per != "cell" else ("only",), "needs the option “table”")
            return
        yield from self._mistakes(self._scope(form))

    def _mistakes(self, scope: RelationScope) -> Iterator[Mistake]:
        if self.rounded != "no" and not 0 <= self.rounded <= _MOST_DECIMALS:
            yield Mistake(("rounded",), f"should be a number of decimals, 0 to {_MOST_DECIMALS}")
        for index, key in enumerate(self.only):
            try:
                scope.line_key(key)
            except ValueError as error:
                yield Mistake(("only", index), str(error))
        texts: list[tuple[tuple[str | int, ...], str]] = [(("when",), self.when)] if self.when else []
        texts += [(("relations", index), text) for index, text in enumerate(self.relations)]
        for path, text in texts:
            try:
                found = parse_relation(text, scope)
            except ValueError as error:
                yield Mistake(path, str(error))
                continue
            yield from (Mistake(path, wrong) for wrong in scope.without_numbers(found))

    def split(self, form: Form) -> Sequence[Check]:
        tables = named(self.table, form)
        if tables == (self.table,):
            return ()
        return [
            replace(self, table=name, only=self._only(form.table(name)))
            for name in tables
            if self._binds(form.table(name))
        ]

    def _only(self, spec: TableSpec) -> tuple[str, ...]:
        """List the lines of `only` that one of several tables has."""
        lines = spec.columns if self.per == "column" else spec.rows
        return tuple(key for key in self.only if key in lines)

    def _binds(self, spec: TableSpec) -> bool:
        return not self.only or bool(self._only(spec))

    def prescribes(self, form: Form) -> Iterator[tuple[str, Relation]]:
        if parts := self.split(form):
            for part in parts:
                yield from part.prescribes(form)
            return
        for relation in self._relations(form):
            yield relation.table, relation

    def _relations(self, form: Form) -> Sequence[Relation]:
        scope = self._scope(form)
        return [parse_relation(text, scope, self.when) for text in self.relations]

    def _scope(self, form: Form) -> RelationScope:
        rounded = None if self.rounded == "no" else self.rounded
        return RelationScope(form.tables, only_one(self.table), self.per, self.only, rounded, self.except_na)

    def needs(self) -> Sequence[Need]:
        # a line that no relation needs may be missing; tables of single relations are looked up by each
        table = only_one(self.table)
        return (needs.Table(table, every_line=False) if table else needs.Nothing(),)

    def run(self, filing: Filing) -> Iterator[Observation]:
        prescribed = filing.form.once(_relations, self)
        seen = diagnosis(filing, prescribed)
        broken: list[Calculation] = []
        blank: dict[str, None] = {}
        exempt = 0
        for relation in prescribed:
            if (missing := missing_table(relation, only_one(self.table), filing)) is not None:
                yield missing
                continue
            applied = seen.applied(relation)
            if not (applied.calculations or applied.gaps or applied.exempt) and _without_rows(
                relation, filing
            ):
                exempt += 1
                continue
            if (reason := _unjudged(relation, applied, seen)) is not None:
                lines = [
                    unread
                    for table in relation.tables
                    for unread in filing.unread_lines(filing.tables[table])
                ]
                yield NotAssessed(lines[0], unread=True) if lines else NotAssessed(reason)
            exempt += bool(applied.exempt and not applied.calculations)
            broken += (calculation for calculation in applied.calculations if not calculation.holds)
            sums = (place for calculation in applied.calculations for place, _parts in calculation.sums())
            blank |= {place[0]: None for place in sums if place in seen.blank_sums}
            counted = (place for calculation in applied.calculations for place in calculation.cells)
            blank |= {place[0]: None for place in counted if place in seen.blank_parts}
        tables = filing.tables.items() if blank or broken else ()
        unread = {table for table, found in tables if filing.unread_cells(found)}
        yield from (_blank_sums(table, seen, unread=table in unread) for table in blank)
        for table, empty in seen.blank_lines.items():
            lacking = [one for one in broken if lacked(one, empty.places) and len(seen.repairs(one)) != 1]
            if lacking:
                yield _blank_lines(table, empty, lacking, seen, unread=table in unread)
                broken = [one for one in broken if one not in lacking]
        yield from (_mismatch(calculation, seen, unread) for calculation in broken)
        if exempt == len(prescribed):
            yield NotApplicable(
                _("the condition “{condition}” is met nowhere", condition=self.when)
                if self.when
                else _("there is nothing to compare: no rows, or cells that may be blank")
            )


def _relations(form: Form, check: TableArithmetic) -> Sequence[Relation]:
    """Read the relations of a check; those that the form knows already are the same ones."""
    return [form.distinct_relations.get(one, one) for one in check._relations(form)]  # noqa: SLF001  # of its own module


def missing_table(relation: Relation, own: str, filing: Filing) -> Observation | None:
    """Return why a relation cannot be judged at all: a table that it needs is not there, or there several times."""
    for table in relation.tables:
        if (missing := needs.Table(table, every_line=False).missing(filing)) is not None:
            return missing
        if unread := filing.unread_twin(table):
            return NotAssessed(unread[0], unread=True)
        if table != own and len(filing.occurrences.get(table, ())) > 1:
            name = filing.form.table(table).name
            return NotAssessed(
                _("table “{table}” is there several times, and the relation needs one", table=name)
            )
    return None


def _without_rows(relation: Relation, filing: Filing) -> bool:
    """Return whether a table of the relation has no rows, though it may have any number of them."""
    found = (filing.tables[table] for table in relation.tables)
    return any(one.repeated and not any(one.repeated.values()) for one in found)


def _unjudged(relation: Relation, applied: Applied, seen: Diagnosis) -> Message | None:
    """Return why a relation could not be judged everywhere: a cell that is not a number, a line that is missing."""
    for calculation in applied.calculations:
        if (place := calculation.unreadable) is not None:
            text, table = calculation.cells[place].cell.text, seen.tables[place[0]]
            return _("“{text}” is not a number ({place})", text=text, place=table.name(*place[1:]))
    if applied.gaps:
        return applied.gaps[0].reason
    for calculation in applied.calculations:
        if calculation.difference() is None:
            return _("“{relation}” divides by 0", relation=calculation.equation.relation.text)
    if not applied.calculations and not applied.exempt and not seen.tables[relation.table].is_left_blank:
        return _("there is no row or column in which the relation could be computed")
    return None


def _blank_sums(name: str, seen: Diagnosis, *, unread: bool) -> Problem:
    """Report all sums of the table that are blank though their parts are not."""
    found = seen.tables[name]
    values = {place[1:]: value for place, value in seen.blank_sums.items() if place[0] == name}
    columns, rows = {column for _row, column in values}, {row for row, _column in values}
    bounds = [found.cells[place] for place in values]
    line = (bounds[0].row if len(rows) == 1 else "", bounds[0].column if len(columns) == 1 else "")
    named = tuple(
        _("{place}: {value}", value=plain(value),
          place=_short_name(found, "" if row == line[0] else row, "" if column == line[1] else column))
        for (row, column), value in values.items()
    )  # fmt: skip
    return Problem(
        "sum-mismatch",
        _(
            "cells are left blank ({count}), which must be {sums} for the sums to be true",
            count=len(values),
            sums=named,
        )
        if any(place[0] == name for place in seen.blank_parts)
        else _("sums are left blank ({count}), which make {sums}", count=len(values), sums=named)
        if len(values) > 1
        else _("this sum is left blank and makes {value}", value=plain(values[line])),
        (found.spec.id, "blank"),
        bounds[0].location,
        found.name(*line),
        expected=plain(values[line]) if len(values) == 1 else None,
        actual=None,
        advice=_("type these numbers into the blank cells, after checking them")
        if seen.blank_parts
        else _("type these sums into the blank cells, after checking their parts"),
        doubtful=unread or not all(bound.cell.certain for bound in bounds),
        cells=tuple(bound.location for bound in bounds),
        cause=blank_cause(name),
        edits=tuple(
            whole(bound.location, bound.cell.text, plain(value))
            for bound, value in zip(bounds, values.values(), strict=True)
        ),
    )


def _blank_lines(
    name: str, blank: BlankLines, broken: Sequence[Calculation], seen: Diagnosis, *, unread: bool
) -> Problem:
    """Report the lines left blank, and what sums lack without them."""
    found = seen.tables[name]
    bounds = [found.cells[place[1:]] for place in blank.places]
    bounds.sort(key=lambda bound: (bound.location.row or 0, bound.location.column or 0))
    lacks: dict[Message, None] = {}
    for calculation in broken:
        difference = calculation.difference()
        assert difference is not None, "an equation without value is not called broken"
        where = _where(calculation, seen.tables[calculation.equation.relation.table])
        lacks[_("{place}: {value}", place=where, value=plain(abs(difference.as_decimal)))] = None
    return Problem(
        "sum-mismatch",
        _("lines are left blank: {lines}; sums lack what they should have: {lacking}",
          lines=tuple(_short_name(found, *line) for line in blank.lines), lacking=tuple(lacks)),
        (found.spec.id, "blank-lines", *(key for line in blank.lines for key in line if key)),
        bounds[0].location,
        found.spec.name,
        advice=_("fill in these lines, 0 where there is nothing"),
        doubtful=unread or not all(bound.cell.certain for bound in bounds),
        cells=tuple(dict.fromkeys(bound.location for bound in bounds)),
        cause=blank_cause(name),
    )  # fmt: skip


def _short_name(found: BoundTable, row: str, column: str) -> str:
    """Name a place by its last labels, where no other row has that label."""
    texts = [path[-1].text for path in found.spec.rows.values()]
    if not row or column or texts.count(row_label(found, row)) > 1:
        return found.name(row, column)
    return row_label(found, row)


def _mismatch(calculation: Calculation, seen: Diagnosis, unread: set[str]) -> Problem:
    """Report which sum is wrong; in a table that is `unread`, a person must look whether its blank cells are blank."""
    relation, difference = calculation.equation.relation, calculation.difference()
    assert difference is not None, "an equation without value is not called broken"
    found, cells = seen.tables[relation.table], calculation.cells
    absent = seen.absent_row(calculation)
    repairs = seen.repairs(calculation) if absent is None else ()
    certain = repairs[0][0] if len(repairs) == 1 and len(repairs[0]) == 1 else None
    wrong = certain.place if certain is not None else next(iter(cells), None)
    if wrong is not None and (relation.per == "cell" or wrong[0] != relation.table):
        within = full_name(wrong, seen.tables, "" if wrong[0] != relation.table else relation.table)
    else:
        within = _where(calculation, found)
    actual, expected = _actual_and_expected(calculation, certain)
    return Problem(
        "sum-mismatch",
        _("{left} {sign} {right}, difference {difference}",
          left=written(calculation, "left", seen.tables), sign=SIGNS[calculation.sign],
          right=written(calculation, "right", seen.tables), difference=plain(abs(difference.as_decimal))),
        (relation.table, relation.per, *_line_names(calculation, found), *relation.subject),
        cells[wrong].location if wrong is not None else found.location,
        within,
        expected=expected,
        actual=actual,
        advice=advice(repairs, seen.tables, relation.table)
        if absent is None
        else _("add the row “{row}”, which the table “{table}” has: the totals count it, and no row shows it",
               row=absent.name, table=absent.beside),
        doubtful=not all(
            cell.cell.certain and not (place[0] in unread and cell.is_blank) for place, cell in cells.items()
        ),
        cells=tuple(dict.fromkeys(cell.location for cell in cells.values())),
        target=full_name(certain.place, seen.tables, relation.table) if certain is not None else "",
        cause=cause(repairs) if absent is None else absence(absent),
        edits=tuple(_edits(repairs)),
        working=working(calculation, seen.tables, _where(calculation, found)),
    )  # fmt: skip


def _edits(repairs: Sequence[Repair]) -> Iterator[Edit]:
    """Iterate over the changes of cells; where there are several repairs, each is one way."""
    for number, repair in enumerate(repairs[:_MOST_WAYS], start=1):
        way = 0 if len(repairs) == 1 else number
        yield from (whole(c.cell.location, c.cell.cell.text, plain(c.value), way=way) for c in repair)


def _line_names(calculation: Calculation, found: BoundTable) -> Iterator[str]:
    """Name the line by its keys; a free row by its label, which does not change when rows are added."""
    line = calculation.equation.line
    if line.row:
        free = is_entry(found, line.row)
        yield found.spec.language.bare(found.name(line.row)) if free else line.row
    if line.column:
        yield line.column


def _actual_and_expected(calculation: Calculation, certain: CellChange | None) -> tuple[str, str | Message]:
    """Return what was found and what is expected: of the one cell that is wrong, else of both sides."""
    left, right = plain(calculation.left), plain(calculation.right)
    if certain is not None:
        return certain.cell.cell.text.strip(), plain(certain.value)
    if calculation.is_one_term and calculation.sign in {"==", "<=", ">="}:
        return left, right
    return f"{left} {SIGNS[calculation.sign]} {right}", _("both sides equal")


def _where(calculation: Calculation, found: BoundTable) -> str:
    """Name the line in which the relation is broken, and the group to which all its terms belong."""
    relation, line = calculation.equation.relation, calculation.equation.line
    per_row = relation.per == "row"
    name = found.name(line.row, line.column)
    paths = found.spec.columns if per_row else found.spec.rows
    tops = {paths[key][:-1] for key in relation.subject if key in paths}
    group = " / ".join(label.text for label in tops.pop()) if len(tops) == 1 else ""
    return " › ".join(part for part in (name, group) if part)
