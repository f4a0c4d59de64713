"""What the joining of tables over page breaks promises."""

from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from checker.documents.document import Table
from checker_formats.pages.page import Char, Opened, Page, RuledLine
from checker_formats.pdf.reader import PdfReader
from tests.support.languages import LANGUAGES

Sheets = Any  # the type of the `paper` fixture: test folders are no packages to import it from
Place = tuple[int, int, int, int]

COLUMNS = [80.0, 220.0, 320.0, 420.0]


def _tables(content: bytes) -> tuple[Table, ...]:
    return PdfReader(languages=LANGUAGES).read(content).tables


def _rows(table: Table) -> list[list[str]]:
    return [[cell.text for cell in table.row(row)] for row in range(table.height)]


def _edges(top: float, count: int) -> list[float]:
    return [top + 20 * index for index in range(count + 1)]


def test_table_over_a_page_break_is_one_table(paper: Sheets) -> None:
    sheet = (
        paper()
        .grid(COLUMNS, _edges(700, 2), [["类别", "甲", "乙"], ["新收", "1", "2"]])
        .text(290, 800, "- 1 -")
    )
    sheet.turn().grid(COLUMNS, _edges(70, 2), [["结转", "3", "4"], ["总计", "4", "6"]]).text(
        290, 800, "- 2 -"
    )
    (table,) = _tables(sheet.pdf())
    assert _rows(table) == [["类别", "甲", "乙"], ["新收", "1", "2"], ["结转", "3", "4"], ["总计", "4", "6"]]
    assert [cell.page for cell in table.cells if cell.column == 0] == [1, 1, 2, 2]


def test_repeated_head_is_dropped(paper: Sheets) -> None:
    head = ["类别", "甲", "乙"]
    sheet = paper().grid(COLUMNS, _edges(700, 2), [head, ["新收", "1", "2"]])
    sheet.turn().grid(COLUMNS, _edges(70, 2), [head, ["总计", "4", "6"]])
    (table,) = _tables(sheet.pdf())
    assert _rows(table) == [head, ["新收", "1", "2"], ["总计", "4", "6"]]


def test_row_before_the_break_without_its_rule_is_kept(paper: Sheets) -> None:
    sheet = paper().grid(COLUMNS, _edges(700, 2), [["类别", "甲", "乙"], ["新收", "1", "2"]], bottom=False)
    sheet.turn().grid(COLUMNS, _edges(70, 1), [["总计", "4", "6"]])
    (table,) = _tables(sheet.pdf())
    assert _rows(table) == [["类别", "甲", "乙"], ["新收", "1", "2"], ["总计", "4", "6"]]


def test_heading_between_keeps_tables_apart(paper: Sheets) -> None:
    sheet = paper().grid(COLUMNS, _edges(700, 2), [["类别", "甲", "乙"], ["新收", "1", "2"]])
    sheet.turn().text(80, 80, "四、复议").grid(COLUMNS, _edges(90, 1), [["总计", "4", "6"]])
    assert len(_tables(sheet.pdf())) == 2


def test_row_cut_by_the_break_is_joined_and_doubted(paper: Sheets) -> None:
    sheet = paper().grid(
        COLUMNS, _edges(700, 2), [["类别", "甲", "乙"], ["1.申请人无正当理由逾期不", "1", "2"]]
    )
    sheet.turn().grid(COLUMNS, _edges(70, 2), [["补正", "", ""], ["2.总计", "4", "6"]])
    (table,) = _tables(sheet.pdf())
    assert _rows(table) == [
        ["类别", "甲", "乙"],
        ["1.申请人无正当理由逾期不补正", "1", "2"],
        ["2.总计", "4", "6"],
    ]
    assert [cell.text for cell in table.cells if not cell.certain] == ["1.申请人无正当理由逾期不补正"]


NARROW = [80.0, 120.0, 162.0, 204.0]  # no room for another sign beside 住房保 and 1106.


def test_row_cut_after_the_point_of_a_number_is_one(paper: Sheets) -> None:
    rows = [["类", "甲", "乙"], ["住房保", "1106.", "98.1"]]
    sheet = paper().grid(NARROW, _edges(700, 2), rows)
    sheet.turn().grid(NARROW, _edges(70, 2), [["障支出", "45", ""], ["总计", "4", "6"]])
    (table,) = _tables(sheet.pdf())
    assert _rows(table)[1] == ["住房保障支出", "1106.45", "98.1"]


