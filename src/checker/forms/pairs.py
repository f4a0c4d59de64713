"""Tables laid out as forms: labels, each with its value beside it or, behind a colon, in the same cell."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from checker.documents.document import Cell, Table
from checker.forms.table_specs import LabelPath, TableSpec
from checker.forms.tables import BoundCell, BoundTable, FoundLabel
from checker.lazy_dataclasses import dataclass

_ALIKE = 0.8  # similarity from which a cell is a misprinted label
_COLONS = ":："

Place = tuple[int, int, int]  # block, row, column


@dataclass(frozen=True)
class Pair:
    """A cell that may be a label; `value` is what stands behind a colon in it."""

    table: Table
    cell: Cell
    label: str
    value: str = ""

    @property
    def place(self) -> Place:
        return _place_of(self.table, self.cell)


def bind_pairs(spec: TableSpec, pieces: Sequence[Table]) -> BoundTable:
    """Bind the labels of a form, wherever they stand, in the prescribed order where one recurs."""
    pairs = [pair for table in pieces for cell in table.cells for pair in pairs_in(table, cell)]
    found = _matched(spec, pairs)
    labels = {pair.place for pair in found.values()}
    column = next(iter(spec.columns))
    cells: dict[tuple[str, str], BoundCell] = {}
    for path, pair in found.items():
        if not path[-1].children:
            cell = _value(pair, labels)
            key = (path[-1].key, column)
            cells[key] = BoundCell(*key, cell, pair.table.locate(cell), spec.language, spec.cell_type(*key))
    leaves = (path for band in spec.bands for path in band.row_paths if not path[-1].children)
    return BoundTable(
        spec,
        tuple(pieces),
        cells,
        missing_rows=tuple(path for path in leaves if path not in found),
        labels=tuple(
            FoundLabel(pair.label, pair.table.locate(pair.cell), path) for path, pair in found.items()
        ),
    )


def pairs_in(table: Table, cell: Cell) -> Iterator[Pair]:
    """Yield what may be a label in a cell: all of it, and what stands before a colon."""
    text = cell.text.strip()
    if text:
        yield Pair(table, cell, text)
    at = next((at for at, sign in enumerate(text) if sign in _COLONS), 0)
    if 0 < at < len(text) - 1:
        yield Pair(table, cell, text[:at], text[at + 1 :].strip())


def _matched(spec: TableSpec, pairs: Sequence[Pair]) -> dict[LabelPath, Pair]:
    """Match labels and cells that say the same, then those that are most alike."""
    language = spec.language
    waiting: dict[str, list[int]] = {}
    for at in range(len(pairs) - 1, -1, -1):
        waiting.setdefault(language.bare(pairs[at].label), []).append(at)
    paths = [path for band in spec.bands for path in band.row_paths if path[-1].text]
    found: dict[LabelPath, int] = {}
    used: set[Place] = set()
    for path in paths:
        positions = [own[-1] for text in path[-1].texts if (own := waiting.get(language.bare(text)))]
        if positions:
            at = min(positions)
            waiting[language.bare(pairs[at].label)].pop()
            found[path] = at
            used.add(pairs[at].place)
    used |= {
        _place_of(pair.table, value)
        for pair in (pairs[at] for at in found.values())
        if (value := _right(pair)) is not None
    }
    left = [at for at, pair in enumerate(pairs) if pair.place not in used]
    for path in (path for path in paths if path not in found and not path[-1].children):
        best = max(left, key=lambda at: path[-1].similarity(pairs[at].label, language), default=None)
        if best is not None and path[-1].similarity(pairs[best].label, language) >= _ALIKE:
            found[path] = best
            left.remove(best)
    return {path: pairs[found[path]] for path in paths if path in found}


def _place_of(table: Table, cell: Cell) -> Place:
    return table.location.block, cell.row, cell.column


def _right(pair: Pair) -> Cell | None:
    """Return the cell beside a label."""
    return None if pair.value else pair.table.at(pair.cell.row, pair.cell.columns.stop)


def _value(pair: Pair, labels: set[Place]) -> Cell:
    """Return the cell of a value: of what stands behind the colon, beside the label, or blank where nothing does."""
    if pair.value:
        return replace(pair.cell, text=pair.value)
    right = _right(pair)
    if right is None or _place_of(pair.table, right) in labels:
        return replace(pair.cell, text="")
    return right
