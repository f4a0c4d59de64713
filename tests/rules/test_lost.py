"""What could not be read makes nothing missing where it stands, and hides nothing elsewhere."""

from dataclasses import replace

import pytest

from annual_report import Drop, clean, judged
from checker.document import Document, Note
from checker.messages import Message


def lost(document: Document, block: int) -> Document:
    note = Note("picture", Message("a large picture stands here"), block=block, lost=True)
    return replace(document, notes=(note,))


def found(document: Document) -> list[str]:
    return [finding.problem.code for finding in judged(document).findings]


def test_a_letterhead_hides_no_missing_section() -> None:
    document = lost(Drop("六、")(Drop("依据《政府信息公开信息处理费管理办法》")(clean())), 0)
    assert "section-missing" in found(document)


@pytest.mark.parametrize("away", [0, 1])
def test_a_picture_where_the_section_would_stand_leaves_it_unjudged(away: int) -> None:
    document = Drop("六、")(Drop("依据《政府信息公开信息处理费管理办法》")(clean()))
    report = judged(lost(document, len(document.blocks) - away))
    assert "section-missing" not in [finding.problem.code for finding in report.findings]
    assert report.unread
    assert not report.conforms()
