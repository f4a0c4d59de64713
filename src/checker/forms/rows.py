"""Rows of a real table, bound to the prescribed lines by label and order."""

from collections.abc import Container, Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import replace
from functools import lru_cache
from itertools import pairwise

from checker.caching import cached_property
from checker.documents.document import Cell, Table
from checker.forms.alignment import SAME, align
from checker.forms.table_specs import Label, LabelPath, TableSpec
from checker.forms.tables import FoundLabel
from checker.language import Language
from checker.lazy_dataclasses import dataclass

_REMEMBERED = 1024  # labels that tables of other documents are likely to have, too
_ALMOST = 0.8  # similarity from which a row among those of any label is the prescribed one


@dataclass(frozen=True)
class Row:
    """A row of a piece; where a page break cut it in two, `also` is its second half.

    `numbers` are the prescribed labels, bare, that are numbers themselves, such as years. `label` is its label where it
    is the last row of a head, too.
    """

    table: Table
    row: int
    language: Language
    numbers: AbstractSet[str] = frozenset()
    also: int | None = None
    label: Cell | None = None

    @cached_property
    def cells(self) -> tuple[Cell, ...]:
        """List the cells of the row, those of its second half after the others."""
        own = self.table.row(self.row)
        return own if self.also is None else tuple(dict.fromkeys(own + self.table.row(self.also)))

    @cached_property
    def by_column(self) -> Mapping[int, Sequence[int]]:
        """Map the columns of the grid to the positions of the cells that cover them."""
        found: dict[int, list[int]] = {}
        for position, cell in enumerate(self.cells):
            for column in cell.columns:
                found.setdefault(column, []).append(position)
        return found

    @cached_property
    def heads(self) -> tuple[Cell, ...]:
        """List the label cells that lead the row, up to its first number."""
        if self.label is not None:
            return (self.label,)
        leading: list[Cell] = []
        for cell in self.table.row(self.row):
            if self.language.is_blank(cell.text):
                continue
            if self.is_value(cell) and (leading or self.language.bare(cell.text) not in self.numbers):
                break
            leading.append(cell)
        return tuple(leading)

    def is_value(self, cell: Cell) -> bool:
        """Return whether a cell holds a number."""
        return self.language.is_value(cell.text)

    @cached_property
    def pages(self) -> AbstractSet[int | None]:
        """List the pages on which the cells begin."""
        return {cell.page for cell in self.cells}

    @cached_property
    def values(self) -> int:
        """Count the cells that hold a number."""
        return sum(map(self.is_value, self.cells))


Matched = dict[int, tuple[Row, LabelPath]]  # index of a row → the row, joined if it was cut, and its line


def rows_of(spec: TableSpec, pieces: Sequence[Table]) -> list[Row]:
    """List the rows of all pieces."""
    numbers = spec.once(_numbers)
    return [
        Row(table, row, spec.language, numbers)
        for table in pieces
        for row in range(table.first_row, table.height)
    ]


def _numbers(spec: TableSpec) -> frozenset[str]:
    texts = {text for path in spec.rows.values() for text in path[-1].texts}
    return frozenset(spec.language.bare(text) for text in texts if spec.language.is_value(text))


def bind_rows(rows: Sequence[Row], spec: TableSpec, heads: AbstractSet[int] = frozenset()) -> Matched:
    """Align the rows with the prescribed lines, but for those of any number; rows and lines left over stay unbound.

    Groups are lines too, for forms that print a group as one row. Head rows, `heads` and those that hold nothing but
    labels of columns, match nothing: 其他 and 总计 name rows and columns. An exception is the last head row where a label
    stands in it below the heads of several columns: the figures of that row stand beside the last heads.
    """
    found, lines = _Likely(rows, spec, heads), spec.once(_Lines)
    bound: Matched = {}
    for index, line, cut in align(found.similarity, found.halves, len(lines.paths)):
        row = found.joined[index] if cut else found.rows[index]
        assert row is not None, "only rows that can be joined are alike joined"
        bound[index] = (row, lines.paths[line])
    return bound


