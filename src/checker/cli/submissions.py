"""The submissions that the command line names: which files they are, and their bytes."""

import os
from collections.abc import Collection, Iterable, Iterator
from pathlib import Path
from stat import S_ISREG

from checker.errors import ReadError, UsageError
from checker.messages import Sentences

_ = Sentences(__package__)

LIMIT = 256 * 1024 * 1024  # bytes; a submission larger than this is no report


def find_submissions(paths: Iterable[Path], suffixes: Collection[str]) -> tuple[Path, ...]:
    """List the files that are named, and those with a known suffix below the directories that are."""
    return tuple(dict.fromkeys(file for path in paths for file in _files(path, suffixes)))


def _files(path: Path, suffixes: Collection[str]) -> Iterator[Path]:
    if not os.path.isdir(path):  # noqa: PTH112  # Path.is_dir raises below a folder that may not be searched
        if not os.path.lexists(path):
            raise UsageError(_("no such file or directory: {path}", path=path))
        yield path
        return
    known = [file for file in _walk(path) if file.suffix.lower() in suffixes and not _left_behind(file.name)]
    if not known:
        raise UsageError(
            _("no submissions below {path}: no name there ends in {suffixes}",
              path=path, suffixes=tuple(sorted(suffixes)))
        )  # fmt: skip
    yield from sorted(known)


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
                raise ReadError("too-large", _("is larger than {limit} MiB", limit=LIMIT // 1024**2))
            return file.read(LIMIT)
    except OSError as error:
        raise ReadError("unreadable", _("cannot be opened: {reason}", reason=error.strerror)) from error


def _open(path: str, flags: int) -> int:
    # a FIFO without a writer would keep us waiting for ever
    return os.open(path, flags | getattr(os, "O_NONBLOCK", 0))
