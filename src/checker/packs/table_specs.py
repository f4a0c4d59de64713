"""Prescribed tables, read from the YAML of a pack."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from checker.errors import PackMistake
from checker.forms.table_specs import Band, Label, Layout, Repeat, TableSpec
from checker.language import Language
from checker.packs.cell_types import TYPE_KEYS, read_cell_type
from checker.packs.table_labels import COLUMN_OPTIONS, Labels
from checker.packs.yaml_file import Node, entries_of, flag_of, suggestion, text_of, texts_of

Mistakes = list[PackMistake]

LAYOUTS = ("grid", "form")
_ABOUT = ("section", "title", "also", "layout", "repeats", *TYPE_KEYS)
_BAND = ("caption", "stub", "columns", "rows")
_PARTS = ("bands", "sides")  # below one another, or from left to right
_VALUE = "value"  # the key of the one column of a form


def read_table(
    name: str, node: Node, sections: Sequence[str] | None, language: Language, mistakes: Mistakes
) -> TableSpec:
    """Read a prescribed table and append its mistakes; `sections` are `None` if not known."""
    parts = next((key for key in _PARTS if key in node.entries), "")
    is_form = not parts and _word(node.at("layout")) == "form"
    own = (parts,) if parts else ("rows",) if is_form else _BAND[1:]
    required = () if parts else ("rows",) if is_form else ("columns", "rows")
    entries = entries_of(node, mistakes, (*_ABOUT, *own), required)
    section, title = (text_of(entries.get(key), mistakes) for key in _ABOUT[:2])
    if section and sections is not None and section not in sections:
        problem = f"“{section}” is not a prescribed section{suggestion(section, sections)}"
        mistakes.append(entries["section"].mistake(problem))
    bands = _bands(node, parts, language, mistakes, is_form=is_form)
    _compare_columns(node, parts, bands, mistakes)
    return TableSpec(
        name,
        section,
        bands,
        title,
        language,
        read_cell_type(entries, mistakes),
        texts_of(entries.get("also"), mistakes),
        _layout(entries, mistakes),
        sides=parts == "sides",
        repeats=flag_of(entries.get("repeats"), mistakes),
    )


def _word(node: Node | None) -> str:
    return node.text.strip() if node is not None and node.is_scalar else ""


def _layout(entries: Mapping[str, Node], mistakes: Mistakes) -> Layout:
    word = _word(entries["layout"]) if "layout" in entries else "grid"
    if word not in LAYOUTS:
        mistakes.append(
            entries["layout"].mistake(f"should be one of {', '.join(LAYOUTS)}{suggestion(word, LAYOUTS)}")
        )
    return "form" if word == "form" else "grid"


def _bands(
    node: Node, parts: str, language: Language, mistakes: Mistakes, *, is_form: bool
) -> tuple[Band, ...]:
    rows = Labels("row", language, mistakes)
    if is_form:
        lines = rows.read(node.entries["rows"]) if "rows" in node.entries else ()
        for label in _repeated(lines):
            mistakes.append(node.mistake(f"a form has no rows of any number, as “{label.key}” is", ["rows"]))
        return (Band((Label(_VALUE, ""),), lines),)
    if not parts:
        return (_band(node, rows, language, mistakes),)
    members = node.entries[parts].members
    if not members:
        mistakes.append(node.entries[parts].mistake(f"should be a non-empty list of {parts}"))
    for member in members:
        entries_of(member, mistakes, _BAND, ["columns", "rows"])
    return tuple(_band(member, rows, language, mistakes) for member in members)


def _band(node: Node, rows: Labels, language: Language, mistakes: Mistakes) -> Band:
    entries = node.entries
    caption, stub = (text_of(entries.get(key), mistakes) for key in _BAND[:2])
    columns = Labels("column", language, mistakes).read(entries["columns"]) if "columns" in entries else ()
    lines = rows.read(entries["rows"]) if "rows" in entries else ()
    known = TableSpec("", "", (Band(columns, ()),))
    return Band(columns, tuple(_with_codes(line, known, node, mistakes) for line in lines), caption, stub)


def _with_codes(label: Label, known: TableSpec, node: Node, mistakes: Mistakes) -> Label:
    """Put the keys of columns in the place of the words by which rows name columns."""
    if label.repeat is None:
        children = (_with_codes(child, known, node, mistakes) for child in label.children)
        return replace(label, children=tuple(children))
    found: dict[str, tuple[str, ...]] = {}
    for option in COLUMN_OPTIONS:
        keys: list[str] = []
        for word in getattr(label.repeat, option):
            try:
                keys.append(known.column_key(word))
            except ValueError as error:
                mistakes.append(node.mistake(str(error), ["rows", label.key, option]))
        found[option] = tuple(keys)
    repeat = Repeat(label.repeat.at_least, found["nested_by"], found["grouped_by"], found["named_by"])
    return replace(label, repeat=repeat)


def _repeated(labels: Sequence[Label]) -> Iterator[Label]:
    return (path[-1] for top in labels for path in top.walk() if path[-1].repeat is not None)


def _compare_columns(node: Node, parts: str, bands: Sequence[Band], mistakes: Mistakes) -> None:
    """Report a column that two bands divide differently: its key would be ambiguous."""
    columns: dict[str, Label] = {}
    for label in (path[-1] for band in bands for path in band.column_paths):
        if columns.setdefault(label.key, label) != label and columns[label.key].key:
            problem = f"the {parts} divide the column “{label.key}” in different ways"
            mistakes.append(node.mistake(problem, [parts]))
