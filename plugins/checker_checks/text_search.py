"""Search for phrases in the texts of a filing, or of a part of it."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from functools import cached_property

from checker import Block, Filing, Paragraph, Texts, dataclass
from checker_checks.passages import Passage
from checker_checks.phrases import Phrase, filled, phrase
from checker_checks.places import Found, Span, apart, passages_of

_OPENING = 40  # blocks of a document without pages and sections


@dataclass(frozen=True, slots=True)
class Part:
    """A part of a filing that is looked through: a section that was found, the opening, the first page; else all of it.

    With `rows`, the cells of a row are one passage.
    """

    section: str = ""
    opening: bool = False
    first_page: bool = False
    rows: bool = False


class Passages:
    """The passages of a part of a filing, and their texts, in which patterns are looked for."""

    def __init__(self, passages: Iterable[Passage]) -> None:
        self.passages = tuple(passages)
        self.texts = Texts(passage.text for passage in self.passages)

    @cached_property
    def whole(self) -> Texts:
        """Return all of it as one text."""
        return Texts(["\n".join(self.texts.texts)])


def passages_in(filing: Filing, part: Part = Part()) -> Passages:  # noqa: B008  # immutable
    """Return the passages of a part of a filing: many rules look through the same."""
    return filing.once(_passages_in, part)


def _passages_in(filing: Filing, part: Part) -> Passages:
    blocks = first_page(filing) if part.first_page else blocks_of(filing, part.section, opening=part.opening)
    return Passages(passages_of(blocks, rows=part.rows))


@dataclass(frozen=True)
class Search:
    """Looks through a part of a filing; entries become phrases by `places`, `words` and `case`.

    Passages that hold one of `unless` are passed over, but for what must be there.
    """

    filing: Filing
    part: Part
    places: Mapping[str, str]
    unless: tuple[str, ...] = ()
    words: bool = False
    case: bool = False

    def filled(self, source: str) -> str:
        """Put values in the places of an entry."""
        return filled(source, self.places, words=self.words)

    def says(self, source: str) -> bool:
        """Return whether a text is there, perhaps over the ends of paragraphs."""
        wanted = self._phrase(source)
        looked = passages_in(self.filing, self.part)
        return any(next(wanted.places(texts), None) is not None for texts in (looked.texts, looked.whole))

    def found(self, source: str) -> Iterator[Found]:
        """Find the places of a text."""
        return (found for found, _rank in self.spellings([source]))

    def spellings(self, sources: Sequence[str]) -> Iterator[tuple[Found, int]]:
        """Find the places of several spellings, each with which it is; of two at one place, the longer one."""
        looked = passages_in(self.filing, self.part)
        ranks: dict[int, dict[Span, int]] = {}
        for rank, source in enumerate(sources):
            for at, span in self._phrase(source).places(looked.texts):
                ranks.setdefault(at, {}).setdefault(span, rank)
        for at in sorted(ranks.keys() - self._right if ranks else ()):
            passage = looked.passages[at]
            for span in apart(ranks[at]):
                yield Found(passage.text, span, passage.at(span[0])), ranks[at][span]

    @cached_property
    def _right(self) -> AbstractSet[int]:
        """List the positions of the passages that hold what makes any place in them right."""
        texts = passages_in(self.filing, self.part).texts
        return {at for source in self.unless for at, _span in self._phrase(source).places(texts)}

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
