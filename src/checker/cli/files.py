"""The submissions among the files and directories given on the command line."""

import os
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from pathlib import Path

from checker.documents.submissions import is_submission
from checker.errors import UsageError, reason_of
from checker.messages import Message, Messages
from checker.text import clean

_ = Messages(__package__)

Log = Callable[[Message], None]

_NAMED = 5  # files that a message names
_OWN = {"checker.toml", "checker-waivers.toml"}


def _nothing(_path: Path) -> bool:
    return False


def find_submissions(
    paths: Iterable[Path],
    suffixes: Collection[str],
    log: Log,
    excluded: Callable[[Path], bool] = _nothing,
) -> tuple[Path, ...]:
    """List the given files, and those with a known suffix below the given directories.

    In a git work tree, ignored files are left out. `log` receives a message if git cannot list them, and one that
    names the files of other kinds, but for hidden and excluded ones.
    """
    return tuple(dict.fromkeys(file for path in paths for file in _files(path, suffixes, log, excluded)))


def _files(
    path: Path, suffixes: Collection[str], log: Log, excluded: Callable[[Path], bool]
) -> Iterator[Path]:
    if not os.path.isdir(path):  # noqa: PTH112  # Path.is_dir raises below a folder that may not be searched
        if not os.path.lexists(path):
            raise UsageError(_("no such file or directory: {path}", path=path))
        yield path
        return
    closed: list[Path] = []
    files = [file for file in _below(path, log, closed) if _exists(file)]
    known = [*(file for file in files if is_submission(file, suffixes)), *closed]
    if not known:
        raise UsageError(
            _("no documents in {path} (looked for {suffixes})",
              path=path, suffixes=tuple(sorted(suffixes)))
        )  # fmt: skip
    if others := [
        file
        for file in files
        if file.suffix.lower() not in suffixes and not (_is_hidden(file, path) or excluded(file))
    ]:
        log(_others(path, sorted(others)))
    yield from sorted(known)


def _exists(file: Path) -> bool:
    """Return whether there is a file, or may be one in a folder that is closed to this program."""
    try:
        file.lstat()
    except (FileNotFoundError, NotADirectoryError):
        return False
    except OSError:
        return True
    return True


def _is_hidden(file: Path, folder: Path) -> bool:
    """Return whether a file, or a folder that it is in, is hidden, or it is a configuration of this program."""
    return file.name in _OWN or any(part.startswith((".", "~$")) for part in file.relative_to(folder).parts)


def _others(folder: Path, others: Sequence[Path]) -> Message:
    """Name the files that no reader knows, and count those beyond the first few."""
    named = tuple(clean(file.relative_to(folder).as_posix()) for file in others[:_NAMED])
    if len(others) <= _NAMED:
        return _("{path}: not judged, as no reader knows such files: {names}", path=folder, names=named)
    return _("{path}: not judged, as no reader knows such files: {names} and {count} more",
             path=folder, names=named, count=len(others) - _NAMED)  # fmt: skip


def _below(directory: Path, log: Log, closed: list[Path]) -> Iterable[Path]:
    """List files; folders that cannot be listed are added to `closed`: what is in them counts as unreadable."""
    from checker.cli import git

    if git.repository(directory.resolve()) is None:
        return _walk(directory, closed)
    try:
        return list(git.files(directory))
    except UsageError as error:
        log(_("{path}: .gitignore is not applied: {reason}", path=directory, reason=error.message))
        return _walk(directory, closed)


def _walk(directory: Path, closed: list[Path]) -> Iterator[Path]:
    def close(error: OSError) -> None:
        if Path(error.filename) == directory:
            raise UsageError(
                _("cannot list {path}: {reason}", path=error.filename, reason=reason_of(error))
            ) from error
        closed.append(Path(error.filename))

    for folder, _folders, names in os.walk(directory, onerror=close):
        yield from (Path(folder, name) for name in names)
