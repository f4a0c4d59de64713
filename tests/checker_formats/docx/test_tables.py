"""Tables are read as the grid that was drawn."""

from collections.abc import Callable
from itertools import product
from random import Random

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from checker.documents.document import Cell, Document, Paragraph, Table
from checker.errors import ReadError

Read = Callable[..., Document]
Area = tuple[int, int, int, int]  # row, column, rows, columns


def tc(text: str, span: int = 1, merge: str = "") -> str:
    return (
        f'<w:tc><w:tcPr><w:gridSpan w:val="{span}"/>{merge}</w:tcPr>'
        f"<w:p>{text and f'<w:r><w:t>{text}</w:t></w:r>'}</w:p></w:tc>"
    )


def tbl(*rows: str, widths: str = "") -> str:
    return f"<w:tbl><w:tblGrid>{widths}</w:tblGrid>{''.join(f'<w:tr>{row}</w:tr>' for row in rows)}</w:tbl>"


def grid(document: Document) -> list[tuple[str, int, int, int, int]]:
    return [(c.text, c.row, c.column, c.row_span, c.column_span) for c in document.tables[0].cells]


def xml(areas: list[Area], height: int) -> str:
    """Write merged areas as Word does: a cell in each row, with the widths of its area."""
    rows = []
    for number in range(height):
        here = sorted(area for area in areas if area[0] <= number < area[0] + area[2])
        cells = ""
        for row, column, tall, wide in sorted(here, key=lambda area: area[1]):
            text = f"{row}.{column}" if row == number else ""
            merge = "" if tall == 1 else f'<w:vMerge w:val="{"restart" if row == number else "continue"}"/>'
            cells += tc(text, wide, merge)
        rows.append(cells)
    return tbl(*rows)


@st.composite
def tilings(draw: st.DrawFn) -> tuple[list[Area], int]:
    """Draw a table whose cells are merged at random, without holes."""
    height, width = draw(st.integers(1, 6)), draw(st.integers(1, 6))
    free = set(product(range(height), range(width)))
    areas: list[Area] = []
    while free:
        row, column = min(free)
        wide = draw(st.integers(1, width))
        while not {(row, c) for c in range(column, column + wide)} <= free:
            wide -= 1
        tall = draw(st.integers(1, height))
        while not set(product(range(row, row + tall), range(column, column + wide))) <= free:
            tall -= 1
        free -= set(product(range(row, row + tall), range(column, column + wide)))
        areas.append((row, column, tall, wide))
    return areas, height


@given(tilings())
@settings(max_examples=300, deadline=None)
def test_any_merged_grid_reads_back_as_it_was_written(read: Read, tiling: tuple[list[Area], int]) -> None:
    areas, height = tiling
    assume(any(sum(area[0] <= row < area[0] + area[2] for area in areas) > 1 for row in range(height)))
    read_back = {
        (row, column, tall, wide): text for text, row, column, tall, wide in grid(read(xml(areas, height)))
    }
    assert read_back == {area: f"{area[0]}.{area[1]}" for area in areas}


def test_a_vertical_merge_continues_only_in_its_own_columns(read: Read) -> None:
    down = '<w:vMerge w:val="restart"/>'
    table = tbl(tc("a", 2, down) + tc("b"), tc("c") + tc("d", 2, "<w:vMerge/>"))
    assert grid(read(table)) == [("a", 0, 0, 1, 2), ("b", 0, 2, 1, 1), ("c", 1, 0, 1, 1), ("d", 1, 1, 1, 2)]


def test_rows_may_start_late_and_end_early(read: Read) -> None:
    table = (
        f"<w:tbl><w:tr>{tc('a')}{tc('b')}{tc('c')}</w:tr>"
        f'<w:tr><w:trPr><w:gridBefore w:val="2"/></w:trPr>{tc("d")}</w:tr>'
        f'<w:tr><w:trPr><w:gridAfter w:val="2"/></w:trPr>{tc("e")}</w:tr></w:tbl>'
    )
    document = read(table)
    assert [row[:3] for row in grid(document)[3:]] == [("d", 1, 2), ("e", 2, 0)]
    assert document.tables[0].at(1, 0) is None


def test_horizontally_merged_cells_are_one(read: Read) -> None:
    table = tbl(tc("a", 1, '<w:hMerge w:val="restart"/>') + tc("", 1, "<w:hMerge/>") + tc("b"))
    assert grid(read(table)) == [("a", 0, 0, 1, 2), ("b", 0, 2, 1, 1)]


