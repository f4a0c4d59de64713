"""Tables of pages are read as the grid that browsers show."""

from itertools import product

import pytest
from hypothesis import given, settings

from checker.documents.document import Document
from checker.errors import ReadError
from checker_formats.html.reader import HtmlReader
from tests.support.languages import LANGUAGES
from tests.support.merged_tables import Tiling, tilings, written_as_html

Places = list[tuple[str, int, int, int, int]]


def read(body: str) -> Document:
    return HtmlReader(languages=LANGUAGES).read(f"<html><body><p>文字</p>{body}</body></html>".encode())


def places(body: str) -> Places:
    (table,) = read(body).tables
    return [(c.text, c.row, c.column, c.row_span, c.column_span) for c in table.cells]


@settings(max_examples=300, deadline=None)
@given(tilings())
def test_merged_table_comes_back_as_it_was_written(tiling: Tiling) -> None:
    assert places(written_as_html(tiling)) == list(tiling.seen())


def test_column_in_which_no_cell_begins_is_removed() -> None:
    page = "<table><tr><td colspan=3>甲<td>乙<tr><td colspan=3>1<td>2</table>"
    assert places(page) == [("甲", 0, 0, 1, 1), ("乙", 0, 1, 1, 1), ("1", 1, 0, 1, 1), ("2", 1, 1, 1, 1)]


def test_rowspan_0_extends_to_the_end_of_the_row_group() -> None:
    page = "<table><tbody><tr><td rowspan=0>甲<td>1<tr><td>2<tbody><tr><td>3<td>4</table>"
    assert places(page)[0] == ("甲", 0, 0, 2, 1)


def test_rowspan_ends_with_the_row_group() -> None:
    page = "<table><thead><tr><td rowspan=9>甲<td>乙</thead><tr><td>1<td>2</table>"
    assert places(page)[2:] == [("1", 1, 0, 1, 1), ("2", 1, 1, 1, 1)]


def test_foot_is_read_last() -> None:
    page = "<table><tfoot><tr><td>合计<td>3</tfoot><tbody><tr><td>甲<td>3</tbody></table>"
    assert [text for text, *_place in places(page)] == ["甲", "3", "合计", "3"]


def test_cell_that_overlaps_another_ends_there_and_is_uncertain() -> None:
    page = "<table><tr><td>甲<td rowspan=2>乙<td>丙<tr><td colspan=2>丁<td>戊</table>"
    (table,) = read(page).tables
    assert [(c.text, c.column, c.column_span, c.certain) for c in table.cells if not c.certain] == [
        ("丁", 0, 1, False)
    ]


def test_lines_of_a_cell_are_kept_apart() -> None:
    page = "<table><tr><td><p>&nbsp;甲</p><p>乙<br>丙</p><td>1<tr><td><ul><li>丁<li>戊</ul><td>2</table>"
    assert [text for text, *_place in places(page)] == ["甲\n乙\n丙", "1", "丁\n戊", "2"]


@pytest.mark.parametrize(
    ("content", "certain"),
    [
        ("12<br>34", False), ("<p>12</p><p>34</p>", False), ("12 13", False), ("<div>1,234</div>5", False),
        ("12<br>件", True), ("商业<br>企业", True), ("1,234", True), ("12/3", True),
    ],
)  # fmt: skip
def test_several_numbers_in_one_cell_are_kept_apart_and_uncertain(content: str, certain: bool) -> None:
    (table,) = read(f"<table><tr><td>甲<td>{content}<tr><td>乙<td>2</table>").tables
    cell = table.at(0, 1)
    assert cell is not None
    assert (cell.certain, cell.text.replace(",", "").isdecimal()) == (certain, content == "1,234")


def test_hidden_rows_and_cells_are_left_out() -> None:
    page = "<table><tr><td>甲<td hidden>暗<td>1<tr style='display:none'><td>暗<td>9<tr><td>乙<td>2</table>"
    assert [text for text, *_place in places(page)] == ["甲", "1", "乙", "2"]


def test_caption_is_read_before_its_table() -> None:
    document = read("<table><caption>表一</caption><tr><td>甲<td>1<tr><td>乙<td>2</table>")
    assert [paragraph.text for paragraph in document.paragraphs] == ["文字", "表一"]


@pytest.mark.parametrize(
    "page",
    [
        "<table><tr><td><p>一、甲</p>{}<p>二、乙</p></td></tr></table>",
        "<table><tr><td>左<td><p>一、甲</p>{}<p>二、乙</p></table>",
        "<table><tr><td>一、甲</td></tr><tr><td>{}</td></tr><tr><td>二、乙</td></tr></table>",
        "<table role=presentation><tr><td>一、甲<td>{}<td>二、乙</table>",
    ],
)
def test_layout_table_is_not_a_table(page: str) -> None:
    inner = "<table><tr><td>丙<td>1<tr><td>丁<td>2</table>"
    document = read(page.format(inner))
    assert [cell.text for table in document.tables for cell in table.cells] == ["丙", "1", "丁", "2"]
    assert {"一、甲", "二、乙"} <= {paragraph.text for paragraph in document.paragraphs}


def test_nested_table_around_the_text_of_a_cell_is_part_of_it() -> None:
    page = "<table><tr><td>甲<td><table><tr><td>1</table><tr><td>乙<td>2</table>"
    assert [text for text, *_place in places(page)] == ["甲", "1", "乙", "2"]


def test_running_text_next_to_a_menu_is_read_as_paragraphs() -> None:
    prose = "".join(f"<p>（{number}）{'本机关推进政府信息公开。' * 30}</p>" for number in "一二三四五")
    assert not read(f"<table><tr><td>目录<td>{prose}</table>").tables


@pytest.mark.parametrize("span", ["", "x", "-3", "0", "1.5", "99999999999999999999"])
def test_malformed_spans_are_ignored(span: str) -> None:
    page = f"<table><tr><td colspan='{span}'>甲<td rowspan='{span}'>1<tr><td>乙<td>2</table>"
    assert [text for text, *_place in places(page)] == ["甲", "1", "乙", "2"]


@pytest.mark.parametrize(
    "page",
    [
        "<table>" + "<tr>" + "<td colspan=1000>1" * 2 + "</table>",
        "<table>" + ("<tr>" + "<td rowspan=600>1" * 600) * 2 + "</table>",
    ],
)
def test_grid_beyond_the_limits_is_refused(page: str) -> None:
    with pytest.raises(ReadError) as refusal:
        read(page + "<table>" + "<tr><td colspan=900>" * 900 + "</table>")
    assert refusal.value.code == "too-large"


def test_every_place_of_the_grid_is_covered_once() -> None:
    page = "<table>" + "<tr><td rowspan=3>1<td colspan=2>2<td>3" * 6 + "</table>"
    (table,) = read(page).tables
    assert all(table.at(*place) for place in product(range(table.height), range(3)))
