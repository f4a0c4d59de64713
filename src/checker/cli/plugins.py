"""`checker plugins`: what is loaded, from where."""

import json
from dataclasses import asdict

import click

from checker.cli.setup import Setup, language
from checker.messages import Messages
from checker.terminal import align
from checker.text import clean

_ = Messages(__package__)


@click.command("plugins")
@click.option("--json", "as_json", is_flag=True, help="Write JSON.")
@language
@click.pass_obj
def command(setup: Setup, as_json: bool) -> None:
    """List the plugins that are loaded: name, version, distribution, hooks."""
    plugins = setup.host.plugins
    if as_json:
        click.echo(json.dumps([asdict(plugin) for plugin in plugins], indent=2))
        return
    head = tuple(map(setup.render, (_("plugin"), _("version"), _("distribution"), _("hooks"))))
    rows = [(p.name, p.version, p.distribution, ", ".join(p.hooks)) for p in plugins]
    for line in align([head, *(tuple(map(clean, row)) for row in rows)]):
        click.echo(line)