def test_a_vertical_merge_without_a_start_keeps_its_text(read: Read) -> None:
    assert grid(read(tbl(tc("a", 1, "<w:vMerge/>"), tc("", 1, "<w:vMerge/>")))) == [("a", 0, 0, 2, 1)]


def test_text_in_a_continued_merged_cell_is_noted_as_hidden(read: Read) -> None:
    document = read(tbl(tc("a", 1, '<w:vMerge w:val="restart"/>'), tc("暗", 1, "<w:vMerge/>")))
    assert grid(document) == [("a", 0, 0, 2, 1)]
    assert [note.code for note in document.notes] == ["hidden-text"]


def test_a_column_too_thin_to_see_is_removed(read: Read) -> None:
    widths = "".join(f'<w:gridCol w:w="{width}"/>' for width in (600, 575, 1, 600))
    table = tbl(tc("a") + tc("b") + tc("c", 2), tc("d") + tc("e", 2) + tc("f"), widths=widths)
    assert grid(read(table)) == [
        ("a", 0, 0, 1, 1), ("b", 0, 1, 1, 1), ("c", 0, 2, 1, 1),
        ("d", 1, 0, 1, 1), ("e", 1, 1, 1, 1), ("f", 1, 2, 1, 1),
    ]  # fmt: skip


def test_columns_with_malformed_widths_all_count(read: Read) -> None:
    document = read(tbl(tc("a") + tc("b"), widths='<w:gridCol w:w="0"/><w:gridCol/>'))
    assert grid(document) == [("a", 0, 0, 1, 1), ("b", 0, 1, 1, 1)]


def test_paragraphs_of_a_cell_are_its_lines(read: Read) -> None:
    cell = "<w:tc><w:p><w:r><w:t>商业</w:t></w:r></w:p><w:p/><w:p><w:r><w:t>企业</w:t></w:r></w:p></w:tc>"
    assert [row[0] for row in grid(read(tbl(cell + tc("b"))))] == ["商业\n企业", "b"]


def test_a_table_inside_a_table_follows_it(read: Read) -> None:
    inner = tbl(tc("内") + tc("1"))
    document = read(tbl(f"<w:tc><w:p><w:r><w:t>外</w:t></w:r></w:p>{inner}<w:p/></w:tc>" + tc("b")))
    assert [[c.text for c in table.cells] for table in document.tables] == [["外", "b"], ["内", "1"]]
    assert [table.location.block for table in document.tables] == [0, 1]


def test_a_frame_around_a_page_is_not_a_table(read: Read) -> None:
    page = f"<w:tc><w:p><w:r><w:t>一、总体情况</w:t></w:r></w:p>{tbl(tc('1') + tc('2'))}<w:p/></w:tc>"
    document = read(tbl(page))
    assert [type(block) for block in document.blocks] == [Paragraph, Table]
    assert [p.text for p in document.paragraphs] == ["一、总体情况"]


@pytest.mark.parametrize("span", ["1000000000", "9" * 400, "1025"])
def test_spans_beyond_the_limit_are_refused_and_not_expanded(read: Read, span: str) -> None:
    with pytest.raises(ReadError) as error:
        read(tbl(f'<w:tc><w:tcPr><w:gridSpan w:val="{span}"/></w:tcPr><w:p/></w:tc>' + tc("b")))
    assert error.value.code == "too-large"


@pytest.mark.parametrize("span", ["-5", "0", "abc", "", "1.5"])
def test_malformed_spans_count_as_one(read: Read, span: str) -> None:
    document = read(tbl(f'<w:tc><w:tcPr><w:gridSpan w:val="{span}"/></w:tcPr><w:p/></w:tc>' + tc("b")))
    assert document.tables[0].cells[1] == Cell("b", 0, 1)


def test_many_wide_cells_are_refused_before_they_fill_the_memory(read: Read) -> None:
    with pytest.raises(ReadError) as error:
        read(tbl(*[tc("", 512) * 2] * 1300))
    assert error.value.code == "too-large"


