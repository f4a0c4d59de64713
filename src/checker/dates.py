"""Dates and ranges of dates in running text, Chinese and Western, as they are written there."""

import calendar
import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date

from checker.text import chinese_number, fold, ideographs


@dataclass(frozen=True, slots=True)
class DateMention:
    """A date, a month or a year that a text names; `text` is the quote from `start` to `end`.

    What the text does not say is `None`; in a range the year (and month) is carried over from the other end.
    `broken` says that signs are lost or digits too many (“20231月1日”, “202020年”, “2024年1月日”).
    """

    text: str
    start: int
    end: int
    year: int | None = None
    month: int | None = None
    day: int | None = None
    broken: bool = False

    @property
    def impossible(self) -> bool:
        """Tell whether no calendar has the day or month (“2月30日”, “13月”)."""
        if self.month is None:
            return False
        if not 1 <= self.month <= 12:
            return True
        return self.day is not None and not 1 <= self.day <= _days(self.year, self.month)

    @property
    def plain(self) -> str:
        """Say what is named without gaps, the same from every format of a document; signs lost stay lost."""
        if self.broken:
            return fold(self.text)
        parts = zip((self.year, self.month, self.day), "年月日", strict=True)
        return "".join(f"{part}{sign}" for part, sign in parts if part is not None)

    @property
    def value(self) -> date | None:
        """Return the day that is meant; `None` for a month, a year, an impossible or a broken-off date."""
        return self.begins if self.day is not None else None

    @property
    def begins(self) -> date | None:
        """Return the first day of what is named."""
        if self.year is None or self.impossible:
            return None
        return date(self.year, self.month or 1, self.day or 1)

    @property
    def ends(self) -> date | None:
        """Return the last day of what is named."""
        if self.year is None or self.impossible:
            return None
        month = self.month or 12
        return date(self.year, month, self.day or _days(self.year, month))


@dataclass(frozen=True, slots=True)
class RangeMention:
    """Two dates joined to a range (至, 到, 起至…止, dashes); `text` is the quote from `start` to `end`."""

    text: str
    start: int
    end: int
    first: DateMention
    last: DateMention

    @property
    def begins(self) -> date | None:
        return self.first.begins

    @property
    def ends(self) -> date | None:
        return self.last.ends


def dates(text: str) -> Iterator[DateMention]:
    """Find the dates, months and years that a text names, those in ranges included."""
    for mention in mentions(text):
        if isinstance(mention, RangeMention):
            yield from (mention.first, mention.last)
        else:
            yield mention


def ranges(text: str) -> Iterator[RangeMention]:
    """Find the ranges that a text names."""
    return (mention for mention in mentions(text) if isinstance(mention, RangeMention))


def mentions(text: str) -> Iterator[DateMention | RangeMention]:
    """Find dates and ranges in order; the ends of a range are not found again."""
    plain = ideographs(text)
    position = 0
    while (start := _START.search(plain, position)) is not None:
        first = _read(_FORMS, text, plain, start.start())
        if first is None:
            position = start.end()
            continue
        last = _other_end(text, plain, first)
        if last is None:
            yield first
            position = first.end
        else:
            first, last = _carried(first, last), _carried(last, first)
            yield RangeMention(text[first.start : last.end], first.start, last.end, first, last)
            position = last.end


def written(day: date, language: str) -> str:
    """Write a day as documents of a language do (2024年1月1日, 1 January 2024)."""
    return chinese_date(day) if language == "zh" else f"{day.day} {_NAMES[day.month - 1]} {day.year}"


def written_period(first: date, last: date, language: str) -> str:
    """Write a range of days as documents of a language do."""
    joint = "至" if language == "zh" else " to "
    return joint.join(written(day, language) for day in (first, last))


def chinese_date(day: date) -> str:
    """Write a day as Chinese reports do (2024年1月1日)."""
    return f"{day.year}年{day.month}月{day.day}日"


def _days(year: int | None, month: int) -> int:
    leap = 2000  # without a year, the 29th of February may be one
    return calendar.monthrange(year or leap, month)[1]


def _carried(mention: DateMention, other: DateMention) -> DateMention:
    month = other.month if mention.month is None and mention.day is not None else mention.month
    return replace(mention, year=mention.year if mention.year is not None else other.year, month=month)


def _other_end(text: str, plain: str, first: DateMention) -> DateMention | None:
    joined = _JOINT.match(plain, first.end)
    if joined is None:
        return None
    forms = _FORMS if first.month is None else (*_FORMS, *_LAST)
    last = _read(forms, text, plain, joined.end())
    return None if last is None or (last.month is None and last.day is None and first.month) else last


@dataclass(frozen=True, slots=True)
class _Form:
    pattern: re.Pattern[str]
    broken: bool = False


def _read(forms: tuple[_Form, ...], text: str, plain: str, start: int) -> DateMention | None:
    for form in forms:
        if (match := form.pattern.match(plain, start)) is not None:
            said = match.groupdict()
            year, month, day = (_number(said.get(part)) for part in ("year", "month", "day"))
            if (name := said.get("name")) is not None:
                month = _ABBREVIATED.index(name[:3]) + 1
            return DateMention(text[start : match.end()], start, match.end(), year, month, day, form.broken)
    return None


