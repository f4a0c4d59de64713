"""Check of rows against the report of the year before, where a note may say why they differ."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
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
    NotApplicable,
    NotAssessed,
    Observation,
    Paragraph,
    Pattern,
    Problem,
    Table,
    dataclass,
    entry_name,
    is_entry,
    needs,
)
from checker_checks.continuity import Both, plain
from checker_checks.previous import both_years
from checker_checks.tables import TableNames, named, only_one, unknown_table

_ = Messages(__package__)


@dataclass(frozen=True)
class CarryOverRows(Check):
    """In every row, what this year's report carries in is what the report of the year before carried out.

    Rows are the same if they are called the same. Binds only where the report of the year before was given. Where a note
    below the table, which may stand in a table of notes, says why figures were changed and names the row, a person must
    look; and at a total, where it names any row.

    Options:
        table: The table, or a list of tables.
        columns: The columns that are carried in, each with that of the year before.
        notes: Patterns of notes below the table that explain changes, compared without spaces, width and case.

    Codes:
        carry-over-row: The figures of the two years differ.

    Example:
        tables:
          stock:
            section: Outlook
            stub: Office
            columns: {start: At the start, end: At the end}
            rows: {each: {any: true}, total: Total}
        rules:
          carried-in:
            check: carry-over-rows
            clause: "{basis}, 3"
            requirement: What one report carries out the next one carries in.
            category: accuracy
            severity: error
            table: stock
            columns: {start: end}
            notes: [adjusted]
    """

    name: ClassVar[str] = "carry-over-rows"
    codes: ClassVar[tuple[str, ...]] = ("carry-over-row",)

    table: TableNames
    columns: Mapping[str, str]
    notes: tuple[Pattern, ...] = ()

    def mistakes(self, form: Form) -> Iterator[Mistake]:
        yield from unknown_table(self.table, form)
        for spec in (spec for spec in form.tables if spec.id in named(self.table, form)):
            for carried, earlier in self.columns.items():
                for path, key in ((("columns",), carried), (("columns", carried), earlier)):
                    if key not in spec.columns:
                        yield Mistake(path, f"“{key}” is not a column of the table")

    def split(self, form: Form) -> Sequence[Check]:
        tables = named(self.table, form)
        return () if tables == (self.table,) else [replace(self, table=name) for name in tables]

    def needs(self) -> Sequence[Need]:
        return (needs.Nothing(),)  # two reports are asked, and only where there is a second one

    def run(self, filing: Filing) -> Iterator[Observation]:
        both = both_years(filing, only_one(self.table))
        if not isinstance(both, Both):
            yield both
            return
        explained = self._explained(filing, both.now)
        earlier = dict(_rows(both.before))
        compared = False
        for name, row in _rows(both.now):
            for carried, column in self.columns.items():
                now, before = (
                    both.now.cells.get((row, carried)),
                    both.before.cells.get((earlier.get(name, ""), column)),
                )
                if now is None or before is None or now.value is None or before.value is None:
                    if now is not None and now.value and before is None:
                        yield both.unread or NotAssessed(
                            _("{document} has no row “{row}”", document=both.name, row=both.now.name(row))
                        )
                    continue
                compared = True
                if now.value != before.value:
                    yield self._problem(both, now, before, explained=row in explained)
        if not compared:
            yield NotApplicable(_("no row is in both reports"))

    def _explained(self, filing: Filing, found: BoundTable) -> set[str]:
        """Return the rows that are named by notes below the table that say what the patterns do."""
        explained: set[str] = set()
        names = {row: _printed(found, row) for row in dict.fromkeys(row for row, _column in found.cells)}
        longest_first = sorted(names, key=lambda row: -len(names[row]))
        for note in _notes_below(filing, found):
            if not any(pattern.search(note) for pattern in self.notes):
                continue
            text = note
            for row in longest_first:  # “Civil Rights” does not name “Civil”
                word = re.compile(rf"(?<!\w){re.escape(names[row])}(?!\w)", re.IGNORECASE)
                if names[row] and word.search(text):
                    explained.add(row)
                    text = word.sub(" ; ", text)
        return explained | {row for row in names if explained and not is_entry(found, row)}

    def _problem(self, both: Both, now: BoundCell, before: BoundCell, *, explained: bool) -> Problem:
        label = both.now.spec.columns[now.column][-1].text
        return Problem(
            "carry-over-row",
            _("“{label}” is {value} in this report, but {document} has {earlier}; a note explains changes of this row",
              label=label, value=plain(now), document=both.name, earlier=plain(before))
            if explained
            else _("“{label}” is {value} in this report, but {document} has {earlier}",
                   label=label, value=plain(now), document=both.name, earlier=plain(before)),
            (both.now.spec.id, both.now.spec.language.bare(both.now.name(now.row)), now.column),
            now.location,
            both.now.name(now.row, now.column),
            expected=plain(before),
            actual=now.cell.text.strip(),
            advice=_("type {value}, or say in a note below the table why it was changed", value=plain(before)),
            doubtful=explained or not (now.cell.certain and before.cell.certain),
            cells=(now.location,),
        )  # fmt: skip


def _notes_below(filing: Filing, found: BoundTable) -> Iterator[str]:
    """Iterate over the texts between a table and the next prescribed one; notes may be set in a table of their own."""
    prescribed = {
        piece.location.block for each in filing.occurrences.values() for one in each for piece in one.pieces
    }
    for block in filing.document.blocks[found.pieces[-1].location.block + 1 :]:
        if block.location.block in prescribed:
            return
        if isinstance(block, Paragraph):
            yield block.text
        elif isinstance(block, Table):
            yield from (cell.text for cell in block.cells)


def _rows(found: BoundTable) -> Iterator[tuple[str, str]]:
    """Iterate over the names of rows, bare, with their keys."""
    for row in dict.fromkeys(row for row, _column in found.cells):
        yield found.spec.language.bare(_printed(found, row)), row


def _printed(found: BoundTable, row: str) -> str:
    return found.spec.language.notation.without_notes(entry_name(found, row)).strip()