@pytest.mark.parametrize(
    ("paragraphs", "certain"),
    [
        (["12", "34"], False), (["12 13"], False), (["1,234", "56"], False), (["12\t3"], False), (["1 234"], False),
        (["12", "件"], True), (["商业", "企业"], True), (["1,234"], True), (["12/3"], True), (["", "12", ""], True),
    ],
)  # fmt: skip
def test_several_numbers_in_one_cell_are_kept_apart_and_uncertain(
    read: Read, paragraphs: list[str], certain: bool
) -> None:
    lines = "".join(f"<w:p><w:r><w:t>{text}</w:t></w:r></w:p>" for text in paragraphs)
    (found, _other) = read(tbl(f"<w:tc>{lines}</w:tc>" + tc("b"))).tables[0].cells
    assert (found.text, found.certain) == ("\n".join(filter(None, paragraphs)), certain)


# --- spans implied by widths ---


def wide(text: str, width: int, properties: str = "") -> str:
    content = text and f"<w:r><w:t>{text}</w:t></w:r>"
    return (
        f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/>{properties}</w:tcPr><w:p>{content}</w:p></w:tc>'
    )


COLUMNS = "".join('<w:gridCol w:w="1000"/>' for _column in range(4))


@given(tilings(), st.randoms(use_true_random=False), st.booleans())
@settings(max_examples=200, deadline=None)
def test_any_grid_is_read_by_the_widths_of_its_cells(
    read: Read, tiling: tuple[list[Area], int], random: Random, declared: bool
) -> None:
    """No cell has a gridSpan; widths are off by some twips, as after rounding; the last row has all columns."""
    areas, height = tiling
    width = max(column + across for _row, column, _tall, across in areas)
    assume(width > 1)
    areas = [*areas, *((height, column, 1, 1) for column in range(width))]
    rows = []
    for number in range(height + 1):
        row = ""
        for top, left, tall, across in sorted(areas, key=lambda area: area[1]):
            if number in range(top, top + tall):
                merge = (
                    f'<w:vMerge w:val="{"restart" if top == number else "continue"}"/>' if tall > 1 else ""
                )
                text = f"{top}.{left}" if top == number else ""
                row += wide(text, 1000 * across + random.randint(-9, 9), merge)
        rows.append(row)
    columns = '<w:gridCol w:w="1000"/>' * width if declared else ""
    found = {tuple(place): text for text, *place in grid(read(tbl(*rows, widths=columns)))}
    assert found == {area: f"{area[0]}.{area[1]}" for area in areas}


def test_one_row_without_spans_is_placed_by_its_widths(read: Read) -> None:
    table = tbl(
        wide("头", 4000, '<w:gridSpan w:val="4"/>'),
        wide("a", 1000) + wide("b", 3000),
        wide("c", 1000) + wide("d", 1000) + wide("e", 1000) + wide("f", 1000),
        widths=COLUMNS,
    )
    assert grid(read(table))[:3] == [("头", 0, 0, 1, 4), ("a", 1, 0, 1, 1), ("b", 1, 1, 1, 3)]


@pytest.mark.parametrize("widths", [(1250, 3750, 2500), ("25%", "75%", "50%")])
def test_relative_widths_of_cells_are_used(read: Read, widths: tuple[object, object, object]) -> None:
    def relative(text: str, width: object) -> str:
        return wide(text, 0).replace('w:w="0" w:type="dxa"', f'w:w="{width}" w:type="pct"')

    narrow, broad, half = widths
    table = tbl(
        relative("a", narrow) + relative("b", broad),
        relative("c", narrow) + relative("d", narrow) + relative("e", half),
        widths='<w:gridCol w:w="100"/>' * 3,
    )
    assert grid(read(table)) == [
        ("a", 0, 0, 1, 1), ("b", 0, 1, 1, 2), ("c", 1, 0, 1, 1), ("d", 1, 1, 1, 1), ("e", 1, 2, 1, 1),
    ]  # fmt: skip


def test_rows_with_columns_before_and_after_are_placed_by_their_widths(read: Read) -> None:
    before = '<w:trPr><w:gridBefore w:val="1"/><w:wBefore w:w="1000" w:type="dxa"/></w:trPr>'
    after = '<w:trPr><w:gridAfter w:val="1"/></w:trPr>'
    table = (
        f"<w:tbl><w:tblGrid>{COLUMNS}</w:tblGrid>"
        f"<w:tr>{''.join(wide(text, 1000) for text in 'abcd')}</w:tr>"
        f"<w:tr>{before}{wide('e', 3000)}</w:tr><w:tr>{after}{wide('f', 3000)}</w:tr></w:tbl>"
    )
    assert grid(read(table))[4:] == [("e", 1, 1, 1, 3), ("f", 2, 0, 1, 3)]


