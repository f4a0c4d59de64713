"""Headings: paragraphs that open a section, by their style, their number or their look."""

from collections.abc import Iterable, Iterator

from checker.documents.document import Document, Paragraph
from checker.language import Language
from checker.languages import Languages
from checker.lazy_dataclasses import dataclass
from checker.numbering import Number
from checker.text import fold

_MOST_WORDS = 8  # of a line that may be a heading though neither style nor number says so
_SENTENCE_ENDS = (".", ",", ";", ":", "?", "!")


@dataclass(frozen=True, slots=True)
class Heading:
    """A paragraph that opens a section; `title` is its text without number, `run_in` what follows on its line.

    `lines_below` are the paragraphs below it in which its title goes on.
    """

    paragraph: Paragraph
    level: int
    number: Number
    title: str
    run_in: str = ""
    lines_below: int = 0

    @property
    def block(self) -> int:
        return self.paragraph.location.block

    @property
    def last(self) -> int:
        """Return the block in which the title ends."""
        return self.block + self.lines_below


def headings(document: Document, language: Language | Languages) -> Iterator[Heading]:
    """Find headings by style and by numbering, of every level."""
    for paragraph in document.paragraphs:
        own = language.of(paragraph.text) if isinstance(language, Languages) else language
        yield from level_headings([paragraph], own)


def level_headings(paragraphs: Iterable[Paragraph], language: Language) -> Iterator[Heading]:
    """Find the headings among paragraphs."""
    for paragraph in paragraphs:
        found = language.leading(paragraph.text, paragraph.label)
        level = paragraph.level or found.level
        if level is None or not reads_like_heading(found.rest, language, styled=paragraph.level is not None):
            continue
        yield Heading(paragraph, level, found, found.rest.strip())


def reads_like_heading(text: str, language: Language, *, styled: bool) -> bool:
    """Return whether a text behind a number is short enough for a heading, and no sentence."""
    folded = fold(text)
    body = folded.rstrip(".,:;")
    if not body or len(body) > language.longest_heading * (2 if styled else 1):
        return False
    if styled:
        return True
    if language.spaced and folded.endswith(_SENTENCE_ENDS):
        return False
    return not any(sign in body for sign in ".;:") or body.endswith(")")


def stands_alone(paragraph: Paragraph, language: Language) -> bool:
    """Return whether a line without style and number reads like a title: few words, no end of a sentence."""
    text = paragraph.text.strip()
    words = text.split()
    short = 0 < len(words) <= _MOST_WORDS and len(fold(text)) <= language.longest_heading
    return short and not text.endswith(_SENTENCE_ENDS) and not words[0][:1].islower()
