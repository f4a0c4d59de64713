"""`checker audit merge`: merge the parts of an audit that were read with --shard."""

from contextlib import ExitStack
from datetime import datetime
from pathlib import Path

import click

from checker.cli.setup import Setup, language
from checker_audit.auditing import Auditing, Plan
from checker_audit.cli.decisions import decision_table, decisions_option
from checker_audit.cli.output import audit_reporters, report_options, style_of, write
from checker_audit.cli.overrides import override_options, with_settings
from checker_audit.cli.period import period_options
from checker_audit.cli.run import roster_bodies
from checker_audit.cli.workers import worker_pool, workers_option
from checker_audit.period_choice import chosen_period
from checker_audit.store import Store
from checker_audit.worker import WorkerOptions


@click.command("merge")
@click.argument("stores", nargs=-1, required=True, metavar="STORE...")
@period_options
@click.option("--roster", type=click.Path(path_type=Path), metavar="FILE", help="Who must file: CSV or XLSX.")
@click.option(
    "--store",
    "place",
    required=True,
    metavar="FILE|URL",
    help="The store that the merged audit is written to.",
)
@click.option("--pack", metavar="ID|FILE", help="Check against this pack [default: the one for the period].")
@workers_option
@override_options
@decisions_option
@report_options
@language
@click.pass_obj
def command(
    setup: Setup,
    *,
    stores: tuple[str, ...],
    year: int | None,
    period: str | None,
    roster: Path | None,
    place: str,
    pack: str | None,
    out: Path | None,
    names: tuple[str, ...],
    fail_on: str,
    fields: dict[str, str],
    config: Path | None,
    decisions: Path | None,
    words: tuple[str, ...],
    workers: int | None,
) -> int:
    """Merge the newest audits for one period from several stores, and compare all submissions."""
    reporters = audit_reporters(setup, names) if out is not None else ()
    table = decision_table(setup, decisions)
    with ExitStack() as opened:
        store = opened.enter_context(Store(place))
        parts = [opened.enter_context(Store(part)) for part in stores]
        options = with_settings(WorkerOptions(setup.disabled, pack), setup, config, words)
        label = chosen_period(year, period)
        plan = Plan((), label, roster_bodies(setup, roster), options)
        app = options.app if options.overrides or options.readers else setup.app
        pool = opened.enter_context(worker_pool(setup, options, workers))
        run = store.merge(parts, label, datetime.now().astimezone())
        view = Auditing(plan, app, store).compare(run, pool, table)
        return write(setup, view, reporters, out, style_of(setup, fail_on, fields))
