"""Relations that must hold between cells: what packs write, with every key looked up in the prescribed tables."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from difflib import get_close_matches
from typing import Literal

from checker.caching import cached_property
from checker.forms.expressions import (
    Comparison,
    Leaf,
    Name,
    Sum,
    Tree,
    leaves,
    replaced,
    spell,
)
from checker.forms.parsing import ExpressionError, parse
from checker.forms.table_specs import LabelPath, TableSpec
from checker.lazy_dataclasses import dataclass

Per = Literal["row", "column", "cell"]

CHILDREN, TOP = "children", "top"  # rows of a tree: those right below the row, those below no other
GROUP = "group"  # the rows that share cells with the row which are filled in once
MANY = {CHILDREN: "nested_by", TOP: "nested_by", GROUP: "grouped_by"}  # and the option that they need
_LISTED = 12  # keys that a message lists
_CLOSE = 0.75  # similarity of a label that is taken for a slip and not for the label of a free row


@dataclass(frozen=True, slots=True)
class Term:
    """A place in a table by its keys; without row or column it is in the row or column of the line.

    `label` is what a row among any number of rows must be called. A group's key stands for the sum of its leaves.
    """

    table: str
    row: str = ""
    column: str = ""
    label: str = ""


@dataclass(frozen=True)
class Relation:
    """A comparison that must hold in every row, in every column, or once.

    `table` is the one whose lines it crosses. `only` are the lines in which it must hold, and `when` is a condition
    that they must meet. Where `rounded` is given, each cell is a number rounded to so many decimals. `except_na`
    leaves out rows in which a cell says that there is no value. `text` is the relation as it is written.
    """

    table: str
    per: Per
    comparison: Comparison[Term]
    text: str = ""
    rounded: int | None = None
    only: tuple[str, ...] = ()
    when: Comparison[Term] | None = None
    except_na: bool = False

    def __hash__(self) -> int:
        return hash((self.table, self.per, self.text))  # trees are deep, and relations are looked up often

    @cached_property
    def terms(self) -> tuple[Term, ...]:
        """List the terms of both sides and of the condition."""
        both = (self.comparison, self.when) if self.when is not None else (self.comparison,)
        return tuple(term for one in both for side in (one.left, one.right) for term in leaves(side))

    @cached_property
    def condition(self) -> "Relation | None":
        """Return the condition as a relation of its own, which compares the numbers as they are printed."""
        return replace(self, comparison=self.when, rounded=None) if self.when is not None else None

    @cached_property
    def tables(self) -> tuple[str, ...]:
        """List the tables that the relation needs."""
        return tuple(dict.fromkeys((self.table, *(term.table for term in self.terms))))

    @property
    def subject(self) -> tuple[str, ...]:
        """Name the relation by its keys, or by its text where it is more than a sum of keys."""
        sides = (self.comparison.left, self.comparison.right)
        plain = all(
            isinstance(part, Leaf) and part.of.table == self.table and not (part.of.row and part.of.column)
            for side in sides
            for _sign, part in (side.parts if isinstance(side, Sum) else ((1, side),))
        )
        if plain and self.per != "cell":
            return tuple(term.row or term.column for side in sides for term in leaves(side))
        return (self.text,)


@dataclass(frozen=True, slots=True)
class RelationScope:
    """What the keys of a relation are looked up in: the tables of a form, and the options of the check."""

    tables: Sequence[TableSpec]
    table: str = ""
    per: Per = "cell"
    only: tuple[str, ...] = ()
    rounded: int | None = None
    except_na: bool = False

    @property
    def specs(self) -> Mapping[str, TableSpec]:
        return {spec.id: spec for spec in self.tables}

    def line_key(self, word: str) -> str:
        """Find the row or column in which a relation may have to hold; raise ValueError with a suggestion."""
        spec = self.specs[self.table]
        return spec.column_key(word) if self.per == "column" else spec.row_key(word)

    def comparison(self, text: str) -> Comparison[Term]:
        """Read a comparison of cells; raise ValueError saying what is wrong and where."""
        return self.named(text, self.names(text))

    def named(self, text: str, names: Comparison[Name]) -> Comparison[Term]:
        """Return the comparison of cells that a text's names mean; raise ValueError saying what is wrong and where."""
        lookup = _Lookup(text, self)
        left, right = (
            replaced(side, lambda name: Leaf(lookup.term(name))) for side in (names.left, names.right)
        )
        _check_free_rows(text, self, left, right)
        if not [*leaves(left), *leaves(right)]:
            raise ValueError(f"“{text}” names no cell")
        return Comparison(left, names.sign, right, names.tolerance)

    def without_numbers(self, relation: "Relation") -> Iterator[str]:
        """Name the terms of a relation whose cells all hold something else than numbers."""
        for term in dict.fromkeys(relation.terms):
            spec = self.specs[term.table]
            kinds = {
                spec.cell_type(row, column)
                for row, column in spec.cell_keys()
                if _crosses(spec, term, row, column)
            }
            if kinds and all(kind is not None and not kind.is_countable for kind in kinds):
                name = ".".join(filter(None, (term.row or term.label, term.column)))
                held = ", ".join(sorted({kind.kind for kind in kinds if kind is not None}))
                yield f"“{relation.text}”: relations are about numbers, and the cells of “{name}” hold: {held}"

    def names(self, text: str) -> Comparison[Name]:
        """Read a comparison of names; a key of the table that could be a number is a key."""
        spec = self.specs.get(self.table)
        keys = () if spec is None else spec.columns if self.per == "row" else spec.rows
        return parse(text, {word for key in keys for word in (key, key.rsplit("/", 1)[-1])})


