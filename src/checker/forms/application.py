"""Relations applied to real tables."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import field

from checker.caching import cached_property
from checker.forms.entry_rows import (
    entries_below,
    first_of_group,
    group_of,
    is_entry,
    row_label,
    row_name,
    rows_by_name,
    rows_of,
    table_title,
)
from checker.forms.equations import Equation, Gap, Line, Part, Tables
from checker.forms.expressions import (
    Call,
    Comparison,
    Function,
    Leaf,
    Number,
    Product,
    Sum,
    Tree,
    leaves,
)
from checker.forms.relations import CHILDREN, GROUP, MANY, Relation, Term
from checker.forms.table_specs import holds_numbers
from checker.forms.tables import BoundCell, BoundTable
from checker.lazy_dataclasses import dataclass
from checker.messages import Message, Messages

_ = Messages(__package__)


class _MissingError(Exception):
    def __init__(self, reason: Message, *, empty: bool = False) -> None:
        super().__init__(str(reason))
        self.reason = reason
        self.empty = empty


class _ElsewhereError(Exception):
    """The line does not cross the relation's rows or columns."""


def applied(relation: Relation, tables: Tables) -> Iterator[tuple[Equation | Gap, Equation | Gap | None]]:
    """Apply a relation to every line of real tables, which must be there.

    Beside it stands the condition under which it must hold in the line, `None` where there is none.
    """
    condition = _Application(relation.condition, tables) if relation.condition is not None else None
    for found in _Application(relation, tables).lines():
        yield found, condition.at(found.line) if condition is not None else None


@dataclass(frozen=True, slots=True)
class _Place:
    """Where an expression is evaluated: the line, and the row that a function has come to, with its kind."""

    line: Line
    kind: str = ""
    table: str = ""
    row: str = ""


