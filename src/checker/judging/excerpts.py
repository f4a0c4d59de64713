"""Excerpts: what a document says around its findings, in its own order and bounded in size."""

from checker.documents.document import Location
from checker.lazy_dataclasses import dataclass
from checker.regexes import regex

MOST_ROWS, MOST_COLUMNS = 60, 16  # of a table; wider ones fit on no paper
LONGEST_PICTURE = 400_000  # characters

_PNG = regex(r"iVBORw0KGgo[A-Za-z0-9+/]*={0,2}")


@dataclass(frozen=True, slots=True)
class TextExcerpt:
    """A stretch of a paragraph: `text` begins at character `start` of `length`."""

    location: Location
    text: str
    start: int
    length: int


@dataclass(frozen=True, slots=True)
class CellExcerpt:
    """A cell at its place in the grid of the whole table; a long text is cut as that of a paragraph is."""

    row: int
    column: int
    row_span: int
    column_span: int
    text: str
    start: int
    length: int


@dataclass(frozen=True, slots=True)
class TableExcerpt:
    """The rows and columns of a table that matter to its findings, of `height` and `width` in all.

    `heads` are those of the rows that name columns, `stub` is how many columns name rows. Raise ValueError if cells
    overlap, or are more than can be drawn: an excerpt comes from a process that a document may have taken over.
    """

    location: Location
    rows: tuple[int, ...]
    columns: tuple[int, ...]
    heads: tuple[int, ...]
    stub: int
    height: int
    width: int
    cells: tuple[CellExcerpt, ...]

    def __post_init__(self) -> None:
        if len(self.rows) > MOST_ROWS or len(self.columns) > MOST_COLUMNS:
            raise ValueError("an excerpt has too many rows or columns")
        self.grid()

    def grid(self) -> dict[tuple[int, int], CellExcerpt]:
        """Map the places that are shown to the cells that cover them."""
        grid: dict[tuple[int, int], CellExcerpt] = {}
        for cell in self.cells:
            rows = range(cell.row, cell.row + cell.row_span)
            columns = range(cell.column, cell.column + cell.column_span)
            places = [
                (row, column)
                for row in self.rows
                if row in rows
                for column in self.columns
                if column in columns
            ]
            if not places or not grid.keys().isdisjoint(places):
                raise ValueError("cells of an excerpt overlap, or are not in it")
            grid |= dict.fromkeys(places, cell)
        return grid


@dataclass(frozen=True, slots=True)
class Picture:
    """A part of a page as a PNG file in base64; raise ValueError if it is not one, or too large."""

    block: int
    page: int
    png: str

    def __post_init__(self) -> None:
        if len(self.png) > LONGEST_PICTURE or _PNG.fullmatch(self.png) is None:
            raise ValueError("a picture of an excerpt is no PNG file")


@dataclass(frozen=True, slots=True)
class SectionExcerpt:
    """A section of the outermost level, whether anything was found in it or not.

    `heading` is as printed; it is empty, and `start` is `None`, for what stands above the first section.
    """

    heading: str
    start: Location | None
    texts: tuple[TextExcerpt, ...] = ()
    tables: tuple[TableExcerpt, ...] = ()
    pictures: tuple[Picture, ...] = ()
