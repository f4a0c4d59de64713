"""Dates: the period of a report, days that no calendar has, text that speaks of another year."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date
from typing import ClassVar

from checker import (
    Check,
    DateMention,
    Filing,
    Form,
    Language,
    Location,
    Message,
    Messages,
    Mistake,
    Need,
    Observation,
    Paragraph,
    Period,
    Problem,
    calendar_year,
    dataclass,
    fill,
    fold,
    needs,
)
from checker_checks import period, years
from checker_checks.access import unknown_section
from checker_checks.replacements import replaced

_ = Messages(__package__)

_OF_THE_PERIOD = ("period-missing", "period-mismatch")
_WITHOUT_YEAR = ("date-invalid", "date-broken")  # what can be judged whatever year the report is for
_SOME_PERIOD = calendar_year(2023)  # stands in for the filing's where only the options are looked at
_OF_THE_YEAR = ("date-outside", "year-stale")


@dataclass(frozen=True)
class DateRange(Check):
    """The report covers the prescribed period, says so, and names no day or year that does not fit.

    The period stands in the opening or later, in a sentence with one of `phrases`; the opening may also name the
    whole period without them. “2024年度”, “2024年1月至12月” and “截至2024年12月31日” are ways to say it. A period with a
    broken or impossible date is reported as such.

    Plans, comparisons, history, dates of publication and titles in 《》 may name other years. What opens a paragraph
    or a sentence of `sections` or of the opening with a year (“2023年，…”, “2023年工作…”) claims the work of that year;
    it must be the filing's. Document numbers (〔2021〕30号) and web addresses are not dates.

    Options:
        start: The first day, as a date in which {year}, {last_year}, {next_year}, {start} and {end} are those of the filing
            ({year}-07-01); without it that of the filing's period.
        end: The last day, likewise.
        phrases: Words that introduce the period.
        required: Whether a report must state its period.
        section: The section that states it; without it the opening, or any.
        sections: Sections whose text opens with the filing's year if with any.

    Codes:
        period-missing: The report does not state its period.
        period-mismatch: It states another period.
        date-invalid: A day is not in the calendar (4月31日, 13月).
        date-broken: Signs of a date are lost, or digits too many (20231月1日, 202020年); a person must look.
        date-outside: A day lies after the period's end.
        year-stale: Text claims another year's work.

    Example:
        period:
          check: date-range
          clause: "{basis}, 2"
          requirement: The report is about the second half of the year.
          category: timeliness
          severity: error
          phrases: [reporting period]
          start: "{year}-07-01"
          end: "{year}-12-31"
    """

    name: ClassVar[str] = "date-range"
    codes: ClassVar[tuple[str, ...]] = (*_OF_THE_PERIOD, *_WITHOUT_YEAR, *_OF_THE_YEAR)

    start: str = "{start}"
    end: str = "{end}"
    phrases: tuple[str, ...] = ()
    required: bool = True
    section: str = ""
    sections: tuple[str, ...] = ()

    def mistakes(self, form: Form) -> Iterator[Mistake]:
        days: list[date] = []
        for option in ("start", "end"):
            written = str(getattr(self, option))
            try:
                days.append(_day(written, _SOME_PERIOD))
            except ValueError:
                yield Mistake((option,), f"“{written}” is not a date; write it like {{year}}-12-31")
        if len(days) == 2 and days[0] > days[1]:
            yield Mistake(("end",), f"the period ends before it begins: from “{self.start}” to “{self.end}”")
        if self.section:
            yield from unknown_section(self.section, form, "section")
        for position, section in enumerate(self.sections):
            yield from unknown_section(section, form, "sections", position)

    def needs(self) -> Sequence[Need]:
        return (
            needs.WholeText(codes=(*_WITHOUT_YEAR, *_OF_THE_YEAR)),
        )  # where the period may stand, it looks itself

    def run(self, filing: Filing) -> Iterator[Observation]:
        yield from _misdated(filing)
        if filing.period is None:
            yield needs.no_period(filing, (*_OF_THE_PERIOD, *_OF_THE_YEAR))
            return
        wanted = _day(self.start, filing.period), _day(self.end, filing.period)
        for seen in self._stated(filing, wanted):
            yield seen if isinstance(seen, Problem) else replace(seen, codes=_OF_THE_PERIOD)
        yield from years.outside(filing, wanted[1], self.phrases)
        yield from years.stale(filing, filing.period, self.sections)

    def _stated(self, filing: Filing, wanted: tuple[date, date]) -> Iterator[Observation]:
        missing = needs.Section(self.section).missing(filing) if self.section else None
        if missing is not None:
            yield missing
        else:
            yield from period.judge(
                filing, wanted, self.phrases, required=self.required, section=self.section
            )


def _day(option: str, period_of_filing: Period) -> date:
    return date.fromisoformat(fill(option, period_of_filing.places))


def _misdated(filing: Filing) -> Iterator[Problem]:
    """Find dates that are impossible or broken, each once, in whatever part of the document."""
    language = filing.language
    seen: set[tuple[str, ...]] = set()
    for block in filing.document.blocks:
        if not isinstance(block, Paragraph):
            continue
        for mention in language.dates.dates(block.text):
            problem = _invalid(mention, block.location, language) or _broken(
                mention, block, filing.year, language
            )
            if problem is not None and problem.subject not in seen:
                seen.add(problem.subject)
                yield problem


def _invalid(mention: DateMention, location: Location, language: Language) -> Problem | None:
    if not mention.impossible:
        return None
    return Problem(
        "date-invalid",
        _("“{date}” is not a date of the calendar", date=mention.text),
        ("date-invalid", language.dates.plain(mention)),
        location,
        expected=_possible(mention),
        actual=mention.text,
        advice=_("write the day that is meant instead of “{date}”", date=mention.text),
        doubtful=not mention.worded,
    )


def _broken(
    mention: DateMention, paragraph: Paragraph, year: int | None, language: Language
) -> Problem | None:
    if not mention.broken:
        return None
    resolved = _resolved(mention, year, language)
    return Problem(
        "date-broken",
        _("“{date}” is not a complete date", date=mention.text),
        ("date-broken", language.dates.plain(mention)),
        paragraph.location,
        expected=resolved or None,
        actual=mention.text,
        advice=_("write {text}, if that is meant", text=resolved)
        if resolved
        else _("write year, month and day"),
        doubtful=True,
        edits=replaced(paragraph, mention.text, resolved) if resolved else (),
    )


def _possible(mention: DateMention) -> Message:
    if mention.month is None or not 1 <= mention.month <= 12:
        return _("a month from 1 to 12")
    last = DateMention("", 0, 0, mention.year or 2000, mention.month).ends
    assert last is not None, "a month that exists has a last day"
    return _("a day from 1 to {last}", last=last.day)


def _resolved(mention: DateMention, year: int | None, language: Language) -> str:
    """Guess the date that a broken one stands for; empty where nothing suggests it."""
    if (value := mention.value) is not None:
        return language.dates.written(value)
    if mention.year is not None and language.dates.marks[0] not in mention.text:
        return language.written_year(mention.year)
    if mention.year is not None or year is None:
        return ""
    written, mark = language.written_year(year), language.dates.marks[0]
    return written + fold(mention.text).partition(mark)[2]
