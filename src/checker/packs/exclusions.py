"""The keys `not_for` and `only_for` of packs: which documents that look like those of the pack are, and which are not."""

from checker.judging.rules import Declaration, Exclusion
from checker.packs.table_specs import Mistakes
from checker.packs.wordings import read_wording
from checker.packs.yaml_file import Node, entries_of, flag_of, pattern_of, patterns_of


def read_exclusions(node: Node | None, mistakes: Mistakes) -> tuple[Exclusion, ...]:
    """Read a list of `{pattern, because, unless, anywhere}`; `because` is a sentence, or one for each language."""
    if node is None:
        return ()
    if not node.members:
        mistakes.append(node.mistake("should be a list of patterns, each with “because”"))
    found: list[Exclusion] = []
    for member in node.members:
        entries = entries_of(
            member, mistakes, ("pattern", "because", "unless", "anywhere"), required=("pattern", "because")
        )
        pattern = pattern_of(entries.get("pattern"), mistakes)
        unless = patterns_of(entries.get("unless"), mistakes)
        because = read_wording(entries.get("because"), mistakes)
        anywhere = flag_of(entries.get("anywhere"), mistakes)
        if pattern is not None and because is not None:
            found.append(Exclusion(pattern, because, unless, anywhere))
    return tuple(found)


def read_declaration(node: Node | None, mistakes: Mistakes) -> Declaration | None:
    """Read `{patterns, because}`."""
    if node is None:
        return None
    entries = entries_of(node, mistakes, ("patterns", "because"), required=("patterns", "because"))
    because = read_wording(entries.get("because"), mistakes)
    return (
        Declaration(patterns_of(entries.get("patterns"), mistakes), because) if because is not None else None
    )
