"""Cells are read as their type, in every usual notation; what is not of the type is unreadable."""

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from checker import CellType, Language, NumberNotation, Pattern, Reading
from checker.forms.cell_types import Kind, read_cell
from checker_languages.en import ENGLISH
from checker_languages.zh import CHINESE

GERMAN = Language(code="de", notation=NumberNotation(decimal=",", nothing=("–",), not_applicable=("k. A.",)))
BOTH = (ENGLISH, CHINESE)
ALL = (*BOTH, GERMAN)


def read(text: str, kind: Kind, language: Language = ENGLISH, *, units: tuple[str, ...] = ()) -> str:
    """Write what a cell says: a number, a bound with its limits, or why there is none."""
    found = read_cell(text, CellType(kind, units=units), language)
    if found.kind == "bound":
        return f"{found.low or '…'}..{'…' if found.high is None else found.high}"
    return found.kind if found.number is None else f"{found.number.normalize():f}"


@pytest.mark.parametrize("language", BOTH)
@pytest.mark.parametrize(
    ("text", "kind", "reading"),
    [
        ("1902", "number", "1902"),
        ("1,902", "number", "1902"),
        ("１，９０２", "number", "1902"),
        ("1 902", "number", "1902"),
        ("1\N{NO-BREAK SPACE}902,5", "number", "1902.5"),
        ("1\N{THIN SPACE}234,56", "number", "1234.56"),
        ("1\N{NARROW NO-BREAK SPACE}234\N{NARROW NO-BREAK SPACE}567", "number", "1234567"),
        ("1'234.5", "number", "1234.5"),
        ("1’234", "number", "1234"),
        ("1.234,56", "number", "1234.56"),
        ("1.234.567", "number", "1234567"),
        ("1.234", "number", "1.234"),
        ("007", "integer", "7"),
        ("−5", "number", "-5"),
        ("–5", "number", "-5"),
        ("+5", "number", "5"),
        ("(345.50)", "number", "-345.5"),
        ("($5)", "money", "-5"),
        ("$(5)", "money", "-5"),
        ("-$5", "money", "-5"),
        ("$-5", "money", "-5"),
        ("$1,902", "money", "1902"),
        ("£ 1,902.50", "money", "1902.5"),
        ("€ 1.234,56", "money", "1234.56"),
        ("1 234,56 €", "money", "1234.56"),
        ("￥12", "money", "12"),
        ("USD 5", "money", "5"),
        ("5 usd", "money", "5"),
        ("US$5", "money", "5"),
        ("5", "money", "5"),
        ("12%", "percent", "12"),
        ("12.5 %", "percent", "12.5"),
        ("12", "percent", "12"),
        ("0.12", "percent", "0.12"),
        ("1,902*", "integer", "1902"),
        ("1,902¹", "integer", "1902"),
        ("1,902 (a)", "integer", "1902"),
        ("1,902 [1]", "integer", "1902"),
        ("12①", "integer", "12"),
        ("<1", "number", "0..1".replace("0..", "…..")),
        ("≤ 2.5", "number", "…..2.5"),
        (">10", "number", "10..…"),
        ("N/A", "number", "not-applicable"),
        ("n/a", "date", "not-applicable"),
        ("", "number", "blank"),
        ("—", "number", "blank"),
        ("--", "number", "blank"),
        ("1 2", "integer", "12"),  # spaced out, as PDFs give text
    ],
)
def test_notations_are_read_in_any_language(text: str, kind: Kind, reading: str, language: Language) -> None:
    assert read(text, kind, language) == reading


