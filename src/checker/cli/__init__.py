"""The command line: the only part of the product that prints, exits and reads the environment."""

import atexit
import errno
import gc
import os
import sys
import threading
from collections.abc import Callable, Sequence
from contextlib import suppress
from importlib import import_module
from typing import Any, NoReturn

import click

from checker.cli.help import LocalContext, local, show
from checker.cli.isolation import isolate
from checker.cli.setup import Setup, asked_language, language
from checker.messages import Messages
from checker.version import VERSION

_ = Messages(__package__)

_FULL = {errno.ENOSPC, errno.EIO, errno.EFBIG, getattr(errno, "EDQUOT", errno.ENOSPC)}
_SELDOM = (100_000, 50, 50)  # objects between collections: documents are large and hold hardly any cycles
# one module per command, imported when it is used
COMMANDS = (
    "check",
    "annotate",
    "fix",
    "inspect",
    "extract",
    "textconv",
    "explain",
    "checks",
    "template",
    "packs",
    "config",
    "waive",
    "baseline",
    "plugins",
)


class Checker(click.Group):
    """The group of all commands; turns every outcome into an exit code."""

    context_class = LocalContext

    def list_commands(self, ctx: click.Context) -> list[str]:
        """List the built-in commands in the order of use, then those of plugins.

        Help stays available when a plugin does not load: the error is logged.
        """
        from checker.errors import CheckerError

        try:
            return [*COMMANDS, *ctx.obj.host.commands]
        except CheckerError as error:
            for line in ctx.obj.lines(error):
                click.echo(f"checker: {line}", err=True)
            return list(COMMANDS)

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """Take a file or folder in the place of a command for what is to be checked."""
        if _looks_like_path(args[0]) and self.get_command(ctx, args[0]) is None:
            args = ["check", *args]
        elif self.get_command(ctx, args[0]) is None and (close := self._closest(ctx, args[0])):
            ctx.fail(f"No such command '{args[0]}'. Did you mean '{close}'?")
        return super().resolve_command(ctx, args)

    def _closest(self, ctx: click.Context, word: str) -> str:
        from difflib import get_close_matches

        return next(iter(get_close_matches(word, self.list_commands(ctx), 1)), "")

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Take options before a file or folder for those of `check`."""
        words = [*args]
        try:
            return super().parse_args(ctx, args)
        except click.NoSuchOption:
            if not any(map(_looks_like_path, words)):
                raise
            return super().parse_args(ctx, ["check", *words])

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Return a command; plugins are loaded only for one that is not built in."""
        if cmd_name not in COMMANDS:
            found: click.Command | None = ctx.obj.host.commands.get(cmd_name)
            return found and local(found)
        command: click.Command = import_module(f"checker.cli.{cmd_name}").command
        return local(command)

    def main(self, args: Sequence[str] | None = None, **extra: Any) -> NoReturn:  # type: ignore[override]  # always exits
        """Run a command and exit: 0 clean, 1 findings, 2 could not judge, 130 interrupted."""
        if args is None:
            gc.set_threshold(*_SELDOM)
            _open_closed_streams()
            isolate(sys.argv[1:])
        _write_utf8()
        setup = Setup(language=asked_language(sys.argv[1:] if args is None else args))
        extra |= {"prog_name": "checker", "standalone_mode": False, "obj": setup}
        sys.exit(_code(lambda: super(Checker, self).main(args, **extra), setup))


def program() -> None:
    """Run the command `checker`, and end the process."""
    try:
        main()
    except SystemExit as ended:
        watched = sys.gettrace() or sys.getprofile()  # for files that are written when Python ends
        if isinstance(ended.code, int) and threading.active_count() == 1 and not watched:
            _leave(ended.code)
        raise


def _leave(code: int) -> None:
    """End the process without freeing what it has loaded one by one, which takes as long as reading a document."""
    atexit._run_exitfuncs()  # noqa: SLF001  # as Python itself does first
    with suppress(OSError):  # else Python ends, which tells that the output is lost
        sys.stdout.flush()
        sys.stderr.flush()
        os._exit(code)


