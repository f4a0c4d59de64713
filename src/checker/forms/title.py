"""The title of a document."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from checker.documents.document import Document, Location, Paragraph
from checker.languages import Language
from checker.text import fold

_LINES = 4  # a title may be broken over so many paragraphs
_LENGTH = 80  # folded characters; a longer paragraph that holds the title's words is running text
_BEFORE_SECTIONS = 30  # paragraphs searched for a title
_SPACED = re.compile(r"(?<![!-~])\s+|\s+(?![!-~])")  # titles are letter-spaced; Western words keep theirs


@dataclass(frozen=True, slots=True)
class Title:
    """The document's title, joined from the paragraphs over which it is broken; `words` is the form it uses."""

    paragraphs: tuple[Paragraph, ...]
    words: str
    language: Language

    @property
    def text(self) -> str:
        text = " ".join(paragraph.text.strip() for paragraph in self.paragraphs)
        return text if self.language.spaced else _SPACED.sub("", text)

    @property
    def location(self) -> Location:
        return self.paragraphs[0].location

    @property
    def last(self) -> int:
        """Return the block of its last line."""
        return self.paragraphs[-1].location.block

    @property
    def years(self) -> tuple[int, ...]:
        return self.language.title_years(self.text)

    @property
    def body(self) -> str:
        """Return the name of the body that files: the title without year and words."""
        return self.language.body(self.text, self.words)


def find_title(document: Document, words: Sequence[str], language: Language) -> Title | None:
    """Find the title by its words (the first are the prescribed ones), broken over lines or not."""
    opening = document.paragraphs[:_BEFORE_SECTIONS]
    for end in range(len(opening)):
        if language.number(opening[end].text).opens_section:
            return None
        for start in range(end, max(end - _LINES, -1), -1):
            joined = fold("".join(paragraph.text for paragraph in opening[start : end + 1]))
            if len(joined) > _LENGTH:
                continue
            found = next((one for one in words if language.around_words(joined, one) is not None), None)
            if found is None:
                continue
            title = _whole(Title(opening[start : end + 1], found, language), opening[:start])
            below = opening[end + 1 : end + 2]
            if not title.years and below and language.titles.year_line.fullmatch(fold(below[0].text)):
                return replace(title, paragraphs=(*title.paragraphs, *below))
            return title
    return None


def _whole(title: Title, before: Sequence[Paragraph]) -> Title:
    """Take in the lines above a title that has no body yet, or no year while they have one."""
    if not before or not _may_lead(before[-1]):
        return title
    if title.body and (title.years or not title.language.years_in(before[-1].text)):
        return title
    return _whole(replace(title, paragraphs=(before[-1], *title.paragraphs)), before[:-1])


def _may_lead(paragraph: Paragraph) -> bool:
    text = fold(paragraph.text)
    return len(text) < _LENGTH / 2 and not text.endswith((".", ",", ";", ":"))
