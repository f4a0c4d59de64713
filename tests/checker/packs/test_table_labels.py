"""Columns and rows of prescribed tables may be written as lists, mappings, groups, and with options."""

from textwrap import indent

import pytest

from checker.errors import PackMistake
from checker.forms.filing import Filing
from checker.forms.form import Form
from checker.forms.table_specs import Label, Repeat, TableSpec
from checker.packs.table_specs import read_table
from checker.packs.yaml_file import read_yaml
from checker.testing import document, sections
from checker_languages.en import ENGLISH


def read(columns: str, rows: str) -> tuple[TableSpec, list[str]]:
    text = f"section: Findings\ncolumns:\n{indent(columns, '  ')}\nrows:\n{indent(rows, '  ')}\n"
    mistakes: list[PackMistake] = []
    node, _duplicates = read_yaml(text.encode(), "p")
    spec = read_table("t", node, ["Findings"], ENGLISH, mistakes)
    return spec, [f"{one.line}:{one.column}: {one.path}: {one.message}" for one in mistakes]


def columns_of(columns: str) -> tuple[Label, ...]:
    spec, mistakes = read(columns, "a: A")
    assert not mistakes
    return spec.bands[0].columns


def rows_of(rows: str) -> tuple[Label, ...]:
    spec, mistakes = read("[A]", rows)
    assert not mistakes
    return spec.bands[0].rows


def test_columns_may_have_keys() -> None:
    assert columns_of("no: No.\ndue_date: {label: Due date, also: [Deadline, Due by]}") == (
        Label("no", "No."),
        Label("due_date", "Due date", also=("Deadline", "Due by")),
    )


def test_groups_nest_in_lists_and_mappings_of_columns() -> None:
    grouped = (Label("in/New (a/b)", "New (a/b)"), Label("in/Old", "Old", also=("Former",)))
    assert columns_of("in: {Requests in: [New (a/b), {label: Old, also: [Former]}]}") == (
        Label("in", "Requests in", grouped),
    )
    by_option = "in: {label: Requests in, also: [In], columns: {new: New, old: Old}}"
    assert columns_of(by_option) == (
        Label("in", "Requests in", (Label("new", "New"), Label("old", "Old")), ("In",)),
    )


def test_rows_may_be_a_list() -> None:
    assert rows_of("- First row, as printed\n- {Group: [One, {label: Two, also: [2nd]}]}\n- Last") == (
        Label("First row, as printed", "First row, as printed"),
        Label("Group", "Group", (Label("Group/One", "One"), Label("Group/Two", "Two", also=("2nd",)))),
        Label("Last", "Last"),
    )


def test_rows_may_stand_for_any_number_of_rows() -> None:
    assert rows_of("each: {any: true, at_least: 1}\ntotal: {label: AGENCY OVERALL, also: [Total]}") == (
        Label("each", "", repeat=Repeat(1)),
        Label("total", "AGENCY OVERALL", also=("Total",)),
    )
    assert rows_of("[{any: true}]") == (Label("each", "", repeat=Repeat()),)
    assert rows_of("each: {any: true, rows: {new: New, old: Old}}") == (
        Label("each", "", (Label("new", "New"), Label("old", "Old")), repeat=Repeat()),
    )
    assert rows_of("each: {any: true, nested_by: A}") == (Label("each", "", repeat=Repeat(nested_by=("A",))),)


def test_rows_and_columns_are_found_by_key_and_by_label() -> None:
    spec, _mistakes = read("{no: No., owner: Owner of the risk}", "{a: A}")
    assert spec.column_key("owner") == spec.column_key("Owner of the risk") == "owner"
    with pytest.raises(ValueError, match="did you mean “owner”"):
        spec.column_key("ownr")


@pytest.mark.parametrize(
    ("columns", "rows", "mistake"),
    [
        ("{a: {lable: A}}", "[R]",
         "3:7: columns.a: should be a label, or one label with the columns below it; did you mean “label”?"),
        ("{a: {label: A, alos: [B]}}", "[R]", "3:18: columns.a.alos: unknown key “alos”; did you mean “also”?"),
        ("{a: {also: B}}", "[R]", "3:4: columns.a.label: is required"),
        ("{a: {label: A, any: true}}", "[R]", "3:18: columns.a.any: unknown key “any”; did you mean “blank”?"),
        ("{a: Due, b: due}", "[R]", "3:15: columns.b: “due” is already a wording of the column “a”"),
        ("{a: Due, b: {label: B, also: [Due]}}", "[R]",
         "3:15: columns.b: “Due” is already a wording of the column “a”"),
        ("[A, A]", "[R]", "3:7: columns[1]: the column “A” is already in line 3"),
        ("{A b: C}", "[R]", "3:4: columns.A b: “A b” is not a valid key: use lower-case letters, digits, “-” and “_”"),
        ("[A]", "{each: {any: yes}}",
         "5:16: rows.each.any: should be true: the row then stands for any number of rows"),
        ("[A]", "{each: {any: true, at_least: -1}}", "5:32: rows.each.at_least: should be a number of rows, 0 or more"),
        ("[A]", "{each: {any: true, label: Each}}",
         "5:22: rows.each.label: rows with any label have none that is prescribed"),
        ("[A]", "{r: {label: R, at_least: 1}}", "5:18: rows.r.at_least: “at_least” needs “any: true” beside it"),
        ("[A]", "[R, S, R]", "5:10: rows[2]: the row “R” is already in line 5"),
        ("[A]", "{r: {label: R, also: [S]}, s: S}", "5:33: rows.s: “S” is already a wording of the row “r”"),
    ],
)  # fmt: skip
def test_mistakes_are_reported_at_their_place(columns: str, rows: str, mistake: str) -> None:
    _spec, mistakes = read(columns, rows)
    assert mistake in mistakes, mistakes


@pytest.mark.parametrize("rows", ["any: true", "at_least: 1", "each: any"])
def test_rows_of_any_number_that_are_written_in_the_wrong_place_are_explained(rows: str) -> None:
    _spec, mistakes = read("[A, B]", rows)
    assert [mistake.split(": ", 2)[2] for mistake in mistakes][:1] == [
        "for any number of rows write each: {any: true}"
    ]


def test_signs_of_units_tell_columns_apart() -> None:
    spec, mistakes = read("{money: Change £, share: Change %, change: Change}", "each: {any: true}")
    assert mistakes == []
    _spec, mistakes = read("{money: Change £, again: 'Change: £'}", "each: {any: true}")
    assert ["already a wording" in mistake for mistake in mistakes] == [True]

    def bound(*heads: str) -> dict[str, str]:
        rows = [["Item", *heads], ["Rent", *map(str, range(1, len(heads) + 1))]]
        filing = Filing(
            document("Findings", rows),
            Form((), sections("Findings", language=ENGLISH), (spec,), language=ENGLISH),
        )
        return {key: cell.cell.text for (_row, key), cell in filing.tables["t"].cells.items()}

    assert bound("Change £", "Change %", "Change") == {"money": "1", "share": "2", "change": "3"}
    assert bound("Change (%)", "Change") == {"share": "1", "change": "2"}
