"""Comparisons that do not hold, written out in figures."""

from decimal import Decimal

from checker import Calculation, Side, Tables, Working, figures, side_label

SIGNS = {"==": "≠", "!=": "=", "<=": ">", ">=": "<", "<": "≥", ">": "≤"}  # of relations that do not hold


def working(calculation: Calculation, tables: Tables, place: str = "") -> Working:
    """Write a relation out in figures; `place` says in which line of a table."""
    left = Side(
        figures(calculation, "left"), plain(calculation.left), side_label(calculation, "left", tables)
    )
    right = Side(
        figures(calculation, "right"), plain(calculation.right), side_label(calculation, "right", tables)
    )
    return Working(place, left, SIGNS[calculation.sign], right)


def plain(number: Decimal) -> str:
    """Write a number in digits."""
    return f"{number:f}"
