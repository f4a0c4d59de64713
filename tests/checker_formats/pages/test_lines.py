"""Characters are grouped into lines."""

import pytest

from checker_formats.pages.lines import holds_two_numbers, lines, running, stacked
from checker_formats.pages.page import Char


def _char(text: str, x: float, y: float = 100, *, size: float = 10, width: float | None = None) -> Char:
    wide = width if width is not None else size * (0.5 if text.isascii() else 1)
    return Char(text, x, y - 0.88 * size, x + wide, y + 0.12 * size, y, size)


def _chars(text: str, x: float = 50, *, step: float = 10) -> list[Char]:
    return [_char(sign, x + index * step) for index, sign in enumerate(text)]


def _texts(chars: list[Char]) -> list[str]:
    return [line.text for line in lines(chars)]


def test_signs_with_tiny_boxes_stay_on_their_line() -> None:
    tiny = Char("、", 60, 96, 64, 100, 100, 10)
    dash = Char("一", 50, 95, 60, 96, 100, 10)
    assert _texts([tiny, _char("总", 70), dash]) == ["一、总"]


def test_lines_are_read_downwards_whatever_was_painted_first() -> None:
    assert _texts([_char("下", 50, 120), _char("上", 50, 100)]) == ["上", "下"]


def test_bold_by_painting_twice_is_read_once() -> None:
    assert _texts([_char("总", 50), _char("总", 50.4), _char("计", 60), _char("计", 60.4)]) == ["总计"]


@pytest.mark.parametrize("copies", [2, 3, 5])
@pytest.mark.parametrize(("size", "apart"), [(22, 0.8), (22, 1.2), (22, 3), (10, 1.5)])
def test_large_type_painted_again_nearby_is_read_once(size: float, apart: float, copies: int) -> None:
    step = apart / (copies - 1)
    chars = [
        _char(sign, 50 + size * index + step * copy, 100 + step * copy, size=size)
        for copy in range(copies)
        for index, sign in enumerate("年报")
    ]
    assert _texts(chars) == ["年报"]


@pytest.mark.parametrize("text", ["11", "ll", "..", "1,111.11", "一一", "::"])
def test_same_narrow_glyphs_side_by_side_are_all_read(text: str) -> None:
    wide = {"一": 10.0, "1": 4.0}
    x, chars = 50.0, []
    for sign in text:
        chars.append(_char(sign, x, width=wide.get(sign, 2.2)))
        x = chars[-1].x1
    assert _texts(chars) == [text]


def test_doubled_digit_is_not_bold() -> None:
    assert _texts([_char("1", 50), _char("1", 55)]) == ["11"]


def test_letter_spaced_title_has_no_spaces() -> None:
    assert _texts(_chars("年度报告", step=24)) == ["年度报告"]


def test_gap_between_ideograph_and_number_is_not_a_space() -> None:
    chars = [_char("至", 50), _char("2", 62.5), _char("0", 67.5), _char("年", 75)]
    assert _texts(chars) == ["至20年"]


def test_digits_of_one_number_set_loosely_are_one_number() -> None:
    assert _texts([_char("1", 50), _char("2", 57)]) == ["12"]


def test_western_words_are_set_apart() -> None:
    word = _chars("open", 50, step=5) + _chars("data", 73, step=5)
    assert _texts(word) == ["open data"]


def test_columns_on_one_line_are_set_apart() -> None:
    assert _texts([*_chars("单位"), *_chars("件数", 120)]) == ["单位 件数"]


def test_raised_note_mark_stays_on_its_line() -> None:
    assert _texts([*_chars("公开"), _char("1", 70, 96.5, size=6), _char("。", 73)]) == ["公开1。"]


@pytest.mark.parametrize("mark", ["1", "*", "[1]", "1,2", "(3)", "#"])
@pytest.mark.parametrize(("size", "rise"), [(6, 3.5), (8.3, 2.5), (5, 4.4)])
def test_raised_mark_is_no_digit_of_the_number_before_it(mark: str, size: float, rise: float) -> None:
    number = [_char("1", 50), _char("2", 55)]
    small = [_char(sign, 60 + 3 * place, 100 - rise, size=size) for place, sign in enumerate(mark)]
    assert _texts([*number, *small]) == ["12"]
    assert _texts([*number, *small, *_chars("件", 72)]) == ["12件"]


