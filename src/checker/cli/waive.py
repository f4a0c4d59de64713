"""`checker waive`: accept a finding with a reason."""

from datetime import datetime
from glob import escape
from pathlib import Path

import click

from checker.cli.judging import Judging
from checker.cli.policy import Policy, absolute, shown
from checker.cli.setup import Setup, language, pack_option
from checker.errors import ReadError, UsageError
from checker.judging.reports import Report
from checker.judging.waivers import Entry, write_waiver
from checker.messages import Messages
from checker.text import clean

_ = Messages(__package__)


@click.command("waive")
@click.argument("fingerprint")
@click.argument("path", metavar="FILE", type=click.Path(path_type=Path))
@click.option("--reason", required=True, metavar="TEXT", help="Why the finding is accepted.")
@click.option("--approver", default="", metavar="NAME", help="Who accepts it.")
@click.option(
    "--expires", type=click.DateTime(["%Y-%m-%d"]), metavar="DAY", help="The last day, such as 2026-03-31."
)
@click.option(
    "--to", "target", type=click.Path(dir_okay=False, path_type=Path), metavar="FILE",
    help="The file to write to [default: checker-waivers.toml beside the configuration or the document].",
)  # fmt: skip
@pack_option
@language
@click.pass_obj
def command(
    setup: Setup,
    *,
    fingerprint: str,
    path: Path,
    reason: str,
    approver: str,
    expires: datetime | None,
    target: Path | None,
    pack: str | None,
) -> None:
    """Accept a finding of a document; JSON and CSV reports show its FINGERPRINT."""
    policy = Policy(setup, flags={"pack": pack} if pack else {})
    policy.use_packs([path])
    report = next(
        Judging(setup, policy, setup.app.engine(pack, readers=policy.readers([path]))).reports([path])
    )
    if report.failure is not None:
        raise ReadError(report.failure.code, report.failure.message)
    file = target or policy.waivers_file(path)
    entry = Entry(
        0,
        _rule(report, fingerprint),
        reason,
        body=clean(report.body),
        path="" if report.body else _glob(path, file),
        fingerprint=fingerprint,
        approver=approver,
        expires=expires.date() if expires else None,
    )
    write_waiver(file, entry)
    click.echo(
        setup.render(_("{rule} is waived in {path}", rule=entry.rule, path=shown(absolute(file)))), err=True
    )


def _rule(report: Report, fingerprint: str) -> str:
    finding = report.by_fingerprint().get(fingerprint)
    if finding is None:
        raise UsageError(
            _("{path} has no finding with the fingerprint {mark}", path=report.path, mark=fingerprint)
        )
    return finding.rule.id


def _glob(path: Path, file: Path) -> str:
    """Return the path of a document as a glob relative to the waivers file."""
    folder = absolute(file).parent
    if not absolute(path).is_relative_to(folder):
        raise UsageError(_("{path} is not below the folder of {file}", path=path, file=file))
    return "/" + escape(absolute(path).relative_to(folder).as_posix())
