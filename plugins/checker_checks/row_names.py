"""Check that the rows of tables are called what a list of the document says."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from difflib import get_close_matches
from typing import ClassVar

from checker import (
    BoundTable,
    Check,
    Filing,
    Form,
    Language,
    Messages,
    Mistake,
    Need,
    NotApplicable,
    Observation,
    Problem,
    dataclass,
    entry_name,
    needs,
)
from checker_checks.tables import TableNames, named, only_one, unknown_table

_ = Messages(__package__)

_CLOSE = 0.75


@dataclass(frozen=True)
class RowNames(Check):
    """The rows of any number of a table are called what another table of the document lists.

    A name is the label of the row, or its text in the columns of `named_by`. What a row of the list is called counts, and
    every other text in it: an abbreviation, or the full name. So do the labels of fixed rows, such as a total. Signs,
    notes and case do not matter.

    Options:
        table: The table, a list of tables, or all.
        listed: The table that lists the names.

    Codes:
        row-unlisted: A row is called what the list does not say.

    Example:
        tables:
          offices:
            section: Outlook
            columns: {short: {label: Short, type: text}, name: {label: Office, type: text}}
            rows: {each: {any: true}}
          costs:
            section: Outlook
            stub: Office
            columns: {cost: Cost}
            rows: {each: {any: true}, total: Total}
        rules:
          offices-known:
            check: row-names
            clause: "{basis}, 3"
            requirement: Offices are called what the list of offices says.
            category: accuracy
            severity: error
            table: costs
            listed: offices
    """

    name: ClassVar[str] = "row-names"
    codes: ClassVar[tuple[str, ...]] = ("row-unlisted",)

    table: TableNames
    listed: str

    def mistakes(self, form: Form) -> Iterator[Mistake]:
        yield from unknown_table(self.table, form)
        if all(spec.id != self.listed for spec in form.tables):
            yield Mistake(("listed",), f"“{self.listed}” is not a prescribed table")

    def split(self, form: Form) -> Sequence[Check]:
        tables = tuple(name for name in named(self.table, form) if form.table(name).repeated)
        tables = tuple(name for name in tables if name != self.listed)
        return () if tables == (self.table,) else [replace(self, table=name) for name in tables]

    def needs(self) -> Sequence[Need]:
        return (needs.Table(only_one(self.table), filled=False), needs.Table(self.listed))

    def run(self, filing: Filing) -> Iterator[Observation]:
        found, listed = filing.tables[only_one(self.table)], filing.tables[self.listed]
        language = found.spec.language
        names = {
            language.bare(cell.cell.text): cell.cell.text.strip()
            for cell in listed.cells.values()
            if cell.cell.text
        }
        names |= {language.bare(label): label for label in _fixed(filing.form)}
        rows = [row for rows in found.repeated.values() for row in rows]
        if not rows:
            yield NotApplicable(_("table “{title}” has no rows to look up", title=found.spec.name))
        seen: set[str] = set()
        for row in rows:
            name = entry_name(found, row)
            bare = _plain(name, language)
            if bare not in names and bare not in seen:
                seen.add(bare)
                yield self._problem(found, row, name.strip(), names, listed.spec.name)

    def _problem(self, found: BoundTable, row: str, name: str, names: dict[str, str], title: str) -> Problem:
        cells = [cell for (at, _column), cell in found.cells.items() if at == row]
        close = get_close_matches(_plain(name, found.spec.language), names, 1, _CLOSE)
        return Problem(
            "row-unlisted",
            _("“{name}” is not in the table “{title}”", name=name, title=title)
            if name
            else _("the row has no name"),
            (found.spec.id, _plain(name, found.spec.language)),
            cells[0].location if cells else found.location,
            found.name(row),
            expected=names[close[0]] if close else None,
            actual=name or None,
            advice=_("call the row what the list says, or add it to the list"),
            doubtful=not all(cell.cell.certain for cell in cells),
            cells=tuple(cell.location for cell in cells[:1]),
        )


def _fixed(form: Form) -> Iterator[str]:
    """Iterate over the labels of the rows that tables have in any case: one that has no parts is called the whole."""
    for spec in form.tables:
        free = {label.key for label in spec.repeated}
        yield from (path[0].text for path in spec.rows.values() if path[0].key not in free)


def _plain(name: str, language: Language) -> str:
    return language.bare(language.notation.without_notes(name))
