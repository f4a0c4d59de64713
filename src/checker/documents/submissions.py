"""The bytes of a submission: read once and whole, and only from what is a file."""

import os
from collections.abc import Collection, Iterator
from contextlib import contextmanager
from pathlib import Path, PurePath
from stat import S_ISREG
from typing import IO

from checker.errors import ReadError
from checker.messages import Messages

_ = Messages(__package__)

LIMIT = 256 * 1024 * 1024  # bytes; a submission larger than this is no report

_LFS_POINTER = b"version https://git-lfs.github.com/spec/"


def is_submission(path: PurePath, suffixes: Collection[str]) -> bool:
    """Tell whether a file that nobody named is to be judged: by its suffix, and by whom it was left behind."""
    return path.suffix.lower() in suffixes and not _left_behind(path.name)


def _left_behind(name: str) -> bool:
    """Tell Word's lock files (~$) and the Finder's resource forks (._) from submissions."""
    return name.startswith(("~$", "._"))


def content(path: Path) -> bytes:
    """Read a submission once and whole; raise ReadError."""
    with opened(path) as file:
        if os.fstat(file.fileno()).st_size > LIMIT:
            raise _too_large()
        return _itself(file.read(LIMIT))


@contextmanager
def opened(path: Path) -> Iterator[IO[bytes]]:
    """Open what is a file, and nothing else, for reading; raise ReadError, also where reading fails."""
    try:
        with open(path, "rb", opener=_open) as file:  # Path.open takes no opener
            if not S_ISREG(os.fstat(file.fileno()).st_mode):
                raise ReadError("unreadable", _("is not a regular file"))
            yield file
    except OSError as error:
        raise ReadError("unreadable", _("cannot be opened: {reason}", reason=error.strerror)) from error


def piped(stream: IO[bytes]) -> bytes:
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
