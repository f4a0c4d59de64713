"""Changed copies of submissions, made in protected children and written whole or not at all."""

import os
import shutil
from base64 import b64decode, b64encode
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager
from dataclasses import field
from datetime import UTC, datetime
from pathlib import Path
from typing import TypeVar

import click

from checker.cli.judging import Judging, death_message
from checker.cli.policy import Policy
from checker.cli.setup import Setup, language, pack_option, previous_option
from checker.containment import contained, raised
from checker.documents.readers import Progress, silent
from checker.documents.submissions import content
from checker.errors import PluginError, ReadError, UsageError, reason_of
from checker.formats import Annotator, Fixer
from checker.guard.children import ChildDeath, Children, can_fork
from checker.guard.frames import Frame
from checker.judging.marks import marks
from checker.judging.reports import Report
from checker.judging.rules import Severity
from checker.lazy_dataclasses import dataclass
from checker.messages import Message, Messages

_ = Messages(__package__)

Command = TypeVar("Command", bound=Callable[..., object])
About = Mapping[str, object]


def copying(command: Command) -> Command:
    """Add the argument and the options of a command that writes copies."""
    options = (
        click.argument("paths", nargs=-1, required=True, metavar="FILE...", type=click.Path(path_type=Path)),
        click.option(
            "-o", "--output", metavar="FILE", type=click.Path(path_type=Path),
            help="The copy of a single document [default: beside it, with an ending that tells it apart].",
        ),
        click.option("--force", is_flag=True, help="Replace a copy that exists already."),
        click.option(
            "--date", "when", type=click.DateTime(["%Y-%m-%d", "%Y-%m-%dT%H:%M:%S"]),
            help="The date of comments and changes [default: now]; the same date gives the same bytes.",
        ),
        previous_option,
        pack_option,
        language,
    )  # fmt: skip

    for option in reversed(options):
        command = option(command)
    return command


def judged(
    setup: Setup, paths: Sequence[Path], pack: str | None, previous: Path | None
) -> tuple[Judging, Sequence[Report]]:
    """Judge submissions with their fixes; report on stderr what is wrong with files of waivers."""
    policy = Policy(setup, flags={"pack": pack} if pack else {})
    policy.use_packs(paths)
    engine = setup.app.engine(pack, fixes=True, readers=policy.readers(paths))
    judging = Judging(setup, policy, engine, previous, limits=setup.limits())
    reports = policy.waived(tuple(judging.reports(paths)), paths)
    for waivers in reports[len(paths) :]:
        for finding in waivers.findings:
            setup.log(_("{path}: {problem}", path=waivers.path, problem=finding.problem.message))
    return judging, reports[: len(paths)]


@dataclass(frozen=True)
class Copy:
    """A copy of a submission, and how many changes and marks it has."""

    content: bytes
    about: About = field(default_factory=dict)


@dataclass(frozen=True)
class Copies:
    """Copies that `make` makes of the submissions of reports; each is written to the path that `targets` names."""

    setup: Setup
    targets: Mapping[str, Path]
    make: Callable[[Report], Copy]

    def announced(self, reports: Sequence[Report], line: Callable[[Path, About], Message]) -> bool:
        """Write the copies, with a line on stdout for each; return whether all were written."""
        complete = True
        for report, about in self.write(reports):
            if isinstance(about, Message):
                complete = False
                self.setup.log(_("{path}: {problem}", path=report.path, problem=about))
            else:
                click.echo(self.setup.render(line(self.targets[report.path], about)))
        return complete

    def write(self, reports: Sequence[Report]) -> Iterator[tuple[Report, Message | About]]:
        """Write the copies; yield each report with the numbers of its copy, or with what went wrong."""
        orders = [report for report in reports if report.failure is None]

        def work(task: int, _progress: Progress) -> Frame:
            return self._frame(orders[task])

        copied = (
            Children(work, len(orders), 1, self.setup.limits())
            if can_fork()
            else ((task, work(task, silent)) for task in range(len(orders)))
        )
        done = {orders[task].path: self._saved(orders[task], result) for task, result in copied}
        for report in reports:
            yield report, report.failure.message if report.failure is not None else done[report.path]

    def _frame(self, report: Report) -> Frame:
        try:
            copy = self.make(report)
        except (ReadError, PluginError) as error:
            return {"problem": error.message.render(self.setup.effective_language)}
        return {"copy": b64encode(copy.content).decode("ascii"), "about": copy.about}

    def _saved(self, report: Report, result: Frame | ChildDeath) -> Message | About:
        if isinstance(result, ChildDeath):
            return death_message(result)
        if "problem" in result:
            return _("{problem}", problem=str(result["problem"]))
        replace_file(self.targets[report.path], b64decode(str(result["copy"]), validate=True))
        about = result["about"]
        assert isinstance(about, dict), "an object was sent"
        return about


