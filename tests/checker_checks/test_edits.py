"""Edits that checks of texts and sections propose: each is tried, and what is certain is told from one of several ways."""

import pytest

from checker import Fix
from tests.support.clean_drafts import clean
from tests.support.draft_reports import Change, Draft, Line, changed, text, word_file
from tests.support.engine import app


def without(start: str) -> Change:
    """Leave out the line that begins so."""

    def change(draft: Draft) -> Draft:
        return tuple(
            block for block in draft if not (isinstance(block, Line) and block.text.startswith(start))
        )

    return change


def fixes_of(*changes: Change) -> tuple[Fix, ...]:
    report = app().engine(fixes=True).check("report.docx", word_file(changed(clean(), *changes)))
    assert report.findings
    return report.fixes


FEES = "依据《政府信息公开信息处理费管理办法》，2024年青屏县水务局未收取信息处理费。"
CERTAIN = {
    "the heading above a table": (without("三、"), "", "三、收到和处理政府信息公开申请情况"),
    "a figure that sums confirm": (text("新收政府信息公开申请16件", "新收政府信息公开申请17件"), "17", "16"),
    "a word written twice": (text("要求，青屏县水务局", "按照按照要求，青屏县水务局"), "按照", ""),
    "a prescribed statement": (text(FEES, "本年度无其他情况。"), "", "依据《政府信息公开信息处理费管理办法》"),
}  # fmt: skip


@pytest.mark.parametrize("name", CERTAIN)
def test_what_is_certain(name: str) -> None:
    change, old, new = CERTAIN[name]
    found = [fix.edits[0] for fix in fixes_of(change) if fix.certain]
    assert [(edit.old, edit.new[: len(new)]) for edit in found] == [(old, new)]


def test_text_or_table_may_be_wrong_where_no_sum_tells() -> None:
    found = [
        (fix.edits[0].old, fix.edits[0].new, fix.certain)
        for fix in fixes_of(text("现行有效4件", "现行有效5件"))
    ]
    assert found == [("5", "4", False), ("4", "5", False)]