def _number(digits: str | None) -> int | None:
    if digits is None:
        return None
    digits = re.sub(_GAP, "", digits)
    return int(digits) if digits.isdecimal() else chinese_number(digits)


# --- patterns; a blank in them stands for any gap, since PDF text has spaces anywhere ---

_GAP = r"[\s\u00ad\u200b-\u200f\u2060\ufeff]*+"  # possessive: long gaps cost no more than short ones
_NAMES = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September", "October",
    "November", "December",
)  # fmt: skip
_ABBREVIATED = tuple(name[:3] for name in _NAMES)
_NAME = rf"(?P<name>{'|'.join(_NAMES)}|(?:{'|'.join(_ABBREVIATED)}|Sept)\.?)(?![A-Za-z])"
_ORDINAL = r"(?P<day>\d{1,2})(?:st|nd|rd|th)?(?!\d)"
_ONES = "[一二三四五六七八九]"
_YEAR = r"(?P<year>[12](?: \d){3}|(?:二 [〇○零0]|一 九)(?: [〇○零0一二三四五六七八九]){2})"
_MONTH = rf"(?P<month>\d(?: \d){{0,2}}|十(?: {_ONES})?|{_ONES})"
_DAY = rf"(?P<day>\d(?: \d){{0,2}}|(?:[二三] )?十(?: {_ONES})?|{_ONES})"
_WESTERN = r"(?P<month>\d{1,2}) (?P<sign>[-./]) (?P<day>\d{1,2})(?!\d|(?P=sign)\d(?!\d{3}))"
_TO = r"[,、]? (?:至|到|截止到?)|截至|[-–—―−─~〜∼]{1,3}|一(?=\d)|to|through|until|till"
_JOIN = rf" (?:零时|\d{{1,2}}时)? (?:起|开始)? (?:{_TO}) "
_NO_DAY = "日(?![常均前报志程期益后子用历照])"  # “2024年1月日常巡查” names no day


def _form(pattern: str, *, broken: bool = False) -> _Form:
    return _Form(re.compile(pattern.replace(" ", _GAP)), broken)


_START = _form(
    r"(?<!\d)\d|(?<![一二三四五六七八九十〇○零\d])[一二三四五六七八九十]|(?<=[-—一])[一二十]"
    rf"|(?<![A-Za-z])(?:{'|'.join(_ABBREVIATED)})[a-z]*\.? (?=\d)"
).pattern
_JOINT = _form(_JOIN).pattern

_FORMS = (
    _form(rf"{_ORDINAL} (?:of )?{_NAME} ,? (?P<year>(?:19|20)\d\d)(?!\d)"),  # 1 January 2024
    _form(rf"{_NAME} {_ORDINAL} ,? (?P<year>(?:19|20)\d\d)(?!\d)"),
    _form(rf"{_ORDINAL} (?:of )?{_NAME}"),
    _form(rf"{_NAME} (?P<year>(?:19|20)\d\d)(?!\d)"),
    _form(rf"{_NAME} {_ORDINAL}"),
    _form(rf"(?P<year>(?:19|20)\d\d) {_MONTH} 月 {_DAY} [日号]", broken=True),  # the sign 年 is lost
    _form(rf"(?:(?:19|20)\d{{3,4}}|\d{{3}}) 年 {_MONTH} 月 {_DAY} [日号]", broken=True),
    _form(r"(?:19|20)\d{3,4} 年", broken=True),
    _form(rf"{_YEAR} 年 {_MONTH} 月 {_DAY} [日号]"),
    _form(rf"{_YEAR} 年 {_MONTH} 月 {_DAY}(?={_JOIN}\d{{1,2}} [日号])"),  # 1月3-5日
    _form(rf"{_YEAR} 年 {_MONTH} 月 {_DAY}(?= [起止]|{_JOIN}\d{{1,4}} [年月])", broken=True),
    _form(rf"{_YEAR} 年 (?:{_MONTH} )?月 {_NO_DAY}", broken=True),
    _form(rf"{_YEAR} 年 {_MONTH} 月"),
    _form(rf"{_YEAR} 年 {_MONTH}(?={_JOIN}\d{{1,2}} 月)"),  # 2024年1-12月
    _form(rf"{_YEAR} 年"),
    _form(rf"{_YEAR}(?={_JOIN}(?:19|20)\d\d 年)"),  # 2021-2025年
    _form(rf"{_MONTH} 月 {_DAY} [日号]"),
    _form(rf"{_MONTH} 月 {_DAY}(?={_JOIN}\d{{1,2}} [日号])"),
    # no part of an address on the web (…/2024/1/15/…), of a version or of a longer number
    _form(
        r"(?<![\d./A-Za-z_])(?P<year>(?:19|20)\d\d) (?P<sign>[-./]) (?P<month>\d{1,2}) (?P=sign) "
        r"(?P<day>\d{1,2})(?!\d|(?P=sign)\d(?!\d{3}))"
    ),
)
_LAST = (  # what the end of a range may be
    _form(rf"{_MONTH} 月"),
    _form(rf"{_DAY} [日号]"),
    _form(_WESTERN),
)
