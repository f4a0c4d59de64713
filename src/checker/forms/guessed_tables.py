"""Tables whose grid the reader guessed: they are judged only where they hold what is prescribed and nothing else."""

from collections.abc import Collection, Iterable

from checker.documents.document import Cell, Document, Table
from checker.forms.tables import BoundCell, BoundTable
from checker.regexes import regex

_FIGURE = regex(r"\s*[0-9][0-9.,%]*\s*")
_ROWS = 3

_LONG = 6  # characters of a title or label that is found within other text


def is_guessed(tables: Iterable[Table], document: Document) -> bool:
    """Return whether most cells with text are doubtful, as where only their alignment shows a grid, or one holds rows.

    Pages whose text was guessed do not count: there, all cells are doubtful, whatever shows the grid.
    """
    tables = tuple(tables)
    if any(_holds_rows(cell) for table in tables for cell in table.cells):
        return True
    recognised = {note.page for note in document.notes if note.doubtful}
    written = [
        cell.certain
        for table in tables
        for cell in table.cells
        if cell.text and (cell.page is None or cell.page not in recognised)
    ]
    return 2 * sum(written) < len(written)


def _holds_rows(cell: Cell) -> bool:
    """Return whether figures stand below one another in a cell, as where nothing is drawn between rows."""
    if cell.text.count("\n") < _ROWS - 1:
        return False
    return sum(map(bool, map(_FIGURE.fullmatch, cell.text.split("\n")))) >= _ROWS


def is_misread(found: BoundTable, document: Document, titles: Collection[str]) -> bool:
    """Return whether a guessed table is not just as prescribed, so that it may have been read wrongly.

    What stands right above a table may be its upper part. `titles` are those of the form's sections and tables, bare:
    they stand above tables, and not in their cells.
    """
    first = found.pieces[0].location.block
    above = [block for block in document.blocks[max(first - 1, 0) : first] if isinstance(block, Table)]
    return is_guessed((*above, *found.pieces), document) and not _fits(found, titles)


def _fits(found: BoundTable, titles: Collection[str]) -> bool:
    if found.lacks_lines or found.extra_rows or found.extra_columns or _holds_others(found, titles):
        return False
    entries = {key for keys in found.repeated.values() for key in keys}
    return all(label.is_accepted(found.spec.language) for label in found.labels) and not any(
        _is_odd(bound, entry=bound.row in entries) for bound in found.cells.values()
    )


def _holds_others(found: BoundTable, titles: Collection[str]) -> bool:
    """Return whether a cell holds the title of a section or table as well, or an entry the label of another row."""
    bare = found.spec.language.bare
    free = {key for keys in found.repeated.values() for key in keys}
    fixed = (path[-1] for path in found.spec.rows.values() if path[-1].key not in free)
    rows = {own for label in fixed for text in label.texts if len(own := bare(text)) >= _LONG}
    entries = [bare(entry.text) for own in found.entries.values() for entry in own]
    others = {title for title in titles if len(title) >= _LONG} - found.spec.labels
    return any(label in entry for entry in entries for label in rows) or any(
        title in text for text in found.printed if len(text) >= _LONG for title in others if title != text
    )


def _is_odd(bound: BoundCell, *, entry: bool) -> bool:
    """Return whether a cell does not hold what it must; entries of any number have gaps where their rows were cut."""
    reading = bound.reading
    if reading.kind == "blank":
        return entry and (bound.type is None or bound.type.required)
    if bound.type is not None:
        return reading.kind == "unreadable"
    return bound.language.value(bound.cell.text.lstrip(f" \u3000{bound.language.change_signs}")) is None
