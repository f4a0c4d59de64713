"""Checks of a prescribed table: is it there, in its form, and filled in with numbers."""

from collections.abc import Container, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import groupby
from typing import ClassVar

from checker import (
    BoundCell,
    BoundTable,
    Check,
    Filing,
    Form,
    FoundLabel,
    Message,
    Messages,
    Mistake,
    Need,
    NotAssessed,
    Observation,
    Problem,
    needs,
)
from checker_checks.corrections import Place, diagnosis
from checker_checks.doubts import Doubts, may_hide_lines

_ = Messages(__package__)


def unknown_table(table: str, form: Form) -> Iterator[Mistake]:
    """Yield the mistake of naming a table that is not prescribed."""
    if all(spec.id != table for spec in form.tables):
        yield Mistake(("table",), f"“{table}” is not a prescribed table")


@dataclass(frozen=True)
class TableShape(Check):
    """The prescribed table is there, in the edition in force, with all its rows and columns under their labels.

    One table may lie in several pieces. Broken head cells, spaces, punctuation and the style of numbers in labels
    do not matter, nor does 其它 for 其他.

    Option: `table`.

    Codes: table-missing, table-outdated (an older edition's labels), table-row-missing, table-row-extra,
    table-column-missing, table-column-extra, table-label (another wording).
    """

    name: ClassVar[str] = "table-shape"
    codes: ClassVar[tuple[str, ...]] = (
        "table-missing", "table-outdated", "table-row-missing", "table-row-extra",
        "table-label", "table-column-missing", "table-column-extra",
    )  # fmt: skip

    table: str

    def mistakes(self, form: Form) -> Iterator[Mistake]:
        yield from unknown_table(self.table, form)

    def needs(self) -> Sequence[Need]:
        return (needs.Nothing(),)  # that a table is missing is what the check looks for

    def run(self, filing: Filing) -> Iterator[Observation]:
        spec = filing.form.table(self.table)
        found = filing.tables.get(self.table)
        needed = needs.Table(self.table, filled=False)
        missing = needed.missing(filing)
        if found is None:
            yield _absent(filing, self.table)
            yield from [replace(missing, cause="table-missing")] if missing else []
        elif (edition := filing.older_edition(found)) is not None:
            yield Problem(
                "table-outdated",
                _("table “{title}” is that of {edition}", title=spec.title, edition=edition),
                (self.table,),
                found.location,
                advice=_("copy the table from the edition in force and fill it in again"),
            )
            yield from [replace(missing, cause="table-outdated")] if missing else []
        elif (unread := needed.unread(filing)) is not None:
            yield unread
            yield from _extra(found)
            yield from _labels(found)
        else:
            yield from _rows(found)
            yield from _columns(found)
            yield from _extra(found)
            yield from _labels(found)


def _absent(filing: Filing, table: str) -> Observation:
    spec = filing.form.table(table)
    section = filing.outline.section(spec.section)
    if filing.outdated_sections or section is None or filing.unread_in(spec.section):
        missing = needs.Section(spec.section).missing(filing) or needs.Table(table).missing(filing)
        assert missing is not None, "asked only where the table is missing"
        return replace(missing, codes=("table-missing",))
    return Problem(
        "table-missing",
        _("section “{section}” has no table “{title}”", section=spec.section, title=spec.title),
        (table,),
        section.heading.paragraph.location,
        advice=_("insert the prescribed table; running text or a picture does not replace it"),
    )


def _rows(found: BoundTable) -> Iterator[Problem]:
    doubtful = may_hide_lines(found)
    for path in found.missing_rows:
        yield Problem(
            "table-row-missing",
            _("row “{label}” is missing", label=path[-1].text)
            if not path[-1].children
            else _("row “{label}” has no parts: {parts}",
                   label=path[-1].text, parts=tuple(leaf.text for leaf in path[-1].leaves)),
            (found.spec.id, path[-1].key),
            found.location,
            found.name(path[-1].key),
            expected=path[-1].text,
            advice=_("insert the row as prescribed and fill it in, 0 where there is nothing"),
            doubtful=doubtful,
        )  # fmt: skip


def _extra(found: BoundTable) -> Iterator[Problem]:
    doubts = Doubts.about(found)
    for extra in found.extra_rows:
        message = _("row “{label}” is not prescribed", label=extra.text)
        advice = _("delete the row; its figures belong in the prescribed rows")
        yield _unprescribed("table-row-extra", found, extra, message, advice, doubts=doubts)
    for extra in found.extra_columns:
        message = _("column “{label}” is not prescribed", label=extra.text)
        advice = _("delete the column; its figures belong in the prescribed columns")
        yield _unprescribed("table-column-extra", found, extra, message, advice, doubts=doubts)


def _unprescribed(
    code: str, found: BoundTable, extra: FoundLabel, message: Message, advice: Message, *, doubts: Doubts
) -> Problem:
    return Problem(
        code,
        message,
        (found.spec.id, found.spec.language.bare(extra.text)),
        extra.location,
        actual=extra.text,
        advice=advice,
        doubtful=doubts.cover(extra.location),
        cells=(extra.location,),
    )


def _columns(found: BoundTable) -> Iterator[Problem]:
    doubtful = may_hide_lines(found)
    for path in found.missing_columns:
        yield Problem(
            "table-column-missing",
            _("column “{label}” is missing", label=" / ".join(label.text for label in path)),
            (found.spec.id, path[-1].key),
            found.location,
            expected=path[-1].text,
            advice=_("insert the column as prescribed and fill it in, 0 where there is nothing"),
            doubtful=doubtful,
        )


