"""A path gives the year of an unread submission only if no report contradicts it."""

import pytest

from checker.forms.form import Form
from checker.judging.audit_results import SubmissionState
from checker_audit.period_from_path import PeriodFolders
from checker_audit.store import SubmissionSummary
from checker_languages.zh import CHINESE

FORM = Form(("政府信息公开工作年度报告", "政府信息公开年度报告"), language=CHINESE)


def stored(path: str, year: int | None, failure: str = "") -> SubmissionSummary:
    """Return a submission at a path, for a year."""
    return SubmissionSummary(
        1, path, SubmissionState.OK, "docx", "", "甲局", year, "annual-report/2021", failure
    )


CONFIRMED = (stored("2023/1.docx", 2023), stored("a/2023/2.docx", 2023), stored("2024/3.docx", 2024))


def year(path: str, *read: SubmissionSummary) -> int | None:
    found = PeriodFolders.of(read or CONFIRMED, FORM).period(path)
    return None if found is None else int(found)


@pytest.mark.parametrize(
    ("path", "expected"),
    [
        ("2023/甲局.pdf", 2023),
        ("b/2023/甲局.pdf", 2023),
        ("2023/甲局20240131.pdf", 2023),
        ("甲局2023年政府信息公开工作年度报告.pdf", 2023),
        ("in/2022年度甲局政府信息公开年度报告.pdf", 2022),
        ("甲局.pdf", None),
        ("2024/甲局.pdf", None),  # one report is not enough
        ("2022/甲局.pdf", None),  # nor is none
        ("2024/2023/甲局.pdf", None),
        ("2023/甲局2024.pdf", None),
        ("2023-2024/甲局.pdf", None),
        ("甲局2023.pdf", None),
        ("甲局政府信息公开年度报告（2023年1月）.pdf", None),
        ("2023年1月发布甲局政府信息公开年度报告.pdf", None),
    ],
)
def test_the_year_of_a_path(path: str, expected: int | None) -> None:
    assert year(path) == expected


def test_a_folder_named_after_the_year_of_publication_gives_no_year() -> None:
    published = (*CONFIRMED, stored("2023/4.docx", 2022))
    assert year("2023/甲局.pdf", *published) is None
    assert year("2023/甲局2023年政府信息公开工作年度报告.pdf", *published) is None


def test_unread_submissions_confirm_no_year() -> None:
    unread = stored("2023/1.docx", 2023, "not-this-kind")
    assert year("2023/甲局.pdf", unread, unread, stored("2023/3.docx", None)) is None
