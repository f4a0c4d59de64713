"""A prescribed table as a sheet, laid out as printed, with the sums over all filings in its cells."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from math import ceil

from checker import Cell, Location, Messages, Table, layout, width
from checker_reporters.audit.totals import TableSum
from checker_reporters.audit.xlsx import ExcelWorkbook, Sheet

_ = Messages(__package__)

_TOP = 3  # rows above the table
_LABEL, _FIGURE = 22, 10  # widths of columns in characters
_LINE = 14  # points
_MAX_WIDE = 4  # a table of at most this many columns has only wide ones
_SHADE, _GAP = {"bg_color": "#F2F5F8"}, {"bg_color": "#FFF2CC"}


def write_sum(workbook: ExcelWorkbook, sheet: Sheet, one: TableSum) -> None:
    """Write a sheet: what was summed, the table, then the cells that not every filing has."""
    summed = _(
        "filings summed: {count}; filings without the table: {left_out}",
        count=one.filings,
        left_out=one.left_out,
    )
    workbook.text(
        sheet, 0, 0, workbook.wording.render(one.spec.title), workbook.format(bold=True, font_size=14)
    )
    workbook.text(sheet, 1, 0, workbook.wording.render(summed), workbook.format())
    sum_sheet = _SumSheet(workbook, sheet, one, dict(layout(one.spec)))
    sum_sheet.write()
    _gaps(workbook, sheet, one, _TOP + sum_sheet.table.height + 1)


@dataclass
class _SumSheet:
    """A printed table: its cells, those for figures with the keys of their row and column."""

    workbook: ExcelWorkbook
    sheet: Sheet
    sum: TableSum
    cells: Mapping[Cell, tuple[str, str] | None]

    @cached_property
    def table(self) -> Table:
        return Table(tuple(self.cells), Location(0))

    @cached_property
    def figure_rows(self) -> frozenset[int]:
        """Return the rows with figures; the others are headings."""
        return frozenset(cell.row for cell, keys in self.cells.items() if keys)

    @cached_property
    def widths(self) -> list[int]:
        beside = min(cell.column for cell, keys in self.cells.items() if keys)
        few = self.table.width <= _MAX_WIDE
        return [_LABEL if few or column < beside else _FIGURE for column in range(self.table.width)]

    def write(self) -> None:
        """Write row by row, as the file is a stream; every part of a merged cell gets a border."""
        for column, letters in enumerate(self.widths):
            self.sheet.set_column(column, column, letters)
        for row in range(self.table.height):
            self.sheet.set_row(_TOP + row, self._height(row))
            for column in range(self.table.width):
                cell = self.table.at(row, column)
                assert cell is not None, "every position of a form has a cell"
                shade = self._shade(cell)
                if (row, column) == (cell.row, cell.column):
                    self._begin(cell, shade)
                else:
                    self.sheet.write_blank(_TOP + row, column, None, self.workbook.format(border=1, **shade))

    def _begin(self, cell: Cell, shade: Mapping[str, str]) -> None:
        row, column, keys = _TOP + cell.row, cell.column, self.cells[cell]
        if cell.row_span > 1 or cell.column_span > 1:
            # merge_range() would write later rows, and a stream cannot go back
            self.sheet.merge.append([row, column, _TOP + cell.rows.stop - 1, cell.columns.stop - 1])
        if keys is None:
            align = "left" if cell.row in self.figure_rows else "center"
            kind = self.workbook.format(border=1, text_wrap=True, align=align, **shade)
            self.workbook.text(self.sheet, row, column, self.workbook.wording.render(cell.text), kind)
        elif self.sum.filings:
            self.workbook.number(self.sheet, row, column, self.sum.values.get(keys, 0), border=1, **shade)
        else:
            self.sheet.write_blank(row, column, None, self.workbook.format(border=1))

    def _shade(self, cell: Cell) -> Mapping[str, str]:
        keys = self.cells[cell]
        if keys is None:
            return _SHADE
        return _GAP if self.sum.gaps[keys] else {}

    def _height(self, row: int) -> float:
        cells = {cell for column in range(self.table.width) if (cell := self.table.at(row, column))}
        return max(_LINE * 1.4, *(_LINE * self._lines(cell) / cell.row_span for cell in cells))

    def _lines(self, cell: Cell) -> int:
        """Estimate the lines of a text; each loses a few characters to word wrap."""
        return ceil(width(cell.text) / (sum(self.widths[column] for column in cell.columns) - 3))


def _gaps(workbook: ExcelWorkbook, sheet: Sheet, one: TableSum, row: int) -> None:
    if not one.gaps:
        return
    head = _("not included in the sums: the filing lacks the cell, or it is not a number (filings)")
    workbook.text(sheet, row, 0, workbook.heading(head), workbook.format(bold=True))
    for keys, count in one.gaps.items():
        row += 1
        path = [*one.spec.rows[keys[0]], *one.spec.columns[keys[1]]]
        place = f"{count}  " + " / ".join(label.text for label in path if label.text)
        workbook.text(sheet, row, 0, workbook.wording.render(place), workbook.format())
