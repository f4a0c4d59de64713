"""The settings of each submission: pack, severities, language, threshold, waivers."""

import os
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import field, replace
from datetime import datetime
from pathlib import Path
from typing import TypeVar

import click

from checker.app import unknown
from checker.cli.setup import Setup
from checker.config import Config, Setting, Settings, bounded, find_config, read_config, read_words, strictest
from checker.errors import UsageError
from checker.globs import matches
from checker.judging.engine import Engine
from checker.judging.reports import Report
from checker.judging.rules import RulePack, Severity
from checker.judging.severity_overrides import SeverityOverride, weakening, with_overrides
from checker.judging.waivers import NAME, Waivers, read_waivers
from checker.lazy_dataclasses import dataclass
from checker.messages import Message, Messages
from checker.packs.files import pack_files

_ = Messages(__package__)

Command = TypeVar("Command", bound=Callable[..., object])


@dataclass(frozen=True, slots=True)
class Sources:
    """The command-line options that name sources of settings."""

    config: Path | None = None
    trusted: Path | None = None
    words: tuple[str, ...] = ()
    exclude: tuple[str, ...] = ()


@dataclass
class Policy:
    """The settings of each submission.

    The command line wins over the nearest configuration file. With a trusted configuration, that comes first, and
    the nearest one counts only where it does not weaken it.
    """

    setup: Setup
    sources: Sources = Sources()
    flags: Mapping[str, str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        here = Path.cwd()
        flags = {k: Setting(value, f"--{k.replace('_', '-')}", here) for k, value in self.flags.items()}
        self._given: Settings = {**read_words(self.sources.words, "--set", here), **flags}
        self._trusted = self._given_config(self.sources.trusted)
        self._fixed = self._given_config(self.sources.config)
        self._found: dict[Path, Path | None] = {}
        self._read: dict[Path, Config] = {}
        self._waivers: dict[Path, Waivers] = {}
        self._logged: set[str] = set()

    # --- which settings ---

    def config(self, path: Path) -> Config | None:
        """Return the configuration of a submission: the one given by option, else the nearest one."""
        if self._fixed is not None:
            return self._fixed
        folder = absolute(path) if os.path.isdir(path) else absolute(path).parent  # noqa: PTH112  # Path.is_dir may raise
        if folder not in self._found:
            self._found[folder] = find_config(folder)
        file = self._found[folder]
        if file is None:
            return None
        if file not in self._read:
            self._read[file] = read_config(file, shown(file))
        return self._read[file]

    def settings(self, path: Path) -> Settings:
        """Return the settings of a submission; severities of an untrusted tree are bounded in `with_severities`."""
        trusted, tree = self._layers(path)
        return {**trusted, **tree, **self._given}

    def included(self, submissions: Sequence[Path], named: Iterable[Path]) -> tuple[Path, ...]:
        """Leave out files that the configuration excludes, except those given explicitly."""
        explicit = frozenset(named)
        kept = tuple(path for path in submissions if path in explicit or not self.excludes(path))
        if explicit and submissions and not kept:
            raise UsageError(_("all files are excluded"))
        if len(kept) < len(submissions):
            self._log(_("files excluded: {count}", count=len(submissions) - len(kept)))
        return kept

    def threshold(self, submissions: Iterable[Path]) -> Severity | None:
        """Return the severity at which the check fails: the strictest setting of all submissions."""
        settings = (self.settings(path).get("fail_on") for path in submissions)
        threshold = strictest(
            str(setting.value) for setting in dict.fromkeys(settings) if setting is not None
        )
        return None if threshold == "never" else Severity(threshold)

    def language(self, path: Path) -> str:
        """Return the language set in the configuration, or ""."""
        setting = self.settings(path).get("lang")
        return str(setting.value) if setting else ""

    def readers(self, submissions: Iterable[Path]) -> Mapping[str, str]:
        """Map suffixes to the plugins that are to read them; raise UsageError where two configurations differ."""
        chosen: dict[str, Setting] = {}
        for path in submissions:
            for suffix, setting in readers_of(self.settings(path)).items():
                if chosen.setdefault(suffix, setting).value != setting.value:
                    raise UsageError(
                        _("{one} and {other} choose different plugins to read {suffix}",
                          one=chosen[suffix].origin, other=setting.origin, suffix=suffix)
                    )  # fmt: skip
        return {suffix: str(setting.value) for suffix, setting in chosen.items()}

    # --- the engine ---

    def use_packs(self, submissions: Iterable[Path]) -> None:
        """Let the packs that the submissions' configurations add be known beside the installed ones.

        `--pack` may also name one that the configuration of the working directory adds.
        """
        here = [Path.cwd() / "-"] if "pack" in self.flags else []
        own = (file for path in (*submissions, *here) for file in self._own_packs(path))
        self.setup.app.add_packs(tuple(dict.fromkeys(own)))

    def engine(self, engine: Engine, path: Path) -> Engine:
        """Return the engine with the packs and the severities of a submission."""
        setting = self.settings(path).get("pack")
        pack, candidates = engine.pack, self._known(engine.packs, path)
        if setting is not None and setting.origin != "--pack":
            named = self._packs(setting)
            pack, candidates = (named[0], candidates) if len(named) == 1 else (None, named)
        packs = {pack.id: self.with_severities(pack, path) for pack in candidates}
        return replace(
            engine,
            packs=tuple(packs.values()),
            pack=None if pack is None else self.with_severities(pack, path),
        )

    def with_severities(self, pack: RulePack, path: Path) -> RulePack:
        """Return a pack with the severities of a submission's settings."""
        trusted, tree = self._layers(path)
        for layer in (trusted, tree, self._given):
            overrides = overrides_of(layer, (*self.setup.packs, pack))
            weak = weakening(pack, overrides) if self._trusted and layer is tree else ()
            for rule in weak:
                self._ignore(f"severity.{rule}", tree[f"severity.{rule}"])
            pack = with_overrides(
                pack, {rule: override for rule, override in overrides.items() if rule not in weak}
            )
        return pack

    def _packs(self, setting: Setting) -> tuple[RulePack, ...]:
        name = str(setting.value)
        beside = setting.folder / name
        is_id = any(pack.id == name for pack in self.setup.packs)
        return self.setup.app.named_packs(str(beside) if not is_id and os.path.exists(beside) else name)  # noqa: PTH110  # or no path

    def _own_packs(self, path: Path) -> tuple[Path, ...]:
        """List the pack files and folders that the configuration of a submission adds; raise UsageError for others."""
        setting = self.settings(path).get("packs")
        if setting is None:
            return ()
        files = tuple(setting.folder / name for name in setting.value)
        for file in (file for file in files if not os.path.exists(file)):  # noqa: PTH110  # Path.exists may raise
            raise UsageError(
                _("{origin}: packs: there is no {path}", origin=setting.origin, path=shown(file))
            )
        return files

    def _known(self, packs: Sequence[RulePack], path: Path) -> Sequence[RulePack]:
        """Leave out the packs that only configurations of other submissions add."""
        own = {file.resolve() for given in self._own_packs(path) for file in pack_files(given)}
        files, installed = self.setup.app.pack_files, self.setup.host.packs
        return [
            pack
            for pack in packs
            if pack.id in installed or pack.id not in files or files[pack.id].resolve() in own
        ]

    # --- waivers ---

    def waivers(self, path: Path) -> Waivers | None:
        """Return the waivers beside a submission's configuration, or in the nearest folder above it."""
        own = self._beside(path)
        file: Path | None = own
        folder: Path | None = None
        if self._trusted is not None:
            file, folder = self._trusted.file.parent / NAME, self._trusted.folder
            if own is not None and own != file:
                self._log(_("{path} is ignored: only waivers beside the trusted configuration count",
                             path=shown(own)))  # fmt: skip
        if file is None or not os.path.isfile(file):  # noqa: PTH113  # Path.is_file may raise
            return None
        if file not in self._waivers:
            self._waivers[file] = read_waivers(file, shown(file), folder)
        return self._waivers[file]

    def waived(self, reports: Sequence[Report], paths: Sequence[Path]) -> tuple[Report, ...]:
        """Mark findings that are waived today, and add a report for each waivers file with problems."""
        today = datetime.now().astimezone().date()
        judged: dict[int, tuple[Waivers, list[tuple[Path, Report]]]] = {}
        marked = []
        for report, path in zip(reports, paths, strict=True):
            waivers = self.waivers(path)
            if waivers is not None:
                judged.setdefault(id(waivers), (waivers, []))[1].append((absolute(path), report))
                report = waivers.apply(report, absolute(path), today)  # noqa: PLW2901  # the same report, marked
            marked.append(report)
        problems = (waivers.report(about, today) for waivers, about in judged.values())
        return (*marked, *filter(None, problems))

    def waivers_file(self, path: Path) -> Path:
        """Return the file in which to write a waiver for a submission."""
        config = self.config(path)
        return self._beside(path) or (config.file.parent / NAME if config else absolute(path).parent / NAME)

    def _beside(self, path: Path) -> Path | None:
        config = self.config(path)
        folders = [config.file.parent] if config else absolute(path).parents
        for folder in folders:
            if os.path.isfile(folder / NAME):  # noqa: PTH113  # likewise
                return folder / NAME
            if os.path.lexists(folder / ".git"):
                return None
        return None

    # --- parts ---

    def _given_config(self, file: Path | None) -> Config | None:
        """Read a configuration given by option; its globs are relative to the working directory."""
        return read_config(file.absolute(), file.as_posix(), Path.cwd()) if file else None

    def _layers(self, path: Path) -> tuple[Settings, Settings]:
        config = self.config(path)
        tree = config.settings_for(absolute(path)) if config else {}
        if self._trusted is None:
            return {}, tree
        trusted = self._trusted.settings_for(absolute(path))
        kept, weak = bounded(trusted, tree)
        for key, setting in weak.items():
            self._ignore(key, setting)
        return trusted, kept

    def excludes(self, path: Path) -> bool:
        """Return whether the options or the configuration exclude a file that was found."""
        if any(matches(glob, absolute(path), Path.cwd()) for glob in self.sources.exclude):
            return True
        setting = self.settings(path).get("exclude")
        config = self._trusted or self.config(path)
        folder = Path.cwd() if config is None or (setting and setting.origin == "--set") else config.folder
        return setting is not None and any(matches(glob, absolute(path), folder) for glob in setting.value)

    def _ignore(self, key: str, setting: Setting) -> None:
        self._log(
            _(
                "{origin}: {key} weakens the trusted configuration and is ignored",
                origin=setting.origin,
                key=key,
            )
        )

    def _log(self, message: Message) -> None:
        """Write a message to stderr, once."""
        text = self.setup.render(message)
        if text not in self._logged:
            self._logged.add(text)
            self.setup.log(message)


def reading_engine(setup: Setup, submissions: Iterable[Path]) -> Engine:
    """Return an engine that reads with the readers that the submissions' configurations choose, and judges nothing."""
    return setup.app.engine(packs=(), readers=Policy(setup).readers(submissions))


def use_configured_packs(setup: Setup) -> None:
    """Let the packs that the configuration of the working directory adds be known beside the installed ones."""
    Policy(setup).use_packs([Path.cwd() / "-"])


def readers_of(settings: Settings) -> Mapping[str, Setting]:
    """Map suffixes to the settings that choose the plugin to read them."""
    chosen = {key.removeprefix("readers.").lower(): setting for key, setting in settings.items()}
    return {suffix: setting for suffix, setting in chosen.items() if suffix.startswith(".")}


def overrides_of(settings: Settings, packs: Sequence[RulePack]) -> Mapping[str, SeverityOverride]:
    """Return the severity overrides in settings; raise UsageError for a rule that no pack has."""
    overrides = {
        key.removeprefix("severity."): s for key, s in settings.items() if key.startswith("severity.")
    }
    known = {rule.id for pack in packs for rule in (*pack.rules, *pack.audit)} if overrides else set()
    for rule, setting in overrides.items():
        if rule not in known:
            where = _("{origin}: unknown rule “{name}”", origin=setting.origin, name=rule)
            raise unknown(where, rule, sorted(known))
    return {
        rule: SeverityOverride(None if s.value == "off" else Severity(str(s.value)), s.origin)
        for rule, s in overrides.items()
    }


def configured(command: Command) -> Command:
    """Add the options --config, --trusted-config and --set."""
    for option in reversed(
        (
            click.option(
                "--config", type=click.Path(path_type=Path), metavar="FILE",
                help="Use this configuration instead of the nearest checker.toml or [tool.checker] of each file.",
            ),
            click.option(
                "--trusted-config", "trusted", type=click.Path(path_type=Path), metavar="FILE",
                help="A configuration from outside the tree under test, whose own settings cannot weaken it.",
            ),
            click.option(
                "--set", "words", multiple=True, metavar="KEY=VALUE",
                help="A setting that overrides every file, such as severity.RULE=off. Repeatable.",
            ),
        )
    ):  # fmt: skip
        command = option(command)
    return command


def absolute(path: Path) -> Path:
    """Return an absolute path without “..”; symbolic links are not resolved."""
    return Path(os.path.abspath(path))  # noqa: PTH100  # Path.absolute keeps “..”, resolve follows links


def shown(path: Path) -> str:
    """Return a path for messages: relative to the working directory where possible."""
    here = Path.cwd()
    return path.relative_to(here).as_posix() if path.is_relative_to(here) else path.as_posix()
