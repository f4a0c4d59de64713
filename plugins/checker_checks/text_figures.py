"""Figures that a text claims: a number in the words around it, and what these words say it counts."""

from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal

from checker import Filing, Language, Match, Paragraph, Pattern, Section, Texts, dataclass, ideographs, regex

_ENDS = regex(r"[。；;！？\n]")  # of a sentence
_STOPS = regex(r"[，、：:（）()。；;！？\n]|(?<!\d),|,(?!\d)")  # of a clause
_HEADING = 40  # characters; a longer paragraph, or one that ends like a sentence, is not a heading
_SENTENCE_ENDS = ("。", "；", ";", "！", "？")


@dataclass(frozen=True)
class TextFigure:
    """A figure in a text.

    Options:
        name: What it is called.
        pattern: How it stands in the text; the group `n` is the number.
        means: Sums of row keys that it may be; a key of another column than the rule's is written “row @ column”.
        divided_by: How many of the text's units make one of the table's (10000: yuan, and ten thousands of yuan).
        says: The number that the words say, where the pattern has no group `n` (0 for “no applications”).
        subject: What it is a figure of: of all subjects of the rule, the last before it must be this one.
        unless: Patterns in the same clause that exclude it, beside those of the rule.
    """

    name: str
    pattern: Pattern
    means: tuple[str, ...]
    divided_by: int = 1
    says: int | None = None
    subject: Pattern | None = None
    unless: tuple[Pattern, ...] = ()

    def value(self, match: Match, language: Language) -> Decimal | None:
        """Return the number that a match of the pattern claims, in the units of the table."""
        if self.says is not None:
            return Decimal(self.says)
        number = language.value(match.group("n"))
        return None if number is None else number / self.divided_by

    def place(self, match: Match) -> tuple[int, int]:
        """Return where the number stands, or the words that say it."""
        return match.span() if self.says is not None else match.span("n")


@dataclass(frozen=True)
class Limits:
    """Which figures of a text count: patterns of the words that must, or must not, stand around them.

    `about`, `unless`, `apart`, `unclear` and `scope` are options of the check `text-table`.
    """

    about: tuple[Pattern, ...]
    unless: tuple[Pattern, ...]
    apart: tuple[Pattern, ...]
    unclear: tuple[Pattern, ...]
    scope: tuple[Pattern, ...]


@dataclass(frozen=True, slots=True)
class Claim:
    """What the text says: a figure, its number, words and clause, the population, and whether it is clear what it counts.

    `place` is where the number stands in the paragraph.
    """

    figure: TextFigure
    number: Decimal
    words: str
    clause: str
    scope: str
    unclear: bool
    paragraph: Paragraph
    place: tuple[int, int]


def claims(
    sections: Sequence[Section], figures: Sequence[TextFigure], limits: Limits, filing: Filing
) -> Iterator[Claim]:
    """Iterate over the figures that sections claim; headings above a paragraph say what it is about."""
    language = filing.language
    paragraphs, texts = filing.once(_read, tuple(section.name for section in sections))
    found = texts.found(figure.pattern for figure in figures)
    head, heading, within = "", "", None
    for at, (section, paragraph) in enumerate(paragraphs if found else ()):
        text = paragraph.text
        is_heading = len(text) <= _HEADING and not text.rstrip().endswith(_SENTENCE_ENDS)
        if section is not within or is_heading or language.number(text).numbering is not None:
            head, heading, within = section.heading.title, "", section  # a part of its own
        if at in found:
            matches = [(figures[number], match) for number, match in found[at]]
            context = f"{head}\n{heading}\n"
            reader = _Reader(paragraph, context, tuple(figures), limits, language, filing.year)
            yield from reader.claims(matches)
        heading = text if is_heading else heading


