"""How grave rules are in an audit, as a configuration that is named says; no other is looked for."""

from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import TypeVar

import click

from checker.cli.policy import overrides_of
from checker.cli.setup import Setup
from checker.config import Config, Settings, read_config, read_words
from checker.messages import Messages

_ = Messages(__package__)

Command = TypeVar("Command", bound=Callable[..., object])


def graded(command: Command) -> Command:
    """Add the options --config and --set."""
    for option in (
        click.option(
            "--set", "words", multiple=True, metavar="severity.RULE=GRADE",
            help="Grade a rule: error, warning, info, off. Wins over --config. Repeatable.",
        ),
        click.option(
            "--config", type=click.Path(path_type=Path), metavar="FILE",
            help="Grade rules as this configuration does [default: as their packs do].",
        ),
    ):  # fmt: skip
        command = option(command)
    return command


def grades(
    setup: Setup, config: Path | None, words: Sequence[str], pack: str | None
) -> tuple[tuple[str, str, str], ...]:
    """Return how rules are graded, as an outfit takes it; tell what a configuration says besides."""
    here = Path.cwd()
    read = read_config(config.absolute(), config.as_posix(), here) if config else None
    if read is not None and (others := tuple(_others(read))):
        setup.log(_("{path}: only grades of rules count in an audit, not {keys}", path=config, keys=others))
    settings: Settings = {**(read.settings if read else {}), **read_words(words, "--set", here)}
    packs = (*setup.packs, *([setup.pack(pack)] if pack else []))
    found = overrides_of(settings, packs)
    return tuple(
        (rule, "off" if grade.severity is None else grade.severity.value, grade.origin)
        for rule, grade in sorted(found.items())
    )


def _others(config: Config) -> Iterator[str]:
    """List the keys that only `checker check` heeds."""
    yield from (key for key in config.settings if not key.startswith("severity."))
    yield from ["overrides"] if config.overrides else []
