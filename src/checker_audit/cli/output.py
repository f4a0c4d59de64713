"""What an audit leaves behind: reports in a folder, a summary on stdout, an exit code."""

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import TypeVar

import click

from checker.app import unknown
from checker.cli.setup import Setup
from checker.config import THRESHOLDS
from checker.containment import contained, raised
from checker.errors import CheckerError, PluginError, UsageError
from checker.formats import AuditReporter, Style
from checker.judging.reports import Outcome
from checker.judging.rules import Severity
from checker.messages import Messages
from checker.terminal import align
from checker_audit.store import AuditView, Run, Tally

_ = Messages(__package__)

USUAL = ("dashboard", "workbook", "letters")

Command = TypeVar("Command", bound=Callable[..., object])


def reporting(command: Command) -> Command:
    """Add the options --out, --report and --fail-on."""
    for option in (
        click.option(
            "--fail-on",
            type=click.Choice(THRESHOLDS),
            default="error",
            show_default=True,
            help="Severity from which a finding counts for the exit code.",
        ),
        click.option(
            "--report",
            "names",
            multiple=True,
            metavar="NAME",
            help=f"What is written to --out [default: {', '.join(USUAL)}]. Repeatable.",
        ),
        click.option(
            "--out",
            type=click.Path(path_type=Path, file_okay=False),
            metavar="DIR",
            help="Write reports here.",
        ),
    ):
        command = option(command)
    return command


def chosen(setup: Setup, names: Sequence[str]) -> tuple[AuditReporter, ...]:
    """Return the reporters of these names, or the usual ones."""
    known = setup.host.audit_reporters
    for name in names:
        if name not in known:
            raise unknown(_("no audit reporter is called “{name}”", name=name), name, known)
    return tuple(known[name] for name in names or USUAL if name in known)


def threshold(word: str) -> Severity | None:
    """Return the severity that --fail-on names."""
    return None if word == "never" else Severity(word)


def reopened(setup: Setup, run: Run) -> AuditView:
    """Open the ledger of a run that was concluded; raise UsageError where there is no pack of that id any more."""
    pack = next((pack for pack in setup.packs if pack.id == run.pack_id), None)
    if pack is None:
        raise UsageError(
            _("run {number} is not concluded by a pack that is here; audit again", number=run.id)
        )
    return AuditView(run, pack, {one.id: one.form for one in setup.packs})


def write(
    setup: Setup,
    books: AuditView,
    reporters: Sequence[AuditReporter],
    out: Path | None,
    least: Severity | None,
) -> int:
    """Write the reports, print the summary, and return the exit code."""
    if out is not None:
        _make(out)
        style = Style(setup.language, least)
        for reporter in reporters:
            _report(reporter, books, out, style)
    tally = books.tally()
    for line in _summary(setup, books, tally):
        click.echo(line)
    if out is not None and reporters:
        click.echo(
            setup.say(_("written to {folder}: {names}", folder=out, names=tuple(r.name for r in reporters)))
        )
    return _code(books, tally, least)


def _make(folder: Path) -> None:
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise UsageError(_("cannot write {path}: {reason}", path=folder, reason=error.strerror)) from error


def _report(reporter: AuditReporter, books: AuditView, out: Path, style: Style) -> None:
    def failure(error: BaseException) -> Exception:
        match error:
            case CheckerError():
                return error
            case OSError():
                path = error.filename or out
                return UsageError(_("cannot write {path}: {reason}", path=path, reason=error.strerror))
            case _:
                return PluginError(
                    _("reporter {name} {fault}", name=reporter.name, fault=raised(error).message)
                )

    with contained(failure):
        reporter.write_audit(books, out, style)


def _code(books: AuditView, tally: Tally, least: Severity | None) -> int:
    walk = books.walk
    if not walk.holds or walk.walked != walk.ok or tally.unjudged:
        return 2
    failing = (c for c in tally.findings if c.outcome is Outcome.FAIL)
    return 1 if least is not None and any(c.severity.rank <= least.rank for c in failing) else 0


def _summary(setup: Setup, books: AuditView, tally: Tally) -> Iterator[str]:
    walk = books.walk
    yield setup.say(
        _("{year} · {pack} · bodies: {bodies} — filed: {filed}, not filed: {silent}, not readable: {unread}; "
          "strays: {strays}",
          year=books.year, pack=books.pack.id, bodies=len(books.bodies), filed=tally.filed, silent=tally.silent,
          unread=tally.unread, strays=tally.strays)
    )  # fmt: skip
    yield setup.say(
        _("submissions: {walked} = ok {ok} + partial {partial} + error {error} + failed {failed} + not reached {left}",
          walked=walk.walked, ok=walk.ok, partial=walk.partial, error=walk.error, failed=walk.failed,
          left=walk.unreached)
    )  # fmt: skip
    if not walk.holds:
        yield setup.say(
            _("submissions were lost: the numbers do not add up; this audit is not to be trusted")
        )
    counted = _counted(tally)
    yield setup.say(
        _("findings — errors: {error}, warnings: {warning}, hints: {info}, to be checked by you: {review}",
          **{severity.value: counted[severity] for severity in Severity}, review=counted[None])
    )  # fmt: skip
    rows = Counter[str]()
    worst: dict[str, int] = {}
    for one in tally.findings:
        rows[one.rule] += one.count
        worst[one.rule] = min(worst.get(one.rule, 9), one.severity.rank)
    ordered = sorted(rows, key=lambda rule: (worst[rule], -rows[rule], rule))
    yield from align([(f"  {rule}", str(rows[rule])) for rule in ordered])


def _counted(tally: Tally) -> Counter[Severity | None]:
    counted: Counter[Severity | None] = Counter()
    for one in tally.findings:
        counted[None if one.outcome is Outcome.REVIEW else one.severity] += one.count
    return counted
