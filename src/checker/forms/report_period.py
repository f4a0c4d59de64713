"""The period that a document is about: what its title, its opening and its text say."""

import re
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from itertools import pairwise

from checker.documents.document import Document, Paragraph
from checker.forms.form import Form
from checker.forms.title import Title
from checker.language import Language
from checker.period_grammar import PeriodMention
from checker.periods import Cycle, Period
from checker.regexes import regex

_YEAR_OF_DATE = regex(r"(?<!\d)(?:19|20)\d\d(?!\d)")
_OPENING = 40  # blocks of a document without pages in which its date is looked for first


def dated_period(document: Document, form: Form) -> Period | None:
    """Return the period of the date behind the form's words for it, on the first page if it is there; `None` for none.

    Of a date in figures only the year counts: whether its day or its month comes first is often unknown.
    """
    if not form.dated:
        return None
    first = [block for block in document.blocks if isinstance(block, Paragraph) and _leads(block)]
    rest = [block for block in document.blocks if isinstance(block, Paragraph) and not _leads(block)]
    texts = [
        text
        for paragraphs in (first, rest)
        for text in (*(p.text for p in paragraphs), *(f"{a.text} {b.text}" for a, b in pairwise(paragraphs)))
    ]
    for lead in form.dated:
        words = re.compile(rf"(?<!\w){re.escape(lead)}\W{{0,5}}(?P<date>[^\n]{{0,24}})", re.IGNORECASE)
        for text in texts:
            for found in words.finditer(text):
                year = _YEAR_OF_DATE.search(found["date"])
                if year is not None and (period := form.cycle.of_year(int(year[0]))) is not None:
                    return period
    return None


def _leads(block: Paragraph) -> bool:
    """Return whether a paragraph stands on the first page, or in a head; without pages, near the beginning."""
    page = block.location.page
    return block.part == "header" or (page == 1 if page is not None else block.location.block < _OPENING)


def report_period(
    document: Document,
    title: Title | None,
    language: Language,
    cycle: Cycle,
    fits: Callable[[int], bool] = lambda _year: True,
) -> Period | None:
    """Find the period of the cycle that a document is about; `None` if nothing says it.

    Calendar years are what title, period sentence and text agree on; where all differ, the first of them that fits.
    Any other period is what the title names, or else what the text names first.
    """
    texts = [paragraph.text for paragraph in document.paragraphs]
    if cycle.every == "calendar-year" and (year := _agreed_year(texts, title, language, fits)) is not None:
        return cycle.of_year(year)
    return _titled(title, texts, language, cycle) or _first(texts, language, cycle)


def _titled(title: Title | None, texts: Sequence[str], language: Language, cycle: Cycle) -> Period | None:
    """Return the one period that a title names, in the year that the text names most if it names none itself."""
    if title is None:
        return None
    mentions = language.periods_in(title.text)
    year = _year(mentions)
    if year is None and mentions:
        year = _clear_winner(Counter(year for text in texts for year in language.years_in(text)))
    found = _periods(mentions, cycle, year)
    return found[0] if len(found) == 1 else None


def _first(texts: Sequence[str], language: Language, cycle: Cycle) -> Period | None:
    """Return the first period of a text; a year or a day alone is one only if the cycle has no others."""
    for text in texts:
        mentions = language.periods_in(text)
        if found := _periods(mentions, cycle, _year(mentions)):
            return found[0]
    return None


def _year(mentions: Iterable[PeriodMention]) -> int | None:
    return next((one.year for one in mentions if one.year is not None), None)


def _periods(mentions: Iterable[PeriodMention], cycle: Cycle, year: int | None) -> Sequence[Period]:
    found = (one.period(cycle, year) for one in mentions)
    return list(dict.fromkeys(period for period in found if period is not None))


def _agreed_year(
    texts: Sequence[str], title: Title | None, language: Language, fits: Callable[[int], bool]
) -> int | None:
    titled = Counter(title.years if title else ())
    period = Counter(year for text in texts for year in language.whole_years(text))
    named = Counter(year for text in texts if language.uses(text) for year in language.years_in(text))
    votes = [year for votes in (titled, period, named) if (year := _clear_winner(votes)) is not None]
    if not votes:
        return None
    year, count = Counter(votes).most_common(1)[0]
    return year if count > 1 else next(filter(fits, votes), votes[0])


def _clear_winner(votes: Counter[int]) -> int | None:
    ranked = votes.most_common(2)
    if not ranked or (len(ranked) > 1 and ranked[0][1] == ranked[1][1]):
        return None
    return ranked[0][0]
