"""Packs as they were composed when the distribution was built: JSON beside their YAML, in which nothing can be run.

A compiled pack counts only with the versions and the YAML that it was made of; otherwise the YAML is read. A source
tree has none, since its code changes without its version. Only the packs of plugins are read so: what lies beside a
pack of one's own may say something else than its YAML.
"""

import json
import os
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import fields, is_dataclass, replace
from decimal import Decimal
from enum import Enum
from functools import cached_property, partial
from hashlib import sha256
from importlib import import_module
from pathlib import Path
from typing import Any, TypeVar, overload

from checker.forms.form import Form
from checker.forms.relations import Relation
from checker.forms.table_specs import TableSpec
from checker.judging.audit_checks import Vocabulary
from checker.judging.rules import AuditRule, Rule, RulePack
from checker.language import Language
from checker.patterns import Pattern, Prepared
from checker.version import VERSION

SUFFIX = ".compiled.json"

Json = None | bool | int | float | str | list[Any] | dict[str, Any]

T = TypeVar("T")

_HOST = "checker"
_LATE = ("rules", "audit")  # decoded only of the pack that governs: their checks are imported
_OF_FORM = ("tables", "relations")  # likewise
_ADAPTED = ("notation", "no_value", "dates")  # what a pack may change of its language


def compile_packs(packs: Mapping[str, Path], vocabulary: Vocabulary) -> None:
    """Write each pack down beside its YAML; raise PackError."""
    from checker.packs.inheritance import read_lineage  # noqa: PLC0415  # what only composing needs
    from checker.packs.loading import load_pack  # noqa: PLC0415  # likewise

    for path in packs.values():
        files = [Path(root.file) for root in read_lineage(path, packs).roots]
        body = _compiled(load_pack(path, vocabulary, packs), files, vocabulary).encode()
        path.with_suffix(SUFFIX).write_bytes(sha256(body).hexdigest().encode() + b"\n" + body)


def _compiled(pack: RulePack, files: Sequence[Path], vocabulary: Vocabulary) -> str:
    """Write a pack as JSON; `files` are its YAML and that of its parents, nearest first."""
    encoder = _Encoder(pack.form.language)
    language = encoder.language(vocabulary.languages[pack.language])
    early = [encoder.encoded(getattr(pack, one.name)) for one in fields(pack) if one.name not in _LATE]
    late = {name: encoder.apart(tuple(getattr(pack, name))) for name in _LATE}
    used = {rule.plugin for rule in pack.rules} | {rule.plugin for rule in pack.audit}
    used.add(vocabulary.owners["register_languages", pack.language])
    written = {
        "version": VERSION,
        "plugins": {name: vocabulary.versions[name] for name in sorted(used)},
        "files": [Path(os.path.relpath(file, files[0].parent)).as_posix() for file in files],
        "classes": list(encoder.classes),
        "language": language,
        "early": early,
        **late,
    }
    return "\n".join([_dumped(written), *encoder.lines])


def read_compiled(path: Path, packs: Mapping[str, Path], vocabulary: Vocabulary) -> RulePack | None:
    """Return the pack of a YAML file as it was compiled; `None` where that is missing, stale or damaged."""
    try:
        checksum, _end, body = path.with_suffix(SUFFIX).read_bytes().partition(b"\n")
        if sha256(body).hexdigest().encode() != checksum:
            return None
        head, *lines = body.split(b"\n")
        written = json.loads(head)
        if written["version"] != VERSION or not written["plugins"].items() <= vocabulary.versions.items():
            return None
        pack = _decoded(written, lines, vocabulary)
        files = [path.parent / file for file in written["files"]]
        if sha256(b"\0".join(file.read_bytes() for file in files)).hexdigest() != pack.digest:
            return None
        registered = all(
            packs[name].samefile(file) for name, file in zip(pack.parents, files[1:], strict=True)
        )
    except (OSError, ValueError, LookupError):
        return None
    return pack if registered else None


