"""`checker config`: which settings apply to a file, and where they come from."""

import json
from collections.abc import Iterator
from pathlib import Path

import click

from checker.cli.policy import Policy, Sources, configured
from checker.cli.setup import Setup, language
from checker.config import Setting
from checker.terminal import align
from checker.text import clean

_DEFAULTS: dict[str, str | tuple[str, ...]] = {
    "pack": "",
    "fail_on": "error",
    "lang": "",
    "exclude": (),
}


@click.group("config")
def command() -> None:
    """Show the configuration."""


@command.command("show")
@click.argument("path", default=".", type=click.Path(exists=True, path_type=Path))
@click.option("--origin", is_flag=True, help="Show which file or option each value comes from.")
@configured
@language
@click.pass_obj
def show(
    setup: Setup,
    *,
    path: Path,
    origin: bool,
    config: Path | None,
    trusted: Path | None,
    words: tuple[str, ...],
) -> None:
    """Show the settings that apply to a file, or to the files of a folder."""
    policy = Policy(setup, Sources(config, trusted, words))
    policy.use_packs([path])
    for pack in setup.packs:  # reports overrides that are ignored and rules that do not exist
        policy.with_severities(pack, path)
    defaults = {key: Setting(value, "default") for key, value in _DEFAULTS.items()}
    settings = {**defaults, **policy.settings(path)}
    for line in _aligned(settings, origin=origin):
        click.echo(line)


def _aligned(settings: dict[str, Setting], *, origin: bool) -> Iterator[str]:
    rows = [(f"{clean(key)} = {_written(s)}", f"# {clean(s.origin)}") for key, s in sorted(settings.items())]
    yield from align(rows) if origin else (value for value, _origin in rows)


def _written(setting: Setting) -> str:
    value = list(setting.value) if isinstance(setting.value, tuple) else setting.value
    return clean(json.dumps(value, ensure_ascii=False), 1000)
