"""`checker template`: the blank form of a pack, to fill in."""

from pathlib import Path

import click

from checker.cli.policy import use_configured_packs
from checker.cli.setup import Setup, language
from checker.documents.submissions import content
from checker.errors import UsageError, reason_of
from checker.formats import Writer
from checker.judging.rules import RulePack
from checker.messages import Messages
from checker.packs.blank_form import blank
from checker.periods import Period

_ = Messages(__package__)


@click.command("template")
@click.argument("name", metavar="PACK")
@click.option("--year", type=click.IntRange(1900, 2999), help="The report year.")
@click.option(
    "--period", metavar="LABEL", help="The period, if it is not a year: 2026-Q3, 2026-H1, 2026-07 …"
)
@click.option(
    "--fill", default="", metavar="TEXT", help="Put this, such as 0, in every cell that may hold it."
)
@click.option(
    "--previous",
    type=click.Path(path_type=Path),
    metavar="FILE",
    help="The report of the period before, whose figures go on.",
)
@click.option("--body", default="", metavar="NAME", help="The organisation that reports.")
@click.option(
    "-o", "--output", "path", required=True, metavar="FILE", type=click.Path(path_type=Path),
    help="The file to write; its suffix selects the format.",
)  # fmt: skip
@language
@click.pass_obj
def command(
    setup: Setup,
    *,
    name: str,
    year: int | None,
    period: str | None,
    body: str,
    path: Path,
    fill: str,
    previous: Path | None,
) -> None:
    """Write the blank form of a pack: title, headings, tables, and sentences with ____ to fill in.

    Totals are formulas of the word processor: select all and press F9 to add them up.
    """
    use_configured_packs(setup)
    pack = setup.pack(name)
    of = _period(pack, year, period)
    writer = _writer(setup, path)
    before = (
        None if previous is None else setup.app.engine(name).filing(previous.as_posix(), content(previous))
    )
    try:
        with path.open("xb") as file:
            file.write(writer.write(blank(pack, of, body, fill, before)))
    except FileExistsError as error:
        raise UsageError(_("{path} already exists", path=path)) from error
    except OSError as error:
        raise UsageError(_("cannot write {path}: {reason}", path=path, reason=reason_of(error))) from error


def _period(pack: RulePack, year: int | None, period: str | None) -> Period | None:
    """Return the period that the options name; raise UsageError if the pack has no such one."""
    if year is not None and period is not None:
        raise UsageError(_("give either --year or --period"))
    label = period or ("" if year is None else str(year))
    if not label:
        return None
    found = pack.form.cycle.read(label)
    if found is None or found.year not in pack.years:
        raise UsageError(_("{pack} does not apply to {year}", pack=pack.id, year=label))
    return found


def _writer(setup: Setup, path: Path) -> Writer:
    writers = [reader for reader in setup.host.readers.values() if isinstance(reader, Writer)]
    for writer in writers:
        if path.suffix.lower() in writer.writes:
            return writer
    known = tuple(sorted(suffix for writer in writers for suffix in writer.writes))
    raise UsageError(
        _("cannot write {path}: blank forms are written as {suffixes}", suffixes=known, path=path)
    )
