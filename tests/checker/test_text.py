"""Folding, numbering and numbers: what comparisons see of Chinese and Western text."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from checker.text import amount, bare, clean, fold, ideographs, is_blank, number, similarity


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
    read = number(text)
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
def test_equivalent_labels_are_equal_when_bare(one: str, other: str) -> None:
    assert bare(one) == bare(other)


def test_misprints_are_similar_and_other_labels_are_not() -> None:
    assert similarity("2.其他法律行政止公开", "2.其他法律行政法规禁止公开") > 0.8
    assert similarity("行政许可", "行政处罚") < 0.6


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("１，２３４ 件", "1234"),
        ("0.00", "0.00"),
        ("1,234,567", "1234567"),
        ("36.52万元", "36.52"),
        ("-3", "-3"),
    ],
)
def test_amounts_are_read_in_every_usual_notation(text: str, value: str) -> None:
    assert amount(text) == Decimal(value)


@pytest.mark.parametrize("text", ["", "若干", "3件以上", "约5", "1.2.3", "12,34"])
def test_text_that_is_not_a_number_is_not_read_as_one(text: str) -> None:
    assert amount(text) is None


@pytest.mark.parametrize("text", ["", " ", "/", "—", "——", "无", "\u3000"])
def test_marks_for_nothing_are_blank(text: str) -> None:
    assert is_blank(text)


def test_page_of_spaces_takes_little_time() -> None:
    assert number(" " * 200_000 + "x").style == ""


@given(st.text(st.characters(codec="gb2312", categories=["Lo", "Nd", "Lu", "Ll"])))
def test_folding_is_idempotent(text: str) -> None:
    assert fold(fold(text)) == fold(text)


@given(st.text())
def test_folding_plain_ideographs_keeps_offsets(text: str) -> None:
    assert len(ideographs(text)) == len(text)


@given(st.text(st.characters(), max_size=400))
def test_clean_text_is_valid_utf_8_without_control_characters(text: str) -> None:
    shown = clean(text)
    shown.encode("utf-8")
    assert not any(ord(sign) < 32 or sign in "\u202e\u200b\x7f" for sign in shown)
