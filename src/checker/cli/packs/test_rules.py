"""`checker packs test`: run rules on their test documents."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path

import click

from checker.app import unknown
from checker.cli import corpus
from checker.cli.packs.rule_audits import judged_folder
from checker.cli.policy import Policy, use_configured_packs
from checker.cli.setup import Setup, language, pack_option
from checker.documents.submissions import content
from checker.errors import ReadError, UsageError
from checker.judging.engine import Engine
from checker.judging.reports import Failure, Outcome, Report
from checker.judging.rules import RulePack
from checker.messages import Message, Messages
from checker.packs.rule_documents import (
    RuleDocument,
    RuleFolder,
    as_expected,
    candidates,
    folder_of,
    previous,
    rule_document,
    rule_folders,
    untested,
)
from checker.text import clean

_ = Messages(__package__)


@click.command("test")
@click.argument("folder", metavar="DIR", type=click.Path(exists=True, file_okay=False, path_type=Path))
@pack_option
@language
@click.pass_obj
def command(setup: Setup, folder: Path, pack: str | None) -> int:
    """Test rules on documents named RULE-pass-… and RULE-fail-…, in folders named after their packs.

    A pack's folder is its id with “-” for “/” (annual-report-2021); with --pack, DIR itself has the
    documents. In a failing document the rule must find a problem; in a passing one it must be judged
    and find none, and in NAME-pass-all no rule may. previous/NAME is last year's report. A rule across
    filings is tested on a folder RULE-pass-… or RULE-fail-… of documents; bodies.csv in it lists the
    bodies that must file (name, kind, parent, deadline, submitted). Rules without a passing or a failing
    document are listed.

    Exit code: 0 all documents are judged as named, 1 some are not, 2 some could not be read.
    """
    use_configured_packs(setup)
    codes = [_test(setup, chosen, place) for chosen, place in _folders(setup, folder, pack)]
    return max(codes)


def _folders(setup: Setup, folder: Path, pack: str | None) -> list[tuple[RulePack, Path]]:
    if pack:
        return [(setup.pack(pack), folder)]
    named = {folder_of(known.id): known for known in setup.packs}
    places = [folder] if folder.resolve().name in named else sorted(folder.iterdir())
    found = [(named[name], place) for place in places if (name := place.resolve().name) in named]
    if not found:
        problem = _("no folder in {path} is named after a pack; use --pack, or a name like {example}",
                 path=folder, example=next(iter(named), "family-edition"))  # fmt: skip
        raise unknown(problem, folder.name, named) if named else UsageError(problem)
    return found


def _test(setup: Setup, pack: RulePack, folder: Path) -> int:
    engine = replace(setup.app.engine(readers=Policy(setup).readers([folder])), pack=pack)
    documents: list[RuleDocument] = []
    folders = tuple(rule_folders(folder, pack))
    code = 0
    for path in candidates(corpus.documents(setup, [folder]), folders):
        one = rule_document(path, pack)
        if one is None:
            click.echo(_line(setup, path, _unnamed(path, pack)))
            code = max(code, 1)
            continue
        documents.append(one)
        report = _judged(engine, path)
        if report.failure is not None:
            click.echo(_line(setup, path, _("not read: {reason}", reason=report.failure.message)))
            code = 2
        elif not as_expected(one, report):
            click.echo(_line(setup, path, _why(one, report)))
            code = max(code, 1)
    for across in folders:
        outcome = judged_folder(engine, across)
        if outcome is not None:
            click.echo(_line(setup, across.path, outcome.reason))
            code = max(code, outcome.code)
    for line in _summary(pack, documents, folders):
        click.echo(setup.render(line))
    return code


def _unnamed(path: Path, pack: RulePack) -> Message:
    """Return why a document's name matches no rule that it can test."""
    across = next((rule.id for rule in pack.audit if path.stem.startswith(f"{rule.id}-")), None)
    if across is not None:
        return _("{rule} compares filings: it is tested on a folder of that name", rule=across)
    return _("the file name does not start with a rule of {pack}", pack=pack.id)


def _judged(engine: Engine, path: Path) -> Report:
    try:
        beside = previous(path)
        earlier = engine.filing(beside.as_posix(), content(beside)) if beside else None
        return engine.check(path.as_posix(), content(path), previous=earlier)
    except ReadError as error:
        return Report(path.as_posix(), failure=Failure(error.code, error.message))


def _line(setup: Setup, path: Path, message: Message) -> str:
    return clean(f"{path.as_posix()}: {setup.render(message)}", 1000)


def _why(one: RuleDocument, report: Report) -> Message:
    """Return how a document was judged instead of as named."""
    found = next((finding for finding in report.findings if one.about(finding.rule)), None)
    if found is not None:
        return _(
            "should pass, but {rule} finds: {message}", rule=found.rule.id, message=found.problem.message
        )
    for ended in (assessment for assessment in report.assessments if one.about(assessment.rule)):
        if ended.outcome is Outcome.NOT_ASSESSED and ended.reason is not None:
            return _("{rule} could not be judged: {reason}", rule=ended.rule.id, reason=ended.reason)
    others = tuple(dict.fromkeys(finding.rule.id for finding in report.findings))
    rule = one.rule.id if one.rule else ""
    if others:
        return _("{rule} should find a problem; only other rules do: {others}", rule=rule, others=others)
    return _("{rule} should find a problem", rule=rule)


def _summary(
    pack: RulePack, documents: Sequence[RuleDocument], folders: Sequence[RuleFolder]
) -> Iterator[Message]:
    for rule, missing in untested(pack, documents):
        yield _("{pack}: {rule} has no test document: {kinds}", pack=pack.id, rule=rule.id, kinds=missing)
    tested = len({one.rule.id for one in documents if one.rule is not None})
    yield _("{pack}: documents {documents}, rules tested {tested} of {rules}",
            pack=pack.id, documents=len(documents), tested=tested, rules=len(pack.rules))  # fmt: skip
    if pack.audit:
        across = len({one.rule.id for one in folders})
        yield _("{pack}: rules across filings tested {tested} of {rules}",
                pack=pack.id, tested=across, rules=len(pack.audit))  # fmt: skip
