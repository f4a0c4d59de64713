"""Pages set in two columns are read one column after the other; other pages are not cut."""

from typing import Any

from checker import Document
from checker_formats.pdf.reader import PdfReader

Sheets = Any  # the type of the `paper` fixture: test folders are no packages to import it from

FULL = "政府信息公开工作年度报告由办公室按照条例"  # 20 ideographs of 11 points: 220 points


def _texts(document: Document) -> list[str]:
    return [paragraph.text for paragraph in document.paragraphs]


def _column(sheet: Sheets, x: float, mark: str, lines: int = 8, top: float = 150) -> Sheets:
    """Write a paragraph whose lines are full but for the last, a step lower than those of the other column."""
    for line in range(lines - 1):
        sheet.text(x, top + 20 * line, mark + FULL[1:], size=11)
    return sheet.text(x, top + 20 * (lines - 1), mark + "完。", size=11)


def _two(paper: Sheets) -> Sheets:
    return _column(_column(paper().text(200, 80, "年度报告", size=22), 50, "左"), 310, "右", top=157)


def test_left_column_is_read_before_the_right_one(paper: Sheets) -> None:
    title, left, right = _texts(PdfReader().read(_two(paper).pdf()))
    assert title == "年度报告"
    assert (left, right) == (("左" + FULL[1:]) * 7 + "左完。", ("右" + FULL[1:]) * 7 + "右完。")


def test_text_below_the_columns_comes_last(paper: Sheets) -> None:
    sheet = _two(paper).text(50, 500, FULL * 2, size=11)
    assert _texts(PdfReader().read(sheet.pdf()))[-1] == FULL * 2


def test_tables_stand_in_their_columns(paper: Sheets) -> None:
    sheet = _two(paper)
    sheet.grid([50, 120, 270], [330, 350, 370, 390], [["甲", "1"], ["乙", "2"], ["丙", "3"]])
    sheet.grid([310, 400, 530], [340, 360, 380, 400], [["丁", "4"], ["戊", "5"], ["己", "6"]])
    document = PdfReader().read(sheet.pdf())
    assert [type(block).__name__ for block in document.blocks] == [
        "Paragraph", "Paragraph", "Table", "Paragraph", "Table",
    ]  # fmt: skip
    assert [[cell.text for cell in table.cells] for table in document.tables] == [
        ["甲", "1", "乙", "2", "丙", "3"], ["丁", "4", "戊", "5", "己", "6"],
    ]  # fmt: skip


def test_table_goes_on_in_the_next_column(paper: Sheets) -> None:
    sheet = paper()
    rows = [[f"第{'甲乙丙丁戊己庚辛'[row]}行", str(row)] for row in range(8)]
    sheet.grid([50, 120, 270], [700 + 14 * row for row in range(5)], rows[:4])
    sheet.grid([310, 380, 530], [150 + 14 * row for row in range(5)], rows[4:])
    _column(_column(sheet, 50, "左", lines=20), 310, "右", top=260)
    (table,) = PdfReader().read(sheet.pdf()).tables
    assert [[cell.text for cell in table.row(row)] for row in range(table.height)] == rows


def test_paragraph_goes_on_in_the_next_column(paper: Sheets) -> None:
    sheet = _column(paper(), 310, "右", top=157)
    for line in range(8):
        sheet.text(50, 150 + 20 * line, "左" + FULL[1:], size=11)
    assert _texts(PdfReader().read(sheet.pdf())) == [("左" + FULL[1:]) * 8 + ("右" + FULL[1:]) * 7 + "右完。"]


def test_labels_with_their_values_are_read_line_by_line(paper: Sheets) -> None:
    sheet = paper()
    for line in range(10):
        sheet.text(50, 100 + 20 * line, f"项目{line}", size=11).text(310, 100 + 20 * line, FULL, size=11)
    assert "".join(_texts(PdfReader().read(sheet.pdf()))).startswith(f"项目0 {FULL}项目1")


def test_wide_table_is_not_cut(paper: Sheets) -> None:
    rows = [[FULL, FULL] for _row in range(8)]
    sheet = paper().grid([50, 300, 550], [100 + 20 * row for row in range(9)], rows)
    (table,) = PdfReader().read(sheet.pdf()).tables
    assert (table.height, table.width) == (8, 2)
