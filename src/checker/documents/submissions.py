"""The bytes of a submission, read once and only from regular files."""

import os
from collections.abc import Collection, Iterator
from contextlib import contextmanager
from pathlib import Path, PurePath
from stat import S_ISREG
from typing import IO

from checker.errors import ReadError, reason_of
from checker.messages import Messages

_ = Messages(__package__)

LIMIT = 256 * 1024 * 1024  # bytes; larger submissions are refused

_LFS_POINTER = b"version https://git-lfs.github.com/spec/"


def is_submission(path: PurePath, suffixes: Collection[str]) -> bool:
    """Return whether a file found in a directory is a submission: by its suffix, and because it is not a temporary file."""
    return path.suffix.lower() in suffixes and not _is_temporary(path.name)


def may_be_disguised(path: PurePath, suffixes: Collection[str]) -> bool:
    """Return whether a file is no submission by its name, but may be one by its content."""
    return path.suffix.lower() not in suffixes and not _is_temporary(path.name)


def _is_temporary(name: str) -> bool:
    """Return whether a name is that of a lock file of Word (~$) or a resource fork of macOS (._)."""
    return name.startswith(("~$", "._"))


def misnamed(suffix: str) -> ReadError:
    """Return why a document under the name of something else is not read; `suffix` is the one that it should have."""
    return ReadError("wrong-format", _("is a document under another name; name it {suffix}", suffix=suffix))


def content(path: Path) -> bytes:
    """Read a submission; raise ReadError."""
    with opened(path) as file:
        if os.fstat(file.fileno()).st_size > LIMIT:
            raise _too_large()
        return _checked(file.read(LIMIT))


@contextmanager
def opened(path: Path) -> Iterator[IO[bytes]]:
    """Open a regular file for reading; raise ReadError, also if reading fails later."""
    try:
        with open(path, "rb", opener=_open) as file:  # Path.open takes no opener
            if not S_ISREG(os.fstat(file.fileno()).st_mode):
                raise ReadError("unreadable", _("is not a regular file"))
            yield file
    except OSError as error:
        raise ReadError("unreadable", _("cannot be opened: {reason}", reason=reason_of(error))) from error


def piped(stream: IO[bytes]) -> bytes:
    """Read a submission from a stream; raise ReadError."""
    submission = stream.read(LIMIT + 1)
    if len(submission) > LIMIT:
        raise _too_large()
    return _checked(submission)


def _too_large() -> ReadError:
    return ReadError("too-large", _("is larger than {limit} MiB", limit=LIMIT // 1024**2))


def _checked(submission: bytes) -> bytes:
    if submission.startswith(_LFS_POINTER):
        raise ReadError("unreadable", _("is a Git LFS pointer, not the file itself; run: git lfs pull"))
    return submission


def _open(path: str, flags: int) -> int:
    # opening a FIFO without a writer would block
    return os.open(path, flags | getattr(os, "O_NONBLOCK", 0))
