"""`checker check`: judge submissions and write reports."""

import os
import sys
from collections.abc import Sequence
from itertools import count
from pathlib import Path
from typing import TYPE_CHECKING

import click

from checker.cli.inputs import Inputs, changed_inputs, named_inputs
from checker.cli.judging import Judging
from checker.cli.outputs import Output, reporter_named, written
from checker.cli.policy import Policy, Sources, configured
from checker.cli.setup import Setup, language, pack_option, previous_option
from checker.cli.watching import watched
from checker.config import THRESHOLDS
from checker.errors import UsageError, reason_of
from checker.formats import Illustrated, Style
from checker.judging.reports import Report
from checker.judging.rules import Severity
from checker.messages import Message, Messages

if TYPE_CHECKING:
    from checker.judging.baselines import Baseline

_ = Messages(__package__)


@click.command("check")
@click.argument("paths", nargs=-1, metavar="PATH...", type=click.Path(path_type=Path))
@click.option(
    "--stdin-name",
    "stdin",
    metavar="NAME",
    type=click.Path(path_type=Path),
    help="Path of the document on standard input (PATH “-”): its name and the settings that apply to it.",
)
@click.option(
    "--changed-from",
    "reference",
    metavar="REF",
    help="Only files that differ from the merge base with this branch or commit; PATH defaults to “.”.",
)
@click.option(
    "--exclude", multiple=True, metavar="GLOB", help="Skip matching files below directories. Repeatable."
)
@pack_option
@previous_option
@click.option(
    "--convert",
    is_flag=True,
    help="Convert .doc, .wps, .rtf and .odt with LibreOffice first.",
)
@click.option("--ocr", is_flag=True, help="Read scanned pages with Tesseract; the findings need review.")
@click.option(
    "--format", "name", default="text", show_default=True, metavar="NAME", help="Reporter for stdout."
)
@click.option("--concise", is_flag=True, help="One line for each finding: --format concise.")
@click.option("--statistics", is_flag=True, help="Findings counted by rule: --format statistics.")
@click.option("-q", "--quiet", is_flag=True, help="Write nothing to stdout: the exit code and --out tell.")
@click.option("--watch", is_flag=True, help="Judge again whenever a document changes, until Ctrl-C.")
@click.option(
    "--out", multiple=True, metavar="NAME:FILE", help="Also write this report to a file. Repeatable."
)
@click.option(
    "--fail-on",
    type=click.Choice(THRESHOLDS),
    help="Lowest severity that fails the check [default: from the configuration, else error].",
)
@configured
@click.option(
    "--baseline",
    type=click.Path(path_type=Path),
    metavar="FILE",
    help="Findings recorded there by `checker baseline write` do not count.",
)
@click.option("--no-waivers", is_flag=True, help="Ignore checker-waivers.toml: waived findings count.")
@click.option(
    "--jobs",
    type=click.IntRange(min=1),
    metavar="N",
    help="Number of documents judged at the same time [default: depends on cores and documents].",
)
@click.option(
    "--annotate", "copies", metavar="DIR", type=click.Path(file_okay=False, path_type=Path),
    help="Write copies with comments at the places to correct into this directory.",
)  # fmt: skip
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
    concise: bool,
    statistics: bool,
    quiet: bool,
    watch: bool,
    out: tuple[str, ...],
    fail_on: str | None,
    config: Path | None,
    trusted: Path | None,
    words: tuple[str, ...],
    baseline: Path | None,
    no_waivers: bool,
    jobs: int | None,
    color: str,
    copies: Path | None,
) -> int:
    """Check documents, and all documents below directories except those that git ignores.

    Exit code: 0 no finding at or above --fail-on, 1 findings, 2 usage or configuration
    error, or a document that could not be read.
    """
    if not paths and reference is None:
        raise click.UsageError("Missing argument 'PATH...'.")
    if watch and (stdin or reference):
        raise UsageError(_("--watch works with files and folders only"))
    name = "statistics" if statistics else "concise" if concise else name

    def judge() -> int:
        flags = {key: value for key, value in (("pack", pack), ("fail_on", fail_on)) if value}
        policy = Policy(setup, Sources(config, trusted, words, exclude), flags)
        known = _known(baseline) if baseline else None
        reporter = reporter_named(setup, name)
        inputs = _inputs(setup, policy, paths, stdin, reference)
        submissions = policy.included(inputs.paths, inputs.named)
        outputs = [Output.named(setup, word, submissions) for word in out]
        threshold = policy.threshold(submissions)
        policy.use_packs(submissions)
        readers = policy.readers(submissions)
        pictures = any(isinstance(one, Illustrated) for one in (reporter, *(one.reporter for one in outputs)))
        engine = setup.app.engine(
            pack, convert=convert, ocr=ocr, fixes=True, excerpts=True, pictures=pictures, readers=readers
        )
        limits = setup.limits(programs=convert or ocr)
        judging = Judging(setup, policy, engine, previous, inputs.read, limits, jobs)
        reports = tuple(judging.reports(submissions))
        if not no_waivers:
            reports = policy.waived(reports, submissions)
        if known is not None:
            reports = tuple(map(known.apply, reports))
        style = Style(setup.language, threshold, colored(color))
        pieces = written(reporter, setup.host.owner("register_reporters", name), reports, style)
        try:
            for piece in () if quiet else pieces:
                click.echo(piece, nl=False, color=style.color)
        finally:  # whatever became of stdout
            for output in outputs:
                output.save(reports, style)
        if not ocr and any(_is_scan(report) for report in reports):
            setup.log(_("pages without text are scans; --ocr reads them with Tesseract"))
        if copies is not None:
            _annotate(setup, reports, threshold, copies)
        return judging.interrupted or exit_code(reports, threshold)

    return watched(setup, paths, _suffixes(setup), judge) if watch else judge()


