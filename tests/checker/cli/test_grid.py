import pytest
from hypothesis import given
from hypothesis import strategies as st

from checker.cli.grid import draw
from checker.documents.document import Cell, Location, Table
from checker.terminal import width
from checker.testing import table


def test_merged_cells_are_seen_as_such() -> None:
    drawn = list(draw(table([["组织", "<", "总计"], ["企业", "其他", "^"], ["1", "2", "3"]]), 80))
    assert drawn == [
        "┌─────────────┬──────┐",
        "│ 组织        │ 总计 │",
        "├──────┬──────┤      │",
        "│ 企业 │ 其他 │      │",
        "├──────┼──────┼──────┤",
        "│ 1    │ 2    │ 3    │",
        "└──────┴──────┴──────┘",
    ]


def test_doubtful_cell_has_a_question_mark() -> None:
    cells = (Cell("1l", 0, 0, certain=False),)
    assert list(draw(Table(cells, Location(0)), 80))[1] == "│ ? 1l │"


def test_table_without_cells_is_not_drawn() -> None:
    assert list(draw(Table((), Location(0)), 80)) == []


@pytest.mark.parametrize("columns", [10, 40, 120])
def test_place_that_no_cell_covers_is_empty(columns: int) -> None:
    drawn = list(draw(Table((Cell("a", 0, 0), Cell("b", 1, 1)), Location(0)), columns))
    assert len(set(map(width, drawn))) == 1


@given(
    st.lists(
        st.lists(st.sampled_from(["", "1", "一、本年新收", "a b c", "<", "^"]), min_size=3, max_size=3),
        min_size=1,
    ),
    st.integers(20, 100),
)
def test_every_line_is_as_wide_as_the_others(rows: list[list[str]], columns: int) -> None:
    try:
        drawn = list(draw(table([["x", "x", "x"], *rows]), columns))
    except ValueError:  # the marks do not make a table
        return
    assert len(set(map(width, drawn))) == 1
