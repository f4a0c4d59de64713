"""Text that speaks of another year than the filing's."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import date

from checker import (
    NEVER,
    DateGrammar,
    DateMention,
    Document,
    Edit,
    Filing,
    Language,
    Location,
    Messages,
    Paragraph,
    Period,
    Problem,
    RangeMention,
    TimeWords,
    dataclass,
    fold,
    regex,
)
from checker_checks.passages import Sentence, sentences
from checker_checks.replacements import replaced_at

_ = Messages(__package__)

_FAR = 3  # years; what lies further back is history
_TITLED = regex(r"《[^《》]*》|<<?[^<>]*>>?")


def outside(filing: Filing, end: date, phrases: Sequence[str]) -> Iterator[Problem]:
    """Find days after the period's end in text that tells what was done."""
    language = filing.language
    if language.time.plan == NEVER:  # plans cannot be told from what was done
        return
    reported: set[str] = set()
    for part in filing.once(_parts):
        for sentence, planned in part.sentences:
            for mention in _days(sentence.text, language.dates):
                late = mention.value is not None and mention.value > end
                plain = language.dates.plain(mention)
                if planned or not late or plain in reported:
                    continue
                if _may_be_late(sentence, mention, phrases, language.time):
                    continue
                reported.add(plain)
                yield Problem(
                    "date-outside",
                    _("“{date}” lies after the period that the report covers", date=mention.text),
                    ("date-outside", plain),
                    sentence.location,
                    expected=_("no day after {end}", end=language.dates.written(end)),
                    actual=mention.text,
                    advice=_("write the day in the year that the report is for, or say that it is a plan"),
                )


def stale(filing: Filing, period: Period, sections: Sequence[str]) -> Iterator[Problem]:
    """Find text that claims the work of another year than those of the period, once a section and year."""
    written, own = filing.language.written_year, filing.language.written_period(period)
    reported: set[tuple[str, int]] = set()
    chosen = {spec.name for one in sections if (spec := filing.form.section(one)) is not None}
    parts = [one for one in filing.once(_parts) if not one.names or not chosen.isdisjoint(one.names)]
    claims = (
        (part.name, *claim)
        for part in parts
        for claim in (*_titles(filing, period, part.name), *_claims(part, period, filing))
    )
    for name, found, quote, location, doubtful in claims:
        if (name, found) in reported:
            continue
        reported.add((name, found))
        yield Problem(
            "year-stale",
            _(
                "“{quote}” speaks of {found}, the report is for {year}",
                quote=quote,
                found=written(found),
                year=own,
            ),
            ("year-stale", name, written(found)),
            location,
            expected=own,
            actual=quote,
            advice=_("write {year} and check that the text is not last year's", year=own),
            doubtful=doubtful,
            edits=_in_year(filing, location, quote, found, period),
        )


def _in_year(
    filing: Filing, location: Location | None, quote: str, found: int, period: Period
) -> tuple[Edit, ...]:
    """Write the year of the report, where the text says another one in figures."""
    if location is None or not filing.form.cycle.is_yearly or quote.count(str(found)) != 1:
        return ()
    right = quote.replace(str(found), str(period.year))
    return replaced_at(filing.document, location, quote, right)


Claim = tuple[int, str, Location | None, bool]


def _years(period: Period) -> range:
    """Return the years that a period touches, and the one that names it."""
    return range(min(period.start.year, period.year), max(period.end.year, period.year) + 1)


def _claims(part: "_Part", period: Period, filing: Filing) -> Iterator[Claim]:
    """Find sentences that open with another year and report its work; those near a mention of this year need review."""
    words, own = filing.language.time, _years(period)
    written = tuple(map(filing.language.written_year, own))
    for sentence, planned in part.sentences:
        found, after = _opening_year(sentence.text, filing.language)
        if planned or not found or found in own or not own[0] - _FAR <= found <= own[-1] + 1:
            continue
        if any(year in after for year in written) or not _reports_work(after, filing.body_names, words):
            continue
        if found > own[-1] and (words.plan.search(after) or not words.done.search(after)):
            continue
        around = next((p for p in part.paragraphs if p.location.block == sentence.location.block), None)
        doubtful = around is not None and any(year in fold(around.text) for year in written)
        yield found, _quote(sentence.text), sentence.location, doubtful


def _opening_year(sentence: str, language: Language) -> tuple[int, str]:
    """Return the year with which a sentence opens, 0 for none, and what follows, folded."""
    first = next(language.dates.mentions(sentence), None)
    if not isinstance(first, DateMention) or first.broken or first.month is not None or first.year is None:
        return 0, ""
    if fold(sentence[: first.start]) not in {"", *language.time.lead}:
        return 0, ""
    return first.year, fold(sentence[first.end :])


