"""The period that a report says its figures cover."""

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from itertools import accumulate

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
    PeriodMention,
    Problem,
    RangeMention,
    dataclass,
    fold,
    ideographs,
    regex,
)
from checker_checks.passages import Passage
from checker_checks.replacements import replaced

_ = Messages(__package__)

_SENTENCE_END = regex(r"[。！？!?;]")
_NEAR = 40  # characters between the words that introduce the period and its range
_NEXT = 8  # the same for a single date
_DATED = regex(r"[^\n]{0,8}?\d{1,4}[^\n]{0,20}")
Mention = DateMention | RangeMention | PeriodMention
Wanted = tuple[date, date]


@dataclass(frozen=True)
class _Reading:
    """How periods are found in a text and compared with the prescribed one."""

    filing: Filing
    phrases: tuple[re.Pattern[str], ...]
    wanted: Wanted

    @property
    def grammar(self) -> DateGrammar:
        return self.filing.language.dates

    def introduced(self, passage: Passage) -> Iterator[tuple[Mention, Location]]:
        """Find periods that the words introduce within their sentence, and single dates right behind the words."""
        found = self._mentions(passage.text)
        for start, sentence in self._introductions(passage):
            for mention in found:
                near = _NEAR if _is_period(mention) else _NEXT
                behind = start <= mention.start < min(sentence, start + near)
                if behind or (_is_period(mention) and mention.start < start < mention.end):
                    if not _is_year_alone(mention) or self._leads(passage.text[start : mention.start]):
                        yield mention, passage.at(mention.start)
                    break

    def declared(self, passage: Passage) -> Iterator[tuple[Mention, Location]]:
        """Find periods that stand right behind the words, unless these speak of another period (“previous …”)."""
        plain, other = ideographs(passage.text), self.filing.language.time.other_period
        places = [
            (match.start(), match.end())
            for phrase in self.phrases
            for match in phrase.finditer(plain)
            if not other.search(fold(plain[max(0, match.start() - _NEAR) : match.start()]))
        ]
        periods = [mention for mention in self._mentions(passage.text) if _is_period(mention)]
        for _start, end in places:
            first = next((one for one in periods if end < one.end and one.start < end + _NEAR), None)
            if first is not None and self._leads(passage.text[end : first.start]):
                yield first, passage.at(first.start)

    def unread(self, passage: Passage) -> Iterator[str]:
        """Quote what stands right behind the words like a range without being one that can be read."""
        periods = [mention for mention in self._mentions(passage.text) if _is_period(mention)]
        for start, sentence in self._introductions(passage):
            if not any(start <= mention.start < min(sentence, start + _NEAR) for mention in periods):
                stop = min(sentence, start + _NEXT)
                yield from filter(None, [self.grammar.unread_range(passage.text, start, stop)])

    def dated(self, passage: Passage) -> Iterator[str]:
        """Quote figures right behind the words, whatever they mean."""
        for start, sentence in self._introductions(passage):
            if (figures := _DATED.match(passage.text, start, sentence)) is not None:
                yield figures.group().strip(" :：")

    def alike(self, passage: Passage) -> Iterator[tuple[Mention, Location]]:
        """Find periods that are the right one, and ranges that begin or end on the right day, whatever the year.

        No words need introduce them.
        """
        start, end = self.wanted
        for mention in self._mentions(passage.text):
            if isinstance(mention, RangeMention):
                alike = _same_day(mention.begins, start) or _same_day(mention.ends, end)
            else:
                alike = _is_period(mention) and self.covers(mention)
            if alike:
                yield mention, passage.at(mention.start)

    def covers(self, mention: Mention) -> bool:
        """Return whether a mention is the prescribed period."""
        match mention:
            case PeriodMention(day=DateMention(), length=0):
                return mention.day is not None and mention.day.value == self.wanted[1]
            case DateMention() if mention.day is not None:
                return mention.value == self.wanted[1]  # 截至2024年12月31日
            case DateMention():
                return (mention.begins, mention.ends) == self.wanted
            case _:
                return self.limits(mention) == self.wanted

    def limits(self, mention: RangeMention | PeriodMention) -> Wanted | None:
        """Return the first and last day; `None` if they cannot be told, or may be read in two ways."""
        if isinstance(mention, PeriodMention):
            return mention.limits(self.filing.form.cycle, self.filing.year)
        readings = [one for one in (mention, mention.other) if one is not None]
        days = [(one.begins, one.ends) for one in readings]
        if self.wanted in days:
            return self.wanted
        begins, ends = days[0]
        return None if len(days) > 1 or begins is None or ends is None else (begins, ends)

    def _mentions(self, text: str) -> Sequence[Mention]:
        """List ranges and periods, then single dates; several rules ask for those of the same passages."""
        return self.filing.once(_mentions, text)

    def _introductions(self, passage: Passage) -> Iterator[tuple[int, int]]:
        """Find where the words end that introduce the period, and where their sentence does."""
        plain = ideographs(passage.text)
        for match in (match for phrase in self.phrases for match in phrase.finditer(plain)):
            stop = _SENTENCE_END.search(plain, match.end())
            yield match.end(), stop.start() if stop else len(plain)

    def _leads(self, gap: str) -> bool:
        """Return whether a text between the words and a year says nothing (“: ”, “ is the ”)."""
        return not any(character.isalnum() for character in re.sub(r"\b\w{1,3}\b", "", gap))


