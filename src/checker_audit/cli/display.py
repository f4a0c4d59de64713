"""How far an audit is: a bar on a terminal, plain lines elsewhere."""

import sys
from collections.abc import Callable, Iterable, Iterator
from time import monotonic
from typing import TypeVar

from checker.messages import Message, Messages

_ = Messages(__package__)

EVERY = 10.0  # seconds between two lines

T = TypeVar("T")


def watched(endings: Iterable[T], total: int, tell: Callable[[Message], None]) -> Iterator[T]:
    """Pass endings on and show on stderr how many there are, how fast they come, and how long it will take."""
    if sys.stderr.isatty():
        yield from _bar(endings, total)
    else:
        yield from _lines(endings, total, tell)


def _bar(endings: Iterable[T], total: int) -> Iterator[T]:
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TaskProgressColumn, TimeRemainingColumn

    columns = (BarColumn(), TaskProgressColumn(show_speed=True), MofNCompleteColumn(), TimeRemainingColumn())
    with Progress(*columns, console=Console(stderr=True), transient=True) as progress:
        yield from progress.track(endings, total=total)


def _lines(endings: Iterable[T], total: int, tell: Callable[[Message], None]) -> Iterator[T]:
    begun = told = monotonic()
    for done, ending in enumerate(endings, start=1):
        yield ending
        now = monotonic()
        if now - told >= EVERY and done < total:
            told = now
            rate = done / (now - begun)
            tell(
                _("{done} of {total} submissions, {rate} a second, {left} s left",
                  done=done, total=total, rate=f"{rate:.1f}", left=round((total - done) / rate))
            )  # fmt: skip
