"""`table-cells`: every cell holds what its row, its column or the table says it must."""

from dataclasses import replace

import pytest

from checker import Form, Message, NotAssessed, Problem, RelationScope, TableSpec, parse_relation
from checker.forms.filing import Filing
from checker.testing import Rows, document, observed, sections
from checker_checks.arithmetic import TableArithmetic
from checker_checks.cells import TableCells
from checker_checks.tables import TableShape
from checker_languages.en import ENGLISH
from tests.support.prescribed import prescribed_table

COLUMNS = ["No.", "Severity", "Due date", "Cost", "Share", "Count", "Owner", "Closed", "Level"]
TOTAL = ["Total", "", "", "5", "(6)", "7", "—", "", "<8"]
ONE = "one of: Critical, High, Medium, Low"
GOOD = ["1", "High", "2026-07-01", "$1,902", "12 %", "3", "A. Smith", "☐", "98.7 mg/L"]


SPEC = prescribed_table(
    """
    section: Findings
    columns:
      severity: {label: Severity, one_of: [Critical, High, Medium, Low]}
      due: {label: Due date, type: date}
      cost: {label: Cost, type: money, maximum: 10000}
      share: {label: Share, type: percent, minimum: 0, maximum: 100}
      count: {label: Count, type: integer}
      owner: {label: Owner, pattern: "[A-Z][.] .+|nobody"}
      closed: {label: Closed, type: mark}
      level: {label: Level, unit: mg/L, blank: fine}
    rows: {first: First, second: Second, total: {label: Total, type: number, required: false}}
    """
)


def form_of(spec: TableSpec) -> Form:
    return Form((), sections("Findings"), (spec,), language=ENGLISH)


def filing(*rows: list[str], spec: TableSpec = SPEC) -> Filing:
    printed: Rows = [["", *COLUMNS[1:]], *rows]
    return Filing(document("Findings", printed), form_of(spec))


def printed(row: str, **changes: str) -> list[str]:
    cells = dict(zip(COLUMNS[1:], GOOD[1:], strict=True)) | {
        key.replace("_", " ").capitalize(): text for key, text in changes.items()
    }
    return [row, *cells.values()]


def problems(*rows: list[str], check: TableCells | None = None) -> list[Problem]:
    seen = observed(check or TableCells("t"), filing(*rows))
    return [one for one in seen if isinstance(one, Problem)]


def english(text: Message | str | None) -> str | None:
    return text.render("en") if isinstance(text, Message) else text


def test_cells_of_every_type_conform() -> None:
    plain = printed("Second", cost="1902.50", share="12", owner="nobody", closed="yes", level="N/A")
    assert problems(printed("First"), plain, TOTAL) == []


@pytest.mark.parametrize(
    ("column", "text", "message", "expected"),
    [
        ("severity", "Hihg", "“Hihg” is not one of the values to choose from", "High"),
        ("severity", "Severe", "“Severe” is not one of the values to choose from", ONE),
        ("severity", "High, Low", "“High, Low” names more than one value", ONE),
        ("severity", "☑ High ☑ Low", "“☑ High ☑ Low” names more than one value", ONE),
        ("due_date", "2026-02-30", "“2026-02-30” is not a date", "a day, such as 31 January 2024"),
        ("due_date", "soon", "“soon” is not a date", "a day, such as 31 January 2024"),
        ("cost", "12,34,5", "“12,34,5” is not an amount of money", "an amount of money, 10000 or less"),
        ("cost", "$10,001", "“$10,001” is more than 10000", "an amount of money, 10000 or less"),
        ("share", "101%", "“101%” is more than 100", "a percentage from 0 to 100"),
        ("share", "−1%", "“−1%” is less than 0", "a percentage from 0 to 100"),
        ("count", "1.5", "“1.5” is not a whole number", "a whole number, 0 or more"),
        ("count", "-3", "“-3” is less than 0", "a whole number, 0 or more"),
        ("count", "O", "“O” is not a whole number", "a whole number, 0 or more"),
        ("count", "12 13", "“12 13” is not a whole number", "a whole number, 0 or more"),
        ("owner", "Smith", "“Smith” is not written as prescribed", "text in the form [A-Z][.] .+|nobody"),
        ("closed", "perhaps", "“perhaps” is neither ticked nor open", "a tick, or none"),
        ("level", "98.7 g/L", "“98.7 g/L” is not a number", "a number in mg/L"),
    ],
)  # fmt: skip
def test_cell_that_is_not_of_its_type_is_a_finding_about_that_cell(
    column: str, text: str, message: str, expected: str
) -> None:
    (found,) = problems(printed("First", **{column: text}), printed("Second"), TOTAL)
    label = column.replace("_", " ").capitalize()
    assert (found.code, found.within, found.actual) == ("cell-type", f"First / {label}", text)
    assert (found.message.render("en"), english(found.expected)) == (message, expected)
    assert "“" in found.message.render("zh")
    assert found.message.render("zh") != message


