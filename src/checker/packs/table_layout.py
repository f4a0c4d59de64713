"""Prescribed tables laid out as in a blank form: merged heads and labels, and blank cells to fill in."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from checker.documents.document import Cell, Location, Table
from checker.forms.table_specs import Band, Entry, Label, TableSpec

_ENTRIES = 3  # blank rows for rows of any number

Keys = tuple[str, str]  # of the row and the column
Placed = tuple[Cell, Keys | None]  # a cell of a laid-out table, a blank one with its keys


def table(spec: TableSpec, block: int = 0) -> Table:
    """Lay out a prescribed table."""
    return Table(tuple(cell for cell, _keys in layout(spec)), Location(block))


def layout(spec: TableSpec) -> Iterator[Placed]:
    """Iterate over the cells of the laid-out table, each blank one with its row and column keys."""
    if spec.sides:
        yield from _sides([replace(spec, bands=(band,), sides=False) for band in spec.bands])
        return
    bands = [replace(b, rows=tuple(_entries(b.rows))) for b in spec.with_entries(entries_of(spec)).bands]
    across = max(len(band.leaf_columns) for band in bands)
    beside = max(map(_beside, bands))
    bottom = 0
    for band in bands:
        for cell, keys in _band(band, bottom, beside, across, head=spec.layout == "grid"):
            yield cell, keys
            bottom = max(bottom, cell.rows.stop)


def entries_of(spec: TableSpec) -> Mapping[str, tuple[Entry, ...]]:
    """Return the rows that a blank form has for labels that stand for any number of them."""
    return {label.key: (Entry(""),) * _ENTRIES for label in spec.repeated}


def _entries(labels: Sequence[Label]) -> Iterator[Label]:
    """Put entries in the place of the label that stands for them."""
    for label in labels:
        below = tuple(_entries(label.children))
        yield from below if label.repeat is not None else [replace(label, children=below)]


def _beside(band: Band) -> int:
    """Return how many columns the labels of rows take: none where entries are named in the first column."""
    entries = any("/" in row.key and not row.text for row in band.rows)
    if entries and not band.stub and not any(row.children for row in band.rows):
        return 0
    deepest = max((len(path) for path in band.row_paths if path[-1].text), default=0)
    return max(deepest, 1 if entries and band.stub else 0)


def _sides(sides: Sequence[TableSpec]) -> Iterator[Placed]:
    """Lay out each side to the right of the one before; the shorter ones go on blank."""
    laid = [list(layout(side)) for side in sides]
    height = max(cell.rows.stop for side in laid for cell, _keys in side)
    left = 0
    for side in laid:
        width = max(cell.columns.stop for cell, _keys in side)
        bottom = max(cell.rows.stop for cell, _keys in side)
        yield from ((replace(cell, column=cell.column + left), keys) for cell, keys in side)
        below = ((row, column) for row in range(bottom, height) for column in range(width))
        yield from ((Cell("", row, left + column), None) for row, column in below)
        left += width


def _band(band: Band, top: int, beside: int, across: int, *, head: bool) -> Iterator[Placed]:
    if band.caption:
        yield Cell(band.caption, top, 0, 1, beside + across), None
        top += 1
    depth = max(map(len, band.column_paths)) if head else 0
    if beside and head:
        yield Cell(band.stub, top, 0, depth, beside), None
    columns = [path[-1] for path in band.leaf_columns]
    widths = [1] * len(columns)
    widths[-1] += across - len(widths)  # the last column takes the extra width of other bands
    heads = _heads(band.columns, top, top + depth, beside, widths) if head else ()
    yield from ((cell, None) for cell in (*heads, *_rows(band.rows, top + depth, 0, beside)))
    rows = [leaf for row in band.rows for leaf in row.leaves]
    for at, row in enumerate(rows, start=top + depth):
        for place, (column, width) in enumerate(zip(columns, widths, strict=True)):
            named = place == 0 and not beside and row.text
            text, keys = (row.text, None) if named else ("", (row.key, column.key))
            yield Cell(text, at, beside + place, 1, width), keys


def _heads(
    labels: Sequence[Label], top: int, bottom: int, left: int, widths: Sequence[int]
) -> Iterator[Cell]:
    """Lay out column heads; a leaf extends down to the rows."""
    first = 0
    for label in labels:
        count = len(label.leaves)
        own = widths[first : first + count]
        height = 1 if label.children else bottom - top
        yield Cell(label.text, top, left, height, sum(own))
        yield from _heads(label.children, top + 1, bottom, left, own)
        first, left = first + count, left + sum(own)


def _rows(labels: Sequence[Label], top: int, left: int, beside: int) -> Iterator[Cell]:
    """Lay out row labels; a leaf extends right to the values."""
    for label in labels:
        count = len(label.leaves)
        if left < beside:
            yield Cell(label.text, top, left, count, 1 if label.children else beside - left)
        yield from _rows(label.children, top, left + 1, beside)
        top += count
