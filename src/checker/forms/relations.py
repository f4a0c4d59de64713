"""Relations between the cells of a prescribed table: sums and differences, compared."""

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

from checker.forms.tables import BoundCell, BoundTable, TableSpec

Sign = Literal["==", "<=", ">="]
Per = Literal["row", "column"]
_SIGNS: dict[str, Sign] = {"==": "==", "<=": "<=", ">=": ">="}


@dataclass(frozen=True, slots=True)
class Term:
    """A row key (or column key) with its sign; a group's key stands for the sum of its leaves."""

    factor: int
    key: str


@dataclass(frozen=True, slots=True)
class Relation:
    """`left sign right`, each side a sum of terms; it must hold in every row, or in every column.

    Terms of a relation per column are row keys, and the other way round.
    """

    per: Per
    left: tuple[Term, ...]
    sign: Sign
    right: tuple[Term, ...]

    @property
    def keys(self) -> tuple[str, ...]:
        return tuple(term.key for term in self.left + self.right)


def parse_relation(text: str, per: Per, spec: TableSpec) -> Relation:
    """Read `new + carried_in == total + carried_out`; raise ValueError saying what is wrong.

    Words are separated by spaces, so that a key may hold any other character.
    """
    words = text.split()
    signs = [word for word in words if word in _SIGNS]
    if len(signs) != 1:
        raise ValueError(f"“{text}” needs exactly one of ==, <=, >=")
    split = words.index(signs[0])
    left, right = _sum(words[:split], text), _sum(words[split + 1 :], text)
    known = spec.column_key if per == "row" else spec.row_key
    left, right = (tuple(Term(t.factor, known(t.key)) for t in side) for side in (left, right))
    return Relation(per, left, _SIGNS[signs[0]], right)


def _sum(words: list[str], text: str) -> tuple[Term, ...]:
    if len(words) % 2 == 0 or any(sign not in {"+", "-"} for sign in words[1::2]):
        raise ValueError(f"“{text}” is not keys joined by + and - (with spaces) on both sides")
    signs = ["+", *words[1::2]]
    return tuple(Term(1 if sign == "+" else -1, key) for sign, key in zip(signs, words[::2], strict=True))


@dataclass(frozen=True, slots=True)
class Side:
    """One side of an equation: its terms with the cells whose sum each of them is."""

    terms: tuple[tuple[Term, tuple[BoundCell, ...]], ...]

    @property
    def cells(self) -> tuple[tuple[int, BoundCell], ...]:
        return tuple((term.factor, cell) for term, cells in self.terms for cell in cells)

    @property
    def value(self) -> Decimal | None:
        """Sum up; `None` where a cell is not a number."""
        values = [(factor, cell.value) for factor, cell in self.cells]
        return (
            sum((f * v for f, v in values if v is not None), Decimal(0))
            if all(v is not None for _, v in values)
            else None
        )


@dataclass(frozen=True, slots=True)
class Equation:
    """A relation in one row or column of a real table."""

    relation: Relation
    line: str
    left: Side
    right: Side

    @property
    def excess(self) -> Decimal | None:
        """Return left minus right; `None` where a cell is not a number."""
        left, right = self.left.value, self.right.value
        return None if left is None or right is None else left - right

    @property
    def holds(self) -> bool:
        """Return whether the relation holds or cannot be computed."""
        excess = self.excess
        if excess is None:
            return True
        return {"==": excess == 0, "<=": excess <= 0, ">=": excess >= 0}[self.relation.sign]

    @property
    def factors(self) -> dict[tuple[str, str], int]:
        """Map the places of the cells to how often each counts in the excess."""
        factors: dict[tuple[str, str], int] = {}
        for sign, side in ((1, self.left), (-1, self.right)):
            for factor, cell in side.cells:
                key = (cell.row, cell.column)
                factors[key] = factors.get(key, 0) + sign * factor
        return {key: factor for key, factor in factors.items() if factor}


def equations(relation: Relation, table: BoundTable) -> Iterator[Equation]:
    """Apply a relation to every row or column of a real table where all its cells are there."""
    for line in _lines(relation, table):
        left, right = (_side(terms, line, relation, table) for terms in (relation.left, relation.right))
        if left is not None and right is not None:
            yield Equation(relation, line, left, right)


def _lines(relation: Relation, table: BoundTable) -> Iterator[str]:
    """Iterate over the lines that the relation crosses and that have cells of their own."""
    bound = {(row if relation.per == "row" else column): None for row, column in table.cells}
    for line in bound:
        if relation.per == "column" or set(relation.keys) <= table.spec.columns_of(line):
            yield line


def _side(terms: tuple[Term, ...], line: str, relation: Relation, table: BoundTable) -> Side | None:
    found = []
    for term in terms:
        row, column = (line, term.key) if relation.per == "row" else (term.key, line)
        cells = table.parts(row, column)
        if cells is None:
            return None
        found.append((term, cells))
    return Side(tuple(found))
