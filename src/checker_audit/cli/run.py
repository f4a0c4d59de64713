"""`checker audit PATH…`: read all submissions, compare them, write reports."""

from datetime import datetime
from pathlib import Path

import click

from checker import Body, Messages, UsageError
from checker.cli.setup import Setup, language
from checker_audit.auditing import Auditing, Plan, Shard
from checker_audit.cli.decisions import decision_table, decisions_option
from checker_audit.cli.display import with_progress
from checker_audit.cli.output import audit_reporters, report_options, style_of, write
from checker_audit.cli.overrides import override_options, with_settings
from checker_audit.cli.period import period_options
from checker_audit.cli.workers import worker_pool, workers_option
from checker_audit.intake.roster import read_roster
from checker_audit.period_choice import chosen_period
from checker_audit.store import Store
from checker_audit.worker import PREPARE, WorkerOptions, pool_options
from checker_audit.workers.cluster import Cluster

_ = Messages(__package__)


@click.command("run")
@click.argument("paths", nargs=-1, required=True, metavar="PATH...")
@period_options
@click.option(
    "--roster",
    type=click.Path(path_type=Path),
    metavar="FILE",
    help="Who must file: CSV or XLSX [default: the bodies named in titles].",
)
@click.option(
    "--store",
    "place",
    default="audit.db",
    show_default=True,
    metavar="FILE|URL",
    help="The database of results: an SQLite file, or postgresql://…",
)
@report_options
@workers_option
@click.option("--pack", metavar="ID|FILE", help="Check against this pack [default: the one for the period].")
@click.option("--convert", is_flag=True, help="Let LibreOffice convert old and foreign files first.")
@click.option("--ocr", is_flag=True, help="Let Tesseract read scanned pages.")
@click.option("--fresh", is_flag=True, help="Read every file again, even if unchanged.")
@click.option("--budget", type=click.FloatRange(0), metavar="SECONDS", help="Start no file after this time.")
@click.option(
    "--shard", metavar="I/N", help="Read only the I-th of N parts; `checker audit merge` merges them."
)
@override_options
@decisions_option
@click.option("--scheduler", metavar="ADDRESS", help="Read on the workers of this Dask cluster (tcp://…).")
@language
@click.pass_obj
def command(
    setup: Setup,
    *,
    paths: tuple[str, ...],
    year: int | None,
    period: str | None,
    roster: Path | None,
    place: str,
    out: Path | None,
    names: tuple[str, ...],
    fail_on: str,
    fields: dict[str, str],
    workers: int | None,
    pack: str | None,
    convert: bool,
    ocr: bool,
    fresh: bool,
    budget: float | None,
    shard: str | None,
    scheduler: str | None,
    decisions: Path | None,
    config: Path | None,
    words: tuple[str, ...],
) -> int:
    """Audit all submissions in folders, in archives and at addresses, for one period.

    Unchanged files are not read again, and an interrupted audit is resumed.
    Exit code: 0 nothing at or above --fail-on, 1 findings, 2 usage, or anything that could not be read or judged.
    """
    reporters = audit_reporters(setup, names) if out is not None else ()
    table = decision_table(setup, decisions)
    options = with_settings(WorkerOptions(setup.disabled, pack, convert, ocr), setup, config, words)
    plan = Plan(
        paths, chosen_period(year, period), roster_bodies(setup, roster), options, _shard(shard), fresh
    )
    prepared, limits = pool_options(options, setup.limits(programs=convert or ocr))
    cluster = Cluster(scheduler, PREPARE, prepared, limits, workers or 1) if scheduler else None
    with Store(place) as store, worker_pool(setup, options, workers) as pool:
        auditing = Auditing(plan, options.app if options.overrides or options.readers else setup.app, store)
        run = auditing.begin(datetime.now().astimezone())
        total = auditing.find(run, pool, setup.log)
        for _path in with_progress(auditing.read(run, cluster or pool, budget), total, setup.log):
            pass
        if plan.shard is not None:
            run.finish(datetime.now().astimezone())
            counts = run.counts()
            setup.log(_("part {number} of {count} is read: {walked} submissions",
                         number=plan.shard.number, count=plan.shard.count, walked=counts.found))  # fmt: skip
            return 0 if counts.consistent and counts.found == counts.ok else 2
        view = auditing.compare(run, cluster or pool, table)
        return write(setup, view, reporters, out, style_of(setup, fail_on, fields))


def roster_bodies(setup: Setup, roster: Path | None) -> tuple[Body, ...] | None:
    """Read the roster, and print its warnings on stderr."""
    if roster is None:
        return None
    read = read_roster(roster, setup.host.languages)
    for warning in read.warnings:
        setup.log(warning)
    return read.bodies


def _shard(text: str | None) -> Shard | None:
    if text is None:
        return None
    number, _slash, count = text.partition("/")
    if not (number.isdecimal() and count.isdecimal() and 1 <= int(number) <= int(count)):
        raise UsageError(_("--shard needs I/N with I from 1 to N, not “{words}”", words=text))
    return Shard(int(number), int(count))