@pytest.mark.parametrize(
    ("text", "kind", "reading", "language"),
    [
        ("nil", "money", "0", ENGLISH),
        ("None", "integer", "0", ENGLISH),
        ("1.2 million", "number", "1200000", ENGLISH),
        ("$3.5m", "money", "3500000", ENGLISH),
        ("12 percent", "percent", "12", ENGLISH),
        ("12 per cent", "percent", "12", ENGLISH),
        ("less than 1", "number", "…..1", ENGLISH),
        ("12 (note 3)", "integer", "12", ENGLISH),
        ("Not applicable", "date", "not-applicable", ENGLISH),
        ("1.234", "number", "1234", GERMAN),
        ("1,5", "number", "1.5", GERMAN),
        ("1.234.567,89", "number", "1234567.89", GERMAN),
        ("1,234.56", "number", "1234.56", GERMAN),
        ("–", "number", "0", GERMAN),
        ("k. A.", "number", "not-applicable", GERMAN),
        ("3万", "number", "30000", CHINESE),
        ("1.2亿元", "money", "120000000", CHINESE),
        ("3万元", "money", "30000", CHINESE),
        ("人民币12元", "money", "12", CHINESE),
        ("12件", "integer", "12", CHINESE),
        ("12（件）", "integer", "12", CHINESE),
        ("十二", "integer", "12", CHINESE),
        ("零", "integer", "0", CHINESE),
        ("百分之12", "percent", "12", CHINESE),
        ("百分之十二", "percent", "12", CHINESE),
        ("１２％", "percent", "12", CHINESE),
        ("12（注1）", "integer", "12", CHINESE),
        ("不足1", "number", "…..1", CHINESE),
        ("无", "number", "blank", CHINESE),
        ("不适用", "number", "not-applicable", CHINESE),
    ],
)  # fmt: skip
def test_notations_belong_to_a_language(text: str, kind: Kind, reading: str, language: Language) -> None:
    assert read(text, kind, language) == reading


@pytest.mark.parametrize(
    ("text", "units", "reading"),
    [
        ("98.7 mg/L", ("mg/L",), "98.7"),
        ("98.7", ("mg/L",), "98.7"),
        ("12.3 ± 0.8", ("mg/L",), "12.3"),
        ("(12.3 ± 0.8) mg/L", ("mg/L",), "12.3"),
        ("12.3±0.8 mg/L", ("mg/L",), "12.3"),
        ("12.3 +/- 5%", ("mg/L",), "12.3"),
        ("<0.5 mg/l", ("mg/L",), "…..0.5"),
        ("5 mg/m³", ("mg/m³",), "5"),
        ("5 mg/m3", ("mg/m³",), "5"),
        ("12 months", ("month", "months"), "12"),
        ("12 (months)", ("months",), "12"),
        ("12 %", ("%",), "12"),
        ("€5", ("€", "EUR"), "5"),
        ("98.7 g/L", ("mg/L",), "unreadable"),
        ("12 years", ("months",), "unreadable"),
        ("$5", ("€",), "unreadable"),
    ],
)
def test_unit_is_the_one_that_the_pack_names(text: str, units: tuple[str, ...], reading: str) -> None:
    assert read(text, "number", units=units) == reading


def test_unit_of_the_form_counts_before_words_for_powers_of_ten() -> None:
    assert read("3万元", "money", CHINESE, units=("万元",)) == "3"


@pytest.mark.parametrize("language", ALL)
@pytest.mark.parametrize("kind", ["number", "integer", "money", "percent"])
@pytest.mark.parametrize(
    "text",
    [
        "12,34,5", "1.2.3", "12 13", "l2", "O", "1O5", "12 345 6", "1 1,902", "1,90 2", "+-5", "(-5)", "-(5)", "(5",
        "5)", "12,345,67", "1/2", "½", "1e5", "0x10", "$5%", "$5€", "3 / 4", "12–13", "about 5", "5 ?", "#5", "1902^1",
        "see above", "2026-01-15", "12.5.2026", "5 $ 6", "m", "3m", "$", "%", "<", "(a)",
    ],
)  # fmt: skip
def test_what_is_no_number_is_not_guessed(text: str, kind: Kind, language: Language) -> None:
    assert read(text, kind, language) == "unreadable"


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("12%", "integer"),
        ("12%", "money"),
        ("12%", "number"),
        ("$12", "integer"),
        ("$12", "percent"),
        ("<5", "integer"),
    ],
)
def test_signs_of_another_type_are_refused(text: str, kind: Kind) -> None:
    assert read(text, kind) == "unreadable"


