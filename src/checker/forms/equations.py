"""Equations between the cells of real tables, and what keeps others from being computed."""

from collections.abc import Mapping, Sequence
from dataclasses import field
from typing import NamedTuple

from checker.forms.expressions import Comparison, Tree, leaves
from checker.forms.relations import Relation, Term
from checker.forms.tables import BoundCell, BoundTable
from checker.lazy_dataclasses import dataclass
from checker.messages import Message

Tables = Mapping[str, BoundTable]
Place = tuple[str, str, str]  # table, row, column


class Line(NamedTuple):
    """The row or column in which a relation is applied; both for free rows in each column."""

    row: str = ""
    column: str = ""


@dataclass(frozen=True, slots=True)
class Part:
    """A term with the cells whose sum it is, and where each of them stands."""

    term: Term
    cells: tuple[BoundCell, ...]
    places: tuple[Place, ...] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        table = self.term.table
        object.__setattr__(self, "places", tuple([(table, cell.row, cell.column) for cell in self.cells]))


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
    def parts(self) -> Sequence[Part]:
        """List the terms of both sides, from left to right."""
        return [*leaves(self.left), *leaves(self.right)]


@dataclass(frozen=True, slots=True)
class Gap:
    """Why a relation cannot be computed in a line; `empty` says that there are no numbers for a function."""

    line: Line
    reason: Message
    empty: bool = False
