"""Find submissions in folders, archives, and at addresses that fsspec knows.

A submission is identified by its path; `archive.zip!/folder/report.docx` is one in an archive. Archives and addresses,
which must be opened to be listed, are listed by a worker.
"""

import os
import re
from collections.abc import Callable, Collection, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from importlib import import_module
from io import BytesIO
from pathlib import Path, PurePosixPath
from types import ModuleType
from typing import IO
from zipfile import BadZipFile, ZipFile, ZipInfo

from checker import Message, Messages, ReadError, UsageError, install_command
from checker.documents.submissions import content, is_submission, opened, piped

_ = Messages(__package__)

MEMBER = "!/"
MOST_MEMBERS = 100_000
DEEPEST = 3  # archives in one another

_ARCHIVE = ".zip"
_ADDRESS = re.compile(r"[a-z][a-z0-9+.-]+(?:::[a-z][a-z0-9+.-]+)*://")
_ENCRYPTED = 0x1
_UTF8 = 0x800


@dataclass(frozen=True, slots=True)
class ArchiveMember:
    """A file in an archive or at an address: its path as a submission, and a stamp that changes when the file does."""

    path: str
    stamp: str


@dataclass(frozen=True, slots=True)
class FoundFile:
    """A submission that was found; `refused` is the reason why it must not be opened, `code` the kind of reason."""

    path: str
    stamp: str = ""
    refused: Message | None = None
    code: str = "unreadable"


@dataclass(frozen=True, slots=True)
class OtherFile:
    """A file that no reader reads, by its name, which may be wrong; a body may have filed it all the same.

    One that was `named` itself, and not found in a folder, is to be read whatever its name.
    """

    path: str
    named: bool = False


# Lists an archive or an address, in a worker, or returns why it cannot.
Listing = Callable[[str], Iterable[ArchiveMember] | Message]


def find(
    paths: Iterable[str], suffixes: Collection[str], listing: Listing
) -> Iterator[FoundFile | OtherFile]:
    """Find the submissions at and below paths, in the order of their names.

    What cannot be opened is found as refused: nothing is skipped silently.
    """
    for path in paths:
        if _ADDRESS.match(path):
            yield from _listed(path, suffixes, listing)
        elif os.path.isdir(path):  # noqa: PTH112  # Path.is_dir raises below a folder that may not be searched
            yield from _below(path, suffixes, listing)
        elif os.path.lexists(path):
            entries = _entry(path, suffixes, listing)
            yield from (
                replace(one, named=one.path == path) if isinstance(one, OtherFile) else one for one in entries
            )
        else:
            raise UsageError(_("no such file or directory: {path}", path=path))


def _below(root: str, suffixes: Collection[str], listing: Listing) -> Iterator[FoundFile | OtherFile]:
    troubles: list[OSError] = []
    home = os.path.realpath(root)
    for folder, folders, names in os.walk(root, onerror=troubles.append):
        folders.sort()
        for name in folders:
            path = os.path.join(folder, name)  # noqa: PTH118  # names that are not UTF-8 stay unchanged
            if os.path.islink(path) and not _within(home, path):  # noqa: PTH114  # likewise
                yield FoundFile(path, refused=_("a symbolic link out of the folder"))
        for name in sorted(names):
            path = os.path.join(folder, name)  # noqa: PTH118  # likewise
            if os.path.islink(path) and not _within(home, path):  # noqa: PTH114  # likewise
                leaves = is_submission(Path(name), {*suffixes, _ARCHIVE})
                refused = _("a symbolic link out of the folder")
                yield FoundFile(path, refused=refused) if leaves else OtherFile(path)
            else:
                yield from _entry(path, suffixes, listing)
    for trouble in troubles:
        yield FoundFile(
            str(trouble.filename), refused=_("cannot be listed: {reason}", reason=trouble.strerror)
        )


def _within(home: str, path: str) -> bool:
    target = os.path.realpath(path)
    return target == home or target.startswith(home + os.sep)


