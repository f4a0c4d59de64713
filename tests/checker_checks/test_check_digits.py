"""Identifiers have the form of their kind, and the check digit that follows from their others."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from checker.forms.filing import Filing
from checker.forms.form import Form
from checker.judging.checks import Problem
from checker.testing import document, observed, sections
from checker_checks.check_digits import CheckDigits, Kind
from checker_languages.en import ENGLISH

FORM = Form(("Sheet",), sections("Kind"), language=ENGLISH)


def wrong(text: str, *kinds: Kind) -> list[str]:
    filing = Filing(document("Sheet", "1. Kind", text), FORM)
    seen = observed(CheckDigits(kinds), filing)
    return [str(one.actual) for one in seen if isinstance(one, Problem)]


@pytest.mark.parametrize(
    "text",
    [
        "Registration number: 01-2119471330-49-0000",
        "01-2119471330-49 (a distributor's)",
        "01-2119471330-49-XXXX",
        "01-2119471330-\n49-0000",
        "01-21194713\n30-49-0000",
        "Telephone 01-809 2166, 01-2345678",
    ],
)
def test_registration_numbers_and_what_only_looks_like_one_pass(text: str) -> None:
    assert wrong(text, "reach") == []


@pytest.mark.parametrize(
    "written", ["01-211947133-49-0000", "01-2119471330-4-0000", "01-2119471330-49-000", "01-21194713301-49"]
)
def test_a_registration_number_with_a_digit_too_few_or_too_many_is_reported(written: str) -> None:
    assert wrong(f"Registration number {written} was given.", "reach") == [written]


def test_a_ufi_is_four_times_four_signs() -> None:
    assert wrong("UFI: VDU1-414F-1003-1862", "ufi") == []
    assert wrong("UFI: VDU1-414F-1003", "ufi") == ["VDU1-414F-1003"]
    assert wrong("The UFI is on the label of lot VDU1-414F", "ufi") == []


@given(st.integers(10, 9_999_999), st.integers(0, 99))
def test_one_check_digit_of_ten_is_right(first: int, second: int) -> None:
    numbers = [f"{first}-{second:02}-{digit}" for digit in range(10)]
    digits = f"{first}{second:02}"
    right = sum(place * int(digit) for place, digit in enumerate(reversed(digits), 1)) % 10
    assert [number for number in numbers if not wrong(number, "cas")] in (
        [numbers[right]],
        dates(numbers, right),
    )


def dates(numbers: list[str], right: int) -> list[str]:
    """List the numbers that look like dates, and the right one: those are never reported."""
    return [
        one for at, one in enumerate(numbers) if at == right or (one[:2] in {"19", "20"} and len(one) == 9)
    ]
