"""Marked copies of submissions, made in protected children and written whole or not at all."""

import os
from base64 import b64decode, b64encode
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from checker.cli.judging import death_message
from checker.cli.setup import Setup
from checker.containment import contained, raised
from checker.documents.readers import Progress, silent
from checker.documents.submissions import content
from checker.errors import PluginError, ReadError, UsageError
from checker.formats import Annotator
from checker.guard.children import ChildDeath, Children, can_fork
from checker.guard.frames import Frame
from checker.guard.limits import DEFAULT
from checker.judging.marks import marks
from checker.judging.reports import Report
from checker.judging.rules import Severity
from checker.messages import Message, Messages

_ = Messages(__package__)


@dataclass(frozen=True)
class MarkedCopies:
    """Copies of submissions with marks from `threshold` on, dated `when`; each goes to the path that `targets` names."""

    setup: Setup
    targets: Mapping[str, Path]
    threshold: Severity | None
    when: datetime | None

    def write(self, reports: Sequence[Report]) -> Iterator[tuple[Report, Message | None]]:
        """Write the copies; yield each report with what went wrong, in the order of the reports."""
        orders = [report for report in reports if report.failure is None]

        def work(task: int, _progress: Progress) -> Frame:
            return self._copy(orders[task])

        done: dict[str, Message | None] = {
            report.path: report.failure.message for report in reports if report.failure is not None
        }
        copied = (
            Children(work, len(orders), 1, DEFAULT)
            if can_fork()
            else ((task, work(task, silent)) for task in range(len(orders)))
        )
        for task, result in copied:
            done[orders[task].path] = self._saved(orders[task], result)
        yield from ((report, done[report.path]) for report in reports)

    def _copy(self, report: Report) -> Frame:
        annotator = self.annotator(Path(report.path))
        part = _("annotator {name}", name=annotator.name)

        def broken(error: BaseException) -> Exception:
            if isinstance(error, ReadError):
                return error
            return PluginError(_("{part} {fault}", part=part, fault=raised(error).message))

        found = tuple(marks(report, self.threshold, self.setup.language))
        try:
            with contained(broken):
                copy = annotator.annotate(content(Path(report.path)), found, self.when)
        except (ReadError, PluginError) as error:
            return {"problem": error.message.render(self.setup.effective_language)}
        return {"copy": b64encode(copy).decode("ascii")}

    def annotator(self, path: Path) -> Annotator:
        """Return the annotator of a file; raise UsageError where there is none."""
        found = self.setup.host.annotator_of(path.suffix)
        if found is None:
            known = sorted({s for one in self.setup.host.annotators.values() for s in one.suffixes})
            raise UsageError(
                _("{path} cannot be marked: copies are marked as {suffixes}; save it in one of these formats",
                  path=path, suffixes=tuple(known))
            )  # fmt: skip
        return found

    def _saved(self, report: Report, result: Frame | ChildDeath) -> Message | None:
        if isinstance(result, ChildDeath):
            return death_message(result)
        if "problem" in result:
            return _("{problem}", problem=str(result["problem"]))
        replace_file(self.targets[report.path], b64decode(str(result["copy"]), validate=True))
        return None


def replace_file(path: Path, written: bytes) -> None:
    """Write a file whole or not at all; raise UsageError if that fails."""
    temporary = path.with_name(f".{path.name}.{os.getpid()}")
    try:
        temporary.write_bytes(written)
        temporary.replace(path)
    except OSError as error:
        temporary.unlink(missing_ok=True)
        raise UsageError(_("cannot write {path}: {reason}", path=path, reason=error.strerror)) from error


def date_of_marks(option: datetime | None) -> datetime:
    """Return the date that marks get: the one given, that of SOURCE_DATE_EPOCH, else now."""
    if option is not None:
        return option
    epoch = os.environ.get("SOURCE_DATE_EPOCH", "")
    if epoch.isdecimal():
        return datetime.fromtimestamp(int(epoch), UTC)
    return datetime.now().astimezone()
