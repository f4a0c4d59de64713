"""A language of documents: what is true of Chinese or English and of no form, as plugins provide it.

A `Language` is tables of words and patterns; what is done with them is the same for all languages and stands here.
Its defaults hold whatever the language. Patterns see plain characters (`ideographs`) or, where they say so, folded
text: without spaces, in lower case, with one form of punctuation.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import field
from decimal import Decimal
from functools import lru_cache

from rapidfuzz import fuzz, process

from checker.amounts import amount_pattern, read_amount
from checker.caching import cached_property
from checker.dates import DateGrammar
from checker.grammar import (
    BARE_YEAR,
    NEVER,
    ContactWords,
    NumberWords,
    SumGrammar,
    TimeWords,
    TitleGrammar,
    YearWords,
)
from checker.lazy_dataclasses import dataclass
from checker.notation import NumberNotation, Quantity
from checker.numbering import COMMON_NUMBERINGS, LATIN_NUMBERINGS, Number, Numbering
from checker.patterns import Pattern
from checker.period_grammar import PeriodGrammar, PeriodMention
from checker.periods import Period
from checker.regexes import regex
from checker.text import alphanumeric, fold, ideographs
from checker.word_similarity import Titles, word_similarity

_LONGEST_NUMBER = 32  # characters, gaps within included
_REMEMBERED = 200  # characters; labels recur, paragraphs do not
_FIGURE = Pattern("[0-9]")
_BETWEEN_WORDS = regex(r"[\s/–—]+")
_NO_VALUE = regex(r"[-/\\.,_|]*")


WITHDRAWN = -9  # a version that must not be used

CLOCK_ASIDE = r"t?\d{1,2}:\d\d(?::\d\d(?:\.\d{1,9})?)?(?:z|am|pm)?"  # a time of day, folded

# Signs of a cell that is ticked, or is not, in any language.
MARK_SIGNS: Mapping[str, bool] = {
    **dict.fromkeys("☑☒✓✔√■●◉🗹⊠", True),
    **dict.fromkeys("☐□✗✘❌", False),
    "[x]": True,
    "[ ]": False,
    "x": True,
}


@dataclass(frozen=True, eq=False)
class Language:
    """What documents of a language have in common; every attribute has a default that holds for any language.

    Names and numbers:

    - `code`: what packs call it (ISO 639-1).
    - `spaced`: words stand apart by spaces.
    - `script`: a character that only this language uses; `None` where any text may be in it.
    - `spellings`: variants to the usual spelling, folded.
    - `numberings`: the ways to number headings and lists, tried in order. `section_styles`: those of the sections of
      a blank form and of the parts below them, as far as they are numbered.
    - `longest_heading`: the most characters, without spaces, of a heading that nothing but its number shows to be one.
    - `linking`: words that may be left out of a title or added to it (“of”, “the”).
    - `units`: what may follow the number in a cell; `change_signs`: what may stand before one that may be negative.
    - `notation`: how numbers are written beyond digits and units: currencies, percent, words for 0.
    - `mark_words`: words and signs of a cell that is ticked, or is not; True for those that tick it.
    - `worded_number`: reads a number that a cell spells in words, folded; `None` where it is none.
    - `no_value`: words of a cell without a value, folded; `nothing`: those of a section with nothing to report.
    - `comma`: joins the members of a list.

    Dates and titles:

    - `beside_date`: what may stand beside a date in a cell (weekdays, times of day), folded.
    - `dates`, `years`, `periods`: how they are written.
    - `period_sentence`: how a report says which days it covers, with places {first} and {last}.
    - `titles`: how a title is composed.
    - `contacts`: how addresses and telephone numbers are given.

    Running text, each for the checks that read it:

    - `figure`: a figure that belongs to this year's report, not to a form.
    - `time`: plans, history, reports of a year. `sums`: totals and their parts. `number_words`: codes and counts.
    - `citation_signs`: what the number of a cited document may have or leave out.
    - `leftovers`: prompts, notes to the author and text of an assistant; what a pattern calls `mark` is quoted alone.

    Around documents:

    - `counters`: numbers of lists that only this language has, by the names that Word gives to their formats.
    - `heading_style`: how some word processors name the style of headings, before its level, in lower case.
    - `page_number`: a line with the number of its page, folded; the group is the number. `caption`: how the caption of
      a numbered table or figure begins. `numeral_signs`: signs of which numbers are made, beside figures.
    - `page_edges`: lines of a web page that are not its text (trails, links, dates), folded.
    - `roster_columns`: heads of rosters by field; `roster_marks`: remarks in them (“required”). `roster_asides`: how rows
      begin that name no body (“total”, “note”); `roster_sheets`: how titles of sheets begin that name no parent.
    - `version_words`: what names of files call versions, folded, and how late such a version is: below 0 before the
      version without a word, `WITHDRAWN` for one that must not be used. `version_number`: their numbers.
    - `decision_columns`: heads of tables of decisions by field; `decision_words`: what people call each kind of decision.
    """

    code: str = ""
    spaced: bool = True
    script: re.Pattern[str] | None = None
    spellings: Mapping[str, str] = field(default_factory=dict)
    numberings: tuple[Numbering, ...] = (*COMMON_NUMBERINGS, *LATIN_NUMBERINGS)
    section_styles: tuple[str, ...] = ("1.", "1.1", "1.1.1")
    longest_heading: int = 90
    linking: frozenset[str] = frozenset()
    units: tuple[str, ...] = ()
    change_signs: str = ""
    notation: NumberNotation = field(default_factory=NumberNotation)
    mark_words: Mapping[str, bool] = field(default_factory=lambda: MARK_SIGNS)
    worded_number: Callable[[str], int | None] | None = None
    no_value: frozenset[str] = frozenset({"n/a"})
    nothing: frozenset[str] = frozenset()
    comma: str = ", "

    beside_date: re.Pattern[str] = regex(rf"(?:{CLOCK_ASIDE}|[(),])*")
    dates: DateGrammar = field(default_factory=DateGrammar)
    years: YearWords = field(default_factory=YearWords)
    periods: PeriodGrammar = field(default_factory=PeriodGrammar)
    period_sentence: str = "{first} – {last}"
    titles: TitleGrammar = field(default_factory=TitleGrammar)
    contacts: ContactWords = field(default_factory=ContactWords)

    figure: Pattern = _FIGURE
    time: TimeWords = field(default_factory=TimeWords)
    sums: SumGrammar = field(default_factory=SumGrammar)
    number_words: NumberWords = field(default_factory=NumberWords)
    citation_signs: str = ""
    leftovers: tuple[Pattern, ...] = ()

    counters: Mapping[str, Callable[[int], str]] = field(default_factory=dict)
    heading_style: str = ""
    page_number: re.Pattern[str] = NEVER
    caption: re.Pattern[str] = NEVER
    numeral_signs: str = ""
    page_edges: re.Pattern[str] = NEVER
    roster_columns: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    roster_marks: tuple[str, ...] = ()
    roster_asides: tuple[str, ...] = ()
    roster_sheets: tuple[str, ...] = ("sheet",)
    version_words: Mapping[str, int] = field(default_factory=dict)
    version_number: re.Pattern[str] = regex(r"(?<![a-z\d])v(?:ersion)?[ ._]?(\d{1,3})(?![\da-z])")
    decision_columns: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    decision_words: Mapping[str, tuple[str, ...]] = field(default_factory=dict)

    # --- labels ---

    def number(self, text: str) -> Number:
        """Read the number that leads a heading, a paragraph or a label."""
        indent = len(text) - len(text.lstrip())
        numbering, value, length, lead = _leading(self, text[indent : indent + _LONGEST_NUMBER])
        return Number(numbering, value, text[indent + length :] if numbering else text, lead)

    def leading(self, text: str, label: str) -> Number:
        """Read the number that leads a paragraph; `label` is the part of it that the word processor counts itself."""
        if not label.strip():
            return self.number(text)
        read = self.number(f"{label} A")  # what the format says is a number needs no more evidence
        rest = text[len(label) :].lstrip()
        return Number(read.numbering if read.rest.strip() == "A" else None, read.value, rest, read.lead)

    def readings(self, text: str) -> tuple[Number, ...]:
        """List all ways to read the number that leads a text: “I.” is a Roman one or the letter after H."""
        indent = len(text) - len(text.lstrip())
        first = text[indent : indent + _LONGEST_NUMBER]
        found = _readings(self, first) if _leading(self, first)[0] is not None else ()  # most texts have none
        return tuple(Number(one, value, text[indent + length :], lead) for one, value, length, lead in found)

    def numbering(self, style: str) -> Numbering | None:
        """Return the numbering of that name."""
        return next((one for one in self.numberings if one.style == style), None)

    def numbered(self, place: Sequence[int], title: str) -> str:
        """Write the heading of a section of a blank form; `place` are its position and those of the ones above it."""
        depth = len(place)
        if depth > len(self.section_styles):
            return title
        style = self.section_styles[depth - 1]
        numbering = self.numbering(style)
        assert numbering is not None, "blank forms are numbered in a way that is understood"
        lead = "".join(f"{position}." for position in place[:-1]) if style.count("1") == depth > 1 else ""
        return numbering.written(place[-1], lead) + (" " if self.spaced else "") + title

    @cached_property
    def lists(self) -> tuple[Numbering, ...]:
        """List the numberings that count on within a section, from the outermost to the innermost."""
        counted = (one for one in self.numberings if one.consecutive and one.level is not None)
        return tuple(sorted(counted, key=lambda one: one.level or 0))

    def bare(self, text: str) -> str:
        """Fold text, drop its numbering and all punctuation: two labels that are equal bare say the same."""
        return _bare(self, text) if len(text) <= _REMEMBERED else _bare.__wrapped__(self, text)

    def plain(self, title: str) -> str:
        """Fold the title of a section, without its number, and drop all punctuation."""
        return _plain(self, title) if len(title) <= _REMEMBERED else _plain.__wrapped__(self, title)

    def most_similar_title(self, title: str, names: Sequence[str], least: float) -> str:
        """Return the one of several titles that a title is most like, at least so much; "" where it is like none."""
        if not self._may_be_like(title, tuple(names), least):
            return ""
        alike = {name: self.title_similarity(title, name) for name in names}
        best = max(alike, key=alike.__getitem__, default="")
        return best if alike.get(best, 0.0) >= least else ""

    def _may_be_like(self, title: str, names: tuple[str, ...], least: float) -> bool:
        """Return whether a title may be like one of several: most lines of a text have few of their words."""
        if not self.spaced:
            return True
        plain, titles = _title_words(self, names)
        return self.plain(title) in plain or titles.may_be_like(_telling_words(self, title), least)

    def title_similarity(self, one: str, other: str) -> float:
        """Return how similar two titles without their numbers are, from 0 to 1: by words where they stand apart."""
        return _title_similarity(self, one, other)

    def similarity(self, one: str, other: str) -> float:
        """Return how similar two labels are, bare, from 0 to 1."""
        return _similarity(self, one, other)

    def similar(self, text: str, bare_labels: Sequence[str], least: float) -> Iterator[tuple[int, float]]:
        """Iterate over the labels, given bare, that are at least so similar to a text: their indexes, and how similar."""
        if bare := self.bare(text):
            found = process.extract(
                bare, bare_labels, scorer=fuzz.ratio, score_cutoff=least * 100, limit=None
            )
            yield from ((index, score / 100) for _label, score, index in found)

    def joined(self, names: Iterable[str]) -> str:
        """Write a list."""
        return self.comma.join(names)

    # --- values of cells ---

    def amount(self, text: str) -> Decimal | None:
        """Read a number in digits: full width, spaces, thousands separators, “=” before it, and a unit (perhaps in
        brackets) or a stop behind it are fine; a number in a circle is one only by itself (12① has a note mark).
        """
        return _amount(self, text) if len(text) <= _REMEMBERED else _amount.__wrapped__(self, text)

    def quantity(self, text: str, units: tuple[str, ...] = ()) -> Quantity | None:
        """Read a number in any notation ($1,902, 12 %, (345.50), <1), a unit behind it; `None` where it is none."""
        return _quantity(self.notation, text, units) if len(text) <= _REMEMBERED else None

    def is_value(self, text: str) -> bool:
        """Return whether a cell holds a number, in any notation, or a word in place of one: it labels nothing."""
        return len(text) <= _REMEMBERED and _is_value(self, text)

    def is_blank(self, text: str) -> bool:
        """Return whether a cell holds nothing, or a sign or word that stands for nothing (“/”, “—”)."""
        return _is_blank(self, text) if len(text) <= _REMEMBERED else self._holds_nothing(text)

    def _holds_nothing(self, text: str) -> bool:
        if self.notation.says_nothing(text):
            return False
        return self.is_empty(text) or fold(text) in self.no_value

    def is_empty(self, text: str) -> bool:
        """Return whether a cell holds nothing, or a sign that stands for nothing."""
        return _NO_VALUE.fullmatch(fold(text)) is not None

    def value(self, text: str) -> Decimal | None:
        """Read a cell's number, in digits or words, blank counting as zero; `None` where it is not a number."""
        if self.is_blank(text) or self.notation.says_nothing(text):
            return Decimal(0)
        amount = self.amount(text)
        if amount is not None or self.worded_number is None or len(text) > _LONGEST_NUMBER:
            return amount
        folded = fold(text)
        unit = next((unit for unit in self.units if folded.endswith(unit)), "")
        worded = self.worded_number(folded.removesuffix(unit))
        return None if worded is None else Decimal(worded)

    @cached_property
    def amount_pattern(self) -> re.Pattern[str]:
        """Match a number in folded text; its groups are sign, whole part and fraction."""
        return amount_pattern(self.notation.decimal, self.units)

    # --- years and titles ---

    def years_in(self, text: str) -> tuple[int, ...]:
        """List the years that a text names, in order; bare numbers count in a text of another script."""
        if not self.uses(text):
            return tuple(int(match.group()) for match in BARE_YEAR.finditer(text))
        found = self.years.pattern.finditer(text if self.spaced else fold(text))
        return tuple(self._year(match.group(1)) for match in found)

    def title_years(self, title: str) -> tuple[int, ...]:
        """List the years that a title names, or the one that stands in it by itself: （2024）."""
        alone = self.titles.year.search(fold(title))
        return self.years_in(title) or ((self._year(alone.group(1)),) if alone else ())

    def whole_years(self, text: str) -> Iterator[int]:
        """Find the years that a text names from the first day to the last."""
        if self.years.whole is not None:
            return (
                self._year(match[match.lastindex or 0]) for match in self.years.whole.finditer(fold(text))
            )
        ranges = ((found.begins, found.ends) for found in self.dates.ranges(text))
        return (ends.year for begins, ends in ranges if begins and ends and (ends - begins).days >= 360)

    def periods_in(self, text: str) -> tuple[PeriodMention, ...]:
        """List the periods that a text names, in order; two that stand in one place are two ways to read it."""
        return tuple(self.periods.mentions(text, self.dates))

    def without_periods(self, text: str) -> str:
        """Return a text without the periods that it names and the words that lead to them."""
        return self.periods.without(text, self.dates)

    def written_period(self, period: Period) -> str:
        """Write a period."""
        if period.unit == "year" and not period.fiscal:
            return self.written_year(period.year)
        return self.periods.name(period, self.dates)

    def places(self, period: Period) -> Mapping[str, str]:
        """Map the places {year}, {start} … to what a period fills in, days as the language writes them."""
        days = {"start": self.dates.written(period.start), "end": self.dates.written(period.end)}
        return {**period.places, **days}

    def uses(self, text: str) -> bool:
        """Return whether a text may be in this language, by its script."""
        return self.script is None or self.script.search(text) is not None

    def written_year(self, year: int) -> str:
        """Write a year."""
        return self.years.written.format(year=year)

    def title(self, body: str, period: Period, words: str) -> str:
        """Write the title of a body's report for a period."""
        lines = (" " if self.spaced else "").join(self.titles.lines).replace(self.years.written, "{year}")
        return lines.format(body=body, year=self.written_period(period), words=words)

    def may_say(self, text: str, words: str) -> bool:
        """Return whether a text has all the letters of some words."""
        folded = fold(text)
        for sign in _characters(words):  # noqa: SIM110  # asked for most lines: a generator takes twice as long
            if sign not in folded:
                return False
        return True

    def around_words(self, title: str, words: str) -> str | None:
        """Return what stands around a title's words; `None` where they are not there. A year may part them.

        Where words do not stand apart, it is folded.
        """
        if not self.may_say(title, words):  # most lines: the rest takes long
            return None
        if self.spaced:
            pattern = _spaced_words(words)
            texts = (text for text in (title, self.without_periods(title)) if pattern.search(text))
            found = next(texts, None)
            return None if found is None else pattern.sub("\n", found)
        folded, wanted = fold(title), fold(words)
        for parted in (
            folded,
            self.years.pattern.sub(lambda year: year.group()[len(year.group(1)) :], folded),
            self.years.pattern.sub("", folded),
            fold(self.without_periods(title)),
        ):
            if wanted in parted:
                return parted.replace(wanted, "")
        return None

    def body(self, title: str, words: str) -> str:
        """Return what remains of a title without the prescribed words and the period: the name of the body."""
        rest = self.without_periods(self.around_words(title, words) or "")
        if self.titles.parts is not NEVER:
            return self.titles.body(rest)
        gap = " " if self.spaced else ""
        for pattern in self.titles.beside_body:
            rest = gap.join(pattern.sub(gap, rest).split())
        return rest

    def _year(self, digits: str) -> int:
        return int(digits) if digits.isdecimal() else self.dates.numerals.read(digits)


