"""`checker packs lint`: mistakes in pack files, and warnings."""

from collections.abc import Iterator, Sequence
from pathlib import Path

import click

from checker.cli import corpus
from checker.cli.policy import use_configured_packs
from checker.cli.setup import Setup, language
from checker.documents.document import Document
from checker.errors import PackError, ReadError
from checker.forms.filing import Filing
from checker.judging.engine import Engine, judge
from checker.judging.rules import RulePack
from checker.messages import Messages
from checker.packs.files import pack_files
from checker.packs.inheritance import read_lineage
from checker.packs.lint import JudgedDocument, LintWarning, collisions, overlaps, unused
from checker.packs.lint_hints import hints
from checker.packs.loading import load_pack
from checker.packs.yaml_file import Node
from checker.text import clean

_ = Messages(__package__)

_Linted = dict[Path, RulePack]


@click.command("lint")
@click.argument(
    "paths", nargs=-1, required=True, metavar="PATH...", type=click.Path(exists=True, path_type=Path)
)
@click.option(
    "--corpus", "folder", metavar="DIR", type=click.Path(exists=True, path_type=Path),
    help="Also warn about rules, labels and patterns that occur in none of these documents.",
)  # fmt: skip
@language
@click.pass_obj
def command(setup: Setup, paths: tuple[Path, ...], folder: Path | None) -> int:
    """Report mistakes in pack files, and in all below directories, as file:line:column: message.

    Warnings: places such as {yaer} that are never filled; periods that run backwards; rules that find
    nothing and tables that no rule looks at; option names that are keys of rules; years to which two
    packs of a family apply; with --corpus, parts of the pack that occur in none of its documents.

    Exit code: 0 no mistakes (warnings do not count), 2 mistakes.
    """
    use_configured_packs(setup)
    code, linted = 0, _Linted()
    for path in _files(paths):
        try:
            linted[path] = load_pack(path, setup.host.vocabulary, setup.app.pack_files)
        except PackError as error:
            code = 2
            for line in setup.lines(error):
                click.echo(line)
    read = list(corpus.read(setup, corpus.documents(setup, [folder]))) if folder and linted else []
    for submission, outcome in read:
        if isinstance(outcome, ReadError):
            corpus.log_unread(setup, submission, outcome)
    documents = [document for _path, document in read if isinstance(document, Document)]
    for path, pack in linted.items():
        _report(setup, path, pack, linted, documents if folder else None)
    return code


def _files(paths: Sequence[Path]) -> Iterator[Path]:
    for path in paths:
        yield from pack_files(path)


def _report(
    setup: Setup, path: Path, pack: RulePack, linted: _Linted, documents: Sequence[Document] | None
) -> None:
    warnings = sorted(_warnings(setup, path, pack, linted, documents), key=lambda one: (one.line, one.column))
    for warning in warnings:
        text = _("{place}: warning: {message}", place=warning.place, message=warning.message)
        click.echo(clean(setup.render(text), 1000))
    counted = _("{path}: no mistakes, rules: {count}", path=path, count=len(pack.rules) + len(pack.audit))
    click.echo(setup.render(_("{path}: no mistakes, rules: {count}, warnings: {warnings}",
                           path=path, count=len(pack.rules) + len(pack.audit), warnings=len(warnings))
                         if warnings else counted))  # fmt: skip


def _warnings(
    setup: Setup, path: Path, pack: RulePack, linted: _Linted, documents: Sequence[Document] | None
) -> Iterator[LintWarning]:
    root = read_lineage(path, setup.app.pack_files).roots[0]
    yield from hints(root, pack)
    yield from collisions(root, setup.host.checks)
    yield from overlaps(root, pack, _others(setup, linted))
    if documents is not None:
        yield from _unused(setup, root, pack, documents)


def _others(setup: Setup, linted: _Linted) -> Iterator[tuple[Path, RulePack]]:
    """Iterate over all installed or linted packs, each file once."""
    seen = {path.resolve() for path in linted}
    yield from linted.items()
    for name, path in setup.app.pack_files.items():
        if path.resolve() not in seen:
            yield path, setup.pack(name)


def _unused(setup: Setup, root: Node, pack: RulePack, documents: Sequence[Document]) -> Iterator[LintWarning]:
    engine = setup.app.engine(packs=(pack,))
    filings = [filing for document in documents if (filing := _filing(engine, pack, document)) is not None]
    if filings:
        yield from unused(
            root, pack, (JudgedDocument(filing, judge(filing, pack.rules)[1]) for filing in filings)
        )
    else:
        none = _("the pack applies to none of the {count} documents", count=len(documents))
        yield LintWarning(root.file, *root.place, (), none)


def _filing(engine: Engine, pack: RulePack, document: Document) -> Filing | None:
    try:
        _pack, period = engine.govern(document)
    except ReadError:
        return None
    return Filing(document, pack.form.in_period(period), period)
