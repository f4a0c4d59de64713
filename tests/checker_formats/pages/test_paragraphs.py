"""Lines are rejoined into paragraphs."""

from typing import Any

from checker_formats.pdf.reader import PdfReader
from tests.support.languages import LANGUAGES

Sheets = Any  # the type of the `paper` fixture: test folders are no packages to import it from

FULL = "政府信息公开工作年度报告由办公室按照条例编制现予公布欢迎监督本"  # 31 ideographs reach from 90 to 462


def _texts(sheet: Sheets) -> list[str]:
    return [paragraph.text for paragraph in PdfReader(languages=LANGUAGES).read(sheet.pdf()).paragraphs]


def _body(sheet: Sheets, top: float = 100) -> Sheets:
    """Write paragraphs of two full lines and a short one, each with its first line indented."""
    for index in range(3):
        y = top + 60 * index
        sheet.text(114, y, FULL[2:]).text(90, y + 20, FULL).text(90, y + 40, "完。")
    return sheet


def test_lines_of_a_paragraph_are_one_text(paper: Sheets) -> None:
    assert _texts(_body(paper())) == [FULL[2:] + FULL + "完。"] * 3


def test_paragraph_goes_on_over_a_page_break(paper: Sheets) -> None:
    sheet = _body(paper(), 600).text(114, 780 - 20, FULL[2:]).turn().text(90, 100, FULL).text(90, 120, "完。")
    assert _texts(_body(sheet, 160))[3] == FULL[2:] + FULL + "完。"


def test_heading_is_not_glued_to_what_follows(paper: Sheets) -> None:
    sheet = _body(paper()).text(114, 300, "一、总体情况").text(114, 320, FULL[2:]).text(90, 340, "完。")
    assert _texts(sheet)[3:] == ["一、总体情况", FULL[2:] + "完。"]


def test_sections_numbered_in_turn_are_two(paper: Sheets) -> None:
    first, second = "4.2 " + FULL[:29], "4.3 " + FULL[:20]
    sheet = _body(paper()).text(90, 300, first).text(90, 320, second)
    assert _texts(sheet)[3:] == [first, second]


def test_a_full_line_does_not_take_in_the_title_of_a_subsection(paper: Sheets) -> None:
    line = "Flammable gases, category 1A H220, according to No 1272/2008"  # as wide as FULL
    after = "2.2. Label elements", "2.2 million of them, it says"
    for text, glued in zip(after, (False, True), strict=True):
        sheet = _body(paper()).text(90, 300, line, size=10.3).text(90, 320, text, size=10.3)
        assert (len(_texts(sheet)[3:]) == 1) is glued


def test_larger_title_stands_alone(paper: Sheets) -> None:
    sheet = _body(paper().text(90, 70, FULL[:18], size=20.6))
    assert _texts(sheet)[0] == FULL[:18]


def test_title_that_wraps_in_the_middle_is_one_title(paper: Sheets) -> None:
    sheet = _body(paper().text(96, 50, FULL[:18], size=20).text(266, 76, "告", size=20))
    assert _texts(sheet)[0] == FULL[:18] + "告"


def test_two_title_lines_by_choice_stay_two(paper: Sheets) -> None:
    sheet = _body(paper().text(196, 50, FULL[:8], size=20).text(226, 76, FULL[:5], size=20))
    assert _texts(sheet)[:2] == [FULL[:8], FULL[:5]]


def test_address_that_did_not_fit_does_not_end_the_paragraph(paper: Sheets) -> None:
    sheet = (
        _body(paper())
        .text(114, 300, FULL[2:24])
        .text(90, 320, "http://www.qps.gov.cn")
        .text(234, 320, "查阅。")
    )
    assert _texts(sheet)[3] == FULL[2:24] + "http://www.qps.gov.cn查阅。"


def test_space_between_paragraphs_parts_them(paper: Sheets) -> None:
    sheet = _body(paper()).text(90, 320, FULL).text(90, 356, FULL)
    assert _texts(sheet)[3:] == [FULL, FULL]


def test_table_parts_paragraphs(paper: Sheets) -> None:
    sheet = (
        _body(paper()).text(90, 290, FULL).grid([90, 200, 300], [300, 320, 340], [["甲", "1"], ["乙", "2"]])
    )
    blocks = PdfReader(languages=LANGUAGES).read(sheet.text(90, 360, FULL).pdf()).blocks
    assert [type(block).__name__ for block in blocks[-3:]] == ["Paragraph", "Table", "Paragraph"]
