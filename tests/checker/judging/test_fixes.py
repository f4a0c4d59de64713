"""Fixes: edits that were tried, none of which stands in the way of another."""

from collections.abc import Sequence

from checker import Document, Edit, Location, OutOfTime, Problem, edited
from checker.judging.fixes import fixes
from checker.judging.reports import Finding, Report
from checker.judging.rules import Category, Provision, Severity
from checker.messages import Messages
from checker.testing import document

_ = Messages("checker")

RULE = Provision("rule", Severity.ERROR, Category.ACCURACY, "1", "")
TABLE = document([["Total", "3"], ["A", ""], ["B", "2"]])
CELL = Location(0, row=1, column=1)


def finding(subject: str, *edits: Edit) -> Finding:
    problem = Problem("wrong", _("wrong"), (subject,), CELL, edits=edits)
    return Finding(RULE, problem, _("cell"))


def solved_by_any_edit(document: Document, findings: Sequence[Finding]) -> Report:
    """Judge a document in which whatever an edit says is right."""

    def is_open(one: Finding) -> bool:
        return all(edited(TABLE, [edit]) != document for edit in one.problem.edits)

    return Report("", findings=tuple(filter(is_open, findings)))


def test_of_two_texts_for_one_blank_cell_one_is_listed() -> None:
    findings = (finding("a", Edit(CELL, 0, "", "1")), finding("b", Edit(CELL, 0, "", "2")))
    found = fixes(Report("", findings=findings), TABLE, lambda after: solved_by_any_edit(after, findings))
    assert [fix.edits for fix in found] == [findings[0].problem.edits]


def test_edits_of_different_cells_are_all_listed() -> None:
    other = Edit(Location(0, row=2, column=1), 0, "2", "3")
    findings = (finding("a", Edit(CELL, 0, "", "1")), finding("b", other))
    found = fixes(Report("", findings=findings), TABLE, lambda after: solved_by_any_edit(after, findings))
    assert len(found) == len(findings)


def test_report_stands_with_the_fixes_that_were_tried_in_time() -> None:
    others = [Edit(Location(0, row=row, column=1), 0, "", "2") for row in (1, 2)]
    findings = (finding("a", Edit(CELL, 0, "", "1")), *(finding("b", edit) for edit in others))
    tried = 0

    def slow(after: Document) -> Report:
        nonlocal tried
        tried += 1
        if tried > 1:
            raise OutOfTime
        return solved_by_any_edit(after, findings)

    found = fixes(Report("", findings=findings), TABLE, slow)
    assert [fix.edits for fix in found] == [findings[0].problem.edits]
