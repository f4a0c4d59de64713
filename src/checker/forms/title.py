"""The title of a document."""

from collections.abc import Sequence
from dataclasses import replace

from checker.documents.document import Document, Location, Paragraph
from checker.forms.headings import stands_alone
from checker.language import Language
from checker.lazy_dataclasses import dataclass
from checker.regexes import regex
from checker.text import fold

_LINES = 4  # a title may be broken over so many paragraphs
_LENGTH = 80  # folded characters; a longer paragraph that holds the title's words is running text
_WRITTEN = 10 * _LENGTH  # before folding: letters set apart, combining marks
_BEFORE_SECTIONS = 30  # paragraphs searched for a title
_BELOW = 3  # lines below its words that may belong to it
_SENTENCE = 8  # words
_SENTENCE_ENDS = (".", "!", "?", ":", ";")
_A_SECTION = 0.75  # so similar to the title of a section, a line is its heading
_SPACED = regex(r"(?<![!-~])\s+|\s+(?![!-~])")  # titles are letter-spaced; Western words keep theirs


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
        """Return the name of the body that files: the title without period and words."""
        lines = "\n".join(paragraph.text.strip() for paragraph in self.paragraphs)
        return self.language.body(lines if self.language.spaced else self.text, self.words)


def find_title(
    document: Document, words: Sequence[str], language: Language, sections: Sequence[str] = ()
) -> Title | None:
    """Find the title by its words (the first are the prescribed ones), broken over lines or not.

    It ends where one of the `sections` begins.
    """
    opening = document.paragraphs[:_BEFORE_SECTIONS]
    text = "".join(paragraph.text[: _WRITTEN + 1] for paragraph in opening)
    words = [one for one in words if language.may_say(text, one)]
    if not words:  # most kinds of documents that there are
        return None
    for end in range(len(opening)):
        if language.number(opening[end].text).is_top:
            return None
        for start in range(end, max(end - _LINES, -1), -1):
            lines = [paragraph.text for paragraph in opening[start : end + 1]]
            if (
                sum(map(len, lines)) > _WRITTEN
                or len(fold("".join(lines))) > _LENGTH
                or _is_sentence(lines[-1], language)
            ):
                continue
            joined = "\n".join(lines)
            found = next((one for one in words if language.around_words(joined, one) is not None), None)
            if found is None:
                continue
            title = _whole(Title(opening[start : end + 1], found, language), opening[:start])
            return _with_lines_below(title, opening[end + 1 :], sections)
    return None


def _is_sentence(text: str, language: Language) -> bool:
    words = [word for word in text.split() if any(map(str.isalnum, word))]
    return language.spaced and len(words) >= _SENTENCE and text.rstrip().endswith(_SENTENCE_ENDS)


def _whole(title: Title, before: Sequence[Paragraph]) -> Title:
    """Take in the lines above a title that has no body yet, or no year while they have one."""
    if not before or not _may_lead(before[-1]):
        return title
    if title.body and (title.years or not title.language.years_in(before[-1].text)):
        return title
    return _whole(replace(title, paragraphs=(before[-1], *title.paragraphs)), before[:-1])


def _with_lines_below(title: Title, below: Sequence[Paragraph], sections: Sequence[str]) -> Title:
    """Take in the lines below a title that only name a period, and the one that names its body, which has none yet."""
    language = title.language
    for line in below[:_BELOW]:
        folded = fold(line.text)
        only_year = not title.years and language.titles.year_line.fullmatch(folded) is not None
        if not language.spaced:
            return replace(title, paragraphs=(*title.paragraphs, line)) if only_year else title
        named = any(language.title_similarity(line.text, name) >= _A_SECTION for name in sections)
        if named or line.level is not None or language.number(line.text).is_top or not _may_lead(line):
            break
        period = only_year or _only_names_period(line.text, title)
        longer = replace(title, paragraphs=(*title.paragraphs, line))
        if not (period or (not title.body and longer.body and stands_alone(line, language))):
            break
        title = longer
    return title


def _only_names_period(text: str, title: Title) -> bool:
    """Return whether a line below a title without a period names one and no more; “Period: …” is text."""
    language = title.language
    if ":" in text or language.periods_in(title.text) or not language.periods_in(text):
        return False
    return not language.titles.body(language.without_periods(text))


def _may_lead(paragraph: Paragraph) -> bool:
    text = fold(paragraph.text)
    return len(text) < _LENGTH / 2 and not text.endswith((".", ",", ";", ":"))
