"""Layout tables: they contain the paragraphs of a page, not a grid of data."""

from collections.abc import Iterator, Sequence

from lxml.etree import _Element

from checker import Languages
from checker_formats.docx.names import W

# the longest cell of a prescribed table has some 80 characters; a cell this long with so many lines is running text
_LONG = 1000
_MANY = 5
# of a layout table: header, menu, content, sidebar, footer, and spacers; forms with long answers have more
_CELLS, _FILLED = 12, 5
_PARAGRAPH, _TABLE, _ROW, _CELL, _TEXT, _CONTROL = (
    f"{W}{name}" for name in ("p", "tbl", "tr", "tc", "t", "sdt")
)
_MERGE = f"{W}tcPr/{W}vMerge"


def is_layout(table: _Element, rows: Sequence[Sequence[_Element]], languages: Languages) -> bool:
    """Return whether a table has one column, or few cells and in them a larger table or running text.

    One column without headings next to another table is part of that table: Word shows them as one.
    """
    if all(len(row) < 2 for row in rows):
        merged = any(cell.find(_MERGE) is not None for cell in _cells(rows))
        return not merged and (
            not _is_next_to_table(table) or any(_is_heading(cell, languages) for cell in _cells(rows))
        )
    if sum(map(len, rows)) > _CELLS:
        return False
    filled = sum(map(_is_filled, _cells(rows)))
    inner = list(table.iter(_TABLE))[1:]
    return any(_size(nested) > filled for nested in inner) or (
        filled <= _FILLED and any(_is_text(cell, languages) for cell in _cells(rows))
    )


def _cells(rows: Sequence[Sequence[_Element]]) -> Iterator[_Element]:
    return (cell for row in rows for cell in row)


def _is_filled(cell: _Element) -> bool:
    return any(text.text and not text.text.isspace() for text in cell.iter(_TEXT))


def _is_next_to_table(table: _Element) -> bool:
    return any(
        sibling is not None and sibling.tag == _TABLE for sibling in (table.getprevious(), table.getnext())
    )


def _size(table: _Element) -> int:
    """Count the cells of a table; 0 if it has only one row or column."""
    rows = [sum(1 for _cell in row.iterchildren(_CELL)) for row in table.iterchildren(_ROW)]
    return sum(rows) if len(rows) > 1 and max(rows) > 1 else 0


def _texts(cell: _Element) -> list[str]:
    """List the paragraphs of a cell, also those in nested tables."""
    return ["".join(text.text or "" for text in paragraph.iter(_TEXT)) for paragraph in cell.iter(_PARAGRAPH)]


def _is_heading(cell: _Element, languages: Languages) -> bool:
    """Return whether a paragraph of a cell is numbered 一、."""
    return any(languages.number(text).opens_section for text in _texts(cell))


def _is_text(cell: _Element, languages: Languages) -> bool:
    """Return whether a cell contains numbered headings or long running text."""
    texts = _texts(cell)
    if len(texts) < _MANY:
        return False
    return sum(map(len, texts)) >= _LONG or sum(languages.number(text).opens_section for text in texts) > 1
