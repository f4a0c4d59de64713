"""`table-shape`: the prescribed table is there, with its rows and columns under accepted labels."""

from textwrap import dedent

from checker.errors import PackMistake
from checker.forms.filing import Filing
from checker.forms.form import Form
from checker.forms.tables import TableSpec
from checker.judging.checks import Problem
from checker.packs.table_specs import read_table
from checker.packs.yaml_file import read_yaml
from checker.testing import Rows, document, observed, sections
from checker_checks.tables import TableShape
from checker_languages.en import ENGLISH


def prescribed(text: str, name: str = "findings") -> TableSpec:
    mistakes: list[PackMistake] = []
    spec = read_table(name, read_yaml(dedent(text).encode(), "p")[0], None, ENGLISH, mistakes)
    assert not mistakes
    return spec


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
