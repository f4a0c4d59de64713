"""Prescribed tables are bound by label and order, never by position or count."""

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from checker.forms.binding import bind
from checker.forms.filing import Filing
from checker.forms.form import Form
from checker.forms.table_specs import Band, Label, TableSpec
from checker.forms.tables import BoundTable
from checker.testing import Rows, document, sections, table
from checker_languages.zh import CHINESE

SPEC = TableSpec(
    "cases",
    "一览",
    (
        Band(
            (
                Label("人员", "人员", (Label("人员/甲", "甲类人员"), Label("人员/其他", "其他"))),
                Label("总计", "总计"),
            ),
            (
                Label("new", "一、本年新收"),
                Label(
                    "done",
                    "二、本年办结",
                    (
                        Label("granted", "（一）予以公开"),
                        Label("denied", "（二）不予公开"),
                        Label("other", "（三）其他"),
                    ),
                ),
                Label("total", "三、总计"),
            ),
        ),
    ),
    language=CHINESE,
)
HEAD = [["项目", "<", "人员", "<", "总计"], ["^", "^", "甲类人员", "其他", "^"]]
ROWS = [
    ["一、本年新收", "<", "1", "2", "3"],
    ["二、本年办结", "（一）予以公开", "4", "5", "9"],
    ["^", "（二）不予公开", "6", "7", "13"],
    ["^", "（三）其他", "8", "9", "17"],
    ["三、总计", "<", "18", "21", "39"],
]


def values(found: BoundTable) -> dict[tuple[str, str], str]:
    return {key: bound.cell.text for key, bound in found.cells.items()}


def test_every_cell_is_bound_to_its_row_and_column() -> None:
    found = bind(SPEC, [table(HEAD + ROWS)])
    assert values(found) == {
        (row, column): ROWS[i][2 + j]
        for i, row in enumerate(("new", "granted", "denied", "other", "total"))
        for j, column in enumerate(("人员/甲", "人员/其他", "总计"))
    }
    assert (found.missing_rows, found.missing_columns, found.extra_rows, found.extra_columns) == (
        (),
        (),
        (),
        (),
    )


def test_merged_and_repeated_labels_bind_alike() -> None:
    repeated = [[*("二、本年办结" if text == "^" else text for text in row)] for row in ROWS]
    assert values(bind(SPEC, [table(HEAD + repeated)])) == values(bind(SPEC, [table(HEAD + ROWS)]))


def test_missing_leaf_column_is_named_by_its_path() -> None:
    rows = [[cell for at, cell in enumerate(row) if at != 3] for row in HEAD + ROWS]
    found = bind(SPEC, [table(rows)])
    assert [[label.text for label in path] for path in found.missing_columns] == [["人员", "其他"]]
    assert found.cells["granted", "总计"].cell.text == "9"


def test_missing_row_leaves_the_others_in_place() -> None:
    found = bind(SPEC, [table(HEAD + ROWS[:2] + ROWS[3:])])
    assert [path[-1].key for path in found.missing_rows] == ["denied"]
    assert found.cells["other", "总计"].cell.text == "17"


def test_group_without_its_parts_is_missing_once_and_stands_for_them() -> None:
    rows = [*HEAD, ROWS[0], ["二、本年办结", "<", "18", "21", "39"], ROWS[4]]
    found = bind(SPEC, [table(rows)])
    assert [path[-1].key for path in found.missing_rows] == ["done"]
    cells = found.parts("done", "总计")
    assert cells is not None
    assert [bound.cell.text for bound in cells] == ["39"]


def test_extra_row_and_extra_column_are_named() -> None:
    rows = [[*row, extra] for row, extra in zip(HEAD + ROWS, ["备注", "^", *"12345"], strict=True)]
    found = bind(SPEC, [table([*rows[:3], ["合计", "<", "7", "7", "14", "0"], *rows[3:]])])
    assert [label.text for label in found.extra_rows] == ["合计"]
    assert [label.text for label in found.extra_columns] == ["备注"]


def test_misprinted_label_is_bound_and_reported() -> None:
    rows = [*ROWS[:2], ["^", "（二）不公开", *ROWS[2][2:]], *ROWS[3:]]
    found = bind(SPEC, [table(HEAD + rows)])
    assert found.cells["denied", "总计"].cell.text == "13"
    assert ("（二）不公开", "denied") in {(label.text, label.path[-1].key) for label in found.labels}


def test_table_in_two_pieces_is_one_table() -> None:
    found = bind(SPEC, [table(HEAD + ROWS[:3]), table([*HEAD, ["二、本年办结", *ROWS[3][1:]], ROWS[4]], 1)])
    assert values(found) == values(bind(SPEC, [table(HEAD + ROWS)]))
    assert found.missing_rows == ()


