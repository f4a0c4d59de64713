"""The reports in one file are judged when it is read, each as if it were read for itself."""

from pathlib import Path

import pytest

from checker_audit.worker import WorkerOptions, further_results, prepare, read_job, read_result
from checker_audit.workers.worker_loop import JobProgress
from tests.support.clean_drafts import clean
from tests.support.draft_reports import changed, figure, text, word_file

QUIET = JobProgress(lambda _frame: None, None)
BODIES = ("青屏县农业局", "青屏县林业局")


@pytest.fixture(scope="module")
def file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Write a file with three reports, of which the last one has a wrong sum."""
    others = [changed(clean(), text("青屏县水务局", body)) for body in BODIES]
    path = tmp_path_factory.mktemp("in") / "reports.docx"
    path.write_bytes(
        word_file(
            (*clean(), *others[0], *changed(others[1], figure("一、本年新收政府信息公开申请数量", 7, "99")))
        )
    )
    return path


def test_reports_of_a_file_come_with_the_first_as_they_come_by_themselves(file: Path) -> None:
    work = prepare(WorkerOptions().json)

    def answer(number: int) -> object:
        return work(read_job(str(file), None, number=number), QUIET)

    together = answer(0)
    further = further_results(together)
    assert [one.body for one in further] == list(BODIES)
    assert list(further) == [read_result(answer(number)) for number in (1, 2)]
    assert ["sum-mismatch" in {found.problem.code for found in one.findings} for one in further] == [
        False,
        True,
    ]


def test_a_report_alone_brings_no_others(tmp_path: Path) -> None:
    path = tmp_path / "report.docx"
    path.write_bytes(word_file(clean()))
    alone = prepare(WorkerOptions().json)(read_job(str(path), None), QUIET)
    assert further_results(alone) == []
