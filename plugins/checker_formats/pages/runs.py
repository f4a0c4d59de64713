"""Text as runs: glyphs of one font that stand side by side on one line, kept column by column.

Most of what is asked of the text of a page has one answer for a run; characters are made only where it has not.
"""

from collections.abc import Iterable, Iterator, Sequence
from functools import cached_property
from itertools import chain, compress, groupby, repeat
from operator import itemgetter
from typing import Any, NamedTuple, overload

from checker_formats.pages.page import Char

_new = tuple.__new__  # a third faster than calling the class, which checks the number of values
_SHARED = itemgetter(2, *range(4, 11))  # the fields of a character but its text, its left and its right


class Run(NamedTuple):
    """Characters that differ in their text and their place along the line only; at least one."""

    texts: Sequence[str]
    lefts: Sequence[float]
    rights: Sequence[float]
    x0: float  # the least of the lefts
    x1: float  # the greatest of the rights
    top: float
    bottom: float
    baseline: float
    size: float
    angle: int = 0
    vertical: bool = False
    invisible: bool = False
    white: bool = False

    @property
    def level(self) -> bool:
        """Return whether the text runs to the right."""
        return self.angle == 0 and not self.vertical

    def chars(self) -> Iterable[Char]:
        """Iterate over the characters."""
        texts, lefts, rights, _x0, _x1, top, *rest = self
        return map(
            _new, repeat(Char), zip(texts, lefts, repeat(top), rights, *map(repeat, rest), strict=False)
        )

    def seen(self) -> int:
        """Count the characters that are not blank."""
        return len(self.texts) - sum(map(str.isspace, self.texts))

    def part(self, start: int, stop: int) -> "Run":
        """Return the characters from one to before another."""
        texts, lefts, rights, _x0, _x1, *shared = self
        return run_of(texts[start:stop], lefts[start:stop], rights[start:stop], shared)

    def kept(self, keeps: Iterable[object]) -> Iterator["Run"]:
        """Yield the characters that are to be kept, as a run, if there are any."""
        chosen = list(map(bool, keeps))
        if all(chosen):
            yield self
        elif any(chosen):
            texts, lefts, rights, _x0, _x1, *shared = self
            kept = (
                list(compress(texts, chosen)),
                list(compress(lefts, chosen)),
                list(compress(rights, chosen)),
            )
            yield run_of(*kept, shared)

    def solid(self) -> Iterator["Run"]:
        """Yield the characters that are not blank, as a run, if there are any."""
        return self.kept(not text.isspace() for text in self.texts)


class Text(Sequence[Char]):
    """The characters of a page in painting order, as runs."""

    def __init__(self, runs: Iterable[Run] = ()) -> None:
        self.runs = tuple(runs)

    @cached_property
    def texts(self) -> list[str]:
        """List the text of each character."""
        return list(chain.from_iterable(run.texts for run in self.runs))

    @cached_property
    def whole(self) -> str:
        """Return the text of all characters."""
        return "".join(self.texts)

    @cached_property
    def seen(self) -> int:
        """Count the characters that are not blank."""
        return len(self.texts) - sum(map(str.isspace, self.texts))

    @cached_property
    def _chars(self) -> tuple[Char, ...]:
        return tuple(chain.from_iterable(run.chars() for run in self.runs))

    def __len__(self) -> int:
        return len(self.texts)

    def __iter__(self) -> Iterator[Char]:
        return iter(self._chars)

    @overload
    def __getitem__(self, place: int) -> Char: ...
    @overload
    def __getitem__(self, place: slice) -> tuple[Char, ...]: ...
    def __getitem__(self, place: int | slice) -> Char | tuple[Char, ...]:
        return self._chars[place]

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Sequence) and self._chars == tuple(other)

    def __hash__(self) -> int:
        return hash(self._chars)


def as_text(chars: Iterable[Char]) -> Text:
    """Return characters as a text."""
    return chars if isinstance(chars, Text) else Text(runs_of(chars))


class Columns(NamedTuple):
    """The fields of characters side by side, which is faster to look at than each character."""

    texts: Sequence[str]
    lefts: Sequence[float]
    tops: Sequence[float]
    rights: Sequence[float]
    bottoms: Sequence[float]
    baselines: Sequence[float]
    sizes: Sequence[float]

    def part(self, start: int, stop: int) -> "Columns":
        """Return the characters from one to before another."""
        return _new(Columns, [column[start:stop] for column in self])


def columns_of(row: Sequence[Run]) -> Columns:
    """Return the fields of all characters of runs."""
    if len(row) == 1:
        run = row[0]
        count = len(run.texts)
        tops, bottoms = [run.top] * count, [run.bottom] * count
        feet, sizes = [run.baseline] * count, [run.size] * count
        return _new(Columns, (run.texts, run.lefts, tops, run.rights, bottoms, feet, sizes))
    found: tuple[list[Any], ...] = ([], [], [], [], [], [], [])
    texts, lefts, tops, rights, bottoms, feet, sizes = found
    for run in row:
        count = len(run.texts)
        texts += run.texts
        lefts += run.lefts
        tops += [run.top] * count
        rights += run.rights
        bottoms += [run.bottom] * count
        feet += [run.baseline] * count
        sizes += [run.size] * count
    return Columns(*found)


def run_of(
    texts: Sequence[str], lefts: Sequence[float], rights: Sequence[float], shared: Iterable[object]
) -> Run:
    """Return a run; `shared` is what its characters have in common, from their top on."""
    return _new(Run, (texts, lefts, rights, min(lefts), max(rights), *shared))


def runs_of(chars: Iterable[Char]) -> Iterator[Run]:
    """Bring characters together that follow one another and differ in their text and their place across only."""
    for shared, group in groupby(chars, _SHARED):
        fields: tuple[Any, ...] = tuple(zip(*group, strict=True))
        yield run_of(fields[0], fields[1], fields[3], shared)


def chars_of(runs: Iterable[Run]) -> Iterator[Char]:
    """Iterate over the characters of runs."""
    return chain.from_iterable(run.chars() for run in runs)
