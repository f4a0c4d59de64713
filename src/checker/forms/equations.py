"""Relations applied to real tables: equations between cells, and what keeps others from being computed."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import NamedTuple

from checker.forms.expressions import Call, Comparison, Leaf, Number, Product, Sum, Tree, leaves
from checker.forms.relations import CHILDREN, TOP, Relation, Term, free_rows, nested_by
from checker.forms.tables import BoundCell, BoundTable
from checker.messages import Message, Messages

_ = Messages(__package__)

Tables = Mapping[str, BoundTable]
Place = tuple[str, str, str]  # table, row, column


class Line(NamedTuple):
    """The row or column in which a relation is applied; both for free rows in each column."""

    row: str = ""
    column: str = ""


@dataclass(frozen=True, slots=True)
class Part:
    """A term with the cells whose sum it is."""

    term: Term
    cells: tuple[BoundCell, ...]

    @property
    def places(self) -> Iterator[Place]:
        for cell in self.cells:
            yield self.term.table, cell.row, cell.column


@dataclass(frozen=True, slots=True, eq=False)
class Equation:
    """A relation in one line of real tables."""

    relation: Relation
    line: Line
    comparison: Comparison[Part]

    @property
    def left(self) -> Tree[Part]:
        return self.comparison.left

    @property
    def right(self) -> Tree[Part]:
        return self.comparison.right

    @property
    def parts(self) -> Iterator[Part]:
        """Iterate over the terms of both sides, from left to right."""
        yield from leaves(self.left)
        yield from leaves(self.right)


@dataclass(frozen=True, slots=True)
class Gap:
    """Why a relation cannot be computed in a line."""

    line: Line
    reason: Message


class _MissingError(Exception):
    def __init__(self, reason: Message) -> None:
        super().__init__(str(reason))
        self.reason = reason


class _ElsewhereError(Exception):
    """The line does not cross the relation's rows or columns."""


def equations(relation: Relation, tables: Tables) -> Iterator[Equation]:
    """Apply a relation to every line of real tables where all its cells are there."""
    yield from (found for found in applied(relation, tables) if isinstance(found, Equation))


def applied(relation: Relation, tables: Tables) -> Iterator[Equation | Gap]:
    """Apply a relation to every line, whether its condition holds there or not; the tables must be there."""
    yield from _Application(relation, tables).lines()


