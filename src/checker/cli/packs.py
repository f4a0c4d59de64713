"""`checker packs`: which packs there are, what is in them, what is wrong with one."""

from collections.abc import Iterator, Sequence
from pathlib import Path

import click

from checker.cli.setup import Setup, language
from checker.columns import align
from checker.errors import PackError, UsageError
from checker.messages import Message, Sentences
from checker.packs import load_pack
from checker.rules import RulePack, Years
from checker.tables import Label, TableSpec

_ = Sentences(__package__)


@click.group("packs")
def command() -> None:
    """List, show and lint rule packs."""


@command.command("list")
@language
@click.pass_obj
def list_packs(setup: Setup) -> None:
    """List the packs that are installed: id, the report years they govern, number of rules, title."""
    head = tuple(map(setup.say, (_("pack"), _("years"), _("rules"), _("title"))))
    rows = [(pack.id, _years(pack.years), str(len(pack.rules)), pack.title) for pack in setup.packs]
    for line in align([head, *rows]):
        click.echo(line)


@command.command("show")
@click.argument("name", metavar="ID|FILE")
@language
@click.pass_obj
def show(setup: Setup, name: str) -> None:
    """Show a pack as it is in force, with all that it takes over from its parent."""
    for line in _pack(setup, setup.pack(name)):
        click.echo(line)


@command.command("lint")
@click.argument(
    "paths", nargs=-1, required=True, metavar="PATH...", type=click.Path(exists=True, path_type=Path)
)
@language
@click.pass_obj
def lint(setup: Setup, paths: tuple[Path, ...]) -> int:
    """Look for mistakes in pack files, and in all below directories: file:line:column: what is wrong.

    Exit code: 0 no mistakes, 2 mistakes.
    """
    code = 0
    for path in _files(paths):
        try:
            pack = load_pack(path, setup.host.checks, setup.host.packs)
        except PackError as error:
            code = 2
            for line in setup.lines(error):
                click.echo(line)
        else:
            click.echo(setup.say(_("{path}: no mistakes, rules: {count}", path=path, count=len(pack.rules))))
    return code


def _files(paths: Sequence[Path]) -> Iterator[Path]:
    for path in paths:
        files = [path] if path.is_file() else sorted((*path.rglob("*.yaml"), *path.rglob("*.yml")))
        if not files:
            raise UsageError(_("no packs below {path}: no name there ends in .yaml", path=path))
        yield from files


def _years(years: Years) -> str:
    return str(years.first) if years.first == years.last else f"{years.first or ''}–{years.last or ''}"


def _pack(setup: Setup, pack: RulePack) -> Iterator[str]:
    yield f"{pack.id}  {pack.title}"
    yield ""
    about: dict[Message, str] = {
        _("years"): _years(pack.years),
        _("language"): pack.language,
        _("titles"): " | ".join(pack.form.title),
        _("SHA-256"): pack.digest,
    }
    yield from align([(setup.say(label), text) for label, text in about.items()])
    yield from _titled(setup.say(_("sections")), enumerate(pack.form.sections, start=1))
    for table in pack.form.tables:
        yield from _table(setup, table)
    head = tuple(map(setup.say, (_("rule"), _("check"), _("severity"), _("category"), _("clause"))))
    yield ""
    yield from align([head, *((r.id, r.check.name, r.severity, r.category, r.clause) for r in pack.rules)])


def _table(setup: Setup, table: TableSpec) -> Iterator[str]:
    named = _("table {id}: {title}", id=table.id, title=table.title or table.section)
    yield ""
    yield setup.say(named)
    for band in table.bands:
        if band.caption:
            yield f"  {band.caption}"
        for kind, labels in ((_("columns"), band.columns), (_("rows"), band.rows)):
            yield f"  {setup.say(kind)}"
            yield from align([(f"    {key}", label) for top in labels for key, label in _tree(top)])


def _tree(label: Label) -> Iterator[tuple[str, str]]:
    for path in label.walk():
        yield "  " * (len(path) - 1) + path[-1].key, path[-1].text


def _titled(title: str, entries: "enumerate[str]") -> Iterator[str]:
    yield ""
    yield title
    yield from (f"  {position}  {text}" for position, text in entries)
