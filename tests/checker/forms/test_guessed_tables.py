"""Tables whose grid was guessed: judged where they hold what is prescribed, and otherwise never called wrong."""

from dataclasses import replace

import pytest

from checker.documents.document import Document, Table
from checker.judging.reports import Report
from tests.support.clean_document import CellText, Change, clean, judged

APPLICATIONS = 1
LABEL, FIGURE = (3, 0), (3, 3)  # of the row of new applications


def guessed(document: Document) -> Document:
    """Make all cells doubtful, as those of grids that only alignment shows."""
    blocks = (
        replace(block, cells=tuple(replace(cell, certain=False) for cell in block.cells))
        if isinstance(block, Table)
        else block
        for block in document.blocks
    )
    return replace(document, blocks=tuple(blocks))


def applications(report: Report) -> set[tuple[str, str]]:
    return {
        (finding.problem.code, finding.outcome)
        for finding in report.findings
        if finding.rule.id.startswith("applications")
    }


def test_guessed_tables_that_are_as_prescribed_are_judged() -> None:
    report = judged(guessed(clean()))
    assert not report.unread
    assert not report.findings


@pytest.mark.parametrize(
    "change",
    [
        CellText(APPLICATIONS, *LABEL, "一、本年新收12"),
        CellText(APPLICATIONS, *FIGURE, "12 2"),
        CellText(APPLICATIONS, *FIGURE, "件情形）"),
    ],
)
def test_guessed_tables_that_differ_could_not_be_read(change: Change) -> None:
    drawn, aligned = judged(change(clean())), judged(guessed(change(clean())))
    assert applications(drawn)
    assert not drawn.unread
    assert not applications(aligned)
    assert aligned.unread


def test_wrong_sums_of_guessed_tables_are_for_review() -> None:
    wrong = CellText(APPLICATIONS, *FIGURE, "13")
    assert {outcome for _code, outcome in applications(judged(wrong(clean())))} == {"fail"}
    assert {outcome for _code, outcome in applications(judged(guessed(wrong(clean()))))} == {"review"}