def judge(
    filing: Filing, wanted: Wanted, phrases: Sequence[str], *, required: bool, section: str = ""
) -> Iterator[Observation]:
    """Find the period, introduced by `phrases`, and report it if it is not the wanted one, from day to day."""
    reading = _Reading(filing, tuple(map(_spaced, phrases)), wanted)
    grammar = filing.language.dates
    opening, rest = (Passage(paragraphs) for paragraphs in _places(filing, section))
    stated = [*reading.introduced(opening), *reading.alike(opening)]
    later = list(reading.introduced(rest))
    if not stated and not later:
        later = list(reading.introduced(_rows(filing, reading.phrases)))
    unread = [*reading.unread(opening), *(mention.text for mention, _at in stated if _misdated(mention))]
    if unread:
        yield NotAssessed(_("the period “{period}” cannot be read", period=unread[0]))
        return
    declared = [*reading.declared(opening), *reading.declared(rest)]
    if declared and not any(reading.covers(mention) for mention, _location in declared):
        yield _mismatch(*declared[0], reading, grammar.written_range(*wanted))
        return
    if any(reading.covers(mention) for mention, _location in (*stated, *later)):
        return
    stated = stated or [(mention, at) for mention, at in later if _is_period(mention)]
    if stated:
        yield _mismatch(*stated[0], reading, grammar.written_range(*wanted))
    elif unread := [*reading.unread(rest), *reading.dated(opening), *reading.dated(rest)]:
        yield NotAssessed(_("the period “{period}” cannot be read", period=unread[0]))
    else:
        yield _absent(filing, wanted, required=required)


def _mentions(filing: Filing, text: str) -> Sequence[Mention]:
    """List ranges and periods, then single dates; in places where several are found, the longest."""
    dates = list(filing.language.dates.mentions(text))
    ranges: list[Mention] = [one for one in dates if isinstance(one, RangeMention)]
    named = [one for one in filing.language.periods_in(text) if one.unit != "days"]
    within_ranges, within_dates = _Spans(ranges), _Spans(dates)
    periods = [one for one in named if not within_ranges.overlap(one) and not _is_date(one, within_dates)]
    within_periods = _Spans(periods)
    singles = (one for one in dates if isinstance(one, DateMention) and not within_periods.overlap(one))
    return (*sorted((*ranges, *periods), key=lambda one: one.start), *singles)


def _is_period(mention: Mention) -> bool:
    """Return whether a mention names a period that need not stand right behind the words that introduce it."""
    return isinstance(mention, RangeMention) or (
        isinstance(mention, PeriodMention) and not _is_year_alone(mention)
    )


def _is_year_alone(mention: Mention) -> bool:
    return isinstance(mention, PeriodMention) and mention.unit == "year" and not mention.fiscal


def _is_date(period: PeriodMention, dates: "_Spans") -> bool:
    """Return whether a month, a year or the day of “as of” is no more than what is found as a date, too."""
    alone = period.unit in {"month", "year", "day"} and not period.fiscal and not period.length
    return alone and dates.overlap(period)


class _Spans:
    """Where mentions stand, so that each further one need not be compared with all of them."""

    def __init__(self, mentions: Iterable[Mention]) -> None:
        spans = sorted((one.start, one.end) for one in mentions)
        self._starts = [start for start, _end in spans]
        self._ends = list(accumulate((end for _start, end in spans), max))

    def overlap(self, one: Mention) -> bool:
        """Return whether any of the mentions shares characters with one."""
        before = bisect_left(self._starts, one.end)
        return before > 0 and self._ends[before - 1] > one.start


