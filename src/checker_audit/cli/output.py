"""The output of an audit: reports in a folder, a summary on stdout, an exit code."""

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import TypeVar

import click

from checker import (
    AuditReporter,
    CheckerError,
    DecisionKind,
    DecisionState,
    Messages,
    Outcome,
    PluginError,
    Severity,
    Style,
    UsageError,
    align,
)
from checker.app import unknown
from checker.cli.setup import Setup
from checker.config import THRESHOLDS
from checker.containment import contained, raised
from checker_audit.store import AuditCounts, AuditView, RuleCount, Run

_ = Messages(__package__)

_LETTER_FIELDS = ("issuer", "date", "reply-by", "contact")
DEFAULT_REPORTERS = ("dashboard", "workbook", "letters")

Command = TypeVar("Command", bound=Callable[..., object])


def fail_on_option(command: Command) -> Command:
    """Add the option --fail-on."""
    return click.option(
        "--fail-on",
        type=click.Choice(THRESHOLDS),
        default="error",
        show_default=True,
        help="Lowest severity with which a body does not conform.",
    )(command)


def letter_option(command: Command) -> Command:
    """Add the option --letter."""
    return click.option(
        "--letter",
        "fields",
        multiple=True,
        metavar="FIELD=TEXT",
        callback=lambda _context, _parameter, texts: _fields(texts),
        help="A text for letters: issuer, date, reply-by or contact. Repeatable.",
    )(command)


def _fields(texts: Sequence[str]) -> dict[str, str]:
    fields = {}
    for text in texts:
        name, sign, value = text.partition("=")
        if not sign or name not in _LETTER_FIELDS:
            raise UsageError(
                _("--letter needs one of {fields} and “=”, not “{text}”", fields=_LETTER_FIELDS, text=text)
            )
        fields[name] = value.strip()
    return fields


def report_options(command: Command) -> Command:
    """Add the options --out, --report, --letter and --fail-on."""
    for option in (
        fail_on_option,
        letter_option,
        click.option(
            "--report",
            "names",
            multiple=True,
            metavar="NAME",
            help="Write this report to --out [default: dashboard, workbook, letters]. Repeatable.",
        ),
        click.option(
            "--out",
            type=click.Path(path_type=Path, file_okay=False),
            metavar="DIR",
            help="Folder for reports.",
        ),
    ):
        command = option(command)
    return command


def audit_reporters(setup: Setup, names: Sequence[str]) -> tuple[AuditReporter, ...]:
    """Return the reporters with these names, or the default ones."""
    known = setup.host.audit_reporters
    for name in names:
        if name not in known:
            raise unknown(_("no audit reporter is called “{name}”", name=name), name, known)
    return tuple(known[name] for name in names or DEFAULT_REPORTERS if name in known)


def style_of(setup: Setup, fail_on: str, fields: Mapping[str, str]) -> Style:
    """Return how reports are to be written."""
    return Style(setup.language, None if fail_on == "never" else Severity(fail_on), fields=fields)


def reopen(setup: Setup, run: Run) -> AuditView:
    """Return the view of a finished run; raise UsageError if its pack is not installed any more."""
    pack = next((pack for pack in setup.packs if pack.id == run.pack_id), None)
    if pack is None:
        raise UsageError(
            _("run {number} is unfinished, or its pack is not installed; audit again", number=run.id)
        )
    return AuditView(run, pack, {one.id: one.form for one in setup.packs})


def write(
    setup: Setup,
    view: AuditView,
    reporters: Sequence[AuditReporter],
    out: Path | None,
    style: Style,
) -> int:
    """Write the reports, print the summary, and return the exit code."""
    if out is not None:
        _make(out)
        for reporter in reporters:
            _report(reporter, view, out, style)
    counts = view.count()
    for line in _summary(setup, view, counts):
        click.echo(line)
    if out is not None and reporters:
        click.echo(
            setup.render(
                _("written to {folder}: {names}", folder=out, names=tuple(r.name for r in reporters))
            )
        )
    return _exit_code(view, counts, style.threshold)


