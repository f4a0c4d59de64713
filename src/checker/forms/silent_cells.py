"""Cells that may be blank, and are: relations that compare or multiply them bind nothing."""

from collections.abc import Collection, Iterator, Sequence

from checker.forms.calculation import Calculation
from checker.forms.entry_rows import is_entry
from checker.forms.equations import Part, Place, Tables
from checker.forms.expressions import Call, Number, Product, Sum, Tree, leaves
from checker.forms.tables import BoundCell, BoundTable


def says_nothing(calculation: Calculation, tables: Tables) -> bool:
    """Return whether a line compares or multiplies cells that may be blank and are: that is not 0, but no value."""
    silent = {place for place, cell in calculation.cells.items() if _is_silent(tables[place[0]], cell)}
    if not silent:
        return False
    unreadable = calculation.unreadable
    if unreadable is not None:
        return unreadable in silent
    equation = calculation.equation
    sides = (equation.left, equation.right)
    if equation.relation.per != "row" and all(map(leaves, sides)):
        marks = {place for place in silent if (kind := calculation.cells[place].type) and kind.kind == "mark"}
        if any(_is_within(side, marks) for side in sides):
            return True  # the total of a column of marks
    if calculation.sign not in {"==", "!="} and any(_is_within(side, silent) for side in sides):
        return True
    products = (*_products(equation.left), *_products(equation.right))
    return any(_is_within(factor, silent) for factors in products for factor in factors)


def _is_silent(table: BoundTable, cell: BoundCell) -> bool:
    """Return whether a cell holds no value and need not: by its type, or in a total beside rows of any number."""
    if cell.type is None or cell.reading.kind not in {"blank", "not-applicable"}:
        return False
    return not cell.type.required or bool(table.spec.repeated and not is_entry(table, cell.row))


def _is_within(tree: Tree[Part], places: Collection[Place]) -> bool:
    found = [place for part in leaves(tree) for place in part.places]
    return bool(found) and all(place in places for place in found)


def _products(tree: Tree[Part]) -> Iterator[Sequence[Tree[Part]]]:
    """Iterate over the factors of all products of several cells, and of divisions by them."""
    match tree:
        case Product(parts):
            factors = [part for _sign, part in parts if not isinstance(part, Number)]
            if len(factors) > 1 or any(sign < 0 and not isinstance(part, Number) for sign, part in parts):
                yield factors
            for factor in factors:
                yield from _products(factor)
        case Sum(parts):
            for _sign, part in parts:
                yield from _products(part)
        case Call(_function, arguments):
            for argument in arguments:
                yield from _products(argument)
