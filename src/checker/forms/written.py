"""Equations written out in printed labels with their values."""

from collections.abc import Iterable, Sequence
from decimal import Decimal
from typing import Literal

from checker.forms.calculation import Calculation
from checker.forms.entry_rows import is_entry, row_label, table_title
from checker.forms.equations import Part, Tables
from checker.forms.expressions import Call, Leaf, Number, Product, Sum, Tree
from checker.forms.relations import Relation
from checker.forms.tables import BoundCell

_MOST_FIGURES = 12  # of a side, that are written out
_LISTED = 12  # parts of a sum that are written out; of more, their number and their sum


def written(calculation: Calculation, side: Literal["left", "right"], tables: Tables) -> str:
    """Write a side of an equation in printed labels with their values: total 5 = granted 3 + denied 2."""
    equation = calculation.equation
    tree = equation.left if side == "left" else equation.right
    text = _written(tree, equation.relation, tables)
    if calculation.factors is not None or isinstance(tree, Leaf | Number):
        return text
    return f"{text} = {calculation.left if side == 'left' else calculation.right:f}"


def _written(tree: Tree[Part], relation: Relation, tables: Tables) -> str:
    match tree:
        case Number(value):
            return f"{value:f}"
        case Leaf(of):
            return f"{_label(of, relation, tables)} {_value(of):f}".strip()
        case Call("sum", arguments) if len(arguments) <= _LISTED:
            return " + ".join(_written(argument, relation, tables) for argument in arguments) or "0"
        case Call(function, arguments):
            name = "Σ" if function == "sum" else function
            if len(arguments) > _LISTED:
                total = sum((_value(one.of) for one in arguments if isinstance(one, Leaf)), Decimal(0))
                return f"{name}({len(arguments)})" + (f" {total:f}" if function == "sum" else "")
            return f"{name}({', '.join(_written(argument, relation, tables) for argument in arguments)})"
        case Sum(parts) | Product(parts):
            plus, minus = (" + ", " − ") if isinstance(tree, Sum) else (" × ", " ÷ ")
            text = ""
            for sign, part in parts:
                inner = _written(part, relation, tables)
                grouped = isinstance(part, Sum | Call) if isinstance(tree, Product) else isinstance(part, Sum)
                joint = plus if sign > 0 else minus
                text += (joint if text or sign < 0 else "") + (f"({inner})" if grouped else inner)
            return text


def figures(calculation: Calculation, side: Literal["left", "right"]) -> str:
    """Write a side of an equation in bare figures: 3 + 2 + 0. A group is written as its cells where these are few."""
    equation = calculation.equation
    tree = equation.left if side == "left" else equation.right
    each = _figures(tree, grouped=False)
    return each if each.count(" ") < 2 * _MOST_FIGURES else _figures(tree, grouped=True)


def _figures(tree: Tree[Part], *, grouped: bool) -> str:
    match tree:
        case Number(value):
            return f"{value:f}"
        case Leaf(of):
            return f"{_value(of):f}" if grouped and len(of.cells) > 1 else _added(map(_figure, of.cells))
        case Call("sum", arguments):
            return _added(_figures(argument, grouped=grouped) for argument in arguments)
        case Call(function, arguments):
            return (
                f"{function}({_cut([_figures(argument, grouped=grouped) for argument in arguments], ', ')})"
            )
        case Sum(parts) | Product(parts):
            plus, minus = (" + ", " − ") if isinstance(tree, Sum) else (" × ", " ÷ ")
            text = ""
            for sign, part in parts:
                inner, joint = _figures(part, grouped=grouped), plus if sign > 0 else minus
                bracketed = " " in inner and (isinstance(tree, Product) or sign < 0)
                text += (joint if text or sign < 0 else "") + (f"({inner})" if bracketed else inner)
            return text


def _figure(cell: BoundCell) -> str:
    return cell.cell.text.strip() if cell.value is None else f"{cell.value:f}"


def _added(terms: Iterable[str]) -> str:
    return _cut(list(terms), " + ") or "0"


def _cut(terms: Sequence[str], between: str) -> str:
    """Join terms; of very many, the first ones and the last."""
    if len(terms) > 2 * _MOST_FIGURES:
        terms = (*terms[:_MOST_FIGURES], "…", terms[-1])
    return between.join(terms)


def _value(part: Part) -> Decimal:
    return sum((cell.value for cell in part.cells if cell.value is not None), Decimal(0))


def side_label(calculation: Calculation, side: Literal["left", "right"], tables: Tables) -> str:
    """Name a side that is one term by its printed label; empty for any other."""
    equation = calculation.equation
    tree = equation.left if side == "left" else equation.right
    return _label(tree.of, equation.relation, tables) if isinstance(tree, Leaf) else ""


def _label(part: Part, relation: Relation, tables: Tables) -> str:
    """Name a part by what tells it from the others: its row, its column, or both; and its table, if it is another."""
    table, term = tables[part.term.table], part.term
    row = term.row
    if row not in table.spec.rows or is_entry(table, row):
        row = part.cells[0].row if part.cells else ""
    labels = []
    if relation.per != "row" or term.row:
        labels.append(row_label(table, row) if row else term.label)
    if relation.per != "column" or term.column:
        column = term.column or (part.cells[0].column if part.cells else "")
        labels.append(table.spec.columns[column][-1].text if column in table.spec.columns else "")
    text = " / ".join(label for label in labels if label)
    return text if term.table == relation.table else f"{table_title(table)}: {text}"
