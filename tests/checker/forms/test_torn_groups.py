"""Rows that share cells, and page breaks that cut them apart."""

from dataclasses import replace

from checker.documents.document import Table
from checker.forms.binding import bind
from checker.forms.entry_rows import group_of
from checker.forms.table_specs import Band, Label, Repeat, TableSpec
from checker.forms.tables import BoundTable
from checker.testing import Rows, table
from checker_languages.en import ENGLISH

COLUMNS = ("Statute", "About", "Component", "Count", "Total")
SPEC = TableSpec(
    "statutes",
    "Statutes",
    (
        Band(
            tuple(Label(text.lower(), text) for text in COLUMNS),
            (Label("each", "", repeat=Repeat(grouped_by=("statute", "about", "total"))),),
        ),
    ),
    language=ENGLISH,
)
ABOVE: Rows = [COLUMNS, ["18 U.S.C. § 1, enacted by", "Juries", "ATF", "31", "36"]]


def _bound(*below: list[str]) -> BoundTable:
    """Bind a table whose rows after the first two stand on the next page."""
    whole = table([*ABOVE, *below])
    cells = tuple(replace(cell, page=1 if cell.row < len(ABOVE) else 2) for cell in whole.cells)
    return bind(SPEC, [Table(cells, whole.location)])


def test_a_group_goes_on_where_the_page_broke_its_text() -> None:
    found = _bound(["Act of July 31", "", "BOP", "3", ""], ["", "", "OIP", "2", ""])
    assert list(group_of(found, "each/1")) == ["each/1", "each/2", "each/3"]
    assert not found.cells["each/1", "total"].cell.certain  # what is said of the group is for a person
    assert found.cells["each/2", "count"].cell.certain


def test_a_row_that_is_whole_begins_a_group_on_the_next_page() -> None:
    found = _bound(["26 U.S.C. § 6103", "N/A", "BOP", "3", "3"])
    assert list(group_of(found, "each/1")) == ["each/1"]
    assert found.cells["each/1", "total"].cell.certain


def test_a_blank_in_the_middle_of_a_page_is_a_blank() -> None:
    whole = table([*ABOVE, ["26 U.S.C. § 6103", "", "BOP", "3", ""]])
    found = bind(SPEC, [whole])
    assert list(group_of(found, "each/2")) == ["each/2"]
