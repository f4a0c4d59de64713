"""`checker explain`: what a rule requires, by which clause, and how it is tested."""

import inspect
import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import fields, is_dataclass
from pathlib import Path

import click

from checker.app import unknown
from checker.cli.excerpts import excerpt
from checker.cli.setup import Setup, language, pack_option, terminal_columns
from checker.judging.audit_checks import AuditCheck
from checker.judging.checks import Check
from checker.judging.rules import AuditRule, Rule, RulePack, Severity
from checker.messages import Messages
from checker.packs.rule_documents import folder_of
from checker.patterns import Pattern
from checker.terminal import align, pad, width, wrap

_ = Messages(__package__)

AnyRule = Rule | AuditRule


@click.command("explain")
@click.argument("name", metavar="RULE")
@pack_option
@click.option(
    "--examples", "folder", metavar="DIR", type=click.Path(exists=True, file_okay=False, path_type=Path),
    help="Quote documents named RULE-pass-… and RULE-fail-… [default: those beside the pack's file].",
)  # fmt: skip
@language
@click.pass_obj
def command(setup: Setup, name: str, pack: str | None, folder: Path | None) -> None:
    """Explain a rule: what it requires, by which clause, how it is tested, and how to change it.

    Without --pack, the newest edition with the rule is quoted.
    """
    packs = [setup.pack(pack)] if pack else list(setup.packs)
    holding = [(pack, rule) for pack in packs if (rule := pack.any_rule(name)) is not None]
    if not holding:
        known = (rule.id for pack in packs for rule in (*pack.rules, *pack.audit))
        raise unknown(_("unknown rule “{name}”", name=name), name, known)
    chosen, rule = holding[-1]
    for line in (*_required(setup, rule, holding), *_test(setup, rule)):
        click.echo(line)
    quoted = _excerpts(setup, chosen, rule, folder) if isinstance(rule, Rule) else ()
    for line in (*quoted, *_change(setup, chosen, rule)):
        click.echo(line)


def _required(setup: Setup, rule: AnyRule, holding: Sequence[tuple[RulePack, AnyRule]]) -> Iterator[str]:
    yield rule.id
    yield ""
    labelled = {
        _("requirement"): f"“{rule.requirement}”",
        _("clause"): rule.clause,
        _("check"): rule.check.name,
    }
    yield from _labelled({setup.render(label): text for label, text in labelled.items()})
    yield ""
    head = tuple(map(setup.render, (_("pack"), _("severity"), _("category"))))
    yield from align([head, *((pack.id, held.severity, held.category) for pack, held in holding)])


def _labelled(texts: Mapping[str, str]) -> Iterator[str]:
    column = max(map(width, texts)) + 2
    for label, text in texts.items():
        first, *rest = wrap(text, terminal_columns() - column)
        yield pad(label, column) + first
        yield from (" " * column + line for line in rest)


def _test(setup: Setup, rule: AnyRule) -> Iterator[str]:
    yield ""
    yield setup.render(_("what must be true"))
    yield from (f"  {line}".rstrip() for line in (inspect.getdoc(type(rule.check)) or "").splitlines())
    if given := tuple(options(rule.check)):
        yield ""
        yield setup.render(_("options"))
        yield from (f"  {name}: {json.dumps(value, ensure_ascii=False)}" for name, value in given)


def _excerpts(setup: Setup, pack: RulePack, rule: Rule, folder: Path | None) -> Iterator[str]:
    """Quote the rule's test documents: the problem, and the same place without it."""
    places = [folder / folder_of(pack.id), folder] if folder else [_beside(setup, pack)]
    place = next((place for place in places if place is not None and place.is_dir()), None)
    quoted = excerpt(setup, pack, rule, place) if place else None
    if quoted is None:
        return
    for label, lines in ((_("wrong"), quoted.wrong), (_("found"), quoted.found), (_("right"), quoted.right)):
        if lines:
            yield ""
            yield setup.render(label)
            yield from (f"  {part}" for line in lines for part in wrap(line, terminal_columns() - 2))


def _beside(setup: Setup, pack: RulePack) -> Path | None:
    path = setup.host.packs.get(pack.id)
    return path.with_suffix("") if path else None


def _change(setup: Setup, pack: RulePack, rule: AnyRule) -> Iterator[str]:
    """Show a pack that extends this one and changes the rule."""
    other = Severity.INFO if rule.severity is not Severity.INFO else Severity.WARNING
    yield ""
    yield setup.render(_("in your own pack"))
    yield f"  extends: {pack.id}"
    yield "  rules:" if isinstance(rule, Rule) else "  audit:"
    changes = {str(other): _("another severity: error, warning or info"), "null": _("or switch the rule off")}
    yield from (f"    {rule.id}: {change}  # {setup.render(note)}" for change, note in changes.items())


def options(check: Check | AuditCheck) -> Iterator[tuple[str, object]]:
    """Iterate over the names and YAML values of a check's options."""
    if is_dataclass(check):
        yield from ((field.name, _plain(getattr(check, field.name))) for field in fields(check))


def _plain(value: object) -> object:
    """Convert an option to JSON values."""
    if value is None or isinstance(value, str | int | float | bool):
        return value
    if isinstance(value, Mapping):
        return {str(key): _plain(part) for key, part in value.items()}
    if isinstance(value, list | tuple | set | frozenset):
        return [
            _plain(part) for part in (sorted(value, key=str) if isinstance(value, set | frozenset) else value)
        ]
    if isinstance(value, Pattern):
        return value.source
    if is_dataclass(value):
        return {field.name: _plain(getattr(value, field.name)) for field in fields(value)}
    return str(value)
