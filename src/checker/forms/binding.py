"""Bind a prescribed table to its pieces in a document: which rows, which columns."""

from collections.abc import Sequence
from dataclasses import replace

from checker.documents.document import Location, Table
from checker.forms.columns import bind_heads, value_cell
from checker.forms.entries import Entries, find_entries, missing_parts
from checker.forms.head_rows import head_blocks
from checker.forms.pairs import bind_pairs
from checker.forms.rows import bind_rows, extra_rows, missing_paths, row_labels, rows_of
from checker.forms.sides import split
from checker.forms.table_specs import TableSpec, entry_key
from checker.forms.tables import BoundCell, BoundTable


def bind(spec: TableSpec, pieces: Sequence[Table]) -> BoundTable:
    """Bind the rows and columns of a table that lies in one or several pieces."""
    if spec.layout == "form":
        return bind_pairs(spec, pieces)
    return _bind_sides(spec, pieces) if spec.sides else _bind_grid(spec, pieces)


def _bind_sides(spec: TableSpec, pieces: Sequence[Table]) -> BoundTable:
    """Bind each side as a table of its own, and put them together."""
    sides = zip(spec.bands, split(spec, pieces), strict=True)
    found = [_bind_grid(replace(spec, bands=(band,), sides=False), own) for band, own in sides]
    return BoundTable(
        replace(spec, bands=tuple(side.spec.bands[0] for side in found)),
        tuple(pieces),
        {place: cell for side in found for place, cell in side.cells.items()},
        missing_rows=tuple(path for side in found for path in side.missing_rows),
        missing_columns=tuple(dict.fromkeys(path for side in found for path in side.missing_columns)),
        extra_rows=tuple(label for side in found for label in side.extra_rows),
        extra_columns=tuple(label for side in found for label in side.extra_columns),
        labels=tuple(label for side in found for label in side.labels),
        entries={key: entries for side in found for key, entries in side.entries.items()},
    )


def _bind_grid(spec: TableSpec, pieces: Sequence[Table]) -> BoundTable:
    rows, bands = rows_of(spec, pieces), spec.bands
    free = {label.key for label in spec.repeated}
    blocks = head_blocks(spec, rows) if free else ()
    heads = {index for block in blocks for index in block.rows}
    bound = bind_rows(rows, spec, heads)
    entries = Entries()
    parts: list[str] = []
    if free:
        entries = find_entries(spec, rows, bound, blocks, heads)
        parts = list(missing_parts(spec, entries))
        spec = spec.with_entries(entries.found)
        bound = {index: (row, spec.rows[path[-1].key]) for index, (row, path) in bound.items()}
        bound |= {
            index: (entries.joined.get(index, rows[index]), spec.rows[key])
            for index, key in entries.rows.items()
        }
    else:
        numbers = {path[-1].key for _row, path in bound.values()}
        without = {
            n for n, band in enumerate(spec.bands) if numbers.isdisjoint(p[-1].key for p in band.row_paths)
        }
        blocks = [block for block in head_blocks(spec, rows) if block.band in without] if without else ()
    named = {index: matched for index, matched in bound.items() if index not in entries.whole}
    found = bind_heads(spec, bands, rows, bound, blocks)
    labels = tuple(row_labels(named))
    naming = {
        (label.path[-1].key, *_place(label.location)) for label in labels
    }  # they hold no value of their row
    cells: dict[tuple[str, str], BoundCell] = {}
    for head in found:
        for row, path in head.rows:
            for column, head_cell in head.columns.items():
                if (cell := value_cell(row, head_cell)) is None or cell is head_cell:
                    continue
                key, at = (path[-1].key, column[-1].key), row.table.locate(cell)
                if (path[-1].key, *_place(at)) not in naming:
                    cells[key] = BoundCell(*key, cell, at, spec.language, spec.cell_type(*key))
    _share(cells, spec, entries)
    return BoundTable(
        spec,
        tuple(pieces),
        cells,
        missing_rows=(
            *missing_paths(
                [row for band in spec.bands for row in band.rows], {path for _row, path in bound.values()}
            ),
            *(spec.rows[key] for key in parts),
        ),
        missing_columns=tuple(dict.fromkeys(path for head in found for path in head.missing())),
        extra_rows=tuple(extra_rows(rows, bound, heads | entries.idle)),
        extra_columns=tuple(dict.fromkeys(label for head in found for label in head.extra())),
        labels=(*labels, *dict.fromkeys(label for head in found for label in head.labels())),
        entries={key: tuple(found) for key, found in entries.found.items()},
    )


def _place(cell: Location) -> tuple[int, int | None, int | None]:
    return cell.block, cell.row, cell.column


def _share(cells: dict[tuple[str, str], BoundCell], spec: TableSpec, entries: Entries) -> None:
    """Give the rows of a group the cells that are filled in once, in its first row; uncertain ones where it is torn."""
    for label in spec.repeated:
        columns = label.repeat.grouped_by if label.repeat is not None else ()
        for at, entry in enumerate(entries.found.get(label.key, ()) if columns else ()):
            if entry.first is None:
                continue
            row, first = entry_key(label.key, at), entry_key(label.key, entry.first)
            for column in columns:
                if (shared := cells.get((first, column))) is None:
                    continue
                if (label.key, at) in entries.torn:
                    shared = cells[first, column] = replace(shared, cell=replace(shared.cell, certain=False))
                cells[row, column] = replace(shared, row=row)
