"""Checks against the report of the year before."""

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from typing import ClassVar

from checker.checks import Check, Mistake, NotApplicable, NotAssessed, Problem, Seen
from checker.filing import Filing, Form
from checker.messages import Sentences
from checker.tables import BoundCell, BoundTable
from checker_checks import access
from checker_checks.tables import unknown_table

_ = Sentences(__package__)

_GOVERNMENT = "人民政府"  # its office writes and publishes its report
_OFFICES = ("办公厅", "办公室")


@dataclass(frozen=True)
class CarryOver(Check):
    """What this year's report carries in is what the report of the year before carried out, in every column.

    Binds only where the report of the year before was given.

    Options: `table`; `row`, carried in; `earlier`, the row of the year before that was carried out.

    Codes: carry-over.
    """

    name: ClassVar[str] = "carry-over"

    table: str
    row: str
    earlier: str

    def mistakes(self, form: Form) -> Iterator[Mistake]:
        yield from unknown_table(self.table, form)
        for spec in (spec for spec in form.tables if spec.id == self.table):
            for option, row in (("row", self.row), ("earlier", self.earlier)):
                if row not in spec.rows:
                    yield Mistake((option,), f"“{row}” is no row of the table")

    def run(self, filing: Filing) -> Iterator[Seen]:
        both = _both(filing, self.table)
        if not isinstance(both, _Both):
            yield both
            return
        if self.earlier not in both.before.spec.rows:
            yield NotApplicable(_("the form of the year before has no such row"))
            return
        for column in both.now.spec.columns:
            carried_in = both.now.cells.get((self.row, column))
            carried_out = both.before.cells.get((self.earlier, column))
            if carried_in is None or carried_out is None:
                continue
            if carried_in.value is None or carried_out.value is None or carried_in.value == carried_out.value:
                continue
            yield self._problem(both, carried_in, carried_out)

    def _problem(self, both: "_Both", carried_in: BoundCell, carried_out: BoundCell) -> Problem:
        return Problem(
            "carry-over",
            _("“{row}” is {value} in this report, but {document} has {told} as “{other}”",
              row=both.now.spec.rows[self.row][-1].text, value=_plain(carried_in),
              document=both.name, told=_plain(carried_out),
              other=both.before.spec.rows[self.earlier][-1].text),
            (self.table, self.row, carried_in.column),
            carried_in.location,
            both.now.name(self.row, carried_in.column),
            expected=_plain(carried_out),
            actual=carried_in.cell.text.strip(),
            advice=_("type {value}, unless the report of the year before is wrong", value=_plain(carried_out)),
            doubtful=not (carried_in.cell.certain and carried_out.cell.certain),
            cells=(carried_in.location,),
        )  # fmt: skip