def test_second_piece_without_head_goes_on_in_the_same_columns() -> None:
    found = bind(SPEC, [table(HEAD + ROWS[:3]), table([["二、本年办结", *ROWS[3][1:]], ROWS[4]], 1)])
    assert values(found) == values(bind(SPEC, [table(HEAD + ROWS)]))


def test_second_piece_that_repeats_only_the_upper_head_row_goes_on_in_the_same_columns() -> None:
    upper = ["项目", "<", "人员", "<", "总计"]
    parts = (ROWS[:2], [["二、本年办结", *ROWS[2][1:]], ROWS[3]], ROWS[4:])
    heads = (HEAD, [upper], [upper])
    pieces = [table(head + part, at) for at, (head, part) in enumerate(zip(heads, parts, strict=True))]
    found = bind(SPEC, pieces)
    assert values(found) == values(bind(SPEC, [table(HEAD + ROWS)]))
    assert (found.missing_columns, found.extra_columns) == ((), ())
    assert len(found.labels) == len(set(found.labels))


def test_second_piece_with_another_head_is_bound_by_its_own() -> None:
    head = ["项目", "<", "总计"]
    below = [["二、本年办结", ROWS[3][1], "17"], ["三、总计", "<", "39"]]
    found = bind(SPEC, [table(HEAD + ROWS[:3]), table([head, *below], 1)])
    assert [path[-1].key for path in found.missing_columns] == ["人员"]
    assert found.cells["total", "总计"].cell.text == "39"


def test_row_cut_by_a_page_break_is_one_row_even_if_its_first_half_resembles_the_label() -> None:
    cut = [
        *HEAD,
        ROWS[0],
        ["二、本年办结", "（一）予以", "", "", ""],
        ["^", "公开", "4", "5", "9"],
        *ROWS[2:],
    ]
    whole = table(cut)
    pages = tuple(replace(cell, page=1 if cell.row < 4 else 2) for cell in whole.cells)
    found = bind(SPEC, [replace(whole, cells=pages)])
    assert values(found) == values(bind(SPEC, [table(HEAD + ROWS)]))
    assert "（一）予以公开" in [label.text for label in found.labels]


def test_head_word_cut_over_two_cells_names_its_column() -> None:
    head = [[*row[:2], *("甲类人" if cell == "甲类人员" else cell for cell in row[2:])] for row in HEAD]
    head.append(["^", "^", "员", "^", "^"])
    found = bind(SPEC, [table(head + ROWS)])
    assert values(found) == values(bind(SPEC, [table(HEAD + ROWS)]))
    assert found.missing_columns == ()


def test_table_that_fits_two_forms_is_the_one_prescribed_in_its_section() -> None:
    rows: Rows = HEAD + ROWS
    twin = replace(SPEC, id="later", section="二、后续")
    form = Form(sections=sections("一、一览", "二、后续"), tables=(replace(SPEC, section="一、一览"), twin))
    for section, name in zip(form.section_titles, ("cases", "later"), strict=True):
        assert list(Filing(document(section, rows), form).tables) == [name]


def test_table_with_many_foreign_labels_is_bound_in_its_own_section_alone() -> None:
    rows: Rows = [["总计", "其他", "姓名", "住址", "电话", "职务"], ["1", "2", "3", "4", "5", "6"]]
    form = Form(sections=sections("一、一览", "二、后续"), tables=(replace(SPEC, section="一、一览"),))
    assert list(Filing(document("一、一览", rows), form).tables) == ["cases"]
    assert not Filing(document("一、一览", "二、后续", rows), form).tables


def test_tables_of_other_subjects_are_not_bound() -> None:
    other: Rows = [["姓名", "年龄"], ["张三", "40"]]
    filing = Filing(
        document("一览", other), Form(sections=sections("一览"), tables=(SPEC,), language=CHINESE)
    )
    assert not filing.tables


@given(st.lists(st.integers(0, 4), unique=True, min_size=1))
def test_remaining_rows_bind_to_their_own_keys(remaining: list[int]) -> None:
    rows = [["二、本年办结" if cell == "^" else cell for cell in ROWS[at]] for at in sorted(remaining)]
    found = bind(SPEC, [table(HEAD + rows)])
    keys = ("new", "granted", "denied", "other", "total")
    assert {key: bound.cell.text for (key, column), bound in found.cells.items() if column == "总计"} == {
        keys[at]: ROWS[at][4] for at in remaining
    }
