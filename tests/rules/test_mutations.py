"""One wrong digit in any cell of the form is found by exactly the rules whose relations hold that cell."""

from collections.abc import Iterator

import pytest

from checker.judging.reports import Outcome
from tests.support.clean_drafts import clean, judged
from tests.support.draft_reports import Draft, Grid, changed, text
from tests.support.engine import checker

NEW, CARRIED_IN = "一、本年新收政府信息公开申请数量", "二、上年结转政府信息公开申请数量"
TOTAL, CARRIED_OUT = "（七）总计", "四、结转下年度继续办理"
COLUMNS = ("自然人", "商业企业", "科研机构", "社会公益组织", "法律服务机构", "其他", "总计")
QUOTED = {
    NEW,
    CARRIED_IN,
    CARRIED_OUT,
}  # the clean report's text quotes their totals, and those of all results
ORDER = [rule.id for pack in checker().packs if pack.id == "annual-report/2021" for rule in pack.rules]


def figures(table: int, first: int) -> Iterator[tuple[int, int, int, str]]:
    """Iterate over table, row, column and text of every figure."""
    grid = grids(clean())[table]
    for row, texts in enumerate(grid):
        for column, figure in enumerate(texts):
            if column >= first and figure.replace(".", "").isdecimal():
                yield table, row, column, figure


def grids(report: Draft) -> list[Grid]:
    return [block for block in report if isinstance(block, tuple)]


def mutant(table: int, row: int, column: int, figure: str) -> tuple[Draft, str]:
    """Turn the last digit of a figure into the next one."""
    wrong = figure[:-1] + str((int(figure[-1]) + 1) % 10)
    target = grids(clean())[table]
    cells = [list(texts) for texts in target]
    cells[row][column] = wrong
    new = tuple(map(tuple, cells))
    return tuple(new if block is target else block for block in clean()), wrong


def rules_of_application(label: str, column: str) -> Iterator[tuple[str, str]]:
    """Iterate over the rules that hold a cell, each with the line of labels in which it is broken."""
    yield "applications-applicants", label
    if label in {NEW, CARRIED_IN, TOTAL, CARRIED_OUT}:
        yield "applications-balance", column
    if label not in {NEW, CARRIED_IN, CARRIED_OUT}:
        yield "applications-results", column
    if column == "总计":
        yield "applications-told" if label in QUOTED else "applications-results-text", label


@pytest.mark.parametrize(("table", "row", "column", "figure"), list(figures(1, 3)))
def test_wrong_digit_among_applications_is_reported_by_the_rules_on_its_cell(
    table: int, row: int, column: int, figure: str
) -> None:
    report, wrong = mutant(table, row, column, figure)
    label = next(text for text in reversed(grids(report)[1][row][:3]) if text not in {"<", "^"})
    expected = sorted(rules_of_application(label, COLUMNS[column - 3]), key=lambda one: ORDER.index(one[0]))
    outcome = judged(report)
    failed = {one.rule.id for one in outcome.assessments if one.outcome is Outcome.FAIL}
    assert failed == {rule for rule, _ in expected}
    (finding,) = outcome.findings
    rule, line = next(one for one in expected if one[0].split("-")[1] in {"balance", "results", "applicants"})
    assert finding.rule.id == rule
    assert finding.problem.within.partition(" › ")[0].split(" / ")[-1] == line
    assert f": {wrong} → {figure}" in str(finding.problem.advice), "the one cell that is wrong is named"
    for number in range(1, len(expected)):
        assert f"({number}) " in str(finding.problem.message), "the other relations are listed"


REVIEW = ("行政复议", "行政诉讼 / 未经复议直接起诉", "行政诉讼 / 复议后起诉")


@pytest.mark.parametrize(("table", "row", "column", "figure"), list(figures(2, 0)))
def test_wrong_digit_among_reviews_is_reported_by_the_rule_on_totals(
    table: int, row: int, column: int, figure: str
) -> None:
    report, _wrong = mutant(table, row, column, figure)
    found = judged(report).findings
    assert [finding.rule.id for finding in found] == ["review-totals"]
    assert found[0].problem.within.split(" › ")[-1] == REVIEW[column // 5]


@pytest.mark.parametrize(("table", "row", "column", "figure"), list(figures(0, 1)))
def test_wrong_digit_among_disclosures_is_reported_if_it_is_implausible_or_unlike_the_text(
    table: int, row: int, column: int, figure: str
) -> None:
    report, _wrong = mutant(table, row, column, figure)
    label, issued = grids(report)[0][row][0], column == 1
    # a county makes no regulations, and one that is issued is in force; the text quotes others
    expected = {
        "规章": ["disclosure-regulations", *(["disclosure-stock"] if issued else [])],
        "行政规范性文件": ["disclosure-documents-text"],
        "行政许可": ["disclosure-decisions-text"],
        "行政处罚": ["disclosure-decisions-text"],
    }.get(label, [])
    assert sorted(finding.rule.id for finding in judged(report).findings) == expected


QUOTES = (
    ("收政府信息公开申请16件", "收政府信息公开申请18件", "applications-told"),
    ("上年结转1件", "上年结转4件", "applications-told"),
    ("办理2件", "办理5件", "applications-told"),
    ("办结15件", "办结14件", "applications-results-text"),
    ("予以公开7件", "予以公开9件", "applications-results-text"),
    ("部分公开2件", "部分公开3件", "applications-results-text"),
    ("不予公开1件", "不予公开2件", "applications-results-text"),
    ("无法提供3件", "无法提供4件", "applications-results-text"),
    ("不予处理1件", "不予处理2件", "applications-results-text"),
    ("其他处理1件", "其他处理2件", "applications-results-text"),
    ("行政复议1件", "行政复议3件", "review-text"),
    ("行政诉讼1件", "行政诉讼5件", "review-text"),
    ("制发行政规范性文件1件", "制发行政规范性文件8件", "disclosure-documents-text"),
    ("废止1件", "废止3件", "disclosure-documents-text"),
    ("现行有效4件", "现行有效9件", "disclosure-documents-text"),
    ("行政许可决定63条", "行政许可决定60条", "disclosure-decisions-text"),
    ("行政处罚决定7条", "行政处罚决定6条", "disclosure-decisions-text"),
)


@pytest.mark.parametrize(("old", "new", "rule"), QUOTES)
def test_wrong_figure_in_the_text_is_found_once(old: str, new: str, rule: str) -> None:
    found = judged(changed(clean(), text(old, new))).findings
    assert [finding.rule.id for finding in found] == [rule]


def test_every_cell_of_the_form_is_mutated() -> None:
    assert [len(list(figures(table, first))) for table, first in ((1, 3), (2, 0), (0, 1))] == [175, 15, 10]
