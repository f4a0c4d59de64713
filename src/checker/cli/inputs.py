"""The inputs of `checker check`: files, folders, standard input, or the files of a change."""

import os
import sys
from collections.abc import Callable, Collection, Iterable, Iterator
from dataclasses import field
from pathlib import Path
from typing import TYPE_CHECKING

from checker.cli.files import Log, find_submissions
from checker.cli.policy import absolute
from checker.documents.submissions import content, is_submission, may_be_disguised, misnamed, opened, piped
from checker.errors import ReadError, UsageError
from checker.lazy_dataclasses import dataclass
from checker.messages import Message, Messages

_ = Messages(__package__)

if TYPE_CHECKING:
    from checker.cli.git import Changed
    from checker.plugins import Host

STDIN = Path("-")


@dataclass(frozen=True)
class Inputs:
    """The submissions to judge; `named` are given explicitly, the others were found.

    `stdin` is the name of the one on standard input; `refused` are not read, each with the reason. `disguised` are
    documents under the name of something else, each with the suffix that it should have.
    """

    paths: tuple[Path, ...]
    named: frozenset[Path] = frozenset()
    stdin: Path | None = None
    refused: dict[Path, Message] = field(default_factory=dict)
    disguised: dict[Path, str] = field(default_factory=dict)

    def read(self, path: Path) -> bytes:
        """Read a submission; raise ReadError."""
        if path == self.stdin:
            return piped(sys.stdin.buffer)
        if path in self.refused:
            raise ReadError("unreadable", self.refused[path])
        if path in self.disguised:
            raise misnamed(self.disguised[path])
        if path not in self.named and _is_link_to_outside(path):
            raise ReadError("unreadable", _("is a symbolic link to a file outside its repository"))
        return content(path)


class Kinds:
    """The files that are documents: by their suffix, or by their content under the name of something else."""

    def __init__(self, host: "Host") -> None:
        self.suffixes = frozenset(host.suffixes)
        self.found: dict[Path, str] = {}
        self._host = host

    def disguised(self, path: Path) -> bool:
        """Return whether a file that has no suffix of a reader is a document; remember it."""
        if not may_be_disguised(path, self.suffixes):
            return False
        try:
            with opened(path) as file:
                suffix = self._host.disguised(file)
        except ReadError:
            return False
        if suffix:
            self.found[path] = suffix
        return bool(suffix)

    def known(self, path: Path) -> bool:
        """Return whether a file is a document."""
        return is_submission(path, self.suffixes) or self.disguised(path)


def named_inputs(
    paths: Iterable[Path],
    stdin: Path | None,
    kinds: Kinds,
    log: Log,
    excluded: Callable[[Path], bool],
    *,
    skip_others: bool = False,
) -> Inputs:
    """Return the submissions given by path; “-” is standard input with the name `stdin`.

    With `skip_others`, files that are no documents are passed over in silence.
    """
    named = tuple(paths)
    if (STDIN in named) != (stdin is not None):
        raise UsageError(_("“-” (standard input) and --stdin-name NAME must be used together"))
    if stdin in named:
        raise UsageError(_("{path} is given twice", path=stdin))
    given = [path for path in named if path != STDIN]
    found = find_submissions(given, kinds.suffixes, log, excluded, kinds.disguised, skip_others=skip_others)
    if skip_others:
        found = tuple(path for path in found if kinds.known(path) or path.is_dir())
    else:
        for path in given:
            kinds.disguised(path)
    piped_in = () if stdin is None else (stdin,)
    return Inputs((*piped_in, *found), frozenset((*piped_in, *named)), stdin, disguised=kinds.found)


def changed_inputs(reference: str, paths: Iterable[Path], kinds: Kinds) -> Inputs:
    """Return the files at or below `paths` that differ from the merge base with a reference."""
    from checker.cli import git

    wanted = tuple(paths) or (Path(),)
    for path in wanted:
        if not os.path.lexists(path):
            raise UsageError(_("no such file or directory: {path}", path=path))
    changed = {file.path: file.mode for file in _within(git.changed(reference, Path.cwd()), wanted)}
    submodules = {_relative(path) for path, mode in changed.items() if mode == git.SUBMODULE}
    found = {_relative(path) for path in changed if kinds.known(_relative(path))}
    reason = _("is a submodule; its changes cannot be read here")
    refused = dict.fromkeys(submodules, reason)
    return Inputs(tuple(sorted(found | submodules)), refused=refused, disguised=kinds.found)


def _within(changes: "Iterable[Changed]", wanted: Collection[Path]) -> "Iterator[Changed]":
    roots = tuple(map(absolute, wanted))
    return (file for file in changes if any(file.path.is_relative_to(root) for root in roots))


def _relative(path: Path) -> Path:
    return Path(os.path.relpath(path))


def _is_link_to_outside(path: Path) -> bool:
    if not path.is_symlink():
        return False
    from checker.cli import git

    home = git.repository(absolute(path).parent)
    return home is not None and not path.resolve().is_relative_to(home.resolve())
