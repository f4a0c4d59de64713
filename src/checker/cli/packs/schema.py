"""`checker packs schema`: the form of pack files, for editors."""

import json

import click

from checker.cli.setup import Setup, language
from checker.packs.schema import pack_schema


@click.command("schema")
@language
@click.pass_obj
def command(setup: Setup) -> None:
    """Write the JSON Schema of pack files, with the options of every check that is installed.

    Editors that know YAML complete and check packs by it; a first line
    “# yaml-language-server: $schema=pack.schema.json” names the file to them.
    """
    click.echo(json.dumps(pack_schema(setup.host.vocabulary), ensure_ascii=False, indent=1))
