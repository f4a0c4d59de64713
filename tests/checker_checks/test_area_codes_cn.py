"""The area codes of China are those that the phonenumbers library knows."""

from itertools import product

import phonenumbers

from checker_checks.area_codes_cn import DIGITS


def lengths(area: str) -> frozenset[int]:
    """Return the lengths that numbers behind an area code have by the library's plan."""
    return frozenset(
        length
        for length in (7, 8)
        for first in "23456789"
        if phonenumbers.is_valid_number(
            number := phonenumbers.parse(area + first + "2345678"[: length - 1], "CN")
        )
        and phonenumbers.length_of_geographical_area_code(number) == len(area) - 1
    )


def test_each_area_code_is_known_with_the_lengths_of_its_numbers() -> None:
    codes = ["0" + "".join(rest) for count in (2, 3) for rest in product("0123456789", repeat=count)]
    assert {code: found for code in codes if not code.startswith("00") and (found := lengths(code))} == DIGITS
