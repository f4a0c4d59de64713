"""Heads of a real table: which head cell names which prescribed column, band by band."""

from collections.abc import Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import replace
from functools import lru_cache

from checker.documents.document import Cell, Location, Table
from checker.forms.alignment import SAME, align
from checker.forms.head_rows import HeadBlock
from checker.forms.rows import Matched, Row, missing_paths
from checker.forms.table_specs import Band, LabelPath, TableSpec
from checker.forms.tables import FoundLabel
from checker.language import Language
from checker.lazy_dataclasses import dataclass
from checker.text import unit_signs

_HEAD_ABOVE = 0.1  # what it counts that a group stands above a head
_SAME_UNIT = 0.05  # what it counts that units are the same

_REMEMBERED = 64  # heads, of each band

HeadCell = tuple[Cell, tuple[Cell, ...]]  # a lowest head cell, and those above it
_Printed = tuple[str, tuple[str, ...]]  # the text of a lowest head cell, and of those above it
Columns = Mapping[LabelPath, Cell]  # the head cell of each column that was found


@dataclass(frozen=True)
class Head:
    """The head of a band in one piece of a table: its columns, and the bound rows below it."""

    band: Band
    language: Language
    table: Table
    lines: tuple[Row, ...]  # perhaps of tables above
    cells: tuple[HeadCell, ...]
    columns: Columns
    rows: tuple[tuple[Row, LabelPath], ...]

    def goes_on(self, before: "Head") -> bool:
        """Return whether the columns are those of a head before: it says nothing, or only the upper rows of that one."""
        if not self.cells:
            return True
        if len(self.columns) >= len(before.columns) or self.table.width != before.table.width:
            return False
        printed = {cell for lowest, above in before.cells for cell in (lowest, *above)}
        known = {(self.language.bare(cell.text), cell.columns) for cell in printed}
        return all((self.language.bare(cell.text), cell.columns) in known for cell, _above in self.cells)

    def missing(self) -> Iterator[LabelPath]:
        """Name the prescribed columns that the head does not have."""
        yield from missing_paths(self.band.columns, set(self.columns))

    def extra(self) -> Iterator[FoundLabel]:
        """Name the head cells over numbers that are not a prescribed column; a first column may number the rows."""
        left = min((cell.column for cell in self.columns.values()), default=0)
        known = self.band.once(_Heads, self.language).labels
        columns = set(map(id, self.columns.values()))
        for cell, _above in self.cells:
            if id(cell) in columns or self.language.bare(cell.text) in known:
                continue
            under_it = (value.text for row, _path in self.rows for value in under(row, cell))
            values = [text for text in under_it if self.language.is_value(text)]
            numbers = [self.language.amount(text) for text in values]
            if values and not (cell.columns.stop <= left and numbers == [*range(1, len(numbers) + 1)]):
                yield FoundLabel(cell.text, self._locate(cell))

    def labels(self) -> Iterator[FoundLabel]:
        """List how the head prints each prescribed column."""
        above = dict(self.cells)
        for path, cell in self.columns.items():
            halves = _halves(cell.text, [upper.text for upper in above.get(cell, ())])
            text = halves[0]
            if len(halves) > 1:
                text = max(halves, key=lambda text: path[-1].similarity(text, self.language))
            yield FoundLabel(text, self._locate(cell), path)

    def _locate(self, cell: Cell) -> Location:
        tables = (row.table for row in self.lines if row.table.at(row.row, cell.column) is cell)
        return next(tables, self.table).locate(cell)


def bind_heads(
    spec: TableSpec, bands: Sequence[Band], rows: Sequence[Row], bound: Matched, blocks: Sequence[HeadBlock]
) -> tuple[Head, ...]:
    """Find the head of each band in each piece: in its block, else in the rows above the first one bound there.

    A piece without a head of its own, or with only the upper rows of one, goes on below the one before it.
    `bands` are as prescribed, without the entries of a document; `blocks` are the heads found by their labels.
    """
    number_of = {path[-1].key: number for number, band in enumerate(spec.bands) for path in band.row_paths}
    found: dict[tuple[int, int], list[int]] = {}
    for index, (row, path) in sorted(bound.items()):
        found.setdefault((row.table.location.block, number_of[path[-1].key]), []).append(index)
    own: dict[tuple[int, int], HeadBlock] = {}
    for block in blocks:
        place = (rows[block.rows.start].table.location.block, block.band)
        own.setdefault(place, block) if block.rows else None
    heads: list[Head] = []
    for place in sorted({*found, *own}, key=lambda place: (found.get(place) or own[place].rows)[0]):
        indexes = found.get(place, [])
        band = bands[place[1]]
        lines = (
            [rows[index] for index in own[place].rows] if place in own else _above(rows, indexes[0], bound)
        )
        table = rows[indexes[0]].table if indexes else lines[0].table
        cells = leaf_heads(lines, band, spec.language)
        columns = bind_columns(cells, band, spec.language)
        head = Head(
            band, spec.language, table, tuple(lines), cells, columns, tuple(bound[at] for at in indexes)
        )
        before = next((one for one in reversed(heads) if one.band is band), None)
        if before is not None and head.goes_on(before):
            head = replace(before, rows=head.rows)
        heads.append(head)
    return tuple(heads)


