"""`table-shape`: the prescribed table is there, with its rows and columns under accepted labels."""

from dataclasses import replace

import pytest

from checker.documents.document import Document, Location, Paragraph, Table
from checker.forms.filing import Filing
from checker.forms.form import Form
from checker.forms.table_specs import TableSpec
from checker.judging.checks import NotAssessed, Problem
from checker.testing import Rows, document, observed, sections, table
from checker_checks.tables import TableShape
from checker_languages.en import ENGLISH
from tests.support.prescribed import prescribed_table


def prescribed(text: str, name: str = "findings") -> TableSpec:
    return prescribed_table(text, name=name)


def filing(spec: TableSpec, *blocks: str | Rows) -> Filing:
    form = Form((), sections("Findings"), (spec,), language=ENGLISH)
    return Filing(document("Findings", *blocks), form)


def problems(spec: TableSpec, *blocks: str | Rows) -> list[tuple[str, str]]:
    """List the code and the key, or else the text, of what `table-shape` finds."""
    seen = observed(TableShape(spec.id), filing(spec, *blocks))
    return [(one.code, one.subject[-1]) for one in seen if isinstance(one, Problem)]


WORDED = prescribed(
    """
    section: Findings
    columns: {asked: {label: Requests, also: [Demands]}, done: Answered}
    rows: {new: {label: New cases, also: [Cases of this year]}, old: Old cases}
    """
)


def test_accepted_wordings_are_bound_and_no_label_findings() -> None:
    printed = [["", "Demands", "Answered"], ["Cases of this year", "1", "2"], ["Old cases", "3", "4"]]
    assert problems(WORDED, printed) == []
    found = filing(WORDED, printed).tables["findings"]
    assert {key: bound.cell.text for key, bound in found.cells.items()} == {
        ("new", "asked"): "1", ("new", "done"): "2", ("old", "asked"): "3", ("old", "done"): "4",
    }  # fmt: skip


def test_a_wording_that_is_not_accepted_is_a_label_finding() -> None:
    printed = [["", "Demanded", "Answered"], ["Cases of the year", "1", "2"], ["Old cases", "3", "4"]]
    assert problems(WORDED, printed) == [("table-label", "new"), ("table-label", "asked")]


YEAR = [["", "Requests", "Answered"], ["New cases", "1", "2"], ["Old cases", "3", "4"]]
YEAR_BEFORE = [["", "Requests", "Answered"], ["New cases", "5", "6"], ["Old cases", "7", "0"]]


BLANK = [["", "Requests", "Answered"], ["New cases", "", ""], ["Old cases", "", ""]]


@pytest.mark.parametrize("between", [(), ("The year before:",)], ids=["right below", "after a text"])
@pytest.mark.parametrize("copy", [YEAR, YEAR_BEFORE, BLANK], ids=["same figures", "other figures", "blank"])
def test_a_table_that_is_there_twice_is_one_finding_and_the_first_one_counts(
    copy: Rows, between: tuple[str, ...]
) -> None:
    assert problems(WORDED, YEAR, *between, copy) == [("table-row-extra", "findings")]
    found = filing(WORDED, YEAR, *between, copy).tables["findings"]
    assert [bound.cell.text for bound in found.cells.values()] == ["1", "2", "3", "4"]


def test_the_table_that_is_filled_in_counts_after_the_blank_form() -> None:
    assert problems(WORDED, BLANK, "As filled in:", YEAR) == [("table-row-extra", "findings")]
    found = filing(WORDED, BLANK, "As filled in:", YEAR).tables["findings"]
    assert [bound.cell.text for bound in found.cells.values()] == ["1", "2", "3", "4"]


@pytest.mark.parametrize(
    "pieces",
    [(YEAR[:2], YEAR[2:]), (YEAR[:2], [YEAR[0], YEAR[2]]), (YEAR[:1], YEAR[1:]), (YEAR, YEAR[:1])],
    ids=["without head", "with the head again", "head alone", "only the head again"],
)
def test_a_table_in_several_pieces_is_there_once(pieces: tuple[Rows, ...]) -> None:
    assert problems(WORDED, *pieces) == []


FIRST_DAY = prescribed(
    """
    section: Findings
    columns:
      no: No.
      finding: {label: Finding, type: text}
      severity: {label: Severity, one_of: [Critical, High, Medium, Low]}
      owner: {label: Owner, type: text}
      due: {label: Due date, type: date}
    rows:
      each: {any: true, at_least: 1}
    """
)
HEAD = ["No.", "Finding", "Severity", "Owner", "Due date"]
ENTRIES = [
    ["1", "Shared passwords", "High", "A. Smith", "2026-10-31"],
    ["2", "Late reconciliations", "Low", "B. Jones", "2026-11-30"],
]


