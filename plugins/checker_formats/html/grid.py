"""The grid of a table: the position of each cell after rowspan and colspan."""

from bisect import bisect_left
from collections.abc import Iterator, Sequence

from lxml.etree import _Element

from checker import Cell, Messages, dataclass, regex
from checker_formats.html.tree import is_hidden, too_large

_ = Messages(__package__)

COLUMNS_LIMIT = 1024
PLACES_LIMIT = 500_000
_WIDEST = 1000  # browsers clamp spans to this width
_SPAN = regex(r"\s*\+?0*(\d{1,9})")
_GROUPS = {"thead": 0, "tfoot": 2}  # shown first and last, wherever they occur


@dataclass(frozen=True, slots=True)
class HtmlCell:
    """A cell of a row with its spans; `down` 0 spans the rest of its row group."""

    text: str
    across: int = 1
    down: int = 1
    certain: bool = True


@dataclass(frozen=True, slots=True)
class _SpannedCell:
    text: str
    row: int
    column: int
    down: int
    across: int
    certain: bool


def groups_of(table: _Element) -> list[list[_Element]]:
    """List the rows of a table by group, in display order."""
    groups: list[tuple[int, list[_Element]]] = []
    loose: list[_Element] | None = None
    for element in table:
        if is_hidden(element):
            continue
        if element.tag == "tr":
            if loose is None:
                loose = []
                groups.append((1, loose))
            loose.append(element)
        elif element.tag in {"thead", "tbody", "tfoot"}:
            loose = None
            rows = [row for row in element.iterchildren("tr") if not is_hidden(row)]
            groups.append((_GROUPS.get(element.tag, 1), rows))
    return [rows for _rank, rows in sorted(groups, key=lambda group: group[0])]


def cells_of(row: _Element) -> Iterator[_Element]:
    """Iterate over the visible cells of a row."""
    return (cell for cell in row.iterchildren("td", "th") if not is_hidden(cell))


def span(cell: _Element, name: str) -> int:
    """Read a span as browsers do: 1 if malformed."""
    match = _SPAN.match(cell.get(name, "1"))
    number = int(match.group(1)) if match else 1
    return number if name == "rowspan" else min(max(number, 1), _WIDEST)


class HtmlGrids:
    """Place the cells of the tables of one page, within a limit on their total area."""

    def __init__(self) -> None:
        self._places = 0

    def placed(self, groups: Sequence[Sequence[Sequence[HtmlCell]]]) -> tuple[Cell, ...]:
        """Place the cells of groups of rows; rows and columns in which no cell begins are removed."""
        spanned: list[_SpannedCell] = []
        top = 0
        for rows in groups:
            spanned += self._group(rows, top)
            top += len(rows)
        tops = sorted({cell.row for cell in spanned})
        lefts = sorted({cell.column for cell in spanned})
        return tuple(_cell(cell, tops, lefts) for cell in spanned)

    def _group(self, rows: Sequence[Sequence[HtmlCell]], top: int) -> Iterator[_SpannedCell]:
        """Place the cells of one group: none extends beyond its end."""
        taken: dict[int, int] = {}  # by column: the row after the end of the cell above
        for number, row in enumerate(rows):
            column = 0
            for cell in row:
                while taken.get(column, 0) > number:
                    column += 1
                # a cell that would overlap one from above ends where that one begins
                reach = range(1, cell.across)
                across = next((n for n in reach if taken.get(column + n, 0) > number), cell.across)
                left = len(rows) - number
                down = min(cell.down, left) if cell.down else left
                self._count(column + across, across * down)
                taken.update(dict.fromkeys(range(column, column + across), number + down))
                yield _SpannedCell(
                    cell.text, top + number, column, down, across, cell.certain and across == cell.across
                )
                column += across

    def _count(self, columns: int, places: int) -> None:
        self._places += places
        if columns > COLUMNS_LIMIT:
            raise too_large(_("a table has more than {limit} columns", limit=COLUMNS_LIMIT))
        if self._places > PLACES_LIMIT:
            raise too_large(_("the tables have more than {limit} cells", limit=PLACES_LIMIT))


def _cell(cell: _SpannedCell, tops: Sequence[int], lefts: Sequence[int]) -> Cell:
    row, column = bisect_left(tops, cell.row), bisect_left(lefts, cell.column)
    return Cell(
        cell.text,
        row,
        column,
        bisect_left(tops, cell.row + cell.down) - row,
        bisect_left(lefts, cell.column + cell.across) - column,
        cell.certain,
    )
