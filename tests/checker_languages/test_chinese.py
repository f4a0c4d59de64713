"""Chinese numbering, labels and numbers are read in the forms that clerks type."""

from decimal import Decimal

import pytest

from checker_languages.zh import CHINESE, read_numeral, write_numeral


@pytest.mark.parametrize(
    ("text", "style", "value", "rest"),
    [
        ("一、总体情况", "一、", 1, "总体情况"),
        ("—、总体情况", "一、", 1, "总体情况"),
        ("⼗⼆、附件", "一、", 12, "附件"),
        ("（一）主动公开。", "（一）", 1, "主动公开。"),
        ("(二) 依申请公开", "（一）", 2, "依申请公开"),
        ("三）管理", "（一）", 3, "管理"),
        ("一是健全制度", "一是", 1, "健全制度"),
        ("1. 主动公开", "1.", 1, "主动公开"),
        ("2、重复申请", "1.", 2, "重复申请"),
        ("①公开", "①", 1, "公开"),
        ("1.5万元", "", 0, "1.5万元"),
        ("2024年，本机关", "", 0, "2024年，本机关"),
        ("总体情况", "", 0, "总体情况"),
    ],
)
def test_leading_numbers_are_read_in_every_style(text: str, style: str, value: int, rest: str) -> None:
    read = CHINESE.number(text)
    assert (read.style, read.value, read.rest) == (style, value, rest)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("社会\n公益\n组织", "社会公益组织"),
        ("总　计", "总计"),
        ("3.其它", "3.其他"),
        ("3.危及“三安全一稳定”", '3、危及"三安全一稳定"'),
        ("⾏政许可", "行政许可"),
        ("第二十条第(一)项", "第二十条第（一）项"),
        ("一、总体情况：", "总体情况"),
    ],
)
def test_labels_that_say_the_same_are_equal_bare(one: str, other: str) -> None:
    assert CHINESE.bare(one) == CHINESE.bare(other)


def test_misprints_are_similar_and_others_are_not() -> None:
    assert CHINESE.similarity("2.其他法律行政止公开", "2.其他法律行政法规禁止公开") > 0.8
    assert CHINESE.similarity("行政许可", "行政处罚") < 0.6


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("１，２３４ 件", "1234"),
        ("0.00", "0.00"),
        ("1,234,567", "1234567"),
        ("36.52万元", "36.52"),
        ("-3", "-3"),
        ("1 234 567 件", "1234567"),
        ("1 2", "12"),
        ("12（件）", "12"),
        ("＝12", "12"),
        ("12，", "12"),
        ("12。", "12"),
        ("⑫", "12"),
        ("㊿", "50"),
        ("3起", "3"),
    ],
)
def test_amounts_are_read_in_the_forms_that_clerks_type(text: str, value: str) -> None:
    assert CHINESE.amount(text) == Decimal(value)


@pytest.mark.parametrize(
    "text",
    [
        "", "若干", "3件以上", "约5", "1.2.3", "12,34", "12万", "12①", "12¹", "１２①", "①②", "㈠", "½", "12%",
        "12 13", "12 3", "第12", "12/0",
    ],
)  # fmt: skip
def test_what_is_no_number_is_not_read_as_one(text: str) -> None:
    assert CHINESE.amount(text) is None


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("十二", 12),
        ("壹拾贰", 12),
        ("一十二件", 12),
        ("二", 2),
        ("两件", 2),
        ("零", 0),
        ("一百零五", 105),
        ("2", 2),
    ],
)
def test_numbers_in_words_are_values_of_cells(text: str, value: int) -> None:
    assert CHINESE.value(text) == value


@pytest.mark.parametrize("text", ["一", "一二", "十十", "第十二", "同上", "十几", "若干", "百"])
def test_words_that_are_no_number_are_not_read_as_one(text: str) -> None:
    assert CHINESE.value(text) is None


@pytest.mark.parametrize("text", ["", " ", "/", "—", "——", "无", "\u3000"])
def test_signs_for_nothing_are_blank(text: str) -> None:
    assert CHINESE.is_blank(text)


def test_a_page_of_spaces_costs_no_time() -> None:
    assert CHINESE.number(" " * 200_000 + "x").style == ""


@pytest.mark.parametrize(
    ("value", "written"),
    [(1, "一"), (10, "十"), (11, "十一"), (20, "二十"), (35, "三十五"), (100, "一百"), (105, "一百零五"),
     (110, "一百一十"), (1024, "一千零二十四"), (2000, "二千")],
)  # fmt: skip
def test_numerals_are_written(value: int, written: str) -> None:
    assert write_numeral(value) == written


def test_every_numeral_that_is_written_is_read() -> None:
    assert all(read_numeral(write_numeral(value)) == value for value in range(10_000))


def test_sections_are_numbered_from_the_outside_in() -> None:
    usual = ["一、", "（一）", "1.", "（1）", "1)", "①"]
    lists = [numbering for numbering in CHINESE.lists if numbering.style in usual]
    assert [numbering.style for numbering in lists] == usual
    assert [numbering.written(12) for numbering in lists] == [
        "十二、",
        "（十二）",
        "12.",
        "（12）",
        "12)",
        "⑫",
    ]


@pytest.mark.parametrize(
    "title",
    [
        "甲局2024年政府信息公开工作年度报告",
        "甲局关于2024年度政府信息公开工作年度报告",
        "《甲局政府信息公开工作年度报告》(二〇二四年)",
    ],
)
def test_body_remains_of_a_title(title: str) -> None:
    assert CHINESE.body(title, "政府信息公开工作年度报告") == "甲局"
    assert CHINESE.years_in(title)[:1] in {(2024,), ()}