def _crosses(spec: TableSpec, term: Term, row: str, column: str) -> bool:
    """Return whether a leaf cell is one of those that a term may mean."""

    def within(key: str, leaf: str, known: Mapping[str, LabelPath]) -> bool:
        return not key or key not in known or any(label.key == key for label in known[leaf])

    return within(term.row, row, spec.rows) and within(term.column, column, spec.columns)


def parse_relation(text: str, scope: RelationScope, when: str = "") -> Relation:
    """Read `new + carried_in == total + carried_out`; raise ValueError saying what is wrong and where."""
    names = scope.names(text)
    comparison = scope.named(text, names)
    terms = (term for side in (comparison.left, comparison.right) for term in leaves(side))
    return Relation(
        scope.table or next(terms).table,
        scope.per,
        comparison,
        spell(names, lambda name: name.text),
        scope.rounded,
        tuple(map(scope.line_key, scope.only)),
        scope.comparison(when) if when else None,
        scope.except_na,
    )


def _check_free_rows(text: str, scope: RelationScope, *sides: Tree[Term]) -> None:
    """Refuse children, top rows and rows of a group outside of a function: they are any number."""

    for side in sides:
        for term in leaves(side, of_calls=False):
            if term.row in MANY and term.row not in scope.specs[term.table].rows:
                raise ValueError(f"“{text}”: “{term.row}” are any number of rows: write sum({term.row})")


