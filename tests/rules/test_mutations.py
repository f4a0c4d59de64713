"""One wrong digit in any cell of the form is found by exactly the rules whose relations hold that cell."""

from collections.abc import Iterator

import pytest

from tests.support.clean_drafts import clean, judged
from tests.support.draft_reports import Draft, Grid

NEW, CARRIED_IN = "一、本年新收政府信息公开申请数量", "二、上年结转政府信息公开申请数量"
TOTAL, CARRIED_OUT = "（七）总计", "四、结转下年度继续办理"
COLUMNS = ("自然人", "商业企业", "科研机构", "社会公益组织", "法律服务机构", "其他", "总计")
QUOTED = {(NEW, "总计"), (CARRIED_IN, "总计"), (CARRIED_OUT, "总计")}  # the clean report's text quotes these


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
    if (label, column) in QUOTED:
        yield "applications-told", label


@pytest.mark.parametrize(("table", "row", "column", "figure"), list(figures(1, 3)))
def test_wrong_digit_among_applications_is_reported_by_the_rules_on_its_cell(
    table: int, row: int, column: int, figure: str
) -> None:
    report, wrong = mutant(table, row, column, figure)
    label = next(text for text in reversed(grids(report)[1][row][:3]) if text not in {"<", "^"})
    expected = sorted(rules_of_application(label, COLUMNS[column - 3]))
    found = judged(report).findings
    assert sorted(finding.rule.id for finding in found) == [rule for rule, _ in expected]
    for rule, line in expected:
        finding = next(finding for finding in found if finding.rule.id == rule)
        assert finding.problem.within.partition(" › ")[0].split(" / ")[-1] == line
        if rule != "applications-told":
            assert f": {wrong} → {figure}" in str(finding.problem.advice), (
                "the one cell that is wrong is named"
            )


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
def test_wrong_digit_among_disclosures_is_reported_if_it_is_implausible(
    table: int, row: int, column: int, figure: str
) -> None:
    report, _wrong = mutant(table, row, column, figure)
    label, issued = grids(report)[0][row][0], column == 1
    # a county makes no regulations, and one that is issued is in force; all other wrong digits stay plausible
    expected = ["disclosure-regulations"] if label == "规章" else []
    expected += ["disclosure-stock"] if label == "规章" and issued else []
    assert sorted(finding.rule.id for finding in judged(report).findings) == expected


def test_every_cell_of_the_form_is_mutated() -> None:
    assert [len(list(figures(table, first))) for table, first in ((1, 3), (2, 0), (0, 1))] == [175, 15, 10]
