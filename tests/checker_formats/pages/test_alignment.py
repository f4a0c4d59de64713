"""Tables with few rules or none: columns are found by alignment, or the text is noted as unread."""

from collections.abc import Sequence
from typing import Any

import pytest

from checker import Document, Paragraph
from checker_formats.pdf.reader import PdfReader
from tests.support.languages import LANGUAGES

Sheets = Any  # the type of the `paper` fixture: test folders are no packages to import it from

ROWS = [
    ["项目", "本年", "上年", "合计"],
    ["甲类", "12", "3", "15"],
    ["乙类", "4", "0", "4"],
    ["丙类", "7", "1", "8"],
]
LEFTS = [50.0, 200.0, 300.0, 400.0]


def _written(
    sheet: Sheets, rows: Sequence[Sequence[str]] = ROWS, top: float = 100, step: float = 25
) -> Sheets:
    for place, row in enumerate(rows):
        for x, text in zip(LEFTS, row, strict=False):
            sheet.text(x + 5, top + step * place + 16, text, size=10)
    return sheet


def _levels(
    sheet: Sheets, ys: Sequence[float], x0: float = 50, x1: float = 500, color: str = "0 G"
) -> Sheets:
    for y in ys:
        sheet.line(x0, y, x1, y, color=color)
    return sheet


def _table(document: Document) -> list[list[str]]:
    (table,) = document.tables
    assert not any(cell.certain for cell in table.cells)
    return [[cell.text for cell in table.row(row)] for row in range(table.height)]


def test_rules_between_rows_only(paper: Sheets) -> None:
    sheet = _levels(_written(paper()), [100, 125, 150, 175, 200])
    assert _table(PdfReader().read(sheet.pdf())) == ROWS


def test_three_rules(paper: Sheets) -> None:
    sheet = _levels(_written(paper()), [100, 125, 200])
    assert _table(PdfReader().read(sheet.pdf())) == ROWS


def test_rows_above_the_first_rule_and_below_the_last_belong_to_the_table(paper: Sheets) -> None:
    assert _table(PdfReader().read(_levels(_written(paper()), [125, 150, 175]).pdf())) == ROWS


def test_text_above_the_first_rule_is_no_row(paper: Sheets) -> None:
    sheet = _levels(_written(paper().text(50, 92, "单位：万元", size=10)), [100, 125, 150, 175, 200])
    document = PdfReader().read(sheet.text(50, 216, "注：本表按年度统计。", size=10).pdf())
    assert _table(document) == ROWS
    assert [paragraph.text for paragraph in document.paragraphs] == ["单位：万元", "注：本表按年度统计。"]


def test_dashed_rules_between_rows(paper: Sheets) -> None:
    sheet = _written(paper())
    for y in (100, 125, 150, 175, 200):
        for x in range(50, 500, 4):
            sheet.line(x, y, min(x + 2, 500), y)
    assert _table(PdfReader().read(sheet.pdf())) == ROWS


def test_coloured_rows(paper: Sheets) -> None:
    sheet = paper()
    for top in (125, 175):
        sheet.box(50, top, 500, top + 25)
    rows = [*ROWS, ["丁类", "2", "2", "4"]]
    assert _table(PdfReader().read(_written(sheet, rows).pdf())) == rows


def test_no_rules(paper: Sheets) -> None:
    document = PdfReader().read(_written(paper().text(50, 80, "下表列出本年情况。")).pdf())
    assert _table(document) == ROWS
    assert [paragraph.text for paragraph in document.paragraphs] == ["下表列出本年情况。"]


def test_outer_frame_and_rules_between_rows(paper: Sheets) -> None:
    sheet = _levels(_written(paper()), [100, 125, 150, 175, 200])
    sheet.line(50, 100, 50, 200).line(500, 100, 500, 200)
    assert _table(PdfReader().read(sheet.pdf())) == ROWS


def test_rules_of_the_head_only(paper: Sheets) -> None:
    sheet = _levels(_written(paper()), [100, 125, 150, 175, 200])
    for x in (50, 200, 300, 400, 500):
        sheet.line(x, 100, x, 125)
    sheet.line(50, 125, 50, 200).line(500, 125, 500, 200)
    document = PdfReader().read(sheet.pdf())
    (table,) = document.tables
    assert [[cell.text for cell in table.row(row)] for row in range(4)] == ROWS
    assert [cell.certain for cell in table.row(2)] == [False] * 4


def test_merged_head_is_found_by_its_rule(paper: Sheets) -> None:
    sheet = _levels(paper(), [100, 150, 175, 200]).line(200, 125, 500, 125)
    sheet.text(60, 130, "项目", size=10).text(335, 116, "数量", size=10)
    _written(sheet, [["", "本年", "上年", "合计"], *ROWS[1:3]], top=125)
    (table,) = PdfReader().read(sheet.pdf()).tables
    assert [(c.text, c.row, c.column, c.row_span, c.column_span) for c in table.cells][:2] == [
        ("项目", 0, 0, 2, 1), ("数量", 0, 1, 1, 3),
    ]  # fmt: skip


