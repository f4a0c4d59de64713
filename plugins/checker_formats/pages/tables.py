"""Find the tables of a page: with rules, with few, and with none."""

from collections.abc import Iterable, Iterator, Sequence

from checker import BBox, Languages, regex
from checker_formats.pages.few_rules import aligned, band_edges, bands, split_body, split_column
from checker_formats.pages.lattice import Grid, Held, cuts_words, filled, grid_of, held_by, held_by_each
from checker_formats.pages.lines import TextLine
from checker_formats.pages.page import Page
from checker_formats.pages.pieces import FRAME, TablePiece, area, by_place, is_drawing, uncertain
from checker_formats.pages.rulings import RulingGroup, SetOut, Stroke, ruling_groups
from checker_formats.pages.runs import as_text
from checker_formats.pages.segments import Loose
from checker_formats.pages.text_tables import text_tables
from checker_formats.pages.unruled import unruled

Drawn = tuple[list[RulingGroup], list[Stroke]]  # groups of connected rules, and level ones that cross none
_ANY_LANGUAGE = Languages()  # for callers that know none
_FIGURE = regex(r"\s[\d,.]+[%‰]?(?=\s|$)")
_FIGURES = 4  # on one line, or lines with one; fewer show no columns
_LONG = 3  # lines of a cell that are running text
_MOST_LINES = 8  # of a cell without rules beside it


def grids(
    page: Page, languages: Languages = _ANY_LANGUAGE, drawn: Drawn | None = None
) -> tuple[list[TablePiece], Loose]:
    """Find the tables of a page that have rules; return them from top to bottom, and the characters outside them.

    `drawn` is what `ruling_groups` found.
    """
    groups, loose = drawn or ruling_groups(page)
    found = [grid for group in groups if (grid := grid_of(group)) is not None]
    whole = page.width * page.height
    found = [grid for grid in found if not (grid.single and area(grid.bbox) > FRAME * whole)]
    found = [grid for grid in found if not (grid.single and any(_lies_in(grid, other) for other in found))]
    found.sort(key=lambda grid: area(grid.bbox))  # a character belongs to the innermost
    every, others = held_by_each(as_text(page.chars).runs, found)
    outside = Loose(others)
    pieces = [
        split_column(page, grid, held, languages)
        or split_body(page, grid, held)
        or filled(page.number, grid, held)
        for grid, held in zip(found, every, strict=True)
    ]
    level = [*loose, *bands(page, [grid.bbox for grid in found])]
    texts: list[SetOut] | None = None
    for grid in aligned(page, level, outside, languages):
        held, rest = held_by(outside.runs, grid)
        piece = filled(page.number, grid, held)
        if not _is_tabular(piece) or cuts_words(held):
            continue
        if texts is None:
            texts = list(text_tables(outside, loose, list(band_edges(page)), languages))
        if text := next(_as_text(piece, held, texts), None):
            held, rest = held_by(outside.runs, text)
            piece = filled(page.number, text, held)
        pieces.append(uncertain(piece))
        outside = Loose(rest)
    return sorted(pieces, key=by_place), outside


def shows_columns(written: Iterable[TextLine]) -> bool:
    """Return whether lines may be set out in columns: numbers stand apart on several, or several on one."""
    counts = [len(_FIGURE.findall(line.text)) for line in written]
    return max(counts, default=0) >= _FIGURES or sum(map(bool, counts)) >= 2


def shows_text_columns(written: Iterable[TextLine]) -> bool:
    """Return whether lines may be a table of text: a few of them are parted by wide gaps."""
    parted = [line.gaps for line in written if line.gaps]
    return len(parted) > 2 or (len(parted) > 1 and max(parted) > 1)


def text_grids(
    page: Page, chars: Loose, level: Sequence[Stroke], languages: Languages
) -> tuple[list[TablePiece], Loose, list[BBox]]:
    """Find tables of text whose columns only alignment shows, as `unruled_grids` finds those of numbers."""
    return _read(page, chars, text_tables(chars, level, list(band_edges(page)), languages))


def unruled_grids(
    page: Page, chars: Loose, languages: Languages
) -> tuple[list[TablePiece], Loose, list[BBox]]:
    """Find tables without rules, the characters outside them, and the areas of columns that are not read."""
    return _read(page, chars, unruled(chars, languages))


def _read(page: Page, chars: Loose, found: Iterable[SetOut]) -> tuple[list[TablePiece], Loose, list[BBox]]:
    """Put characters into the cells of what is set out in columns."""
    pieces: list[TablePiece] = []
    unread: list[BBox] = []
    for one in found:
        if one.group is not None and (grid := grid_of(one.group)) is not None:
            held, rest = held_by(chars.runs, grid)
            chars = Loose(rest)
            pieces.append(uncertain(filled(page.number, grid, held)))
        else:
            unread.append((one.left, one.top, one.right, one.bottom))
    return pieces, chars, unread


def _is_tabular(piece: TablePiece) -> bool:
    """Return whether rows of a grid that was found by alignment are divided, and hold no running text."""
    whole = [cell for cell in piece.grid_cells if cell.column_span == len(piece.columns) - 1]
    counts = [len(cell.lines) for cell in piece.grid_cells if cell.lines]
    long = max(counts, default=0) > _MOST_LINES or sum(counts) > _LONG * len(counts)
    long |= any(len(cell.lines) >= _LONG for cell in whole)
    return not long and 2 * len(whole) < len(piece.rows) - 1 and not is_drawing(piece)


def _as_text(piece: TablePiece, held: Held, texts: Iterable[SetOut]) -> Iterator[Grid]:
    """Yield tables of text that hold all of a grid in the same columns, and have more rows."""
    runs = [run for own in held.values() for whole in own for run in whole.solid()]
    for found in texts:
        grid = None if found.group is None else grid_of(found.group)
        if grid is None or len(grid.columns) != len(piece.columns) or len(grid.rows) <= len(piece.rows):
            continue
        if not held_by(runs, grid)[1]:
            yield grid


def _lies_in(grid: Grid, other: Grid) -> bool:
    x0, top, x1, bottom = grid.bbox
    u0, above, u1, below = other.bbox
    return grid is not other and u0 <= x0 and x1 <= u1 and above <= top and bottom <= below
