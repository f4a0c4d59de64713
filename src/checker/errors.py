"""What can go wrong that a user can act on.

CheckerError
├── UsageError      a path, option or name given on the command line
├── ConfigError     a configuration file, a file of waivers or a baseline that cannot be used
├── PackError       a rule pack with mistakes, all of them, as file:line:column
├── PluginError     a plugin that does not load, or two that claim one name
├── AuditError      an audit that cannot be made or kept: its roster, its store or its workers
└── ReadError       a submission that cannot be read; has a stable code

BaseException
└── OutOfTime       the time for a submission is up: no CheckerError, no reader or check may swallow it
"""

from collections.abc import Sequence
from dataclasses import dataclass

from checker.messages import Message


class CheckerError(Exception):
    """Stop, and tell the user why; the command line turns it into exit code 2."""

    def __init__(self, message: Message) -> None:
        super().__init__(message)
        self.message = message

    def __str__(self) -> str:
        return str(self.message)


class UsageError(CheckerError):
    """Say which argument cannot be used."""


class ConfigError(CheckerError):
    """Name the file, the key and what is wrong with it."""


class PluginError(CheckerError):
    """Name the plugin that is at fault.

    Codes: broken (its own code failed), wrong-part (it provides what the host cannot use), same-name and
    same-suffix (two plugins claim one), unknown-plugin (a setting names one that provides nothing for it).
    """

    def __init__(self, message: Message, code: str = "broken") -> None:
        super().__init__(message)
        self.code = code

    def __reduce__(self) -> tuple[type["PluginError"], tuple[Message, str]]:
        return PluginError, (self.message, self.code)


class AuditError(CheckerError):
    """Say what keeps an audit from going on."""


@dataclass(frozen=True, slots=True, order=True)
class PackMistake:
    """What an author must correct in a pack file: where, counted from 1, at which key, and why."""

    file: str
    line: int
    column: int
    path: str
    message: str

    def __str__(self) -> str:
        place = f"{self.file}:{self.line}:{self.column}: "
        return f"{place}{self.path}: {self.message}" if self.path else f"{place}{self.message}"


class PackError(CheckerError):
    """Carry every mistake of rule packs, one line each, in the order of their places."""

    def __init__(self, mistakes: Sequence[PackMistake]) -> None:
        self.mistakes = tuple(sorted(set(mistakes)))
        lines = {f"line{number}": str(mistake) for number, mistake in enumerate(self.mistakes)}
        super().__init__(Message("\n".join(f"{{{name}}}" for name in lines), tuple(lines.items())))

    def __reduce__(self) -> tuple[type["PackError"], tuple[Sequence[PackMistake]]]:
        return PackError, (self.mistakes,)


class ReadError(CheckerError):
    """Say why a submission cannot be read.

    Codes: unreadable, encrypted, no-text-layer, garbled-text, wrong-format, too-large, timeout, not-this-kind.
    """

    def __init__(self, code: str, message: Message) -> None:
        super().__init__(message)
        self.code = code

    def __reduce__(self) -> tuple[type["ReadError"], tuple[str, Message]]:
        return ReadError, (self.code, self.message)


class OutOfTime(BaseException):
    """Say that the time for a submission is up: not a CheckerError, so that no reader or check may swallow it.

    A reader may catch it to keep the pages that are done, and must say in a note “timeout” which are not.
    """
