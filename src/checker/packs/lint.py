"""Warnings for authors of packs; none of them prevents the use of a pack."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import fields, is_dataclass
from functools import cached_property, partial
from pathlib import Path

from checker.documents.document import Paragraph
from checker.forms.filing import Filing
from checker.forms.title import find_title
from checker.judging.checks import Check
from checker.judging.reports import Assessment, Outcome
from checker.judging.rules import RulePack, Years
from checker.lazy_dataclasses import dataclass
from checker.messages import Message, Messages
from checker.packs.options import RULE_KEYS
from checker.packs.table_labels import written_labels
from checker.packs.yaml_file import Node, Step, spell
from checker.patterns import Pattern
from checker.text import alphanumeric

_ = Messages(__package__)

_JUDGED = {Outcome.PASS, Outcome.FAIL, Outcome.REVIEW}


@dataclass(frozen=True, slots=True)
class LintWarning:
    """A warning about a place of a pack file, counted from 1; `path` are the keys that lead there."""

    file: str
    line: int
    column: int
    path: tuple[Step, ...]
    message: Message

    @property
    def place(self) -> str:
        """Return file:line:column and the path of keys."""
        return f"{self.file}:{self.line}:{self.column}: {spell(self.path)}"


@dataclass(frozen=True)
class JudgedDocument:
    """A document judged by the pack."""

    filing: Filing
    assessments: tuple[Assessment, ...]

    @cached_property
    def texts(self) -> tuple[str, ...]:
        """List the texts that patterns are searched in: paragraphs, cells, and the whole body."""
        paragraphs = [block.text for block in self.filing.document.blocks if isinstance(block, Paragraph)]
        cells = [cell.text for table in self.filing.document.tables for cell in table.cells]
        whole = "\n".join(paragraph.text for paragraph in self.filing.document.paragraphs)
        return (*paragraphs, *dict.fromkeys(cells), whole)

    @cached_property
    def labels(self) -> frozenset[str]:
        """Return the bare texts of paragraphs, section titles, and cells of prescribed tables."""
        tables = (piece for table in self.filing.tables.values() for piece in table.pieces)
        texts = [cell.text for table in tables for cell in table.cells]
        texts += [paragraph.text for paragraph in self.filing.document.paragraphs]
        texts += [section.heading.title for section in self.filing.outline.sections]
        return frozenset(map(self.filing.language.bare, texts))


# --- what occurs in no document ---


@dataclass(frozen=True, slots=True)
class _Candidate:
    """A part of a pack that is unused unless it occurs in a document."""

    warning: LintWarning
    occurs: Callable[[JudgedDocument], bool]


def unused(root: Node, pack: RulePack, documents: Iterable[JudgedDocument]) -> Iterator[LintWarning]:
    """Find rules, tables, labels and patterns of one pack file that occur in no document.

    Parts of something unused are not reported again.
    """
    left = [*_titles(root), *_sections(root), *_tables(root), *_rules(root, pack)]
    for document in documents:
        left = [candidate for candidate in left if not candidate.occurs(document)]
    paths = {candidate.warning.path for candidate in left}
    for candidate in left:
        path = candidate.warning.path
        if not any(path[:depth] in paths for depth in range(len(path))):
            yield candidate.warning


def _at_value(node: Node, message: Message) -> LintWarning:
    return LintWarning(node.file, *node.place, node.path, message)


def _at_key(node: Node, message: Message) -> LintWarning:
    return LintWarning(node.file, *node.key, node.path, message)


def _titles(root: Node) -> Iterator[_Candidate]:
    for node in _members(root, "titles"):
        words = node.text.strip()
        warning = _at_value(node, _("no document is titled “{words}”", words=words))
        yield _Candidate(warning, partial(_is_titled, words))


def _sections(root: Node) -> Iterator[_Candidate]:
    listed = root.at("sections")
    for node, title in _section_titles(listed) if listed is not None else ():
        warning = _at_value(node, _("no document has a section titled “{title}”", title=title))
        yield _Candidate(warning, partial(_has_label, (title,)))


def _section_titles(listed: Node) -> Iterator[tuple[Node, str]]:
    for node in listed.members:
        if node.is_scalar:
            yield node, node.text.strip()
        elif (title := node.at("title")) is not None:
            yield title, title.text.strip()
            yield from _section_titles(inner) if (inner := node.at("sections")) is not None else ()
        else:
            for name, inner in node.entries.items():
                yield inner, name
                yield from _section_titles(inner)


def _members(root: Node, key: str) -> Sequence[Node]:
    node = root.at(key)
    return () if node is None else node.members


def _tables(root: Node) -> Iterator[_Candidate]:
    for name, node in _entries(root, "tables"):
        if node.value is None:  # dropped
            continue
        warning = _at_key(node, _("no document has the table “{name}”", name=name))
        yield _Candidate(warning, partial(_has_table, name))
        yield from _labels(node)


def _entries(root: Node, key: str) -> Iterable[tuple[str, Node]]:
    node = root.at(key)
    return () if node is None else node.entries.items()


def _labels(table: Node) -> Iterator[_Candidate]:
    parts = table.at("bands") or table.at("sides")
    for band in parts.members if parts is not None else (table,):
        about = (node for key in ("caption", "stub") if (node := band.at(key)) is not None)
        written = ((node, (node.text,)) for node in about)
        for node, texts in (*written, *written_labels(band.at("columns")), *written_labels(band.at("rows"))):
            if alphanumeric(texts[0]):
                warning = _at_value(node, _("no document has the label “{label}”", label=texts[0]))
                yield _Candidate(warning, partial(_has_label, texts))


def _rules(root: Node, pack: RulePack) -> Iterator[_Candidate]:
    for name, node in _entries(root, "rules"):
        rule = pack.rule(name)
        if rule is None or node.is_scalar:  # dropped, or only its severity is changed
            continue
        warning = _at_key(node, _("the rule could not be judged in any document"))
        yield _Candidate(warning, partial(_is_judged, name))
        for path, pattern in _patterns(rule.check, ()):
            written = _descend(node, path)
            warning = _at_value(written, _("no document matches “{pattern}”", pattern=pattern.source))
            yield _Candidate(warning, partial(_is_matched, pattern))


def _is_titled(words: str, document: JudgedDocument) -> bool:
    return find_title(document.filing.document, [words], document.filing.language) is not None


def _has_table(name: str, document: JudgedDocument) -> bool:
    return name in document.filing.tables


def _has_label(texts: Sequence[str], document: JudgedDocument) -> bool:
    return any(document.filing.language.bare(text) in document.labels for text in texts)


def _is_judged(rule: str, document: JudgedDocument) -> bool:
    return any(one.rule.id == rule and one.outcome in _JUDGED for one in document.assessments)


def _is_matched(pattern: Pattern, document: JudgedDocument) -> bool:
    if pattern.placeholders and document.filing.period is None:
        return False
    filled = pattern.fill(document.filing.places)
    return any(filled.search(text) is not None for text in document.texts)


def _patterns(option: object, path: tuple[Step, ...]) -> Iterator[tuple[tuple[Step, ...], Pattern]]:
    """Find the patterns in the options of a check, at any depth, with their paths."""
    if isinstance(option, Pattern):
        yield path, option
    elif is_dataclass(option):
        for field in fields(option):
            yield from _patterns(getattr(option, field.name), (*path, field.name))
    elif isinstance(option, Mapping):
        for key, value in option.items():
            yield from _patterns(value, (*path, str(key)))
    elif isinstance(option, list | tuple):
        for index, value in enumerate(option):
            yield from _patterns(value, (*path, index))


def _descend(node: Node, path: Sequence[Step]) -> Node:
    for step in path:
        node = node.at(step) or node  # defaults are in no file
    return node


# --- what needs no documents ---


def collisions(root: Node, checks: Mapping[str, type[Check]]) -> Iterator[LintWarning]:
    """Find rules whose check has an option with the name of a rule key: it cannot be set."""
    for _name, node in _entries(root, "rules"):
        named = node.at("check")
        kind = checks.get(named.text) if named is not None else None
        if named is None or kind is None or not is_dataclass(kind):
            continue
        for field in fields(kind):
            if field.name in RULE_KEYS:
                yield _at_value(
                    named,
                    _("option “{option}” of check “{check}” has the name of a rule key and cannot be set",
                      check=kind.name, option=field.name),
                )  # fmt: skip


def overlaps(root: Node, pack: RulePack, others: Iterable[tuple[Path, RulePack]]) -> Iterator[LintWarning]:
    """Find packs of the same family, in other files, for some of the same years: only one is ever used."""
    node = root.at("years") or root
    for path, other in others:
        if other.family == pack.family and path.resolve() != Path(root.file).resolve():
            shared = _shared(pack.years, other.years)
            if shared is not None:
                yield _at_value(
                    node,
                    _("{other} also applies to {years}; only one of the two packs is used",
                      years=shared, other=other.id),
                )  # fmt: skip


def _shared(one: Years, other: Years) -> str | None:
    """Return the years of both packs as text."""
    first = max((year for year in (one.first, other.first) if year is not None), default=None)
    last = min((year for year in (one.last, other.last) if year is not None), default=None)
    if first is not None and last is not None and first > last:
        return None
    return str(first) if first == last and first is not None else f"{first or ''}–{last or ''}"