def test_slip_in_a_choice_is_offered_as_an_edit() -> None:
    (found,) = problems(printed("First", severity="Hihg"), printed("Second"), TOTAL)
    assert [(edit.old, edit.new) for edit in found.edits] == [("Hihg", "High")]


def test_blank_cells_that_are_required_are_one_finding_a_row() -> None:
    (found,) = problems(
        printed("First", severity="", due_date="N/A", owner="—", closed="", level=""),
        printed("Second"),
        TOTAL,
    )
    assert (found.code, found.within, found.subject) == (
        "cell-blank",
        "First",
        ("t", "first", "severity", "due", "owner"),
    )
    assert english(found.message) == (
        "3 cells of the row are blank or say “N/A” where a value is due: Severity, Due date, Owner"
    )
    assert english(found.advice) == "fill in these cells"


def test_a_number_that_is_not_applicable_is_not_called_blank() -> None:
    (found,) = problems(printed("First", count="N/A"), printed("Second"), TOTAL)
    assert (found.code, found.actual, english(found.expected)) == (
        "cell-blank",
        "N/A",
        "a whole number, 0 or more",
    )
    assert english(found.message) == "the cell “Count” says “N/A” where a value is due"
    assert english(found.advice) == "say what there is, 0 for a number of nothing"
    assert found.edits == ()


def test_blank_number_may_mean_none() -> None:
    (found,) = problems(printed("First", count=""), printed("Second"), TOTAL)
    assert (found.code, found.expected) == ("cell-blank", "0")


def test_signed_columns_and_rows_with_decimals_hold_whatever_their_type() -> None:
    rows = (printed("First", count="-3"), printed("Second", count="1.5"), TOTAL)
    assert problems(*rows, check=TableCells("t", decimals=("second",), signed=("Count",))) == []


def test_cell_that_cannot_be_read_hides_no_row_and_no_column() -> None:
    odd = printed("First", cost="12,34,5", share="?", count="see note", level="lots")
    bound = filing(odd, printed("Second"), TOTAL).tables["t"]
    assert (bound.missing_rows, bound.missing_columns, bound.extra_rows, bound.extra_columns) == (
        (),
        (),
        (),
        (),
    )


@pytest.mark.parametrize("text", [">1", "N/A", "12,34,5"])
def test_relations_do_not_count_what_is_no_value(text: str) -> None:
    spec = prescribed_table(
        """
        section: Findings
        type: number
        columns: {a: Severity, b: Due date, c: Cost}
        rows: {first: First, second: Second}
        """
    )
    check = TableArithmetic(relations=("a + b == c",), table="t", per="row")
    rows: Rows = [["", *COLUMNS[1:4]], ["First", "1", text, "1.5"], ["Second", "$1,000", "(500)", "5"]]
    seen = observed(check, Filing(document("Findings", rows), form_of(spec)))
    assert [one.within for one in seen if isinstance(one, Problem)] == ["Second"]
    assert text != "12,34,5" or any(isinstance(one, NotAssessed) for one in seen)


EACH = prescribed_table(
    """
    section: Findings
    columns:
      no: No.
      finding: {label: Finding, type: text}
      severity: {label: Severity, one_of: [Critical, High, Medium, Low]}
      owner: {label: Owner, type: text}
      due: {label: Due date, type: date}
      cost: {label: Cost, type: money, blank: fine}
    rows: {each: {any: true, at_least: 1}, total: Total}
    """
)
HEADS = ["No.", "Finding", "Severity", "Owner", "Due date", "Cost"]


def each(*rows: list[str]) -> list[Problem]:
    form = form_of(EACH)
    filed = Filing(document("Findings", [HEADS, *rows]), form)
    assert filed.tables["t"].missing_columns == ()
    seen = [*observed(TableShape("t"), filed), *observed(TableCells("t"), filed)]
    return [one for one in seen if isinstance(one, Problem)]


def test_rows_of_any_number_are_checked_and_named_by_what_they_say() -> None:
    rows = (
        ["1", "Doors unlocked", "High", "A. Smith", "2026-07-01", "$1,902"],
        ["2", "Keys lost", "Hihg", "", "2026-02-30", "(345.50)"],
        ["3", "No badge", "low", "B. Jones", "1 July 2026", ""],
        ["", "Total", "", "", "", "$1,556.50"],
    )
    found = [(one.code, one.within, english(one.expected)) for one in each(*rows)]
    assert found == [
        ("cell-blank", "Keys lost", "text"),
        ("cell-type", "Keys lost / Severity", "High"),
        ("cell-type", "Keys lost / Due date", "a day, such as 31 January 2024"),
    ]


