"""`checker packs schema`: the JSON Schema of pack files, for editors."""

import json

import click

from checker.cli.setup import Setup, language
from checker.packs.schema import pack_schema


@click.command("schema")
@language
@click.pass_obj
def command(setup: Setup) -> None:
    """Write the JSON Schema of pack files, with the options of every installed check.

    Editors with YAML support complete and check packs with it; the first line
    “# yaml-language-server: $schema=pack.schema.json” of a pack points to the file.
    """
    click.echo(json.dumps(pack_schema(setup.host.vocabulary), ensure_ascii=False, indent=1))
