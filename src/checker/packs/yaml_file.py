"""YAML files of packs: plain values only, each with its place in the file."""

from collections.abc import Iterator, Mapping, Sequence
from difflib import get_close_matches
from functools import lru_cache

import yaml
from yaml.events import (
    AliasEvent,
    CollectionStartEvent,
    DocumentStartEvent,
    Event,
    MappingEndEvent,
    MappingStartEvent,
    NodeEvent,
    ScalarEvent,
    SequenceEndEvent,
    SequenceStartEvent,
    StreamEndEvent,
)
from yaml.reader import ReaderError

from checker.errors import PackError, PackMistake
from checker.lazy_dataclasses import dataclass
from checker.packs.yaml_hints import yaml_hint
from checker.patterns import Pattern
from checker.regexes import regex

_Loader = yaml.SafeLoader | yaml.CSafeLoader
_FAST: type[_Loader] = getattr(yaml, "CSafeLoader", yaml.SafeLoader)

LARGEST = 1 << 20
DEEPEST = 32
MOST = 20_000

_INTEGER = regex(r"[-+]?[0-9]{1,18}")
_FLOAT = regex(r"[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]{1,3})?")
_CONSTANTS = {"": None, "~": None} | {
    spelt: value
    for word, value in {"null": None, "true": True, "false": False}.items()
    for spelt in (word, word.capitalize(), word.upper())
}
_SURROGATE = regex(r"[\ud800-\udfff]")

Step = str | int
Place = tuple[int, int]
Scalar = str | int | float | bool | None


@dataclass(frozen=True, slots=True)
class Node:
    """A value of a file; `text` is a scalar as written, `key` the place of the key that leads to it.

    Places are (line, column), counted from 1.
    """

    file: str
    path: tuple[Step, ...]
    value: "Scalar | Sequence[Node] | Mapping[str, Node]"
    place: Place
    key: Place
    text: str = ""

    @property
    def entries(self) -> "Mapping[str, Node]":
        """Map keys to values; empty if the node is not a mapping."""
        return self.value if isinstance(self.value, Mapping) else {}

    @property
    def members(self) -> "Sequence[Node]":
        """List the members of a sequence; empty if the node is not one."""
        return self.value if isinstance(self.value, tuple) else ()

    @property
    def is_scalar(self) -> bool:
        return not isinstance(self.value, tuple | Mapping)

    @property
    def plain(self) -> object:
        """Return the value without places."""
        if isinstance(self.value, Mapping):
            return {key: node.plain for key, node in self.value.items()}
        return [node.plain for node in self.value] if isinstance(self.value, tuple) else self.value

    def mistake(self, message: str, path: Sequence[Step] = ()) -> PackMistake:
        """Return a mistake in this value, or in the one at `path` below it."""
        node, steps = self, list(path)
        while steps and (inner := node.at(steps[0])) is not None:
            node, steps = inner, steps[1:]
        # a missing value is reported at the key of what should contain it
        place = node.key if steps else node.place
        return PackMistake(self.file, *place, spell((*node.path, *steps)), message)

    def misplaced(self, message: str) -> PackMistake:
        """Return a mistake in the key of this value."""
        return PackMistake(self.file, *self.key, spell(self.path), message)

    def at(self, step: Step) -> "Node | None":
        """Return the value at a key or position."""
        if isinstance(step, int):
            return self.members[step] if 0 <= step < len(self.members) else None
        return self.entries.get(step)


def spell(path: Sequence[Step]) -> str:
    """Return a path of keys as text: rules.balance.relations[1]."""
    return "".join(f"[{step}]" if isinstance(step, int) else f".{step}" for step in path).removeprefix(".")


def suggestion(word: str, known: Sequence[str]) -> str:
    """Return “; did you mean …?” if a known word is similar, else ""."""
    close = get_close_matches(word, known, n=1, cutoff=0.5)
    return f"; did you mean “{close[0]}”?" if close else ""


