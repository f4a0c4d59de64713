"""Code of plugins is run here: its prints go to stderr, and whatever it raises becomes an error of the host."""

import sys
from collections.abc import Callable, Iterable, Iterator
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


class contained:  # noqa: N801  # used as `redirect_stdout` is; entered for every step of a check, so no generator
    """Run a plugin's code in the body; raise what `failure` makes of an exception, SystemExit included.

    KeyboardInterrupt and OutOfTime stop the run, not the plugin: they pass.
    """

    def __init__(self, failure: Callable[[BaseException], Exception] = raised) -> None:
        self._failure = failure

    def __enter__(self) -> None:
        self._stdout, sys.stdout = sys.stdout, sys.stderr  # stdout is for results alone

    def __exit__(self, _kind: object, error: BaseException | None, _trace: object) -> None:
        sys.stdout = self._stdout
        if error is None or isinstance(error, KeyboardInterrupt | OutOfTime):
            return
        failed = self._failure(error)
        if failed is not error:
            raise failed from error


def contained_items(
    provide: Callable[[], Iterable[T]], failure: Callable[[BaseException], Exception] = raised
) -> Iterator[T]:
    """Iterate over what a plugin's function provides; each step is contained, what is done between them is not."""
    step = contained(failure)
    with step:
        iterator = iter(provide())
    while True:
        with step:
            try:
                item = next(iterator)
            except StopIteration:
                return
        yield item
