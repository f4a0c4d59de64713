"""The prescribed tables for the page: their headings once, their values as a list for each filing."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property

from checker import (
    BoundCell,
    BoundTable,
    Form,
    Label,
    Location,
    Message,
    NotAssessed,
    Problem,
    StoredFiling,
    TableSpec,
    clean,
)
from checker_reporters.audit.dashboard.chunks import Json

Place = tuple[str, str]  # row key, column key
Spot = tuple[int, int | None, int | None]  # block, row, column

_DIGITS = 15  # JavaScript keeps integers of this length exactly


@dataclass(frozen=True)
class FormGrid:
    """A prescribed table; `places` are all its cells in order: each row, groups included, with each leaf column."""

    spec: TableSpec

    @cached_property
    def places(self) -> tuple[Place, ...]:
        return tuple(
            (path[-1].key, column[-1].key)
            for band in self.spec.bands
            for path in band.row_paths
            for column in band.leaf_columns
        )

    def json(self) -> Json:
        """Describe the headings: for each band its caption, its columns as a tree, its rows as a tree."""
        return {
            "title": clean(self.spec.title or self.spec.section),
            "bands": [
                {
                    "caption": clean(band.caption),
                    "stub": clean(band.stub),
                    "columns": [_tree(label) for label in band.columns],
                    "rows": [_tree(label) for label in band.rows],
                }
                for band in self.spec.bands
            ],
        }

    def found(self, filing: StoredFiling | None) -> BoundTable | Message | None:
        """Return the table of a filing, or the reason why there is none."""
        table = filing.tables.get(self.spec.id) if filing is not None else None
        return table.reason if isinstance(table, NotAssessed) else table

    def values(self, table: BoundTable) -> list[Json]:
        """List the cells: plain integers as numbers, anything else as its text with its value."""
        cells = table.cells
        return [_value(cells, place) for place in self.places]

    def numbers(self, table: BoundTable) -> Iterator[tuple[int, Decimal]]:
        """Iterate over the numbers in the table, each with the index of its place."""
        for index, place in enumerate(self.places):
            cell = table.cells.get(place)
            if cell is not None and (number := cell.value) is not None:
                yield index, number

    def marks(self, table: BoundTable, problems: Mapping[int, Problem]) -> list[Json]:
        """List the cells of findings: place, number of the finding, whether it is the cell of the finding itself."""
        at = {_spot(cell.location): place for place, cell in table.cells.items()}
        indexes = {place: index for index, place in enumerate(self.places)}
        return [
            [indexes[place], number, first]
            for number, problem in problems.items()
            for place, first in _touched(problem, at).items()
            if place in indexes
        ]


def grids(form: Form) -> tuple[FormGrid, ...]:
    """List the grids of a form."""
    return tuple(FormGrid(spec) for spec in form.tables)


def _tree(label: Label) -> Json:
    return [clean(label.text), *map(_tree, label.children)]


def _value(cells: Mapping[Place, BoundCell], place: Place) -> Json:
    bound = cells.get(place)
    if bound is None:
        return None
    text = bound.cell.text.strip()
    if len(text) <= _DIGITS and text.isascii() and text.isdigit() and (text == "0" or text[0] != "0"):
        return int(text)
    value = bound.value
    return [clean(text), None if value is None else f"{value:f}"]


def _touched(problem: Problem, at: Mapping[Spot, Place]) -> dict[Place, bool]:
    own = _spot(problem.location) if problem.location is not None else None
    spots = dict.fromkeys((*filter(None, (own,)), *map(_spot, problem.cells)))
    return {at[spot]: spot == own for spot in spots if spot in at}


def _spot(location: Location) -> Spot:
    return (location.block, location.row, location.column)