@dataclass(frozen=True, eq=False)
class _Application:
    """Looks up the cells of one relation."""

    relation: Relation
    tables: Tables
    _named: dict[str, Mapping[str, Sequence[str]]] = field(default_factory=dict)

    @property
    def _own(self) -> BoundTable:
        return self.tables[self.relation.table]

    def lines(self) -> Iterator[Equation | Gap]:
        """Iterate over the lines that the relation crosses."""
        for line in self._lines():
            if (found := self.at(line)) is not None:
                yield found

    def at(self, line: Line) -> Equation | Gap | None:
        """Apply the relation to a line; `None` where it does not cross its rows or columns."""
        comparison = self.relation.comparison
        try:
            left, right = (self._side(side, _Place(line)) for side in (comparison.left, comparison.right))
        except _MissingError as missing:
            return Gap(line, missing.reason, missing.empty)
        except _ElsewhereError:
            return None
        return Equation(self.relation, line, Comparison(left, comparison.sign, right, comparison.tolerance))

    def _lines(self) -> Iterator[Line]:
        relation, own = self.relation, self._own
        only = {
            line
            for key in relation.only
            for line in (rows_of(own, key) if relation.per != "column" else (key,))
        }
        if relation.per == "row":
            yield from (
                Line(row)
                for row in own.bound_rows
                if (row in only if relation.only else holds_numbers(own.spec.rows.get(row, ())))
            )
            return
        columns = [""] if relation.per == "cell" else own.bound_columns
        rows_of_line: Sequence[str] = [""]
        if (over := self._over) is not None:
            rows_of_line = rows_of(self.tables[over.table], over.row)
            if any(term.row == GROUP for term in self.relation.terms):  # once for each group
                table = self.tables[over.table]
                rows_of_line = [row for row in rows_of_line if first_of_group(table, row) == row]
            if relation.per == "cell" and relation.only:
                rows_of_line = [row for row in rows_of_line if row in only]
        for column in columns:
            if relation.per == "cell" or (
                column in only if relation.only else holds_numbers(own.spec.columns.get(column, ()))
            ):
                yield from (Line(row, column) for row in rows_of_line)

    @cached_property
    def _over(self) -> Term | None:
        """Return the term that stands for each free row in turn: one outside of every function."""
        sides = (self.relation.comparison.left, self.relation.comparison.right)
        terms = (term for side in sides for term in leaves(side, of_calls=False))
        return next((term for term in terms if self._is_free(term) and not term.label), None)

    def _is_free(self, term: Term) -> bool:
        return bool(term.row) and is_entry(self.tables[term.table], term.row)

    # --- sides ---

    def _side(self, tree: Tree[Term], at: _Place) -> Tree[Part]:
        match tree:
            case Number():
                return tree
            case Leaf(of):
                return Leaf(self._part(of, at))
            case Sum(parts):
                return Sum(tuple((sign, self._side(part, at)) for sign, part in parts))
            case Product(parts):
                return Product(tuple((sign, self._side(part, at)) for sign, part in parts))
            case Call(function, arguments):
                sides = [side for one in arguments for side in self._spread(one, at, function)]
                found = tuple(side for side in sides if not _is_not_applicable(side))
                if not found and function not in {"sum", "count"}:
                    raise _MissingError(
                        _("there are no numbers for {function}", function=function), empty=True
                    )
                return Call(function, found)

    def _spread(self, argument: Tree[Term], at: _Place, function: Function) -> Iterator[Tree[Part]]:
        """Evaluate an argument of a function once for each of the rows that it names."""
        many = next((term for term in leaves(argument) if self._is_many(term, at)), None)
        if many is None:
            yield self._side(argument, at)
            return
        rows = self._many(many, at)
        if not rows and function == "count":
            return
        if not rows and many.row == CHILDREN:
            raise _ElsewhereError  # a row without any is no sum
        if not rows and many.row and not many.label and not self.tables[many.table].is_left_blank:
            table = table_title(self.tables[many.table])
            raise _MissingError(
                _("table “{table}” has no rows to add up or compare", table=table), empty=True
            )
        if isinstance(argument, Leaf):  # of thousands of rows, as a rule
            found = self.tables[many.table]
            column = many.column or self._same_column(many.table, at.line.column)
            yield from (Leaf(Part(many, tuple(_cells(found, row, column)))) for row in rows)
            return
        for row in rows:
            yield self._side(argument, _Place(at.line, _kind(many), many.table, row))

    def _is_many(self, term: Term, at: _Place) -> bool:
        if term.row:
            return term.row in MANY or self._is_free(term)
        return self.relation.per == "row" and term.table != self.relation.table and bool(at.line.row)

    def _many(self, term: Term, at: _Place) -> Sequence[str]:
        table = self.tables[term.table]
        if term.label:
            return self._rows_named(term.table, table.spec.language.bare(term.label))
        if term.row == GROUP:
            return group_of(table, at.line.row)
        if term.row in MANY:
            above = [at.line.row] if term.row == CHILDREN else table.repeated
            return [row for key in above if key in table.spec.rows for row in entries_below(table, key)]
        return rows_of(table, term.row) if term.row else self._same_row(term.table, at.line.row)

    # --- cells ---

    def _part(self, term: Term, at: _Place) -> Part:
        table = self.tables[term.table]
        column = term.column or self._same_column(term.table, at.line.column)
        rows = self._rows(term, at)
        if len(rows) == 1:
            return Part(term, tuple(_cells(table, rows[0], column)))
        cells = {cell.location: cell for row in rows for cell in _cells(table, row, column)}
        if len(cells) > 1:
            name = row_label(table, rows[0])
            raise _MissingError(
                _("table “{table}” has several rows “{row}”", table=table_title(table), row=name)
            )
        return Part(term, tuple(cells.values()))

    def _rows(self, term: Term, at: _Place) -> Sequence[str]:
        """List the row that a term means; several, if they share the cell."""
        table = self.tables[term.table]
        if at.row and _kind(term) == at.kind:
            if term.table == at.table:
                return (at.row,)
            return self._one(term.table, self._same_row(term.table, at.row, at.table), at.row, at.table)
        if term.label:
            bare = table.spec.language.bare(term.label)
            if rows := self._rows_named(term.table, bare):
                return self._one(term.table, rows, "", "")
            raise _MissingError(
                _("table “{table}” has no row “{row}”", table=table_title(table), row=term.label)
            )
        if term.row and not self._is_free(term):
            return (term.row,)
        origin = self._over.table if self.relation.per != "row" and self._over else self.relation.table
        if term.table == origin:
            return (at.line.row,)
        return self._one(term.table, self._same_row(term.table, at.line.row, origin), at.line.row, origin)

    def _one(self, table: str, rows: Sequence[str], row: str, origin: str) -> Sequence[str]:
        """Refuse that no row of another table has the name."""
        if rows:
            return rows
        name = row_label(self.tables[origin], row)
        raise _MissingError(
            _("table “{table}” has no row “{row}”", table=table_title(self.tables[table]), row=name)
        )

    def _same_row(self, table: str, row: str, origin: str = "") -> Sequence[str]:
        """List the rows of another table that are called the same."""
        other, here = self.tables[table], self.tables[origin or self.relation.table]
        if row in other.spec.rows and not is_entry(other, row) and not is_entry(here, row):
            return (row,) if row in other.bound_rows else ()
        return self._rows_named(table, row_name(here, row))

    def _same_column(self, table: str, column: str) -> str:
        """Find the column of another table that has the same key, or else the same label."""
        spec, own = self.tables[table].spec, self._own.spec
        if column in spec.columns or column not in own.columns:
            return column
        bare = spec.language.bare(own.columns[column][-1].text)
        same = [key for key, path in spec.columns.items() if spec.language.bare(path[-1].text) == bare]
        if len(same) != 1:
            raise _ElsewhereError
        return same[0]

    def _rows_named(self, table: str, bare: str) -> Sequence[str]:
        if table not in self._named:
            self._named[table] = rows_by_name(self.tables[table])
        return self._named[table].get(bare, ()) if bare else ()