def _labels(found: BoundTable) -> Iterator[Problem]:
    doubts = Doubts.about(found)
    for label in found.labels:
        wanted = label.path[-1].text
        if label.is_accepted(found.spec.language):
            continue
        yield Problem(
            "table-label",
            _("the label reads “{found}”, prescribed is “{wanted}”", found=label.text, wanted=wanted),
            (found.spec.id, label.path[-1].key),
            label.location,
            " / ".join(part.text for part in label.path[:-1]),
            expected=wanted,
            actual=label.text,
            advice=_("change the label to “{wanted}”", wanted=wanted),
            doubtful=doubts.touch(label.path) or doubts.cover(label.location),
            cells=(label.location,),
        )


@dataclass(frozen=True)
class TableCells(Check):
    """Every cell of the prescribed table holds a number, whole and not negative; nothing is left blank.

    Full-width digits, numbers in words, spaces, thousands separators, a trailing unit or stop are fine, and so is 0.00
    for 0. Blank cells that are the sum of others, or that sums show not to be 0, are left to `table-arithmetic`.

    Options: `table`; `decimals`, keys of rows that may hold decimals; `signed`, labels of columns that may hold
    negative numbers or words for them (增3).

    Codes: cell-blank (also “/” or “—”; one finding a row), cell-type, table-blank (not one cell is filled in).
    """

    name: ClassVar[str] = "table-cells"
    codes: ClassVar[tuple[str, ...]] = ("cell-blank", "cell-type", "table-blank")

    table: str
    decimals: tuple[str, ...] = ()
    signed: tuple[str, ...] = ()

    def mistakes(self, form: Form) -> Iterator[Mistake]:
        yield from unknown_table(self.table, form)
        for spec in form.tables:
            for index, key in enumerate(self.decimals if spec.id == self.table else ()):
                try:
                    spec.row_key(key)
                except ValueError as error:
                    yield Mistake(("decimals", index), str(error))

    def needs(self) -> Sequence[Need]:
        return (needs.Table(self.table, filled=False),)

    def run(self, filing: Filing) -> Iterator[Observation]:
        found = filing.tables[self.table]
        unread = filing.unread_cells(found)
        if not found.is_blank:
            yield from self._cells(found, diagnosis(found, filing).corrections, unread=bool(unread))
        elif unread:
            yield NotAssessed(unread[0], unread=True)
        else:
            yield self._blank(found)
            yield NotAssessed(
                _("table “{title}” is not filled in", title=found.spec.title), cause="table-blank"
            )

    def _blank(self, found: BoundTable) -> Problem:
        advice = _("fill in every cell, 0 where there is nothing")
        cells = tuple(bound.location for bound in found.cells.values())
        certain = all(bound.cell.certain for bound in found.cells.values())
        return Problem(
            "table-blank",
            _("table “{title}” is not filled in", title=found.spec.title),
            (self.table,),
            found.location,
            advice=advice,
            doubtful=not certain,
            cells=cells,
        )

    def _cells(self, found: BoundTable, summed: Container[Place], *, unread: bool) -> Iterator[Problem]:
        """Check each row; blank cells among those that are `summed` are not 0, and sums say so."""
        cells = sorted(found.cells.values(), key=lambda bound: list(found.spec.rows).index(bound.row))
        for row, bounds in groupby(cells, key=lambda bound: bound.row):
            line = list(bounds)
            blank = [bound for bound in line if bound.is_blank]
            if zero := [bound for bound in blank if (bound.row, bound.column) not in summed]:
                yield _blank_cells(found, row, zero, unread=unread)
            yield from (
                _wrong_type(found, bound, decimals=row in self.decimals)
                for bound in line
                if bound not in blank and not self._is_count(found, bound)
            )

    def _is_count(self, found: BoundTable, bound: BoundCell) -> bool:
        signed = found.spec.columns[bound.column][-1].text in self.signed
        language = found.spec.language
        text = bound.cell.text.lstrip(f" \u3000{language.change_signs}") if signed else bound.cell.text
        value = language.value(text)
        if value is None or (value < 0 and not signed):
            return False
        return bound.row in self.decimals or value == value.to_integral_value()


def _blank_cells(found: BoundTable, row: str, blank: list[BoundCell], *, unread: bool) -> Problem:
    columns = tuple(found.spec.columns[bound.column][-1].text for bound in blank)
    return Problem(
        "cell-blank",
        _("{count} cells of the row are blank: {columns}", count=len(blank), columns=columns),
        (found.spec.id, row, *(bound.column for bound in blank)),
        blank[0].location,
        found.name(row),
        actual=blank[0].cell.text.strip() or None,
        expected="0",
        advice=_("type 0 where there is nothing; sums count the cell as 0"),
        doubtful=unread or not all(bound.cell.certain for bound in blank),
        cells=tuple(bound.location for bound in blank),
    )


def _wrong_type(found: BoundTable, bound: BoundCell, *, decimals: bool) -> Problem:
    return Problem(
        "cell-type",
        _("“{text}” is not a number ≥ 0", text=bound.cell.text)
        if decimals
        else _("“{text}” is not a whole number", text=bound.cell.text),
        (found.spec.id, bound.row, bound.column),
        bound.location,
        found.name(bound.row, bound.column),
        actual=bound.cell.text,
        expected=_("a number, 0 or more") if decimals else _("a whole number, 0 or more"),
        advice=_("type the number alone"),
        doubtful=not bound.cell.certain,
        cells=(bound.location,),
    )
