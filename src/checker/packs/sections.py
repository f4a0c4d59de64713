"""Prescribed sections, read from the YAML of a pack: titles, and mappings for those with parts or options."""

from collections.abc import Iterator

from checker.errors import PackMistake
from checker.forms.section_specs import SectionSpec, named, section
from checker.language import Language
from checker.packs.yaml_file import Node, entries_of, flag_of, text_of, texts_of

OPTIONS = ("title", "also", "optional", "sections", "choice")


def read_sections(
    node: Node | None, language: Language, mistakes: list[PackMistake]
) -> tuple[SectionSpec, ...]:
    """Read the sections that a form prescribes, nested ones included."""
    return () if node is None else named(tuple(_siblings(node, language, mistakes)), language)


def _siblings(node: Node, language: Language, mistakes: list[PackMistake]) -> Iterator[SectionSpec]:
    if not node.members:
        mistakes.append(node.mistake("should be a non-empty list of sections"))
    seen: set[str] = set()
    for member in node.members:
        spec = _section(member, language, mistakes)
        for title in (language.plain(words) for words in (spec.wordings if spec else ())):
            if title in seen:
                mistakes.append(member.mistake(f"“{spec.title if spec else ''}” is already in the list"))
                break
            seen.add(title)
        if spec is not None:
            yield spec


def _section(node: Node, language: Language, mistakes: list[PackMistake]) -> SectionSpec | None:
    if node.is_scalar:
        title = text_of(node, mistakes)
        return section(title, language) if title else None
    if "title" in node.entries:
        return _with_options(node, language, mistakes)
    if len(node.entries) != 1:
        mistakes.append(node.mistake("should be a title, or one title with its sections, or have a title"))
    for title, inner in list(node.entries.items())[:1]:
        children = tuple(_siblings(inner, language, mistakes))
        return section(title, language, children=children) if title.strip() else None
    return None


def _with_options(node: Node, language: Language, mistakes: list[PackMistake]) -> SectionSpec | None:
    entries = entries_of(node, mistakes, OPTIONS)
    title = text_of(entries["title"], mistakes)
    also = texts_of(entries.get("also"), mistakes)
    optional = flag_of(entries.get("optional"), mistakes)
    children = tuple(_siblings(entries["sections"], language, mistakes)) if "sections" in entries else ()
    if not title:
        return None
    choice = text_of(entries.get("choice"), mistakes)
    return section(title, language, also=also, optional=optional, children=children, choice=choice)
