"""Figures go on from last year's filing of the body."""

from dataclasses import replace

import pytest

from checker.judging.audit_checks import StoredFiling
from checker.judging.checks import NotApplicable, NotAssessed
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
from tests.support.clean_drafts import clean
from tests.support.draft_reports import Change, Line, cells, figure, table, without_row, without_table

BALANCE, NEW = "四、结转下年度继续办理", "一、本年新收政府信息公开申请数量"
CARRIED, STOCK = "applications-across-years", "disclosure-across-years"


def before(*changes: Change, year: int = 2023) -> StoredFiling:
    """Return last year's report, which carries out the one application that is carried in."""
    nothing = [figure(BALANCE, place, "0") for place in range(2, 7)]
    return report(BODY, *nothing, figure(BALANCE, 1, "1"), figure(BALANCE, 7, "1"), *changes, year=year)


def test_figures_that_go_on_pass() -> None:
    over = audit(body_filings(report(), before=before()))
    assert observations(CARRIED, over) == []
    assert observations(STOCK, over) == []


def test_other_figures_carried_over_are_found_in_every_column() -> None:
    over = audit(body_filings(report(), before=before(figure(BALANCE, 1, "2"), figure(BALANCE, 7, "2"))))
    found = observations(CARRIED, over)
    assert [(across.filing, across.other) for across in found] == [
        ("2024/青屏县水务局.docx", "2023/青屏县水务局.docx")
    ] * 2
    (_body, first), (_again, last) = problems(CARRIED, over)
    assert (first.code, first.actual, first.expected) == ("carry-over", "1", "2")
    assert "自然人" in first.within
    assert "总计" in last.within
    assert "2023/青屏县水务局.docx《青屏县水务局2023年政府信息公开工作年度报告》 has 2" in str(first.message)
    assert first.location is not None


def test_stock_that_does_not_follow_from_last_years_is_found() -> None:
    over = audit(body_filings(report(), before=before(figure("行政规范性文件", 3, "5"))))
    ((_body, problem),) = problems(STOCK, over)
    assert (problem.code, problem.actual, problem.expected) == ("stock-flow", "4", "5")


def test_body_without_last_years_filing_is_not_compared() -> None:
    for rule in (CARRIED, STOCK, "applications-outlier"):
        (across,) = observations(rule, audit(body_filings(report())))
        assert isinstance(across.observation, NotApplicable)


def test_filing_of_two_years_before_is_not_last_years() -> None:
    (across,) = observations(
        CARRIED, audit(body_filings(report(), before=before(figure(BALANCE, 1, "9"), year=2022)))
    )
    assert isinstance(across.observation, NotApplicable)


def test_body_that_filed_nothing_is_not_compared() -> None:
    (across,) = observations(CARRIED, audit(body_filings(BODY, before=before())))
    assert isinstance(across.observation, NotAssessed)
    assert not across.observation.unread


def test_unread_submission_may_be_last_years_filing() -> None:
    (across,) = observations(CARRIED, audit(body_filings(report(), unread="2023/scan.pdf")))
    assert isinstance(across.observation, NotAssessed)
    assert across.observation.unread
    assert "2023/scan.pdf" in str(across.observation.reason)


def test_scanned_and_missing_tables_of_last_year_are_distinguished() -> None:
    scanned = narrative(BODY, "本年度情况如下。", year=2023, notes=(SCANNED,))
    (across,) = observations(CARRIED, audit(body_filings(report(), before=scanned)))
    assert isinstance(across.observation, NotAssessed)
    assert across.observation.unread
    assert "2023/青屏县水务局.docx" in str(across.observation.reason)
    (across,) = observations(CARRIED, audit(body_filings(report(), before=before(without_table(1)))))
    assert isinstance(across.observation, NotAssessed)
    assert not across.observation.unread


@pytest.mark.parametrize("blank", ["now", "before"])
def test_table_that_is_not_filled_in_is_not_compared(blank: str) -> None:
    emptied = cells(1, lambda text: "" if text.isdigit() else text)
    now, then = (report(BODY, emptied), before()) if blank == "now" else (report(), before(emptied))
    (across,) = observations(CARRIED, audit(body_filings(now, before=then)))
    assert isinstance(across.observation, NotAssessed)
    assert "not filled in" in str(across.observation.reason)


