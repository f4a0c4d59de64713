"""The grid of a table: where each cell stands once rows, spans and merges are counted out."""

from collections.abc import Sequence
from dataclasses import dataclass

from checker.document import Cell
from checker.messages import Sentences
from checker_formats.docx.package import too_large

_ = Sentences(__package__)

# Word allows 63 columns; other programs write a few hundred
COLUMNS_LIMIT = 1024


@dataclass(slots=True)
class Slot:
    """A cell as its row has it; `joins` says that it goes on from the cell above."""

    text: str
    span: int
    page: int | None
    merges: bool = False
    joins: bool = False


@dataclass(slots=True)
class _Draft:
    slot: Slot
    row: int
    column: int
    rows: int = 1


class Grid:
    """Place row after row; a cell goes on downwards only in its own grid columns."""

    def __init__(self) -> None:
        self._drafts: list[_Draft] = []
        self._merging: dict[int, _Draft] = {}
        self._height = 0
        self.swallowed = 0

    def add(self, row: Sequence[Slot], skipped: int = 0) -> int:
        """Place a row that leaves `skipped` columns free at its start; return the places that it takes."""
        above, self._merging = self._merging, {}
        column = skipped
        for slot in row:
            draft = above.get(column) if slot.joins else None
            if draft is not None and draft.slot.span == slot.span:
                draft.rows += 1
                self.swallowed += bool(slot.text.strip())
            else:
                draft = _Draft(slot, self._height, column)
                self._drafts.append(draft)
            if slot.merges or slot.joins:
                self._merging[column] = draft
            column += slot.span
        if column > COLUMNS_LIMIT:
            raise too_large(_("a table has more than {limit} columns", limit=COLUMNS_LIMIT))
        self._height += 1
        return column

    def cells(self) -> tuple[Cell, ...]:
        """Give the cells, each merged one once."""
        return tuple(
            Cell(draft.slot.text, draft.row, draft.column, draft.rows, draft.slot.span, page=draft.slot.page)
            for draft in self._drafts
        )
