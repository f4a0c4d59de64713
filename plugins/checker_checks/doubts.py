"""Doubts about what was read of a prescribed table: which of its cells a finding may not rest on alone."""

from checker import BoundTable, LabelPath, Location


def is_certain(found: BoundTable, place: Location) -> bool:
    """Tell whether the cell that begins at a place was read beyond doubt."""
    return all(
        cell.certain
        for piece in found.pieces
        if piece.location.block == place.block
        for cell in piece.cells
        if (cell.row, cell.column) == (place.row, place.column)
    )


def is_line_certain(found: BoundTable, path: LabelPath) -> bool:
    """Tell whether all figures of a prescribed row or column were read beyond doubt."""
    return all(bound.cell.certain for place, bound in found.cells.items() if path[-1].key in place)


def may_hide_lines(found: BoundTable) -> bool:
    """Tell whether what seems to be missing may stand in a doubtful cell that was taken for nothing prescribed."""
    bare = found.spec.language.bare
    known = {bound.location for bound in found.cells.values()} | {
        label.location for label in found.labels if bare(label.text) == bare(label.path[-1].text)
    }
    return any(
        not cell.certain
        and cell.text
        and piece.locate(cell) not in known
        and bare(cell.text) not in found.spec.labels
        for piece in found.pieces
        for cell in piece.cells
    )