NEUTRAL = Language()  # figures, signs and ISO dates, and not a word


@lru_cache(maxsize=256)
def _characters(words: str) -> frozenset[str]:
    return frozenset(filter(str.isalnum, fold(words)))


@lru_cache(maxsize=256)
def _spaced_words(words: str) -> re.Pattern[str]:
    """Match the words of a title, whatever spaces are between the letters, but not within longer words."""
    letters = r"\s*+".join(re.escape(sign) for sign in "".join(words.split()))
    return regex(rf"(?<![^\W_]){letters}(?![^\W_])", re.IGNORECASE)


# --- remembered: labels and cells recur all over a document ---


_Reading = tuple[Numbering | None, int, int, str]


@lru_cache(maxsize=16384)
def _leading(language: Language, text: str) -> _Reading:
    return next(_readings(language, text), (None, 0, 0, ""))


def _readings(language: Language, text: str) -> Iterator[_Reading]:
    plain = ideographs(text)
    for numbering in language.numberings:
        if (match := numbering.pattern.match(plain)) is not None:
            lead = match["lead"] if "lead" in numbering.pattern.groupindex else ""
            yield numbering, numbering.numerals.read(match[match.lastindex or 0]), match.end(), lead


@lru_cache(maxsize=16384)
def _bare(language: Language, text: str) -> str:
    read = language.number(text)
    return _plain(language, text if read.numbering and read.numbering.unsure else read.rest)


