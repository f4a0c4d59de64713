"""Tables are read as the grid that was drawn."""

from collections.abc import Callable
from itertools import product

import pytest
from hypothesis import given, settings
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
    inner = tbl(tc("内"))
    document = read(tbl(f"<w:tc><w:p><w:r><w:t>外</w:t></w:r></w:p>{inner}<w:p/></w:tc>" + tc("b")))
    assert [[c.text for c in table.cells] for table in document.tables] == [["外", "b"], ["内"]]
    assert [table.location.block for table in document.tables] == [0, 1]


def test_a_frame_around_a_page_is_not_a_table(read: Read) -> None:
    page = f"<w:tc><w:p><w:r><w:t>一、总体情况</w:t></w:r></w:p>{tbl(tc('1') + tc('2'))}<w:p/></w:tc>"
    document = read(tbl(page))
    assert [type(block) for block in document.blocks] == [Paragraph, Table]
    assert [p.text for p in document.paragraphs] == ["一、总体情况"]


@pytest.mark.parametrize("span", ["1000000000", "9" * 400, "1025"])
def test_spans_beyond_the_limit_are_refused_and_not_expanded(read: Read, span: str) -> None:
    with pytest.raises(ReadError) as error:
        read(tbl(f'<w:tc><w:tcPr><w:gridSpan w:val="{span}"/></w:tcPr><w:p/></w:tc>'))
    assert error.value.code == "too-large"


@pytest.mark.parametrize("span", ["-5", "0", "abc", "", "1.5"])
def test_malformed_spans_count_as_one(read: Read, span: str) -> None:
    document = read(tbl(f'<w:tc><w:tcPr><w:gridSpan w:val="{span}"/></w:tcPr><w:p/></w:tc>' + tc("b")))
    assert document.tables[0].cells[1] == Cell("b", 0, 1)


def test_many_wide_cells_are_refused_before_they_fill_the_memory(read: Read) -> None:
    with pytest.raises(ReadError) as error:
        read(tbl(*[tc("", 1024)] * 1300))
    assert error.value.code == "too-large"
