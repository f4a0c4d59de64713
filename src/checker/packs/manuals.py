"""The manual of a check: its docstring taken apart, and its options with their types and defaults.

A docstring begins with what must be true, in one sentence. Then come paragraphs of explanation, and the parts
“Options:” (a line `name: meaning` each), “Codes:” (likewise), and “Example:” (a rule in YAML, indented).
"""

import inspect
import re
import typing
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import MISSING, Field, fields, is_dataclass, replace
from enum import Enum
from types import NoneType, UnionType
from typing import Literal

from checker.judging.audit_checks import AuditCheck
from checker.judging.checks import Check
from checker.lazy_dataclasses import dataclass
from checker.messages import Message, Messages, join_messages, translated
from checker.patterns import Pattern
from checker.regexes import regex

_ = Messages(__package__)

AnyCheck = type[Check] | type[AuditCheck]

_PART = regex(r"(Option|Code|Example)s?:(?:\s+(.*))?")
_ENTRY = regex(r"[ ]*(?:[-*] )?`?(?P<name>[a-z][\w-]*)`?:\s+(?P<text>.*)")
_CODE = regex(r"(?P<name>[a-z][a-z-]*[a-z])(?:\s+\((?P<text>.*)\))?[.;,]?", re.DOTALL)
_NAMED = regex(r"`(\w+)`")


@dataclass(frozen=True, slots=True)
class Option:
    """An option of a check: what may be written, what holds where it is left out, and what it means.

    `default` is `None` for an option that is required; `inner` are the keys of a mapping that it holds.
    """

    name: str
    kind: Message
    default: object
    required: bool
    meaning: str
    inner: tuple["Option", ...] = ()


@dataclass(frozen=True, slots=True)
class Manual:
    """What a docstring says: `summary` is its first sentence, `paragraphs` are what else explains the check."""

    summary: str
    paragraphs: tuple[str, ...]
    meanings: Mapping[str, str]
    codes: Mapping[str, str]
    example: str
    domain: str = "checker"

    def translated(self, text: str, language: str) -> str:
        """Return a line of the manual in a language, in English where there is no translation."""
        return translated(text, self.domain, language)


def lines_to_translate(kind: AnyCheck) -> Iterator[str]:
    """Iterate over the lines of a check's manual that people read: explanations, and meanings of codes and options."""
    manual = read_manual(kind)
    lines = (manual.summary, *manual.paragraphs, *manual.codes.values(), *_all_meanings(options_of(kind)))
    return filter(None, lines)


def _all_meanings(options: Iterable[Option]) -> Iterator[str]:
    for option in options:
        yield option.meaning
        yield from _all_meanings(option.inner)


def read_manual(kind: AnyCheck) -> Manual:
    """Take the docstring of a check apart."""
    return _manual(kind, tuple(getattr(kind, "codes", ())))


def options_of(kind: AnyCheck) -> tuple[Option, ...]:
    """Describe the options of a check, the required ones first."""
    options = _options(kind, read_manual(kind).meanings)
    return tuple(sorted(options, key=lambda option: not option.required))


# --- docstrings ---


def _manual(kind: type, codes: Sequence[str]) -> Manual:
    names = [field.name for field in fields(kind)] if is_dataclass(kind) else ()
    domain = kind.__module__.partition(".")[0]
    return replace(parse_manual(inspect.getdoc(kind) or "", names, codes), domain=domain)


def parse_manual(text: str, options: Sequence[str] = (), codes: Sequence[str] = ()) -> Manual:
    """Take the text of a docstring apart; `options` and `codes` are the names that its parts explain, where known."""
    parts: dict[str, list[str]] = {"": [], "Option": [], "Code": [], "Example": []}
    current = ""
    blank = True
    for line in text.splitlines():
        found = _PART.fullmatch(line)
        if found is not None:
            current = found[1]
            line = found[2] or ""  # noqa: PLW2901  # what follows the title of a part
        elif blank and line and not line[0].isspace() and _ENTRY.fullmatch(line) is None:
            current = ""
        parts[current].append(line)
        blank = not line.strip()
    first, *others = _paragraphs(parts[""]) or ("",)
    example = inspect.cleandoc("\n" + "\n".join(parts["Example"]))
    return Manual(
        first, tuple(others), _meanings(parts["Option"], options), _codes(parts["Code"], codes), example
    )


