"""Tables merged at random, and what a reader must see of them."""

from bisect import bisect_left
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import product

from hypothesis import strategies as st

Place = tuple[str, int, int, int, int]  # text, row, column, rows, columns


@dataclass(frozen=True)
class Tiling:
    """A table without holes: the areas (row, column, rows, columns) of its cells, in reading order."""

    height: int
    width: int
    areas: tuple[tuple[int, int, int, int], ...]

    def text(self, row: int, column: int) -> str:
        """Return the text of the cell that begins at a place."""
        return f"{row}.{column}"

    def row(self, row: int) -> Iterator[tuple[int, int, int, int]]:
        """Iterate over the cells that begin in a row."""
        return (area for area in self.areas if area[0] == row)

    def seen(self) -> Iterator[Place]:
        """Iterate over the cells as people see them: rows and columns in which none begins are not there."""
        tops = sorted({row for row, _column, _tall, _wide in self.areas})
        lefts = sorted({column for _row, column, _tall, _wide in self.areas})
        for row, column, tall, wide in self.areas:
            top, left = bisect_left(tops, row), bisect_left(lefts, column)
            bottom, right = bisect_left(tops, row + tall), bisect_left(lefts, column + wide)
            yield self.text(row, column), top, left, bottom - top, right - left


def tiled(choose: Callable[[int, int], int], most: int = 6) -> Tiling:
    """Merge the cells of a table at random; `choose` gives a number between two, both included."""
    height, width = choose(2, most), choose(2, most)
    free = set(product(range(height), range(width)))
    areas: list[tuple[int, int, int, int]] = []
    while free:
        row, column = min(free)
        wide = choose(1, width if areas else width - 1)
        while not {(row, c) for c in range(column, column + wide)} <= free:
            wide -= 1
        tall = choose(1, height)
        while not set(product(range(row, row + tall), range(column, column + wide))) <= free:
            tall -= 1
        free -= set(product(range(row, row + tall), range(column, column + wide)))
        areas.append((row, column, tall, wide))
    return Tiling(height, width, tuple(areas))


@st.composite
def tilings(draw: st.DrawFn) -> Tiling:
    """Draw a table of two cells or more, merged at random."""
    return tiled(lambda low, high: draw(st.integers(low, high)))


def written_as_html(tiling: Tiling) -> str:
    """Write a table as a web page does."""
    rows = (
        "".join(
            f"<td rowspan={tall} colspan={wide}>{tiling.text(row, column)}</td>"
            for row, column, tall, wide in tiling.row(number)
        )
        for number in range(tiling.height)
    )
    columns = (
        "<col style='width: 4em'>" * tiling.width
    )  # without a width of its own a merged column may have none
    return f"<table>{columns}{''.join(f'<tr>{row}</tr>' for row in rows)}</table>"
