"""Marks that count pages, wherever they stand around the text."""

from checker_formats.pages.furniture import page_furniture
from checker_formats.pages.lines import TextLine
from checker_formats.pages.pieces import GridCell, TablePiece
from checker_formats.pages.running_heads import PageContent
from tests.support.languages import LANGUAGES


def _page(number: int, line: TextLine, *, in_table: bool) -> PageContent:
    _left, top, _right, bottom = line.bbox
    box = (80.0, top - 2, 310.0, bottom + 2)
    piece = TablePiece(number, (80.0, 310.0), (box[1], box[3]), (GridCell(0, 0, 1, 1, box, lines=(line,)),))
    return PageContent(number, 595, 842, () if in_table else (line,), (piece,) if in_table else ())


def _marks(heights: list[float], *, in_table: bool, total: int = 4) -> list[tuple[int | None, int | None]]:
    contents = [
        _page(page, TextLine(f"Page: {page}/{total}", (90, y - 9, 300, y + 1), y, 10), in_table=in_table)
        for page, y in enumerate(heights, 1)
    ]
    return [(around.number, around.of) for around in page_furniture(contents, (), LANGUAGES)]


COUNTED = [(1, 4), (2, 4), (3, 4), (4, 4)]


def test_a_mark_in_a_head_that_is_read_as_a_table_counts() -> None:
    assert _marks([60] * 4, in_table=True) == COUNTED


def test_a_mark_below_a_high_head_counts_if_the_pages_agree() -> None:
    assert _marks([200, 60, 60, 60], in_table=False) == COUNTED
    assert _marks([200] * 4, in_table=True) == COUNTED
    assert _marks([200, 400, 400, 400], in_table=False) == [(None, None)] * 4


def test_a_mark_in_the_middle_of_the_page_is_text() -> None:
    assert _marks([400] * 4, in_table=False) == [(None, None)] * 4