def _make(folder: Path) -> None:
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise UsageError(_("cannot write {path}: {reason}", path=folder, reason=error.strerror)) from error


def _report(reporter: AuditReporter, view: AuditView, out: Path, style: Style) -> None:
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
        reporter.write_audit(view, out, style)


def _exit_code(view: AuditView, counts: AuditCounts, least: Severity | None) -> int:
    submissions = view.counts
    if not submissions.consistent or submissions.found != submissions.ok or counts.not_assessed:
        return 2
    if any(result.state is DecisionState.MALFORMED for result in view.decisions):
        return 2
    failing = (c for c in (*counts.findings, *counts.aside) if c.outcome is Outcome.FAIL)
    return 1 if least is not None and any(c.severity.rank <= least.rank for c in failing) else 0


def _summary(setup: Setup, view: AuditView, counts: AuditCounts) -> Iterator[str]:
    submissions = view.counts
    yield setup.render(
        _("{year} · {pack} · bodies: {bodies} — filed: {filed}, not filed: {missing}, not readable: {unread}; "
          "unmatched files: {unmatched}",
          year=view.period.label, pack=view.pack.id, bodies=len(view.bodies), filed=counts.filed, missing=counts.missing,
          unread=counts.unread, unmatched=counts.unmatched)
    )  # fmt: skip
    yield setup.render(
        _("submissions: {walked} = ok {ok} + partial {partial} + error {error} + failed {failed} + not reached {left}",
          walked=submissions.found, ok=submissions.ok, partial=submissions.partial, error=submissions.error,
          failed=submissions.failed, left=submissions.unreached)
    )  # fmt: skip
    if not submissions.consistent:
        yield setup.render(_("the numbers do not add up: submissions were lost; do not rely on this audit"))
    severities = _by_severity(counts.findings)
    yield setup.render(
        _("findings — errors: {error}, warnings: {warning}, hints: {info}, to be checked by you: {review}",
          **{severity.value: severities[severity] for severity in Severity}, review=severities[None])
    )  # fmt: skip
    if aside := _by_severity(counts.aside):
        yield setup.render(
            _("not counted, in further and unassigned files — errors: {error}, warnings: {warning}, hints: {info}, "
              "to be checked by you: {review}",
              **{severity.value: aside[severity] for severity in Severity}, review=aside[None])
        )  # fmt: skip
    yield from _decided(setup, view, counts)
    rows = Counter[str]()
    worst: dict[str, int] = {}
    for one in counts.findings:
        rows[one.rule] += one.count
        worst[one.rule] = min(worst.get(one.rule, 9), one.severity.rank)
    ordered = sorted(rows, key=lambda rule: (worst[rule], -rows[rule], rule))
    yield from align([(f"  {rule}", str(rows[rule])) for rule in ordered])


def _decided(setup: Setup, view: AuditView, counts: AuditCounts) -> Iterator[str]:
    """Say what became of the decisions, and name those that were not honoured."""
    if not view.decisions:
        return
    states = Counter(result.state for result in view.decisions)
    yield setup.render(
        _("decisions: {all} — not counted as findings: {alarms} false alarms, {accepted} accepted; decisions that are "
          "unused: {unused}, void: {void}, expired: {expired}, malformed: {malformed}",
          all=len(view.decisions), alarms=counts.decided.get(DecisionKind.FALSE_ALARM, 0),
          accepted=counts.decided.get(DecisionKind.ACCEPTED, 0), unused=states[DecisionState.UNUSED],
          void=states[DecisionState.VOID], expired=states[DecisionState.EXPIRED],
          malformed=states[DecisionState.MALFORMED])
    )  # fmt: skip
    for result in view.decisions:
        if result.reason is not None:
            place = f"{result.source}:{result.decision.line}"
            yield f"  {place}: {result.code}: {setup.render(result.reason)}"


def _by_severity(counts: Sequence[RuleCount]) -> Counter[Severity | None]:
    severities: Counter[Severity | None] = Counter()
    for one in counts:
        severities[None if one.outcome is Outcome.REVIEW else one.severity] += one.count
    return severities
