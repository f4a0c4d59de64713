"""The key `statistics` of packs: totals and rates over many filings."""

from collections.abc import Callable, Iterator, Mapping
from decimal import Decimal

from checker.forms.expressions import Leaf, Number, Product, Sum, Tree
from checker.forms.form import Form
from checker.forms.relations import RelationScope, Term
from checker.forms.statistics import AT_LEAST, CellKey, Statistic, StatisticTerm, StatisticTerms
from checker.forms.table_specs import TableSpec
from checker.packs.table_specs import Mistakes
from checker.packs.wordings import read_wording
from checker.packs.yaml_file import Node, entries_of, suggestion, text_of

KEYS = ("name", "table", "row", "column", "value", "of", "at_least")
_REQUIRED = ("name", "table", "value")


def read_statistics(nodes: Mapping[str, Node], form: Form, mistakes: Mistakes) -> Iterator[Statistic]:
    """Yield the statistics without mistakes: `{name, table, column, value: granted + partly, of: total}`."""
    for name, node in nodes.items():
        entries = entries_of(node, mistakes, KEYS, required=_REQUIRED)
        called = read_wording(entries.get("name"), mistakes)
        spec = _table(entries.get("table"), form, mistakes)
        if called is None or spec is None or "value" not in entries:
            continue
        line = _Line(spec, entries, form, mistakes)
        value = line.terms(entries["value"])
        of = line.terms(entries["of"]) if "of" in entries else ()
        if value is not None and of is not None:
            yield Statistic(name, called, value, of, _least(entries.get("at_least"), mistakes))


def _table(node: Node | None, form: Form, mistakes: Mistakes) -> TableSpec | None:
    if node is None:
        return None
    known = {spec.id: spec for spec in form.tables}
    name = text_of(node, mistakes)
    if name not in known:
        mistakes.append(node.mistake(f"unknown table “{name}”{suggestion(name, list(known))}"))
    return known.get(name)


def _least(node: Node | None, mistakes: Mistakes) -> int:
    if node is None:
        return AT_LEAST
    if isinstance(node.value, int) and not isinstance(node.value, bool) and node.value >= 1:
        return node.value
    mistakes.append(node.mistake("should be 1 or more"))
    return AT_LEAST


class _Line:
    """The row or the column of a table in which the sums of a statistic stand."""

    def __init__(self, spec: TableSpec, entries: Mapping[str, Node], form: Form, mistakes: Mistakes) -> None:
        self._spec, self._form, self._mistakes = spec, form, mistakes
        self._row = self._key(entries.get("row"), spec.row_key)
        self._column = self._key(entries.get("column"), spec.column_key)

    def _key(self, node: Node | None, find: Callable[[str], str]) -> str:
        if node is None:
            return ""
        try:
            return find(text_of(node, self._mistakes))
        except ValueError as error:
            self._mistakes.append(node.mistake(str(error)))
            return ""

    def terms(self, node: Node) -> StatisticTerms | None:
        """Read a sum of cells; `None` where it has a mistake."""
        scope = RelationScope(self._form.tables, self._spec.id, "row" if self._row else "column")
        try:
            tree = scope.comparison(f"{text_of(node, self._mistakes)} == 0").left
            return tuple(self._term(factor, term) for factor, term in _sum(tree, Decimal(1)))
        except ValueError as error:
            self._mistakes.append(node.mistake(str(error)))
            return None

    def _term(self, factor: Decimal, term: Term) -> StatisticTerm:
        row, column = term.row or self._row, term.column or self._column
        if not row or not column:
            raise ValueError(f"“{term.row or term.column}” is no cell: the statistic needs a row or a column")
        spec = next(spec for spec in self._form.tables if spec.id == term.table)
        cell: CellKey = (spec.id, row, column)
        leaves = tuple(
            (spec.id, down.key, across.key)
            for down in spec.rows[row][-1].leaves
            for across in spec.columns[column][-1].leaves
        )
        return StatisticTerm(factor, cell, () if leaves == (cell,) else leaves)


def _sum(tree: Tree[Term], factor: Decimal) -> Iterator[tuple[Decimal, Term]]:
    """Yield how often each cell counts; raise ValueError for what is more than a sum of cells."""
    match tree:
        case Leaf(term):
            yield factor, term
        case Sum(parts):
            for sign, part in parts:
                yield from _sum(part, sign * factor)
        case Product(((1, Number(number)), (1, part))):
            yield from _sum(part, factor * number)
        case _:
            raise ValueError("should be a sum of cells: a + b - c")
