"""English dates, titles and figures are read as they are written."""

from datetime import date

import pytest

from checker_languages.en import ENGLISH

NEW_YEAR, NEW_YEARS_EVE = date(2024, 1, 1), date(2024, 12, 31)


@pytest.mark.parametrize(
    "text",
    [
        "1 January 2024",
        "1st January 2024",
        "1 Jan. 2024",
        "the 1st of January 2024",
        "January 1, 2024",
        "Jan 1st 2024",
        "Januar y 1, 2024",
        "1 Janu\nary 2024",
    ],
)
def test_days_are_read_in_english(text: str) -> None:
    (found,) = ENGLISH.dates.dates(f"on {text}, we began")
    assert (found.value, f"on {found.text}".replace("on 1st of", "on the 1st of")) == (NEW_YEAR, f"on {text}")


@pytest.mark.parametrize(
    "text",
    [
        "1 January 2024 to 31 December 2024",
        "1 January to 31 December 2024",
        "January 1, 2024 through December 31, 2024",
        "January 2024 until December 2024",
        "1 January\n2024 – 31 December 2024",
    ],
)
def test_ranges_are_read_in_english(text: str) -> None:
    (found,) = ENGLISH.dates.ranges(f"The period from {text}.")
    assert (found.text, found.begins, found.ends) == (text, NEW_YEAR, NEW_YEARS_EVE)


def test_words_that_only_look_like_months_are_none() -> None:
    assert list(ENGLISH.dates.dates("we may 2 times march 3 miles; Mayor 5, Marching 7, Augustus 2")) == []


def test_days_are_written_with_the_name_of_the_month() -> None:
    assert ENGLISH.dates.written(NEW_YEAR) == "1 January 2024"
    assert ENGLISH.dates.written_range(NEW_YEAR, NEW_YEARS_EVE) == "1 January 2024 to 31 December 2024"


def test_day_that_no_calendar_has_is_worded_where_its_month_is_named() -> None:
    named, figures = ENGLISH.dates.dates("31 April 2024; 2024.4.31")
    assert (named.impossible, named.worded, figures.impossible, figures.worded) == (True, True, True, False)


@pytest.mark.parametrize(
    "text",
    ["A report of the year", "I am here", "I. am", "1.5 million people", "2026 Review", "30 June 2026", "9.30 AM",
     "A. B. Smith", "U.S. Department", "i.e. the others", "Section 3 requires that", "Part of it", "12.31.2026", "1.1"],
)  # fmt: skip
def test_what_only_looks_like_a_number_is_none(text: str) -> None:
    assert ENGLISH.number(text).numbering is None


@pytest.mark.parametrize(
    ("text", "value", "title"),
    [
        ("IV. Scope", 4, "Scope"), ("1.0 Scope", 1, "Scope"), ("2.3.1 Scope", 1, "Scope"), ("PART TWO\nScope", 2, "Scope"),
        ("SECTION 3: Scope", 3, "Scope"), ("Appendix B – Scope", 2, "Scope"), ("§ 3 Scope", 3, "Scope"),
        ("(c) Scope", 3, "Scope"), ("V.B.(1). Scope", 1, "Scope"), ("Chapter 2", 2, ""),
    ],
)  # fmt: skip
def test_numbers_of_headings_are_read(text: str, value: int, title: str) -> None:
    read = ENGLISH.number(text)
    assert (read.value, read.rest) == (value, title)


def test_labels_keep_what_may_be_no_number() -> None:
    assert ENGLISH.bare("5 Years") != ENGLISH.bare("10 Years")
    assert ENGLISH.bare("Part A") != ENGLISH.bare("Part B")
    assert ENGLISH.bare("1. Grants") == ENGLISH.bare("Grants")