def _reports_work(after: str, names: Iterable[str], words: TimeWords) -> bool:
    """Return whether the text after a year reports its work, not history or a document named after it."""
    if not (words.report.match(after) or after.startswith(tuple(names))):
        return False
    phrase, clause, *_rest = *re.split("[,;:]", after, maxsplit=2), ""
    return not words.history.search(f"{phrase},{clause}") and not words.document.search(phrase)


def _titles(filing: Filing, period: Period, section: str) -> Iterator[Claim]:
    """Find the report's own title with another year in the opening, and around the pages if none has the right one."""
    if section or not filing.form.title:
        return
    words = "|".join(re.escape(fold(title)) for title in filing.form.title)
    language = filing.language
    others = f"(?!{language.time.not_this})" if language.time.not_this else ""
    own = re.compile(rf"(?<!\d)(20\d\d){language.years.after}(?:{others}[^,.;:]){{0,25}}?(?:{words})")
    years = _years(period)
    around = [
        (found, where) for text, where in _furniture(filing.document) for found in own.finditer(fold(text))
    ]
    if any(int(found.group(1)) in years for found, _where in around):
        around = []  # as where another report follows
    behind = re.compile(rf"(?:{words})\((20\d\d){language.years.after}\)")
    around += [
        (found, where) for text, where in _furniture(filing.document) for found in behind.finditer(fold(text))
    ]
    opening = [(found, p.location) for p in filing.opening for found in own.finditer(fold(p.text))]
    for match, where in (*opening, *around):
        year = int(match.group(1))
        if year not in years and abs(year - period.year) <= _FAR:
            yield year, match.group(), where, False


def _furniture(document: Document) -> Iterator[tuple[str, Location | None]]:
    """Iterate over the lines around the text of pages, with the first block of their page."""
    first = {block.location.page: block.location for block in reversed(document.blocks)}
    for around in document.page_furniture:
        where = None if around.page is None else first.get(around.page)
        yield from ((line, where) for line in (*around.head, *around.foot))


@dataclass(frozen=True)
class _Part:
    """The opening, which has no name, or a section, with its name behind those around it.

    Of the sentences, True marks those that stand among plans for the time to come.
    """

    names: tuple[str, ...]
    paragraphs: tuple[Paragraph, ...]
    sentences: tuple[tuple[Sentence, bool], ...]

    @property
    def name(self) -> str:
        return self.names[-1] if self.names else ""


def _parts(filing: Filing) -> Sequence[_Part]:
    """List the opening and the sections; several rules read them."""
    parts: list[tuple[tuple[str, ...], tuple[Paragraph, ...]]] = [((), filing.opening)]
    for section in filing.outline.sections:
        heading, own = section.heading, section.own_paragraphs(filing.document)
        run_in = (
            [replace(heading.paragraph, text=heading.run_in, label="", level=None)] if heading.run_in else []
        )
        parts.append(((*section.within, section.name), (*run_in, *own)))
    return [
        _Part(names, paragraphs, tuple(_marked(paragraphs, filing.language))) for names, paragraphs in parts
    ]


def _marked(paragraphs: Sequence[Paragraph], language: Language) -> Iterator[tuple[Sentence, bool]]:
    """Iterate over the sentences; True marks those that stand among plans for the time to come."""
    opens_plan, opens_problems = language.time.plan_opens.search, language.time.problems_open.search
    planned = here = False
    for sentence in sentences(paragraphs, language):
        opening = fold(sentence.text)[:20]
        if sentence.opens:
            here = False
            planned = (planned or opens_plan(opening) is not None) and not opens_problems(opening)
        here = here or opens_plan(opening) is not None
        yield sentence, planned or here


def _days(text: str, grammar: DateGrammar) -> Iterator[DateMention]:
    """Iterate over days, a range standing for its first; titles in 《》 name others."""
    blanked = _TITLED.sub(lambda title: " " * len(title.group()), text)
    for mention in grammar.mentions(blanked):
        yield mention.first if isinstance(mention, RangeMention) else mention


def _may_be_late(sentence: Sentence, mention: DateMention, phrases: Sequence[str], words: TimeWords) -> bool:
    """Return whether a day after the period's end is planned, published, or signed."""
    before, after = fold(sentence.text[: mention.start]), fold(sentence.text[mention.end :])
    signed = not re.sub(rf"[)\]\d:.{words.signed}]+", "", after) and not sentence.text.rstrip().endswith("。")
    return (
        signed
        or before.endswith(words.range_opens)
        or any(fold(phrase) in before for phrase in phrases)
        or words.plan.search(before + after) is not None
        or words.published.search(before[-20:] + "|" + after[:15]) is not None
    )


def _quote(text: str) -> str:
    """Quote a sentence up to its first comma."""
    return re.split(r"[，,。；;]", text.strip(), maxsplit=1)[0][:40]