def _paragraphs(lines: Iterable[str]) -> tuple[str, ...]:
    text = "\n".join(lines)
    return tuple(" ".join(part.split()) for part in re.split(r"\n\s*\n", text) if part.strip())


def _entries(lines: Iterable[str], known: Sequence[str]) -> Mapping[str, str]:
    """Read lines “name: text”; what does not begin with a known name continues the line before it."""
    entries: dict[str, str] = {}
    last = ""
    for line in lines:
        found = _ENTRY.fullmatch(line)
        if found is not None and found["name"] in known:
            last = found["name"]
            entries[last] = found["text"].strip()
        elif last and line.strip():
            entries[last] += f" {line.strip()}"
    return entries


def _meanings(lines: Sequence[str], names: Sequence[str]) -> Mapping[str, str]:
    if entries := _entries(lines, names):
        return entries
    meanings: dict[str, str] = {}
    for piece in _split(" ".join(" ".join(lines).split()).removesuffix("."), ";"):
        for name in (name for name in _NAMED.findall(piece) if name in names):
            meanings.setdefault(name, piece.replace("`", "").removeprefix(f"{name}, ").strip())
    return meanings


def _codes(lines: Sequence[str], known: Sequence[str]) -> Mapping[str, str]:
    listed = _entries(lines, known or [found["name"] for line in lines if (found := _ENTRY.fullmatch(line))])
    if listed:
        return listed
    pieces = _split(" ".join(" ".join(lines).split()).removesuffix("."), ",;")
    return {found["name"]: found["text"] or "" for piece in pieces if (found := _CODE.fullmatch(piece))}


def _split(text: str, separators: str) -> Iterator[str]:
    """Split a text at separators that stand in no parentheses."""
    depth = start = 0
    for at, sign in enumerate(text):
        depth += (sign == "(") - (sign == ")")
        if sign in separators and not depth:
            yield text[start:at].strip()
            start = at + 1
    yield text[start:].strip()


# --- options ---


def _options(kind: type, meanings: Mapping[str, str]) -> Iterator[Option]:
    hints = typing.get_type_hints(kind)
    for field in fields(kind):
        inner = next((part for part in _parts(hints[field.name]) if is_dataclass(part)), None)
        nested = tuple(_options(inner, _manual(inner, ()).meanings)) if inner is not None else ()
        required = field.default is MISSING and field.default_factory is MISSING
        meaning = meanings.get(field.name, "")
        yield Option(field.name, kind_of(hints[field.name]), _default(field), required, meaning, nested)


def _default(field: "Field[object]") -> object:
    if field.default is not MISSING:
        return field.default
    return field.default_factory() if field.default_factory is not MISSING else None


def _parts(hint: object) -> Iterator[type]:
    """Iterate over the classes in a type, but not those of patterns."""
    if isinstance(hint, type) and hint is not Pattern and not typing.get_args(hint):
        yield hint
    for part in typing.get_args(hint):
        yield from _parts(part)


def kind_of(hint: object) -> Message:
    """Say in words what may be written for a type."""
    origin, parts = typing.get_origin(hint), typing.get_args(hint)
    if origin is Literal:
        return join_messages(parts, " | ")
    if origin in {typing.Union, UnionType}:
        return join_messages([kind_of(part) for part in parts if part is not NoneType], " | ")
    if origin is not None and isinstance(origin, type):
        if issubclass(origin, Mapping):
            return join_messages(["{", _("text"), ": ", kind_of(parts[1]), "}"])
        return join_messages(["[", kind_of(parts[0]), ", …]"])
    if isinstance(hint, type) and issubclass(hint, Enum):
        return join_messages([member.value for member in hint], " | ")
    simple = {
        Pattern: _("pattern"),
        str: _("text"),
        bool: _("true | false"),
        int: _("integer"),
        float: _("number"),
    }
    return simple.get(typing.cast("type", hint), _("mapping"))
