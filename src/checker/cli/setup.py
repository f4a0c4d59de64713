"""What the options of the command line say, and the parts they lead to."""

import os
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, TypeVar

import click

from checker.messages import LANGUAGES

if TYPE_CHECKING:  # `checker --version` imports none of these
    from checker.app import App
    from checker.errors import CheckerError
    from checker.judging.engine import Engine
    from checker.judging.rules import RulePack
    from checker.messages import Message
    from checker.plugins import Host

Command = TypeVar("Command", bound=Callable[..., object])


@dataclass
class Setup:
    """The options that hold for every command; plugins and packs are loaded when they are asked for.

    `language` is what `--lang` says, "" where it was not given.
    """

    language: str = ""
    disabled: tuple[str, ...] = ()

    @property
    def spoken(self) -> str:
        """Return the language in which the command line speaks: --lang, else the locale's."""
        variables = (os.environ.get(name) for name in ("LC_ALL", "LC_MESSAGES", "LANG"))
        locale = next(filter(None, variables), "")
        return self.language or next((one for one in LANGUAGES if locale.lower().startswith(one)), "en")

    def say(self, message: "Message") -> str:
        """Say a sentence in the language of the command line."""
        return message.render(self.spoken)

    def tell(self, message: "Message") -> None:
        """Say a sentence on stderr."""
        from checker.text import clean

        click.echo(f"checker: {clean(self.say(message), 1000)}", err=True)

    def lines(self, error: "CheckerError") -> Iterator[str]:
        """Say what went wrong; a pack's mistakes are a line each."""
        from checker.errors import PackError
        from checker.text import clean

        if isinstance(error, PackError):
            yield from (clean(str(mistake), 1000) for mistake in error.mistakes)
        else:
            yield self.say(error.message)

    @cached_property
    def app(self) -> "App":
        from checker.app import App

        return App(self.disabled)

    @property
    def host(self) -> "Host":
        return self.app.host

    @property
    def packs(self) -> "tuple[RulePack, ...]":
        return self.app.packs

    def pack(self, name: str) -> "RulePack":
        """Return the pack of an id, else load the file of that name."""
        return self.app.pack(name)

    def engine(self, pack: str | None = None, *, convert: bool = False, ocr: bool = False) -> "Engine":
        """Build the engine, as an app does."""
        return self.app.engine(pack, convert=convert, ocr=ocr)


def _speak(context: click.Context, _parameter: click.Parameter, spoken: str | None) -> None:
    if spoken:
        context.obj.language = spoken


def language(command: Command) -> Command:
    """Add the option --lang, which counts before the command as well as after it."""
    return click.option(
        "--lang", type=click.Choice(LANGUAGES), expose_value=False, is_eager=True, callback=_speak,
        help="Language of findings and messages [default: the pack's, the locale's].",
    )(command)  # fmt: skip


def governing(command: Command) -> Command:
    """Add the option --pack, which overrules the choice by the filing's year."""
    return click.option(
        "--pack",
        metavar="ID|FILE",
        help="Judge by this pack [default: the one that governs the report year].",
    )(command)


def terminal_columns() -> int:
    """Return how wide the terminal is; 100 columns where there is none."""
    import shutil

    return shutil.get_terminal_size((100, 24)).columns
