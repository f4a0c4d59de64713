"""Heads of a real table: which head cell names which prescribed column, band by band."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from checker.documents.document import Cell, Table
from checker.forms.alignment import SAME, align
from checker.forms.rows import Matched, Row, missing_paths
from checker.forms.tables import Band, FoundLabel, LabelPath, TableSpec
from checker.languages import Language

HeadCell = tuple[Cell, tuple[Cell, ...]]  # a lowest head cell, and those above it


@dataclass(frozen=True)
class Head:
    """The head of a band in one piece of a table: its columns, and the bound rows below it."""

    band: Band
    language: Language
    table: Table
    cells: tuple[HeadCell, ...]
    columns: Mapping[LabelPath, Cell]
    rows: tuple[tuple[Row, LabelPath], ...]

    def missing(self) -> Iterator[LabelPath]:
        """Name the prescribed columns that the head does not have."""
        yield from missing_paths(self.band.column_paths, set(self.columns))

    def extra(self) -> Iterator[FoundLabel]:
        """Name the head cells over numbers that are not a prescribed column."""
        known = {self.language.bare(text) for text in self.band.head_texts}
        for cell, _above in self.cells:
            if cell in self.columns.values() or self.language.bare(cell.text) in known:
                continue
            values = (value.text for row, _path in self.rows for value in _under(row, cell))
            if any(self.language.amount(value) is not None for value in values):
                yield FoundLabel(cell.text, self.table.locate(cell))

    def labels(self) -> Iterator[FoundLabel]:
        """List how the head prints each prescribed column."""
        for path, cell in self.columns.items():
            yield FoundLabel(cell.text, self.table.locate(cell), path)


def bind_heads(spec: TableSpec, rows: Sequence[Row], bound: Matched) -> tuple[Head, ...]:
    """Find the head of each band in each piece, in the rows above the first one that is bound there.

    A piece without a head of its own goes on below the one before it.
    """
    found: dict[tuple[int, int], list[int]] = {}
    for index, (row, path) in sorted(bound.items()):
        number = next(number for number, band in enumerate(spec.bands) if path in band.row_paths)
        found.setdefault((row.table.location.block, number), []).append(index)
    heads: list[Head] = []
    for (_block, number), indexes in found.items():
        band, table = spec.bands[number], rows[indexes[0]].table
        cells = _leaf_heads(table, _above(rows, indexes[0], bound), spec.language)
        columns: Mapping[LabelPath, Cell] = _columns(cells, band, spec.language)
        if not cells:
            columns = next((head.columns for head in reversed(heads) if head.band is band), columns)
        heads.append(
            Head(band, spec.language, table, cells, columns, tuple(bound[index] for index in indexes))
        )
    return tuple(heads)


def _above(rows: Sequence[Row], index: int, bound: Matched) -> list[int]:
    """List the rows of the same piece between the row bound before and this one."""
    above: list[int] = []
    for before in range(index - 1, -1, -1):
        if rows[before].table is not rows[index].table or before in bound:
            break
        above.append(rows[before].row)
    return above[::-1]


def _leaf_heads(table: Table, rows: Sequence[int], language: Language) -> tuple[HeadCell, ...]:
    """List the lowest head cells from left to right, each with the head cells above it."""
    heads: dict[Cell, tuple[Cell, ...]] = {}
    for column in range(table.width):
        stack = [cell for row in rows if (cell := table.at(row, column)) is not None and cell.text.strip()]
        stack = [cell for cell in dict.fromkeys(stack) if language.amount(cell.text) is None]
        if stack:
            heads.setdefault(stack[-1], tuple(stack[:-1]))
    return tuple(heads.items())


def _columns(cells: Sequence[HeadCell], band: Band, language: Language) -> dict[LabelPath, Cell]:
    lines = band.leaf_columns
    similarity = [[_alike_head(cell, above, path, language) for path in lines] for cell, above in cells]
    return {lines[line]: cells[index][0] for index, line, _cut in align(similarity)}


def _alike_head(cell: Cell, above: tuple[Cell, ...], path: LabelPath, language: Language) -> float:
    texts = (cell.text, *(upper.text + cell.text for upper in above[-1:]))  # a head word cut over two cells
    best = max(language.similarity(text, wanted) for wanted in path[-1].texts for text in texts)
    if best < SAME:
        return 0.0
    printed = {language.bare(upper.text) for upper in above}
    known = (any(language.bare(text) in printed for text in label.texts) for label in path[:-1])
    return best + 0.1 * sum(known)


def value_cell(row: Row, head: Cell) -> Cell | None:
    """Return the cell of a row that stands under a head cell, one that is filled in before a blank one."""
    cells = list(_under(row, head))
    return next((cell for cell in cells if not row.language.is_blank(cell.text)), cells[0] if cells else None)


def _under(row: Row, head: Cell) -> Iterator[Cell]:
    """Iterate over the cells of a row that stand under a head cell, best covered first."""
    span = set(head.columns)
    covering = [(len(span & set(cell.columns)), cell) for cell in row.cells() if span & set(cell.columns)]
    yield from (cell for _, cell in sorted(covering, key=lambda pair: -pair[0]))