def _above(rows: Sequence[Row], index: int, bound: Matched) -> list[Row]:
    """List the rows of the same piece between the row bound before and this one.

    Where nothing above it in the piece is bound, the tables before come with them that are as wide and hold no bound row:
    a head may be a table of its own, or each of its rows.
    """
    start = first = index
    while first and first - 1 not in bound and rows[first - 1].table.width == rows[index].table.width:
        first -= 1
        if (
            not first
            or rows[first - 1].table is not rows[first].table
            or rows[first].table is rows[index].table
        ):
            start = first
    return list(rows[start:index])


def leaf_heads(rows: Sequence[Row], band: Band, language: Language) -> tuple[HeadCell, ...]:
    """List the lowest head cells from left to right, each with the head cells above it.

    A number is not a head unless it is the label of a column, such as a year.
    """
    labels = band.once(_Heads, language).labels
    heads: dict[Cell, tuple[Cell, ...]] = {}
    for column in range(max((row.table.width for row in rows), default=0)):
        found = (row.table.at(row.row, column) for row in rows)
        stack = [cell for cell in found if cell is not None and cell.text.strip()]
        stack = [
            cell
            for cell in (dict.fromkeys(stack) if len(stack) > 1 else stack)
            if not language.is_value(cell.text) or language.bare(cell.text) in labels
        ]
        while len(stack) > 1 and _labels_a_row(stack[-1], stack[-2], labels, language):
            stack.pop()
        if stack:
            heads.setdefault(stack[-1], tuple(stack[:-1]))
    return tuple(heads.items())


def _labels_a_row(cell: Cell, above: Cell, labels: AbstractSet[str], language: Language) -> bool:
    """Return whether a cell below a head is the label of a row: it reaches across columns with own heads."""
    return cell.column_span > above.column_span and language.bare(above.text) in labels


def bind_columns(cells: Sequence[HeadCell], band: Band, language: Language) -> Columns:
    """Align the head cells with the prescribed columns."""
    printed = tuple((cell.text, tuple(upper.text for upper in above)) for cell, above in cells)
    aligned = band.once(_Heads, language).aligned(printed)
    return {band.leaf_columns[line]: cells[index][0] for index, line in aligned}


class _Heads:
    """What a head of a band may say; heads that recur are aligned with its columns once."""

    def __init__(self, band: Band, language: Language) -> None:
        self._language = language
        self.labels = frozenset(language.bare(text) for text in band.head_texts)
        self._lines = band.leaf_columns
        self._wanted = [(at, text) for at, path in enumerate(self._lines) for text in path[-1].texts]
        self._bare = [language.bare(text) for _at, text in self._wanted]
        self.aligned = lru_cache(_REMEMBERED)(self._aligned)

    def _aligned(self, printed: tuple[_Printed, ...]) -> tuple[tuple[int, int], ...]:
        """Return which head cell, of those printed, is which column, by their positions."""
        alike = [self._like(text, above) for text, above in printed]
        return tuple((index, line) for index, line, _cut in align(alike, (), len(self._lines)))

    def _like(self, text: str, above: Sequence[str]) -> Mapping[int, float]:
        best: dict[int, tuple[float, bool]] = {}
        for half in _halves(text, above):
            for index, similarity in self._language.similar(half, self._bare, SAME):
                at, label = self._wanted[index]
                one = (similarity, unit_signs(half) == unit_signs(label))
                best[at] = max(best.get(at, one), one)
        return {
            at: similarity + _HEAD_ABOVE * self._known(above, self._lines[at]) + _SAME_UNIT * same_unit
            for at, (similarity, same_unit) in best.items()
        }

    def _known(self, above: Sequence[str], path: LabelPath) -> int:
        """Count the groups of a column that are printed above a head cell."""
        if len(path) == 1 or not above:
            return 0
        printed = set(map(self._language.bare, above))
        return sum(any(self._language.bare(text) in printed for text in label.texts) for label in path[:-1])


def _halves(text: str, above: Sequence[str]) -> tuple[str, ...]:
    """List the words of a head cell, by itself and as the second half of one that was cut."""
    return (text, *(f"{upper} {text}" for upper in above[-1:]))


def value_cell(row: Row, head: Cell) -> Cell | None:
    """Return the cell of a row that stands under a head cell, one that is filled in before a blank one."""
    if (
        row.also is None
        and (only := row.by_column.get(head.column, ()))
        and head.column_span == 1 == len(only)
    ):
        return row.cells[only[0]]
    cells = list(under(row, head))
    filled = [cell for cell in cells if not row.language.is_blank(cell.text)]
    halves = [c for at in (row.row, row.also) if (c := next((c for c in filled if c.row == at), None))]
    if row.also is not None and len(halves) > 1:
        gap = " " if row.language.spaced else ""
        return replace(halves[0], text=gap.join(half.text for half in halves))
    return next(iter(filled or cells), None)


def under(row: Row, head: Cell) -> Iterator[Cell]:
    """Iterate over the cells of a row that stand under a head cell, best covered first."""
    cells, at = row.cells, row.by_column
    found = sorted({number for column in head.columns for number in at.get(column, ())})
    yield from (cells[n] for n in sorted(found, key=lambda n: -_overlap(cells[n].columns, head.columns)))


def _overlap(one: range, other: range) -> int:
    """Count the columns that two cells share."""
    return min(one.stop, other.stop) - max(one.start, other.start)
