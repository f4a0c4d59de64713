"""What the search for ruled tables promises."""

from dataclasses import dataclass
from itertools import pairwise
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from checker_formats.pages.page import Box, Char, Page, RuledLine
from checker_formats.pages.pieces import TablePiece
from checker_formats.pages.tables import grids
from checker_formats.pdf.reader import PdfReader

Sheets = Any  # the type of the `paper` fixture: test folders are no packages to import it from

Place = tuple[int, int, int, int]  # row, column, row span, column span


@dataclass(frozen=True)
class Layout:
    """A table as drawn: its edges, and its cells as places in the grid."""

    columns: list[float]
    rows: list[float]
    places: list[Place]

    def rulings(self, jitter: float = 0.0) -> list[RuledLine]:
        """Draw every cell with its own four sides, as browsers do."""
        drawn = []
        for index, (row, column, high, wide) in enumerate(self.places):
            x0, x1 = self.columns[column], self.columns[column + wide]
            top, bottom = self.rows[row], self.rows[row + high]
            off = jitter * (index % 3 - 1)
            drawn += [RuledLine(True, y + off, x0, x1) for y in (top, bottom)]
            drawn += [RuledLine(False, x + off, top, bottom) for x in (x0, x1)]
        return drawn

    def chars(self) -> list[Char]:
        """Write one ideograph into each cell."""
        return [
            _char(chr(0x5000 + index), self.columns[column] + 4, self.rows[row] + 12)
            for index, (row, column, _high, _wide) in enumerate(self.places)
        ]

    def texts(self) -> dict[Place, str]:
        return {place: chr(0x5000 + index) for index, place in enumerate(self.places)}


def _char(sign: str, x: float, y: float) -> Char:
    return Char(sign, x, y - 7, x + 8, y + 1, y, 8)


def _page(rulings: list[RuledLine], chars: list[Char], *boxes: Box) -> Page:
    return Page(1, 595, 842, tuple(chars), tuple(rulings), boxes)


def _read(piece: TablePiece) -> dict[Place, str]:
    return {(p.row, p.column, p.row_span, p.column_span): p.text for p in piece.grid_cells}


def _full(height: int, width: int) -> Layout:
    columns = [50.0 + 40 * index for index in range(width + 1)]
    rows = [50.0 + 20 * index for index in range(height + 1)]
    return Layout(columns, rows, [(r, c, 1, 1) for r in range(height) for c in range(width)])


@st.composite
def layouts(draw: st.DrawFn) -> Layout:
    """Tables of any shape: random edges, random rectangles of them merged."""
    width, height = draw(st.integers(1, 6)), draw(st.integers(2, 8))
    owner: dict[tuple[int, int], Place] = {}
    for row in range(height):
        for column in range(width):
            if (row, column) in owner:
                continue
            high = draw(st.integers(1, height - row))
            wide = draw(st.integers(1, width - column))
            while any((row, c) in owner for c in range(column, column + wide)):
                wide -= 1
            if wide == width:
                high = min(high, height - 1)  # never one cell alone: a frame is no table
            owner |= {
                (r, c): (row, column, high, wide)
                for r in range(row, row + high)
                for c in range(column, column + wide)
            }
    places = sorted(set(owner.values()))
    xs = sorted({edge for _r, c, _h, w in places for edge in (c, c + w)})
    ys = sorted({edge for r, _c, h, _w in places for edge in (r, r + h)})
    places = [
        (ys.index(r), xs.index(c), ys.index(r + h) - ys.index(r), xs.index(c + w) - xs.index(c))
        for r, c, h, w in places
    ]
    steps = draw(st.lists(st.integers(16, 60), min_size=len(xs) + len(ys), max_size=len(xs) + len(ys)))
    columns, rows = [40.0], [60.0]
    for step in steps[: len(xs) - 1]:
        columns.append(columns[-1] + step)
    for step in steps[len(xs) : len(xs) + len(ys) - 1]:
        rows.append(rows[-1] + step)
    return Layout(columns, rows, places)


@given(layouts(), st.sampled_from([0.0, 0.4]))
def test_any_merged_grid_is_found_as_drawn(layout: Layout, jitter: float) -> None:
    pieces, outside = grids(_page(layout.rulings(jitter), layout.chars()))
    assert not outside
    assert [_read(piece) for piece in pieces] == [layout.texts()]
    assert all(cell.certain for cell in pieces[0].grid_cells)


def test_filled_boxes_behind_text_are_not_a_table() -> None:
    chars = [_char("文", 60, 60 + 20 * index) for index in range(5)]
    boxes = [Box(50, 50 + 20 * index, 500, 70 + 20 * index) for index in range(5)]
    pieces, outside = grids(_page([], chars, *boxes))
    assert not pieces
    assert outside == chars


