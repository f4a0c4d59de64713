"""Statistics over many filings: totals of cells, and rates of one total to another."""

from collections.abc import Callable
from decimal import Decimal

from checker.lazy_dataclasses import dataclass
from checker.messages import Message

AT_LEAST = 10  # of what a rate is a part of

CellKey = tuple[str, str, str]  # table, row, column


@dataclass(frozen=True, slots=True)
class StatisticTerm:
    """A cell that counts `factor` times; where it is a group that is not printed as one, the sum of its `leaves`."""

    factor: Decimal
    cell: CellKey
    leaves: tuple[CellKey, ...] = ()


StatisticTerms = tuple[StatisticTerm, ...]
ReadCell = Callable[[CellKey], Decimal | None]


@dataclass(frozen=True, slots=True)
class Statistic:
    """A total over filings, or with `of` a rate: `value` to `of`, which is not shown where that is below `at_least`."""

    id: str
    name: Message
    value: StatisticTerms
    of: StatisticTerms = ()
    at_least: int = AT_LEAST

    @property
    def is_rate(self) -> bool:
        return bool(self.of)

    @property
    def cells(self) -> tuple[CellKey, ...]:
        """List the cells that it may need."""
        terms = (*self.value, *self.of)
        return tuple(dict.fromkeys(cell for term in terms for cell in (term.cell, *term.leaves)))

    def read(self, read: ReadCell) -> tuple[Decimal, Decimal] | None:
        """Return the value and what it is a part of (0 for a total) in one filing; `None` where a number is missing."""
        value, of = _total(self.value, read), _total(self.of, read)
        return None if value is None or of is None else (value, of)


def _total(terms: StatisticTerms, read: ReadCell) -> Decimal | None:
    total = Decimal(0)
    for term in terms:
        if (number := _number(term, read)) is None:
            return None
        total += term.factor * number
    return total


def _number(term: StatisticTerm, read: ReadCell) -> Decimal | None:
    if (own := read(term.cell)) is not None or not term.leaves:
        return own
    numbers = [number for leaf in term.leaves if (number := read(leaf)) is not None]
    return sum(numbers, Decimal(0)) if len(numbers) == len(term.leaves) else None
