"""A blank form has the tables that its pack prescribes, laid out as printed."""

from dataclasses import replace

import pytest

from checker.documents.document import Document, Paragraph, Table
from checker.forms.binding import bind
from checker.forms.filing import Filing
from checker.forms.form import Form
from checker.forms.table_specs import Band, Label, TableSpec
from checker.judging.rules import RulePack, Template, Years
from checker.packs.blank_form import blank
from checker.packs.table_layout import table
from checker.periods import Cycle, calendar_year
from checker.testing import sections
from checker.testing import table as written
from checker_languages.en import ENGLISH
from checker_languages.zh import CHINESE
from tests.support.prescribed import prescribed_table

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
    form = blank(PACK, calendar_year(2024), "Fund")
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


FREE = "{columns: {who: Who, sum: Sum}, rows: {each: {any: true}, total: Total}}"
STUB = (
    "{stub: Unit, columns: [New, Old], rows: {each: {any: true, rows: {a: Asked, b: Given}}, total: Total}}"
)
PAIRS = "{layout: form, rows: {name: Name, about: {About: {day: Day, place: Place}}}}"
HALVES = """
    sides:
      - {stub: In, columns: {n: Amount}, rows: [Grants, Total]}
      - {stub: Out, columns: {n: Amount}, rows: [Staff, Rent, {label: Total}]}
    """


@pytest.mark.parametrize(
    ("spec", "rows"),
    [
        (FREE, [["Who", "Sum"], ["", ""], ["", ""], ["", ""], ["Total", ""]]),
        (
            STUB,
            [
                ["Unit", "<", "New", "Old"],
                *[["", "Asked", "", ""], ["^", "Given", "", ""]] * 3,
                ["Total", "<", "", ""],
            ],
        ),
        (PAIRS, [["Name", "<", ""], ["About", "Day", ""], ["^", "Place", ""]]),
        (
            HALVES.replace("{label: Total}", "All"),
            [["In", "Amount", "Out", "Amount"], ["Grants", "", "Staff", ""], ["Total", "", "Rent", ""], ["", "", "All", ""]],
        ),
    ],
)  # fmt: skip
def test_everything_that_can_be_prescribed_is_laid_out_and_recognised(
    spec: str, rows: list[list[str]]
) -> None:
    read = prescribed_table(spec)
    assert texts(table(read)) == rows
    form = Form((), (), (read,), language=ENGLISH)
    pack = RulePack("family/1", "Pack", "en", Years(), form, ())
    found = Filing(Document(blank(pack).blocks), form).tables["t"]
    lines = (found.missing_rows, found.missing_columns, found.extra_rows, found.extra_columns)
    assert lines == ((), (), (), ())


def test_captions_tell_several_tables_apart_and_one_that_repeats_comes_twice() -> None:
    one, other = (prescribed_table(FREE), replace(prescribed_table(PAIRS), id="o", title="Particulars"))
    form = Form((), (), (replace(one, repeats=True, title="Payments"), other), language=ENGLISH)
    printed = blank(RulePack("family/1", "Pack", "en", Years(), form, ())).blocks
    assert [block.text if isinstance(block, Paragraph) else "" for block in printed] == [
        "Payments ____", "", "Payments ____", "", "Particulars", "",
    ]  # fmt: skip
    assert {name: len(found) for name, found in Filing(Document(printed), form).occurrences.items()} == {
        "t": 2,
        "o": 1,
    }


def test_blank_form_of_a_quarter_names_it() -> None:
    cycle = Cycle("quarter")
    template = Template(opening=("From {start} to {end}, by {body}.",))
    for language, code, title in ((ENGLISH, "en", "Report Q3 2026"), (CHINESE, "zh", "2026年第三季度Report")):
        form = Form(("Report",), language=language, cycle=cycle)
        pack = RulePack("family/1", "Pack", code, Years(), form, (), template=template)
        printed = blank(pack, cycle.read("2026-Q3"), "Fund")
        assert printed.title == ("Fund", title)
        start, end = cycle.numbered(2026, 3).start, cycle.numbered(2026, 3).end
        opening = f"From {language.dates.written(start)} to {language.dates.written(end)}, by Fund."
        assert [block.text for block in printed.blocks if isinstance(block, Paragraph)] == [opening]
