"""`checker explain`: what a rule requires, by which clause, and how it is tested."""

import json
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

import click

from checker.app import unknown
from checker.cli.checks import codes, entries, kinds_of, manual_lines, paragraphs
from checker.cli.codes import code_explained, code_lines, matching, rules_with
from checker.cli.excerpts import excerpt
from checker.cli.policy import Policy, use_configured_packs
from checker.cli.setup import Setup, language, pack_option, terminal_columns
from checker.judging.rules import AuditRule, Rule, RulePack, Severity
from checker.messages import Messages
from checker.packs.manuals import options_of, read_manual
from checker.packs.plain import options, plain
from checker.packs.rule_documents import folder_of
from checker.terminal import align, pad, width, wrap

_ = Messages(__package__)

AnyRule = Rule | AuditRule


@click.command("explain")
@click.argument("words", metavar="[RULE|CODE|CHECK|WORDS]...", nargs=-1)
@pack_option
@click.option("--codes", "every_code", is_flag=True, help="List all codes of findings, with one line each.")
@click.option(
    "--examples", "folder", metavar="DIR", type=click.Path(exists=True, file_okay=False, path_type=Path),
    help="Quote documents named RULE-pass-… and RULE-fail-… [default: those beside the pack's file].",
)  # fmt: skip
@language
@click.pass_obj
def command(
    setup: Setup, *, words: tuple[str, ...], pack: str | None, every_code: bool, folder: Path | None
) -> None:
    """Explain a rule: what it requires, by which clause, how it is tested, and how to change it.

    Also explains the code of a finding and a check, and finds rules, codes and checks by words.
    Without --pack, a rule is quoted from the pack that the configuration names, else from the newest
    edition that has it.
    """
    name = " ".join(words)
    if bool(name) == every_code:
        raise click.UsageError("Give a RULE, a CODE, a CHECK or WORDS, or --codes.")
    use_configured_packs(setup)
    packs = setup.app.named_packs(pack) if pack else _packs(setup)
    for line in code_lines(setup) if every_code else _explained(setup, name, packs, folder):
        click.echo(line)


def _packs(setup: Setup) -> Sequence[RulePack]:
    """List the packs, the one that governs last."""
    packs = sorted(setup.packs, key=lambda pack: pack.years.first or 0)
    policy = Policy(setup)
    governing = policy.engine(setup.app.engine(), Path.cwd() / "-").pack
    return packs if governing is None else [*(pack for pack in packs if pack.id != governing.id), governing]


def _explained(setup: Setup, name: str, packs: Sequence[RulePack], folder: Path | None) -> Iterator[str]:
    if holding := [(pack, rule) for pack in packs if (rule := pack.any_rule(name)) is not None]:
        yield from _rule(setup, holding, folder)
    elif lines := list(code_explained(setup, name, packs)):
        yield from lines
    elif kinds := kinds_of(setup, name):
        for kind in kinds:
            yield from (*manual_lines(setup, kind), "")
        yield from rules_with(setup, packs, lambda rule: type(rule.check) in kinds)
    elif lines := list(matching(setup, name, packs)):
        yield from lines
    else:
        known = (rule.id for pack in packs for rule in (*pack.rules, *pack.audit))
        names = (*known, *setup.host.checks, *setup.host.audit_checks)
        raise unknown(_("no rule, code or check is called or says “{name}”", name=name), name, names)


def _rule(setup: Setup, holding: Sequence[tuple[RulePack, AnyRule]], folder: Path | None) -> Iterator[str]:
    chosen, rule = holding[-1]
    yield from _required(setup, rule, holding)
    yield from _test(setup, rule)
    if isinstance(rule, Rule):
        yield from _excerpts(setup, chosen, rule, folder)
    yield from _change(setup, chosen, rule)


def _required(setup: Setup, rule: AnyRule, holding: Sequence[tuple[RulePack, AnyRule]]) -> Iterator[str]:
    yield rule.id if rule.name is None else f"{rule.id} — {setup.render(rule.name)}"
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
    manual = read_manual(type(rule.check))
    yield ""
    yield setup.render(_("what must be true"))
    for position, paragraph in enumerate(paragraphs(setup, manual)):
        yield from ("",) if position else ()
        yield from (f"  {line}" for line in wrap(paragraph, terminal_columns() - 2))
    if taken := [
        entry for entry in codes(setup, manual) if not isinstance(rule, Rule) or rule.takes(entry[0])
    ]:
        yield ""
        yield setup.render(_("codes"))
        yield from entries(taken)
    defaults = {option.name: plain(option.default) for option in options_of(type(rule.check))}
    if given := [(name, value) for name, value in options(rule) if value != defaults.get(name)]:
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
