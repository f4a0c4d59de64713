"""What cannot be read is noted with its page, and nothing that may stand there is called missing."""

from pathlib import Path
from typing import Any

import pytest

from checker.judging.reports import Outcome, Report
from checker_formats.pdf.reader import PdfReader
from tests.support.engine import checker
from tests.support.languages import LANGUAGES
from tests.support.scanned_pdfs import scanned

Sheets = Any  # the type of the `paper` fixture: test folders are no packages to import it from

EXAMPLE = Path(__file__).parents[3] / "examples" / "qingping-2024.pdf"
SECTIONS = (
    "一、总体情况",
    "二、主动公开政府信息情况",
    "三、收到和处理政府信息公开申请情况",
    "四、政府信息公开行政复议、行政诉讼情况",
    "五、存在的主要问题及改进情况",
    "六、其他需要报告的事项",
)


def _picture(x: float, y: float, width: float, height: float) -> str:
    """Paint a picture with its bottom left corner at (x, y), in points from the page's bottom left corner."""
    return f"q {width} 0 0 {height} {x} {y} cm BI /W 1 /H 1 /CS /G /BPC 8 ID \xff EI Q"


def _notes(content: bytes) -> list[tuple[str, int | None, int | None, bool]]:
    return [
        (note.code, note.page, note.block, note.lost)
        for note in PdfReader(languages=LANGUAGES).read(content).notes
    ]


def _failing(report: Report) -> set[str]:
    return {finding.problem.code for finding in report.findings if finding.outcome is Outcome.FAIL}


def _unread(report: Report) -> set[str]:
    return {assessment.rule.id for assessment in report.assessments if assessment.unread}


def _without_characters(content: bytes, font: int) -> bytes:
    """Take from the n-th font what says which characters it draws."""
    before = content.split(b"/ToUnicode")
    return b"/ToUnicode".join(before[: font + 1]) + b"/FromUnicode" + b"/ToUnicode".join(before[font + 1 :])


# --- scans ---------------------------------------------------------------------------------------------------


def test_scanned_report_is_not_read() -> None:
    report = checker().check("scan.pdf", scanned(EXAMPLE.read_bytes(), dpi=50))
    assert report.failure is not None
    assert report.failure.code == "no-text-layer"


@pytest.mark.parametrize("page", [1, 2, 3, 4, 5])
def test_nothing_is_called_missing_that_may_stand_on_a_scanned_page(page: int) -> None:
    report = checker().check("scan.pdf", scanned(EXAMPLE.read_bytes(), (page,), dpi=50))
    assert [(note.code, note.page, note.lost) for note in report.notes] == [("no-text-layer", page, True)]
    assert not _failing(report)
    assert _unread(report)


def test_scan_of_one_section_does_not_excuse_the_others() -> None:
    report = checker().check("scan.pdf", scanned(EXAMPLE.read_bytes(), (2,), dpi=50))
    # what is wrong may stand on any page; what is demanded stands in its section
    anywhere = {"leftovers-placeholders", "leftovers-template", "leftovers-revisions", "narrative-sums",
                "basis-cited", "citations-right", "dates-possible", "dates-whole", "dates-in-period", "text-year",
                "contact-valid", "personal-data", "sections-extra", "sections-numbering", "brackets-closed",
                "words-repeated", "parts-announced", "figures-counted", "one-report", "basis-beside",
                "parts-outdated"}  # fmt: skip
    compared = {f"{what}-text" for what in (
        "applications-results", "review", "review-outcomes", "disclosure-documents", "disclosure-decisions")}  # fmt: skip
    assert _unread(report) == {"overview-aspects", "applications-told"} | compared | anywhere


def test_scan_within_margins_with_a_page_number_has_no_text_layer(paper: Sheets) -> None:
    content = (
        paper().text(90, 100, "正文").turn().raw(_picture(90, 100, 400, 600)).text(280, 800, "- 2 -").pdf()
    )
    assert _notes(content) == [("no-text-layer", 2, 0, True)]


# --- fonts that do not say what they draw --------------------------------------------------------------------


def test_report_without_any_characters_is_garbled() -> None:
    report = checker().check("x.pdf", EXAMPLE.read_bytes().replace(b"/ToUnicode", b"/FromUnicode"))
    assert report.failure is not None
    assert report.failure.code == "garbled-text"


@pytest.mark.parametrize("font", [1, 2])
def test_words_in_a_font_that_cannot_be_read_are_not_called_missing(font: int) -> None:
    report = checker().check("x.pdf", _without_characters(EXAMPLE.read_bytes(), font))
    assert "garbled-text" in {note.code for note in report.notes}
    assert not _failing(report)
    assert _unread(report)


def test_heading_of_unknown_characters_on_a_full_page_is_noted(paper: Sheets) -> None:
    sheet = paper().text(90, 60, "\ue001\ue002\ue003\ue004\ue005")
    for line in range(20):
        sheet.text(50, 100 + 20 * line, "政府信息公开工作年度报告由某某局办公室负责编制")
    assert _notes(sheet.pdf()) == [("garbled-text", 1, None, True)]


