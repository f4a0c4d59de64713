"""Texts of rules in which names in braces stand for others: the pack's basis, and parts of patterns."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from checker.errors import PackMistake
from checker.packs.yaml_file import Node, entries_of, text_of
from checker.periods import PLACES
from checker.regexes import regex

BASIS = "basis"

_NAME = regex(r"[a-z][a-z_]*")


def read_parts(roots: Sequence[Node], mistakes: list[PackMistake]) -> Mapping[str, str]:
    """Read the named parts of patterns of all files; a part may use those before it, as the nearest file has them."""
    written: dict[str, str] = {}
    for node in (node for root in reversed(roots) if (node := root.at("patterns")) is not None):
        for name, entry in entries_of(node, mistakes).items():
            if not _NAME.fullmatch(name) or name in {*PLACES, BASIS}:
                problem = f"“{name}” cannot name a part: small letters, none that is filled in"
                mistakes.append(entry.misplaced(problem))
                continue
            written[name] = text_of(entry, mistakes)
    parts: dict[str, str] = {}
    for name, text in written.items():
        parts[name] = filled(text, parts)
    return parts


def with_texts(node: Node, texts: Mapping[str, str]) -> Node:
    """Fill every text below a node."""
    if isinstance(node.value, Mapping):
        return replace(node, value={key: with_texts(inner, texts) for key, inner in node.entries.items()})
    if isinstance(node.value, tuple):
        return replace(node, value=tuple(with_texts(inner, texts) for inner in node.members))
    if not isinstance(node.value, str) or "{" not in node.value:
        return node
    text = filled(node.value, texts)
    return replace(node, value=text, text=text)


def filled(text: str, texts: Mapping[str, str]) -> str:
    """Put texts in the places of their names."""
    for name, inner in texts.items() if "{" in text else ():
        text = text.replace(f"{{{name}}}", inner)
    return text
