"""`checker audit export`: write reports of an audit from its store."""

from pathlib import Path

import click

from checker.cli.setup import Setup, language
from checker_audit.cli.output import audit_reporters, fail_on_option, letter_option, reopen, style_of, write
from checker_audit.period_choice import read_label
from checker_audit.store import Store


@click.command("export")
@click.option(
    "--store", "place", default="audit.db", show_default=True, metavar="FILE|URL", help="The store."
)
@click.option(
    "--format", "names", multiple=True, required=True, metavar="NAME", help="parquet, csv, jsonl, workbook, …"
)
@click.option(
    "-o",
    "--out",
    type=click.Path(path_type=Path, file_okay=False),
    required=True,
    metavar="DIR",
    help="Folder for reports.",
)
@click.option(
    "--year", type=int, metavar="N", help="The latest audit of this report year [default: the latest]."
)
@click.option("--period", metavar="LABEL", help="The latest audit of this period, such as 2026-Q3.")
@click.option(
    "--run", "number", type=int, metavar="N", help="The audit of this number; see `checker audit runs`."
)
@letter_option
@fail_on_option
@language
@click.pass_obj
def command(
    setup: Setup,
    *,
    place: str,
    names: tuple[str, ...],
    out: Path,
    year: int | None,
    period: str | None,
    number: int | None,
    fail_on: str,
    fields: dict[str, str],
) -> None:
    """Write reports of an audit from its store; no submission is read again."""
    reporters = audit_reporters(setup, names)
    with Store(place) as store:
        label = None if period is None else read_label(period)
        run = store.newest(year, label) if number is None else store.run(number)
        write(setup, reopen(setup, run), reporters, out, style_of(setup, fail_on, fields))
