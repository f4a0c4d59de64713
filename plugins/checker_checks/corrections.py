"""Which single cell of a table to change, so that every relation it takes part in is true again."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from checker.relations import Equation
from checker.tables import BoundCell


@dataclass(frozen=True, slots=True)
class Correction:
    """A cell and the number to type into it."""

    cell: BoundCell
    value: Decimal


def corrections(broken: Equation, together: Sequence[Equation]) -> tuple[Correction, ...]:
    """List the single-cell changes that mend a broken relation and break or leave broken none of the cell's own.

    Every equality in which the cell counts fixes by how much it must change: they have to agree, so a cell of an
    equality that holds cannot change at all. Counts stay whole and not negative.
    """
    cells = {(cell.row, cell.column): cell for side in (broken.left, broken.right) for _, cell in side.cells}
    found = []
    for place, factor in broken.factors.items():
        change = _change(broken, factor)
        cell = cells[place]
        if change is None or cell.value is None:
            continue
        value = cell.value + change
        if value < 0 or (value != value.to_integral_value() and cell.value == cell.value.to_integral_value()):
            continue
        if all(_mended(equation, place, change) for equation in together):
            found.append(Correction(cell, value))
    return tuple(found)


def _change(equation: Equation, factor: int) -> Decimal | None:
    return None if equation.excess is None else -equation.excess / factor


def _mended(equation: Equation, place: tuple[str, str], change: Decimal) -> bool:
    factor, excess = equation.factors.get(place, 0), equation.excess
    if not factor or excess is None:
        return True
    after = excess + factor * change
    return {"==": after == 0, "<=": after <= 0, ">=": after >= 0}[equation.relation.sign]
