"""Errors that a user can act on.

CheckerError
├── UsageError      a path, option or name given on the command line
├── ConfigError     an invalid configuration file, waivers file or baseline
├── PackError       a rule pack with mistakes, all of them, as file:line:column
├── PluginError     a plugin that does not load, or conflicts with another
├── AuditError      an audit that cannot be run: its roster, its store or its workers
└── ReadError       a submission that cannot be read, with a stable code

BaseException
└── OutOfTime       the time for a submission is up
"""

import errno
from collections.abc import Sequence

from checker.lazy_dataclasses import dataclass
from checker.messages import Message, Messages, join_messages

_ = Messages(__package__)

_REASONS = {
    errno.ENOENT: _("there is no such file or folder"),
    errno.EACCES: _("permission denied"),
    errno.EPERM: _("permission denied"),
    errno.EEXIST: _("it exists already"),
    errno.EISDIR: _("it is a folder"),
    errno.ENOTDIR: _("part of the path is no folder"),
    errno.ENOSPC: _("the disk is full"),
    errno.EROFS: _("the disk is read-only"),
    errno.ENAMETOOLONG: _("the name is too long"),
}


class CheckerError(Exception):
    """An error with a message for the user; the command line exits with code 2."""

    def __init__(self, message: Message) -> None:
        super().__init__(message)
        self.message = message

    def __str__(self) -> str:
        return str(self.message)


def reason_of(error: OSError) -> Message | str:
    """Return why the system refused something: in words of our own where it is usual, else in those of the system."""
    return _REASONS.get(error.errno or 0, error.strerror or "")


class UsageError(CheckerError):
    """An argument that cannot be used."""


class ConfigError(CheckerError):
    """A problem in a configuration file; the message names file and key."""


class PluginError(CheckerError):
    """A problem in a plugin; the message names it.

    Codes: broken (its own code failed), wrong-part (it provides what the host cannot use), same-name and
    same-suffix (two plugins claim one), unknown-plugin (a setting names one that provides nothing for it).
    """

    def __init__(self, message: Message, code: str = "broken") -> None:
        super().__init__(message)
        self.code = code

    def __reduce__(self) -> tuple[type["PluginError"], tuple[Message, str]]:
        return PluginError, (self.message, self.code)


class AuditError(CheckerError):
    """A problem that stops an audit."""


@dataclass(frozen=True, slots=True, order=True)
class PackMistake:
    """A mistake in a pack file: its place, counted from 1, the path of keys, and the reason."""

    file: str
    line: int
    column: int
    path: str
    message: str

    def __str__(self) -> str:
        place = f"{self.file}:{self.line}:{self.column}: "
        return f"{place}{self.path}: {self.message}" if self.path else f"{place}{self.message}"


class PackError(CheckerError):
    """All mistakes of rule packs, one line each, in the order of their places."""

    def __init__(self, mistakes: Sequence[PackMistake]) -> None:
        self.mistakes = tuple(sorted(set(mistakes)))
        super().__init__(join_messages(self.mistakes, "\n"))

    def __reduce__(self) -> tuple[type["PackError"], tuple[Sequence[PackMistake]]]:
        return PackError, (self.mistakes,)


class ReadError(CheckerError):
    """A submission that cannot be read.

    Codes: unreadable, encrypted, no-text-layer, garbled-text, wrong-format, too-large, timeout, not-this-kind.
    """

    def __init__(self, code: str, message: Message) -> None:
        super().__init__(message)
        self.code = code

    def __reduce__(self) -> tuple[type["ReadError"], tuple[str, Message]]:
        return ReadError, (self.code, self.message)


class OutOfTime(BaseException):
    """The time for a submission is up; a BaseException, so that no reader or check swallows it by accident.

    A reader may catch it to keep finished pages, and must then add a note “timeout” that names the missing ones.
    """
