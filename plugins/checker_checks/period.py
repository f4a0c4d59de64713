"""The period that a report says its figures cover."""

import re
from collections.abc import Iterator, Sequence
from datetime import date

from checker import (
    DateGrammar,
    DateMention,
    Filing,
    Location,
    Messages,
    NotApplicable,
    NotAssessed,
    Observation,
    Paragraph,
    Problem,
    RangeMention,
    ideographs,
)
from checker_checks.passages import Passage

_ = Messages(__package__)

_SENTENCE_END = re.compile(r"[。！？!?;]")
_NEAR = 40  # characters between the words that introduce the period and its range
_NEXT = 8  # the same for a single date
Mention = DateMention | RangeMention


def judge(
    filing: Filing, start: date, end: date, phrases: Sequence[str], *, required: bool
) -> Iterator[Observation]:
    """Find the period, introduced by `phrases`, and tell where it is not the one from `start` to `end`."""
    grammar = filing.language.dates
    opening, rest = Passage(filing.opening), Passage(_after(filing))
    stated = [*_introduced(opening, phrases, grammar), *_alike(opening, start, end, grammar)]
    later = list(_introduced(rest, phrases, grammar))
    unread = [
        *_unread(opening, phrases, grammar),
        *(mention.text for mention, _at in stated if _misdated(mention)),
    ]
    if unread:
        yield NotAssessed(_("the period “{period}” cannot be read", period=unread[0]))
        return
    if any(_covers(mention, start, end) for mention, _location in (*stated, *later)):
        return
    stated = stated or [(mention, at) for mention, at in later if isinstance(mention, RangeMention)]
    if stated:
        yield _mismatch(*stated[0], start, grammar.written_range(start, end))
    elif unread := list(_unread(rest, phrases, grammar)):
        yield NotAssessed(_("the period “{period}” cannot be read", period=unread[0]))
    else:
        yield _absent(filing, start, end, required=required)


def _introduced(
    passage: Passage, phrases: Sequence[str], grammar: DateGrammar
) -> Iterator[tuple[Mention, Location]]:
    """Find ranges that the words introduce within their sentence, and single dates right behind the words."""
    found = sorted(grammar.mentions(passage.text), key=lambda mention: isinstance(mention, DateMention))
    for start, sentence in _phrases(passage, phrases):
        for mention in found:
            near = _NEAR if isinstance(mention, RangeMention) else _NEXT
            if start <= mention.start < min(sentence, start + near):
                yield mention, passage.at(mention.start)
                break


def _unread(passage: Passage, phrases: Sequence[str], grammar: DateGrammar) -> Iterator[str]:
    """Quote what stands right behind the words like a range without being one that can be read."""
    ranges = [mention for mention in grammar.mentions(passage.text) if isinstance(mention, RangeMention)]
    for start, sentence in _phrases(passage, phrases):
        if not any(start <= mention.start < min(sentence, start + _NEAR) for mention in ranges):
            yield from filter(None, [grammar.unread_range(passage.text, start, min(sentence, start + _NEXT))])


def _phrases(passage: Passage, phrases: Sequence[str]) -> Iterator[tuple[int, int]]:
    """Find where the words end that introduce the period, and where their sentence does."""
    plain = ideographs(passage.text)
    for match in (match for phrase in phrases for match in _spaced(phrase).finditer(plain)):
        stop = _SENTENCE_END.search(plain, match.end())
        yield match.end(), stop.start() if stop else len(plain)


def _alike(
    passage: Passage, start: date, end: date, grammar: DateGrammar
) -> Iterator[tuple[Mention, Location]]:
    """Find ranges that begin or end on the right day, whatever the year: no words need introduce them."""
    for mention in grammar.mentions(passage.text):
        if isinstance(mention, RangeMention) and (
            _same_day(mention.begins, start) or _same_day(mention.ends, end)
        ):
            yield mention, passage.at(mention.start)


def _same_day(one: date | None, other: date) -> bool:
    return one is not None and (one.month, one.day) == (other.month, other.day)


def _spaced(phrase: str) -> re.Pattern[str]:
    return re.compile(r"\s*".join(map(re.escape, ideographs(phrase).replace(" ", ""))), re.IGNORECASE)


def _covers(mention: Mention, start: date, end: date) -> bool:
    if isinstance(mention, DateMention) and mention.day is not None:
        return mention.value == end  # 截至2024年12月31日
    return (mention.begins, mention.ends) == (start, end)


def _absent(filing: Filing, start: date, end: date, *, required: bool) -> Observation:
    if unread := filing.unread_in():
        return NotAssessed(unread[0], unread=True)
    if not required:
        return NotApplicable(_("the report states no period, and need not"))
    grammar = filing.language.dates
    wanted = grammar.written_range(start, end)
    sentence = filing.language.period_sentence.format(first=grammar.written(start), last=grammar.written(end))
    return Problem(
        "period-missing",
        _("the report does not say that its figures cover {period}", period=wanted),
        ("period",),
        _place(filing),
        expected=wanted,
        advice=_("add to the opening paragraph: {sentence}", sentence=sentence),
    )


def _ends(mention: Mention) -> tuple[DateMention, ...]:
    return (mention.first, mention.last) if isinstance(mention, RangeMention) else (mention,)


def _misdated(mention: Mention) -> bool:
    return any(one.impossible for one in _ends(mention))


def _mismatch(mention: Mention, location: Location, start: date, wanted: str) -> Observation:
    only_begins = isinstance(mention, DateMention) and mention.value == start
    if only_begins or any(one.begins is None for one in _ends(mention)):
        return NotAssessed(_("the period “{period}” cannot be read", period=mention.text))
    return Problem(
        "period-mismatch",
        _("the period is “{found}”, prescribed is {expected}", found=mention.text, expected=wanted),
        ("period",),
        location,
        expected=wanted,
        actual=mention.text,
        advice=_("write {text}", text=wanted),
    )


def _after(filing: Filing) -> tuple[Paragraph, ...]:
    first = min((section.heading.block for section in filing.outline.sections), default=None)
    return tuple(p for p in filing.document.paragraphs if first is not None and p.location.block >= first)


def _place(filing: Filing) -> Location | None:
    if filing.opening:
        return filing.opening[0].location
    return filing.title.location if filing.title else None
