"""Plugins: entry points of the group `checker`, loaded one by one, and the parts they provide."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import field, is_dataclass, replace
from functools import cached_property, partial
from pathlib import Path
from typing import IO, TypeVar, cast

import click
import pluggy

from checker import hookspecs
from checker.containment import ContainedError, contained
from checker.deferred import Deferred, Parts
from checker.documents.readers import Converter, Detector, Reader, Recogniser
from checker.entry_points import EntryPoint, entry_points
from checker.errors import CheckerError, PluginError
from checker.formats import Annotator, AuditReporter, Fixer, Reporter
from checker.judging.audit_checks import AuditCheck, Vocabulary
from checker.judging.checks import Check
from checker.language import Language
from checker.languages import Languages
from checker.lazy_dataclasses import dataclass
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
    """The loaded plugins and, by name, what they provide; asked only when needed, since providing imports.

    `packages` are those of the plugins. `chosen` maps suffixes that several plugins read to the plugin that is to read
    them; `owners` remembers, by hook and name, which plugin provided what.
    """

    manager: pluggy.PluginManager
    plugins: tuple[Plugin, ...]
    packages: frozenset[str] = frozenset()
    chosen: Mapping[str, str] = field(default_factory=dict)
    owners: dict[tuple[str, str], str] = field(default_factory=dict, repr=False, compare=False)

    @cached_property
    def readers(self) -> Parts[Reader]:
        return self._provided("register_readers", partial(_suffixed, "read"), languages=self.languages)

    @cached_property
    def checks(self) -> Parts[type[Check]]:
        return self._provided("register_checks", partial(_check_name, Check))

    @cached_property
    def audit_checks(self) -> Parts[type[AuditCheck]]:
        return self._provided("register_audit_checks", partial(_check_name, AuditCheck))

    @cached_property
    def languages(self) -> Languages:
        return Languages(self._provided("register_languages", _language_code))

    @property
    def vocabulary(self) -> Vocabulary:
        """Return the checks and languages that packs may use."""
        return Vocabulary(
            self.checks,
            self.audit_checks,
            self.languages,
            self.owners,
            {plugin.name: f"{plugin.distribution} {plugin.version}" for plugin in self.plugins},
            self.packages,
        )

    @cached_property
    def packs(self) -> Mapping[str, Path]:
        """Map pack ids (folder/stem of the file) to their files."""
        return self._provided("register_rule_packs", _pack_name)

    @cached_property
    def reporters(self) -> Parts[Reporter]:
        return self._provided("register_reporters", partial(_named, "write"))

    @cached_property
    def audit_reporters(self) -> Parts[AuditReporter]:
        return self._provided("register_audit_reporters", partial(_named, "write_audit"))

    @cached_property
    def annotators(self) -> Parts[Annotator]:
        return self._provided("register_annotators", partial(_suffixed, "annotate"), languages=self.languages)

    @cached_property
    def fixers(self) -> Parts[Fixer]:
        return self._provided("register_fixers", partial(_suffixed, "fix"), languages=self.languages)

    def fixer_of(self, suffix: str) -> Fixer | None:
        """Return the fixer of files whose name ends so."""
        return _for_suffix(self.fixers, suffix)

    def annotator_of(self, suffix: str) -> Annotator | None:
        """Return the annotator of files whose name ends so."""
        return _for_suffix(self.annotators, suffix)

    @cached_property
    def commands(self) -> Mapping[str, click.Command]:
        return self._provided("register_commands", _command_name)

    def owner(self, hook: str, name: str) -> str:
        """Return the plugin that provides a part of this name by a hook; “?” where none did so far."""
        return self.owners.get((hook, name), "?")

    # --- readers by suffix ---

    def choosing(self, readers: Mapping[str, str]) -> "Host":
        """Return the host with plugins chosen for suffixes that several plugins read."""
        chosen = {suffix.lower(): plugin for suffix, plugin in readers.items()}
        return self if chosen == self.chosen else replace(self, chosen=chosen)

    @property
    def reader_owners(self) -> Mapping[str, str]:
        """Map the names of readers to the plugins that provide them."""
        return {name: self.owner("register_readers", name) for name in self.readers}

    @cached_property
    def suffixes(self) -> Mapping[str, Sequence[str]]:
        """Map the suffixes that can be read to the names of the readers that can."""
        suffixes: dict[str, list[str]] = {}
        for name in self.readers:
            for suffix in self.readers.suffixes(name):
                suffixes.setdefault(suffix, []).append(name)
        return suffixes

    def disguised(self, file: IO[bytes]) -> str:
        """Return the suffix that a file should have by its content; empty where no reader knows it."""
        for reader in self.readers.values():
            file.seek(0)
            if isinstance(reader, Detector) and reader.detects(file):
                return reader.suffixes[0]
        return ""

    def reader_of(self, suffix: str) -> Reader | None:
        """Return the reader of files whose name ends so.

        Raise PluginError where several plugins read them and no setting chooses one.
        """
        names = self.suffixes.get(suffix.lower(), ())
        owners = {name: self.owner("register_readers", name) for name in names}
        if (wanted := self.chosen.get(suffix.lower())) is not None:
            names = [name for name in names if owners[name] == wanted]
            if not names:
                raise PluginError(
                    _("plugin “{plugin}” is chosen to read {suffix}, but has no reader for it",
                      plugin=wanted, suffix=suffix),
                    "unknown-plugin",
                )  # fmt: skip
        if len(names) > 1:
            one, other, *_rest = (f"{owners[name]} ({name})" for name in names)
            raise PluginError(
                _("plugins {one} and {other} both read {suffix}; choose one in the configuration: [readers] "
                  '"{suffix}" = "{plugin}" or "{another}"',
                  one=one, other=other, suffix=suffix.lower(), plugin=owners[names[0]], another=owners[names[1]]),
                "same-suffix",
            )  # fmt: skip
        return self.readers[names[0]] if names else None

    def converting_reader_of(self, suffix: str) -> Reader | None:
        """Return the reader of files whose name ends so, allowed to have another program convert them."""
        reader = self.reader_of(suffix)
        return self._made(reader, reader.converting) if isinstance(reader, Converter) else reader

    def recognising(self, readers: Callable[[str], Reader | None]) -> Callable[[str], Reader | None]:
        """Let the readers that can do so read scans; raise UsageError where a program for it is missing."""
        able = {
            reader.name: self._made(reader, reader.recognising)
            for reader in self.readers.values()
            if isinstance(reader, Recogniser)
        }

        def reader_of(suffix: str) -> Reader | None:
            reader = readers(suffix)
            return able.get(reader.name, reader) if reader is not None else None

        return reader_of

    def _made(self, reader: Reader, make: Callable[[], Reader]) -> Reader:
        """Have a reader made by another one, which may raise UsageError."""
        plugin = self.owner("register_readers", reader.name)
        with contained(lambda error: error if isinstance(error, CheckerError) else _broken(plugin, error)):
            made = make()
        _name(made, partial(_suffixed, "read"), plugin, "register_readers")
        return made

    def _provided(self, hook: str, name_of: Callable[[T], str], **known: object) -> Parts[T]:
        """Call the hook in every plugin, with those arguments that its implementation asks for."""
        parts: dict[str, T | Deferred] = {}
        for implementation in getattr(self.manager.hook, hook).get_hookimpls():
            plugin = implementation.plugin_name
            provide: Callable[[], Iterable[T | Deferred]] = partial(
                implementation.function, **{name: known[name] for name in implementation.argnames}
            )
            for part in _call(provide, plugin, hook):
                name = part.name if isinstance(part, Deferred) else _name(part, name_of, plugin, hook)
                if name in parts:
                    raise PluginError(
                        _("plugins {one} and {other} both provide “{name}”",
                          one=self.owner(hook, name), other=plugin, name=name),
                        "same-name",
                    )  # fmt: skip
                parts[name] = part
                self.owners[hook, name] = plugin
        return Parts(dict(sorted(parts.items())), partial(self._loaded, hook, name_of))

    def _loaded(self, hook: str, name_of: Callable[[T], str], deferred: Deferred) -> T:
        """Load a part; raise PluginError if it cannot be, or is not what its plugin said."""
        plugin = self.owner(hook, deferred.name)
        with contained(partial(_broken, plugin)):
            part = cast("T", deferred.load())
        name = _name(part, name_of, plugin, hook)
        if name != deferred.name:
            wrong = _(
                "{where} is called {own}, not {name}", where=deferred.where, own=name, name=deferred.name
            )
            raise _unusable(plugin, hook, wrong)
        if tuple(getattr(part, "suffixes", ())) != tuple(deferred.suffixes):
            wrong = _("the suffixes of “{part}” are not those that the plugin told", part=name)
            raise _unusable(plugin, hook, wrong)
        return part


def _for_suffix(parts: Parts[T], suffix: str) -> T | None:
    return next((parts[name] for name in parts if suffix.lower() in parts.suffixes(name)), None)


def load(
    disabled: Sequence[str] = (),
    readers: Mapping[str, str] | None = None,
    installed: Iterable[EntryPoint] | None = None,
) -> Host:
    """Load every plugin that is installed and not disabled; the first one that fails is named.

    `readers` chooses the plugin that reads a suffix where several do. `installed` are the entry points of plugins, by
    default those of all distributions.

    A checker that skips a broken plugin passes bad documents, so nothing is skipped.
    """
    manager = pluggy.PluginManager(GROUP)
    manager.add_hookspecs(hookspecs)
    plugins = []
    packages = set()
    for entry in _enabled(entry_points(GROUP) if installed is None else installed, disabled):
        plugin = _import(entry)
        try:
            manager.register(plugin, entry.name)
            manager.check_pending()
        except (ValueError, pluggy.PluginValidationError) as error:
            raise PluginError(_("plugin {name}: {error}", name=entry.name, error=str(error))) from error
        hooks = sorted(caller.name for caller in manager.get_hookcallers(plugin) or ())
        plugins.append(Plugin(entry.name, entry.distribution, entry.version, tuple(hooks)))
        packages.add(entry.value.partition(":")[0].partition(".")[0].strip())
    chosen = {suffix.lower(): plugin for suffix, plugin in (readers or {}).items()}
    return Host(manager, tuple(plugins), frozenset(packages), chosen)


def _enabled(installed: Iterable[EntryPoint], disabled: Sequence[str]) -> Iterator[EntryPoint]:
    found: dict[str, EntryPoint] = {}
    for entry in sorted(installed, key=lambda entry: (entry.name, entry.value)):
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
    with contained(partial(_broken, entry.name)):
        return entry.load()


def _call(provide: Callable[[], Iterable[T]], plugin: str, hook: str) -> tuple[T, ...]:
    with contained(partial(_broken, plugin)):
        provided = provide()
        if isinstance(provided, Iterable) and not isinstance(provided, str | bytes):
            return tuple(provided)
    raise _unusable(plugin, hook, _("returned {kind}, not a list", kind=type(provided).__name__))


def _broken(name: str, error: BaseException) -> PluginError:
    return PluginError(
        _("plugin “{name}” does not load: {kind}: {error}",
          name=name, kind=type(error).__name__, error=str(error))
    )  # fmt: skip


def _unusable(plugin: str, hook: str, fault: Message) -> PluginError:
    return PluginError(
        _("plugin “{name}”, {hook}: {fault}", name=plugin, hook=hook, fault=fault), "wrong-part"
    )


# --- what a part must be, to be used: each function returns its name, or raises ContainedError ---


def _name(part: T, name_of: Callable[[T], str], plugin: str, hook: str) -> str:
    try:
        with contained():
            return name_of(part)
    except ContainedError as error:
        raise _unusable(plugin, hook, error.message) from error


def _named(method: str, part: object) -> str:
    """Return the name of an object that has a method."""
    if isinstance(part, type):
        raise ContainedError(_("“{part}” is a class, not an object of it", part=part.__name__))
    name = _text(part)
    if not callable(getattr(part, method, None)):
        raise ContainedError(_("“{part}” has no method {method}", part=name, method=method))
    return name


def _text(part: object) -> str:
    name = getattr(part, "name", None)
    if not isinstance(name, str) or not name:
        raise ContainedError(_("{kind} has no text as its name", kind=_kind(part)))
    return name


def _kind(part: object) -> str:
    return part.__name__ if isinstance(part, type) else type(part).__name__


def _suffixed(method: str, part: object) -> str:
    name = _named(method, part)
    suffixes = getattr(part, "suffixes", None)
    listed = isinstance(suffixes, Sequence) and not isinstance(suffixes, str)
    if not listed or not all(
        isinstance(suffix, str) and suffix.startswith(".") and suffix == suffix.lower()
        for suffix in suffixes or ()
    ):
        raise ContainedError(_("the suffixes of “{part}” are not a list of texts like “.docx”", part=name))
    return name


def _check_name(protocol: type, part: object) -> str:
    """Return the name of a check class."""
    if not isinstance(part, type) or protocol not in part.__mro__:
        raise ContainedError(
            _(
                "“{part}” is not a class that inherits from {protocol}",
                part=_kind(part),
                protocol=protocol.__name__,
            )
        )
    name = _text(part)
    if not is_dataclass(part):
        raise ContainedError(_("the check “{part}” is not a dataclass", part=name))
    if not (part.__doc__ or "").strip() or (part.__doc__ or "").startswith(f"{part.__name__}("):
        raise ContainedError(_("the check “{part}” has no docstring, which is its manual", part=name))
    codes = getattr(part, "codes", ())
    if not isinstance(codes, tuple) or not all(isinstance(code, str) and code for code in codes):
        raise ContainedError(_("the codes of the check “{part}” are not a tuple of texts", part=name))
    return name


def _language_code(part: Language) -> str:
    if not isinstance(part, Language):
        raise ContainedError(_("{kind} is not a Language", kind=_kind(part)))
    if not part.code:
        raise ContainedError(_("a language has no code"))
    return part.code


def _pack_name(part: Path) -> str:
    if not isinstance(part, Path):
        raise ContainedError(_("{kind} is not a Path", kind=_kind(part)))
    return f"{part.parent.name}/{part.stem}"


def _command_name(part: click.Command) -> str:
    if not isinstance(part, click.Command):
        raise ContainedError(_("{kind} is not a click command", kind=_kind(part)))
    return _text(part)
