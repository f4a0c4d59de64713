"""A clean annual report as a read document, and small changes to it."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import cache

from checker.documents.document import Block, Document, Paragraph, Table
from checker.judging.reports import Report
from tests.support.engine import checker
from tests.support.paths import CLEAN


@cache
def clean() -> Document:
    """Read the clean report of an invented body."""
    return checker().read(CLEAN.name, CLEAN.read_bytes())


def judged(document: Document) -> Report:
    """Judge a document by the pack that governs it."""
    return checker().judge("report", document)


def codes(document: Document) -> list[tuple[str, str]]:
    """List (rule, code) of what a document's report finds."""
    return [(finding.rule.id, finding.problem.code) for finding in judged(document).findings]


Change = Callable[[Document], Document]


@dataclass(frozen=True)
class Text:
    """Replace some text wherever paragraphs have it; it must stand somewhere."""

    old: str
    new: str

    def __call__(self, document: Document) -> Document:
        assert any(self.old in paragraph.text for paragraph in document.paragraphs), self.old
        return _mapped(document, self._paragraph)

    def _paragraph(self, block: Block) -> Block:
        if not isinstance(block, Paragraph) or self.old not in block.text:
            return block
        return replace(block, text=block.text.replace(self.old, self.new))


@dataclass(frozen=True)
class CellText:
    """Replace the text of the cell in a row and column of the n-th table."""

    table: int
    row: int
    column: int
    new: str

    def __call__(self, document: Document) -> Document:
        target = document.tables[self.table]

        def changed(block: Block) -> Block:
            if block is not target:
                return block
            cell = target.at(self.row, self.column)
            return replace(
                target, cells=tuple(replace(c, text=self.new) if c is cell else c for c in target.cells)
            )

        return _mapped(document, changed)


@dataclass(frozen=True)
class Drop:
    """Drop the blocks from the n-th to before the m-th paragraph that begin so."""

    start: str
    stop: str = ""

    def __call__(self, document: Document) -> Document:
        texts = [block.text if isinstance(block, Paragraph) else "" for block in document.blocks]
        first = next(at for at, text in enumerate(texts) if text.startswith(self.start))
        after = (at for at, text in enumerate(texts) if at > first and text.startswith(self.stop))
        last = next(after, len(texts)) if self.stop else first + 1
        return numbered(replace(document, blocks=document.blocks[:first] + document.blocks[last:]))


@dataclass(frozen=True)
class DropTable:
    """Drop the n-th table."""

    table: int

    def __call__(self, document: Document) -> Document:
        target = document.tables[self.table]
        return numbered(replace(document, blocks=tuple(b for b in document.blocks if b is not target)))


@dataclass(frozen=True)
class DropRow:
    """Drop a row of the n-th table; cells that cover it shrink."""

    table: int
    row: int

    def __call__(self, document: Document) -> Document:
        target = document.tables[self.table]
        cells = []
        for cell in target.cells:
            if self.row not in cell.rows:
                cells.append(replace(cell, row=cell.row - (cell.row > self.row)))
            elif cell.row_span > 1:
                cells.append(replace(cell, row_span=cell.row_span - 1))
        thinner = replace(target, cells=tuple(cells))
        return _mapped(document, lambda block: thinner if block is target else block)


def _mapped(document: Document, change: Callable[[Block], Block]) -> Document:
    return replace(document, blocks=tuple(map(change, document.blocks)))


def numbered(document: Document) -> Document:
    """Renumber the blocks after some were dropped or moved."""
    blocks: list[Block] = [
        replace(block, location=replace(block.location, block=at)) for at, block in enumerate(document.blocks)
    ]
    return replace(document, blocks=tuple(blocks))


__all__ = [
    "CellText",
    "Drop",
    "DropRow",
    "DropTable",
    "Table",
    "Text",
    "clean",
    "codes",
    "judged",
    "numbered",
]
