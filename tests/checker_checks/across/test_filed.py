"""Who filed, and in time."""

from dataclasses import replace
from datetime import date

import pytest

from checker.judging.audit_checks import Body
from checker.judging.checks import NotAssessed
from checker_checks.across.filed import Deadline, FilingLate
from tests.support.audits import audit, body_filings, observations, problems, report, rule

BUREAU = Body("青屏县水务局", kind="部门", submitted=date(2025, 1, 20))
TOWN = Body("青屏县河口镇人民政府", kind="乡镇")
OFFICE = Body("青屏县人民政府办公室", kind="县级政府")


def test_body_that_filed_is_not_missing() -> None:
    assert observations("filing-missing", audit(body_filings(report()))) == []


def test_body_without_filing_is_missing() -> None:
    over = audit(body_filings(report()), body_filings("青屏县林业局"))
    ((body, problem),) = problems("filing-missing", over)
    assert body == "青屏县林业局"
    assert problem.code == "filing-missing"
    assert not problem.doubtful
    assert "2024年" in str(problem.message)


def test_last_years_filing_is_none_for_this_year() -> None:
    over = audit(body_filings("青屏县水务局", before=report(year=2023)))
    assert [body for body, _problem in problems("filing-missing", over)] == ["青屏县水务局"]


def test_body_with_an_unread_submission_is_not_called_missing() -> None:
    (across,) = observations("filing-missing", audit(body_filings("青屏县林业局", unread="a/林业局.pdf")))
    assert isinstance(across.observation, NotAssessed)
    assert across.observation.unread
    assert "a/林业局.pdf" in str(across.observation.reason)
    assert "encrypted" in str(across.observation.reason)


def test_last_years_report_that_could_not_be_read_excuses_no_missing_one() -> None:
    over = audit(body_filings("青屏县林业局", unread_before="2023/林业局.pdf"))
    ((_body, problem),) = problems("filing-missing", over)
    assert not problem.doubtful


def test_while_submissions_are_unplaced_a_person_looks_whether_a_body_is_missing() -> None:
    ((_body, problem),) = problems("filing-missing", audit(body_filings("青屏县林业局"), unread_unmatched=3))
    assert problem.doubtful
    assert "3" in str(problem.advice)


@pytest.mark.parametrize(
    ("body", "deadline"),
    [
        (BUREAU, date(2025, 1, 31)),
        (Body("青屏县发展和改革委员会"), date(2025, 1, 31)),
        (Body("青屏县档案馆", kind="县政府部门"), date(2025, 1, 31)),
        (TOWN, date(2025, 3, 31)),
        (OFFICE, date(2025, 3, 31)),
        (Body("青屏县人民政府"), date(2025, 3, 31)),
        (Body("城关街道办事处"), date(2025, 3, 31)),
        (Body("青屏县河口镇"), date(2025, 3, 31)),
        (replace(BUREAU, deadline=date(2025, 2, 14)), date(2025, 2, 14)),
    ],
    ids=lambda given: given.name if isinstance(given, Body) else str(given),
)
def test_filing_after_the_deadline_is_late(body: Body, deadline: date) -> None:
    in_time = replace(body, submitted=deadline)
    late = replace(body, submitted=deadline.replace(day=deadline.day % 28 + 1, month=deadline.month + 1))
    filing = report()
    assert observations("filing-late", audit(body_filings(in_time, filing))) == []
    ((_name, problem),) = problems("filing-late", audit(body_filings(late, filing)))
    assert problem.code == "filing-late"
    assert str(problem.expected) == f"{deadline.year}年{deadline.month}月{deadline.day}日"


@pytest.mark.parametrize(
    ("body", "reason"),
    [
        (replace(BUREAU, submitted=None), "when “青屏县水务局” filed"),
        (Body("青屏县供水公司", submitted=date(2025, 6, 1)), "no deadline"),
    ],
)
def test_without_day_or_deadline_nothing_is_late(body: Body, reason: str) -> None:
    (across,) = observations("filing-late", audit(body_filings(body, report())))
    assert isinstance(across.observation, NotAssessed)
    assert reason in str(across.observation.reason)


def test_body_that_filed_nothing_is_not_late_too() -> None:
    (across,) = observations("filing-late", audit(body_filings(replace(BUREAU, submitted=date(2025, 6, 1)))))
    assert isinstance(across.observation, NotAssessed)
    assert not across.observation.unread


@pytest.mark.parametrize("day", ["02-29", "13-01", "1-31", "01/31", "04-31"])
def test_deadline_that_does_not_exist_in_every_year_is_refused(day: str) -> None:
    kind = next(d.kind for d in rule("filing-late").check.deadlines)  # type: ignore[attr-defined]  # the check is FilingLate
    check = FilingLate((Deadline("01-31", kind), Deadline(day, kind)))
    assert [mistake.path for mistake in check.mistakes(audit().form)] == [("deadlines", 1, "day")]