def test_rule_under_the_page_head_belongs_to_no_table(paper: Sheets) -> None:
    sheet = _levels(paper().text(50, 45, "某某局文件"), [50])
    for line in range(3):
        sheet.text(50, 70 + 16 * line, "本机关按照条例的规定编制本年度的报告并向社会公布如有疑问请联系")
    sheet = _levels(_written(sheet, top=140), [140, 165, 190, 215, 240])
    document = PdfReader().read(sheet.pdf())
    assert _table(document) == ROWS
    assert sum(paragraph.text.count("本机关") for paragraph in document.paragraphs) == 3


# --- what cannot be split -------------------------------------------------------------------------------------


def test_columns_that_make_no_regular_table_are_noted_as_unread(paper: Sheets) -> None:
    sheet = paper().text(50, 80, "一、总体情况")
    _written(sheet, [ROWS[0], ["甲类的全称很长", "12", "3", "15"], ["要写两行"], *ROWS[2:]], step=16)
    document = PdfReader().read(sheet.text(50, 300, "二、其他事项").pdf())
    assert not document.tables
    assert [(note.code, note.page, note.block, note.lost) for note in document.notes] == [
        ("unruled-table", 1, 0, True)
    ]
    assert [paragraph.text for paragraph in document.paragraphs] == ["一、总体情况", "二、其他事项"]
    boxed = [block.text for block in document.blocks if isinstance(block, Paragraph) and block.part == "box"]
    assert "甲类的全称很长 12 3 15" in boxed


# --- what is not a table ----------------------------------------------------------------------------------------

PLAIN: dict[str, list[list[str]]] = {
    "contact lines": [["电话：0517-87290606", "传真：87290607"], ["地址：某某路1号", "邮编：223001"]],
    "list of names": [["张三", "李四"], ["王五", "赵六"], ["钱七", "孙八"], ["周九", "吴十"]],
    "contents": [["一、总体情况........", "1"], ["二、主动公开........", "2"], ["三、申请........", "3"]],
    "contents without leaders": [
        ["一、总体情况", "1"],
        ["二、主动公开", "2"],
        ["三、申请", "2"],
        ["四、其他", "11"],
    ],
    "two figures": [["收到", "12"], ["办结", "11"]],
}


@pytest.mark.parametrize("rows", PLAIN.values(), ids=PLAIN.keys())
def test_other_text_with_wide_gaps_is_no_table(paper: Sheets, rows: list[list[str]]) -> None:
    document = PdfReader().read(_written(paper(), rows).pdf())
    assert (document.tables, document.notes) == ((), ())


def test_prose_between_two_rules_is_no_table(paper: Sheets) -> None:
    sheet = _levels(paper(), [100, 200])
    for line in range(5):
        sheet.text(50, 118 + 16 * line, "本机关按照条例的规定编制本年度的报告并向社会公布如有疑问请联系")
    document = PdfReader().read(sheet.pdf())
    assert (document.tables, document.notes) == ((), ())


# --- captions, frames, charts --------------------------------------------------------------------------------


@pytest.mark.parametrize("text", ["表3 本年情况", "Table 3. Figures", "附表一 情况", "Exhibit 2 Groups"])
def test_caption_in_the_first_row_is_text_above_the_table(paper: Sheets, text: str) -> None:
    sheet = paper().line(50, 75, 500, 75).line(50, 75, 50, 100).line(500, 75, 500, 100).text(180, 92, text)
    content = sheet.grid([*LEFTS, 500], [100, 125, 150, 175, 200], ROWS).pdf()
    document = PdfReader(languages=LANGUAGES).read(content)
    (table,) = document.tables
    assert [[cell.text for cell in table.row(row)] for row in range(table.height)] == ROWS
    assert [(type(block).__name__) for block in document.blocks] == ["Paragraph", "Table"]


def test_first_row_that_is_a_label_stays(paper: Sheets) -> None:
    sheet = (
        paper().line(50, 75, 500, 75).line(50, 75, 50, 100).line(500, 75, 500, 100).text(180, 92, "第二十条")
    )
    (table,) = PdfReader().read(sheet.grid([*LEFTS, 500], [100, 125, 150, 175, 200], ROWS).pdf()).tables
    assert table.row(0)[0].text == "第二十条"


def test_frame_around_a_page_is_not_a_table(paper: Sheets) -> None:
    sheet = paper().box(30, 30, 565, 100, paint="0 G", how="S").box(30, 100, 565, 812, paint="0 G", how="S")
    sheet.text(50, 60, "某某局文件")
    for line in range(12):
        sheet.text(50, 130 + 20 * line, f"第{line + 1}行：本机关按照条例的规定编制本年度报告。")
    document = PdfReader().read(sheet.pdf())
    assert not document.tables
    assert document.paragraphs[0].text == "某某局文件"
    assert sum(paragraph.text.count("本机关") for paragraph in document.paragraphs) == 12


def test_chart_is_not_a_table(paper: Sheets) -> None:
    sheet = paper()
    for y in range(100, 301, 25):
        sheet.line(80, y, 500, y).text(50, y + 4, str(300 - y), size=9)
    sheet.line(80, 100, 80, 300).line(500, 100, 500, 300).text(250, 90, "申请数量")
    assert not PdfReader().read(sheet.pdf()).tables
