"""Progress of an audit: a bar on a terminal, lines of text elsewhere."""

import sys
from collections.abc import Callable, Iterable, Iterator
from time import monotonic
from typing import TypeVar

from checker import Message, Messages

_ = Messages(__package__)

INTERVAL = 10.0  # seconds between two lines

T = TypeVar("T")


def with_progress(items: Iterable[T], total: int, notify: Callable[[Message], None]) -> Iterator[T]:
    """Yield the items, and show on stderr how many are done, how fast, and how long the rest will take."""
    if sys.stderr.isatty():
        yield from _bar(items, total)
    else:
        yield from _lines(items, total, notify)


def _bar(items: Iterable[T], total: int) -> Iterator[T]:
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TaskProgressColumn, TimeRemainingColumn

    columns = (BarColumn(), TaskProgressColumn(show_speed=True), MofNCompleteColumn(), TimeRemainingColumn())
    with Progress(*columns, console=Console(stderr=True), transient=True) as progress:
        yield from progress.track(items, total=total)


def _lines(items: Iterable[T], total: int, notify: Callable[[Message], None]) -> Iterator[T]:
    begun = last = monotonic()
    for done, item in enumerate(items, start=1):
        yield item
        now = monotonic()
        if now - last >= INTERVAL and done < total:
            last = now
            rate = done / (now - begun)
            notify(
                _("{done} of {total} submissions, {rate} a second, {left} s left",
                  done=done, total=total, rate=f"{rate:.1f}", left=round((total - done) / rate))
            )  # fmt: skip
