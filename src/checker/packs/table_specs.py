"""Prescribed tables, read from the YAML of a pack."""

from collections.abc import Sequence

from checker.errors import PackMistake
from checker.forms.tables import Band, Label, TableSpec
from checker.languages import Language
from checker.packs.cell_types import TYPE_KEYS, read_cell_type
from checker.packs.table_labels import Kind, Labels
from checker.packs.yaml_file import Node, entries_of, suggestion, text_of

Mistakes = list[PackMistake]

_BAND = ("caption", "stub", "columns", "rows")


def read_table(
    name: str, node: Node, sections: Sequence[str] | None, language: Language, mistakes: Mistakes
) -> TableSpec:
    """Read a prescribed table and append its mistakes; `sections` are `None` if not known."""
    banded = "bands" in node.entries
    known = ("section", "title", *(("bands",) if banded else _BAND[1:]), *TYPE_KEYS)
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
    rows = Labels("row", language, mistakes)
    bands = tuple(_band(piece, rows, language, mistakes) for piece in pieces)
    _compare_columns(node, bands, mistakes)
    return TableSpec(name, section, bands, title, language, read_cell_type(entries, mistakes))


def _band(node: Node, rows: Labels, language: Language, mistakes: Mistakes) -> Band:
    entries = node.entries
    caption, stub = (text_of(entries[key], mistakes) if key in entries else "" for key in _BAND[:2])
    kinds: tuple[tuple[Kind, Labels], ...] = (("column", Labels("column", language, mistakes)), ("row", rows))
    columns, lines = (
        labels.read(entries[f"{kind}s"]) if f"{kind}s" in entries else () for kind, labels in kinds
    )
    return Band(columns, lines, caption, stub)


def _compare_columns(node: Node, bands: Sequence[Band], mistakes: Mistakes) -> None:
    """Report a column that two bands divide differently: its key would be ambiguous."""
    columns: dict[str, Label] = {}
    for label in (path[-1] for band in bands for path in band.column_paths):
        if columns.setdefault(label.key, label) != label and columns[label.key].key:
            problem = f"the bands divide the column “{label.key}” in different ways"
            mistakes.append(node.mistake(problem, ["bands"]))
