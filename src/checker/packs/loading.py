"""Rule packs: YAML, checked against the checks' own fields, composed with the packs it extends."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from enum import StrEnum
from functools import cached_property, partial
from pathlib import Path
from typing import TypeVar

from checker.containment import contained_items, raised
from checker.errors import PackError, PackMistake, PluginError
from checker.forms.body_names import PROPERTIES, BodySource
from checker.forms.form import Form
from checker.forms.numbered_lines import printed_with_numbers
from checker.forms.relations import Relation
from checker.forms.section_specs import SectionSpec, every
from checker.forms.statistics import Statistic
from checker.judging.audit_checks import AuditCheck, Vocabulary
from checker.judging.checks import Check
from checker.judging.rules import (
    AuditRule,
    Category,
    Naming,
    Provision,
    Rule,
    RulePack,
    Severity,
    Template,
    Years,
)
from checker.language import NEUTRAL, Language
from checker.lazy_dataclasses import dataclass
from checker.messages import Messages
from checker.packs.cycle import read_cycle, read_date_order
from checker.packs.exclusions import read_declaration, read_exclusions
from checker.packs.files import pack_id
from checker.packs.filled_texts import BASIS, read_parts, with_texts
from checker.packs.inheritance import Lineage, read_lineage
from checker.packs.notations import with_numbers
from checker.packs.options import CODES, NAME, RULE_KEYS, read_check
from checker.packs.sections import read_sections
from checker.packs.statistics import read_statistics
from checker.packs.table_specs import Mistakes, read_table
from checker.packs.wordings import read_wording
from checker.packs.yaml_file import (
    Node,
    entries_of,
    flag_of,
    pattern_of,
    patterns_of,
    suggestion,
    text_of,
    texts_of,
)
from checker.regexes import regex

_ = Messages(__package__)

_NAME = regex(r"[a-z][a-z0-9]*(-[a-z0-9]+)*")

Member = TypeVar("Member", bound=StrEnum)
AnyCheck = TypeVar("AnyCheck", Check, AuditCheck)


def load_packs(
    packs: Mapping[str, Path], vocabulary: Vocabulary, parents: Mapping[str, Path] | None = None
) -> tuple[RulePack, ...]:
    """Load packs, which may extend each other and `parents`; raise PackError with the mistakes of all of them."""
    every = {**(parents or {}), **packs}
    loaded = [_compose(path, vocabulary, every) for path in packs.values()]
    own = [mistake for _pack, mistakes in loaded for mistake in mistakes if not mistake.inherited]
    known = {mistake.mistake for mistake in own}
    others = [m for _pack, mistakes in loaded for m in mistakes if m.inherited and m.mistake not in known]
    if own or others:
        raise PackError([mistake.reported for mistake in (*own, *others)])
    return tuple(pack for pack, _mistakes in loaded)


def load_pack(path: Path, vocabulary: Vocabulary, packs: Mapping[str, Path]) -> RulePack:
    """Load a pack file; it may extend a registered pack, or one beside it. Raise PackError."""
    pack, mistakes = _compose(path, vocabulary, packs)
    if mistakes:
        raise PackError([mistake.reported for mistake in mistakes])
    return pack


@dataclass(frozen=True, slots=True)
class _Found:
    """A mistake in a file; `pack` is the pack that was being composed of files, if the mistake shows only there."""

    mistake: PackMistake
    pack: Path | None = None

    @property
    def inherited(self) -> bool:
        return self.pack is not None and self.mistake.file != str(self.pack)

    @property
    def reported(self) -> PackMistake:
        if not self.inherited:
            return self.mistake
        return replace(self.mistake, message=f"{self.mistake.message} (as {self.pack} takes it over)")


def _compose(
    path: Path, vocabulary: Vocabulary, packs: Mapping[str, Path]
) -> tuple[RulePack, tuple[_Found, ...]]:
    lineage = read_lineage(path, packs)
    composition = _Composition(lineage, vocabulary)
    pack = composition.pack(pack_id(path))
    found = [*map(_Found, lineage.mistakes), *(_Found(mistake, path) for mistake in composition.mistakes)]
    return pack, tuple(dict.fromkeys(found))


class _Composition:
    """A pack put together from its file and those it extends; mistakes are gathered, not raised."""

    def __init__(self, lineage: Lineage, vocabulary: Vocabulary) -> None:
        self._lineage = lineage
        self._whole = lineage.whole  # if a file cannot be read, its content is unknown
        self._vocabulary = vocabulary
        self.mistakes: Mistakes = []

    def pack(self, name: str) -> RulePack:
        """Build the pack without the parts that have mistakes."""
        title, code, years = self._text("title"), self._text("language"), self._years()
        form = self._form(self._language(code))
        of_one, across = (
            self._merged("rules", with_severities=True),
            self._merged("audit", with_severities=True),
        )
        self._refuse_shared_ids(of_one[0], across[0])
        rules = tuple(self._rules(form, *of_one))
        audit = tuple(self._audit_rules(form, *across))
        if self._whole and not self.mistakes:
            form = replace(form, relations=_relations(form, rules))
        parents = tuple(pack_id(Path(root.file)) for root in self._lineage.roots[1:])
        template = self._template(form)
        return RulePack(
            name,
            title,
            code,
            years,
            form,
            rules,
            self._lineage.digest,
            parents,
            template,
            audit,
            self._naming(),
            read_exclusions(self._lineage.nearest("not_for"), self.mistakes),
            read_declaration(self._lineage.nearest("only_for"), self.mistakes),
            self._statistics(form),
            tuple(self._parts),
        )

    def _statistics(self, form: Form) -> tuple[Statistic, ...]:
        if not self._whole or self.mistakes:
            return ()
        entries, _severities = self._merged("statistics", with_severities=False)
        return tuple(read_statistics(entries, form, self.mistakes))

    def _text(self, key: str) -> str:
        node = self._lineage.nearest(key)
        if node is not None:
            return text_of(node, self.mistakes)
        if self._whole:
            self.mistakes.append(self._lineage.roots[0].mistake("is required", [key]))
        return ""

    def _language(self, code: str) -> Language:
        known, node = self._vocabulary.languages, self._lineage.nearest("language")
        if node is not None and code and code not in known:
            self.mistakes.append(node.mistake(f"unknown language “{code}”; use {' or '.join(known)}"))
        language = with_numbers(known.get(code, NEUTRAL), self._lineage.nearest("numbers"), self.mistakes)
        day_first = read_date_order(self._lineage.nearest("period"), self.mistakes)
        return (
            language
            if day_first is None
            else replace(language, dates=language.dates.ordered(day_first=day_first))
        )

    def _years(self) -> Years:
        node = self._lineage.roots[0].at("years") if self._lineage.roots else None
        if node is None:
            return Years()
        entries = entries_of(node, self.mistakes, ("from", "to"))
        first, last = (self._year(entries.get(key)) for key in ("from", "to"))
        if first is not None and last is not None and first > last:
            self.mistakes.append(node.mistake(f"the years begin with {first} and end with {last}"))
        return Years(first, last)

    def _year(self, node: Node | None) -> int | None:
        if node is None:
            return None
        if isinstance(node.value, int) and not isinstance(node.value, bool):
            return node.value
        self.mistakes.append(node.mistake("should be a year"))
        return None

    def _form(self, language: Language) -> Form:
        sections = read_sections(self._lineage.nearest("sections"), language, self.mistakes)
        spelled = tuple(
            dict.fromkeys(text for one in every(sections) for text in (one.title, one.printed, one.name))
        )
        known = spelled if self._whole or self._lineage.nearest("sections") else None
        tables, _severities = self._merged("tables", with_severities=False)
        specs = tuple(read_table(name, node, known, language, self.mistakes) for name, node in tables.items())
        outdated = self._texts("outdated_sections")
        form = Form(
            self._texts("titles"),
            sections,
            specs,
            language=language,
            outdated_sections=outdated,
            body=self._body(),
            cycle=read_cycle(self._lineage.nearest("period"), self.mistakes),
            numbered=self._numbered(sections),
            dated=self._texts("dated"),
            ends=patterns_of(self._lineage.nearest("ends"), self.mistakes),
        )
        placed = (
            replace(spec, section=around.name) if (around := form.section(spec.section)) else spec
            for spec in specs
        )
        return replace(form, tables=tuple(placed))

    def _numbered(self, sections: Sequence[SectionSpec]) -> bool:
        node = self._lineage.nearest("numbered")
        numbered = flag_of(node, self.mistakes)
        if node is not None and numbered and not printed_with_numbers(sections):
            self.mistakes.append(node.mistake("every section needs its number: “1.1. Product identifier”"))
        return numbered

    def _body(self) -> BodySource:
        node = self._lineage.nearest("body")
        if node is None:
            return BodySource()
        entries = entries_of(node, self.mistakes, ("pattern", "property"))
        prop = text_of(entries.get("property"), self.mistakes)
        if prop and prop not in PROPERTIES:
            self.mistakes.append(entries["property"].mistake(f"should be one of {', '.join(PROPERTIES)}"))
        return BodySource(pattern_of(entries.get("pattern"), self.mistakes), prop)

    def _template(self, form: Form) -> Template:
        node = self._lineage.nearest("template")
        if node is None:
            return Template()
        entries = entries_of(self._filled(node), self.mistakes, ("title", "opening", "sections"))
        lines = {key: texts_of(entries[key], self.mistakes) for key in ("title", "opening") if key in entries}
        below = entries_of(entries["sections"], self.mistakes) if "sections" in entries else {}
        if self._whole:
            strange = ((name, inner) for name, inner in below.items() if form.section(name) is None)
            for name, inner in strange:
                mistake = f"“{name}” is not a prescribed section{suggestion(name, form.section_titles)}"
                self.mistakes.append(inner.misplaced(mistake))
        sections = tuple(
            (spec.name if (spec := form.section(name)) else name, texts_of(inner, self.mistakes))
            for name, inner in below.items()
        )
        return Template(sections=sections, **lines)

    def _naming(self) -> Naming:
        node = self._lineage.nearest("names")
        words = ("leads", "topics", "heads")
        entries = entries_of(node, self.mistakes, words) if node is not None else {}
        read = {key: texts_of(entries[key], self.mistakes) for key in words if key in entries}
        return Naming(self._texts("endings"), **read)

    def _texts(self, key: str) -> tuple[str, ...]:
        return texts_of(self._lineage.nearest(key), self.mistakes)

    def _merged(self, part: str, *, with_severities: bool) -> tuple[dict[str, Node], dict[str, Node]]:
        """Merge the entries of all files, oldest first, by name; and the severities given alone."""
        entries: dict[str, Node] = {}
        severities: dict[str, Node] = {}
        for name, node in self._named(part):
            alone = with_severities and node.is_scalar and node.value is not None
            if (alone or node.value is None) and name not in entries:
                self._unknown(node, name, entries)
            elif alone:
                severities[name] = node
            elif node.value is None:
                del entries[name]
            else:
                severities.pop(name, None)
                entries[name] = node
        return entries, severities

    def _named(self, part: str) -> Iterator[tuple[str, Node]]:
        for node in (node for root in reversed(self._lineage.roots) if (node := root.at(part)) is not None):
            for name, entry in entries_of(node, self.mistakes).items():
                if not _NAME.fullmatch(name):
                    mistake = f"“{name}” is not an id: small letters and digits, words joined by “-”"
                    self.mistakes.append(entry.misplaced(mistake))
                yield name, entry

    def _unknown(self, node: Node, name: str, entries: Mapping[str, Node]) -> None:
        if self._whole:
            mistake = f"no parent has “{name}”{suggestion(name, list(entries))}"
            self.mistakes.append(node.misplaced(mistake))

    # --- rules ---

    def _refuse_shared_ids(self, of_one: Mapping[str, Node], across: Mapping[str, Node]) -> None:
        """Refuse an id of both a rule of one filing and one across filings: overrides and findings use the id."""
        for name in (name for name in across if name in of_one):
            self.mistakes.append(
                across[name].misplaced(f"“{name}” is the id of a rule under “rules” already")
            )

    def _rules(
        self, form: Form, entries: Mapping[str, Node], severities: Mapping[str, Node]
    ) -> Iterator[Rule]:
        if not entries and self._whole:
            mistake = "a pack without rules finds nothing"
            self.mistakes.append(self._lineage.roots[0].mistake(mistake, ["rules"]))
        found: list[tuple[Rule, Node]] = []
        for node, provision in self._provisions(entries, severities):
            check = self._check(node, self._vocabulary.checks, form)
            codes = self._codes(node)
            if provision is not None and check is not None:
                plugin = self._vocabulary.owners.get(("register_checks", check.name), "")
                found.append(
                    (
                        Rule(
                            **vars(provision),
                            check=check,
                            codes=codes,
                            plugin=plugin,
                            separates=check.separates,
                        ),
                        node,
                    )
                )
        yield from self._with_codes(found)

    def _codes(self, node: Node) -> tuple[str, ...]:
        """Read the codes that a rule takes; empty where it does not list any."""
        listed, named = node.at(CODES), node.at("check")
        kind = self._vocabulary.checks.get(named.text) if named is not None else None
        if listed is None or kind is None:
            return ()
        if not kind.codes:
            self.mistakes.append(
                listed.misplaced(f"the check “{kind.name}” declares no codes to choose from")
            )
            return ()
        codes = texts_of(listed, self.mistakes)
        for member in (member for member in listed.members if member.text not in kind.codes):
            near = suggestion(member.text, kind.codes)
            self.mistakes.append(member.mistake(f"should be one of {', '.join(kind.codes)}{near}"))
        return codes

    def _with_codes(self, found: Sequence[tuple[Rule, Node]]) -> Iterator[Rule]:
        """Give the rules that list no codes those that no other rule with the same check and options takes."""
        for position, (rule, node) in enumerate(found):
            others = [other for other, _node in found if other is not rule and other.check == rule.check]
            taken = {code for other in others for code in other.codes}
            codes = rule.codes or tuple(code for code in rule.check.codes if code not in taken)
            before = [other for other, _node in found[:position] if other.check == rule.check]
            self._refuse_taken_codes(replace(rule, codes=codes), node, before)
            yield replace(rule, codes=codes)

    def _refuse_taken_codes(self, rule: Rule, node: Node, before: Sequence[Rule]) -> None:
        """Refuse codes that an earlier rule takes, too: which rule reports them must be clear."""
        if not self._whole or not rule.check.codes:
            return
        listed = node.at(CODES)
        for member in listed.members if listed is not None else ():
            other = next((other for other in before if member.text in other.codes), None)
            if other is not None:
                taken = f"“{member.text}” is taken already by the rule “{other.id}”, with the same check"
                self.mistakes.append(member.mistake(taken))
        same = next((other for other in before if not other.codes), None)
        if listed is None and (same is not None or not rule.codes):
            whose = f"the rule “{same.id}”" if same is not None else "other rules"
            taken = f"all codes of the check are taken already by {whose}"
            self.mistakes.append((node.at("check") or node).mistake(taken))

    def _audit_rules(
        self, form: Form, entries: Mapping[str, Node], severities: Mapping[str, Node]
    ) -> Iterator[AuditRule]:
        for node, provision in self._provisions(entries, severities):
            check = self._check(node, self._vocabulary.audit_checks, form)
            if provision is not None and check is not None:
                plugin = self._vocabulary.owners.get(("register_audit_checks", check.name), "")
                yield AuditRule(**vars(provision), check=check, plugin=plugin)

    @cached_property
    def _fillings(self) -> Mapping[str, str]:
        """Map names in braces to what stands in their place in the rules."""
        basis = self._text(BASIS) if self._lineage.nearest(BASIS) is not None else ""
        return {**({BASIS: basis} if basis else {}), **self._parts}

    @cached_property
    def _parts(self) -> Mapping[str, str]:
        return read_parts(self._lineage.roots, self.mistakes)

    def _filled(self, node: Node) -> Node:
        """Fill {basis} and parts of patterns in every text of a rule, or of the blank form."""
        if BASIS not in self._fillings and self._whole:
            self._refuse_basis(node)
        return with_texts(node, self._fillings)

    def _refuse_basis(self, node: Node) -> None:
        if isinstance(node.value, str) and f"{{{BASIS}}}" in node.value:
            self.mistakes.append(node.mistake(f"{{{BASIS}}} is used, but the pack has no basis"))
        for inner in (*node.entries.values(), *node.members):
            self._refuse_basis(inner)

    def _provisions(
        self, entries: Mapping[str, Node], severities: Mapping[str, Node]
    ) -> Iterator[tuple[Node, Provision | None]]:
        """Read the provision of each rule; `None` where it has a mistake."""
        for name, node in entries.items():
            based = self._filled(node)
            yield based, self._provision(name, based, severities.get(name))

    def _provision(self, name: str, node: Node, override: Node | None) -> Provision | None:
        before = len(self.mistakes)
        entries = entries_of(node, self.mistakes, required=RULE_KEYS)
        texts = [text_of(entries[key], self.mistakes) for key in ("clause", "requirement") if key in entries]
        called = read_wording(entries.get(NAME), self.mistakes)
        category = self._member(entries.get("category"), Category)
        severity = self._member(entries.get("severity"), Severity)
        severity = severity if override is None else self._member(override, Severity)
        if len(self.mistakes) > before or category is None or severity is None:
            return None
        clause, requirement = texts
        return Provision(name, severity, category, clause, requirement, name=called)

    def _member(self, node: Node | None, kind: type[Member]) -> Member | None:
        if node is None:
            return None
        if node.is_scalar and node.text in set(kind):
            return kind(node.text)
        known = [member.value for member in kind]
        mistake = f"should be one of {', '.join(known)}{suggestion(node.text, known)}"
        self.mistakes.append(node.mistake(mistake))
        return None

    def _check(self, node: Node, known: Mapping[str, type[AnyCheck]], form: Form) -> AnyCheck | None:
        if (named := node.at("check")) is None:
            return None
        name = text_of(named, self.mistakes)
        kind = known.get(name)
        if kind is None:
            mistake = f"unknown check “{name}”{suggestion(name, list(known))}"
            self.mistakes += [named.mistake(mistake)] if name else []
            return None
        check = read_check(kind, node, self.mistakes)
        if check is not None and self._whole:
            found = contained_items(lambda: check.mistakes(form), partial(_broken, check))
            self.mistakes += (node.mistake(wrong.message, wrong.path) for wrong in found)
        return check


def _broken(check: Check | AuditCheck, error: BaseException) -> PluginError:
    return PluginError(_("check {check} {fault}", check=check.name, fault=raised(error).message))


def _relations(form: Form, rules: Sequence[Rule]) -> Mapping[str, tuple[Relation, ...]]:
    relations: dict[str, dict[Relation, None]] = {}
    for rule in rules:
        for table, relation in contained_items(
            partial(rule.check.prescribes, form), partial(_broken, rule.check)
        ):
            relations.setdefault(table, {})[relation] = None
    return {table: tuple(found) for table, found in relations.items()}
