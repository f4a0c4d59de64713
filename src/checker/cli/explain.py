"""`checker explain`: what a rule demands, by which clause, and how it is tested."""

import inspect
import json
from collections.abc import Iterator, Mapping
from dataclasses import fields, is_dataclass

import click

from checker.checks import Check
from checker.cli.setup import Setup, governing, language, terminal_columns, unknown
from checker.columns import pad, width, wrap
from checker.messages import Sentences
from checker.rules import Rule, RulePack

_ = Sentences(__package__)


@click.command("explain")
@click.argument("name", metavar="RULE")
@governing
@language
@click.pass_obj
def command(setup: Setup, name: str, pack: str | None) -> None:
    """Explain a rule: what it demands, by which clause, and how it is tested.

    Without --pack the newest edition that has the rule is quoted.
    """
    packs = [setup.pack(pack)] if pack else list(setup.packs)
    holding = [(pack, rule) for pack in packs if (rule := pack.rule(name)) is not None]
    if not holding:
        raise unknown(
            _("no rule is called “{name}”", name=name), name, (r.id for p in packs for r in p.rules)
        )
    for line in _lines(setup, holding[-1][1], [pack for pack, _rule in holding]):
        click.echo(line)


def _lines(setup: Setup, rule: Rule, packs: list[RulePack]) -> Iterator[str]:
    yield rule.id
    yield ""
    labelled = {
        _("requirement"): f"“{rule.requirement}”",
        _("clause"): rule.clause,
        _("severity"): str(rule.severity),
        _("category"): str(rule.category),
        _("packs"): ", ".join(pack.id for pack in packs),
        _("check"): rule.check.name,
    }
    said = {setup.say(label): text for label, text in labelled.items()}
    column = max(map(width, said)) + 2
    for label, text in said.items():
        first, *rest = wrap(text, terminal_columns() - column)
        yield pad(label, column) + first
        yield from (" " * column + line for line in rest)
    yield ""
    yield from (f"  {line}".rstrip() for line in (inspect.getdoc(type(rule.check)) or "").splitlines())
    options = tuple(_options(rule.check))
    if options:
        yield ""
        yield setup.say(_("options"))
        yield from (f"  {name}: {json.dumps(value, ensure_ascii=False)}" for name, value in options)


def _options(check: Check) -> Iterator[tuple[str, object]]:
    if is_dataclass(check):
        yield from ((field.name, _plain(getattr(check, field.name))) for field in fields(check))


def _plain(value: object) -> object:
    """Turn an option into what JSON, and so YAML, can say."""
    if value is None or isinstance(value, str | int | float | bool):
        return value
    if isinstance(value, Mapping):
        return {str(key): _plain(part) for key, part in value.items()}
    if isinstance(value, list | tuple | set | frozenset):
        return [
            _plain(part) for part in (sorted(value, key=str) if isinstance(value, set | frozenset) else value)
        ]
    if is_dataclass(value):
        return {field.name: _plain(getattr(value, field.name)) for field in fields(value)}
    return str(value)