@pytest.mark.parametrize(("unknown", "notes"), [(4, []), (6, [("garbled-text", 1, None, True)])])
def test_more_than_one_unknown_character_in_twenty_is_garbled_text(
    paper: Sheets, unknown: int, notes: list[tuple[str, int, None, bool]]
) -> None:
    sheet = paper()
    for line in range(10):
        text = "政府信息公开年度报告" if line >= unknown else "政府信息公开年度报\ue001"
        sheet.text(90, 100 + 20 * line, text)
    assert _notes(sheet.pdf()) == notes


def test_digits_of_unknown_characters_are_noted(paper: Sheets) -> None:
    sheet = paper().text(90, 60, "2\ue0002\ue001年共收到申请12件")
    for line in range(20):
        sheet.text(50, 100 + 20 * line, "政府信息公开工作年度报告由某某局办公室负责编制")
    assert _notes(sheet.pdf()) == [("garbled-text", 1, None, True)]


def test_bullets_and_leaders_of_a_symbol_font_are_not_words(paper: Sheets) -> None:
    sheet = paper().text(90, 60, "目录" + "\uf02e" * 12 + "1")
    for line in range(20):
        sheet.text(40, 100 + 20 * line, "\uf0b7政府信息公开工作年度报告由某某局办公室负责编制")
    assert not _notes(sheet.pdf())


# --- pictures ------------------------------------------------------------------------------------------------


def _report_with(paper: Sheets, picture: str) -> bytes:
    sheet = paper().text(180, 60, "某某局2024年政府信息公开工作年度报告", size=14)
    for number, section in enumerate(SECTIONS):
        page_part = 100 + 220 * (number % 3)
        sheet.text(90, page_part, section).text(90, page_part + 20, "本年度情况如下。")
        if number == 2:
            sheet.raw(picture).turn()
    return bytes(sheet.pdf())


def test_table_as_a_picture_is_not_called_missing(paper: Sheets) -> None:
    report = checker().check("x.pdf", _report_with(paper, _picture(90, 100, 400, 120)))
    assert [(note.code, note.page, note.block) for note in report.notes] == [("picture", 1, 6)]
    assert "applications-present" in _unread(report)
    assert {finding.rule.id for finding in report.findings if finding.problem.code == "table-missing"} == {
        "disclosure-present",
        "review-present",
    }


def test_picture_stored_in_strips_is_one_picture(paper: Sheets) -> None:
    strips = "\n".join(_picture(90, 100 + 10 * strip, 400, 10) for strip in range(12))
    assert _notes(_report_with(paper, strips)) == [("picture", 1, 6, True)]


def test_seal_is_not_a_picture_of_a_table(paper: Sheets) -> None:
    assert not _notes(_report_with(paper, _picture(300, 100, 120, 120)))


def test_background_of_text_is_not_a_picture(paper: Sheets) -> None:
    content = (
        paper()
        .raw(_picture(50, 500, 450, 250))
        .text(90, 200, "政府信息公开工作年度报告")
        .text(90, 220, "正文")
    )
    assert not _notes(content.text(90, 240, "本机关").pdf())


def test_letterhead_on_every_page_is_not_a_picture(paper: Sheets) -> None:
    sheet = paper()
    for _page in range(2):
        sheet.raw(_picture(50, 740, 480, 90)).text(
            90, 200, "政府信息公开工作年度报告由某某局办公室负责编制"
        ).turn()
    assert not _notes(sheet.text(90, 200, "完").pdf())


# --- white text ----------------------------------------------------------------------------------------------

ROUNDED = "0.1 0.4 0.7 rg 80 680 m 300 680 l 310 680 310 710 300 710 c 80 710 l 70 710 70 680 80 680 c f"
GROUNDS = {
    "rounded": ROUNDED,
    "circle": "0.1 g 200 650 m 260 650 260 750 200 750 c 60 750 60 650 200 650 c f",
    "slanted": "0.1 g 70 690 m 90 720 l 320 720 l 300 680 l h f",
    "shading": "q 70 680 240 40 re W n /Shade sh Q",
    "shading in a rounded clip": "q 70 695 m 70 670 310 670 310 695 c 310 720 70 720 70 695 c W n /Shade sh Q",
    "pattern": "/Pattern cs /P1 scn 70 680 240 40 re f",
    "picture": _picture(70, 680, 240, 40),
    "thick line": "0.2 G 30 w 70 698 m 310 698 l S",
    "thick curve": "0.2 G 30 w 70 698 m 100 690 200 690 310 698 c S",
}


@pytest.mark.parametrize("ground", GROUNDS.values(), ids=GROUNDS.keys())
def test_white_text_on_any_painted_ground_is_read(paper: Sheets, ground: str) -> None:
    sheet = paper().raw(ground).raw("1 g BT /F1 12 Tf 90 694 Td (heading) Tj ET 0 g").text(90, 300, "text")
    document = PdfReader().read(sheet.pdf())
    assert [paragraph.text for paragraph in document.paragraphs] == ["heading", "text"]
    assert not document.notes


@pytest.mark.parametrize(
    "ground",
    ["", "1 g 70 690 m 90 720 l 320 720 l h f", ROUNDED.replace("680", "280").replace("710", "310")],
    ids=["none", "white", "elsewhere"],
)
def test_white_text_on_white_is_hidden(paper: Sheets, ground: str) -> None:
    sheet = paper().raw(ground).raw("1 g BT /F1 12 Tf 90 694 Td (hidden) Tj ET 0 g").text(90, 100, "text")
    assert _notes(sheet.pdf()) == [("hidden-text", 1, None, False)]
