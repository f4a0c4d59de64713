"""`checker check`: judge submissions, write reports."""

import os
import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from pathlib import Path

import click

from checker.app import unknown
from checker.cli.inputs import Intake, taken, touched
from checker.cli.policy import Policy, Sources, configured
from checker.cli.setup import Setup, governing, language
from checker.config import THRESHOLDS
from checker.containment import ContainedError, contained_items, raised
from checker.documents.submissions import content
from checker.errors import OutOfTime, PluginError, ReadError, UsageError
from checker.formats import Reporter, Style
from checker.forms.filing import Filing
from checker.guard.time_limit import STALL, TOTAL, limited
from checker.judging.baselines import read_baseline
from checker.judging.engine import Engine
from checker.judging.reports import Failure, Report
from checker.judging.rules import Severity
from checker.messages import Message, Messages

_ = Messages(__package__)


@dataclass(frozen=True, slots=True)
class _Output:
    reporter: Reporter
    plugin: str
    path: Path


@click.command("check")
@click.argument("paths", nargs=-1, metavar="PATH...", type=click.Path(path_type=Path))
@click.option(
    "--stdin-name",
    "stdin",
    metavar="NAME",
    type=click.Path(path_type=Path),
    help="What the document that PATH “-” reads from standard input is called, and where it would lie.",
)
@click.option(
    "--changed-from",
    "reference",
    metavar="REF",
    help="Only what differs from where the work tree left this branch or commit; PATH defaults to “.”.",
)
@click.option(
    "--exclude", multiple=True, metavar="GLOB", help="Leave these out of what is found. Repeatable."
)
@governing
@click.option(
    "--previous",
    metavar="FILE",
    type=click.Path(path_type=Path),
    help="The same body's report of the year before: figures carried over are compared.",
)
@click.option(
    "--convert",
    is_flag=True,
    help="Let LibreOffice convert old and foreign files (.doc, .wps, .rtf, .odt) first.",
)
@click.option(
    "--ocr", is_flag=True, help="Let Tesseract read scanned pages; a person must look at its findings."
)
@click.option(
    "--format", "name", default="text", show_default=True, metavar="NAME", help="Reporter for stdout."
)
@click.option(
    "--out", multiple=True, metavar="NAME:FILE", help="Write this report to a file, too. Repeatable."
)
@click.option(
    "--fail-on",
    type=click.Choice(THRESHOLDS),
    help="Severity from which a finding counts for the exit code [default: the configuration's, error].",
)
@configured
@click.option(
    "--baseline",
    type=click.Path(path_type=Path),
    metavar="FILE",
    help="Findings that `checker baseline write` put there are known and do not count.",
)
@click.option("--no-waivers", is_flag=True, help="Let findings count that a checker-waivers.toml accepts.")
@click.option("--color", type=click.Choice(["auto", "always", "never"]), default="auto", show_default=True)
@language
@click.pass_obj
def command(
    setup: Setup,
    *,
    paths: tuple[Path, ...],
    stdin: Path | None,
    reference: str | None,
    exclude: tuple[str, ...],
    pack: str | None,
    previous: Path | None,
    convert: bool,
    ocr: bool,
    name: str,
    out: tuple[str, ...],
    fail_on: str | None,
    config: Path | None,
    trusted: Path | None,
    words: tuple[str, ...],
    baseline: Path | None,
    no_waivers: bool,
    color: str,
) -> int:
    """Check documents, and all known documents below directories, except what git ignores.

    Exit code: 0 no finding at or above --fail-on, 1 findings, 2 usage, configuration,
    or a document that could not be read.
    """
    flags = {key: value for key, value in (("pack", pack), ("fail_on", fail_on)) if value}
    policy = Policy(setup, Sources(config, trusted, words, exclude), flags)
    known = read_baseline(baseline, baseline.as_posix()) if baseline else None
    reporter = _reporter(setup, name)
    intake = _intake(setup, paths, stdin, reference)
    submissions = policy.included(intake.paths, intake.named)
    outputs = [_output(setup, word, submissions) for word in out]
    threshold = policy.threshold(submissions)
    engine = setup.engine(pack, convert=convert, ocr=ocr, readers=policy.readers(submissions))
    earlier = _earlier(engine, previous, submissions)
    reports = tuple(governed(setup, policy, engine, _watched(submissions), earlier, read=intake.read))
    if not no_waivers:
        reports = policy.waived(reports, submissions, today())
    if known is not None:
        reports = tuple(map(known.apply, reports))
    style = Style(setup.language, threshold, colored(color))
    for output in outputs:
        _save(output, reports, replace(style, color=False))
    for piece in _written(reporter, _plugin(setup, name), reports, style):
        click.echo(piece, nl=False, color=style.color)
    return exit_code(reports, threshold)


def today() -> date:
    """Return the day on which waivers must be in force."""
    return datetime.now().astimezone().date()


def governed(
    setup: Setup,
    policy: Policy,
    engine: Engine,
    paths: Iterable[Path],
    previous: Filing | None = None,
    *,
    read: Callable[[Path], bytes] = content,
) -> Iterator[Report]:
    """Judge each submission by the pack, the grades and in the language that its configuration wishes."""
    for path in paths:
        own = policy.engine(engine, path)
        wished = "" if setup.language else policy.language(path)
        for report in judge(own, [path], wished or _own_language(setup, own), previous, read=read):
            yield replace(report, language=wished) if wished else report


