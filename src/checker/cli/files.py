"""The submissions that the command line names: which files they are."""

import os
from collections.abc import Callable, Collection, Iterable, Iterator
from pathlib import Path

from checker.cli import git
from checker.documents.submissions import is_submission
from checker.errors import UsageError
from checker.messages import Message, Messages

_ = Messages(__package__)

Tell = Callable[[Message], None]


def find_submissions(paths: Iterable[Path], suffixes: Collection[str], tell: Tell) -> tuple[Path, ...]:
    """List the files that are named, and those with a known suffix below the directories that are.

    Within a work tree of git, files that it ignores are left out; where git cannot say so, `tell` does.
    """
    return tuple(dict.fromkeys(file for path in paths for file in _files(path, suffixes, tell)))


def _files(path: Path, suffixes: Collection[str], tell: Tell) -> Iterator[Path]:
    if not os.path.isdir(path):  # noqa: PTH112  # Path.is_dir raises below a folder that may not be searched
        if not os.path.lexists(path):
            raise UsageError(_("no such file or directory: {path}", path=path))
        yield path
        return
    known = [file for file in _below(path, tell) if is_submission(file, suffixes) and os.path.lexists(file)]
    if not known:
        raise UsageError(
            _("no submissions below {path}: no name there ends in {suffixes}",
              path=path, suffixes=tuple(sorted(suffixes)))
        )  # fmt: skip
    yield from sorted(known)


def _below(directory: Path, tell: Tell) -> Iterable[Path]:
    if git.repository(directory.resolve()) is None:
        return _walk(directory)
    try:
        return list(git.files(directory))
    except UsageError as error:
        tell(
            _("{path}: what .gitignore names is not left out: {reason}", path=directory, reason=error.message)
        )
        return _walk(directory)


def _walk(directory: Path) -> Iterator[Path]:
    for folder, _folders, names in os.walk(directory, onerror=_refuse):
        yield from (Path(folder, name) for name in names)


def _refuse(error: OSError) -> None:
    raise UsageError(_("cannot list {path}: {reason}", path=error.filename, reason=error.strerror)) from error