def _decoded(written: Mapping[str, Any], lines: Sequence[bytes], vocabulary: Vocabulary) -> RulePack:
    decoder = _Decoder(written["classes"], lines, vocabulary)
    decoder.adapt(written["language"])
    names = [one.name for one in fields(RulePack) if one.name not in _LATE]
    early = dict(zip(names, map(decoder.decoded, written["early"]), strict=True))

    def later(name: str) -> Callable[[], Any]:
        return lambda: decoder.decoded(written[name])

    rules: Sequence[Rule] = Later(later("rules"))
    audit: Sequence[AuditRule] = Later(later("audit"))
    return RulePack(**early, rules=rules, audit=audit)


def _dumped(value: Json) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


class Later(Sequence[T]):
    """A sequence that is made when it is looked at."""

    def __init__(self, make: Callable[[], tuple[T, ...]]) -> None:
        self._make = make
        self._made: tuple[T, ...] | None = None

    @property
    def _all(self) -> tuple[T, ...]:
        if self._made is None:
            self._made = self._make()
        return self._made

    @overload
    def __getitem__(self, at: int) -> T: ...
    @overload
    def __getitem__(self, at: slice) -> tuple[T, ...]: ...
    def __getitem__(self, at: int | slice) -> T | tuple[T, ...]:
        return self._all[at]

    def __len__(self) -> int:
        return len(self._all)

    def __iter__(self) -> Iterator[T]:
        return iter(self._all)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Sequence) and self._all == tuple(other)

    def __hash__(self) -> int:
        return hash(self._all)

    def __reduce__(self) -> tuple[object, ...]:
        return tuple, (self._all,)


class _CompiledRule(Rule):
    """A rule whose check is made, and imported, when it is asked for: who writes reports asks only for the rest."""

    def __getattr__(self, name: str) -> object:
        if name != "check":
            raise AttributeError(name)
        check: object = vars(self).pop("make_check")()
        object.__setattr__(self, name, check)
        return check

    def __reduce__(self) -> tuple[object, ...]:
        return partial(Rule, **{one.name: getattr(self, one.name) for one in fields(self)}), ()


class _CompiledForm(Form):
    """A form whose tables are made when they are asked for: most forms are only looked at to see whether they govern."""

    @cached_property
    def tables(self) -> tuple[TableSpec, ...]:
        made: tuple[TableSpec, ...] = vars(self).pop("make_tables")()
        return made

    @cached_property
    def relations(self) -> Mapping[str, tuple[Relation, ...]]:
        made: Mapping[str, tuple[Relation, ...]] = vars(self).pop("make_relations")()
        return made

    def __reduce__(self) -> tuple[object, ...]:
        return partial(Form, **{one.name: getattr(self, one.name) for one in fields(self)}), ()


_COMPILED: Mapping[type, tuple[type, tuple[str, ...]]] = {  # and what is made late
    Rule: (_CompiledRule, ("check",)),
    Form: (_CompiledForm, _OF_FORM),
}


# --- values as JSON: plain ones are themselves, all others are lists that begin with their kind -------------------


