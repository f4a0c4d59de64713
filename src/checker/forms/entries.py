"""Entries of a real table: the rows that may be of any number, whatever their labels."""

from collections.abc import Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import field, replace

from checker.documents.document import Cell
from checker.forms.alignment import SAME
from checker.forms.columns import Columns, bind_columns, leaf_heads, value_cell
from checker.forms.head_rows import HeadBlock
from checker.forms.rows import Matched, Row, is_overleaf, is_second_half
from checker.forms.table_specs import Band, Entry, Label, Repeat, TableSpec, entry_key
from checker.language import Language
from checker.lazy_dataclasses import dataclass


@dataclass
class Entries:
    """What was found: entries by the key of the label that stands for them, and the key of each of their rows.

    `whole` are the rows that are an entry of their own, `joined` those that a page break cut in two, put together.
    `idle` are rows that say nothing. `torn` are entries whose group a page break may have cut: key of the label, place.
    """

    found: dict[str, list[Entry]] = field(default_factory=dict)
    rows: dict[int, str] = field(default_factory=dict)
    whole: set[int] = field(default_factory=set)
    idle: set[int] = field(default_factory=set)
    joined: dict[int, Row] = field(default_factory=dict)
    torn: set[tuple[str, int]] = field(default_factory=set)


def find_entries(
    spec: TableSpec,
    rows: Sequence[Row],
    bound: Matched,
    blocks: Sequence[HeadBlock],
    heads: AbstractSet[int],
) -> Entries:
    """Find the entries below each head: rows that are filled in, no head and not bound to a line with a label."""
    entries = Entries()
    used = set(bound) | {index + 1 for index, (row, _path) in bound.items() if row.also is not None}
    finders = [_Finder(band, spec.language, bound, entries) for band in spec.bands]
    columns: dict[int, Columns] = {}
    for block in blocks:
        finder = finders[block.band]
        if block.rows:
            cells = leaf_heads([rows[at] for at in block.rows], finder.band, spec.language)
            columns[block.band] = bind_columns(cells, finder.band, spec.language)
        free = [index for index in block.body if index not in used and index not in heads]
        finder.take(free, rows, columns.get(block.band, {}))
    for finder in finders:
        finder.nest()
    return entries


