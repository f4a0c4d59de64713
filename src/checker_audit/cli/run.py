"""`checker audit PATH…`: read all submissions, compare them, write what was found."""

import os
from datetime import datetime
from pathlib import Path

import click

from checker.cli.setup import Setup, language
from checker.errors import UsageError
from checker.judging.audit_checks import Body
from checker.messages import Messages
from checker_audit.auditing import Auditing, Plan, Shard
from checker_audit.cli.display import watched
from checker_audit.cli.output import chosen, reporting, threshold, write
from checker_audit.cli.overrides import graded, grades
from checker_audit.intake.roster import read_roster
from checker_audit.store import Store
from checker_audit.worker import LIMITS, PREPARE, ROOMY, WorkerOptions
from checker_audit.workers.cluster import Cluster
from checker_audit.workers.fork_client import fork_server_command
from checker_audit.workers.pool import WorkerPool

_ = Messages(__package__)


@click.command("run")
@click.argument("paths", nargs=-1, required=True, metavar="PATH...")
@click.option("--year", type=int, required=True, metavar="N", help="The report year that is audited.")
@click.option(
    "--roster",
    type=click.Path(path_type=Path),
    metavar="FILE",
    help="Who must file: CSV or XLSX [default: those that the titles name].",
)
@click.option(
    "--store",
    "place",
    default="audit.db",
    show_default=True,
    metavar="FILE|URL",
    help="Where everything is kept: a file of SQLite, or postgresql://…",
)
@reporting
@click.option(
    "--workers", type=click.IntRange(1), metavar="N", help="Processes that read [default: one a core]."
)
@click.option(
    "--pack", metavar="ID|FILE", help="Judge by this pack [default: the one that governs the report year]."
)
@click.option("--convert", is_flag=True, help="Let LibreOffice convert old and foreign files first.")
@click.option("--ocr", is_flag=True, help="Let Tesseract read scanned pages.")
@click.option("--fresh", is_flag=True, help="Read every file again, also what did not change.")
@click.option(
    "--budget", type=click.FloatRange(0), metavar="SECONDS", help="Begin no file after so much time."
)
@click.option(
    "--shard", metavar="I/N", help="Read only the I-th of N parts; `checker audit merge` puts them together."
)
@graded
@click.option("--scheduler", metavar="ADDRESS", help="Read on the workers of this Dask cluster (tcp://…).")
@language
@click.pass_obj
def command(
    setup: Setup,
    *,
    paths: tuple[str, ...],
    year: int,
    roster: Path | None,
    place: str,
    out: Path | None,
    names: tuple[str, ...],
    fail_on: str,
    workers: int | None,
    pack: str | None,
    convert: bool,
    ocr: bool,
    fresh: bool,
    budget: float | None,
    shard: str | None,
    scheduler: str | None,
    config: Path | None,
    words: tuple[str, ...],
) -> int:
    """Audit all submissions below folders, in archives and at addresses, for one report year.

    What is unchanged is not read again, and an audit that was interrupted goes on.
    Exit code: 0 nothing at or above --fail-on, 1 findings, 2 usage, or anything that could not be read or judged.
    """
    reporters = chosen(setup, names) if out is not None else ()
    outfit = WorkerOptions(setup.disabled, pack, convert, ocr, grades(setup, config, words, pack))
    plan = Plan(paths, year, bodies(setup, roster), outfit, _shard(shard), fresh)
    limits = ROOMY if convert or ocr else LIMITS
    most = workers or os.cpu_count() or 1
    crew = WorkerPool(
        fork_server_command(PREPARE), outfit.options, workers=most, limits=limits, slow_lane=False
    )
    cluster = Cluster(scheduler, PREPARE, outfit.options, limits, workers or 1) if scheduler else None
    with Store(place) as store, crew:
        auditing = Auditing(plan, outfit.app if outfit.grades else setup.app, store)
        run = auditing.begin(datetime.now().astimezone())
        total = auditing.enlist(run, crew, setup.tell)
        for _path in watched(auditing.work(run, cluster or crew, budget), total, setup.tell):
            pass
        if plan.shard is not None:
            run.finish(datetime.now().astimezone())
            walk = run.walk()
            setup.tell(_("part {number} of {count} is read: {walked} submissions",
                         number=plan.shard.number, count=plan.shard.count, walked=walk.walked))  # fmt: skip
            return 0 if walk.holds and walk.walked == walk.ok else 2
        books = auditing.conclude(run, datetime.now().astimezone())
        return write(setup, books, reporters, out, threshold(fail_on))


def bodies(setup: Setup, roster: Path | None) -> tuple[Body, ...] | None:
    """Read who must file, and say on stderr what is odd about it."""
    if roster is None:
        return None
    read = read_roster(roster, setup.host.languages)
    for remark in read.remarks:
        setup.tell(remark)
    return read.bodies


def _shard(words: str | None) -> Shard | None:
    if words is None:
        return None
    number, _slash, count = words.partition("/")
    if not (number.isdecimal() and count.isdecimal() and 1 <= int(number) <= int(count)):
        raise UsageError(_("--shard needs I/N with I from 1 to N, not “{words}”", words=words))
    return Shard(int(number), int(count))
