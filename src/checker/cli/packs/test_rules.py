"""`checker packs test`: do the rules find what their test documents say?"""

from collections.abc import Iterator
from pathlib import Path

import click

from checker.app import unknown
from checker.cli import corpus
from checker.cli.setup import Setup, governing, language
from checker.documents.submissions import content
from checker.errors import ReadError, UsageError
from checker.judging.engine import Engine
from checker.judging.reports import Failure, Outcome, Report
from checker.judging.rules import RulePack
from checker.messages import Message, Messages
from checker.packs.rule_documents import Proof, candidates, folder_of, holds, previous, proof, unproved
from checker.text import clean

_ = Messages(__package__)


@click.command("test")
@click.argument("folder", metavar="DIR", type=click.Path(exists=True, file_okay=False, path_type=Path))
@governing
@language
@click.pass_obj
def command(setup: Setup, folder: Path, pack: str | None) -> int:
    """Test rules on documents named RULE-pass-… and RULE-fail-…, in folders named after their packs.

    A pack's folder is its id with “-” for “/” (annual-report-2021); with --pack, DIR itself holds the
    documents. In a failing document the rule must find something, in a passing one it must be judged
    and find nothing; previous/NAME is the report of the year before. Rules that lack a document of
    either kind are listed. Rules across filings are not proved so: a document alone shows none of them.

    Exit code: 0 every document shows what its name says, 1 one does not, 2 one could not be read.
    """
    codes = [_test(setup, chosen, place) for chosen, place in _folders(setup, folder, pack)]
    return max(codes)


def _folders(setup: Setup, folder: Path, pack: str | None) -> list[tuple[RulePack, Path]]:
    if pack:
        return [(setup.pack(pack), folder)]
    named = {folder_of(known.id): known for known in setup.packs}
    places = [folder] if folder.resolve().name in named else sorted(folder.iterdir())
    found = [(named[name], place) for place in places if (name := place.resolve().name) in named]
    if not found:
        told = _("no folder in {path} is named after a pack; use --pack, or a name like {example}",
                 path=folder, example=next(iter(named), "family-edition"))  # fmt: skip
        raise unknown(told, folder.name, named) if named else UsageError(told)
    return found


def _test(setup: Setup, pack: RulePack, folder: Path) -> int:
    engine = Engine(setup.host.reader_of, setup.packs, pack)
    given: list[Proof] = []
    code = 0
    for path in candidates(corpus.documents(setup, [folder])):
        one = proof(path, pack)
        if one is None:
            click.echo(_told(setup, path, _unnamed(path, pack)))
            code = max(code, 1)
            continue
        given.append(one)
        report = _judged(engine, path)
        if report.failure is not None:
            click.echo(_told(setup, path, _("not read: {reason}", reason=report.failure.message)))
            code = 2
        elif not holds(one, report):
            click.echo(_told(setup, path, _why(one, report)))
            code = max(code, 1)
    for line in _summary(pack, given):
        click.echo(setup.say(line))
    return code


def _unnamed(path: Path, pack: RulePack) -> Message:
    """Say why a document's name names no rule that it can prove."""
    across = next((rule.id for rule in pack.audit if path.stem.startswith(f"{rule.id}-")), None)
    if across is not None:
        return _("{rule} compares filings; no document alone shows it", rule=across)
    return _("the name begins with no rule of {pack}", pack=pack.id)


def _judged(engine: Engine, path: Path) -> Report:
    try:
        beside = previous(path)
        earlier = engine.filing(beside.as_posix(), content(beside)) if beside else None
        return engine.check(path.as_posix(), content(path), previous=earlier)
    except ReadError as error:
        return Report(path.as_posix(), failure=Failure(error.code, error.message))


def _told(setup: Setup, path: Path, message: Message) -> str:
    return clean(f"{path.as_posix()}: {setup.say(message)}", 1000)


def _why(one: Proof, report: Report) -> Message:
    """Say what a document shows instead of what its name says."""
    found = next((finding for finding in report.findings if finding.rule.id == one.rule.id), None)
    if found is not None:
        return _("should pass, but {rule} finds: {message}", rule=one.rule.id, message=found.problem.message)
    ended = next(assessment for assessment in report.assessments if assessment.rule.id == one.rule.id)
    if ended.outcome is Outcome.NOT_ASSESSED and ended.reason is not None:
        return _("{rule} could not be judged: {reason}", rule=one.rule.id, reason=ended.reason)
    others = tuple(dict.fromkeys(finding.rule.id for finding in report.findings))
    if others:
        return _("{rule} should find something; only others do: {others}", rule=one.rule.id, others=others)
    return _("{rule} should find something", rule=one.rule.id)


def _summary(pack: RulePack, given: list[Proof]) -> Iterator[Message]:
    for rule, lacking in unproved(pack, given):
        yield _(
            "{pack}: {rule} has no document of the kind {kinds}", pack=pack.id, rule=rule.id, kinds=lacking
        )
    tested = len({one.rule.id for one in given})
    yield _("{pack}: documents {documents}, rules tested {tested} of {rules}",
            pack=pack.id, documents=len(given), tested=tested, rules=len(pack.rules))  # fmt: skip
    if pack.audit:
        yield _(
            "{pack}: rules across filings, which documents do not prove: {count}",
            pack=pack.id,
            count=len(pack.audit),
        )