def text_of(node: Node | None, mistakes: list[PackMistake]) -> str:
    """Read non-empty text without surrounding spaces; a number is read as text, and no node as empty."""
    if node is None:
        return ""
    if not node.is_scalar or node.value is None or not node.text.strip():
        place = next((f"{{{key}}}" for key, inner in node.entries.items() if inner.value is None), "")
        hint = f"; put quotes around “{place}”" if place else ""
        mistakes.append(node.mistake(f"should be non-empty text{hint}"))
        return ""
    return node.text.strip()


def texts_of(node: Node | None, mistakes: list[PackMistake]) -> tuple[str, ...]:
    """Read a list of distinct texts; no node is read as empty."""
    if node is None:
        return ()
    if not node.members:
        mistakes.append(node.mistake("should be a non-empty list of texts"))
    texts: dict[str, None] = {}
    for member in node.members:
        text = text_of(member, mistakes)
        if text in texts:
            mistakes.append(member.mistake(f"“{text}” is already in the list"))
        texts |= {text: None} if text else {}
    return tuple(texts)


def flag_of(node: Node | None, mistakes: list[PackMistake], *, default: bool = False) -> bool:
    """Read true or false."""
    if node is None:
        return default
    if not isinstance(node.value, bool):
        mistakes.append(node.mistake("should be true or false"))
    return node.value is True


def pattern_of(node: Node | None, mistakes: list[PackMistake]) -> Pattern | None:
    """Read a regular expression; `None` where there is none, or an invalid one."""
    try:
        return Pattern.proved(source) if (source := text_of(node, mistakes)) else None
    except ValueError as error:
        assert node is not None, "no node has no text"
        mistakes.append(node.mistake(str(error)))
        return None


def patterns_of(node: Node | None, mistakes: list[PackMistake]) -> tuple[Pattern, ...]:
    """Read a list of distinct regular expressions, invalid ones left out; no node is read as empty."""
    texts_of(node, mistakes)
    members = node.members if node is not None else ()
    return tuple(one for member in members if (one := pattern_of(member, mistakes)) is not None)


def entries_of(
    node: Node, mistakes: list[PackMistake], known: Sequence[str] = (), required: Sequence[str] = ()
) -> Mapping[str, Node]:
    """Read a mapping with only the known keys, or any keys if none are given."""
    if not isinstance(node.value, Mapping):
        mistakes.append(node.mistake("should be a mapping: a key, “: ” and a value on each line"))
        return {}
    for key, inner in node.entries.items():
        if known and key not in known:
            mistakes.append(inner.misplaced(f"unknown key “{key}”{suggestion(key, known)}"))
    mistakes += (node.mistake("is required", [key]) for key in required if key not in node.entries)
    return node.entries


@lru_cache(maxsize=16)  # editions of a pack extend the same one
def read_yaml(content: bytes, file: str) -> tuple[Node, tuple[PackMistake, ...]]:
    """Read a file and list its duplicate keys, of which the first counts; raise PackError if it is not valid YAML.

    Anchors, aliases, tags and directives are refused, and files that are very large or deep.
    """
    if len(content) > LARGEST:
        raise PackError([PackMistake(file, 1, 1, "", f"the file is larger than {LARGEST >> 20} MiB")])
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        raise PackError([PackMistake(file, line, 1, "", "the file is not UTF-8")]) from None
    for loader in (_FAST, yaml.SafeLoader):  # the parser in Python says more clearly what is wrong
        composer = _Composer(file)
        try:
            return composer.document(yaml.parse(text, Loader=loader)), tuple(composer.duplicates)
        except _RefusedError as error:
            mistake = PackMistake(file, *error.place, "", str(error))
            break
        except (yaml.YAMLError, ValueError, OverflowError) as error:  # chr() of an invalid escape
            line, column = _place_of(error, text)
            lines = text.splitlines()
            why = _reason(error) + (yaml_hint(lines[line - 1], column) if line <= len(lines) else "")
            mistake = PackMistake(file, line, column, "", why)
    raise PackError([*composer.duplicates, mistake])


class _RefusedError(Exception):
    def __init__(self, event: Event, reason: str) -> None:
        super().__init__(reason)
        self.place = _place(event)


