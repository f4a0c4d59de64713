"""Lines of level text, their characters from left to right."""

from collections.abc import Iterable, Sequence
from itertools import compress
from operator import attrgetter, lt, sub
from typing import NamedTuple

from checker_formats.pages.lines import baseline_rows
from checker_formats.pages.runs import Columns, Run, columns_of

_LEFT = attrgetter("x0")


class LevelLine(NamedTuple):
    """The characters of a line, the widest gap between neighbours, and the smallest size."""

    columns: Columns
    widest: float
    smallest: float

    def has_gap(self, gap: float) -> bool:
        """Return whether characters may stand so far apart, in sizes; most lines are told at once."""
        return self.widest > gap * self.smallest


def level_lines(runs: Iterable[Run]) -> list[LevelLine]:
    """Group level text into lines; blanks are left out."""
    level = [run for run in runs if run.level and run.seen()]
    return list(map(_level_line, baseline_rows(level)))


def _level_line(row: Sequence[Run]) -> LevelLine:
    columns = columns_of(sorted(row, key=_LEFT))
    if not all(map(lt, columns.lefts, columns.lefts[1:])):
        columns = columns_of(row)
        order = sorted(range(len(columns.lefts)), key=columns.lefts.__getitem__)
        columns = Columns._make(list(map(column.__getitem__, order)) for column in columns)
    text = "".join(columns.texts)
    if " " in text or not text.isprintable():
        solid = [not sign.isspace() for sign in columns.texts]
        columns = Columns._make(list(compress(column, solid)) for column in columns)
    widest = max(map(sub, columns.lefts[1:], columns.rights), default=0.0)
    return LevelLine(columns, widest, min(columns.sizes))
