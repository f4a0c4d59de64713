"""Places in running text: what is looked through, what was found there, and how it is quoted."""

from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby
from typing import NamedTuple

from checker import (
    Block,
    Cell,
    Document,
    Filing,
    Language,
    Location,
    Match,
    Paragraph,
    Pattern,
    Table,
    Texts,
    dataclass,
)
from checker_checks.passages import CellPassage, Passage, passages

_AROUND = 12  # characters quoted on either side of what was found
_WORDS_AROUND = 30  # likewise, where words stand apart: they are not cut

Span = tuple[int, int]


@dataclass(frozen=True)
class Found:
    """What was found in a text, and where the text stands."""

    text: str
    span: Span
    location: Location

    @property
    def written(self) -> str:
        return self.text[slice(*self.span)].strip()

    def quoted(self, language: Language) -> str:
        """Return it with a little of what stands around it."""
        start, stop = self.span
        if not language.spaced:
            return quote(self.text, self.span)
        first = max(0, start - _WORDS_AROUND)
        last = min(len(self.text), stop + _WORDS_AROUND)
        if first and (gap := self.text.find(" ", first, start)) >= 0:
            first = gap
        if last < len(self.text) and (gap := self.text.rfind(" ", stop, last)) >= 0:
            last = gap
        return " ".join(self.text[first:last].split())


def quote(text: str, span: Span) -> str:
    """Return what was found with a few characters around it."""
    return text[max(0, span[0] - _AROUND) : span[1] + _AROUND].strip()


def marked(match: Match) -> Span:
    """Return the span of the named group that took part, such as `mark`; the whole match where there is none."""
    spans = (match.span(name) for name in match.names if name)
    return next((span for span in spans if span[0] < span[1]), match.span())


def body_text(filing: Filing) -> Texts:
    """Return the paragraphs of the body, to look for patterns in them."""
    return filing.once(_body_text)


def _body_text(filing: Filing) -> Texts:
    return Texts(paragraph.text for paragraph in filing.document.paragraphs)


def matches(patterns: Iterable[Pattern], filing: Filing) -> Iterator[tuple[Paragraph, Match]]:
    """Find the matches of patterns in the paragraphs of the body, paragraph by paragraph."""
    paragraphs = filing.document.paragraphs
    for at, found in body_text(filing).found(patterns).items():
        yield from ((paragraphs[at], match) for _pattern, match in found)


def apart(spans: Iterable[Span]) -> Iterator[Span]:
    """Iterate over spans in order, without those that overlap one before; of two that begin together, the longer one."""
    end = -1
    for start, stop in sorted(spans, key=lambda span: (span[0], -span[1])):
        if start >= end:
            end = stop
            yield start, stop


class TextPlace(NamedTuple):
    """A paragraph, or a cell of a table."""

    text: str
    block: Block
    cell: Cell | None = None

    @property
    def location(self) -> Location:
        if self.cell is None or not isinstance(self.block, Table):
            return self.block.location
        return self.block.locate(self.cell)


def text_places(document: Document) -> Iterator[TextPlace]:
    """Iterate over all texts of a document: paragraphs of every part but comments, then the cells of tables."""
    for block in document.blocks:  # page heads and footnotes, too
        if isinstance(block, Paragraph) and block.part != "comment":
            yield TextPlace(block.text, block)
    for table in document.tables:
        yield from (TextPlace(cell.text, table, cell) for cell in table.cells)


def passages_of(blocks: Sequence[Block], *, rows: bool = False) -> Iterator[Passage]:
    """Iterate over the passages of paragraphs and cells, or with `rows` of rows, in order; comments are left out."""
    for is_table, group in groupby(blocks, key=lambda block: isinstance(block, Table)):
        if not is_table:
            yield from passages([b for b in group if isinstance(b, Paragraph) and b.part != "comment"])
            continue
        for table in (block for block in group if isinstance(block, Table)):
            if not rows:
                yield from (CellPassage(table, cell) for cell in table.cells)
                continue
            for line in map(table.row, range(table.height)):
                filled = (cell for cell in line if cell.text.strip())
                if texts := tuple(Paragraph(cell.text, table.locate(cell)) for cell in filled):
                    yield Passage(texts)