class _Composer:
    """Builds nodes from the events of one document."""

    def __init__(self, file: str) -> None:
        self._file = file
        self._nodes = 0
        self.duplicates: list[PackMistake] = []

    def document(self, events: Iterator[Event]) -> Node:
        root = Node(self._file, (), None, (1, 1), (1, 1))
        documents = 0
        for event in events:
            if isinstance(event, DocumentStartEvent):
                documents += 1
                if event.version or event.tags:
                    raise _RefusedError(event, "directives are not allowed")
                if documents > 1:
                    raise _RefusedError(event, "a file must contain one document")
                root = self._node(next(events), events, (), (1, 1))
            elif isinstance(event, StreamEndEvent):
                break
        return root

    def _node(self, event: Event, events: Iterator[Event], path: tuple[Step, ...], key: Place | None) -> Node:
        _refuse(event, len(path))
        self._nodes += 1
        if self._nodes > MOST:
            raise _RefusedError(event, f"more than {MOST} values")
        place = _place(event)
        if isinstance(event, MappingStartEvent):
            entries = self._entries(events, path)
            return Node(self._file, path, entries, place, key or place)
        if isinstance(event, SequenceStartEvent):
            members: list[Node] = []
            while not isinstance(event := next(events), SequenceEndEvent):
                members.append(self._node(event, events, (*path, len(members)), None))
            return Node(self._file, path, tuple(members), place, key or place)
        assert isinstance(event, ScalarEvent), "aliases were refused"
        return Node(self._file, path, _scalar(event), place, key or place, event.value)

    def _entries(self, events: Iterator[Event], path: tuple[Step, ...]) -> dict[str, Node]:
        entries: dict[str, Node] = {}
        while not isinstance(event := next(events), MappingEndEvent):
            _refuse(event, len(path))
            if not isinstance(event, ScalarEvent):
                raise _RefusedError(event, "a key must be text")
            name, place = event.value, _place(event)
            node = self._node(next(events), events, (*path, name), place)
            if name in entries:
                first = entries[name].key[0]
                self.duplicates.append(node.misplaced(f"the key is already in line {first}"))
            entries.setdefault(name, node)
        return entries


def _refuse(event: Event, depth: int) -> None:
    if isinstance(event, AliasEvent):
        raise _RefusedError(event, f"aliases (*{event.anchor}) are not allowed")
    if isinstance(event, NodeEvent) and event.anchor:
        raise _RefusedError(event, f"anchors (&{event.anchor}) are not allowed")
    if isinstance(event, CollectionStartEvent | ScalarEvent) and event.tag:
        raise _RefusedError(event, f"tags ({event.tag}) are not allowed")
    if depth > DEEPEST:
        raise _RefusedError(event, f"deeper than {DEEPEST} levels")
    if isinstance(event, ScalarEvent) and _SURROGATE.search(event.value):
        raise _RefusedError(event, "invalid escape")


def _scalar(event: ScalarEvent) -> Scalar:
    """Read a scalar by YAML 1.2's core schema; dates, on, off, yes and no are text."""
    text: str = event.value
    if not event.implicit[0]:
        return text
    if text in _CONSTANTS:
        return _CONSTANTS[text]
    if _INTEGER.fullmatch(text):
        return int(text)
    return float(text) if _FLOAT.fullmatch(text) else text


def _place(event: Event) -> Place:
    assert event.start_mark is not None, "parsed events have places"
    return event.start_mark.line + 1, event.start_mark.column + 1


def _place_of(error: Exception, text: str) -> Place:
    mark = error.problem_mark or error.context_mark if isinstance(error, yaml.MarkedYAMLError) else None
    if mark is not None:
        return mark.line + 1, mark.column + 1
    if isinstance(error, ReaderError):
        before = text[: error.position]
        return before.count("\n") + 1, len(before) - before.rfind("\n")
    return 1, 1


def _reason(error: Exception) -> str:
    if isinstance(error, yaml.MarkedYAMLError):
        parts = [part for part in (error.context, error.problem) if part]
        return "not valid YAML: " + ", ".join(parts)
    if isinstance(error, ReaderError):
        return f"not valid YAML: the character U+{error.character:04X} is not allowed"
    return "not valid YAML: invalid escape"
