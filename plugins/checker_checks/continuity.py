"""Figures that go on from the report of the year before: what both reports must agree on."""

from collections.abc import Iterator
from decimal import Decimal

from checker import (
    BoundCell,
    BoundTable,
    Form,
    Messages,
    Mistake,
    NotApplicable,
    NotAssessed,
    Problem,
    dataclass,
)
from checker_checks.tables import unknown_table

_ = Messages(__package__)


@dataclass(frozen=True, slots=True)
class Both:
    """The table of this year and that of the year before, whose document is called `name`.

    `unread` says why lines that seem to be missing from either may have been there.
    """

    now: BoundTable
    before: BoundTable
    name: str
    unread: NotAssessed | None = None

    def uncompared(self, row: str, column: str) -> NotAssessed:
        """Report that a figure of both forms is not in both reports."""
        place = self.now.name(row, column)
        return self.unread or NotAssessed(_("“{place}” is not a number in every report", place=place))


def filled(found: BoundTable | NotAssessed) -> BoundTable | NotAssessed:
    """Return a table that has figures, or say why there are none."""
    if isinstance(found, BoundTable) and found.is_blank:
        return NotAssessed(_("table “{title}” is not filled in", title=found.spec.name))
    return found


def plain(cell: BoundCell) -> str:
    """Write a cell's number without separators and units."""
    return f"{cell.value:f}"


@dataclass(frozen=True)
class CarriedOver:
    """What is carried in is what was carried out; the options of the checks that say so."""

    table: str
    row: str
    earlier: str

    def mistakes(self, form: Form) -> Iterator[Mistake]:
        yield from unknown_table(self.table, form)
        for spec in (spec for spec in form.tables if spec.id == self.table):
            for option, row in (("row", self.row), ("earlier", self.earlier)):
                if row not in spec.rows:
                    yield Mistake((option,), f"“{row}” is not a row of the table")

    def compared(self, both: Both) -> Iterator[Problem | NotApplicable | NotAssessed]:
        """Compare both years in every column."""
        if self.earlier not in both.before.spec.rows:
            yield NotApplicable(_("the form of the year before has no such row"))
            return
        crossing = both.now.spec.columns_of(self.row) & both.before.spec.columns_of(self.earlier)
        for column in (column for column in both.now.spec.columns if column in crossing):
            carried_in = both.now.cells.get((self.row, column))
            carried_out = both.before.cells.get((self.earlier, column))
            values = [cell.value for cell in (carried_in, carried_out) if cell is not None]
            if carried_in is None or carried_out is None or None in values:
                if not both.now.spec.columns[column][-1].children:  # a group need not be printed
                    yield both.uncompared(self.row, column)
            elif values[0] != values[1]:
                yield self._problem(both, carried_in, carried_out)

    def _problem(self, both: Both, carried_in: BoundCell, carried_out: BoundCell) -> Problem:
        return Problem(
            "carry-over",
            _("“{row}” is {value} in this report, but {document} has {earlier} as “{other}”",
              row=both.now.spec.rows[self.row][-1].text, value=plain(carried_in),
              document=both.name, earlier=plain(carried_out),
              other=both.before.spec.rows[self.earlier][-1].text),
            (self.table, self.row, carried_in.column),
            carried_in.location,
            both.now.name(self.row, carried_in.column),
            expected=plain(carried_out),
            actual=carried_in.cell.text.strip(),
            advice=_("type {value}, unless the report of the year before is wrong", value=plain(carried_out)),
            doubtful=not (carried_in.cell.certain and carried_out.cell.certain),
            cells=(carried_in.location,),
        )  # fmt: skip


@dataclass(frozen=True)
class Stock:
    """What is in force follows from what was in force; the options of the checks that say so."""

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

    def compared(self, both: Both) -> Iterator[Problem | NotApplicable | NotAssessed]:
        """Compare both years in every row."""
        stock, added, removed = map(both.now.spec.column_key, (self.stock, self.added, self.removed))
        if stock not in both.before.spec.columns:
            label = both.now.spec.columns[stock][-1].text
            yield NotApplicable(_("the form of the year before has no column “{label}”", label=label))
            return
        rows = (row for row in both.now.spec.rows if stock in both.now.spec.columns_of(row))
        for row in (row for row in rows if row in both.before.spec.rows):
            cells = [both.now.cells.get((row, column)) for column in (stock, added, removed)]
            figures = [cell for cell in (both.before.cells.get((row, stock)), *cells) if cell is not None]
            values = [cell.value for cell in figures if cell.value is not None]
            if len(values) < 1 + len(cells):
                if not both.now.spec.rows[row][-1].children:  # a group need not be printed
                    yield both.uncompared(row, stock)
            elif values[1] != values[0] + values[2] - values[3]:
                yield self._problem(both, figures, values)

    def _problem(self, both: Both, figures: list[BoundCell], values: list[Decimal]) -> Problem:
        before, now, *flow = figures
        expected = f"{values[0] + values[2] - values[3]:f}"
        labels = [both.now.spec.columns[cell.column][-1].text for cell in (now, *flow)]
        return Problem(
            "stock-flow",
            _("“{stock}” is {value} in this report; {earlier} in {document} + {added} {more} − {removed} {less} "
              "make {expected}",
              stock=labels[0], value=plain(now), earlier=plain(before), document=both.name, added=labels[1],
              more=plain(flow[0]), removed=labels[2], less=plain(flow[1]), expected=expected),
            (self.table, now.row, now.column),
            now.location,
            both.now.name(now.row, now.column),
            expected=expected,
            actual=now.cell.text.strip(),
            advice=_("check what was issued and repealed, and the figure of the year before"),
            doubtful=not all(cell.cell.certain for cell in figures),
            cells=tuple(cell.location for cell in (now, *flow)),
        )  # fmt: skip
