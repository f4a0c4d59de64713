"""A submission whose time ran out is judged by its finished pages and never conforms."""

import pytest

from checker.cli.check import exit_code
from checker.errors import OutOfTime
from checker.judging.reports import Outcome, Report
from tests.support.engine import checker
from tests.support.paths import FAULTY

EXAMPLE = FAULTY.with_suffix(".pdf")


def report_until(page: int) -> Report:
    """Judge the example with time for a number of pages only."""

    def progress(done: int, _total: int | None) -> None:
        if done == page:
            raise OutOfTime

    return checker().check(EXAMPLE.name, EXAMPLE.read_bytes(), progress)


@pytest.mark.parametrize("page", [1, 2, 3, 4])
def test_nothing_that_may_be_on_unread_pages_is_called_missing(page: int) -> None:
    whole, report = report_until(0), report_until(page)
    known = {(finding.rule.id, finding.problem.code) for finding in whole.findings}
    new = {(finding.rule.id, finding.problem.code) for finding in report.findings} - known
    assert not new
    assert any(one.outcome is Outcome.NOT_ASSESSED and one.unread for one in report.assessments)


def test_partial_report_is_marked_and_does_not_conform() -> None:
    last = report_until(0).pages
    assert last is not None
    for page in (1, last):  # more pages may follow the last one that the file declares
        report = report_until(page)
        assert report.partial
        assert not report.conforms(None)
        assert exit_code([report], None) == 2
    assert not report_until(0).partial
