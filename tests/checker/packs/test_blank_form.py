"""A blank form has the tables that its pack prescribes, laid out as printed."""

from dataclasses import replace

import pytest

from checker.documents.document import Paragraph, Table
from checker.forms.binding import bind
from checker.forms.form import Form
from checker.forms.tables import Band, Label, TableSpec
from checker.judging.rules import RulePack, Template, Years
from checker.packs.blank_form import blank, table
from checker.testing import sections
from checker.testing import table as written
from checker_languages.zh import CHINESE

WHO = Label("who", "Who", (Label("one", "One"), Label("more", "More", (Label("a", "A"), Label("b", "B")))))
DONE = Label("done", "2. Done", (Label("yes", "Yes"), Label("no", "No")))
GROUPED = TableSpec(
    "t", "Figures", (Band((WHO, Label("sum", "Sum")), (Label("new", "1. New"), DONE), stub="What"),)
)
BANDED = TableSpec(
    "b",
    "Figures",
    (
        Band((Label("x", "X"), Label("y", "Y"), Label("z", "Z")), (Label("r", "R"),), "First", "Of"),
        Band((Label("w", "W"),), (Label("s", "S"),), "Second", "Of"),
    ),
)
UNLABELLED = TableSpec("u", "Figures", (Band((Label("x", "X"), Label("y", "Y")), (Label("counts", ""),)),))


def texts(found: Table) -> list[list[str]]:
    """Write a grid with the marks of checker.testing."""
    rows = []
    for row in range(found.height):
        line = []
        for column in range(found.width):
            cell = found.at(row, column)
            assert cell is not None, "a form has no holes"
            begins = (cell.row, cell.column) == (row, column)
            line.append(cell.text if begins else "<" if cell.column < column else "^")
        rows.append(line)
    return rows


def test_merged_heads_and_labels_are_laid_out_as_trees() -> None:
    assert texts(table(GROUPED)) == [
        ["What", "<", "Who", "<", "<", "Sum"],
        ["^", "<", "One", "More", "<", "^"],
        ["^", "<", "^", "A", "B", "^"],
        ["1. New", "<", "", "", "", ""],
        ["2. Done", "Yes", "", "", "", ""],
        ["^", "No", "", "", "", ""],
    ]


def test_last_column_of_a_narrow_band_reaches_the_edge() -> None:
    assert texts(table(BANDED)) == [
        ["First", "<", "<", "<"],
        ["Of", "X", "Y", "Z"],
        ["R", "", "", ""],
        ["Second", "<", "<", "<"],
        ["Of", "W", "<", "<"],
        ["S", "", "<", "<"],
    ]


def test_rows_without_labels_have_no_label_column() -> None:
    assert texts(table(UNLABELLED)) == [["X", "Y"], ["", ""]]


@pytest.mark.parametrize("spec", [GROUPED, BANDED, UNLABELLED], ids=lambda spec: spec.id)
def test_blank_form_binds_to_its_pack(spec: TableSpec) -> None:
    bound = bind(spec, [written([[text or "0" for text in row] for row in texts(table(spec))])])
    assert set(bound.cells) == set(spec.cell_keys())
    assert (bound.missing_rows, bound.missing_columns, bound.extra_rows, bound.extra_columns) == (
        (),
        (),
        (),
        (),
    )


PACK = RulePack(
    "family/1", "Pack", "en", Years(), Form(("Annual report",), sections("Summary", "Figures"), (UNLABELLED,)), (),
    template=Template((), ("{body} reports on {year}.",), (("Summary", ("Grants: ____",)),)),
)  # fmt: skip


def test_sections_are_numbered_and_hold_their_placeholders() -> None:
    form = blank(PACK, 2024, "Fund")
    assert form.title == ("Fund", "Annual report 2024")
    assert [block.text for block in form.blocks if isinstance(block, Paragraph)] == [
        "Fund reports on 2024.", "1. Summary", "Grants: ____", "2. Figures",
    ]  # fmt: skip
    assert [block.level for block in form.blocks if isinstance(block, Paragraph)] == [None, 1, None, 1]
    assert isinstance(form.blocks[-1], Table)
    chinese = blank(
        replace(
            PACK, language="zh", form=Form(("报告",), sections(*"甲乙丙丁戊己庚辛壬癸子丑"), language=CHINESE)
        )
    )
    assert chinese.title == ("____", "____年报告")
    numbers = [block.text for block in chinese.blocks if isinstance(block, Paragraph) and block.level == 1]
    assert (numbers[0], numbers[9], numbers[11]) == ("一、甲", "十、癸", "十二、丑")