def test_forms_of_2020_and_2021_are_compared_where_both_have_the_figure() -> None:
    last = report(BODY, figure(BALANCE, 7, "9"), year=2020)
    over = audit(body_filings(report(year=2021), before=last), year=2021)
    assert "9" in [problem.expected for _body, problem in problems(CARRIED, over)]
    (stock,) = observations(STOCK, over)
    assert isinstance(stock.observation, NotApplicable)
    assert observations("disclosure-outlier", over) == []


def test_table_on_an_older_template_is_not_compared() -> None:
    old = next(block for block in clean("2019") if not isinstance(block, Line))
    outdated = report(BODY, table(0, lambda _grid: (old,)))
    (across,) = observations(STOCK, audit(body_filings(outdated, before=before())))
    assert isinstance(across.observation, NotAssessed)
    assert "older edition" in str(across.observation.reason)
    assert observations(CARRIED, audit(body_filings(outdated, before=before()))) == [], (
        "the other table is the right one"
    )


def test_doubtful_cell_of_last_year_makes_the_finding_one_for_review() -> None:
    last = before(figure(BALANCE, 1, "2"))
    table = last.tables["applications"]
    assert not isinstance(table, NotAssessed)
    guessed = {
        key: replace(bound, cell=replace(bound.cell, certain=False)) for key, bound in table.cells.items()
    }
    doubted = replace(last, tables={**last.tables, "applications": replace(table, cells=guessed)})
    assert [p.doubtful for _body, p in problems(CARRIED, audit(body_filings(report(), before=last)))] == [
        False
    ]
    assert [p.doubtful for _body, p in problems(CARRIED, audit(body_filings(report(), before=doubted)))] == [
        True
    ]


@pytest.mark.parametrize(
    ("now", "then", "ratio"),
    [
        ("50", "10", "×5"),
        ("10", "50", "÷5"),
        ("53", "10", "×5.3"),
        ("10", "0", "from zero"),
        ("0", "10", "to zero"),
    ],
)
def test_figure_that_changed_much_is_an_outlier(now: str, then: str, ratio: str) -> None:
    over = audit(body_filings(report(BODY, figure(NEW, 7, now)), before=before(figure(NEW, 7, then))))
    ((_body, problem),) = problems("applications-outlier", over)
    assert problem.code == "outlier"
    assert problem.doubtful
    assert ratio in str(problem.message)
    assert "总计" in problem.within


@pytest.mark.parametrize(("now", "then"), [("49", "10"), ("9", "0"), ("9", "1"), ("0", "0"), ("约50", "10")])
def test_figure_that_changed_little_or_is_small_is_no_outlier(now: str, then: str) -> None:
    over = audit(body_filings(report(BODY, figure(NEW, 7, now)), before=before(figure(NEW, 7, then))))
    assert problems("applications-outlier", over) == []


@pytest.mark.parametrize("name", [CARRIED, "applications-outlier"])
@pytest.mark.parametrize("lacks", ["now", "before"])
def test_figure_missing_in_one_report_is_not_assessed(name: str, lacks: str) -> None:
    row = without_row("二、上年结转政府信息公开申请数量" if lacks == "now" else BALANCE)
    now, then = (report(BODY, row), before()) if lacks == "now" else (report(), before(row))
    found = [across.observation for across in observations(name, audit(body_filings(now, before=then)))]
    assert found
    assert all(isinstance(one, NotAssessed) for one in found)


def test_stock_that_one_report_lacks_does_not_count_as_consistent() -> None:
    (across,) = observations(
        STOCK, audit(body_filings(report(), before=before(without_row("行政规范性文件"))))
    )
    assert isinstance(across.observation, NotAssessed)
    assert "行政规范性文件" in str(across.observation.reason)


def test_last_years_filing_that_could_not_be_read_is_named() -> None:
    (across,) = observations(CARRIED, audit(body_filings(report(), unread_before="2023/scan.pdf")))
    assert isinstance(across.observation, NotAssessed)
    assert across.observation.unread
    assert str(across.observation.reason) == "2023/scan.pdf was not read: the file is encrypted"
