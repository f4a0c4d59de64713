"""Text is folded and made plain whatever its language."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from checker.text import alphanumeric, clean, fold, ideographs


@pytest.mark.parametrize(
    ("one", "other"),
    [("甲（县）局", "甲(县)局"), ("A-B Trust", "a b trust"), ("⾏政局", "行政局")],
)
def test_names_that_differ_in_punctuation_alone_are_equal(one: str, other: str) -> None:
    assert alphanumeric(one) == alphanumeric(other)


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
