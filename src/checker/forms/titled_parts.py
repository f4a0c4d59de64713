"""Drawn tables that hold several prescribed ones, each below a row with its title."""

from collections.abc import Iterator, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import replace

from checker.documents.document import Table
from checker.forms.table_specs import TableSpec
from checker.language import Language

_OTHER_WORDS = 2  # times the length of the title, up to which a row is its title and not a note that names it


class TableTitles:
    """The titles of prescribed tables, by which captions name them."""

    def __init__(self, specs: Sequence[TableSpec], language: Language) -> None:
        self._language = language
        worded = (
            (at, language.bare(text)) for at, spec in enumerate(specs) for text in (spec.title, *spec.also)
        )
        self._titles = [(at, text) for at, text in worded if text]

    def named(self, captions: Sequence[str]) -> AbstractSet[int]:
        """Return the tables whose title the nearest caption holds that holds any: those with the longest title."""
        for caption in map(self._language.bare, captions):
            held = [(len(title), at) for at, title in self._titles if title in caption]
            if held:
                return {at for length, at in held if length == max(held)[0]}
        return set()

    def parts(self, table: Table) -> Iterator[Table]:
        """Cut a table above each row that holds the title of another one; the parts keep the numbers of their rows."""
        starts = list(self._starts(table))
        if not starts:
            yield table
            return
        for first, stop in zip((0, *starts), (*starts, table.height), strict=True):
            cells = tuple(cell for cell in table.cells if first <= cell.row < stop)
            if any(cell.text.strip() for cell in cells):
                page = next((cell.page for cell in cells if cell.page is not None), table.location.page)
                yield Table(cells, replace(table.location, page=page, row=first or None))

    def _starts(self, table: Table) -> Iterator[int]:
        named: AbstractSet[int] = self._title(table, 0)
        for row in range(1, table.height):
            if (other := self._title(table, row)) and other != named:
                yield row
                named = other

    def _title(self, table: Table, row: int) -> AbstractSet[int]:
        """Return the tables that a row names which has nothing but their title, all across."""
        cell = table.at(row, 0)
        if cell is None or not 1 < table.width == cell.column_span or cell.row_span > 1:
            return set()
        bare = self._language.bare(cell.text)
        titled = any(title in bare and len(bare) <= _OTHER_WORDS * len(title) for _at, title in self._titles)
        return self.named((cell.text,)) if titled else set()