def test_broken_and_dashed_rules_go_on() -> None:
    layout = _full(3, 3)
    broken = [
        rule._replace(start=start, end=min(start + 6, rule.end))
        for rule in layout.rulings()
        for start in [rule.start + 8 * step for step in range(int((rule.end - rule.start) // 8) + 1)]
    ]
    pieces, _outside = grids(_page(broken, layout.chars()))
    assert [_read(piece) for piece in pieces] == [layout.texts()]


def test_dotted_rules_are_rules() -> None:
    layout = _full(2, 2)
    dots = [
        dot
        for rule in layout.rulings()
        for step in range(int((rule.end - rule.start) // 3) + 1)
        for dot in _dot(rule, rule.start + 3 * step)
    ]
    pieces, _outside = grids(_page(dots, layout.chars()))
    assert [_read(piece) for piece in pieces] == [layout.texts()]


def _dot(rule: RuledLine, along: float) -> list[RuledLine]:
    x, y = (along, rule.position) if rule.horizontal else (rule.position, along)
    return [RuledLine(True, y, x - 0.5, x + 0.5), RuledLine(False, x, y - 0.5, y + 0.5)]


def test_last_row_without_its_rule_is_kept() -> None:
    layout = _full(3, 2)
    rulings = [
        rule for rule in layout.rulings() if not (rule.horizontal and rule.position == layout.rows[-1])
    ]
    (piece,), _outside = grids(_page(rulings, layout.chars()))
    assert _read(piece) == layout.texts()
    assert [cell.open_bottom for cell in piece.grid_cells] == [False] * 4 + [True] * 2


def test_open_sides_are_closed() -> None:
    layout = _full(3, 3)
    outer = (layout.columns[0], layout.columns[-1])
    rulings = [rule for rule in layout.rulings() if rule.horizontal or rule.position not in outer]
    (piece,), _outside = grids(_page(rulings, layout.chars()))
    assert _read(piece) == layout.texts()


@pytest.mark.parametrize(
    "sides", ["left", "right", "top", "bottom", "left right", "top bottom", "left right top bottom"]
)
@pytest.mark.parametrize("size", [(2, 2), (2, 3), (3, 2), (3, 3)])
def test_sides_without_border_are_those_of_the_rules_within(size: tuple[int, int], sides: str) -> None:
    layout = _full(*size)
    outer = {
        "left": (False, layout.columns[0]), "right": (False, layout.columns[-1]),
        "top": (True, layout.rows[0]), "bottom": (True, layout.rows[-1]),
    }  # fmt: skip
    open_sides = [outer[side] for side in sides.split()]
    rulings = [rule for rule in layout.rulings() if (rule.horizontal, rule.position) not in open_sides]
    pieces, _outside = grids(_page(rulings, layout.chars()))
    assert [_read(piece) for piece in pieces] == ([layout.texts()] if pieces else [])
    assert pieces or (size == (2, 2) and len(open_sides) == 4), "a cross alone is no table"


def test_a_last_row_that_one_rule_divides_is_a_row_and_a_tick_is_none() -> None:
    layout = _full(3, 2)
    for beyond, rows in ((20, 3), (6, 2)):
        across = [RuledLine(True, y, layout.columns[0], layout.columns[-1]) for y in layout.rows[:3]]
        down = RuledLine(False, layout.columns[1], layout.rows[0], layout.rows[2] + beyond)
        (piece,), _outside = grids(_page([*across, down], layout.chars()))
        assert len(piece.rows) - 1 == rows


def test_white_rules_part_coloured_cells_only() -> None:
    layout = _full(2, 2)
    white = [rule._replace(white=True) for rule in layout.rulings()]
    assert grids(_page(white, layout.chars()))[0] == []
    coloured = Box(layout.columns[0], layout.rows[0], layout.columns[-1], layout.rows[-1])
    (piece,), _outside = grids(_page(white, layout.chars(), coloured))
    assert _read(piece) == layout.texts()


def test_tables_apart_are_tables_apart() -> None:
    upper, lower = _full(2, 2), _full(2, 3)
    moved = Layout(lower.columns, [row + 200 for row in lower.rows], lower.places)
    pieces, _outside = grids(_page(upper.rulings() + moved.rulings(), upper.chars() + moved.chars()))
    assert [len(piece.grid_cells) for piece in pieces] == [4, 6]


def test_page_border_holds_no_text() -> None:
    border = Layout([20.0, 575.0], [20.0, 822.0], [(0, 0, 1, 1)])
    layout = _full(2, 2)
    pieces, outside = grids(
        _page(border.rulings() + layout.rulings(), [*layout.chars(), _char("外", 60, 700)])
    )
    assert [_read(piece) for piece in pieces] == [layout.texts()]
    assert [char.text for char in outside] == ["外"]


def test_punctuation_that_hangs_over_stays_in_its_cell() -> None:
    layout = _full(1, 2)
    edge = layout.columns[1]
    chars = [_char("人", edge - 9, 62), _char("，", edge - 1, 62), _char("甲", edge + 5, 62)]
    (piece,), _outside = grids(_page(layout.rulings(), chars))
    assert list(_read(piece).values()) == ["人，", "甲"]


def test_extra_line_makes_the_cells_it_parts_doubtful() -> None:
    layout = Layout([50.0, 90.0, 130.0], [50.0, 70.0, 90.0], [(0, 0, 1, 2), (1, 0, 1, 1), (1, 1, 1, 1)])
    extra = [RuledLine(False, 90, 50, 57)]
    (piece,), _outside = grids(_page(layout.rulings() + extra, layout.chars()))
    assert _read(piece) == layout.texts()


def test_no_table_reaches_over_rules_that_do_not_meet() -> None:
    rules = [RuledLine(True, y, 50, 500) for y in (100.0, 200.0)]
    assert grids(_page(rules, []))[0] == []
    assert all(one.position < other.position for one, other in pairwise(rules))


def _beside(head_bottom: float, page_end: float) -> list[RuledLine]:
    """Draw two rows cut at their top, and to their left a head that the page cut there as well."""
    rows = [50.0, 80.0, page_end]
    sides = [RuledLine(False, x, 50, page_end) for x in (100.0, 150.0, 200.0)]
    floors = [RuledLine(True, y, 100, 200) for y in rows[1:]]
    return [*sides, *floors, RuledLine(False, 60, 50, head_bottom)]


def test_head_that_fills_the_page_needs_no_rule_across() -> None:
    chars = [_char("头", 70, 70), _char("甲", 110, 70), _char("乙", 110, 100)]
    (piece,), _outside = grids(_page(_beside(120, 120), chars))
    assert {place: text for place, text in _read(piece).items() if text} == {
        (0, 0, 2, 1): "头",
        (0, 1, 1, 1): "甲",
        (1, 1, 1, 1): "乙",
    }


def test_cut_head_that_ends_out_of_line_reaches_its_rows() -> None:
    ends_early = [*_beside(95, 120), RuledLine(True, 95, 60, 100)]
    last = [RuledLine(True, 120, 60, 200), RuledLine(True, 140, 60, 200)]
    sides = [RuledLine(False, x, 120, 140) for x in (60.0, 200.0)]
    chars = [_char("头", 70, 70), _char("甲", 110, 70), _char("乙", 110, 100), _char("计", 70, 132)]
    (piece,), _outside = grids(_page([*ends_early, *last, *sides], chars))
    assert {place: text for place, text in _read(piece).items() if text} == {
        (0, 0, 2, 1): "头",
        (0, 1, 1, 1): "甲",
        (1, 1, 1, 1): "乙",
        (2, 0, 1, 3): "计",
    }


def test_rules_end_where_the_page_does() -> None:
    layout = _full(2, 2)
    rulings = [rule if rule.horizontal else rule._replace(end=rule.end + 900) for rule in layout.rulings()]
    (piece,), _outside = grids(_page(rulings, layout.chars()))
    assert piece.rows[-1] == 842


def test_cell_with_two_numbers_keeps_them_apart_and_is_uncertain(paper: Sheets) -> None:
    sheet = paper().grid([50, 150, 250, 350], [100, 150, 200], [["甲", "12", "5"], ["乙", "1 2", "6"]])
    (table,) = PdfReader().read(sheet.text(153, 130, "34", size=10).pdf()).tables
    assert [(cell.text, cell.certain) for cell in table.cells] == [
        ("甲", True), ("12\n34", False), ("5", True), ("乙", True), ("1 2", False), ("6", True),
    ]  # fmt: skip


def test_underlined_headings_above_one_another_are_no_table() -> None:
    lines = [
        (222.0, 208.6, "12.2  Persistence and degradability"),
        (244.0, 163.0, "No information available"),
        (266.0, 192.8, "12.3  Bioaccumulative potential"),
        (287.0, 163.0, "No information available"),
        (331.0, 143.7, "12.4  Mobility in soil"),
        (352.0, 163.0, "No information available"),
        (374.0, 242.7, "12.5  Results of PBT and vPvB assessment"),
        (396.0, 173.3, "12.6  Other adverse effects"),
        (468.0, 191.3, "13.1  Waste treatment methods"),
    ]
    chars: list[Char] = []
    rules: list[RuledLine] = []
    for baseline, right, text in lines:
        wide = (right - 54) / len(text)
        for place, sign in enumerate(text):
            x = 54 + wide * place
            chars.append(Char(sign, x, baseline - 8, x + wide, baseline + 2, baseline, 10))
        if "." in text:
            rules.append(RuledLine(horizontal=True, position=baseline + 2.5, start=54, end=right))
    pieces, outside = grids(Page(1, 612, 792, tuple(chars), tuple(rules)))
    assert pieces == []
    assert len(outside) == len(chars)
