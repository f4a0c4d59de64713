"""Prescribed tables, with their trees of columns and rows, read from the YAML of a pack."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence

from checker.errors import PackMistake
from checker.forms.tables import Band, Label, TableSpec
from checker.languages import Language
from checker.packs.yaml_file import Node, entries_of, suggestion, text_of

Mistakes = list[PackMistake]

_KEY = re.compile(r"[a-z][a-z0-9]*([-_][a-z0-9]+)*")
_BAND = ("caption", "stub", "columns", "rows")


def read_table(
    name: str, node: Node, sections: Sequence[str] | None, language: Language, mistakes: Mistakes
) -> TableSpec:
    """Read a prescribed table and append its mistakes; `sections` are `None` if not known."""
    banded = "bands" in node.entries
    known = ("section", "title", *(("bands",) if banded else _BAND[1:]))
    entries = entries_of(node, mistakes, known, ["section"] if banded else ["section", "columns", "rows"])
    section, title = (text_of(entries[key], mistakes) if key in entries else "" for key in known[:2])
    if section and sections is not None and section not in sections:
        problem = f"“{section}” is not a prescribed section{suggestion(section, sections)}"
        mistakes.append(entries["section"].mistake(problem))
    pieces: Sequence[Node] = (node,)
    if banded:
        pieces = entries["bands"].members
        if not pieces:
            mistakes.append(entries["bands"].mistake("should be a non-empty list of bands"))
        for piece in pieces:
            entries_of(piece, mistakes, _BAND, ["columns", "rows"])
    rows: dict[str, Node] = {}
    bands = tuple(_band(piece, rows, mistakes) for piece in pieces)
    _compare_columns(node, bands, mistakes)
    return TableSpec(name, section, bands, title, language)


def _band(node: Node, rows: dict[str, Node], mistakes: Mistakes) -> Band:
    entries = node.entries
    caption, stub = (text_of(entries[key], mistakes) if key in entries else "" for key in _BAND[:2])
    columns = tuple(_columns(entries["columns"], "", mistakes)) if "columns" in entries else ()
    lines = tuple(_rows(entries["rows"], rows, mistakes)) if "rows" in entries else ()
    if "columns" in entries:
        keys = Counter(path[-1].key for top in columns for path in top.walk())
        for key in (key for key, count in keys.items() if count > 1):
            mistakes.append(entries["columns"].mistake(f"there are {keys[key]} columns “{key}”"))
    return Band(columns, lines, caption, stub)


def _columns(node: Node, above: str, mistakes: Mistakes) -> Iterator[Label]:
    """Read a list of column heads; the key of each is its path of labels, joined by “/”."""
    if not node.members:
        mistakes.append(node.mistake("should be a non-empty list of column heads"))
    for member in node.members:
        if member.is_scalar:
            if label := text_of(member, mistakes):
                yield Label(above + label, label)
            continue
        for label, inner in entries_of(member, mistakes).items():
            yield Label(above + label, label, tuple(_columns(inner, f"{above}{label}/", mistakes)))


def _rows(node: Node, seen: dict[str, Node], mistakes: Mistakes) -> Iterator[Label]:
    """Read a mapping of row keys to labels or groups (one label with the rows below it)."""
    entries = entries_of(node, mistakes)
    if not entries and not node.is_scalar:
        mistakes.append(node.mistake("should not be empty"))
    for key, row in entries.items():
        if not _KEY.fullmatch(key):
            mistakes.append(
                row.misplaced(f"“{key}” is not a valid key: use lower-case letters, digits, “-” and “_”")
            )
        if key in seen:
            mistakes.append(row.misplaced(f"the row “{key}” is already in line {seen[key].key[0]}"))
            continue
        seen[key] = row
        if row.is_scalar:
            if row.value is None:
                mistakes.append(row.mistake('give the row a label, or "" for none'))
            yield Label(key, row.text)
            continue
        if len(row.entries) != 1:
            mistakes.append(row.mistake("should be a label, or one label with the rows below it"))
        for label, below in list(row.entries.items())[:1]:
            yield Label(key, label, tuple(_rows(below, seen, mistakes)))


def _compare_columns(node: Node, bands: Sequence[Band], mistakes: Mistakes) -> None:
    """Report a column that two bands divide differently: its key would be ambiguous."""
    columns: dict[str, Label] = {}
    for label in (path[-1] for band in bands for path in band.column_paths):
        if columns.setdefault(label.key, label) != label and columns[label.key].key:
            problem = f"the bands divide the column “{label.key}” in different ways"
            mistakes.append(node.mistake(problem, ["bands"]))
