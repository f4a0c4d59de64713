"""`checker plugins`: list the loaded plugins, or write a new one."""

import json
from dataclasses import asdict

import click

from checker.cli.plugins.new import new
from checker.cli.setup import Setup, language
from checker.messages import Messages
from checker.terminal import align
from checker.text import clean

_ = Messages(__package__)


@click.group("plugins", invoke_without_command=True)
@click.option("--json", "as_json", is_flag=True, help="Write JSON.")
@language
@click.pass_context
def command(context: click.Context, as_json: bool) -> None:
    """List the loaded plugins, or write a new one."""
    if context.invoked_subcommand is None:
        _list(context.obj, as_json=as_json)


def _list(setup: Setup, *, as_json: bool) -> None:
    plugins = setup.host.plugins
    if as_json:
        click.echo(json.dumps([asdict(plugin) for plugin in plugins], indent=2))
        return
    head = tuple(map(setup.render, (_("plugin"), _("version"), _("distribution"), _("hooks"))))
    rows = [(p.name, p.version, p.distribution, ", ".join(p.hooks)) for p in plugins]
    for line in align([head, *(tuple(map(clean, row)) for row in rows)]):
        click.echo(line)


command.add_command(new)
