"""Doubts about what was read of a prescribed table: which of its cells a finding may not rest on alone."""

from checker import BoundTable, LabelPath, Location, dataclass


@dataclass(frozen=True)
class Doubts:
    """The cells of a table that were not read beyond doubt, and the keys of the rows and columns they stand in."""

    places: frozenset[tuple[int, int | None, int | None]]
    lines: frozenset[str]

    @classmethod
    def about(cls, found: BoundTable) -> "Doubts":
        return cls(
            frozenset(
                (piece.location.block, cell.row, cell.column)
                for piece in found.pieces
                for cell in piece.cells
                if not cell.certain
            ),
            frozenset(key for place, bound in found.cells.items() if not bound.cell.certain for key in place),
        )

    def cover(self, place: Location) -> bool:
        """Return whether the cell that begins at a place is doubtful."""
        return (place.block, place.row, place.column) in self.places

    def touch(self, path: LabelPath) -> bool:
        """Return whether a figure of a prescribed row or column is doubtful."""
        return path[-1].key in self.lines


def may_hide_lines(found: BoundTable, *, entries: bool = False) -> bool:
    """Return whether what seems to be missing may stand in a doubtful cell that was taken for nothing prescribed.

    Entries may stand in a merged cell, too, whose columns were not seen.
    """
    candidates = [
        (piece, cell)
        for piece in found.pieces
        for cell in piece.cells
        if cell.text and (not cell.certain or (entries and cell.column_span > piece.width / 2))
    ]
    if not candidates:
        return False
    bare = found.spec.language.bare
    known = {bound.location for bound in found.cells.values()} | {
        label.location for label in found.labels if label.is_accepted(found.spec.language)
    }
    return any(
        piece.locate(cell) not in known and bare(cell.text) not in found.spec.labels
        for piece, cell in candidates
    )