class _Lookup:
    """Finds the cells that the names of one relation mean."""

    def __init__(self, text: str, scope: RelationScope) -> None:
        self._text = text
        self._scope = scope
        self._specs = scope.specs

    def term(self, name: Name) -> Term:
        """Return what a name means; raise ExpressionError listing what can be written instead."""
        readings = dict.fromkeys(self._readings(name))
        if len(readings) == 1:
            return next(iter(readings))
        if readings:
            places = " or ".join(f"{t.table}.{t.row or t.label or '…'}.{t.column or '…'}" for t in readings)
            raise ExpressionError(self._text, name.at, f"“{name.text}” may be {places}: write it in full")
        raise ExpressionError(self._text, name.at, self._explained(name))

    def _readings(self, name: Name) -> Iterator[Term]:
        own, per = self._scope.table, self._scope.per
        whole = _joined(name.words)
        if own and per != "cell":
            of_line = list(self._in_line(own, *whole))
            if of_line:
                yield from of_line
                return
        for table, rest in self._split(name.words):
            if table in self._specs and per != "cell":
                yield from self._in_line(table, *_joined(rest))
            if table in self._specs:
                yield from self._cell(table, rest)
        if own:
            yield from self._cell(own, name.words)

    @staticmethod
    def _split(words: "Words") -> Iterator[tuple[str, "Words"]]:
        """Split a name into what may be a table and the rest."""
        if len(words) > 1 and not words[0][1]:
            yield words[0][0], words[1:]

    def _in_line(self, table: str, word: str, quoted: bool) -> Iterator[Term]:  # of the name
        """Find a row where the relation holds per column, or a column where it holds per row."""
        if self._scope.per == "row":
            yield from (Term(table, column=key) for key in self._columns(table, word, quoted=quoted))
        else:
            for row, label in self._rows(table, word, quoted=quoted):
                yield Term(table, row, label=label)

    def _cell(self, table: str, words: "Words") -> Iterator[Term]:
        """Find a row and a column, of which either may hold dots."""
        for at in range(1, len(words)):
            columns = list(self._columns(table, *_joined(words[at:])))
            for row, label in self._rows(table, *_joined(words[:at])) if columns else ():
                yield from (Term(table, row, column, label) for column in columns)

    def _columns(self, table: str, word: str, quoted: bool) -> Iterator[str]:  # of the name
        spec = self._specs[table]
        yield from _keys(word, spec.columns) or (_labelled(word, spec.columns, spec) if quoted else ())

    def _rows(self, table: str, word: str, quoted: bool) -> Iterator[tuple[str, str]]:  # of the name
        """Find rows by key; a quoted word may be a label, and of a free row, too."""
        spec = self._specs[table]
        keys = _keys(word, spec.rows) or (_labelled(word, spec.rows, spec) if quoted else ())
        if keys:
            yield from ((key, "") for key in keys)
        elif word in MANY and not quoted:
            option = MANY[word]
            yield from (
                (word, "") for label in spec.repeated[:1] if label.repeat and getattr(label.repeat, option)
            )
        elif quoted and not self._close(word, spec):
            yield from ((label.key, word) for label in spec.repeated[:1])

    @staticmethod
    def _close(word: str, spec: TableSpec) -> list[str]:
        return get_close_matches(word, [path[-1].text for path in spec.rows.values()], 1, _CLOSE)

    # --- explaining ---

    def _explained(self, name: Name) -> str:
        """Say why a name means nothing, with what is similar, or with all that could be meant."""
        words, own, per = name.words, self._scope.table, self._scope.per
        spec = self._specs.get(own)
        known = spec is not None and (_keys(words[0][0], spec.rows) or _keys(words[0][0], spec.columns))
        if len(words) == 1 and not words[0][1] and not known and (operator := _unspaced(words[0][0])):
            return f"“{name.text}” is no key; write spaces around “{operator}”"
        many = next((word for word, quoted in words if not quoted and word in MANY), None)
        if many == GROUP:
            return (
                "“group” needs rows with “grouped_by”: the columns that are filled in once for several rows"
            )
        if many is not None:
            return f"“{many}” needs rows with “nested_by”: the columns with the codes of the rows"
        if len(words) > 1 and (words[0][0] in self._specs or not own or len(words) > 2):
            table, rest = words[0][0], words[1:]
            if table not in self._specs:
                return f"“{table}” is not a table{_hint(table, self._specs)}"
            return self._unknown(table, rest)
        if own and per != "cell" and len(words) == 1:
            return self._unknown(own, words)
        if own and len(words) > 1:
            rows = self._specs[own].rows
            if not _keys(words[0][0], rows) and not words[0][1]:
                hint = _hint(words[0][0], {**self._specs, **rows})
                return f"“{words[0][0]}” is neither a table nor a row of the table “{own}”{hint}"
            return self._unknown(own, words)
        if known:
            return (
                f"“{name.text}” is a whole row or column: write per: column or per: row, "
                f"or name one cell: row.column"
            )
        return f"“{name.text}” is not a cell: write table.row.column; tables: {_listed(self._specs)}"

    def _unknown(self, table: str, words: "Words") -> str:
        spec, per = self._specs[table], self._scope.per
        word, quoted = words[0]
        if len(words) == 1 and per != "cell":
            kind, known = ("column", spec.columns) if per == "row" else ("row", spec.rows)
            return self._not_there(word, kind, known, spec)
        if len(words) == 1:
            return f"name a cell of “{table}”: {table}.row.column; rows: {_listed(spec.rows)}"
        if not list(self._rows(table, word, quoted)):
            return self._not_there(word, "row", spec.rows, spec)
        return self._not_there(_joined(words[1:])[0], "column", spec.columns, spec)

    def _not_there(self, word: str, kind: str, known: Mapping[str, LabelPath], spec: TableSpec) -> str:
        keys = [key for key in known if key.endswith(f"/{word}")]
        keys = keys or list(_labelled(word, known, spec))
        if len(keys) > 1:
            return f"“{word}” is ambiguous: {', '.join(keys)}"
        if keys:
            return f"“{word}” is the label of a {kind}: write {keys[0]}, or the label in quotes"
        lines, crossing = (spec.rows, spec.columns) if kind == "column" else (spec.columns, spec.rows)
        if self._scope.per != "cell" and _keys(word, lines) and known is crossing:
            other = "row" if kind == "column" else "column"
            return f"“{word}” is a {other} of the table “{spec.id}”: per: {self._scope.per} takes keys of {kind}s"
        labels = {path[-1].text: key for key, path in known.items()}
        return f"“{word}” is not a {kind} of the table “{spec.id}”{_hint(word, known, labels)}"