def judge(
    engine: Engine,
    paths: Iterable[Path],
    spoken: str,
    previous: Filing | None = None,
    *,
    read: Callable[[Path], bytes] = content,
) -> Iterator[Report]:
    """Judge each submission; one that cannot be judged says so in its report, in the language `spoken`."""
    for path in paths:
        report = _judged(engine, path, previous, read)
        yield replace(report, language=spoken) if report.failure else report


def _judged(engine: Engine, path: Path, previous: Filing | None, read: Callable[[Path], bytes]) -> Report:
    name = path.as_posix()
    try:
        with limited() as progress:
            return engine.check(name, read(path), progress, previous)
    except OutOfTime:
        return Report(name, failure=Failure("timeout", _late()))
    except ReadError as error:
        return Report(name, failure=Failure(error.code, error.message))
    except PluginError:  # two plugins read such files: which one does is for the user to say
        raise
    except Exception as error:  # noqa: BLE001  # one submission must not take the others' reports with it
        reason = _("the checker broke down: {kind}: {error}", kind=type(error).__name__, error=str(error))
        return Report(name, failure=Failure("unreadable", reason))


def _earlier(engine: Engine, path: Path | None, submissions: Sequence[Path]) -> Filing | None:
    """Read the report of the year before."""
    if path is None:
        return None
    if len(submissions) > 1:
        raise UsageError(_("--previous needs one report to be checked, not {count}", count=len(submissions)))
    try:
        with limited():
            return engine.filing(path.as_posix(), content(path))
    except (ReadError, OutOfTime) as error:
        reason = error.message if isinstance(error, ReadError) else _late()
        raise UsageError(
            _("the previous report {path} cannot be used: {reason}", path=path, reason=reason)
        ) from error


def _late() -> Message:
    return _("no page was done for {stall} seconds, or {total} were over in all", stall=STALL, total=TOTAL)


def exit_code(reports: Sequence[Report], threshold: Severity | None) -> int:
    """Return 2 where anything could not be read, else 1 where anything failed at the threshold, else 0."""
    if any(report.unread for report in reports):
        return 2
    return 1 if any(report.failing(threshold) for report in reports) else 0


def colored(wish: str) -> bool:
    """Tell whether stdout gets colours: the option, NO_COLOR and FORCE_COLOR, else a terminal."""
    if wish != "auto":
        return wish == "always"
    if os.environ.get("NO_COLOR"):
        return False
    able = sys.stdout.isatty() and os.environ.get("TERM") != "dumb"
    return able or bool(os.environ.get("FORCE_COLOR"))


def _intake(setup: Setup, paths: Sequence[Path], stdin: Path | None, reference: str | None) -> Intake:
    if reference is None:
        if not paths:
            raise click.UsageError("Missing argument 'PATH...'.")
        return taken(paths, stdin, _suffixes(setup), setup.tell)
    if stdin is not None:
        raise UsageError(_("--changed-from and --stdin-name exclude each other"))
    intake = touched(reference, paths, _suffixes(setup))
    if not intake.paths:
        setup.tell(_("no document differs from {reference}", reference=reference))
    return intake


def _suffixes(setup: Setup) -> frozenset[str]:
    return frozenset(suffix for reader in setup.host.readers.values() for suffix in reader.suffixes)


def _own_language(setup: Setup, engine: Engine) -> str:
    """Choose the language of reports that have no pack: that of all packs in question, else the locale's."""
    spoken = {pack.language for pack in ([engine.pack] if engine.pack else engine.packs)}
    return setup.language or (spoken.pop() if len(spoken) == 1 else setup.spoken)


def _reporter(setup: Setup, name: str) -> Reporter:
    reporters = setup.host.reporters
    if name not in reporters:
        raise unknown(_("no reporter is called “{name}”", name=name), name, reporters)
    return reporters[name]


def _plugin(setup: Setup, name: str) -> str:
    return setup.host.owner("register_reporters", name)


def _output(setup: Setup, word: str, submissions: Sequence[Path]) -> _Output:
    name, colon, file = word.partition(":")
    if not colon or not file:
        raise UsageError(_("--out needs NAME:FILE, not “{word}”", word=word))
    path = Path(file)
    if any(_same(path, submission) for submission in submissions):
        raise UsageError(_("--out would overwrite the submission {path}", path=path))
    return _Output(_reporter(setup, name), _plugin(setup, name), path)


def _same(one: Path, other: Path) -> bool:
    try:
        return one.samefile(other)
    except OSError:  # one of them is not there, or may not be looked at
        return False


def _save(output: _Output, reports: Sequence[Report], style: Style) -> None:
    text = "".join(_written(output.reporter, output.plugin, reports, style))
    try:
        output.path.write_text(text, encoding="utf-8", errors="backslashreplace", newline="\n")
    except OSError as error:
        raise UsageError(
            _("cannot write {path}: {reason}", path=output.path, reason=error.strerror)
        ) from error


def _written(reporter: Reporter, plugin: str, reports: Sequence[Report], style: Style) -> Iterator[str]:
    def broken(error: BaseException) -> PluginError:
        part = _("reporter {name} of plugin {plugin}", name=reporter.name, plugin=plugin)
        return PluginError(_("{part} {fault}", part=part, fault=raised(error).message))

    for piece in contained_items(lambda: reporter.write(reports, style), broken):
        if not isinstance(piece, str):
            raise broken(ContainedError(_("yielded {kind}, not text", kind=type(piece).__name__)))
        yield piece


def _watched(paths: Sequence[Path]) -> Iterable[Path]:
    """Show progress on stderr while several submissions are judged, on a terminal only."""
    if len(paths) < 2 or not sys.stderr.isatty():
        return paths
    from rich.console import Console
    from rich.progress import track

    return track(paths, description="", console=Console(stderr=True), transient=True)