def test_row_that_may_be_cut_within_its_numbers_is_doubted(paper: Sheets) -> None:
    rows = [["类", "甲", "乙"], ["住房保", "557.3", "557.3"]]
    sheet = paper().grid(NARROW, _edges(700, 2), rows)
    sheet.turn().grid(NARROW, _edges(70, 2), [["障支出", "8", "8"], ["总计", "4", "6"]])
    (table,) = _tables(sheet.pdf())
    assert _rows(table)[1:] == [["住房保障支出", "557.38", "557.38"], ["总计", "4", "6"]]
    assert not any(cell.certain for cell in table.row(1))


def test_label_of_a_number_does_not_go_on_below_the_break(paper: Sheets) -> None:
    columns = [80.0, 220.0, 320.0, 460.0, 520.0]
    rows = [["收入", "数", "支出", "数"], ["八、其他收入", "28.10", "八、就业支出", "18.89"]]
    sheet = paper().grid(columns, _edges(700, 2), rows)
    sheet.turn().grid(
        columns, _edges(70, 2), [["", "", "九、健康支出", "5.29"], ["合计", "28.10", "合计", "24.18"]]
    )
    (table,) = _tables(sheet.pdf())
    assert _rows(table)[1:3] == [rows[1], ["", "", "九、健康支出", "5.29"]]


def test_blank_row_below_a_label_that_does_not_fill_its_cell_is_a_row(paper: Sheets) -> None:
    sheet = paper().grid(
        COLUMNS, _edges(700, 2), [["收入", "", "支出"], ["收入合计", "9", "支出合计"]], bottom=False
    )
    sheet.turn().grid(COLUMNS, _edges(70, 2), [["使用结余", "", "分配"], ["总计", "9", "总计"]])
    (table,) = _tables(sheet.pdf())
    assert _rows(table)[1:3] == [["收入合计", "9", "支出合计"], ["使用结余", "", "分配"]]


def test_blank_row_with_its_own_label_is_a_row(paper: Sheets) -> None:
    sheet = paper().grid(COLUMNS, _edges(700, 2), [["类别", "甲", "乙"], ["1.国家秘密", "1", "2"]])
    sheet.turn().grid(COLUMNS, _edges(70, 2), [["2.商业秘密", "", ""], ["3.总计", "4", "6"]])
    (table,) = _tables(sheet.pdf())
    assert table.height == 4


def test_cut_row_head_goes_on_below_the_break(paper: Sheets) -> None:
    def piece(sheet: Sheets, top: float, head: str, rows: list[list[str]]) -> Sheets:
        edges = _edges(top, len(rows))
        for y in (edges[0], edges[-1]):
            sheet.line(COLUMNS[0], y, COLUMNS[-1], y)
        for y in edges[1:-1]:
            sheet.line(COLUMNS[1], y, COLUMNS[-1], y)
        sheet.grid(COLUMNS[1:], edges, rows).line(COLUMNS[0], edges[0], COLUMNS[0], edges[-1])
        return sheet.text(COLUMNS[0] + 3, top + 13, head, size=10)

    sheet = piece(paper(), 700, "（三）不", [["1.秘密", "1"], ["2.隐私", "2"]]).turn()
    (table,) = _tables(piece(sheet, 70, "予公开", [["3.其他", "3"], ["4.案卷", "4"]]).pdf())
    head = table.at(0, 0)
    assert head is not None
    assert (head.text, head.row_span, head.certain) == ("（三）不予公开", 4, False)
    assert table.height == 4


def test_column_head_cut_by_the_break_goes_on(paper: Sheets) -> None:
    sheet = paper().grid([80, 200, 420], _edges(700, 1), [["复议", "诉讼"]])
    sheet.turn().grid([80, 200, 310, 420], _edges(70, 2), [["", "直接", "复议后"], ["1", "2", "3"]])
    (table,) = _tables(sheet.pdf())
    assert _rows(table) == [["复议", "诉讼"], ["复议", "直接", "复议后"], ["1", "2", "3"]]


