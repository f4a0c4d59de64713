"""Documents for tests of checks and packs, written down as they read.

    document("某局2024年报告", "一、总体情况", "…", [["合计", "<", "3"], ["甲", "乙", "1"]])

A text is a paragraph, a list of rows a table; "<" continues the cell to the left, "^" the cell above.
"""

from collections.abc import Sequence

from checker.document import Block, Cell, Document, Location, Note, Paragraph, Table

Rows = Sequence[Sequence[str]]


def document(*blocks: str | Rows, notes: Sequence[Note] = ()) -> Document:
    """Build a document of paragraphs and tables in reading order."""
    return Document(tuple(_block(block, at) for at, block in enumerate(blocks)), "test", notes=tuple(notes))


def _block(block: str | Rows, at: int) -> Block:
    return Paragraph(block, Location(at)) if isinstance(block, str) else table(block, at)


def table(rows: Rows, block: int = 0) -> Table:
    """Build a table from its rows."""
    cells = [
        Cell(text, row, column, _run(rows, row, column, down=True), _run(rows, row, column, down=False))
        for row, texts in enumerate(rows)
        for column, text in enumerate(texts)
        if text not in {"<", "^"}
    ]
    return Table(tuple(cells), Location(block))


def _run(rows: Rows, row: int, column: int, *, down: bool) -> int:
    """Count how far a cell reaches: its own place and the marks that continue it."""
    reach = 1
    mark = "^" if down else "<"
    while True:
        next_row, next_column = (row + reach, column) if down else (row, column + reach)
        if next_row >= len(rows) or next_column >= len(rows[next_row]) or rows[next_row][next_column] != mark:
            return reach
        reach += 1
