"""Configuration: checker.toml, .checker.toml, [tool.checker] of pyproject.toml. Data only, nothing is executed."""

import os
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import field
from functools import cached_property
from pathlib import Path

from checker.errors import ConfigError, reason_of
from checker.globs import matches
from checker.judging.rules import Severity
from checker.lazy_dataclasses import dataclass
from checker.messages import LANGUAGES, Message, Messages, join_messages
from checker.regexes import regex

_ = Messages(__package__)

NAMES = ("checker.toml", ".checker.toml", "pyproject.toml")
THRESHOLDS = (*(severity.value for severity in Severity), "never")
SEVERITIES = (*(severity.value for severity in Severity), "off")

_STRICT = ("never", "error", "warning", "info")  # thresholds, the strictest last
_DEPTH = 8  # files that extend each other
_LONGEST = 1024**2  # bytes of a file
_SCOPED = ("pack", "severity")  # the keys of an override
_KEYS = ("pack", "packs", "fail_on", "lang", "exclude", "severity", "readers", "overrides", "extend")
_CHOICES = {"fail_on": THRESHOLDS, "lang": LANGUAGES}

_KEY = regex(r"""\s*(?:\[\[?)?\s*(?:"([^"]*)"|'([^']*)'|([\w-]+))\s*[=\].]""")  # that begins a line

TomlTable = Mapping[str, object]


@dataclass(frozen=True, slots=True)
class Setting:
    """A value, the file or option it comes from, and the folder to which a pack's path is relative."""

    value: str | tuple[str, ...]
    origin: str
    folder: Path = Path()


# by key; the severity of a rule has the key “severity.RULE”, the plugin that reads a suffix “readers.SUFFIX”
Settings = Mapping[str, Setting]


@dataclass(frozen=True, slots=True)
class Override:
    """Settings for some files."""

    files: tuple[str, ...]
    settings: Settings


@dataclass(frozen=True, slots=True)
class Config:
    """A configuration file with those that it extends; its globs are relative to `folder`."""

    file: Path
    folder: Path
    settings: Settings
    overrides: tuple[Override, ...] = ()

    def settings_for(self, path: Path) -> Settings:
        """Return the settings of one file; later overrides win."""
        settings = dict(self.settings)
        for override in self.overrides:
            if any(matches(glob, path, self.folder) for glob in override.files):
                settings |= override.settings
        return settings


def find_config(path: Path) -> Path | None:
    """Find the configuration of an absolute path: the nearest one above it, within its repository."""
    for folder in (path, *path.parents):
        for file in (folder / name for name in NAMES):
            # Path.is_file raises below a folder that may not be searched
            if os.path.isfile(file) and (file.name != NAMES[-1] or _tool(_parsed(file, file.as_posix()))):  # noqa: PTH113  # see above
                return file
        if os.path.lexists(folder / ".git"):
            return None
    return None


def read_config(file: Path, name: str, folder: Path | None = None) -> Config:
    """Read a configuration file, called `name` in messages; raise ConfigError.

    Its globs are relative to `folder`, by default that of the file.
    """
    settings: dict[str, Setting] = {}
    overrides: list[Override] = []
    for layer in reversed(tuple(_lineage(file, name))):
        layer_settings, layer_overrides = layer.read()
        settings |= layer_settings
        overrides += layer_overrides
    return Config(file, folder or file.parent, settings, tuple(overrides))


def read_words(words: Sequence[str], origin: str, folder: Path) -> Settings:
    """Read settings of the form key=value, such as “severity.RULE=off”; raise ConfigError."""
    settings: dict[str, Setting] = {}
    for word in words:
        key, equals, value = word.partition("=")
        if not equals:
            raise ConfigError(_("{origin} must be KEY=VALUE, not “{word}”", origin=origin, word=word))
        group, dot, name = key.partition(".")
        table: TomlTable = (
            {group: {name: value}} if dot and group in {"severity", "readers"} else {key: value}
        )
        if key in {"overrides", "extend", "severity", "readers"}:
            raise ConfigError(_("{origin} cannot set “{key}”", origin=origin, key=key))
        settings |= _Layer(Path(folder, origin), origin, table).read()[0]
    return settings


