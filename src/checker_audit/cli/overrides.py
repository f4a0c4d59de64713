"""Severities of rules and readers of suffixes in an audit, from --config and --set; no other configuration is read."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TypeVar

import click

from checker import Messages, UsageError
from checker.cli.policy import overrides_of, readers_of
from checker.cli.setup import Setup
from checker.config import Config, Settings, read_config, read_words
from checker_audit.worker import WorkerOptions

_ = Messages(__package__)

Command = TypeVar("Command", bound=Callable[..., object])


def override_options(command: Command) -> Command:
    """Add the options --config and --set."""
    for option in (
        click.option(
            "--set", "words", multiple=True, metavar="KEY=VALUE",
            help="A setting: severity.RULE=error|warning|info|off, or readers.SUFFIX=PLUGIN. Overrides --config. "
            "Repeatable.",
        ),
        click.option(
            "--config", type=click.Path(path_type=Path), metavar="FILE",
            help="Take severities of rules and [readers] from this configuration.",
        ),
    ):  # fmt: skip
        command = option(command)
    return command


def with_settings(
    options: WorkerOptions, setup: Setup, config: Path | None, words: Sequence[str]
) -> WorkerOptions:
    """Return options with the configured severities and readers; warn about settings that audits ignore.

    Raise UsageError for settings of single files: they change verdicts, so that they must not be ignored.
    """
    here = Path.cwd()
    read = read_config(config.absolute(), config.as_posix(), here) if config else None
    if read is not None and read.overrides:
        raise UsageError(
            _("{path}: an audit has the same rules for all files; remove [[overrides]]", path=config)
        )
    if read is not None and (others := tuple(_ignored(read))):
        setup.log(
            _(
                "{path}: an audit uses only severities of rules and readers, not {keys}",
                path=config,
                keys=others,
            )
        )
    settings: Settings = {**(read.settings if read else {}), **read_words(words, "--set", here)}
    packs = (*setup.packs, *([setup.pack(options.pack)] if options.pack else []))
    found = overrides_of(settings, packs)
    overrides = (
        (rule, "off" if one.severity is None else one.severity.value, one.origin)
        for rule, one in sorted(found.items())
    )
    readers = ((suffix, str(one.value)) for suffix, one in sorted(readers_of(settings).items()))
    return replace(options, overrides=tuple(overrides), readers=tuple(readers))


def _ignored(config: Config) -> Iterator[str]:
    """Yield the keys that only `checker check` uses."""
    yield from (key for key in config.settings if not key.startswith(("severity.", "readers.")))