def new_targets(
    paths: Sequence[Path], output: Path | None, ending: str, *, force: bool
) -> Mapping[str, Path]:
    """Name the copies of submissions: `output`, or the name with an ending beside each; raise UsageError for taken ones."""
    if output is not None and len(paths) > 1:
        raise UsageError(_("--output works with exactly one document; {count} were given", count=len(paths)))
    if output is not None and output.suffix.lower() != paths[0].suffix.lower():
        raise UsageError(
            _("the copy of a {suffix} file is one, too: end --output with {suffix}", suffix=paths[0].suffix)
        )
    targets = {path.as_posix(): output or path.with_stem(path.stem + ending) for path in paths}
    for path, target in zip(paths, targets.values(), strict=True):
        if not target.exists():
            continue
        if path.exists() and target.samefile(path):
            raise UsageError(_("{path} would be replaced by its own copy; name another file", path=target))
        if not force:
            raise UsageError(
                _("{path} already exists: --force replaces it, --output FILE names another file", path=target)
            )
    return targets


def marked(setup: Setup, threshold: Severity | None, when: datetime | None) -> Callable[[Report], Copy]:
    """Return what makes copies with a mark at each place to correct."""

    def make(report: Report) -> Copy:
        found = tuple(marks(report, threshold, setup.language))
        annotator = annotator_of(setup, Path(report.path))
        with part_of_plugin(_("annotator {name}", name=annotator.name)):
            return Copy(annotator.annotate(content(Path(report.path)), found, when), {"marks": len(found)})
        raise AssertionError("either returned or raised")

    return make


def annotator_of(setup: Setup, path: Path) -> Annotator:
    """Return the annotator of a file; raise UsageError where there is none."""
    found = setup.host.annotator_of(path.suffix)
    if found is None:
        raise UsageError(
            _("{path} cannot be marked: copies are marked as {suffixes}; save it in one of these formats",
              path=path, suffixes=suffixes_of(setup.host.annotators.values()))
        )  # fmt: skip
    return found


def suffixes_of(parts: Iterable[Annotator | Fixer]) -> tuple[str, ...]:
    """List the suffixes of the files that annotators or fixers know."""
    return tuple(sorted({suffix for part in parts for suffix in part.suffixes}))


def part_of_plugin(part: Message) -> AbstractContextManager[None]:
    """Contain the code of a plugin's part; what it raises is a ReadError of its own, or an error that names it."""

    def failure(error: BaseException) -> Exception:
        if isinstance(error, ReadError):
            return error
        return PluginError(_("{part} {fault}", part=part, fault=raised(error).message))

    return contained(failure)


def replace_file(path: Path, written: bytes) -> None:
    """Write a file whole or not at all; raise UsageError if that fails."""
    temporary = path.with_name(f".{path.name}.{os.getpid()}")
    try:
        temporary.write_bytes(written)
        if path.exists():
            shutil.copymode(path, temporary)
        temporary.replace(path)
    except OSError as error:
        temporary.unlink(missing_ok=True)
        raise UsageError(_("cannot write {path}: {reason}", path=path, reason=reason_of(error))) from error


def date_of_marks(option: datetime | None) -> datetime:
    """Return the date that marks get: the one given, that of SOURCE_DATE_EPOCH, else now."""
    if option is not None:
        return option
    epoch = os.environ.get("SOURCE_DATE_EPOCH", "")
    if epoch.isdecimal():
        return datetime.fromtimestamp(int(epoch), UTC)
    return datetime.now().astimezone()
