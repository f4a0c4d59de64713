"""Bind prescribed tables to the tables of a document: which piece, which rows, which columns."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise

from checker.document import Cell, Document, Table
from checker.tables import Band, BoundCell, BoundTable, FoundLabel, Path, TableSpec
from checker.text import amount, bare, is_blank, similarity

_SAME_TABLE = 0.4  # share of a table's labels that must be the prescribed table's
_SAME_LABEL = 0.6  # similarity from which a label is the prescribed one, perhaps misprinted
_HEAD_LABEL = 0.8


def bind_tables(
    document: Document, specs: Sequence[TableSpec], section_of: Callable[[int], str | None]
) -> Mapping[str, BoundTable]:
    """Find each prescribed table; `section_of` names the prescribed section in which a block stands.

    A table that is not there has no entry.
    """
    pieces: dict[str, list[Table]] = {}
    for table in document.tables:
        if (spec := _meant(table, specs, section_of(table.location.block))) is not None:
            pieces.setdefault(spec.id, []).append(table)
    return {spec.id: bind(spec, pieces[spec.id]) for spec in specs if spec.id in pieces}


def _meant(table: Table, specs: Sequence[TableSpec], section: str | None) -> TableSpec | None:
    said = [text for cell in table.cells if (text := bare(cell.text)) and amount(cell.text) is None]
    if not said:
        return None
    best = max(specs, key=lambda spec: _share(said, spec, section), default=None)
    return best if best is not None and _share(said, best, section) >= _SAME_TABLE else None


def _share(said: Sequence[str], spec: TableSpec, section: str | None) -> float:
    distinct = set(said)
    known = sum(1 for text in distinct if text in spec.labels)
    return (
        0.0
        if known < min(2, len(distinct))
        else known / len(distinct) + (0.2 if spec.section == section else 0)
    )


@dataclass(frozen=True)
class _Row:
    """A row of a piece; where a page break cut it in two, `also` is its second half."""

    table: Table
    row: int
    also: int | None = None

    def cells(self) -> tuple[Cell, ...]:
        rest = () if self.also is None else self.table.row(self.also)
        return self.table.row(self.row) + rest

    @cached_property
    def heads(self) -> tuple[Cell, ...]:
        """List the label cells that lead the row, up to its first number."""
        leading: list[Cell] = []
        for cell in self.table.row(self.row):
            if amount(cell.text) is not None:
                break
            if not is_blank(cell.text):
                leading.append(cell)
        return tuple(leading)

    def values(self) -> int:
        return sum(1 for cell in self.cells() if amount(cell.text) is not None)


def bind(spec: TableSpec, pieces: Sequence[Table]) -> BoundTable:
    """Bind the rows and columns of a table that lies in one or several pieces."""
    rows = [_Row(table, row) for table in pieces for row in range(table.height)]
    lines = [path for band in spec.bands for path in band.row_paths]
    matched = _align(rows, lines, [_is_head(row, spec) for row in rows])
    columns = _Columns(spec, rows, matched)
    cells: dict[tuple[str, str], BoundCell] = {}
    for index, (row, path) in matched.items():
        for column, found in columns.of(index, path).items():
            if (cell := _value_cell(row, found)) is not None:
                key = (path[-1].key, column[-1].key)
                cells[key] = BoundCell(*key, cell, row.table.locate(cell))
    return BoundTable(
        spec,
        tuple(pieces),
        cells,
        missing_rows=tuple(_missing(lines, {path for _, path in matched.values()})),
        missing_columns=columns.missing(),
        extra_rows=tuple(_extra_rows(rows, matched)),
        extra_columns=columns.extra(),
        labels=(*_row_labels(matched), *columns.labels()),
    )


# --- rows ---

Matched = dict[int, tuple[_Row, Path]]


def _align(rows: Sequence[_Row], lines: Sequence[Path], is_head: Sequence[bool]) -> Matched:
    """Align the rows with the prescribed lines in order, so that the labels are most alike in sum.

    Returns row index → (row, line). Rows and lines left over stay unmatched; groups are lines too, for forms
    that print a group as one row. Head rows match nothing: 其他 and 总计 name rows and columns.
    """
    likeness = [
        [0.0 if head else _alike(row, path) for path in lines]
        for row, head in zip(rows, is_head, strict=True)
    ]
    halves = [_joined(upper, lower) for upper, lower in pairwise(rows)]
    joint = [[_alike_joined(half, path) if half else 0.0 for path in lines] for half in halves]
    height, width = len(rows), len(lines)
    best = [[0.0] * (width + 1) for _ in range(height + 1)]
    for i in range(height - 1, -1, -1):
        for j in range(width - 1, -1, -1):
            best[i][j] = max(
                best[i + 1][j],
                best[i][j + 1],
                best[i + 1][j + 1] + _gain(likeness[i][j]),
                best[i + 2][j + 1] + _gain(joint[i][j]) - 0.02 if i + 1 < height else 0.0,
            )
    matched: Matched = {}
    i = j = 0
    while i < height and j < width:
        if (gain := _gain(likeness[i][j])) > 0 and best[i][j] == best[i + 1][j + 1] + gain:
            matched[i] = (rows[i], lines[j])
            i, j = i + 1, j + 1
        elif (
            i + 1 < height
            and (gain := _gain(joint[i][j])) > 0
            and best[i][j] == best[i + 2][j + 1] + gain - 0.02
            and (half := halves[i]) is not None
        ):
            matched[i] = (half, lines[j])
            i, j = i + 2, j + 1
        elif best[i][j] == best[i + 1][j]:
            i += 1
        else:
            j += 1
    return matched


def _gain(likeness: float) -> float:
    return likeness - 0.5 if likeness >= _SAME_LABEL else 0.0


def _alike(row: _Row, path: Path) -> float:
    """Grade how much a row says what a prescribed line says: its last label counts, those before it help."""
    if not path[-1].text:
        return _unlabelled(row)
    heads = row.heads
    if not heads:
        return 0.0
    grades = [similarity(cell.text, path[-1].text) - 0.05 * (cell is not heads[-1]) for cell in heads]
    if path[-1].children:
        grades = grades[-1:]
    best = max(grades)
    above = {bare(label.text) for label in path[:-1]}
    return best + 0.02 * sum(bare(cell.text) in above for cell in heads) if best >= _SAME_LABEL else 0.0


def _unlabelled(row: _Row) -> float:
    """Grade a row for a line without label: it must hold values, or nothing, but no labels."""
    cells = row.table.row(row.row)
    labels = sum(1 for cell in cells if not is_blank(cell.text) and amount(cell.text) is None)
    return 0.0 if not cells or labels > len(cells) / 2 else 0.6 + 0.4 * row.values() / len(cells)


def _joined(upper: _Row, lower: _Row) -> _Row | None:
    """Join two rows that a page break may have cut apart: nowhere do both hold a number."""
    if upper.table is not lower.table or (upper.values() and lower.values()):
        return None
    pages = {cell.page for cell in (*upper.cells(), *lower.cells())}
    return _Row(upper.table, upper.row, lower.row) if len(pages) > 1 else None


def _alike_joined(row: _Row, path: Path) -> float:
    upper, lower = row.heads, _Row(row.table, row.also or 0).heads
    if not upper or not lower or path[-1].children:
        return 0.0
    return similarity(upper[-1].text + lower[-1].text, path[-1].text)


def _missing(lines: Sequence[Path], found: set[Path]) -> Iterator[Path]:
    """Name the lines that no row was bound to; a group instead of its leaves where all of them are missing."""
    absent = {path for path in lines if not path[-1].children} - found
    whole = {
        path
        for path in lines
        if path[-1].children
        and all(leaf in absent for leaf in lines if leaf[: len(path)] == path and not leaf[-1].children)
    }
    for path in lines:
        if any(path[:depth] in whole for depth in range(1, len(path))):
            continue
        if path in whole or path in absent:
            yield path


def _extra_rows(rows: Sequence[_Row], matched: Matched) -> Iterator[FoundLabel]:
    """Find rows with a label and numbers that are none of the prescribed ones."""
    used = set(matched) | {index + 1 for index, (row, _) in matched.items() if row.also is not None}
    for index, row in enumerate(rows):
        heads = row.heads
        if index in used or not heads or not row.values() or index < min(used, default=len(rows)):
            continue
        yield FoundLabel(heads[-1].text, row.table.locate(heads[-1]))


def _is_head(row: _Row, spec: TableSpec) -> bool:
    """Tell whether a row says nothing but column labels, and several of them."""
    said = [cell.text for cell in row.table.row(row.row) if not is_blank(cell.text)]
    known = frozenset(label for band in spec.bands for label in band.head_labels)
    labels = [text for text in said if bare(text) in known]
    return len(labels) > 1 and len(labels) > len(said) / 2 and not row.values()


def _row_labels(matched: Matched) -> Iterator[FoundLabel]:
    for row, path in matched.values():
        heads = row.heads
        if not heads or not path[-1].text:
            continue
        cell = max(heads, key=lambda head: similarity(head.text, path[-1].text))
        lower = _Row(row.table, row.also).heads if row.also is not None else ()
        yield FoundLabel("".join((cell.text, *(c.text for c in lower[-1:]))), row.table.locate(cell), path)


# --- columns ---

Found = dict[Path, Cell]  # prescribed column → the head cell that names it


class _Columns:
    """The columns of each band, found in the head rows above its first row."""

    def __init__(self, spec: TableSpec, rows: Sequence[_Row], matched: Matched) -> None:
        self._spec = spec
        self._rows = rows
        self._matched = matched
        self._found: dict[tuple[int, int], Found] = {}
        self._heads: dict[tuple[int, int], list[tuple[Cell, tuple[Cell, ...]]]] = {}
        last: dict[int, Found] = {}
        for index, (row, path) in sorted(matched.items()):
            place = self._place(row, path)
            if place in self._found:
                continue
            band = spec.bands[place[1]]
            heads = _leaf_heads(row.table, self._head_rows(index))
            found = _align_columns(heads, band)
            if not heads:  # a piece without a head of its own goes on below the one before it
                found = last.get(place[1], found)
            self._found[place] = last[place[1]] = found
            self._heads[place] = heads

    def _place(self, row: _Row, path: Path) -> tuple[int, int]:
        band = next(n for n, band in enumerate(self._spec.bands) if path in band.row_paths)
        return (row.table.location.block, band)

    def _head_rows(self, index: int) -> list[int]:
        """List the rows of the same piece between the row bound before and this one."""
        table, above = self._rows[index].table, []
        for before in range(index - 1, -1, -1):
            if self._rows[before].table is not table or before in self._matched:
                break
            above.append(self._rows[before].row)
        return above[::-1]

    def of(self, index: int, path: Path) -> Found:
        """Return the columns that hold for a bound row."""
        return self._found[self._place(self._rows[index], path)]

    def missing(self) -> tuple[Path, ...]:
        """Name the columns that a band's head does not have, each once."""
        absent: dict[Path, None] = {}
        for (_, number), found in self._found.items():
            band = self._spec.bands[number]
            absent |= dict.fromkeys(_missing(band.column_paths, set(found)))
        return tuple(absent)

    def extra(self) -> tuple[FoundLabel, ...]:
        """Name the head cells over numbers that are no prescribed column."""
        extra: dict[FoundLabel, None] = {}
        for (block, number), heads in self._heads.items():
            band, found = self._spec.bands[number], self._found[(block, number)]
            table = next(row.table for row in self._rows if row.table.location.block == block)
            below = [row for row, path in self._matched.values() if self._place(row, path) == (block, number)]
            for cell, _ in heads:
                if cell in found.values() or bare(cell.text) in band.head_labels:
                    continue
                if any(amount(c.text) is not None for row in below for c in _under(row, cell)):
                    extra[FoundLabel(cell.text, table.locate(cell))] = None
        return tuple(extra)

    def labels(self) -> Iterator[FoundLabel]:
        for (block, _), found in self._found.items():
            table = next(row.table for row in self._rows if row.table.location.block == block)
            for path, cell in found.items():
                yield FoundLabel(cell.text, table.locate(cell), path)


