"""The key `not_for` of packs: documents that look like those of the pack, and which another one must judge."""

from checker.judging.rules import Exclusion
from checker.messages import worded
from checker.packs.table_specs import Mistakes
from checker.packs.yaml_file import Node, entries_of, pattern_of, text_of, texts_of


def read_exclusions(node: Node | None, mistakes: Mistakes) -> tuple[Exclusion, ...]:
    """Read a list of `{pattern, because, unless}`; `because` is a sentence, or one for each language."""
    if node is None:
        return ()
    if not node.members:
        mistakes.append(node.mistake("should be a list of patterns, each with “because”"))
    found: list[Exclusion] = []
    for member in node.members:
        before = len(mistakes)
        entries = entries_of(
            member, mistakes, ("pattern", "because", "unless"), required=("pattern", "because")
        )
        pattern = pattern_of(entries.get("pattern"), mistakes)
        listed = entries["unless"].members if "unless" in entries else ()
        unless = [pattern_of(one, mistakes) for one in listed]
        if "unless" in entries:
            texts_of(entries["unless"], mistakes)
        reason = entries.get("because")
        wordings = {}
        if reason is not None:
            wordings = (
                {"en": text_of(reason, mistakes)}
                if reason.is_scalar
                else {key: text_of(one, mistakes) for key, one in entries_of(reason, mistakes).items()}
            )
        if pattern is not None and wordings and len(mistakes) == before:
            found.append(
                Exclusion(pattern, worded(wordings), tuple(one for one in unless if one is not None))
            )
    return tuple(found)
