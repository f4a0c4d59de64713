"""Submissions judged in protected children, each by the pack and in the language that its configuration asks for."""

import gc
import os
import signal
import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from types import FrameType
from typing import TypeVar

from checker.cli.policy import Policy
from checker.cli.setup import Setup
from checker.documents.readers import Progress
from checker.documents.submissions import content
from checker.errors import OutOfTime, ReadError, UsageError
from checker.forms.filing import Filing
from checker.guard.children import ChildDeath, Children, can_fork
from checker.guard.frames import Frame
from checker.guard.limits import DEFAULT, ChildLimits
from checker.guard.time_limit import STALL, TOTAL, limited
from checker.judging.engine import Engine
from checker.judging.report_json import report_from_json, report_to_json
from checker.judging.reports import Failure, Report
from checker.lazy_dataclasses import dataclass
from checker.messages import Message, Messages

_ = Messages(__package__)

T = TypeVar("T")

_UNUSABLE = "previous"  # code of the report whose --previous cannot be used
_FILES_PER_JOB = 5  # each child compiles patterns of its own first, which costs as much as a few files


@dataclass(frozen=True, slots=True)
class _Order:
    """A submission to be judged: with which engine, and in which language it is reported ("" for the pack's own)."""

    path: Path
    engine: Engine
    language: str


