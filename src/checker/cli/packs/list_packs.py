"""`checker packs list`: which packs there are."""

import click

from checker.cli.setup import Setup, language
from checker.judging.rules import Years
from checker.messages import Messages
from checker.terminal import align

_ = Messages(__package__)


@click.command("list")
@language
@click.pass_obj
def command(setup: Setup) -> None:
    """List the packs that are installed: id, the report years they govern, number of rules, title."""
    head = tuple(map(setup.say, (_("pack"), _("years"), _("rules"), _("across filings"), _("title"))))
    rows = [
        (pack.id, spell(pack.years), str(len(pack.rules)), str(len(pack.audit)), pack.title)
        for pack in setup.packs
    ]
    for line in align([head, *rows]):
        click.echo(line)


def spell(years: Years) -> str:
    """Write the years that a pack governs: 2019–2020, 2021–, 2018."""
    return str(years.first) if years.first == years.last else f"{years.first or ''}–{years.last or ''}"
