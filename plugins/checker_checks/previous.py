"""Checks against the report of the year before."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import ClassVar

from checker import (
    Check,
    Filing,
    Form,
    Messages,
    Need,
    NotApplicable,
    NotAssessed,
    Observation,
    Period,
    dataclass,
    needs,
    same_body,
)
from checker_checks.continuity import Both, CarriedOver, Stock

_ = Messages(__package__)


@dataclass(frozen=True)
class CarryOver(CarriedOver, Check):
    """What this year's report carries in is what the report of the year before carried out, in every column.

    Binds only where the report of the year before was given.

    Options:
        table: The table.
        row: The row that was carried in.
        earlier: The row of the year before that was carried out.

    Codes:
        carry-over: The figures of the two years differ.

    Example:
        carried-in:
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
    codes: ClassVar[tuple[str, ...]] = ("carry-over",)

    def needs(self) -> Sequence[Need]:
        return (needs.Nothing(),)  # two reports are asked, and only where there is a second one

    def carries(self, form: Form) -> Iterator[tuple[str, str, str]]:  # noqa: ARG002  # named by keys
        yield self.table, self.row, self.earlier

    def run(self, filing: Filing) -> Iterator[Observation]:
        both = both_years(filing, self.table)
        yield from self.compared(both) if isinstance(both, Both) else (both,)


@dataclass(frozen=True)
class StockFlow(Stock, Check):
    """What is in force is what was in force a year before, with what was added and without what was removed.

    Binds only where the report of the year before was given, and where its form has the same column.

    Options:
        table: The table.
        stock: The column of what is in force.
        added: The column of what was added.
        removed: The column of what was removed.

    Codes:
        stock-flow: Stock, added and removed do not go together.

    Example:
        stock:
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
    codes: ClassVar[tuple[str, ...]] = ("stock-flow",)

    def needs(self) -> Sequence[Need]:
        return (needs.Nothing(),)  # likewise

    def run(self, filing: Filing) -> Iterator[Observation]:
        both = both_years(filing, self.table)
        yield from self.compared(both) if isinstance(both, Both) else (both,)


# --- both reports ---


def both_years(filing: Filing, table: str) -> Both | NotAssessed | NotApplicable:
    """Bind both reports' tables, or say why they cannot be compared."""
    previous = filing.previous
    if previous is None:
        return NotApplicable(_("no report of the year before was given"))
    if (reason := _not_comparable(filing, previous)) is not None:
        return reason
    needed = needs.Table(table)
    if (missing := needed.missing(filing)) is not None:
        return missing
    if all(spec.id != table for spec in previous.form.tables):
        return NotApplicable(_("the form of the year before has no such table"))
    if (missing := needed.missing(previous)) is not None:
        where = _("in {document}: {reason}", document=_called(previous), reason=missing.reason)
        return NotAssessed(where, unread=True)
    unread = needed.unread(filing) or needed.unread(previous)
    return Both(filing.tables[table], previous.tables[table], _called(previous), unread)


def _not_comparable(filing: Filing, previous: Filing) -> NotAssessed | None:
    """Return why a report is not that of the same body for the period before; who gives both says so if neither names it."""
    if filing.period is None:
        return replace(needs.no_period(filing), unread=False)
    if not filing.body and previous.body:
        return NotAssessed(_("the title does not name the body that reports"))
    called = _called(previous)
    before = filing.form.cycle.before(filing.period)
    if before is None:
        return NotAssessed(_("the period before {period} is not known", period=filing.period.label))
    if previous.period is None or not _same_days(previous.period, before):
        written = filing.language.written_period
        found = "" if previous.period is None else written(previous.period)
        message = (
            _("{document} is not for {year}, the year before, but for “{found}”",
              document=called, year=written(before), found=found)
            if filing.form.cycle.is_yearly
            else _("{document} is not for {period}, the period before, but for “{found}”",
                   document=called, period=written(before), found=found)
        )  # fmt: skip
        return NotAssessed(message, unread=True)
    if filing.body and not same_body(previous.body, filing.body, filing.language):
        return NotAssessed(
            _("{document} is a report of “{other}”, not of “{body}”",
              document=called, other=previous.body, body=filing.body),
            unread=True,
        )  # fmt: skip
    return None


def _same_days(one: Period, other: Period) -> bool:
    return (one.start, one.end) == (other.start, other.end)


def _called(previous: Filing) -> str:
    """Call the report of the year before by its file and its title."""
    title = f"《{previous.title.text}》" if previous.title else ""
    return f"{previous.name}{title}"
