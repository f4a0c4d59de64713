"""Judging again whenever a document changes."""

import time
from collections.abc import Callable, Collection, Iterable, Mapping
from pathlib import Path

from checker.cli.files import find_submissions
from checker.cli.setup import Setup
from checker.errors import CheckerError
from checker.messages import Messages

_ = Messages(__package__)

INTERVAL = 0.5  # seconds between two looks
_INTERRUPTED = 128  # exit codes from here on

_State = Mapping[Path, tuple[int, int]]


def watched(
    setup: Setup, paths: Collection[Path], suffixes: Collection[str], judge: Callable[[], int]
) -> int:
    """Judge, and again after every change of a document, until interrupted; return the last exit code.

    Errors of the first time are raised; later ones are told, as programs replace files while they save them.
    """
    state = _state(paths, suffixes)
    code = judge()
    try:
        while code < _INTERRUPTED:
            setup.log(_("waiting for changes; stop with Ctrl-C"))
            state = _changed(state, paths, suffixes)
            try:
                code = judge()
            except CheckerError as error:
                code = 2
                setup.log(error.message)
    except KeyboardInterrupt:
        pass
    return code


def _changed(before: _State, paths: Collection[Path], suffixes: Collection[str]) -> _State:
    """Wait until documents differ and have stopped changing."""
    last = before
    while True:
        time.sleep(INTERVAL)
        now = _state(paths, suffixes)
        if now == last != before and now:
            return now
        last = now


def _state(paths: Iterable[Path], suffixes: Collection[str]) -> _State:
    found: dict[Path, tuple[int, int]] = {}
    for path in paths:
        try:
            for file in find_submissions([path], suffixes, lambda _message: None):
                about = file.stat()
                found[file] = about.st_mtime_ns, about.st_size
        except (OSError, CheckerError):  # being replaced, or not there
            continue
    return found
