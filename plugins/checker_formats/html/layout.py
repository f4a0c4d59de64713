"""Layout tables: they contain the paragraphs of a page, not a grid of data."""

from collections.abc import Sequence

from lxml.etree import _Element

from checker_formats.html.grid import cells_of
from checker_formats.html.tree import is_skipped

# the longest cell of a prescribed table has some 80 characters; a cell this long with so many lines is running text
_LONG = 1000
_MANY = 5
_LINES = ("p", "div", "br", "li", "h1", "h2", "h3", "h4", "h5", "h6")


def is_layout(table: _Element, groups: Sequence[Sequence[_Element]]) -> bool:
    """Return whether a table has one column, a nested data table or a cell with running text."""
    if table.get("role", "").lower() in {"presentation", "none"}:
        return True
    rows = [list(cells_of(row)) for group in groups for row in group]
    if all(len(row) < 2 for row in rows):
        return True
    if any(_is_grid(inner) for inner in table.iterdescendants("table")):
        return True
    return any(_is_running(cell) for row in rows for cell in row)


def _is_grid(table: _Element) -> bool:
    rows = [sum(1 for _cell in row.iterchildren("td", "th")) for row in table.iter("tr")]
    return len(rows) > 1 and max(rows) > 1 and not is_skipped(table)


def _is_running(cell: _Element) -> bool:
    lines = sum(1 for _line in cell.iter(*_LINES))
    return lines >= _MANY and sum(len(text.strip()) for text in cell.itertext()) >= _LONG
