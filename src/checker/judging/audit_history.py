"""The finished runs of a store of audits, for audit reporters: what each found, of everybody and of each body."""

from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from typing import Protocol

from checker.forms.statistics import CellKey
from checker.lazy_dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class RunCounts:
    """The counts of a run: bodies that filed, that did not, that cannot be read; findings by severity; decided ones."""

    number: int
    period: str
    finished: str
    filed: int
    missing: int
    unread: int
    errors: int
    warnings: int
    hints: int
    review: int
    decided: int


class AuditHistory(Protocol):
    """The finished runs for one kind of report; everything is read from the store on demand."""

    @property
    def number(self) -> int:
        """Return the number of the run whose history this is."""
        ...

    @property
    def runs(self) -> Sequence[RunCounts]:
        """Return the counts of all runs, the oldest first, up to this one."""
        ...

    def bodies(self, number: int) -> Mapping[str, RunCounts]:
        """Map the bodies of a run to their counts, which are of the filing that counts and between filings."""
        ...

    def figures(
        self, number: int, cells: Sequence[CellKey]
    ) -> Iterator[tuple[str, Mapping[CellKey, Decimal]]]:
        """Yield the bodies of a run that filed, with the numbers in these cells of the filing that counts."""
        ...

    def sums(self, number: int) -> Iterator[tuple[str, str, CellKey, Decimal]]:
        """Yield parent and kind of bodies of a run, a cell, and the sum of its numbers in the filings that count."""
        ...