def _read(filing: Filing, names: tuple[str, ...]) -> tuple[tuple[tuple[Section, Paragraph], ...], Texts]:
    """Return the paragraphs of sections, which several rules compare with tables."""
    paragraphs = tuple(
        (section, paragraph)
        for section in map(filing.section, names)
        for paragraph in section.paragraphs(filing.document)
    )
    return paragraphs, Texts(paragraph.text for _section, paragraph in paragraphs)


@dataclass(frozen=True)
class _Reader:
    """Reads a paragraph under the headings above it."""

    paragraph: Paragraph
    heading: str
    figures: tuple[TextFigure, ...]
    limits: Limits
    language: Language
    year: int | None

    def claims(self, found: Iterable[tuple[TextFigure, Match]]) -> Iterator[Claim]:
        """Iterate over what the matches of figures claim."""
        text, judged = self.paragraph.text, set[tuple[int, int]]()
        scoped_from = self._scoped_from()
        for figure, match in found:
            value, place = figure.value(match, self.language), figure.place(match)
            if value is None or place in judged or not self._has_subject(figure, place[0]):
                continue
            judged.add(place)
            start = _sentence_start(text, match)
            end = _clause_end(text, match)
            clause = text[_clause_start(text, start, match, self.language) : end]
            before = text[start : match.start]
            if self._is_excluded(figure, match, clause, before):
                continue
            scope = _first(self.limits.scope, text[start:end])
            if scoped_from is not None and scoped_from[0] < start:
                scope = scope or scoped_from[1]
            unclear = bool(_first(self.limits.unclear, before))
            yield Claim(figure, value, match.text, clause.strip(), scope, unclear, self.paragraph, place)

    def _has_subject(self, figure: TextFigure, place: int) -> bool:
        """Return whether the last subject of the rule before a figure is its own; the longest of those that end there."""
        if figure.subject is None:
            return True
        before = self.heading + self.paragraph.text[:place]
        subjects = dict.fromkeys(one.subject for one in self.figures if one.subject is not None)
        last = max(
            ((match.end, -match.start, subject == figure.subject) for subject in subjects
             for match in subject.finditer(before)),
            default=None,
        )  # fmt: skip
        return last is not None and last[2]

    def _is_excluded(self, figure: TextFigure, match: Match, clause: str, before: str) -> bool:
        limits = self.limits
        so_far = self.heading + self.paragraph.text[: match.end].rstrip("。；;！？\n")
        if limits.about and not _first(limits.about, so_far):
            return True
        if _first((*limits.unless, *figure.unless), clause) or _first(limits.apart, before):
            return True
        named = self.language.years_in(before)
        return bool(named) and named[-1] != self.year  # the sentence speaks of another year

    def _scoped_from(self) -> tuple[int, str] | None:
        """Find a sentence on these figures for another population: what follows it may be of that, too."""
        text = self.paragraph.text
        for pattern in self.limits.about or tuple(figure.pattern for figure in self.figures):
            for match in pattern.finditer(text):
                start = _sentence_start(text, match)
                end = _ENDS.search(text, match.end)
                if scope := _first(self.limits.scope, text[start : end.start() if end else len(text)]):
                    return start, scope
        return None


def _first(patterns: Sequence[Pattern], text: str) -> str:
    return next((hit.text for pattern in patterns if (hit := pattern.search(text))), "")


def _sentence_start(text: str, match: Match) -> int:
    return max((end.end() for end in _ENDS.finditer(text, 0, match.start)), default=0)


def _clause_start(text: str, start: int, match: Match, language: Language) -> int:
    """Find where the clause of a figure begins: it goes back over clauses that have no figure of their own."""
    stops = [start, *(stop.end() for stop in _STOPS.finditer(text, start, match.start))]
    begins = stops.pop()
    while stops and not language.sums.figure.search(ideographs(text[stops[-1] : begins])):
        begins = stops.pop()
    return begins


def _clause_end(text: str, match: Match) -> int:
    stop = _STOPS.search(text, match.end)
    return stop.start() if stop else len(text)
