"""`checker packs show`: a pack with everything it inherits."""

from collections.abc import Iterator, Sequence

import click

from checker.cli.packs.list_packs import spell_years
from checker.cli.policy import use_configured_packs
from checker.cli.setup import Setup, language
from checker.forms.section_specs import SectionSpec
from checker.forms.table_specs import Label, TableSpec
from checker.judging.rules import AuditRule, Rule, RulePack
from checker.messages import Message, Messages
from checker.terminal import align

_ = Messages(__package__)


@click.command("show")
@click.argument("name", metavar="ID|FILE")
@language
@click.pass_obj
def command(setup: Setup, name: str) -> None:
    """Show a pack with everything it inherits."""
    use_configured_packs(setup)
    for line in _pack(setup, setup.pack(name)):
        click.echo(line)


def _pack(setup: Setup, pack: RulePack) -> Iterator[str]:
    yield f"{pack.id}  {pack.title}"
    yield ""
    about: dict[Message, str] = {
        _("years"): spell_years(pack.years),
        _("language"): pack.language,
        _("titles"): " | ".join(pack.form.title),
        _("endings"): " | ".join(pack.naming.endings),
        _("SHA-256"): pack.digest,
    }
    yield from align([(setup.render(label), text) for label, text in about.items() if text])
    yield ""
    yield setup.render(_("sections"))
    yield from _sections(pack.form.sections, "  ")
    for table in pack.form.tables:
        yield from _table(setup, table)
    yield from _rules(setup, _("rule"), pack.rules)
    if pack.audit:
        yield from _rules(setup, _("rule across filings"), pack.audit)


def _rules(setup: Setup, title: Message, rules: Sequence[Rule] | Sequence[AuditRule]) -> Iterator[str]:
    head = tuple(map(setup.render, (title, _("check"), _("severity"), _("category"), _("clause"))))
    yield ""
    yield from align([head, *((r.id, r.check.name, r.severity, r.category, r.clause) for r in rules)])


def _table(setup: Setup, table: TableSpec) -> Iterator[str]:
    named = _("table {id}: {title}", id=table.id, title=table.title or table.section)
    yield ""
    yield setup.render(named)
    for band in table.bands:
        if band.caption:
            yield f"  {band.caption}"
        for kind, labels in ((_("columns"), band.columns), (_("rows"), band.rows)):
            yield f"  {setup.render(kind)}"
            yield from align([(f"    {key}", label) for top in labels for key, label in _tree(top)])


def _tree(label: Label) -> Iterator[tuple[str, str]]:
    for path in label.walk():
        yield "  " * (len(path) - 1) + path[-1].key, path[-1].text


def _sections(specs: Sequence[SectionSpec], indent: str) -> Iterator[str]:
    for position, spec in enumerate(specs, start=1):
        others = "".join(f" | {words}" for words in spec.also) + (" ?" if spec.optional else "")
        yield f"{indent}{position}  {spec.printed}{others}"
        yield from _sections(spec.children, indent + "   ")
