"""Warnings about what loads but does nothing, or fails when a document is judged."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import MISSING, fields, is_dataclass
from datetime import date

from checker.judging.rules import AuditRule, Rule, RulePack
from checker.messages import Message, Messages
from checker.packs.lint import LintWarning
from checker.packs.plain import options
from checker.packs.yaml_file import Node, Step, suggestion
from checker.periods import PLACES, fill, places_in

_ = Messages(__package__)

AnyRule = Rule | AuditRule

_BASIS = "basis"
_QUOTED = ("clause", "requirement")  # of a rule: the source's words, in which only {basis} is filled
_BEGINS, _ENDS = "start", "end"
_SAMPLE: Mapping[str, str] = {
    "year": "2001", "last_year": "2000", "next_year": "2002", "start": "2001-04-01", "end": "2001-06-30",
}  # fmt: skip


def hints(root: Node, pack: RulePack) -> Iterator[LintWarning]:
    """Find places that are never filled, periods that run backwards, rules and tables that do nothing."""
    yield from _unfilled(root, pack)
    for part, rules in (("rules", pack.rules), ("audit", pack.audit)):
        written = root.at(part)
        for rule in rules:
            node = written.at(rule.id) if written is not None else None
            if node is not None and not node.is_scalar:
                yield from _never(node, rule)
                yield from _backwards(node, rule)
    yield from _unchecked(root, pack)


def _at(node: Node, message: Message) -> LintWarning:
    return LintWarning(node.file, *node.place, node.path, message)


# --- places ---


def _unfilled(root: Node, pack: RulePack) -> Iterator[LintWarning]:
    of_checks = {("rules", rule.id): rule.check.filled_places for rule in pack.rules}
    for node in _texts(root):
        known = _places(node.path)
        if known != (_BASIS,):  # what quotes the source
            known += pack.parts
            known += next((of_checks[key] for key in of_checks if key == node.path[:2]), ())
        for name in dict.fromkeys(places_in(node.text)):
            if name not in known:
                near = suggestion(name, known)
                filled = tuple(f"{{{one}}}" for one in known)
                yield _at(node, _unfilled_message(name, filled, near))


def _unfilled_message(name: str, known: Sequence[str], near: str) -> Message:
    place = f"{{{name}}}"
    if not known:
        return _("{place} is never filled here", place=place)
    return _(
        "{place} is never filled{near}; here one may write {known}",
        place=place,
        near=near,
        known=tuple(known),
    )


def _texts(node: Node) -> Iterator[Node]:
    if isinstance(node.value, str):
        yield node
    for inner in (*node.entries.values(), *node.members):
        yield from _texts(inner)


def _places(path: Sequence[Step]) -> tuple[str, ...]:
    """List the places that are filled in a text of a pack."""
    first = path[0] if path else ""
    if first in {"title", "extends", "language", "basis"}:
        return ()
    if first == "template":
        return (*PLACES, _BASIS, "body")
    if first in {"rules", "audit"} and len(path) > 2 and path[2] in _QUOTED:
        return (_BASIS,)
    return (*PLACES, _BASIS) if first in {"rules", "audit"} else PLACES


# --- rules ---


def _never(node: Node, rule: AnyRule) -> Iterator[LintWarning]:
    """Find lists that must say what the rule looks for, and are empty."""
    if not is_dataclass(rule.check):
        return
    for field in fields(rule.check):
        needed = field.default is MISSING and field.default_factory is MISSING
        given = node.at(field.name)
        if needed and given is not None and not getattr(rule.check, field.name):
            yield _at(given, _("“{option}” is empty: the rule never finds anything", option=field.name))


def _backwards(node: Node, rule: AnyRule) -> Iterator[LintWarning]:
    """Find a period that ends before it begins."""
    begins, ends = (_day(getattr(rule.check, name, None)) for name in (_BEGINS, _ENDS))
    if begins is not None and ends is not None and begins > ends:
        wrong = node.at(_ENDS) or node.at(_BEGINS) or node
        yield _at(wrong, _("the period ends before it begins"))


def _day(text: object) -> date | None:
    try:
        return date.fromisoformat(fill(text, _SAMPLE)) if isinstance(text, str) else None
    except ValueError:
        return None


# --- tables ---


def _unchecked(root: Node, pack: RulePack) -> Iterator[LintWarning]:
    """Find tables that no rule names."""
    rules: Sequence[AnyRule] = (*pack.rules, *pack.audit)
    named = {text for rule in rules for _name, value in options(rule) for text in _strings(value)}
    tables = root.at("tables")
    for name, node in tables.entries.items() if tables is not None else ():
        if node.value is not None and not any(name in text for text in named):
            warning = LintWarning(node.file, *node.key, node.path, _("no rule looks at this table"))
            yield warning


def _strings(value: object) -> Iterable[str]:
    if isinstance(value, str):
        yield value
    for inner in (
        (*value.values(), *value) if isinstance(value, Mapping) else value if isinstance(value, list) else ()
    ):
        yield from _strings(inner)
