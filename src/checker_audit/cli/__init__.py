"""`checker audit`: check many submissions and compare them with each other and with a roster."""

from importlib import import_module

import click

from checker import Messages, UsageError, install_command
from checker.cli.help import local

_ = Messages(__package__)

# one module per command, imported on demand; any other first argument is a PATH of `run`
_COMMANDS = ("run", "runs", "diff", "history", "export", "merge")


class _Audit(click.Group):
    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002  # click's signature
        """List the commands in the order in which people need them."""
        return list(_COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002  # likewise
        """Import one command."""
        if cmd_name not in _COMMANDS:
            return None
        try:
            command: click.Command = import_module(f"{__name__}.{cmd_name}").command
        except ModuleNotFoundError as error:
            if error.name is None or error.name.partition(".")[0] in {"checker", "checker_audit"}:
                raise
            raise UsageError(
                _("audits need more packages: {command}", command=install_command("audit"))
            ) from error
        return local(command)

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Read `checker audit PATH…` as `checker audit run PATH…`."""
        if args and args[0] not in {*_COMMANDS, *ctx.help_option_names}:
            args = ["run", *args]
        return super().parse_args(ctx, args)


@click.group("audit", cls=_Audit)
def command() -> None:
    """Audit submissions: `checker audit PATH… --roster bodies.csv --year 2024 --store audit.db --out DIR`.

    `checker audit PATH…` is short for `checker audit run PATH…`.
    """
