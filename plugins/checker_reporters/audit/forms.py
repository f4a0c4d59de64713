"""A prescribed table as a sheet: laid out as printed, with the sums over all filings in its cells."""

from math import ceil

from checker.blanks import layout
from checker.columns import width
from checker.document import Cell, Location, Table
from checker.messages import Sentences
from checker_reporters.audit.book import Book, Sheet
from checker_reporters.audit.totals import Sum

_ = Sentences(__package__)

_TOP = 3  # rows above the table
_LABEL, _FIGURE = 22, 10  # letters that a column holds
_LINE = 14  # points
_FEW = 4  # columns up to which all are as wide as labels


def write_sum(book: Book, sheet: Sheet, one: Sum) -> None:
    """Write the sheet: what is summed, the table, then the cells that not every filing fills."""
    cells = dict(layout(one.spec))
    table = Table(tuple(cells), Location(0))
    beside = min((cell.column for cell, keys in cells.items() if keys), default=0)
    widths = [_LABEL if column < beside or table.width <= _FEW else _FIGURE for column in range(table.width)]
    for column, letters in enumerate(widths):
        sheet.set_column(column, column, letters)
    book.text(sheet, 0, 0, book.said.say(one.spec.title), book.format(bold=True, font_size=14))
    summed = _(
        "filings summed: {count}; filings without the table: {left_out}",
        count=one.filings,
        left_out=one.left_out,
    )
    book.text(sheet, 1, 0, book.said.say(summed), book.format())
    for row in range(table.height):
        sheet.set_row(_TOP + row, _height(table, row, widths))
        for column in range(table.width):
            cell = table.at(row, column)
            assert cell is not None, "a form has no holes"
            _write(book, sheet, one, (row, column), (cell, cells[cell]))
    _gaps(book, sheet, one, _TOP + table.height + 1)


def _write(
    book: Book, sheet: Sheet, one: Sum, at: tuple[int, int], placed: tuple[Cell, tuple[str, str] | None]
) -> None:
    """Write what stands at a place of the table; a merged cell is written where it begins, and framed whole."""
    cell, keys = placed
    row, column = at
    shade = {} if keys else {"bg_color": "#F2F5F8"}
    if keys and one.gaps[keys]:
        shade = {"bg_color": "#FFF2CC"}
    if at != (cell.row, cell.column):
        sheet.write_blank(_TOP + row, column, None, book.format(border=1, **shade))
        return
    if cell.row_span > 1 or cell.column_span > 1:
        # merge_range() would write rows further down, from which a stream cannot go back
        last = (_TOP + cell.rows.stop - 1, cell.columns.stop - 1)
        sheet.merge.append([_TOP + row, column, *last])
    if keys is None:
        kind = book.format(
            border=1, text_wrap=True, align="center" if cell.row == 0 or column else "left", **shade
        )
        book.text(sheet, _TOP + row, column, book.said.say(cell.text), kind)
    elif one.filings:
        book.number(sheet, _TOP + row, column, one.values.get(keys, 0), border=1, **shade)


def _height(table: Table, row: int, widths: list[int]) -> float:
    cells = {cell for column in range(table.width) if (cell := table.at(row, column))}
    return max(_LINE * 1.4, *(_LINE * _lines(cell, widths) / cell.row_span for cell in cells))


def _lines(cell: Cell, widths: list[int]) -> int:
    room = sum(widths[column] for column in cell.columns)
    return ceil(width(cell.text) * 1.1 / room) + (1 if width(cell.text) > room else 0)


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
