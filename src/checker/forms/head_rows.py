"""Head rows of a real table, found by the labels of columns that they hold."""

from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import groupby

from checker.documents.document import Cell
from checker.forms.rows import Row
from checker.forms.table_specs import Band, TableSpec
from checker.language import Language
from checker.lazy_dataclasses import dataclass

_ALIKE = 0.75  # similarity from which a cell of a head may be a misprinted label
_SHARE = 0.4  # of the cells of a head row that must be labels
_SEVERAL, _MANY = 3, 4  # numbers that count columns, and that do so behind a word
_REMEMBERED = 1024  # texts of cells, of each band
_WHOLE = 0.9  # similarity from which two halves are a label


@dataclass(frozen=True)
class HeadBlock:
    """The rows of one head, by index, and the number of its band; `stop` is where the rows below it end."""

    band: int
    rows: range
    stop: int

    @property
    def body(self) -> range:
        return range(self.rows.stop, self.stop)


def head_blocks(spec: TableSpec, rows: Sequence[Row]) -> list[HeadBlock]:
    """Find the heads in each piece, from the top; a piece that begins without one goes on below the one before it."""
    words = [band.once(_Words, spec.language) for band in spec.bands]
    blocks: list[HeadBlock] = []
    indexes = range(len(rows))
    for _table, piece in groupby(indexes, key=lambda index: id(rows[index].table)):
        within = list(piece)
        first, stop = within[0], within[-1] + 1
        heads = list(_in_piece(words, rows, first, stop))
        top = heads[0][1].start if heads else stop
        if blocks and not heads:
            blocks.append(HeadBlock(blocks[-1].band, range(first, first), stop))
        elif blocks and top > first and any(row.values for row in rows[first:top]):
            blocks.append(HeadBlock(blocks[-1].band, range(first, first), top))
        for at, (band, found) in enumerate(heads):
            following = heads[at + 1][1].start if at + 1 < len(heads) else stop
            blocks.append(HeadBlock(band, found, following))
    return blocks


def _in_piece(
    words: "Sequence[_Words]", rows: Sequence[Row], first: int, stop: int
) -> Iterator[tuple[int, range]]:
    """Yield the number of the band and the rows of each head between two rows."""
    index = first
    while index < stop:
        counts = [one.count(rows[index]) for one in words]
        if not (best := max(counts)):
            index += 1
            continue
        band, end = counts.index(best), index + 1
        while end < stop and (words[band].count(rows[end]) or words[band].goes_on(rows, index, end)):
            end += 1
        yield band, range(index, end)
        index = end


class _Words:
    """What a head of one band may say."""

    def __init__(self, band: Band, language: Language) -> None:
        self._language = language
        self._labels = list(dict.fromkeys(filter(None, map(language.bare, band.head_texts))))
        self._least = min(2, len(band.leaf_columns))
        self._label = lru_cache(_REMEMBERED)(self._known)

    def _known(self, text: str) -> int | None:
        """Return the label, by its index, that a text is; `None` where it is none."""
        similar = self._language.similar(text, self._labels, _ALIKE)
        return max(similar, key=lambda found: found[1], default=(None, 0.0))[0]

    def count(self, row: Row) -> int:
        """Count the labels of columns in a row; 0 where it is not a head row."""
        cells = [cell for cell in row.table.row(row.row) if not self._language.is_blank(cell.text)]
        if len(cells) < self._least:
            return 0
        labels = [self._label(cell.text) for cell in cells]
        found = sum(label is not None for label in labels)
        strange = any(row.is_value(cell) for cell, label in zip(cells, labels, strict=True) if label is None)
        return 0 if found < self._least or found < _SHARE * len(cells) or strange else found

    def goes_on(self, rows: Sequence[Row], top: int, index: int) -> bool:
        """Return whether a row below a head belongs to it: it ends words that were cut, or numbers the columns."""
        row = rows[index]
        cells = [cell for cell in row.table.row(row.row) if cell.text.strip() and cell.row == row.row]
        return bool(cells) and (_counts_up(row, cells) or self._ends_words(rows[top], cells))

    def _ends_words(self, head: Row, cells: Sequence[Cell]) -> bool:
        above = ((head.table.at(cell.row - 1, cell.column), cell) for cell in cells)
        return all(upper is not None and self._is_cut(upper.text, cell.text) for upper, cell in above)

    def _is_cut(self, upper: str, lower: str) -> bool:
        whole = max(
            (alike for _at, alike in self._language.similar(upper + lower, self._labels, _WHOLE)), default=0
        )
        alone = max((alike for _at, alike in self._language.similar(upper, self._labels, _ALIKE)), default=0)
        return whole > alone


def _counts_up(row: Row, cells: Sequence[Cell]) -> bool:
    """Return whether cells are 1, 2, 3 …; behind a word they must be many, as it may name an entry."""
    numbers = [row.language.amount(cell.text) for cell in cells]
    worded = numbers[0] is None
    numbers = numbers[1:] if worded else numbers
    return len(numbers) >= (_MANY if worded else _SEVERAL) and numbers == list(range(1, len(numbers) + 1))
