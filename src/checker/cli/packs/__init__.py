"""`checker packs`: list and show packs, and tools for their authors."""

from importlib import import_module

import click

from checker.cli.help import local

# one module per command, imported when it is used
_MODULES = {
    "list": "list_packs",
    "show": "show",
    "lint": "lint",
    "test": "test_rules",
    "diff": "compare",
    "new": "new",
    "schema": "schema",
}


class _Packs(click.Group):
    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002  # click's signature
        """List the commands in the order of use."""
        return list(_MODULES)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002  # likewise
        """Return a command."""
        if cmd_name not in _MODULES:
            return None
        command: click.Command = import_module(f"{__name__}.{_MODULES[cmd_name]}").command
        return local(command)


@click.group("packs", cls=_Packs)
def command() -> None:
    """List, show, lint, test, compare and write rule packs."""