def test_rows_of_any_number_are_bound_with_keys_of_their_own() -> None:
    found = filing(FIRST_DAY, [HEAD, *ENTRIES]).tables["findings"]
    assert found.repeated == {"each": ("each/1", "each/2")}
    assert found.cells["each/2", "owner"].cell.text == "B. Jones"
    assert found.name("each/2", "severity") == "Late reconciliations / Severity"
    assert problems(FIRST_DAY, [HEAD, *ENTRIES]) == []


def test_a_missing_column_is_found_with_and_without_rows() -> None:
    def without_owner(rows: Rows) -> Rows:
        return [[text for at, text in enumerate(row) if at != HEAD.index("Owner")] for row in rows]

    assert problems(FIRST_DAY, without_owner([HEAD, *ENTRIES])) == [("table-column-missing", "owner")]
    assert problems(FIRST_DAY, without_owner([HEAD])) == [
        ("table-rows-few", "each"), ("table-column-missing", "owner"),
    ]  # fmt: skip


def test_blank_rows_of_a_template_are_no_entries() -> None:
    assert problems(FIRST_DAY, [HEAD, *[[""] * 5] * 3]) == [("table-rows-few", "each")]
    assert problems(FIRST_DAY, [HEAD, [""] * 5, ENTRIES[0], [""] * 5]) == []


def test_captions_unit_lines_and_column_numbers_are_no_entries() -> None:
    printed = [
        ["Table 3 Findings of the audit", *"<<<<"],
        HEAD,
        ["1", "2", "3", "4", "5"],
        ["Head office", *"<<<<"],
        *ENTRIES,
    ]
    assert problems(FIRST_DAY, printed) == []
    assert filing(FIRST_DAY, printed).tables["findings"].repeated == {"each": ("each/1", "each/2")}


def test_heads_broken_over_rows_and_repeated_heads_are_heads() -> None:
    printed = [
        ["No.", "Finding", "Severity", "Owner", "Due"],
        ["", "", "", "", "date"],
        ENTRIES[0],
        HEAD,
        ENTRIES[1],
    ]
    assert problems(FIRST_DAY, printed) == []
    assert filing(FIRST_DAY, printed).tables["findings"].repeated == {"each": ("each/1", "each/2")}


def test_a_table_goes_on_without_head() -> None:
    blocks = [[HEAD, ENTRIES[0]], [ENTRIES[1]], [["3", "No log", "Low", "", ""]]]
    assert problems(FIRST_DAY, *blocks) == []
    found = filing(FIRST_DAY, *blocks).tables["findings"]
    assert found.repeated == {"each": ("each/1", "each/2", "each/3")}
    assert found.cells["each/3", "finding"].cell.text == "No log"


def test_another_table_is_not_taken_for_a_missing_one() -> None:
    other = [["No.", "Name", "Telephone", "Room"], ["1", "A. Smith", "123", "4"]]
    assert problems(FIRST_DAY, other) == [("table-missing", "findings")]


WITH_TOTAL = prescribed(
    """
    columns: {name: {label: Component, type: text}, got: Received, done: Processed}
    rows: {each: {any: true}, total: {label: AGENCY OVERALL, also: [Total]}}
    """
)
COMPONENTS = [["Component", "Received", "Processed"], ["Bureau A", "1", "2"], ["Bureau B", "3", "4"]]


def test_rows_of_any_number_stand_beside_rows_with_labels() -> None:
    found = filing(WITH_TOTAL, [*COMPONENTS, ["AGENCY OVERALL", "4", "6"]]).tables["findings"]
    assert found.repeated == {"each": ("each/1", "each/2")}
    assert found.cells["total", "got"].cell.text == "4"
    assert found.name("each/1", "got") == "Bureau A / Received"
    assert problems(WITH_TOTAL, COMPONENTS) == [("table-row-missing", "total")]
    assert problems(WITH_TOTAL, [COMPONENTS[0], ["Total", "4", "6"], *COMPONENTS[1:]]) == []


def test_a_table_without_section_is_found_anywhere_or_missing_in_the_document() -> None:
    missing = observed(TableShape("findings"), filing(WITH_TOTAL, "Text"))
    assert [str(one.message) for one in missing if isinstance(one, Problem)] == [
        "the document has no table “findings”"
    ]


def test_as_many_rows_as_prescribed_must_be_there() -> None:
    spec = prescribed("{columns: [A, B, C], rows: {each: {any: true, at_least: 2}}}")
    assert problems(spec, [["A", "B", "C"], ["1", "2", "4"]]) == [("table-rows-few", "each")]
    assert problems(spec, [["A", "B", "C"], ["1", "2", "4"], ["1", "2", "4"]]) == []


