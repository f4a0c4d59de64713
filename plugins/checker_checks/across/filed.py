"""Checks whether and when bodies file."""

from collections.abc import Callable, Iterator
from datetime import date, timedelta
from typing import ClassVar

from checker import (
    Audit,
    Body,
    BodyCheck,
    BodyFilings,
    CrossProblem,
    Form,
    Messages,
    Mistake,
    NotAssessed,
    Observation,
    Pattern,
    Period,
    Problem,
    dataclass,
    regex,
)
from checker_checks.across import body_filings

_ = Messages(__package__)

_DAY = regex(r"(\d\d)-(\d\d)")
_COMMON_YEAR = 2001  # a deadline must be a day of every year


@dataclass(frozen=True)
class FilingMissing(BodyCheck):
    """Every body on the roster files for the year.

    A body with an unread submission is not reported as missing. If some unread submissions are matched to no body,
    a person must look at them first.

    Codes:
        filing-missing: A body on the roster did not file.

    Example:
        everybody-filed:
          check: filing-missing
          clause: "{basis}, 7"
          requirement: Every body reports once a year.
          category: timeliness
          severity: error
    """

    name: ClassVar[str] = "filing-missing"

    def compare(self, rule: str, filings: BodyFilings, audit: Audit) -> Iterator[CrossProblem]:  # noqa: ARG002  # it needs no digest
        if filings.filing is None:
            seen = self._unread(filings) if filings.unread else self._problem(filings, audit)
            path = filings.unread[0].path if filings.unread else ""
            yield CrossProblem(filings.body.name, seen, path)

    def _unread(self, filings: BodyFilings) -> NotAssessed:
        return NotAssessed(body_filings.unread_reason(filings.unread), unread=True)

    def _problem(self, filings: BodyFilings, audit: Audit) -> Problem:
        body, other = filings.body, filings.others[0] if filings.others else None
        advice = _("submit the report; if it was submitted, check how it names the body and the year")
        if audit.unread_unmatched:
            advice = _(
                "check first whether its report is among the submissions that could neither be read nor matched "
                "to a body: {count}",
                count=audit.unread_unmatched,
            )
        if other is not None:
            advice = _("submit the report; {path} is {what}", path=other.path, what=other.reason)
        return Problem(
            "filing-missing",
            _(
                "“{body}” filed nothing for {year}",
                body=body.name,
                year=audit.form.language.written_period(audit.period),
            ),
            advice=advice,
            doubtful=audit.unread_unmatched > 0,
        )


@dataclass(frozen=True)
class Deadline:
    """The last day for filing, for bodies whose kind or name match.

    Options:
        day: The day, as the first month-day after the period (01-31).
        kind: A pattern of the kinds of bodies that it binds.
        name: A pattern of their names.
        days: How many days after the period it is, instead of `day`.
    """

    day: str = ""
    kind: Pattern | None = None
    name: Pattern | None = None
    days: int | None = None

    def binds(self, body: Body) -> bool:
        return any(
            pattern is not None and pattern.search(text) is not None
            for pattern, text in ((self.kind, body.kind), (self.name, body.name))
        )

    def of(self, period: Period) -> date:
        """Return the last day for filing the report for a period."""
        if self.days is not None:
            return period.end + timedelta(days=self.days)
        month, day = map(int, self.day.split("-"))
        same_year = date(period.end.year, month, day)
        return same_year if same_year > period.end else date(period.end.year + 1, month, day)


@dataclass(frozen=True)
class FilingLate(BodyCheck):
    """Every body files by its deadline: the one on the roster, else the rule's first that binds it.

    Assessed only if the roster has the day of filing; the times of files are not used.

    Options:
        deadlines: Deadlines, each with `day`, the last one as the first month-day after the period (01-31), or `days`,
            how many days after the period it is, and `kind` and `name`, patterns of the kinds and names of bodies
            that it binds.

    Codes:
        filing-late: A body filed after its deadline.

    Example:
        filed-in-time:
          check: filing-late
          clause: "{basis}, 7"
          requirement: Reports are handed in by the end of March, those of ministries by the end of January.
          category: timeliness
          severity: error
          deadlines:
            - {day: 01-31, name: ministry}
            - {day: 03-31, name: "."}
    """

    name: ClassVar[str] = "filing-late"

    deadlines: tuple[Deadline, ...] = ()

    def mistakes(self, form: Form) -> Iterator[Mistake]:  # noqa: ARG002  # the form has no days
        for at, deadline in enumerate(self.deadlines):
            if deadline.days is not None and not deadline.day:
                if deadline.days < 1:
                    yield Mistake(("deadlines", at, "days"), "should be 1 or more")
            elif deadline.days is not None or not _is_day(deadline.day):
                yield Mistake(("deadlines", at, "day"), "should be a day of every year, as “01-31”")
            if deadline.kind is None and deadline.name is None:
                yield Mistake(("deadlines", at), "binds no body; give it a kind or a name")

    def compare(self, rule: str, filings: BodyFilings, audit: Audit) -> Iterator[CrossProblem]:  # noqa: ARG002  # it needs no digest
        path = filings.filing.path if filings.filing else ""
        yield from (CrossProblem(filings.body.name, seen, path) for seen in self._seen(filings, audit))

    def _seen(self, filings: BodyFilings, audit: Audit) -> Iterator[Observation]:
        body = filings.body
        filed = body_filings.this_year(filings, audit)
        if isinstance(filed, NotAssessed):
            yield filed
            return
        deadline = body.deadline or self.deadline(body, audit.period)
        if deadline is None:
            yield NotAssessed(_("no deadline is known for “{body}”", body=body.name))
        elif body.submitted is None:
            yield NotAssessed(_("the roster does not say when “{body}” filed", body=body.name))
        elif body.submitted > deadline:
            yield self._problem(body.submitted, deadline, audit.form.language.dates.written)

    def deadline(self, body: Body, period: Period) -> date | None:
        return next((deadline.of(period) for deadline in self.deadlines if deadline.binds(body)), None)

    def _problem(self, submitted: date, deadline: date, written: Callable[[date], str]) -> Problem:
        due, done = written(deadline), written(submitted)
        return Problem(
            "filing-late",
            _("filed on {day}, {count} days after the deadline, {deadline}",
              day=done, count=(submitted - deadline).days, deadline=due),
            expected=due,
            actual=done,
            advice=_("submit and publish in time; if it was in time, correct the date on the roster"),
        )  # fmt: skip


def _is_day(text: str) -> bool:
    """Return whether a text is a month and a day that every year has."""
    if (match := _DAY.fullmatch(text)) is None:
        return False
    try:
        date(_COMMON_YEAR, int(match[1]), int(match[2]))
    except ValueError:
        return False
    return True