class _Finder:
    """Finds the entries of one band."""

    def __init__(self, band: Band, language: Language, bound: Matched, entries: Entries) -> None:
        self.band = band
        self._language = language
        self._entries = entries
        self._order = {path[-1].key: at for at, path in enumerate(band.row_paths)}
        of_band = ((at, self._order.get(path[-1].key)) for at, (_row, path) in bound.items())
        self._bound = sorted((at, line) for at, line in of_band if line is not None)
        self._passed = 0
        self._labels = [path[-1] for path in band.row_paths if path[-1].repeat is not None]
        # the entry that goes on: label key, printed label, last part
        self._open: tuple[str, str, int] | None = None
        self._codes: dict[str, dict[int, str]] = {}
        self._above: Row | None = None  # the last entry that is a row of its own

    def take(self, free: Sequence[int], rows: Sequence[Row], columns: Columns) -> None:
        """Take those of these rows, in order, that are filled in."""
        if not self._labels:
            return
        grid = {column for cell in columns.values() for column in cell.columns}
        left = min(grid, default=0)
        before: int | None = None
        for index in free:
            if before is not None and is_second_half(rows[before], rows[index]):
                self._entries.joined[before] = replace(rows[before], also=rows[index].row)
            elif self._is_filled(rows[index], grid, left):
                if self._is_idle(rows[index], left):
                    self._entries.idle.add(index)
                    continue
                before = index
                self._take(index, rows[index], self._label(index), columns, left)

    def _label(self, index: int) -> Label:
        """Return the label of the entries between the lines bound before and after a row, or else the nearest."""
        while self._passed < len(self._bound) and self._bound[self._passed][0] < index:
            self._passed += 1
        after = self._bound[self._passed - 1][1] if self._passed else -1
        before = self._bound[self._passed][1] if self._passed < len(self._bound) else len(self._order)
        between = [label for label in self._labels if after < self._order[label.key] < before]
        later = [label for label in self._labels if self._order[label.key] > after]
        return (between or later or self._labels[-1:])[0]

    def _is_filled(self, row: Row, grid: set[int], left: int) -> bool:
        """Return whether a row holds something under the columns, or names itself beside them, and is no caption."""
        filled = [cell for cell in row.cells if not self._language.is_blank(cell.text)]
        crossing = [cell for cell in filled if grid.intersection(cell.columns)]
        if len(filled) == 1 and len(grid) > 1 and len(grid.intersection(filled[0].columns)) > len(grid) / 2:
            return False
        return bool(crossing) or (bool(self.band.stub) and any(cell.columns.stop <= left for cell in filled))

    def _is_idle(self, row: Row, left: int) -> bool:
        """Return whether a row has no name beside the columns, and no figure but 0."""
        filled = [cell for cell in row.cells if not self._language.is_blank(cell.text)]
        if not self.band.stub or left == 0 or any(cell.columns.start < left for cell in filled):
            return False
        return all(self._language.value(cell.text) == 0 for cell in filled)

    def _take(self, index: int, row: Row, label: Label, columns: Columns, left: int) -> None:
        found = self._entries.found.setdefault(label.key, [])
        if label.children:
            self._take_part(index, row, label, found)
            return
        at, repeat, blank = len(found), label.repeat or Repeat(), self._language.is_blank
        once = self._once(row, repeat.grouped_by, columns, left) if found and repeat.grouped_by else None
        below = once is not None and all(cell.row < row.row or blank(cell.text) for cell in once)
        torn = bool(once) and not below and self._is_torn(row, once or ())
        self._above = row
        if below or torn:
            if torn:
                self._entries.torn.add((label.key, at))
            elif all(cell in (once or ()) or blank(cell.text) for cell in row.cells):
                self._entries.idle.add(index)
                return
            first = found[-1].first if found[-1].first is not None else at - 1
            found.append(replace(found[-1], first=first))
        else:
            if repeat.nested_by:
                self._codes.setdefault(label.key, {})[at] = self._code(row, repeat.nested_by, columns)
            found.append(Entry(self._name(row, left, columns, repeat.nested_by)))
        self._entries.rows[index] = entry_key(label.key, at)
        self._entries.whole.add(index)

    def _is_torn(self, row: Row, once: Sequence[Cell]) -> bool:
        """Return whether a row may go on with a group that a page break cut: what is filled in once is there in part."""
        return (
            self._above is not None
            and is_overleaf(self._above, row)
            and not all(cell.text.strip() for cell in once)
        )

    def _take_part(self, index: int, row: Row, label: Label, found: list[Entry]) -> None:
        """Take a row of an entry of several: a part that does not come after the last one begins the next entry."""
        best, part, cell = self._part(row, label)
        if best < SAME or cell is None:
            return
        named = [head for head in row.heads if head is not cell and head.column < cell.column]
        name = named[0].text if named else ""
        goes_on = self._open is not None and self._open[0] == label.key and self._open[2] < part
        if not goes_on or (name and self._open is not None and name != self._open[1]):
            found.append(Entry(name))
        elif self._open is not None:
            name = self._open[1]
        self._open = (label.key, name, part)
        self._entries.rows[index] = f"{entry_key(label.key, len(found) - 1)}/{label.children[part].key}"

    def _part(self, row: Row, label: Label) -> tuple[float, int, Cell | None]:
        """Return the part that a row is of an entry, with the cell that says so."""
        alike = (
            (self._language.similarity(cell.text, text), -at, cell)
            for cell in row.heads
            for at, child in enumerate(label.children)
            for text in child.texts
        )
        best, at, cell = max(alike, key=lambda found: found[:2], default=(0.0, 0, None))
        return best, -at, cell

    def _name(self, row: Row, left: int, columns: Columns, codes: Sequence[str]) -> str:
        """Name an entry as the document does: by the label beside the columns, else its first text or words.

        Columns of codes do not. Where the others are blank, or hold no words, the first cell names the entry: its number.
        """
        filled = [cell for cell in row.cells if not self._language.is_blank(cell.text)]
        beside = [cell for cell in filled if cell.columns.stop <= left]
        heads = [
            cell
            for path, cell in columns.items()
            if path[-1].type and path[-1].type.kind == "text" and path[-1].key not in codes
        ]
        below = (value_cell(row, head) for head in sorted(heads, key=lambda head: head.column))
        candidates = [cell for cell in below if cell is not None] if heads else filled
        words = [cell for cell in candidates if not row.is_value(cell)][:1]
        words = [cell for cell in words if cell in filled]
        return (beside[-1:] or words[:1] or filled[:1])[0].text.strip()

    def _once(self, row: Row, names: Sequence[str], columns: Columns, left: int) -> list[Cell]:
        """List the cells of a row that may be filled in once for several rows: its name, and those of columns."""
        return [*(cell for cell in row.cells if cell.columns.stop <= left), *_under(row, names, columns)]

    def _code(self, row: Row, names: Sequence[str], columns: Columns) -> str:
        return "".join(self._language.bare(cell.text) for cell in _under(row, names, columns))

    def nest(self) -> None:
        """Put each entry with a code inside the one whose code is the longest beginning of its own."""
        for key, codes in self._codes.items():
            first = {code: at for at, code in reversed(codes.items()) if code}
            found = self._entries.found[key]
            for at, code in codes.items():
                found[at] = replace(found[at], inside=_inside(code, first))


def _under(row: Row, names: Sequence[str], columns: Columns) -> Iterator[Cell]:
    """Iterate over the cells of a row in the columns with these keys."""
    heads = {path[-1].key: cell for path, cell in columns.items()}
    cells = (value_cell(row, heads[name]) for name in names if name in heads)
    yield from (cell for cell in cells if cell is not None)


def _inside(code: str, first: Mapping[str, int]) -> int | None:
    shorter = (code[:length] for length in range(len(code) - 1, 0, -1))
    return next((first[start] for start in shorter if start in first), None)


def missing_parts(spec: TableSpec, entries: Entries) -> Iterator[str]:
    """Name the rows that entries of several lack, by their keys."""
    there = set(entries.rows.values())
    for label in spec.repeated:
        for at in range(len(entries.found.get(label.key, ())) if label.children else 0):
            keys = (f"{entry_key(label.key, at)}/{child.key}" for child in label.children)
            yield from (key for key in keys if key not in there)
