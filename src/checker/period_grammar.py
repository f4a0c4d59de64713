"""Periods in running text: what was found, and the grammar by which a language writes them."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import field, replace
from datetime import date, timedelta
from functools import cached_property, lru_cache
from typing import Literal

from checker.dates import DateGrammar, DateMention, RangeMention
from checker.lazy_dataclasses import dataclass
from checker.numbering import ARABIC, Numerals
from checker.periods import Cycle, Period, add_months
from checker.regexes import regex
from checker.text import GAP, spaced

MentionUnit = Literal["year", "half-year", "quarter", "month", "months", "quarters", "days", "day"]
_MOST: Mapping[str, int] = {"half-year": 2, "quarter": 4, "month": 12, "months": 12, "quarters": 4}
_CENTURY = 2000  # of years with two digits
_EARLIEST, _LATEST = 1900, 2999
_LONGEST = 60  # characters of a date after its lead
_REMEMBERED = 2000  # characters of a text whose periods are remembered


@dataclass(frozen=True, slots=True)
class PeriodMention:
    """A period that a text names; `text` is the quote from `start` to `end`.

    `unit` is what `number` counts: “Q3 2026” is quarter 3, “July–September” months 7 to `until`, and “quarters” are all
    up to that one. “days” have a range; of a “day” only the last one is known (“as of 30 June 2026”), with `length` in
    months where it is said (“three months ended …”). `year` is `None` where the text does not say it; `split` says that
    it is written as two (2023/24).
    """

    text: str
    start: int
    end: int
    unit: MentionUnit
    year: int | None = None
    number: int = 1
    until: int = 0
    fiscal: bool = False
    split: bool = False
    days: RangeMention | None = None
    day: DateMention | None = None
    length: int = 0

    @property
    def impossible(self) -> bool:
        """Return whether no calendar has it (Q5, 31 September, from October to July of one year)."""
        if self.days is not None:
            backwards = self.days.begins and self.days.ends and self.days.begins > self.days.ends
            return self.days.first.impossible or self.days.last.impossible or bool(backwards)
        if self.day is not None:
            return self.day.impossible
        numbers = (self.number, self.until or self.number)
        return (
            not all(1 <= number <= _MOST.get(self.unit, 1) for number in numbers) or numbers[0] > numbers[1]
        )

    def limits(self, cycle: Cycle, year: int | None = None) -> tuple[date, date] | None:
        """Return the first and the last day, in a year where the text names none; `None` where they are unknown.

        Quarters are those of the cycle's year. Figures that may be read in two ways are read as a period of the cycle.
        """
        if self.impossible:
            return None
        if self.days is not None:
            return self._days(cycle, self.days, year)
        if self.day is not None:
            return self._ended(self.day)
        named = self.year if self.year is not None else year
        if named is None or not _EARLIEST <= named <= _LATEST or (self.split and cycle.begins == (1, 1)):
            return None
        of_year = Cycle("fiscal-year" if self.fiscal else "calendar-year", cycle.begins)
        begins = of_year.year_begins(named)
        match self.unit:
            case "year":
                first, months = begins, 12
            case "half-year":
                first, months = add_months(begins, 6 * (self.number - 1)), 6
            case "quarter":
                first, months = add_months(begins, 3 * (self.number - 1)), 3
            case "quarters":
                first, months = begins, 3 * self.number
            case _:
                first, months = date(named, self.number, 1), (self.until or self.number) - self.number + 1
        return first, add_months(first, months) - timedelta(days=1)

    def period(self, cycle: Cycle, year: int | None = None) -> Period | None:
        """Return the period of the cycle that is meant; `None` where none is."""
        if self.day is not None and not self.length:
            day = self.day.value
            return None if day is None else cycle.ending(day)
        limits = self.limits(cycle, year)
        return None if limits is None else cycle.covering(*limits)

    def _days(self, cycle: Cycle, days: RangeMention, year: int | None) -> tuple[date, date] | None:
        readings = [_limits(one, year) for one in (days, days.other) if one is not None]
        known = [limits for limits in readings if limits is not None]
        fitting = [
            limits for limits in known if cycle.every != "none" and cycle.covering(*limits) is not None
        ]
        if len(fitting) == 1:
            return fitting[0]
        return known[0] if len(known) == 1 else None

    def _ended(self, day: DateMention) -> tuple[date, date] | None:
        last = day.value
        if last is None or not self.length:
            return None
        return add_months(last + timedelta(days=1), -self.length), last


def _limits(days: RangeMention, year: int | None) -> tuple[date, date] | None:
    ends = (
        replace(one, year=year) if one.year is None and year is not None else one
        for one in (days.first, days.last)
    )
    first, last = ends
    begins, stops = first.begins, last.ends
    return None if begins is None or stops is None or begins > stops else (begins, stops)


@dataclass(frozen=True, slots=True)
class PeriodForm:
    """A way to write a period; a blank in `pattern` stands for any gap.

    Its groups are `year` and `until` (2023/24), `fy` (it is a fiscal year), `quarter`, `half`, `month` and `month2`,
    `quarters` (those up to one), in digits or words; `months` or `unit` is a length. Where it has a group `date`, a
    date follows there, and `after` that.
    """

    pattern: str
    after: str = ""


# What every language uses: 2026 Q3, Q3/2026, 3Q26, FY24-Q3, 2026H1, FY2024, 2023/24, 2026-09, 09/2026, 2026.
_BEFORE, _BEHIND = r"(?<![A-Za-z\d./-])", r"(?![A-Za-z\d])"
_FOUR = r"(?P<year>(?:19|20)\d\d)(?!\d)"
_FISCAL = r"(?P<fy>FY) ['’]?(?P<year>(?:19|20)?\d\d)(?!\d)(?: [/-] (?P<until>(?:19|20)?\d\d)(?!\d))?"
_ANY = rf"(?:[-/,] )?(?:{_FISCAL}|(?P<short>(?:19|20)\d\d|['’]\d\d)(?!\d))"
COMMON_PERIODS = (
    *(
        PeriodForm(pattern)
        for part in (r"Q(?P<quarter>\d)", r"H(?P<half>\d)")
        for pattern in (
            rf"{_BEFORE}{_FOUR} [-/,]? {part}{_BEHIND}",
            rf"{_BEFORE}{_FISCAL} [-/,]? {part}{_BEHIND}",
            rf"{_BEFORE}{part} {_ANY}{_BEHIND}",
        )
    ),
    *(
        PeriodForm(rf"{_BEFORE}{part}{year}{_BEHIND}")
        for part in (r"(?P<quarter>\d)Q", r"(?P<half>\d)H")
        for year in (rf" {_ANY}", r"(?P<year>\d\d)")
    ),
    PeriodForm(rf"{_BEFORE}{_FISCAL}{_BEHIND}"),
    PeriodForm(rf"{_BEFORE}(?P<year>(?:19|20)\d\d) [/-] (?P<until>(?:19|20)?\d\d){_BEHIND}(?![-./]\d)"),
    PeriodForm(rf"{_BEFORE}(?P<year>(?:19|20)\d\d)-(?P<month>0\d|1[0-2]){_BEHIND}(?![-./]\d)"),
    PeriodForm(rf"{_BEFORE}(?P<month>0?[1-9]|1[0-2])/{_FOUR}(?![-./]\d)"),
)
YEAR_ALONE = PeriodForm(rf"(?<![\d./-]){_FOUR}(?![/-]|\.\d)")


@dataclass(frozen=True, eq=False)
class PeriodGrammar:
    """How a language writes periods, beside days and ranges of days.

    `words` are numbers and lengths in words (third: 3, quarter: 3), without gaps, in small letters. `before` and
    `behind` are what belongs to a period in a title (“for the …”). `written` are periods as the language writes them,
    by unit, with the places {year}, {last_year}, {number}, {numeral}, {month_name} and {half}, one of `halves`;
    “fiscal” and “fiscal-quarter” … are those of a fiscal year.
    """

    forms: tuple[PeriodForm, ...] = (*COMMON_PERIODS, YEAR_ALONE)
    words: Mapping[str, int] = field(default_factory=dict)
    numerals: Numerals = ARABIC
    before: str = ""
    behind: str = ""
    written: Mapping[str, str] = field(default_factory=dict)
    halves: tuple[str, str] = ("1", "2")

    def mentions(self, text: str, dates: DateGrammar) -> Iterator[PeriodMention]:
        """Find the periods that a text names, in order; two that stand in one place are two ways to read it."""
        yield from _mentions(self, text, dates) if len(text) <= _REMEMBERED else self._found(text, dates)

    def _found(self, text: str, dates: DateGrammar) -> Iterator[PeriodMention]:
        plain = spaced(text)
        found = [*self._of_forms(text, plain, dates), *_of_dates(text, dates)]
        stop, last = 0, (-1, -1)
        for mention in sorted(found, key=lambda one: (one.start, -one.end)):
            if mention.start >= stop or (mention.start, mention.end) == last:
                stop, last = mention.end, (mention.start, mention.end)
                yield mention

    def without(self, text: str, dates: DateGrammar) -> str:
        """Return a text without the periods that it names and the words that lead to them."""
        before, behind = _compiled(f"(?:{self.before})$"), _compiled(self.behind)
        rest, position = "", 0
        for mention in self.mentions(text, dates):
            if mention.start < position:
                continue
            lead = text[position : mention.start]
            cut = before.search(lead) if self.before else None
            rest += lead[: cut.start()] if cut else lead
            after = behind.match(text, mention.end)
            position = after.end() if after else mention.end
        return rest + text[position:]

    def name(self, period: Period, dates: DateGrammar) -> str:
        """Write a period; one without a name as its day or days."""
        if period.unit == "free":
            days = (period.start, period.end)
            return dates.written(period.start) if days[0] == days[1] else dates.written_range(*days)
        of_fiscal_year = "fiscal" if period.unit == "year" else f"fiscal-{period.unit}"
        pattern = self.written.get(of_fiscal_year if period.fiscal else period.unit)
        return (
            period.label
            if pattern is None
            else pattern.format(
                year=period.year,
                last_year=period.year - 1,
                number=period.number,
                numeral=self.numerals.write(period.number),
                month_name=dates.month_name(period.start.month),
                half=self.halves[(period.number - 1) % 2],
            )
        )

    @cached_property
    def _patterns(self) -> tuple[tuple[re.Pattern[str], re.Pattern[str] | None], ...]:
        return tuple(
            (_for_spaced(form.pattern), _for_spaced(form.after) if form.after else None)
            for form in self.forms
        )

    def _of_forms(self, text: str, plain: str, dates: DateGrammar) -> Iterator[PeriodMention]:
        for pattern, after in self._patterns:
            for match in pattern.finditer(plain):
                parts = match.groupdict()
                stop, day = match.end(), None
                if "date" in parts:
                    day = dates.date_at(text, plain, match.end("date"))
                    if day is None or day.end - match.end() > _LONGEST or day.day is None:
                        continue
                    stop = day.end
                if after is not None:
                    behind = after.match(plain, stop)
                    if behind is None:
                        continue
                    parts, stop = {**parts, **behind.groupdict()}, behind.end()
                if (
                    mention := self._mention(parts, text[match.start() : stop], match.start(), stop, day)
                ) is not None:
                    yield mention

    def _mention(
        self, parts: Mapping[str, str | None], text: str, start: int, end: int, day: DateMention | None
    ) -> PeriodMention | None:
        if day is not None:
            length = self._number(parts.get("months")) or self._number(parts.get("unit")) or 0
            return PeriodMention(text, start, end, "day", day.year, day=day, length=length)
        year, split = _year(self._number(parts.get("year") or parts.get("short"))), False
        if (written := parts.get("until")) is not None:
            until = _year(self._number(written))
            if year is None or until is None or until % 100 != (year + 1) % 100:
                return None
            year, split = year + 1, True
        fiscal = split or parts.get("fy") is not None
        units: tuple[tuple[str, MentionUnit], ...] = (
            ("quarter", "quarter"), ("half", "half-year"), ("quarters", "quarters"), ("month", "month"),
        )  # fmt: skip
        for group, unit in units:
            if parts.get(group) is None:
                continue
            number, other = self._number(parts[group]), self._number(parts.get("month2"))
            if number is None:
                return None
            if other is not None:
                return PeriodMention(text, start, end, "months", year, number, other)
            return PeriodMention(text, start, end, unit, year, number, fiscal=fiscal, split=split)
        return (
            None
            if year is None
            else PeriodMention(text, start, end, "year", year, fiscal=fiscal, split=split)
        )

    def _number(self, written: str | None) -> int | None:
        if written is None:
            return None
        word = written.replace(" ", "").lower().strip(".'’")
        if word.isdecimal():
            return int(word)
        if word in self.words:
            return self.words[word]
        try:
            return self.numerals.read(word)
        except ValueError:
            return None


def _of_dates(text: str, dates: DateGrammar) -> Iterator[PeriodMention]:
    for mention in dates.mentions(text):
        if isinstance(mention, RangeMention):
            year = mention.last.year
            yield PeriodMention(mention.text, mention.start, mention.end, "days", year, days=mention)
        elif mention.day is None and not mention.broken and mention.year is not None:
            unit: MentionUnit = "year" if mention.month is None else "month"
            number = 1 if mention.month is None else mention.month
            yield PeriodMention(mention.text, mention.start, mention.end, unit, mention.year, number)


def _year(number: int | None) -> int | None:
    return None if number is None else number + _CENTURY if number < 100 else number


@lru_cache(maxsize=1024)
def _mentions(grammar: PeriodGrammar, text: str, dates: DateGrammar) -> tuple[PeriodMention, ...]:
    return tuple(grammar._found(text, dates))  # noqa: SLF001  # a method that is remembered


def _for_spaced(pattern: str) -> re.Pattern[str]:
    return regex(pattern.replace(" ", " *+"), re.IGNORECASE)


@lru_cache(maxsize=1024)
def _compiled(pattern: str) -> re.Pattern[str]:
    return regex(pattern.replace(" ", GAP), re.IGNORECASE)
