"""`checker audit`: read thousands of submissions, compare them with one another, say who is missing and what is wrong."""

from importlib import import_module

import click

from checker.errors import UsageError
from checker.messages import Messages

_ = Messages(__package__)

# one module a command, imported when it is asked for; what is none of their names is a PATH of `run`
_MODULES = {"run": "run", "runs": "runs", "export": "export", "merge": "merge"}


class _Audit(click.Group):
    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002  # click's signature
        """List the commands in the order in which people need them."""
        return list(_MODULES)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002  # likewise
        """Import one command."""
        if cmd_name not in _MODULES:
            return None
        try:
            command: click.Command = import_module(f"{__name__}.{_MODULES[cmd_name]}").command
        except ModuleNotFoundError as error:
            if error.name is None or error.name.partition(".")[0] in {"checker", "checker_audit"}:
                raise
            raise UsageError(
                _("audits need the extra “audit”: pip install 'filing-checker[audit]'")
            ) from error
        return command

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Take `checker audit PATH…` for `checker audit run PATH…`."""
        if args and args[0] not in {*_MODULES, *ctx.help_option_names}:
            args = ["run", *args]
        return super().parse_args(ctx, args)


@click.group("audit", cls=_Audit)
def command() -> None:
    """Audit submissions: `checker audit PATH… --roster bodies.csv --year 2024 --store audit.db --out DIR`.

    `checker audit PATH…` is short for `checker audit run PATH…`.
    """
