"""Watermarks, underlines and strike-through lines are not part of the text."""

from typing import Any

import pytest

from checker import Document
from checker_formats.pdf.reader import PdfReader

Sheets = Any  # the type of the `paper` fixture: test folders are no packages to import it from

TEXT = "本机关主动公开政府信息。"


def _texts(document: Document) -> list[str]:
    return [paragraph.text for paragraph in document.paragraphs]


def _page(paper: Sheets, sheet: Sheets | None = None) -> Sheets:
    sheet = sheet or paper()
    for line in range(6):
        sheet.text(90, 300 + 30 * line, TEXT)
    return sheet


# --- watermarks ----------------------------------------------------------------------------------------------


def test_large_text_under_the_text_is_left_out(paper: Sheets) -> None:
    document = PdfReader().read(_page(paper, paper().text(60, 380, "内部资料", size=60)).pdf())
    assert "".join(_texts(document)) == TEXT * 6


def test_watermark_does_not_enter_cells(paper: Sheets) -> None:
    sheet = paper().text(52, 150, "内部资料", size=60)
    sheet.grid([50, 150, 250, 350], [100, 125, 150], [["甲", "1", "2"], ["乙", "3", "4"]])
    (table,) = PdfReader().read(sheet.pdf()).tables
    assert [cell.text for cell in table.cells] == ["甲", "1", "2", "乙", "3", "4"]


def test_watermark_beside_the_text_of_another_page_is_left_out_too(paper: Sheets) -> None:
    sheet = _page(paper, paper().text(60, 380, "内部资料", size=60)).turn()
    document = PdfReader().read(sheet.text(60, 380, "内部资料", size=60).text(90, 100, "完").pdf())
    assert "".join(_texts(document)) == TEXT * 6 + "完"


