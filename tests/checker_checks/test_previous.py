"""Figures go on from the report of the year before, where that is given."""

from collections.abc import Callable
from dataclasses import replace

import pytest

from checker.documents.document import Document, Table
from checker.forms.filing import Filing
from checker.judging.reports import Assessment, Finding, Outcome
from tests.support.clean_document import Text, clean
from tests.support.clean_drafts import clean as draft_of
from tests.support.draft_reports import Change, changed, figure, text, without_row, without_table, word_file
from tests.support.engine import checker

BALANCE = "四、结转下年度继续办理"
RULES = ("applications-carried-over", "disclosure-stock-flow")


def before(*changes: Change, year: str = "2023") -> Filing:
    """Read the clean report as that of the year before, with the one application carried out that is carried in."""
    report = changed(
        draft_of(),
        text("2024", year),
        *(figure(BALANCE, place, "0") for place in range(1, 8)),
        figure(BALANCE, 1, "1"),
        figure(BALANCE, 7, "1"),
        *changes,
    )
    return checker().filing("2023.docx", word_file(report))


def judged(
    previous: Filing | None, document: Document | None = None
) -> tuple[list[Finding], list[Assessment]]:
    report = checker().judge("2024.docx", document or clean(), previous=previous)
    findings = [finding for finding in report.findings if finding.rule.id in RULES]
    return findings, [assessment for assessment in report.assessments if assessment.rule.id in RULES]


def test_consistent_reports_of_two_years_pass() -> None:
    findings, assessments = judged(before())
    assert findings == []
    assert {assessment.outcome for assessment in assessments} == {Outcome.PASS}


def test_rules_on_the_previous_year_do_not_apply_without_its_report() -> None:
    findings, assessments = judged(None)
    assert findings == []
    assert {assessment.outcome for assessment in assessments} == {Outcome.NOT_APPLICABLE}


def test_different_figures_carried_over_are_reported_in_every_column() -> None:
    findings, _assessments = judged(before(figure(BALANCE, 1, "2"), figure(BALANCE, 7, "2")))
    assert [finding.problem.code for finding in findings] == ["carry-over", "carry-over"]
    first = findings[0].problem
    assert (first.actual, first.expected) == ("1", "2")
    assert "自然人" in first.within
    assert "1 in this report, but 2023.docx《青屏县水务局2023年政府信息公开工作年度报告》 has 2" in str(
        first.message
    )


def test_stock_that_does_not_follow_from_last_years_is_reported() -> None:
    findings, _assessments = judged(before(figure("行政规范性文件", 3, "5")))
    (finding,) = findings
    assert finding.problem.code == "stock-flow"
    assert (finding.problem.actual, finding.problem.expected) == ("4", "5")
    assert "+ 本年制发件数 1 − 本年废止件数 1 make 5" in str(finding.problem.message)


def test_blank_cell_counts_as_zero() -> None:
    assert judged(before(figure(BALANCE, 2, "/")))[0] == []


def test_report_of_a_government_office_is_that_of_the_government() -> None:
    government = Text("青屏县水务局", "青屏县人民政府")(clean())
    previous = before(text("青屏县水务局", "青屏县人民政府办公室"))
    assert {a.outcome for a in judged(previous, government)[1]} == {Outcome.PASS}


@pytest.mark.parametrize("name", ["湖北省青屏县水务局", "十堰市青屏县水务局"])
def test_report_of_the_body_by_a_longer_name_is_compared(name: str) -> None:
    assert {a.outcome for a in judged(before(text("青屏县水务局", name)))[1]} == {Outcome.PASS}


@pytest.mark.parametrize(
    ("previous", "named"),
    [
        (lambda: before(text("青屏县水务局", "青屏县林业局")), "青屏县林业局"),
        (lambda: before(year="2022"), "2022年"),
    ],
)
def test_report_of_another_body_or_year_is_named_and_not_compared(
    previous: Callable[[], Filing], named: str
) -> None:
    findings, assessments = judged(previous())
    assert findings == []
    assert {assessment.outcome for assessment in assessments} == {Outcome.NOT_ASSESSED}
    assert all(assessment.unread for assessment in assessments)
    assert all(
        named in str(assessment.reason) and "2023.docx" in str(assessment.reason)
        for assessment in assessments
    )


def test_stock_is_not_compared_with_a_form_that_has_another_column() -> None:
    old = checker().filing("2020.docx", word_file(draft_of("2019")))
    assert old.form.table("disclosure").columns.keys() >= {"对外公开总数量"}
    this = Text("2024", "2021")(clean())
    outcomes = {assessment.rule.id: assessment.outcome for assessment in judged(old, this)[1]}
    assert outcomes["disclosure-stock-flow"] is Outcome.NOT_APPLICABLE
    assert outcomes["applications-carried-over"] in {Outcome.PASS, Outcome.FAIL}


def test_missing_table_of_the_previous_year_is_named() -> None:
    previous = before(without_table(1))
    _findings, assessments = judged(previous)
    (reason,) = [a.reason for a in assessments if a.rule.id == "applications-carried-over"]
    assert "in 2023.docx" in str(reason)


def test_doubtful_cell_of_either_report_makes_the_finding_one_for_review() -> None:
    previous = before(figure(BALANCE, 2, "2"))
    assert judged(previous)[0][0].outcome is Outcome.FAIL
    blocks = tuple(
        replace(block, cells=tuple(replace(cell, certain=False) for cell in block.cells))
        if isinstance(block, Table)
        else block
        for block in previous.document.blocks
    )
    doubtful = replace(previous, document=replace(previous.document, blocks=blocks))
    assert judged(doubtful)[0][0].outcome is Outcome.REVIEW


@pytest.mark.parametrize("change", [figure(BALANCE, 1, "若干"), without_row(BALANCE)])
def test_figure_missing_in_the_previous_year_is_not_assessed(change: Change) -> None:
    findings, assessments = judged(before(change))
    assert findings == []
    assert [one.outcome for one in assessments if one.rule.id == RULES[0]] == [Outcome.NOT_ASSESSED]
