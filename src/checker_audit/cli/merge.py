"""`checker audit merge`: put the parts of an audit together that were read with --shard."""

from contextlib import ExitStack
from datetime import datetime
from pathlib import Path

import click

from checker.cli.setup import Setup, language
from checker_audit.auditing import Auditing, Plan
from checker_audit.cli.output import chosen, reporting, threshold, write
from checker_audit.cli.overrides import graded, grades
from checker_audit.cli.run import bodies
from checker_audit.store import Store
from checker_audit.worker import WorkerOptions


@click.command("merge")
@click.argument("stores", nargs=-1, required=True, metavar="STORE...")
@click.option("--year", type=int, required=True, metavar="N", help="The report year that is audited.")
@click.option("--roster", type=click.Path(path_type=Path), metavar="FILE", help="Who must file: CSV or XLSX.")
@click.option("--store", "place", required=True, metavar="FILE|URL", help="The store that all goes into.")
@click.option(
    "--pack", metavar="ID|FILE", help="Judge by this pack [default: the one that governs the report year]."
)
@graded
@reporting
@language
@click.pass_obj
def command(
    setup: Setup,
    *,
    stores: tuple[str, ...],
    year: int,
    roster: Path | None,
    place: str,
    pack: str | None,
    out: Path | None,
    names: tuple[str, ...],
    fail_on: str,
    config: Path | None,
    words: tuple[str, ...],
) -> int:
    """Put the newest audits of several stores for one year together, and compare everything with everything."""
    reporters = chosen(setup, names) if out is not None else ()
    now = datetime.now().astimezone()
    with ExitStack() as opened:
        store = opened.enter_context(Store(place))
        parts = [opened.enter_context(Store(part)) for part in stores]
        outfit = WorkerOptions(setup.disabled, pack, grades=grades(setup, config, words, pack))
        plan = Plan((), year, bodies(setup, roster), outfit)
        run = store.merge(parts, year, now)
        books = Auditing(plan, outfit.app if outfit.grades else setup.app, store).conclude(run, now)
        return write(setup, books, reporters, out, threshold(fail_on))