def condition(equation: Equation, tables: Tables) -> Equation | Gap | None:
    """Return the condition under which an equation must hold, in the same line; `None` where there is none."""
    relation = equation.relation
    if relation.when is None:
        return None
    return _Application(replace(relation, comparison=relation.when), tables).at(equation.line)


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
            return Gap(line, missing.reason)
        except _ElsewhereError:
            return None
        return Equation(self.relation, line, Comparison(left, comparison.sign, right, comparison.tolerance))

    def _lines(self) -> Iterator[Line]:
        relation, own = self.relation, self._own
        only = {
            line
            for key in relation.only
            for line in (_rows_of(own, key) if relation.per != "column" else (key,))
        }
        if relation.per == "row":
            rows = dict.fromkeys(row for row, _column in own.cells)
            yield from (Line(row) for row in rows if not only or row in only)
            return
        columns = [""] if relation.per == "cell" else dict.fromkeys(column for _row, column in own.cells)
        rows_of_line: Sequence[str] = [""]
        if (over := self._over) is not None:
            rows_of_line = _rows_of(self.tables[over.table], over.row)
            if relation.per == "cell" and only:
                rows_of_line = [row for row in rows_of_line if row in only]
        for column in columns:
            if not only or relation.per == "cell" or column in only:
                yield from (Line(row, column) for row in rows_of_line)

    @cached_property
    def _over(self) -> Term | None:
        """Return the term that stands for each free row in turn: one outside of every function."""
        terms = (
            *self._outside(self.relation.comparison.left),
            *self._outside(self.relation.comparison.right),
        )
        return next((term for term in terms if self._is_free(term) and not term.label), None)

    def _outside(self, tree: Tree[Term]) -> Iterator[Term]:
        match tree:
            case Leaf(of):
                yield of
            case Sum(parts) | Product(parts):
                for _sign, part in parts:
                    yield from self._outside(part)

    def _is_free(self, term: Term) -> bool:
        return term.row in free_rows(self.tables[term.table].spec)

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
                found = tuple(side for argument in arguments for side in self._spread(argument, at))
                if not found and function != "sum":
                    raise _MissingError(_("there are no rows for {function}", function=function))
                return Call(function, found)

    def _spread(self, argument: Tree[Term], at: _Place) -> Iterator[Tree[Part]]:
        """Evaluate an argument of a function once for each of the rows that it names."""
        many = next((term for term in leaves(argument) if self._is_many(term, at)), None)
        if many is None:
            yield self._side(argument, at)
            return
        for row in self._many(many, at):
            yield self._side(argument, _Place(at.line, _kind(many), many.table, row))

    def _is_many(self, term: Term, at: _Place) -> bool:
        if term.row:
            return term.row in {CHILDREN, TOP} or self._is_free(term)
        return self.relation.per == "row" and term.table != self.relation.table and bool(at.line.row)

    def _many(self, term: Term, at: _Place) -> Sequence[str]:
        table = self.tables[term.table]
        if term.label:
            return self._rows_named(term.table, table.spec.language.bare(term.label))
        if term.row == CHILDREN:
            return _tree(table).get(at.line.row, ())
        if term.row == TOP:
            return _tree(table).get("", ())
        return _rows_of(table, term.row) if term.row else self._same_row(term.table, at.line.row)

    # --- cells ---

    def _part(self, term: Term, at: _Place) -> Part:
        table = self.tables[term.table]
        column = term.column or self._same_column(term.table, at.line.column)
        cells: list[BoundCell] = []
        for row in self._rows(term, at):
            cells += (
                cell
                for cell in _cells(table, row, column)
                if cell.location not in {c.location for c in cells}
            )
        return Part(term, tuple(cells))

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
            raise _MissingError(_("table “{table}” has no row “{row}”", table=_title(table), row=term.label))
        if term.row and not self._is_free(term):
            return (term.row,)
        origin = self._over.table if self.relation.per != "row" and self._over else self.relation.table
        if term.table == origin:
            return (at.line.row,)
        return self._one(term.table, self._same_row(term.table, at.line.row, origin), at.line.row, origin)

    def _one(self, table: str, rows: Sequence[str], row: str, origin: str) -> Sequence[str]:
        """Refuse that no row of another table has the name, or that several have it with cells of their own."""
        if rows:
            return rows
        name = row_name(self.tables[origin], row)
        raise _MissingError(
            _("table “{table}” has no row “{row}”", table=_title(self.tables[table]), row=name)
        )

    def _same_row(self, table: str, row: str, origin: str = "") -> Sequence[str]:
        """List the rows of another table that are called the same."""
        other, here = self.tables[table], self.tables[origin or self.relation.table]
        if row in other.spec.rows and row not in free_rows(other.spec):
            return (row,) if any(key[0] == row for key in other.cells) else ()
        return self._rows_named(table, other.spec.language.bare(row_name(here, row)))

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
            self._named[table] = _names(self.tables[table])
        return self._named[table].get(bare, ()) if bare else ()


def _kind(term: Term) -> str:
    """Return which of many rows a term means: terms of one kind go through them together."""
    return term.label or term.row


def _cells(table: BoundTable, row: str, column: str) -> Sequence[BoundCell]:
    """List the cells whose sum stands at a place; raise _MissingError if one is not there."""
    found: Sequence[BoundCell] | None
    if row in table.spec.rows:
        if column not in table.spec.columns_of(row):
            raise _ElsewhereError
        found = table.parts(row, column)
    else:
        own = table.cells.get((row, column))
        leaf_cells = [table.cells.get((row, leaf.key)) for leaf in table.spec.columns[column][-1].leaves]
        found = (own,) if own is not None else [cell for cell in leaf_cells if cell is not None]
        found = found if own is not None or len(found) == len(leaf_cells) else None
    if found is None:
        raise _MissingError(_missing(table, row, column))
    return found


