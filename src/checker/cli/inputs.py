"""What `checker check` is given to judge: files, folders, standard input, or what a change touches."""

import os
import sys
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from checker.cli import git
from checker.cli.files import Tell, find_submissions
from checker.cli.policy import absolute
from checker.documents.submissions import content, is_submission, piped
from checker.errors import ReadError, UsageError
from checker.messages import Message, Messages

_ = Messages(__package__)

STDIN = Path("-")


@dataclass(frozen=True)
class Intake:
    """The submissions that are wanted; `named` are those that somebody named, the others were found.

    `stdin` is the name of the one that is piped in.
    """

    paths: tuple[Path, ...]
    named: frozenset[Path] = frozenset()
    stdin: Path | None = None
    refused: dict[Path, Message] = field(default_factory=dict)

    def read(self, path: Path) -> bytes:
        """Read a submission once and whole; raise ReadError."""
        if path == self.stdin:
            return piped(sys.stdin.buffer)
        if path in self.refused:
            raise ReadError("unreadable", self.refused[path])
        if path not in self.named and _leads_out(path):
            raise ReadError("unreadable", _("is a symbolic link that leads out of its repository"))
        return content(path)


def taken(paths: Iterable[Path], stdin: Path | None, suffixes: Collection[str], tell: Tell) -> Intake:
    """Take in what is named; “-” is standard input, called `stdin`."""
    named = tuple(paths)
    if (STDIN in named) != (stdin is not None):
        raise UsageError(_("“-”, standard input, and --stdin-name NAME need each other"))
    if stdin in named:
        raise UsageError(_("{path} is named twice", path=stdin))
    found = find_submissions((path for path in named if path != STDIN), suffixes, tell)
    piped_in = () if stdin is None else (stdin,)
    return Intake((*piped_in, *found), frozenset((*piped_in, *named)), stdin)


def touched(reference: str, paths: Iterable[Path], suffixes: Collection[str]) -> Intake:
    """Take in what differs from where the work tree left a reference, as far as it is named or below what is."""
    wanted = tuple(paths) or (Path(),)
    for path in wanted:
        if not os.path.lexists(path):
            raise UsageError(_("no such file or directory: {path}", path=path))
    changed = {file.path: file.mode for file in _within(git.changed(reference, Path.cwd()), wanted)}
    submodules = {_relative(path) for path, mode in changed.items() if mode == git.SUBMODULE}
    found = {_relative(path) for path in changed if is_submission(path, suffixes)}
    reason = _("is a submodule: what changed in it is not here to be read")
    return Intake(tuple(sorted(found | submodules)), refused=dict.fromkeys(submodules, reason))


def _within(changes: Iterable[git.Changed], wanted: Collection[Path]) -> Iterator[git.Changed]:
    roots = tuple(map(absolute, wanted))
    return (file for file in changes if any(file.path.is_relative_to(root) for root in roots))


def _relative(path: Path) -> Path:
    return Path(os.path.relpath(path))


def _leads_out(path: Path) -> bool:
    home = git.repository(absolute(path).parent) if path.is_symlink() else None
    return home is not None and not path.resolve().is_relative_to(home.resolve())
