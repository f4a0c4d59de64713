"""A body files once for a year."""

from dataclasses import replace

import pytest

from checker.judging.audit_checks import Audit, StoredFiling
from checker.judging.checks import NotAssessed
from tests.support.audits import (
    BODY,
    SCANNED,
    audit,
    body_filings,
    narrative,
    observations,
    problems,
    report,
)
from tests.support.draft_reports import Change, figure, text, without_row

NEW = "一、本年新收政府信息公开申请数量"
TWICE, FORMATS = "filing-duplicate", "filing-formats"


def pdf(*changes: Change) -> StoredFiling:
    return report(BODY, *changes, file_format="pdf")


def twice(other: StoredFiling) -> Audit:
    return audit(body_filings(report(), other))


def test_body_that_filed_once_passes() -> None:
    assert observations(TWICE, audit(body_filings(report()))) == []
    assert observations(FORMATS, audit(body_filings(report()))) == []


def test_same_figures_in_another_format_are_only_mentioned() -> None:
    assert observations(TWICE, twice(pdf())) == []
    ((_body, problem),) = problems(FORMATS, twice(pdf()))
    assert problem.code == "filing-duplicate"
    assert not problem.doubtful
    assert "figures are the same" in str(problem.message)


def test_figures_in_another_notation_are_the_same() -> None:
    plain = report(BODY, figure("行政许可", 1, "1063"), figure("行政处罚", 1, "7"))
    written = pdf(figure("行政许可", 1, "１,０６３"), figure("行政处罚", 1, "7件"))
    assert observations(TWICE, audit(body_filings(plain, written))) == []


def test_other_figures_are_reported_with_both_values_in_printed_labels() -> None:
    found = observations(TWICE, twice(pdf(figure(NEW, 1, "77"))))
    assert [(across.filing, across.other, across.table) for across in found] == [
        ("2024/青屏县水务局.docx", "2024/青屏县水务局.pdf", "applications")
    ]
    ((_body, problem),) = problems(TWICE, twice(pdf(figure(NEW, 1, "77"))))
    assert "figures that differ: 1" in str(problem.message)
    assert "自然人" in str(problem.message)
    assert problem.expected == "77"
    assert "77 there" in str(problem.message)
    assert not problem.doubtful
    assert observations(FORMATS, twice(pdf(figure(NEW, 1, "77")))) == []


def test_first_differences_are_shown_and_all_are_counted() -> None:
    other = pdf(*(figure(NEW, place, "77") for place in range(1, 8)))
    ((_body, problem),) = problems(TWICE, twice(other))
    assert "differ: 7" in str(problem.message)
    assert str(problem.message).count("77 there") == 3


@pytest.mark.parametrize("change", [(), (text("2024年，", "在2024年，"),)])
def test_same_format_twice_is_found(change: tuple[Change, ...]) -> None:
    other = report(BODY, *change, path="copy.docx")
    other = replace(other, sha256="other") if change else other
    ((_body, problem),) = problems(TWICE, twice(other))
    assert problem.subject == (("same-format",) if change else ("identical",))
    assert observations(FORMATS, twice(other)) == []


def test_format_with_unread_figures_is_not_assessed() -> None:
    scan = replace(narrative(BODY, notes=(SCANNED,)), path="scan.pdf", format="pdf")
    (across,) = observations(TWICE, twice(scan))
    assert isinstance(across.observation, NotAssessed)
    assert across.observation.unread
    ((_body, problem),) = problems(FORMATS, twice(scan))
    assert problem.doubtful
    assert "pictures" in str(problem.message)


def test_every_other_filing_is_named() -> None:
    over = audit(body_filings(report(), pdf(), report(path="copy.docx")))
    assert [across.other for across in observations(TWICE, over)] == ["copy.docx"]
    assert [across.other for across in observations(FORMATS, over)] == ["2024/青屏县水务局.pdf"]


def test_figures_that_one_report_lacks_do_not_count_as_equal() -> None:
    (across,) = observations(TWICE, twice(pdf(without_row(NEW))))
    assert isinstance(across.observation, NotAssessed)
    assert "本年新收" in str(across.observation.reason)
