"""Passages: paragraphs read as one text, since readers and typists cut sentences anywhere."""

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from functools import cached_property
from itertools import accumulate

from checker import Cell, Filing, Language, Location, Paragraph, Table, dataclass, fold, regex, visible

_END = regex(r"[。！？!?]")
_CLOSED = tuple("。！？；：!?;:”」")
_CLOSED_IN_LATIN = regex(r"[^\W\d][)\"”’]?\.[)\"”’]?$")  # “2.” may be cut off before 5
_SHORT = 20  # folded characters; a cut line is longer, what is shorter stands alone


class Passage:
    """Consecutive paragraphs as one text of what is visible, line ends between them."""

    def __init__(self, paragraphs: Iterable[Paragraph]) -> None:
        self._paragraphs = tuple(paragraphs)

    @property
    def paragraphs(self) -> tuple[Paragraph, ...]:
        return self._paragraphs

    @property
    def text(self) -> str:
        return "\n".join(self._parts)

    @cached_property
    def _parts(self) -> tuple[str, ...]:
        return tuple(visible(paragraph.text) for paragraph in self.paragraphs)

    @cached_property
    def _starts(self) -> tuple[int, ...]:
        return (0, *accumulate(len(part) + 1 for part in self._parts))

    def at(self, offset: int) -> Location:
        """Return the location of the character at an offset."""
        index = bisect_right(self._starts, offset) - 1
        return self.paragraphs[min(index, len(self.paragraphs) - 1)].location

    def within(self, start: int, stop: int) -> tuple[Paragraph, int] | None:
        """Return the paragraph that holds a part of the text and where it begins there; `None` if that is not certain."""
        index = bisect_right(self._starts, start) - 1
        paragraph, first = self.paragraphs[index], self._starts[index]
        if stop > first + len(self._parts[index]) or self._parts[index] != paragraph.text:
            return None
        return paragraph, start - first


class CellPassage(Passage):
    """The text of a cell."""

    def __init__(self, table: Table, cell: Cell) -> None:
        self._table, self._cell = table, cell

    @property
    def paragraphs(self) -> tuple[Paragraph, ...]:
        return (Paragraph(self._cell.text, self._table.locate(self._cell)),)

    @property
    def text(self) -> str:
        return visible(self._cell.text)


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence, as written; `opens` says that it is the first of its paragraph. Numbering is left out."""

    text: str
    location: Location
    opens: bool


def body_sentences(filing: Filing) -> Sequence[Sentence]:
    """List the sentences of the body, which several rules go through."""
    return filing.once(_body_sentences)


def _body_sentences(filing: Filing) -> Sequence[Sentence]:
    return tuple(sentences(filing.document.paragraphs, filing.language))


def sentences(paragraphs: Sequence[Paragraph], language: Language) -> Iterator[Sentence]:
    """Iterate over sentences, across paragraphs where one is evidently cut off."""
    for passage in passages(paragraphs):
        start = 0
        ends = [match.end() for match in _END.finditer(passage.text)]
        for end in (*ends, len(passage.text)):
            text = passage.text[start:end]
            if text.strip():
                lead = len(text) - len(text.lstrip())
                opens = start == 0
                yield Sentence(
                    language.number(text).rest if opens else text.lstrip(), passage.at(start + lead), opens
                )
            start = end


def passages(paragraphs: Sequence[Paragraph]) -> Iterator[Passage]:
    """Join paragraphs where one is evidently cut off."""
    held: list[Paragraph] = []
    for paragraph in paragraphs:
        held.append(paragraph)
        if _ends_here(paragraph):
            yield Passage(tuple(held))
            held = []
    if held:
        yield Passage(tuple(held))


def _ends_here(paragraph: Paragraph) -> bool:
    return (
        paragraph.level is not None
        or len(fold(paragraph.text)) < _SHORT
        or paragraph.text.rstrip().endswith(_CLOSED)
        or _CLOSED_IN_LATIN.search(paragraph.text.rstrip()[-4:]) is not None
    )
