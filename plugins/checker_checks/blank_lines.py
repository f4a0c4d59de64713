"""Several lines of a table that are left blank: which number belongs into which of them, sums alone do not show."""

from collections.abc import Collection, Iterator, Mapping, Sequence

from checker import BoundTable, Calculation, Place, dataclass

Line = tuple[str, str]  # the key of a row and "", or "" and the key of a column


@dataclass(frozen=True)
class BlankLines:
    """The lines of a table that are left blank and that sums lack, with their cells."""

    lines: tuple[Line, ...]
    places: frozenset[Place]


def blank_lines(
    found: BoundTable, broken: Sequence[Calculation], filled: Collection[Place]
) -> BlankLines | None:
    """Return the blank lines that broken sums lack, if they are several; `filled` are blank cells that sums filled in."""
    lines = {line: places for line, places in _lines(found) if _is_blank(places, found, filled)}
    blank = {place for places in lines.values() for place in places}
    lacking = {place for calculation in broken for place in lacked(calculation, blank)}
    needed = {line: places for line, places in lines.items() if not lacking.isdisjoint(places)}
    if len(needed) < 2:
        return None
    return BlankLines(tuple(needed), frozenset(place for places in needed.values() for place in places))


def lacked(calculation: Calculation, blank: Collection[Place]) -> Sequence[Place]:
    """List the blank cells of a broken sum in which a number above 0 would bring its sides closer."""
    difference = calculation.difference()
    if calculation.sign != "==" or difference is None or not calculation.factors:
        return ()
    return [
        place
        for place, factor in calculation.factors.items()
        if place in blank and factor * difference.as_decimal < 0
    ]


def _lines(found: BoundTable) -> Iterator[tuple[Line, Sequence[Place]]]:
    """Iterate over the lines of several cells."""
    rows: dict[str, list[Place]] = {}
    columns: dict[str, list[Place]] = {}
    for row, column in found.cells:
        place = (found.spec.id, row, column)
        rows.setdefault(row, []).append(place)
        columns.setdefault(column, []).append(place)
    keyed: Mapping[Line, Sequence[Place]] = {
        **{(row, ""): places for row, places in rows.items()},
        **{("", column): places for column, places in columns.items()},
    }
    yield from ((line, places) for line, places in keyed.items() if len(places) > 1)


def _is_blank(places: Sequence[Place], found: BoundTable, filled: Collection[Place]) -> bool:
    cells = {place: found.cells[place[1:]] for place in places}
    return all(
        place in filled or (cell.is_blank and (cell.type is None or cell.type.required))
        for place, cell in cells.items()
    )
