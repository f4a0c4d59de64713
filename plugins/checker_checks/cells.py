"""Check of what the cells of a prescribed table hold."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import groupby
from typing import ClassVar

from checker import (
    BoundCell,
    BoundTable,
    Check,
    Filing,
    Form,
    Message,
    Messages,
    Mistake,
    Need,
    NotAssessed,
    Observation,
    Problem,
    dataclass,
    is_entry,
    needs,
    regex,
    whole,
)
from checker_checks.cell_faults import Fault, fault, wanted
from checker_checks.corrections import TableDiagnosis, table_diagnosis
from checker_checks.tables import TableNames, named, only_one, unknown_table

_ = Messages(__package__)

_PRIVATE = regex("[\ue000-\uf8ff]")  # characters of which every typeface makes its own

_NO_VALUE = frozenset({"blank", "not-applicable"})


@dataclass(frozen=True)
class TableCells(Check):
    """Every cell of the prescribed table holds what it must, and nothing is left blank.

    The pack says it with `type`, and options, of the table, a column or a row; the row's counts before the column's,
    and the column's before the table's. Without one a cell must hold a whole number, 0 or more, in digits or words:
    full-width digits, spaces, thousands separators, a trailing unit or stop are fine, and so is 0.00 for 0.

    Types: number, in every notation of the language (1,902; (345.50); −5; $5; 1.2 million; <1; 1,902* with a note
    mark), where 1.234,56 and 1 234,56 are clear and 1.234 is read as `numbers: decimal:` of the pack says; integer, a
    whole number, 0 or more; money, with or without a currency; percent, where 12% and 12 are the same and 0.12 is
    0.12%; date, a day in any notation; text; choice, one of the values of `one_of`, named or ticked (☑ High ☐ Low);
    mark, ticked or not (☑, ☐, √, ×, yes, no).

    A type has options of its own: `one_of`, which makes it a choice; `several: true`, a choice of several values, parted
    by commas, semicolons, strokes or lines; `pattern`, a regular expression for the whole cell; `unit`, what may
    stand behind the number, and nothing else then; `minimum` and `maximum`; `required: false` or `blank: fine`, the
    cell may be blank or say N/A; `not_applicable: fine`, it may say N/A, but not be blank. A mark may be blank unless
    it is `required: true`; so may all but the figures of a row with a label beside rows of any number, such as their
    total; where relations of the pack add up such a row, the columns that they leave out (`only`) may be blank, too.
    What says nothing, and what says N/A, is up to the language and to `numbers: {nothing: [–], not_applicable: [k.
    A.]}` of the pack.

    Blank cells that are the sum of others, or that sums show not to be 0, are left to `table-arithmetic`.

    Options:
        table: The table, a list of tables, or all.
        decimals: Keys of rows in which whole numbers may have decimals.
        signed: Labels of columns that may hold negative numbers, or words for them where the cells have no type (增3).

    Codes:
        cell-blank: A cell is blank, or says “/”, “—” or N/A; one finding a row.
        cell-type: A cell does not hold what it must.
        table-blank: Not one cell is filled in.

    Example:
        tables:
          findings:
            section: Outlook
            columns:
              finding: {label: Finding, type: text}
              severity: {label: Severity, one_of: [Critical, High, Medium, Low]}
              due: {label: Due date, type: date, blank: fine}
              cost: {label: Cost, type: money, minimum: 0}
            rows:
              each: {any: true, at_least: 1}
        rules:
          findings-cells:
            check: table-cells
            clause: "{basis}, 3"
            requirement: Every finding has a severity and a cost.
            category: completeness
            severity: error
            table: findings
    """

    name: ClassVar[str] = "table-cells"
    codes: ClassVar[tuple[str, ...]] = ("cell-blank", "cell-type", "table-blank")

    table: TableNames
    decimals: tuple[str, ...] = ()
    signed: tuple[str, ...] = ()

    def mistakes(self, form: Form) -> Iterator[Mistake]:
        yield from unknown_table(self.table, form)
        tables = named(self.table, form)
        for spec in form.tables:
            for index, key in enumerate(self.decimals if spec.id in tables else ()):
                try:
                    spec.row_key(key)
                except ValueError as error:
                    yield Mistake(("decimals", index), str(error))

    def split(self, form: Form) -> Sequence[Check]:
        tables = named(self.table, form)
        return () if tables == (self.table,) else [replace(self, table=name) for name in tables]

    def needs(self) -> Sequence[Need]:
        return (needs.Table(only_one(self.table), filled=False),)

    def run(self, filing: Filing) -> Iterator[Observation]:
        found = filing.tables[only_one(self.table)]
        unread = filing.unread_cells(found)
        if any(bound.type is not None and bound.type.is_open for bound in found.cells.values()):
            yield NotAssessed(_("the period of the report is not known"), codes=("cell-type",))
        if garbled := [bound for bound in found.cells.values() if _PRIVATE.search(bound.cell.text)]:
            reason = _(
                "signs of {count} cells have no meaning outside of their typeface, so they cannot be read",
                count=len(garbled),
            )
            yield NotAssessed(reason, unread=True)
        if not found.is_blank:
            yield from self._cells(found, table_diagnosis(found, filing), unread=bool(unread))
        elif unread:
            yield NotAssessed(unread[0], unread=True)
        elif not found.is_left_blank:
            yield self._blank(found)
            yield NotAssessed(
                _("table “{title}” is not filled in", title=found.spec.name), cause="table-blank"
            )

    def _blank(self, found: BoundTable) -> Problem:
        advice = _("fill in every cell, 0 where there is nothing")
        cells = tuple(bound.location for bound in found.cells.values())
        certain = all(bound.cell.certain for bound in found.cells.values())
        return Problem(
            "table-blank",
            _("table “{title}” is not filled in", title=found.spec.name),
            (found.spec.id,),
            found.location,
            advice=advice,
            doubtful=not certain,
            cells=cells,
        )

    def _cells(self, found: BoundTable, sums: TableDiagnosis, *, unread: bool) -> Iterator[Problem]:
        """Check each row; blank cells that sums show not to be 0 are left to these."""
        summed, totals = {*sums.corrections, *sums.blank_lines}, _totals(found, sums)
        order = {row: at for at, row in enumerate(found.spec.rows)}
        ordered = sorted(found.cells.values(), key=lambda bound: order[bound.row])
        once: dict[object, BoundCell] = {}  # rows may share a cell
        for bound in ordered:
            at = bound.location
            once.setdefault((at.block, at.row, at.column), bound)
        cells = sorted(once.values(), key=lambda bound: order[bound.row])
        for row, bounds in groupby(cells, key=lambda bound: bound.row):
            line = list(bounds)
            blank = [bound for bound in line if bound.reading.kind in _NO_VALUE]
            needed = [bound for bound in blank if _is_needed(found, bound, totals)]
            if empty := [bound for bound in needed if (bound.row, bound.column) not in summed]:
                yield _blank_cells(found, row, empty, unread=unread)
            filled = (bound for bound in line if bound.reading.kind not in _NO_VALUE)
            yield from (
                _wrong_type(found, bound, wrong)
                for bound in filled
                if not _PRIVATE.search(bound.cell.text)
                if (wrong := self._fault(found, bound)) is not None
            )

    def _fault(self, found: BoundTable, bound: BoundCell) -> Fault | None:
        """Return what is wrong with a cell that is filled in."""
        signed = found.spec.columns[bound.column][-1].text in self.signed
        return fault(bound, signed=signed, decimals=bound.row in self.decimals)


def _totals(found: BoundTable, sums: TableDiagnosis) -> Mapping[str, Collection[str]]:
    """Map the rows beside rows of any number that relations add up to the columns in which they do."""
    totals: dict[str, set[str]] = {}
    for row, column in sums.added if found.spec.repeated else ():
        if not is_entry(found, row):
            totals.setdefault(row, set()).add(column)
    return totals


def _is_needed(found: BoundTable, bound: BoundCell, totals: Mapping[str, Collection[str]]) -> bool:
    """Return whether a cell must be filled in; a total beside rows of any number has figures and nothing else."""
    if bound.type is not None and not bound.type.required:
        return False
    if bound.type is not None and bound.type.not_applicable and bound.reading.kind == "not-applicable":
        return False
    path = found.spec.rows[bound.row]
    if not found.spec.repeated or any(label.repeat is not None for label in path):
        return True
    beside = (label.location for label in found.labels if label.path == path)
    if any(at.column is not None and (bound.location.column or 0) < at.column for at in beside):
        return False  # in front of its label
    if bound.row in totals and bound.column not in totals[bound.row]:
        return False
    return bound.type is None or bound.type.is_numeric


def _blank_cells(found: BoundTable, row: str, blank: list[BoundCell], *, unread: bool) -> Problem:
    """Report the blank cells of a row; where all are numbers, 0 may be meant."""
    columns = tuple(found.spec.columns[bound.column][-1].text for bound in blank)
    numbers = all(
        bound.type is None or (bound.type.is_numeric and bound.reading.kind == "blank") for bound in blank
    )
    alone = wanted(blank[0]) if len(blank) == 1 else None
    return Problem(
        "cell-blank",
        _not_filled(blank, columns),
        (found.spec.id, row, *(bound.column for bound in blank)),
        blank[0].location,
        found.name(row),
        actual=blank[0].cell.text.strip() or None,
        expected="0" if numbers else alone,
        advice=_("type 0 where there is nothing; sums count the cell as 0")
        if numbers
        else _("say what there is, 0 for a number of nothing")
        if all(map(_says_no_value, blank))
        else _("fill in these cells"),
        doubtful=unread or not all(bound.cell.certain for bound in blank),
        cells=tuple(bound.location for bound in blank),
        target=found.name(row, blank[0].column) if len(blank) == 1 else "",
        edits=tuple(whole(bound.location, bound.cell.text, "0") for bound in blank if numbers),
    )


def _not_filled(blank: list[BoundCell], columns: tuple[str, ...]) -> Message:
    """Say which cells of a row are blank, or say that there is no value where one is due."""
    texts = [bound.cell.text.strip() for bound in blank if _says_no_value(bound)]
    if not texts:
        return (
            _("{count} cells of the row are blank: {columns}", count=len(blank), columns=columns)
            if len(blank) > 1
            else _("the cell “{column}” is blank", column=columns[0])
        )
    if len(texts) < len(blank):
        return _("{count} cells of the row are blank or say “{text}” where a value is due: {columns}",
                 count=len(blank), text=texts[0], columns=columns)  # fmt: skip
    return (
        _("{count} cells of the row say “{text}” where a value is due: {columns}",
          count=len(blank), text=texts[0], columns=columns)
        if len(blank) > 1
        else _("the cell “{column}” says “{text}” where a value is due", column=columns[0], text=texts[0])
    )  # fmt: skip


def _says_no_value(bound: BoundCell) -> bool:
    return bound.reading.kind == "not-applicable"


def _wrong_type(found: BoundTable, bound: BoundCell, wrong: Fault) -> Problem:
    return Problem(
        "cell-type",
        wrong.message,
        (found.spec.id, bound.row, bound.column),
        bound.location,
        found.name(bound.row, bound.column),
        actual=bound.cell.text,
        expected=wrong.expected,
        advice=wrong.advice,
        doubtful=not bound.cell.certain,
        cells=(bound.location,),
        edits=wrong.edits,
    )
