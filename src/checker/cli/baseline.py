"""`checker baseline`: record existing findings, so that only new ones fail."""

from pathlib import Path

import click

from checker.cli.corpus import documents
from checker.cli.judging import Judging
from checker.cli.policy import Policy, Sources, configured
from checker.cli.setup import Setup, language, pack_option
from checker.errors import UsageError
from checker.judging.baselines import known, read_baseline, write_baseline
from checker.messages import Messages
from checker.terminal import align
from checker.text import clean

_ = Messages(__package__)


@click.group("baseline")
def command() -> None:
    """Write and show baselines: known findings, which do not fail."""


@command.command("write")
@click.argument("paths", nargs=-1, required=True, metavar="FILE...", type=click.Path(path_type=Path))
@click.option(
    "-o", "target", required=True, metavar="FILE", type=click.Path(dir_okay=False, path_type=Path),
    help="The baseline to write.",
)  # fmt: skip
@pack_option
@configured
@language
@click.pass_obj
def write(
    setup: Setup,
    *,
    paths: tuple[Path, ...],
    target: Path,
    pack: str | None,
    config: Path | None,
    trusted: Path | None,
    words: tuple[str, ...],
) -> None:
    """Write the findings of documents, except waived ones, for `checker check --baseline`."""
    policy = Policy(setup, Sources(config, trusted, words), {"pack": pack} if pack else {})
    submissions = policy.included(documents(setup, paths), paths)
    policy.use_packs(submissions)
    reports = tuple(
        Judging(setup, policy, setup.app.engine(pack, readers=policy.readers(submissions))).reports(
            submissions
        )
    )
    for report in reports:
        if report.failure is not None:
            reason = report.failure.message
            raise UsageError(_("{path}: not read: {reason}", path=report.path, reason=reason))
    findings = tuple(known(policy.waived(reports, submissions)[: len(reports)]))
    if any(target.exists() and target.samefile(path) for path in submissions):
        raise UsageError(_("{path} is one of the documents", path=target))
    write_baseline(target, findings)
    click.echo(setup.render(_("findings written: {count}", count=len(findings))), err=True)


@command.command("show")
@click.argument("file", type=click.Path(path_type=Path))
@language
@click.pass_obj
def show(setup: Setup, *, file: Path) -> None:
    """Show the findings in a baseline."""
    head = tuple(
        map(setup.render, (_("file"), _("year"), _("rule"), _("code"), _("place"), _("fingerprint")))
    )
    rows = [
        (
            f.document,
            f.period or ("" if f.year is None else str(f.year)),
            f.rule,
            f.code,
            f.place,
            f.fingerprint,
        )
        for f in read_baseline(file, file.as_posix()).findings
    ]
    for line in align([head, *(tuple(map(clean, row)) for row in rows)]):
        click.echo(line)
