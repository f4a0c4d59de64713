"""What was read: paragraphs and tables in reading order, exactly as the submission has them."""

from collections.abc import Iterator
from dataclasses import field
from typing import Literal

from checker.caching import cached_property
from checker.lazy_dataclasses import dataclass
from checker.messages import Message

Part = Literal["body", "footnote", "comment", "box", "header"]
BBox = tuple[float, float, float, float]


@dataclass(frozen=True, slots=True)
class Location:
    """Where something stands, so exactly that an annotator finds the spot.

    `block` counts from 0 in reading order, `page` from 1 as people do; `row` and `column` count a table's grid
    from 0; `bbox` is (left, top, right, bottom) in points from the page's top left corner.
    """

    block: int
    page: int | None = None
    row: int | None = None
    column: int | None = None
    bbox: BBox | None = None


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A run of text as written.

    `label` is the part of `text` that the word processor numbers by itself (“一、”): it leads `text`.
    `level` is the outline level (1 is the highest) where the format says so; `None` for running text.
    `part` tells body text from footnotes, comments, text boxes, headers and footers.
    """

    text: str
    location: Location
    level: int | None = None
    label: str = ""
    part: Part = "body"

    def __post_init__(self) -> None:
        assert self.text.startswith(self.label), "an automatic number leads the text"


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell of a table, merged or not, at its top left place in the grid.

    `certain` is false where the reader doubts what it read; `page` and `bbox` are as in `Location`.
    """

    text: str
    row: int
    column: int
    row_span: int = 1
    column_span: int = 1
    certain: bool = True
    page: int | None = None
    bbox: BBox | None = None

    @property
    def rows(self) -> range:
        return range(self.row, self.row + self.row_span)

    @property
    def columns(self) -> range:
        return range(self.column, self.column + self.column_span)


@dataclass(frozen=True)
class Table:
    """A grid of cells; each merged cell stands in it once, no two overlap."""

    cells: tuple[Cell, ...]
    location: Location

    def __post_init__(self) -> None:
        covered = sum(cell.row_span * cell.column_span for cell in self.cells)
        if covered != len(self._grid):
            raise ValueError("cells of a table overlap")

    @cached_property
    def _grid(self) -> dict[tuple[int, int], Cell]:
        return {(row, column): cell for cell in self.cells for row in cell.rows for column in cell.columns}

    @cached_property
    def first_row(self) -> int:
        """Return the first row that has cells: that of a part of a table is where the part begins."""
        return min((cell.row for cell in self.cells), default=0)

    @cached_property
    def height(self) -> int:
        """Count the rows of the grid."""
        return max((cell.rows.stop for cell in self.cells), default=0)

    @cached_property
    def width(self) -> int:
        """Count the columns of the grid."""
        return max((cell.columns.stop for cell in self.cells), default=0)

    def at(self, row: int, column: int) -> Cell | None:
        """Return the cell that covers a place of the grid; `None` where the grid has a hole."""
        return self._grid.get((row, column))

    def row(self, row: int) -> tuple[Cell, ...]:
        """List the cells that cover a row, from left to right, each once."""
        return self._rows[row] if row in range(self.height) else ()

    @cached_property
    def _rows(self) -> tuple[tuple[Cell, ...], ...]:
        grid, columns = self._grid, range(self.width)
        rows: list[tuple[Cell, ...]] = []
        for row in range(self.height):
            found: list[Cell] = []
            for column in columns:
                cell = grid.get((row, column))
                if cell is not None and (
                    not found or cell is not found[-1]
                ):  # a merged cell covers neighbours
                    found.append(cell)
            rows.append(tuple(found))
        return tuple(rows)

    def column_path(self, column: int, head: int) -> tuple[str, ...]:
        """Read the `head` topmost rows over a column downwards: a merged header is a path."""
        cells = (self.at(row, column) for row in range(head))
        return tuple(cell.text for cell in dict.fromkeys(cells) if cell is not None and cell.text.strip())

    def row_path(self, row: int, stub: int) -> tuple[str, ...]:
        """Read the `stub` leftmost columns of a row rightwards: a merged row head is a path."""
        cells = (self.at(row, column) for column in range(stub))
        return tuple(cell.text for cell in dict.fromkeys(cells) if cell is not None and cell.text.strip())

    def locate(self, cell: Cell) -> Location:
        """Return the location of a cell of this table."""
        page = cell.page if cell.page is not None else self.location.page
        return Location(self.location.block, page, cell.row, cell.column, cell.bbox)


Block = Paragraph | Table


@dataclass(frozen=True, slots=True)
class Note:
    """What the reader could not read or had to leave out; it never looks like “nothing there”.

    `code` is stable (no-text-layer, garbled-text, picture, tracked-changes, hidden-text …). `lost` says that
    text of the body is missing from the document, so that “missing” cannot be distinguished from “not read”; `doubtful`
    that the text of its page was guessed, so that whatever is found by it is for a person to look at;
    `page` counts from 1.
    """

    code: str
    message: Message
    page: int | None = None
    block: int | None = None
    lost: bool = False
    doubtful: bool = False


@dataclass(frozen=True, slots=True)
class PageFurniture:
    """What stands around the text of a page: the lines above and below it, and the page's mark.

    `number` and `of` are the number of the page and of pages as printed. A word processor computes them later: then
    `page` is `None`, the lines are those of a header and a footer, and `fields` names the numbers that it will fill in.
    """

    page: int | None
    head: tuple[str, ...] = ()
    foot: tuple[str, ...] = ()
    number: int | None = None
    of: int | None = None
    fields: frozenset[Literal["page", "pages"]] = frozenset()

    @property
    def is_numbered(self) -> bool:
        return self.number is not None or "page" in self.fields

    @property
    def gives_total(self) -> bool:
        return self.of is not None or "pages" in self.fields


@dataclass(frozen=True, slots=True)
class FilePart:
    """Blocks of a submission in several files: from block `first` on they are those of the n-th file, counted from 0.

    `pages` is how many pages the files before it have.
    """

    first: int
    file: int
    pages: int = 0


@dataclass(frozen=True)
class Document:
    """Everything that was read from one submission, flat and in reading order.

    `page_furniture` is what stands around the text, page by page, or of each header and footer where pages are not
    known yet; empty for a format without pages. `files` says which blocks come from which file, if from several.
    """

    blocks: tuple[Block, ...]
    format: str = ""
    pages: int | None = None
    metadata: tuple[tuple[str, str], ...] = ()
    notes: tuple[Note, ...] = field(default=())
    page_furniture: tuple[PageFurniture, ...] = ()
    files: tuple[FilePart, ...] = ()

    @cached_property
    def paragraphs(self) -> tuple[Paragraph, ...]:
        """List the paragraphs of the body; footnotes, comments, boxes and headers have their own part."""
        return tuple(b for b in self.blocks if isinstance(b, Paragraph) and b.part == "body")

    @cached_property
    def tables(self) -> tuple[Table, ...]:
        return tuple(block for block in self.blocks if isinstance(block, Table))

    def between(self, start: int, stop: int) -> Iterator[Block]:
        """Iterate over the blocks from `start` up to, not including, `stop`."""
        yield from self.blocks[start:stop]
