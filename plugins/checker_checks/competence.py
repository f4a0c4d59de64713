"""Check of figures that only certain bodies may report."""

from collections.abc import Iterator, Sequence
from typing import ClassVar

from checker import (
    BoundCell,
    BoundTable,
    Check,
    Filing,
    Form,
    Messages,
    Mistake,
    Need,
    NotAssessed,
    Observation,
    Pattern,
    Problem,
    dataclass,
    needs,
)
from checker_checks.tables import unknown_table

_ = Messages(__package__)


@dataclass(frozen=True)
class Competence(Check):
    """A row is 0 unless the body that files may do what the row counts.

    The body is what the title names. Names that do not show whether the body may are left to a person.

    Options:
        table: The table.
        row: The row, by its key.
        may: Patterns of the names of bodies that may.
        doubtful: Patterns of names that do not show it; `may` counts first.
        instead: The row in which the figures of other bodies belong.

    Codes:
        competence: A body has figures in the row and may not do what it counts.

    Example:
        licences:
          check: competence
          clause: "{basis}, 3"
          requirement: Only authorities grant licences.
          category: accuracy
          severity: warning
          table: applications
          row: licences
          may: [authority, ministry]
          doubtful: [office]
          instead: received
    """

    name: ClassVar[str] = "competence"
    codes: ClassVar[tuple[str, ...]] = ("competence",)

    table: str
    row: str
    may: tuple[Pattern, ...]
    doubtful: tuple[Pattern, ...] = ()
    instead: str = ""

    def mistakes(self, form: Form) -> Iterator[Mistake]:
        yield from unknown_table(self.table, form)
        for spec in (spec for spec in form.tables if spec.id == self.table):
            for option, row in (("row", self.row), ("instead", self.instead)):
                if row and row not in spec.rows:
                    yield Mistake((option,), f"“{row}” is not a row of the table")

    def needs(self) -> Sequence[Need]:
        return (needs.Table(self.table, filled=False, every_line=False),)  # it looks at one row alone

    def run(self, filing: Filing) -> Iterator[Observation]:
        found = filing.tables[self.table]
        counted = self._counted(found)
        if _is_one_of(filing.body, self.may):
            return
        if not counted:
            yield from self._uncounted(filing, found)
            return
        if not filing.body:
            yield NotAssessed(_("the title does not name the body that reports"))
            return
        yield self._problem(filing, found, counted)

    def _uncounted(self, filing: Filing, found: BoundTable) -> Iterator[NotAssessed]:
        """Return why an incomplete row cannot be judged."""
        if any(
            (self.row, column[-1].key) not in found.cells for column in found.spec.band(self.row).leaf_columns
        ):
            label = found.spec.rows[self.row][-1].text
            unread = filing.unread_lines(found)
            missing = NotAssessed(_("“{label}” is missing", label=label))
            yield NotAssessed(unread[0], unread=True) if unread else missing

    def _counted(self, found: BoundTable) -> Sequence[BoundCell]:
        """List the cells of the row that are more than 0."""
        cells = (cell for (row, _column), cell in found.cells.items() if row == self.row)
        return [cell for cell in cells if (cell.value or 0) > 0]

    def _problem(self, filing: Filing, found: BoundTable, counted: Sequence[BoundCell]) -> Problem:
        row, first = found.spec.rows[self.row][-1].text, counted[0]
        figures = tuple(f"{found.spec.columns[cell.column][-1].text} {cell.value:f}" for cell in counted)
        unsure = _is_one_of(filing.body, self.doubtful)
        advice = _("type 0")
        if self.instead:
            other = found.spec.rows[self.instead][-1].text
            advice = _("move the number to “{other}” if it counts such documents, and type 0", other=other)
        return Problem(
            "competence",
            _("“{row}” has {figures}; the name of {body} does not show whether it may make them",
              row=row, figures=figures, body=filing.body)
            if unsure
            else _("“{row}” has {figures}; {body} may not make them", row=row, figures=figures, body=filing.body),
            (self.table, self.row),
            first.location,
            found.name(self.row),
            expected="0",
            actual="、".join(cell.cell.text.strip() for cell in counted),
            advice=advice,
            doubtful=unsure or not all(cell.cell.certain for cell in counted),
            cells=tuple(cell.location for cell in counted),
        )  # fmt: skip


def _is_one_of(body: str, names: Sequence[Pattern]) -> bool:
    return any(name.search(body) for name in names)