@pytest.mark.parametrize("first", [True, False])
def test_small_words_painted_all_over_the_page_are_left_out(paper: Sheets, first: bool) -> None:
    sheet = paper() if first else _page(paper)
    for place in range(12):
        sheet.text(60 + 70 * (place % 4), 302 + 55 * (place // 4), "内部18", size=14)
    document = PdfReader().read((_page(paper, sheet) if first else sheet).pdf())
    assert "".join(_texts(document)) == TEXT * 6


def test_words_in_a_row_that_cover_nothing_are_kept(paper: Sheets) -> None:
    sheet = _page(paper)
    for place in range(6):
        sheet.text(90 + 60 * place, 600, "合格2")
    assert "合格2合格2" in "".join("".join(_texts(PdfReader().read(sheet.pdf()))).split())


def test_title_above_the_text_is_kept(paper: Sheets) -> None:
    document = PdfReader().read(_page(paper, paper().text(90, 280, "年度报告", size=30)).pdf())
    assert _texts(document)[0] == "年度报告"


def test_slanted_text_is_noted(paper: Sheets) -> None:
    slanted = "q 0.7 0.7 -0.7 0.7 200 300 cm BT /F1 30 Tf (DRAFT) Tj ET Q"
    document = PdfReader().read(_page(paper).raw(slanted).pdf())
    assert "".join(_texts(document)) == TEXT * 6
    assert [(note.code, note.page, note.lost) for note in document.notes] == [("slanted-text", 1, False)]


# --- lines on text -------------------------------------------------------------------------------------------

CELLS = [["甲", "12"], ["乙", "34"]]


def _ruled(paper: Sheets, *lines: tuple[float, float, float]) -> Document:
    sheet = paper().grid([50, 150, 250], [100, 125, 150], CELLS)
    for x0, x1, y in lines:
        sheet.line(x0, y, x1, y)
    return PdfReader().read(sheet.pdf())


@pytest.mark.parametrize("below", [0.5, 1.5, 2.5])
def test_underline_in_a_cell_is_not_a_rule(paper: Sheets, below: float) -> None:
    (table,) = _ruled(paper, (153, 165, 113 + below)).tables
    assert [cell.text for cell in table.cells] == ["甲", "12", "乙", "34"]
    assert (table.height, table.width) == (2, 2)


def test_number_that_a_line_strikes_through_is_left_out_and_noted_once(paper: Sheets) -> None:
    document = _ruled(paper, (153, 165, 110), (153, 165, 135))
    (table,) = document.tables
    assert [cell.text for cell in table.cells] == ["甲", "", "乙", ""]
    assert [(note.code, note.page, note.lost) for note in document.notes] == [("tracked-changes", 1, False)]


def test_struck_part_of_a_line_is_left_out(paper: Sheets) -> None:
    sheet = (
        paper().text(90, 100, "收到").text(114, 100, "15").text(130, 100, "16件").line(114, 96.5, 128.4, 96.5)
    )
    assert _texts(PdfReader().read(sheet.pdf())) == ["收到16件"]


def test_stripes_of_a_shading_strike_nothing_through(paper: Sheets) -> None:
    sheet = paper()
    for stripe in range(12):
        sheet.line(88, 90 + stripe, 164, 90 + stripe, color=f"0.{stripe:02} G")
    document = PdfReader().read(sheet.text(90, 100, "一、总体情况").pdf())
    assert (_texts(document), document.notes) == (["一、总体情况"], ())


def test_underlined_heading_is_kept(paper: Sheets) -> None:
    sheet = paper().text(90, 100, "一、总体情况").line(90, 102, 162, 102)
    document = PdfReader().read(sheet.pdf())
    assert (_texts(document), document.notes) == (["一、总体情况"], ())


def test_rules_of_a_tight_table_are_no_lines_on_text(paper: Sheets) -> None:
    sheet = paper().grid([50, 72, 94], [100, 114, 128], [["", ""], ["", ""]])
    sheet.text(52, 112, "12", size=16).text(74, 112, "34", size=16).text(52, 126, "56", size=16)
    (table,) = PdfReader().read(sheet.pdf()).tables
    assert [cell.text for cell in table.cells] == ["12", "34", "56", ""]


# --- dots and dashes -----------------------------------------------------------------------------------------


def _dashed(line: tuple[float, float, float, float], on: float, off: float, width: float) -> str:
    """Fill a line of dashes as browsers do, from the bottom left corner of the page."""
    (x0, y0, x1, y1), dashes, place = line, [], 0.0
    length = max(x1 - x0, y1 - y0)
    while place < length:
        end = min(on, length - place)
        box = (x0 + place, y0, end, width) if x1 > x0 else (x0, y0 + place, width, end)
        dashes.append("{:.2f} {:.2f} {:.2f} {:.2f} re f".format(*box))
        place += on + off
    return " ".join(dashes)


@pytest.mark.parametrize(
    ("on", "off", "width"),
    [(0.58, 0.58, 0.58), (1.74, 1.15, 0.58), (2.6, 1.7, 0.87), (1.5, 1.5, 1.5), (2.8, 3.0, 0.7)],
    ids=["dotted", "dashed", "thick dashes", "square dots", "loose dashes"],
)
def test_dotted_and_dashed_rules_make_a_grid(paper: Sheets, on: float, off: float, width: float) -> None:
    sheet = paper().grid([50, 150, 250], [100, 125, 150], CELLS).raw("")
    sheet.pages[-1] = [one for one in sheet.pages[-1] if not one.endswith("l S")]  # the text alone
    for y in (742, 717, 692):
        sheet.raw(_dashed((50, y, 250, y), on, off, width))
    for x in (50, 150, 250):
        sheet.raw(_dashed((x, 692, x, 742), on, off, width))
    (table,) = PdfReader().read(sheet.pdf()).tables
    assert [(cell.row, cell.column, cell.text) for cell in table.cells] == [
        (0, 0, "甲"), (0, 1, "12"), (1, 0, "乙"), (1, 1, "34"),
    ]  # fmt: skip
