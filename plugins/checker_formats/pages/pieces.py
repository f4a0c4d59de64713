"""The part of a table on one page, and what looks like one and is none."""

from dataclasses import replace
from math import inf
from typing import NamedTuple

from checker import BBox, Languages, dataclass
from checker_formats.pages.lines import TextLine, stacked
from checker_formats.pages.page import Page

_TEXTS = 2  # cells of a drawing that hold words; tables hold more
_EMPTY = 4  # cells of a drawing
_LONG = 3  # lines of a cell that are running text
_PAGE = 0.7  # of the page; rules in a frame this large divide the page
FRAME = 0.6  # of the page; a single cell this large is a page border


class GridCell(NamedTuple):
    """One cell of a grid on one page: its position, its extent, its lines of text.

    `open_top` and `open_bottom`: no rule is drawn on that side, where the page may have cut the cell.
    """

    row: int
    column: int
    row_span: int
    column_span: int
    bbox: BBox
    certain: bool = True
    open_top: bool = False
    open_bottom: bool = False
    lines: tuple[TextLine, ...] = ()

    @property
    def text(self) -> str:
        """Join the lines; how wide a doubtful cell is, so that a number had to be broken, is not known."""
        return stacked(self.lines, self.bbox[2] - self.bbox[0] if self.certain else inf)


@dataclass(frozen=True, slots=True)
class TablePiece:
    """The part of a table on one page; `columns` and `rows` are the edges of its grid."""

    page: int
    columns: tuple[float, ...]
    rows: tuple[float, ...]
    grid_cells: tuple[GridCell, ...]

    @property
    def bbox(self) -> BBox:
        return self.columns[0], self.rows[0], self.columns[-1], self.rows[-1]


def by_place(piece: TablePiece | TextLine) -> tuple[float, float]:
    """Order what is on a page from top to bottom, and from left to right."""
    return piece.bbox[1], piece.bbox[0]


def is_drawing(piece: TablePiece) -> bool:
    """Return whether hardly any cell holds text, as between the lines of a chart, or boxes are joined by lines."""
    if _joins_boxes(piece):
        return True
    filled = sum(bool(cell.lines) for cell in piece.grid_cells)
    return filled <= _TEXTS and len(piece.grid_cells) - filled >= _EMPTY


def _joins_boxes(piece: TablePiece) -> bool:
    """Return whether no rule closes some columns above and below, while those beside them are closed: lines join boxes."""
    rows, width = len(piece.rows) - 1, len(piece.columns) - 1
    above, below = set(range(width)), set(range(width))
    for cell in piece.grid_cells:
        own = range(cell.column, cell.column + cell.column_span)
        if cell.row == 0 and not cell.open_top:
            above.difference_update(own)
        if cell.row + cell.row_span == rows and not cell.open_bottom:
            below.difference_update(own)
    return bool(above) and above == below and len(above) < width


def is_frame(piece: TablePiece, page: Page) -> bool:
    """Return whether a grid of one column frames most of a page, or running text."""
    if len(piece.columns) > 2:
        return False
    large = area(piece.bbox) > FRAME * page.width * page.height
    return large and max(len(cell.lines) for cell in piece.grid_cells) >= _LONG


def unframed(piece: TablePiece, page: Page) -> tuple[tuple[TextLine, ...], tuple[TablePiece, ...]]:
    """Take off a frame around a page, with rules between its parts: return the lines of these, and the tables within.

    Its head, its foot and the text between them go from side to side; what does not is a table in the frame.
    """
    width = len(piece.columns) - 1
    wide = {cell.row: cell for cell in piece.grid_cells if cell.column_span == width and cell.row_span == 1}
    rows = len(piece.rows) - 1
    framed = rows > 2 and width > 1 and {0, rows - 1} <= wide.keys()
    if not framed or area(piece.bbox) < _PAGE * page.width * page.height:
        return (), (piece,)
    lines = tuple(line for cell in wide.values() for line in cell.lines)
    if max(len(cell.lines) for cell in wide.values()) < _LONG:
        return (), (piece,)
    inner: list[TablePiece] = []
    first = 0
    for row in (*sorted(wide), rows):
        cells = [cell for cell in piece.grid_cells if first <= cell.row < row]
        if cells:
            inner.append(
                replace(
                    piece,
                    rows=piece.rows[first : row + 1],
                    grid_cells=tuple(cell._replace(row=cell.row - first) for cell in cells),
                )
            )
        first = row + 1
    return lines, tuple(inner)


def caption(piece: TablePiece, languages: Languages) -> tuple[tuple[TextLine, ...], TablePiece]:
    """Take the caption off a table that has it as its first row; return its lines, and the rest."""
    first = piece.grid_cells[0] if piece.grid_cells else None
    wide = (
        first is not None
        and first.row == 0
        and first.row_span == 1
        and first.column_span == len(piece.columns) - 1
    )
    if first is None or not wide or len(piece.rows) < 4 or len(piece.columns) < 3:
        return (), piece
    if not languages.is_caption(first.text):
        return (), piece
    rest = tuple(cell._replace(row=cell.row - 1) for cell in piece.grid_cells[1:])
    return first.lines, replace(piece, rows=piece.rows[1:], grid_cells=rest)


def uncertain(piece: TablePiece) -> TablePiece:
    """Mark all cells of a table as uncertain."""
    return replace(piece, grid_cells=tuple(cell._replace(certain=False) for cell in piece.grid_cells))


def area(bbox: BBox) -> float:
    """Return the area of a box."""
    return (bbox[2] - bbox[0]) * (bbox[3] - bbox[1])
