"""Corrections: findings with one cause are one line of the list, and others are not."""

from collections.abc import Sequence
from dataclasses import replace

import pytest

from checker.documents.document import Location
from checker.judging.corrections import Correction, Urgency, corrections, place_of
from checker.judging.reports import Finding, Report, Waiver
from checker.judging.rules import Severity
from checker_reporters.correction_text import CorrectionText
from checker_reporters.wording import ReportWording
from tests.support.clean_drafts import clean, judged
from tests.support.draft_reports import Change, changed, figure

AT = Location(14, 5, 24, 3, (100.0, 200.125, 130.5, 212.0))  # of the first finding


def listed(report: Report, threshold: Severity | None = Severity.ERROR) -> tuple[Correction, ...]:
    return corrections(report, threshold)


def with_findings(report: Report, findings: Sequence[Finding]) -> Report:
    return replace(report, findings=tuple(findings))


def placed(finding: Finding, row: int, expected: str = "12") -> Finding:
    problem = replace(finding.problem, location=replace(AT, row=row), expected=expected)
    return replace(finding, problem=problem)


def test_urgent_corrections_come_first_and_are_numbered(faulty: Report) -> None:
    found = listed(faulty)
    assert [one.number for one in found] == [1, 2, 3, 4]
    assert [one.urgency for one in found] == [
        Urgency.REQUIRED,
        Urgency.SUGGESTED,
        Urgency.SUGGESTED,
        Urgency.CHECK,
    ]
    assert {one.urgency for one in listed(faulty, None)} == {Urgency.SUGGESTED, Urgency.CHECK}


def test_findings_with_one_place_and_one_expected_text_are_one_correction(faulty: Report) -> None:
    first = faulty.findings[0]
    same, elsewhere, other = placed(first, 24), placed(first, 25), placed(first, 24, expected="13")
    assert [len(one.findings) for one in listed(with_findings(faulty, [first, same]))] == [2]
    assert len(listed(with_findings(faulty, [first, elsewhere]))) == 2
    assert len(listed(with_findings(faulty, [first, other]))) == 2


def test_findings_without_expected_text_stay_apart(faulty: Report) -> None:
    contact = faulty.findings[1]
    assert len(listed(with_findings(faulty, [contact, contact]))) == 2


def test_accepted_findings_need_no_correction(faulty: Report) -> None:
    accepted = replace(faulty.findings[0], waiver=Waiver("同意", "waivers.toml"))
    assert listed(with_findings(faulty, [accepted])) == ()


@pytest.mark.parametrize(
    ("change", "place", "actual"),
    [
        (figure("（一）予以公开", 1, "9"), "（一）予以公开 / 申请人情况 / 自然人", "9"),
        (figure("一、本年新收政府信息公开申请数量", 7, "99"), "申请数量 / 申请人情况 / 总计", "99"),
    ],
)
def test_a_wrong_cell_is_one_correction_at_that_cell(change: Change, place: str, actual: str) -> None:
    """A sum that the cell spoils is reported at its total, which is right."""
    (one,) = (one for one in listed(judged(changed(clean(), change))) if one.problem.target)
    assert one.problem.actual == actual
    assert one.is_replacement
    assert place_of(one.findings[0], "zh").endswith(place)


def test_the_sum_of_cells_that_are_not_certain_replaces_nothing(faulty: Report) -> None:
    first = faulty.findings[0]
    cells = (Location(14, 5, 24, 3), Location(14, 5, 25, 3))
    for target, replaces in (("", False), ("（七）总计 / 自然人", True)):
        problem = replace(first.problem, cells=cells, target=target)
        (one,) = listed(with_findings(faulty, [replace(first, problem=problem)]))
        assert one.is_replacement is replaces


def test_what_a_wrong_cell_causes_is_listed_line_by_line() -> None:
    report = judged(changed(clean(), figure("（一）予以公开", 1, "9")))
    (one,) = (one for one in listed(report) if one.problem.target)
    messages = CorrectionText(one, ReportWording("en")).messages
    assert len(messages) > 1
    assert not any("for the same reason" in text for text in messages)
