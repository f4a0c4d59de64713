"""Documents that test rules: the name of each says which rule, and whether the rule finds a problem.

They are in folders named after packs: `annual-report-2021/title-year-fail-last-year.docx`. Where a rule compares
with last year's report, that has the same name in the subfolder `previous`. Rules across filings (`audit:`) cannot
be tested on one document.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from checker.judging.reports import Outcome, Report
from checker.judging.rules import Rule, RulePack

_KINDS = {"pass": False, "fail": True}
_PREVIOUS = "previous"


@dataclass(frozen=True, slots=True)
class RuleDocument:
    """A document that tests a rule; if it `fails`, the rule must find a problem in it."""

    path: Path
    rule: Rule
    fails: bool


def folder_of(pack: str) -> str:
    """Return the name of the folder with a pack's rule documents."""
    return pack.replace("/", "-")


def previous(path: Path) -> Path | None:
    """Return last year's report that belongs to a document, if any."""
    beside = path.parent / _PREVIOUS / path.name
    return beside if beside.is_file() else None


def rule_document(path: Path, pack: RulePack) -> RuleDocument | None:
    """Parse a document's name; return `None` if it names no rule of the pack."""
    named = [
        (rule, fails)
        for rule in pack.rules
        for kind, fails in _KINDS.items()
        if path.stem.startswith(f"{rule.id}-{kind}-") or path.stem == f"{rule.id}-{kind}"
    ]
    if not named:
        return None
    rule, fails = max(named, key=lambda found: len(found[0].id))
    return RuleDocument(path, rule, fails)


def candidates(paths: Iterable[Path]) -> Iterator[Path]:
    """Iterate over the documents that should test a rule: all but last year's reports."""
    return (path for path in paths if path.parent.name != _PREVIOUS)


def rule_documents(paths: Iterable[Path], pack: RulePack) -> Iterator[RuleDocument]:
    """Iterate over the documents that test rules of the pack."""
    return (found for path in candidates(paths) if (found := rule_document(path, pack)) is not None)


def untested(pack: RulePack, documents: Sequence[RuleDocument]) -> Iterator[tuple[Rule, tuple[str, ...]]]:
    """Iterate over the rules without a passing or a failing document, and the missing kinds."""
    tested = {(one.rule.id, one.fails) for one in documents}
    for rule in pack.rules:
        if missing := tuple(kind for kind, fails in _KINDS.items() if (rule.id, fails) not in tested):
            yield rule, missing


def as_expected(one: RuleDocument, report: Report) -> bool:
    """Return whether a document is judged as its name says; a rule that is not assessed never is."""
    outcomes = {one_of.outcome for one_of in report.assessments if one_of.rule.id == one.rule.id}
    if outcomes & {Outcome.FAIL, Outcome.REVIEW} or any(f.rule.id == one.rule.id for f in report.findings):
        return one.fails
    return not one.fails and Outcome.NOT_ASSESSED not in outcomes
