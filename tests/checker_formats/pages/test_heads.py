"""Running heads of PDF pages."""

import pytest

from checker_formats.pages.lines import TextLine
from checker_formats.pages.running_heads import PageContent, without_heads
from tests.support.languages import LANGUAGES


def test_heads_that_begin_level_come_in_reading_order() -> None:
    heads = tuple(TextLine(text, (90, 40, 300, 50), 49, 10) for text in "甲乙丙丁戊己庚辛")
    contents = [PageContent(page, 595, 842, heads) for page in (1, 2, 3)]
    stripped, furniture = without_heads(contents, LANGUAGES)
    assert [line.text for _page, line in furniture.heads] == list("甲乙丙丁戊己庚辛")
    assert not any(content.lines for content in stripped)


def _pages(*lines: tuple[float, list[str]]) -> list[PageContent]:
    """Make pages; each line stands at a height, with its text on one page after the other."""
    count = len(lines[0][1])
    return [
        PageContent(
            page + 1, 595, 842,
            tuple(TextLine(texts[page], (90, y - 9, 300, y + 1), y, 10) for y, texts in lines if texts[page]),
        )
        for page in range(count)
    ]  # fmt: skip


def _left(contents: list[PageContent]) -> list[list[str]]:
    return [[line.text for line in content.lines] for content in without_heads(contents, LANGUAGES)[0]]


BODY = ["甲项内容", "乙项内容", "丙项内容", "丁项内容"]


@pytest.mark.parametrize(
    "texts",
    [
        ["限值：12.5 mg/L", "限值：3.1 mg/L", "限值：98.7 mg/L", "限值：4 mg/L"],
        ["收到12件", "收到15件", "收到9件", "收到20件"],
        ["表1-3", "表1-9", "表2-1", "表2-7"],
    ],
)
@pytest.mark.parametrize("y", [50, 800])
def test_lines_whose_digits_do_not_count_with_the_pages_are_content(texts: list[str], y: float) -> None:
    assert [sorted(page) for page in _left(_pages((y, texts), (400, BODY)))] == [
        sorted(pair) for pair in zip(texts, BODY, strict=True)
    ]


@pytest.mark.parametrize(
    "texts",
    [
        ["某某局 第1页", "某某局 第2页", "某某局 第3页", "某某局 第4页"],
        ["2024年报 12", "2024年报 13", "2024年报 14", "2024年报 15"],
        ["1 / 年报 / 4", "2 / 年报 / 4", "3 / 年报 / 4", "4 / 年报 / 4"],
        ["年报", "某某局", "年报", "某某局"],
        ["第1章", "第1章", "第2章", "第2章"],
    ],
)
def test_heads_that_count_with_the_pages_or_repeat_are_left_out(texts: list[str]) -> None:
    assert _left(_pages((50, texts), (400, BODY))) == [[text] for text in BODY]


def test_head_of_several_lines_is_left_out_down_to_its_end() -> None:
    head = [(40 + 24 * line, [f"表头第{'甲乙丙丁戊己'[line]}行"] * 4) for line in range(6)]
    assert _left(_pages(*head, (400, BODY))) == [[text] for text in BODY]


def test_line_that_repeats_below_the_text_is_kept() -> None:
    contents = _pages((50, ["年报"] * 4), (90, BODY), (150, ["小计"] * 4))
    assert _left(contents) == [[text, "小计"] for text in BODY]


def test_page_numbers_are_kept_as_furniture() -> None:
    marks = [f"Page {page} of 4" for page in range(1, 5)]
    _contents, furniture = without_heads(_pages((800, marks), (400, BODY)), LANGUAGES)
    assert [(page, line.text) for page, line in furniture.numbers] == list(enumerate(marks, 1))