PARTS = prescribed(
    """
    stub: Component
    columns: [Received, Processed]
    rows: {each: {any: true, rows: {simple: Simple, complex: Complex}}, total: Total}
    """
)


def test_an_entry_may_have_several_rows() -> None:
    printed = [
        ["Component", "<", "Received", "Processed"],
        ["Bureau A", "Simple", "1", "2"],
        ["^", "Complex", "3", "4"],
        ["Bureau B", "Simple", "5", "6"],
        ["^", "Complex", "7", "8"],
        ["Total", "<", "16", "20"],
    ]
    assert problems(PARTS, printed) == []
    found = filing(PARTS, printed).tables["findings"]
    assert found.repeated == {"each": ("each/1", "each/2")}
    assert found.cells["each/2/complex", "Received"].cell.text == "7"
    assert found.name("each/2/complex", "Received") == "Bureau B / Complex / Received"
    assert problems(PARTS, [*printed[:4], printed[5]]) == [("table-row-missing", "each/2/complex")]


CODES = prescribed(
    """
    columns: {code: {label: Code, type: text}, name: {label: Name, type: text}, sum: Total}
    rows: {total: Sum, each: {any: true, nested_by: code}}
    """
)


def test_rows_nest_by_the_beginnings_of_their_codes() -> None:
    printed = [
        ["Code", "Name", "Total"],
        ["Sum", "<", "10"],
        ["201", "Services", "6"],
        ["20101", "Office", "6"],
        ["2010101", "Salaries", "4"],
        ["2010102", "Rent", "2"],
        ["205", "Schools", "4"],
    ]
    found = filing(CODES, printed).tables["findings"]
    assert problems(CODES, printed) == []
    inside = {key: [label.key for label in path[:-1]] for key, path in found.spec.rows.items()}
    assert inside["each/4"] == ["each", "each/1", "each/2"]
    assert inside["each/5"] == ["each"]
    assert [(part.row, part.cell.text) for part in found.parts("each", "sum") or ()] == [
        ("each/1", "6"),
        ("each/5", "4"),
    ]


SIDES = prescribed(
    """
    sides:
      - {stub: Item, columns: {in: {label: Amount}}, rows: {grants: Grants, fees: Fees, income: Total}}
      - {stub: Item, columns: {in: {label: Amount}}, rows: {staff: Staff, rent: Rent, left: Left over, spent: Total}}
    """
)
TWO_SIDED = [
    ["Item", "Amount", "Item", "Amount"],
    ["Grants", "5", "Staff", "3"],
    ["Fees", "2", "Rent", "2"],
    ["", "", "Left over", "2"],
    ["Total", "7", "Total", "7"],
]


def test_two_sides_with_the_same_heads_are_bound_each_to_its_rows() -> None:
    found = filing(SIDES, TWO_SIDED).tables["findings"]
    assert problems(SIDES, TWO_SIDED) == []
    assert {row: bound.cell.text for (row, _column), bound in found.cells.items()} == {
        "grants": "5", "fees": "2", "income": "7", "staff": "3", "rent": "2", "left": "2", "spent": "7",
    }  # fmt: skip
    assert found.cells["rent", "in"].location.column == 3
    assert problems(SIDES, [row for row in TWO_SIDED if row[0] != "Fees"]) == [
        ("table-row-missing", "fees"), ("table-row-missing", "rent"),
    ]  # fmt: skip


def test_sides_go_on_without_head_and_below_a_caption() -> None:
    caption = ["Income and spending of the year", "<", "<", "<"]
    assert problems(SIDES, [caption, *TWO_SIDED[:3]], TWO_SIDED[3:]) == []


FORM = prescribed(
    """
    layout: form
    title: Particulars
    rows:
      name: {label: Name of the body, type: text}
      date: {label: "Date", also: [Day], type: date}
      head: {label: Head of office, type: text}
      phone: {label: Telephone, type: text}
    """
)


def test_a_form_has_several_labels_in_a_row() -> None:
    printed = [
        ["Name of the body", "Bureau A", "Day", "2026-01-01"],
        ["Head of office:", "A. Smith", "Telephone: 123", "<"],
    ]
    found = filing(FORM, printed).tables["findings"]
    assert problems(FORM, printed) == []
    assert {row: bound.cell.text for (row, _value), bound in found.cells.items()} == {
        "name": "Bureau A", "date": "2026-01-01", "head": "A. Smith", "phone": "123",
    }  # fmt: skip
    assert found.name("head", "value") == "Head of office"


