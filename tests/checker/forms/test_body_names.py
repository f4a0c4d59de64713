"""The body is known by its full name, by the one it gives itself, and without its places."""

import pytest

from checker.forms.body_names import same_body
from checker.forms.filing import Filing
from checker.forms.form import Form
from checker.periods import calendar_year
from checker.testing import document, sections
from checker_languages.zh import CHINESE

FORM = Form(("政府信息公开工作年度报告",), sections("总体情况"), language=CHINESE)


def filing(opening: str, title: str = "2024年政府信息公开工作年度报告") -> Filing:
    return Filing(document(title, opening, "一、总体情况", "2024年做了工作。"), FORM, calendar_year(2024))


@pytest.mark.parametrize(
    ("opening", "alias"),
    [
        ("根据《条例》（以下简称《条例》）的规定，青屏县水务局（以下简称“我局”）编制本报告。", "我局"),
        ("现将青屏县水务局（以下简称：县水务局）2024年情况公布如下。", "县水务局"),
        ("本报告由青屏县水务局（下称县水务局）编制。", "县水务局"),
        ("青屏县水务局（简称水务局）编制本报告。", "水务局"),
    ],
)
def test_body_is_introduced_in_the_opening(opening: str, alias: str) -> None:
    found = filing(opening)
    assert found.body == "青屏县水务局"
    assert alias in found.body_names


def test_document_that_is_given_a_short_name_is_no_body() -> None:
    opening = "根据《国务院办公厅关于印发〈格式〉的通知》（以下简称《通知》）和有关规定（以下简称规定）编制。"
    assert filing(opening).body == ""


@pytest.mark.parametrize("text", ["青屏县水务局公开", "县水务局公开", "水务局公开", "我局公开"])
def test_text_names_the_body_by_any_name(text: str) -> None:
    found = filing(
        "现将青屏县水务局（以下简称县水务局）年报公布。", "湖北省青屏县水务局2024年政府信息公开工作年度报告"
    )
    assert found.names_body(text)
    assert not found.names_body("教育局公开")


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("青屏县水务局", "湖北省青屏县水务局", True),
        ("湖北省十堰市青屏县水务局", "青屏县水务局", True),
        ("青屏县人民政府办公室", "青屏县人民政府", True),
        ("水务局", "青屏县水务局", True),
        ("清溪县水务局", "青屏县水务局", False),
        ("青屏县教育局", "青屏县水务局", False),
        ("县局", "青屏县局", False),
    ],
)
def test_names_of_one_body(one: str, other: str, same: bool) -> None:  # a column of the table
    assert same_body(one, other, CHINESE) is same_body(other, one, CHINESE) is same
