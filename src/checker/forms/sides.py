"""Tables with sides: parts that lie side by side, each with columns and rows of its own."""

from collections.abc import Iterator, Mapping, Sequence

from checker.documents.document import Cell, Table
from checker.forms.alignment import SAME, align
from checker.forms.table_specs import TableSpec
from checker.language import Language

_HIGHEST = 20  # rows in which the head of a piece may stand


def split(spec: TableSpec, pieces: Sequence[Table]) -> list[list[Table]]:
    """Cut the pieces of a table into its sides; a piece without head is cut as the one before it.

    Cells that reach across sides, such as captions, are in none of them.
    """
    heads = [head for side, band in enumerate(spec.bands) for head in _heads(side, band.stub, spec)]
    sides: list[list[Table]] = [[] for _band in spec.bands]
    cuts: list[int] = []
    for piece in pieces:
        cuts = _cuts(piece, heads, spec) or cuts or _even(piece.width, len(sides))
        edges = [0, *cuts, max(piece.width, cuts[-1] + 1 if cuts else 1)]
        for side, own in enumerate(sides):
            within = range(edges[side], edges[side + 1])
            cells = (c for c in piece.cells if c.column in within and c.columns.stop <= within.stop)
            own.append(Table(tuple(cells), piece.location))
    return sides


def _heads(side: int, stub: str, spec: TableSpec) -> Iterator[tuple[int, tuple[str, ...]]]:
    if stub:
        yield side, (stub,)
    yield from ((side, path[-1].texts) for path in spec.bands[side].leaf_columns)


def _even(width: int, count: int) -> list[int]:
    return [width * side // count for side in range(1, count)]


def _cuts(piece: Table, heads: Sequence[tuple[int, tuple[str, ...]]], spec: TableSpec) -> list[int]:
    """Return the columns in which the second side and those after it begin; empty where the piece has no head."""
    best: list[tuple[int, Cell]] = []
    for row in range(min(piece.height, _HIGHEST)):
        cells = [cell for cell in piece.row(row) if cell.text.strip()]
        alike = [_alike(cell.text, heads, spec.language) for cell in cells]
        found = [(head, cells[at]) for at, head, _cut in align(alike, (), len(heads))]
        best = max(best, found, key=len)
    cuts = []
    for side in range(1, len(spec.bands)):
        before = [cell.columns.stop for head, cell in best if heads[head][0] < side]
        own = [(head, cell) for head, cell in best if heads[head][0] == side]
        if not before or not own:
            return []
        stub = spec.bands[side].stub
        first, cell = own[0]
        cuts.append(cell.column if stub and heads[first][1] == (stub,) else max(before))
    return cuts


def _alike(
    text: str, heads: Sequence[tuple[int, tuple[str, ...]]], language: Language
) -> Mapping[int, float]:
    alike = (
        (at, max(language.similarity(text, one) for one in texts)) for at, (_side, texts) in enumerate(heads)
    )
    return {at: same for at, same in alike if same >= SAME}
