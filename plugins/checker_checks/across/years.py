"""Checks of figures against last year's filing of the same body."""

from abc import abstractmethod
from collections.abc import Iterator
from decimal import Decimal
from typing import ClassVar

from checker import (
    Audit,
    BodyCheck,
    BodyFilings,
    BoundCell,
    CrossProblem,
    Filing,
    Form,
    Json,
    Message,
    Messages,
    Mistake,
    NotAssessed,
    Observation,
    Problem,
    dataclass,
)
from checker_checks.across import body_filings
from checker_checks.continuity import Both, CarriedOver, Stock

_ = Messages(__package__)


class _AgainstYearBefore(BodyCheck):
    """Compares a table of every body with that of the year before."""

    table: str

    @abstractmethod
    def compared(self, both: Both) -> Iterator[Observation]:
        """Compare the tables of both years."""

    def digest(self, filing: Filing) -> Json:
        return body_filings.older_edition(filing, self.table)

    def compare(self, rule: str, filings: BodyFilings, audit: Audit) -> Iterator[CrossProblem]:
        both = body_filings.both_years(filings, audit, self.table, rule)
        filing = filings.filing.path if filings.filing else ""
        other = filings.previous.path if filings.previous else ""
        for seen in self.compared(both) if isinstance(both, Both) else (both,):
            yield CrossProblem(filings.body.name, seen, filing, other, self.table)


@dataclass(frozen=True)
class CarryOverAcrossYears(CarriedOver, _AgainstYearBefore):
    """What a filing carries in is what last year's filing of the body carried out, in every column.

    Applies only if the body's filing of the year before is in the audit.

    Options:
        table: The table.
        row: The row that was carried in.
        earlier: The row of the year before that was carried out.

    Codes:
        carry-over: The figures of the two years differ.

    Example:
        carried-across:
          check: carry-over
          clause: "{basis}, 3"
          requirement: What one report carries out the next one carries in.
          category: accuracy
          severity: error
          table: applications
          row: carried_in
          earlier: carried_out
    """

    name: ClassVar[str] = "carry-over"


@dataclass(frozen=True)
class StockFlowAcrossYears(Stock, _AgainstYearBefore):
    """What is in force is what last year's filing says, with what was added and without what was removed.

    Applies only if the body's filing of the year before is in the audit, and its form has the same column.

    Options:
        table: The table.
        stock: The column of what is in force.
        added: The column of what was added.
        removed: The column of what was removed.

    Codes:
        stock-flow: Stock, added and removed do not go together.

    Example:
        stock-across:
          check: stock-flow
          clause: "{basis}, 3"
          requirement: Last year's stock, what was added and what was removed make this year's.
          category: accuracy
          severity: warning
          table: rules
          stock: In force
          added: Made
          removed: Repealed
    """

    name: ClassVar[str] = "stock-flow"


@dataclass(frozen=True)
class Outlier(_AgainstYearBefore):
    """A figure is not many times, or a small part of, what it was the year before: if it is, a person looks at it.

    Applies only if the body's filing of the year before is in the audit, and its form has the row and column.

    Options:
        table: The table.
        rows: The rows, by their keys.
        columns: The columns; without it all that cross the rows.
        factor: How many times is too many.
        least: What the greater figure must be at least.

    Codes:
        outlier: A figure is many times, or a small part of, the earlier one.

    Example:
        leaps:
          check: outlier
          clause: "{basis}, 2"
          requirement: Figures are right.
          category: accuracy
          severity: info
          table: applications
          rows: [received, granted]
          columns: [Total]
          factor: 20
    """

    name: ClassVar[str] = "outlier"

    table: str
    rows: tuple[str, ...]
    columns: tuple[str, ...] = ()
    factor: int = 5
    least: int = 10

    def mistakes(self, form: Form) -> Iterator[Mistake]:
        yield from body_filings.unknown_cells(form, self.table, self.rows, self.columns)
        if self.factor < 2:
            yield Mistake(("factor",), "should be 2 or more")

    def compared(self, both: Both) -> Iterator[Problem | NotAssessed]:
        for row, column in body_filings.chosen_cells(both.now, self.rows, self.columns):
            if row not in both.before.spec.rows or column not in both.before.spec.columns:
                continue
            now, before = both.now.cells.get((row, column)), both.before.cells.get((row, column))
            if now is None or before is None or now.value is None or before.value is None:
                yield both.uncompared(row, column)
                continue
            small, great = sorted((now.value, before.value))
            if great >= self.least and great >= self.factor * small and small >= 0:
                yield self._problem(both, now, before, _change(now.value, before.value))

    def _problem(self, both: Both, now: BoundCell, before: BoundCell, change: Message | str) -> Problem:
        return Problem(
            "outlier",
            _("{figure} here, {earlier} in {document}: {change}",
              figure=f"{now.value:f}", earlier=f"{before.value:f}", document=both.name, change=change),
            (self.table, now.row, now.column),
            now.location,
            both.now.name(now.row, now.column),
            expected=_("about {value}, as in the year before", value=f"{before.value:f}"),
            actual=now.cell.text.strip(),
            advice=_("check for a typing error; if both figures are right, explain the change in the text"),
            doubtful=True,
            cells=(now.location,),
        )  # fmt: skip


def _change(now: Decimal, before: Decimal) -> Message | str:
    """Describe how a figure changed."""
    small, great = sorted((now, before))
    if small == 0:
        return _("from zero") if before == 0 else _("to zero")
    times = f"{great / small:.1f}".removesuffix(".0")
    return f"×{times}" if now > before else f"÷{times}"
