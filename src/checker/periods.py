"""Periods: what a filing is about, the cycle in which a pack wants filings, and places in texts that a period fills."""

from collections.abc import Iterator, Mapping
from datetime import date, timedelta
from typing import Literal

from checker.lazy_dataclasses import dataclass
from checker.regexes import regex

Unit = Literal["year", "half-year", "quarter", "month", "free"]
Every = Literal["calendar-year", "fiscal-year", "half-year", "quarter", "month", "none"]

PLACES = ("year", "last_year", "next_year", "start", "end")
EVERY: tuple[Every, ...] = ("calendar-year", "fiscal-year", "half-year", "quarter", "month", "none")
LAST_SAFE_DAY = 28  # of a month: every month has it

_PLACE = regex(r"\{([a-z_]+)\}")
_LABEL = regex(
    r"(?P<fiscal>FY)?(?P<year>\d{4})(?:-?(?:Q(?P<quarter>[1-4])|H(?P<half>[12]))|-(?P<month>\d\d))?"
)
_DAYS = regex(r"(\d{4}-\d\d-\d\d)(?:/(\d{4}-\d\d-\d\d))?")
_MONTHS: Mapping[str, int] = {
    "calendar-year": 12,
    "fiscal-year": 12,
    "half-year": 6,
    "quarter": 3,
    "month": 1,
}
_NEVER_ENDING = 9999  # the last year of `date`


@dataclass(frozen=True, slots=True)
class Period:
    """The days that a filing is about, both included.

    `label` names it, whatever the language: 2026, FY2026 (the fiscal year that ends in 2026), 2026-H1, 2026-Q3,
    FY2026-Q3, 2026-07; 2026-07-01/2026-08-31 is free, and 2026-06-30 a day (“as of”).
    """

    start: date
    end: date
    label: str

    @property
    def year(self) -> int:
        """Return the year that names the period, which is not always the one in which it begins or ends."""
        named = _LABEL.fullmatch(self.label)
        return int(named["year"]) if named else self.end.year

    @property
    def unit(self) -> Unit:
        """Return what kind of period its label names."""
        named = _LABEL.fullmatch(self.label)
        if named is None:
            return "free"
        units: tuple[Unit, ...] = ("quarter", "half-year", "month")
        groups = (named["quarter"], named["half"], named["month"])
        return next((unit for unit, found in zip(units, groups, strict=True) if found), "year")

    @property
    def number(self) -> int:
        """Return which quarter, half or month of its year it is; 1 for any other period."""
        named = _LABEL.fullmatch(self.label)
        found = named and (named["quarter"] or named["half"] or named["month"])
        return int(found or 1)

    @property
    def fiscal(self) -> bool:
        """Return whether it is, or is part of, a fiscal year."""
        return self.label.startswith("FY")

    @property
    def places(self) -> Mapping[str, str]:
        """Map the places in texts of packs to what a period fills in, days as in ISO 8601."""
        years = {"year": self.year, "last_year": self.year - 1, "next_year": self.year + 1}
        days = {"start": self.start.isoformat(), "end": self.end.isoformat()}
        return {**{name: f"{year:04}" for name, year in years.items()}, **days}

    @classmethod
    def free(cls, start: date, end: date) -> "Period":
        """Return a period without a name."""
        return cls(start, end, start.isoformat() if start == end else f"{start}/{end}")


