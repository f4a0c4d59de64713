"""What a second reading of cells does to findings: disputes go to a person, everything else stays."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

import pytest

from checker.documents.document import Cell, Document, Location, Table
from checker.judging.reports import Finding, Outcome, Report
from checker.judging.second_reading import Reread, disputed
from tests.support.clean_document import CellText, clean
from tests.support.engine import checker

WRONG = CellText(2, 3, 1, "7")  # a figure of the table of disputes that the text does not have


def _report(reread: Reread) -> Report:
    return checker().judge("report", WRONG(clean()), reread)


def _as_read(cells: Sequence[Location]) -> Mapping[Location, str]:
    return {cell: _text(WRONG(clean()), cell) for cell in cells}


def _text(document: Document, place: Location) -> str:
    table = document.blocks[place.block]
    assert isinstance(table, Table)
    assert place.row is not None
    assert place.column is not None
    cell = table.at(place.row, place.column)
    assert cell is not None
    return cell.text


def _sums(report: Report) -> list[Finding]:
    return [finding for finding in report.findings if finding.problem.code == "sum-mismatch"]


def test_finding_on_which_both_readings_agree_fails() -> None:
    assert [finding.outcome for finding in _sums(_report(_as_read))] == [Outcome.FAIL]


def test_finding_on_a_disputed_cell_is_for_review_and_quotes_both_readings() -> None:
    def otherwise(cells: Sequence[Location]) -> Mapping[Location, str]:
        return {**_as_read(cells), next(cell for cell in cells if cell.column == 1): "1"}

    (finding,) = _sums(_report(otherwise))
    assert finding.outcome is Outcome.REVIEW
    assert "“7” and “1”" in str(finding.problem.advice)


def test_rule_with_disputed_findings_only_is_for_review() -> None:
    report = _report(lambda cells: dict.fromkeys(cells, "1"))
    rule = _sums(report)[0].rule
    outcomes = {assessment.outcome for assessment in report.assessments if assessment.rule is rule}
    assert outcomes == {Outcome.REVIEW}


def test_character_width_and_spaces_are_not_disputed() -> None:
    def wide(cells: Sequence[Location]) -> Mapping[Location, str]:
        return {cell: f" {text}".replace("7", "７") for cell, text in _as_read(cells).items()}

    assert [finding.outcome for finding in _sums(_report(wide))] == [Outcome.FAIL]


def test_cells_that_cannot_be_read_again_are_not_disputed() -> None:
    assert [finding.outcome for finding in _sums(_report(lambda _cells: {}))] == [Outcome.FAIL]


def test_clean_report_is_not_read_again() -> None:
    def fail(_cells: Sequence[Location]) -> Mapping[Location, str]:
        pytest.fail("nothing rests on a cell here")

    assert not checker().judge("report", clean(), fail).failing(None)


def test_cell_cut_by_a_page_break_is_compared_by_its_beginning() -> None:
    cells = (
        Cell("自然人", 0, 0, page=1, bbox=(0, 0, 50, 90)),
        Cell("总计", 1, 0, page=2, bbox=(0, 0, 50, 20)),
    )
    place = Location(0, 1, 0, 0, (0, 0, 50, 90))
    document = Document((Table(cells, Location(0, 1)),))
    finding = _sums(_report(_as_read))[0]
    rests = _resting(finding, place)
    assert not disputed(document, [rests], lambda _cells: {place: "自然"})
    assert disputed(document, [rests], lambda _cells: {place: "法人"})


def _resting(finding: Finding, place: Location) -> Finding:
    return replace(finding, problem=replace(finding.problem, cells=(place,)))