def _leaf_heads(table: Table, rows: Sequence[int]) -> list[tuple[Cell, tuple[Cell, ...]]]:
    """List the lowest head cells from left to right, each with the head cells above it."""
    heads: dict[Cell, tuple[Cell, ...]] = {}
    for column in range(table.width):
        stack = [cell for row in rows if (cell := table.at(row, column)) is not None and cell.text.strip()]
        stack = [cell for cell in dict.fromkeys(stack) if amount(cell.text) is None]
        if stack:
            heads.setdefault(stack[-1], tuple(stack[:-1]))
    return list(heads.items())


def _align_columns(heads: Sequence[tuple[Cell, tuple[Cell, ...]]], band: Band) -> Found:
    """Align head cells with the prescribed columns in order, so that they are most alike in sum."""
    lines = band.leaf_columns
    alike = [[_alike_head(cell, above, path) for path in lines] for cell, above in heads]
    height, width = len(heads), len(lines)
    best = [[0.0] * (width + 1) for _ in range(height + 1)]
    for i in range(height - 1, -1, -1):
        for j in range(width - 1, -1, -1):
            best[i][j] = max(best[i + 1][j], best[i][j + 1], best[i + 1][j + 1] + _gain(alike[i][j]))
    found: Found = {}
    i = j = 0
    while i < height and j < width:
        if (gain := _gain(alike[i][j])) > 0 and best[i][j] == best[i + 1][j + 1] + gain:
            found[lines[j]] = heads[i][0]
            i, j = i + 1, j + 1
        elif best[i][j] == best[i + 1][j]:
            i += 1
        else:
            j += 1
    return found


def _alike_head(cell: Cell, above: tuple[Cell, ...], path: Path) -> float:
    wanted = path[-1].text
    grade = similarity(cell.text, wanted)
    if grade < 1 and above:  # a head word cut over two cells
        grade = max(grade, similarity(above[-1].text + cell.text, wanted))
    if grade < _SAME_LABEL:
        return 0.0
    printed = {bare(upper.text) for upper in above}
    return grade + 0.1 * sum(bare(label.text) in printed for label in path[:-1])


def _under(row: _Row, head: Cell) -> Iterator[Cell]:
    """Iterate over the cells of a row that stand under a head cell, best covered first."""
    span = set(head.columns)
    covering = [(len(span & set(cell.columns)), cell) for cell in row.cells() if span & set(cell.columns)]
    yield from (cell for _, cell in sorted(covering, key=lambda pair: -pair[0]))


def _value_cell(row: _Row, head: Cell) -> Cell | None:
    cells = list(_under(row, head))
    return next((cell for cell in cells if not is_blank(cell.text)), cells[0] if cells else None)
