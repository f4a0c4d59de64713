"""A table drawn on the terminal, with merged cells, and ideographs aligned."""

from collections.abc import Iterator, Sequence

from checker.documents.document import Cell, Table
from checker.terminal import width as columns_of
from checker.terminal import wrap
from checker.text import clean

_NARROWEST = 2  # an ideograph
_WIDEST = 40
_BESIDE = 3  # a border and a space on either side
# keyed by the lines that meet: up, down, left, right
_CORNERS = dict(
    zip(
        [(u, d, l, r) for u in (0, 1) for d in (0, 1) for l in (0, 1) for r in (0, 1)],  # noqa: E741  # left
        " ╶╴─╷┌┐┬╵└┘┴│├┤┼",
        strict=True,
    )
)


def draw(table: Table, columns: int) -> Iterator[str]:
    """Draw a table that fits in `columns` where possible; uncertain cells are marked with “?”."""
    if not table.cells:
        return
    widths = _widths(table, columns)
    texts = {cell: wrap(_text(cell), _inner(widths, cell.columns)) for cell in table.cells}
    heights = _heights(table, texts)
    lefts, tops = _offsets(widths, _BESIDE), _offsets(heights, 1)
    canvas = [[" "] * (lefts[-1] + 1) for _ in range(tops[-1] + 1)]
    _rule(canvas, table, lefts, tops)
    for cell, lines in texts.items():
        for number, line in enumerate(lines):
            _write(canvas[tops[cell.row] + 1 + number], lefts[cell.column] + 2, line)
    yield from ("".join(row).rstrip() for row in canvas)


def _text(cell: Cell) -> str:
    return clean(cell.text if cell.certain else f"? {cell.text}")


def _inner(widths: Sequence[int], span: range) -> int:
    return sum(widths[column] for column in span) + _BESIDE * (len(span) - 1)


def _widths(table: Table, columns: int) -> list[int]:
    """Size every column to its texts, then shrink the widest until all fit."""
    widths = [_NARROWEST] * table.width
    for cell in sorted(table.cells, key=lambda cell: cell.column_span):
        wanted = min(columns_of(_text(cell)), _WIDEST if cell.column_span == 1 else 6 * cell.column_span)
        lacking = wanted - _inner(widths, cell.columns)
        for column in cell.columns:
            widths[column] += max(0, -(-lacking // cell.column_span))
    while sum(widths) + _BESIDE * len(widths) + 1 > columns and max(widths) > 2 * _NARROWEST:
        widths[widths.index(max(widths))] -= 1
    return widths


def _heights(table: Table, texts: dict[Cell, tuple[str, ...]]) -> list[int]:
    heights = [1] * table.height
    for cell in sorted(table.cells, key=lambda cell: cell.row_span):
        lacking = len(texts[cell]) - sum(heights[row] for row in cell.rows) - (cell.row_span - 1)
        heights[cell.rows.stop - 1] += max(0, lacking)
    return heights


def _offsets(sizes: Sequence[int], beside: int) -> list[int]:
    offsets = [0]
    for size in sizes:
        offsets.append(offsets[-1] + size + beside)
    return offsets


def _rule(canvas: list[list[str]], table: Table, lefts: Sequence[int], tops: Sequence[int]) -> None:
    """Draw the lines between cells; positions without a cell are drawn as cells."""

    def owner(row: int, column: int) -> object:
        outside = row < 0 or column < 0 or row >= table.height or column >= table.width
        return None if outside else table.at(row, column) or (row, column)

    def below(row: int, column: int) -> int:
        """Return 1 if a line runs along the top of a position."""
        return int(owner(row - 1, column) != owner(row, column))

    def beside(row: int, column: int) -> int:
        """Return 1 if a line runs along the left of a position."""
        return int(owner(row, column - 1) != owner(row, column))

    for row, top in enumerate(tops):
        for column, left in enumerate(lefts):
            lines = (beside(row - 1, column), beside(row, column), below(row, column - 1), below(row, column))
            canvas[top][left] = _CORNERS[lines]
            if lines[3]:
                canvas[top][left + 1 : lefts[column + 1]] = "─" * (lefts[column + 1] - left - 1)
            if lines[1]:
                for line in range(top + 1, tops[row + 1]):
                    canvas[line][left] = "│"


def _write(row: list[str], start: int, text: str) -> None:
    """Write a text into a row of the canvas; an ideograph takes a second, empty position."""
    for character in text:
        taken = columns_of(character)
        if taken == 0:
            row[start - 1] += character
            continue
        row[start : start + taken] = [character] + [""] * (taken - 1)
        start += taken
