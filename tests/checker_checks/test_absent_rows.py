"""A row that a table lacks, though tables beside it have it, is one finding, whatever totals it breaks."""

from collections.abc import Sequence

from checker import Problem
from checker.forms.filing import Filing
from checker.forms.form import Form
from checker.testing import document, observed, sections
from checker_checks.arithmetic import TableArithmetic
from checker_languages.en import ENGLISH
from tests.support.prescribed import prescribed_tables

TABLES = prescribed_tables(
    """
    requests:
      title: Requests
      stub: Component
      columns: {start: At the start, received: Received, processed: Processed, end: At the end}
      rows: {each: {any: true}, overall: OVERALL}
      type: integer
    costs:
      title: Costs
      stub: Component
      columns: {staff: Staff, costs: Costs}
      rows: {each: {any: true}, overall: OVERALL}
      type: integer
    """,
    ENGLISH,
)
SUMS = TableArithmetic(relations=("overall == sum(each)",), table=("requests", "costs"), per="column")
REQUESTS = [["Component", "At the start", "Received", "Processed", "At the end"], ["NO", "1", "5", "4", "2"]]
SOUTH = ["SO", "2", "7", "6", "3"]
COSTS = [["Component", "Staff", "Costs"], ["NO", "2", "20"], ["SO", "3", "30"], ["OVERALL", "5", "50"]]


def problems(requests: Sequence[Sequence[str]], costs: Sequence[Sequence[str]]) -> list[Problem]:
    text = document("Report", "1. Figures", "Requests", [*requests], "Costs", [*costs])
    filed = Filing(text, Form(("Report",), sections("Figures"), TABLES, language=ENGLISH))
    parts = SUMS.split(filed.form)
    return [seen for part in parts for seen in observed(part, filed) if isinstance(seen, Problem)]


def test_totals_that_count_a_row_that_is_not_there_have_one_cause() -> None:
    found = problems([*REQUESTS, ["OVERALL", "3", "12", "10", "5"]], COSTS)
    assert [one.within for one in found] == ["At the start", "Received", "Processed", "At the end"]
    assert len({one.cause for one in found}) == 1
    assert found[0].advice is not None
    assert found[0].advice.render("en") == (
        "add the row “SO”, which the table “Costs” has: the totals count it, and no row shows it"
    )
    assert all(one.edits == () for one in found)


def test_a_slip_in_one_total_is_no_row_that_is_not_there() -> None:
    (found,) = problems([*REQUESTS, ["OVERALL", "1", "12", "4", "2"]], COSTS)
    assert "add the row" not in str(found.advice)


def test_totals_that_are_wrong_though_every_row_is_there_have_causes_of_their_own() -> None:
    found = problems([*REQUESTS, SOUTH, ["OVERALL", "4", "13", "11", "6"]], COSTS)
    assert len({one.cause for one in found}) == 4


def test_rows_of_tables_that_have_none_in_common_are_not_missed() -> None:
    others = [COSTS[0], ["EA", "2", "20"], ["WE", "3", "30"], COSTS[-1]]
    found = problems([*REQUESTS, ["OVERALL", "3", "12", "10", "5"]], others)
    assert len({one.cause for one in found}) == 4