def _entry(path: str, suffixes: Collection[str], listing: Listing) -> Iterator[FoundFile | OtherFile]:
    if is_submission(Path(path), suffixes):
        yield FoundFile(path, stamp(path))
    elif is_submission(Path(path), {_ARCHIVE}):
        yield from _listed(path, suffixes, listing)
    else:
        yield OtherFile(path)


def stamp(path: str) -> str:
    """Return a text that changes when the file does, without reading it."""
    try:
        status = os.stat(path)  # noqa: PTH116  # names that are not UTF-8 stay unchanged
    except OSError:
        return ""
    return f"{status.st_size}-{status.st_mtime_ns}-{status.st_ctime_ns}-{status.st_ino}"


def _listed(
    path: str, suffixes: Collection[str], listing: Listing, depth: int = 1
) -> Iterator[FoundFile | OtherFile]:
    members = listing(path)
    if isinstance(members, Message):
        yield FoundFile(path, refused=members)
        return
    seen: set[str] = set()
    members = tuple(members)
    if not members and is_submission(PurePosixPath(path), {_ARCHIVE}):
        yield FoundFile(path, refused=_("the archive is empty"))
    for member in members:
        if member.path in seen:
            yield FoundFile(f"{member.path}#{len(seen)}", refused=_("the archive contains it more than once"))
        elif is_submission(Path(member.path), suffixes):
            yield FoundFile(member.path, member.stamp)
        elif not is_submission(Path(member.path), {_ARCHIVE}):
            yield OtherFile(member.path)
        elif depth < DEEPEST:
            yield from _listed(member.path, suffixes, listing, depth + 1)
        else:
            deep = _("more than {count} archives in one another, which are not opened", count=DEEPEST)
            yield FoundFile(member.path, refused=deep)
        seen.add(member.path)


def absolute(path: str) -> str:
    """Return a path by which a process in another folder, or on another machine, finds a submission."""
    if _ADDRESS.match(path):
        return path
    outer, names = _parts(path)
    return MEMBER.join((os.path.abspath(outer), *names))  # noqa: PTH100  # names that are not UTF-8 stay unchanged


# --- in a worker ---------------------------------------------------------------------------------------------


def members(path: str) -> Iterator[ArchiveMember]:
    """List an archive or an address; raise ReadError."""
    if _ADDRESS.match(path) and not is_submission(PurePosixPath(path), {_ARCHIVE}):
        yield from _remote_members(path)
        return
    with _opened_archive(path) as archive:
        entries = [entry for entry in archive.infolist() if not entry.is_dir()]
        if len(entries) > MOST_MEMBERS:
            raise ReadError("too-large", _("contains more than {count} files", count=MOST_MEMBERS))
        for entry in sorted(entries, key=_name):
            yield ArchiveMember(f"{path}{MEMBER}{_name(entry)}", f"{entry.file_size}-{entry.CRC}")


def fetch(path: str) -> bytes:
    """Return the content of a submission; raise ReadError."""
    outer, names = _parts(path)
    if not names:
        if not _ADDRESS.match(outer):
            return content(Path(outer))
        with _open(outer) as file:
            return piped(file)
    with _open(outer) as file, _archive(file) as archive:
        return _inner(archive, names)


@contextmanager
def looked_into(path: str) -> Iterator[IO[bytes]]:
    """Open a file to find out what it is; raise ReadError. Files on the disk are not read whole."""
    outer, names = _parts(path)
    if names or _ADDRESS.match(outer):
        yield BytesIO(fetch(path))
    else:
        with opened(Path(outer)) as file:
            yield file


def _parts(path: str) -> tuple[str, tuple[str, ...]]:
    """Part a path at the marks of archives into the outermost file and the rest; folders may end in “!”, too."""
    pieces = path.split(MEMBER)
    first = 1
    if not _ADDRESS.match(path):
        joined = (MEMBER.join(pieces[:count]) for count in range(1, len(pieces)))
        files = (at for at, outer in enumerate(joined, 1) if os.path.isfile(outer))  # noqa: PTH113  # names that are not UTF-8 stay unchanged
        first = next(files, len(pieces))
    return MEMBER.join(pieces[:first]), tuple(pieces[first:])


