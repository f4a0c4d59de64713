"""The global options of the command line, and the parts built from them."""

import os
from collections.abc import Callable, Iterator, Sequence
from functools import cached_property
from itertools import pairwise, takewhile
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

import click

from checker.lazy_dataclasses import dataclass
from checker.messages import LANGUAGES

if TYPE_CHECKING:  # `checker --version` imports none of these
    from checker.app import App
    from checker.errors import CheckerError
    from checker.guard.limits import ChildLimits
    from checker.judging.rules import RulePack
    from checker.messages import Message
    from checker.plugins import Host

Command = TypeVar("Command", bound=Callable[..., object])


@dataclass
class Setup:
    """The global options; plugins and packs are loaded when first used.

    `language` is the value of `--lang`, "" if not given.
    """

    language: str = ""
    disabled: tuple[str, ...] = ()

    @property
    def effective_language(self) -> str:
        """Return the language of the command line: --lang, else the locale's, else on Windows that of its interface."""
        variables = (os.environ.get(name) for name in ("LC_ALL", "LC_MESSAGES", "LANG"))
        locale = next(filter(None, variables), "") or _interface_language()
        return self.language or next((one for one in LANGUAGES if locale.lower().startswith(one)), "en")

    def render(self, message: "Message") -> str:
        """Return a message in the language of the command line."""
        return message.render(self.effective_language)

    def log(self, message: "Message") -> None:
        """Write a message to stderr."""
        from checker.text import clean

        click.echo(f"checker: {clean(self.render(message), 1000)}", err=True)

    def lines(self, error: "CheckerError") -> Iterator[str]:
        """Iterate over the lines of an error; each mistake of a pack is one line."""
        from checker.errors import PackError
        from checker.text import clean

        if isinstance(error, PackError):
            yield from (clean(str(mistake), 1000) for mistake in error.mistakes)
        else:
            yield self.render(error.message)

    @cached_property
    def app(self) -> "App":
        from checker.app import App

        return App(self.disabled)

    def limits(self, *, programs: bool = False) -> "ChildLimits":
        """Return the limits of processes that read documents, with `programs` that convert or recognise them below."""
        from checker.guard.limits import DEFAULT, VARIABLE, WITH_PROGRAMS, adjusted

        return adjusted(WITH_PROGRAMS if programs else DEFAULT, os.environ.get(VARIABLE, ""))

    @property
    def host(self) -> "Host":
        return self.app.host

    @property
    def packs(self) -> "tuple[RulePack, ...]":
        return self.app.packs

    def pack(self, name: str) -> "RulePack":
        """Return the pack with an id, else load the file with that name."""
        return self.app.pack(name)


def _interface_language() -> str:
    """Return the language of the user interface of Windows; an empty text on other systems."""
    import ctypes
    import locale

    windll = getattr(ctypes, "windll", None)
    if windll is None:
        return ""
    return locale.windows_locale.get(windll.kernel32.GetUserDefaultUILanguage(), "")


def _set_language(context: click.Context, _parameter: click.Parameter, value: str | None) -> None:
    if value:
        context.obj.language = value


def asked_language(arguments: Sequence[str]) -> str:
    """Return what --lang says, if it names a language: help that comes before it is in that language, too."""
    options = list(takewhile(lambda word: word != "--", arguments))
    named = [after for word, after in pairwise(options) if word == "--lang"]
    named += [word.partition("=")[2] for word in options if word.startswith("--lang=")]
    return next((one for one in named if one in LANGUAGES), "")


def language(command: Command) -> Command:
    """Add the option --lang, which is accepted before and after the command."""
    return click.option(
        "--lang", type=click.Choice(LANGUAGES), expose_value=False, is_eager=True, callback=_set_language,
        help="Language of findings and messages [default: that of the pack, or of the locale].",
    )(command)  # fmt: skip


def pack_option(command: Command) -> Command:
    """Add the option --pack."""
    return click.option(
        "--pack",
        metavar="ID|FILE|DIR",
        help="Judge by this pack, or by those of a folder [default: the one for the kind and year of the report].",
    )(command)


def previous_option(command: Command) -> Command:
    """Add the option --previous."""
    return click.option(
        "--previous",
        metavar="FILE",
        type=click.Path(path_type=Path),
        help="Last year's report of the same body: figures carried over are compared.",
    )(command)


def terminal_columns() -> int:
    """Return the width of the terminal; 100 columns if there is none."""
    import shutil

    return shutil.get_terminal_size((100, 24)).columns
