"""Rows of a real table, bound to the prescribed lines by label and order."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import pairwise

from checker.documents.document import Cell, Table
from checker.forms.alignment import SAME, align
from checker.forms.tables import FoundLabel, Label, LabelPath, TableSpec
from checker.languages import Language


@dataclass(frozen=True)
class Row:
    """A row of a piece; where a page break cut it in two, `also` is its second half."""

    table: Table
    row: int
    language: Language
    also: int | None = None

    def cells(self) -> tuple[Cell, ...]:
        rest = () if self.also is None else self.table.row(self.also)
        return self.table.row(self.row) + rest

    @cached_property
    def heads(self) -> tuple[Cell, ...]:
        """List the label cells that lead the row, up to its first number."""
        leading: list[Cell] = []
        for cell in self.table.row(self.row):
            if self.language.amount(cell.text) is not None:
                break
            if not self.language.is_blank(cell.text):
                leading.append(cell)
        return tuple(leading)

    def values(self) -> int:
        return sum(1 for cell in self.cells() if self.language.amount(cell.text) is not None)


Matched = dict[int, tuple[Row, LabelPath]]  # index of a row → the row, joined if it was cut, and its line


def bind_rows(rows: Sequence[Row], lines: Sequence[LabelPath], spec: TableSpec) -> Matched:
    """Align the rows with the prescribed lines; rows and lines left over stay unbound.

    Groups are lines too, for forms that print a group as one row. Head rows match nothing: 其他 and 总计 name rows
    and columns.
    """
    similarity = [
        [0.0] * len(lines) if _is_head(row, spec) else [_alike(row, p) for p in lines] for row in rows
    ]
    joined = [_joined(upper, lower) for upper, lower in pairwise(rows)]
    halves = [[_alike_joined(row, path) if row else 0.0 for path in lines] for row in joined]
    bound: Matched = {}
    for index, line, cut in align(similarity, halves):
        row = joined[index] if cut else rows[index]
        assert row is not None, "only rows that can be joined are alike joined"
        bound[index] = (row, lines[line])
    return bound


def _alike(row: Row, path: LabelPath) -> float:
    """Return the similarity of a row to a prescribed line: its last label counts, those before it help."""
    if not path[-1].text:
        return _unlabelled(row)
    heads = row.heads
    if not heads:
        return 0.0
    similarities = [
        _similarity(row.language, cell.text, path[-1]) - 0.05 * (cell is not heads[-1]) for cell in heads
    ]
    if path[-1].children:
        similarities = similarities[-1:]
    best = max(similarities)
    above = {row.language.bare(text) for label in path[:-1] for text in label.texts}
    return best + 0.02 * sum(row.language.bare(cell.text) in above for cell in heads) if best >= SAME else 0.0


def _similarity(language: Language, text: str, label: Label) -> float:
    """Return how similar a text is to the accepted wording that is most like it."""
    return max(language.similarity(text, wanted) for wanted in label.texts)


def _unlabelled(row: Row) -> float:
    """Return the similarity of a row to a line without label: it must hold values, or nothing, but no labels."""
    cells = row.table.row(row.row)
    blank, amount = row.language.is_blank, row.language.amount
    labels = sum(1 for cell in cells if not blank(cell.text) and amount(cell.text) is None)
    return 0.0 if not cells or labels > len(cells) / 2 else 0.6 + 0.4 * row.values() / len(cells)


def _joined(upper: Row, lower: Row) -> Row | None:
    """Join two rows that a page break may have cut apart: nowhere do both hold a number."""
    if upper.table is not lower.table or (upper.values() and lower.values()):
        return None
    pages = {cell.page for cell in (*upper.cells(), *lower.cells())}
    return replace(upper, also=lower.row) if len(pages) > 1 else None


def _alike_joined(row: Row, path: LabelPath) -> float:
    upper, lower = row.heads, Row(row.table, row.also or 0, row.language).heads
    if not upper or not lower or path[-1].children:
        return 0.0
    return _similarity(row.language, upper[-1].text + lower[-1].text, path[-1])


def missing_paths(lines: Sequence[LabelPath], found: set[LabelPath]) -> Iterator[LabelPath]:
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


def extra_rows(rows: Sequence[Row], matched: Matched) -> Iterator[FoundLabel]:
    """Find rows with a label and numbers that are none of the prescribed ones."""
    used = set(matched) | {index + 1 for index, (row, _) in matched.items() if row.also is not None}
    for index, row in enumerate(rows):
        heads = row.heads
        if index in used or not heads or not row.values() or index < min(used, default=len(rows)):
            continue
        yield FoundLabel(heads[-1].text, row.table.locate(heads[-1]))


def _is_head(row: Row, spec: TableSpec) -> bool:
    """Return whether a row holds nothing but column labels, and several of them."""
    texts = [cell.text for cell in row.table.row(row.row) if not row.language.is_blank(cell.text)]
    labels = [text for text in texts if row.language.bare(text) in spec.head_labels]
    return len(labels) > 1 and len(labels) > len(texts) / 2 and not row.values()


def row_labels(matched: Matched) -> Iterator[FoundLabel]:
    for row, path in matched.values():
        heads = row.heads
        if not heads or not path[-1].text:
            continue
        cell = max(heads, key=lambda head: _similarity(row.language, head.text, path[-1]))
        lower = Row(row.table, row.also, row.language).heads if row.also is not None else ()
        yield FoundLabel("".join((cell.text, *(c.text for c in lower[-1:]))), row.table.locate(cell), path)