class _Encoder:
    """Writes values; `classes` are those that they are of, by their numbers, `lines` what is written apart."""

    def __init__(self, language: Language) -> None:
        self._language = language
        self.classes: dict[str, int] = {}
        self.lines: list[str] = []

    def apart(self, value: object) -> Json:
        """Write a value into a line of its own, which is read when the value is asked for."""
        self.lines.append(_dumped(self.encoded(value)))
        return ["line", len(self.lines) - 1]

    def language(self, base: Language) -> Json:
        """Write down how the pack's language differs from the installed one."""
        own = self._language
        others = [one.name for one in fields(Language) if one.name not in _ADAPTED]
        assert all(getattr(own, name) is getattr(base, name) for name in others), "packs adapt nothing else"
        if own is base:
            return [base.code]
        return [base.code, self.encoded(own.notation), self.encoded(own.no_value), own.dates.day_first]

    def encoded(self, value: object) -> Json:
        match value:
            case Enum():
                return ["enum", self._class(value), value.value]
            case None | bool() | int() | float() | str():
                return value
            case Language():
                assert value is self._language, "a pack has one language"
                return ["language"]
            case Prepared():
                return ["prepared", *map(self.encoded, value)]
            case tuple() | list():
                return ["tuple", *map(self.encoded, value)]
            case frozenset():
                return ["set", *map(self.encoded, sorted(value))]
            case Mapping():
                return ["map", *(part for item in value.items() for part in map(self.encoded, item))]
            case Decimal():
                return ["decimal", str(value)]
            case Pattern():
                value = value.prepare()
        assert is_dataclass(value), f"packs are made of dataclasses, not of {type(value)}"
        late = _OF_FORM if isinstance(value, Form) else ()
        parts = ((one.name, getattr(value, one.name)) for one in fields(value))
        written = (self.apart(part) if name in late else self.encoded(part) for name, part in parts)
        return ["of", self._class(value), *written]

    def _class(self, value: object) -> int:
        kind = type(value)
        return self.classes.setdefault(f"{kind.__module__}:{kind.__qualname__}", len(self.classes))


class _Decoder:
    """Makes values; their classes are of the host, or of a package that provides a check."""

    def __init__(self, classes: Sequence[str], lines: Sequence[bytes], vocabulary: Vocabulary) -> None:
        self._classes = classes
        self._lines = lines
        self._vocabulary = vocabulary
        self._kinds: dict[int, tuple[type, Sequence[str], Sequence[str]]] = {}
        self._language: Language | None = None

    def adapt(self, written: Sequence[Any]) -> None:
        """Make the language of the pack."""
        code, *changes = written
        language = self._vocabulary.languages[code]
        if changes:
            notation, no_value, day_first = changes
            dates = language.dates if day_first is None else language.dates.ordered(day_first=day_first)
            language = replace(
                language, notation=self.decoded(notation), no_value=self.decoded(no_value), dates=dates
            )
        self._language = language

    def decoded(self, value: Json) -> Any:  # noqa: C901, PLR0912  # one case a kind of value
        if not isinstance(value, list):
            return value
        decoded = self.decoded
        match value[0]:
            case "of":
                kind, names, late = self._kind(value[1])
                made: object = object.__new__(kind)  # nothing is validated: it was when it was written
                for name, part in zip(names, value[2:], strict=True):
                    if name in late:
                        object.__setattr__(made, f"make_{name}", partial(decoded, part))
                    else:
                        object.__setattr__(made, name, decoded(part) if isinstance(part, list) else part)
                return made
            case "tuple":
                return tuple([decoded(part) if isinstance(part, list) else part for part in value[1:]])
            case "prepared":
                return Prepared(*map(decoded, value[1:]))
            case "line":
                return decoded(json.loads(self._lines[value[1]]))
            case "language":
                return self._language
            case "enum":
                return self._kind(value[1])[0](value[2])
            case "map":
                parts = map(decoded, value[1:])
                return dict(zip(parts, parts, strict=True))
            case "set":
                return frozenset(map(decoded, value[1:]))
            case "decimal":
                return Decimal(value[1])
        raise ValueError(value[0])

    def _kind(self, number: int) -> tuple[type, Sequence[str], Sequence[str]]:
        """Return a class, its fields, and those of them that are made late."""
        if number not in self._kinds:
            module, _colon, name = self._classes[number].partition(":")
            known = module.partition(".")[0] in {_HOST, *self._vocabulary.packages}
            kind = getattr(import_module(module), name) if known else None
            if not isinstance(kind, type) or not (is_dataclass(kind) or issubclass(kind, Enum)):
                raise ValueError(f"{module}:{name} is no class of packs")
            kind, late = _COMPILED.get(kind, (kind, ()))
            self._kinds[number] = kind, [one.name for one in fields(kind)] if is_dataclass(kind) else [], late
        return self._kinds[number]
