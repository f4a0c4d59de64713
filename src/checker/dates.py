"""Dates and ranges of dates in running text: what was found, and the grammar by which a language writes them."""

import calendar
import re
from collections.abc import Iterator
from copy import copy
from dataclasses import replace
from datetime import date
from functools import lru_cache

from checker.lazy_dataclasses import dataclass
from checker.numbering import ARABIC, Numerals
from checker.regexes import regex
from checker.text import fold, spaced


@dataclass(frozen=True, slots=True)
class DateMention:
    """A date, a month or a year that a text names; `text` is the quote from `start` to `end`.

    What the text does not say is `None`; in a range the year (and month) is carried over from the other end.
    `broken` says that signs are lost or digits too many (“20231月1日”, “202020年”, “2024年1月日”); `worded` that words
    or signs show it to be a date, where figures alone (2024.13.1) may number something else.
    """

    text: str
    start: int
    end: int
    year: int | None = None
    month: int | None = None
    day: int | None = None
    broken: bool = False
    worded: bool = True

    @property
    def impossible(self) -> bool:
        """Return whether no calendar has the day or month (“2月30日”, “13月”)."""
        if self.month is None:
            return False
        if not 1 <= self.month <= 12:
            return True
        return self.day is not None and not 1 <= self.day <= _days(self.year, self.month)

    @property
    def value(self) -> date | None:
        """Return the day; `None` for a month, a year, an impossible or an incomplete date."""
        return self.begins if self.day is not None else None

    @property
    def begins(self) -> date | None:
        """Return the first day of the day, month or year."""
        if self.year is None or self.impossible:
            return None
        return date(self.year, self.month or 1, self.day or 1)

    @property
    def ends(self) -> date | None:
        """Return the last day of the day, month or year."""
        if self.year is None or self.impossible:
            return None
        month = self.month or 12
        return date(self.year, month, self.day or _days(self.year, month))


@dataclass(frozen=True, slots=True)
class RangeMention:
    """Two dates joined to a range (至, to, dashes); `text` is the quote from `start` to `end`.

    `other` is the other way to read figures of which nobody knows whether the day or the month comes first.
    """

    text: str
    start: int
    end: int
    first: DateMention
    last: DateMention
    other: "RangeMention | None" = None

    @property
    def begins(self) -> date | None:
        return self.first.begins

    @property
    def ends(self) -> date | None:
        return self.last.ends


@dataclass(frozen=True, slots=True)
class DateForm:
    """A way to write a date.

    A blank in `pattern` stands for any gap, since text of PDFs has spaces anywhere. Its groups are `year`, `month`
    (in numerals), `name` (of the month) and `day`. `day_first` says which of day and month figures begin with, and
    is `None` where that cannot be mistaken. `end` is what must stand behind a joint of ranges that follows the date, if
    the form is that of a beginning only (1–3 May).
    """

    pattern: str
    end: str = ""
    broken: bool = False
    worded: bool = True
    day_first: bool | None = None


# The way that every language uses: no part of a web address (…/2024/1/15/…), a version or a longer number.
ISO_DATE = DateForm(
    r"(?<![\d./A-Za-z_])(?P<year>(?:19|20)\d\d) (?P<sign>[-./]) (?P<month>\d{1,2}) (?P=sign) "
    r"(?P<day>\d{1,2})(?!\d|(?P=sign)\d(?!\d{3}))",
    worded=False,
)
# Month and day after a complete date: 2024.1.1-12.31
ISO_END = DateForm(
    r"(?P<month>\d{1,2}) (?P<sign>[-./]) (?P<day>\d{1,2})(?!\d|(?P=sign)\d(?!\d{3}))", worded=False
)

_LONGEST_RANGE = 30  # characters, of one that cannot be read
_REMEMBERED = 2000  # characters of a text whose dates are remembered
_CENTURY = 2000  # of years with two digits

