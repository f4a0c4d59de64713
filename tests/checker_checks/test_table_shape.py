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
    assert all(isinstance(one, Problem) for one in seen), seen
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
