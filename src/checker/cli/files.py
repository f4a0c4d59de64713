"""The submissions among the files and directories given on the command line."""

import os
from collections.abc import Callable, Collection, Iterable, Iterator
from pathlib import Path

from checker.cli import git
from checker.documents.submissions import is_submission
from checker.errors import UsageError
from checker.messages import Message, Messages

_ = Messages(__package__)

Log = Callable[[Message], None]


def find_submissions(paths: Iterable[Path], suffixes: Collection[str], log: Log) -> tuple[Path, ...]:
    """List the given files, and those with a known suffix below the given directories.

    In a git work tree, ignored files are left out; `log` receives a message if git cannot list them.
    """
    return tuple(dict.fromkeys(file for path in paths for file in _files(path, suffixes, log)))


def _files(path: Path, suffixes: Collection[str], log: Log) -> Iterator[Path]:
    if not os.path.isdir(path):  # noqa: PTH112  # Path.is_dir raises below a folder that may not be searched
        if not os.path.lexists(path):
            raise UsageError(_("no such file or directory: {path}", path=path))
        yield path
        return
    known = [file for file in _below(path, log) if is_submission(file, suffixes) and os.path.lexists(file)]
    if not known:
        raise UsageError(
            _("no documents in {path} (looked for {suffixes})",
              path=path, suffixes=tuple(sorted(suffixes)))
        )  # fmt: skip
    yield from sorted(known)


def _below(directory: Path, log: Log) -> Iterable[Path]:
    if git.repository(directory.resolve()) is None:
        return _walk(directory)
    try:
        return list(git.files(directory))
    except UsageError as error:
        log(_("{path}: .gitignore is not applied: {reason}", path=directory, reason=error.message))
        return _walk(directory)


def _walk(directory: Path) -> Iterator[Path]:
    for folder, _folders, names in os.walk(directory, onerror=_refuse):
        yield from (Path(folder, name) for name in names)


def _refuse(error: OSError) -> None:
    raise UsageError(_("cannot list {path}: {reason}", path=error.filename, reason=error.strerror)) from error