# Signs and figures that join two dates in any language.
DASH = r"(?:[-~](?: [-~]){0,5}>?|=>|[→⇒➔➜])"
ISO_JOINT = r"/(?= (?:19|20)\d\d-)"
CLOCK_TIME = r"T?\d{1,2}:\d\d(?::\d\d(?:\.\d+)?)?Z?"

# Figures that are dates only where two of them make a range: 20240101-20241231, 01/01/2024-31/12/2024.
_M, _D, _Y = r"(?P<month>0?[1-9]|1[0-2])", r"(?P<day>\d{1,2})", r"(?P<year>(?:19|20)\d\d)(?!\d)"
NUMERIC_DATES = (
    DateForm(r"(?<=[\dZ]/)(?P<year>(?:19|20)\d\d)-(?P<month>\d\d)-(?P<day>\d\d)(?!\d)", worded=False),
    DateForm(r"(?<![\d./A-Za-z_])(?P<year>(?:19|20)\d\d)(?P<month>\d\d)(?P<day>\d\d)(?!\d)", worded=False),
    DateForm(rf"(?<![\d./A-Za-z_]){_D} (?P<sign>[-./]) {_M} (?P=sign) {_Y}", worded=False, day_first=True),
    DateForm(rf"(?<![\d./A-Za-z_]){_M} (?P<sign>[-./]) {_D} (?P=sign) {_Y}", worded=False, day_first=False),
)
# The same with two digits for the year: 7/1/26 – 9/30/26
_SHORT = r"(?P<year>\d\d)(?!\d|[-./]\d)"
SHORT_DATES = (
    DateForm(
        rf"(?<![\d./A-Za-z_]){_D} (?P<sign>[-./]) {_M} (?P=sign) {_SHORT}", worded=False, day_first=True
    ),
    DateForm(
        rf"(?<![\d./A-Za-z_]){_M} (?P<sign>[-./]) {_D} (?P=sign) {_SHORT}", worded=False, day_first=False
    ),
)