@dataclass(frozen=True, slots=True)
class Cycle:
    """How often filings are due: the periods into which time falls.

    `begins` is the month and day on which a year begins; a fiscal year has the number of the year in which it ends.
    `none` takes any period.
    """

    every: Every = "calendar-year"
    begins: tuple[int, int] = (1, 1)

    @property
    def is_yearly(self) -> bool:
        return self.every in {"calendar-year", "fiscal-year"}

    def year_begins(self, year: int) -> date:
        """Return the first day of the year of that number."""
        return date(year if self.begins == (1, 1) else year - 1, *self.begins)

    def year_of(self, day: date) -> int:
        """Return the number of the year that a day falls in."""
        return day.year if day < date(day.year, *self.begins) or self.begins == (1, 1) else day.year + 1

    def of_year(self, year: int) -> Period | None:
        """Return the period of a year; `None` where a year has several, or there are none."""
        return self.numbered(year, 1) if self.is_yearly and 1 < year < _NEVER_ENDING else None

    def numbered(self, year: int, number: int) -> Period:
        """Return a period of a year by its number, from 1."""
        months = _MONTHS[self.every]
        start = add_months(self.year_begins(year), months * (number - 1))
        end = add_months(start, months) - timedelta(days=1)
        named = f"FY{year}" if self.begins != (1, 1) or self.every == "fiscal-year" else str(year)
        marks = {"half-year": f"{named}-H{number}", "quarter": f"{named}-Q{number}"}
        marks["month"] = f"{start.year:04}-{start.month:02}"
        return Period(start, end, marks.get(self.every, named))

    def covering(self, start: date, end: date) -> Period | None:
        """Return the period with these first and last days; `None` where the cycle has no such period."""
        if start > end:
            return None
        if self.every == "none":
            return Period.free(start, end)
        found = self.containing(start)
        return found if found is not None and (found.start, found.end) == (start, end) else None

    def ending(self, end: date) -> Period | None:
        """Return the period that ends on a day: the day itself where periods are free."""
        if self.every == "none":
            return Period.free(end, end)
        found = self.containing(end)
        return found if found is not None and found.end == end else None

    def containing(self, day: date) -> Period | None:
        """Return the period that a day falls in; `None` where periods are free."""
        if self.every == "none" or not 1 < day.year < _NEVER_ENDING:
            return None
        year = self.year_of(day)
        begins = self.year_begins(year)
        passed = (day.year - begins.year) * 12 + day.month - begins.month - (day.day < begins.day)
        return self.numbered(year, passed // _MONTHS[self.every] + 1)

    def before(self, period: Period) -> Period | None:
        """Return the period before one; `None` where periods are free."""
        return self.containing(period.start - timedelta(days=1))

    def after(self, period: Period) -> Period | None:
        """Return the period after one; `None` where periods are free."""
        return self.containing(period.end + timedelta(days=1))

    def read(self, label: str) -> Period | None:
        """Return the period that a label names; `None` for a label of no period of this cycle."""
        label = label.strip().upper()
        if (days := _DAYS.fullmatch(label)) is not None:
            try:
                start, end = date.fromisoformat(days[1]), date.fromisoformat(days[2] or days[1])
            except ValueError:
                return None
            return self.covering(start, end)
        named = _LABEL.fullmatch(label)
        if named is None or not 1 < int(named["year"]) < _NEVER_ENDING:
            return None
        year, month = int(named["year"]), int(named["month"] or 1)
        if named["month"]:
            fits = self.every == "month" and 1 <= month <= 12
            return self.containing(date(year, month, self.begins[1])) if fits else None
        number = named["quarter"] or named["half"]
        wanted = "quarter" if named["quarter"] else "half-year" if named["half"] else None
        if wanted is None:
            return self.of_year(year)
        return self.numbered(year, int(number)) if self.every == wanted else None


CALENDAR_YEARS = Cycle()


def label_of(text: str) -> str | None:
    """Return the label of a period as it is written usually (2026q3 is 2026-Q3); `None` for any other text."""
    text = text.strip().upper()
    if (named := _LABEL.fullmatch(text)) is not None:
        part = f"-Q{named['quarter']}" if named["quarter"] else f"-H{named['half']}" if named["half"] else ""
        part = f"-{named['month']}" if named["month"] else part
        return f"{named['fiscal'] or ''}{named['year']}{part}"
    found = Cycle("none").read(text)
    return None if found is None else found.label


def year_named(label: str) -> int:
    """Return the year that names the period of a label; raise ValueError for a text that is none."""
    named = _LABEL.fullmatch(label)
    return int(named["year"]) if named else date.fromisoformat(label.partition("/")[2] or label).year


def calendar_year(year: int) -> Period:
    """Return a calendar year as a period."""
    return CALENDAR_YEARS.numbered(year, 1)


def add_months(day: date, months: int) -> date:
    """Return the same day some months later; the last day of a shorter month."""
    years, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(years, month + 1, min(day.day, _days_in(years, month + 1)))


def _days_in(year: int, month: int) -> int:
    following = date(year + month // 12, month % 12 + 1, 1) if year < _NEVER_ENDING or month < 12 else None
    return 31 if following is None else (following - timedelta(days=1)).day


# --- places in texts ---


def fill(text: str, places: Mapping[str, str]) -> str:
    """Put values in the places {name} of a text; a place without a value stays."""
    return _PLACE.sub(lambda place: places.get(place[1], place[0]), text)


def places_in(text: str) -> Iterator[str]:
    """Iterate over the names of the places in a text."""
    return (place[1] for place in _PLACE.finditer(text))
