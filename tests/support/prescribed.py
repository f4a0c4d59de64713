"""Prescribed tables, written as in packs."""

from textwrap import dedent

from checker.errors import PackMistake
from checker.forms.table_specs import TableSpec
from checker.language import Language
from checker.packs.table_specs import read_table
from checker.packs.yaml_file import Node, read_yaml
from checker_languages.en import ENGLISH


def prescribed_table(text: str, language: Language = ENGLISH, name: str = "t") -> TableSpec:
    """Read one table, written without its name."""
    return _table(name, _node(text), language)


def prescribed_tables(text: str, language: Language = ENGLISH) -> tuple[TableSpec, ...]:
    """Read tables, each below its name."""
    return tuple(_table(name, node, language) for name, node in _node(text).entries.items())


def _node(text: str) -> Node:
    return read_yaml(dedent(text).encode(), "p")[0]


def _table(name: str, node: Node, language: Language) -> TableSpec:
    mistakes: list[PackMistake] = []
    spec = read_table(name, node, None, language, mistakes)
    assert not mistakes
    return spec
