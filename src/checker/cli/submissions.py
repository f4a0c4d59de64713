"""The submissions that the command line names: which files they are, and their bytes."""

import os
from collections.abc import Callable, Collection, Iterable, Iterator
from pathlib import Path
from stat import S_ISREG
from typing import BinaryIO

from checker.cli import git
from checker.errors import ReadError, UsageError
from checker.messages import Message, Sentences

_ = Sentences(__package__)

LIMIT = 256 * 1024 * 1024  # bytes; a submission larger than this is no report

_LFS_POINTER = b"version https://git-lfs.github.com/spec/"

Tell = Callable[[Message], None]


def find_submissions(paths: Iterable[Path], suffixes: Collection[str], tell: Tell) -> tuple[Path, ...]:
    """List the files that are named, and those with a known suffix below the directories that are.

    Within a work tree of git, files that it ignores are left out; where git cannot say so, `tell` does.
    """
    return tuple(dict.fromkeys(file for path in paths for file in _files(path, suffixes, tell)))


def is_submission(path: Path, suffixes: Collection[str]) -> bool:
    """Tell whether a file that nobody named is to be judged: by its suffix, and by whom it was left behind."""
    return path.suffix.lower() in suffixes and not _left_behind(path.name)


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


def _left_behind(name: str) -> bool:
    """Tell Word's lock files (~$) and the Finder's resource forks (._) from submissions."""
    return name.startswith(("~$", "._"))


def content(path: Path) -> bytes:
    """Read a submission once and whole; raise ReadError."""
    try:
        with open(path, "rb", opener=_open) as file:  # Path.open takes no opener
            status = os.fstat(file.fileno())
            if not S_ISREG(status.st_mode):
                raise ReadError("unreadable", _("is not a regular file"))
            if status.st_size > LIMIT:
                raise _too_large()
            return _itself(file.read(LIMIT))
    except OSError as error:
        raise ReadError("unreadable", _("cannot be opened: {reason}", reason=error.strerror)) from error


def piped(stream: BinaryIO) -> bytes:
    """Read a submission from a stream, once and whole; raise ReadError."""
    submission = stream.read(LIMIT + 1)
    if len(submission) > LIMIT:
        raise _too_large()
    return _itself(submission)


def _too_large() -> ReadError:
    return ReadError("too-large", _("is larger than {limit} MiB", limit=LIMIT // 1024**2))


def _itself(submission: bytes) -> bytes:
    if submission.startswith(_LFS_POINTER):
        raise ReadError(
            "unreadable", _("is a pointer of Git LFS, not the file itself; fetch it: git lfs pull")
        )
    return submission


def _open(path: str, flags: int) -> int:
    # a FIFO without a writer would keep us waiting for ever
    return os.open(path, flags | getattr(os, "O_NONBLOCK", 0))