def bounded(trusted: Settings, tree: Settings) -> tuple[Settings, Settings]:
    """Split the settings of a tree into those that do not weaken the trusted ones, and those that do.

    Severities depend on the pack: see `severity_overrides.weakening`.
    """
    floor = trusted["fail_on"].value if "fail_on" in trusted else Severity.ERROR.value

    def weakens(key: str, setting: Setting) -> bool:
        if key == "fail_on":
            return strictest((str(setting.value), str(floor))) != setting.value
        replaces = key in {"pack", "packs", "exclude"} or key.startswith("readers.")
        return replaces and (key not in trusted or trusted[key].value != setting.value)

    weak = {key: setting for key, setting in tree.items() if weakens(key, setting)}
    return {key: setting for key, setting in tree.items() if key not in weak}, weak


def strictest(thresholds: Iterable[str]) -> str:
    """Return the strictest threshold; the default if there is none."""
    return max(thresholds, key=_STRICT.index, default=Severity.ERROR.value)


def _lineage(file: Path, name: str) -> Iterator["_Layer"]:
    """Iterate over a file and those that it extends, nearest first."""
    root = file.parent.resolve()
    seen: list[Path] = []
    while True:
        table = _parsed(file, name)
        if file.name == NAMES[-1]:
            table = _tool(table)
        layer = _Layer(file, name, table)
        yield layer
        seen.append(file.resolve())
        extended = table.get("extend")
        if extended is None:
            return
        if not isinstance(extended, str) or not extended:
            raise layer.error(("extend",), _("should be the path of a file"))
        file = file.parent / extended
        name = Path(name).parent.joinpath(extended).as_posix()
        if not file.resolve().is_relative_to(root):
            raise layer.error(
                ("extend",), _("{path} is outside the folder of the configuration file", path=extended)
            )
        if file.resolve() in seen:
            raise layer.error(("extend",), _("{path} extends itself", path=extended))
        if len(seen) >= _DEPTH:
            raise layer.error(
                ("extend",), _("more than {depth} configuration files extend each other", depth=_DEPTH)
            )


def _parsed(file: Path, name: str) -> TomlTable:
    import tomllib  # noqa: PLC0415  # most documents have no configuration

    try:
        if file.stat().st_size > _LONGEST:
            raise ConfigError(_("{path} is too large for a configuration file", path=name))
        return tomllib.loads(file.read_text("utf-8-sig"))
    except OSError as error:
        raise ConfigError(_("cannot read {path}: {reason}", path=name, reason=reason_of(error))) from error
    except (
        ValueError,
        RecursionError,
    ) as error:  # TOMLDecodeError, or not UTF-8
        raise ConfigError(_("{path} is not TOML: {reason}", path=name, reason=str(error))) from error


def _tool(table: TomlTable) -> TomlTable:
    tool = table.get("tool")
    own = tool.get("checker") if isinstance(tool, Mapping) else None
    return own if isinstance(own, Mapping) else {}


