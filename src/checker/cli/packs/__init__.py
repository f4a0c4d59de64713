"""`checker packs`: which packs there are, what is in them, and what their authors need."""

from importlib import import_module

import click

# one module a command, imported when it is asked for
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
        """List the commands in the order in which people need them."""
        return list(_MODULES)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002  # likewise
        """Import one command."""
        if cmd_name not in _MODULES:
            return None
        command: click.Command = import_module(f"{__name__}.{_MODULES[cmd_name]}").command
        return command


@click.group("packs", cls=_Packs)
def command() -> None:
    """List, show, lint, test, compare and write rule packs."""
