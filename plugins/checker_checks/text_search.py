"""Search for phrases in the texts of a filing, or of a part of it."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cached_property

from checker import Block, Filing, Paragraph, dataclass
from checker_checks.passages import Passage
from checker_checks.phrases import Phrase, filled, phrase
from checker_checks.places import Found, Span, apart, passages_of

_OPENING = 40  # blocks of a document without pages and sections


@dataclass(frozen=True)
class Search:
    """Looks through blocks of a filing; entries become phrases by `places`, `words` and `case`.

    Passages that hold one of `unless` are passed over, but for what must be there. With `rows`, the cells of a row are
    one passage.
    """

    filing: Filing
    blocks: tuple[Block, ...]
    places: Mapping[str, str]
    unless: tuple[str, ...] = ()
    words: bool = False
    case: bool = False
    rows: bool = False

    def filled(self, source: str) -> str:
        """Put values in the places of an entry."""
        return filled(source, self.places, words=self.words)

    def says(self, source: str) -> bool:
        """Return whether a text is there, perhaps over the ends of paragraphs."""
        wanted = self._phrase(source)
        whole = "\n".join(passage.text for passage in self._passages)
        return any(_stands(wanted, text) for text in (*(one.text for one in self._passages), whole))

    def found(self, source: str) -> Iterator[Found]:
        """Find the places of a text."""
        return (found for found, _rank in self.spellings([source]))

    def spellings(self, sources: Sequence[str]) -> Iterator[tuple[Found, int]]:
        """Find the places of several spellings, each with which it is; of two at one place, the longer one."""
        wanted = tuple(enumerate(map(self._phrase, sources)))
        for passage in self._judged:
            ranks: dict[Span, int] = {}
            for rank, one in wanted:
                for span in one.spans(passage.text):
                    ranks.setdefault(span, rank)
            for span in apart(ranks):
                yield Found(passage.text, span, passage.at(span[0])), ranks[span]

    @cached_property
    def _passages(self) -> tuple[Passage, ...]:
        return tuple(passages_of(self.blocks, rows=self.rows))

    @cached_property
    def _judged(self) -> tuple[Passage, ...]:
        unless = tuple(map(self._phrase, self.unless))
        return tuple(one for one in self._passages if not any(_stands(each, one.text) for each in unless))

    def _phrase(self, source: str) -> Phrase:
        return phrase(self.filled(source), self.filing.language, words=self.words, case=self.case)


def blocks_of(filing: Filing, section: str = "", *, opening: bool = False) -> tuple[Block, ...]:
    """List the blocks of a section that was found, of the opening, or of all of the document."""
    if opening:
        return filing.opening
    if not section:
        return filing.document.blocks
    found = filing.section(section)
    heading = found.heading.paragraph
    run_in: Iterable[Block] = (
        [Paragraph(found.heading.run_in, heading.location)] if found.heading.run_in else ()
    )
    return (*run_in, *found.blocks(filing.document))


def first_page(filing: Filing) -> tuple[Block, ...]:
    """List the blocks of the first page; where pages are not known, the heads and what stands above the second section."""
    blocks = filing.document.blocks
    if any(block.location.page is not None for block in blocks):
        return tuple(block for block in blocks if block.location.page == 1 or _is_head(block, None))
    outer = filing.outline.levels[0].sections
    stop = outer[1].heading.block if len(outer) > 1 else _OPENING
    return tuple(block for block in blocks if block.location.block < stop or _is_head(block, None))


def _is_head(block: Block, page: int | None) -> bool:
    return isinstance(block, Paragraph) and block.part == "header" and block.location.page == page


def _stands(wanted: Phrase, text: str) -> bool:
    return next(wanted.spans(text), None) is not None