def _same_day(one: date | None, other: date) -> bool:
    return one is not None and (one.month, one.day) == (other.month, other.day)


def _spaced(phrase: str) -> re.Pattern[str]:
    return re.compile(r"\s*".join(map(re.escape, ideographs(phrase).replace(" ", ""))), re.IGNORECASE)


def _absent(filing: Filing, wanted: Wanted, *, required: bool) -> Observation:
    if unread := filing.unread_in():
        return NotAssessed(unread[0], unread=True)
    if not required:
        return NotApplicable(_("the report states no period, and need not"))
    grammar = filing.language.dates
    period = grammar.written_range(*wanted)
    first, last = map(grammar.written, wanted)
    sentence = filing.language.period_sentence.format(first=first, last=last)
    return Problem(
        "period-missing",
        _("the report does not say that its figures cover {period}", period=period),
        ("period",),
        _place(filing),
        expected=period,
        advice=_("add to the opening paragraph: {sentence}", sentence=sentence),
    )


def _misdated(mention: Mention) -> bool:
    return any(one.impossible for one in _ends(mention))


def _ends(mention: Mention) -> tuple[DateMention | PeriodMention, ...]:
    if isinstance(mention, RangeMention):
        return mention.first, mention.last
    return (mention,)


def _mismatch(mention: Mention, location: Location, reading: _Reading, wanted: str) -> Observation:
    start = reading.wanted[0]
    only_begins = isinstance(mention, DateMention) and mention.value == start
    if only_begins or not _is_known(mention, reading):
        return NotAssessed(_("the period “{period}” cannot be read", period=mention.text))
    corrected = _with_other_ends(mention, reading)
    paragraph = reading.filing.document.blocks[location.block]
    return Problem(
        "period-mismatch",
        _("the period is “{found}”, prescribed is {expected}", found=mention.text, expected=wanted),
        ("period",),
        location,
        expected=corrected or wanted,
        actual=mention.text,
        advice=_("write {text}", text=corrected or wanted),
        edits=replaced(paragraph, mention.text, corrected, safe=True)
        if corrected and isinstance(paragraph, Paragraph)
        else (),
    )


def _with_other_ends(mention: Mention, reading: _Reading) -> str:
    """Return a range with the right days, the words between them as they are; empty where it has not both in full."""
    if not isinstance(mention, RangeMention):
        return ""
    text = mention.text
    for end, day in zip((mention.last, mention.first), reversed(reading.wanted), strict=True):
        own = text[end.start - mention.start : end.end - mention.start]
        if end.value is None or str(end.value.year) not in own:
            return ""
        text = (
            text[: end.start - mention.start] + reading.grammar.written(day) + text[end.end - mention.start :]
        )
    return text


def _is_known(mention: Mention, reading: _Reading) -> bool:
    """Return whether a mention says which days it means."""
    match mention:
        case DateMention():
            return mention.begins is not None
        case PeriodMention(day=DateMention(), length=0):
            return True
        case _:
            return not _misdated(mention) and reading.limits(mention) is not None


def _places(filing: Filing, section: str) -> tuple[tuple[Paragraph, ...], tuple[Paragraph, ...]]:
    """Return where the period stands, and where it may stand, too."""
    if not section:
        return filing.opening, _after(filing)
    return tuple(filing.section(section).paragraphs(filing.document)), ()


def _rows(filing: Filing, phrases: Sequence[re.Pattern[str]]) -> Passage:
    """Return the rows of tables that hold the words, as text: forms state the period in a cell beside its label."""
    rows: dict[tuple[int, int], list[str]] = {}
    for table in filing.document.tables:
        for cell in table.cells:
            rows.setdefault((table.location.block, cell.row), []).append(cell.text)
    lines = ((Location(block), " ".join(texts)) for (block, _row), texts in rows.items())
    return Passage(
        tuple(
            Paragraph(line, at)
            for at, line in lines
            if any(phrase.search(ideographs(line)) for phrase in phrases)
        )
    )


def _after(filing: Filing) -> tuple[Paragraph, ...]:
    first = min((section.heading.block for section in filing.outline.sections), default=None)
    return tuple(p for p in filing.document.paragraphs if first is not None and p.location.block >= first)


def _place(filing: Filing) -> Location | None:
    if filing.opening:
        return filing.opening[0].location
    return filing.title.location if filing.title else None