def may_repeat(spec: TableSpec, pieces: Sequence[Table]) -> bool:
    """Return whether pieces may have rows of the same line."""
    seen: set[int] = set()
    for piece in pieces:
        lines = _Likely(rows_of(spec, [piece]), spec, ()).lines
        if not seen.isdisjoint(lines):
            return True
        seen |= lines
    return False


class _Likely:
    """Which lines rows may be: how alike they are, by themselves and joined with the next one."""

    def __init__(self, rows: Sequence[Row], spec: TableSpec, heads: Container[int]) -> None:
        wanted = spec.once(_Lines)
        in_heads = {index for index, row in enumerate(rows) if index in heads or is_head(row, spec)}
        self.rows = [
            replace(row, label=_label_in_head(row, spec)) if index in in_heads else row
            for index, row in enumerate(rows)
        ]
        self.similarity = [
            {} if index in in_heads and row.label is None else wanted.like(row)
            for index, row in enumerate(self.rows)
        ]
        self.joined = [_joined(upper, lower) for upper, lower in pairwise(self.rows)]
        self.halves = [wanted.like_joined(row) if row else {} for row in self.joined]

    @property
    def lines(self) -> AbstractSet[int]:
        """List the lines that a row may be."""
        return {line for found in (*self.similarity, *self.halves) for line in found}


class _Lines:
    """The prescribed lines, but for those of any number, looked up by label; labels that recur are compared once."""

    def __init__(self, spec: TableSpec) -> None:
        free = {label.key for label in spec.repeated}
        paths = (path for band in spec.bands for path in band.row_paths)
        lines = [path for path in paths if free.isdisjoint(label.key for label in path)]
        self.paths = lines
        self._language = spec.language
        worded = [(index, text) for index, path in enumerate(lines) for text in path[-1].texts]
        self._of_wording = [index for index, _text in worded]
        self._bare = [spec.language.bare(text) for _index, text in worded]
        self._unlabelled = [index for index, path in enumerate(lines) if not path[-1].text]
        self._least = _ALMOST if spec.repeated else SAME
        self._most = 2 if spec.repeated else None
        self._similar = lru_cache(_REMEMBERED)(self._compared)
        self._like = lru_cache(_REMEMBERED)(self._labelled)

    def _compared(self, text: str) -> Mapping[int, float]:
        found: dict[int, float] = {}
        for wording, similarity in self._language.similar(text, self._bare, self._least):
            line = self._of_wording[wording]
            found[line] = max(similarity, found.get(line, 0.0))
        return found

    def like(self, row: Row) -> Mapping[int, float]:
        """Map lines to the similarity of a row: its last label counts, those before it help."""
        found = self._like(tuple(cell.text for cell in row.heads[: self._most]))
        if self._unlabelled and (alike := _unlabelled(row)):
            return {**found, **dict.fromkeys(self._unlabelled, alike)}
        return found

    def _labelled(self, heads: tuple[str, ...]) -> Mapping[int, float]:
        found: dict[int, float] = {}
        for at, text in enumerate(heads, start=1):
            last = at == len(heads)
            for line, similarity in self._similar(text).items():
                if last or not self.paths[line][-1].children:
                    found[line] = max(similarity - 0.05 * (not last), found.get(line, 0.0))
        found = {line: best for line, best in found.items() if best >= self._least}
        printed = [self._language.bare(text) for text in heads] if found else []
        for line in found:
            above = {self._language.bare(text) for label in self.paths[line][:-1] for text in label.texts}
            found[line] += 0.02 * sum(text in above for text in printed)
        return found

    def like_joined(self, row: Row) -> dict[int, float]:
        """Map lines to the similarity of two rows joined."""
        upper, lower = row.heads, replace(row, row=row.also or 0, also=None).heads
        if not upper or not lower:
            return {}
        similar = self._similar(upper[-1].text + lower[-1].text)
        return {line: alike for line, alike in similar.items() if not self.paths[line][-1].children}


def _unlabelled(row: Row) -> float:
    """Return the similarity of a row to a line without label: it must hold values, or nothing, but no labels."""
    cells = row.table.row(row.row)
    blank = row.language.is_blank
    labels = sum(1 for cell in cells if not blank(cell.text) and not row.is_value(cell))
    return 0.0 if not cells or labels > len(cells) / 2 else 0.6 + 0.4 * row.values / len(cells)