def test_a_form_without_a_label_lacks_it_and_a_label_without_value_is_blank() -> None:
    printed = [["Name of the body", "Bureau A"], ["Date", ""], ["Head of office", "Telephone"]]
    assert problems(FORM, printed) == []
    found = filing(FORM, printed).tables["findings"]
    assert {row for (row, _value), bound in found.cells.items() if bound.is_blank} == {
        "date",
        "head",
        "phone",
    }
    assert problems(FORM, [*printed[:2], ["Telephone", "1"]]) == [("table-row-missing", "head")]


COMPONENT = prescribed(
    """
    repeats: true
    title: Component
    columns: [Received, Processed]
    rows: {new: New cases, old: Old cases}
    """
)


def test_a_table_that_repeats_is_judged_each_time() -> None:
    whole = [["", "Received", "Processed"], ["New cases", "1", "2"], ["Old cases", "3", "4"]]
    cut = [[row[0], row[1]] for row in whole]
    blocks = ("Component: Bureau A", whole, "Component: Bureau B", cut, "Component: Bureau C", whole[:2])
    seen = observed(TableShape("findings"), filing(COMPONENT, *blocks))
    assert [(one.code, one.subject[1:], one.within) for one in seen if isinstance(one, Problem)] == [
        ("table-column-missing", ("Component: Bureau B", "Processed"), "Component: Bureau B"),
        ("table-row-missing", ("Component: Bureau C", "old"), "Component: Bureau C / Old cases"),
    ]


def test_a_label_may_hold_the_year() -> None:
    spec = prescribed("{columns: {now: '{year}', before: '{last_year}'}, rows: {all: 'Cases of {year}'}}")
    printed = [["", "2026", "2025"], ["Cases of 2026", "1", "2"]]
    filled = spec.filled({"year": "2026", "last_year": "2025"})
    assert problems(filled, printed) == []
    assert filing(filled, printed).tables["findings"].cells["all", "before"].cell.text == "2"


def test_a_table_that_may_have_no_rows_is_not_blank_without_them() -> None:
    spec = prescribed("{columns: [A, B, C], rows: {each: {any: true}}}")
    assert not filing(spec, [["A", "B", "C"]]).tables["findings"].is_blank
    assert (
        filing(WITH_TOTAL, [COMPONENTS[0], ["Total", "", ""]])
        .tables["findings"]
        .cells["total", "got"]
        .is_blank
    )


def test_an_entry_that_a_page_break_cuts_in_two_is_one() -> None:
    printed = [
        HEAD,
        ENTRIES[0],
        ["2", "Late", "Low", "B. Jones", "2026-11-30"],
        ["^", "reconciliations", "", "", ""],
    ]
    whole = table(printed, 1)
    cells = tuple(replace(cell, page=2 if cell.row > 2 else 1) for cell in whole.cells)
    spec = Form((), sections("Findings"), (FIRST_DAY,), language=ENGLISH)
    cut = Document((Paragraph("Findings", Location(0)), Table(cells, Location(1))))
    found = Filing(cut, spec).tables["findings"]
    assert found.repeated == {"each": ("each/1", "each/2")}
    assert found.cells["each/2", "finding"].cell.text == "Late reconciliations"
    assert found.cells["each/2", "no"].cell.text == "2"


HEAD_IN_TEXT = [
    ["No. Finding Severity Owner"],
    ["No. Finding", "Severity Owner"],
    ["1 Finding | Severity | Owner | No."],
]
NO_HEAD = [
    ["Each finding has a number, a severity and an owner, and its severity is high, medium or low."],
    ["Finding"],
    ["Severity", "High is what stops the work."],
]
LISTED = prescribed("""
    section: Findings
    columns: [No., Finding, Severity, Owner]
    rows: {each: {any: true}}
    """)


@pytest.mark.parametrize("lines", HEAD_IN_TEXT)
def test_a_table_whose_head_stands_in_the_text_was_not_read(lines: list[str]) -> None:
    seen = observed(TableShape("findings"), filing(LISTED, *lines, "1 Leavers High Smith"))
    assert all(isinstance(one, NotAssessed) and one.unread for one in seen)
    assert seen


@pytest.mark.parametrize("lines", NO_HEAD)
def test_text_that_only_speaks_of_columns_does_not_replace_a_table(lines: list[str]) -> None:
    assert problems(LISTED, *lines) == [("table-missing", "findings")]


UNNAMED = prescribed(
    """
    stub: Item
    columns: [Amount, Other]
    rows: {one: {label: ""}, two: Two, three: Three}
    """
)


def test_a_missing_row_without_a_label_is_named_by_its_number() -> None:
    printed = [["Item", "Amount", "Other"], ["Two", "1", "2"], ["Three", "1", "2"]]
    (missing,) = observed(TableShape(UNNAMED.id), filing(UNNAMED, printed))
    assert isinstance(missing, Problem)
    assert missing.message.render("en") == "row 1 of the table is missing"
