"""Equations written out in printed labels with their values."""

from decimal import Decimal
from typing import Literal

from checker.forms.calculation import Calculation
from checker.forms.entry_rows import is_entry, row_label, table_title
from checker.forms.equations import Part, Tables
from checker.forms.expressions import Call, Leaf, Number, Product, Sum, Tree
from checker.forms.relations import Relation

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


def _value(part: Part) -> Decimal:
    return sum((cell.value for cell in part.cells if cell.value is not None), Decimal(0))


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
