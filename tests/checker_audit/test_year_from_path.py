"""A path tells the year of what cannot be read only where nothing speaks against it."""

import pytest

from checker.forms.form import Form
from checker.judging.audit_results import SubmissionState
from checker_audit.store import Reading
from checker_audit.year_from_path import YearFolders
from checker_languages.zh import CHINESE

FORM = Form(("政府信息公开工作年度报告", "政府信息公开年度报告"), language=CHINESE)


def lying(path: str, year: int | None, failure: str = "") -> Reading:
    """Return a submission at a path, for a year."""
    return Reading(1, path, SubmissionState.OK, "docx", "", "甲局", year, "annual-report/2021", failure)


BORNE_OUT = (lying("2023/1.docx", 2023), lying("a/2023/2.docx", 2023), lying("2024/3.docx", 2024))


def year(path: str, *read: Reading) -> int | None:
    return YearFolders.of(read or BORNE_OUT, FORM).year(path)


@pytest.mark.parametrize(
    ("path", "told"),
    [
        ("2023/甲局.pdf", 2023),
        ("b/2023/甲局.pdf", 2023),
        ("2023/甲局20240131.pdf", 2023),
        ("甲局2023年政府信息公开工作年度报告.pdf", 2023),
        ("in/2022年度甲局政府信息公开年度报告.pdf", 2022),
        ("甲局.pdf", None),
        ("2024/甲局.pdf", None),  # one report bears nothing out
        ("2022/甲局.pdf", None),  # and none still less
        ("2024/2023/甲局.pdf", None),
        ("2023/甲局2024.pdf", None),
        ("2023-2024/甲局.pdf", None),
        ("甲局2023.pdf", None),
        ("甲局政府信息公开年度报告（2023年1月）.pdf", None),
        ("2023年1月发布甲局政府信息公开年度报告.pdf", None),
    ],
)
def test_the_year_of_a_path(path: str, told: int | None) -> None:
    assert year(path) == told


def test_a_folder_named_after_the_year_of_publication_tells_nothing() -> None:
    published = (*BORNE_OUT, lying("2023/4.docx", 2022))
    assert year("2023/甲局.pdf", *published) is None
    assert year("2023/甲局2023年政府信息公开工作年度报告.pdf", *published) is None


def test_what_was_not_read_bears_nothing_out() -> None:
    unread = lying("2023/1.docx", 2023, "not-this-kind")
    assert year("2023/甲局.pdf", unread, unread, lying("2023/3.docx", None)) is None