@pytest.mark.parametrize("language", BOTH)
@pytest.mark.parametrize(
    "text", ["$1,902", "12%", "(345.50)", "<1", "1.234,56", "1 234,56", "1,902*", "5 USD", "1,902 [1]", "12"]
)
def test_figures_in_any_notation_are_values_and_no_labels(text: str, language: Language) -> None:
    assert language.is_value(text)


@pytest.mark.parametrize("language", BOTH)
@pytest.mark.parametrize(
    "text",
    ["", "(1)", "7(A)", "Ex. 7(A)", "Total", "1-20 Days", "<1-20 Days", "Q1", "合计", "2.1 Scope", "A1", "—"],
)
def test_labels_and_blank_cells_are_no_values(text: str, language: Language) -> None:
    assert not language.is_value(text)


@pytest.mark.parametrize(
    "text", ["1" + " " * 58 + "x", "(" * 59, "1" + "*" * 58 + "x", "1," * 29, "$" * 60, "1 " * 12]
)
def test_long_runs_of_signs_are_read_in_an_instant(text: str) -> None:
    assert read(text, "number") == ("unreadable" if text != "1 " * 12 else "1" * 12)


@pytest.mark.parametrize("language", ALL)
@given(st.decimals(min_value=-(10**12), max_value=10**12, places=2), st.sampled_from(["", "$", "€"]))
def test_written_numbers_read_as_themselves(language: Language, number: Decimal, sign: str) -> None:
    assert read_cell(sign + language.notation.written(number), CellType("money"), language).number == number


# --- dates, choices, marks, text ---


@pytest.mark.parametrize(
    ("text", "language", "day"),
    [
        ("2026-07-01", ENGLISH, date(2026, 7, 1)),
        ("1 July 2026", ENGLISH, date(2026, 7, 1)),
        ("July 1, 2026", ENGLISH, date(2026, 7, 1)),
        ("13/07/2026", ENGLISH, date(2026, 7, 13)),
        ("07/13/2026", ENGLISH, date(2026, 7, 13)),
        ("01.07.2026", ENGLISH, date(2026, 7, 1)),
        ("20260701", ENGLISH, date(2026, 7, 1)),
        ("1-Jul-2026", ENGLISH, date(2026, 7, 1)),
        ("Wed, 1 July 2026", ENGLISH, date(2026, 7, 1)),
        ("2026-07-01 09:30:00", ENGLISH, date(2026, 7, 1)),
        ("1 July 2026*", ENGLISH, date(2026, 7, 1)),
        ("2026年7月1日（星期三）", CHINESE, date(2026, 7, 1)),
        ("2026年7月1日", CHINESE, date(2026, 7, 1)),
        ("2026.7.1", CHINESE, date(2026, 7, 1)),
        ("二〇二六年七月一日", CHINESE, date(2026, 7, 1)),
    ],
)
def test_dates_are_read_as_their_language_writes_them(text: str, language: Language, day: date) -> None:
    assert read_cell(text, CellType("date"), language) == Reading("value", day=day)


@pytest.mark.parametrize("language", BOTH)
@pytest.mark.parametrize(
    "text",
    [
        "soon",
        "2026",
        "2026-07",
        "2026-02-30",
        "31/02/2026",
        "2026-13-01",
        "1 July 2026 or later",
        "12",
        "TBD",
        "2026年2月30日",
    ],
)
def test_what_is_no_day_of_the_calendar_is_unreadable(text: str, language: Language) -> None:
    assert read_cell(text, CellType("date"), language).kind == "unreadable"


SEVERITY = ("Critical", "High", "Medium", "Low")


