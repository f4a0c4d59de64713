"""Texts that a pack words itself: one text, or one for each language."""

from checker.messages import Message, worded
from checker.packs.table_specs import Mistakes
from checker.packs.yaml_file import Node, entries_of, text_of


def read_wording(node: Node | None, mistakes: Mistakes) -> Message | None:
    """Read a text, or one for each language."""
    if node is None:
        return None
    if node.is_scalar:
        text = text_of(node, mistakes)
        return worded({"en": text}) if text else None
    words = {key: text_of(one, mistakes) for key, one in entries_of(node, mistakes).items()}
    return worded(words) if words else None