def _joined(upper: Row, lower: Row) -> Row | None:
    """Join two rows that a page break may have cut apart: nowhere do both hold a number."""
    if upper.table is not lower.table or len(upper.pages | lower.pages) <= 1:
        return None
    return None if upper.values and lower.values else replace(upper, also=lower.row)


def is_second_half(upper: Row, lower: Row) -> bool:
    """Return whether a row is the rest of the one above on the next page: words alone, and not below its first ones."""
    blank = upper.language.is_blank
    own = [cell for cell in lower.cells if cell.row == lower.row]
    first = next((cell for cell in upper.cells if not blank(cell.text)), None)
    filled = [cell for cell in own if not blank(cell.text)]
    if first is None or not filled or len(filled) == len(own) or not is_overleaf(upper, lower):
        return False
    return all(cell.column >= first.columns.stop and not lower.is_value(cell) for cell in filled)


def is_overleaf(upper: Row, lower: Row) -> bool:
    """Return whether the table goes on from one row to the other over a page break."""
    pages = [cell.page for cell in upper.cells if cell.row == upper.row]
    own = [cell.page for cell in lower.cells if cell.row == lower.row]
    return upper.table is lower.table and all(
        page is not None and after is not None and after > page for page in pages for after in own
    )


def missing_paths(
    labels: Sequence[Label], found: AbstractSet[LabelPath], above: LabelPath = ()
) -> Iterator[LabelPath]:
    """Name the leaves that were not found; a group instead of its leaves where all of them are missing."""
    for label in labels:
        path = (*above, label)
        if label.repeat is not None or (label.optional and path not in found and not label.children):
            continue
        if not label.children:
            yield from () if path in found else (path,)
            continue
        inner = list(missing_paths(label.children, found, path))
        leaves = sum(len(one[-1].leaves) for one in inner)
        yield from [path] if leaves == len(label.leaves) else inner


def extra_rows(
    rows: Sequence[Row], matched: Matched, head_rows: AbstractSet[int] = frozenset()
) -> Iterator[FoundLabel]:
    """Find rows with a label and numbers that are none of the prescribed ones."""
    used = set(matched) | {index + 1 for index, (row, _) in matched.items() if row.also is not None}
    first = min(used, default=len(rows))
    for index, row in enumerate(rows):
        heads = row.heads
        if index in used or index in head_rows or not heads or not row.values or index < first:
            continue
        yield FoundLabel(heads[-1].text, row.table.locate(heads[-1]))


def is_head(row: Row, spec: TableSpec) -> bool:
    """Return whether a row holds nothing but column labels, and several of them."""
    cells = [cell for cell in row.table.row(row.row) if not row.language.is_blank(cell.text)]
    others = [cell for cell in cells if row.language.bare(cell.text) not in spec.head_labels]
    labels = len(cells) - len(others)
    return labels > 1 and labels > len(others) and not any(map(row.is_value, others))


def _label_in_head(row: Row, spec: TableSpec) -> Cell | None:
    """Return the cell of a head row that is the label of a row: below heads, it reaches across the columns of several."""
    cell = next((cell for cell in row.table.row(row.row) if not row.language.is_blank(cell.text)), None)
    if cell is None or cell.row != row.row or not cell.row:
        return None
    above = [row.table.at(cell.row - 1, column) for column in cell.columns]
    heads = {head for head in above if head is not None and row.language.bare(head.text) in spec.head_labels}
    return cell if len(heads) == len(cell.columns) > 1 else None


def row_labels(matched: Matched) -> Iterator[FoundLabel]:
    for row, path in matched.values():
        heads = row.heads
        if not heads or not path[-1].text:
            continue
        cell = heads[0]
        if len(heads) > 1:
            cell = max(heads, key=lambda head: path[-1].similarity(head.text, row.language))
        lower = replace(row, row=row.also, also=None).heads if row.also is not None else ()
        yield FoundLabel("".join((cell.text, *(c.text for c in lower[-1:]))), row.table.locate(cell), path)
