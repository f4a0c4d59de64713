"""Tables of a document: every merged cell once, heads as paths, nothing on top of anything."""

import pickle

import pytest

from checker.documents.document import Cell, Location, Table
from checker.testing import document, table

MERGED = table(
    [["项目", "<", "人员", "<"], ["^", "^", "甲", "乙"], ["办结", "公开", "1", "2"], ["^", "不公开", "3", ""]]
)


def test_merged_header_is_a_path() -> None:
    assert MERGED.column_path(3, head=2) == ("人员", "乙")
    assert MERGED.column_path(0, head=2) == ("项目",)


def test_merged_row_head_is_a_path() -> None:
    assert MERGED.row_path(3, stub=2) == ("办结", "不公开")


def test_merged_cell_is_listed_once_in_each_row() -> None:
    assert [cell.text for cell in MERGED.row(1)] == ["项目", "甲", "乙"]
    assert (MERGED.height, MERGED.width) == (4, 4)


def test_hole_in_the_grid_is_not_a_cell() -> None:
    assert MERGED.at(9, 9) is None


def test_overlapping_cells_are_refused() -> None:
    with pytest.raises(ValueError, match="overlap"):
        Table((Cell("一", 0, 0, column_span=2), Cell("二", 0, 1)), Location(0))


def test_documents_can_be_pickled() -> None:
    sent = document("一、总体情况", [["合计", "3"]])
    assert pickle.loads(pickle.dumps(sent)) == sent  # noqa: S301  # our own bytes