def _missing(table: BoundTable, row: str, column: str) -> Message:
    """Name the row or column that is missing, a group instead of all its parts."""
    spec = table.spec
    if row in spec.rows:
        needed = {leaf.key for leaf in spec.rows[row][-1].leaves}
        for absent in table.missing_rows:
            if needed & {leaf.key for leaf in absent[-1].leaves}:
                return _("“{label}” is missing", label=absent[-1].text)
    needed = {leaf.key for leaf in spec.columns[column][-1].leaves}
    for absent in table.missing_columns:
        if needed & {leaf.key for leaf in absent[-1].leaves}:
            return _("“{label}” is missing", label=absent[-1].text)
    return _("there is no cell at {place}", place=f"{row_name(table, row)} / {table.name('', column)}")


# --- rows ---


def _title(table: BoundTable) -> str:
    return table.spec.title or table.spec.id


def _rows_of(table: BoundTable, key: str) -> Sequence[str]:
    """List the rows of a table that a key stands for."""
    repeated: Mapping[str, tuple[str, ...]] = getattr(table, "repeated", {})
    return repeated.get(key, ()) if key in free_rows(table.spec) else (key,)


def row_name(table: BoundTable, row: str) -> str:
    """Name a row as it is prescribed, outermost label first; a free row as the document prints it."""
    return table.name(row) if row in table.spec.rows else _printed(table, row)


def row_label(table: BoundTable, row: str) -> str:
    """Return the label of a row as it is prescribed; of a free row, as the document prints it."""
    return table.spec.rows[row][-1].text if row in table.spec.rows else _printed(table, row)


def place_name(table: BoundTable, row: str, column: str = "") -> str:
    """Name a place of a table in printed labels, outermost first."""
    if row in table.spec.rows or not row:
        return table.name(row, column)
    return " / ".join(part for part in (_printed(table, row), table.name("", column)) if part)


def _printed(table: BoundTable, row: str) -> str:
    first = next((cell for (key, _column), cell in table.cells.items() if key == row), None)
    return first.cell.text.strip() if first is not None else row


def _names(table: BoundTable) -> Mapping[str, Sequence[str]]:
    """Map what rows may be called, bare, to the rows: their labels, and the codes of free rows."""
    spec, bare = table.spec, table.spec.language.bare
    first: dict[str, BoundCell] = {}
    for (row, _column), cell in table.cells.items():
        first.setdefault(row, cell)
    names: dict[str, dict[str, None]] = {}
    for row, cell in first.items():
        texts = [spec.rows[row][-1].text] if row in spec.rows else [cell.cell.text, _code(table, row)]
        for name in filter(None, map(bare, texts)):
            names.setdefault(name, {})[row] = None
    return {name: tuple(rows) for name, rows in names.items()}


def _code(table: BoundTable, row: str) -> str:
    """Join the texts that make up the code of a free row."""
    key = row.rsplit("/", 1)[0]
    columns = nested_by(table.spec, key) if key in table.spec.rows else ()
    cells = (table.cells.get((row, column)) for column in columns)
    return "".join("".join(cell.cell.text.split()) for cell in cells if cell is not None)


def _tree(table: BoundTable) -> Mapping[str, Sequence[str]]:
    """Map free rows to those right below them: the rows whose codes begin with theirs; "" to those on top."""
    rows = [row for key in free_rows(table.spec) for row in _rows_of(table, key)]
    coded = [(code, row) for row in rows if (code := _code(table, row))]
    first = dict(reversed(coded))
    below: dict[str, list[str]] = {}
    for code, row in coded:
        above = next((first[code[:n]] for n in range(len(code) - 1, 0, -1) if code[:n] in first), "")
        below.setdefault(above, []).append(row)
    return below