def test_blank_cells_on_both_sides_of_a_break_stay_apart(paper: Sheets) -> None:
    sheet = paper().grid([80, 200, 420], _edges(700, 1), [["（七）总计", ""]])
    sheet.turn().grid([80, 140, 200, 420], _edges(70, 1), [["四、", "结转", ""]])
    (table,) = _tables(sheet.pdf())
    assert table.height == 2
    assert [cell.row_span for cell in table.cells] == [1] * 5


def test_columns_of_the_pieces_unite(paper: Sheets) -> None:
    sheet = paper().grid([80, 420], _edges(700, 1), [["第二十条第（一）项"]])
    sheet.turn().grid(COLUMNS, _edges(70, 2), [["信息内容", "制发", "废止"], ["规章", "1", "2"]])
    (table,) = _tables(sheet.pdf())
    assert (table.height, table.width) == (3, 3)
    assert table.cells[0].column_span == 3


def test_like_tables_with_captions_of_their_own_stay_apart(paper: Sheets) -> None:
    def captioned(sheet: Sheets, top: float, caption: str) -> Sheets:
        sheet.line(80, top, 420, top).line(80, top, 80, top + 20).line(420, top, 420, top + 20)
        sheet.text(90, top + 13, caption, size=10)
        return sheet.grid([80, 250, 420], [top + 20, top + 40], [["许可", "1"]])

    sheet = captioned(captioned(paper(), 700, "第二十条第（一）项").turn(), 70, "第二十条第（五）项")
    assert len(_tables(sheet.pdf())) == 2


def test_tables_of_other_widths_stay_apart(paper: Sheets) -> None:
    sheet = paper().grid(COLUMNS, _edges(700, 1), [["甲", "1", "2"]])
    sheet.turn().grid([80, 220, 520], _edges(70, 1), [["乙", "3"]])
    assert len(_tables(sheet.pdf())) == 2


def test_frame_around_text_is_not_a_table(paper: Sheets) -> None:
    sheet = paper().box(80, 100, 400, 160, paint="0 G", how="S").text(90, 130, "公开")
    document = PdfReader(languages=LANGUAGES).read(sheet.pdf())
    assert not document.tables
    assert [paragraph.text for paragraph in document.paragraphs] == ["公开"]


def test_text_in_a_frame_fills_the_frame_and_not_the_page(paper: Sheets) -> None:
    sheet = (
        paper()
        .box(80, 100, 180, 160, paint="0 G", how="S")
        .text(86, 120, "信息公开工作")
        .text(86, 138, "年度报告")
    )
    sheet.box(80, 170, 180, 230, paint="0 G", how="S").text(86, 190, "公开").text(86, 208, "情况")
    sheet.box(80, 240, 180, 300, paint="0 G", how="S").text(86, 260, "政府信息公开").text(
        86, 320, "在框外的文字"
    )
    document = PdfReader(languages=LANGUAGES).read(sheet.pdf())
    assert [p.text for p in document.paragraphs] == [
        "信息公开工作年度报告",
        "公开",
        "情况",
        "政府信息公开",
        "在框外的文字",
    ]


def test_frame_that_the_page_cuts_keeps_its_text(paper: Sheets) -> None:
    sheet = paper().text(86, 300, "上文").line(80, 690, 180, 690).text(86, 710, "信息公开工作")
    sheet.line(80, 690, 80, 725).line(180, 690, 180, 725).turn()
    sheet.line(80, 140, 80, 180).line(180, 140, 180, 180).line(80, 180, 180, 180)
    sheet.text(86, 158, "年度报告").text(86, 300, "下文")
    paragraphs = PdfReader(languages=LANGUAGES).read(sheet.pdf()).paragraphs
    assert [p.text for p in paragraphs] == ["上文", "信息公开工作年度报告", "下文"]


# --- any grid, cut anywhere ----------------------------------------------------------------------------------


