"""A prescribed table as a sheet: laid out as printed, with the sums over all filings in its cells."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from math import ceil

from checker import Cell, Location, Messages, Table, layout, width
from checker_reporters.audit.totals import Sum
from checker_reporters.audit.xlsx import Book, Sheet

_ = Messages(__package__)

_TOP = 3  # rows above the table
_LABEL, _FIGURE = 22, 10  # letters that a column holds
_LINE = 14  # points
_FEW = 4  # columns up to which all are as wide as labels
_SHADE, _GAP = {"bg_color": "#F2F5F8"}, {"bg_color": "#FFF2CC"}


def write_sum(book: Book, sheet: Sheet, one: Sum) -> None:
    """Write a sheet: what is summed, the table, then the cells that not every filing fills."""
    summed = _(
        "filings summed: {count}; filings without the table: {left_out}",
        count=one.filings,
        left_out=one.left_out,
    )
    book.text(sheet, 0, 0, book.said.say(one.spec.title), book.format(bold=True, font_size=14))
    book.text(sheet, 1, 0, book.said.say(summed), book.format())
    form = _Form(book, sheet, one, dict(layout(one.spec)))
    form.write()
    _gaps(book, sheet, one, _TOP + form.table.height + 1)


@dataclass
class _Form:
    """A table that is laid out: its cells, those for figures with the keys of their row and column."""

    book: Book
    sheet: Sheet
    sum: Sum
    cells: Mapping[Cell, tuple[str, str] | None]

    @cached_property
    def table(self) -> Table:
        return Table(tuple(self.cells), Location(0))

    @cached_property
    def figured(self) -> frozenset[int]:
        """List the rows that have figures; the others are heads."""
        return frozenset(cell.row for cell, keys in self.cells.items() if keys)

    @cached_property
    def widths(self) -> list[int]:
        beside = min(cell.column for cell, keys in self.cells.items() if keys)
        few = self.table.width <= _FEW
        return [_LABEL if few or column < beside else _FIGURE for column in range(self.table.width)]

    def write(self) -> None:
        """Write row by row, as a stream must; a merged cell is framed whole."""
        for column, letters in enumerate(self.widths):
            self.sheet.set_column(column, column, letters)
        for row in range(self.table.height):
            self.sheet.set_row(_TOP + row, self._height(row))
            for column in range(self.table.width):
                cell = self.table.at(row, column)
                assert cell is not None, "a form has no holes"
                shade = self._shade(cell)
                if (row, column) == (cell.row, cell.column):
                    self._begin(cell, shade)
                else:
                    self.sheet.write_blank(_TOP + row, column, None, self.book.format(border=1, **shade))

    def _begin(self, cell: Cell, shade: Mapping[str, str]) -> None:
        row, column, keys = _TOP + cell.row, cell.column, self.cells[cell]
        if cell.row_span > 1 or cell.column_span > 1:
            # merge_range() would write rows further down, from which a stream cannot go back
            self.sheet.merge.append([row, column, _TOP + cell.rows.stop - 1, cell.columns.stop - 1])
        if keys is None:
            align = "left" if cell.row in self.figured else "center"
            kind = self.book.format(border=1, text_wrap=True, align=align, **shade)
            self.book.text(self.sheet, row, column, self.book.said.say(cell.text), kind)
        elif self.sum.filings:
            self.book.number(self.sheet, row, column, self.sum.values.get(keys, 0), border=1, **shade)
        else:
            self.sheet.write_blank(row, column, None, self.book.format(border=1))

    def _shade(self, cell: Cell) -> Mapping[str, str]:
        keys = self.cells[cell]
        if keys is None:
            return _SHADE
        return _GAP if self.sum.gaps[keys] else {}

    def _height(self, row: int) -> float:
        cells = {cell for column in range(self.table.width) if (cell := self.table.at(row, column))}
        return max(_LINE * 1.4, *(_LINE * self._lines(cell) / cell.row_span for cell in cells))

    def _lines(self, cell: Cell) -> int:
        """Count the lines that a text takes, a few letters of each lost where words break."""
        return ceil(width(cell.text) / (sum(self.widths[column] for column in cell.columns) - 3))


def _gaps(book: Book, sheet: Sheet, one: Sum, row: int) -> None:
    if not one.gaps:
        return
    head = _("left out of the sum, as the filing has no such cell or no number in it (filings)")
    book.text(sheet, row, 0, book.heading(head), book.format(bold=True))
    for keys, count in one.gaps.items():
        row += 1
        path = [*one.spec.rows[keys[0]], *one.spec.columns[keys[1]]]
        place = f"{count}  " + " / ".join(label.text for label in path if label.text)
        book.text(sheet, row, 0, book.said.say(place), book.format())
