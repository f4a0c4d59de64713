"""Text is folded and made plain whatever its language."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from checker.text import alphanumeric, clean, fold, ideographs, visible


@pytest.mark.parametrize(
    ("one", "other"),
    [("甲（县）局", "甲(县)局"), ("A-B Trust", "a b trust"), ("⾏政局", "行政局")],
)
def test_names_that_differ_in_punctuation_alone_are_equal(one: str, other: str) -> None:
    assert alphanumeric(one) == alphanumeric(other)


@pytest.mark.parametrize("dash", "-‐‑‒–—―−⁃⸺⸻﹘﹣－➖˗ーｰ─━")
def test_every_dash_is_one_dash(dash: str) -> None:
    assert (ideographs(dash), fold(dash)) == ("-", "-")


@pytest.mark.parametrize("tilde", "~～〜∼⁓˜")
def test_every_tilde_is_one_tilde(tilde: str) -> None:
    assert (ideographs(tilde), fold(tilde)) == ("~", "~")


@pytest.mark.parametrize(
    "sign", "\u00ad\u200b\u200c\u200d\u200e\u200f\u202a\u202e\u2060\u2066\u2069\ufe0f\ufeff\u061c\u3164"
)
def test_signs_that_nobody_sees_are_nothing(sign: str) -> None:
    assert (visible(f"0719{sign}-5550126"), fold(f"甲{sign}乙")) == ("0719-5550126", "甲乙")


def test_combining_marks_beyond_those_of_a_letter_are_dropped() -> None:
    assert fold("e\u0301") == "é"
    assert fold("甲" + "\u0316\u0301" * 200_000 + "乙") == fold("甲" + "\u0316\u0301" * 15 + "乙")
    assert fold("." * 50) == "." * 50


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


def test_names_of_files_that_are_not_utf8_are_decoded_as_chinese_ones() -> None:
    name = "年度报告.docx".encode("gbk").decode("utf-8", "surrogateescape")
    assert clean(f"档案/{name}") == "档案/年度报告.docx"
    assert clean("\udcff\udcff.docx") == "\N{REPLACEMENT CHARACTER}" * 2 + ".docx"
    assert clean("\ud800\udc80") == "\N{REPLACEMENT CHARACTER}" * 2