def _known(file: Path) -> "Baseline":
    from checker.judging.baselines import read_baseline

    return read_baseline(file, file.as_posix())


def _is_scan(report: Report) -> bool:
    codes = {note.code for note in report.notes} | ({report.failure.code} if report.failure else set())
    return "no-text-layer" in codes


def exit_code(reports: Sequence[Report], threshold: Severity | None) -> int:
    """Return 2 if anything could not be read, else 1 if anything failed at the threshold, else 0."""
    if any(report.unread for report in reports):
        return 2
    return 1 if any(report.failing(threshold) for report in reports) else 0


def colored(option: str) -> bool:
    """Return whether stdout gets colours: by the option, NO_COLOR, FORCE_COLOR, or because it is a terminal."""
    if option != "auto":
        return option == "always"
    if os.environ.get("NO_COLOR"):
        return False
    terminal = sys.stdout.isatty() and os.environ.get("TERM") != "dumb"
    return terminal or bool(os.environ.get("FORCE_COLOR"))


def _inputs(
    setup: Setup, policy: Policy, paths: Sequence[Path], stdin: Path | None, reference: str | None
) -> Inputs:
    if reference is None:
        return named_inputs(paths, stdin, _suffixes(setup), setup.log, policy.excludes)
    if stdin is not None:
        raise UsageError(_("--changed-from and --stdin-name cannot be used together"))
    inputs = changed_inputs(reference, paths, _suffixes(setup))
    if not inputs.paths:
        setup.log(_("no document differs from {reference}", reference=reference))
    return inputs


def _suffixes(setup: Setup) -> frozenset[str]:
    return frozenset(setup.host.suffixes)


def _annotate(setup: Setup, reports: Sequence[Report], threshold: Severity | None, folder: Path) -> None:
    """Write marked copies of the reports that have findings; report which documents cannot be marked."""
    from checker.cli.copies import Copies, date_of_marks, marked

    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise UsageError(_("cannot write {path}: {reason}", path=folder, reason=reason_of(error))) from error
    targets: dict[str, Path] = {}
    for report in (one for one in reports if one.findings and one.failure is None):
        path = Path(report.path)
        if setup.host.annotator_of(path.suffix) is None:
            setup.log(_("{path} was not marked: its format cannot be", path=path))
            continue
        taken = {target.name.lower() for target in targets.values()}
        names = (path.name if number == 1 else f"{path.stem}-{number}{path.suffix}" for number in count(1))
        targets[report.path] = folder / next(name for name in names if name.lower() not in taken)
    make = marked(setup, threshold, date_of_marks(None))
    done = [report for report in reports if report.path in targets]
    for report, about in Copies(setup, targets, make).write(done):
        if isinstance(about, Message):
            setup.log(_("{path} was not marked: {problem}", path=report.path, problem=about))