Words = tuple[tuple[str, bool], ...]


def _joined(words: Words) -> tuple[str, bool]:
    """Join words that are one key or label; it is quoted if it is one word in quotes."""
    return ".".join(word for word, _quoted in words), len(words) == 1 and words[0][1]


def _keys(word: str, known: Mapping[str, LabelPath]) -> tuple[str, ...]:
    """Find a key: the word itself, or the end of a path that is its own."""
    if word in known:
        return (word,)
    ends = [key for key in known if key.endswith(f"/{word}")]
    return tuple(ends) if len(ends) == 1 else ()


def _labelled(word: str, known: Mapping[str, LabelPath], spec: TableSpec) -> tuple[str, ...]:
    bare = spec.language.bare(word)
    return tuple(key for key, path in known.items() if bare and spec.language.bare(path[-1].text) == bare)


def _unspaced(word: str) -> str:
    """Find an operator inside of a word."""
    return next(
        (sign for sign in ("==", "!=", "<=", ">=", "+", "*", "<", ">", "=", "-", "/") if sign in word), ""
    )


def _hint(word: str, known: Mapping[str, object], labels: Mapping[str, str] | None = None) -> str:
    """Suggest the key that is most similar, or whose label is; or list all keys."""
    intended = {**(labels or {}), **{key: key for key in known}}
    if close := get_close_matches(word, intended, n=1, cutoff=0.5):
        key = intended[close[0]]
        return f"; did you mean “{key}”{'' if close[0] == key else f' ({close[0]})'}?"
    return f"; there are {_listed(known)}"


def _listed(known: Mapping[str, object]) -> str:
    keys = list(known)
    return ", ".join(keys[:_LISTED]) + (" …" if len(keys) > _LISTED else "")