def test_conforming_rows_of_any_number_are_quiet() -> None:
    rows = [[str(at), f"Finding {at}", "Low", "N. N.", f"2026-07-{at:02}", "N/A"] for at in range(1, 12)]
    assert each(*rows, ["", "Total", "", "", "", "nil"]) == []


@pytest.mark.parametrize(
    "text",
    [
        "$1,902",
        "12%",
        "(345.50)",
        "<1",
        "1.234,56",
        "1 234,56",
        "N/A",
        "nil",
        "—",
        "1,902*",
        "5 USD",
        "1.2 million",
    ],
)
def test_figures_in_any_notation_make_no_label_of_a_value_and_lose_no_line(text: str) -> None:
    spec = prescribed_table(
        """
        section: Findings
        type: number
        columns: {a: Severity, b: Due date, c: Cost}
        rows: {first: First, second: Second}
        """
    )
    rows: Rows = [["", *COLUMNS[1:4]], ["First", text, text, text], ["Second", text, text, text]]
    bound = Filing(document("Findings", rows), form_of(spec)).tables["t"]
    assert len(bound.cells) == 6
    assert (bound.missing_rows, bound.missing_columns, bound.extra_rows, bound.extra_columns) == (
        (),
        (),
        (),
        (),
    )
    assert {label.text for label in bound.labels} == {"First", "Second", *COLUMNS[1:4]}
    beside: Rows = [[*row, "Extra" if not at else text] for at, row in enumerate(rows)]
    form = form_of(spec)
    extra = Filing(document("Findings", beside), form).tables["t"].extra_columns
    assert [label.text for label in extra] == ([] if text == "—" else ["Extra"])


def test_of_a_total_only_the_columns_that_relations_add_up_must_be_filled_in() -> None:
    spec = prescribed_table(
        """
        section: Findings
        columns:
          item: {label: Item, type: text}
          count: {label: Count, type: integer}
          price: {label: Price, type: money}
          cost: {label: Cost, type: money}
          paid: {label: Paid, type: money}
        rows: {each: {any: true, at_least: 1}, total: Total}
        """
    )
    rows: Rows = [
        ["Item", "Count", "Price", "Cost", "Paid"],
        ["A", "2", "3", "6", "0"],
        ["Total", "", "", "6", ""],
    ]

    def blank(*columns: str) -> list[str]:
        scope = RelationScope((spec,), spec.id, "column", columns)
        relations = {"sums": (parse_relation("total == sum(each)", scope),)} if columns else {}
        filed = Filing(document("Findings", rows), replace(form_of(spec), relations=relations))
        found = (one for one in observed(TableCells("t"), filed) if isinstance(one, Problem))
        return [english(one.message) or "" for one in found]

    assert blank("cost") == []
    assert blank("cost", "paid") == ["the cell “Paid” is blank"]
    assert blank() == ["3 cells of the row are blank: Count, Price, Paid"]


def test_rows_are_named_by_their_number_where_they_have_no_words() -> None:
    (blank,) = each(["7", "", "High", "A. Smith", "2026-07-01", ""], ["", "Total", "", "", "", "0"])
    assert (blank.within, blank.subject) == ("7", ("t", "each/1", "finding"))


def test_pattern_and_values_may_name_the_period() -> None:
    spec = prescribed_table(
        """
        section: Findings
        columns: {a: {label: Code, pattern: "{year}-[0-9]+"}, b: {label: Source, one_of: ["Report {last_year}", none]}}
        rows: {first: First, second: Second}
        """
    )
    rows: Rows = [
        ["", "Code", "Source"],
        ["First", "2026-7", "report 2025"],
        ["Second", "2025-7", "Report 2026"],
    ]
    filled = spec.filled({"year": "2026", "last_year": "2025"})
    seen = observed(TableCells("t"), Filing(document("Findings", rows), form_of(filled)))
    assert [one.within for one in seen if isinstance(one, Problem)] == ["Second / Code", "Second / Source"]
    unknown = observed(TableCells("t"), Filing(document("Findings", rows), form_of(spec)))
    assert any(isinstance(one, NotAssessed) for one in unknown)


COUNTS = prescribed_table("""
    section: Findings
    columns: [Requests, Appeals]
    rows: {new: New, old: Old}
    """)


def test_signs_of_a_typeface_are_not_read_and_not_wrong() -> None:
    printed: Rows = [["", "Requests", "Appeals"], ["New", "\ue000", "3"], ["Old", "2", "1"]]
    seen = observed(TableCells("t"), Filing(document("Findings", printed), form_of(COUNTS)))
    (unread,) = seen
    assert isinstance(unread, NotAssessed)
    assert unread.unread