def _kind(term: Term) -> str:
    """Return which of many rows a term means: terms of one kind go through them together."""
    return term.label or term.row


def _cells(table: BoundTable, row: str, column: str) -> Sequence[BoundCell]:
    """List the cells whose sum stands at a place; raise _MissingError if one is not there."""
    if (own := table.cells.get((row, column))) is not None:
        return (own,)
    if row not in table.spec.rows:
        raise _MissingError(_("“{label}” is missing", label=row))
    if column not in table.spec.columns_of(row):
        raise _ElsewhereError
    found = table.parts(row, column)
    if found is None and (_may_be_absent(table, row, column) or table.is_left_blank):
        return ()
    if found is None:
        raise _MissingError(_missing(table, row, column))
    return found


def _may_be_absent(table: BoundTable, row: str, column: str) -> bool:
    """Return whether a row or column is not there, and need not be: then it counts as 0."""
    spec = table.spec
    return any(
        paths[key][-1].optional and key not in there
        for paths, key, there in (
            (spec.rows, row, table.bound_rows),
            (spec.columns, column, table.bound_columns),
        )
    )


def _missing(table: BoundTable, row: str, column: str) -> Message:
    """Name the row or column that is missing, a group instead of all its parts."""
    spec = table.spec
    for labels, missing in (
        (spec.rows[row], table.missing_rows),
        (spec.columns[column], table.missing_columns),
    ):
        needed = {leaf.key for leaf in labels[-1].leaves}
        for absent in missing:
            if needed & {leaf.key for leaf in absent[-1].leaves}:
                return _("“{label}” is missing", label=absent[-1].text)
    return _("there is no cell at {place}", place=table.name(row, column))


def _is_not_applicable(side: Tree[Part]) -> bool:
    """Return whether a cell says that there is no value: then it does not take part in a function."""
    for part in leaves(side):  # of thousands of rows: a generator takes twice as long
        for cell in part.cells:
            if cell.type is not None and cell.reading.kind == "not-applicable":
                return True
    return False