def _looks_like_path(word: str) -> bool:
    return not word.startswith("-") and ("." in word or os.sep in word or os.path.lexists(word))


def _code(run: Callable[[], int | None], setup: Setup) -> int:
    try:
        return _outcome(run, setup)
    except OSError:  # not even an error can be written
        return 2


def _outcome(run: Callable[[], int | None], setup: Setup) -> int:
    try:
        return run() or 0
    except click.ClickException as error:
        show(error, setup)
        return error.exit_code
    except (click.Abort, KeyboardInterrupt):
        return 130
    except SystemExit as ended:  # click exits with 1, the code for findings, when a pipe is closed (`| head`)
        return 0 if not ended.code else 141
    except Exception as error:  # noqa: BLE001  # Python would exit with 1, the code for findings
        return _fail(error, setup)


def _fail(error: Exception, setup: Setup) -> int:
    from checker.errors import CheckerError

    if isinstance(error, CheckerError):
        for line in setup.lines(error):
            click.echo(f"checker: {line}", err=True)
    elif isinstance(error, OSError) and error.errno in _FULL and error.filename is None:
        setup.log(_("the output cannot be written: {reason}", reason=error.strerror))
        _silence()  # what is left in its buffer cannot be written either
    else:
        import traceback

        traceback.print_exception(error)
    return 2


def _open_closed_streams() -> None:
    """Give streams that the caller has closed a place to go, so that no other file gets their numbers."""
    for number in range(3):
        try:
            os.fstat(number)
        except OSError:
            os.open(os.devnull, os.O_RDWR)
    sys.stdout = sys.stdout or open(1, "w", closefd=False)  # noqa: SIM115  # for the life of the program
    sys.stderr = sys.stderr or open(2, "w", closefd=False)  # noqa: SIM115  # likewise


def _silence() -> None:
    """Send what is still to be written to stdout nowhere."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), 1)


def _write_utf8() -> None:
    """Write UTF-8 whatever the locale; characters that cannot be encoded are escaped."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")


def _disabled(context: click.Context, _parameter: click.Parameter, words: tuple[str, ...]) -> None:
    for word in words:
        if not word.startswith("no:"):
            raise click.BadParameter(f"“{word}” is not no:NAME", context)
    listed = os.environ.get("CHECKER_DISABLE_PLUGINS", "").split(",")
    names = [word.removeprefix("no:") for word in words] + [name.strip() for name in listed]
    context.obj.disabled = tuple(filter(None, names))


def _introduction(setup: Setup) -> str:
    return setup.render(
        _(
            "Checker tells what has to be corrected in a document before it is handed in.\n"
            "  checker FILE…          judge documents, and all documents in folders\n"
            "  checker annotate FILE  write a copy with a comment at each place to correct\n"
            "  checker fix FILE       write a copy with certain corrections made\n"
            "  checker --help         all commands; checker COMMAND --help: its options"
        )
    )


@click.group(
    cls=Checker, name="checker", invoke_without_command=True, context_settings={"help_option_names": ["-h", "--help"]}
)  # fmt: skip
@click.version_option(VERSION, prog_name="checker", message="%(prog)s %(version)s")
@click.option(
    "-p", metavar="no:NAME", multiple=True, expose_value=False, callback=_disabled,
    help="Disable a plugin; also CHECKER_DISABLE_PLUGINS=NAME,NAME.",
)  # fmt: skip
@language
@click.pass_context
def main(context: click.Context) -> int | None:
    """Check submitted documents against the rules that apply to them.

    Exit code: 0 no finding at or above --fail-on, 1 findings, 2 usage or configuration
    error, or a document that could not be read.
    """
    if context.invoked_subcommand is None:
        click.echo(_introduction(context.obj), err=True)
        return 2  # nothing was judged: a script with an empty list of files must not pass
    return None
