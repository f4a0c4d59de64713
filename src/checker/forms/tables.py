"""Prescribed tables as a document has them: cells by row and column key, and what is missing or too much.

Rows and columns are bound by label and order, never by position or count.
"""

from collections.abc import Collection, Mapping
from collections.abc import Set as AbstractSet
from dataclasses import field
from decimal import Decimal

from checker.caching import cached_property
from checker.documents.document import Cell, Location, Table
from checker.forms.cell_types import CellType, Reading, read_cell, value_of
from checker.forms.table_specs import Entry, Label, LabelPath, TableSpec, entry_key
from checker.language import Language
from checker.lazy_dataclasses import dataclass


@dataclass(frozen=True)
class BoundCell:
    """A cell of the document that stands at a prescribed place.

    `language` is the one that it is read in; `type` is what it must hold, `None` where the pack says nothing. `rounded`
    is to how many decimals its number is rounded, where that is not the same for all.
    """

    row: str
    column: str
    cell: Cell
    location: Location
    language: Language
    type: CellType | None = None
    rounded: int | None = None

    @cached_property
    def reading(self) -> Reading:
        """Read the cell as its type."""
        return read_cell(self.cell.text, self.type, self.language)

    @property
    def value(self) -> Decimal | None:
        """Read the cell as a number, blank counting as zero; `None` where it is no number, or not known exactly."""
        return value_of(self.reading, self.type)

    @property
    def is_blank(self) -> bool:
        """Return whether the cell holds nothing, or a sign or word that stands for nothing."""
        return self.reading.kind == "blank"


@dataclass(frozen=True, slots=True)
class FoundLabel:
    """A label as the document prints it, with the prescribed one where there is one."""

    text: str
    location: Location
    path: LabelPath = ()

    def is_accepted(self, language: Language) -> bool:
        """Return whether it is an accepted wording of the prescribed label, but for signs and numbering."""
        return any(language.bare(text) == language.bare(self.text) for text in self.path[-1].texts)


def _at_least(label: Label) -> int:
    return label.repeat.at_least if label.repeat is not None else 0


@dataclass(frozen=True)
class BoundTable:
    """A prescribed table found in a document, perhaps in several pieces.

    `cells` are keyed by (row key, column key), leaves and groups that have a row or column of their own.
    `entries` are the rows that a label for any number of rows stands for: `spec` has them below that label.
    `caption` tells apart the tables of a prescribed one that repeats.
    `copies` fill in the same cells once more; they are bound to nothing.
    `missing_rows` and `missing_columns` are paths; a group is named instead of its leaves where all are missing.
    """

    spec: TableSpec
    pieces: tuple[Table, ...]
    cells: Mapping[tuple[str, str], BoundCell]
    missing_rows: tuple[LabelPath, ...] = ()
    missing_columns: tuple[LabelPath, ...] = ()
    extra_rows: tuple[FoundLabel, ...] = ()
    extra_columns: tuple[FoundLabel, ...] = ()
    labels: tuple[FoundLabel, ...] = field(default=())
    entries: Mapping[str, tuple[Entry, ...]] = field(default_factory=dict)
    caption: str = ""
    copies: tuple[Table, ...] = ()

    @property
    def location(self) -> Location:
        return self.pieces[0].location

    @cached_property
    def printed(self) -> AbstractSet[str]:
        """List what the cells say, bare."""
        return {self.spec.language.bare(cell.text) for piece in self.pieces for cell in piece.cells}

    @cached_property
    def bound_rows(self) -> Collection[str]:
        """List the keys of the rows that have cells, in order."""
        return dict.fromkeys(row for row, _column in self.cells)

    @cached_property
    def bound_columns(self) -> Collection[str]:
        """List the keys of the columns that have cells, in order."""
        return dict.fromkeys(column for _row, column in self.cells)

    @cached_property
    def repeated(self) -> Mapping[str, tuple[str, ...]]:
        """Map each label that stands for any number of rows to the keys of its entries, in order."""
        labels = self.spec.repeated
        found = ((label.key, range(len(self.entries.get(label.key, ())))) for label in labels)
        return {key: tuple(entry_key(key, at) for at in positions) for key, positions in found}

    @property
    def too_few(self) -> tuple[LabelPath, ...]:
        """List the labels that have fewer entries than they must."""
        paths = (self.spec.rows[label.key] for label in self.spec.repeated)
        return tuple(p for p in paths if len(self.entries.get(p[-1].key, ())) < _at_least(p[-1]))

    @property
    def lacks_lines(self) -> bool:
        """Return whether rows or columns are missing."""
        return bool(self.missing_rows or self.missing_columns or self.too_few)

    @property
    def is_blank(self) -> bool:
        """Return whether not one cell is filled in; a table of any number of rows that has none is not."""
        if not self.cells and all(self._is_free(path) for path in self.spec.rows.values()):
            return False
        return all(bound.is_blank for bound in self.cells.values())

    @property
    def is_left_blank(self) -> bool:
        """Return whether nothing is filled in, and nothing need be: what the table says then is 0."""
        if not self.is_blank and self.cells:
            return False
        types = (self.spec.cell_type(*place) for place in self.spec.cell_keys())
        return all(kind is not None and not kind.required for kind in types)

    @staticmethod
    def _is_free(path: LabelPath) -> bool:
        return any(label.repeat is not None for label in path)

    def parts(self, row: str, column: str) -> tuple[BoundCell, ...] | None:
        """List the cells whose sum stands at (row, column); `None` where one of them is not there.

        A group that is printed as one row counts as that row.
        """
        if (own := self.cells.get((row, column))) is not None:
            return (own,)
        label, head = self.spec.rows[row][-1], self.spec.columns[column][-1]
        if label.is_single and head.is_single:
            return None
        several: list[BoundCell] = []
        for down in label.children or (label,):
            for across in head.children or (head,):
                found = self.parts(down.key, across.key)
                if found is None:
                    return None
                several += found
        return tuple(several)

    def name(self, row: str, column: str = "") -> str:
        """Name a place of the table in printed labels, outermost first."""
        parts = [label.text for label in self.spec.rows[row]] if row else []
        parts += [label.text for label in self.spec.columns[column]] if column else []
        return " / ".join(part for part in parts if part)
