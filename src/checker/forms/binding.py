"""Bind prescribed tables to the tables of a document: which piece, which rows, which columns."""

from collections.abc import Callable, Mapping, Sequence
from collections.abc import Set as AbstractSet

from checker.documents.document import Document, Table
from checker.forms.columns import bind_heads, value_cell
from checker.forms.rows import Row, bind_rows, extra_rows, missing_paths, row_labels
from checker.forms.tables import BoundCell, BoundTable, TableSpec
from checker.languages import Language

_SAME_TABLE = 0.4  # share of a table's labels that must be the prescribed table's


def bind_tables(
    document: Document,
    specs: Sequence[TableSpec],
    section_of: Callable[[int], str | None],
    language: Language,
) -> Mapping[str, BoundTable]:
    """Find each prescribed table; `section_of` names the prescribed section in which a block stands.

    A table that is not there has no entry.
    """
    pieces: dict[str, list[Table]] = {}
    for table in document.tables:
        if (spec := _spec_of(table, specs, section_of(table.location.block), language)) is not None:
            pieces.setdefault(spec.id, []).append(table)
    return {spec.id: bind(spec, pieces[spec.id]) for spec in specs if spec.id in pieces}


def _spec_of(
    table: Table, specs: Sequence[TableSpec], section: str | None, language: Language
) -> TableSpec | None:
    bare, amount = language.bare, language.amount
    distinct = {text for cell in table.cells if (text := bare(cell.text)) and amount(cell.text) is None}
    if not distinct:
        return None
    best = max(specs, key=lambda spec: _share(distinct, spec, section), default=None)
    return best if best is not None and _share(distinct, best, section) >= _SAME_TABLE else None


def _share(distinct: AbstractSet[str], spec: TableSpec, section: str | None) -> float:
    """Return how much of a table's text is labels of a prescribed one, with a bonus for its section."""
    known = sum(1 for text in distinct if text in spec.labels)
    if known < min(2, len(distinct)):
        return 0.0
    return known / len(distinct) + (0.2 if spec.section == section else 0)


def bind(spec: TableSpec, pieces: Sequence[Table]) -> BoundTable:
    """Bind the rows and columns of a table that lies in one or several pieces."""
    rows = [Row(table, row, spec.language) for table in pieces for row in range(table.height)]
    lines = [path for band in spec.bands for path in band.row_paths]
    bound = bind_rows(rows, lines, spec)
    heads = bind_heads(spec, rows, bound)
    cells: dict[tuple[str, str], BoundCell] = {}
    for head in heads:
        for row, path in head.rows:
            for column, head_cell in head.columns.items():
                if (cell := value_cell(row, head_cell)) is not None:
                    key = (path[-1].key, column[-1].key)
                    cells[key] = BoundCell(
                        *key, cell, row.table.locate(cell), spec.language, spec.cell_type(*key)
                    )
    return BoundTable(
        spec,
        tuple(pieces),
        cells,
        missing_rows=tuple(missing_paths(lines, {path for _row, path in bound.values()})),
        missing_columns=tuple(dict.fromkeys(path for head in heads for path in head.missing())),
        extra_rows=tuple(extra_rows(rows, bound)),
        extra_columns=tuple(dict.fromkeys(label for head in heads for label in head.extra())),
        labels=(*row_labels(bound), *(label for head in heads for label in head.labels())),
    )