@pytest.mark.parametrize(
    ("text", "several", "chosen"),
    [
        ("High", False, ("High",)),
        (" hIGH ", False, ("High",)),
        ("Ｈｉｇｈ", False, ("High",)),
        ("High*", False, ("High",)),
        ("☑ High ☐ Low", False, ("High",)),
        ("☐ Critical ☒ High ☐ Medium ☐ Low", False, ("High",)),
        ("High [x] Low [ ]", False, ("High",)),
        ("（√）High（）Low", False, ("High",)),
        ("High, Low", True, ("High", "Low")),
        ("High；Low", True, ("High", "Low")),
        ("High\nLow", True, ("High", "Low")),
        ("High / Low", True, ("High", "Low")),
        ("☑ High ☐ Medium ☑ Low", True, ("High", "Low")),
    ],
)
def test_choice_is_what_is_named_or_ticked(
    text: str, several: bool, chosen: tuple[str, ...]
) -> None:  # a case of the table
    assert read_cell(text, CellType("choice", SEVERITY, several), ENGLISH) == Reading("value", chosen=chosen)


@pytest.mark.parametrize(
    ("text", "several", "unlisted"),
    [
        ("Hihg", False, ("Hihg",)),
        ("High, Low", False, ()),
        ("High, Severe", True, ("Severe",)),
        ("☑ Severe ☐ Low", False, ("Severe",)),
        ("☑ High ☑ Low", False, ()),
        ("Highest", False, ("Highest",)),
        ("12", False, ("12",)),
        ("High, Severe", False, ("High, Severe",)),
    ],
)
def test_what_is_not_listed_is_no_choice(
    text: str, several: bool, unlisted: tuple[str, ...]
) -> None:  # a case of the table
    found = read_cell(text, CellType("choice", SEVERITY, several), ENGLISH)
    assert (found.kind, found.unlisted) == ("unreadable", unlisted)


@pytest.mark.parametrize("text", ["", " ", "—", "☐ High ☐ Low", ","])
def test_choice_of_nothing_is_blank(text: str) -> None:
    assert read_cell(text, CellType("choice", SEVERITY), ENGLISH).kind == "blank"


def test_listed_values_may_hold_separators_and_words_for_nothing() -> None:
    answers = CellType("choice", ("Yes/No", "N/A", "Yes", "No"), several=True)
    assert read_cell("Yes/No, N/A", answers, ENGLISH).chosen == ("Yes/No", "N/A")
    assert read_cell("n/a", answers, ENGLISH).chosen == ("N/A",)
    assert read_cell("无", CellType("choice", ("有", "无")), CHINESE).chosen == ("无",)


@pytest.mark.parametrize(
    ("text", "language", "reading"),
    [
        ("☑", ENGLISH, "1"),
        ("☒", ENGLISH, "1"),
        ("☐", ENGLISH, "0"),
        ("√", CHINESE, "1"),
        ("×", CHINESE, "0"),
        ("×", ENGLISH, "1"),
        ("✓", ENGLISH, "1"),
        ("✗", CHINESE, "0"),
        ("x", ENGLISH, "1"),
        ("[x]", ENGLISH, "1"),
        ("[ ]", ENGLISH, "0"),
        ("Yes", ENGLISH, "1"),
        ("NO", ENGLISH, "0"),
        ("是", CHINESE, "1"),
        ("否", CHINESE, "0"),
        ("☑是 ☐否", CHINESE, "1"),
        ("□是 ☑否", CHINESE, "0"),
        ("是□ 否□", CHINESE, "blank"),
        ("", ENGLISH, "blank"),
        ("n/a", ENGLISH, "not-applicable"),
        ("perhaps", ENGLISH, "unreadable"),
        ("12", CHINESE, "unreadable"),
    ],
)
def test_marks_are_ticked_or_not(text: str, language: Language, reading: str) -> None:
    assert read(text, "mark", language) == reading


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("A. Smith", "value"),
        ("none", "value"),
        ("无", "value"),
        ("12", "value"),
        ("", "blank"),
        ("—", "blank"),
        ("N/A", "not-applicable"),
    ],
)
def test_text_is_anything_but_signs_for_nothing(text: str, kind: str) -> None:
    assert read_cell(text, CellType("text"), CHINESE).kind == kind


def test_pattern_holds_for_the_whole_cell() -> None:
    number = CellType("text", pattern=Pattern("[A-Z]{2}-[0-9]+|none"))
    assert [number.matches(text) for text in ("AB-12", "ab - 12", "none", "AB-12 old", "x none")] == [
        True,
        True,
        True,
        False,
        False,
    ]