@dataclass(frozen=True)
class _Layer:
    """The table of one file."""

    file: Path
    name: str
    table: TomlTable
    mistakes: list[Message] = field(default_factory=list)

    def read(self) -> tuple[dict[str, Setting], tuple[Override, ...]]:
        self.known(self.table, (), _KEYS)
        settings = self.settings(self.table, ())
        tables = self.table.get("overrides", [])
        if not isinstance(tables, list) or not all(isinstance(table, Mapping) for table in tables):
            self.mistake(("overrides",), _("should be tables: [[overrides]]"))
            tables = []
        overrides = tuple(self.override(table, number) for number, table in enumerate(tables, start=1))
        if self.mistakes:
            raise ConfigError(join_messages(self.mistakes, "\n"))
        return settings, overrides

    def override(self, table: TomlTable, number: int) -> Override:
        path = (f"overrides[{number}]",)
        self.known(table, path, ("files", *_SCOPED))
        files = self.texts(table.get("files"), (*path, "files"))
        return Override(files, self.settings({k: table[k] for k in _SCOPED if k in table}, path))

    def settings(self, table: TomlTable, path: tuple[str, ...]) -> dict[str, Setting]:
        values: dict[str, str | tuple[str, ...]] = {}
        for key in ("pack", "fail_on", "lang"):
            if key in table:
                values[key] = self.text(table[key], (*path, key), _CHOICES.get(key, ()))
        for key in ("exclude", "packs"):
            if key in table:
                values[key] = self.texts(table[key], (*path, key))
        severities = table.get("severity", {})
        if not isinstance(severities, Mapping):
            self.mistake((*path, "severity"), _("should be a table of rules and their severities"))
            severities = {}
        for rule, severity in severities.items():
            values[f"severity.{rule}"] = self.text(severity, (*path, "severity", rule), SEVERITIES)
        readers = table.get("readers", {})
        if not isinstance(readers, Mapping):
            self.mistake(
                (*path, "readers"), _("should be a table of suffixes and the plugins that read them")
            )
            readers = {}
        for suffix, plugin in readers.items():
            values[f"readers.{suffix}"] = self.text(plugin, (*path, "readers", suffix), ())
        origin = " ".join((self.name, *path))
        return {key: Setting(value, origin, self.file.parent) for key, value in values.items()}

    def text(self, value: object, path: tuple[str, ...], choices: Sequence[str]) -> str:
        if choices and value not in choices:
            self.mistake(path, _("should be one of {choices}", choices=tuple(choices)))
            return choices[0]
        if not isinstance(value, str) or not value:
            self.mistake(path, _("should be text"))
            return ""
        return value

    def texts(self, value: object, path: tuple[str, ...]) -> tuple[str, ...]:
        texts = value if isinstance(value, list) else [value]
        if not texts or not all(isinstance(text, str) and text for text in texts):
            globs = path[-1] != "packs"
            self.mistake(
                path, _("should be a glob or a list of globs") if globs else _("should be a list of paths")
            )
            return ()
        return tuple(texts)

    def known(self, table: TomlTable, path: tuple[str, ...], keys: Sequence[str]) -> None:
        for key in table:
            if key in keys:
                continue
            from difflib import get_close_matches  # noqa: PLC0415  # a mistake is the exception

            close = get_close_matches(key, keys, n=1, cutoff=0.5)
            unknown = _("unknown key")
            self.mistake((*path, key), _("{problem}; did you mean “{close}”?", problem=unknown, close=close[0])
                         if close else unknown)  # fmt: skip

    def mistake(self, path: tuple[str, ...], message: Message) -> None:
        self.mistakes.append(self.error(path, message).message)

    def error(self, path: tuple[str, ...], message: Message) -> ConfigError:
        place = f"{self.name}{self.line(path[-1])}"
        return ConfigError(_("{place}: {path}: {message}", place=place, path=".".join(path), message=message))

    @cached_property
    def _lines(self) -> Mapping[str, Sequence[int]]:
        """Map keys to the numbers of the lines that begin with them."""
        found: dict[str, list[int]] = defaultdict(list)
        for number, line in enumerate(self.file.read_text("utf-8-sig").splitlines(), start=1):
            if match := _KEY.match(line):
                found[next(filter(None, match.groups()), "")].append(number)
        return found

    def line(self, key: str) -> str:
        """Return “:LINE” of a key if only one line can be it: the TOML parser has no positions."""
        if not self.file.is_file():
            return ""
        found = self._lines.get(key, [])
        return f":{found[0]}" if len(found) == 1 else ""