@lru_cache(maxsize=16384)
def _plain(language: Language, text: str) -> str:
    signs = {variant: usual for variant, usual in language.spellings.items() if not alphanumeric(variant)}
    for sign, usual in signs.items():
        text = text.replace(sign, usual)
    found = alphanumeric(text)
    for variant, usual in language.spellings.items():
        if variant not in signs:
            found = found.replace(variant, usual)
    return found


@lru_cache(maxsize=65536)
def _similarity(language: Language, one: str, other: str) -> float:
    left, right = language.bare(one), language.bare(other)
    if left == right:
        return 1.0 if left else 0.0
    return fuzz.ratio(left, right) / 100


@lru_cache(maxsize=16384)
def _title_similarity(language: Language, one: str, other: str) -> float:
    left, right = language.plain(one), language.plain(other)
    if left == right:
        return 1.0 if left else 0.0
    if not language.spaced:
        return fuzz.ratio(left, right) / 100
    return word_similarity(_telling_words(language, one), _telling_words(language, other))


@lru_cache(maxsize=64)
def _title_words(language: Language, titles: tuple[str, ...]) -> tuple[frozenset[str], Titles]:
    words = [_telling_words(language, title) for title in titles]
    return frozenset(map(language.plain, titles)), Titles(words)


@lru_cache(maxsize=4096)
def _telling_words(language: Language, title: str) -> tuple[str, ...]:
    """List the words of a title but for those that only link others."""
    for variant, usual in language.spellings.items():
        title = title.replace(variant, f" {usual} ")
    words = (alphanumeric(word) for word in _BETWEEN_WORDS.split(title))
    return tuple(word for word in words if word and word not in language.linking)


@lru_cache(maxsize=16384)
def _amount(language: Language, text: str) -> Decimal | None:
    return read_amount(text, language.amount_pattern)


@lru_cache(maxsize=16384)
def _is_value(language: Language, text: str) -> bool:
    notation = language.notation
    return (
        language.amount(text) is not None
        or notation.is_number(text)
        or notation.says_nothing(text)
        or notation.says_not_applicable(text)
    )


@lru_cache(maxsize=16384)
def _is_blank(language: Language, text: str) -> bool:
    return language._holds_nothing(text)  # noqa: SLF001  # a method that is remembered


@lru_cache(maxsize=16384)
def _quantity(notation: NumberNotation, text: str, units: tuple[str, ...]) -> Quantity | None:
    return notation.read(text, units)
