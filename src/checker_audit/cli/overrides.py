"""Severities of rules in an audit, from --config and --set; no other configuration is read."""

from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import TypeVar

import click

from checker import Messages
from checker.cli.policy import overrides_of
from checker.cli.setup import Setup
from checker.config import Config, Settings, read_config, read_words

_ = Messages(__package__)

Command = TypeVar("Command", bound=Callable[..., object])


def override_options(command: Command) -> Command:
    """Add the options --config and --set."""
    for option in (
        click.option(
            "--set", "words", multiple=True, metavar="severity.RULE=LEVEL",
            help="Set the severity of a rule: error, warning, info, off. Overrides --config. Repeatable.",
        ),
        click.option(
            "--config", type=click.Path(path_type=Path), metavar="FILE",
            help="Take severities of rules from this configuration [default: those of their packs].",
        ),
    ):  # fmt: skip
        command = option(command)
    return command


def overrides(
    setup: Setup, config: Path | None, words: Sequence[str], pack: str | None
) -> tuple[tuple[str, str, str], ...]:
    """Return severity overrides for WorkerOptions; warn about settings that audits ignore."""
    here = Path.cwd()
    read = read_config(config.absolute(), config.as_posix(), here) if config else None
    if read is not None and (others := tuple(_ignored(read))):
        setup.log(_("{path}: an audit uses only severities of rules, not {keys}", path=config, keys=others))
    settings: Settings = {**(read.settings if read else {}), **read_words(words, "--set", here)}
    packs = (*setup.packs, *([setup.pack(pack)] if pack else []))
    found = overrides_of(settings, packs)
    return tuple(
        (rule, "off" if one.severity is None else one.severity.value, one.origin)
        for rule, one in sorted(found.items())
    )


def _ignored(config: Config) -> Iterator[str]:
    """Yield the keys that only `checker check` uses."""
    yield from (key for key in config.settings if not key.startswith("severity."))
    yield from ["overrides"] if config.overrides else []