@contextmanager
def _opened_archive(path: str) -> Iterator[ZipFile]:
    outer, names = _parts(path)
    with _open(outer) as file, _archive(file) as archive:
        if not names:
            yield archive
            return
        with _archive(BytesIO(_inner(archive, names))) as inner:
            yield inner


def _inner(archive: ZipFile, names: tuple[str, ...]) -> bytes:
    """Return a member of an archive, or of one of the archives within; folders in them may end in “!”, too."""
    known = {_name(entry) for entry in archive.infolist()}
    for count in range(len(names), 0, -1):
        if (name := MEMBER.join(names[:count])) in known:
            extracted = _extracted(archive, name)
            if count == len(names):
                return extracted
            with _archive(BytesIO(extracted)) as inner:
                return _inner(inner, names[count:])
    raise ReadError("unreadable", _("no longer in the archive"))


def _extracted(archive: ZipFile, name: str) -> bytes:
    entry = next(entry for entry in archive.infolist() if _name(entry) == name)
    if entry.flag_bits & _ENCRYPTED:
        raise ReadError("encrypted", _("the archive is encrypted"))
    try:
        with archive.open(entry) as member:
            return piped(member)
    except (BadZipFile, NotImplementedError, OSError, EOFError, ValueError) as error:
        raise ReadError("unreadable", _damaged(error)) from error


@contextmanager
def _archive(file: IO[bytes]) -> Iterator[ZipFile]:
    try:
        archive = ZipFile(file)
    except (BadZipFile, OSError, ValueError, NotImplementedError) as error:
        raise ReadError("unreadable", _damaged(error)) from error
    with archive:
        yield archive


def _damaged(error: Exception) -> Message:
    return _("the archive is damaged: {cause}", cause=type(error).__name__)


def _name(entry: ZipInfo) -> str:
    """Decode the name of an entry: Chinese Windows writes GBK without declaring it, other programs UTF-8."""
    if entry.flag_bits & _UTF8:
        return entry.filename.encode("utf-8", "replace").decode("utf-8")
    raw = entry.filename.encode("cp437", "replace")
    try:
        return raw.decode("utf-8")
    except UnicodeDecodeError:
        return raw.decode("gb18030", "replace")


@contextmanager
def _open(path: str) -> Iterator[IO[bytes]]:
    """Open a file or an address for reading; raise ReadError."""
    if not _ADDRESS.match(path):
        with opened(Path(path)) as file:
            yield file
        return
    fsspec = _fsspec()
    try:
        with fsspec.open(path, "rb") as remote:
            yield remote
    except ReadError:
        raise
    except Exception as error:  # each file system of fsspec has its own exceptions
        raise ReadError("unreadable", _unreachable(error)) from error


def _remote_members(path: str) -> Iterator[ArchiveMember]:
    try:
        system, root = _fsspec().url_to_fs(path)
        entries = system.find(root, detail=True)
        for name, about in sorted(entries.items()):
            parts = (
                about.get(key) for key in ("size", "ETag", "etag", "mtime", "LastModified", "last_modified")
            )
            yield ArchiveMember(
                system.unstrip_protocol(name), "-".join(str(part) for part in parts if part is not None)
            )
    except Exception as error:  # each file system of fsspec has its own exceptions
        raise ReadError("unreadable", _unreachable(error)) from error
    if not entries:
        raise ReadError("unreadable", _("the address contains no files"))


def _unreachable(error: Exception) -> Message:
    return _("cannot be reached: {kind}: {error}", kind=type(error).__name__, error=str(error))


def _fsspec() -> ModuleType:
    try:
        return import_module("fsspec.core")  # an optional extra
    except ImportError:
        raise ReadError(
            "unreadable", _("addresses need more packages: {command}", command=install_command("remote"))
        ) from None
