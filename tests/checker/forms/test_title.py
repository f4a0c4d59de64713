"""A title is found in any order of body, year and words, and names the body and the year."""

import pytest

from checker.forms.title import find_title
from checker.testing import document
from checker_languages.zh import CHINESE

WORDS = ("政府信息公开工作年度报告", "政府信息公开年度报告", "政府信息公开工作报告")


@pytest.mark.parametrize(
    "title",
    [
        "青屏县水务局2024年政府信息公开工作年度报告",
        "2024年青屏县水务局政府信息公开工作年度报告",
        "2024年度青屏县水务局政府信息公开工作报告",
        "青屏县水务局政府信息公开工作2024年度报告",
        "青屏县水务局政府信息公开工作2024年年度报告",
        "青屏县水务局政府信息公开2024年度报告",
        "青屏县水务局政府信息公开2024年工作报告",
        "青屏县水务局政府信息公开工作年度报告（2024年度）",
        "青屏县水务局政府信息公开工作年度报告（2024）",
        "政府信息公开工作年度报告2024年青屏县水务局",
        "关于青屏县水务局2024年政府信息公开工作年度报告",
        "青屏县水务局二O二四年政府信息公开工作年度报告",
        "青屏县水务局政府信息公开工作二〇二四年年度报告",
        "青屏县水务局2O24年政府信息公开工作年度报告",
        "青屏县水务局\u200b2024年政府信息公开\u00ad工作年度报告",
    ],
)
def test_title_is_found_in_any_order(title: str) -> None:
    found = find_title(document(title, "根据条例编制本报告。", "一、总体情况"), WORDS, CHINESE)
    assert found is not None
    assert (found.years, found.body) == ((2024,), "青屏县水务局")


@pytest.mark.parametrize("title", ["青屏县水务局2024年政务公开年度报告", "2024年政府信息公开工作要点"])
def test_other_words_are_no_title(title: str) -> None:
    assert find_title(document(title, "一、总体情况"), WORDS, CHINESE) is None