@dataclass
class Judging:
    """Judge submissions; `interrupted` is the exit code of an interrupted run, else 0.

    Each is read and judged in a child process with limits (in this process where the system cannot fork). One that
    cannot be judged has a report that says so; so have those that an interrupt has left over.
    """

    setup: Setup
    policy: Policy
    engine: Engine
    previous: Path | None = None
    read: Callable[[Path], bytes] = content
    limits: ChildLimits = DEFAULT
    jobs: int | None = None
    interrupted: int = 0

    def reports(self, paths: Sequence[Path]) -> Iterator[Report]:
        """Iterate over the reports, in the order of the submissions."""
        if self.previous is not None and len(paths) > 1:
            count = len(paths)
            raise UsageError(_("--previous works with exactly one report; {count} were given", count=count))
        orders = [
            self._order(path) for path in paths
        ]  # with what is wrong with configurations, before any work
        judged = self._in_children(orders) if can_fork() else enumerate(map(self._judged, orders))
        ready: dict[int, Report] = {}
        following = 0
        with _terminated_like_interrupted():
            try:
                for task, report in _watched(judged, len(orders)):
                    ready[task] = report
                    while following in ready:
                        yield self._in_language(ready.pop(following), orders[following])
                        following += 1
            except KeyboardInterrupt as interrupt:
                self.interrupted = interrupt.args[0] if interrupt.args else 130
        for task in range(following, len(orders)):
            yield self._in_language(ready.get(task) or _left_over(orders[task].path), orders[task])

    def _order(self, path: Path) -> _Order:
        language = "" if self.setup.language else self.policy.language(path)
        self.engine.readers(path.suffix)  # raises if two plugins read such files, before any work
        return _Order(path, self.policy.engine(self.engine, path), language)

    def _in_language(self, report: Report, order: _Order) -> Report:
        language = order.language
        if report.failure and not language:
            language = self.setup.language or self._language_of_packs(order.engine)
        return replace(report, language=language) if language else report

    def _language_of_packs(self, engine: Engine) -> str:
        """Choose the language of reports that have no pack: that of all packs in question, else the locale's."""
        languages = {pack.language for pack in ([engine.pack] if engine.pack else engine.packs)}
        return languages.pop() if len(languages) == 1 else self.setup.effective_language

    def report_on(self, path: Path, submission: bytes) -> Report:
        """Judge other content as if it were that of a submission, in this process."""
        engine = self.policy.engine(self.engine, path)
        return engine.check(path.as_posix(), submission, previous=self._previous_filing())

    # --- in children ---

    def _in_children(self, orders: Sequence[_Order]) -> Iterator[tuple[int, Report]]:
        gc.freeze()  # what is loaded stays shared: the children's collector must not touch it
        jobs = self.jobs or min(os.cpu_count() or 1, -(-len(orders) // _FILES_PER_JOB))

        def work(task: int, progress: Progress) -> Frame:
            return {"report": report_to_json(self._judged(orders[task], progress))}

        for task, result in Children(work, len(orders), jobs, self.limits):
            yield task, self._report(orders[task], result)

    def _report(self, order: _Order, result: Frame | ChildDeath) -> Report:
        if isinstance(result, ChildDeath):
            return Report(
                order.path.as_posix(), failure=Failure(result.code, death_message(result, self.limits))
            )
        packs = (*order.engine.packs, *([order.engine.pack] if order.engine.pack else []))
        rules = {pack.id: pack.rules for pack in packs}
        try:
            report = report_from_json(result["report"], rules)
        except (ValueError, KeyError, TypeError, RecursionError):
            reason = death_message(ChildDeath("crashed", "not a report"))
            return Report(order.path.as_posix(), failure=Failure("crashed", reason))
        if report.failure and report.failure.code == _UNUSABLE:
            raise UsageError(report.failure.message)
        return report

    # --- one submission ---

    def _judged(self, order: _Order, progress: Progress | None = None) -> Report:
        name = order.path.as_posix()
        try:
            previous = self._previous_filing()
            limits = self.limits
            with limited(limits.page, limits.cpu, kill=progress is not None) as renew:

                def both(done: int, total: int | None) -> None:
                    renew(done, total)
                    if progress is not None:
                        progress(done, total)

                return order.engine.check(name, self.read(order.path), both, previous)
        except OutOfTime:
            return Report(name, failure=Failure("timeout", _late(self.limits)))
        except UsageError as error:
            return Report(name, failure=Failure(_UNUSABLE, error.message))
        except ReadError as error:
            return Report(name, failure=Failure(error.code, error.message))
        except MemoryError:
            return Report(name, failure=Failure("too-large", death_message(ChildDeath("too-large"))))
        except Exception as error:  # noqa: BLE001  # one submission must not take the others' reports with it
            reason = _("the checker broke down: {kind}: {error}", kind=type(error).__name__, error=str(error))
            return Report(name, failure=Failure("unreadable", reason))

    def _previous_filing(self) -> Filing | None:
        """Read the report of the year before."""
        path = self.previous
        if path is None:
            return None
        try:
            with limited(self.limits.page, self.limits.cpu):
                return self.engine.filing(path.as_posix(), content(path))
        except (ReadError, OutOfTime) as error:
            reason = error.message if isinstance(error, ReadError) else _late(self.limits)
            raise UsageError(
                _("the previous report {path} cannot be used: {reason}", path=path, reason=reason)
            ) from error


def _left_over(path: Path) -> Report:
    message = _("the run was interrupted before this document was judged")
    return Report(path.as_posix(), failure=Failure("interrupted", message))


def _late(limits: ChildLimits) -> Message:
    return _(
        "no page was done in {stall} seconds of computing time, or {total} were over in all",
        stall=f"{limits.page or STALL:g}",
        total=f"{limits.cpu or TOTAL:g}",
    )


def death_message(death: ChildDeath, limits: ChildLimits = DEFAULT) -> Message:
    """Return why a child did not deliver."""
    match death.code:
        case "timeout":
            return _late(limits)
        case "too-large":
            return _("needs more memory to be read than there is")
        case _:
            return _("the process that read it crashed: {detail}", detail=death.detail)


@contextmanager
def _terminated_like_interrupted() -> Iterator[None]:
    """Let SIGTERM end the run as Ctrl-C does, so that what is done is reported."""

    def terminate(number: int, _frame: FrameType | None) -> None:
        raise KeyboardInterrupt(128 + number)

    before = signal.signal(signal.SIGTERM, terminate)
    try:
        yield
    finally:
        signal.signal(signal.SIGTERM, before)


def _watched(reports: Iterable[T], total: int) -> Iterable[T]:
    """Show progress on stderr while several submissions are judged, on a terminal only."""
    if total < 2 or not sys.stderr.isatty():
        return reports
    return _with_bar(reports, total)


def _with_bar(reports: Iterable[T], total: int) -> Iterator[T]:
    from rich.console import Console
    from rich.progress import Progress as Bar

    with Bar(console=Console(stderr=True), transient=True, auto_refresh=False) as bar:  # no thread: we fork
        task = bar.add_task("", total=total)
        for report in reports:
            bar.advance(task)
            bar.refresh()
            yield report
