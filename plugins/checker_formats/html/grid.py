"""The grid of a table: where each cell stands once rowspan and colspan are counted out."""

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from lxml.etree import _Element

from checker import Cell, Messages
from checker_formats.html.tree import is_hidden, too_large

_ = Messages(__package__)

COLUMNS_LIMIT = 1024
PLACES_LIMIT = 500_000
_WIDEST = 1000  # browsers take a wider cell for one of this width
_GROUPS = {"thead": 0, "tfoot": 2}  # shown first and last, wherever they stand


@dataclass(frozen=True, slots=True)
class Slot:
    """A cell as its row has it; one that reaches down 0 rows reaches to the end of its group."""

    text: str
    across: int = 1
    down: int = 1


@dataclass(frozen=True, slots=True)
class _Draft:
    text: str
    row: int
    column: int
    down: int
    across: int
    certain: bool


def groups_of(table: _Element) -> list[list[_Element]]:
    """List the rows of a table by their groups, in the order in which they are shown."""
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
    """Iterate over the cells of a row that are shown."""
    return (cell for cell in row.iterchildren("td", "th") if not is_hidden(cell))


def span(cell: _Element, name: str) -> int:
    """Read a span as browsers do: nonsense is 1."""
    match = re.match(r"\s*\+?0*(\d{1,9})", cell.get(name, ""))
    number = int(match.group(1)) if match else 1
    return number if name == "rowspan" else min(max(number, 1), _WIDEST)


class Grids:
    """Place the cells of the tables of one page; what they cover together is bounded."""

    def __init__(self) -> None:
        self._places = 0

    def placed(self, groups: Sequence[Sequence[Sequence[Slot]]]) -> tuple[Cell, ...]:
        """Place the cells of groups of rows, each merged one once.

        Rows and columns of the grid in which no cell begins are closed: nobody sees them.
        """
        drafts: list[_Draft] = []
        top = 0
        for rows in groups:
            drafts += self._group(rows, top)
            top += len(rows)
        tops = sorted({draft.row for draft in drafts})
        lefts = sorted({draft.column for draft in drafts})
        return tuple(_cell(draft, tops, lefts) for draft in drafts)

    def _group(self, rows: Sequence[Sequence[Slot]], top: int) -> Iterator[_Draft]:
        """Place the cells of one group, over whose end none of them reaches."""
        taken: dict[int, int] = {}  # columns that cells from above still cover, and up to which row
        for number, row in enumerate(rows):
            column = 0
            for slot in row:
                while taken.get(column, 0) > number:
                    column += 1
                # a cell that runs into one from above would lie on top of it: it ends where that one begins
                reach = range(1, slot.across)
                across = next((n for n in reach if taken.get(column + n, 0) > number), slot.across)
                left = len(rows) - number
                down = min(slot.down, left) if slot.down else left
                self._count(column + across, across * down)
                taken.update(dict.fromkeys(range(column, column + across), number + down))
                yield _Draft(slot.text, top + number, column, down, across, across == slot.across)
                column += across

    def _count(self, columns: int, places: int) -> None:
        self._places += places
        if columns > COLUMNS_LIMIT:
            raise too_large(_("a table has more than {limit} columns", limit=COLUMNS_LIMIT))
        if self._places > PLACES_LIMIT:
            raise too_large(_("the tables have more than {limit} cells", limit=PLACES_LIMIT))


def _cell(draft: _Draft, tops: Sequence[int], lefts: Sequence[int]) -> Cell:
    row, column = bisect_left(tops, draft.row), bisect_left(lefts, draft.column)
    return Cell(
        draft.text,
        row,
        column,
        bisect_left(tops, draft.row + draft.down) - row,
        bisect_left(lefts, draft.column + draft.across) - column,
        draft.certain,
    )
