"""Code of plugins is run here: its prints go to stderr, and whatever it raises becomes an error of the host."""

import sys
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager, redirect_stdout
from typing import TypeVar

from checker.errors import OutOfTime
from checker.messages import Message, Messages

_ = Messages(__package__)

T = TypeVar("T")


class ContainedError(Exception):
    """A plugin's code did something that it must not do; whoever runs it names the plugin."""

    def __init__(self, message: Message) -> None:
        super().__init__(message)
        self.message = message


def raised(error: BaseException) -> ContainedError:
    """Describe what a plugin's code raised; a ContainedError is returned as it is."""
    if isinstance(error, ContainedError):
        return error
    return ContainedError(_("failed: {kind}: {error}", kind=type(error).__name__, error=str(error)))


@contextmanager
def contained(failure: Callable[[BaseException], Exception] = raised) -> Iterator[None]:
    """Run a plugin's code in the body; raise what `failure` makes of an exception, SystemExit included.

    KeyboardInterrupt and OutOfTime stop the run, not the plugin: they pass.
    """
    try:
        with redirect_stdout(sys.stderr):  # stdout is for results alone
            yield
    except (KeyboardInterrupt, OutOfTime):
        raise
    except BaseException as error:  # a plugin's own code runs here: anything may come
        failed = failure(error)
        if failed is error:
            raise
        raise failed from error


def contained_items(
    provide: Callable[[], Iterable[T]], failure: Callable[[BaseException], Exception] = raised
) -> Iterator[T]:
    """Iterate over what a plugin's function provides; each step is contained, what is done between them is not."""
    with contained(failure):
        iterator = iter(provide())
    while True:
        with contained(failure):
            try:
                item = next(iterator)
            except StopIteration:
                return
        yield item
