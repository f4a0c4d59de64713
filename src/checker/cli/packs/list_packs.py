"""`checker packs list`: the installed packs."""

import click

from checker.cli.policy import use_configured_packs
from checker.cli.setup import Setup, language
from checker.judging.rules import Years
from checker.messages import Messages
from checker.terminal import align

_ = Messages(__package__)


@click.command("list")
@language
@click.pass_obj
def command(setup: Setup) -> None:
    """List the installed packs: id, report years, number of rules, title."""
    use_configured_packs(setup)
    head = tuple(map(setup.render, (_("pack"), _("years"), _("rules"), _("across filings"), _("title"))))
    rows = [
        (pack.id, spell_years(pack.years), str(len(pack.rules)), str(len(pack.audit)), pack.title)
        for pack in setup.packs
    ]
    for line in align([head, *rows]):
        click.echo(line)


def spell_years(years: Years) -> str:
    """Return the years of a pack as text: 2019–2020, 2021–, 2018."""
    return str(years.first) if years.first == years.last else f"{years.first or ''}–{years.last or ''}"
