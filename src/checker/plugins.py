"""Plugins: entry points of the group `checker`, loaded one by one, and the parts they provide."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property, partial
from importlib.metadata import EntryPoint, entry_points
from pathlib import Path
from typing import TypeVar

import click
import pluggy

from checker import hookspecs
from checker.documents.readers import Converter, Reader, Recogniser
from checker.errors import PluginError
from checker.formats import Annotator, AuditReporter, Reporter
from checker.judging.audit_checks import AuditCheck, Vocabulary
from checker.judging.checks import Check
from checker.languages import Languages
from checker.messages import Message, Messages

_ = Messages(__package__)

GROUP = "checker"


T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Plugin:
    """What is loaded: entry point, distribution with version, the hooks it implements."""

    name: str
    distribution: str
    version: str
    hooks: tuple[str, ...]


@dataclass(frozen=True)
class Host:
    """The loaded plugins and, by name, what they provide; asked only when needed, since providing imports."""

    manager: pluggy.PluginManager
    plugins: tuple[Plugin, ...]

    @cached_property
    def readers(self) -> Mapping[str, Reader]:
        return self._provided("register_readers", lambda reader: reader.name, languages=self.languages)

    @cached_property
    def checks(self) -> Mapping[str, type[Check]]:
        return self._provided("register_checks", lambda check: check.name)

    @cached_property
    def audit_checks(self) -> Mapping[str, type[AuditCheck]]:
        return self._provided("register_audit_checks", lambda check: check.name)

    @cached_property
    def languages(self) -> Languages:
        return Languages(self._provided("register_languages", lambda language: language.code))

    @property
    def vocabulary(self) -> Vocabulary:
        """Return the checks and the languages that packs may use."""
        return Vocabulary(self.checks, self.audit_checks, self.languages)

    @cached_property
    def packs(self) -> Mapping[str, Path]:
        """Map pack ids (folder/stem of the file) to their files."""
        return self._provided("register_rule_packs", lambda path: f"{path.parent.name}/{path.stem}")

    @cached_property
    def reporters(self) -> Mapping[str, Reporter]:
        return self._provided("register_reporters", lambda reporter: reporter.name)

    @cached_property
    def audit_reporters(self) -> Mapping[str, AuditReporter]:
        return self._provided("register_audit_reporters", lambda reporter: reporter.name)

    @cached_property
    def annotators(self) -> Mapping[str, Annotator]:
        return self._provided("register_annotators", lambda annotator: annotator.name)

    @cached_property
    def commands(self) -> Mapping[str, click.Command]:
        return self._provided("register_commands", lambda command: command.name or "")

    def reader_of(self, suffix: str) -> Reader | None:
        """Return the reader of files whose name ends so."""
        return next((reader for reader in self.readers.values() if suffix.lower() in reader.suffixes), None)

    def converting_reader_of(self, suffix: str) -> Reader | None:
        """Return the reader of files whose name ends so, allowed to have another program convert them."""
        reader = self.reader_of(suffix)
        return reader.converting() if isinstance(reader, Converter) else reader

    def recognising(self, readers: Callable[[str], Reader | None]) -> Callable[[str], Reader | None]:
        """Let the readers that can do so read scans; raise UsageError where a program for it is missing."""
        able = {
            reader.name: reader.recognising()
            for reader in self.readers.values()
            if isinstance(reader, Recogniser)
        }

        def reader_of(suffix: str) -> Reader | None:
            reader = readers(suffix)
            return able.get(reader.name, reader) if reader is not None else None

        return reader_of

    def _provided(self, hook: str, name_of: Callable[[T], str], **known: object) -> dict[str, T]:
        """Call the hook in every plugin, with those arguments that its implementation asks for."""
        parts: dict[str, T] = {}
        owners: dict[str, str] = {}
        for implementation in getattr(self.manager.hook, hook).get_hookimpls():
            plugin = implementation.plugin_name
            provide = partial(
                implementation.function, **{name: known[name] for name in implementation.argnames}
            )
            for part in _call(provide, plugin):
                name = name_of(part)
                if name in parts:
                    raise PluginError(
                        _("plugins {one} and {other} both provide “{name}”",
                          one=owners[name], other=plugin, name=name)
                    )  # fmt: skip
                parts[name], owners[name] = part, plugin
        return dict(sorted(parts.items()))


def load(disabled: Sequence[str] = ()) -> Host:
    """Load every plugin that is installed and not disabled; the first one that fails is named.

    A checker that skips a broken plugin passes bad documents, so nothing is skipped.
    """
    manager = pluggy.PluginManager(GROUP)
    manager.add_hookspecs(hookspecs)
    plugins = []
    for entry in _installed(disabled):
        plugin = _import(entry)
        try:
            manager.register(plugin, entry.name)
            manager.check_pending()
        except (ValueError, pluggy.PluginValidationError) as error:
            raise PluginError(_("plugin {name}: {error}", name=entry.name, error=str(error))) from error
        hooks = sorted(caller.name for caller in manager.get_hookcallers(plugin) or ())
        name, version = (entry.dist.name, entry.dist.version) if entry.dist else ("", "")
        plugins.append(Plugin(entry.name, name, version, tuple(hooks)))
    return Host(manager, tuple(plugins))


def _installed(disabled: Sequence[str]) -> Iterator[EntryPoint]:
    found: dict[str, EntryPoint] = {}
    for entry in sorted(entry_points(group=GROUP), key=lambda entry: (entry.name, entry.value)):
        if entry.name in disabled:
            continue
        if entry.name in found and found[entry.name].value != entry.value:
            raise PluginError(
                _("two plugins are called “{name}”: {one} and {other}",
                  name=entry.name, one=found[entry.name].value, other=entry.value)
            )  # fmt: skip
        found[entry.name] = entry
    yield from found.values()


def _import(entry: EntryPoint) -> object:
    try:
        return entry.load()
    except Exception as error:  # the plugin's own code runs here: anything may come
        raise PluginError(_broken(entry.name, error)) from error


def _call(provide: Callable[[], Iterable[T]], plugin: str) -> tuple[T, ...]:
    try:
        return tuple(provide())
    except Exception as error:  # the plugin's own code runs here: anything may come
        raise PluginError(_broken(plugin, error)) from error


def _broken(name: str, error: Exception) -> Message:
    return _(
        "plugin “{name}” does not load: {kind}: {error}",
        name=name,
        kind=type(error).__name__,
        error=str(error),
    )
