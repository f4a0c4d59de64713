"""Checks of figures against those of the bodies below."""

from collections.abc import Iterator, Sequence
from decimal import Decimal
from typing import ClassVar

from checker import (
    Audit,
    BodyCheck,
    BodyFilings,
    BoundCell,
    BoundTable,
    CrossProblem,
    Filing,
    Form,
    Json,
    Messages,
    Mistake,
    NotApplicable,
    NotAssessed,
    Observation,
    Problem,
    StoredFiling,
    dataclass,
)
from checker_checks.across import body_filings

_ = Messages(__package__)

_NAMED = 3  # bodies named in one reason


@dataclass(frozen=True)
class RollUp(BodyCheck):
    """A figure of a body is at least the sum of those of the bodies below it; a smaller one must be reviewed.

    Applies only to bodies with bodies below them on the roster; assessed only if all of these have filed and have
    figures.

    Options:
        table: The table.
        rows: The rows, by their keys.
        columns: The columns; without it all that cross the rows.
        exact: Whether the figure must not be greater either.

    Codes:
        roll-up: A figure does not cover those of the bodies below.

    Example:
        covers-offices:
          check: roll-up
          clause: "{basis}, 2"
          requirement: A ministry's figures include those of its offices.
          category: accuracy
          severity: info
          table: applications
          rows: [received]
    """

    name: ClassVar[str] = "roll-up"

    table: str
    rows: tuple[str, ...]
    columns: tuple[str, ...] = ()
    exact: bool = False

    def mistakes(self, form: Form) -> Iterator[Mistake]:
        yield from body_filings.unknown_cells(form, self.table, self.rows, self.columns)

    def digest(self, filing: Filing) -> Json:
        return body_filings.older_edition(filing, self.table)

    def compare(self, rule: str, filings: BodyFilings, audit: Audit) -> Iterator[CrossProblem]:
        name = filings.body.name
        below = tuple(child for child in audit.children(name) if child != name)
        path = filings.filing.path if filings.filing else ""
        if not below:
            reason = NotApplicable(_("the roster has no body below “{body}”", body=name))
            yield CrossProblem(name, reason, path)
            return
        for seen, other in self._seen(filings, below, audit, rule):
            yield CrossProblem(name, seen, path, other, self.table)

    def _seen(
        self, filings: BodyFilings, below: Sequence[str], audit: Audit, rule: str
    ) -> Iterator[tuple[Observation, str]]:
        filed = body_filings.this_year(filings, audit)
        own = body_filings.table_of(filed, self.table, rule) if isinstance(filed, StoredFiling) else filed
        if not isinstance(own, BoundTable):
            yield own, ""
            return
        parts = {child: self._part(child, audit, rule) for child in below}
        lacking = tuple(child for child, part in parts.items() if part is None)
        if lacking:
            named = (*lacking[:_NAMED], *(["…"] if len(lacking) > _NAMED else []))
            missing = _("of {all} bodies below, {count} have no figures here: {bodies}",
                     all=len(below), count=len(lacking), bodies=named)  # fmt: skip
            yield NotAssessed(missing), ""
            return
        there = [part for part in parts.values() if part is not None]
        for row, column in body_filings.chosen_cells(own, self.rows, self.columns):
            yield from self._compared(own, there, row, column)

    def _part(self, child: str, audit: Audit, rule: str) -> "_Part | None":
        filings = audit.filings_of(child)
        if filings is None or filings.filing is None:
            return None
        found = body_filings.table_of(filings.filing, self.table, rule)
        return _Part(child, filings.filing.path, found) if isinstance(found, BoundTable) else None

    def _compared(
        self, own: BoundTable, parts: Sequence["_Part"], row: str, column: str
    ) -> Iterator[tuple[Observation, str]]:
        cell = own.cells.get((row, column))
        figures = [(part, part.table.cells.get((row, column))) for part in parts]
        values = [(part, c.value) for part, c in figures if c is not None and c.value is not None]
        if cell is None or cell.value is None or len(values) < len(figures):
            place = own.name(row, column)
            yield NotAssessed(_("“{place}” is not a number in every report", place=place)), ""
            return
        total = sum((value for _part, value in values), Decimal(0))
        if cell.value < total or (self.exact and cell.value != total):
            greatest, _value = max(values, key=lambda pair: pair[1])
            yield self._problem(own.name(row, column), cell, values), greatest.path

    def _problem(self, place: str, cell: BoundCell, values: Sequence[tuple["_Part", Decimal]]) -> Problem:
        assert cell.value is not None, "compared as a number"
        total = sum((value for _part, value in values), Decimal(0))
        greatest, value = max(values, key=lambda pair: pair[1])
        return Problem(
            "roll-up",
            _("{value} here, but the bodies below report {total} in sum: a difference of {difference}; "
              "bodies: {count}, greatest figure: {body} {part}",
              value=f"{cell.value:f}", total=f"{total:f}", difference=f"{abs(total - cell.value):f}",
              count=len(values), body=greatest.body, part=f"{value:f}"),
            (self.table, cell.row, cell.column),
            cell.location,
            place,
            expected=f"{total:f}" if self.exact else f"≥ {total:f}",
            actual=cell.cell.text.strip(),
            advice=_("check whether this report includes the bodies below, and which figure is wrong"),
            doubtful=True,
            cells=(cell.location,),
        )  # fmt: skip


@dataclass(frozen=True, slots=True)
class _Part:
    """The table of a body below."""

    body: str
    path: str
    table: BoundTable