@pytest.mark.parametrize("width", [0, 20, 1500])
def test_contradictory_widths_are_not_used(read: Read, width: int) -> None:
    """Without usable widths the cells of a short row take one column each."""
    table = tbl(
        wide("a", 1000) + wide("b", width), "".join(wide(text, 1000) for text in "cdef"), widths=COLUMNS
    )
    assert grid(read(table))[:2] == [("a", 0, 0, 1, 1), ("b", 0, 1, 1, 1)]


def test_consistent_spans_are_trusted_whatever_the_widths(read: Read) -> None:
    table = tbl(
        wide("a", 100) + wide("b", 9000),
        wide("c", 5000) + wide("d", 300),
        widths=COLUMNS[: len(COLUMNS) // 2],
    )
    assert [place[1:] for place in grid(read(table))] == [
        (0, 0, 1, 1),
        (0, 1, 1, 1),
        (1, 0, 1, 1),
        (1, 1, 1, 1),
    ]


# --- layout tables ---

PROSE = "".join(f"<w:p><w:r><w:t>{'本机关认真贯彻落实条例。' * 30}</w:t></w:r></w:p>" for _number in range(5))
DATA = tbl(tc("丙") + tc("1"), tc("丁") + tc("2"))


def page(*contents: str) -> str:
    """Write a cell from texts and tables."""
    blocks = (
        text if text.startswith("<") else f"<w:p><w:r><w:t>{text}</w:t></w:r></w:p>" for text in contents
    )
    return f"<w:tc>{''.join(blocks)}<w:p/></w:tc>"


@pytest.mark.parametrize(
    "layout",
    [
        tbl(page("一、甲", DATA, "二、乙")),
        tbl(page("一、甲"), page(DATA), page("二、乙")),
        tbl(page("导航") + page("一、甲", DATA, PROSE, "二、乙")),
        tbl(page("导航") + page("一、甲", DATA, "丙", "丁", "二、乙", "三、戊")),
        tbl(page(tbl(page("一、甲", DATA, "二、乙")))),
        tbl(page("") + page(tbl(page("一、甲"), page(DATA), page("二、乙"))), page("") + page("脚")),
        tbl(
            page("页眉") + page("") + page(""),
            page("导航") + page("") + page("一、甲", DATA, PROSE, "二、乙"),
            page("页脚") + page("") + page(""),
        ),
        "<w:p/>".join((tbl(page("一、甲")), DATA, tbl(page("二、乙")))),
    ],
    ids=["1x1", "Nx1", "1x2", "1x2 by headings", "nested", "2x2", "3x3", "frames of headings"],
)
def test_layout_table_is_not_a_table(read: Read, layout: str) -> None:
    document = read(layout)
    assert [[cell.text for cell in table.cells] for table in document.tables] == [["丙", "1", "丁", "2"]]
    texts = [paragraph.text for paragraph in document.paragraphs]
    assert texts.index("一、甲") < texts.index("二、乙")


@pytest.mark.parametrize(
    "table",
    [
        tbl(tc("甲") + tc("1"), tc("乙") + tc("2")),
        tbl(
            tc("第二十条第（一）项", 4),
            tc("信息内容") + tc("本年制发件数") + tc("废止件数") + tc("现行有效件数"),
        ),
        tbl(tc("甲", 1, '<w:vMerge w:val="restart"/>'), tc("", 1, "<w:vMerge/>")),
        tbl(*[tc("项目名称") + tc("甲")] * 5, tc("申请理由") + page("一、甲", "二、乙", "三、丙", PROSE)),
    ],
)
def test_table_of_data_is_a_table(read: Read, table: str) -> None:
    assert len(read(table).tables) == 1


def test_a_heading_in_a_frame_next_to_a_table_is_a_paragraph(read: Read) -> None:
    document = read(tbl(tc("二、主动公开政府信息情况")) + DATA)
    assert [paragraph.text for paragraph in document.paragraphs] == ["二、主动公开政府信息情况"]


def test_a_row_in_a_table_of_its_own_next_to_another_is_a_table(read: Read) -> None:
    """Word shows adjacent tables as one."""
    assert len(read(tbl(tc("第二十条第（一）项")) + DATA).tables) == 2