@dataclass(frozen=True)
class StockFlow(Check):
    """What is in force is what was in force a year before, with what was added and without what was removed.

    Binds only where the report of the year before was given, and where its form has the same column.

    Options: `table`; `stock`, `added` and `removed`, the columns.

    Codes: stock-flow.
    """

    name: ClassVar[str] = "stock-flow"

    table: str
    stock: str
    added: str
    removed: str

    def mistakes(self, form: Form) -> Iterator[Mistake]:
        yield from unknown_table(self.table, form)
        for spec in (spec for spec in form.tables if spec.id == self.table):
            for option, column in (("stock", self.stock), ("added", self.added), ("removed", self.removed)):
                try:
                    spec.column_key(column)
                except ValueError as error:
                    yield Mistake((option,), str(error))

    def run(self, filing: Filing) -> Iterator[Seen]:
        both = _both(filing, self.table)
        if not isinstance(both, _Both):
            yield both
            return
        stock, added, removed = map(both.now.spec.column_key, (self.stock, self.added, self.removed))
        if stock not in both.before.spec.columns:
            label = both.now.spec.columns[stock][-1].text
            yield NotApplicable(_("the form of the year before has no column “{label}”", label=label))
            return
        for row in both.now.spec.rows:
            cells = [both.now.cells.get((row, column)) for column in (stock, added, removed)]
            told = [cell for cell in (both.before.cells.get((row, stock)), *cells) if cell is not None]
            values = [cell.value for cell in told if cell.value is not None]
            if len(values) == 1 + len(cells) and values[1] != values[0] + values[2] - values[3]:
                yield self._problem(both, told, values)

    def _problem(self, both: "_Both", told: list[BoundCell], values: list[Decimal]) -> Problem:
        before, now, *flow = told
        expected = f"{values[0] + values[2] - values[3]:f}"
        labels = [both.now.spec.columns[cell.column][-1].text for cell in (now, *flow)]
        return Problem(
            "stock-flow",
            _("“{stock}” is {value} in this report; {told} in {document} + {added} {more} − {removed} {less} "
              "make {expected}",
              stock=labels[0], value=_plain(now), told=_plain(before), document=both.name, added=labels[1],
              more=_plain(flow[0]), removed=labels[2], less=_plain(flow[1]), expected=expected),
            (self.table, now.row, now.column),
            now.location,
            both.now.name(now.row, now.column),
            expected=expected,
            actual=now.cell.text.strip(),
            advice=_("check what was issued and repealed, and the figure of the year before"),
            doubtful=not all(cell.cell.certain for cell in told),
            cells=tuple(cell.location for cell in (now, *flow)),
        )  # fmt: skip


# --- both reports ---


@dataclass(frozen=True, slots=True)
class _Both:
    """The table of this year and that of the year before, whose document is called `name`."""

    now: BoundTable
    before: BoundTable
    name: str


def _both(filing: Filing, table: str) -> "_Both | NotAssessed | NotApplicable":
    """Bind both reports' tables, or say why they cannot be compared."""
    previous = filing.previous
    if previous is None:
        return NotApplicable(_("no report of the year before was given"))
    if (reason := _not_comparable(filing, previous)) is not None:
        return reason
    now = _filled(filing, table)
    if isinstance(now, NotAssessed):
        return now
    if all(spec.id != table for spec in previous.form.tables):
        return NotApplicable(_("the form of the year before has no such table"))
    before = _filled(previous, table)
    if isinstance(before, NotAssessed):
        where = _("in {document}: {reason}", document=_called(previous), reason=before.reason)
        return NotAssessed(where, unread=True)
    return _Both(now, before, _called(previous))


def _filled(filing: Filing, table: str) -> BoundTable | NotAssessed:
    found = access.table(filing, table)
    if isinstance(found, BoundTable) and access.is_blank_table(found):
        return NotAssessed(_("table “{title}” is not filled in", title=found.spec.title))
    return found


def _not_comparable(filing: Filing, previous: Filing) -> NotAssessed | None:
    """Say why a report is not that of the same body for the year before."""
    if filing.year is None:
        return NotAssessed(_("the document does not tell which year it is for"))
    if not filing.body:
        return NotAssessed(_("the title does not name the body that reports"))
    called = _called(previous)
    if previous.year != filing.year - 1:
        found = "" if previous.year is None else f"{previous.year}年"
        return NotAssessed(
            _("{document} is not for {year}, the year before, but for “{found}”",
              document=called, year=f"{filing.year - 1}年", found=found),
            unread=True,
        )  # fmt: skip
    if _author(previous.body) != _author(filing.body):
        return NotAssessed(
            _("{document} is a report of “{other}”, not of “{body}”",
              document=called, other=previous.body, body=filing.body),
            unread=True,
        )  # fmt: skip
    return None


def _author(body: str) -> str:
    """Name the body whose report it is: that of a government is its office's."""
    office = next((office for office in _OFFICES if body.endswith(_GOVERNMENT + office)), "")
    return body.removesuffix(office)


def _called(previous: Filing) -> str:
    """Call the report of the year before by its file and its title."""
    title = f"《{previous.title.text}》" if previous.title else ""
    return f"{previous.name}{title}"


def _plain(cell: BoundCell) -> str:
    return f"{cell.value:f}"
