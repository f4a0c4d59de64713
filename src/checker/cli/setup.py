"""What the options of the command line say, and the parts they lead to."""

import os
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, TypeVar

import click

if TYPE_CHECKING:  # `checker --version` imports none of these
    from checker.engine import Engine
    from checker.errors import CheckerError, UsageError
    from checker.messages import Message
    from checker.plugins import Host
    from checker.rules import RulePack

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
        return self.language or ("zh" if locale.lower().startswith("zh") else "en")

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
    def host(self) -> "Host":
        from checker.plugins import load

        return load(self.disabled)

    @cached_property
    def packs(self) -> "tuple[RulePack, ...]":
        """Load all packs, older editions first."""
        from checker.packs import load_packs

        packs = load_packs(self.host.packs, self.host.vocabulary)
        return tuple(sorted(packs, key=lambda pack: (pack.family, pack.years.first or 0, pack.id)))

    def pack(self, name: str) -> "RulePack":
        """Return the pack of an id, else load the file of that name."""
        found = next((pack for pack in self.packs if pack.id == name), None)
        if found is not None:
            return found
        if os.path.isfile(name):  # noqa: PTH113  # it may be no path at all
            from pathlib import Path

            from checker.packs import load_pack

            return load_pack(Path(name), self.host.vocabulary, self.host.packs)
        from checker.messages import Sentences

        _ = Sentences(__package__)
        raise unknown(
            _("no pack and no file is called “{name}”", name=name), name, (pack.id for pack in self.packs)
        )

    def engine(self, pack: str | None = None, *, convert: bool = False, ocr: bool = False) -> "Engine":
        """Build the engine; `pack` overrules the choice by the filing's year.

        `convert` allows conversions, `ocr` the recognition of scans.
        """
        from checker.engine import Engine

        readers = self.host.converting_reader_of if convert else self.host.reader_of
        allowed = self.host.recognising(readers) if ocr else readers
        return Engine(allowed, self.packs, self.pack(pack) if pack else None)


def unknown(problem: "Message", name: str, known: Iterable[str]) -> "UsageError":
    """Make the error for a name that is not known, with the one that may have been meant."""
    from difflib import get_close_matches

    from checker.errors import UsageError
    from checker.messages import Sentences

    _ = Sentences(__package__)
    close = get_close_matches(name, tuple(known), n=1, cutoff=0.5)
    if not close:
        return UsageError(problem)
    return UsageError(_("{problem}; did you mean “{close}”?", problem=problem, close=close[0]))


def _speak(context: click.Context, _parameter: click.Parameter, spoken: str | None) -> None:
    if spoken:
        context.obj.language = spoken


def language(command: Command) -> Command:
    """Add the option --lang, which counts before the command as well as after it."""
    return click.option(
        "--lang", type=click.Choice(["zh", "en"]), expose_value=False, is_eager=True, callback=_speak,
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
