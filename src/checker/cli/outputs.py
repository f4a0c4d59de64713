"""The files that `--out` names: checked before anything is judged, written whole or not at all."""

import os
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path

from checker.app import unknown
from checker.cli.setup import Setup
from checker.containment import ContainedError, contained_items, raised
from checker.errors import PluginError, UsageError, reason_of
from checker.formats import Reporter, Style
from checker.judging.reports import Report
from checker.lazy_dataclasses import dataclass
from checker.messages import Messages

_ = Messages(__package__)


@dataclass(frozen=True, slots=True)
class Output:
    """A report by one reporter of a plugin, and the file that it goes to."""

    reporter: Reporter
    plugin: str
    path: Path

    @classmethod
    def named(cls, setup: Setup, word: str, submissions: Sequence[Path]) -> "Output":
        """Return the output that a word such as json:report.json names; raise UsageError for one that cannot be written."""
        name, colon, file = word.partition(":")
        if not colon or not file:
            raise UsageError(_("--out must be NAME:FILE, not “{word}”", word=word))
        path = Path(file)
        if any(_same(path, submission) for submission in submissions):
            raise UsageError(_("--out would overwrite the submission {path}", path=path))
        _refuse_unwritable(path)
        return cls(reporter_named(setup, name), setup.host.owner("register_reporters", name), path)

    def save(self, reports: Sequence[Report], style: Style) -> None:
        """Write the report without colours."""
        from checker.cli.copies import replace_file

        text = "".join(written(self.reporter, self.plugin, reports, replace(style, color=False)))
        content = text.encode("utf-8", "backslashreplace")
        if not self.path.exists() or self.path.is_file():
            replace_file(Path(os.path.realpath(self.path)), content)
            return
        try:
            self.path.write_bytes(content)  # a pipe or a device
        except OSError as error:
            raise UsageError(
                _("cannot write {path}: {reason}", path=self.path, reason=reason_of(error))
            ) from error


def reporter_named(setup: Setup, name: str) -> Reporter:
    """Return a reporter; raise UsageError for an unknown one."""
    reporters = setup.host.reporters
    if name not in reporters:
        raise unknown(_("unknown reporter “{name}”", name=name), name, reporters)
    return reporters[name]


def written(reporter: Reporter, plugin: str, reports: Sequence[Report], style: Style) -> Iterator[str]:
    """Yield the text of a reporter in pieces; raise PluginError if it fails."""

    def fault(error: BaseException) -> PluginError:
        part = _("reporter {name} of plugin {plugin}", name=reporter.name, plugin=plugin)
        return PluginError(_("{part} {fault}", part=part, fault=raised(error).message))

    for piece in contained_items(lambda: reporter.write(reports, style), fault):
        if not isinstance(piece, str):
            raise fault(ContainedError(_("yielded {kind}, not text", kind=type(piece).__name__)))
        yield piece


def _refuse_unwritable(path: Path) -> None:
    folder = Path(os.path.realpath(path)).parent
    if path.is_dir():
        raise UsageError(_("cannot write {path}: it is a folder", path=path))
    if not folder.is_dir():
        raise UsageError(_("cannot write {path}: there is no folder {folder}", path=path, folder=folder))
    if not os.access(path if path.exists() else folder, os.W_OK):
        raise UsageError(_("cannot write {path}: permission denied", path=path))


def _same(one: Path, other: Path) -> bool:
    try:
        return one.samefile(other)
    except OSError:  # one of them does not exist or may not be accessed
        return False