class DateGrammar:
    """How a language writes dates.

    `begins` matches where a date may begin; `joint` what joins two dates to a range. `forms` are tried in order;
    `range_forms` are further ones, for the ends of a range alone; `ends` those for the end of one whose beginning names
    a month. `months` are the names of the months in full. `written` is a day as the language writes it, with places
    {year}, {month}, {month_name} and {day}; `range_joint` joins two days; `marks` follow year, month and day where a
    date is named without gaps. `pair` are a word before a date and what joins it to the next one (between … and …).
    `day_first` says how figures are ordered (01/07/2026); where it is `None`, both orders are tried.
    """

    def __init__(  # tables of a language
        self,
        *,
        begins: str = r"(?<!\d)\d",
        joint: str = rf" (?:{CLOCK_TIME} )?(?:{DASH}|{ISO_JOINT}) ",
        forms: tuple[DateForm, ...] = (ISO_DATE,),
        range_forms: tuple[DateForm, ...] = NUMERIC_DATES,
        ends: tuple[DateForm, ...] = (ISO_END,),
        numerals: Numerals = ARABIC,
        months: tuple[str, ...] = (),
        written: str = "{year}-{month:02}-{day:02}",
        range_joint: str = " – ",
        marks: tuple[str, str, str] = ("-", "-", ""),
        pair: tuple[str, str] | None = None,
        day_first: bool | None = None,
    ) -> None:
        self._begins, self._joint = _compiled(begins), _compiled(joint)
        self._forms, self._range_forms, self._ends = map(_all_compiled, (forms, range_forms, ends))
        self.numerals, self._months = numerals, months
        self._pair = None if pair is None else (_compiled(rf"{pair[0]}$"), _compiled(pair[1]))
        self.day_first = day_first
        self._written, self._range_joint, self.marks = written, range_joint, marks

    def ordered(self, *, day_first: bool) -> "DateGrammar":
        """Return the grammar with an order of day and month in figures (01/07/2026)."""
        grammar = copy(self)
        grammar.day_first = day_first
        return grammar

    def mentions(self, text: str) -> Iterator[DateMention | RangeMention]:
        """Find dates and ranges in order; the ends of a range are not found again."""
        yield from _mentions(self, text) if len(text) <= _REMEMBERED else self._found(text)

    def _found(self, text: str) -> Iterator[DateMention | RangeMention]:
        plain = spaced(text)
        position = 0
        while (start := self._begins.search(plain, position)) is not None:
            single = self._read(self._forms, text, plain, start.start())
            if (found := self._range(text, plain, start.start(), single)) is not None:
                yield found
                position = found.end
            elif single is not None:
                yield single
                position = single.end
            else:
                position = start.end()

    def dates(self, text: str) -> Iterator[DateMention]:
        """Find the dates, months and years that a text names, those in ranges included."""
        for mention in self.mentions(text):
            if isinstance(mention, RangeMention):
                yield from (mention.first, mention.last)
            else:
                yield mention

    def ranges(self, text: str) -> Iterator[RangeMention]:
        """Find the ranges that a text names."""
        return (mention for mention in self.mentions(text) if isinstance(mention, RangeMention))

    def date_at(self, text: str, plain: str, position: int) -> DateMention | None:
        """Read the date that stands at a place, in figures, too; `None` if there is none, or day and month are unclear.

        `plain` is the text as `spaced` makes it.
        """
        if (single := self._read(self._forms, text, plain, position)) is not None:
            return single
        orders = (True, False) if self.day_first is None else (self.day_first, not self.day_first)
        found = [self._read(self._range_forms, text, plain, position, order) for order in orders]
        days = [one for one in found if one is not None and one.value is not None]
        clear = days and (self.day_first is not None or len({one.value for one in days}) == 1)
        return days[0] if clear else None

    def month_name(self, month: int) -> str:
        """Return the name of a month in full; its number where the language names none."""
        return self._months[month - 1] if self._months else str(month)

    def unread_range(self, text: str, start: int, stop: int) -> str:
        """Quote what begins between two places like a date and goes on like a range, whatever its words mean."""
        plain = spaced(text)
        first = self._begins.search(plain, start, stop)
        if first is None:
            return ""
        for joint in self._joint.finditer(plain, first.end(), first.end() + _LONGEST_RANGE):
            if self._begins.match(plain, joint.end()) is not None:
                return text[first.start() : first.start() + _LONGEST_RANGE].splitlines()[0]
        return ""

    def written(self, day: date) -> str:
        """Write a day (2024年1月1日, 1 January 2024)."""
        name = self._months[day.month - 1] if self._months else ""
        return self._written.format(year=day.year, month=day.month, day=day.day, month_name=name)

    def written_range(self, first: date, last: date) -> str:
        """Write a range of days."""
        return self._range_joint.join(map(self.written, (first, last)))

    def plain(self, mention: DateMention) -> str:
        """Write what a mention names without gaps, the same from every format of a document."""
        if mention.broken:
            return fold(mention.text)
        parts = zip((mention.year, mention.month, mention.day), self.marks, strict=True)
        return "".join(f"{part}{mark}" for part, mark in parts if part is not None)

    def _range(self, text: str, plain: str, start: int, single: DateMention | None) -> RangeMention | None:
        """Read the range that begins at a place, with `single` or with figures; day and month are those that fit."""
        if single is not None:
            return self._joined(text, plain, single, None)
        orders = (True, False) if self.day_first is None else (self.day_first, not self.day_first)
        found = [
            self._joined(text, plain, first, order)
            for order in orders
            if (first := self._read(self._range_forms, text, plain, start, order)) is not None
        ]
        ranges = [one for one in found if one is not None]
        longest = max((one.end for one in ranges), default=0)
        ranges = [one for one in ranges if one.end == longest]
        valid = [one for one in ranges if one.begins and one.ends and one.begins <= one.ends]
        if len({(one.begins, one.ends) for one in valid}) > 1 and self.day_first is None:
            return replace(valid[0], other=valid[1])
        return next(iter(valid or ranges), None)

    def _joined(
        self, text: str, plain: str, first: DateMention, day_first: bool | None
    ) -> RangeMention | None:
        last = self._other_end(text, plain, first, day_first)
        if last is None:
            return None
        first, last = _carried(first, last), _carried(last, first)
        return RangeMention(text[first.start : last.end], first.start, last.end, first, last)

    def _other_end(
        self, text: str, plain: str, first: DateMention, day_first: bool | None
    ) -> DateMention | None:
        joined = self._joint.match(plain, first.end)
        if joined is None and self._pair is not None and self._leads(plain, first.start):
            joined = self._pair[1].match(plain, first.end)
        if joined is None:
            return None
        forms = (*self._forms, *self._range_forms, *(self._ends if first.month is not None else ()))
        last = self._read(forms, text, plain, joined.end(), day_first)
        return None if last is None or (last.month is None and last.day is None and first.month) else last

    def _leads(self, plain: str, start: int) -> bool:
        """Return whether the word stands before a date that makes a pair of it and the next (between … and …)."""
        assert self._pair is not None, "asked only where there are such words"
        return self._pair[0].search(plain[max(0, start - _LONGEST_RANGE) : start]) is not None

    def _read(
        self, forms: "_Forms", text: str, plain: str, start: int, day_first: bool | None = None
    ) -> DateMention | None:
        for form, pattern, end in forms:
            if day_first is not None and form.day_first not in {None, day_first}:
                continue
            match = pattern.match(plain, start)
            if match is not None and (end is None or self._goes_on(end, plain, match.end())):
                parts = match.groupdict()
                year, month, day = (self._number(parts.get(part)) for part in ("year", "month", "day"))
                if year is not None and year < 100:
                    year += _CENTURY
                if (name := parts.get("name")) is not None:
                    month = self._month(name.replace(" ", "").rstrip(".").lower())
                return DateMention(
                    text[start : match.end()], start, match.end(), year, month, day, form.broken, form.worded
                )
        return None

    def _goes_on(self, end: re.Pattern[str], plain: str, stop: int) -> bool:
        """Return whether a joint and the end of a range follow."""
        joint = self._joint.match(plain, stop)
        return joint is not None and end.match(plain, joint.end()) is not None

    def _month(self, name: str) -> int:
        """Number the month whose name is, or begins with, what was written."""
        return next(at for at, month in enumerate(self._months, start=1) if month.lower().startswith(name))

    def _number(self, digits: str | None) -> int | None:
        if digits is None:
            return None
        digits = digits.replace(" ", "")
        return int(digits) if digits.isdecimal() else self.numerals.read(digits)


@lru_cache(maxsize=2048)  # several rules read the same paragraphs
def _mentions(grammar: DateGrammar, text: str) -> tuple[DateMention | RangeMention, ...]:
    return tuple(grammar._found(text))  # noqa: SLF001  # a method that is remembered


_Forms = tuple[tuple[DateForm, re.Pattern[str], re.Pattern[str] | None], ...]


def _all_compiled(forms: tuple[DateForm, ...]) -> "_Forms":
    return tuple((form, _compiled(form.pattern), _compiled(form.end) if form.end else None) for form in forms)


def _compiled(pattern: str) -> re.Pattern[str]:
    return regex(pattern.replace(" ", " *+"))  # in text that is spaced


def _days(year: int | None, month: int) -> int:
    leap = 2000  # without a year, the 29th of February may be one
    return calendar.monthrange(year or leap, month)[1]


def _carried(mention: DateMention, other: DateMention) -> DateMention:
    month = other.month if mention.month is None and mention.day is not None else mention.month
    return replace(mention, year=mention.year if mention.year is not None else other.year, month=month)
