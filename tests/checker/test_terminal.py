import pytest
from hypothesis import given
from hypothesis import strategies as st

from checker.terminal import align, shorten, width, wrap

texts = st.text(st.sampled_from("a1 ，。（）《》“”中文字é\u0301\t"))


@pytest.mark.parametrize(("text", "columns"), [("abc", 3), ("中文", 4), ("“中”", 4), ("e\u0301", 1), ("", 0)])
def test_ideographs_are_two_columns_wide(text: str, columns: int) -> None:
    assert width(text) == columns


@given(texts, st.integers(2, 12))
def test_wrapped_lines_fit_and_lose_nothing_but_spaces(text: str, columns: int) -> None:
    lines = wrap(text, columns)
    assert all(width(line) <= columns for line in lines)
    assert "".join("".join(lines).split()) == "".join(text.split())


def test_no_line_begins_with_closing_punctuation() -> None:
    assert wrap("根据《条例》，编制", 10) == ("根据《条", "例》，编制")


def test_words_that_fit_a_line_are_not_broken() -> None:
    assert wrap("a quick brown fox", 8) == ("a quick", "brown", "fox")


def test_shortened_text_ends_with_an_ellipsis() -> None:
    assert shorten("年度报告", 8) == "年度报告"
    assert shorten("年度报告", 6) == "年度…"


def test_columns_are_as_wide_as_their_widest_text() -> None:
    assert list(align([("编号", "a"), ("1", "b")])) == ["编号  a", "1     b"]