def test_raised_digits_after_letters_and_lowered_ones_are_kept() -> None:
    assert _texts([_char("m", 50), _char("2", 55, 96.5, size=6)]) == ["m2"]
    assert _texts([_char("3", 50), _char("2", 55, 102, size=6)]) == ["32"]


def test_exponent_of_ten_is_set_off() -> None:
    chars = [_char(sign, 50 + 5 * place) for place, sign in enumerate("3×10")]
    small = [_char(sign, 70 + 3 * place, 96, size=6) for place, sign in enumerate("12")]
    assert _texts([*chars, *small, _char("g", 76)]) == ["3×10^12g"]


def test_exponent_of_ten_is_set_off_in_turned_text() -> None:
    def up(sign: str, step: float, left: float = 50, size: float = 10) -> Char:
        return Char(sign, left, 100 - step, left + size, 105 - step, left + size, size, angle=1)

    chars = [up(sign, 5 * place) for place, sign in enumerate("3×10")]
    small = [up(sign, 20 + 3 * place, left=50, size=6) for place, sign in enumerate("12")]
    assert _texts([*chars, *small]) == ["3×10^12"]


def test_vertical_text_is_read_downwards_from_the_right() -> None:
    chars = [
        Char(sign, x, y, x + 10, y + 10, y, 10, vertical=True)
        for sign, x, y in [("三", 60, 50), ("、", 60, 60), ("本", 50, 50), ("年", 50, 60)]
    ]
    assert "".join(_texts(chars)) == "三、本年"


def test_turned_text_is_read_along_its_own_direction() -> None:
    up = [
        Char(sign, 50, 100 - step, 60, 110 - step, 60, 10, angle=1) for sign, step in (("总", 0), ("计", 10))
    ]
    assert _texts(up) == ["总计"]


def test_watermark_is_left_out() -> None:
    assert _texts([*_chars("公开"), Char("样", 40, 80, 90, 130, 120, 50, angle=-1)]) == ["公开"]


@pytest.mark.parametrize(
    ("parts", "whole"),
    [
        (["政府", "信息"], "政府信息"),
        (["http://www.znz", "f.gov.cn）"], "http://www.znzf.gov.cn）"),
        (["（http://", "www.dhq.gov.cn）"], "（http://www.dhq.gov.cn）"),
        (["电话：0517-", "87290606"], "电话：0517-87290606"),
        (["电话：0517", "-87290606"], "电话：0517-87290606"),
        (["电话：0517872", "90606"], "电话：051787290606"),
        (["邮箱：dhq", "71@163.com"], "邮箱：dhq71@163.com"),
        (["open", "data"], "open data"),
        (["于2024", "年"], "于2024年"),
    ],
)
def test_line_breaks_leave_no_trace(parts: list[str], whole: str) -> None:
    assert running(parts) == whole


# --- two things in one cell ----------------------------------------------------------------------------------


def _stack(*texts: str, width: float) -> str:
    chars = [
        _char(sign, 50 + 5 * place, 100 + 14 * row)
        for row, text in enumerate(texts)
        for place, sign in enumerate(text)
    ]
    return stacked(lines(chars), width)


@pytest.mark.parametrize(
    ("texts", "width", "text"),
    [
        (("12", "34"), 100, "12\n34"),
        (("1,530", "1,253", "2,783"), 100, "1,530\n1,253\n2,783"),
        (("5989-27-5", "227-813-5"), 100, "5989-27-5\n227-813-5"),
        (("12345", "67"), 36, "1234567"),
        (("1,234,", "567"), 100, "1,234,567"),
        (("2024-", "12"), 100, "2024-12"),
        (("1", "2345"), 30, "1\n2345"),
        (("85.1%", "17.3%"), 100, "85.1%\n17.3%"),
        (("1106.", "45"), 36, "1106.45"),
        (("1106.", "45"), 100, "1106.\n45"),
    ],
)
def test_digits_are_joined_only_where_the_first_line_is_full(
    texts: tuple[str, ...], width: float, text: str
) -> None:
    assert _stack(*texts, width=width) == text


@pytest.mark.parametrize(
    ("text", "two"),
    [
        ("12\n34", True), ("12 13", True), ("1.5 2.5", True), ("12% 13%", True),
        ("1 234", False), ("12 345 678", False), ("12", False), ("2024年 12月", False), ("", False),
        ("1,234", False), ("tel 12 34", False),
    ],
)  # fmt: skip
def test_two_numbers_are_not_one(text: str, two: bool) -> None:  # a parameter of the test
    assert holds_two_numbers(text) is two