@st.composite
def merged(draw: st.DrawFn) -> tuple[list[Place], int]:
    """Rows of cells, some merged downwards or across, and the row before which the page ends."""
    width, height = draw(st.integers(2, 5)), draw(st.integers(2, 8))
    taken: dict[tuple[int, int], Place] = {}
    for row in range(height):
        for column in range(width):
            if (row, column) in taken:
                continue
            high, wide = draw(st.integers(1, min(4, height - row))), draw(st.integers(1, 2))
            while wide > 1 and (column + wide > width or (row, column + wide - 1) in taken):
                wide -= 1
            if column + wide == width:
                high = 1  # the last column tells the rows apart
            taken |= {
                (r, c): (row, column, high, wide)
                for r in range(row, row + high)
                for c in range(column, column + wide)
            }
    places = sorted(set(taken.values()))
    xs = sorted({edge for _r, c, _h, w in places for edge in (c, c + w)})
    places = [(r, xs.index(c), h, xs.index(c + w) - xs.index(c)) for r, c, h, w in places]
    return places, draw(st.integers(1, height - 1))


def _half(places: list[Place], cut: range, *, number: int) -> Page:
    """Draw the rows of one page; what the page cuts has no rule there, as browsers draw it."""
    rulings: list[RuledLine] = []
    chars: list[Char] = []
    for index, (row, column, high, wide) in enumerate(places):
        start, stop = max(row, cut.start), min(row + high, cut.stop)
        if start >= stop:
            continue
        x0, x1 = 80.0 + 60 * column, 80.0 + 60 * (column + wide)
        top, bottom = 100.0 + 20 * (start - cut.start), 100.0 + 20 * (stop - cut.start)
        rulings += [RuledLine(False, x, top, bottom) for x in (x0, x1)]
        if start > cut.start or cut.start == 0:
            rulings.append(RuledLine(True, top, x0, x1))
        if row + high <= cut.stop:
            rulings.append(RuledLine(True, bottom, x0, x1))
        if start == row:
            chars.append(Char(chr(0x5000 + index), x0 + 4, top + 5, x0 + 12, top + 13, top + 12, 8))
    return Page(number, 595, 842, tuple(chars), tuple(rulings))


@given(merged())
def test_any_grid_cut_by_a_page_is_whole_again(drawn: tuple[list[Place], int]) -> None:
    places, cut = drawn
    height = max(row + high for row, _c, high, _w in places)
    halves = [_half(places, range(cut), number=1), _half(places, range(cut, height), number=2)]
    reader = PdfReader(lambda _content: Opened((), 2, iter(halves)))
    (table,) = reader.read(b"%PDF-1.7").tables
    found = {(c.row, c.column, c.row_span, c.column_span): c.text for c in table.cells}
    assert found == {place: chr(0x5000 + index) for index, place in enumerate(places)}
    assert all(cell.certain for cell in table.cells)


def test_dates_that_a_row_is_cut_in_are_whole_again(paper: Sheets) -> None:
    sheet = paper().grid(COLUMNS, _edges(700, 2), [["Date", "2nd", "1st"], ["EO", "N/A", "2016-09-"]])
    sheet.turn().grid(COLUMNS, _edges(70, 2), [["", "", "30"], ["Days", "0", "2"]])
    (table,) = _tables(sheet.pdf())
    assert _rows(table) == [["Date", "2nd", "1st"], ["EO", "N/A", "2016-09-30"], ["Days", "0", "2"]]
    assert all(cell.certain for cell in table.cells)


def test_amounts_that_a_row_is_cut_in_are_whole_again(paper: Sheets) -> None:
    sheet = paper().grid(COLUMNS, _edges(700, 2), [["Office", "Fees", "Costs"], ["Pilots", "$1,138,", "$17"]])
    sheet.turn().grid(COLUMNS, _edges(70, 2), [["and tides", "314.26", ""], ["Lights", "$2", "$18"]])
    (table,) = _tables(sheet.pdf())
    assert _rows(table)[1:] == [["Pilots and tides", "$1,138,314.26", "$17"], ["Lights", "$2", "$18"]]


def test_dates_on_both_sides_of_a_break_are_two_rows(paper: Sheets) -> None:
    sheet = paper().grid(
        COLUMNS, _edges(700, 2), [["Date", "2nd", "1st"], ["EO", "2016-09-29", "2016-09-28"]]
    )
    sheet.turn().grid(COLUMNS, _edges(70, 1), [["EP", "2016-09-30", "2016-09-27"]])
    (table,) = _tables(sheet.pdf())
    assert table.height == 3
