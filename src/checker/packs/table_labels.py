"""The columns and rows of prescribed tables, read from the YAML of a pack.

Both are a list of labels, or a mapping of keys to labels. In the place of a label may stand a group, one label with
those below it, or a mapping with the label and its options. The key of a label in a list is its path of labels.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import field, replace
from typing import Literal

from checker.errors import PackMistake
from checker.forms.table_specs import Label, Repeat
from checker.language import Language
from checker.lazy_dataclasses import dataclass
from checker.packs.cell_types import TYPE_KEYS, read_cell_type
from checker.packs.yaml_file import Node, entries_of, flag_of, suggestion, text_of, texts_of
from checker.regexes import regex
from checker.text import unit_signs

Kind = Literal["row", "column"]

_KEY = regex(r"[a-z][a-z0-9]*([-_][a-z0-9]+)*")
_OPTIONS = ("label", "also", "optional", *TYPE_KEYS)
COLUMN_OPTIONS = ("nested_by", "grouped_by", "named_by")
_REPEATED = ("any", "at_least", *COLUMN_OPTIONS)
_EACH = "each"


@dataclass
class Labels:
    """Reads labels of one kind and appends their mistakes; keys are unique among all that it reads."""

    kind: Kind
    language: Language
    mistakes: list[PackMistake]
    _seen: dict[str, Node] = field(default_factory=dict)

    @property
    def _options(self) -> tuple[str, ...]:
        """List the options of a label; what is below it stands under “rows” or “columns”."""
        return (*_OPTIONS, f"{self.kind}s", *(_REPEATED if self.kind == "row" else ()))

    def read(self, node: Node, above: str = "") -> tuple[Label, ...]:
        """Read a list or mapping of labels; `above` leads the keys of those in lists."""
        if node.is_scalar or not node.value:
            self.mistakes.append(node.mistake("should be a non-empty list of labels, or keys and labels"))
            return ()
        read = self._members(node, above) if node.members else self._entries(node)
        pairs = list(read)
        self._compare(pairs)
        return tuple(label for label, _node in pairs)

    def _entries(self, node: Node) -> Iterator[tuple[Label, Node]]:
        for key, inner in node.entries.items():
            if not _KEY.fullmatch(key):
                wrong = f"“{key}” is not a valid key: use lower-case letters, digits, “-” and “_”"
                self.mistakes.append(inner.misplaced(wrong))
            if self.kind == "row" and _is_misplaced_repeat(key, inner):
                self.mistakes.append(inner.misplaced("for any number of rows write each: {any: true}"))
            elif self._is_new(key, inner, inner.key):
                yield self._label(inner, key), inner

    def _members(self, node: Node, above: str) -> Iterator[tuple[Label, Node]]:
        for member in node.members:
            if _is_group(member):
                for text, below in member.entries.items():
                    if self._is_new(above + text, below, below.key):
                        yield self._group(above + text, text, below), below
                continue
            key = above + self._own_key(member)
            if member.is_scalar and not member.text.strip() and self.kind == "column":
                text_of(member, self.mistakes)
            elif self._is_new(key, member, member.place):
                yield self._label(member, key), member

    def _own_key(self, member: Node) -> str:
        if member.is_scalar:
            return member.text.strip()
        label = member.at("label")
        return label.text.strip() if label is not None and label.text.strip() else _EACH

    def _is_new(self, key: str, node: Node, place: tuple[int, int]) -> bool:
        first = self._seen.setdefault(key, node)
        if first is node:
            return True
        at = node.misplaced if place == node.key else node.mistake
        self.mistakes.append(at(f"the {self.kind} “{key}” is already in line {first.key[0]}"))
        return False

    def _label(self, node: Node, key: str) -> Label:
        """Read what stands at a key: a label, a group, or a label with options."""
        if node.is_scalar:
            if node.value is None or (self.kind == "column" and not node.text.strip()):
                none = ', or "" for none' if self.kind == "row" else ""
                self.mistakes.append(node.mistake(f"give the {self.kind} a label{none}"))
            return Label(key, node.text.strip())
        if _is_group(node) and len(node.entries) == 1:
            return next(self._group(key, text, below) for text, below in node.entries.items())
        known = self._options
        if not _has_options(node) and not any(name in known for name in node.entries):
            near = [found for name in node.entries if (found := suggestion(name, known))]
            wrong = f"should be a label, or one label with the {self.kind}s below it"
            self.mistakes.append(node.mistake(wrong + (near[0] if near else "")))
            return Label(key, "")
        return self._with_options(node, key)

    def _group(self, key: str, text: str, below: Node) -> Label:
        return Label(key, text, self.read(below, f"{key}/"))

    def _with_options(self, node: Node, key: str) -> Label:
        repeated = self.kind == "row" and "any" in node.entries
        entries = entries_of(node, self.mistakes, self._options, [] if repeated else ["label"])
        text = entries["label"].text.strip() if "label" in entries else ""
        if "label" in entries and (not entries["label"].is_scalar or (not text and self.kind == "column")):
            text = text_of(entries["label"], self.mistakes)
        also = texts_of(entries.get("also"), self.mistakes)
        below = entries.get(f"{self.kind}s")
        children = self.read(below, f"{key}/") if below is not None else ()
        if repeated and below is not None and any(p[-1].repeat for child in children for p in child.walk()):
            self.mistakes.append(below.misplaced("rows of any number cannot hold others of any number"))
        kind = read_cell_type(entries, self.mistakes)
        repeat = self._repeat(entries) if self.kind == "row" else None
        optional = flag_of(entries.get("optional"), self.mistakes)
        return Label(key, text, children, also, kind, repeat, optional)

    def _repeat(self, entries: Mapping[str, Node]) -> Repeat | None:
        if (any_ := entries.get("any")) is None:
            for name in (name for name in _REPEATED if name in entries):
                self.mistakes.append(entries[name].misplaced(f"“{name}” needs “any: true” beside it"))
            return None
        if any_.value is not True:
            self.mistakes.append(any_.mistake("should be true: the row then stands for any number of rows"))
        for name in (name for name in ("label", "also") if name in entries):
            self.mistakes.append(entries[name].misplaced("rows with any label have none that is prescribed"))
        least = entries.get("at_least")
        count = least.value if least is not None else 0
        if not isinstance(count, int) or isinstance(count, bool) or count < 0:
            self.mistakes.append(entries["at_least"].mistake("should be a number of rows, 0 or more"))
            count = 0
        return Repeat(count, *(self._keys(entries.get(name)) for name in COLUMN_OPTIONS))

    def _keys(self, node: Node | None) -> tuple[str, ...]:
        """Read the key of a column, or several."""
        several = node is None or node.members
        return texts_of(node, self.mistakes) if several else (text_of(node, self.mistakes),)

    def _compare(self, siblings: Sequence[tuple[Label, Node]]) -> None:
        """Report a wording by which two labels of a group would be taken for one another."""
        texts: dict[tuple[str, str], Label] = {}
        for label, node in siblings:
            for text in label.texts:
                bare, unit = self.language.bare(text), unit_signs(text) if self.kind == "column" else ""
                first = texts.setdefault((bare, unit), label) if bare else label
                ordered = self.kind == "row" and text == label.text == first.text
                if first is not label and not ordered:
                    wrong = f"“{text}” is already a wording of the {self.kind} “{first.key}”"
                    self.mistakes.append(node.mistake(wrong))


def _is_misplaced_repeat(key: str, node: Node) -> bool:
    """Return whether an entry is meant to say that there may be any number of rows: any: true, or each: any."""
    return (key in _REPEATED and isinstance(node.value, bool | int)) or (
        key == _EACH and node.text.strip() in _REPEATED
    )


def _is_group(node: Node) -> bool:
    """Return whether a mapping is one label, or several, with those below each of them."""
    values = list(node.entries.values())
    return bool(values) and not any(value.is_scalar for value in values) and not _has_options(node)


def _has_options(node: Node) -> bool:
    return any((inner := node.at(key)) is not None and inner.is_scalar for key in ("label", "any"))


def written_labels(node: Node | None) -> Iterator[tuple[Node, tuple[str, ...]]]:
    """Iterate over the labels of columns or rows, groups first: where each is written, and its accepted wordings."""
    for member in (*node.members, *node.entries.values()) if node is not None else ():
        if member.is_scalar:
            yield member, (member.text,)
        elif _has_options(member):
            label, also = member.at("label"), member.at("also")
            if label is not None:
                yield label, (label.text, *(one.text for one in (also.members if also is not None else ())))
            for kind in ("columns", "rows"):
                yield from written_labels(member.at(kind))
        else:
            for text, below in member.entries.items():
                yield replace(below, place=below.key), (text,)
                yield from written_labels(below)
