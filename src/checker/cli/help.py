"""Help and usage errors in the language of the command line: click has them in English only."""

from typing import Any

import click

from checker.cli.setup import Setup
from checker.messages import Messages

_ = Messages(__package__)

_ENGLISH = "en"


class LocalContext(click.Context):
    """A context whose help is in the language of the command line."""

    def make_formatter(self) -> click.HelpFormatter:
        """Return what writes the help."""
        language = _language(self)
        if language == _ENGLISH:
            return super().make_formatter()
        from checker.cli.help_text import Formatter  # `checker --version` imports none of it

        return Formatter(self, language)


def local(command: click.Command) -> click.Command:
    """Let a command, and those below it, show their help in the language of the command line."""
    command.context_class = LocalContext
    for below in getattr(command, "commands", {}).values():
        local(below)
    return command


def show(error: click.ClickException, setup: Setup) -> None:
    """Write an error of usage to stderr."""
    language = setup.effective_language
    if language == _ENGLISH or not isinstance(error, click.UsageError):
        error.show()
        return
    if error.ctx is not None:
        click.echo(error.ctx.get_usage(), err=True)
        command = f"{error.ctx.command_path} --help"
        click.echo(_("“{command}” shows the help", command=command).render(language), err=True)
    from checker.cli.help_text import explained

    reason = explained(error.format_message())
    click.echo(_("Error: {reason}", reason=reason).render(language), err=True)


def _language(context: click.Context) -> str:
    setup: Any = context.find_object(Setup)
    return setup.effective_language if setup is not None else _ENGLISH
