"""`checker audit runs`: list the audits in a store."""

import click

from checker import Messages, align
from checker.cli.setup import Setup, language
from checker_audit.store import Store

_ = Messages(__package__)


@click.command("runs")
@click.option(
    "--store", "place", default="audit.db", show_default=True, metavar="FILE|URL", help="The store."
)
@language
@click.pass_obj
def command(setup: Setup, *, place: str) -> None:
    """List the audits in a store, the oldest first."""
    head = tuple(setup.render(word) for word in (_("run"), _("period"), _("begun"), _("finished")))
    with Store(place) as store:
        rows = [
            (str(number), period, begun, finished or "-") for number, period, begun, finished in store.runs()
        ]
    for line in align([head, *rows]):
        click.echo(line)
