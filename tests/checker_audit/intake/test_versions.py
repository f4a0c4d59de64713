"""Versions are read from names of files and folders, in the words of the language."""

from datetime import date

import pytest

from checker_audit.intake.versions import submitted_on, version_of
from checker_languages.en import ENGLISH
from checker_languages.zh import CHINESE


@pytest.mark.parametrize(
    ("earlier", "later"),
    [
        ("年报（作废）.docx", "年报初稿.docx"),
        ("年报初稿.docx", "年报.docx"),
        ("年报.docx", "年报（修改后）.docx"),
        ("年报修改后.docx", "年报终稿.docx"),
        ("年报终稿.docx", "年报最终稿.docx"),
        ("年报v9.docx", "年报V10.docx"),
        ("年报第二稿.docx", "年报第三稿.docx"),
        ("旧版/年报.docx", "年报.docx"),
        ("终稿/作废.docx", "1.docx"),
    ],
)
def test_words_and_numbers_order_versions(earlier: str, later: str) -> None:
    assert version_of(earlier, CHINESE) < version_of(later, CHINESE)


def test_words_of_a_spaced_language_are_whole_words() -> None:
    assert version_of("report_final.docx", ENGLISH) > version_of("report.docx", ENGLISH)
    assert version_of("finally-report.docx", ENGLISH) == version_of("report.docx", ENGLISH)
    assert version_of("report (do not use).pdf", ENGLISH).is_withdrawn


@pytest.mark.parametrize(
    ("path", "day"),
    [
        ("甲局20250112.docx", date(2025, 1, 12)),
        ("2025-01-12/甲局.docx", date(2025, 1, 12)),
        ("甲局_2025年1月12日.docx", date(2025, 1, 12)),
        ("甲局2024年报.docx", None),
        ("甲局20240112.docx", None),
        ("甲局2025-01-12、2025-01-13.docx", None),
    ],
)
def test_a_day_after_the_period_is_that_of_submission(path: str, day: date | None) -> None:
    assert submitted_on(path, date(2024, 12, 31), CHINESE) == day
